#!/usr/bin/env bash
# Runs the benchmarks and prints the figures that have a target beside it. The
# figures are for people: nothing fails on time.
#
# They are measured on two books, each built once and kept in
# MATTERBOOK_BENCH_DIR (else a folder matterbook-bench of the user's cache), new
# ones when the schema or the demonstration changes:
#   - a year of a very large firm: "matterbookctl demo" with a million entries of
#     time, 5,000 matters and 100,000 trust entries; nearly all of it is unbilled
#     (about three minutes, 0.6 GB);
#   - ten years of a firm, a million entries too, 20,000 invoices; only the last
#     three months are unbilled. The benchmarks of store/sqlite build it (about
#     a minute, 0.6 GB).
# BENCH chooses benchmarks by a regular expression, COUNT how often each is run
# (3; the table shows the median), MATTERBOOK_BENCH_BOOK another large book.
set -euo pipefail
cd "$(dirname "$0")/.."
. build/common.sh
need_go

MATTERBOOK_BENCH_DIR=${MATTERBOOK_BENCH_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/matterbook-bench}
export MATTERBOOK_BENCH_DIR CGO_ENABLED=0
mkdir -p "$MATTERBOOK_BENCH_DIR"

if [ -z "${MATTERBOOK_BENCH_BOOK:-}" ]; then
	made_of=$(cat store/sqlite/schema.sql cmd/internal/demo/*.go | cksum | cut -d' ' -f1)
	MATTERBOOK_BENCH_BOOK=$MATTERBOOK_BENCH_DIR/year-$made_of.matterbook
	if [ ! -e "$MATTERBOOK_BENCH_BOOK" ]; then
		say "Making the large book, once: $MATTERBOOK_BENCH_BOOK"
		go run ./cmd/matterbookctl demo --book "$MATTERBOOK_BENCH_BOOK" --entries 1000000 --matters 5000
	fi
fi
export MATTERBOOK_BENCH_BOOK

packages=()
while IFS= read -r folder; do packages+=("./$folder"); done < <(
	find . -name '*_bench_test.go' -not -path './tools/*' -not -path './bin/*' -print |
		sed 's|^\./||; s|/[^/]*$||' | sort -u
)
[ ${#packages[@]} -gt 0 ] || die "There is no *_bench_test.go."
out=$(mktemp)
trap 'rm -f "$out"' EXIT
# One package after the other: side by side they would measure each other. One
# that cannot do its work fails the run, after the table.
status=0
go test -p 1 -tags "$headless_tags" -timeout 40m -run '^$' -bench "${BENCH:-.}" -benchtime 300ms -count "${COUNT:-3}" -benchmem "${packages[@]}" | tee "$out" || status=$?

say ""
awk '
	function median(list,   n, v, i, j, t) {
		n = split(list, v, " ")
		for (i = 2; i <= n; i++) for (j = i; j > 1 && v[j-1] + 0 > v[j] + 0; j--) { t = v[j]; v[j] = v[j-1]; v[j-1] = t }
		return v[int((n + 1) / 2)] + 0
	}
	/^pkg:/ { pkg = $2; sub(/^matterbook\//, "", pkg) }
	/^Benchmark/ {
		delete now
		for (i = 3; i < NF; i += 2) now[$(i+1)] = $i
		name = $1; sub(/^Benchmark/, "", name); sub(/-[0-9]+$/, "", name)
		for (unit in now) {
			if (unit !~ /^target-/) continue
			what = substr(unit, 8)
			key = pkg " " name
			if (!(key in target)) { order[++keys] = key; target[key] = now[unit]; units[key] = what }
			wall[key] = wall[key] " " (what == "ms" ? now["ns/op"] / 1e6 : now[what])
			if ("cpu-ms/op" in now) cpu[key] = cpu[key] " " now["cpu-ms/op"]
		}
	}
	END {
		if (keys == 0) exit
		printf "%-58s %14s %14s %12s  %s\n", "figure (median)", "target", "measured", "processor", ""
		for (k = 1; k <= keys; k++) {
			key = order[k]; unit = units[key]; got = median(wall[key])
			good = unit ~ /\/s$/ ? got >= target[key] : got <= target[key]
			sign = unit ~ /\/s$/ ? ">=" : "<="
			printf "%-58s %2s %11.10g %14.4g %12s  %s %s\n", key, sign, target[key], got, (key in cpu) ? sprintf("%.4g ms", median(cpu[key])) : "", unit, good ? "" : "MISSED"
		}
	}' "$out"
exit $status
