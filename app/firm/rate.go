package firm

import (
	"cmp"
	"fmt"
	"slices"

	"matterbook/app/cal"
	"matterbook/app/money"
)

// RateScope says for whom a rate row holds.
type RateScope string

// Scopes of a rate, the words of the import column.
const (
	ScopeFirm   RateScope = "firm"
	ScopeClient RateScope = "client"
	ScopeMatter RateScope = "matter"
)

// RateRow is one agreed rate. Blank limits hold for everybody; From and To
// limit the work dates (never the bill date), both inclusive, zero unlimited.
type RateRow struct {
	ID           int64
	Scope        RateScope
	ScopeID      int64 // client or matter, 0 for the firm
	TimekeeperID int64
	Class        string
	Activity     string // UTBMS activity or task code
	Rate         money.Rate
	From         cal.Date
	To           cal.Date
	RowVersion   int64
}

// RateRule is the number of the rule that won, in the order in which rules are
// tried (first hit wins).
type RateRule int

// The order of rates, highest first.
const (
	RateTyped            RateRule = 1  // typed on the entry; survives later edits
	RateMatterActivity   RateRule = 2  // activity or task on the matter
	RateMatterTimekeeper RateRule = 3  // matter and timekeeper
	RateMatterClass      RateRule = 4  // matter and class
	RateMatter           RateRule = 5  // one rate for the matter (blended)
	RateClientTimekeeper RateRule = 6  // client and timekeeper
	RateClientClass      RateRule = 7  // client and class
	RateClient           RateRule = 8  // one rate for the client
	RateFirmActivity     RateRule = 10 // activity for the whole firm
	RateStandard         RateRule = 11 // the timekeeper's standard rate
	RateClass            RateRule = 12 // standard rate of the class
	RateFirm             RateRule = 13 // one rate for the firm
)

var rateRuleText = map[RateRule]string{
	RateTyped:            "typed on the entry",
	RateMatterActivity:   "matter rate for this activity",
	RateMatterTimekeeper: "matter rate for this timekeeper",
	RateMatterClass:      "matter rate for this class",
	RateMatter:           "single rate of the matter",
	RateClientTimekeeper: "client rate for this timekeeper",
	RateClientClass:      "client rate for this class",
	RateClient:           "single rate of the client",
	RateFirmActivity:     "firm rate for this activity",
	RateStandard:         "timekeeper's standard rate",
	RateClass:            "firm rate for this class",
	RateFirm:             "firm's default rate",
}

// String says the rule in words: the answer to "why this rate".
func (r RateRule) String() string { return cmp.Or(rateRuleText[r], "no rule") }

// Quote is the answer to "which rate, and why".
type Quote struct {
	Standard money.Rate // what the firm would charge with no agreement
	Rate     money.Rate // what applies
	Rule     RateRule
	RowID    int64    // the rate row that won, 0 when typed or standard
	Since    cal.Date // first day of that row, zero when it has none
	On       cal.Date // the work date the rate was looked up for
}

// Why is the answer to "why this rate": "325.00: matter rate for this
// timekeeper (rule 3), since 2026-01-01".
func (q Quote) Why() string {
	why := fmt.Sprintf("%s: %s (rule %d)", q.Rate.Plain(), q.Rule, q.Rule)
	if !q.Since.IsZero() {
		why += ", since " + q.Since.String()
	}
	return why
}

// RateAsk is the work a rate is wanted for.
type RateAsk struct {
	On         cal.Date
	Timekeeper Timekeeper
	Matter     Matter
	Task       string
	Activity   string
	Typed      *money.Rate // a rate typed by hand wins over every table
	// Foreign says that the client is billed in another currency than the firm's:
	// only rates agreed with the client or for the matter hold, because the
	// firm's own are prices in the firm's currency.
	Foreign bool
}

// FindRate answers with the first rule that hits. Rows may be those of the
// matter, its client and the firm in any order, in one list or several; among rows that hit at the
// same rule the one that names more limits wins, then the later From, then the
// higher rate (as is common when two group rates tie).
//
// ok is false when no rule hits: a rate is never silently zero.
func FindRate(ask RateAsk, rows ...[]RateRow) (q Quote, ok bool) {
	q.On = ask.On
	standard, standardOK := pick(ask, rows, func(r RateRule) bool { return r >= RateFirmActivity })
	if standardOK {
		q.Standard = standard.Rate
	}
	if ask.Typed != nil {
		q.Rate, q.Rule = *ask.Typed, RateTyped
		if !standardOK {
			q.Standard = *ask.Typed
		}
		return q, true
	}
	won, ok := pick(ask, rows, func(RateRule) bool { return true })
	if !ok {
		return Quote{}, false
	}
	q.Rate, q.Rule, q.RowID, q.Since = won.Rate, won.Rule, won.RowID, won.from
	if !standardOK {
		q.Standard = won.Rate
	}
	return q, true
}

type hit struct {
	Rate   money.Rate
	Rule   RateRule
	RowID  int64
	limits int
	from   cal.Date
}

func pick(ask RateAsk, rows [][]RateRow, want func(RateRule) bool) (hit, bool) {
	var hits []hit
	for _, list := range rows {
		for _, row := range list {
			rule, limits, ok := match(ask, row)
			if ok && want(rule) {
				hits = append(hits, hit{row.Rate, rule, row.ID, limits, row.From})
			}
		}
	}
	if r := ask.Timekeeper.StandardRate; r > 0 && !ask.Foreign && want(RateStandard) {
		hits = append(hits, hit{Rate: r, Rule: RateStandard})
	}
	if len(hits) == 0 {
		return hit{}, false
	}
	return slices.MinFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(b.limits, a.limits),
			cmp.Compare(b.from, a.from), cmp.Compare(b.Rate, a.Rate), cmp.Compare(a.RowID, b.RowID))
	}), true
}

// match says by which rule a row holds for the work, and how many limits it names.
func match(ask RateAsk, r RateRow) (rule RateRule, limits int, ok bool) {
	if !r.From.IsZero() && ask.On < r.From || !r.To.IsZero() && ask.On > r.To {
		return 0, 0, false
	}
	if r.TimekeeperID != 0 {
		if r.TimekeeperID != ask.Timekeeper.ID {
			return 0, 0, false
		}
		limits++
	}
	if r.Class != "" {
		if r.Class != ask.Timekeeper.Class {
			return 0, 0, false
		}
		limits++
	}
	if r.Activity != "" {
		if r.Activity != ask.Activity && r.Activity != ask.Task {
			return 0, 0, false
		}
		limits++
	}
	switch r.Scope {
	case ScopeMatter:
		if r.ScopeID != ask.Matter.ID {
			return 0, 0, false
		}
		rule = ladder(r, RateMatterActivity, RateMatterTimekeeper, RateMatterClass, RateMatter)
	case ScopeClient:
		if r.ScopeID != ask.Matter.ClientID {
			return 0, 0, false
		}
		// An activity does not lift a client's rate above one for the person or
		// class; among equals the row that names it wins.
		everything := r
		everything.Activity = ""
		rule = ladder(everything, 0, RateClientTimekeeper, RateClientClass, RateClient)
	case ScopeFirm:
		if ask.Foreign {
			return 0, 0, false
		}
		rule = ladder(r, RateFirmActivity, RateStandard, RateClass, RateFirm)
	default:
		return 0, 0, false
	}
	return rule, limits, true
}

func ladder(r RateRow, activity, timekeeper, class, single RateRule) RateRule {
	switch {
	case r.Activity != "":
		return activity
	case r.TimekeeperID != 0:
		return timekeeper
	case r.Class != "":
		return class
	}
	return single
}
