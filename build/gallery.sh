#!/usr/bin/env bash
# Draws the screens of the window with canned data to PNG files, without a
# display. Options are those of cmd/matterbookgallery; -h lists them.
set -euo pipefail
cd "$(dirname "$0")/.."
. build/common.sh
need_go

CGO_ENABLED=0 go build -tags "$headless_tags" -o bin/matterbookgallery ./cmd/matterbookgallery
exec bin/matterbookgallery "$@"
