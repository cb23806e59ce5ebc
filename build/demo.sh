#!/usr/bin/env bash
# Makes the demo firm, writes some of its papers into demo/ and opens the window
# on it where there is a display. What stands already is kept: delete the folder
# demo (or run "make clean") for a fresh firm. WINDOW=no leaves the window shut.
set -euo pipefail
cd "$(dirname "$0")/.."
. build/common.sh

book="demo/Demo Firm.matterbook"
ctl="bin/matterbookctl$(go env GOEXE 2>/dev/null || true)"
window="bin/matterbook$(go env GOEXE 2>/dev/null || true)"
problems=()

# The papers need no window, so they are made even where it cannot be built.
need_go
have_window=yes
build/build.sh ctl
say "Building the window (some minutes the first time)..."
if ! build/deps.sh build || ! build/build.sh window; then
	have_window=no
	problems+=("the window could not be built")
fi

mkdir -p demo
export MATTERBOOK_BOOK=$book
if [ ! -e "$book" ]; then
	say "Making the demo firm..."
	# Its year ends today, so that the window has something to show for today.
	"$ctl" demo --book "$book" --until "$(date +%Y-%m-%d)"
fi

# attempt WHAT COMMAND...: a paper that fails is reported and the others are made.
attempt() {
	local what=$1
	shift
	"$@" || problems+=("$what")
}

# values KEY: the text values of a key, in order, from JSON on standard input.
values() { grep -o "\"$1\" *: *\"[^\"]*\"" | sed 's/^"[^"]*" *: *"//; s/"$//' || true; }

# previous_month_end DATE: the last day of the month before.
previous_month_end() {
	local year=$((10#${1:0:4})) month=$((10#${1:5:2} - 1)) day
	if [ $month -eq 0 ]; then
		year=$((year - 1))
		month=12
	fi
	case $month in
	4 | 6 | 9 | 11) day=30 ;;
	2)
		day=28
		if { [ $((year % 4)) -eq 0 ] && [ $((year % 100)) -ne 0 ]; } || [ $((year % 400)) -eq 0 ]; then day=29; fi
		;;
	*) day=31 ;;
	esac
	printf '%04d-%02d-%02d\n' $year $month $day
}

say "Checking the book..."
verify() { "$ctl" verify >demo/verify.txt; }
attempt "the check of the book (see demo/verify.txt)" verify

say "Writing invoices..."
mkdir -p demo/invoices demo/statements demo/trust demo/reports
invoices=$("$ctl" invoice list --json) || problems+=("the list of invoices")
# The newest three that stand: number, client and date are read in one order.
while read -r number; do
	[ -n "$number" ] || continue
	attempt "invoice $number" "$ctl" invoice write "$number" --format pdf,ledes1998b --out demo/invoices >/dev/null
done < <(values number <<<"${invoices:-}" | tail -n 3)
newest=$(values date <<<"${invoices:-}" | sort | tail -n 1)
client=$(values client <<<"${invoices:-}" | tail -n 1)

check_ledes() {
	local files=()
	while IFS= read -r file; do files+=("$file"); done < <(find demo/invoices -type f ! -name '*.pdf' | sort)
	[ ${#files[@]} -gt 0 ] || return 1
	"$ctl" ledes check "${files[@]}" >demo/invoices/ledes-check.log
}
rm -f demo/invoices/ledes-check.log
attempt "the LEDES check (see demo/invoices/ledes-check.log)" check_ledes

prebills() { "$ctl" prebill list >demo/prebills.txt; }
attempt "the list of pre-bills" prebills

if [ -n "$client" ] && [ -n "$newest" ]; then
	say "Writing a statement for client $client..."
	attempt "the statement" "$ctl" statement --client "$client" --as-of "$newest" --format pdf --out demo/statements >/dev/null
else
	problems+=("the statement: the book shows no invoice")
fi

say "Writing the trust papers..."
balances=$("$ctl" trust balance --json) || problems+=("the trust balances")
balance() { "$ctl" trust balance >demo/trust/balances.txt; }
attempt "the trust balances" balance
ledger() { "$ctl" trust ledger --account "$1" --matter "$2" >"demo/trust/ledger-$1-$2.txt"; }
shown=" "
while read -r line; do
	account=$(values account <<<"$line")
	matter=$(values matter <<<"$line")
	book_balance=$(values book <<<"$line")
	if [ -z "$account" ] || [ -z "$matter" ] || [[ $book_balance =~ ^[0.]*$ ]]; then continue; fi
	# One client ledger with money on it per account.
	if [[ $shown == *" $account "* ]]; then continue; fi
	shown+="$account "
	attempt "the ledger of $matter" ledger "$account" "$matter"
	if [ -n "$newest" ]; then
		attempt "the reconciliation of $account" "$ctl" trust reconcile --account "$account" \
			--as-of "$(previous_month_end "$newest")" --format pdf --out "demo/trust/reconciliation-$account.pdf" >/dev/null
	fi
done < <(tr '\n' ' ' <<<"${balances:-}" | tr '{}' '\n')
if [ "$shown" = " " ]; then problems+=("the trust ledgers: none holds money"); fi

for name in wip aging productivity; do
	attempt "the report $name" "$ctl" report "$name" ${newest:+--as-of "$newest"} --format pdf --out "demo/reports/$name.pdf" >/dev/null
done

say ""
say "The demo firm's book:  $PWD/$book"
say "Its papers:"
find demo -type f ! -name '*.matterbook*' ! -name '*.log' | sort | sed "s|^|  $PWD/|"
say ""

display=no
case $(uname -s) in
Darwin | MINGW* | MSYS* | CYGWIN*) display=yes ;;
*) if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then display=yes; fi ;;
esac
if [ "${WINDOW:-}" = no ] || [ $have_window = no ]; then
	:
elif [ $display = yes ]; then
	nohup "$window" "$book" >demo/window.log 2>&1 &
	pid=$!
	sleep 2
	if kill -0 $pid 2>/dev/null; then
		say "The window is open on it. To open it again:  $window \"$book\""
	else
		cat demo/window.log >&2
		problems+=("the window closed at once (see demo/window.log)")
	fi
else
	say "No display here. On a desktop:  $window \"$book\""
fi

if [ ${#problems[@]} -gt 0 ]; then
	warn "Not everything could be made:"
	for problem in "${problems[@]}"; do warn "  - $problem"; done
	exit 1
fi
