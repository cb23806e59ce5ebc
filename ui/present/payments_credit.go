package present

import (
	"context"
	"fmt"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// CreditList is the money of clients that is on no invoice yet.
type CreditList struct {
	v    *Payments
	h    Host
	List ShortList[CreditRow]
	ask  Latest
}

// CreditRow is a payment with money left.
type CreditRow struct{ PaymentRow }

func newCreditList(v *Payments) *CreditList {
	c := &CreditList{v: v, h: v.h}
	l := &c.List
	l.bind(v.h, "payments.credits")
	l.Heads = []Column{
		{Key: "client", Label: words.Mark("Client"), Width: 200, Min: 120, Flex: 1, Sortable: true},
		{Key: "id", Label: words.Mark("Payment"), Width: 74, Right: true, Sortable: true},
		{Key: "date", Label: words.Mark("Received"), Width: 94, Sortable: true},
		{Key: "method", Label: words.Mark("Method"), Width: 62},
		{Key: "reference", Label: words.Mark("Reference"), Width: 110},
		{Key: "amount", Label: words.Mark("Amount"), Width: 96, Right: true, Sortable: true},
		{Key: "left", Label: words.Mark("Credit left"), Width: 96, Right: true, Sortable: true},
		{Key: "age", Label: words.Mark("Days"), Width: 54, Right: true, Sortable: true, Tip: words.Mark("Since it was received")},
	}
	l.ID = func(r CreditRow) int64 { return r.Payment.ID }
	l.Cells = func(r CreditRow) []Cell {
		x, cur := r.Payment, r.Payment.Currency
		return []Cell{{Text: r.Client.Code + "  " + r.Client.Name}, {Text: fmt.Sprint(x.ID), Muted: true}, dateCell(x.Date), {Text: words.Of(methodWords[x.Method])}, {Text: x.Reference},
			moneyCell(x.Amount, cur), boldCell(r.credit(), cur), countCell(v.h.Today().Sub(x.Date))}
	}
	l.By = map[string]func(a, b CreditRow) int{
		"client": by(func(r CreditRow) string { return r.Client.Code }), "id": by(func(r CreditRow) int64 { return r.Payment.ID }),
		"date": by(func(r CreditRow) cal.Date { return r.Payment.Date }), "amount": by(func(r CreditRow) money.Amount { return r.Payment.Amount }),
		"left": by(func(r CreditRow) money.Amount { return r.credit() }), "age": by(func(r CreditRow) cal.Date { return -r.Payment.Date }),
	}
	l.Selected = func() { v.h.Redraw(v) }
	l.Nothing = func() Empty {
		return Empty{Symbol: "done", Title: words.L("No money waits"), Text: words.L("Money that was received and is on no invoice stands here. It is the client's credit, never income, until it is laid on an invoice.")}
	}
	l.remember()
	return c
}

func (c *CreditList) reload() {
	Ask(&c.ask, c.h.Runner(), func(ctx context.Context) ([]CreditRow, error) {
		d := c.h.Desk()
		codes, err := app.Read(ctx, d, func(q app.Query) ([]string, error) {
			list, err := q.Received(0)
			if err != nil {
				return nil, err
			}
			var codes []string
			for _, r := range list {
				if r.Unapplied() == 0 {
					continue
				}
				client, err := q.Client(r.ClientID)
				if err != nil {
					return nil, err
				}
				codes = append(codes, client.Code)
			}
			return codes, nil
		})
		if err != nil {
			return nil, err
		}
		var rows []CreditRow
		for _, code := range codes {
			list, err := readPayments(ctx, d, app.AskPayments{Client: code}, nil)
			if err != nil {
				return nil, err
			}
			for i := len(list) - 1; i >= 0; i-- {
				if list[i].credit() > 0 {
					rows = append(rows, CreditRow{list[i]})
				}
			}
		}
		return rows, nil
	}, func(rows []CreditRow, err error) {
		if err != nil {
			c.v.fail(err)
			return
		}
		sums := map[money.Currency]money.Amount{}
		for _, r := range rows {
			sums[r.Payment.Currency] += r.credit()
		}
		totals := map[string]string{}
		if len(sums) == 1 {
			for cur, s := range sums {
				totals["left"] = words.Amount(s, cur)
			}
		}
		c.List.Show(rows, words.N(len(rows), "%d payment with credit left", "%d payments with credit left", len(rows)), totals)
		c.h.Redraw(c.v)
	})
}

func (c *CreditList) commands() []Command {
	off := ""
	if len(c.List.Picked()) != 1 {
		off = words.L("Select one credit first.")
	}
	return []Command{{ID: "payments.lay", Title: words.L("Lay the credit on invoices"), Off: off}, {ID: "payments.reverse", Title: words.L("Take back"), Off: off}}
}

func (c *CreditList) do(id string) bool {
	rows := c.List.Picked()
	if len(rows) != 1 {
		return false
	}
	switch id {
	case "payments.lay":
		c.v.startLay(rows[0])
	case "payments.reverse":
		if reversible(rows[0].PaymentRow) {
			c.v.startReverse(rows[0].PaymentRow)
		}
	default:
		return false
	}
	return true
}

// startLay moves a credit to invoices of its client, dated the day it is done.
func (v *Payments) startLay(r CreditRow) {
	x, cur := r.Payment, r.Payment.Currency
	f := newSideForm(v.h, v, "payments.lay", words.L("Lay the credit of payment %d", x.ID), words.L("Lay it on invoices"),
		&Input{Path: "sum", Kind: NoteInput, Figures: []Figure{{Key: "left", Label: r.Client.Name, Value: words.Money(r.credit(), cur)}}},
		choiceIn("how", words.Mark("How"), LayOldest, choices([]Choice{LayWays[0], LayWays[5], LayWays[4], LayWays[2]})...),
		textIn("numbers", words.Mark("Invoices"), "").hint(words.L("Numbers with blanks between; %s lays a part", "2026-0125="+words.Number("50.00"))),
		&Input{Path: "open", Kind: NoteInput}, dateIn("date", words.Mark("Counts from"), v.h.Today()))
	f.Currency = cur
	f.Note = words.L("The past is not changed: the money was the client's credit until the day it is laid on an invoice.")
	f.In("numbers").Hidden = true
	f.edited = func(f *SideForm, _ string) { f.In("numbers").Hidden = f.Text("how") != LayNumbers }
	Go(v.h.Runner(), func(ctx context.Context) (app.PayorView, error) { return v.h.Desk().Payor(ctx, r.Client.Code) }, func(p app.PayorView, err error) {
		for i, o := range p.Open {
			if i == 6 {
				break
			}
			f.In("open").Figures = append(f.In("open").Figures, Figure{Key: o.Number, Label: o.Number + "  " + o.Matter, Value: words.Money(o.Balance(), cur)})
		}
		v.h.Redraw(v)
	})
	f.send = func(f *SideForm) {
		req := app.AllocatePayment{Request: app.Request{Key: f.Key}, Payment: x.ID, Date: f.Date("date")}
		if how := f.Text("how"); how == LayNumbers {
			for _, word := range numbersTyped(f.Text("numbers")) {
				number, amount, _ := strings.Cut(word, "=")
				req.To = append(req.To, app.PayTo{Invoice: number, Amount: words.Typed(amount)})
			}
			if len(req.To) == 0 {
				f.In("numbers").Fault, f.Focus = words.L("Name the invoices."), "numbers"
				return
			}
		} else {
			req.Rule = bill.Rule(how)
		}
		sendAct(f, func(ctx context.Context) (app.PaymentPosted, error) { return v.h.Desk().AllocatePayment(ctx, req) },
			func(p app.PaymentPosted) {
				v.closeSide()
				v.h.Say("%s", words.L("%s of payment %d is still credit.", words.Money(p.Unapplied(), cur), x.ID))
			})
	}
	v.show(f)
}
