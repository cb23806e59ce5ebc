package app_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/report"
	"matterbook/invoice/eml"
)

// sendable writes papers a test can read, messages as they are.
type sendable struct{ refuse string }

func (s *sendable) InvoicePDF(inv bill.Invoice) ([]byte, error) {
	return []byte("pdf " + inv.Number), nil
}
func (s *sendable) StatementPDF(bill.Statement) ([]byte, error) { return nil, nil }
func (s *sendable) DepositPDF(bill.DepositSlip) ([]byte, error) { return nil, nil }
func (s *sendable) ReminderPDF(bill.Reminder) ([]byte, error)   { return nil, nil }
func (s *sendable) MailDraft(m bill.Mail) ([]byte, error)       { return eml.Draft(m) }
func (s *sendable) Table(io.Writer, *report.Table, string, string) (report.Writer, error) {
	return nil, nil
}
func (s *sendable) LEDES1998B(inv bill.Invoice) ([]byte, error) {
	if s.refuse != "" {
		var check fault.Check
		check.Add(inv.Number+".lines[0].text", "ledes.too_long", "Invoice %s: %s", inv.Number, s.refuse)
		check.Add(inv.Number+".client_id", "ledes.required", "Invoice %s: CLIENT_ID is required and is blank.", inv.Number)
		return nil, check.Result("ledes.invoice", "The LEDES file")
	}
	return []byte("LEDES1998B[]\r\nHEAD[]\r\n20260618|" + inv.Number + "[]\r\n"), nil
}

// outbox is a billing desk whose papers can leave.
func outbox(t *testing.T) (billing, *app.Desk, *sendable) {
	t.Helper()
	b := billingDesk(t)
	papers := &sendable{}
	return b, must(app.Open(b.Store(), b.clock, papers).SignIn(ctx, ""))(t), papers
}

func (b billing) issued(matter string, n int) []string {
	var numbers []string
	for range n {
		b.time(matter, "RMD", "2026-06-01", "0.5", "Review file")
		numbers = append(numbers, b.invoice(matter).Number)
	}
	return numbers
}

func TestADeliveryRuleIsKeptAndItsFaultsAreNamed(t *testing.T) {
	_, d, _ := outbox(t)
	usual := must(d.Delivery(ctx, "DEVI"))(t)
	if usual.How != firm.ByMail || !usual.PDF || usual.RowVersion != 0 {
		t.Errorf("nothing was agreed, and it is %+v", usual)
	}
	_, err := d.SetDelivery(ctx, app.SetDelivery{Client: "DEVI", How: ptr("email")})
	apptest.Wants(t, err, "email.missing")
	_, err = d.SetDelivery(ctx, app.SetDelivery{Client: "DEVI", How: ptr("pigeon"), PDF: ptr(false), Address: ptr(strings.Repeat("x", 501))})
	var paths []string
	for _, f := range apptest.Faults(err) {
		paths = append(paths, f.Path)
	}
	if !slices.Equal(paths, []string{"how", "pdf", "address"}) {
		t.Errorf("the faults are of %v: %v", paths, err)
	}
	_, err = d.SetDelivery(ctx, app.SetDelivery{Client: "DEVI", How: ptr("email"), Address: ptr("claims at example")})
	apptest.Wants(t, err, "email.format")
	kept := must(d.SetDelivery(ctx, app.SetDelivery{Client: "DEVI", How: ptr("Email"), Address: ptr(" claims@devi.example ")}))(t)
	if kept.How != firm.ByEmail || kept.Address != "claims@devi.example" || kept.RowVersion != 1 {
		t.Errorf("%+v", kept)
	}
	must(d.SetDelivery(ctx, app.SetDelivery{Client: "DEVI", Version: 1, Note: ptr("PO 4451 in the subject")}))(t)
	_, err = d.SetDelivery(ctx, app.SetDelivery{Client: "DEVI", Version: 1, Note: ptr("late")})
	apptest.Wants(t, err, "delivery.changed")
	_, err = d.SetDelivery(ctx, app.SetDelivery{Client: "nobody"})
	apptest.Wants(t, err, "client.missing")
}

func TestTheOutboxListsWhatIsNotSent(t *testing.T) {
	b, d, papers := outbox(t)
	numbers := b.issued("DEVI-001", 3)
	must(d.SendInvoice(ctx, app.SendInvoice{Number: numbers[0], How: "mail"}))(t)
	must(d.VoidInvoice(ctx, app.VoidInvoice{Number: numbers[1], Reason: "twice"}))(t)
	must(d.SetDelivery(ctx, app.SetDelivery{Client: "DEVI", How: ptr("portal"), LEDES: ptr(true), Address: ptr("CounselGate")}))(t)
	papers.refuse = "line 1: TEXT has 20000 characters; the format allows 15360."
	rows := must(d.Outbox(ctx))(t)
	if len(rows) != 1 || rows[0].Number != numbers[2] || rows[0].To != "CounselGate" || rows[0].Rule.How != firm.ByPortal {
		t.Fatalf("%+v", rows)
	}
	f := rows[0].Faults
	if len(f) != 2 || f[0].Line != 1 || strings.Contains(f[0].Text, numbers[2]) || f[1].Noun != "client" || f[1].Key != "DEVI" {
		t.Errorf("faults %+v", f)
	}
	if got := must(d.CheckEBill(ctx, numbers[2]))(t); len(got) != 2 {
		t.Errorf("%+v", got)
	}
	b.time("DEVI-001", "RMD", "2026-06-02", "0.4", "Call")
	run := must(d.RunPreBills(ctx, app.RunPreBills{Matter: "DEVI-001"}))(t)
	pre := run.Taken[0].ID
	found := must(d.CheckPreBillsForEBilling(ctx, []int64{pre}))(t)
	if len(found[pre]) != 2 || found[pre][0].Line != 1 {
		t.Errorf("a pre-bill before it is numbered: %+v", found)
	}
	papers.refuse = ""
	if found := must(d.CheckPreBillsForEBilling(ctx, []int64{pre}))(t); len(found) != 0 {
		t.Errorf("a sound one: %+v", found)
	}
}

func TestBillsLeaveByTheClientsWay(t *testing.T) {
	b, d, papers := outbox(t)
	numbers := b.issued("DEVI-001", 2)
	dir := filepath.Join(t.TempDir(), "out", "today")
	ask := app.DeliverInvoices{Numbers: numbers, Dir: dir}

	mail := must(d.DeliverInvoices(ctx, ask))(t)
	if len(mail.Print) != 2 || mail.Draft != "" || mail.Rule.How != firm.ByMail {
		t.Errorf("by mail: %+v", mail)
	}
	must(d.SetDelivery(ctx, app.SetDelivery{Client: "DEVI", How: ptr("portal"), LEDES: ptr(true), PDF: ptr(false), Combined: ptr(true)}))(t)
	portal := must(d.DeliverInvoices(ctx, ask))(t)
	if len(portal.Files) != 1 || len(portal.Print) != 0 {
		t.Fatalf("by portal: %+v", portal)
	}
	joined := string(must(os.ReadFile(portal.Files[0].Path))(t))
	if want := "LEDES1998B[]\r\nHEAD[]\r\n20260618|" + numbers[0] + "[]\r\n20260618|" + numbers[1] + "[]\r\n"; joined != want {
		t.Errorf("the file of both is\n%q, want\n%q", joined, want)
	}
	must(d.SetDelivery(ctx, app.SetDelivery{Client: "DEVI", How: ptr("email"), PDF: ptr(true), LEDES: ptr(false), Address: ptr("claims@devi.example")}))(t)
	mailed := must(d.DeliverInvoices(ctx, ask))(t)
	draft := must(os.ReadFile(mailed.Draft))(t)
	if !bytes.Contains(draft, []byte("<claims@devi.example>")) || !bytes.Contains(draft, []byte(numbers[1]+".pdf")) || len(mailed.Print) != 0 {
		t.Errorf("by e-mail: %+v\n%s", mailed, draft)
	}
	for _, r := range must(d.Outbox(ctx))(t) {
		if r.Status != bill.Final {
			t.Errorf("%s is marked as sent before it has left", r.Number)
		}
	}

	// What cannot be an e-bill stops the group before anything is written.
	more := b.issued("DEVI-001", 1)
	papers.refuse = "line 1: no."
	must(d.SetDelivery(ctx, app.SetDelivery{Client: "DEVI", How: ptr("portal"), LEDES: ptr(true)}))(t)
	empty := filepath.Join(t.TempDir(), "none")
	if _, err := d.DeliverInvoices(ctx, app.DeliverInvoices{Numbers: more, Dir: empty}); fault.Code(err) != "ledes.invoice" {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(empty); err == nil {
		t.Error("a folder was made for nothing")
	}
	must(d.AddClient(ctx, app.AddClient{Code: "LEE", Name: "Lee"}))(t)
	must(d.AddMatter(ctx, app.AddMatter{Code: "LEE-001", Client: "LEE", Name: "Lease", Responsible: "RMD"}))(t)
	lee := b.issued("LEE-001", 1)
	_, err := d.DeliverInvoices(ctx, app.DeliverInvoices{Numbers: []string{numbers[0], lee[0]}, Dir: dir})
	apptest.Wants(t, err, "deliver.clients")
}

func TestAPreviewIsTheRunWithoutItsSave(t *testing.T) {
	b, d, _ := outbox(t)
	must(d.AddMatter(ctx, app.AddMatter{Code: "DEVI-002", Client: "DEVI", Name: "Will", Responsible: "JLK", PracticeArea: "Estates"}))(t)
	must(d.AddMatter(ctx, app.AddMatter{Code: "DEVI-003", Client: "DEVI", Name: "Trust", Responsible: "JLK", PracticeArea: "Estates"}))(t)
	b.time("DEVI-001", "RMD", "2026-06-01", "2.0", "Review file")
	b.time("DEVI-002", "JLK", "2026-06-01", "0.1", "Call")
	b.time("DEVI-003", "JLK", "2026-06-01", "1.0", "Draft")
	shown := func(run app.PreBillRun) (text string) {
		for _, x := range run.Taken {
			text += fmt.Sprintf("%s %s; ", x.Matter, (x.Fees + x.Costs).Plain(x.Currency))
		}
		for _, x := range run.Skipped {
			text += x.Matter + " " + x.Reason + "; "
		}
		return text
	}
	for _, c := range []struct {
		ask  app.RunPreBills
		want string
	}{
		{app.RunPreBills{}, "DEVI-001 650.00; DEVI-002 24.00; DEVI-003 240.00; "},
		{app.RunPreBills{Practice: "estates"}, "DEVI-002 24.00; DEVI-003 240.00; "},
		{app.RunPreBills{Threshold: "100"}, "DEVI-001 650.00; DEVI-003 240.00; DEVI-002 below the threshold: 24.00 of at least 100.00; "},
		{app.RunPreBills{Only: []string{"DEVI-003"}}, "DEVI-003 240.00; "},
		{app.RunPreBills{Attorney: "JLK", Through: cal.MustParse("2026-05-31")}, "DEVI-002 no unbilled work; DEVI-003 no unbilled work; "},
	} {
		before := must(d.Store().Book(ctx))(t).Head
		if got := shown(must(d.PreviewPreBills(ctx, c.ask))(t)); got != c.want {
			t.Errorf("%+v: %s, want %s", c.ask, got, c.want)
		}
		if must(d.Store().Book(ctx))(t).Head != before {
			t.Error("a preview was kept")
		}
	}
	ask := app.RunPreBills{Threshold: "100"}
	want := shown(must(d.PreviewPreBills(ctx, ask))(t))
	if got := shown(must(d.RunPreBills(ctx, ask))(t)); got != want {
		t.Errorf("the run did %s, the preview said %s", got, want)
	}
	_, err := d.PreviewPreBills(ctx, app.RunPreBills{Threshold: "much"})
	if f := apptest.Faults(err); len(f) != 1 || f[0].Path != "threshold" {
		t.Errorf("%v", err)
	}
}

func TestAPreBillThatWaitsIsNotIssued(t *testing.T) {
	b, d, _ := outbox(t)
	b.time("DEVI-001", "RMD", "2026-06-01", "2.0", "Review file")
	id := must(d.RunPreBills(ctx, app.RunPreBills{}))(t).Taken[0].ID
	_, err := d.HoldPreBill(ctx, app.HoldPreBill{PreBill: id})
	if f := apptest.Faults(err); len(f) != 1 || f[0].Path != "reason" {
		t.Errorf("%v", err)
	}
	_, err = d.HoldPreBill(ctx, app.HoldPreBill{PreBill: id, Go: true})
	apptest.Wants(t, err, "prebill.not_held")
	must(d.HoldPreBill(ctx, app.HoldPreBill{PreBill: id, Reason: "settlement pending"}))(t)
	_, err = d.Finalize(ctx, app.Finalize{PreBills: []int64{id}})
	apptest.Wants(t, err, "prebill.held")
	must(d.HoldPreBill(ctx, app.HoldPreBill{PreBill: id, Go: true}))(t)
	must(d.Finalize(ctx, app.Finalize{PreBills: []int64{id}}))(t)
	_, err = d.HoldPreBill(ctx, app.HoldPreBill{PreBill: id, Reason: "too late"})
	apptest.Wants(t, err, "prebill.not_live")
}

func TestCommentsStayWithThePreBill(t *testing.T) {
	b, d, _ := outbox(t)
	b.time("DEVI-001", "RMD", "2026-06-01", "2.0", "Review file")
	id := must(d.RunPreBills(ctx, app.RunPreBills{}))(t).Taken[0].ID
	c := must(d.CommentPreBill(ctx, app.CommentPreBill{PreBill: id, Line: 1, Text: " Is two hours right? "}))(t)
	must(d.CommentPreBill(ctx, app.CommentPreBill{PreBill: id, Text: "Send to RMD first"}))(t)
	open := func() int { return must(d.PreBills(ctx, app.PreBillFilter{Live: true}))(t)[0].Comments }
	if c.Text != "Is two hours right?" || open() != 2 {
		t.Errorf("%+v, %d open", c, open())
	}
	settled := must(d.SettleComment(ctx, app.SettleComment{PreBill: id, Comment: c.ID}))(t)
	if settled.ResolvedBy != d.User.ID || settled.ResolvedAt.IsZero() || open() != 1 {
		t.Errorf("%+v, %d open", settled, open())
	}
	if again := must(d.SettleComment(ctx, app.SettleComment{PreBill: id, Comment: c.ID, Open: true}))(t); !again.ResolvedAt.IsZero() || open() != 2 {
		t.Errorf("%+v, %d open", again, open())
	}
	_, err := d.CommentPreBill(ctx, app.CommentPreBill{PreBill: id, Line: 9, Text: "x"})
	apptest.Wants(t, err, "prebill_line.missing")
	_, err = d.CommentPreBill(ctx, app.CommentPreBill{PreBill: id, Text: "  "})
	if f := apptest.Faults(err); len(f) != 1 || f[0].Path != "text" {
		t.Errorf("%v", err)
	}
	_, err = d.SettleComment(ctx, app.SettleComment{PreBill: id, Comment: 99})
	apptest.Wants(t, err, "comment.missing")
}

func TestWordsAreReplacedInAllTextsInOneAct(t *testing.T) {
	b, d, _ := outbox(t)
	for _, text := range []string{"Call with Mr. Smyth re lease", "Letter to SMYTH; Smythson copied", "Research"} {
		b.time("DEVI-001", "RMD", "2026-06-01", "0.5", text)
	}
	id := must(d.RunPreBills(ctx, app.RunPreBills{}))(t).Taken[0].ID
	edits := must(d.ReplaceInPreBill(ctx, app.ReplaceInPreBill{PreBill: id, Find: "smyth", With: "Smith", Words: true}))(t)
	if len(edits) != 2 || edits[1].After.Now.Text != "Letter to Smith; Smythson copied" || edits[0].After.Now.Amount != edits[0].Before.Now.Amount {
		t.Errorf("%+v", edits)
	}
	_, err := d.ReplaceInPreBill(ctx, app.ReplaceInPreBill{PreBill: id, Find: "smith", With: "x", MatchCase: true})
	apptest.Wants(t, err, "replace.none")
	_, err = d.ReplaceInPreBill(ctx, app.ReplaceInPreBill{PreBill: id})
	if f := apptest.Faults(err); len(f) != 1 || f[0].Path != "find" {
		t.Errorf("%v", err)
	}
	steps := must(d.PreBillLineHistory(ctx, id, edits[0].Line))(t)
	if len(steps) != 2 || steps[0].Line.Now.Text != "Call with Mr. Smyth re lease" || steps[1].Act != "prebill.replace" {
		t.Errorf("history %+v", steps)
	}
	for text, want := range map[string]string{"naïve Naïve": "x x", "": "", "ab": "ab", "éNAÏVE": "éx"} {
		if got, _ := app.Replaced(text, "NAÏVE", "x", false, false); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

// Each transfer of a batch stands by itself: the same request after a kill draws
// nothing twice.
func TestTrustIsDrawnForManyOneActEach(t *testing.T) {
	b, d, _ := outbox(t)
	must(d.AddTrustAccount(ctx, app.AddTrustAccount{Code: "IOLTA", Title: "Client trust", Kind: "pooled"}))(t)
	must(d.SetMatter(ctx, app.SetMatter{Code: "DEVI-001", TrustWaitDays: ptr(0)}))(t)
	must(d.PostTrust(ctx, app.PostTrust{Account: "IOLTA", Kind: "receipt", Matter: "DEVI-001", Amount: "200.00", Date: "2026-06-01", Party: "A. Devi", Purpose: "Advance", Instrument: "wire"}))(t)
	numbers := b.issued("DEVI-001", 3)
	for _, n := range numbers[:2] {
		must(d.SendInvoice(ctx, app.SendInvoice{Number: n, How: "mail"}))(t)
	}
	ask := app.ApplyTrustToMany{Request: app.Request{Key: "batch"}, Invoices: numbers}
	stopped, cancel := context.WithCancel(ctx)
	ask.Tell = func(done, _ int) {
		if done == 1 {
			cancel()
		}
	}
	first, err := d.ApplyTrustToMany(stopped, ask)
	if len(first) != 1 || fault.Code(err) != "cancelled" {
		t.Fatalf("stopped after one: %+v %v", first, err)
	}
	ask.Tell = nil
	list := must(d.ApplyTrustToMany(ctx, ask))(t)
	if list[0].Applied == nil || list[0].Applied.Payment.Amount != 16250 || list[0].Applied.Transfer.Reference != first[0].Applied.Transfer.Reference {
		t.Errorf("the first was drawn twice: %+v", list[0])
	}
	if list[1].Applied == nil || list[1].Applied.Payment.Amount != 3750 || list[1].Applied.Owed != 12500 {
		t.Errorf("the second takes what is left: %+v", list[1])
	}
	if list[2].Applied != nil || fault.Code(list[2].Why) != "trust.invoice_not_sent" || list[2].Client.Code != "DEVI" {
		t.Errorf("the third was not sent: %+v", list[2])
	}
	schedule, err := app.TrustSchedule(list, d.Today(), "USD")
	if err != nil || len(schedule.Rows) != 2 || schedule.Total("amount") != 20000 {
		t.Errorf("%+v %v", schedule, err)
	}
}
