package page_test

import (
	"strings"
	"testing"

	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/trust"
	"matterbook/invoice/page"
)

func sampleRequest() trust.RequestPaper {
	return trust.RequestPaper{
		Firm: "Marlow & Dunne PLLC", Address: firm.Address{Line1: "220 Harbor Street", Line2: "Suite 900", City: "Tacoma", Region: "WA", Postcode: "98402"},
		Client: "Samuel Okonjo", ClientCode: "1019", Matter: "Okonjo v. Fairmont Health Partners", MatterCode: "1019-01",
		Account: "Marlow & Dunne PLLC Client Trust Account (IOLTA)", Number: "TR-2026-0001", On: cal.MustParse("2026-11-26"), Currency: money.USD,
		Floor: 300000, Target: 1000000, Amount: 1000000,
	}
}

// A deposit is paid into trust, and the letter comes back by the slip: the name
// of the account and the whole address stand on it, however long they are.
func TestALetterAsksForMoneyIntoTrust(t *testing.T) {
	d := page.TrustRequest(sampleRequest(), page.Style{})
	text := words(d)
	wants(t, text, "Trust deposit", "$10,000.00", "This is no bill", "payable to Marlow & Dunne PLLC Client Trust Account (IOLTA)")
	if n := strings.Count(text, "Tacoma, WA 98402"); n != 2 {
		t.Errorf("the town stands %d times, wanted in the letterhead and on the slip:\n%s", n, text)
	}
	inside(t, d)
	long := sampleRequest()
	long.Account = strings.Repeat("Interest on Lawyers' Trust Accounts ", 6)
	inside(t, page.TrustRequest(long, page.Style{}))
	inside(t, page.TrustRequest(long, page.Style{Size: page.A4}))
}
