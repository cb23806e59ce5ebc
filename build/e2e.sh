#!/usr/bin/env bash
# Builds the window with its test hook and runs the end-to-end tests on a
# virtual display of their own, with a home folder of their own. Screenshots are
# kept in bin/e2e. RUN chooses tests by a regular expression.
set -euo pipefail
cd "$(dirname "$0")/.."
. build/common.sh
need_go

mkdir -p bin/e2e
rm -f bin/e2e/steps.tsv
CGO_ENABLED=0 go build -ldflags "$ldflags" -o bin/matterbookctl ./cmd/matterbookctl
CGO_ENABLED=1 go build -tags "e2e,$window_tags" -ldflags "$ldflags" -o bin/matterbook-e2e ./cmd/matterbook

# Before HOME changes: Go's folders follow it.
GOCACHE=$(go env GOCACHE) GOMODCACHE=$(go env GOMODCACHE) GOPATH=$(go env GOPATH)
export GOCACHE GOMODCACHE GOPATH

scratch=$(mktemp -d)
display_pid=
cleanup() {
	[ -z "$display_pid" ] || kill "$display_pid" 2>/dev/null || true
	rm -rf "$scratch"
}
trap cleanup EXIT

mkdir -m 700 "$scratch/home" "$scratch/run"
# The server picks a free display and writes its number once it listens.
mkfifo "$scratch/number"
Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3>"$scratch/number" >"$scratch/xvfb.log" 2>&1 &
display_pid=$!
if ! read -r -t 30 number <"$scratch/number"; then
	cat "$scratch/xvfb.log" >&2
	die "The virtual display did not start."
fi

status=0
env -u WAYLAND_DISPLAY -u XDG_CONFIG_HOME -u XDG_DATA_HOME -u XDG_SESSION_TYPE -u MATTERBOOK_BOOK \
	DISPLAY=":$number" HOME="$scratch/home" XDG_RUNTIME_DIR="$scratch/run" \
	LANG=C.UTF-8 LC_ALL=C.UTF-8 TZ=UTC LIBGL_ALWAYS_SOFTWARE=1 \
	MATTERBOOK_E2E_WINDOW="$PWD/bin/matterbook-e2e" \
	MATTERBOOK_E2E_CTL="$PWD/bin/matterbookctl" \
	MATTERBOOK_E2E_SHOTS="$PWD/bin/e2e" \
	go test -tags "e2e,$window_tags" -count=1 -timeout 10m ${RUN:+-run "$RUN"} ./e2e || status=$?

if [ -s bin/e2e/steps.tsv ]; then
	say ""
	say "Tasks by their steps:"
	sort bin/e2e/steps.tsv | awk -F'\t' '{ printf "%3d  %-52s %3d of %3d  %s\n", $1, $2, $3, $4, $5 }'
fi
exit $status
