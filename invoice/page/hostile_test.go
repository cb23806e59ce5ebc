package page_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"matterbook/app/bill"
	"matterbook/app/bill/billtest"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/invoice/page"
)

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// check holds for every paper: all inside the sheet, no text over another, no
// blank page, pages numbered.
func check(t failer, d page.Doc) {
	t.Helper()
	if len(d.Pages) == 0 {
		t.Fatalf("no page")
	}
	for n, p := range d.Pages {
		var texts []page.Item
		numbered := false
		for _, it := range p.Items {
			x0, y0, x1, y1 := it.Box()
			if math.IsNaN(x0+y0+x1+y1) || x0 < 0 || y0 < 0 || x1 > d.Width || y1 > d.Height {
				t.Fatalf("page %d: outside the sheet at %.1f,%.1f to %.1f,%.1f: %+v", n+1, x0, y0, x1, y1, it)
			}
			for _, r := range it.Text {
				if r < ' ' || !page.Liberation().Has(r) {
					t.Fatalf("page %d: %U in %q (%s) cannot be printed", n+1, r, it.Text, it.Ref)
				}
			}
			if it.Kind == page.Text && it.Ref.Part != page.PartMark {
				texts = append(texts, it)
			}
			numbered = numbered || it.Text == fmt.Sprintf("Page %d of %d", n+1, len(d.Pages))
		}
		if !numbered {
			t.Fatalf("page %d of %d is not numbered", n+1, len(d.Pages))
		}
		if !slices.ContainsFunc(texts, func(it page.Item) bool { return it.Ref.Part != page.PartFoot }) {
			t.Fatalf("page %d of %d is blank", n+1, len(d.Pages))
		}
		const touch = 0.4
		for i, a := range texts {
			ax0, ay0, ax1, ay1 := a.Box()
			for _, b := range texts[i+1:] {
				bx0, by0, bx1, by1 := b.Box()
				if ax0+touch < bx1 && bx0+touch < ax1 && ay0+touch < by1 && by0+touch < ay1 {
					t.Fatalf("page %d: %q (%s) at %.1f,%.1f and %q (%s) at %.1f,%.1f overlap", n+1, a.Text, a.Ref, a.X, a.Y, b.Text, b.Ref, b.X, b.Y)
				}
			}
		}
	}
}

var texts = rapid.OneOf(
	rapid.SampledFrom([]string{"", "A", "Anjali Devi", "In re Smith", "a\nb\n\n\n\nc", "\t \n", "tab\tand\u00a0space", "line\r\nbreak",
		"Wolfeschlegelsteinhausenbergerdorff", "😀👩‍👩‍👧‍👦🇺🇸", "漢字仮名交じり文", "שלום עולם", "مرحبا بالعالم", "\u202eevil\u202c", "\U000e0041tag",
		"Dvořák & Łódź, §12 ¶3 €5", "Прочитать дело", "e\u0301 composed late", "zero\x00byte\x1b[31m", "bad\xff\xfeutf8", "½ ﬁ ™ ©"}),
	rapid.StringN(0, 80, -1),
	rapid.Map(rapid.IntRange(1, 80), func(n int) string { return strings.Repeat("W", n) }),
	rapid.Map(rapid.IntRange(1, 30), func(n int) string { return strings.Repeat("Longish Name ", n)[:min(80, n*12)] }),
)

var narratives = rapid.OneOf(texts,
	rapid.Map(rapid.IntRange(1, 40), func(n int) string { return strings.Repeat("conference with client regarding terms; ", n) }))

var amounts = rapid.OneOf(
	rapid.Map(rapid.Int64Range(-1_000_000, 10_000_000), func(v int64) money.Amount { return money.Amount(v) }),
	rapid.Map(rapid.Int64Range(-1e15, 1e15), func(v int64) money.Amount { return money.Amount(v) }),
	rapid.Just(money.Amount(0)))

var dates = rapid.Map(rapid.IntRange(0, 40_000), func(n int) cal.Date {
	if n == 0 {
		return 0
	}
	return cal.First.AddDays(n)
})

func hostile(t *rapid.T) bill.Invoice {
	text := func(name string) string { return texts.Draw(t, name) }
	money_ := func(name string) money.Amount { return amounts.Draw(t, name) }
	addr := func() firm.Address {
		return firm.Address{Line1: text("line1"), Line2: text("line2"), City: text("city"), Region: text("region"), Postcode: text("zip"), Country: text("country")}
	}
	inv := bill.Invoice{Number: text("number"), Draft: rapid.Bool().Draw(t, "draft"), Date: dates.Draw(t, "date"), DueOn: dates.Draw(t, "due"),
		PeriodFrom: dates.Draw(t, "from"), PeriodTo: dates.Draw(t, "to"),
		Currency: rapid.SampledFrom([]money.Currency{"USD", "JPY", "KRW", "INR", "KWD", "ILS"}).Draw(t, "currency"),
		Status:   rapid.SampledFrom([]bill.InvoiceStatus{bill.Final, bill.Sent, bill.Void}).Draw(t, "status"), VoidReason: text("void")}
	n := rapid.OneOf(rapid.IntRange(0, 6), rapid.IntRange(0, 40)).Draw(t, "lines")
	for i := range n {
		l := bill.Line{No: i + 1, Kind: rapid.SampledFrom([]bill.LineKind{bill.Fee, bill.Fee, bill.Fee, bill.Hard, bill.Soft}).Draw(t, "kind"),
			Date: dates.Draw(t, "day"), TimekeeperCode: text("tk")[:0] + rapid.StringN(0, 20, 20).Draw(t, "code"), Text: narratives.Draw(t, "text"),
			Units: money.Quantity(rapid.Int64Range(-1e9, 1e9).Draw(t, "units")), Rate: money.Rate(rapid.Int64Range(0, 1e12).Draw(t, "rate")),
			Amount: money_("amount"), Value: money_("value"), NoCharge: rapid.IntRange(0, 9).Draw(t, "nc") == 0}
		if rapid.Bool().Draw(t, "coded") {
			l.Task, l.Activity, l.Expense = "L120", "A104", "E101"
		}
		if l.NoCharge {
			l.Amount = 0
		}
		if l.Kind != bill.Fee && rapid.Bool().Draw(t, "trustpaid") {
			l.TrustPaid, l.Amount = text("paid"), 0
		}
		inv.Lines = append(inv.Lines, l)
		switch l.Kind {
		case bill.Fee:
			inv.Totals.Fees += l.Amount
		case bill.Hard:
			inv.Totals.Hard += l.Amount
		default:
			inv.Totals.Soft += l.Amount
		}
	}
	inv.Totals.Discount, inv.Totals.Tax, inv.Totals.Interest = money_("discount"), money_("tax"), money_("interest")
	inv.Totals.Total = inv.Totals.NetFees() + inv.Totals.Expenses() + inv.Totals.Tax + inv.Totals.Interest
	for range rapid.IntRange(0, 3).Draw(t, "keepers") {
		inv.Timekeepers = append(inv.Timekeepers, bill.TimekeeperTotal{Code: text("code"), Name: text("name"), Class: text("class"),
			Hours: 13000, NoChargeHours: money.Quantity(rapid.Int64Range(0, 1e7).Draw(t, "none")), Rate: 3250000, Mixed: rapid.Bool().Draw(t, "mixed"), Fees: money_("fees")})
	}
	p := &inv.Paper
	p.Firm = bill.PaperFirm{Name: text("firm"), Address: addr(), Phone: text("phone"), Email: text("mail"), Website: text("web"), LEDESFirmID: text("tax id"),
		PaymentText: narratives.Draw(t, "pay"), TermsText: narratives.Draw(t, "terms")}
	p.Client = bill.PaperClient{Code: text("client code"), Name: text("client"), Address: addr()}
	p.Matter = bill.PaperMatter{Code: text("matter code"), Name: narratives.Draw(t, "matter"), ClientMatterID: text("cm"), ClaimNo: text("claim"), PONumber: text("po"), Responsible: text("resp")}
	p.Description, p.DiscountText, p.Message = text("description"), narratives.Draw(t, "discount text"), narratives.Draw(t, "message")
	p.Account.Previous, p.Account.Payments, p.Account.Credits = money_("previous"), money_("payments"), money_("credits")
	for range rapid.IntRange(0, 4).Draw(t, "open") {
		p.Account.Open = append(p.Account.Open, bill.OpenInvoice{Number: text("open no"), Date: dates.Draw(t, "open date"), Matter: text("m"), Total: money_("t"), Paid: money_("p"), Balance: money_("b")})
	}
	p.Account.Aging = bill.Aging{Current: money_("a0"), D30: money_("a1"), Over: money_("a2")}
	if rapid.Bool().Draw(t, "trust") {
		tr := &bill.PaperTrust{From: dates.Draw(t, "tf"), To: dates.Draw(t, "tt"), Opening: money_("to"), Balance: money_("tb"), ToApply: money_("ta"),
			After: money_("te"), Floor: money_("fl"), Target: money_("tg"), Replenish: money_("rp"), ApplyAfter: 7, AccountName: text("account")}
		for range rapid.IntRange(0, 5).Draw(t, "moves") {
			tr.Movements = append(tr.Movements, bill.PaperTrustLine{Date: dates.Draw(t, "md"), Text: narratives.Draw(t, "mt"), Ref: text("mr"), Amount: money_("ma"), Balance: money_("mb")})
		}
		p.Trust = tr
	}
	for range rapid.IntRange(0, 3).Draw(t, "tasks") {
		p.Tasks = append(p.Tasks, bill.TaskTotal{Code: text("task code"), Name: text("task"), Hours: 10000, Fees: money_("task fees")})
	}
	return inv
}

// Whatever a bill holds, its paper stays a paper, and its printed amounts are
// the stored ones.
func TestAnyInvoice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		inv := hostile(t)
		st := page.Style{Size: rapid.SampledFrom([]page.Size{page.Letter, page.A4}).Draw(t, "size"), Review: rapid.Bool().Draw(t, "review")}
		d := page.Invoice(inv, st)
		check(t, d)
		fees, costs := printed(t, d, inv)
		if fees != inv.Totals.Fees || costs != inv.Totals.Expenses() {
			t.Fatalf("printed fees %v, expenses %v; stored %v, %v", fees, costs, inv.Totals.Fees, inv.Totals.Expenses())
		}
		if d.Layout() != page.Invoice(inv, st).Layout() {
			t.Fatalf("a second arrangement differs")
		}
	})
}

// printed reads the amounts back from the paper: of each line the figure that
// ends at the right margin.
func printed(t failer, d page.Doc, inv bill.Invoice) (fees, costs money.Amount) {
	t.Helper()
	found := map[page.Ref]page.Item{}
	for _, p := range d.Pages {
		for _, it := range p.Items {
			if it.Kind == page.Text && it.Ref.Line > 0 && (found[it.Ref].Text == "" || it.X+it.W > found[it.Ref].X+found[it.Ref].W+0.01) {
				found[it.Ref] = it
			}
		}
	}
	for _, l := range inv.Lines {
		part := page.PartExpenses
		if l.Kind == bill.Fee {
			part = page.PartFees
		}
		text := found[page.Ref{Part: part, Line: l.No}].Text
		if text == "No charge" && l.NoCharge {
			continue
		}
		a, err := money.ParseAmount(text, inv.Currency)
		if err != nil || a != l.Amount {
			t.Fatalf("line %d of %v shows %q: %v", l.No, l.Amount, text, err)
		}
		if l.Kind == bill.Fee {
			fees += a
		} else {
			costs += a
		}
	}
	return fees, costs
}

func TestAnyStatement(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		st := bill.Statement{Currency: money.USD, From: dates.Draw(t, "from"), AsOf: dates.Draw(t, "as of"), Opening: amounts.Draw(t, "o"),
			Closing: amounts.Draw(t, "c"), Unapplied: amounts.Draw(t, "u"), TrustHeld: amounts.Draw(t, "t"), AgeBy: "due"}
		st.Firm.Name, st.Client.Name, st.Client.Code = texts.Draw(t, "firm"), texts.Draw(t, "client"), texts.Draw(t, "code")
		st.Firm.PaymentText = narratives.Draw(t, "pay")
		for range rapid.IntRange(0, 60).Draw(t, "moves") {
			st.Movements = append(st.Movements, bill.Movement{Date: dates.Draw(t, "d"), Kind: texts.Draw(t, "kind"), Ref: texts.Draw(t, "ref"),
				Matter: texts.Draw(t, "m"), Text: narratives.Draw(t, "text"), Amount: amounts.Draw(t, "a"), Balance: amounts.Draw(t, "b")})
		}
		for range rapid.IntRange(0, 5).Draw(t, "open") {
			st.Open = append(st.Open, bill.OpenInvoice{Number: texts.Draw(t, "no"), Matter: texts.Draw(t, "m"), Balance: amounts.Draw(t, "b")})
		}
		check(t, page.Statement(st, page.Style{}))
	})
}

func TestAnyTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := page.Report{Firm: texts.Draw(t, "firm"), Title: "Report " + texts.Draw(t, "title"), Subtitle: texts.Draw(t, "sub")}
		n := rapid.IntRange(0, 12).Draw(t, "columns")
		for range n {
			r.Columns = append(r.Columns, page.Column{Label: texts.Draw(t, "label"), Right: rapid.Bool().Draw(t, "right"),
				Weight: float64(rapid.IntRange(0, 2).Draw(t, "weight"))})
		}
		for range rapid.IntRange(0, 30).Draw(t, "rows") {
			row := page.Row{Strong: rapid.Bool().Draw(t, "strong")}
			for range rapid.IntRange(0, n+1).Draw(t, "cells") {
				row.Cells = append(row.Cells, narratives.Draw(t, "cell"))
			}
			r.Rows = append(r.Rows, row)
		}
		if rapid.Bool().Draw(t, "totals") {
			r.Totals = []string{texts.Draw(t, "t1"), texts.Draw(t, "t2"), "1.00"}
		}
		check(t, page.Table(r, page.Style{}))
	})
}

func manyLines(n int) bill.Invoice {
	inv := billtest.WorkedInvoice()
	base := inv.Lines[:9]
	inv.Lines = nil
	for i := range n {
		l := base[i%len(base)]
		l.No = i + 1
		inv.Lines = append(inv.Lines, l)
	}
	return inv
}

func TestThreeHundredLines(t *testing.T) {
	inv := manyLines(300)
	d := page.Invoice(inv, page.Style{})
	check(t, d)
	seen := map[int]bool{}
	for n, p := range d.Pages {
		has, head := false, false
		for _, it := range p.Items {
			if it.Ref.Part == page.PartFees {
				has = has || it.Ref.Line > 0
				head = head || it.Text == "Services" && it.Face == page.Bold
			}
			seen[it.Ref.Line] = true
		}
		if has && !head {
			t.Errorf("page %d lacks the head of the fee table", n+1)
		}
		if n > 0 && has && !strings.Contains(p.Words(), "Fees  continued") {
			t.Errorf("page %d does not say that the fees continue", n+1)
		}
	}
	for i := range 300 {
		if !seen[i+1] {
			t.Errorf("line %d is lost", i+1)
		}
	}
}

// A narrative longer than a page flows on and loses no word; no page holds a
// single line of it.
func TestNarrativeLongerThanAPage(t *testing.T) {
	inv := manyLines(3)
	var b strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&b, "w%d ", i)
	}
	inv.Lines[1].Text = b.String()
	d := page.Invoice(inv, page.Style{})
	check(t, d)
	var got []string
	for n, p := range d.Pages {
		lines := 0
		for _, it := range p.Items {
			if it.Kind == page.Text && it.Ref == (page.Ref{Part: page.PartFees, Line: 2}) && strings.HasPrefix(it.Text, "w") {
				got = append(got, strings.Fields(it.Text)...)
				lines++
			}
		}
		if lines == 1 {
			t.Errorf("page %d holds a single line", n+1)
		}
	}
	if strings.Join(got, " ") != strings.TrimSpace(b.String()) {
		t.Errorf("words lost: %d of 5000", len(got))
	}
	if len(d.Pages) < 5 {
		t.Errorf("only %d pages", len(d.Pages))
	}
}

// The sum of a table never stands alone under a repeated head.
func TestNoOrphanSums(t *testing.T) {
	for n := 1; n < 60; n++ {
		d := page.Invoice(manyLines(n), page.Style{})
		for i, p := range d.Pages {
			line, sum := false, false
			for _, it := range p.Items {
				line = line || it.Ref.Part == page.PartFees && it.Ref.Line > 0
				sum = sum || strings.HasPrefix(it.Text, "Total fees")
			}
			if sum && !line {
				t.Errorf("%d lines: page %d has the sum without a line", n, i+1)
			}
		}
	}
}

// The ages of the open invoices stand on the page where their list ends.
func TestAgingStaysWithItsList(t *testing.T) {
	for n := 1; n < 60; n++ {
		inv := manyLines(1)
		for i := range n {
			inv.Paper.Account.Open = append(inv.Paper.Account.Open, bill.OpenInvoice{Number: fmt.Sprintf("2025-%04d", i), Total: 100, Balance: 100})
		}
		inv.Paper.Account.Aging.Over = money.Amount(100 * n)
		for i, p := range page.Invoice(inv, page.Style{}).Pages {
			if text := p.Words(); strings.Contains(text, "Age in days") && (!strings.Contains(text, "Open in all") || !strings.Contains(text, "2025-")) {
				t.Errorf("%d open invoices: page %d has the ages alone", n, i+1)
			}
		}
	}
}

// However a narrative falls on the page, no page begins or ends with one line of it.
func TestNoOrphanLines(t *testing.T) {
	for n := 6; n < 120; n++ {
		inv := manyLines(5)
		inv.Lines[2].Text = strings.TrimSpace(strings.Repeat("line\n", n))
		for i, p := range page.Invoice(inv, page.Style{}).Pages {
			lines := 0
			for _, it := range p.Items {
				if it.Text == "line" {
					lines++
				}
			}
			if lines == 1 {
				t.Errorf("%d lines: page %d has one of them", n, i+1)
			}
		}
	}
}

// However long the terms are, the slip stands whole at the foot of a page.
func TestSlipIsWhole(t *testing.T) {
	for n := 1; n < 130; n++ {
		inv := manyLines(3)
		inv.Paper.Firm.TermsText = strings.TrimSpace(strings.Repeat("line\n", n))
		d := page.Invoice(inv, page.Style{})
		check(t, d)
		text := d.Pages[len(d.Pages)-1].Words()
		wants(t, text, "Please detach", "Payable to", "Amount due", "Trust replenishment")
	}
}
