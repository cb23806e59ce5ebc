#!/usr/bin/env bash
# Makes the Linux archive dist/Matterbook-VERSION-linux-ARCH.tar.xz: a tree to
# unpack below usr/local, with an install script for those without root.
# FyneApp.toml is read and never written.
set -euo pipefail
cd "$(dirname "$0")/.."
. build/common.sh
need_go
[ "$(uname -s)" = Linux ] || die "The Linux archive is made on Linux: the window's C parts need its headers."

id=$(toml ID)
name=$(toml Name)
arch=$(go env GOARCH)
archive="$name-$version-linux-$arch"
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
root="$stage/$archive"
prefix="$root/usr/local"

mkdir -p "$prefix/bin" "$prefix/share/applications" "$prefix/share/mime/packages" "$prefix/share/doc/matterbook"
release="-s -w $ldflags"
CGO_ENABLED=0 go build -trimpath -ldflags "$release" -o "$prefix/bin/matterbookctl" ./cmd/matterbookctl
CGO_ENABLED=1 go build -trimpath -tags "$window_tags" -ldflags "$release" -o "$prefix/bin/matterbook" ./cmd/matterbook

for edge in 16 32 48 64 128 256; do
	install -D -m 644 "assets/icons/matterbook-$edge.png" "$prefix/share/icons/hicolor/${edge}x$edge/apps/$id.png"
done
install -D -m 644 assets/icon.png "$prefix/share/icons/hicolor/512x512/apps/$id.png"
install -D -m 644 assets/icon.svg "$prefix/share/icons/hicolor/scalable/apps/$id.svg"
install -m 644 LICENSE assets/licenses/THIRD-PARTY.txt "$prefix/share/doc/matterbook/"

# StartupWMClass: under X11 the class is the first window's title, the bare name.
cat >"$prefix/share/applications/$id.desktop" <<TEXT
[Desktop Entry]
Type=Application
Version=1.0
Name=$name
GenericName=Legal time, billing and trust
Comment=Record time, bill clients and keep trust money
Exec=matterbook %f
Icon=$id
Terminal=false
Categories=Office;Finance;
Keywords=law;legal;time;billing;invoice;trust;LEDES;
MimeType=application/x-matterbook;
StartupWMClass=$name
TEXT

cat >"$prefix/share/mime/packages/$id.xml" <<TEXT
<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/x-matterbook">
    <comment>Matterbook book</comment>
    <sub-class-of type="application/vnd.sqlite3"/>
    <glob pattern="*.matterbook"/>
    <icon name="$id"/>
  </mime-type>
</mime-info>
TEXT

cat >"$root/install.sh" <<'TEXT'
#!/bin/sh
# Copies the tree below PREFIX: /usr/local for root, ~/.local for everybody else.
# "./install.sh uninstall" takes away what it put there.
set -eu
cd "$(dirname "$0")"
if [ "$(id -u)" -eq 0 ]; then default=/usr/local; else default=$HOME/.local; fi
prefix=${PREFIX:-$default}
case ${1:-install} in
install)
	mkdir -p "$prefix"
	cp -R usr/local/. "$prefix/"
	echo "Matterbook is installed in $prefix/bin."
	;;
uninstall)
	(cd usr/local && find . -type f) | while read -r file; do rm -f "$prefix/$file"; done
	echo "Matterbook is gone from $prefix. Your books are untouched."
	;;
*)
	echo "usage: ./install.sh [install|uninstall]" >&2
	exit 2
	;;
esac
for tool in update-desktop-database:applications update-mime-database:mime; do
	command -v "${tool%%:*}" >/dev/null 2>&1 && "${tool%%:*}" "$prefix/share/${tool##*:}" >/dev/null 2>&1 || true
done
TEXT
chmod 755 "$root/install.sh"
find "$root" -type d -exec chmod 755 {} +

# What leaves the house must know its own version.
[ "$("$prefix/bin/matterbookctl" --version | awk '{ print $NF }')" = "$version" ] ||
	die "matterbookctl --version does not say $version: is matterbook/cmd/internal/boot.Version still the variable?"
if command -v desktop-file-validate >/dev/null 2>&1; then
	desktop-file-validate "$prefix/share/applications/$id.desktop"
fi

mkdir -p dist
tar -C "$stage" --sort=name --owner=0 --group=0 --numeric-owner -cJf "dist/$archive.tar.xz" "$archive"
say "dist/$archive.tar.xz, $(du -h "dist/$archive.tar.xz" | cut -f1)"
