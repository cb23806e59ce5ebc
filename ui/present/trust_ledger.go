package present

import (
	"context"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/money"
	"matterbook/app/trust"
	"matterbook/ui/words"
)

// Choose shows the card of a ledger.
func (t *Trust) Choose(ledger int64) {
	if t.Ledger == ledger {
		return
	}
	t.Ledger = ledger
	t.Ledgers.Select([]int64{ledger})
	t.Lines.Select(nil)
	t.readCard()
	if t.Side != nil {
		t.follow()
	}
	t.h.Redraw(t)
}

// rowOf is the ledger of a matter, ok false for none and for the cushion.
func (t *Trust) rowOf(matterID int64) (app.BalanceRow, bool) {
	for _, r := range t.ledgers {
		if r.MatterID == matterID && matterID != 0 {
			return r, true
		}
	}
	return app.BalanceRow{}, false
}

func (t *Trust) row() (app.BalanceRow, bool) {
	for _, r := range t.ledgers {
		if r.LedgerID == t.Ledger {
			return r, true
		}
	}
	return app.BalanceRow{}, false
}

type cardRead struct {
	card  app.LedgerCard
	holds []trust.Hold
}

func (t *Trust) readCard() {
	r, ok := t.row()
	if !ok {
		t.card.Drop()
		t.Card, t.Holds = app.LedgerCard{}, nil
		t.Lines.Show(nil, "", nil)
		return
	}
	account, matter, ledger, today := t.Account, r.Matter.Code, r.LedgerID, t.h.Today()
	Ask(&t.card, t.h.Runner(), func(ctx context.Context) (cardRead, error) {
		d := t.h.Desk()
		card, err := d.TrustLedger(ctx, account, matter, 0, 0)
		if err != nil {
			return cardRead{}, err
		}
		holds, err := app.Read(ctx, d, func(q app.Query) ([]trust.Hold, error) { return q.Holds(ledger, today) })
		return cardRead{card, holds}, err
	}, func(c cardRead, err error) {
		if err != nil {
			t.h.Fail(err)
			return
		}
		t.Card, t.Holds = c.card, c.holds
		cur := c.card.Account.Currency
		var in, out money.Amount
		lines := slices.Clone(c.card.Lines)
		for _, l := range lines {
			if l.Amount > 0 {
				in += l.Amount
			} else {
				out -= l.Amount
			}
		}
		slices.Reverse(lines) // newest first: what was just posted is in view
		t.Lines.Show(lines, words.N(len(lines), "%d entry", "%d entries", len(lines)), map[string]string{"in": words.Amount(in, cur), "out": words.Amount(out, cur), "balance": words.Amount(in-out, cur)})
		t.h.Redraw(t)
	})
}

// CardTitle names the chosen ledger.
func (t *Trust) CardTitle() string {
	r, ok := t.row()
	switch {
	case !ok:
		return ""
	case r.MatterID == 0:
		return words.L("The firm's cushion")
	}
	return r.Matter.Code + "  " + r.Client.Name + " – " + r.Matter.Name
}

func balanceFigures(book, uncleared, held, available money.Amount, cur money.Currency, label string) []Figure {
	return []Figure{{Key: "book", Label: words.L("Book"), Value: words.Amount(book, cur)}, {Key: "uncleared", Label: words.L("Uncleared"), Value: words.Amount(uncleared, cur)},
		{Key: "held", Label: words.L("Held"), Value: words.Amount(held, cur)}, {Key: "available", Label: label, Value: words.Amount(available, cur)}}
}

// kindWords are said where they are shown.
var kindWords = map[trust.Kind]string{trust.Receipt: words.Mark("Receipt"), trust.Check: words.Mark("Check"), trust.EFT: words.Mark("EFT"), trust.Transfer: words.Mark("To the firm"),
	trust.Charge: words.Mark("Charge"), trust.Interest: words.Mark("Interest"), trust.Cushion: words.Mark("Cushion"), trust.VoidItem: words.Mark("Void"), trust.Reversal: words.Mark("Reversal")}

func kindWord(k trust.Kind) string { return words.Of(kindWords[k]) }

func (t *Trust) lineCells(l trust.LedgerLine) []Cell {
	cur := t.Card.Account.Currency
	in, out := Cell{}, Cell{}
	if l.Amount >= 0 {
		in = moneyCell(l.Amount, cur)
	} else {
		out = moneyCell(-l.Amount, cur)
	}
	cleared := Cell{Text: words.L("Not cleared"), Tone: Neutral, Pill: true}
	if !l.ClearedOn.IsZero() {
		cleared = Cell{Text: words.L("Cleared %s", words.Day(l.ClearedOn)), Tone: Good, Pill: true}
	}
	return []Cell{dateCell(l.PostedOn), {Text: kindWord(l.Kind)}, {Text: l.Party + ": " + l.Purpose}, {Text: l.Reference}, in, out,
		boldCell(l.Balance, cur), cleared}
}

// HoldText says what is set aside on the chosen ledger; blank for nothing.
func (t *Trust) HoldText() string {
	if len(t.Holds) == 0 {
		return ""
	}
	cur := t.Currency()
	var parts []string
	for _, h := range t.Holds {
		s := words.L("%s since %s: %s", words.Amount(h.Amount, cur), words.Date(h.From), h.Reason)
		if h.Claimant != "" {
			s += " (" + h.Claimant + ")"
		}
		parts = append(parts, s)
	}
	return words.L("Held: %s", strings.Join(parts, "; "))
}
