package page_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"matterbook/app/bill"
	"matterbook/app/bill/billtest"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/invoice/page"
)

var update = flag.Bool("update", false, "write the layouts anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(gotLines), len(wantLines)) {
		g, w := "(end)", "(end)"
		if i < len(gotLines) {
			g = gotLines[i]
		}
		if i < len(wantLines) {
			w = wantLines[i]
		}
		if g != w {
			t.Fatalf("%s:%d\n got %s\nwant %s\n(go test ./invoice/page -update writes it anew)", file, i+1, g, w)
		}
	}
}

func words(d page.Doc) string {
	var b strings.Builder
	for _, p := range d.Pages {
		b.WriteString(p.Words())
	}
	return b.String()
}

func wants(t *testing.T, text string, lines ...string) {
	t.Helper()
	for _, l := range lines {
		if !strings.Contains(text, l) {
			t.Errorf("the paper lacks %q:\n%s", l, text)
		}
	}
}

func TestLayouts(t *testing.T) {
	golden(t, "invoice.txt", page.Invoice(billtest.WorkedInvoice(), page.Style{}).Layout())
	golden(t, "statement.txt", page.Statement(sampleStatement(), page.Style{}).Layout())
	golden(t, "deposit.txt", page.DepositSlip(sampleSlip(), page.Style{}).Layout())
	golden(t, "reminder.txt", page.Reminder(sampleReminder(), page.Style{}).Layout())
	golden(t, "report.txt", page.Table(sampleReport(), page.Style{}).Layout())
}

// Every figure of the worked invoice stands on its paper.
func TestWorkedInvoice(t *testing.T) {
	d := page.Invoice(billtest.WorkedInvoice(), page.Style{})
	wants(t, words(d),
		"Invoice no.  2026-0125", "June 18, 2026", "July 18, 2026 (30 days)", "June 1 – 17, 2026", "DEVI-001",
		"Previous balance  0.00", "Fees  2,094.50", "Courtesy discount  -80.00", "Expenses  165.90",
		"This invoice  2,180.40", "To be paid from trust  -2,180.40", "Total due  $0.00",
		"02 Jun 2026  RMD  L120  Review complaint and lease file; outline", "0.80  325.00  260.00",
		"0.50  240.00  No charge", "No charge; value 120.00", "1.50  240.00  360.00",
		"Total fees (and 0.50 hours at no charge)  8.90  2,094.50", "Net fees  2,014.50",
		"84  0.10  8.40", "1  95.00  95.00", "1  62.50  62.50", "1  435.00  0.00", "435.00 paid from trust 06-05, check 1089",
		"Paid to others on your behalf  157.50", "Services of the firm  8.40", "Total expenses  165.90", "Total of this invoice  $2,180.40",
		"RMD  Ruth M. Dunne  Partner  2.60  325.00  845.00", "JLK  Jonas L. Keller  Associate  0.50  4.20  240.00  1,008.00",
		"PAS  Priya A. Shah  Paralegal  2.10  115.00  241.50", "Total  0.50  8.90  2,094.50",
		"L210  Pleadings  3.40  678.50",
		"05 Jun 2026  Clerk of Court, filing fee  check 1089  -435.00  2,565.00", "Balance held for this matter on June 18, 2026  2,565.00",
		"To be applied to this invoice, 7 days after this invoice is sent  -2,180.40", "Expected balance afterwards  384.60",
		"$1,615.40", "$2,000.00", "$1,500.00", "Amount due  $0.00", "Trust replenishment  $1,615.40", "Please detach",
		fmt.Sprintf("Page 1 of %d", len(d.Pages)))
	if !d.Notes.Empty() {
		t.Errorf("notes: %s", d.Notes)
	}
}

// Sending a bill must not change its paper.
func TestPaperDoesNotKnowDelivery(t *testing.T) {
	sent := billtest.WorkedInvoice()
	final := billtest.WorkedInvoice()
	final.Status, final.SentOn, final.SentHow = bill.Final, 0, ""
	if page.Invoice(sent, page.Style{}).Layout() != page.Invoice(final, page.Style{}).Layout() {
		t.Error("the paper changed when the bill was sent")
	}
}

func TestDraftAndVoidCannotPassForInvoices(t *testing.T) {
	draft := billtest.WorkedInvoice()
	draft.Draft, draft.Number = true, ""
	void := billtest.WorkedInvoice()
	void.Status, void.VoidedOn, void.VoidReason = bill.Void, cal.MustParse("2026-06-20"), "wrong matter"
	for _, c := range []struct {
		name string
		inv  bill.Invoice
		st   page.Style
		mark string
		has  string
	}{
		{"draft", draft, page.Style{}, "DRAFT", "Draft – not an invoice"},
		{"pre-bill", draft, page.Style{Review: true}, "DRAFT", "Signature"},
		{"void", void, page.Style{}, "VOID", "Void since June 20, 2026"},
		{"copy", billtest.WorkedInvoice(), page.Style{Copy: true}, "COPY", "Please detach"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := page.Invoice(c.inv, c.st)
			for i, p := range d.Pages {
				n := 0
				for _, it := range p.Items {
					if it.Ref.Part == page.PartMark && it.Text == c.mark {
						n++
					}
				}
				if n != 1 {
					t.Errorf("page %d has %d marks %s", i+1, n, c.mark)
				}
			}
			text := words(d)
			wants(t, text, c.has)
			if slip := strings.Contains(text, "Please detach"); slip != (c.mark == "COPY") {
				t.Errorf("remittance slip: %v", slip)
			}
			if strings.Contains(text, "How to pay") != (c.mark == "COPY") {
				t.Error("asks for payment")
			}
		})
	}
	if text := words(page.Invoice(draft, page.Style{})); strings.Contains(text, "This invoice") || strings.Contains(text, "Please pay") {
		t.Error("a draft speaks as an invoice")
	}
}

func TestSummaryWords(t *testing.T) {
	for _, c := range []struct {
		name string
		make func(*bill.Invoice)
		want []string
	}{
		{"due", func(i *bill.Invoice) { i.Paper.Trust = nil }, []string{"Total due  $2,180.40", "Please pay by July 18, 2026."}},
		{"on receipt", func(i *bill.Invoice) { i.Paper.Trust, i.DueOn = nil, i.Date }, []string{"On receipt", "Please pay on receipt."}},
		{"credit", func(i *bill.Invoice) {
			i.Paper.Account = bill.PaperAccount{Previous: 10000, Payments: 25000, Credits: 500}
		},
			[]string{"Previous balance  100.00", "Payments received  -250.00", "Credits  -5.00", "Credit balance  $155.00", "No payment is needed now."}},
		{"tax", func(i *bill.Invoice) { i.Totals.Tax, i.Totals.Interest = 12345, 2219 }, []string{"Tax  123.45", "Interest  22.19"}},
		{"sign the font lacks", func(i *bill.Invoice) { i.Currency, i.Paper.Trust = "KWD", nil }, []string{"KWD 218.040", "Currency  KWD"}},
		{"average rate", func(i *bill.Invoice) { i.Timekeepers[0].Mixed = true }, []string{"average 325.00"}},
		{"in re", func(i *bill.Invoice) { i.Paper.Matter.Name = "In re Smith" }, []string{"\nIn re Smith"}},
		{"reduced", func(i *bill.Invoice) { i.Lines[0].Value = 30000 }, []string{"Value 300.00, reduced by 40.00"}},
		{"references", func(i *bill.Invoice) {
			i.Paper.Matter.ClaimNo, i.Paper.Matter.PONumber, i.Paper.Matter.ClientMatterID = "CL-9", "PO-7", "LEG-1"
		}, []string{"Claim no.  CL-9", "PO no.  PO-7", "Your matter no.  LEG-1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			inv := billtest.WorkedInvoice()
			c.make(&inv)
			wants(t, words(page.Invoice(inv, page.Style{})), c.want...)
		})
	}
}

// The letter shows through the window of a no. 10 envelope.
func TestAddressStandsInTheWindow(t *testing.T) {
	const inch = 72
	for _, it := range page.Invoice(billtest.WorkedInvoice(), page.Style{}).Pages[0].Items {
		if it.Ref.Part != page.PartClient || it.Text == "Bill to" {
			continue
		}
		x0, y0, x1, y1 := it.Box()
		if x0 < 0.875*inch || x1 > 5.375*inch || y0 < 2.04*inch || y1 > 3.17*inch {
			t.Errorf("%q at %.0f,%.0f to %.0f,%.0f is outside the window", it.Text, x0, y0, x1, y1)
		}
	}
}

func TestClickLeadsToTheLine(t *testing.T) {
	d := page.Invoice(billtest.WorkedInvoice(), page.Style{})
	for n, p := range d.Pages {
		for _, it := range p.Items {
			if it.Text == "Telephone call with client regarding mediation dates and" {
				got, ok := d.At(n, it.X+20, it.Y-2)
				if !ok || got.Ref != (page.Ref{Part: page.PartFees, Line: 8}) {
					t.Errorf("the click leads to %v", got.Ref)
				}
			}
		}
	}
	if _, ok := d.At(0, 2, 2); ok {
		t.Error("a click on the bare margin leads somewhere")
	}
	if _, ok := d.At(99, 2, 2); ok {
		t.Error("a click beyond the last page leads somewhere")
	}
}

func sampleStatement() bill.Statement {
	w := billtest.WorkedInvoice()
	day := cal.MustParse
	return bill.Statement{
		Firm: w.Paper.Firm, Client: w.Paper.Client, Currency: money.USD, From: day("2026-01-01"), AsOf: day("2026-06-30"),
		Opening: 50000,
		Movements: []bill.Movement{
			{Date: day("2026-02-10"), Kind: "payment", Ref: "ck 2231", Matter: "DEVI-001", Text: "Check, thank you", Amount: -50000, Balance: 0},
			{Date: day("2026-05-18"), Kind: "invoice", Ref: "2026-0107", Matter: "DEVI-002", Amount: 90000, Balance: 90000},
			{Date: day("2026-06-18"), Kind: "invoice", Ref: "2026-0125", Matter: "DEVI-001", Amount: 218040, Balance: 308040},
			{Date: day("2026-06-25"), Kind: "payment", Ref: "T-0033", Matter: "DEVI-001", Text: "From trust", Amount: -218040, Balance: 90000},
			{Date: day("2026-06-29"), Kind: "payment", Ref: "ck 2240", Amount: -20000, Balance: 70000},
		},
		Closing: 70000,
		Open: []bill.OpenInvoice{{Number: "2026-0107", Date: day("2026-05-18"), DueOn: day("2026-06-17"), Matter: "DEVI-002",
			Total: 90000, Balance: 90000}},
		Aging: bill.Aging{D30: 90000}, AgeBy: "due", Unapplied: 20000, TrustHeld: 188460,
	}
}

func TestStatement(t *testing.T) {
	wants(t, words(page.Statement(sampleStatement(), page.Style{})),
		"Balance before January 1, 2026  500.00", "Invoices and other charges  3,080.40", "Payments and credits  -2,880.40", "Balance due  $700.00",
		"25 Jun 2026  From trust  T-0033  DEVI-001  -2,180.40  900.00", "Balance on June 30, 2026  700.00",
		"DEVI-002  2026-0107  18 May 2026  17 Jun 2026  900.00  0.00  900.00", "Age in days since the due date",
		"Received and not yet applied to an invoice  -200.00", "Held in trust for you, not part of the balance  1,884.60",
		"Amount enclosed", "Page 1 of")
	nothing := sampleStatement()
	nothing.Opening, nothing.Movements, nothing.Closing, nothing.Open, nothing.Unapplied = 0, nil, 0, nil, 0
	text := words(page.Statement(nothing, page.Style{}))
	wants(t, text, "Nothing is due.", "No invoice is open.")
	if strings.Contains(text, "Please detach") {
		t.Error("a slip although nothing is due")
	}
}

func sampleReport() page.Report {
	return page.Report{
		Firm: "Marlow & Dunne PLLC", Title: "Client trust ledger", Subtitle: "Devi, DEVI-001, June 2026", Date: cal.MustParse("2026-06-30"),
		Columns: []page.Column{{Label: "Date"}, {Label: "Payor, payee and purpose", Weight: 1}, {Label: "Ref."},
			{Label: "In", Right: true}, {Label: "Out", Right: true}, {Label: "Balance", Right: true}},
		Rows: []page.Row{
			{Cells: []string{"31 May 2026", "Opening balance", "", "", "", "3,000.00"}, Strong: true},
			{Cells: []string{"05 Jun 2026", "Clerk of Court, filing fee", "ck 1089", "", "435.00", "2,565.00"}},
			{Cells: []string{"24 Jun 2026", "Anjali Devi, replenishment", "dep 613", "1,500.00", "", "4,065.00"}},
			{Cells: []string{"25 Jun 2026", "To operating, invoice 2026-0125", "T-0033", "", "2,180.40", "1,884.60"}},
		},
		Totals: []string{"", "Total", "", "1,500.00", "2,615.40", "1,884.60"}, Remarks: []string{"Prepared by Ruth M. Dunne."},
	}
}

func TestTable(t *testing.T) {
	r := sampleReport()
	d := page.Table(r, page.Style{})
	if d.Width > d.Height {
		t.Error("a narrow report lies down")
	}
	for range 80 {
		r.Rows = append(r.Rows, r.Rows[1])
	}
	for _, l := range bill.AgingLabels {
		r.Columns = append(r.Columns, page.Column{Label: l, Right: true})
	}
	for i := range r.Rows {
		r.Rows[i].Cells = append(r.Rows[i].Cells, "1,234,567.89", "1,234,567.89", "1,234,567.89", "1,234,567.89", "1,234,567.89", "1,234,567.89")
	}
	d = page.Table(r, page.Style{})
	if d.Width < d.Height || len(d.Pages) < 3 {
		t.Errorf("a wide report stands upright: %.0f x %.0f, %d pages", d.Width, d.Height, len(d.Pages))
	}
	check(t, d)
	for i, p := range d.Pages {
		wants(t, p.Words(), "Payor, payee and purpose", fmt.Sprintf("Page %d of %d", i+1, len(d.Pages)))
	}
	wants(t, words(page.Table(page.Report{Title: "Empty", Columns: r.Columns}, page.Style{})), "Nothing to show.")
}
