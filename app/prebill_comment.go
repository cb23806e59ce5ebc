package app

import (
	"context"
	"fmt"
	"time"

	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/work"
)

// CommentPreBill asks that a remark be kept with a pre-bill. It is never printed.
type CommentPreBill struct {
	Request
	PreBill int64
	Line    int // 0: the bill as a whole
	Text    string
}

// CommentPreBill keeps a remark of the user for whoever has the pre-bill next.
func (d *Desk) CommentPreBill(ctx context.Context, req CommentPreBill) (bill.PreBillComment, error) {
	object := preBillObject(req.PreBill)
	if req.Line != 0 {
		object = lineObject(req.PreBill, req.Line)
	}
	return change(ctx, d, spec{act: "prebill.comment", right: mayApprove, object: object, req: req.Request}, func(tx Tx) (bill.PreBillComment, error) {
		b, err := livePreBill(tx, d, req.PreBill)
		if err != nil {
			return bill.PreBillComment{}, err
		}
		if req.Line != 0 {
			if _, err := b.find(req.Line); err != nil {
				return bill.PreBillComment{}, err
			}
		}
		var check fault.Check
		c := bill.PreBillComment{PreBillID: req.PreBill, Line: req.Line, UserID: d.User.ID, Text: work.CleanNarrative(req.Text), At: d.Now().UTC()}
		check.Require("text", c.Text)
		check.Text("text", c.Text, 2000)
		if err := check.Result("comment.invalid", "The comment"); err != nil {
			return c, err
		}
		return c, tx.AddPreBillComment(&c)
	})
}

// SettleComment asks that a remark be marked as dealt with, or open again.
type SettleComment struct {
	Request
	PreBill int64
	Comment int64
	Open    bool
}

// SettleComment keeps who has dealt with a remark, and when.
func (d *Desk) SettleComment(ctx context.Context, req SettleComment) (bill.PreBillComment, error) {
	s := spec{act: "prebill.settle", right: mayApprove, object: preBillObject(req.PreBill), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (bill.PreBillComment, error) {
		if _, err := livePreBill(tx, d, req.PreBill); err != nil {
			return bill.PreBillComment{}, err
		}
		list, err := tx.PreBillComments(req.PreBill)
		if err != nil {
			return bill.PreBillComment{}, err
		}
		for _, c := range list {
			if c.ID != req.Comment {
				continue
			}
			if c.ResolvedBy, c.ResolvedAt = d.User.ID, d.Now().UTC(); req.Open {
				c.ResolvedBy, c.ResolvedAt = 0, time.Time{}
			}
			return c, tx.SetPreBillComment(&c)
		}
		return bill.PreBillComment{}, fault.NotFound("comment", fmt.Sprint(req.Comment))
	})
}
