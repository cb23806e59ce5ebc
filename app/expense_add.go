package app

import (
	"cmp"
	"context"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// AddExpense asks for a cost of a matter. Texts are as the import columns give
// them.
type AddExpense struct {
	Request
	Matter      string // code
	Date        string
	Code        string // expense code, E101 and so on
	Units       string // blank: 1
	UnitPrice   string
	Description string
	Kind        string // hard, soft; blank: hard, money paid out
	Vendor      string
	Timekeeper  string // code of who incurred it, blank for none
	Billable    string // Y, N, NC; blank: Y
	ExtID       string
	Draft       bool
	TrustEntry  int64 // the check or eft that paid it from the matter's trust money: shown on the bill, nothing due
}

// ExpenseSaved is an expense with its currency.
type ExpenseSaved struct {
	Expense  work.Expense
	Currency money.Currency
}

// AddExpense records a cost. The amount is units x unit price, rounded once; a
// negative one is a credit the client gets, zero is refused. Refused:
// "books.closed", "matter.closed", "time.future".
func (d *Desk) AddExpense(ctx context.Context, req AddExpense) (ExpenseSaved, error) {
	s := spec{act: "expense.add", right: mayAllTime, object: "matter " + req.Matter, req: req.Request}
	return change(ctx, d, s, func(tx Tx) (ExpenseSaved, error) { return d.addExpense(tx, newLookup(tx, d.Today()), req) })
}

func (d *Desk) addExpense(tx Tx, l *lookup, req AddExpense) (ExpenseSaved, error) {
	facts, check, err := expenseFacts(l, req, nil)
	if err != nil {
		return ExpenseSaved{}, err
	}
	x := decideExpense(facts, req, check)
	if err := check.Result("expense.invalid", "The expense"); err != nil {
		return ExpenseSaved{}, err
	}
	if req.TrustEntry != 0 {
		if err := paidFromTrust(tx, x, req.TrustEntry, facts.matter.Matter.Code); err != nil {
			return ExpenseSaved{}, err
		}
		x.TrustTxnID = req.TrustEntry
	}
	x.CreatedAt = d.now()
	if err := tx.AddExpense(&x); err != nil {
		return ExpenseSaved{}, err
	}
	return ExpenseSaved{Expense: x, Currency: facts.matter.Client.Currency}, nil
}

// costFacts are what an expense is decided from.
type costFacts struct {
	firm       firm.Firm
	today      cal.Date
	matter     *matterFacts // nil: not there, noted as a fault
	timekeeper int64
	codes      *lookup
	old        *work.Expense
}

func expenseFacts(l *lookup, req AddExpense, old *work.Expense) (costFacts, *checks, error) {
	check := &checks{}
	f, err := l.Firm()
	if err != nil {
		return costFacts{}, nil, err
	}
	if err := l.loadSets(); err != nil {
		return costFacts{}, nil, err
	}
	facts := costFacts{firm: f, today: l.today, codes: l, old: old}
	if strings.TrimSpace(req.Matter) == "" {
		check.Require("matter", "")
	} else if m, err := l.Matter(req.Matter); !check.Fail("matter", err) {
		facts.matter = m
	}
	id, err := l.TimekeeperID(req.Timekeeper)
	check.Fail("timekeeper", err)
	facts.timekeeper = id
	return facts, check, nil
}

// decideExpense makes the expense of a request; every fault is noted in check.
func decideExpense(f costFacts, req AddExpense, check *checks) work.Expense {
	x := work.Expense{Status: work.Released}
	if req.Draft {
		x.Status = work.Draft
	}
	if f.old != nil {
		x = *f.old
	}
	x.Date = check.date("date", req.Date, true)
	x.TimekeeperID = f.timekeeper
	x.Code, x.ExtID = firm.FoldCode(req.Code), strings.TrimSpace(req.ExtID)
	x.Vendor, x.Description = work.CleanLine(req.Vendor), work.CleanNarrative(req.Description)
	x.Kind = work.ExpenseKind(cmp.Or(strings.ToLower(strings.TrimSpace(req.Kind)), string(work.HardCost)))
	check.Text("ext_id", x.ExtID, 200)
	check.Text("vendor", x.Vendor, 200)
	work.CheckNarrative(&check.Check, "description", x.Description)
	if x.Kind != work.HardCost && x.Kind != work.SoftCost {
		check.Add("kind", "kind.unknown", "kind %q is not one of hard, soft.", req.Kind)
	}
	var ok bool
	if x.Billable, ok = work.ParseBillable(strings.ToUpper(strings.TrimSpace(req.Billable))); !ok {
		check.Add("billable", "billable.unknown", "billable %q is not one of Y, N, NC.", req.Billable)
	}
	var err error
	x.Units, err = money.ParseQuantity(cmp.Or(strings.TrimSpace(req.Units), "1"))
	check.Err("units", "units.format", err)
	if strings.TrimSpace(req.UnitPrice) == "" {
		check.Require("unit_price", "")
	}
	x.UnitPrice = check.rate("unit_price", req.UnitPrice)
	if x.Date != 0 {
		if f.old == nil {
			check.Fail("date", closed(f.firm, x.Date, "an expense"))
		}
		if x.Date > f.today.AddDays(latestAhead) {
			check.Fail("date", fault.Refuse("time.future", "%s is more than %d days ahead of today (%s).", x.Date, latestAhead, f.today).
				Advise("Look at the year and the month."))
		}
	}
	if f.matter == nil {
		return x
	}
	f.codes.checkExpense(check, f.matter.Matter, x.Code)
	if f.old == nil || f.old.MatterID != f.matter.Matter.ID {
		check.Fail("matter", matterTakes(f.matter))
	}
	x.MatterID = f.matter.Matter.ID
	if !check.OK() {
		return x
	}
	check.Err("unit_price", "amount.overflow", x.Price(f.matter.Client.Currency))
	if v, _ := x.Value(f.matter.Client.Currency); v == 0 {
		check.Add("unit_price", "amount.zero", "%s units at %s come to nothing; an expense has an amount.", x.Units.Short(), x.UnitPrice.Plain())
	}
	return x
}
