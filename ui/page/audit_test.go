package page

import (
	"testing"

	"fyne.io/fyne/v2"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

func (b *bench) audit() *present.Audit {
	b.t.Helper()
	b.w.Frame().Go("audit", "")
	return b.w.Frame().Screen().(*present.Audit)
}

func TestAuditPageFits(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, apptest.New(t), "", theme, width, height)
		b.audit()
		b.fits()
		b.shot("audit-empty-" + suffix)

		o := issued(t)
		budget, instructions := "4000.00", "Bill by task code.\nNo travel."
		if _, err := o.SetMatter(t.Context(), app.SetMatter{Code: "100-01", Budget: &budget, Instructions: &instructions}); err != nil {
			t.Fatal(err)
		}
		b = open(t, o, "", theme, width, height)
		a := b.audit()
		b.fits()
		b.shot("audit-full-" + suffix)
		a.List.Select(a.List.AllIDs()[:1])
		b.fits()
		b.shot("audit-line-" + suffix)
		a.List.Select(a.List.AllIDs()[3:4])
		b.fits()
		b.shot("audit-new-" + suffix)
		a.Verify()
		b.fits()
		b.shot("audit-checks-" + suffix)
	})
}

// The log is searched, read and left by keys alone.
func TestAuditByKeys(t *testing.T) {
	b := open(t, issued(t), "", "light", 1366, 768)
	a := b.audit()
	canvas := b.win.Canvas()
	b.tabs("audit.search", "audit.user", "audit.act", "audit.from", "audit.to", "audit.grid")
	canvas.Focus(b.w.pages["audit"].First())
	canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if a.Line.Seq == 0 {
		t.Fatal("the line under the cursor shows nothing")
	}
	if _, ok := kit.Find(canvas, "audit.jump"); !ok {
		t.Error("no panel")
	}
	if !b.w.do("back") || a.Line.Seq != 0 {
		t.Error("Escape leaves the panel open")
	}
}
