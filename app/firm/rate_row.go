package firm

import (
	"fmt"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
)

// RateMax is the highest rate a row may hold; above it a finger slipped.
const RateMax = 1_000_000 * money.RateScale

// Check notes what is wrong with a row by itself.
func (r RateRow) Check(check *fault.Check) {
	switch r.Scope {
	case ScopeFirm:
		if r.ScopeID != 0 {
			check.Add("key", "key.unexpected", "A rate of the firm holds for every matter and takes no key.")
		}
	case ScopeClient, ScopeMatter:
		if r.ScopeID == 0 {
			check.Add("key", "key.required", "key is required: the code of the %s the rate holds for.", r.Scope)
		}
	default:
		check.Add("scope", "scope.unknown", "scope %q is not one of firm, client, matter.", string(r.Scope))
	}
	if r.TimekeeperID != 0 && r.Class != "" {
		check.Add("class", "class.unexpected", "A rate for one timekeeper holds whatever the class; name one or the other.")
	}
	check.Text("class", r.Class, 20)
	check.Text("activity", r.Activity, 20)
	if r.Rate <= 0 || r.Rate > RateMax {
		check.Add("rate", "rate.range", "rate must be above 0 and at most %s; work at no charge is entered as NC.", money.Rate(RateMax).Format())
	}
	if !r.From.IsZero() && !r.To.IsZero() && r.To < r.From {
		check.Add("to", "to.before_from", "to (%s) is before from (%s).", r.To, r.From)
	}
}

// Overlap finds a row with the same scope and limits that holds on a day this
// row holds on, too. Two such rows would leave the rate of that day to chance.
// The row itself (same ID) does not count.
func (r RateRow) Overlap(rows []RateRow) (RateRow, bool) {
	for _, o := range rows {
		same := o.Scope == r.Scope && o.ScopeID == r.ScopeID && o.TimekeeperID == r.TimekeeperID &&
			o.Class == r.Class && o.Activity == r.Activity
		if same && (o.ID != r.ID || r.ID == 0) && !r.ends(o.From) && !o.ends(r.From) {
			return o, true
		}
	}
	return RateRow{}, false
}

// ends says that the row ends before the day; zero is the beginning of time.
func (r RateRow) ends(day cal.Date) bool { return !r.To.IsZero() && r.To < day }

// Period says when the row holds: "2026-01-01 to 2026-12-31", "from 2026-01-01", "always".
func (r RateRow) Period() string {
	switch {
	case r.From.IsZero() && r.To.IsZero():
		return "always"
	case r.To.IsZero():
		return "from " + r.From.String()
	case r.From.IsZero():
		return "through " + r.To.String()
	}
	return r.From.String() + " to " + r.To.String()
}

// String is the row in short for messages: "325.00 from 2026-01-01".
func (r RateRow) String() string { return fmt.Sprintf("%s %s", r.Rate.Plain(), r.Period()) }

// FoldCode is how codes of sets, classes and activities are kept: upper case,
// no blanks around.
func FoldCode(code string) string { return strings.ToUpper(strings.TrimSpace(code)) }
