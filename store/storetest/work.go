package storetest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// works is the part of the suite for time, expenses, timers and abbreviations.
func works(t *testing.T, open func(t *testing.T) app.Store) {
	for name, f := range map[string]func(*testing.T, *desk){
		"entry":            testEntry,
		"entry refused":    testEntryRefused,
		"expense":          testExpense,
		"expense list":     testExpenses,
		"wip":              testWIP,
		"day hours":        testDayHours,
		"imported":         testImported,
		"timer":            testTimer,
		"abbreviation":     testAbbreviation,
		"search follows":   testSearchFollows,
		"words are words":  testSearchWords,
		"unknown sortings": testUnknownSort,
	} {
		t.Run(name, func(t *testing.T) { f(t, newDesk(t, open)) })
	}
}

func (d *desk) addDraft(tx app.Tx) (int64, error) {
	e := work.Entry{Date: day("2026-05-04"), TimekeeperID: d.tk1, MatterID: d.matter, Hours: 1000, Narrative: "Draft", Billable: work.Yes,
		Status: work.Draft, CreatedAt: deskTime}
	err := tx.AddEntry(&e)
	return e.ID, err
}

func testEntry(t *testing.T, d *desk) {
	var prebill int64
	d.do(func(tx app.Tx) error {
		p := bill.PreBill{MatterID: d.matter, ClientID: d.client, Through: day("2026-05-31"), CreatedOn: day("2026-06-01"), Status: bill.PreBillOpen}
		err := tx.AddPreBill(&p, nil)
		prebill = p.ID
		return err
	})
	e := work.Entry{Date: day("2026-05-04"), TimekeeperID: d.tk1, MatterID: d.matter, WorkedSeconds: 4711, Worked: 13086, Hours: 14000,
		Narrative: "Draft “motion” re 12(b)(6)\nélan 漢字 🙂", Note: "note", Task: "L110", Activity: "A103", Billable: work.AtNoCharge,
		StandardRate: 3_850_000, Rate: 3_500_001, RateRule: firm.RateMatterClass, RateRowID: 12, Amount: 49000, Status: work.OnPreBill, PreBillID: prebill,
		HoldReason: "ask", HoldUntil: day("2026-07-01"), WhyOff: "why", ExtID: "ext-1", CreatedAt: time.Date(2026, 5, 4, 10, 11, 12, 345e6, time.UTC)}
	d.do(func(tx app.Tx) error { return tx.AddEntry(&e) })
	full(t, e, "InvoiceID")
	read := func() work.Entry {
		return see(d, func(q app.Query) (work.Entry, error) { return q.Entry(e.ID) })
	}
	same(t, "entry", read(), e)
	bare := work.Entry{ID: e.ID, Date: day("2026-05-05"), TimekeeperID: d.tk2, MatterID: d.otherMatter, Billable: work.NonBillable,
		Status: work.Draft, CreatedAt: e.CreatedAt, RowVersion: e.RowVersion}
	d.do(func(tx app.Tx) error { return tx.SetEntry(&bare) })
	same(t, "changed entry", read(), bare)
	missing(d, "entry", func(q app.Query) (work.Entry, error) { return q.Entry(99) })

	inv := d.invoice(d.matter, "2026-0001", "2026-06-10", 40000)
	d.do(func(tx app.Tx) error { return tx.AddInvoice(&inv) })
	bare.Status, bare.InvoiceID = work.Billed, inv.ID
	d.do(func(tx app.Tx) error { return tx.SetEntry(&bare) })
	same(t, "billed entry", read(), bare)
}

func testEntryRefused(t *testing.T, d *desk) {
	inv := d.invoice(d.matter, "2026-0001", "2026-06-10", 40000)
	var id int64
	d.do(func(tx app.Tx) (err error) {
		if err = tx.AddInvoice(&inv); err == nil {
			id, err = d.addEntry(tx, d.matter, "2026-05-01")
		}
		return err
	})
	e := see(d, func(q app.Query) (work.Entry, error) { return q.Entry(id) })
	released := e
	d.refused(fault.Refused, "entry.not_draft", func(tx app.Tx) error { return tx.DeleteEntry(id) })
	e.Status, e.InvoiceID = work.Billed, inv.ID
	d.do(func(tx app.Tx) error { return tx.SetEntry(&e) })
	changed := e
	changed.Hours += 1000
	d.refused(fault.Refused, "entry.billed", func(tx app.Tx) error { return tx.SetEntry(&changed) })
	d.refused(fault.Refused, "entry.not_draft", func(tx app.Tx) error { return tx.DeleteEntry(id) })
	d.refused(fault.Invalid, "value.range", func(tx app.Tx) error { // billed on nothing
		bad := work.Entry{Date: day("2026-05-04"), TimekeeperID: d.tk1, MatterID: d.matter, Billable: work.Yes, Status: work.Billed}
		return tx.AddEntry(&bad)
	})
	d.refused(fault.Invalid, "value.range", func(tx app.Tx) error {
		bad := released
		bad.ID, bad.Hours = 0, 240_001
		return tx.AddEntry(&bad)
	})
	d.refused(fault.Refused, "reference", func(tx app.Tx) error {
		bad := released
		bad.ID, bad.MatterID = 0, 99
		return tx.AddEntry(&bad)
	})
	// A void invoice gives its work back.
	inv.Status, inv.VoidedOn, inv.VoidReason = bill.Void, day("2026-06-11"), "wrong client"
	d.do(func(tx app.Tx) error { return tx.MarkInvoice(&inv) })
	e.Status, e.InvoiceID = work.Released, 0
	d.do(func(tx app.Tx) error { return tx.SetEntry(&e) })
}

func testExpense(t *testing.T, d *desk) {
	e := work.Expense{Date: day("2026-05-04"), MatterID: d.matter, TimekeeperID: d.tk1, Kind: work.SoftCost, Code: "E101", Units: 125_000,
		UnitPrice: 1500, Amount: 188, Description: "Copies", Vendor: "House", Billable: work.Yes, Status: work.WrittenOff, HoldReason: "h",
		HoldUntil: day("2026-08-01"), WhyOff: "w", ExtID: "x-1", CreatedAt: deskTime}
	d.do(func(tx app.Tx) error { return tx.AddExpense(&e) })
	full(t, e, "TrustTxnID", "PreBillID", "InvoiceID") // these belong to the suites of bills and trust
	read := func() work.Expense {
		return see(d, func(q app.Query) (work.Expense, error) { return q.Expense(e.ID) })
	}
	same(t, "expense", read(), e)
	e = work.Expense{ID: e.ID, Date: day("2026-05-05"), MatterID: d.second, Kind: work.HardCost, Billable: work.NonBillable, Status: work.Draft,
		CreatedAt: deskTime, RowVersion: e.RowVersion}
	d.do(func(tx app.Tx) error { return tx.SetExpense(&e) })
	same(t, "changed expense", read(), e)
	stale := e
	stale.RowVersion--
	d.refused(fault.Conflict, "expense.changed", func(tx app.Tx) error { return tx.SetExpense(&stale) })
	d.do(func(tx app.Tx) error { return tx.DeleteExpense(e.ID) })
	missing(d, "expense", func(q app.Query) (work.Expense, error) { return q.Expense(e.ID) })
}

func testExpenses(t *testing.T, d *desk) {
	var ids []int64
	d.do(func(tx app.Tx) error {
		for i, m := range []int64{d.matter, d.otherMatter, d.second, d.matter} {
			id, err := d.addExpense(tx, m, fmt.Sprintf("2026-05-%02d", 10-i))
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return nil
	})
	list := func(f app.EntryFilter, p app.Page) (at []int) {
		for _, e := range see(d, func(q app.Query) ([]work.Expense, error) { return q.Expenses(f, p) }) {
			at = append(at, slices.Index(ids, e.ID))
		}
		return at
	}
	for name, c := range map[string]struct {
		f    app.EntryFilter
		p    app.Page
		want []int
	}{
		"all":        {want: []int{0, 1, 2, 3}},
		"oldest":     {f: app.EntryFilter{Oldest: true}, want: []int{3, 2, 1, 0}},
		"matter":     {f: app.EntryFilter{MatterID: d.matter}, want: []int{0, 3}},
		"client":     {f: app.EntryFilter{ClientID: d.client}, want: []int{0, 2, 3}},
		"dates":      {f: app.EntryFilter{From: day("2026-05-08"), To: day("2026-05-09")}, want: []int{1, 2}},
		"status":     {f: app.EntryFilter{Statuses: []work.Status{work.Draft}}},
		"words":      {f: app.EntryFilter{Text: "fee filing"}, want: []int{0, 1, 2, 3}},
		"no words":   {f: app.EntryFilter{Text: "taxi"}},
		"first page": {p: app.Page{Limit: 2}, want: []int{0, 1}},
		"next page":  {p: app.Page{Limit: 2, AfterDate: day("2026-05-09"), AfterID: ids[1]}, want: []int{2, 3}},
	} {
		if got := list(c.f, c.p); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func testWIP(t *testing.T, d *desk) {
	add := func(tx app.Tx, m int64, on string, status work.Status, b work.Billable, amount money.Amount) error {
		e := work.Entry{Date: day(on), TimekeeperID: d.tk1, MatterID: m, Hours: 10_000, Billable: b, Amount: amount, Status: status, CreatedAt: deskTime}
		return tx.AddEntry(&e)
	}
	cost := func(tx app.Tx, m int64, on string, status work.Status, b work.Billable, amount money.Amount) error {
		e := work.Expense{Date: day(on), MatterID: m, Kind: work.HardCost, Billable: b, Amount: amount, Status: status, CreatedAt: deskTime}
		return tx.AddExpense(&e)
	}
	d.do(func(tx app.Tx) error {
		for _, err := range []error{
			add(tx, d.matter, "2026-05-01", work.Released, work.Yes, 100),
			add(tx, d.matter, "2026-05-20", work.Released, work.AtNoCharge, 0),
			add(tx, d.matter, "2026-04-01", work.Released, work.NonBillable, 0), // the firm's own time
			add(tx, d.matter, "2026-03-01", work.Draft, work.Yes, 7),
			add(tx, d.matter, "2026-02-01", work.WrittenOff, work.Yes, 999),
			cost(tx, d.matter, "2026-04-30", work.Released, work.Yes, 11),
			cost(tx, d.matter, "2026-04-30", work.Draft, work.Yes, 5),
			cost(tx, d.matter, "2026-01-30", work.Released, work.NonBillable, 3),
			cost(tx, d.otherMatter, "2026-06-01", work.Released, work.Yes, 13),
			add(tx, d.second, "2026-05-05", work.Draft, work.Yes, 17),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	})
	for name, c := range map[string]struct {
		through cal.Date
		drafts  bool
		want    []app.WIPRow
	}{
		"all": {0, false, []app.WIPRow{
			{MatterID: d.matter, Hours: 20_000, Fees: 100, Costs: 11, Oldest: day("2026-04-30")},
			{MatterID: d.otherMatter, Costs: 13, Oldest: day("2026-06-01")}}},
		"through": {day("2026-05-10"), false, []app.WIPRow{
			{MatterID: d.matter, Hours: 10_000, Fees: 100, Costs: 11, Oldest: day("2026-04-30")}}},
		"drafts": {day("2026-05-31"), true, []app.WIPRow{
			{MatterID: d.matter, Hours: 20_000, Fees: 100, Costs: 11, Drafts: 12, Oldest: day("2026-03-01")},
			{MatterID: d.second, Drafts: 17, Oldest: day("2026-05-05")}}},
	} {
		got := see(d, func(q app.Query) ([]app.WIPRow, error) { return q.WIP(c.through, c.drafts) })
		same(t, name, got, c.want)
	}
	same(t, "unbilled work", see(d, func(q app.Query) (map[int64]app.UnbilledWork, error) { return q.UnbilledWork() }), map[int64]app.UnbilledWork{
		d.matter: {WIP: 111, Drafts: 12}, d.otherMatter: {WIP: 13}, d.second: {Drafts: 17}})
}

func testDayHours(t *testing.T, d *desk) {
	d.do(func(tx app.Tx) error {
		for _, on := range []string{"2026-05-01", "2026-05-01", "2026-05-03", "2026-05-09"} {
			if _, err := d.addEntry(tx, d.matter, on); err != nil {
				return err
			}
		}
		return nil
	})
	got := see(d, func(q app.Query) (map[cal.Date]money.Quantity, error) {
		return q.DayHours(d.tk1, day("2026-05-01"), day("2026-05-08"))
	})
	same(t, "hours", got, map[cal.Date]money.Quantity{day("2026-05-01"): 2 * money.Hour, day("2026-05-03"): money.Hour})
	if got := see(d, func(q app.Query) (map[cal.Date]money.Quantity, error) { return q.DayHours(d.tk2, 0, 0) }); len(got) != 0 {
		t.Errorf("hours of somebody else: %v", got)
	}
}

func testImported(t *testing.T, d *desk) {
	want := map[string]int64{}
	var cost int64
	d.do(func(tx app.Tx) error {
		for _, ext := range []string{"a", "b'; --", "ü"} {
			e := work.Entry{Date: day("2026-05-04"), TimekeeperID: d.tk1, MatterID: d.matter, Billable: work.Yes, Status: work.Draft, ExtID: ext}
			if err := tx.AddEntry(&e); err != nil {
				return err
			}
			want[ext] = e.ID
		}
		x := work.Expense{Date: day("2026-05-04"), MatterID: d.matter, Kind: work.HardCost, Billable: work.Yes, Status: work.Draft, ExtID: "a"}
		err := tx.AddExpense(&x)
		cost = x.ID
		return err
	})
	asked := []string{"a", "b'; --", "ü", "zzz", ""}
	for range 12_000 {
		asked = append(asked, fmt.Sprint("n", len(asked)))
	}
	same(t, "entries", see(d, func(q app.Query) (map[string]int64, error) { return q.EntriesByExt(asked) }), want)
	same(t, "expenses", see(d, func(q app.Query) (map[string]int64, error) { return q.ExpensesByExt(asked) }), map[string]int64{"a": cost})
	for ext, id := range map[string]int64{"a": want["a"], "zzz": 0, "": 0} {
		if got := see(d, func(q app.Query) (int64, error) { return q.EntryByExt(ext) }); got != id {
			t.Errorf("entry %q: %d, want %d", ext, got, id)
		}
	}
	if got := see(d, func(q app.Query) (int64, error) { return q.ExpenseByExt("a") }); got != cost {
		t.Errorf("expense: %d, want %d", got, cost)
	}
	d.refused(fault.Conflict, "entry.duplicate", func(tx app.Tx) error {
		e := work.Entry{Date: day("2026-05-04"), TimekeeperID: d.tk1, MatterID: d.matter, Billable: work.Yes, Status: work.Draft, ExtID: "a"}
		return tx.AddEntry(&e)
	})
}

func testTimer(t *testing.T, d *desk) {
	m := work.Timer{UserID: d.user, TimekeeperID: d.tk1, MatterID: d.matter, Narrative: "Call", Task: "L1", Activity: "A1", Banked: 60,
		StartedAt: deskTime, Seen: deskTime.Add(time.Minute), Date: day("2026-07-01"), Away: 5, Flag: work.FlagAway, Kept: true, Position: 2}
	lines := len(d.lines(app.AuditFilter{}, app.Page{}))
	nameless := func(fn func(app.Tx) error) error {
		return d.s.Update(t.Context(), app.Act{At: deskTime}, fn)
	}
	if err := nameless(func(tx app.Tx) error { return tx.AddTimer(&m) }); err != nil {
		t.Fatal(err)
	}
	full(t, m)
	read := func() work.Timer {
		return see(d, func(q app.Query) (work.Timer, error) { return q.Timer(m.ID) })
	}
	same(t, "timer", read(), m)
	second := work.Timer{UserID: d.user, StartedAt: deskTime}
	if err := nameless(func(tx app.Tx) error { return tx.AddTimer(&second) }); fault.Code(err) != "timer.running" {
		t.Errorf("two timers of a user run: %v", err)
	}
	m.Seen, m.Banked, m.Away, m.Flag = deskTime.Add(time.Hour), 61, 6, work.FlagClock
	if err := nameless(func(tx app.Tx) error { return tx.TouchTimer(&m) }); err != nil {
		t.Fatal(err)
	}
	same(t, "touched timer", read(), m) // the row version is as it was
	m = work.Timer{ID: m.ID, UserID: d.user, RowVersion: m.RowVersion}
	if err := nameless(func(tx app.Tx) error { return tx.SetTimer(&m) }); err != nil {
		t.Fatal(err)
	}
	same(t, "changed timer", read(), m)
	second.ID = 0
	if err := nameless(func(tx app.Tx) error { return tx.AddTimer(&second) }); err != nil {
		t.Fatal(err)
	}
	if all := see(d, func(q app.Query) ([]work.Timer, error) { return q.Timers(d.user) }); len(all) != 2 {
		t.Errorf("%+v", all)
	}
	if err := nameless(func(tx app.Tx) error { return tx.DeleteTimer(m.ID) }); err != nil {
		t.Fatal(err)
	}
	missing(d, "timer", func(q app.Query) (work.Timer, error) { return q.Timer(m.ID) })
	if err := nameless(func(tx app.Tx) error { return tx.TouchTimer(&m) }); fault.Of(err) != fault.Missing {
		t.Errorf("touching a timer that is gone: %v", err)
	}
	if n := len(d.lines(app.AuditFilter{}, app.Page{})); n != lines {
		t.Errorf("timers left %d lines in the log", n-lines)
	}
}

func testAbbreviation(t *testing.T, d *desk) {
	set := func(user int64, short, text string) {
		d.do(func(tx app.Tx) error {
			return tx.SetAbbreviation(work.Abbreviation{UserID: user, Short: short, Text: text})
		})
	}
	set(0, "tc", "Telephone conference with")
	set(d.user, "tc", "Call with")
	set(0, "rv", "Review")
	set(0, "rv", "Review of")
	set(0, "x", "gone")
	set(0, "x", "")
	set(0, "never", "")
	got := see(d, func(q app.Query) ([]work.Abbreviation, error) { return q.Abbreviations(d.user) })
	same(t, "own", got, []work.Abbreviation{{UserID: 0, Short: "rv", Text: "Review of"}, {UserID: 0, Short: "tc", Text: "Telephone conference with"}, {UserID: d.user, Short: "tc", Text: "Call with"}})
	got = see(d, func(q app.Query) ([]work.Abbreviation, error) { return q.Abbreviations(d.user + 1) })
	same(t, "somebody else's", got, []work.Abbreviation{{UserID: 0, Short: "rv", Text: "Review of"}, {UserID: 0, Short: "tc", Text: "Telephone conference with"}})
}

func (d *desk) search(text string) []int64 {
	d.t.Helper()
	return see(d, func(q app.Query) ([]int64, error) {
		return q.EntryIDs(app.EntryFilter{Text: text}, app.EntrySort{By: "date"})
	})
}

// What is found follows what is written: added, changed, deleted, given up,
// several times in one act.
func testSearchFollows(t *testing.T, d *desk) {
	var id int64
	d.do(func(tx app.Tx) (err error) { id, err = d.addDraft(tx); return err })
	set := func(texts ...string) func(app.Tx) error {
		return func(tx app.Tx) error {
			for _, text := range texts {
				e, err := tx.Entry(id)
				if err != nil {
					return err
				}
				e.Narrative = text
				if err := tx.SetEntry(&e); err != nil {
					return err
				}
			}
			return nil
		}
	}
	found := func(text string, want bool) {
		t.Helper()
		if got := len(d.search(text)) == 1; got != want {
			t.Errorf("%q found: %t", text, got)
		}
	}
	found("draft", true)
	d.do(set("alpha beta"))
	found("draft", false)
	found("alpha", true)
	d.do(set("gamma", "delta", "epsilon"))
	found("alpha", false)
	found("delta", false)
	found("epsilon", true)
	_ = d.try(func(tx app.Tx) error {
		if err := set("zeta")(tx); err != nil {
			return err
		}
		return fmt.Errorf("stop")
	})
	found("zeta", false)
	found("epsilon", true)
	d.do(func(tx app.Tx) error { // there and back
		if err := set("eta", "epsilon")(tx); err != nil {
			return err
		}
		other, err := d.addDraft(tx)
		if err != nil {
			return err
		}
		return tx.DeleteEntry(other)
	})
	found("epsilon", true)
	found("draft", false)
	d.do(func(tx app.Tx) error {
		if err := set("theta")(tx); err != nil {
			return err
		}
		return tx.DeleteEntry(id)
	})
	found("epsilon", false)
	found("theta", false)
	checks, err := d.s.Verify(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range checks {
		if !c.OK {
			t.Errorf("%s: %s", c.Name, c.Detail)
		}
	}
}

// What people type is never an operator of the index.
func testSearchWords(t *testing.T, d *desk) {
	texts := []string{"Motion under 12(b)(6) re: O'Neil", "E-mail to J. Doe, café", "NOT OR AND NEAR narrative", "100% of costs * ^", ""}
	d.do(func(tx app.Tx) error {
		for _, text := range texts {
			e := work.Entry{Date: day("2026-05-04"), TimekeeperID: d.tk1, MatterID: d.matter, Narrative: text, Billable: work.Yes, Status: work.Draft}
			if err := tx.AddEntry(&e); err != nil {
				return err
			}
		}
		return nil
	})
	for text, want := range map[string]int{"12(b)(6)": 1, "re:": 1, "O'Neil": 1, "o'ne": 1, "e-mail": 1, "CAFE": 1, "café": 1, "NOT": 1, "near OR": 1,
		"narrative:": 1, `"`: 5, "*": 5, "motion o'neil": 1, "motion cafe": 0, "moti": 1, "moti ": 0, "motion ": 1, "otion": 0, "% costs": 1, "{}[]": 5, "": 5,
		"a' OR 1=1 --": 0, "narrative : motion": 0} {
		if got := d.search(text); len(got) != want {
			t.Errorf("%q found %d, want %d", text, len(got), want)
		}
	}
}

func testUnknownSort(t *testing.T, d *desk) {
	_, err := trySee(d, func(q app.Query) ([]int64, error) {
		return q.EntryIDs(app.EntryFilter{}, app.EntrySort{By: "narrative; DROP TABLE client"})
	})
	if fault.Of(err) != fault.Invalid {
		t.Errorf("got %v, want Invalid", err)
	}
}
