package present

import (
	"testing"

	"matterbook/app/fault"
	"matterbook/app/trust"
)

func TestTheTrustDeskBeginsWithThePooledAccount(t *testing.T) {
	one, pool := trust.Account{Code: "ALDER", Kind: trust.Separate}, trust.Account{Code: "IOLTA", Kind: trust.Pooled}
	if got := firstAccount([]trust.Account{one, pool}); got.Code != "IOLTA" {
		t.Errorf("begins with %s", got.Code)
	}
	if got := firstAccount([]trust.Account{one}); got.Code != "ALDER" {
		t.Errorf("without a pooled account: %s", got.Code)
	}
}

func TestAFaultAtAFieldIsASentence(t *testing.T) {
	hours, wide := Field{}, Field{}
	var c fault.Check
	c.Add("hours", "hours.required", "hours are required.")
	c.Add("wide", "wide.format", "écu is no currency.")
	err := c.Result("entry.invalid", "The entry")
	if rest := (Fields{"hours": &hours, "wide": &wide}).Place(err); rest != nil || hours.Fault != "Hours are required." || wide.Fault != "Écu is no currency." {
		t.Errorf("%q, %q, rest %v", hours.Fault, wide.Fault, rest)
	}
}
