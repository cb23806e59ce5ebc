package page

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"matterbook/app"
	"matterbook/ui/present"
)

// statement imports what the bank says of the office's June: one line for two
// entries, one for one, one for none.
func statement(t *testing.T, b *bench) *present.Trust {
	t.Helper()
	day := b.w.Frame().Today()
	text := "date,amount,reference,description,balance\n" +
		day.AddDays(-24).String() + ",5000.00,,WIRE BRIGHTWATER,5000.00\n" +
		day.AddDays(-22).String() + ",200.00,,FROM OPERATING,5200.00\n" + day.AddDays(-20).String() + ",2500.00,,WIRE IN,7700.00\n" +
		day.AddDays(-15).String() + ",12500.00,,WIRE AINSLEY,20200.00\n" + day.AddDays(-5).String() + ",-453.00,,FEES,19747.00\n"
	if _, err := b.w.Frame().Desk().Import(t.Context(), app.Import{Kind: "bank", Name: "june.csv", Data: strings.NewReader(text), Account: "IOLTA"}); err != nil {
		t.Fatal(err)
	}
	b.w.Frame().Go("trust", "")
	s := b.w.Frame().Screen().(*present.Trust)
	s.StartProof()
	s.Proof.Set("as_of", day.String())
	s.Proof.Match()
	return s
}

// The two columns are worked by keys alone: Space ticks on both sides, Enter matches.
func TestMatchingByKeys(t *testing.T) {
	b := open(t, issued(t), "", "light", 1366, 768)
	s := statement(t, b)
	p := s.Proof
	if len(p.Bank.Rows()) != 1 || len(p.Book.Rows()) != 3 {
		t.Fatalf("left %+v and %+v", p.Bank.Rows(), p.Book.Rows())
	}
	b.focus("trust.bank")
	b.keys(fyne.KeyHome, fyne.KeySpace)
	if f, ready := p.Chosen(); ready || f[0].Value != "-453.00" {
		t.Fatalf("Space ticked nothing: %+v", f)
	}
	b.focus("trust.book")
	b.keys(fyne.KeyHome, fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
	if f, ready := p.Chosen(); !ready {
		t.Fatalf("both sides do not agree: %+v", f)
	}
	b.keys(fyne.KeyReturn)
	if len(p.Bank.Rows()) != 0 || len(p.Book.Rows()) != 1 {
		t.Fatalf("Enter matched nothing: %d and %d left", len(p.Bank.Rows()), len(p.Book.Rows()))
	}
	if p.Result == nil || !p.Result.Balanced() {
		t.Errorf("the proof: %+v", p.Running())
	}
}

func TestReconciliationPagesFit(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, issued(t), "", theme, width, height)
		s := statement(t, b)
		for _, step := range []string{present.StepMatch, present.StepProve, present.StepSign} {
			s.Proof.SetStep(step)
			b.fits()
			b.shot("trust-" + step + "-" + suffix)
		}
		s.Proof.SetStep(present.StepProve)
		s.Proof.StartSlip()
		b.fits()
		s.Escape()
		s.StartFloor()
		b.fits()
		b.shot("trust-floor-" + suffix)
	})
}
