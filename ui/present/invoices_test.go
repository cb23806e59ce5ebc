package present_test

import (
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/ui/present"
)

func (d *desk) invoices() *present.Invoices { return d.f.ScreenOf("invoices").(*present.Invoices) }

// invoiced is a client with two invoices: 260.00, and the work of 4 and 5 June.
func invoiced(t *testing.T) (*desk, []string) {
	t.Helper()
	o := worked(t)
	d := at(t, o, "admin", "billing")
	var numbers []string
	for i, through := range []string{"2026-06-02", "2026-06-05"} {
		run, err := d.d.RunPreBills(t.Context(), app.RunPreBills{Through: cal.MustParse(through)})
		must(t, err)
		done, err := d.d.Finalize(t.Context(), app.Finalize{PreBills: []int64{run.Taken[0].ID}, Date: cal.MustParse("2026-06-10").AddDays(i)})
		must(t, err)
		numbers = append(numbers, done[0].Number)
	}
	return d, numbers
}

func numbersOf(v *present.Invoices) string {
	var list []string
	for _, id := range v.List.AllIDs() {
		if r, ok := v.List.Value(id); ok {
			list = append(list, r.Number)
		}
	}
	return strings.Join(list, " ")
}

func (d *desk) openInvoices() *present.Invoices {
	d.f.Go("invoices", "")
	v := d.invoices()
	v.List.Need(0, 100)
	return v
}

func TestTheRegisterIsNarrowedByItsChips(t *testing.T) {
	d, n := invoiced(t)
	_, err := d.d.SendInvoice(t.Context(), app.SendInvoice{Number: n[0], How: "mail", On: cal.MustParse("2026-06-12")})
	must(t, err)
	_, err = d.d.AddPayment(t.Context(), app.AddPayment{Client: "100", Amount: "260.00"})
	must(t, err)
	v := d.openInvoices()
	show := func(only ...string) string {
		v.SetOnly(only)
		v.List.Need(0, 100)
		return numbersOf(v)
	}
	both := n[1] + " " + n[0] // newest first
	for _, c := range []struct {
		only []string
		want string
	}{
		{nil, both}, {[]string{"unpaid"}, n[1]}, {[]string{"paid"}, n[0]}, {[]string{"paid", "unpaid"}, both}, {[]string{"void"}, ""},
		{[]string{"unsent"}, n[1]}, {[]string{"unsent", "paid"}, ""}, {[]string{"overdue"}, ""}, {[]string{"ebill"}, ""},
	} {
		if got := show(c.only...); got != c.want {
			t.Errorf("%v: %q, want %q", c.only, got, c.want)
		}
	}
	if v.Counts["paid"] != 1 || v.Counts["unpaid"] != 1 || v.Counts["unsent"] != 1 || v.Counts["void"] != 0 {
		t.Errorf("counts %v", v.Counts)
	}
	show()
	if text, totals := v.List.Totals(); text != "2 invoices" || totals["total"] != "946.90" || totals["paid"] != "260.00" || totals["balance"] != "686.90" {
		t.Errorf("foot %q %v", text, totals)
	}
	v.List.SortBy("total", false)
	v.List.Need(0, 100)
	if got := numbersOf(v); got != n[0]+" "+n[1] {
		t.Errorf("by total: %s", got)
	}
	// The chips are remembered for the next window.
	show("paid")
	next := at(t, d.o, "admin", "invoices")
	if got := next.invoices().Only; len(got) != 1 || got[0] != "paid" {
		t.Errorf("remembered %v", got)
	}
	// Searching is a question of its own.
	show()
	v.SetSearch("no such client")
	d.run.Advance(second)
	if e := v.List.Empty(); v.List.Len() != 0 || e.Action != "Show all" {
		t.Errorf("found %d, empty %+v", v.List.Len(), e)
	}
}

func TestAnIssuedInvoice(t *testing.T) {
	d, n := invoiced(t)
	d.f.Open("invoice", n[1])
	v := d.invoices()
	p := v.Page
	if p == nil || !p.Loaded || p.Invoice.Number != n[1] || v.Title() != "Invoice "+n[1] {
		t.Fatal("the invoice did not open")
	}
	p.AskWhy(1)
	if why := strings.Join(p.Why, " "); p.Tab != present.InvoiceLines || !strings.Contains(why, "Keller worked 2.30 h") || !strings.Contains(why, "240.00 = 552.00") {
		t.Errorf("why %s", why)
	}
	v.Do("why")
	if why := strings.Join(p.Why, " "); p.Line != 0 || !strings.Contains(why, "678.50 fees + 8.40 soft costs = 686.90") || !strings.Contains(why, "by admin") {
		t.Errorf("why the total: %s", why)
	}
	v.Do("invoice.credit")
	v.Side.Set("amount", "100000")
	v.Side.Set("reason", "agreed")
	v.Side.Send()
	if v.Side == nil || v.Side.In("amount").Fault == "" {
		t.Error("credited above the balance")
	}
	v.Side.Set("amount", "50.50")
	v.Side.Send()
	if got := figure(p.Figures(), "credited"); got != "$50.50" {
		t.Errorf("credited %s", got)
	}
	// With a credit on it the invoice cannot be void; the reason stands above the button.
	v.Do("invoice.void")
	v.Side.Set("reason", "wrong client")
	v.Side.Send()
	if v.Side == nil || v.Side.Fault == "" || p.Invoice.Status == bill.Void {
		t.Error("voided with a credit on it")
	}
	v.Escape()
	d.f.Open("invoice", n[0])
	v.Do("invoice.void")
	v.Side.Send()
	if v.Side.In("reason").Fault == "" {
		t.Error("voided without a reason")
	}
	v.Side.Set("reason", "wrong client")
	questions := len(d.s.Questions)
	v.Side.Send()
	if v.Side != nil || v.Page.Invoice.Status != bill.Void || len(d.s.Questions) != questions+1 {
		t.Errorf("void: %+v", v.Page.Invoice.Status)
	}
	if c := v.Page.Status(); c.Text != "Void" {
		t.Errorf("status %+v", c)
	}
	d.o.Sound()
}

func TestTheHistorySaysWhoDidWhatAndWhatWasOwed(t *testing.T) {
	d, n := invoiced(t)
	d.f.Open("invoice", n[1])
	v := d.invoices()
	v.Do("invoice.send")
	v.Side.Set("how", "email")
	v.Side.Send()
	_, err := d.d.AddPayment(t.Context(), app.AddPayment{Client: "100", Amount: "300.00", Reference: "4411", To: []app.PayTo{{Invoice: n[1]}}})
	must(t, err)
	v.Do("invoice.writeoff")
	v.Side.Set("why", "small balance")
	v.Side.Set("reason", "agreed by phone")
	v.Side.Send()
	p := v.Page
	var told []string
	for i := range p.History.Len() {
		c := cells(t, &p.History, i)
		told = append(told, c["what"]+"|"+c["amount"]+"|"+c["balance"]+"|"+c["user"])
	}
	want := []string{"Issued|686.90|686.90|admin", "Sent by e-mail||686.90|admin", "Paid by check 4411|-300.00|386.90|admin",
		"Credited: Write-off, small balance: agreed by phone|-386.90|0.00|admin"}
	if strings.Join(told, "\n") != strings.Join(want, "\n") {
		t.Errorf("history:\n%s\nwant\n%s", strings.Join(told, "\n"), strings.Join(want, "\n"))
	}
	p.History.Select([]int64{3})
	if e := p.Event(); !strings.Contains(e, "moved the balance by -$300.00 to $386.90") || !strings.Contains(e, "Noted by admin") {
		t.Errorf("event %q", e)
	}
	// What was kept is opened, saved and printed with the same bytes.
	v.Do("invoice.reprint")
	first := d.s.Shown
	if !strings.HasSuffix(first, n[1]+".pdf") || p.Papers.Len() != 1 {
		t.Errorf("shown %q, papers %d", first, p.Papers.Len())
	}
	p.Papers.Select(p.Papers.AllIDs())
	if f := p.Fingerprint(); !strings.Contains(f, "SHA-256 ") || !strings.Contains(f, n[1]+".pdf") {
		t.Errorf("fingerprint %q", f)
	}
	// Next walks the register as it is narrowed: the unpaid one is left.
	v.SetOnly(nil)
	v.Next(1)
	if v.Page.Number != n[0] {
		t.Errorf("next opened %s", v.Page.Number)
	}
	v.Next(1)
	if v.Page.Number != n[0] {
		t.Error("after the last one there is none")
	}
	d.o.Sound()
}
