package bill

import (
	"cmp"
	"slices"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
)

// Owed is what one invoice still owes, by part; fees by timekeeper. No share is
// negative and they add up to the balance.
type Owed struct {
	InvoiceID int64
	Number    string
	Date      cal.Date
	DueOn     cal.Date
	Shares    []Share // in the order of [Parts]
}

// Balance is what the invoice still owes.
func (o Owed) Balance() money.Amount {
	var sum money.Amount
	for _, s := range o.Shares {
		sum += s.Amount
	}
	return sum
}

// BilledShares divides what an invoice asks for over its parts in the order of
// [Parts], fees by timekeeper after their share of the courtesy discount. A
// refund that makes one part negative is set against the parts that follow it,
// then those before it, so that no share is below zero and they add up to the
// total.
func BilledShares(inv Invoice) []Share {
	t := inv.Totals
	shares := []Share{{Part: PartInterest, Amount: t.Interest}, {Part: PartTax, Amount: t.Tax},
		{Part: PartHard, Amount: t.Hard}, {Part: PartSoft, Amount: t.Soft}}
	for _, k := range inv.Timekeepers {
		shares = append(shares, Share{Part: PartFees, TimekeeperID: k.TimekeeperID, Amount: k.Fees - k.Discount})
	}
	for i := range shares {
		if shares[i].Amount >= 0 {
			continue
		}
		over := -shares[i].Amount
		shares[i].Amount = 0
		for step := 1; step < len(shares) && over > 0; step++ {
			s := &shares[(i+step)%len(shares)]
			cut := min(over, max(s.Amount, 0))
			s.Amount -= cut
			over -= cut
		}
	}
	return slices.DeleteFunc(shares, func(s Share) bool { return s.Amount == 0 })
}

// StillOwed is what an issued invoice owes after the shares of payments and
// credits laid on it (what was taken back counts negative). Internal when a
// part was paid more than was billed: the book would be wrong.
func StillOwed(inv Invoice, laid []Share) (Owed, error) {
	o := Owed{InvoiceID: inv.ID, Number: inv.Number, Date: inv.Date, DueOn: inv.DueOn}
	if inv.Status == Void {
		return o, nil
	}
	type key struct {
		part Part
		tk   int64
	}
	paid := map[key]money.Amount{}
	for _, s := range laid {
		paid[key{s.Part, s.TimekeeperID}] += s.Amount
	}
	for _, s := range BilledShares(inv) {
		k := key{s.Part, s.TimekeeperID}
		s.Amount -= paid[k]
		delete(paid, k)
		if s.Amount < 0 {
			return o, overlaid(inv.Number, s)
		}
		if s.Amount > 0 {
			o.Shares = append(o.Shares, s)
		}
	}
	for k, v := range paid {
		if v != 0 {
			return o, overlaid(inv.Number, Share{Part: k.part, TimekeeperID: k.tk, Amount: -v})
		}
	}
	return o, nil
}

func overlaid(number string, s Share) error {
	return fault.New(fault.Internal, "invoice.part_overpaid", "On invoice %s the part %q is paid by %d minor units more than was billed.", number, s.Part, -s.Amount).
		Advise("Verify the book; nothing was changed.")
}

// Lay divides a payment over what one invoice owes: interest, tax, hard costs,
// soft costs, then fees, each part filled before the next. Fees go to
// timekeepers in proportion to what each still has coming (their net billed
// share less what was paid), by largest remainder: nobody is ever paid more
// than was billed.
//
// Refused ("payment.above_balance") when the amount is more than is owed.
func (o Owed) Lay(amount money.Amount) ([]Share, error) { return o.lay(amount, Parts) }

// LayCredit divides a credit in the opposite order, fees first: what is given
// up is the firm's own income before costs it has laid out.
func (o Owed) LayCredit(amount money.Amount) ([]Share, error) {
	back := slices.Clone(Parts)
	slices.Reverse(back)
	return o.lay(amount, back)
}

func (o Owed) lay(amount money.Amount, parts []Part) ([]Share, error) {
	if amount < 0 || amount > o.Balance() {
		return nil, fault.Refuse("payment.above_balance", "Invoice %s owes less than is to be laid on it.", o.Number).
			Advise("Lay at most the open balance on it; the rest can stay as the client's credit.")
	}
	var laid []Share
	for _, part := range parts {
		var open []Share
		var sum money.Amount
		for _, s := range o.Shares {
			if s.Part == part {
				open = append(open, s)
				sum += s.Amount
			}
		}
		piece := min(amount, sum)
		amount -= piece
		weights := make([]int64, len(open))
		for i, s := range open {
			weights[i] = int64(s.Amount)
		}
		for i, a := range money.Split(piece, weights) {
			if a != 0 {
				open[i].Amount = a
				laid = append(laid, open[i])
			}
		}
	}
	return laid, nil
}

// Rule is the order in which a payment is laid on invoices.
type Rule string

// Rules of allocation. Oldest first is by due date, then number.
const (
	OldestFirst  Rule = "oldest"
	NewestFirst  Rule = "newest"
	Proportional Rule = "proportional"
)

// Rules in the order they are offered.
var Rules = []Rule{OldestFirst, NewestFirst, Proportional}

// Allocate lays an amount on invoices by the rule (blank: oldest due first) and
// answers what is left over, which stays as the client's credit. No invoice is
// given more than it owes.
func Allocate(amount money.Amount, owed []Owed, rule Rule) (list []Allocation, left money.Amount, err error) {
	if amount < 0 {
		return nil, 0, fault.New(fault.Invalid, "amount.range", "A payment must be more than zero.")
	}
	owed = slices.Clone(owed)
	slices.SortStableFunc(owed, func(a, b Owed) int {
		c := cmp.Or(a.DueOn.Compare(b.DueOn), a.Date.Compare(b.Date), cmp.Compare(a.Number, b.Number))
		if rule == NewestFirst {
			return -c
		}
		return c
	})
	pieces := make([]money.Amount, len(owed))
	left = amount
	switch rule {
	case OldestFirst, NewestFirst, "":
		for i, o := range owed {
			pieces[i] = min(left, o.Balance())
			left -= pieces[i]
		}
	case Proportional:
		weights := make([]int64, len(owed))
		var total money.Amount
		for i, o := range owed {
			b := o.Balance()
			weights[i] = int64(b)
			if total, err = total.Add(b); err != nil {
				return nil, 0, err
			}
		}
		laid := min(amount, total)
		left -= laid
		copy(pieces, money.Split(laid, weights))
	default:
		return nil, 0, fault.New(fault.Invalid, "payment.rule", "%q is no rule of allocation.", string(rule)).Advise("Use oldest, newest or proportional.")
	}
	for i, o := range owed {
		if pieces[i] == 0 {
			continue
		}
		shares, err := o.Lay(pieces[i])
		if err != nil {
			return nil, 0, err
		}
		list = append(list, Allocation{InvoiceID: o.InvoiceID, Amount: pieces[i], Shares: shares})
	}
	return list, left, nil
}

// TakeBack mirrors allocations: what was laid on each invoice comes off again,
// part by part, on the day. Allocations of one invoice come off as one.
func TakeBack(list []Allocation, on cal.Date) []Allocation {
	var back []Allocation
	at := map[int64]int{}
	for _, a := range list {
		i, ok := at[a.InvoiceID]
		if !ok {
			i = len(back)
			at[a.InvoiceID] = i
			back = append(back, Allocation{InvoiceID: a.InvoiceID, AppliedOn: on})
		}
		b := &back[i]
		b.Amount -= a.Amount
		for _, s := range a.Shares {
			j := slices.IndexFunc(b.Shares, func(x Share) bool { return x.Part == s.Part && x.TimekeeperID == s.TimekeeperID })
			if j < 0 {
				b.Shares = append(b.Shares, Share{Part: s.Part, TimekeeperID: s.TimekeeperID})
				j = len(b.Shares) - 1
			}
			b.Shares[j].Amount -= s.Amount
		}
	}
	return slices.DeleteFunc(back, func(a Allocation) bool { return a.Amount == 0 })
}
