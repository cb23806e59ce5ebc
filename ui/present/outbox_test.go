package present_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/ui/present"
	"matterbook/ui/present/presenttest"
)

// picky is twoPapers for a receiver who refuses the invoices of a number.
type picky struct {
	twoPapers
	refused string
}

func (p *picky) LEDES1998B(inv bill.Invoice) ([]byte, error) {
	if inv.Number == p.refused {
		var check fault.Check
		check.Add(inv.Number+".lines[0].task", "ledes.required", "Invoice %s: line 1: the task code is blank.", inv.Number)
		check.Add(inv.Number+".firm.id", "ledes.required", "Invoice %s: LAW_FIRM_ID is required and is blank.", inv.Number)
		return nil, check.Result("ledes.invoice", "The LEDES file")
	}
	return []byte("LEDES1998B[]\nHEAD[]\n" + inv.Number + "[]\n"), nil
}

// outboxAt is a window at the outbox with an issued invoice for each of three
// clients: 100 by mail, 200 by e-mail, 300 by portal.
func outboxAt(t *testing.T) (*desk, *present.Outbox, *presenttest.Printing, *picky) {
	t.Helper()
	t.Setenv("HOME", t.TempDir())
	o := apptest.New(t).Seed()
	yes, mail, portal, gate := true, "email", "portal", "CounselGate"
	_, err := o.AddClient(t.Context(), app.AddClient{Code: "300", Name: "Insura Corp"})
	must(t, err)
	_, err = o.AddMatter(t.Context(), app.AddMatter{Code: "300-01", Client: "300", Name: "Claims", Responsible: "RMD"})
	must(t, err)
	_, err = o.SetClient(t.Context(), app.SetClient{Code: "200", Email: ptr("ap@castellan.example")})
	must(t, err)
	_, err = o.SetDelivery(t.Context(), app.SetDelivery{Client: "200", How: &mail})
	must(t, err)
	_, err = o.SetDelivery(t.Context(), app.SetDelivery{Client: "300", How: &portal, LEDES: &yes, Address: &gate})
	must(t, err)
	for _, m := range []string{"100-01", "200-01", "300-01"} {
		_, err := o.AddTime(t.Context(), app.AddTime{Matter: m, Timekeeper: "RMD", Date: "2026-06-02", Hours: "1.0", Narrative: "Work on " + m, Task: map[bool]string{true: "L120"}[m == "200-01"], Activity: map[bool]string{true: "A104"}[m == "200-01"]})
		must(t, err)
	}
	run, err := o.RunPreBills(t.Context(), app.RunPreBills{})
	must(t, err)
	for _, x := range run.Taken {
		_, err := o.Finalize(t.Context(), app.Finalize{PreBills: []int64{x.ID}})
		must(t, err)
	}
	papers := &picky{}
	d := at(t, o, "", "billing")
	if d.d, err = app.Open(o.Store(), o.Clock, papers).SignIn(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	d.f = present.NewFrame(d.d, d.run, d.s, []present.AnyRoute{present.BillingRoute.Any(), present.OutboxRoute.Any()})
	d.f.Start(func(err error) { must(t, err) })
	t.Cleanup(d.f.Close)
	d.f.Go("outbox", "")
	p := &presenttest.Printing{Names: []string{"Office"}}
	d.s.Printing = p
	return d, d.f.Screen().(*present.Outbox), p, papers
}

func ptr[T any](v T) *T { return &v }

func rowsText(o *present.Outcome) string {
	var b strings.Builder
	for _, r := range o.Rows {
		b.WriteString(map[bool]string{true: "done ", false: "FAILED "}[r.OK] + r.Item + ": " + r.Text + " [" + r.Fix + "]\n")
	}
	return b.String()
}

func TestOneActDeliversEveryBillByItsClientsWay(t *testing.T) {
	d, o, printed, _ := outboxAt(t)
	if o.List.Len() != 3 || d.f.Nav()[1].Badge != 3 {
		t.Fatalf("%d bills wait, the badge says %d", o.List.Len(), d.f.Nav()[1].Badge)
	}
	if got := cells(t, &o.List, 2); got["how"] != "Portal" || got["what"] != "PDF, LEDES 1998B" || got["to"] != "CounselGate" || got["check"] != "Sound" {
		t.Errorf("the bill for the portal: %v", got)
	}
	if !o.Do("outbox.deliver") {
		t.Fatal("there is no such command")
	}
	if o.Outcome == nil || o.Outcome.Failed() != 0 || len(o.Outcome.Rows) != 3 {
		t.Fatalf("%s", rowsText(o.Outcome))
	}
	text := rowsText(o.Outcome)
	for _, want := range []string{"Printed and marked as sent: 2026-0001.pdf", "Message to ap@castellan.example", "[Open the message]", "Files for CounselGate"} {
		if !strings.Contains(text, want) {
			t.Errorf("the results do not say %q:\n%s", want, text)
		}
	}
	if len(printed.Jobs) != 1 || filepath.Base(printed.Jobs[0][0]) != "2026-0001.pdf" {
		t.Errorf("printed %v", printed.Jobs)
	}
	if _, err := os.Stat(printed.Jobs[0][0]); err != nil {
		t.Error(err)
	}
	if o.List.Len() != 0 || d.f.Nav()[1].Badge != 0 || o.List.Empty().Title != "Everything is delivered" {
		t.Errorf("%d wait still", o.List.Len())
	}
	inv, err := d.d.Invoice(t.Context(), "2026-0002")
	if err != nil || inv.Invoice.SentHow != "email" {
		t.Errorf("sent by %q %v", inv.Invoice.SentHow, err)
	}
}

func TestWhatCannotLeaveStaysWithItsMend(t *testing.T) {
	d, o, printed, papers := outboxAt(t)
	papers.refused = "2026-0003"
	printed.Err = fault.New(fault.Conflict, "print.failed", "The printer is off.")
	_, err := d.d.SetClient(t.Context(), app.SetClient{Code: "200", Email: ptr("")})
	must(t, err)
	if got := cells(t, &o.List, 1)["to"]; got != "no address" {
		t.Errorf("to %q", got)
	}
	if got := cells(t, &o.List, 2)["check"]; got != "2 faults" {
		t.Errorf("check %q", got)
	}
	if o.CountOf(present.OutboxFaults) != 2 {
		t.Errorf("%d at fault", o.CountOf(present.OutboxFaults))
	}
	o.Deliver()
	if o.Outcome.Failed() != 4 || o.List.Len() != 3 {
		t.Fatalf("%s", rowsText(o.Outcome))
	}
	text := rowsText(o.Outcome)
	for _, want := range []string{"The printer is off. [Choose a printer]", "no e-mail address", "[Write the address]", "2026-0003, line 1", "[Open line 1]", "[Open the settings]"} {
		if !strings.Contains(text, want) {
			t.Errorf("the results do not say %q:\n%s", want, text)
		}
	}
	// The mends are taken, and what is left goes out.
	for _, r := range o.Outcome.Rows {
		if r.Fix == "Write the address" {
			r.Do()
		}
	}
	if o.Side == nil || o.Side.In("how").Text != "email" {
		t.Fatal("the rule is not there to be mended")
	}
	o.Side.Set("address", "claims at castellan")
	o.Side.Send()
	if o.Side == nil || o.Side.In("address").Fault == "" {
		t.Error("a wrong address was taken")
	}
	o.Side.Set("address", "claims@castellan.example")
	o.Side.Send()
	if o.Side != nil {
		t.Fatalf("the rule was not kept: %q", o.Side.Fault)
	}
	printed.Err, papers.refused = nil, ""
	d.f.Do("reload")
	o.Deliver()
	if o.Outcome.Failed() != 0 || o.List.Len() != 0 {
		t.Errorf("%s", rowsText(o.Outcome))
	}
}

func TestEBillFilesAreWrittenForAllWithoutMarkingThemSent(t *testing.T) {
	d, o, _, papers := outboxAt(t)
	o.WriteEBills()
	if len(o.Outcome.Rows) != 1 || o.Outcome.Title != "1 e-bill file written" || o.List.Len() != 3 {
		t.Errorf("%s %s", o.Outcome.Title, rowsText(o.Outcome))
	}
	path := filepath.Join(o.Folder, "2026-06-18", "2026-0003-LEDES1998B.txt")
	if data, err := os.ReadFile(path); err != nil || !strings.Contains(string(data), "2026-0003") {
		t.Errorf("%s %v", data, err)
	}
	papers.refused = "2026-0003"
	d.f.Do("reload")
	o.Activate(o.List.AllIDs()[2])
	if len(o.Outcome.Rows) != 2 || !strings.Contains(o.Outcome.Title, "2026-0003") {
		t.Errorf("%s %s", o.Outcome.Title, rowsText(o.Outcome))
	}
}

func TestTheOutboxMarksWhatLeftByOtherMeans(t *testing.T) {
	d, o, _, _ := outboxAt(t)
	o.List.Select(o.List.AllIDs()[:1])
	o.StartSent()
	o.Side.Set("how", "hand")
	o.Side.Send()
	if o.List.Len() != 2 || o.Side != nil {
		t.Errorf("%d wait", o.List.Len())
	}
	inv, err := d.d.Invoice(t.Context(), "2026-0001")
	if err != nil || inv.Invoice.SentHow != "hand" {
		t.Errorf("%q %v", inv.Invoice.SentHow, err)
	}
	o.SetOnly([]string{"portal"})
	if o.List.Len() != 1 {
		t.Errorf("%d by portal", o.List.Len())
	}
	o.SetSearch("nobody")
	if o.List.Len() != 0 || o.List.Empty().Action != "Show all" {
		t.Error("the filter finds something")
	}
	o.List.Empty().Do()
	if o.List.Len() != 2 {
		t.Error("not all are shown again")
	}
}

func TestAPreBillSaysBeforeItIsNumberedWhatItsReceiverWouldRefuse(t *testing.T) {
	d, _, _, papers := outboxAt(t)
	papers.refused = "PREFLIGHT"
	_, err := d.d.AddTime(t.Context(), app.AddTime{Matter: "300-01", Timekeeper: "RMD", Date: "2026-06-03", Hours: "1.0", Narrative: "More"})
	must(t, err)
	_, err = d.d.RunPreBills(t.Context(), app.RunPreBills{})
	must(t, err)
	d.f.Go("billing", "")
	b := d.billing()
	if got := cells(t, &b.Queue, 0)["flags"]; got != "E-bill: 2" {
		t.Errorf("the queue says %q", got)
	}
	b.OpenPreBill(b.Queue.AllIDs()[0])
	p := b.Bill
	if word := p.EBillWord(); !strings.Contains(word, "2 faults") || !strings.Contains(word, "task code is blank") {
		t.Errorf("says %q", word)
	}
	p.ShowFaults()
	if text := rowsText(b.Outcome); !strings.Contains(text, "Line 1: line 1: the task code is blank. [Open line 1]") || !strings.Contains(text, "[Open the settings]") {
		t.Errorf("%s", text)
	}
	for _, r := range b.Outcome.Rows {
		if r.Fix == "Open line 1" {
			r.Do()
		}
	}
	if p.GoTo != 1 {
		t.Error("the mend does not lead to the line")
	}
	papers.refused = ""
	d.f.Do("reload")
	if p.EBillWord() != "" || cells(t, &b.Queue, 0)["flags"] != "" {
		t.Error("what was mended is still told")
	}
}

func TestAnotherScreenOpensADeliveryRule(t *testing.T) {
	d, o, _, _ := outboxAt(t)
	d.f.Go("outbox", "client 300")
	if o.Side == nil || o.Side.In("how").Text != "portal" || !o.Side.On("ledes") || o.Side.Text("address") != "CounselGate" {
		t.Errorf("%+v", o.Side)
	}
}
