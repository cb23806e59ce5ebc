#!/usr/bin/env bash
# Runs the benchmarks of every package that has a *_bench_test.go. The figures
# are for people: nothing fails on time.
set -euo pipefail
cd "$(dirname "$0")/.."
. build/common.sh
need_go

packages=()
while IFS= read -r folder; do packages+=("./$folder"); done < <(
	find . -name '*_bench_test.go' -not -path './tools/*' -not -path './bin/*' -print |
		sed 's|^\./||; s|/[^/]*$||' | sort -u
)
[ ${#packages[@]} -gt 0 ] || die "There is no *_bench_test.go."
CGO_ENABLED=0 go test -tags "$headless_tags" -run '^$' -bench "${BENCH:-.}" -benchmem "${packages[@]}"
