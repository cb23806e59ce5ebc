package page_test

import (
	"strings"
	"testing"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/invoice/page"
)

func collectFirm() bill.PaperFirm {
	return bill.PaperFirm{Name: "Marlow & Dunne PLLC", Address: firm.Address{Line1: "41 Harbor Street", City: "Portland", Region: "OR", Postcode: "97201"}, Phone: "503 555 0100", Email: "billing@marlow.example",
		PaymentText: "Checks to Marlow & Dunne PLLC. Wires to Cascade Bank, routing 125000000, account 4471."}
}

func sampleSlip() bill.DepositSlip {
	return bill.DepositSlip{Firm: collectFirm(), No: 12, Date: cal.MustParse("2026-06-18"), Account: "Cascade Bank, operating account 4471", Currency: money.USD, Expected: 150000, Total: 150000,
		Items: []bill.DepositLine{
			{From: "Acme Insurance Company of the Northwest", Method: bill.ByCheck, Reference: "9001", Received: cal.MustParse("2026-06-17"), Amount: 121500, Clients: []string{"DEVI", "CAST"}},
			{From: "Anjali Devi", Method: bill.ByCash, Received: cal.MustParse("2026-06-18"), Amount: 8500, Clients: []string{"DEVI"}},
			{From: "Castellan LLC", Method: bill.ByCheck, Reference: "772", Received: cal.MustParse("2026-06-18"), Amount: 20000, Clients: []string{"CAST"}},
		}}
}

func sampleReminder() bill.Reminder {
	r := bill.Reminder{Firm: collectFirm(), Client: bill.PaperClient{Code: "DEVI", Name: "Devi, Anjali", Address: firm.Address{Line1: "7 Lake Road", City: "Portland", Region: "OR", Postcode: "97202"}},
		Currency: money.USD, Date: cal.MustParse("2026-06-18"), Days: 78, PastDue: 97500, Total: 195000,
		Open: []bill.OpenInvoice{{Number: "2026-0001", Date: cal.MustParse("2026-03-02"), DueOn: cal.MustParse("2026-04-01"), Matter: "DEVI-001", Total: 32500, Balance: 32500},
			{Number: "2026-0002", Date: cal.MustParse("2026-04-20"), DueOn: cal.MustParse("2026-05-20"), Matter: "DEVI-001", Total: 70000, Paid: 5000, Balance: 65000}}}
	r.Fill(bill.UsualReminders()[1])
	return r
}

func TestDepositSlip(t *testing.T) {
	text := words(page.DepositSlip(sampleSlip(), page.Style{}))
	wants(t, text, "Deposit slip", "Deposit no.  12", "Date  June 18, 2026", "Cascade Bank, operating account 4471", "18 Jun 2026  Anjali Devi  DEVI  85.00", "Cash  85.00",
		"17 Jun 2026  Acme Insurance Company of the Northwest  DEVI, CAST  9001  1,215.00", "2 checks  1,415.00", "Total deposit  $1,500.00", "Received by the bank", "Page 1 of 1")
	for _, it := range page.DepositSlip(sampleSlip(), page.Style{}).Pages[0].Items {
		if it.Ref.Part == page.PartMark {
			t.Error("a closed slip is marked as a draft")
		}
	}
	if strings.Index(text, "Cash") > strings.Index(text, "Checks") {
		t.Error("cash does not stand first")
	}
	open := sampleSlip()
	open.Draft, open.Expected = true, 150001
	drafted := page.DepositSlip(open, page.Style{})
	marked := false
	for _, it := range drafted.Pages[0].Items {
		marked = marked || it.Ref.Part == page.PartMark && it.Text == "DRAFT"
	}
	if !marked {
		t.Error("a deposit that is not closed is not marked as a draft")
	}
	wants(t, words(drafted), "Missing to the counted total  0.01")
	open.Expected = 140000
	wants(t, words(page.DepositSlip(open, page.Style{})), "More than the counted total  100.00")
	open.Items, open.Total, open.Account = nil, 0, ""
	wants(t, words(page.DepositSlip(open, page.Style{})), "Nothing is in this deposit yet.", "Total deposit  $0.00")
}

// A slip of many checks with long names stays inside its sheet, its head on
// every page, and adds up to what is printed.
func TestALongDepositSlip(t *testing.T) {
	s := sampleSlip()
	s.Items, s.Total = nil, 0
	for i := range 120 {
		s.Items = append(s.Items, bill.DepositLine{From: strings.Repeat("Trustees of the Estate of ", 3) + "R. Ainsley", Method: bill.ByCheck, Reference: strings.Repeat("9", 30), Received: s.Date, Amount: money.Amount(100 + i), Clients: []string{"CLIENT-2026-00000001", "CLIENT-2026-00000002"}})
		s.Total += money.Amount(100 + i)
	}
	d := page.DepositSlip(s, page.Style{})
	if len(d.Pages) < 3 {
		t.Fatalf("%d pages", len(d.Pages))
	}
	wants(t, words(d), "120 checks  191.40", "Total deposit  $191.40")
	inside(t, d)
	for i, p := range d.Pages[:len(d.Pages)-1] {
		if !strings.Contains(p.Words(), "For clients") {
			t.Errorf("page %d has no head", i+1)
		}
	}
}

func TestReminder(t *testing.T) {
	d := page.Reminder(sampleReminder(), page.Style{})
	if len(d.Pages) != 1 {
		t.Errorf("a letter about two invoices takes %d pages", len(d.Pages))
	}
	text := words(d)
	wants(t, text, "Reminder", "Your account is past due", "Dear Anjali Devi,", "$975.00 is past due, the oldest open", "Invoices past due",
		"2026-0001  02 Mar 2026  01 Apr 2026  325.00  0.00  325.00", "2026-0002  20 Apr 2026  20 May 2026  700.00  -50.00  650.00", "How to pay", "Past due  $975.00  Amount enclosed", "Sincerely,")
	long := sampleReminder()
	long.Client.Name = strings.Repeat("Association of the Owners of ", 3)
	long.Body = append(long.Body, strings.Repeat("Every word of this paragraph wraps. ", 80), strings.Repeat("X", 400))
	for i := range 70 {
		o := long.Open[0]
		o.Number, o.Matter = "2026-1"+string(rune('0'+i%10))+string(rune('0'+i/10)), "DEVI-00"+string(rune('1'+i%5))
		long.Open = append(long.Open, o)
	}
	inside(t, page.Reminder(long, page.Style{}))
	inside(t, page.Reminder(long, page.Style{Size: page.A4}))
}

// inside fails when anything is drawn outside the sheet.
func inside(t *testing.T, d page.Doc) {
	t.Helper()
	for i, p := range d.Pages {
		for _, it := range p.Items {
			if it.Kind == page.Text && it.Ref.Part != page.PartMark && (it.X < 0 || it.X+it.W > d.Width+0.5 || it.Y < 0 || it.Y > d.Height) {
				t.Errorf("page %d: %q stands at %.1f,%.1f, %.1f wide", i+1, it.Text, it.X, it.Y, it.W)
			}
		}
	}
}
