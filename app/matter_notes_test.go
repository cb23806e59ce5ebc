package app_test

import (
	"context"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/cal"
	"matterbook/app/firm"
)

// Who may write, change and delete notes; what a task and its day are.
func TestNotesBelongToWhoWroteThem(t *testing.T) {
	ctx := context.Background()
	o := apptest.New(t).Seed()
	bea, jlk, amy := o.As("bea"), o.As("jlk"), o.As("amy")
	n, err := bea.AddNote(ctx, app.AddNote{Matter: "100-01", Kind: "task", Due: "2026-06-25", Text: "Serve the answer\r\n"})
	apptest.Wants(t, err, "")
	if n.Text != "Serve the answer" || n.On != cal.MustParse("2026-06-18") || !n.Open() {
		t.Errorf("%+v", n)
	}
	text, yes, no := "Serve it", true, false
	_, err = jlk.SetNote(ctx, app.SetNote{ID: n.ID, Text: &text})
	apptest.Wants(t, err, "note.others")
	_, err = jlk.DeleteNote(ctx, app.DeleteNote{ID: n.ID})
	apptest.Wants(t, err, "note.others")
	_, err = amy.SetNote(ctx, app.SetNote{ID: n.ID, Done: &yes})
	apptest.Wants(t, err, "user.not_allowed")
	done, err := jlk.SetNote(ctx, app.SetNote{ID: n.ID, Version: n.RowVersion, Done: &yes})
	apptest.Wants(t, err, "")
	if done.Open() || done.DoneOn != cal.MustParse("2026-06-18") {
		t.Errorf("done: %+v", done)
	}
	_, err = bea.SetNote(ctx, app.SetNote{ID: n.ID, Version: n.RowVersion, Text: &text})
	apptest.Wants(t, err, "note.changed")
	call := "call"
	_, err = bea.SetNote(ctx, app.SetNote{ID: n.ID, Kind: &call})
	apptest.Wants(t, err, "due.no_task")
	blank := ""
	if n, err = bea.SetNote(ctx, app.SetNote{ID: n.ID, Kind: &call, Due: &blank, Text: &text}); err != nil || !n.DoneOn.IsZero() || n.Text != "Serve it" {
		t.Errorf("a call is never done: %+v %v", n, err)
	}
	_, err = bea.SetNote(ctx, app.SetNote{ID: n.ID, Done: &no, On: &text})
	apptest.Wants(t, err, "on.format")
	if n, err = o.SetNote(ctx, app.SetNote{ID: n.ID, Text: &call}); err != nil {
		t.Errorf("an administrator changes any: %v", err)
	}
	_, err = bea.DeleteNote(ctx, app.DeleteNote{ID: n.ID, Version: n.RowVersion})
	apptest.Wants(t, err, "")
	lines, err := app.Read(ctx, o.Desk, func(q app.Query) ([]app.AuditLine, error) {
		return q.AuditLines(app.AuditFilter{Act: "note.", Object: "matter 100-01"}, app.Page{})
	})
	if err != nil || len(lines) != 5 || lines[0].Act != "note.delete" {
		t.Errorf("the log of the matter: %d lines, %v", len(lines), err)
	}
	o.Sound()
}

// A search finds every place of a name, closest first, and stands in the log
// with its result, whoever made it.
func TestAConflictSearchFindsEveryPlaceAndIsLogged(t *testing.T) {
	ctx := context.Background()
	o := apptest.New(t).Seed()
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := o.AddParty(ctx, app.AddParty{Matter: "200-01", Role: "opposing", Name: "Realty Harbour Co", Organisation: "Harbor Realty Group"})
	ok(err)
	_, err = o.AddTime(ctx, app.AddTime{Matter: "100-02", Timekeeper: "RMD", Date: "2026-06-10", Hours: "1", Narrative: "Call with realty broker at Harbor"})
	ok(err)
	_, err = o.AddNote(ctx, app.AddNote{Matter: "100-02", Text: "HARBOR REALTY phoned"})
	ok(err)
	_, err = o.AddExpense(ctx, app.AddExpense{Matter: "100-01", Date: "2026-06-10", Code: "E101", UnitPrice: "5", Description: "Copies for Harbor Realty", Vendor: "Copy Shop"})
	ok(err)
	_, err = o.AddTrustAccount(ctx, app.AddTrustAccount{Code: "IOLTA", Title: "Client trust account", Kind: "pooled"})
	ok(err)
	_, err = o.PostTrust(ctx, app.PostTrust{Account: "IOLTA", Matter: "100-01", Date: "2026-06-01", Kind: "receipt", Amount: "1000.00", Party: "Harbor Realty", Purpose: "Advance", Instrument: "wire"})
	ok(err)

	c, err := o.As("amy").CheckConflicts(ctx, app.CheckConflicts{Name: " harbor   REALTY "})
	ok(err)
	got := map[firm.NamePlace]string{}
	for _, f := range c.Found {
		got[f.Where] = f.MatterCode
	}
	for where, matter := range map[firm.NamePlace]string{firm.NameOfMatter: "100-01", firm.NameOfParty: "200-01", firm.NameOfPartyFirm: "200-01", firm.NameOfPayee: "100-01",
		app.ConflictInTime: "100-02", app.ConflictInNote: "100-02", app.ConflictInExpense: "100-01"} {
		if got[where] != matter {
			t.Errorf("%s: found on %q, want %q", where, got[where], matter)
		}
	}
	if last := c.Found[len(c.Found)-1]; last.Where != firm.NameOfParty || last.Closeness != firm.NearName || last.ClientName != "Castellan LLC" {
		t.Errorf("the near spelling stands last: %+v", last)
	}
	runs, err := o.ConflictRuns(ctx, 0)
	ok(err)
	if len(runs) != 1 || runs[0].User != "amy" || runs[0].Object != "name harbor REALTY" || runs[0].Reason != "7 found" {
		t.Errorf("the log has %+v", runs)
	}
	for _, bad := range []string{"", " - ", strings.Repeat("long name ", 30)} {
		if _, err := o.CheckConflicts(ctx, app.CheckConflicts{Name: bad}); len(apptest.Faults(err)) != 1 || apptest.Faults(err)[0].Path != "name" {
			t.Errorf("%q: %v", bad, err)
		}
	}
	o.Sound()
}

// A client's row has the sums of its matters, and when it last paid.
func TestRegistersSumTheMattersOfAClient(t *testing.T) {
	ctx := context.Background()
	o := apptest.New(t).Seed()
	for _, m := range []string{"100-01", "100-02"} {
		if _, err := o.AddTime(ctx, app.AddTime{Matter: m, Timekeeper: "RMD", Date: "2026-06-10", Hours: "1", Narrative: "Work"}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := o.AddPayment(ctx, app.AddPayment{Client: "100", Date: cal.MustParse("2026-06-12"), Amount: "75.00", Method: "check", Reference: "1"}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.CloseMatter(ctx, app.CloseMatter{Code: "200-01"}); err != nil {
		t.Fatal(err)
	}
	r, err := o.Registers(ctx)
	if err != nil || len(r.Clients) != 2 || len(r.Matters) != 3 {
		t.Fatalf("%+v %v", r, err)
	}
	if c := r.Clients[0]; c.Code != "100" || c.Matters != 2 || c.Open != 2 || c.WIP != 65000 || c.Last.Amount != 7500 || c.Last.On != cal.MustParse("2026-06-12") || c.Active != cal.MustParse("2026-06-10") {
		t.Errorf("client 100: %+v", c)
	}
	if c := r.Clients[1]; c.Matters != 1 || c.Open != 0 || c.WIP != 0 || c.Last.Amount != 0 || !c.Active.IsZero() {
		t.Errorf("client 200: %+v", c)
	}
}
