package present_test

import (
	"strings"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/ui/present"
)

func (d *desk) payments() *present.Payments {
	d.f.Go("payments", "")
	return d.f.ScreenOf("payments").(*present.Payments)
}

func (d *desk) client(text string) present.Choice {
	d.t.Helper()
	found, err := d.f.ScreenOf("payments").(*present.Payments).FindClients(d.t.Context(), text)
	must(d.t, err)
	if len(found) == 0 {
		d.t.Fatalf("no client for %q", text)
	}
	return found[0]
}

// laid is what each invoice gets, "0001:260.00 0002:40.00".
func laid(f *present.PayForm) string {
	var list []string
	for _, r := range f.Items.Rows() {
		list = append(list, r.Number[5:]+":"+r.Pay.Text)
	}
	return strings.Join(list, " ")
}

// group is an office with two clients of three open invoices each: 325.00,
// 650.00 and 975.00 of client 100 (the third on another matter), and 240.00,
// 480.00 of client 200.
func group(t *testing.T) (*desk, []string) {
	t.Helper()
	o := apptest.New(t).Seed()
	var numbers []string
	for i, x := range []struct{ matter, who, hours string }{{"100-01", "RMD", "1"}, {"100-01", "RMD", "2"}, {"100-02", "RMD", "3"}, {"200-01", "JLK", "1"}, {"200-01", "JLK", "2"}} {
		req := app.AddTime{Matter: x.matter, Timekeeper: x.who, Date: "2026-06-0" + string(rune('1'+i)), Hours: x.hours, Narrative: "Work"}
		if x.matter == "200-01" {
			req.Task, req.Activity = "L120", "A104"
		}
		_, err := o.AddTime(t.Context(), req)
		must(t, err)
		run, err := o.RunPreBills(t.Context(), app.RunPreBills{Matter: x.matter})
		must(t, err)
		done, err := o.Finalize(t.Context(), app.Finalize{PreBills: []int64{run.Taken[0].ID}, Date: cal.MustParse("2026-06-10").AddDays(i)})
		must(t, err)
		numbers = append(numbers, done[0].Number)
	}
	return at(t, o, "admin", "payments"), numbers
}

func TestMoneyIsLaidAsThePersonSays(t *testing.T) {
	d, n := group(t)
	v := d.payments()
	f := v.Form
	f.Send()
	if f.Fault == "" || f.TakeFocus() != "client" {
		t.Error("paid by nobody")
	}
	f.SetClient(d.client("devi"))
	if laid(f) != "0001: 0002: 0003:" {
		t.Fatalf("rows %s", laid(f))
	}
	if got := figure(f.ClientFigures(), "ar"); got != "$1,950.00" {
		t.Errorf("owes %s", got)
	}
	for _, c := range []struct{ how, amount, numbers, want, left string }{
		{present.LayOldest, "400.00", "", "0001:325.00 0002:75.00 0003:", "$0.00"},
		{present.LayNewest, "1000.00", "", "0001: 0002:25.00 0003:975.00", "$0.00"},
		{present.LayProportional, "195.00", "", "0001:32.50 0002:65.00 0003:97.50", "$0.00"},
		{present.LayExact, "1300.00", "", "0001:325.00 0002: 0003:975.00", "$0.00"},
		{present.LayExact, "1300.01", "", "0001: 0002: 0003:", "$1,300.01"},
		{present.LayNumbers, "1000.00", n[2] + ", " + n[0] + "=10", "0001:10.00 0002: 0003:975.00", "$15.00"},
		{present.LayNone, "1000.00", "", "0001: 0002: 0003:", "$1,000.00"},
		{present.LayOldest, "2000.00", "", "0001:325.00 0002:650.00 0003:975.00", "$50.00"},
		{present.LayOldest, "1.x", "", "0001: 0002: 0003:", "$0.00"},
		{present.LayOldest, "-5", "", "0001: 0002: 0003:", "-$5.00"},
	} {
		f.SetHow(c.how)
		f.Set("amount", c.amount)
		if c.numbers != "" {
			f.Set("numbers", c.numbers)
		}
		value := f.Remaining().Value
		if c.amount == "-5" {
			value = "-" + value // said as laid too much
		}
		if laid(f) != c.want || value != c.left {
			t.Errorf("%s of %s: %s left %s, want %s left %s", c.how, c.amount, laid(f), value, c.want, c.left)
		}
	}
	f.SetHow(present.LayExact)
	f.Set("amount", "1300.01")
	if f.Unmatched() == "" {
		t.Error("that nothing comes to the amount is not said")
	}
	// By hand, more than is owed is said at the row and refused.
	f.SetHow(present.LayOldest)
	f.Set("amount", "400.00")
	f.SetPay(f.Items.Rows()[0].InvoiceID, "325.01")
	if f.How != present.LayHand || f.Items.Rows()[0].Pay.Fault == "" {
		t.Error("more than is owed was taken")
	}
	f.Send()
	if !strings.Contains(f.Fault, n[0]) {
		t.Errorf("fault %q", f.Fault)
	}
	f.SetPay(f.Items.Rows()[0].InvoiceID, "325.00")
	f.SetPay(f.Items.Rows()[1].InvoiceID, "75.01")
	if f.Remaining().Tone != present.Bad {
		t.Error("more was laid than received")
	}
	f.Send()
	if f.Fault == "" || len(f.Clients) == 0 {
		t.Fatal("posted though too much is laid")
	}
	// A tick takes an invoice off, and lays what remains on another.
	f.PayAll(f.Items.Rows()[1].InvoiceID)
	f.PayAll(f.Items.Rows()[2].InvoiceID)
	if laid(f) != "0001:325.00 0002: 0003:75.00" {
		t.Errorf("ticked: %s", laid(f))
	}
	f.Set("reference", "4411")
	f.Send()
	if f.Fault != "" || len(f.Clients) != 0 || f.TakeFocus() != "client" {
		t.Fatalf("not posted: %s", f.Fault)
	}
	list, err := d.d.Payments(t.Context(), app.AskPayments{})
	must(t, err)
	if len(list) != 1 || list[0].Payment.Amount != 40000 || list[0].Payment.Allocated() != 40000 || list[0].Payment.Reference != "4411" {
		t.Errorf("posted %+v", list)
	}
	d.o.Sound()
}

func TestOneCheckPaysSeveralClients(t *testing.T) {
	d, n := group(t)
	v := d.payments()
	f := v.Form
	f.SetClient(d.client("100"))
	f.Set("amount", "2500.00")
	f.AddClient(d.client("200"))
	if laid(f) != "0001:325.00 0002:650.00 0003:975.00 0004:240.00 0005:310.00" {
		t.Fatalf("over both: %s", laid(f))
	}
	f.RemoveClient("200")
	if laid(f) != "0001:325.00 0002:650.00 0003:975.00" || f.Remaining().Value != "$550.00" {
		t.Errorf("taken out again: %s, %s", laid(f), f.Remaining().Value)
	}
	// A pasted number of another client brings it in.
	f.Set("numbers", n[0]+"\n"+n[4])
	if f.How != present.LayNumbers || len(f.Clients) != 2 || laid(f) != "0001:325.00 0002: 0003: 0004: 0005:480.00" {
		t.Errorf("pasted: %s by %s", laid(f), f.How)
	}
	f.Set("numbers", n[0]+" 2026-9999")
	if f.Numbers.Fault == "" {
		t.Error("an unknown number is not said")
	}
	f.Set("numbers", n[0]+" "+n[4])
	f.Set("amount", "805.00")
	f.Set("payor", "Acme Insurance")
	f.Set("reference", "77")
	f.Send()
	list, err := d.d.Payments(t.Context(), app.AskPayments{})
	must(t, err)
	if len(list) != 2 || list[0].Payment.Amount+list[1].Payment.Amount != 80500 {
		t.Fatalf("posted %+v; %s", list, f.Fault)
	}
	v.SetTab(present.PayList)
	v.List.List.Need(0, 10)
	if c := cells(t, &v.List.List, 0); !strings.Contains(c["client"], "Acme Insurance") {
		t.Errorf("the payor is not shown: %v", c)
	}
	d.o.Sound()
}

func TestThePaymentKeyLeadsHereFromAnywhere(t *testing.T) {
	d, n := group(t)
	d.f.Go("billing", "")
	if !d.f.Do("pay") || d.f.Place().Route != "payments" {
		t.Fatalf("from the pre-bills it leads to %s", d.f.Place().Route)
	}
	if f := d.payments().Form; f.TakeFocus() != "client" {
		t.Error("the client is not asked first")
	}
	d.f.Open("invoice", n[2])
	d.f.Do("pay")
	if f := d.payments().Form; f.Amount.Text != "975.00" {
		t.Errorf("from the invoice %q is proposed", f.Amount.Text)
	}
}

func TestADoubleClickPostsOnce(t *testing.T) {
	d, _ := group(t)
	f := d.payments().Form
	f.SetClient(d.client("100"))
	f.Set("amount", "10.00")
	d.run.Hold = true
	f.Send()
	f.Send()
	d.run.Hold = false
	d.run.Release(false)
	list, err := d.d.Payments(t.Context(), app.AskPayments{})
	must(t, err)
	if len(list) != 1 {
		t.Errorf("payments %d, want 1", len(list))
	}
}

func TestBegunOnAnInvoiceThatOneComesFirst(t *testing.T) {
	d, n := group(t)
	d.f.Go("payments", "invoice "+n[2])
	f := d.payments().Form
	if f.Amount.Text != "975.00" || laid(f) != "0001: 0002: 0003:975.00" {
		t.Errorf("proposed %s: %s", f.Amount.Text, laid(f))
	}
	f.Set("amount", "1000.00")
	if laid(f) != "0001:25.00 0002: 0003:975.00" {
		t.Errorf("then the oldest: %s", laid(f))
	}
	f.Send()
	list, err := d.d.Payments(t.Context(), app.AskPayments{Invoice: n[2]})
	must(t, err)
	if len(list) != 1 || list[0].Payment.Allocated() != 100000 {
		t.Errorf("posted %+v: %s", list, f.Fault)
	}
}

func TestTheNextClientWithoutLeavingTheWindow(t *testing.T) {
	d, _ := group(t)
	v := d.payments()
	f := v.Form
	for _, c := range []struct{ do, want string }{{"next", "100"}, {"next", "200"}, {"next", "200"}, {"previous", "100"}, {"previous", "100"}} {
		v.Do(c.do)
		if f.Clients[0].Key != c.want {
			t.Errorf("%s came to %s, want %s", c.do, f.Clients[0].Key, c.want)
		}
	}
}

func TestADepositIsCountedFirstAndClosedWhenItAgrees(t *testing.T) {
	d, _ := group(t)
	v := d.payments()
	v.Do("payments.deposit")
	v.Side.Set("expected", "1.x")
	v.Side.Send()
	if v.Side == nil || v.Side.In("expected").Fault == "" {
		t.Fatal("a total that is no amount was taken")
	}
	v.Side.Set("expected", "1000.00")
	v.Side.Set("account", "Operating 4471")
	v.Side.Send()
	if v.Batch == nil || figure(v.BatchFigures(), "diff") != "$1,000.00" {
		t.Fatalf("the deposit did not begin: %+v", v.Side)
	}
	pay := func(client, amount, method string) {
		v.Form.SetClient(d.client(client))
		v.Form.Set("amount", amount)
		v.Form.Set("method", method)
		v.Form.Send()
		if v.Form.Fault != "" {
			t.Fatal(v.Form.Fault)
		}
	}
	pay("100", "700.00", "check")
	pay("200", "50.00", "wire") // comes to the bank by itself
	if got := v.BatchFigures(); got[1].Label != "1 receipt" || figure(got, "diff") != "$300.00" {
		t.Errorf("corner %+v", got)
	}
	v.CloseBatch()
	if v.Batch == nil || !strings.Contains(d.f.Notice().Text, "300.00 is missing") {
		t.Errorf("closed with a difference: %q", d.f.Notice().Text)
	}
	pay("200", "300.00", "cash")
	v.CloseBatch()
	if v.Batch != nil || v.Tab != present.PayDeposits {
		t.Fatalf("not closed: %s", d.f.Notice().Text)
	}
	s := v.Deposits.Slip
	if s == nil || s.Total != 100000 || len(s.Items) != 2 || s.Draft {
		t.Fatalf("slip %+v", s)
	}
	// Its slip is a file as printed; a closed deposit offers no change.
	d.s.Path = t.TempDir() + "/slip.csv"
	v.Do("deposit.csv")
	if len(d.s.Files) == 0 || d.s.Files[len(d.s.Files)-1].Name != "deposit_1_2026-06-18.csv" {
		t.Errorf("asked for %+v", d.s.Files)
	}
	v.Do("deposit.pdf")
	if !strings.HasSuffix(d.s.Shown, "deposit_1_2026-06-18.pdf") {
		t.Errorf("shown %q", d.s.Shown)
	}
	for _, c := range v.Commands() {
		if (c.ID == "deposit.close" || c.ID == "deposit.set" || c.ID == "deposit.delete") && c.Off == "" {
			t.Errorf("%s is offered on a closed deposit", c.ID)
		}
	}
	d.o.Sound()
}

func TestReceiptsThatWaitAreDeposited(t *testing.T) {
	d, _ := group(t)
	for _, m := range []string{"check", "cash", "wire"} {
		_, err := d.d.AddPayment(t.Context(), app.AddPayment{Client: "100", Amount: "100.00", Method: m})
		must(t, err)
	}
	v := d.payments()
	v.SetTab(present.PayDeposits)
	if got := v.Deposits.WaitingWords(); got != "2 checks and cash receipts of $200.00 stand in no deposit yet." {
		t.Errorf("waiting %q", got)
	}
	v.Deposits.BankWaiting()
	v.Side.Set("expected", "200")
	v.Side.Send()
	if v.Batch == nil || v.Batch.Difference() != 0 || v.Deposits.WaitingWords() != "" {
		t.Errorf("batch %+v, waiting %q", v.Batch, v.Deposits.WaitingWords())
	}
	v.TakeOut(v.Batch.Payments[0].Payment.ID)
	if figure(v.BatchFigures(), "diff") != "$100.00" {
		t.Errorf("taken out: %+v", v.BatchFigures())
	}
}

func TestAPaymentIsTakenBackAndACreditMoved(t *testing.T) {
	d, n := group(t)
	_, err := d.d.AddPayment(t.Context(), app.AddPayment{Client: "100", Amount: "500.00", Reference: "11", Keep: true})
	must(t, err)
	v := d.payments()
	v.SetTab(present.PayCredits)
	if v.Credits.List.Len() != 1 {
		t.Fatalf("credits %d", v.Credits.List.Len())
	}
	v.Credits.List.Select(v.Credits.List.AllIDs())
	v.Do("payments.lay")
	v.Side.Set("how", present.LayNumbers)
	v.Side.Send()
	if v.Side.In("numbers").Fault == "" {
		t.Error("laid on no invoice")
	}
	v.Side.Set("numbers", n[1]+"=100")
	v.Side.Send()
	if v.Side != nil {
		t.Fatalf("not laid: %s", v.Side.Fault)
	}
	d.said("$400.00 of payment 1 is still credit")
	v.SetTab(present.PayList)
	v.List.List.Need(0, 10)
	v.List.List.Select(v.List.List.AllIDs())
	v.Do("payments.reverse")
	v.Side.Set("why", "")
	v.Side.Send()
	if v.Side.In("reason").Fault == "" {
		t.Error("taken back without a reason")
	}
	v.Side.Set("why", "check returned unpaid")
	v.Side.Send()
	if v.Side != nil || v.Credits.List.Len() != 0 || v.List.List.Len() != 2 {
		t.Errorf("after: %d credits, %d payments", v.Credits.List.Len(), v.List.List.Len())
	}
	list, err := d.d.Invoices(t.Context(), app.AskInvoices{Client: "100", Open: true})
	must(t, err)
	var owed money.Amount
	for _, r := range list {
		owed += r.Balance()
	}
	if owed != 195000 {
		t.Errorf("owed %d", owed)
	}
	v.List.SetOnly([]string{"back"})
	v.List.List.Need(0, 10)
	if v.List.List.Len() != 2 {
		t.Errorf("taken back: %d", v.List.List.Len())
	}
	d.o.Sound()
}

func (d *desk) said(want string) {
	d.t.Helper()
	if got := d.f.Status().Text; !strings.Contains(got, want) {
		d.t.Errorf("the status line says %q, want %q", got, want)
	}
}

func TestAPaymentBeingEnteredOutlivesACrash(t *testing.T) {
	d, _ := group(t)
	f := d.payments().Form
	f.SetClient(d.client("devi"))
	f.Set("amount", "400.00")
	f.Set("reference", "check 77")
	f.SetHow(present.LayHand)
	f.SetPay(f.Items.Rows()[2].InvoiceID, "75.00")
	want := laid(f)
	d.run.Advance(3 * time.Second)

	again := at(t, d.o, "admin", "payments")
	f = again.payments().Form
	if len(f.Clients) != 1 || f.Clients[0].Key != "100" || f.Amount.Text != "400.00" || f.Reference.Text != "check 77" || f.How != present.LayHand || laid(f) != want {
		t.Fatalf("of %v, %s, %q, laid %s: %s, want %s", f.Clients, f.Amount.Text, f.Reference.Text, f.How, laid(f), want)
	}
	if got := again.f.Notice().Text; !strings.Contains(got, "not posted") {
		t.Errorf("it is said: %q", got)
	}
	f.SetPay(f.Items.Rows()[0].InvoiceID, "325.00")
	f.SetPay(f.Items.Rows()[1].InvoiceID, "")
	f.Send()
	if f.Fault != "" || f.Amount.Text != "" {
		t.Fatalf("posting: %q", f.Fault)
	}
	if f = at(t, d.o, "admin", "payments").payments().Form; len(f.Clients) != 0 || f.Amount.Text != "" {
		t.Errorf("what was posted is offered again: %v %s", f.Clients, f.Amount.Text)
	}

	// Given up, it is gone.
	third := at(t, d.o, "admin", "payments")
	f = third.payments().Form
	f.Set("note", "for the retainer")
	third.f.Go("receivables", "") // kept when the screen is left
	fourth := at(t, d.o, "admin", "payments")
	if f = fourth.payments().Form; f.Note.Text != "for the retainer" {
		t.Fatalf("the note is %q", f.Note.Text)
	}
	fourth.payments().Escape()
	if f = at(t, d.o, "admin", "payments").payments().Form; f.Note.Text != "" {
		t.Errorf("what was given up is offered again: %q", f.Note.Text)
	}
}
