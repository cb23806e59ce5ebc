package present_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/bill"
	"matterbook/app/money"
	"matterbook/ui/present"
	"matterbook/ui/present/presenttest"
)

// desk is a window on a seeded book, at the billing or trust screen.
type desk struct {
	t   *testing.T
	o   *apptest.Office
	run *presenttest.Runner
	s   *presenttest.Surface
	f   *present.Frame
	d   *app.Desk // the window's own: acts through it are heard
}

// twoPapers writes papers a test can read.
type twoPapers struct{ app.Papers }

func (twoPapers) InvoicePDF(inv bill.Invoice) ([]byte, error) {
	return []byte("pdf of " + inv.Number + " " + inv.Totals.Total.Plain(inv.Currency)), nil
}
func (twoPapers) MailDraft(m bill.Mail) ([]byte, error) { return []byte("to " + m.To), nil }
func (twoPapers) StatementPDF(s bill.Statement) ([]byte, error) {
	return []byte("statement of " + s.Client.Code), nil
}
func (twoPapers) DepositPDF(d bill.DepositSlip) ([]byte, error) {
	return []byte("slip of " + d.Total.Plain(d.Currency)), nil
}
func (twoPapers) ReminderPDF(r bill.Reminder) ([]byte, error) {
	return []byte("reminder of " + r.Client.Code), nil
}
func (twoPapers) LEDES1998B(inv bill.Invoice) ([]byte, error) {
	return []byte("ledes of " + inv.Number), nil
}

func at(t *testing.T, o *apptest.Office, user, route string) *desk {
	t.Helper()
	d := &desk{t: t, o: o, run: &presenttest.Runner{}, s: &presenttest.Surface{Yes: true}}
	var err error
	if d.d, err = app.Open(o.Store(), o.Clock, twoPapers{}).SignIn(t.Context(), user); err != nil {
		t.Fatal(err)
	}
	d.f = present.NewFrame(d.d, d.run, d.s, []present.AnyRoute{present.BillingRoute.Any(), present.InvoicesRoute.Any(), present.PaymentsRoute.Any(), present.ReceivablesRoute.Any(), present.TrustRoute.Any()})
	d.f.Start(func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	})
	t.Cleanup(d.f.Close)
	d.f.Go(route, "")
	return d
}

func (d *desk) billing() *present.Billing { return d.f.Screen().(*present.Billing) }
func (d *desk) trust() *present.Trust     { return d.f.Screen().(*present.Trust) }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// worked records the work of the worked invoice (fees 2,190.50 as it came:
// line 6 is written down by a test) on matter 100-01.
func worked(t *testing.T) *apptest.Office {
	t.Helper()
	o := apptest.New(t).Seed()
	for _, x := range []struct{ date, who, hours, nc string }{
		{"2026-06-02", "RMD", "0.8", ""}, {"2026-06-04", "JLK", "2.3", ""}, {"2026-06-05", "PAS", "1.1", ""}, {"2026-06-09", "RMD", "1.4", ""},
		{"2026-06-10", "JLK", "0.5", "NC"}, {"2026-06-16", "JLK", "1.9", ""}, {"2026-06-17", "RMD", "0.4", ""}, {"2026-06-17", "JLK", "0.4", ""}, {"2026-06-17", "PAS", "1.0", ""},
	} {
		_, err := o.AddTime(t.Context(), app.AddTime{Matter: "100-01", Timekeeper: x.who, Date: x.date, Hours: x.hours, Narrative: "Work of " + x.date + " by " + x.who, Billable: x.nc})
		must(t, err)
	}
	for _, x := range []app.AddExpense{
		{Date: "2026-06-05", Code: "E101", Kind: "soft", Units: "84", UnitPrice: "0.10", Description: "Copies"},
		{Date: "2026-06-11", Code: "E113", Kind: "hard", Units: "1", UnitPrice: "95.00", Description: "Process server"},
		{Date: "2026-06-12", Code: "E106", Kind: "hard", Units: "1", UnitPrice: "62.50", Description: "Online research"},
	} {
		x.Matter = "100-01"
		_, err := o.AddExpense(t.Context(), x)
		must(t, err)
	}
	return o
}

func (d *desk) runPreBills() *present.Billing {
	d.t.Helper()
	b := d.billing()
	if !b.Do("new") || b.Side == nil {
		d.t.Fatal("the run form did not open")
	}
	b.Side.Send()
	if b.Review == nil {
		d.t.Fatalf("the run was not shown: %q", b.Side.Fault)
	}
	b.Do("billing.make")
	return b
}

func figure(list []present.Figure, key string) string {
	for _, f := range list {
		if f.Key == key {
			return f.Value
		}
	}
	return "(none)"
}

func TestTheWorkedInvoiceInTheWindow(t *testing.T) {
	d := at(t, worked(t), "admin", "billing")
	b := d.runPreBills()
	if b.Outcome == nil || len(b.Queue.Rows()) != 1 || b.Outcome.Failed() != 0 {
		t.Fatalf("run: %+v, queue %d", b.Outcome, len(b.Queue.Rows()))
	}
	if !strings.Contains(b.Outcome.Title, "1 pre-bill made") {
		t.Errorf("title %q", b.Outcome.Title)
	}
	b.Outcome.Rows[0].Do()
	p := b.Bill
	if p == nil || !p.Loaded || p.Draft == nil {
		t.Fatal("the pre-bill did not open with its page")
	}
	if p.Draft.Totals.Fees != 219050 || !p.Draft.Draft || p.Draft.Number != "" {
		t.Errorf("draft %+v", p.Draft.Totals)
	}
	// Line 6 is written down to 1.5 hours; it waits for its reason.
	before := p.Draft
	no := p.View.Lines[5].No
	if text, ok := p.CellText(no, "billed"); !ok || text != "1.90" {
		t.Errorf("cell %q %v", text, ok)
	}
	if err := p.EditCell(no, "billed", "1.x"); err == nil || p.Pending != nil {
		t.Errorf("unreadable hours taken: %v", err)
	}
	must(t, p.EditCell(no, "billed", "1.5"))
	if p.Pending == nil || p.Draft != before {
		t.Fatal("money changed before its reason")
	}
	p.Accept(" ")
	if p.Pending == nil || p.Pending.Reason.Fault == "" {
		t.Error("saved without a reason")
	}
	p.Accept("2")
	if p.Pending != nil || p.Draft == before || p.Draft.Totals.Fees != 209450 {
		t.Fatalf("after the write-down: %+v", p.Draft.Totals)
	}
	if l := p.View.Lines[5]; l.Reason != "Duplicate effort" || l.Now.Units != 15000 || l.Was.Units != 19000 {
		t.Errorf("line %+v", l)
	}
	if p.LastReason() != "Duplicate effort" || p.Reasons()[0] != "Duplicate effort" {
		t.Errorf("reasons %v", p.Reasons())
	}
	// Courtesy discount of 80.00 by the form beside the page.
	p.StartDetails()
	b.Side.Set("discount", "80")
	b.Side.Send()
	if b.Side != nil || p.Draft.Totals.Total != 218040 {
		t.Fatalf("total %d, want 2,180.40", p.Draft.Totals.Total)
	}
	for key, want := range map[string]string{"hours": "8.90", "fees": "2,094.50", "discount": "-80.00", "costs": "165.90", "realization": "87.19 %", "total": "$2,180.40"} {
		if got := figure(p.Totals(), key); got != want {
			t.Errorf("%s %s, want %s", key, got, want)
		}
	}
	// Why of a line names the person, the rule of the rate and the change.
	p.SetLine(no)
	if why := strings.Join(p.Why, " "); !strings.Contains(why, "Keller") || !strings.Contains(why, "240.00") || !strings.Contains(why, "Duplicate effort") || !strings.Contains(why, "456.00") {
		t.Errorf("why: %s", why)
	}
	// Numbered only when the form that says what it comes to is sent.
	b.StartFinalize()
	if !b.Side.Danger || b.Side.Submit != "Number 1 invoice" || figure(b.Side.In("sum").Figures, "total") != "$2,180.40" {
		t.Fatalf("the form asks %q for %+v", b.Side.Submit, b.Side.In("sum").Figures)
	}
	if list, _ := d.d.PreBills(t.Context(), app.PreBillFilter{Live: true}); len(list) != 1 {
		t.Error("numbered without a yes")
	}
	b.Side.Send()
	if b.Bill != nil || b.Outcome == nil || !strings.Contains(b.Outcome.Title, "$2,180.40") {
		t.Fatalf("outcome %+v", b.Outcome)
	}
	number := strings.Fields(b.Outcome.Rows[0].Item)[0]
	// Files into a folder, twice the same.
	folder := filepath.Join(t.TempDir(), "bills")
	write := func() []byte {
		b.StartWrite([]string{number})
		b.Side.Set("folder", folder)
		b.Side.Tick("ledes1998b", true)
		b.Side.Send()
		if b.Side != nil {
			t.Fatalf("not written: %q", b.Side.Fault)
		}
		out, err := os.ReadFile(filepath.Join(folder, number+".pdf"))
		must(t, err)
		return out
	}
	first := write()
	if string(first) != "pdf of "+number+" 2180.40" || !bytes.Equal(first, write()) {
		t.Errorf("paper %q", first)
	}
	entries, err := os.ReadDir(folder)
	must(t, err)
	if len(entries) != 2 {
		t.Errorf("files %v", entries)
	}
	b.StartSend([]string{number})
	b.Side.Send()
	inv, err := app.Read(t.Context(), d.d, func(q app.Query) (bill.Invoice, error) { return q.InvoiceByNumber(number) })
	must(t, err)
	if inv.Status != bill.Sent || inv.Totals.Total != 218040 {
		t.Errorf("invoice %+v", inv.Status)
	}
	d.o.Sound()
}

func TestLinesByKeyAndByCommand(t *testing.T) {
	d := at(t, worked(t), "admin", "billing")
	b := d.runPreBills()
	b.OpenPreBill(b.Queue.AllIDs()[0])
	p := b.Bill
	p.Lines.Select([]int64{1, 3})
	p.Mark("nc")
	if p.Pending == nil || p.Pending.Title != "2 lines at no charge" {
		t.Fatalf("pending %+v", p.Pending)
	}
	p.Accept("client relations")
	if p.Draft.Totals.Fees != 219050-26000-12650 {
		t.Errorf("fees %d", p.Draft.Totals.Fees)
	}
	if !strings.Contains(d.f.Status().Text, "$386.50") {
		t.Errorf("status %q says not what was written down", d.f.Status().Text)
	}
	d.f.Do("undo")
	if p.Draft.Totals.Fees != 219050 {
		t.Errorf("undone: fees %d", p.Draft.Totals.Fees)
	}
	for _, c := range []struct {
		text string
		fees money.Amount
		ok   bool
	}{
		{"6 h 1.5 duplicate effort", 209450, true},
		{"6 back as recorded", 219050, true},
		{"1,2 wo training", 219050 - 26000 - 55200, true},
		{"1-2 ok after all", 219050, true},
		{"9 a 100 rounding", 219050 - 1500, true},
		{"9 x", 219050 - 1500, false},
		{"77 nc no such line", 219050 - 1500, false},
		{"2 nc", 219050 - 1500, false}, // no reason
		{"2 nc training\n99 nc training", 219050 - 1500, false},
	} {
		ok := p.RunCommand(c.text)
		failed := p.Command.Fault != ""
		if failed == c.ok || c.ok && !ok {
			t.Errorf("%q: fault %q", c.text, p.Command.Fault)
		}
		if p.Draft.Totals.Fees != c.fees {
			t.Errorf("%q: fees %d, want %d", c.text, p.Draft.Totals.Fees, c.fees)
		}
	}
	// A set amount is undone to the exact cent.
	must(t, p.EditCell(9, "amount", "99.99"))
	p.Accept("rounding")
	p.Undo()
	if l := p.View.Lines[8]; l.Now.Amount != 10000 {
		t.Errorf("undone to %d, want 100.00", l.Now.Amount)
	}
	// Text needs no reason; hold keeps the line off the page.
	must(t, p.EditCell(2, "text", "Draft answer"))
	if p.Pending != nil || p.View.Lines[1].Now.Text != "Draft answer" {
		t.Error("text was not saved at once")
	}
	p.Lines.Select([]int64{2})
	p.Mark("hold")
	p.Accept("waits for the expert")
	if p.DraftLine(2) != 0 || p.DraftLine(4) == 0 || p.LineOfDraft(p.DraftLine(4)) != 4 {
		t.Errorf("lines of the page: 2 is %d, 4 is %d", p.DraftLine(2), p.DraftLine(4))
	}
	// Escape gives up the innermost thing first.
	p.Lines.Select([]int64{4})
	p.Mark("wo")
	if !b.Escape() || p.Pending != nil || b.Bill == nil {
		t.Error("Escape left more than the waiting edit")
	}
	if !b.Escape() || b.Bill != nil || b.Escape() {
		t.Error("Escape does not lead back to the queue")
	}
	d.o.Sound()
}

func TestMovingALineReprices(t *testing.T) {
	d := at(t, worked(t), "admin", "billing")
	b := d.runPreBills()
	b.OpenPreBill(b.Queue.AllIDs()[0])
	p := b.Bill
	p.Lines.Select([]int64{1})
	p.StartTransfer()
	f := b.Side
	f.Send()
	if f.In("matter").Fault == "" {
		t.Error("moved nowhere")
	}
	found, err := f.In("matter").Matter.Search(t.Context(), "100-02")
	must(t, err)
	f.In("matter").Matter.Pick(found[0])
	f.Set("reason", "belongs to the lease advice")
	f.Send()
	if b.Side != nil || p.Draft.Totals.Fees != 219050-26000 {
		t.Fatalf("fees %d; %q", p.Draft.Totals.Fees, f.Fault)
	}
	if p.View.Lines[0].Action != bill.LineTransferred {
		t.Errorf("line %+v", p.View.Lines[0])
	}
	if _, ok := p.CellText(1, "text"); ok {
		t.Error("a moved line can be edited")
	}
}

func TestApprovedPreBillsAreLocked(t *testing.T) {
	d := at(t, worked(t), "admin", "billing")
	b := d.runPreBills()
	b.Queue.Select(b.Queue.AllIDs())
	b.Do("billing.approve")
	if b.Outcome != nil || b.Queue.Rows()[0].Status != bill.PreBillApproved {
		t.Fatalf("approve: %+v", b.Outcome)
	}
	b.Queue.Select(b.Queue.AllIDs())
	b.Do("billing.approve")
	if b.Outcome == nil || b.Outcome.Failed() != 1 || !strings.Contains(b.Outcome.Rows[0].Text, "approved already") {
		t.Fatalf("approved twice: %+v", b.Outcome)
	}
	b.OpenPreBill(b.Queue.AllIDs()[0])
	p := b.Bill
	if p.Locked() == "" {
		t.Fatal("not locked")
	}
	if _, ok := p.CellText(1, "billed"); ok {
		t.Error("a cell of an approved pre-bill can be edited")
	}
	p.Lines.Select([]int64{1})
	p.Mark("nc")
	if p.Pending != nil || d.f.Notice().Text == "" {
		t.Error("marked though approved")
	}
	b.Do("prebill.unapprove")
	if p.Locked() != "" {
		t.Errorf("still locked: %s", p.Locked())
	}
}

func TestFinalizeListsWhatCannotBeIssued(t *testing.T) {
	o := worked(t)
	for range 2 {
		_, err := o.AddTime(t.Context(), app.AddTime{Matter: "100-02", Timekeeper: "RMD", Date: "2026-06-17", Hours: "1.0", Narrative: "Advice"})
		must(t, err)
	}
	d := at(t, o, "admin", "billing")
	b := d.runPreBills()
	var second int64
	for _, r := range b.Queue.Rows() {
		if r.Matter == "100-02" {
			second = r.ID
		}
	}
	holder := "Ruth M. Dunne"
	_, err := d.d.SetPreBill(t.Context(), app.SetPreBill{PreBill: second, Holder: &holder})
	must(t, err)
	b.Queue.Select(b.Queue.AllIDs())
	b.StartFinalize()
	b.Side.Send()
	if b.Outcome == nil || b.Outcome.Failed() != 1 || !strings.HasPrefix(b.Outcome.Title, "Nothing was numbered") || len(b.Outcome.Actions) != 1 {
		t.Fatalf("outcome %+v", b.Outcome)
	}
	b.Outcome.Actions[0].Do()
	b.Side.Send()
	if b.Outcome == nil || b.Outcome.Failed() != 0 || len(b.Outcome.Rows) != 1 {
		t.Fatalf("without them: %+v", b.Outcome)
	}
	b.Do("billing.discard")
	b.Queue.Select(b.Queue.AllIDs())
	b.StartDiscard()
	b.Side.Send()
	if b.Side == nil || b.Side.In("reason").Fault == "" {
		t.Fatal("discarded without a reason")
	}
	b.Side.Set("reason", "client left")
	b.Side.Send()
	if len(b.Queue.Rows()) != 0 {
		t.Errorf("queue %d", len(b.Queue.Rows()))
	}
	d.o.Sound()
}

func TestTheNewestAnswerIsShown(t *testing.T) {
	d := at(t, worked(t), "admin", "billing")
	b := d.runPreBills()
	b.OpenPreBill(b.Queue.AllIDs()[0])
	p := b.Bill
	d.run.Hold = true
	p.Reload()
	_, err := d.d.MarkUpPreBill(t.Context(), app.MarkUpPreBill{PreBill: p.ID, Text: "6 h 1.5 duplicate effort"})
	must(t, err)
	p.Reload()
	d.run.Hold = false
	d.run.Release(true) // the older answer comes last
	if p.Draft.Totals.Fees != 209450 {
		t.Errorf("an older page replaced the newer: fees %d", p.Draft.Totals.Fees)
	}
}

func TestLateWorkIsOffered(t *testing.T) {
	o := worked(t)
	d := at(t, o, "admin", "billing")
	b := d.runPreBills()
	b.OpenPreBill(b.Queue.AllIDs()[0])
	_, err := d.d.AddTime(t.Context(), app.AddTime{Matter: "100-01", Timekeeper: "RMD", Date: "2026-06-18", Hours: "1.0", Narrative: "Late"})
	must(t, err)
	if s := b.Bill.LateWork(); !strings.Contains(s, "$325.00") {
		t.Fatalf("late work %q", s)
	}
	b.Do("prebill.late")
	if b.Bill.LateWork() != "" || b.Bill.Draft.Totals.Fees != 219050+32500 {
		t.Errorf("late %q fees %d", b.Bill.LateWork(), b.Bill.Draft.Totals.Fees)
	}
}

func TestTheQueueSaysWhatItShows(t *testing.T) {
	o := worked(t)
	_, err := o.AddTime(t.Context(), app.AddTime{Matter: "100-02", Timekeeper: "RMD", Date: "2026-06-17", Hours: "1.0", Narrative: "Advice"})
	must(t, err)
	d := at(t, o, "admin", "billing")
	b := d.billing()
	if e := b.Queue.Empty(); e.Action != "Run pre-bills" {
		t.Errorf("an empty queue teaches: %+v", e)
	}
	d.runPreBills()
	text, totals := b.Queue.Totals()
	if text != "2 pre-bills" || totals["total"] != "2,681.40" {
		t.Errorf("foot %q %v", text, totals)
	}
	b.SetSearch("lease")
	if len(b.Queue.AllIDs()) != 1 {
		t.Errorf("search %d", len(b.Queue.AllIDs()))
	}
	b.SetSearch("nothing of the kind")
	if e := b.Queue.Empty(); e.Action != "Show all" {
		t.Errorf("%+v", e)
	} else {
		e.Do()
	}
	b.Queue.SortBy("total", true)
	if rows := b.Queue.Values(); rows[0].Total < rows[1].Total {
		t.Error("not sorted by the bill")
	}
	b.OpenPreBill(b.Queue.AllIDs()[0])
	b.Next(1)
	if b.Bill.ID != b.Queue.AllIDs()[1] {
		t.Error("next did not open the next")
	}
	// Nobody but billing people may run; the refusal stands on the form.
	tom := at(t, o, "tom", "billing")
	x := tom.billing()
	x.StartRun()
	x.Side.Send()
	if x.Side == nil || x.Side.Fault == "" {
		t.Error("the trust user ran pre-bills")
	}
}
