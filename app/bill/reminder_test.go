package bill

import (
	"strings"
	"testing"

	"matterbook/app/cal"
	"matterbook/app/money"
)

func TestALetterSaysWhatIsKnown(t *testing.T) {
	r := Reminder{Firm: PaperFirm{Name: "Dunne & Keller LLP", Phone: "503 555 0100"}, Client: PaperClient{Name: "Devi, Anjali"}, Currency: money.USD, Date: cal.MustParse("2026-06-18"),
		Days: 45, PastDue: 123450, Total: 200000, Open: []OpenInvoice{{Number: "2026-0001", Date: cal.MustParse("2026-04-04")}}}
	r.Fill(ReminderText{Level: 2, Subject: "{count} of {firm}", Body: "Dear {client},\r\n\r\n{amount} of {total}, {days} days, {oldest}, {date}, {phone}\n\n\n\n {client} "})
	if r.Level != 2 || r.Subject != "1 of Dunne & Keller LLP" {
		t.Errorf("subject %q", r.Subject)
	}
	want := "Dear Anjali Devi,|$1,234.50 of $2,000.00, 45 days, April 4, 2026, June 18, 2026, 503 555 0100|Anjali Devi"
	if got := strings.Join(r.Body, "|"); got != want {
		t.Errorf("body\n%s\nwant\n%s", got, want)
	}
}

func TestTheToneFollowsTheAge(t *testing.T) {
	usual := UsualReminders()
	for days, want := range map[int]int{0: 0, 29: 0, 30: 1, 59: 1, 60: 2, 89: 2, 90: 3, 4000: 3} {
		text, ok := ToneFor(usual[:], days)
		if text.Level != want || ok != (want > 0) {
			t.Errorf("%d days: tone %d, want %d", days, text.Level, want)
		}
	}
}

func TestSalutation(t *testing.T) {
	for name, want := range map[string]string{"Devi, Anjali": "Anjali Devi", "Castellan LLC": "Castellan LLC", "Brightwater, Inc.": "Brightwater, Inc.", "Harbor Realty, LLC": "Harbor Realty, LLC",
		"van der Berg, Jan": "van der Berg, Jan", "Smith, Jones, Brown": "Smith, Jones, Brown", "": "", "Marlow & Dunne, Partners": "Marlow & Dunne, Partners"} {
		if got := Salutation(name); got != want {
			t.Errorf("%q is addressed as %q, want %q", name, got, want)
		}
	}
}
