package app

import (
	"context"
	"fmt"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// CloseMatter asks to close a matter.
type CloseMatter struct {
	Request
	Code string
	On   string // blank: today
}

// MatterClosed is a closed matter and what is still open on it.
type MatterClosed struct {
	Matter   firm.Matter
	Warnings []string // what is left: unbilled work, unpaid bills
}

// CloseMatter closes a matter to new work. Refused: "matter.trust_left" while
// client money is held for it; "matter.on_prebill" while a pre-bill holds its
// work. Unbilled work and unpaid bills are named as warnings: they can still be
// billed and paid.
func (d *Desk) CloseMatter(ctx context.Context, req CloseMatter) (MatterClosed, error) {
	return change(ctx, d, spec{act: "matter.close", right: mayMatters, object: "matter " + req.Code, req: req.Request}, func(tx Tx) (MatterClosed, error) {
		facts, err := newLookup(tx, d.Today()).Matter(req.Code)
		if err != nil {
			return MatterClosed{}, err
		}
		m := facts.Matter
		if m.Status == firm.MatterClosed {
			return MatterClosed{}, fault.Refuse("matter.closed", "Matter %s is closed since %s.", m.Code, m.ClosedOn)
		}
		left, err := matterLeft(tx, facts, d.Today())
		if err != nil {
			return MatterClosed{}, err
		}
		warnings, err := decideCloseMatter(facts, left)
		if err != nil {
			return MatterClosed{}, err
		}
		m.Status, m.ClosedOn = firm.MatterClosed, d.Today()
		var check checks
		if strings.TrimSpace(req.On) != "" {
			m.ClosedOn = check.date("on", req.On, true)
		}
		m.Check(&check.Check)
		if m.ClosedOn > d.Today() {
			check.Add("on", "on.future", "A matter cannot be closed on a day to come (%s).", m.ClosedOn)
		}
		if err := check.Result("matter.invalid", "The closing"); err != nil {
			return MatterClosed{}, err
		}
		return MatterClosed{Matter: m, Warnings: warnings}, tx.SetMatter(&m)
	})
}

// leftover is what is still open on a matter.
type leftover struct {
	fees, costs, owed money.Amount
	bills             int
	trust             []string // "IOLTA 250.00"
	onPreBill         bool
}

func matterLeft(q Query, f *matterFacts, today cal.Date) (leftover, error) {
	var left leftover
	wip, err := q.WIP(0, true)
	if err != nil {
		return left, err
	}
	for _, row := range wip {
		if row.MatterID == f.Matter.ID {
			left.fees, left.costs = row.Fees, row.Costs+row.Drafts
		}
	}
	open, err := q.Standings(StandingFilter{MatterID: f.Matter.ID, Open: true})
	if err != nil {
		return left, err
	}
	for _, s := range open {
		left.bills++
		left.owed += s.Balance()
	}
	balances, err := q.TrustBalances(TrustFilter{MatterID: f.Matter.ID}, 0, today)
	if err != nil {
		return left, err
	}
	for _, b := range balances {
		if b.Book == 0 {
			continue
		}
		a, err := q.TrustAccount(b.AccountID)
		if err != nil {
			return left, err
		}
		left.trust = append(left.trust, a.Code+" "+b.Book.Format(a.Currency))
	}
	locked, err := q.Entries(EntryFilter{MatterID: f.Matter.ID, Statuses: []work.Status{work.OnPreBill}}, Page{Limit: 1})
	left.onPreBill = len(locked) > 0
	return left, err
}

func decideCloseMatter(f *matterFacts, left leftover) ([]string, error) {
	m, cur := f.Matter, f.Client.Currency
	if len(left.trust) > 0 {
		return nil, fault.Refuse("matter.trust_left", "Client money is held in trust for matter %s: %s.", m.Code, strings.Join(left.trust, ", ")).
			Advise("Apply it to the bills or return it to the client, then close the matter.").With("trust", strings.Join(left.trust, ", "))
	}
	if left.onPreBill {
		return nil, fault.Refuse("matter.on_prebill", "A pre-bill holds work of matter %s.", m.Code).Advise("Finalize or discard the pre-bill first.")
	}
	var warnings []string
	if left.fees != 0 || left.costs != 0 {
		warnings = append(warnings, fmt.Sprintf("Unbilled work is left: fees %s, costs and drafts %s.", left.fees.Format(cur), left.costs.Format(cur)))
	}
	if left.bills > 0 {
		warnings = append(warnings, fmt.Sprintf("%d unpaid bills are left, %s in all.", left.bills, left.owed.Format(cur)))
	}
	return warnings, nil
}
