package present

import (
	"context"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// drawable are the sent invoices that are open while their matter has money
// available in trust today.
func drawable(ctx context.Context, d *app.Desk, today cal.Date) ([]string, error) {
	return app.Read(ctx, d, func(q app.Query) ([]string, error) {
		balances, err := q.TrustBalances(app.TrustFilter{}, 0, today)
		if err != nil {
			return nil, err
		}
		free := map[int64]money.Amount{}
		for _, b := range balances {
			free[b.MatterID] += b.Available()
		}
		open, err := q.Standings(app.StandingFilter{Open: true})
		var numbers []string
		for _, s := range open {
			if s.Status == bill.Sent && free[s.MatterID] > 0 && s.Balance() > 0 {
				numbers = append(numbers, s.Number)
			}
		}
		return numbers, err
	})
}

// startDrawTrust asks once for the trust payments of several bills.
func startDrawTrust(s invoiceScreen, numbers []string) {
	n := len(numbers)
	f := newSideForm(s.host(), s, "billing.trust", words.N(n, "Draw trust for %d bill", "Draw trust for %d bills", n), words.L("Draw trust"),
		dateIn("date", words.Mark("Date of the transfers"), s.host().Today()))
	f.Note = words.L("Each bill takes as much as it owes and its matter has available, by a transfer and a payment of its own. What the agreement does not let be drawn stays, with the reason. The schedule of the transfers can be printed after it.")
	f.Danger = true
	f.send = func(f *SideForm) {
		on := f.Date("date")
		if on.IsZero() {
			f.In("date").Fault = words.L("Write the day of the transfers.")
			return
		}
		drawTrust(s, f, app.ApplyTrustToMany{Request: app.Request{Key: f.Key}, Invoices: numbers, Date: on})
	}
	s.show(f)
}

func drawTrust(s invoiceScreen, f *SideForm, req app.ApplyTrustToMany) {
	f.Busy = true
	var draws []app.TrustDraw
	s.host().Working(words.L("Drawing trust"), func(ctx context.Context, progress func(done, total int, what string)) error {
		req := req
		req.Tell = func(done, total int) { progress(done, total, words.L("bills")) }
		var err error
		draws, err = s.host().Desk().ApplyTrustToMany(ctx, req)
		return err
	}, func(err error) {
		f.Busy = false
		if err != nil && len(draws) == 0 {
			f.Failed(err)
			return
		}
		s.end(drawnOutcome(s.host(), draws, req.Date, err))
	})
}

// drawnOutcome is what a batch of trust payments came to, with its schedule.
func drawnOutcome(h Host, draws []app.TrustDraw, on cal.Date, err error) *Outcome {
	var rows []OutcomeRow
	if err != nil {
		rows = append(rows, OutcomeRow{Item: words.L("The run stopped"), Text: Words(err)})
	}
	good := 0
	var currencies []money.Currency
	sums := map[money.Currency]money.Amount{}
	for _, x := range draws {
		row := OutcomeRow{Item: x.Invoice + "  " + x.Client.Name, Fix: words.Sense("Open", "act"), Do: func() { h.Open("invoice", x.Invoice) }}
		if x.Applied == nil {
			row.Text = Words(x.Why)
		} else {
			a := x.Applied
			good++
			cur := a.Payment.Currency
			if _, ok := sums[cur]; !ok {
				currencies = append(currencies, cur)
			}
			sums[cur] += a.Payment.Amount
			row.OK = true
			row.Text = words.L("%s drawn, transfer %s; %s is still owed, %s is left in trust.", words.Money(a.Payment.Amount, cur), a.Transfer.Reference,
				words.Money(a.Owed, cur), words.Money(a.Balance.Available(), cur))
		}
		rows = append(rows, row)
	}
	title := words.N(good, "%d transfer from trust", "%d transfers from trust", good)
	for _, cur := range currencies {
		title = words.L("%s, %s", title, words.Money(sums[cur], cur))
	}
	h.Say("%s", title)
	o := newOutcome(title, rows)
	if good == 0 {
		return o
	}
	for _, cur := range currencies {
		schedule, err := app.TrustSchedule(draws, on, cur)
		if err != nil {
			h.Fail(err)
			continue
		}
		o.Actions = append(o.Actions, OutcomeAction{words.L("Print the schedule"), func() { h.PrintSheet(SheetOfReport(schedule)) }},
			OutcomeAction{words.L("Export it…"), func() { h.Export(SheetOfReport(schedule)) }})
	}
	return o
}
