package app_test

import (
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
)

// The clock stands at 30 June 2026.
func TestTrustIsNotDatedFarAhead(t *testing.T) {
	d := trustDesk(t)
	ids := postAll(t, d, juneMonth)
	before := balances(t, d, "")
	if _, err := post(t.Context(), d, posting{"2027-06-24", "receipt", "DEVI", "10.00", "typing", "wire"}); fault.Code(err) != "date.ahead" {
		t.Errorf("a receipt of next year: %v", err)
	}
	if _, err := post(t.Context(), d, posting{"2026-08-01", "check", "DEVI", "10.00", "1093", ""}); fault.Code(err) != "date.ahead" {
		t.Errorf("a check 32 days ahead: %v", err)
	}
	if _, err := d.VoidTrust(t.Context(), app.ReverseTrust{Entry: ids["1092"], Date: cal.MustParse("2027-07-03"), Reason: "lost"}); fault.Code(err) != "date.ahead" {
		t.Errorf("a void of next year: %v", err)
	}
	if _, err := d.ClearTrust(t.Context(), app.ClearTrust{Entry: ids["1089"], On: cal.MustParse("2026-07-01")}); fault.Code(err) != "date.ahead" {
		t.Errorf("cleared tomorrow: %v", err)
	}
	for matter, b := range balances(t, d, "") {
		if b != before[matter] {
			t.Errorf("%s went from %+v to %+v", matter, before[matter], b)
		}
	}
	must(d.ClearTrust(t.Context(), app.ClearTrust{Entry: ids["1089"], On: cal.MustParse("2026-06-30")}))(t)
	if _, err := post(t.Context(), d, posting{"2026-07-31", "check", "DEVI", "10.00", "1093", ""}); err != nil {
		t.Errorf("a check 31 days ahead: %v", err)
	}
}
