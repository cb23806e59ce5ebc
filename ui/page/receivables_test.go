package page

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

// chased is an office some months later, with calls noted, a promise broken and
// a dispute.
func chased(t testing.TB) *apptest.Office {
	t.Helper()
	o := issued(t)
	o.Clock.Advance(100 * 24 * time.Hour)
	ctx, why := context.Background(), "The hours of the mediation are not ours"
	for _, n := range []app.AddARNote{
		{Client: "100", Date: o.Today().AddDays(-40), Kind: "email", With: "Anjali Devi", Text: "Sent the statement again; she did not have it."},
		{Client: "100", Date: o.Today().AddDays(-12), With: "Anjali Devi", Text: "Was abroad. Pays half by the end of the week, the rest next month.", PromiseAmount: "2000", PromiseBy: o.Today().AddDays(-6),
			Next: &app.NextAction{On: o.Today(), Action: "Call again", User: "bea"}},
		{Client: "300", Kind: "letter", With: "Claims department", Text: "They dispute the mediation.", Dispute: &why, Next: &app.NextAction{On: o.Today().AddDays(5), Action: "Ask R. Dunne for the notes of the mediation"}},
	} {
		if _, err := o.AddARNote(ctx, n); err != nil {
			t.Fatal(err)
		}
	}
	return o
}

func (b *bench) receivables(arg string) *present.Receivables {
	b.t.Helper()
	b.w.Frame().Go("receivables", arg)
	return b.w.Frame().Screen().(*present.Receivables)
}

func TestReceivablePagesFit(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, chased(t), "", theme, width, height)
		v := b.receivables("receivable 100")
		b.fits()
		b.shot("receivables-" + suffix)
		v.Do("receivables.note")
		b.fits()
		b.shot("receivables-note-" + suffix)
		v.Escape()
		v.SetBy(app.ARByMatter)
		b.fits()
		b.shot("receivables-matter-" + suffix)
		v.SetBy(app.ARByClient)
		v.Do("receivables.run")
		b.fits()
		b.shot("receivables-run-" + suffix)
		v.Side.Set("folder", t.TempDir())
		v.Side.Send()
		b.fits()
		b.shot("receivables-outcome-" + suffix)
		v.Escape()
		v.Do("receivables.texts")
		b.fits()
		b.shot("receivables-texts-" + suffix)
		v.Escape()
		v.OpenStatement("100")
		b.fits()
		b.shot("statement-" + suffix)
		v.Paper.SetLetter(true)
		b.fits()
		b.shot("reminder-" + suffix)
	})
}

func TestReceivablePagesWithoutData(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, apptest.New(t), "", theme, width, height)
		b.receivables("")
		b.fits()
		b.shot("receivables-empty-" + suffix)
	})
}

// A call is noted with one letter, the words, and the key that saves.
func TestACallIsNotedByKeysAlone(t *testing.T) {
	b := open(t, chased(t), "", "light", 1366, 768)
	v := b.receivables("receivable 100")
	b.win.Canvas().Focus(b.w.pages["receivables"].First())
	b.keys("n")
	if v.Side == nil {
		t.Fatal("N opens no form")
	}
	if b.win.Canvas().Focused() == nil {
		t.Fatal("the form does not take the keyboard")
	}
	b.keys("Promised to pay on Monday")
	b.w.do("save")
	if v.Side != nil || v.Notes.Rows()[0].Text != "Promised to pay on Monday" {
		t.Errorf("not kept: %+v", v.Side)
	}
	if box, ok := kit.Find(b.win.Canvas(), "receivables.notes"); !ok || !box.Visible {
		t.Error("the notes are not in view")
	}
	b.keys(fyne.KeyEscape)
}
