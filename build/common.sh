# Read by the other scripts of this folder (". build/common.sh"), with the
# project's root as working folder. Settings that must be the same everywhere:
# another set of flags means another cold build of the window's C parts, which
# takes minutes.
# shellcheck shell=bash disable=SC2034

# The window. migrated_fynedo: the toolkit need not look up its goroutine at
# every refresh. no_animations: a blinking cursor costs 1 % of a core, not 16 %.
window_tags=migrated_fynedo,no_animations
# Everything without cgo and without a display: "ci" gives the toolkit's test
# driver, so the window compiles, vets and tests as well.
headless_tags=ci,$window_tags

# FyneApp.toml is the one place of name and version.
toml() { sed -n "s/^ *$1 *= *\"\\{0,1\\}\\([^\"]*\\)\"\\{0,1\\} *\$/\\1/p" FyneApp.toml | head -n 1; }
version=$(toml Version)
# A checkout owned by somebody else makes git refuse, and go build with it; the
# version below says what a program is.
export GOFLAGS="${GOFLAGS:+$GOFLAGS }-buildvcs=false"
ldflags="-X matterbook/cmd/internal/boot.Version=$version"

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
die() {
	warn "$*"
	exit 1
}

need_go() {
	command -v go >/dev/null 2>&1 ||
		die "Go is not installed. Get Go 1.26 or newer from https://go.dev/dl/ and put its bin folder into PATH."
}
