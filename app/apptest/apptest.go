// Package apptest opens books for tests of acts: a fresh SQLite file in the
// test's own folder, a clock that stands still until it is moved, and, where
// wanted, the small firm of the worked examples.
package apptest

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/work"
	"matterbook/assets"
	"matterbook/store/sqlite"
)

// Office is a book in the hands of its administrator.
type Office struct {
	*app.Desk
	Clock *cal.Fixed
	Path  string // of the file
	// Papers are the writers of desks that sign in from now on; nil writes none.
	Papers app.Papers

	t     testing.TB
	store *sqlite.Store
}

// Noon is where the clock stands at first: 18 June 2026, 12:00 UTC.
var Noon = time.Date(2026, 6, 18, 12, 0, 0, 0, time.UTC)

// New makes a book with a firm, its first administrator "admin", the built-in
// code sets and the usual abbreviations, and nothing else.
func New(t testing.TB) *Office {
	t.Helper()
	o := &Office{Clock: &cal.Fixed{T: Noon}, Path: filepath.Join(t.TempDir(), "firm.matterbook"), t: t}
	s, err := sqlite.Create(context.Background(), o.Path, sqlite.Options{Clock: o.Clock})
	must(t, err)
	t.Cleanup(func() {
		if err := o.store.Close(); err != nil {
			t.Error(err)
		}
	})
	o.store = s
	_, err = app.Init(context.Background(), s, o.Clock, app.InitFirm{
		Name: "Dunne & Keller LLP", LEDESFirmID: "93-1234567", Codes: Codes(t), Abbreviations: abbreviations(t),
	})
	must(t, err)
	o.Desk = o.As("admin")
	return o
}

// Codes are the built-in code sets.
func Codes(t testing.TB) []firm.Code {
	t.Helper()
	published, err := assets.UTBMS()
	must(t, err)
	codes := make([]firm.Code, len(published))
	for i, c := range published {
		codes[i] = firm.Code{Set: c.Set, Code: c.Code, Parent: c.Parent, Name: c.Name}
	}
	return codes
}

func abbreviations(t testing.TB) []work.Abbreviation {
	t.Helper()
	usual, err := assets.Abbreviations()
	must(t, err)
	list := make([]work.Abbreviation, len(usual))
	for i, a := range usual {
		list[i] = work.Abbreviation{Short: a.Short, Text: a.Text}
	}
	return list
}

// As signs another user in.
func (o *Office) As(code string) *app.Desk {
	o.t.Helper()
	d, err := app.Open(o.store, o.Clock, o.Papers).SignIn(context.Background(), code)
	must(o.t, err)
	return d
}

// Reopen closes the file and opens it again, as after a crash of the program.
func (o *Office) Reopen() {
	o.t.Helper()
	must(o.t, o.store.Close())
	s, err := sqlite.Open(context.Background(), o.Path, sqlite.Options{Clock: o.Clock})
	must(o.t, err)
	o.store = s
	o.Desk = o.As(o.User.Code)
}

// Sound walks everything that must hold of the file.
func (o *Office) Sound() {
	o.t.Helper()
	checks, err := o.store.Verify(context.Background(), nil)
	must(o.t, err)
	for _, c := range checks {
		if !c.OK {
			o.t.Errorf("the book is not sound: %s: %s", c.Name, c.Detail)
		}
	}
}

// Seed adds the people and matters of the worked invoice: timekeepers RMD
// (partner, 325.00), JLK (associate, 240.00) and PAS (paralegal, 115.00), the
// clients 100 and 200, the matters 100-01, 100-02 and 200-01, and a user for
// each role: billing "bea", attorney "jlk", trust "tom", auditor "amy".
func (o *Office) Seed() *Office {
	o.t.Helper()
	ctx := context.Background()
	for _, k := range []app.AddTimekeeper{
		{Code: "RMD", FirstName: "Ruth M.", LastName: "Dunne", Class: "PARTNR", StandardRate: "325.00"},
		{Code: "JLK", FirstName: "Jonas L.", LastName: "Keller", Class: "ASSOC", StandardRate: "240.00", StartDate: "2022-09-01"},
		{Code: "PAS", FirstName: "Priya A.", LastName: "Shah", Class: "PARALG", StandardRate: "115.00", EndDate: "2026-12-31"},
	} {
		_, err := o.AddTimekeeper(ctx, k)
		must(o.t, err)
	}
	for _, c := range []app.AddClient{{Code: "100", Name: "Devi, Anjali"}, {Code: "200", Name: "Castellan LLC"}} {
		_, err := o.AddClient(ctx, c)
		must(o.t, err)
	}
	for _, m := range []app.AddMatter{
		{Code: "100-01", Client: "100", Name: "Devi v. Harbor Realty", Responsible: "RMD", OpenedOn: "2026-01-05"},
		{Code: "100-02", Client: "100", Name: "Lease advice", Responsible: "RMD"},
		{Code: "200-01", Client: "200", Name: "Castellan: general", Responsible: "RMD", CodeSet: "litigation", CodesRequired: true},
	} {
		_, err := o.AddMatter(ctx, m)
		must(o.t, err)
	}
	for _, u := range []app.AddUser{
		{Code: "bea", Name: "Bea Billing", Role: "billing"}, {Code: "jlk", Name: "Jonas Keller", Role: "attorney", Timekeeper: "JLK"},
		{Code: "tom", Name: "Tom Trust", Role: "trust"}, {Code: "amy", Name: "Amy Auditor", Role: "auditor"},
	} {
		_, err := o.AddUser(ctx, u)
		must(o.t, err)
	}
	return o
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Wants fails the test unless the error has the code; "" wants no error.
func Wants(t testing.TB, err error, code string) {
	t.Helper()
	switch {
	case code == "" && err != nil:
		t.Errorf("unexpected: %v", err)
	case code != "" && err == nil:
		t.Errorf("%s was not refused", code)
	case code != "" && fault.Code(err) != code && !hasFault(err, code):
		t.Errorf("code %s, want %s: %v", fault.Code(err), code, err)
	}
}

func hasFault(err error, code string) bool {
	for _, f := range Faults(err) {
		if f.Code == code {
			return true
		}
	}
	return false
}

// Faults are the wrong places an error names.
func Faults(err error) []fault.Fault {
	e, ok := err.(*fault.Error)
	if !ok {
		return nil
	}
	return e.Faults
}
