package trust_test

import (
	"fmt"
	"slices"
	"testing"

	"matterbook/app/cal"
	"matterbook/app/money"
	. "matterbook/app/trust"

	"pgregory.net/rapid"
)

func on(day int) cal.Date { return cal.MustParse("2026-06-01").AddDays(day - 1) }

func bankLine(id int64, day int, amount money.Amount, ref, text string) BankLine {
	return BankLine{ID: id, On: on(day), Amount: amount, Reference: ref, Description: text}
}

func item(id int64, day int, amount money.Amount, kind Kind, party, ref string) Item {
	return Item{TxnID: id, On: on(day), Amount: amount, Kind: kind, Party: party, Reference: ref}
}

func TestMatching(t *testing.T) {
	for name, c := range map[string]struct {
		lines []BankLine
		items []Item
		want  []string // "lines>txns sure" in the order found
	}{
		"a check by its number": {
			[]BankLine{bankLine(1, 20, -500, "1089", "CHECK"), bankLine(2, 21, -500, "", "CHECK 0001090")},
			[]Item{item(11, 1, -500, Check, "Clerk", "1090"), item(12, 2, -500, Check, "Clerk", "1089")},
			[]string{"[1]>[12] true", "[2]>[11] true"}},
		"another check of the same amount is never taken": {
			[]BankLine{bankLine(1, 5, -500, "1089", "CHECK")}, []Item{item(11, 1, -500, Check, "Clerk", "1090")}, nil},
		"an amount that stands alone": {
			[]BankLine{bankLine(1, 3, 700, "", "DEPOSIT")}, []Item{item(11, 2, 700, Receipt, "Devi", "dep 1"), item(12, 2, 701, Receipt, "Devi", "")},
			[]string{"[1]>[11] true"}},
		"alone, but far off": {
			[]BankLine{bankLine(1, 10, 700, "", "DEPOSIT")}, []Item{item(11, 2, 700, Receipt, "Devi", "")}, []string{"[1]>[11] false"}},
		"too far off": {
			[]BankLine{bankLine(1, 20, 700, "", "DEPOSIT")}, []Item{item(11, 2, 700, Receipt, "Devi", "")}, nil},
		"the other way round": {
			[]BankLine{bankLine(1, 3, -700, "", "DEBIT")}, []Item{item(11, 2, 700, Receipt, "Devi", "")}, nil},
		"two of one amount wait for a person, the nearer first": {
			[]BankLine{bankLine(1, 3, 700, "", "DEPOSIT")}, []Item{item(11, 1, 700, Receipt, "Devi", ""), item(12, 3, 700, Receipt, "Alvarez", "")},
			[]string{"[1]>[12] false"}},
		"the words of the bank tell them apart": {
			[]BankLine{bankLine(1, 3, 700, "", "WIRE ALVAREZ")}, []Item{item(11, 3, 700, Receipt, "Devi", ""), item(12, 1, 700, Receipt, "Rosa Alvarez", "")},
			[]string{"[1]>[12] false"}},
		"a deposit by its number": {
			[]BankLine{bankLine(1, 4, 600, "", "DEPOSIT")},
			[]Item{item(11, 3, 100, Receipt, "A", "dep 7"), item(12, 3, 500, Receipt, "B", "dep 7"), item(13, 3, 601, Receipt, "C", "dep 8")},
			[]string{"[1]>[11 12] true"}},
		"a deposit of all receipts of a day": {
			[]BankLine{bankLine(1, 4, 600, "", "DEPOSIT")}, []Item{item(11, 3, 100, Receipt, "A", ""), item(12, 3, 200, Receipt, "B", ""), item(13, 3, 300, Receipt, "C", "")},
			[]string{"[1]>[11 12 13] true"}},
		"some receipts of a day": {
			[]BankLine{bankLine(1, 4, 300, "", "DEPOSIT")}, []Item{item(11, 3, 100, Receipt, "A", ""), item(12, 3, 200, Receipt, "B", ""), item(13, 3, 250, Receipt, "C", "")},
			[]string{"[1]>[11 12] false"}},
		"several ways to add up are no way": {
			[]BankLine{bankLine(1, 4, 300, "", "DEPOSIT")}, []Item{item(11, 3, 100, Receipt, "A", ""), item(12, 3, 200, Receipt, "B", ""), item(13, 3, 100, Receipt, "C", "")}, nil},
		"a book that is kept late": {
			[]BankLine{bankLine(1, 3, 700, "", "WIRE")}, []Item{item(11, 5, 700, Receipt, "Devi", "")}, []string{"[1]>[11] true"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, p := range FindMatches(c.lines, c.items) {
				got = append(got, fmt.Sprintf("%v>%v %t", p.Lines, p.Txns, p.Sure))
				if p.Reason == "" || p.Score < 1 || p.Score > 100 {
					t.Errorf("%+v", p)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

// Whatever bank and book hold: the sums of each match agree, nothing is used
// twice, nothing is invented, and the order of what is handed in does not matter.
func TestMatchesOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kinds := []Kind{Receipt, Receipt, Check, EFT}
		var lines []BankLine
		var items []Item
		for i := range rapid.IntRange(0, 14).Draw(t, "items") {
			kind := rapid.SampledFrom(kinds).Draw(t, "kind")
			it := item(int64(100+i), rapid.IntRange(1, 25).Draw(t, "day"), kind.Signed(money.Amount(rapid.IntRange(1, 6).Draw(t, "amount")*100)), kind,
				rapid.SampledFrom([]string{"Devi", "Alvarez", "Bramble Estate"}).Draw(t, "party"), rapid.SampledFrom([]string{"", "1101", "1102", "dep 1"}).Draw(t, "ref"))
			items = append(items, it)
		}
		for i := range rapid.IntRange(0, 14).Draw(t, "lines") {
			lines = append(lines, bankLine(int64(i+1), rapid.IntRange(1, 30).Draw(t, "day"), money.Amount(rapid.IntRange(-12, 12).Draw(t, "sum")*100),
				rapid.SampledFrom([]string{"", "1101", "7"}).Draw(t, "ref"), rapid.SampledFrom([]string{"DEPOSIT", "WIRE DEVI", "CHECK 1102"}).Draw(t, "text")))
		}
		found := FindMatches(lines, items)
		used := map[string]bool{}
		for _, p := range found {
			var bank, book money.Amount
			for _, id := range p.Lines {
				i := slices.IndexFunc(lines, func(l BankLine) bool { return l.ID == id })
				if i < 0 || used[fmt.Sprint("l", id)] {
					t.Fatalf("line %d used twice or invented: %+v", id, found)
				}
				used[fmt.Sprint("l", id)] = true
				bank += lines[i].Amount
			}
			for _, id := range p.Txns {
				i := slices.IndexFunc(items, func(x Item) bool { return x.TxnID == id })
				if i < 0 || used[fmt.Sprint("t", id)] {
					t.Fatalf("entry %d used twice or invented: %+v", id, found)
				}
				used[fmt.Sprint("t", id)] = true
				book += items[i].Amount
			}
			if bank != book || bank != p.Total || len(p.Lines) == 0 || len(p.Txns) == 0 {
				t.Fatalf("%d at the bank, %d in the book: %+v", bank, book, p)
			}
		}
		turned, other := slices.Clone(lines), slices.Clone(items)
		slices.Reverse(turned)
		slices.Reverse(other)
		if again := FindMatches(turned, other); fmt.Sprint(again) != fmt.Sprint(found) {
			t.Fatalf("another order, another result:\n%+v\n%+v", found, again)
		}
	})
}

func TestDigitsThatChangedPlaces(t *testing.T) {
	for _, c := range []struct {
		a, b money.Amount
		want bool
	}{{150000, 510000, true}, {4050000, 4500000, true}, {12, 21, true}, {12, 12, false}, {123, 321, false}, {1800, 1080, true}, {-150000, -510000, true}, {-12, 21, false}, {100, 10, true}, {100, 1, false}} {
		if got := SwappedDigits(c.a, c.b); got != c.want {
			t.Errorf("%d and %d: %t", c.a, c.b, got)
		}
		if d := c.a - c.b; c.want && d%9 != 0 {
			t.Errorf("%d and %d differ by %d, which is not divisible by 9", c.a, c.b, d)
		}
	}
}
