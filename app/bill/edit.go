package bill

import (
	"strings"
	"time"

	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/work"
)

// Change is what a reviewer asks of one line; nil fields stay as they are.
//
// Hours and rate price the line again (Units x Rate, rounded once); an amount
// is charged as it stands and kept beside hours and rate, so that the
// difference shows as a write-down or write-up.
type Change struct {
	Units  *money.Quantity
	Rate   *money.Rate
	Amount *money.Amount
	Text   *string
	Action *LineAction // LineKept charges a held, written-off or no-charge line again
	Back   bool        // as it came: figures, text and action
	Reason string      // mandatory for anything but the text
}

// Edit is the line after the change. What it came as is never lost: Was stays.
//
// Refused: a transferred line ("prebill.line_gone"), a hard cost above what was
// paid ("prebill.hard_cost_up", ABA Formal Opinion 93-379), money on a cost paid
// from trust ("prebill.trust_paid"). Invalid: no reason for a change of money,
// hold or write-off ("reason.required"), a figure out of range, nothing changed.
func Edit(l PreBillLine, c Change, cur money.Currency, user int64, at time.Time) (PreBillLine, error) {
	if l.Action == LineTransferred {
		return l, fault.Refuse("prebill.line_gone", "Line %d was moved to another matter.", l.No).
			Advise("Change it where it is now, or move it back there.")
	}
	reason := work.CleanLine(c.Reason)
	next, err := apply(l, c, cur)
	if err != nil {
		return l, err
	}
	if next.Now == l.Now && next.Action == l.Action {
		return l, fault.New(fault.Invalid, "prebill.no_change", "Line %d already stands so; nothing was changed.", l.No).
			Advise("Say what to change: hours, rate, amount, text, no charge, hold or write off.")
	}
	onlyText := next
	onlyText.Now.Text = l.Now.Text
	if moneyChanged := onlyText != l; moneyChanged && reason == "" {
		return l, fault.New(fault.Invalid, "reason.required", "A change of money needs a reason: line %d.", l.No).
			Advise("Give one such as: client relations, duplicate effort, training, over budget, guideline, error.")
	}
	if reason != "" {
		next.Reason = reason
	}
	next.EditedBy, next.EditedAt = user, at
	return next, nil
}

func apply(l PreBillLine, c Change, cur money.Currency) (PreBillLine, error) {
	if c.Back {
		return asItCame(l, cur)
	}
	var check fault.Check
	if l.TrustPaid != "" && (c.Units != nil || c.Rate != nil || c.Amount != nil) {
		return l, fault.Refuse("prebill.trust_paid", "Line %d was %s; it is shown with nothing due.", l.No, l.TrustPaid).
			Advise("Correct the trust posting instead.")
	}
	if c.Units != nil {
		l.Now.Units = *c.Units
		if l.Kind == Fee && (*c.Units < 0 || *c.Units > work.DayHours) {
			check.Add("hours", "hours.range", "hours must lie between 0 and 24.")
		}
	}
	if c.Rate != nil {
		if l.Now.Rate = *c.Rate; *c.Rate < 0 {
			check.Add("rate", "rate.range", "rate must not be negative.")
		}
	}
	if c.Units != nil || c.Rate != nil {
		amount, err := l.Now.Rate.Times(l.Now.Units, cur)
		check.Err("amount", "amount.range", err)
		l.Now.Amount = amount
	}
	if c.Amount != nil {
		l.Now.Amount = *c.Amount
	}
	if l.Now.Amount < 0 && came(l, cur) >= 0 && check.OK() {
		check.Add("amount", "amount.range", "The amount must not be negative; use no charge to charge nothing.")
	}
	if c.Text != nil {
		if l.Now.Text = work.CleanNarrative(*c.Text); strings.TrimSpace(l.Now.Text) == "" {
			check.Add("text", "text.required", "The text of a line must not be blank.")
		} else {
			work.CheckNarrative(&check, "text", l.Now.Text)
		}
	}
	if c.Action != nil {
		switch *c.Action {
		case LineKept, LineNoCharge, LineHeld, LineWrittenOff:
			l.Action = *c.Action
		default:
			check.Add("action", "action.unknown", "%q is nothing that can be done with a line here.", string(*c.Action))
		}
	}
	if err := check.Result("prebill.line_invalid", "The change"); err != nil {
		return l, err
	}
	if l.Kind == Hard && l.TrustPaid == "" && l.Now.Amount > came(l, cur) {
		return l, fault.Refuse("prebill.hard_cost_up", "Line %d is a cost paid to a third party; it is billed at the %s that was paid, never above.", l.No, came(l, cur).Format(cur)).
			Advise("Correct the expense if the amount paid was recorded wrong.").With("paid", came(l, cur).Plain(cur))
	}
	return l, nil
}

// came is the value of the line as it came, charged or not.
func came(l PreBillLine, cur money.Currency) money.Amount {
	v, err := l.Was.Rate.Times(l.Was.Units, cur)
	if err != nil || l.TrustPaid != "" {
		return l.Was.Amount
	}
	return v
}

// asItCame takes every edit back. Work recorded at no charge is at no charge again.
func asItCame(l PreBillLine, cur money.Currency) (PreBillLine, error) {
	l.Now, l.Action = l.Was, LineKept
	if value := came(l, cur); l.TrustPaid == "" && l.Was.Amount == 0 && value != 0 {
		l.Now.Amount, l.Action = value, LineNoCharge
	}
	return l, nil
}

// Edited says whether the line differs from what it came as.
func (l PreBillLine) Edited() bool { return l.EditedBy != 0 || !l.EditedAt.IsZero() }

// AboveWorked says that a fee line charges more hours than it came with: a
// write-up that the reviewer should see (ABA Formal Opinion 93-379 allows
// rounding to the agreed unit, not more than was worked).
func (l PreBillLine) AboveWorked() bool {
	return l.Kind == Fee && l.Billed() && l.Now.Units > max(l.Worked, l.Was.Units)
}
