package app_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/firm"
	"matterbook/app/money"
)

var ctx = context.Background()

func ptr[T any](v T) *T { return &v }

func TestInitNeverOverwrites(t *testing.T) {
	o := apptest.New(t)
	_, err := app.Init(ctx, o.Store(), o.Clock, app.InitFirm{Name: "Another"})
	apptest.Wants(t, err, "firm.exists")
	f, err := o.Firm(ctx)
	if err != nil || f.Name != "Dunne & Keller LLP" || f.Currency != money.USD || f.Preset != "aba" || f.TimeRule.Increment != 1000 {
		t.Errorf("%+v %v", f, err)
	}
	codes, err := o.Codes(ctx, "activity")
	if err != nil || len(codes) < 10 {
		t.Errorf("%d activities, %v", len(codes), err)
	}
	_, err = app.Init(ctx, o.Store(), o.Clock, app.InitFirm{Name: " ", Currency: "XXQ"})
	if n := len(apptest.Faults(err)); n != 2 {
		t.Errorf("%d faults: %v", n, err)
	}
	o.Sound()
}

func TestFirmSettings(t *testing.T) {
	o := apptest.New(t)
	f, err := o.SetFirm(ctx, app.SetFirm{Version: 1, Phone: ptr(" 503 "), Increment: ptr(money.Quantity(2500)), Minimum: ptr(money.Quantity(2500))})
	if err != nil || f.Phone != "503" || f.TimeRule.Increment != 2500 || f.Name != "Dunne & Keller LLP" {
		t.Fatalf("%+v %v", f, err)
	}
	_, err = o.SetFirm(ctx, app.SetFirm{Version: 1, Phone: ptr("504")})
	apptest.Wants(t, err, "firm.changed")
	_, err = o.SetFirm(ctx, app.SetFirm{InvoiceSeries: ptr("no counter")})
	apptest.Wants(t, err, "invoice_series.invalid")
	_, err = o.SetFirm(ctx, app.SetFirm{Increment: ptr(money.Quantity(3000)), AgeBy: ptr("moon"), TermsDays: ptr(-1)})
	if n := len(apptest.Faults(err)); n != 3 {
		t.Errorf("%d faults: %v", n, err)
	}
}

func TestClosingTheBooks(t *testing.T) {
	o := apptest.New(t).Seed()
	_, err := o.CloseBooks(ctx, app.CloseBooks{Through: "2026-06-18"})
	apptest.Wants(t, err, "books.future") // today is not over
	f, err := o.CloseBooks(ctx, app.CloseBooks{Through: "2026-05-31"})
	if err != nil || f.ClosedThrough.String() != "2026-05-31" {
		t.Fatal(f, err)
	}
	_, err = o.AddTime(ctx, entry(func(r *app.AddTime) { r.Date = "2026-05-31" }))
	apptest.Wants(t, err, "books.closed")
	_, err = o.AddTime(ctx, entry(func(r *app.AddTime) { r.Date = "2026-06-01" }))
	apptest.Wants(t, err, "")
	_, err = o.CloseBooks(ctx, app.CloseBooks{Through: "2026-04-30"})
	apptest.Wants(t, err, "books.reason")
	_, err = o.CloseBooks(ctx, app.CloseBooks{Through: "2026-04-30", Reason: "late bill"})
	apptest.Wants(t, err, "")
	_, err = o.AddTime(ctx, entry(func(r *app.AddTime) { r.Date = "2026-05-31" }))
	apptest.Wants(t, err, "")
}

func TestTheLastAdministratorStays(t *testing.T) {
	o := apptest.New(t).Seed()
	_, err := o.SetUser(ctx, app.SetUser{Code: "admin", Active: ptr(false)})
	apptest.Wants(t, err, "user.last_admin")
	_, err = o.SetUser(ctx, app.SetUser{Code: "admin", Role: ptr("billing")})
	apptest.Wants(t, err, "user.last_admin")
	_, err = o.SetUser(ctx, app.SetUser{Code: "bea", Role: ptr("admin")})
	apptest.Wants(t, err, "")
	u, err := o.SetUser(ctx, app.SetUser{Code: "admin", Active: ptr(false)})
	if err != nil || u.Active {
		t.Error(u, err)
	}
	_, err = o.SignIn(ctx, "admin")
	apptest.Wants(t, err, "user.inactive")
	if d, err := o.SignIn(ctx, ""); err != nil || d.User.Code != "bea" {
		t.Error(d, err)
	}
}

func TestUsers(t *testing.T) {
	o := apptest.New(t).Seed()
	_, err := o.AddUser(ctx, app.AddUser{Code: "admin", Name: "Twin", Role: "admin"})
	apptest.Wants(t, err, "user.duplicate")
	_, err = o.AddUser(ctx, app.AddUser{Code: "x", Name: "X", Role: "attorney", Timekeeper: "NOBODY"})
	apptest.Wants(t, err, "timekeeper.missing")
	_, err = o.AddUser(ctx, app.AddUser{Code: "x", Name: "X", Role: "attorney"})
	apptest.Wants(t, err, "timekeeper.required")
	users, err := o.Users(ctx)
	if err != nil || len(users) != 5 {
		t.Error(users, err)
	}
}

// Every act is refused to roles the table of rights does not name. Each row is
// an act that would succeed for the roles listed.
func TestWhoMayDoWhat(t *testing.T) {
	o := apptest.New(t).Seed()
	desks := map[string]*app.Desk{"admin": o.Desk}
	for _, code := range []string{"bea", "jlk", "tom", "amy"} {
		desks[code] = o.As(code)
	}
	n := 0
	next := func() string { n++; return fmt.Sprintf("k%d", n) }
	for act, c := range map[string]struct {
		may string
		do  func(d *app.Desk) error
	}{
		"read": {"admin bea jlk tom amy", func(d *app.Desk) error { _, err := d.Clients(ctx, app.ClientFilter{}); return err }},
		"firm": {"admin", func(d *app.Desk) error { _, err := d.SetFirm(ctx, app.SetFirm{Phone: ptr(next())}); return err }},
		"user": {"admin", func(d *app.Desk) error {
			_, err := d.AddUser(ctx, app.AddUser{Code: next(), Name: "N", Role: "auditor"})
			return err
		}},
		"client": {"admin bea", func(d *app.Desk) error {
			_, err := d.AddClient(ctx, app.AddClient{Code: next(), Name: "N"})
			return err
		}},
		"matter": {"admin bea", func(d *app.Desk) error {
			_, err := d.AddMatter(ctx, app.AddMatter{Code: next(), Client: "100", Name: "N"})
			return err
		}},
		"timekeeper": {"admin", func(d *app.Desk) error {
			_, err := d.AddTimekeeper(ctx, app.AddTimekeeper{Code: next(), LastName: "N", Class: "X"})
			return err
		}},
		"rate": {"admin", func(d *app.Desk) error {
			_, err := d.AddRate(ctx, app.AddRate{Scope: "firm", Class: next(), Rate: "9"})
			return err
		}},
		"own time": {"admin bea jlk", func(d *app.Desk) error {
			_, err := d.AddTime(ctx, entry(func(r *app.AddTime) { r.Timekeeper = "JLK" }))
			return err
		}},
		"any time": {"admin bea", func(d *app.Desk) error { _, err := d.AddTime(ctx, entry(nil)); return err }},
		"expense":  {"admin bea", func(d *app.Desk) error { _, err := d.AddExpense(ctx, cost(nil)); return err }},
		"import": {"admin bea", func(d *app.Desk) error {
			_, err := d.Import(ctx, app.Import{Kind: "clients", Data: strings.NewReader("code,name\n" + next() + ",N\n")})
			return err
		}},
	} {
		for who, d := range desks {
			err := c.do(d)
			if allowed := strings.Contains(c.may, who); allowed && err != nil {
				t.Errorf("%s: %s may, but: %v", act, who, err)
			} else if !allowed && err == nil {
				t.Errorf("%s: %s may not, but did", act, who)
			}
		}
	}
}

func TestClients(t *testing.T) {
	o := apptest.New(t).Seed()
	_, err := o.AddClient(ctx, app.AddClient{Code: "100", Name: "Twin"})
	apptest.Wants(t, err, "client.duplicate")
	_, err = o.AddClient(ctx, app.AddClient{Code: "a|b", Currency: "XXQ", TermsDays: ptr(-5)})
	if n := len(apptest.Faults(err)); n != 4 {
		t.Errorf("%d faults, want code, name, terms and currency: %v", n, err)
	}
	c, err := o.SetClient(ctx, app.SetClient{Code: "100", Name: ptr("Devi, A."), Address: &firm.Address{City: " Portland "}, TermsDays: ptr(15)})
	if err != nil || c.Name != "Devi, A." || c.Address.City != "Portland" || c.TermsDays != 15 || c.Currency != money.USD {
		t.Fatalf("%+v %v", c, err)
	}
	if c, err = o.SetClient(ctx, app.SetClient{Code: "100", Version: c.RowVersion, TermsDays: ptr(-1)}); err != nil || c.TermsDays != -1 {
		t.Errorf("%+v %v", c, err)
	}
	_, err = o.SetClient(ctx, app.SetClient{Code: "100", Version: 1, Name: ptr("late")})
	apptest.Wants(t, err, "client.changed")
	_, err = o.SetClient(ctx, app.SetClient{Code: "999", Name: ptr("x")})
	apptest.Wants(t, err, "client.missing")
	_, err = o.SetClient(ctx, app.SetClient{Code: "100", Archived: ptr(true)})
	apptest.Wants(t, err, "client.open_matters")
	for _, m := range []string{"100-01", "100-02"} {
		if _, err := o.CloseMatter(ctx, app.CloseMatter{Code: m}); err != nil {
			t.Fatal(err)
		}
	}
	_, err = o.SetClient(ctx, app.SetClient{Code: "100", Archived: ptr(true)})
	apptest.Wants(t, err, "")
	_, err = o.AddMatter(ctx, app.AddMatter{Code: "100-03", Client: "100", Name: "x"})
	apptest.Wants(t, err, "client.archived")
	list, err := o.Clients(ctx, app.ClientFilter{})
	if err != nil || len(list) != 1 || list[0].Code != "200" {
		t.Error(list, err)
	}
}

func TestTheCurrencyOfRecordedWorkStays(t *testing.T) {
	o := apptest.New(t).Seed()
	_, err := o.SetClient(ctx, app.SetClient{Code: "200", Currency: ptr("EUR")})
	apptest.Wants(t, err, "")
	mustAdd(t, o, entry(nil))
	_, err = o.SetClient(ctx, app.SetClient{Code: "100", Currency: ptr("EUR")})
	apptest.Wants(t, err, "client.currency")
}

func TestMatters(t *testing.T) {
	o := apptest.New(t).Seed()
	_, err := o.AddMatter(ctx, app.AddMatter{Code: "100-01", Client: "100", Name: "Twin"})
	apptest.Wants(t, err, "matter.duplicate")
	_, err = o.AddMatter(ctx, app.AddMatter{Code: "x", Client: "999", Name: "x"})
	apptest.Wants(t, err, "client.missing")
	_, err = o.AddMatter(ctx, app.AddMatter{Client: "999", Responsible: "NOBODY", FeeArrangement: "barter", OpenedOn: "31 June", CodeSet: "none"})
	if n := len(apptest.Faults(err)); n != 7 {
		t.Errorf("%d faults, want code, name, client, responsible, arrangement, date, set: %v", n, err)
	}
	m, err := o.SetMatter(ctx, app.SetMatter{Code: "100-01", TrustFloor: ptr("1500.00"), TrustTarget: ptr("2000"), FeeArrangement: ptr("capped"), FeeAmount: ptr("10,000.00")})
	if err != nil || m.TrustFloor != 150000 || m.TrustTarget != 200000 || m.FeeAmount != 1000000 || m.ResponsibleID == 0 || m.OpenedOn.String() != "2026-01-05" {
		t.Fatalf("%+v %v", m, err)
	}
	if m, err = o.SetMatter(ctx, app.SetMatter{Code: "100-01", Responsible: ptr("")}); err != nil || m.ResponsibleID != 0 {
		t.Errorf("%+v %v", m, err)
	}
	if m, err = o.SetMatter(ctx, app.SetMatter{Code: "100-02", Client: ptr("200")}); err != nil {
		t.Error(err)
	}
	mustAdd(t, o, entry(nil))
	_, err = o.SetMatter(ctx, app.SetMatter{Code: "100-01", Client: ptr("200")})
	apptest.Wants(t, err, "matter.has_facts")
}

func TestClosingAMatter(t *testing.T) {
	o := apptest.New(t).Seed()
	mustAdd(t, o, entry(nil))
	if _, err := o.AddTrustAccount(ctx, app.AddTrustAccount{Code: "IOLTA", Title: "Client trust", Kind: "pooled"}); err != nil {
		t.Fatal(err)
	}
	_, err := o.PostTrust(ctx, app.PostTrust{Account: "IOLTA", Kind: "receipt", Matter: "100-01", Amount: "250.00", Date: "2026-06-01", Party: "Devi", Purpose: "Advance", Instrument: "wire"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.CloseMatter(ctx, app.CloseMatter{Code: "100-01"})
	apptest.Wants(t, err, "matter.trust_left")
	_, err = o.PostTrust(ctx, app.PostTrust{Account: "IOLTA", Kind: "check", Matter: "100-01", Amount: "250.00", Date: "2026-06-02", Party: "Devi", Purpose: "Refund", Reference: "101"})
	if err != nil {
		t.Fatal(err)
	}
	closed, err := o.CloseMatter(ctx, app.CloseMatter{Code: "100-01"})
	if err != nil || closed.Matter.ClosedOn.String() != "2026-06-18" || len(closed.Warnings) != 1 || !strings.Contains(closed.Warnings[0], "260.00") {
		t.Fatalf("%+v %v", closed, err)
	}
	_, err = o.CloseMatter(ctx, app.CloseMatter{Code: "100-01"})
	apptest.Wants(t, err, "matter.closed")
	_, err = o.AddTime(ctx, entry(nil))
	apptest.Wants(t, err, "matter.closed")
	if m, err := o.OpenMatter(ctx, app.OpenMatter{Code: "100-01"}); err != nil || m.Status != firm.MatterOpen || m.ClosedOn != 0 {
		t.Error(m, err)
	}
	mustAdd(t, o, entry(nil))
}

func TestTimekeepersAndRates(t *testing.T) {
	o := apptest.New(t).Seed()
	_, err := o.AddTimekeeper(ctx, app.AddTimekeeper{Code: "RMD", LastName: "Twin", Class: "X"})
	apptest.Wants(t, err, "timekeeper.duplicate")
	k, err := o.SetTimekeeper(ctx, app.SetTimekeeper{Code: "RMD", StandardRate: ptr("350"), Class: ptr("partnr")})
	if err != nil || k.StandardRate != 3500000 || k.Class != "PARTNR" || k.LastName != "Dunne" {
		t.Fatalf("%+v %v", k, err)
	}
	first, err := o.AddRate(ctx, app.AddRate{Scope: "matter", Key: "100-01", Timekeeper: "RMD", Rate: "300", From: "2026-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.AddRate(ctx, app.AddRate{Scope: "matter", Key: "100-01", Timekeeper: "RMD", Rate: "310", From: "2026-07-01"})
	apptest.Wants(t, err, "rate.overlap")
	if !strings.Contains(err.Error(), "310.00 from 2026-07-01") || !strings.Contains(err.Error(), "300.00 from 2026-01-01") {
		t.Errorf("both rates must be named: %v", err)
	}
	if _, err = o.AddRate(ctx, app.AddRate{Scope: "matter", Key: "100-01", Timekeeper: "RMD", Rate: "310", From: "2026-07-01", Supersede: true}); err != nil {
		t.Fatal(err)
	}
	for on, want := range map[string]string{
		"2025-12-31": "350.00: timekeeper's standard rate (rule 11)",
		"2026-06-30": "300.00: matter rate for this timekeeper (rule 3), since 2026-01-01",
		"2026-07-01": "310.00: matter rate for this timekeeper (rule 3), since 2026-07-01",
	} {
		a, err := o.WhyRate(ctx, app.WhyRate{Matter: "100-01", Timekeeper: "RMD", Date: on})
		if err != nil || a.Why != want {
			t.Errorf("%s: %q %v", on, a.Why, err)
		}
	}
	_, err = o.SetRate(ctx, app.SetRate{ID: first.ID, To: ptr("2026-12-31")})
	apptest.Wants(t, err, "rate.overlap")
	_, err = o.AddRate(ctx, app.AddRate{Scope: "client", Key: "999", Timekeeper: "NOBODY", Rate: "-1", Activity: "A999", From: "x"})
	if n := len(apptest.Faults(err)); n != 5 {
		t.Errorf("%d faults: %v", n, err)
	}
	if _, err = o.DeleteRate(ctx, app.DeleteRate{ID: first.ID}); err != nil {
		t.Error(err)
	}
	_, err = o.DeleteRate(ctx, app.DeleteRate{ID: first.ID})
	apptest.Wants(t, err, "rate.missing")
}

func TestCodesAndAbbreviations(t *testing.T) {
	o := apptest.New(t).Seed()
	_, err := o.AddCode(ctx, app.AddCode{Set: "Castellan", Code: "c10", Name: "Intake"})
	apptest.Wants(t, err, "")
	_, err = o.AddCode(ctx, app.AddCode{Set: "castellan", Code: "C10", Name: "Intake"})
	apptest.Wants(t, err, "code.duplicate")
	_, err = o.AddCode(ctx, app.AddCode{Set: "castellan", Code: "C11", Parent: "C99", Name: "x"})
	apptest.Wants(t, err, "code.missing")
	_, err = o.SetMatter(ctx, app.SetMatter{Code: "100-02", CodeSet: ptr("castellan")})
	apptest.Wants(t, err, "")
	_, err = o.AddTime(ctx, entry(func(r *app.AddTime) { r.Matter, r.Task = "100-02", "L120" }))
	apptest.Wants(t, err, "task.unknown")
	_, err = o.AddTime(ctx, entry(func(r *app.AddTime) { r.Matter, r.Task = "100-02", "c10" }))
	apptest.Wants(t, err, "")

	jlk := o.As("jlk")
	_, err = jlk.SetAbbreviation(ctx, app.SetAbbreviation{Short: "tc", Text: "my telephone call with"})
	apptest.Wants(t, err, "")
	_, err = jlk.SetAbbreviation(ctx, app.SetAbbreviation{Short: "zz", Text: "x", Firm: true})
	apptest.Wants(t, err, "user.not_allowed")
	_, err = jlk.SetAbbreviation(ctx, app.SetAbbreviation{Short: "two words", Text: "x"})
	apptest.Wants(t, err, "short.characters")
	mine, err := jlk.Abbreviations(ctx)
	if err != nil {
		t.Fatal(err)
	}
	his, own := 0, 0
	for _, a := range mine {
		if a.Short == "tc" {
			his++
			if a.UserID != 0 {
				own++
			}
		}
	}
	if his != 2 || own != 1 {
		t.Errorf("%d forms of tc, %d own", his, own)
	}
}
