#!/usr/bin/env bash
# Every check of the project, in the order of what is found soonest. All steps
# run, also after a failure; the failures are listed at the end.
#
# STEPS="vet unit" build/test.sh runs only the steps named.
set -euo pipefail
cd "$(dirname "$0")/.."
. build/common.sh
need_go
mkdir -p bin

gofmt_step() {
	local unformatted
	unformatted=$(find . -name '*.go' -not -path './bin/*' -not -path './demo/*' -exec gofmt -l {} +)
	[ -z "$unformatted" ] || die "Not formatted (run gofmt -w):
$unformatted"
}

vet_step() {
	CGO_ENABLED=0 go vet -tags "$headless_tags" ./...
	(cd tools && go vet ./...)
}

staticcheck_step() {
	# A module of its own keeps linters out of the product's dependencies.
	(cd tools && go build -o ../bin/staticcheck honnef.co/go/tools/cmd/staticcheck)
	CGO_ENABLED=0 bin/staticcheck -tags "$headless_tags" ./...
}

unit_step() {
	CGO_ENABLED=0 go test -tags "$headless_tags" ./...
}

# Where goroutines meet: two programs on one book, saving beside a backup, papers
# made side by side, the runner of the window. The engine itself is instrumented
# as well and is then ten times slower, so only these tests run.
race_step() {
	CGO_ENABLED=1 go test -race -tags "$headless_tags" -run 'TwoPrograms|TwoHandles|BackupWhileSaving|TestStore/acts|SameBytes|Background|Runner|Listen' \
		./app ./store/sqlite ./invoice/pdf ./ui/kit ./cmd/matterbook
}

build_step() {
	build/build.sh both
}

# The real window, driven by keyboard and mouse on a virtual display.
e2e_step() {
	CGO_ENABLED=1 go vet -tags "e2e,$window_tags" ./cmd/matterbook ./e2e
	build/e2e.sh
}

failed=()
run() {
	local name=$1 begin=$SECONDS
	if [ -n "${STEPS:-}" ] && [[ " $STEPS " != *" $name "* ]]; then
		return
	fi
	say "== $name"
	# A process of its own: "set -e" does not hold inside a condition.
	if build/test.sh --step "$name"; then
		say "== $name: ok, $((SECONDS - begin)) s"
	else
		failed+=("$name")
		warn "== $name: FAILED after $((SECONDS - begin)) s"
	fi
}

if [ "${1:-}" = --step ]; then
	"$2_step"
	exit
fi

for step in gofmt vet unit staticcheck race build; do run "$step"; done
if [ -d e2e ]; then
	run e2e
else
	say "== e2e: there is no folder e2e"
fi

if [ ${#failed[@]} -gt 0 ]; then
	die "Failed: ${failed[*]} (after $SECONDS s)"
fi
say "All checks passed in $SECONDS s."
