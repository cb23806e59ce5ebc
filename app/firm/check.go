package firm

import (
	"slices"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/money"
)

// Limits of texts, in characters.
const (
	maxName = 200
	maxLine = 200
	maxText = 15_000
)

// CheckCode notes what is wrong with a code that people and LEDES files use: 1
// to 20 printable characters without pipes and brackets.
func CheckCode(check *fault.Check, path, code string) {
	switch {
	case code == "":
		check.Add(path, path+".required", "%s is required.", path)
	case len(code) > 20:
		check.Add(path, path+".length", "%s %q is longer than 20 characters (the limit of LEDES).", path, code)
	case strings.ContainsAny(code, "|[]"):
		check.Add(path, path+".characters", "%s %q must not hold |, [ or ]: LEDES files have no way to write them.", path, code)
	default:
		check.Text(path, code, 20)
		if strings.Contains(code, "\n") {
			check.Add(path, path+".characters", "%s %q must not hold a line end.", path, code)
		}
	}
}

// Check notes what is wrong with an address.
func (a Address) Check(check *fault.Check) {
	line(check, "address1", a.Line1)
	line(check, "address2", a.Line2)
	line(check, "city", a.City)
	line(check, "region", a.Region)
	line(check, "postcode", a.Postcode)
	line(check, "country", a.Country)
}

// Trim cuts the blanks around every line.
func (a Address) Trim() Address {
	for _, l := range []*string{&a.Line1, &a.Line2, &a.City, &a.Region, &a.Postcode, &a.Country} {
		*l = strings.TrimSpace(*l)
	}
	return a
}

func line(check *fault.Check, path, text string) {
	check.Text(path, text, maxLine)
	if strings.Contains(text, "\n") {
		check.Add(path, path+".characters", "%s must be one line.", path)
	}
}

func email(check *fault.Check, path, text string) {
	line(check, path, text)
	if text != "" && (strings.Count(text, "@") != 1 || strings.ContainsAny(text, " ,;<>") || strings.HasPrefix(text, "@") || strings.HasSuffix(text, "@")) {
		check.Add(path, path+".format", "%s %q is not an address like name@example.com.", path, text)
	}
}

// Check notes what is wrong with a rule for rounding time. Zero fields inherit.
// An increment divides the hour into equal parts (0.1, 0.25), so that a bill
// and a LEDES file can show it without a rest.
func (r TimeRule) Check(check *fault.Check) {
	if r.Minimum < 0 || r.Minimum > 24*money.Hour {
		check.Add("minimum", "minimum.range", "minimum must lie between 0 and 24 hours.")
	}
	if r.Increment < 0 || r.Increment > money.Hour || r.Increment > 0 && money.Hour%r.Increment != 0 {
		check.Add("increment", "increment.range", "increment must divide an hour into equal parts, like 0.1 or 0.25, and be at most 1.")
	}
}

func terms(check *fault.Check, days, least int) {
	if days < least || days > 3650 {
		check.Add("terms_days", "terms_days.range", "terms_days must lie between 0 and 3650.")
	}
}

// Check notes what is wrong with the firm's settings.
func (f Firm) Check(check *fault.Check) {
	check.Require("name", f.Name)
	line(check, "name", f.Name)
	f.Address.Check(check)
	line(check, "phone", f.Phone)
	email(check, "email", f.Email)
	line(check, "website", f.Website)
	line(check, "ledes_firm_id", f.LEDESFirmID)
	if strings.ContainsAny(f.LEDESFirmID, "|[]") || len(f.LEDESFirmID) > 20 {
		check.Add("ledes_firm_id", "ledes_firm_id.format", "ledes_firm_id takes at most 20 characters without |, [ and ].")
	}
	if !f.Currency.Known() {
		check.Add("currency", "currency.unknown", "currency %q is not an ISO 4217 code the program knows.", string(f.Currency))
	}
	f.TimeRule.Check(check)
	terms(check, f.TermsDays, 0)
	if f.AgeBy != AgeByDue && f.AgeBy != AgeByInvoice {
		check.Add("age_by", "age_by.unknown", "age_by %q is not one of due, invoice.", string(f.AgeBy))
	}
	check.Require("invoice_series", f.InvoiceSeries)
	check.Text("payment_text", f.PaymentText, maxText)
	check.Text("terms_text", f.TermsText, maxText)
	f.Paper.Check(check)
}

// Check notes what is wrong with the choices for papers.
func (p Paper) Check(check *fault.Check) {
	if p.Size != Letter && p.Size != A4 {
		check.Add("paper_size", "paper_size.unknown", "paper_size %q is not one of letter, a4.", string(p.Size))
	}
	line(check, "foot_text", p.Foot)
}

// Check notes what is wrong with an office.
func (o Office) Check(check *fault.Check) {
	CheckCode(check, "code", o.Code)
	check.Require("name", o.Name)
	line(check, "name", o.Name)
	o.Address.Check(check)
	line(check, "phone", o.Phone)
}

// Roles in the order they are offered.
var Roles = []Role{Admin, Billing, Attorney, Trust, Auditor}

// Check notes what is wrong with a user.
func (u User) Check(check *fault.Check) {
	CheckCode(check, "code", u.Code)
	check.Require("name", u.Name)
	line(check, "name", u.Name)
	if !slices.Contains(Roles, u.Role) {
		check.Add("role", "role.unknown", "role %q is not one of admin, billing, attorney, trust, auditor.", string(u.Role))
	}
	if u.Role == Attorney && u.TimekeeperID == 0 {
		check.Add("timekeeper", "timekeeper.required", "An attorney enters own time, so the user needs the timekeeper he or she is.")
	}
}

// Check notes what is wrong with a client.
func (c Client) Check(check *fault.Check) {
	CheckCode(check, "code", c.Code)
	check.Require("name", c.Name)
	line(check, "name", c.Name)
	c.Address.Check(check)
	email(check, "email", c.Email)
	terms(check, c.TermsDays, -1)
	if !c.Currency.Known() {
		check.Add("currency", "currency.unknown", "currency %q is not an ISO 4217 code the program knows.", string(c.Currency))
	}
	line(check, "ledes_client_id", c.LEDESClientID)
	c.TimeRule.Check(check)
	check.Text("instructions", c.Instructions, maxText)
}

// Check notes what is wrong with a matter by itself.
func (m Matter) Check(check *fault.Check) {
	CheckCode(check, "code", m.Code)
	check.Require("name", m.Name)
	line(check, "name", m.Name)
	if m.Status != MatterOpen && m.Status != MatterClosed {
		check.Add("status", "status.unknown", "status %q is not one of open, closed.", string(m.Status))
	}
	if !m.ClosedOn.IsZero() && m.ClosedOn < m.OpenedOn {
		check.Add("closed_on", "closed_on.before_opening", "The matter cannot be closed (%s) before it was opened (%s).", m.ClosedOn, m.OpenedOn)
	}
	line(check, "practice_area", m.PracticeArea)
	if !slices.Contains(Arrangements, m.Arrangement) {
		check.Add("fee_arrangement", "fee_arrangement.unknown", "fee_arrangement %q is not one of hourly, flat, contingent, blended, capped.", string(m.Arrangement))
	}
	amount(check, "fee_amount", m.FeeAmount)
	line(check, "client_matter_id", m.ClientMatterID)
	line(check, "claim_no", m.ClaimNo)
	line(check, "po_number", m.PONumber)
	amount(check, "budget", m.Budget)
	amount(check, "trust_floor", m.TrustFloor)
	amount(check, "trust_target", m.TrustTarget)
	if m.TrustTarget < m.TrustFloor && m.TrustTarget != 0 {
		check.Add("trust_target", "trust_target.below_floor", "trust_target must not be below trust_floor: it is what a request fills up to.")
	}
	if m.TrustWaitDays < 0 || m.TrustWaitDays > 3650 {
		check.Add("trust_wait_days", "trust_wait_days.range", "trust_wait_days must lie between 0 and 3650.")
	}
	if m.CodesRequired && m.CodeSet == "" {
		check.Add("code_set", "code_set.required", "Codes cannot be required without a set of task codes.")
	}
	m.TimeRule.Check(check)
	check.Text("instructions", m.Instructions, maxText)
}

func amount(check *fault.Check, path string, a money.Amount) {
	if a < 0 {
		check.Add(path, path+".negative", "%s must not be negative.", path)
	}
}

// Check notes what is wrong with a timekeeper. The class is free text, because
// receivers differ in the classes they take; it is tested when a file is
// checked for them.
func (t Timekeeper) Check(check *fault.Check) {
	CheckCode(check, "code", t.Code)
	check.Require("last_name", t.LastName)
	line(check, "last_name", t.LastName)
	line(check, "first_name", t.FirstName)
	check.Require("class", t.Class)
	line(check, "class", t.Class)
	if len(t.Class) > 20 {
		check.Add("class", "class.length", "class %q is longer than 20 characters.", t.Class)
	}
	if t.StandardRate < 0 || t.StandardRate > RateMax {
		check.Add("standard_rate", "standard_rate.range", "standard_rate must lie between 0 and %s.", money.Rate(RateMax).Format())
	}
	email(check, "email", t.Email)
	line(check, "hr_id", t.HRID)
	if !t.StartDate.IsZero() && !t.EndDate.IsZero() && t.EndDate < t.StartDate {
		check.Add("end_date", "end_date.before_start", "end_date (%s) is before start_date (%s).", t.EndDate, t.StartDate)
	}
}
