package app_test

import (
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// entry is a good entry of RMD, 0.8 hours at 325.00, changed by f.
func entry(f func(*app.AddTime)) app.AddTime {
	r := app.AddTime{Matter: "100-01", Timekeeper: "RMD", Date: "2026-06-02", Hours: "0.8", Narrative: "Review complaint; plan answer."}
	if f != nil {
		f(&r)
	}
	return r
}

func mustAdd(t testing.TB, o *apptest.Office, r app.AddTime) app.TimeSaved {
	t.Helper()
	s, err := o.AddTime(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The lines of the worked invoice: hours, rates and amounts as printed there.
func TestTheWorkedInvoicesEntries(t *testing.T) {
	o := apptest.New(t).Seed()
	total := money.Amount(0)
	for _, c := range []struct{ date, tk, hours, billable, amount string }{
		{"2026-06-02", "RMD", "0.8", "", "260.00"}, {"2026-06-04", "JLK", "2.3", "Y", "552.00"}, {"2026-06-05", "PAS", "1:06", "", "126.50"},
		{"2026-06-09", "RMD", "1.4", "", "455.00"}, {"2026-06-10", "JLK", "30m", "NC", "0.00"}, {"2026-06-16", "JLK", "1,5", "", "360.00"},
		{"2026-06-17", "RMD", ".4", "", "130.00"}, {"2026-06-17", "JLK", "0.4", "", "96.00"}, {"2026-06-17", "PAS", "1", "", "115.00"},
	} {
		s := mustAdd(t, o, entry(func(r *app.AddTime) { r.Date, r.Timekeeper, r.Hours, r.Billable = c.date, c.tk, c.hours, c.billable }))
		if s.Entry.Amount.Plain(s.Currency) != c.amount || s.Entry.Status != work.Released || s.Entry.RateRule != firm.RateStandard {
			t.Errorf("%s %s: %s %+v", c.date, c.tk, s.Entry.Amount.Plain(s.Currency), s.Entry)
		}
		if !strings.HasSuffix(s.Why, ": timekeeper's standard rate (rule 11)") {
			t.Error(s.Why)
		}
		total += s.Entry.Amount
	}
	if total != 209450 {
		t.Errorf("fees come to %d", total)
	}
	sums, err := o.TimeTotals(ctx, app.ListTime{Matter: "100-01"})
	if err != nil || sums.N != 9 || sums.Amount != 209450 || sums.Hours.Tenths() != "9.4" || sums.Currency != money.USD {
		t.Errorf("%+v %v", sums, err)
	}
	rows, err := o.ListTime(ctx, app.ListTime{Timekeeper: "JLK", Oldest: true, From: "2026-06-05"}, app.Page{})
	if err != nil || len(rows) != 3 || rows[0].Billable != work.AtNoCharge || rows[0].TimekeeperCode != "JLK" || rows[0].Currency != money.USD {
		t.Errorf("%+v %v", rows, err)
	}
	o.Sound()
}

func TestTimeThatIsRefused(t *testing.T) {
	o := apptest.New(t).Seed()
	for code, f := range map[string]func(*app.AddTime){
		"matter.missing":          func(r *app.AddTime) { r.Matter = "999" },
		"matter.required":         func(r *app.AddTime) { r.Matter = " " },
		"timekeeper.missing":      func(r *app.AddTime) { r.Timekeeper = "XXX" },
		"timekeeper.required":     func(r *app.AddTime) { r.Timekeeper = "" },
		"date.format":             func(r *app.AddTime) { r.Date = "2026-02-30" },
		"date.required":           func(r *app.AddTime) { r.Date = "" },
		"time.future":             func(r *app.AddTime) { r.Date = "2026-07-20" },
		"timekeeper.not_employed": func(r *app.AddTime) { r.Timekeeper, r.Date = "JLK", "2022-08-31" },
		"hours.format":            func(r *app.AddTime) { r.Hours = "-1" },
		"hours.required":          func(r *app.AddTime) { r.Hours = "" },
		"hours.zero":              func(r *app.AddTime) { r.Hours = "0" },
		"narrative.required":      func(r *app.AddTime) { r.Narrative = " \x00 " },
		"narrative.length":        func(r *app.AddTime) { r.Narrative = strings.Repeat("x", 15001) },
		"billable.unknown":        func(r *app.AddTime) { r.Billable = "maybe" },
		"rate.format":             func(r *app.AddTime) { r.Rate = "much" },
		"task.unknown":            func(r *app.AddTime) { r.Task = "L999" },
		"activity.unknown":        func(r *app.AddTime) { r.Activity = "A999" },
		"activity.heading":        func(r *app.AddTime) { r.Activity = "A100" },
		"task.required":           func(r *app.AddTime) { r.Matter = "200-01" },
		"narrative.encoding":      func(r *app.AddTime) { r.Narrative = "bad \xff" },
	} {
		_, err := o.AddTime(ctx, entry(f))
		apptest.Wants(t, err, code)
		if fault.Of(err) == fault.Internal {
			t.Errorf("%s is a fault of the program: %v", code, err)
		}
	}
	// Nothing was kept, and everything is reported at once.
	sums, err := o.TimeTotals(ctx, app.ListTime{})
	if err != nil || sums.N != 0 {
		t.Errorf("%d entries, %v", sums.N, err)
	}
	_, err = o.AddTime(ctx, app.AddTime{Matter: "999", Timekeeper: "XXX", Date: "x", Hours: "x", Billable: "x"})
	if n := len(apptest.Faults(err)); n != 6 || fault.Of(err) != fault.Invalid {
		t.Errorf("%d faults: %v", n, err)
	}
	_, err = o.AddTime(ctx, entry(func(r *app.AddTime) { r.Matter = "999" }))
	if fault.Of(err) != fault.Missing {
		t.Errorf("one missing noun is a Missing: %v", err)
	}
}

func TestADayHas24Hours(t *testing.T) {
	o := apptest.New(t).Seed()
	first := mustAdd(t, o, entry(func(r *app.AddTime) { r.Hours = "16" }))
	mustAdd(t, o, entry(func(r *app.AddTime) { r.Hours, r.Matter = "8", "100-02" }))
	_, err := o.AddTime(ctx, entry(func(r *app.AddTime) { r.Hours = "0.1" }))
	apptest.Wants(t, err, "time.day_full")
	mustAdd(t, o, entry(func(r *app.AddTime) { r.Hours, r.Timekeeper = "24", "JLK" }))
	// An entry does not stand in its own way.
	s, err := o.SetTime(ctx, app.SetTime{ID: first.Entry.ID, Hours: ptr("15.5")})
	if err != nil || s.Entry.Hours.Tenths() != "15.5" {
		t.Error(s, err)
	}
	_, err = o.SetTime(ctx, app.SetTime{ID: first.Entry.ID, Hours: ptr("16.1")})
	apptest.Wants(t, err, "time.day_full")
}

func TestHoursFollowTheRuleOfTheMatter(t *testing.T) {
	o := apptest.New(t).Seed()
	_, err := o.SetMatter(ctx, app.SetMatter{Code: "100-02", TimeRule: &firm.TimeRule{Minimum: 2500, Increment: 2500}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		matter, typed  string
		seconds        int64
		worked, billed string
	}{
		{"100-01", "0.8", 0, "0.80", "0.80"}, {"100-01", "0.75", 0, "0.75", "0.80"}, {"100-01", "", 3601, "1.0003", "1.10"},
		{"100-02", "6m", 0, "0.10", "0.25"}, {"100-02", "18m", 0, "0.30", "0.50"}, {"100-02", "", 360, "0.10", "0.25"},
		{"100-02", "1.75", 5000, "1.3889", "1.75"},
	} {
		s := mustAdd(t, o, entry(func(r *app.AddTime) { r.Matter, r.Hours, r.Seconds = c.matter, c.typed, c.seconds }))
		if s.Entry.Worked.Plain() != c.worked || s.Entry.Hours.Plain() != c.billed || s.Entry.WorkedSeconds != c.seconds {
			t.Errorf("%+v: worked %s, billed %s", c, s.Entry.Worked.Plain(), s.Entry.Hours.Plain())
		}
	}
	s := mustAdd(t, o, entry(func(r *app.AddTime) { r.Hours, r.Narrative = "", "E-mail re costs [.2]; call [.5]" }))
	if s.Entry.Hours.Tenths() != "0.7" {
		t.Errorf("brackets give %s", s.Entry.Hours.Tenths())
	}
	// A narrative edit leaves hours as they are, whatever the rule says by now.
	imported := mustAdd(t, o, entry(func(r *app.AddTime) { r.Hours, r.Exact = "0.33", true }))
	after, err := o.SetTime(ctx, app.SetTime{ID: imported.Entry.ID, Narrative: ptr("Other words.")})
	if err != nil || after.Entry.Hours.Plain() != "0.33" || after.Entry.Amount != imported.Entry.Amount {
		t.Errorf("%+v %v", after, err)
	}
}

func TestATypedRateSurvivesEditsUntilItIsGivenUp(t *testing.T) {
	o := apptest.New(t).Seed()
	s := mustAdd(t, o, entry(func(r *app.AddTime) { r.Rate = "400" }))
	if s.Entry.RateRule != firm.RateTyped || s.Entry.StandardRate.Plain() != "325.00" || s.Entry.Amount != 32000 || s.Why != "400.00: typed on the entry (rule 1)" {
		t.Fatalf("%+v", s)
	}
	s, err := o.SetTime(ctx, app.SetTime{ID: s.Entry.ID, Matter: ptr("100-02"), Activity: ptr("a106"), Hours: ptr("1")})
	if err != nil || s.Entry.RateRule != firm.RateTyped || s.Entry.Amount != 40000 || s.Entry.Activity != "A106" {
		t.Fatalf("%+v %v", s, err)
	}
	s, err = o.SetTime(ctx, app.SetTime{ID: s.Entry.ID, Rate: ptr("")})
	if err != nil || s.Entry.RateRule != firm.RateStandard || s.Entry.Amount != 32500 {
		t.Errorf("%+v %v", s, err)
	}
}

func TestChangedTablesDoNotTouchEntries(t *testing.T) {
	o := apptest.New(t).Seed()
	s := mustAdd(t, o, entry(nil))
	if _, err := o.SetTimekeeper(ctx, app.SetTimekeeper{Code: "RMD", StandardRate: ptr("999")}); err != nil {
		t.Fatal(err)
	}
	s, err := o.SetTime(ctx, app.SetTime{ID: s.Entry.ID, Narrative: ptr("Other words."), Hours: ptr("1.0")})
	if err != nil || s.Entry.Rate.Plain() != "325.00" || s.Entry.Amount != 32500 {
		t.Fatalf("%+v %v", s, err)
	}
	why, err := o.WhyEntry(ctx, s.Entry.ID)
	if err != nil || why.Why != "325.00: timekeeper's standard rate (rule 11)" {
		t.Error(why, err)
	}
	// Another day is other work: its rate is looked up.
	s, err = o.SetTime(ctx, app.SetTime{ID: s.Entry.ID, Date: ptr("2026-06-03")})
	if err != nil || s.Entry.Rate.Plain() != "999.00" {
		t.Errorf("%+v %v", s, err)
	}
}

func TestNoRateIsNeverZeroSilently(t *testing.T) {
	o := apptest.New(t).Seed()
	if _, err := o.AddTimekeeper(ctx, app.AddTimekeeper{Code: "NEW", LastName: "New", Class: "CLERK"}); err != nil {
		t.Fatal(err)
	}
	_, err := o.AddTime(ctx, entry(func(r *app.AddTime) { r.Timekeeper = "NEW" }))
	apptest.Wants(t, err, "rate.none")
	s := mustAdd(t, o, entry(func(r *app.AddTime) { r.Timekeeper, r.Billable = "NEW", "N" }))
	if s.Entry.Rate != 0 || s.Entry.Amount != 0 || s.Entry.RateRule != 0 {
		t.Errorf("%+v", s.Entry)
	}
	_, err = o.SetTime(ctx, app.SetTime{ID: s.Entry.ID, Billable: ptr("Y")})
	apptest.Wants(t, err, "rate.none")
	// A client billed in another currency has no use for dollars an hour.
	if _, err := o.SetClient(ctx, app.SetClient{Code: "200", Currency: ptr("EUR")}); err != nil {
		t.Fatal(err)
	}
	euro := entry(func(r *app.AddTime) { r.Matter, r.Task, r.Activity = "200-01", "L120", "A104" })
	_, err = o.AddTime(ctx, euro)
	apptest.Wants(t, err, "rate.none")
	if _, err := o.AddRate(ctx, app.AddRate{Scope: "client", Key: "200", Rate: "290"}); err != nil {
		t.Fatal(err)
	}
	if s := mustAdd(t, o, euro); s.Currency != money.EUR || s.Entry.Amount != 23200 || s.Entry.RateRule != firm.RateClient {
		t.Errorf("%+v", s)
	}
	mustAdd(t, o, entry(nil))
	if sums, err := o.TimeTotals(ctx, app.ListTime{}); err != nil || !sums.Mixed || sums.Amount != 0 {
		t.Errorf("dollars and euros were added: %+v %v", sums, err)
	}
}

func TestAttorneysTouchOnlyTheirOwn(t *testing.T) {
	o := apptest.New(t).Seed()
	jlk := o.As("jlk")
	own, err := jlk.AddTime(ctx, entry(func(r *app.AddTime) { r.Timekeeper, r.Draft = "", true })) // his own by default
	if err != nil || own.Entry.Rate.Plain() != "240.00" || own.Entry.Status != work.Draft {
		t.Fatalf("%+v %v", own, err)
	}
	other := mustAdd(t, o, entry(nil))
	for name, do := range map[string]func() error{
		"add": func() error { _, err := jlk.AddTime(ctx, entry(nil)); return err },
		"set": func() error { _, err := jlk.SetTime(ctx, app.SetTime{ID: other.Entry.ID, Note: ptr("x")}); return err },
		"give": func() error {
			_, err := jlk.SetTime(ctx, app.SetTime{ID: own.Entry.ID, Timekeeper: ptr("RMD")})
			return err
		},
		"release": func() error { _, err := jlk.ReleaseTime(ctx, app.MoveTime{IDs: []int64{other.Entry.ID}}); return err },
		"delete":  func() error { _, err := jlk.DeleteTime(ctx, app.DeleteTime{ID: other.Entry.ID}); return err },
		"timer":   func() error { _, err := jlk.StartTimer(ctx, app.StartTimer{Timekeeper: "RMD"}); return err },
	} {
		if err := do(); fault.Code(err) != "time.not_own" {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err = jlk.WriteOffTime(ctx, app.MoveTime{IDs: []int64{own.Entry.ID}, Reason: "x"})
	apptest.Wants(t, err, "user.not_allowed")
	if _, err := jlk.SetTime(ctx, app.SetTime{ID: own.Entry.ID, Hours: ptr("1.2")}); err != nil {
		t.Error(err)
	}
	if m, err := jlk.ReleaseTime(ctx, app.MoveTime{IDs: []int64{own.Entry.ID}}); err != nil || len(m.Done) != 1 {
		t.Error(m, err)
	}
}

func TestDraftsMayBeIncompleteUntilTheyAreReleased(t *testing.T) {
	o := apptest.New(t).Seed()
	d := mustAdd(t, o, entry(func(r *app.AddTime) { r.Matter, r.Narrative, r.Draft = "200-01", "", true }))
	m, err := o.ReleaseTime(ctx, app.MoveTime{IDs: []int64{d.Entry.ID}})
	apptest.Wants(t, err, "narrative.required")
	if len(m.Done) != 0 {
		t.Error(m)
	}
	if _, err := o.SetTime(ctx, app.SetTime{ID: d.Entry.ID, Narrative: ptr("Research."), Task: ptr("L110"), Activity: ptr("A102")}); err != nil {
		t.Fatal(err)
	}
	good := mustAdd(t, o, entry(func(r *app.AddTime) { r.Draft = true }))
	bad := mustAdd(t, o, entry(func(r *app.AddTime) { r.Narrative, r.Draft = "", true }))
	m, err = o.ReleaseTime(ctx, app.MoveTime{IDs: []int64{bad.Entry.ID, d.Entry.ID, good.Entry.ID, 999}})
	if err != nil || len(m.Done) != 2 || len(m.Not) != 2 || m.Not[0].ID != bad.Entry.ID || m.Not[1].Code != "time_entry.missing" && m.Not[1].Code != "entry.missing" {
		t.Fatalf("%+v %v", m, err)
	}
	m, err = o.UnreleaseTime(ctx, app.MoveTime{IDs: []int64{good.Entry.ID}})
	if err != nil || len(m.Done) != 1 {
		t.Error(m, err)
	}
	if _, err := o.DeleteTime(ctx, app.DeleteTime{ID: good.Entry.ID}); err != nil {
		t.Error(err)
	}
	_, err = o.DeleteTime(ctx, app.DeleteTime{ID: d.Entry.ID})
	apptest.Wants(t, err, "time.not_draft")
}

func TestWriteOffHoldAndBack(t *testing.T) {
	o := apptest.New(t).Seed()
	e := mustAdd(t, o, entry(nil)).Entry
	ids := []int64{e.ID}
	_, err := o.WriteOffTime(ctx, app.MoveTime{IDs: ids})
	apptest.Wants(t, err, "reason.required")
	if _, err = o.WriteOffTime(ctx, app.MoveTime{IDs: ids, Reason: "duplicate effort"}); err != nil {
		t.Fatal(err)
	}
	rows, err := o.ListTime(ctx, app.ListTime{Status: "written_off"}, app.Page{})
	if err != nil || len(rows) != 1 || rows[0].WhyOff != "duplicate effort" || rows[0].Amount != e.Amount {
		t.Fatalf("%+v %v", rows, err)
	}
	_, err = o.SetTime(ctx, app.SetTime{ID: e.ID, Hours: ptr("1")})
	apptest.Wants(t, err, "work.written_off")
	_, err = o.WriteOffTime(ctx, app.MoveTime{IDs: ids, Reason: "again"})
	apptest.Wants(t, err, "work.written_off")
	if _, err = o.TakeBackTime(ctx, app.MoveTime{IDs: ids, Reason: "error"}); err != nil {
		t.Fatal(err)
	}
	_, err = o.TakeBackTime(ctx, app.MoveTime{IDs: ids, Reason: "error"})
	apptest.Wants(t, err, "work.state")
	if _, err = o.HoldTime(ctx, app.HoldTime{MoveTime: app.MoveTime{IDs: ids, Reason: "ask client"}, Until: "2026-07-31"}); err != nil {
		t.Fatal(err)
	}
	rows, err = o.ListTime(ctx, app.ListTime{}, app.Page{})
	if err != nil || rows[0].HoldReason != "ask client" || rows[0].HoldUntil.String() != "2026-07-31" || rows[0].Status != work.Released {
		t.Errorf("%+v %v", rows, err)
	}
	if _, err = o.UnholdTime(ctx, app.MoveTime{IDs: ids}); err != nil {
		t.Fatal(err)
	}
	o.Sound()
}

func TestTransfer(t *testing.T) {
	o := apptest.New(t).Seed()
	if _, err := o.AddRate(ctx, app.AddRate{Scope: "matter", Key: "100-02", Rate: "200"}); err != nil {
		t.Fatal(err)
	}
	keep, anew, typed := mustAdd(t, o, entry(nil)).Entry, mustAdd(t, o, entry(nil)).Entry, mustAdd(t, o, entry(func(r *app.AddTime) { r.Rate = "400" })).Entry
	_, err := o.TransferTime(ctx, app.TransferTime{MoveTime: app.MoveTime{IDs: []int64{keep.ID}, Reason: "wrong matter"}, To: "100-02"})
	if err != nil {
		t.Fatal(err)
	}
	m, err := o.TransferTime(ctx, app.TransferTime{MoveTime: app.MoveTime{IDs: []int64{anew.ID, typed.ID}, Reason: "wrong matter"}, To: "100-02", ReRate: true})
	if err != nil || len(m.Done) != 2 {
		t.Fatal(m, err)
	}
	got := map[int64]string{}
	rows, err := o.ListTime(ctx, app.ListTime{Matter: "100-02"}, app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		got[r.ID] = r.Rate.Plain() + " " + r.Amount.Plain(r.Currency)
	}
	if got[keep.ID] != "325.00 260.00" || got[anew.ID] != "200.00 160.00" || got[typed.ID] != "400.00 320.00" {
		t.Errorf("%v", got)
	}
	_, err = o.TransferTime(ctx, app.TransferTime{MoveTime: app.MoveTime{IDs: []int64{keep.ID}, Reason: "x"}, To: "200-01"})
	apptest.Wants(t, err, "task.required") // the other matter asks for codes
	_, err = o.TransferTime(ctx, app.TransferTime{MoveTime: app.MoveTime{IDs: []int64{keep.ID}, Reason: "x"}, To: "100-02"})
	apptest.Wants(t, err, "time.same_matter")
}

func TestReRateShowsThenDoesExactlyThat(t *testing.T) {
	o := apptest.New(t).Seed()
	e := mustAdd(t, o, entry(nil)).Entry
	typed := mustAdd(t, o, entry(func(r *app.AddTime) { r.Rate = "400" })).Entry
	same := mustAdd(t, o, entry(func(r *app.AddTime) { r.Timekeeper = "JLK" })).Entry
	if _, err := o.AddRate(ctx, app.AddRate{Scope: "matter", Key: "100-01", Timekeeper: "RMD", Rate: "300", From: "2026-01-01"}); err != nil {
		t.Fatal(err)
	}
	ask := app.ReRateTime{Matter: "100-01", Reason: "rate agreement"}
	plan, err := o.PlanReRate(ctx, ask)
	if err != nil || len(plan.Lines) != 1 || plan.Same != 2 || plan.Before[0].Amount != 26000 || plan.After[0].Amount != 24000 {
		t.Fatalf("%+v %v", plan, err)
	}
	l := plan.Lines[0]
	if l.ID != e.ID || l.RateBefore.Plain() != "325.00" || l.RateAfter.Plain() != "300.00" || l.AmountAfter != 24000 || l.Timekeeper != "RMD" {
		t.Errorf("%+v", l)
	}
	_, err = o.ReRate(ctx, ask)
	apptest.Wants(t, err, "time.plan_changed") // never confirmed
	ask.Confirm = plan.Mark
	extra := mustAdd(t, o, entry(nil)).Entry // at 300 already: nothing to do for it
	_, err = o.ReRate(ctx, ask)
	apptest.Wants(t, err, "time.plan_changed")
	if plan, err = o.PlanReRate(ctx, ask); err != nil || plan.Same != 3 {
		t.Fatalf("%+v %v", plan, err)
	}
	ask.Confirm = plan.Mark
	done, err := o.ReRate(ctx, ask)
	if err != nil || len(done.Lines) != 1 {
		t.Fatal(done, err)
	}
	for id, want := range map[int64]string{e.ID: "300.00", typed.ID: "400.00", same.ID: "240.00", extra.ID: "300.00"} {
		why, err := o.WhyEntry(ctx, id)
		if err != nil || why.Rate.Plain() != want {
			t.Errorf("entry %d: %s, want %s (%v)", id, why.Rate.Plain(), want, err)
		}
	}
	// Typed rates, too, when that is asked for.
	all := app.ReRateTime{IDs: []int64{typed.ID}, Typed: true, Reason: "error"}
	plan, err = o.PlanReRate(ctx, all)
	if err != nil || len(plan.Lines) != 1 || plan.Lines[0].RateAfter.Plain() != "300.00" {
		t.Fatalf("%+v %v", plan, err)
	}
	o.Sound()
}

func TestSplitAndCombine(t *testing.T) {
	o := apptest.New(t).Seed()
	e := mustAdd(t, o, entry(func(r *app.AddTime) { r.Hours, r.Seconds = "", 5400 })).Entry // 1.5
	_, err := o.SplitTime(ctx, app.SplitTime{ID: e.ID, Parts: []app.TimePart{{Hours: "1"}, {Hours: "0.6"}}})
	apptest.Wants(t, err, "time.split")
	parts, err := o.SplitTime(ctx, app.SplitTime{ID: e.ID, Parts: []app.TimePart{{Hours: "1"}, {Hours: "0.5", Narrative: "Lease.", Matter: "100-02"}}})
	if err != nil || len(parts) != 2 {
		t.Fatal(parts, err)
	}
	a, b := parts[0], parts[1]
	if a.ID != e.ID || a.Amount != 32500 || b.Amount != 16250 || a.WorkedSeconds+b.WorkedSeconds != 5400 || a.Worked+b.Worked != e.Worked || b.Narrative != "Lease." || b.MatterID == a.MatterID {
		t.Errorf("%+v\n%+v", a, b)
	}
	_, err = o.CombineTime(ctx, app.CombineTime{IDs: []int64{a.ID, b.ID}})
	apptest.Wants(t, err, "time.not_alike")
	if _, err = o.TransferTime(ctx, app.TransferTime{MoveTime: app.MoveTime{IDs: []int64{b.ID}, Reason: "back"}, To: "100-01"}); err != nil {
		t.Fatal(err)
	}
	_, err = o.CombineTime(ctx, app.CombineTime{IDs: []int64{a.ID, a.ID}})
	apptest.Wants(t, err, "ids.twice")
	one, err := o.CombineTime(ctx, app.CombineTime{IDs: []int64{a.ID, b.ID}})
	if err != nil || one.Hours.Tenths() != "1.5" || one.Amount != e.Amount || one.WorkedSeconds != 5400 || one.Status != work.Released || one.Narrative != "Review complaint; plan answer; Lease." {
		t.Fatalf("%+v %v", one, err)
	}
	sums, err := o.TimeTotals(ctx, app.ListTime{})
	if err != nil || sums.N != 1 || sums.Amount != e.Amount {
		t.Errorf("%+v %v", sums, err)
	}
	// Two imported entries never become one.
	x := mustAdd(t, o, entry(func(r *app.AddTime) { r.ExtID = "x1" })).Entry
	y := mustAdd(t, o, entry(func(r *app.AddTime) { r.ExtID = "x2" })).Entry
	_, err = o.CombineTime(ctx, app.CombineTime{IDs: []int64{x.ID, y.ID}})
	apptest.Wants(t, err, "time.imported")
	kept, err := o.CombineTime(ctx, app.CombineTime{IDs: []int64{one.ID, y.ID}})
	if err != nil || kept.ID != y.ID {
		t.Errorf("the imported one must stay: %+v %v", kept, err)
	}
	o.Sound()
}

func TestFiguresOfClosedBooksStayWordsMayChange(t *testing.T) {
	o := apptest.New(t).Seed()
	e := mustAdd(t, o, entry(func(r *app.AddTime) { r.Date = "2026-05-20" })).Entry
	if _, err := o.CloseBooks(ctx, app.CloseBooks{Through: "2026-05-31"}); err != nil {
		t.Fatal(err)
	}
	for name, req := range map[string]app.SetTime{
		"hours": {Hours: ptr("2")}, "rate": {Rate: ptr("1")}, "out": {Date: ptr("2026-06-01")}, "kind": {Billable: ptr("NC")},
	} {
		req.ID = e.ID
		_, err := o.SetTime(ctx, req)
		if fault.Code(err) != "books.closed" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := o.SetTime(ctx, app.SetTime{ID: e.ID, Narrative: ptr("Better words."), Task: ptr("")}); err != nil {
		t.Error(err)
	}
}

func TestWorkOfClosedBooksKeepsItsMatterAndItsAmount(t *testing.T) {
	o := apptest.New(t).Seed()
	old := mustAdd(t, o, entry(func(r *app.AddTime) { r.Date = "2026-05-20" })).Entry
	late := mustAdd(t, o, entry(func(r *app.AddTime) { r.Date = "2026-06-02" })).Entry
	x, err := o.AddExpense(ctx, app.AddExpense{Matter: "100-01", Date: "2026-05-21", Units: "1", UnitPrice: "10", Kind: "soft", Description: "Copies", Code: "E101"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.CloseBooks(ctx, app.CloseBooks{Through: "2026-05-31"}); err != nil {
		t.Fatal(err)
	}
	both := app.MoveTime{IDs: []int64{old.ID, late.ID}, Reason: "wrong matter"}
	m, err := o.TransferTime(ctx, app.TransferTime{MoveTime: both, To: "100-02"})
	if err != nil || len(m.Done) != 1 || m.Done[0] != late.ID || len(m.Not) != 1 || m.Not[0].ID != old.ID || m.Not[0].Code != "books.closed" {
		t.Fatalf("transfer: %+v %v", m, err)
	}
	_, err = o.TransferTime(ctx, app.TransferTime{MoveTime: app.MoveTime{IDs: []int64{old.ID}, Reason: "wrong matter"}, To: "100-02", ReRate: true})
	apptest.Wants(t, err, "books.closed")
	_, err = o.SplitTime(ctx, app.SplitTime{ID: old.ID, Parts: []app.TimePart{{Hours: "0.4"}, {Hours: "0.4", Matter: "100-02"}}})
	apptest.Wants(t, err, "books.closed")
	_, err = o.TransferExpenses(ctx, app.TransferExpenses{MoveExpenses: app.MoveExpenses{IDs: []int64{x.Expense.ID}, Reason: "wrong matter"}, To: "100-02"})
	apptest.Wants(t, err, "books.closed")

	for _, matter := range []string{"100-01", "100-02"} {
		if _, err := o.AddRate(ctx, app.AddRate{Scope: "matter", Key: matter, Timekeeper: "RMD", Rate: "300", From: "2026-01-01"}); err != nil {
			t.Fatal(err)
		}
	}
	ask := app.ReRateTime{Timekeeper: "RMD", Reason: "rate agreement"}
	plan, err := o.PlanReRate(ctx, ask)
	if err != nil || len(plan.Lines) != 1 || plan.Lines[0].ID != late.ID || len(plan.Not) != 1 || plan.Not[0].ID != old.ID || plan.Not[0].Code != "books.closed" {
		t.Fatalf("re-rate: %+v %v", plan, err)
	}
	ask.Confirm = plan.Mark
	if _, err := o.ReRate(ctx, ask); err != nil {
		t.Fatal(err)
	}
	rows, err := o.ListTime(ctx, app.ListTime{Matter: "100-01"}, app.Page{})
	if err != nil || len(rows) != 1 || rows[0].ID != old.ID || rows[0].Amount != old.Amount || rows[0].Hours != old.Hours {
		t.Errorf("%+v %v", rows, err)
	}

	// Divided on its own matter it comes to what it came to.
	if _, err := o.SplitTime(ctx, app.SplitTime{ID: old.ID, Parts: []app.TimePart{{Hours: "0.4"}, {Hours: "0.4"}}}); err != nil {
		t.Error(err)
	}
	o.Sound()
}

func TestRoundingAnewChangesNothingOfClosedBooks(t *testing.T) {
	o := apptest.New(t).Seed()
	third := func(day string) work.Entry {
		return mustAdd(t, o, entry(func(r *app.AddTime) { r.Date, r.Hours, r.Rate = day, "0.3", "100.05" })).Entry
	}
	whole := mustAdd(t, o, entry(func(r *app.AddTime) { r.Date, r.Hours, r.Rate = "2026-05-20", "0.6", "100.05" })).Entry
	one, two := third("2026-05-20"), third("2026-05-20") // 30.02 each, 60.03 together
	if one.Amount+two.Amount == whole.Amount {
		t.Fatal("the amounts say nothing about rounding")
	}
	if _, err := o.CloseBooks(ctx, app.CloseBooks{Through: "2026-05-31"}); err != nil {
		t.Fatal(err)
	}
	_, err := o.CombineTime(ctx, app.CombineTime{IDs: []int64{one.ID, two.ID}})
	apptest.Wants(t, err, "books.closed")
	_, err = o.SplitTime(ctx, app.SplitTime{ID: whole.ID, Parts: []app.TimePart{{Hours: "0.3"}, {Hours: "0.3"}}})
	apptest.Wants(t, err, "books.closed")
}

func TestARepeatedRequestIsAnsweredWithTheFirstResult(t *testing.T) {
	o := apptest.New(t).Seed()
	req := entry(func(r *app.AddTime) { r.Key = "click-1" })
	first := mustAdd(t, o, req)
	again := mustAdd(t, o, req)
	if first.Entry.ID != again.Entry.ID || again.Why != first.Why || again.Entry.Amount != first.Entry.Amount {
		t.Errorf("%+v\n%+v", first, again)
	}
	if sums, err := o.TimeTotals(ctx, app.ListTime{}); err != nil || sums.N != 1 {
		t.Errorf("%d entries, %v", sums.N, err)
	}
}
