package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// InvoiceWhy is the answer to "why" for every cent of an invoice.
type InvoiceWhy struct {
	Invoice bill.Invoice
	Lines   []LineWhy
	Steps   []WhyStep // what was done with the bill as a whole, oldest first
	Sum     string    // "2,094.50 fees - 80.00 discount + 157.50 hard costs + 8.40 soft costs = 2,180.40"
}

// LineWhy is the answer for one line.
type LineWhy struct {
	Line    bill.Line
	Entry   *work.Entry // the time behind it, as recorded
	Expense *work.Expense

	RateWhy string // the rule that gave the rate, and of which day
	Priced  string // "1.5 h x 240.00 = 360.00"
	Was     bill.LineFigures
	Down    money.Amount // written down from what it came with; negative: written up
	Action  bill.LineAction
	Reason  string // of the last change
	// DiscountShare is the part of the courtesy discount that this line bears:
	// the timekeeper's share, divided over the timekeeper's lines.
	DiscountShare money.Amount
	Steps         []WhyStep // who changed it on the pre-bill, oldest first
}

// WhyStep is one act in the history of a bill or a line.
type WhyStep struct {
	At     time.Time
	User   string
	Act    string
	Reason string
}

// Why traces an invoice, or one line of it (0: all): the entry behind each
// line, the rule that gave its rate, what it came as and what was changed, by
// whom and why, how it was rounded, and its share of the discount.
func (d *Desk) Why(ctx context.Context, number string, line int) (InvoiceWhy, error) {
	return view(ctx, d, func(q Query) (InvoiceWhy, error) {
		inv, err := q.InvoiceByNumber(number)
		if err != nil {
			return InvoiceWhy{}, err
		}
		if line < 0 || line > len(inv.Lines) {
			return InvoiceWhy{}, fault.New(fault.Missing, "invoice_line.missing", "Invoice %s has no line %d; it has %d.", number, line, len(inv.Lines))
		}
		w := InvoiceWhy{Invoice: inv, Sum: sumWords(inv)}
		var lines []bill.PreBillLine
		if inv.PreBillID != 0 {
			if lines, err = q.PreBillLines(inv.PreBillID); err != nil {
				return w, err
			}
		}
		discount := discountByLine(inv)
		for _, l := range inv.Lines {
			if line != 0 && l.No != line {
				continue
			}
			lw, err := whyLine(q, inv, l, lines)
			if err != nil {
				return w, err
			}
			lw.DiscountShare = discount[l.No]
			w.Lines = append(w.Lines, lw)
		}
		for _, object := range []string{preBillObject(inv.PreBillID), "invoice " + inv.Number} {
			steps, err := stepsOf(q, object)
			if err != nil {
				return w, err
			}
			w.Steps = append(w.Steps, steps...)
		}
		slices.SortStableFunc(w.Steps, func(a, b WhyStep) int { return a.At.Compare(b.At) })
		return w, nil
	})
}

func whyLine(q Query, inv bill.Invoice, l bill.Line, lines []bill.PreBillLine) (LineWhy, error) {
	w := LineWhy{Line: l, Was: bill.LineFigures{Units: l.Units, Rate: l.Rate, Amount: l.Amount, Text: l.Text}}
	unit := "units"
	if l.Kind == bill.Fee {
		unit = "h"
		e, err := q.Entry(l.EntryID)
		if err != nil {
			return w, err
		}
		w.Entry = &e
		w.RateWhy = fmt.Sprintf("%s: %s, looked up for %s", e.Rate.Plain(), e.RateRule, e.Date)
		if row, ok, err := rowOf(q, inv, e.RateRowID); err != nil {
			return w, err
		} else if ok && !row.From.IsZero() {
			w.RateWhy += fmt.Sprintf(" (agreed from %s)", row.From)
		}
		if l.Rate != e.Rate {
			w.RateWhy += fmt.Sprintf("; billed at %s by the reviewer", l.Rate.Plain())
		}
	} else {
		x, err := q.Expense(l.ExpenseID)
		if err != nil {
			return w, err
		}
		w.Expense = &x
		w.RateWhy = fmt.Sprintf("%s: unit price of the expense, %s", x.UnitPrice.Plain(), map[bill.LineKind]string{bill.Hard: "as paid", bill.Soft: "the firm's own service"}[l.Kind])
	}
	w.Priced = fmt.Sprintf("%s %s × %s = %s", l.Units.Short(), unit, l.Rate.Format(), l.Value.Format(inv.Currency))
	switch {
	case l.TrustPaid != "":
		w.Priced += ", " + l.TrustPaid + ": nothing due"
	case l.NoCharge:
		w.Priced += ", at no charge: 0"
	case l.Amount != l.Value:
		w.Priced += fmt.Sprintf(", charged %s", l.Amount.Format(inv.Currency))
	}
	for _, p := range lines {
		if p.EntryID != l.EntryID || p.ExpenseID != l.ExpenseID {
			continue
		}
		w.Was, w.Action, w.Reason, w.Down = p.Was, p.Action, p.Reason, p.WriteDown()
		steps, err := stepsOf(q, lineObject(p.PreBillID, p.No))
		if err != nil {
			return w, err
		}
		known := slices.ContainsFunc(steps, func(s WhyStep) bool { return s.Reason == p.Reason })
		if p.EditedBy != 0 && !known { // the last change came with a markup of several lines
			u, err := q.User(p.EditedBy)
			if err != nil {
				return w, err
			}
			steps = append(steps, WhyStep{At: p.EditedAt, User: u.Code, Act: "prebill.markup", Reason: p.Reason})
		}
		w.Steps = steps
	}
	return w, nil
}

func rowOf(q Query, inv bill.Invoice, id int64) (firm.RateRow, bool, error) {
	if id == 0 {
		return firm.RateRow{}, false, nil
	}
	rows, err := q.RateRows(inv.MatterID, inv.ClientID)
	if err != nil {
		return firm.RateRow{}, false, err
	}
	for _, r := range rows {
		if r.ID == id {
			return r, true, nil
		}
	}
	return firm.RateRow{}, false, nil
}

func stepsOf(q Query, object string) ([]WhyStep, error) {
	lines, err := q.AuditLines(AuditFilter{Object: object}, Page{})
	if err != nil {
		return nil, err
	}
	var steps []WhyStep
	for i := len(lines) - 1; i >= 0; i-- {
		steps = append(steps, WhyStep{At: lines[i].At, User: lines[i].User, Act: lines[i].Act, Reason: lines[i].Reason})
	}
	return steps, nil
}

// discountByLine divides each timekeeper's share of the discount over the
// timekeeper's lines, by largest remainder: the parts add up to the discount.
func discountByLine(inv bill.Invoice) map[int]money.Amount {
	share := map[int]money.Amount{}
	for _, k := range inv.Timekeepers {
		var nos []int
		var weights []int64
		for _, l := range inv.Lines {
			if l.Kind == bill.Fee && l.TimekeeperID == k.TimekeeperID {
				nos, weights = append(nos, l.No), append(weights, int64(l.Amount))
			}
		}
		for i, a := range money.Split(k.Discount, weights) {
			share[nos[i]] = a
		}
	}
	return share
}

func sumWords(inv bill.Invoice) string {
	t := inv.Totals
	words := t.Fees.Format(inv.Currency) + " fees"
	for _, p := range []struct {
		amount money.Amount
		sign   string
		name   string
	}{{t.Discount, "−", "discount"}, {t.Hard, "+", "hard costs"}, {t.Soft, "+", "soft costs"}, {t.Tax, "+", "tax"}, {t.Interest, "+", "interest"}} {
		if p.amount != 0 {
			words += " " + p.sign + " " + p.amount.Format(inv.Currency) + " " + p.name
		}
	}
	return words + " = " + t.Total.Format(inv.Currency)
}
