package app

import (
	"context"
	"fmt"

	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/work"
)

// SetPreBill asks for a change of what stands on a pre-bill beside its lines;
// nil fields stay.
type SetPreBill struct {
	Request
	PreBill      int64
	Version      int64   // row version the form was filled with; 0: not checked
	Discount     *string // courtesy discount on fees, an amount
	DiscountText *string // wording on the invoice
	Message      *string // to the client
	Note         *string // of the reviewer, not printed
	Holder       *string // who has it; blank: back at the billing desk
}

// SetPreBill sets discount, texts and who has the pre-bill. Naming a holder puts
// it under review; blank takes it back to open. Refused when it is approved,
// but for the note.
func (d *Desk) SetPreBill(ctx context.Context, req SetPreBill) (bill.PreBill, error) {
	s := spec{act: "prebill.set", right: mayApprove, object: preBillObject(req.PreBill), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (bill.PreBill, error) {
		load := reviewedBill
		if req.Discount == nil && req.DiscountText == nil && req.Message == nil && req.Holder == nil {
			load = livePreBill
		}
		b, err := load(tx, d, req.PreBill)
		if err != nil {
			return bill.PreBill{}, err
		}
		if err := stale("prebill", fmt.Sprint(req.PreBill), req.Version, b.pre.RowVersion); err != nil {
			return bill.PreBill{}, err
		}
		p, err := decideSetPreBill(b, req)
		if err != nil {
			return bill.PreBill{}, err
		}
		if req.Discount != nil {
			b.pre = p
			if _, err := computed(tx, b); err != nil {
				return bill.PreBill{}, err
			}
		}
		return p, tx.SetPreBill(&p)
	})
}

func decideSetPreBill(b aPreBill, req SetPreBill) (bill.PreBill, error) {
	p := b.pre
	var check fault.Check
	if req.Discount != nil {
		a, err := money.ParseAmount(*req.Discount, b.client.Currency)
		check.Err("discount", "discount.format", err)
		if p.Discount = a; a < 0 {
			check.Add("discount", "discount.range", "The discount is written as a positive amount.")
		}
	}
	text := func(to *string, from *string, path string, longest int) {
		if from == nil {
			return
		}
		if *to = work.CleanNarrative(*from); len(*to) > longest {
			check.Add(path, path+".length", "%s is longer than %d characters.", path, longest)
		}
	}
	text(&p.DiscountText, req.DiscountText, "discount_text", 200)
	text(&p.Message, req.Message, "message", 4000)
	text(&p.Note, req.Note, "note", 4000)
	if req.Holder != nil {
		text(&p.Holder, req.Holder, "holder", 200)
		if p.Status = bill.PreBillReview; p.Holder == "" {
			p.Status = bill.PreBillOpen
		}
	}
	return p, check.Result("prebill.invalid", "The pre-bill")
}

// computed adds the pre-bill up as it stands.
func computed(q Query, b aPreBill) (bill.Computed, error) {
	people, err := peopleByID(q)
	if err != nil {
		return bill.Computed{}, err
	}
	return bill.Compute(b.lines, people, b.pre.Discount, b.client.Currency)
}
