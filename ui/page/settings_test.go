package page

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"matterbook/app"
	"matterbook/app/firm"
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

func (b *bench) settings() *present.Settings {
	b.t.Helper()
	b.w.Frame().Go("settings", "")
	return b.w.Frame().Screen().(*present.Settings)
}

func TestSettingsFit(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		o := lively(t)
		ctx := context.Background()
		for _, x := range []app.AddOffice{{Code: "PDX", Name: "Portland", Address: firm.Address{Line1: "41 Harbor Street, Suite 300", City: "Portland", Region: "OR", Postcode: "97201"}, Phone: "503 555 0142"},
			{Code: "SEA", Name: "A branch whose name takes nearly all of the eighty characters that a name may take here"}} {
			if _, err := o.AddOffice(ctx, x); err != nil {
				t.Fatal(err)
			}
		}
		for _, r := range []app.AddRate{{Scope: "matter", Key: "300-01", Timekeeper: "RMD", Rate: "350.00", From: "2026-01-01"}, {Scope: "client", Key: "300", Class: "ASSOC", Rate: "210.00"}, {Scope: "firm", Activity: "A109", Rate: "95.00"}} {
			if _, err := o.AddRate(ctx, r); err != nil {
				t.Fatal(err)
			}
		}
		b := open(t, o, "", theme, width, height)
		m := b.settings()
		for _, s := range m.Sections() {
			m.Choose(s.ID)
			b.fits()
			b.shot("settings-" + s.ID + "-" + suffix)
			if l := m.List(s.ID); l != nil && l.Len() > 0 {
				l.Select(l.AllIDs()[:1])
				m.Do("edit")
				b.fits()
				b.shot("settings-" + s.ID + "-edit-" + suffix)
				m.Escape()
			}
		}
		m.Choose(present.SetFirm)
		m.Form.Set("email", "nobody")
		m.Form.Set("increment", "0.3")
		b.fits()
		b.shot("settings-firm-fault-" + suffix)
		m.Choose(present.SetRates)
		m.StartWhich()
		m.Side.In("matter").Matter.Pick(present.Choice{Noun: "matter", Key: "300-01", Text: "300-01  Harbor lease dispute"})
		m.Side.Set("timekeeper", "RMD")
		b.fits()
		b.shot("settings-which-" + suffix)
		m.Choose(present.SetBook)
		m.Verify()
		b.fits()
		b.shot("settings-verify-" + suffix)
		m.Escape()
		m.StartClose()
		b.fits()
		b.shot("settings-close-" + suffix)

		b = open(t, o, "jlk", theme, width, height)
		b.settings()
		b.fits()
		b.shot("settings-read-" + suffix)
	})
}

func TestSettingsByKeysAlone(t *testing.T) {
	b := open(t, lively(t), "", "light", 1366, 768)
	m := b.settings()
	b.win.Canvas().Focus(b.w.pages["settings"].First())
	b.keys(fyne.KeyDown)
	if m.Section != present.SetOffices {
		t.Fatalf("Down goes to %s", m.Section)
	}
	b.w.do("new")
	if m.Side == nil {
		t.Fatal("nothing was begun")
	}
	b.focus("settings.office.code")
	b.keys("PDX")
	b.focus("settings.office.name")
	b.keys("Portland")
	b.w.do("save")
	if l := m.List(present.SetOffices); m.Side != nil || l.Len() != 1 || len(l.Selection()) != 1 {
		t.Fatalf("saved %d offices, %v selected", l.Len(), l.Selection())
	}
	// The list has the keyboard again, and Enter opens the office.
	if _, ok := b.win.Canvas().Focused().(*kit.Grid); !ok {
		t.Errorf("the focus is on %T", b.win.Canvas().Focused())
	}
	b.keys(fyne.KeyReturn)
	if m.Side == nil || m.Side.Text("name") != "Portland" {
		t.Error("Enter does not open the office")
	}
}

// A key is given by pressing it in its field; one that is taken is named.
func TestAKeyIsGivenByPressingIt(t *testing.T) {
	b := open(t, lively(t), "", "light", 1366, 768)
	b.w.Frame().Go("settings", "setting keys")
	m := b.w.Frame().Screen().(*present.Settings)
	l := m.List(present.SetKeys)
	for _, r := range l.Rows() {
		if r.Key == "timer" {
			r.Open()
		}
	}
	box, ok := kit.Find(b.win.Canvas(), "settings.key.key")
	if !ok {
		t.Fatal("no field")
	}
	field := box.Object.(*kit.KeyCapture)
	b.win.Canvas().Focus(field)
	field.TypedShortcut(kit.MustChord("Ctrl+N").Shortcut())
	if f := m.Side.In("key"); f.Fault == "" || f.Text != "F5" {
		t.Errorf("Ctrl+N for the timer: %+v", f.Field)
	}
	field.TypedShortcut(kit.MustChord("Ctrl+Shift+B").Shortcut())
	if a, _ := b.shell.keys.Map.Get("timer"); a.Key != kit.MustChord("Ctrl+Shift+B") {
		t.Errorf("the timer is on %s", a.Key)
	}
	m.Side.Send()
	if a, _ := b.shell.keys.Map.Get("timer"); a.Key != kit.MustChord("F5") {
		t.Errorf("after the reset the timer is on %s", a.Key)
	}
}
