package present_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/trust"
	"matterbook/ui/present"
)

// matched is the trust money of June in the book, the bank's file of it, and the
// reconciliation open on 18 June.
func bankDesk(t *testing.T, file string) (*desk, *present.Proof) {
	t.Helper()
	d := june(t)
	d.pay("100-01", "60.00", "2026-06-08", "1090")
	d.pay("100-01", "60.00", "2026-06-09", "1091")
	s := d.trust()
	s.StartProof()
	p := s.Proof
	p.Set("as_of", "2026-06-18")
	path := filepath.Join(t.TempDir(), "june.csv")
	must(t, os.WriteFile(path, []byte(file), 0o600))
	d.s.Path = path
	p.Import()
	return d, p
}

const juneBank = "date,amount,reference,description,balance\n2026-06-02,3000.00,,WIRE IN,3000.00\n2026-06-08,-435.00,1089,CHECK,2565.00\n" +
	"2026-06-10,-60.00,,CHECK,2505.00\n2026-06-15,-18.00,,SERVICE CHARGE,2487.00\n2026-06-18,-60.00,1091,CHECK,2427.00\n"

func TestAStatementIsImportedMatchedAndProved(t *testing.T) {
	d, p := bankDesk(t, juneBank)
	if text := d.f.Status().Text; !strings.Contains(text, "5 lines of the bank imported") {
		t.Fatalf("status %q", text)
	}
	if p.Statement.Text != "2427.00" || p.Result == nil {
		t.Errorf("the bank's balance was not taken from its file: %q", p.Statement.Text)
	}
	p.Match()
	if len(p.Bank.Rows()) != 1 && len(p.Bank.Rows()) != 2 {
		t.Fatalf("left at the bank: %+v", p.Bank.Rows())
	}
	p.ShowAll(true)
	states := map[string]int{}
	for _, r := range p.Bank.Rows() {
		states[fmt.Sprint(r.MatchID != 0)]++
	}
	if states["true"] < 3 || len(p.Bank.Rows()) != 5 {
		t.Errorf("with what is matched: %v", states)
	}
	p.ShowAll(false)
	p.AcceptAll()
	if rows := p.Bank.Rows(); len(rows) != 1 || rows[0].Amount != -1800 {
		t.Fatalf("left: %+v", rows)
	}
	// The charge is not in the book: the clue mends it.
	rows := p.Findings.Rows()
	if len(rows) == 0 || !rows[0].Grave || !strings.Contains(rows[0].Text, "charged 18.00") {
		t.Fatalf("findings %+v", rows)
	}
	if why := p.CanSign(); !strings.Contains(why, "do not agree") {
		t.Errorf("may be signed: %q", why)
	}
	p.Findings.Select([]int64{rows[0].No})
	p.Mend()
	s := d.trust()
	if s.Side == nil || s.Side.ID != "trust.charge" || s.Side.Text("amount") != "18.00" || s.Side.Text("date") != "2026-06-15" {
		t.Fatalf("the form of the charge: %+v", s.Side)
	}
	s.Side.Send() // the cushion is empty: refused, and nothing is hidden
	if s.Side == nil || s.Side.In("amount").Fault == "" {
		t.Fatal("a charge was posted from an empty cushion")
	}
	s.Escape()
	s.StartCushion()
	d.fill("amount", "50.00", "date", "2026-06-14")
	s.Side.Send()
	p.Findings.Select([]int64{1})
	p.Mend()
	s.Side.Send()
	if s.Side != nil {
		t.Fatalf("%q %+v", s.Side.Fault, faults(s.Side))
	}
	p.Match()
	if len(p.Bank.Rows()) != 0 {
		t.Errorf("the charge is not matched: %+v", p.Bank.Rows())
	}
}

func TestTicksOnBothSidesMatch(t *testing.T) {
	d, p := bankDesk(t, strings.Replace(juneBank, "2026-06-10,-60.00,,CHECK,2505.00\n2026-06-15,-18.00,,SERVICE CHARGE,2487.00\n2026-06-18,-60.00,1091,CHECK,2427.00\n", "2026-06-12,-120.00,,TWO CHECKS,2445.00\n", 1))
	p.Match()
	if len(p.Bank.Rows()) != 1 || len(p.Book.Rows()) != 3 {
		t.Fatalf("left %d and %d", len(p.Bank.Rows()), len(p.Book.Rows()))
	}
	line := p.Bank.Rows()[0].ID
	p.Enter(line)
	if text := d.f.Status().Text; !strings.Contains(text, "Space") {
		t.Errorf("Enter with nothing ticked says %q", text)
	}
	var checks []int64
	for _, r := range p.Book.Rows() {
		if r.Amount == -6000 {
			checks = append(checks, r.TxnID)
		}
	}
	p.Bank.Select([]int64{line})
	p.Book.Select(checks[:1])
	if f, ready := p.Chosen(); ready || f[2].Value != "-60.00" || f[2].Tone != present.Bad {
		t.Errorf("one of two checks: %v %+v", ready, f)
	}
	p.Enter(line)
	if text := d.f.Status().Text; !strings.Contains(text, "differ by -60.00") {
		t.Errorf("status %q", text)
	}
	p.Book.Select(checks)
	if _, ready := p.Chosen(); !ready {
		t.Error("both sides agree and cannot be matched")
	}
	// Another act of the account, as of somebody else, leaves the ticks.
	d.f.Do("reload")
	if _, ready := p.Chosen(); !ready {
		t.Error("reading anew unticked what was ticked")
	}
	p.Enter(line)
	if len(p.Bank.Rows()) != 0 || len(p.Book.Rows()) != 1 || len(p.Bank.Selection())+len(p.Book.Selection()) != 0 {
		t.Fatalf("left %+v %+v", p.Bank.Rows(), p.Book.Rows())
	}
	// And back.
	p.ShowAll(true)
	p.Bank.Select([]int64{line})
	p.Untie()
	if got := p.Bank.Rows(); got[0].ID != line || got[0].MatchID != 0 {
		t.Errorf("not taken back: %+v", got)
	}
}

func TestAProofIsSignedReviewedAndReopened(t *testing.T) {
	d := june(t)
	s := d.trust()
	s.StartProof()
	p := s.Proof
	p.Set("as_of", "2026-06-18")
	p.Set("statement", "100.00")
	p.StartSlip()
	s.Side.Set("text", "A deposit of another client")
	s.Side.Send()
	if s.Side != nil || p.Result == nil || !p.Result.Balanced() || len(p.Result.BankErrors) != 1 {
		t.Fatalf("with the slip of the bank counted it agrees: %+v", p.Result)
	}
	p.DropSlips()
	if p.Result.Balanced() {
		t.Error("a slip that was dropped still counts")
	}
	p.Set("statement", "0.00")
	d.s.Yes = true
	p.Sign()
	if len(d.s.Questions) == 0 || !strings.Contains(d.f.Status().Text, "closed through") {
		t.Fatalf("status %q", d.f.Status().Text)
	}
	rows := p.Past.Rows()
	if len(rows) != 1 || rows[0].Status != app.ReconBalanced || rows[0].ReviewByMe {
		t.Fatalf("signed: %+v", rows)
	}
	if s.Accounts[0].ClosedThrough != cal.MustParse("2026-06-18") {
		t.Error("the period is not closed")
	}
	for _, c := range s.Commands() {
		if c.ID == "trust.review" && c.Off == "" {
			t.Error("who signed may review")
		}
	}
	p.Reopen()
	s.Side.Send()
	if s.Side == nil || s.Side.In("reason").Fault == "" {
		t.Error("reopened without a reason")
	}
	s.Side.Set("reason", "A deposit was left out")
	s.Side.Send()
	if got := p.Past.Rows()[0]; got.ReopenBy == 0 || !got.Live() {
		t.Errorf("asked: %+v", got)
	}
}

func (twoPapers) ProofPDF(p trust.ProofPaper) ([]byte, error) {
	return []byte("proof of " + p.Code + ", " + p.Status), nil
}

func (twoPapers) RequestPDF(list ...trust.RequestPaper) ([]byte, error) {
	return fmt.Appendf(nil, "%d letters", len(list)), nil
}

func TestLettersBelowTheFloor(t *testing.T) {
	d := june(t)
	floor, target := "5000.00", "6000.00"
	m, err := app.Read(t.Context(), d.d, func(q app.Query) (firm.Matter, error) { return q.MatterByCode("100-01") })
	must(t, err)
	_, err = d.d.SetMatter(t.Context(), app.SetMatter{Code: "100-01", Version: m.RowVersion, TrustFloor: &floor, TrustTarget: &target})
	must(t, err)
	s := d.trust()
	s.Do("trust.below")
	v := s.Floor
	if v == nil || len(v.Below.Rows()) != 1 || len(v.Ticked()) != 1 {
		t.Fatalf("%+v", v)
	}
	v.Letters()
	if s.Outcome == nil || len(s.Outcome.Rows) != 1 || !strings.Contains(s.Outcome.Rows[0].Item, "TR-2026-0001") {
		t.Fatalf("%+v", s.Outcome)
	}
	if len(v.Requests.Rows()) != 1 || len(v.Ticked()) != 0 {
		t.Errorf("what was asked is still ticked: %+v", v.Ticked())
	}
	if text := d.f.Status().Text; !strings.Contains(text, "1 request made") {
		t.Errorf("status %q", text)
	}
	v.Requests.Select([]int64{v.Requests.Rows()[0].ID})
	v.StartEnd()
	s.Side.Send()
	if s.Side == nil || s.Side.In("reason").Fault == "" {
		t.Error("withdrawn without a reason")
	}
	for range 2 { // the form, then the desk
		if !s.Escape() {
			t.Error("Escape has nothing to close")
		}
	}
	if s.Floor != nil {
		t.Error("Escape does not go back to the ledgers")
	}
}
