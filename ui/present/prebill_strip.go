package present

import (
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/ui/words"
)

var arrangementWords = map[firm.Arrangement]string{firm.Hourly: words.Mark("hourly"), firm.Flat: words.Mark("flat fee"), firm.Contingent: words.Mark("contingent"),
	firm.Blended: words.Mark("blended rate"), firm.Capped: words.Mark("capped fee")}

// budgetNear is the share of a budget, in per cent, from which it is shown as
// nearly used.
const budgetNear = 80

// Strip is what was agreed for the matter, and what it has and owes.
func (p *PreBill) Strip() []Figure {
	v, cur := p.View, p.Currency()
	m, s := v.Matter, v.Strip
	agreed := Figure{Key: "arrangement", Label: words.Mark("Agreed"), Value: upper(words.Of(arrangementWords[m.Arrangement])), Tip: words.Mark("The fee arrangement of the matter")}
	if m.FeeAmount != 0 {
		agreed.Value = words.L("%s, %s", agreed.Value, words.Money(m.FeeAmount, cur))
		agreed.Tip = words.Mark("Agreed for the whole matter")
	}
	list := []Figure{agreed}
	if m.Budget > 0 {
		list = append(list, p.budget(cur))
	}
	if d := v.PreBill.Discount; d != 0 {
		list = append(list, Figure{Key: "discount", Label: words.Mark("Courtesy discount"), Value: words.Money(d, cur)})
	}
	list = append(list, Figure{Key: "ar", Label: words.Mark("Prior balance"), Value: words.Money(s.AR, cur), Tip: words.Mark("Open on earlier bills of the matter")})
	if s.Unapplied != 0 {
		list = append(list, Figure{Key: "unapplied", Label: words.Mark("Client credit"), Value: words.Money(s.Unapplied, cur), Tip: words.Mark("Received and on no invoice yet")})
	}
	trust := Figure{Key: "trust", Label: words.Mark("Trust available"), Value: words.Money(s.Trust, cur), Tip: words.Mark("May be paid out today")}
	if m.TrustFloor > 0 && s.Trust < m.TrustFloor {
		trust.Tone, trust.Tip = Warn, words.L("Below the agreed floor of %s", words.Money(m.TrustFloor, cur))
	}
	return append(list, trust)
}

// budget is what was billed, stands on this pre-bill and is work in progress,
// against what the client agreed to spend.
func (p *PreBill) budget(cur money.Currency) Figure {
	v := p.View
	bill := v.Computed.Totals.Work()
	used := v.Billed + bill + v.Strip.WIP
	f := Figure{Key: "budget", Label: words.Mark("Budget used"), Value: words.L("%s of %s", words.Number(share(used, v.Matter.Budget)), words.Money(v.Matter.Budget, cur)),
		Tip: words.L("Billed %s, this bill %s, other work in progress %s", words.Amount(v.Billed, cur), words.Amount(bill, cur), words.Amount(v.Strip.WIP, cur))}
	switch {
	case used > v.Matter.Budget:
		f.Tone = Bad
	case used*100 >= v.Matter.Budget*budgetNear:
		f.Tone = Warn
	}
	return f
}
