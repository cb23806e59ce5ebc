package page

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

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
