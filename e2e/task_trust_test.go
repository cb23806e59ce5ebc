//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// lastMonth is the month that a bookkeeper reconciles now: its first and last day.
func lastMonth() (first, last time.Time) {
	now := time.Now()
	first = time.Date(now.Year(), now.Month()-1, 1, 0, 0, 0, 0, time.UTC)
	return first, first.AddDate(0, 1, -1)
}

// Task 12: letters to the clients of all matters below their floor. From the
// trust desk: the list, then the letters.
func TestTaskBelowFloorRequests(t *testing.T) {
	h := NewHome(t)
	book := h.Firm()
	h.Ctl("import", "matters", h.Write("evergreen.csv", "code,client,name,responsible,trust_floor,trust_target\n100-03,100,Devi: appeal,RMD,1000.00,3000.00\n200-02,200,Castellan: lease,RMD,2000.00,5000.00\n200-03,200,Castellan: tax,RMD,500.00,500.00\n"), "--book", book)
	h.Ctl("trust", "account", "add", "--book", book, "--code", "IOLTA", "--title", "Dunne & Keller Client Trust Account", "--last4", "4471")
	today := time.Now().Format("2006-01-02")
	for matter, amount := range map[string]string{"100-03": "640.00", "200-02": "1999.99", "200-03": "500.00"} {
		h.Ctl("trust", "receive", "--book", book, "--account", "IOLTA", "--matter", matter, "--amount", amount, "--date", today, "--party", "The client", "--purpose", "Advance", "--instrument", "wire")
	}
	d := h.Start(book)
	d.WaitFocus("today.matter")
	d.Key("ctrl+4")
	d.Wait("trust.ledgers")
	d.WaitText("trust.ledgers", "")
	k := d.Task(12, "Below-floor retainer requests", 2)
	k.Click("trust.below.button")
	d.WaitText("trust.below/footer", "2 matters below their floor")
	k.Click("trust.letters.button")
	d.WaitText("outcome.text", "asked from")
	k.Done()
	d.Shot("task-12")
	d.Quit()

	var got struct {
		Requests []struct{ Matter, Amount, Status string }
	}
	if err := json.Unmarshal([]byte(h.Ctl("trust", "requests", "--book", book, "--json")), &got); err != nil {
		t.Fatal(err)
	}
	asked := map[string]string{}
	for _, r := range got.Requests {
		asked[r.Matter] = r.Amount + " " + r.Status
	}
	if len(asked) != 2 || asked["100-03"] != "2360.00 open" || asked["200-02"] != "3000.01 open" {
		t.Errorf("asked: %v", asked)
	}
	if out := h.Ctl("report", "aging", "--book", book); strings.Contains(out, "100") {
		t.Errorf("a request became a receivable:\n%s", out)
	}
}

// sixty makes a month of about sixty items: checks that the bank tells by their
// number, receipts of amounts that stand alone, a deposit of three receipts, three
// receipts of one amount that need a look, and two payments the bank tells as one.
func sixty(h *Home) (journal, statement string) {
	first, _ := lastMonth()
	day := func(n int) string { return first.AddDate(0, 0, n-1).Format("2006-01-02") }
	var j, b strings.Builder
	j.WriteString("date,kind,account,matter,amount,party,purpose,instrument,reference,authorised_by\n")
	b.WriteString("date,amount,reference,description,balance\n")
	balance := 0
	type line struct {
		on   int
		text string
		sum  int
	}
	var lines []line
	bank := func(on int, ref, text string, cents int) {
		lines = append(lines, line{on, ref + "|" + text, cents})
	}
	money := func(c int) string {
		if c < 0 {
			return fmt.Sprintf("-%d.%02d", -c/100, -c%100)
		}
		return fmt.Sprintf("%d.%02d", c/100, c%100)
	}
	entry := func(on int, kind, matter string, cents int, party, ref, by string) {
		fmt.Fprintf(&j, "%s,%s,IOLTA,%s,%s,%s,Agreed,%s,%s,%s\n", day(on), kind, matter, money(cents), party, map[bool]string{true: "wire"}[kind == "receipt"], ref, by)
	}
	entry(1, "receipt", "100-01", 9_000_000, "Anjali Devi", "", "")
	bank(1, "", "WIRE IN", 9_000_000)
	for i := range 26 { // amounts that stand alone
		cents := 100_000 + i*1_217
		entry(2+i%14, "receipt", "200-01", cents, "Castellan LLC", "", "")
		bank(3+i%14, "", "DEPOSIT", cents)
	}
	for i := range 22 { // checks by their number
		cents := 20_000 + i%5*1_000
		entry(4+i%12, "check", "100-01", cents, "Clerk of Court", fmt.Sprint(1101+i), "")
		bank(8+i%12, fmt.Sprint(1101+i), "CHECK", -cents)
	}
	for i, c := range []int{31_111, 42_222, 53_333} { // one deposit
		entry(5, "receipt", []string{"100-01", "100-02", "200-01"}[i], c, "Various", "dep 7", "")
	}
	bank(6, "", "DEPOSIT", 31_111+42_222+53_333)
	for i := range 3 { // one amount, three times
		entry(16+i, "receipt", "100-02", 75_000, "Anjali Devi", "", "")
		bank(18+i, "", "DEPOSIT", 75_000)
	}
	entry(19, "eft", "100-01", 20_017, "Sheriff", "E1", "R. M. Dunne")
	entry(19, "eft", "100-01", 11_009, "Sheriff", "E2", "R. M. Dunne")
	bank(20, "", "COURT FEES", -31_026)
	for on := 1; on <= 25; on++ {
		for _, l := range lines {
			if l.on != on {
				continue
			}
			ref, text, _ := strings.Cut(l.text, "|")
			balance += l.sum
			fmt.Fprintf(&b, "%s,%s,%s,%s,%s\n", day(on), money(l.sum), ref, text, money(balance))
		}
	}
	return j.String(), b.String()
}

// Task 13: the reconciliation of a month of about sixty items: the statement is
// imported, the program matches what is sure, proposals are taken, what is left
// is ticked by hand, and the proof is signed.
func TestTaskMonthlyReconciliation(t *testing.T) {
	h := NewHome(t)
	book := h.Firm()
	journal, statement := sixty(h)
	h.Ctl("trust", "account", "add", "--book", book, "--code", "IOLTA", "--title", "Dunne & Keller Client Trust Account", "--last4", "4471")
	h.Ctl("import", "trust", h.Write("journal.csv", journal), "--book", book)
	file := h.Write("statement.csv", statement)
	d := h.Start(book)
	d.WaitFocus("today.matter")
	d.Key("ctrl+4")
	d.Wait("trust.ledgers")

	k := d.Task(13, "Monthly three-way reconciliation, about 60 items", 13)
	k.Click("trust.reconcile.button")
	d.Wait("trust.bank")
	k.Click("trust.import.button")
	d.WaitFocus("file.path")
	d.Key("ctrl+a")
	k.Fill(file, "Return")
	d.WaitText("status", "54 lines of the bank imported")
	k.Click("trust.match.button")
	d.WaitText("status", "50 matched")
	d.Shot("task-13-matched")
	k.Click("trust.accept.button")
	d.WaitText("status", "3 matched. Left: 1 at the bank, 2 in the book, 0 proposals")

	// What the bank tells as one is two payments of the book.
	var left struct {
		UnmatchedBank []struct{ ID int64 }    `json:"unmatched_bank"`
		UnmatchedBook []struct{ Entry int64 } `json:"unmatched_book"`
	}
	if err := json.Unmarshal([]byte(h.Ctl("trust", "match", "--book", book, "--account", "IOLTA", "--json")), &left); err != nil {
		t.Fatal(err)
	}
	if len(left.UnmatchedBank) != 1 || len(left.UnmatchedBook) != 2 {
		t.Fatalf("left: %+v", left)
	}
	k.Click(fmt.Sprintf("trust.bank/row:%d/check", left.UnmatchedBank[0].ID))
	for _, e := range left.UnmatchedBook {
		k.Click(fmt.Sprintf("trust.book/row:%d/check", e.Entry))
	}
	d.Until("both sides to agree", func() bool { return d.Find("trust.tie.button").Enabled })
	d.Shot("task-13-ticked")
	k.Key("Return")
	d.WaitText("status", "310.26 matched.")
	d.Until("nothing to be left", func() bool { return strings.Contains(d.Find("trust.bank/footer").Text, "0 lines open") })

	k.Click("trust.proof.steps/tab:sign")
	d.Until("the signature to be open", func() bool { return d.Find("trust.sign.button").Enabled })
	k.Click("trust.sign.button")
	d.Wait("ask")
	d.Shot("task-13-sign")
	k.Key("Tab") // Cancel has the focus first
	k.Key("Return")
	d.WaitText("status", "is closed through")
	k.Done()
	d.Shot("task-13")
	d.Quit()
	_, last := lastMonth()
	if out := h.Ctl("trust", "reconciliations", "--book", book, "--json"); !strings.Contains(out, `"status": "BALANCED"`) || !strings.Contains(out, last.Format("2006-01-02")) {
		t.Errorf("signed: %s", out)
	}
	if out := h.Ctl("verify", "--book", book); strings.Contains(out, "FAILS") {
		t.Errorf("verify:\n%s", out)
	}
}
