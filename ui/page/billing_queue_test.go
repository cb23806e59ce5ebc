package page

import (
	"testing"

	"fyne.io/fyne/v2"

	"matterbook/app/bill"
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

func TestTheQueueHasItsOwnKeys(t *testing.T) {
	b := open(t, issued(t), "", "light", 1366, 768)
	s := b.billing()
	grid := b.w.pages["billing"].First()
	b.win.Canvas().Focus(grid)
	b.keys(fyne.KeyHome, "h")
	if s.Side == nil || s.Side.ID != "billing.hold" || s.Side.Text("reason") != "" {
		t.Fatal("H does not ask why it waits, or is typed into the answer")
	}
	b.keys("wait", fyne.KeyReturn)
	if s.CountOf(present.QueueHeld) != 1 {
		t.Fatalf("not on hold: %+v", s.Side)
	}
	b.win.Canvas().Focus(grid)
	b.keys("F")
	if s.Side == nil || s.Side.ID != "billing.finalize" || s.Side.In("sum").Figures[0].Value != "2" {
		t.Fatalf("Shift+F asks for %+v", s.Side)
	}
	s.Escape()
	b.win.Canvas().Focus(grid)
	b.keys("w")
	if s.Side == nil || s.Side.ID != "billing.forward" {
		t.Error("W does not forward")
	}
	s.Escape()
	b.win.Canvas().Focus(grid)
	b.keys(fyne.KeyHome, fyne.KeyDown, "p")
	if s.Bill == nil || b.win.Canvas().Focused() != fyne.Focusable(b.w.pages["billing"].(*billingPage).bill.view.sheets) {
		t.Error("P does not bring the keyboard to the page")
	}
	first := s.Bill.ID
	b.w.do("next") // Alt+Down
	if s.Bill.ID == first {
		t.Error("Alt+Down stays on the pre-bill")
	}
	b.w.do("previous")
	if s.Bill.ID != first {
		t.Error("Alt+Up does not go back to it")
	}
}

func TestANumberTypedInTheLinesBeginsACommand(t *testing.T) {
	b := open(t, issued(t), "", "light", 1366, 768)
	s := b.billing()
	for _, r := range s.Queue.Rows() {
		if r.Status == bill.PreBillOpen {
			s.OpenPreBill(r.ID)
		}
	}
	p := s.Bill
	fees, first := p.Draft.Totals.Fees, p.View.Lines[0].Now.Amount
	v := b.w.pages["billing"].(*billingPage).bill
	b.win.Canvas().Focus(v.grid)
	b.keys("1 nc training", fyne.KeyReturn)
	if p.Command.Fault != "" || p.Draft.Totals.Fees != fees-first || v.command.Text != "" {
		t.Errorf("%q: fees %d, were %d; %q is left", p.Command.Fault, p.Draft.Totals.Fees, fees, v.command.Text)
	}
	// Find on the page by the key of search, when the page has the keyboard.
	b.win.Canvas().Focus(v.view.sheets)
	b.w.do("search")
	if !v.view.find.open {
		t.Error("the page is not searched")
	}
	b.win.Canvas().Focus(v.grid)
	b.w.do("search")
	if b.win.Canvas().Focused() != fyne.Focusable(v.command) {
		t.Error("the lines are not searched by their command")
	}
}

func TestARunIsUntickedAndMadeByKeys(t *testing.T) {
	o := issued(t)
	b := open(t, o, "", "light", 1366, 768)
	s := b.billing()
	s.Queue.Select(s.Queue.AllIDs())
	s.StartDiscard()
	s.Side.Set("reason", "again")
	s.Side.Send()
	s.SaveRun(present.SavedRun{Name: "All of it", Through: present.ThroughToday})
	b.w.drawPage()
	if _, there := kit.Find(b.win.Canvas(), "billing.saved.1"); !there {
		t.Fatal("the kept run is not at hand")
	}
	s.OpenRun("All of it")
	v := s.Review
	n := v.List.Len()
	if v == nil || n < 3 || len(v.Ticked) != n {
		t.Fatalf("takes %d, ticked %d", n, len(v.Ticked))
	}
	page := b.w.pages["billing"].(*billingPage).review
	b.win.Canvas().Focus(page.grid)
	b.keys(fyne.KeyHome)
	page.grid.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if len(v.Ticked) != n-1 {
		t.Fatalf("Space leaves %d ticked of %d", len(v.Ticked), n)
	}
	b.keys(fyne.KeyReturn)
	if s.Review != nil || len(s.Queue.Rows()) != n-1 {
		t.Errorf("%d pre-bills made of %d", len(s.Queue.Rows()), n-1)
	}
}

func TestOutboxPagesFit(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, issued(t), "", theme, width, height)
		b.w.Frame().Go("outbox", "")
		o := b.w.Frame().Screen().(*present.Outbox)
		o.Folder = t.TempDir()
		b.fits()
		b.shot("outbox-" + suffix)
		o.StartRule("100")
		b.fits()
		b.shot("outbox-rule-" + suffix)
		o.Escape()
		o.Deliver()
		if o.Outcome == nil || o.Outcome.Failed() == 0 {
			t.Fatal("delivered without papers or a printer")
		}
		b.fits()
		b.shot("outbox-failed-" + suffix)
	})
}
