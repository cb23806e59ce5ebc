package present_test

import (
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/cal"
	"matterbook/app/trust"
	"matterbook/ui/present"
)

// june is the trust money of matter 100-01 from the worked month: 3,000.00 by
// wire, a check of 435.00, and 1,500.00 by a check not collected yet.
func june(t *testing.T) *desk {
	t.Helper()
	d := at(t, worked(t), "admin", "trust")
	s := d.trust()
	s.StartAccount()
	s.Side.Set("title", "Marlow & Dunne")
	if !strings.Contains(s.Side.In("title").Hint, "no word such as Trust") {
		t.Errorf("hint %q", s.Side.In("title").Hint)
	}
	s.Side.Set("title", "Client Trust Account (IOLTA)")
	s.Side.Set("number_last4", "44716")
	s.Side.Send()
	if s.Side == nil || s.Side.In("number_last4").Fault == "" {
		t.Fatal("more than four digits were kept")
	}
	s.Side.Set("number_last4", "4471")
	s.Side.Send()
	if s.Side != nil || s.Account != "IOLTA" {
		t.Fatalf("account: %+v", s.Side)
	}
	d.receive("100-01", "3000.00", "2026-06-01", "wire")
	d.pay("100-01", "435.00", "2026-06-05", "1089")
	d.receive("100-01", "1500.00", "2026-06-17", "check")
	return d
}

func (d *desk) pick(matter string) {
	d.t.Helper()
	in := d.trust().Side.In("matter")
	found, err := in.Matter.Search(d.t.Context(), matter)
	must(d.t, err)
	in.Matter.Pick(found[0])
}

func (d *desk) fill(pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		d.trust().Side.Set(pairs[i], pairs[i+1])
	}
}

func (d *desk) receive(matter, amount, date, instrument string) {
	d.t.Helper()
	s := d.trust()
	s.Do("trust.receipt")
	d.pick(matter)
	d.fill("amount", amount, "date", date, "party", "Anjali Devi", "purpose", "Advance for fees", "instrument", instrument)
	s.Side.Send()
	if s.Side != nil {
		d.t.Fatalf("receipt: %q %+v", s.Side.Fault, faults(s.Side))
	}
}

func (d *desk) pay(matter, amount, date, number string) {
	d.t.Helper()
	s := d.trust()
	s.Do("trust.payment")
	d.pick(matter)
	d.fill("amount", amount, "date", date, "party", "Clerk of Court", "purpose", "Filing fee", "reference", number)
	s.Side.Send()
	if s.Side != nil {
		d.t.Fatalf("payment: %q %+v", s.Side.Fault, faults(s.Side))
	}
}

func faults(f *present.SideForm) map[string]string {
	m := map[string]string{}
	for _, in := range f.Inputs {
		if in.Fault != "" {
			m[in.Path] = in.Fault
		}
	}
	return m
}

func TestTheTrustDeskBegins(t *testing.T) {
	d := at(t, apptest.New(t), "admin", "trust")
	s := d.trust()
	if e := s.Ledgers.Nothing(); e.Action != "Add a trust account" || !strings.Contains(e.Text, "below zero") {
		t.Errorf("an empty desk teaches: %+v", e)
	}
	s.Do("trust.receipt")
	if s.Side != nil || !strings.Contains(d.f.Status().Text, "Add a trust account first") {
		t.Errorf("status %q", d.f.Status().Text)
	}
	s.Ledgers.Nothing().Do()
	if s.Side == nil || s.Side.ID != "trust.account" {
		t.Fatal("the form of the account did not open")
	}
}

func TestWhatALedgerHoldsStandsBeneathTheAmount(t *testing.T) {
	d := june(t)
	s := d.trust()
	if got := figure(s.Figures(), "book"); got != "$4,065.00" {
		t.Errorf("book %s", got)
	}
	if row := s.Ledgers.Rows()[0]; row.Available() != 256500 || row.Uncleared != 150000 {
		t.Errorf("ledger %+v", row)
	}
	// The card is newest first, each line with the balance after it.
	if l := s.Lines.Values(); len(l) != 3 || l[0].Balance != 406500 || l[2].Balance != 300000 {
		t.Errorf("card %+v", l)
	}
	s.Do("trust.payment")
	f := s.Side
	if f.Text("matter") != "100-01" {
		t.Errorf("the chosen ledger is proposed: %q", f.Text("matter"))
	}
	check := func(date, book, available string) {
		t.Helper()
		f.Set("date", date)
		x := f.In("amount").Figures
		if figure(x, "book") != book || figure(x, "available") != available {
			t.Errorf("on %s: %+v", date, x)
		}
	}
	check("2026-06-18", "4,065.00", "2,565.00")
	check("2026-06-02", "3,000.00", "2,565.00") // the check of the 5th must still be borne
	check("2026-06-30", "4,065.00", "4,065.00") // collected by then

	f.Set("date", "2026-06-18")
	d.fill("amount", "2565.01", "party", "Expert", "purpose", "Report", "reference", "1090")
	f.Send()
	if want := "Only 2,565.00 is available: book 4,065.00, uncleared 1,500.00, held 0.00."; f.In("amount").Fault != want {
		t.Errorf("refused with %q", f.In("amount").Fault)
	}
	f.Set("reference", "1089")
	f.Set("amount", "2565.00")
	f.Send()
	if f.In("reference").Fault == "" {
		t.Error("a check number was used twice")
	}
	d.fill("party", "cash", "purpose", "", "reference", "1090")
	f.Send()
	if x := faults(f); x["party"] == "" || x["purpose"] == "" {
		t.Errorf("all faults at once: %v", x)
	}
	d.fill("party", "Expert", "purpose", "Report", "how", "eft")
	f.Send()
	if f.In("authorised_by").Fault == "" || f.In("authorised_by").Hidden || f.In("reference").Label != "Confirmation number" {
		t.Errorf("a transfer needs an authoriser: %+v", faults(f))
	}
	f.Set("authorised_by", "R. M. Dunne")
	f.Send()
	if s.Side != nil || s.Ledgers.Rows()[0].Available() != 0 {
		t.Errorf("posted: %+v %+v", faults(f), s.Ledgers.Rows())
	}
	d.o.Sound()
}

func TestHoldsAndReversalsAtTheDesk(t *testing.T) {
	d := june(t)
	s := d.trust()
	s.Do("trust.hold")
	d.fill("amount", "2000", "reason", "Fee dispute", "claimant", "Client")
	s.Side.Send()
	if s.Ledgers.Rows()[0].Available() != 56500 || !strings.Contains(s.HoldText(), "2,000.00") {
		t.Fatalf("held: %q %+v", s.HoldText(), s.Ledgers.Rows()[0])
	}
	s.Do("trust.release")
	s.Side.Send()
	if s.Side == nil || s.Side.In("reason").Fault == "" {
		t.Error("released on nobody's authority")
	}
	s.Side.Set("reason", "Settled by letter")
	s.Side.Send()
	if s.HoldText() != "" || s.Ledgers.Rows()[0].Available() != 256500 {
		t.Error("not released")
	}
	// The check the bank has not paid is voided, after the question.
	var checkLine trust.LedgerLine
	for _, l := range s.Lines.Values() {
		if l.Kind == trust.Check {
			checkLine = l
		}
	}
	s.Do("trust.reverse")
	if s.Side != nil {
		t.Fatal("reversed nothing in particular")
	}
	s.Lines.Select([]int64{checkLine.TxnID})
	s.Do("trust.reverse")
	if s.Side == nil || s.Side.Title != "Void check 1089" {
		t.Fatalf("%+v", s.Side)
	}
	s.Side.Send()
	if s.Side.In("reason").Fault == "" {
		t.Error("voided without a reason")
	}
	s.Side.Set("reason", "Lost in the mail")
	d.s.Yes = false
	s.Side.Send()
	if s.Ledgers.Rows()[0].Book != 406500 {
		t.Error("voided without a yes")
	}
	d.s.Yes = true
	s.Side.Send()
	if s.Ledgers.Rows()[0].Book != 450000 {
		t.Errorf("book %d after the void", s.Ledgers.Rows()[0].Book)
	}
	// What the bank cleared.
	s.Lines.Select([]int64{s.Lines.Values()[1].TxnID})
	s.Do("trust.clear")
	s.Side.Set("date", "2026-06-18")
	s.Side.Send()
	if s.Side != nil || s.Ledgers.Rows()[0].Uncleared != 0 {
		t.Errorf("cleared: %+v", s.Ledgers.Rows()[0])
	}
	d.o.Sound()
}

func TestTheCushionPaysTheBank(t *testing.T) {
	d := june(t)
	s := d.trust()
	s.Do("trust.charge")
	d.fill("amount", "18.00", "date", "2026-06-12", "party", "Cascade Bank")
	s.Side.Send()
	if s.Side == nil || s.Side.In("amount").Fault == "" {
		t.Fatal("a charge was paid from nothing")
	}
	s.Escape()
	s.Do("trust.cushion")
	d.fill("amount", "250.00", "date", "2026-06-01")
	s.Side.Send()
	s.Do("trust.charge")
	d.fill("amount", "18.00", "date", "2026-06-12", "party", "Cascade Bank")
	s.Side.Send()
	if got := figure(s.Figures(), "cushion"); got != "$232.00" {
		t.Errorf("cushion %s", got)
	}
	for _, f := range s.Figures() {
		if f.Key == "cushion" && f.Tone != present.Warn {
			t.Error("above the ceiling of 200.00 and nobody is told")
		}
	}
	s.Do("trust.cushion")
	d.fill("direction", "out", "amount", "232.01")
	s.Side.Send()
	if s.Side == nil || s.Side.In("amount").Fault == "" {
		t.Error("more than the cushion was taken out")
	}
	d.o.Sound()
}

func TestTrustPaysAnInvoiceThatWasSent(t *testing.T) {
	d := june(t)
	s := d.trust()
	run, err := d.d.RunPreBills(t.Context(), app.RunPreBills{Through: cal.MustParse("2026-06-02")})
	must(t, err)
	done, err := d.d.Finalize(t.Context(), app.Finalize{PreBills: []int64{run.Taken[0].ID}})
	must(t, err)
	s.Do("trust.apply")
	f := s.Side
	if f.Text("invoice") != done[0].Number || !strings.Contains(f.In("invoice").Choices[0].Text, "not sent yet") {
		t.Fatalf("choices %+v", f.In("invoice").Choices)
	}
	f.Send()
	if f.In("invoice").Fault == "" {
		t.Error("drawn for a bill the client does not have")
	}
	_, err = d.d.SendInvoice(t.Context(), app.SendInvoice{Number: done[0].Number, How: "mail"})
	must(t, err)
	f.Set("amount", "260.01")
	f.Send()
	if f.In("amount").Fault == "" {
		t.Error("drawn more than is owed")
	}
	f.Set("amount", "")
	f.Send()
	if s.Side != nil || s.Ledgers.Rows()[0].Book != 406500-26000 {
		t.Fatalf("%+v %+v", faults(f), s.Ledgers.Rows()[0])
	}
	if text := d.f.Status().Text; !strings.Contains(text, "$260.00 drawn for invoice "+done[0].Number) {
		t.Errorf("status %q", text)
	}
	d.o.Sound()
}

func TestTheProofAtTheDesk(t *testing.T) {
	d := june(t)
	s := d.trust()
	s.StartProof()
	p := s.Proof
	p.Set("as_of", "2026-06-18")
	if p.Result != nil {
		t.Error("proved without a statement")
	}
	p.Set("statement", "0.00")
	if text, tone := p.Verdict(); tone != present.Good || p.Result == nil || len(p.Items.Rows()) != 3 {
		t.Fatalf("nothing cleared yet agrees with an empty statement: %s, %d items", text, len(p.Items.Rows()))
	}
	// The bank shows the wire and the check.
	p.Set("statement", "2565.00")
	if _, tone := p.Verdict(); tone != present.Bad || len(p.Remarks()) == 0 {
		t.Error("a difference is not shown")
	}
	var ids []int64
	for _, i := range p.Items.Rows() {
		if i.Date < cal.MustParse("2026-06-10") {
			ids = append(ids, i.TxnID)
		}
	}
	p.Items.Select(ids)
	p.Clear()
	if text, tone := p.Verdict(); tone != present.Good || len(p.Items.Rows()) != 1 {
		t.Errorf("%s, %d items", text, len(p.Items.Rows()))
	}
	sides := p.Sides()
	if sides[0].Total.Value != "4,065.00" || sides[1].Total.Value != "4,065.00" || sides[2].Total.Value != "4,065.00" {
		t.Errorf("%+v", sides)
	}
	p.Set("statement", "")
	if p.Result != nil || len(p.Items.Rows()) != 0 {
		t.Error("a proof without a statement stays on the screen")
	}
	if !s.Escape() || s.Proof != nil {
		t.Error("Escape does not close the proof")
	}
}

func TestWhoMayOnlyRead(t *testing.T) {
	d := june(t)
	amy := at(t, d.o, "amy", "trust")
	s := amy.trust()
	if len(s.Ledgers.Rows()) != 1 {
		t.Fatal("the auditor sees no ledger")
	}
	s.Do("trust.receipt")
	amy.fill("amount", "1.00", "party", "X", "purpose", "Y")
	s.Side.Send()
	if s.Side == nil || !strings.Contains(s.Side.Fault, "auditor") {
		t.Errorf("the auditor posted: %+v", s.Side)
	}
}
