package sqlite

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/work"
)

// fillEntries adds entries with these narratives, a few a day.
func fillEntries(t testing.TB, s *Store, narratives []string) {
	t.Helper()
	err := s.Update(ctx, testAct, func(tx app.Tx) error {
		if err := fillSmall(tx); err != nil {
			return err
		}
		for i, n := range narratives {
			e := work.Entry{Date: cal.MustParse("2026-01-01").AddDays(i * 7 % 365), TimekeeperID: 1, MatterID: 1, Narrative: n, Billable: work.Yes, Status: work.Draft}
			if err := tx.AddEntry(&e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(explain(err))
	}
}

// Words are read as the index reads them: whatever is typed, walking the
// entries finds what the index finds. (Signs younger than the engine's tables,
// Unicode 6.1, may differ.)
func TestWordsAreReadAsTheIndexReadsThem(t *testing.T) {
	s := newStore(t)
	letters := []rune("aAbBeEzéÉèüÜßøØłçñŁæœ'’-_.,;:()[]{}\"*^ 12½²٣漢字かいΩωσςЖжйЙİıàạ́😀\u00a0\u200b\tﬁǅ")
	word := rapid.StringOfN(rapid.SampledFrom(letters), 0, 6, -1)
	narrative := rapid.Map(rapid.SliceOfN(word, 0, 6), func(w []string) string { return strings.Join(w, " ") })
	var texts []string
	for i := range 300 {
		texts = append(texts, narrative.Example(i))
	}
	fillEntries(t, s, texts)
	for i := range 600 {
		text := word.Example(1000 + i)
		if i%3 == 0 {
			text = narrative.Example(1000 + i)
		}
		match := searchQuery(text)
		if match == "" {
			continue
		}
		w := wordsOf(text)
		var want []int64
		for id, n := range texts {
			if holds(n, w) {
				want = append(want, int64(id)+1)
			}
		}
		err := s.read(ctx, func(q *query) error {
			got, err := list(q, func(row scanner) (id int64, err error) { err = row.Scan(&id); return id, err },
				"SELECT rowid & 4294967295 AS id FROM entry_fts WHERE entry_fts MATCH $1 ORDER BY id", match)
			if !slices.Equal(got, want) {
				onlyIn := func(a, b []int64) []int64 {
					return slices.DeleteFunc(slices.Clone(a), func(id int64) bool { return slices.Contains(b, id) })
				}
				t.Errorf("%q (%s): only the index finds %v, only walking %v", text, match, named(texts, onlyIn(got, want)), named(texts, onlyIn(want, got)))
			}
			return err
		})
		if err != nil {
			t.Fatalf("%q: %v", text, explain(err))
		}
	}
}

func named(texts []string, ids []int64) (n []string) {
	for _, id := range ids {
		n = append(n, fmt.Sprintf("%d %q", id, texts[id-1]))
	}
	return n
}

// Pages of hits are the same whichever way they are found.
func TestEveryWayOfSearchingFindsTheSame(t *testing.T) {
	s := newStore(t)
	var texts []string
	for i := range 2500 {
		text := "review"
		if i%9 == 0 {
			text += " motion"
		}
		if i%333 == 0 {
			text += " subpoena"
		}
		texts = append(texts, text)
	}
	fillEntries(t, s, texts)
	walk, few := firstWalk, fewRows
	defer func() { firstWalk, fewRows = walk, few }()
	for _, text := range []string{"review", "motion", "subpoena", "motion subp", "nothing"} {
		var all []int64
		for _, way := range []struct{ walk, few int }{{750, 4_000}, {1, 1}, {1, 100_000}, {1_000_000, 1}} {
			firstWalk, fewRows = way.walk, way.few
			for _, f := range []app.EntryFilter{{Text: text}, {Text: text, Oldest: true}} {
				var got []int64
				for p := (app.Page{Limit: 40}); ; {
					var part []app.EntryRow
					err := s.View(ctx, func(q app.Query) (err error) { part, err = q.EntryRows(f, p); return err })
					if err != nil {
						t.Fatal(explain(err))
					}
					for _, r := range part {
						got = append(got, r.ID)
					}
					if len(part) < p.Limit || len(got) > len(texts) {
						break
					}
					p.AfterDate, p.AfterID = part[len(part)-1].Date, part[len(part)-1].ID
				}
				if f.Oldest {
					slices.Reverse(got)
				}
				if all == nil {
					all = got
					if all == nil {
						all = []int64{}
					}
				}
				if !slices.Equal(got, all) {
					t.Errorf("%q, %+v, oldest %t: %d hits, want %d", text, way, f.Oldest, len(got), len(all))
				}
			}
		}
		want := 0
		w := wordsOf(text)
		for _, n := range texts {
			if holds(n, w) {
				want++
			}
		}
		if len(all) != want {
			t.Errorf("%q: %d hits, want %d", text, len(all), want)
		}
	}
}

// A damaged index is made anew without touching a business row.
func TestRebuildSearch(t *testing.T) {
	s := newStore(t)
	fillEntries(t, s, []string{"alpha", "beta"})
	raw(t, s.path, "INSERT INTO entry_fts (entry_fts, rowid, narrative) SELECT 'delete', id, narrative FROM entry_words WHERE narrative = 'alpha'")
	checks, err := s.Verify(ctx, nil)
	if err != nil {
		t.Fatal(explain(err))
	}
	if last := checks[len(checks)-1]; last.OK {
		t.Error("the damage was not noticed")
	}
	if err := s.RebuildSearch(ctx); err != nil {
		t.Fatal(explain(err))
	}
	allOK(t, s)
}

// The index follows an entry that moves to another day, gets other words or is
// deleted, and gives its hits in the order of days under every filter.
func TestSearchFollowsEntries(t *testing.T) {
	s := newStore(t)
	texts := make([]string, 400)
	for i := range texts {
		texts[i] = []string{"review motion", "motion", "call client"}[i%3]
	}
	fillEntries(t, s, texts)
	var model []work.Entry
	err := s.Update(ctx, testAct, func(tx app.Tx) (err error) {
		if model, err = tx.Entries(app.EntryFilter{Oldest: true}, app.Page{}); err != nil {
			return err
		}
		left := model[:0]
		for i, e := range model {
			switch {
			case i%10 == 3:
				e.Date = e.Date.AddDays(-200 + i)
			case i%10 == 5:
				e.Narrative = "motion to compel"
			case i%10 == 7:
				e.Date, e.Narrative, e.Status = cal.MustParse("2025-12-31"), "motion denied", work.Released
			case i%50 == 9:
				if err := tx.DeleteEntry(e.ID); err != nil {
					return err
				}
				continue
			}
			if err := tx.SetEntry(&e); err != nil {
				return err
			}
			left = append(left, e)
		}
		model = left
		return nil
	})
	if err != nil {
		t.Fatal(explain(err))
	}
	slices.SortFunc(model, func(a, b work.Entry) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID)) })
	walk, few := firstWalk, fewRows
	defer func() { firstWalk, fewRows = walk, few }()
	day := cal.MustParse("2026-03-05")
	for name, f := range map[string]app.EntryFilter{"all": {}, "from": {From: day}, "to": {To: day}, "a day": {From: day, To: day},
		"before the move": {To: cal.MustParse("2025-12-31")}, "draft": {Statuses: []work.Status{work.Draft}}, "released": {Statuses: []work.Status{work.Released}, From: cal.MustParse("2025-01-01")},
		"timekeeper": {TimekeeperID: 1}, "nobody": {TimekeeperID: 2}, "matter to": {MatterID: 1, To: day}, "client": {ClientID: 1}} {
		f.Text, f.Oldest = "motion", true
		var want []int64
		for _, e := range model {
			if holds(e.Narrative, wordsOf("motion")) && (f.From == 0 || e.Date >= f.From) && (f.To == 0 || e.Date <= f.To) &&
				(len(f.Statuses) == 0 || e.Status == f.Statuses[0]) && f.TimekeeperID != 2 {
				want = append(want, e.ID)
			}
		}
		err := s.read(ctx, func(q *query) error {
			ids, err := q.EntryIDs(f, app.EntrySort{})
			if err != nil || !slices.Equal(ids, want) {
				t.Errorf("%s: the list has %d hits, want %d (%v)", name, len(ids), len(want), err)
			}
			sums, err := q.EntryTotals(f)
			if err != nil || sums.N != int64(len(want)) {
				t.Errorf("%s: the sum is over %d hits, want %d (%v)", name, sums.N, len(want), err)
			}
			for _, firstWalk = range []int{1, 100, 10_000} {
				for _, fewRows = range []int{1, 10_000} {
					got, err := q.entryPage(f, app.Page{Limit: 30})
					if err != nil || !slices.Equal(got, want[:min(len(want), 30)]) {
						t.Errorf("%s, walking %d, few are %d: %v, want %v (%v)", name, firstWalk, fewRows, got, want[:min(len(want), 30)], err)
					}
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(explain(err))
		}
	}
	allOK(t, s)
}
