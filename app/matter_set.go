package app

import (
	"context"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// SetMatter asks for a change of a matter; nil fields stay. A matter is closed
// and opened again by acts of their own.
type SetMatter struct {
	Request
	Code                              string // which is changed
	Version                           int64
	NewCode, Client, Name, OpenedOn   *string
	PracticeArea                      *string
	Responsible, Originating, Billing *string // blank takes the person off
	FeeArrangement, FeeAmount         *string
	ClientMatterID, ClaimNo, PONumber *string
	CodeSet                           *string
	CodesRequired                     *bool
	TrustFloor, TrustTarget, Budget   *string
	TrustWaitDays                     *int
	TimeRule                          *firm.TimeRule
	Instructions                      *string
	Office                            *string // blank takes it away
}

// SetMatter changes a matter. Refused ("matter.has_facts") when a matter with
// recorded work is given to another client: its work, bills and trust money
// belong to the client they were recorded for.
func (d *Desk) SetMatter(ctx context.Context, req SetMatter) (firm.Matter, error) {
	return change(ctx, d, spec{act: "matter.set", right: mayMatters, object: "matter " + req.Code, req: req.Request}, func(tx Tx) (firm.Matter, error) {
		l := newLookup(tx, d.Today())
		old, err := l.Matter(req.Code)
		if err != nil {
			return firm.Matter{}, err
		}
		if err := stale("matter", old.Matter.Code, req.Version, old.Matter.RowVersion); err != nil {
			return firm.Matter{}, err
		}
		whole, err := matterRequest(l, old)
		if err != nil {
			return firm.Matter{}, err
		}
		m, err := decideMatter(l, old.Matter, patchMatter(whole, req))
		if err != nil {
			return firm.Matter{}, err
		}
		if m.ClientID != old.Matter.ClientID {
			if err := matterIsEmpty(tx, old.Matter); err != nil {
				return firm.Matter{}, err
			}
		}
		return m, tx.SetMatter(&m)
	})
}

// matterRequest is the request that would make the matter as it is.
func matterRequest(l *lookup, f *matterFacts) (AddMatter, error) {
	m, cur := f.Matter, f.Client.Currency
	req := AddMatter{
		Code: m.Code, Client: f.Client.Code, Name: m.Name, OpenedOn: m.OpenedOn.String(), Status: string(m.Status), PracticeArea: m.PracticeArea,
		FeeArrangement: string(m.Arrangement), FeeAmount: m.FeeAmount.Plain(cur), ClientMatterID: m.ClientMatterID, ClaimNo: m.ClaimNo,
		PONumber: m.PONumber, CodeSet: m.CodeSet, CodesRequired: m.CodesRequired, TrustFloor: m.TrustFloor.Plain(cur),
		TrustTarget: m.TrustTarget.Plain(cur), TrustWaitDays: m.TrustWaitDays, TimeRule: m.TimeRule, Instructions: m.Instructions, Budget: planOrNone(m.Budget, cur),
	}
	office, err := officeCode(l.q, m.OfficeID)
	if err != nil {
		return req, err
	}
	req.Office = office
	for _, who := range []struct {
		id int64
		to *string
	}{{m.ResponsibleID, &req.Responsible}, {m.OriginatingID, &req.Originating}, {m.BillingID, &req.Billing}} {
		if who.id == 0 {
			continue
		}
		t, err := l.q.Timekeeper(who.id)
		if err != nil {
			return req, err
		}
		*who.to = t.Code
	}
	return req, nil
}

// planOrNone is an amount as a request gives it, blank for none.
func planOrNone(a money.Amount, cur money.Currency) string {
	if a == 0 {
		return ""
	}
	return a.Plain(cur)
}

func patchMatter(whole AddMatter, req SetMatter) AddMatter {
	for _, f := range []struct{ to, from *string }{
		{&whole.Code, req.NewCode}, {&whole.Client, req.Client}, {&whole.Name, req.Name}, {&whole.OpenedOn, req.OpenedOn},
		{&whole.PracticeArea, req.PracticeArea}, {&whole.Responsible, req.Responsible}, {&whole.Originating, req.Originating},
		{&whole.Billing, req.Billing}, {&whole.FeeArrangement, req.FeeArrangement}, {&whole.FeeAmount, req.FeeAmount},
		{&whole.ClientMatterID, req.ClientMatterID}, {&whole.ClaimNo, req.ClaimNo}, {&whole.PONumber, req.PONumber},
		{&whole.CodeSet, req.CodeSet}, {&whole.TrustFloor, req.TrustFloor}, {&whole.TrustTarget, req.TrustTarget},
		{&whole.Instructions, req.Instructions}, {&whole.Office, req.Office}, {&whole.Budget, req.Budget},
	} {
		set(f.to, f.from)
	}
	set(&whole.CodesRequired, req.CodesRequired)
	set(&whole.TrustWaitDays, req.TrustWaitDays)
	set(&whole.TimeRule, req.TimeRule)
	return whole
}

// matterIsEmpty refuses when anything was ever recorded on the matter.
func matterIsEmpty(q Query, m firm.Matter) error {
	f := EntryFilter{MatterID: m.ID}
	entries, err := q.Entries(f, Page{Limit: 1})
	if err != nil {
		return err
	}
	expenses, err := q.Expenses(f, Page{Limit: 1})
	if err != nil {
		return err
	}
	ledgers, err := q.Ledgers(TrustFilter{MatterID: m.ID})
	if err != nil {
		return err
	}
	if len(entries)+len(expenses)+len(ledgers) == 0 {
		return nil
	}
	return fault.Refuse("matter.has_facts", "Work or trust money is recorded on matter %s, so it stays with its client.", m.Code).
		Advise("Open a new matter for the other client and transfer the unbilled work to it.")
}

// Matters lists matters by code.
func (d *Desk) Matters(ctx context.Context, f MatterFilter) ([]firm.Matter, error) {
	return read(ctx, d, func(q Query) ([]firm.Matter, error) { return q.Matters(f) })
}

// Matter finds one by code.
func (d *Desk) Matter(ctx context.Context, code string) (firm.Matter, error) {
	return read(ctx, d, func(q Query) (firm.Matter, error) { return q.MatterByCode(strings.TrimSpace(code)) })
}
