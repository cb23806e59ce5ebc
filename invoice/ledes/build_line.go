package ledes

import (
	"fmt"
	"strconv"
	"strings"

	"matterbook/app/bill"
)

// oneUnit writes an amount as one unit of that price; a negative amount is
// carried by the adjustment, because a negative price is refused.
func oneUnit(e *entry, v Fixed4, decimals int) (units, cost string) {
	if v < 0 {
		e.adjustment = v
		return "1", Fixed4(0).Money(decimals)
	}
	e.adjustment = 0
	return "1", v.Money(decimals)
}

// line makes the entry of one line of the bill; false when it is left out.
func (b *builder) line(inv bill.Invoice, i int, l bill.Line) (entry, bool) {
	no := strconv.Itoa(l.No)
	path := fmt.Sprintf("lines[%d]", i)
	if l.TrustPaid != "" && !b.opts.ShowTrustPaid && l.Amount == 0 {
		b.note(no, "ledes.trust_paid", "Line %s was paid from trust; nothing is due on it and it is not in the file.", no)
		return entry{}, false
	}
	if b.opts.DropZero && l.Amount == 0 {
		b.note(no, "ledes.zero_line", "Line %s charges nothing and is not in the file.", no)
		return entry{}, false
	}
	e := entry{number: no, date: l.Date, text: l.Text, line: path}
	total, ok := amount4(l.Amount, inv.Currency)
	if !ok {
		b.fail(path+".amount", "ledes.too_large", "line %s: LINE_ITEM_TOTAL is too large for the file.", no)
	}
	e.total = total
	if l.Date.IsZero() {
		b.fail(path+".date", "ledes.required", "line %s: LINE_ITEM_DATE is required and the line has no date.", no)
	} else if !inv.PeriodFrom.IsZero() && l.Date < inv.PeriodFrom || !inv.PeriodTo.IsZero() && l.Date > inv.PeriodTo {
		b.note(no, "ledes.period", "Line %s is dated %s, outside the billing period: some receivers ask why.", no, l.Date)
	}
	if strings.TrimSpace(l.Text) == "" {
		b.note(no, "ledes.no_text", "Line %s has no description; most receivers want one.", no)
	}
	switch l.Kind {
	case bill.Fee:
		if strings.TrimSpace(l.TimekeeperCode) == "" && l.EntryID == 0 {
			b.flatFee(&e, inv.Currency.Digits())
			return e, true
		}
		e.kind, e.task, e.activity = typeFee, l.Task, l.Activity
		e.timekeeperID, e.timekeeperName = l.TimekeeperCode, first(l.LEDESName, l.TimekeeperName)
		e.class = l.Class
		if mapped, ok := b.opts.Classes[l.Class]; ok {
			e.class = mapped
		}
		if strings.TrimSpace(e.timekeeperName) == "" || strings.TrimSpace(e.class) == "" {
			b.note(no, "ledes.timekeeper", "Line %s: the timekeeper has no name or no class; most receivers want both.", no)
		}
	case bill.Hard, bill.Soft:
		e.kind, e.expense = typeExpense, first(l.Expense, b.opts.ExpenseCode)
	default:
		b.fail(path+".kind", "ledes.kind", "line %s is neither a fee nor a cost (%q).", no, string(l.Kind))
		return e, true
	}
	b.price(&e, inv, l, path)
	return e, true
}

// flatFee writes a fee that nobody's hours stand behind.
func (b *builder) flatFee(e *entry, decimals int) {
	if b.opts.FlatFee != FlatAsFee {
		e.kind, e.adjustment = typeFeeAdjustment, e.total
		return
	}
	e.kind, e.class = typeFee, "FLTFEE"
	if mapped, ok := b.opts.Classes[e.class]; ok {
		e.class = mapped
	}
	e.timekeeperID, e.timekeeperName = first(b.opts.FlatFeeTimekeeper, "FLATFEE"), "Flat Fee"
	e.units, e.unitCost = oneUnit(e, e.total, decimals)
}

// price sets units, unit cost and adjustment so that the equation of the line
// holds: total = units x unit cost + adjustment. Whatever the bill charges
// below or above units x rate (a write-down, a no-charge line, a credit) is
// the adjustment. Units and price stay positive; the sign sits in the amounts.
func (b *builder) price(e *entry, inv bill.Invoice, l bill.Line, path string) {
	units, rate := l.Units, l.Rate
	if units == 0 && l.Amount != 0 {
		e.units, e.unitCost = oneUnit(e, e.total, inv.Currency.Digits())
		b.note(e.number, "ledes.units", "Line %s has no units on the bill; it is written as one unit.", e.number)
		return
	}
	if units < 0 || rate < 0 {
		units, rate = max(units, -units), max(rate, -rate)
		b.note(e.number, "ledes.sign", "Line %s is a credit: units and price are written positive, the sign stands in the adjustment.", e.number)
	}
	if !Fixed4(units).fits(10) || !Fixed4(rate).fits(10) {
		b.fail(path+".units", "ledes.too_large", "line %s: its units or its rate have more than ten digits.", e.number)
		return
	}
	value, err := rate.Times(units, inv.Currency)
	value4, ok := amount4(value, inv.Currency)
	if err != nil || !ok || !value4.fits(10) || !e.total.fits(10) {
		b.fail(path+".amount", "ledes.too_large", "line %s: units x rate is too large for the file.", e.number)
		return
	}
	e.units, e.unitCost = units.Short(), rate.Plain()
	e.adjustment = e.total - value4
	beyond := lineDifference(Fixed4(units), Fixed4(rate), e.adjustment, e.total)
	if b.opts.Rounding == Exact || !beyond.within(int64(DefaultTolerance)*scale4) {
		whole, _ := lineTotal(Fixed4(units), Fixed4(rate), 0) // fits: its rounded value does
		e.adjustment = e.total - whole
		if !lineDifference(Fixed4(units), Fixed4(rate), e.adjustment, e.total).isZero() {
			b.note(e.number, "ledes.not_exact", "Line %s: units x rate has more than four decimals; the line is exact to the fourth.", e.number)
		}
	}
}
