#!/usr/bin/env bash
# Builds the programs into bin/: "window", "ctl" or both.
set -euo pipefail
cd "$(dirname "$0")/.."
. build/common.sh
need_go

suffix=$(go env GOEXE)
mkdir -p bin

ctl() { CGO_ENABLED=0 go build -ldflags "$ldflags" -o "bin/matterbookctl$suffix" ./cmd/matterbookctl; }
window() { CGO_ENABLED=1 go build -tags "$window_tags" -ldflags "$ldflags" -o "bin/matterbook$suffix" ./cmd/matterbook; }

case ${1:-both} in
ctl) ctl ;;
window) window ;;
both)
	ctl
	window
	;;
*) die "usage: build/build.sh [window|ctl|both]" ;;
esac
