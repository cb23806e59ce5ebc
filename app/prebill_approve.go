package app

import (
	"context"
	"fmt"
	"time"

	"matterbook/app/bill"
	"matterbook/app/fault"
)

// ApprovePreBill asks that a pre-bill be signed off.
type ApprovePreBill struct {
	Request
	PreBill int64
	Version int64 // row version that was looked at; 0: not checked
}

// ApprovePreBill signs a pre-bill off as it stands, and keeps who and when.
// Attorneys approve those of their own matters ("prebill.not_yours").
func (d *Desk) ApprovePreBill(ctx context.Context, req ApprovePreBill) (bill.PreBill, error) {
	s := spec{act: "prebill.approve", right: mayApprove, object: preBillObject(req.PreBill), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (bill.PreBill, error) {
		b, err := livePreBill(tx, d, req.PreBill)
		if err != nil {
			return bill.PreBill{}, err
		}
		if err := stale("prebill", fmt.Sprint(req.PreBill), req.Version, b.pre.RowVersion); err != nil {
			return bill.PreBill{}, err
		}
		if b.pre.Status == bill.PreBillApproved {
			return b.pre, fault.Refuse("prebill.approved", "Pre-bill %d is approved already.", req.PreBill)
		}
		if _, err := computed(tx, b); err != nil {
			return bill.PreBill{}, err
		}
		approve(&b.pre, d)
		return b.pre, tx.SetPreBill(&b.pre)
	})
}

func approve(p *bill.PreBill, d *Desk) {
	p.Status, p.Holder, p.ApprovedBy, p.ApprovedAt = bill.PreBillApproved, "", d.User.ID, d.Now().UTC()
}

// UnapprovePreBill asks that an approval be taken back.
type UnapprovePreBill struct {
	Request
	PreBill int64
	Reason  string
}

// UnapprovePreBill makes an approved pre-bill open again, so that it can be changed.
func (d *Desk) UnapprovePreBill(ctx context.Context, req UnapprovePreBill) (bill.PreBill, error) {
	s := spec{act: "prebill.unapprove", right: mayApprove, object: preBillObject(req.PreBill), reason: req.Reason, req: req.Request}
	return change(ctx, d, s, func(tx Tx) (bill.PreBill, error) {
		b, err := livePreBill(tx, d, req.PreBill)
		if err != nil {
			return bill.PreBill{}, err
		}
		if b.pre.Status != bill.PreBillApproved {
			return b.pre, fault.Refuse("prebill.not_approved", "Pre-bill %d is not approved.", req.PreBill)
		}
		b.pre.Status, b.pre.ApprovedBy, b.pre.ApprovedAt = bill.PreBillOpen, 0, time.Time{}
		return b.pre, tx.SetPreBill(&b.pre)
	})
}
