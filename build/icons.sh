#!/usr/bin/env bash
# Draws the PNGs of the icon; the two smallest come from the drawing made for
# them.
set -euo pipefail
cd "$(dirname "$0")/../assets"
command -v rsvg-convert >/dev/null 2>&1 || {
	printf 'rsvg-convert is missing (Debian and Ubuntu: librsvg2-bin).\n' >&2
	exit 1
}
for edge in 16 32; do rsvg-convert -w $edge -h $edge icon-small.svg -o icons/matterbook-$edge.png; done
for edge in 48 64 128 256; do rsvg-convert -w $edge -h $edge icon.svg -o icons/matterbook-$edge.png; done
rsvg-convert -w 512 -h 512 icon.svg -o icon.png
