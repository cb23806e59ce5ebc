package app

import (
	"cmp"
	"context"
	"slices"

	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/firm"
)

// OutboxRow is an issued invoice the client does not have yet, and how it will
// leave.
type OutboxRow struct {
	bill.Standing
	Client firm.Client
	Matter firm.Matter
	Rule   firm.Delivery
	To     string // addresses, the portal, or blank
	Faults []EBillFault
}

// Outbox lists the invoices that are issued and not sent, oldest first, each
// with the way of its client; those that leave as e-bills are tested.
func (d *Desk) Outbox(ctx context.Context) ([]OutboxRow, error) {
	type found struct {
		rows []OutboxRow
		inv  map[int64]bill.Invoice
	}
	f, err := read(ctx, d, func(q Query) (found, error) {
		f := found{inv: map[int64]bill.Invoice{}}
		standings, err := q.Standings(StandingFilter{Unsent: true})
		if err != nil {
			return f, err
		}
		rules := map[int64]firm.Delivery{}
		all, err := q.Deliveries()
		if err != nil {
			return f, err
		}
		for _, r := range all {
			rules[r.ClientID] = r
		}
		for _, s := range standings {
			r := OutboxRow{Standing: s}
			if r.Client, err = q.Client(s.ClientID); err != nil {
				return f, err
			}
			if r.Matter, err = q.Matter(s.MatterID); err != nil {
				return f, err
			}
			var known bool
			if r.Rule, known = rules[s.ClientID]; !known {
				r.Rule = firm.UsualDelivery(s.ClientID)
			}
			switch r.To = r.Rule.Address; r.Rule.How {
			case firm.ByEmail:
				r.To = r.Rule.Recipients(r.Client)
			case firm.ByMail:
				if r.To == "" {
					r.To = r.Client.Address.City
				}
			}
			if r.Rule.LEDES {
				if f.inv[s.InvoiceID], err = q.Invoice(s.InvoiceID); err != nil {
					return f, err
				}
			}
			f.rows = append(f.rows, r)
		}
		return f, nil
	})
	if err != nil {
		return nil, err
	}
	for i := range f.rows {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		r := &f.rows[i]
		if inv, asked := f.inv[r.InvoiceID]; asked {
			if r.Faults, err = d.eBillFaults(inv, nil); err != nil && fault.Code(err) != "paper.no_writer" {
				return nil, err
			}
		}
	}
	slices.SortStableFunc(f.rows, func(a, b OutboxRow) int {
		return cmp.Or(cmp.Compare(a.Client.Code, b.Client.Code), a.Date.Compare(b.Date), cmp.Compare(a.Number, b.Number))
	})
	return f.rows, nil
}
