#!/usr/bin/env bash
# Installs what the system lacks to build ("build") or also to test ("test").
# Does nothing where all is there. Debian and Ubuntu install by themselves, as
# root or through sudo; elsewhere the script says what to install.
set -euo pipefail
cd "$(dirname "$0")/.."
. build/common.sh

what=${1:-build}
build_packages=(gcc libc6-dev pkg-config libgl1-mesa-dev libx11-dev libxcursor-dev libxrandr-dev
	libxinerama-dev libxi-dev libxxf86vm-dev libwayland-dev libxkbcommon-dev)
test_packages=(xvfb xdotool libgl1-mesa-dri x11-utils imagemagick xclip poppler-utils)

case $what in
build) packages=("${build_packages[@]}") ;;
test) packages=("${build_packages[@]}" "${test_packages[@]}") ;;
*) die "usage: build/deps.sh build|test" ;;
esac

need_go

case $(uname -s) in
Linux) ;;
Darwin)
	xcode-select -p >/dev/null 2>&1 ||
		die "The window needs Apple's command line tools: run  xcode-select --install  and then this command again."
	exit 0
	;;
MINGW* | MSYS* | CYGWIN*)
	command -v gcc >/dev/null 2>&1 ||
		die "The window needs a C compiler: install MSYS2 (https://www.msys2.org), then  pacman -S mingw-w64-x86_64-gcc  and put its bin folder into PATH."
	exit 0
	;;
*)
	warn "Unknown system $(uname -s): install a C compiler, pkg-config and the headers of OpenGL and X11 yourself."
	exit 0
	;;
esac

if ! command -v dpkg-query >/dev/null 2>&1; then
	if command -v gcc >/dev/null 2>&1 && pkg-config --exists gl x11 xcursor xrandr xinerama xi xxf86vm wayland-client xkbcommon 2>/dev/null; then
		exit 0
	fi
	die "This is neither Debian nor Ubuntu. Install a C compiler, pkg-config and the development packages of
OpenGL (Mesa), libX11, libXcursor, libXrandr, libXinerama, libXi, libXxf86vm, Wayland and libxkbcommon;
for the tests also Xvfb, xdotool, xdpyinfo, ImageMagick, xclip and poppler's pdftotext.
Fedora: dnf install gcc pkgconf libX11-devel libXcursor-devel libXrandr-devel libXinerama-devel libXi-devel libXxf86vm-devel mesa-libGL-devel wayland-devel libxkbcommon-devel"
fi

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

missing=()
for package in "${packages[@]}"; do
	# pkgconf provides the pkg-config command on newer systems.
	if [ "$package" = pkg-config ] && command -v pkg-config >/dev/null 2>&1; then continue; fi
	installed "$package" || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then
	exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null 2>&1 ||
		die "These packages are missing, and neither root nor sudo is at hand. Ask an administrator to run:
  apt-get update && apt-get install --no-install-recommends ${missing[*]}"
	as_root=(sudo)
fi
# ${array[@]+...}: bash 4.3 and older call an empty array unset.
root() { ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive "$@"; }

say "Installing: ${missing[*]}"
root apt-get update -qq || warn "apt-get update failed; trying with the lists at hand."
root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
	die "The packages could not be installed. Run by hand to see why:
  apt-get update && apt-get install --no-install-recommends ${missing[*]}"
