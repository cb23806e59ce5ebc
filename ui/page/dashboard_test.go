package page

import (
	"testing"

	"fyne.io/fyne/v2"

	"matterbook/app/apptest"
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

func (b *bench) dashboard() *present.Dashboard {
	b.t.Helper()
	b.w.Frame().Go("dashboard", "")
	return b.w.Frame().Screen().(*present.Dashboard)
}

func TestDashboardPageFits(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, apptest.New(t), "", theme, width, height)
		b.dashboard()
		b.fits()
		b.shot("dashboard-empty-" + suffix)

		b = open(t, issued(t), "", theme, width, height)
		d := b.dashboard()
		b.fits()
		box, ok := kit.Find(b.win.Canvas(), "dashboard.months")
		if !ok {
			t.Fatal("no chart")
		}
		b.win.Canvas().Focus(box.Object.(fyne.Focusable))
		b.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
		b.shot("dashboard-full-" + suffix)
		d.SetOf("JLK")
		b.fits()
		b.shot("dashboard-one-" + suffix)
	})
}

// Every tile and bar opens the list behind it, by keys alone.
func TestDashboardLeadsToItsReports(t *testing.T) {
	b := open(t, issued(t), "", "light", 1366, 768)
	d := b.dashboard()
	for _, tile := range d.Tiles() {
		b.dashboard()
		box, ok := kit.Find(b.win.Canvas(), "dashboard."+tile.Key)
		if !ok {
			t.Fatalf("no tile %s", tile.Key)
		}
		b.win.Canvas().Focus(box.Object.(fyne.Focusable))
		b.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		r, ok := b.w.Frame().Screen().(*present.Reports)
		if !ok || r.Result == nil || r.Fault != "" {
			t.Errorf("%s leads to %v", tile.Key, b.w.Frame().Place())
		}
	}
	b.dashboard()
	box, _ := kit.Find(b.win.Canvas(), "dashboard.months")
	chart := box.Object.(*kit.Chart)
	b.win.Canvas().Focus(chart)
	chart.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if chart.TextShown() == "" {
		t.Error("the bar is not read out")
	}
	chart.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	r, ok := b.w.Frame().Screen().(*present.Reports)
	if !ok || r.Info.Name != "invoice-register" || r.Result.Table.From.String() != "2026-06-01" {
		t.Errorf("the bar leads to %v", b.w.Frame().Place())
	}
	b.dashboard()
	b.w.pages["dashboard"].(*dashboardPage).top.OnActivate(0, 1)
	if r = b.w.Frame().Screen().(*present.Reports); r.Info.Name != "aging" || r.Ask.Client.Key == "" {
		t.Errorf("the client leads to %s %+v", r.Info.Name, r.Ask)
	}
}
