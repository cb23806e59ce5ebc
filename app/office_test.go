package app_test

import (
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/firm"
)

func TestOffices(t *testing.T) {
	o := apptest.New(t).Seed()
	made, err := o.AddOffice(ctx, app.AddOffice{Request: app.Request{Key: "k"}, Code: " PDX ", Name: "Portland", Address: firm.Address{Line1: "41 Harbor St", City: "Portland"}, Phone: "503"})
	if err != nil || made.Code != "PDX" || made.ID == 0 {
		t.Fatalf("%+v %v", made, err)
	}
	again, err := o.AddOffice(ctx, app.AddOffice{Request: app.Request{Key: "k"}, Code: "PDX", Name: "Portland"})
	if err != nil || again.ID != made.ID {
		t.Errorf("a double click made %+v, %v", again, err)
	}
	_, err = o.AddOffice(ctx, app.AddOffice{Code: "PDX", Name: "Twin"})
	apptest.Wants(t, err, "office.duplicate")
	_, err = o.AddOffice(ctx, app.AddOffice{Code: "a|b", Name: " ", Phone: "1\n2"})
	if f := apptest.Faults(err); len(f) != 3 {
		t.Errorf("faults %v", f)
	}
	if app.CheckOffice(app.AddOffice{Code: "X", Name: "Y"}) != nil {
		t.Error("a good office is refused before it is saved")
	}
	_, err = o.As("jlk").AddOffice(ctx, app.AddOffice{Code: "SEA", Name: "Seattle"})
	apptest.Wants(t, err, "user.not_allowed")

	// What belongs to an office keeps it when it is closed; nothing new comes.
	k, err := o.SetTimekeeper(ctx, app.SetTimekeeper{Code: "RMD", Office: ptr("PDX")})
	if err != nil || k.OfficeID != made.ID {
		t.Fatalf("%+v %v", k, err)
	}
	_, err = o.SetOffice(ctx, app.SetOffice{Code: "PDX", Version: 7, Phone: ptr("504")})
	apptest.Wants(t, err, "office.changed")
	if _, err = o.SetOffice(ctx, app.SetOffice{Code: "PDX", NewCode: ptr("POR"), Closed: ptr(true)}); err != nil {
		t.Fatal(err)
	}
	if k, err = o.SetTimekeeper(ctx, app.SetTimekeeper{Code: "RMD", HRID: ptr("7")}); err != nil || k.OfficeID != made.ID {
		t.Errorf("a change of a person in a closed office: %+v %v", k, err)
	}
	_, err = o.SetTimekeeper(ctx, app.SetTimekeeper{Code: "JLK", Office: ptr("POR")})
	apptest.Wants(t, err, "office.closed")
	_, err = o.AddMatter(ctx, app.AddMatter{Code: "100-09", Client: "100", Name: "N", Office: "NONE"})
	apptest.Wants(t, err, "office.missing")
	o.Sound()
}

// An invoice carries the address of the matter's office, the choices for papers
// of its day, and neither changes later.
func TestInvoicesFreezeOfficeAndPaper(t *testing.T) {
	b := billingDesk(t)
	must(b.AddOffice(ctx, app.AddOffice{Code: "PDX", Name: "Portland", Address: firm.Address{Line1: "41 Harbor St", City: "Portland"}, Phone: "503"}))(t)
	must(b.SetMatter(ctx, app.SetMatter{Code: "DEVI-001", Office: ptr("PDX")}))(t)
	paper := firm.Paper{Size: firm.A4, HideRates: true, Foot: " VAT 12 "}
	must(b.SetFirm(ctx, app.SetFirm{Paper: &paper}))(t)
	must(b.AddTime(ctx, app.AddTime{Matter: "DEVI-001", Timekeeper: "RMD", Date: "2026-06-17", Hours: "1", Narrative: "Review lease"}))(t)
	done := b.invoice("DEVI-001")
	inv := must(b.Invoice(ctx, done.Number))(t).Invoice
	if inv.Paper.Firm.Address.Line1 != "41 Harbor St" || inv.Paper.Firm.Phone != "503" || inv.Paper.Show != (firm.Paper{Size: firm.A4, HideRates: true, Foot: "VAT 12"}) {
		t.Errorf("frozen %+v %+v", inv.Paper.Firm, inv.Paper.Show)
	}
	must(b.SetOffice(ctx, app.SetOffice{Code: "PDX", Address: &firm.Address{Line1: "9 Bridge Rd"}}))(t)
	must(b.SetFirm(ctx, app.SetFirm{Paper: &firm.Paper{}}))(t)
	later := must(b.Invoice(ctx, done.Number))(t).Invoice
	if later.Paper.Firm.Address != inv.Paper.Firm.Address || later.Paper.Show != inv.Paper.Show {
		t.Errorf("an issued invoice changed: %+v", later.Paper)
	}
}

func TestNumbersGoOnWhereAnotherProgramStopped(t *testing.T) {
	b := billingDesk(t)
	n := must(b.Numbering(ctx))(t)
	if n.Next != "2026-0001" || n.Begun() {
		t.Errorf("%+v", n)
	}
	// A preview saves nothing.
	n = must(b.CheckNumbering(ctx, app.SetNumbering{Pattern: ptr("{YY}{NNNN}"), Next: ptr(int64(500))}))(t)
	if n.Next != "260500" || must(b.Numbering(ctx))(t).Next != "2026-0001" {
		t.Errorf("%+v", n)
	}
	for _, bad := range []app.SetNumbering{{Pattern: ptr("none")}, {Next: ptr(int64(0))}, {Pattern: ptr("INVOICE-NUMBER-{YYYY}-{NNNN}")}} {
		if _, err := b.SetNumbering(ctx, bad); len(apptest.Faults(err)) != 1 {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	must(b.SetNumbering(ctx, app.SetNumbering{Pattern: ptr("{YY}{NNNN}"), Next: ptr(int64(500))}))(t)
	must(b.SetNumbering(ctx, app.SetNumbering{Next: ptr(int64(501))}))(t) // nothing is numbered yet
	must(b.AddTime(ctx, app.AddTime{Matter: "DEVI-001", Timekeeper: "RMD", Date: "2026-06-17", Hours: "1", Narrative: "Review lease"}))(t)
	if done := b.invoice("DEVI-001"); done.Number != "260501" {
		t.Errorf("issued %s", done.Number)
	}
	_, err := b.SetNumbering(ctx, app.SetNumbering{Next: ptr(int64(900))})
	apptest.Wants(t, err, "numbering.begun")
	if n = must(b.Numbering(ctx))(t); n.Next != "260502" || !n.Begun() {
		t.Errorf("%+v", n)
	}
	checks := must(b.Verify(ctx, nil))(t)
	for _, c := range checks {
		if !c.OK {
			t.Errorf("%s: %s", c.Name, c.Detail)
		}
	}
}

func TestTheSetOfNewMatters(t *testing.T) {
	o := apptest.New(t).Seed()
	f, err := o.SetFirm(ctx, app.SetFirm{CodeSet: ptr("litigation")})
	if err != nil || f.CodeSet != "litigation" {
		t.Errorf("%+v %v", f, err)
	}
	_, err = o.SetFirm(ctx, app.SetFirm{CodeSet: ptr("nonsense")})
	apptest.Wants(t, err, "code_set.unknown")
	if f, err = o.SetFirm(ctx, app.SetFirm{CodeSet: ptr("")}); err != nil || f.CodeSet != "" {
		t.Errorf("%+v %v", f, err)
	}
	o.Sound()
}

func TestAnEndedCodeTakesNoNewWork(t *testing.T) {
	o := apptest.New(t).Seed()
	if _, err := o.AddTime(ctx, entry(func(r *app.AddTime) { r.Activity = "A104" })); err != nil {
		t.Fatal(err)
	}
	c, err := o.SetCode(ctx, app.SetCode{Set: "activity", Code: "a104", Name: ptr("Review"), Ended: ptr(true)})
	if err != nil || !c.Ended || c.Name != "Review" {
		t.Fatalf("%+v %v", c, err)
	}
	_, err = o.AddTime(ctx, entry(func(r *app.AddTime) { r.Activity = "A104"; r.Date = "2026-06-16" }))
	apptest.Wants(t, err, "time.invalid")
	if f := apptest.Faults(err); len(f) != 1 || f[0].Code != "code.ended" || f[0].Path != "activity" {
		t.Errorf("%v", err)
	}
	_, err = o.SetCode(ctx, app.SetCode{Set: "activity", Code: "ZZZ"})
	apptest.Wants(t, err, "code.missing")
	_, err = o.SetCode(ctx, app.SetCode{Set: "activity", Code: "A104", Name: ptr(" ")})
	apptest.Wants(t, err, "code.invalid")
	o.Sound()
}
