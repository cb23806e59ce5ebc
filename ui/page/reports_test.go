package page

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

func (b *bench) reports(arg string) *present.Reports {
	b.t.Helper()
	b.w.Frame().Go("reports", arg)
	return b.w.Frame().Screen().(*present.Reports)
}

func TestReportsPageFits(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, apptest.New(t), "", theme, width, height)
		r := b.reports("")
		b.fits()
		b.shot("reports-catalogue-" + suffix)
		r.Show("aging", nil)
		b.fits()
		b.shot("reports-empty-" + suffix)

		b = open(t, issued(t), "", theme, width, height)
		r = b.reports("report aging")
		b.fits()
		b.shot("reports-aging-" + suffix)
		r.Show("productivity", nil)
		b.fits()
		b.shot("reports-productivity-" + suffix)
		r.Show("invoice-register", nil)
		b.fits()
		b.shot("reports-register-" + suffix)
		r.Show("statement-of-account", nil)
		b.fits()
		b.shot("reports-ask-" + suffix)
		r.Show("months", nil)
		r.StartSave()
		r.Side.Send()
		b.fits()
		b.shot("reports-save-" + suffix)
	})
}

// The catalogue is found, opened, asked and left by keys alone.
func TestReportsByKeys(t *testing.T) {
	b := open(t, issued(t), "", "light", 1366, 768)
	r := b.reports("")
	canvas := b.win.Canvas()
	canvas.Focus(b.w.pages["reports"].First())
	if !b.w.pages["reports"].(*reportsPage).Do("search") {
		t.Fatal("no search")
	}
	for _, c := range "who owes" {
		canvas.Focused().TypedRune(c)
	}
	if r.List.Len() != 1 {
		t.Fatalf("%d reports found", r.List.Len())
	}
	canvas.Focus(b.w.pages["reports"].First())
	canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if r.Info.Name != "aging" || r.Result == nil {
		t.Fatalf("Enter opened %q", r.Info.Name)
	}
	g, ok := canvas.Focused().(*kit.Grid)
	if !ok || g.Len() != r.Result.List.Len() {
		t.Errorf("the keyboard is in %T", canvas.Focused())
	}
	b.tabs("reports.day", "reports.asof", "reports.client", "reports.matter", "reports.responsible")
	box, ok := kit.Find(canvas, "reports.picture/bar:0")
	if !ok || !strings.Contains(box.Text, "Current") {
		t.Errorf("the first bar says %q", box.Text)
	}
	if !b.w.do("back") || r.Info.Name != "" {
		t.Error("back does not lead to the catalogue")
	}
}

// manyCosts is a firm with one client and 5,000 costs, with long names.
func manyCosts(t *testing.T) *apptest.Office {
	t.Helper()
	o := apptest.New(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx := t.Context()
	_, err := o.AddTimekeeper(ctx, app.AddTimekeeper{Code: "RMD", FirstName: "Ruth M.", LastName: "Dunne", Class: "PARTNR", StandardRate: "325.00"})
	must(err)
	_, err = o.AddClient(ctx, app.AddClient{Code: "900", Name: "The Worshipful Company of Very Patient Bondholders of the Northern Harbours Ltd"})
	must(err)
	_, err = o.AddMatter(ctx, app.AddMatter{Code: "900-01", Client: "900", Name: "Arbitration under the second supplemental indenture of 18 June 2026, all phases", Responsible: "RMD", OpenedOn: "2026-01-05"})
	must(err)
	var b strings.Builder
	b.WriteString("date,matter,code,units,unit_price,description,kind,vendor\n")
	for i := range 5000 {
		day := o.Today().AddDays(-i % 150)
		fmt.Fprintf(&b, "%s,900-01,E101,%d,0.10,Copies of exhibit %d,%s,Harbour Copy and Print of the Northern Quarter\n", day, i%90+1, i+1, []string{"hard", "soft"}[i%2])
	}
	_, err = o.Import(ctx, app.Import{Kind: "expenses", Name: "costs.csv", Data: strings.NewReader(b.String())})
	must(err)
	return o
}

func TestReportOfFiveThousandRows(t *testing.T) {
	o := manyCosts(t)
	for _, theme := range []string{"light", "dark"} {
		b := open(t, o, "", theme, 1366, 768)
		r := b.reports("report unbilled-costs")
		if r.Result == nil || r.Result.List.Len() != 5000 {
			t.Fatalf("%q", r.Fault)
		}
		b.fits()
		b.shot("reports-5000-" + theme)
		r.Result.List.SortBy("amount", true)
		r.Result.SetSearch("exhibit 4999")
		if n := r.Result.List.Len(); n != 1 {
			t.Errorf("%d lines with exhibit 4999", n)
		}
		b.shot("reports-5000-found-" + theme)
		b.dashboard()
		b.fits()
		b.shot("dashboard-onlyone-" + theme)
		b.reports("report wip")
		b.fits()
		b.shot("reports-onlyone-" + theme)
		a := b.audit()
		a.List.Select(a.List.AllIDs()[:1])
		b.fits()
		b.shot("audit-import-" + theme)
	}
}
