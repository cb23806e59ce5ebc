package firm_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"

	"pgregory.net/rapid"
)

func rate(s string) money.Rate {
	r, err := money.ParseRate(s)
	if err != nil {
		panic(err)
	}
	return r
}

var (
	day    = cal.MustParse("2026-06-18")
	jlk    = firm.Timekeeper{ID: 2, Code: "JLK", Class: "ASSOC", StandardRate: rate("240")}
	matter = firm.Matter{ID: 10, ClientID: 5}
)

// One row for every rule, in the order of the billing practice notes. Taking the
// rows away from the top shows each rule in its turn.
func TestFirstRuleThatHitsWins(t *testing.T) {
	typed := rate("999")
	rules := []struct {
		rule firm.RateRule
		row  firm.RateRow
	}{
		{firm.RateMatterActivity, firm.RateRow{Scope: firm.ScopeMatter, ScopeID: 10, Activity: "A106", Rate: rate("302")}},
		{firm.RateMatterTimekeeper, firm.RateRow{Scope: firm.ScopeMatter, ScopeID: 10, TimekeeperID: 2, Rate: rate("303")}},
		{firm.RateMatterClass, firm.RateRow{Scope: firm.ScopeMatter, ScopeID: 10, Class: "ASSOC", Rate: rate("304")}},
		{firm.RateMatter, firm.RateRow{Scope: firm.ScopeMatter, ScopeID: 10, Rate: rate("305")}},
		{firm.RateClientTimekeeper, firm.RateRow{Scope: firm.ScopeClient, ScopeID: 5, TimekeeperID: 2, Rate: rate("306")}},
		{firm.RateClientClass, firm.RateRow{Scope: firm.ScopeClient, ScopeID: 5, Class: "ASSOC", Rate: rate("307")}},
		{firm.RateClient, firm.RateRow{Scope: firm.ScopeClient, ScopeID: 5, Activity: "A106", Rate: rate("308")}},
		{firm.RateFirmActivity, firm.RateRow{Scope: firm.ScopeFirm, Activity: "A106", Rate: rate("310")}},
		{firm.RateStandard, firm.RateRow{Scope: firm.ScopeFirm, TimekeeperID: 2, From: cal.MustParse("2026-01-01"), Rate: rate("311")}},
		{firm.RateClass, firm.RateRow{Scope: firm.ScopeFirm, Class: "ASSOC", Rate: rate("312")}},
		{firm.RateFirm, firm.RateRow{Scope: firm.ScopeFirm, Rate: rate("313")}},
	}
	tk := jlk
	tk.StandardRate = 0
	ask := firm.RateAsk{On: day, Timekeeper: tk, Matter: matter, Task: "L120", Activity: "A106"}
	var rows []firm.RateRow
	for i := range rules {
		rules[i].row.ID = int64(100 + i)
		rows = append(rows, rules[i].row)
	}
	ask.Typed = &typed
	if q, ok := firm.FindRate(ask, rows); !ok || q.Rule != firm.RateTyped || q.Rate != typed || q.Standard != rate("310") || q.RowID != 0 {
		t.Errorf("typed: %+v", q)
	}
	ask.Typed = nil
	for i, r := range rules {
		left := append([]firm.RateRow(nil), rows[i:]...)
		rand.Shuffle(len(left), func(a, b int) { left[a], left[b] = left[b], left[a] })
		q, ok := firm.FindRate(ask, left)
		if !ok || q.Rule != r.rule || q.Rate != r.row.Rate || q.RowID != r.row.ID || q.Since != r.row.From || q.On != day {
			t.Errorf("rule %d: %+v", r.rule, q)
		}
	}
	if q, ok := firm.FindRate(ask, nil); ok {
		t.Errorf("no rule hits, yet %+v", q)
	}
}

func TestOnlyRowsOfTheWorkCount(t *testing.T) {
	ask := firm.RateAsk{On: day, Timekeeper: jlk, Matter: matter, Task: "L120", Activity: "A106"}
	for name, row := range map[string]firm.RateRow{
		"another matter":     {Scope: firm.ScopeMatter, ScopeID: 11},
		"another client":     {Scope: firm.ScopeClient, ScopeID: 6},
		"another timekeeper": {Scope: firm.ScopeMatter, ScopeID: 10, TimekeeperID: 3},
		"another class":      {Scope: firm.ScopeMatter, ScopeID: 10, Class: "PARTNR"},
		"another activity":   {Scope: firm.ScopeMatter, ScopeID: 10, Activity: "A102"},
		"ended yesterday":    {Scope: firm.ScopeMatter, ScopeID: 10, To: day.AddDays(-1)},
		"starts tomorrow":    {Scope: firm.ScopeMatter, ScopeID: 10, From: day.AddDays(1)},
		"no scope":           {Scope: "office"},
	} {
		row.ID, row.Rate = 1, rate("999")
		q, ok := firm.FindRate(ask, []firm.RateRow{row})
		if !ok || q.Rule != firm.RateStandard || q.Rate != rate("240") || q.RowID != 0 {
			t.Errorf("%s: %+v", name, q)
		}
	}
	for name, row := range map[string]firm.RateRow{
		"ends today":     {Scope: firm.ScopeMatter, ScopeID: 10, To: day},
		"starts today":   {Scope: firm.ScopeMatter, ScopeID: 10, From: day},
		"task, not only": {Scope: firm.ScopeMatter, ScopeID: 10, Activity: "L120"},
	} {
		row.ID, row.Rate = 1, rate("999")
		if q, _ := firm.FindRate(ask, []firm.RateRow{row}); q.RowID != 1 {
			t.Errorf("%s: %+v", name, q)
		}
	}
}

func TestAmongRowsOfOneRuleTheNarrowerThenTheLaterThenTheHigherWins(t *testing.T) {
	ask := firm.RateAsk{On: day, Timekeeper: jlk, Matter: matter, Activity: "A106"}
	for name, rows := range map[string][]firm.RateRow{ // the first must win
		"narrower": {{ID: 1, Scope: firm.ScopeClient, ScopeID: 5, TimekeeperID: 2, Activity: "A106", Rate: rate("200")},
			{ID: 2, Scope: firm.ScopeClient, ScopeID: 5, TimekeeperID: 2, Rate: rate("300")}},
		"later": {{ID: 1, Scope: firm.ScopeMatter, ScopeID: 10, From: cal.MustParse("2026-01-01"), Rate: rate("200")},
			{ID: 2, Scope: firm.ScopeMatter, ScopeID: 10, Rate: rate("300")}},
		"higher": {{ID: 9, Scope: firm.ScopeMatter, ScopeID: 10, Activity: "A106", Rate: rate("300")},
			{ID: 2, Scope: firm.ScopeMatter, ScopeID: 10, Activity: "A106", Rate: rate("200")}},
		"a client's person beats its activity": {{ID: 1, Scope: firm.ScopeClient, ScopeID: 5, TimekeeperID: 2, Rate: rate("200")},
			{ID: 2, Scope: firm.ScopeClient, ScopeID: 5, Activity: "A106", Rate: rate("300")}},
		"a dated standard rate beats the undated": {{ID: 1, Scope: firm.ScopeFirm, TimekeeperID: 2, From: cal.MustParse("2026-01-01"), Rate: rate("200")}},
	} {
		for range 4 {
			rand.Shuffle(len(rows), func(a, b int) { rows[a], rows[b] = rows[b], rows[a] })
			q, _ := firm.FindRate(ask, rows)
			want := rows[0]
			for _, r := range rows {
				if r.ID == 1 || r.ID == 9 {
					want = r
				}
			}
			if q.RowID != want.ID {
				t.Errorf("%s: row %d won (%s)", name, q.RowID, q.Why())
			}
		}
	}
}

// A rate increase on 1 January must not re-price December.
func TestARateIncreaseDoesNotTouchEarlierWork(t *testing.T) {
	rows := []firm.RateRow{
		{ID: 1, Scope: firm.ScopeFirm, TimekeeperID: 2, Rate: rate("240"), To: cal.MustParse("2025-12-31")},
		{ID: 2, Scope: firm.ScopeFirm, TimekeeperID: 2, Rate: rate("265"), From: cal.MustParse("2026-01-01")},
	}
	for on, want := range map[string]string{"2025-12-31": "240.00", "2026-01-01": "265.00"} {
		q, ok := firm.FindRate(firm.RateAsk{On: cal.MustParse(on), Timekeeper: jlk, Matter: matter}, rows)
		if !ok || q.Rate.Plain() != want || q.Standard.Plain() != want {
			t.Errorf("%s: %+v", on, q)
		}
	}
}

func TestStandardIsWhatTheFirmWouldChargeWithoutAnAgreement(t *testing.T) {
	rows := []firm.RateRow{{ID: 1, Scope: firm.ScopeMatter, ScopeID: 10, Rate: rate("200")}}
	q, _ := firm.FindRate(firm.RateAsk{On: day, Timekeeper: jlk, Matter: matter}, rows)
	if q.Standard != rate("240") || q.Rate != rate("200") {
		t.Errorf("%+v", q)
	}
	nobody := firm.Timekeeper{ID: 3}
	q, _ = firm.FindRate(firm.RateAsk{On: day, Timekeeper: nobody, Matter: matter}, rows)
	if q.Standard != rate("200") {
		t.Errorf("without any standard rate the applied one stands for it: %+v", q)
	}
}

func TestTheFirmsOwnRatesAreNoPriceInAnotherCurrency(t *testing.T) {
	ask := firm.RateAsk{On: day, Timekeeper: jlk, Matter: matter, Foreign: true}
	if q, ok := firm.FindRate(ask, []firm.RateRow{{ID: 1, Scope: firm.ScopeFirm, Rate: rate("300")}}); ok {
		t.Errorf("%+v", q)
	}
	q, ok := firm.FindRate(ask, []firm.RateRow{{ID: 1, Scope: firm.ScopeClient, ScopeID: 5, Rate: rate("190")}})
	if !ok || q.Rate != rate("190") || q.Standard != rate("190") {
		t.Errorf("%+v", q)
	}
}

func TestWhyIsASentencePeopleRead(t *testing.T) {
	q := firm.Quote{Rate: rate("325"), Rule: firm.RateMatterTimekeeper, Since: cal.MustParse("2026-01-01")}
	if got := q.Why(); got != "325.00: matter rate for this timekeeper (rule 3), since 2026-01-01" {
		t.Error(got)
	}
	if got := (firm.Quote{Rate: rate("240"), Rule: firm.RateStandard}).Why(); got != "240.00: timekeeper's standard rate (rule 11)" {
		t.Error(got)
	}
}

func TestFindRateDoesNotDependOnTheOrderOfRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) firm.RateRow {
			r := firm.RateRow{
				Scope:        rapid.SampledFrom([]firm.RateScope{firm.ScopeFirm, firm.ScopeClient, firm.ScopeMatter}).Draw(t, "scope"),
				TimekeeperID: rapid.SampledFrom([]int64{0, 2, 3}).Draw(t, "tk"),
				Activity:     rapid.SampledFrom([]string{"", "A106"}).Draw(t, "activity"),
				Rate:         money.Rate(rapid.Int64Range(1, 9).Draw(t, "rate")) * money.RateScale,
				From:         rapid.SampledFrom([]cal.Date{0, day.AddDays(-9), day, day.AddDays(1)}).Draw(t, "from"),
			}
			switch r.Scope {
			case firm.ScopeClient:
				r.ScopeID = 5
			case firm.ScopeMatter:
				r.ScopeID = 10
			}
			return r
		}), 0, 8).Draw(t, "rows")
		for i := range rows {
			rows[i].ID = int64(i + 1)
		}
		ask := firm.RateAsk{On: day, Timekeeper: jlk, Matter: matter, Activity: "A106"}
		first, ok := firm.FindRate(ask, rows)
		if !ok || first.Rate <= 0 || first.Standard <= 0 {
			t.Fatalf("%+v", first)
		}
		for i := range rows {
			j := rapid.IntRange(0, len(rows)-1).Draw(t, "swap")
			rows[i], rows[j] = rows[j], rows[i]
		}
		if again, _ := firm.FindRate(ask, rows); again != first {
			t.Fatalf("%+v, then %+v", first, again)
		}
	})
}

func TestRateRowCheck(t *testing.T) {
	for name, c := range map[string]struct {
		row  firm.RateRow
		code string
	}{
		"good":                  {firm.RateRow{Scope: firm.ScopeMatter, ScopeID: 1, Rate: 1}, ""},
		"firm with a key":       {firm.RateRow{Scope: firm.ScopeFirm, ScopeID: 1, Rate: 1}, "key.unexpected"},
		"client without":        {firm.RateRow{Scope: firm.ScopeClient, Rate: 1}, "key.required"},
		"scope":                 {firm.RateRow{Scope: "office", Rate: 1}, "scope.unknown"},
		"zero":                  {firm.RateRow{Scope: firm.ScopeFirm}, "rate.range"},
		"negative":              {firm.RateRow{Scope: firm.ScopeFirm, Rate: -1}, "rate.range"},
		"a slip":                {firm.RateRow{Scope: firm.ScopeFirm, Rate: firm.RateMax + 1}, "rate.range"},
		"ends before it starts": {firm.RateRow{Scope: firm.ScopeFirm, Rate: 1, From: day, To: day.AddDays(-1)}, "to.before_from"},
		"person and class":      {firm.RateRow{Scope: firm.ScopeFirm, Rate: 1, TimekeeperID: 1, Class: "ASSOC"}, "class.unexpected"},
	} {
		var check fault.Check
		c.row.Check(&check)
		if c.code == "" && !check.OK() || c.code != "" && (len(check.Faults()) != 1 || check.Faults()[0].Code != c.code) {
			t.Errorf("%s: %v, want %q", name, check.Faults(), c.code)
		}
	}
}

func TestOverlappingRowsOfTheSameLimitsAreFound(t *testing.T) {
	d := cal.MustParse
	kept := []firm.RateRow{{ID: 1, Scope: firm.ScopeFirm, TimekeeperID: 2, Rate: 1, From: d("2026-01-01"), To: d("2026-06-30")}}
	for name, c := range map[string]struct {
		row  firm.RateRow
		hits bool
	}{
		"inside":          {firm.RateRow{Scope: firm.ScopeFirm, TimekeeperID: 2, From: d("2026-02-01"), To: d("2026-03-01")}, true},
		"one day in both": {firm.RateRow{Scope: firm.ScopeFirm, TimekeeperID: 2, From: d("2026-06-30")}, true},
		"always":          {firm.RateRow{Scope: firm.ScopeFirm, TimekeeperID: 2}, true},
		"day after":       {firm.RateRow{Scope: firm.ScopeFirm, TimekeeperID: 2, From: d("2026-07-01")}, false},
		"day before":      {firm.RateRow{Scope: firm.ScopeFirm, TimekeeperID: 2, To: d("2025-12-31")}, false},
		"other person":    {firm.RateRow{Scope: firm.ScopeFirm, TimekeeperID: 3}, false},
		"other limits":    {firm.RateRow{Scope: firm.ScopeFirm, TimekeeperID: 2, Activity: "A106"}, false},
		"itself":          {firm.RateRow{ID: 1, Scope: firm.ScopeFirm, TimekeeperID: 2}, false},
	} {
		if o, hits := c.row.Overlap(kept); hits != c.hits || hits && o.ID != 1 {
			t.Errorf("%s: %v %v", name, o, hits)
		}
	}
	if got := kept[0].String(); !strings.Contains(got, "2026-01-01 to 2026-06-30") {
		t.Error(got)
	}
}
