package firm_test

import (
	"strings"
	"testing"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
)

var (
	goodFirm   = firm.Firm{Name: "Harbor Law", Currency: money.USD, AgeBy: firm.AgeByDue, InvoiceSeries: "{YYYY}-{NNNN}", TermsDays: 30}
	goodUser   = firm.User{Code: "ann", Name: "Ann", Role: firm.Billing}
	goodClient = firm.Client{Code: "100", Name: "Devi", Currency: money.USD, TermsDays: -1}
	goodMatter = firm.Matter{Code: "100-01", Name: "Devi v. Lane", Status: firm.MatterOpen, Arrangement: firm.Hourly}
	goodKeeper = firm.Timekeeper{Code: "RMD", LastName: "Dane", Class: "PARTNR"}
)

type checker interface{ Check(*fault.Check) }

func with[T any](v T, f func(*T)) T { f(&v); return v }

func TestEveryFieldIsChecked(t *testing.T) {
	long := strings.Repeat("x", 201)
	for _, c := range []struct {
		v    checker
		code string
	}{
		{goodFirm, ""}, {goodUser, ""}, {goodClient, ""}, {goodMatter, ""}, {goodKeeper, ""},
		{with(goodFirm, func(f *firm.Firm) { f.Name = " " }), "name.required"},
		{with(goodFirm, func(f *firm.Firm) { f.Name = "a\x00b" }), "name.characters"},
		{with(goodFirm, func(f *firm.Firm) { f.Name = "a\xffb" }), "name.encoding"},
		{with(goodFirm, func(f *firm.Firm) { f.Currency = "XXQ" }), "currency.unknown"},
		{with(goodFirm, func(f *firm.Firm) { f.AgeBy = "moon" }), "age_by.unknown"},
		{with(goodFirm, func(f *firm.Firm) { f.TermsDays = -1 }), "terms_days.range"},
		{with(goodFirm, func(f *firm.Firm) { f.InvoiceSeries = "" }), "invoice_series.required"},
		{with(goodFirm, func(f *firm.Firm) { f.LEDESFirmID = "94|123" }), "ledes_firm_id.format"},
		{with(goodFirm, func(f *firm.Firm) { f.Email = "nobody" }), "email.format"},
		{with(goodFirm, func(f *firm.Firm) { f.Address.City = long }), "city.length"},
		{with(goodFirm, func(f *firm.Firm) { f.TimeRule.Increment = 3000 }), "increment.range"},
		{with(goodFirm, func(f *firm.Firm) { f.TimeRule.Increment = -1 }), "increment.range"},
		{with(goodFirm, func(f *firm.Firm) { f.TimeRule.Minimum = 25 * money.Hour }), "minimum.range"},
		{with(goodUser, func(u *firm.User) { u.Code = "" }), "code.required"},
		{with(goodUser, func(u *firm.User) { u.Role = "boss" }), "role.unknown"},
		{with(goodUser, func(u *firm.User) { u.Role = firm.Attorney }), "timekeeper.required"},
		{with(goodClient, func(c *firm.Client) { c.Code = strings.Repeat("1", 21) }), "code.length"},
		{with(goodClient, func(c *firm.Client) { c.Code = "a|b" }), "code.characters"},
		{with(goodClient, func(c *firm.Client) { c.Name = "two\nlines" }), "name.characters"},
		{with(goodClient, func(c *firm.Client) { c.TermsDays = 4000 }), "terms_days.range"},
		{with(goodMatter, func(m *firm.Matter) { m.Status = "asleep" }), "status.unknown"},
		{with(goodMatter, func(m *firm.Matter) { m.Arrangement = "barter" }), "fee_arrangement.unknown"},
		{with(goodMatter, func(m *firm.Matter) { m.FeeAmount = -1 }), "fee_amount.negative"},
		{with(goodMatter, func(m *firm.Matter) { m.TrustFloor, m.TrustTarget = 200, 100 }), "trust_target.below_floor"},
		{with(goodMatter, func(m *firm.Matter) { m.CodesRequired = true }), "code_set.required"},
		{with(goodMatter, func(m *firm.Matter) {
			m.OpenedOn, m.ClosedOn = cal.MustParse("2026-02-01"), cal.MustParse("2026-01-01")
		}), "closed_on.before_opening"},
		{with(goodKeeper, func(k *firm.Timekeeper) { k.LastName = "" }), "last_name.required"},
		{with(goodKeeper, func(k *firm.Timekeeper) { k.Class = "" }), "class.required"},
		{with(goodKeeper, func(k *firm.Timekeeper) { k.StandardRate = -1 }), "standard_rate.range"},
		{with(goodKeeper, func(k *firm.Timekeeper) {
			k.StartDate, k.EndDate = cal.MustParse("2026-02-01"), cal.MustParse("2026-01-01")
		}), "end_date.before_start"},
	} {
		var check fault.Check
		c.v.Check(&check)
		if c.code == "" && !check.OK() || c.code != "" && (len(check.Faults()) != 1 || check.Faults()[0].Code != c.code) {
			t.Errorf("%+v: %v, want %q", c.v, check.Faults(), c.code)
		}
	}
}

func TestEveryFaultIsReportedAtOnce(t *testing.T) {
	var check fault.Check
	firm.Client{Code: "a|b", TermsDays: -2, Email: "x"}.Check(&check)
	if n := len(check.Faults()); n != 5 { // code, name, email, terms, currency
		t.Errorf("%d faults: %v", n, check.Faults())
	}
}

func TestTimeRuleForTakesEachPartFromTheNearest(t *testing.T) {
	f := firm.Firm{TimeRule: firm.TimeRule{Minimum: 2000, Increment: 1000}}
	c := firm.Client{TimeRule: firm.TimeRule{Increment: 2500}}
	m := firm.Matter{TimeRule: firm.TimeRule{Minimum: 5000}}
	if got := firm.TimeRuleFor(f, c, m); got != (firm.TimeRule{Minimum: 5000, Increment: 2500}) {
		t.Errorf("%+v", got)
	}
	if got := firm.TimeRuleFor(firm.Firm{}, firm.Client{}, firm.Matter{}); got != (firm.TimeRule{Minimum: 1000, Increment: 1000}) {
		t.Errorf("no rule anywhere must give tenths: %+v", got)
	}
}

func TestLEDESNameCutsTheFirstNameNeverTheLast(t *testing.T) {
	for want, k := range map[string]firm.Timekeeper{
		"Dane, Ruth M.":                  {LastName: "Dane", FirstName: "Ruth M."},
		"Featherstonehaugh-Cholmondeley": {LastName: "Featherstonehaugh-Cholmondeley-Smythe", FirstName: "Al"},
		"Dane":                           {LastName: "Dane"},
	} {
		if got := k.LEDESName(); got != want || len([]rune(got)) > 30 {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
