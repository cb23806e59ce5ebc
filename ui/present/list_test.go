package present_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"matterbook/ui/present"
	"matterbook/ui/present/presenttest"
)

// numbers is a list of n numbers that counts what is read.
func numbers(run present.Runner, n int) (*present.List[int64], *int) {
	fetched := 0
	l := &present.List[int64]{
		Run: run, Heads: []present.Column{{Key: "n", Sortable: true}},
		ID:    func(v int64) int64 { return v },
		Cells: func(v int64) []present.Cell { return []present.Cell{{Text: "x"}} },
		Find: func(o present.Order) func(context.Context) (present.Found, error) {
			return func(context.Context) (present.Found, error) {
				ids := make([]int64, n)
				for i := range ids {
					ids[i] = int64(i + 1)
				}
				if o.Desc {
					slices.Reverse(ids)
				}
				return present.Found{IDs: ids}, nil
			}
		},
		Fetch: func(_ context.Context, ids []int64) ([]int64, error) {
			fetched += len(ids)
			return slices.Clone(ids), nil
		},
	}
	return l, &fetched
}

func TestAMillionRowsReadOnlyWhatIsLookedAt(t *testing.T) {
	l, fetched := numbers(&presenttest.Runner{}, 1_000_000)
	l.Reload()
	if l.Len() != 1_000_000 {
		t.Fatal(l.Len())
	}
	l.Need(500_010, 500_040)
	if id, _, ok := l.Row(500_020); !ok || id != 500_021 {
		t.Errorf("row 500020 is %d, %v", id, ok)
	}
	if *fetched > 200 {
		t.Errorf("%d rows read to show thirty", *fetched)
	}
	for i := range 100 {
		l.Need(i*1000, i*1000+30)
	}
	if n := len(l.Values()); n > 5000 {
		t.Errorf("%d rows are kept in memory", n)
	}
}

func TestLateAnswersAreDropped(t *testing.T) {
	run := &presenttest.Runner{}
	l, _ := numbers(run, 300)
	l.Reload()
	run.Hold = true
	l.Need(0, 10)
	l.SortBy("n", true) // asks again while the page is on its way
	run.Release(true)   // the newest answer first, the old page last
	if id := l.IDs(0, 0); id[0] != 300 {
		t.Fatalf("the order is not the one asked for last: %v", id)
	}
	if id, _, ok := l.Row(0); ok && id != 300 {
		t.Errorf("a page of the old order is shown: %d", id)
	}
	run.Hold = false
	l.Need(0, 10)
	if id, _, ok := l.Row(0); !ok || id != 300 {
		t.Errorf("row 0 is %d, %v", id, ok)
	}
}

func TestSelectionSurvivesASortAndForgetsWhatIsGone(t *testing.T) {
	n := 50
	l, _ := numbers(&presenttest.Runner{}, n)
	l.Reload()
	l.Select([]int64{3, 49})
	l.SortBy("n", true)
	if !slices.Equal(l.Selection(), []int64{3, 49}) {
		t.Errorf("after the sort %v is selected", l.Selection())
	}
	short, _ := numbers(&presenttest.Runner{}, 10)
	l.Find = short.Find
	told := 0
	l.Selected = func() { told++ }
	l.Reload()
	if !slices.Equal(l.Selection(), []int64{3}) || told != 1 {
		t.Errorf("after the list shrank %v is selected, told %d times", l.Selection(), told)
	}
}

func TestBrokenPagesAreNotAskedForWithoutEnd(t *testing.T) {
	l, _ := numbers(&presenttest.Runner{}, 300)
	asked, failed := 0, 0
	l.Fetch = func(context.Context, []int64) ([]int64, error) { asked++; return nil, errors.New("no") }
	l.Fail = func(error) { failed++ }
	l.Reload()
	for range 5 {
		l.Need(0, 10)
	}
	if asked != 1 || failed != 1 {
		t.Errorf("asked %d times, failed %d times", asked, failed)
	}
}

func TestRowsThatAreGoneStayBlank(t *testing.T) {
	l, _ := numbers(&presenttest.Runner{}, 3)
	l.Fetch = func(_ context.Context, ids []int64) ([]int64, error) { return []int64{1, 3}, nil }
	l.Reload()
	l.Need(0, 2)
	if _, drawn, ok := l.Row(1); !ok || drawn[0].Text != "" {
		t.Errorf("the row deleted meanwhile shows %v", drawn)
	}
	if _, ok := l.Value(2); ok {
		t.Error("it has a value")
	}
}

// A changed question shows its first page before the whole list is known; the
// selection and the page survive the arrival of the rest.
func TestTheFirstPageDoesNotWaitForTheList(t *testing.T) {
	run := &presenttest.Runner{}
	l, fetched := numbers(run, 10_000)
	l.First = func(o present.Order) func(context.Context) ([]int64, error) {
		return func(context.Context) ([]int64, error) {
			rows := make([]int64, 100)
			for i := range rows {
				rows[i] = int64(i + 1)
				if o.Desc {
					rows[i] = int64(10_000 - i)
				}
			}
			return rows, nil
		}
	}
	l.Reload()
	l.Select([]int64{5_000})
	for _, late := range []bool{false, true} { // the first page comes before, and after, the list
		run.Hold = true
		l.SortBy("n", !l.Order().Desc)
		desc := l.Order().Desc
		top := map[bool]int64{false: 1, true: 10_000}[desc]
		if !late {
			run.ReleaseOne()
			if id, _, ok := l.Row(0); !ok || id != top || l.Len() != 100 || !l.Finding() {
				t.Errorf("the first page is not shown: %d %v of %d", id, ok, l.Len())
			}
			if !slices.Equal(l.Selection(), []int64{5_000}) {
				t.Errorf("the selection is %v while the list is on its way", l.Selection())
			}
		}
		*fetched = 0
		run.Release(late)
		run.Hold = false
		if l.Len() != 10_000 || l.Finding() || !slices.Equal(l.Selection(), []int64{5_000}) {
			t.Errorf("the list: %d rows, finding %t, selected %v", l.Len(), l.Finding(), l.Selection())
		}
		l.Need(0, 50)
		if id, _, ok := l.Row(0); !ok || id != top || !late && *fetched > 0 {
			t.Errorf("row 0 is %d, %v; %d rows were read again", id, ok, *fetched)
		}
	}
}

func TestTheNextWindowGoesBackToThePlaceInTheList(t *testing.T) {
	l, _ := numbers(&presenttest.Runner{}, 1000)
	kept := 0
	l.Keep = func() { kept++ }
	if _, ok := l.TakeSpot(); ok {
		t.Error("a place before there was one")
	}
	spot := present.Spot{Top: 400, Row: 399, At: 405}
	l.SetSpot(spot)
	l.SetSpot(spot)
	if kept != 1 {
		t.Errorf("kept %d times", kept)
	}
	again, _ := numbers(&presenttest.Runner{}, 1000)
	again.Remember(l.Memory())
	if _, ok := again.TakeSpot(); ok {
		t.Error("the place is gone to before the list is read")
	}
	again.SetSpot(present.Spot{}) // the window draws itself before the list is there
	again.Reload()
	if got, ok := again.TakeSpot(); !ok || got != spot {
		t.Errorf("back to %+v, %v", got, ok)
	}
	if _, ok := again.TakeSpot(); ok {
		t.Error("gone back twice")
	}
}

func TestARowIsFoundWhateverItsID(t *testing.T) {
	for _, ids := range [][]int64{{5, 3, 9}, {1 << 40, 3, -7}, {}} {
		l := &present.List[int64]{ID: func(v int64) int64 { return v }, Cells: func(int64) []present.Cell { return nil }}
		l.Set(ids, "", nil)
		for range 20 { // often enough for an index
			for i, id := range ids {
				if got := l.IndexOf(id); got != i {
					t.Fatalf("%d of %v stands at %d", id, ids, got)
				}
			}
			for _, id := range []int64{0, 4, -1, 1 << 50} {
				if got := l.IndexOf(id); got != -1 {
					t.Fatalf("%d of %v stands at %d", id, ids, got)
				}
			}
		}
	}
}
