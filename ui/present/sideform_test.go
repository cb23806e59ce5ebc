package present_test

import (
	"strings"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/ui/present"
)

func receipt(t *testing.T, s *seat) *present.Trust {
	t.Helper()
	s.frame.Go("trust", "")
	d := s.frame.Screen().(*present.Trust)
	d.StartReceipt()
	if d.Side == nil {
		t.Fatal("no form")
	}
	s.run.Advance(0)
	return d
}

func office(t *testing.T) *apptest.Office {
	t.Helper()
	o := apptest.New(t).Seed()
	_, err := o.AddTrustAccount(t.Context(), app.AddTrustAccount{Code: "IOLTA", Title: "Client trust account", Kind: "pooled"})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestAFormClosedByEscapeIsOfferedAgain(t *testing.T) {
	o := office(t)
	s := sit(t, o, "admin", present.TrustRoute.Any())
	d := receipt(t, s)
	d.Side.Set("amount", "1250")
	d.Side.Set("party", "Anjali Devi")
	s.frame.Back()
	if d.Side != nil {
		t.Fatal("Escape leaves the form open")
	}
	s.said("What you typed is kept")

	// Another window of the same user, another day.
	o.Clock.Advance(24 * time.Hour)
	again := receipt(t, sit(t, o, "admin", present.TrustRoute.Any()))
	if got := again.Side.Kept(); !strings.Contains(got, "18 Jun 2026") {
		t.Errorf("offered with %q", got)
	}
	if again.Side.Text("amount") != "" {
		t.Error("it was put in without being asked for")
	}
	again.Side.TakeKept()
	if again.Side.Text("amount") != "1250" || again.Side.Text("party") != "Anjali Devi" || again.Side.Kept() != "" {
		t.Errorf("put back: %q %q", again.Side.Text("amount"), again.Side.Text("party"))
	}
	again.Side.Close()
	if third := receipt(t, sit(t, o, "admin", present.TrustRoute.Any())); third.Side.Kept() != "" {
		t.Error("what was given up with Cancel is offered still")
	}
}

func TestTypingIsKeptBeforeAnyoneCloses(t *testing.T) {
	o := office(t)
	s := sit(t, o, "admin", present.TrustRoute.Any())
	d := receipt(t, s)
	d.Side.Set("purpose", "Advance for fees")
	s.run.Advance(3 * time.Second) // the power goes
	if again := receipt(t, sit(t, o, "admin", present.TrustRoute.Any())); again.Side.Kept() == "" {
		t.Error("three seconds of rest, and nothing is kept")
	}
	d.Side.Restore()
	if d.Side.Text("purpose") != "" || d.Side.Changed() {
		t.Errorf("restored to %q", d.Side.Text("purpose"))
	}
	if again := receipt(t, sit(t, o, "admin", present.TrustRoute.Any())); again.Side.Kept() != "" {
		t.Error("what was undone is offered")
	}
}

func TestWhatWasSentIsNotOffered(t *testing.T) {
	o := office(t)
	s := sit(t, o, "admin", present.TrustRoute.Any())
	d := receipt(t, s)
	f := d.Side
	f.In("matter").Matter.Pick(present.Choice{Noun: "matter", Key: "100-01", Text: "100-01  Devi", ID: 1})
	f.Set("amount", "x")
	s.run.Advance(3 * time.Second)
	f.Send()
	if d.Side == nil || f.In("amount").Fault == "" {
		t.Fatal("an amount that is none was posted")
	}
	f.Set("amount", "900")
	f.Set("party", "Anjali Devi")
	f.Set("purpose", "Advance")
	s.run.Advance(3 * time.Second)
	f.Send()
	if d.Side != nil {
		t.Fatalf("not posted: %s %s", f.Fault, f.In("amount").Fault)
	}
	s.run.Advance(3 * time.Second)
	if again := receipt(t, sit(t, o, "admin", present.TrustRoute.Any())); again.Side.Kept() != "" {
		t.Error("a form that was sent is offered again")
	}
}

func TestAFieldIsCheckedAfterAPauseNotWhileTyping(t *testing.T) {
	s := sit(t, office(t), "admin", present.TrustRoute.Any())
	f := receipt(t, s).Side
	f.Set("amount", "12,")
	f.Set("amount", "12,x")
	if f.In("amount").Fault != "" {
		t.Error("told in the middle of typing")
	}
	s.run.Advance(time.Second)
	if f.In("amount").Fault == "" {
		t.Error("nobody is told that this is no amount")
	}
	f.Set("amount", "12,5")
	if f.In("amount").Fault != "" {
		t.Error("the fault speaks of the text before")
	}
	f.Set("amount", "1,250.00")
	s.run.Advance(time.Second)
	if got := f.In("amount").Fault; got != "" {
		t.Errorf("1,250.00 is refused: %s", got)
	}
	f.Set("amount", "abc")
	f.Left("amount") // Tab is as good as a pause
	if f.In("amount").Fault == "" {
		t.Error("left with a wrong amount")
	}
}

func TestAFormThatMovesMoneyShowsWhatTheMatterHas(t *testing.T) {
	s := sit(t, office(t), "admin", present.TrustRoute.Any())
	f := receipt(t, s).Side
	f.In("matter").Matter.Pick(present.Choice{Noun: "matter", Key: "100-01", Text: "100-01  Devi", ID: 1})
	var keys []string
	for _, x := range f.In("matter").Figures {
		keys = append(keys, x.Key)
	}
	if got := strings.Join(keys, " "); got != "wip ar trust" {
		t.Errorf("beneath the matter stand %q", got)
	}
}
