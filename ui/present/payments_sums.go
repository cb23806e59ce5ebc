package present

import (
	"matterbook/app/money"
	"matterbook/ui/words"
)

func (f *PayForm) amount() (money.Amount, error) {
	return money.ParseAmount(f.Amount.Text, f.Currency)
}

func (f *PayForm) laid() money.Amount {
	var sum money.Amount
	for _, r := range f.rows {
		sum += r.gets
	}
	return sum
}

// Client figures stand beneath the amount: what the clients owe, their credit,
// work not billed yet, and what is available in trust.
func (f *PayForm) ClientFigures() []Figure {
	if !f.Loaded {
		return nil
	}
	var owed, late, credit, wip, trust money.Amount
	for _, v := range f.views {
		for _, o := range v.Open {
			owed += o.Balance()
			if o.DueOn < f.h.Today() {
				late += o.Balance()
			}
		}
		credit += v.Unapplied
		wip += v.WIP
		trust += v.Trust
	}
	money := func(key, label string, a money.Amount) Figure {
		return Figure{Key: key, Label: label, Value: words.Money(a, f.Currency)}
	}
	list := []Figure{money("ar", words.L("Receivable"), owed), money("late", words.L("Past due"), late), money("credit", words.L("Unapplied credit"), credit),
		money("wip", words.L("Not billed yet"), wip), money("trust", words.L("Trust available"), trust)}
	if late > 0 {
		list[1].Tone = Warn
	}
	return list
}

// Sums are what came, what is laid, and what remains: short when more is laid
// than came.
func (f *PayForm) Sums() []Figure {
	laid := f.laid()
	amount, err := f.amount()
	if err != nil {
		amount = 0
	}
	left := amount - laid
	remaining := Figure{Key: "left", Label: words.L("Stays as credit"), Value: words.Money(left, f.Currency), Tip: words.L("Received and laid on no invoice; it is never income")}
	switch {
	case left < 0:
		remaining.Label, remaining.Value, remaining.Tone = words.L("Laid too much"), words.Money(-left, f.Currency), Bad
		remaining.Tip = words.L("Lower one of the amounts, or correct what was received")
	case left == 0:
		remaining.Label = words.L("Remaining")
	case len(f.rows) > 0:
		remaining.Tone = Warn
	}
	return []Figure{{Key: "amount", Label: words.L("Received"), Value: words.Money(amount, f.Currency)}, {Key: "laid", Label: words.L("Laid on invoices"), Value: words.Money(laid, f.Currency)}, remaining}
}

// Remaining is the last of Sums.
func (f *PayForm) Remaining() Figure { s := f.Sums(); return s[len(s)-1] }
