package app

import (
	"context"
	"fmt"
	"slices"

	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// EditPreBillLine asks for a change of one line; nil fields stay as they are.
// Hours, rate and amount are texts as people type them.
type EditPreBillLine struct {
	Request
	PreBill int64
	Line    int

	Hours  *string // hours of time, units of a cost
	Rate   *string
	Amount *string
	Text   *string

	NoCharge bool
	Hold     bool   // leave off this bill; it stays work in progress
	WriteOff bool   // never billed
	Charge   bool   // take a no charge, hold or write-off back
	Back     bool   // as it came
	Transfer string // code of the matter to move the work to
	ReRate   bool   // with Transfer: price it by the rates of that matter

	Reason string // mandatory for all but the text
}

// PreBillEdit is one line before and after.
type PreBillEdit struct {
	Line   int
	Before bill.PreBillLine
	After  bill.PreBillLine
}

// EditPreBillLine changes one line of a live pre-bill. What came is kept beside
// it; the time entry itself is not touched. Attorneys may edit pre-bills of
// their own matters.
//
// Refused: an approved pre-bill ("prebill.approved": take the approval back
// first), a final or discarded one ("prebill.not_live"), and what [bill.Edit] refuses.
func (d *Desk) EditPreBillLine(ctx context.Context, req EditPreBillLine) (PreBillEdit, error) {
	s := spec{act: "prebill.edit", right: mayApprove, object: lineObject(req.PreBill, req.Line), reason: req.Reason, req: req.Request}
	return change(ctx, d, s, func(tx Tx) (PreBillEdit, error) {
		b, err := reviewedBill(tx, d, req.PreBill)
		if err != nil {
			return PreBillEdit{}, err
		}
		c, err := req.change(b, b.client.Currency)
		if err != nil {
			return PreBillEdit{}, err
		}
		edit, err := b.edit(tx, d, req.Line, c, req.Transfer, req.ReRate)
		if err != nil {
			return PreBillEdit{}, err
		}
		return edit, tx.SetPreBill(&b.pre)
	})
}

// MarkUpPreBill asks for a reviewer's whole markup, one command a line in the
// grammar of [bill.CommandHelp].
type MarkUpPreBill struct {
	Request
	PreBill int64
	Text    string
	ReRate  bool // moved work is priced by the rates of its new matter
}

// MarkUpPreBill does all commands of a markup in one act, or none.
func (d *Desk) MarkUpPreBill(ctx context.Context, req MarkUpPreBill) ([]PreBillEdit, error) {
	s := spec{act: "prebill.markup", right: mayApprove, object: preBillObject(req.PreBill), reason: "reviewer's markup", req: req.Request}
	return change(ctx, d, s, func(tx Tx) ([]PreBillEdit, error) {
		b, err := reviewedBill(tx, d, req.PreBill)
		if err != nil {
			return nil, err
		}
		commands, err := bill.ParseCommands(req.Text, b.client.Currency)
		if err != nil {
			return nil, err
		}
		edits := []PreBillEdit{}
		for _, c := range commands {
			for _, no := range c.Lines {
				edit, err := b.edit(tx, d, no, c.Change, c.MoveTo, req.ReRate)
				if err != nil {
					return nil, err
				}
				edits = append(edits, edit)
			}
		}
		return edits, tx.SetPreBill(&b.pre)
	})
}

func preBillObject(id int64) string { return fmt.Sprintf("pre-bill %d", id) }
func lineObject(preBill int64, no int) string {
	return fmt.Sprintf("pre-bill %d, line %d", preBill, no)
}

// aPreBill is a pre-bill loaded with what belongs to it.
type aPreBill struct {
	pre    bill.PreBill
	lines  []bill.PreBillLine
	matter firm.Matter
	client firm.Client
}

func loadPreBill(q Query, id int64) (aPreBill, error) {
	var b aPreBill
	var err error
	if b.pre, err = q.PreBill(id); err != nil {
		return b, err
	}
	if b.lines, err = q.PreBillLines(id); err != nil {
		return b, err
	}
	if b.matter, err = q.Matter(b.pre.MatterID); err != nil {
		return b, err
	}
	b.client, err = q.Client(b.pre.ClientID)
	return b, err
}

// livePreBill loads a pre-bill that still holds its work and that the user may
// deal with: billing people all, attorneys those of their own matters.
func livePreBill(q Query, d *Desk, id int64) (aPreBill, error) {
	b, err := loadPreBill(q, id)
	if err != nil {
		return b, err
	}
	switch b.pre.Status {
	case bill.PreBillFinal:
		return b, fault.Refuse("prebill.not_live", "Pre-bill %d was issued as an invoice and cannot be changed.", id).
			Advise("Void the invoice to bill the work again, or write a credit.")
	case bill.PreBillDiscarded:
		return b, fault.Refuse("prebill.not_live", "Pre-bill %d was discarded; its work went back.", id).
			Advise("Run pre-bills again for matter %s.", b.matter.Code)
	}
	own := d.User.TimekeeperID != 0 && (b.matter.BillingID == d.User.TimekeeperID || b.matter.ResponsibleID == d.User.TimekeeperID)
	if !d.can(mayPreBill) && !own {
		return b, fault.Refuse("prebill.not_yours", "Pre-bill %d is of matter %s, of which user %q is neither the billing nor the responsible attorney.", id, b.matter.Code, d.User.Code).
			Advise("Ask the billing or responsible attorney, or the billing desk.")
	}
	return b, nil
}

// reviewedBill is livePreBill for edits: what was approved stays as approved.
func reviewedBill(q Query, d *Desk, id int64) (aPreBill, error) {
	b, err := livePreBill(q, d, id)
	if err == nil && b.pre.Status == bill.PreBillApproved {
		err = fault.Refuse("prebill.approved", "Pre-bill %d is approved and stays as it was approved.", id).
			Advise("Take the approval back first, then change it and have it approved again.")
	}
	return b, err
}

// find is the place of a line.
func (b aPreBill) find(no int) (int, error) {
	i := slices.IndexFunc(b.lines, func(l bill.PreBillLine) bool { return l.No == no })
	if i < 0 {
		return 0, fault.New(fault.Missing, "prebill_line.missing", "Pre-bill %d has no line %d.", b.pre.ID, no).
			Advise("See its lines with prebill show %d.", b.pre.ID)
	}
	return i, nil
}

// edit changes one line and saves it.
func (b *aPreBill) edit(tx Tx, d *Desk, no int, c bill.Change, moveTo string, reRate bool) (PreBillEdit, error) {
	i, err := b.find(no)
	if err != nil {
		return PreBillEdit{}, err
	}
	before := b.lines[i]
	after := before
	if moveTo != "" {
		after, err = b.move(tx, d, before, moveTo, reRate, c.Reason)
	} else {
		after, err = bill.Edit(before, c, b.client.Currency, d.User.ID, d.Now().UTC())
	}
	if err != nil {
		return PreBillEdit{}, err
	}
	if err := tx.SetPreBillLine(&after); err != nil {
		return PreBillEdit{}, err
	}
	b.lines[i] = after
	return PreBillEdit{Line: no, Before: before, After: after}, nil
}

// change reads what was asked; every fault at once.
func (req EditPreBillLine) change(b aPreBill, cur money.Currency) (bill.Change, error) {
	c := bill.Change{Text: req.Text, Back: req.Back, Reason: req.Reason}
	i, err := b.find(req.Line)
	if err != nil {
		return c, err
	}
	var check fault.Check
	if req.Hours != nil {
		parse := money.ParseQuantity
		if b.lines[i].Kind == bill.Fee {
			parse = work.ParseHours
		}
		q, err := parse(*req.Hours)
		check.Err("hours", "hours.format", err)
		c.Units = &q
	}
	if req.Rate != nil {
		r, err := money.ParseRate(*req.Rate)
		check.Err("rate", "rate.format", err)
		c.Rate = &r
	}
	if req.Amount != nil {
		a, err := money.ParseAmount(*req.Amount, cur)
		check.Err("amount", "amount.format", err)
		c.Amount = &a
	}
	actions := 0
	for _, a := range []struct {
		asked bool
		does  bill.LineAction
	}{{req.NoCharge, bill.LineNoCharge}, {req.Hold, bill.LineHeld}, {req.WriteOff, bill.LineWrittenOff}, {req.Charge, bill.LineKept}} {
		if a.asked {
			actions++
			c.Action = &a.does
		}
	}
	figures := c.Units != nil || c.Rate != nil || c.Amount != nil || c.Text != nil
	if req.Transfer != "" {
		actions++
	}
	if req.Back {
		actions++
	}
	if actions > 1 {
		check.Add("action", "action.several", "Choose one of no charge, hold, write off, charge, back and transfer.")
	}
	if figures && (req.Transfer != "" || req.Back) {
		check.Add("action", "action.several", "A line that is moved or taken back is not changed at the same time.")
	}
	return c, check.Result("prebill.edit_invalid", "The edit")
}
