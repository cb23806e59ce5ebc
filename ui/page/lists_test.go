package page

import (
	"slices"
	"testing"

	"matterbook/ui/present"
)

// noList are screens that show no list of rows: nothing of them leaves as a table.
var noList = []string{"settings", "help"}

// Every list exports, prints and is copied, on every screen, by the same keys.
func TestEveryScreenExportsAndPrints(t *testing.T) {
	b := open(t, issued(t), "", "light", 1366, 768)
	for _, r := range b.w.frame.Routes() {
		if slices.Contains(noList, r.Name) {
			continue
		}
		b.w.frame.Go(r.Name, "")
		if first := b.w.pages[r.Name].First(); first != nil {
			b.win.Canvas().Focus(first)
		}
		have := map[string]bool{}
		for _, c := range b.w.frame.Commands() {
			have[c.ID] = true
		}
		for _, id := range []string{"export", "print"} {
			if !have[id] {
				t.Errorf("%s has no %s", r.Name, id)
			}
		}
	}
}

// The list that has the focus is the one that leaves.
func TestTheListInTheFocusLeaves(t *testing.T) {
	b := open(t, issued(t), "", "light", 1366, 768)
	b.w.frame.Go("trust", "")
	p := b.w.pages["trust"].(*trustPage)
	for _, c := range []struct {
		grid *Table
		list present.Table
	}{{p.card, &p.t.Lines}, {p.ledgers, &p.t.Ledgers}} {
		b.win.Canvas().Focus(c.grid)
		if got := b.w.frame.InFocus(); got != c.list {
			t.Errorf("%T has the focus, not %T", got, c.list)
		}
	}
}
