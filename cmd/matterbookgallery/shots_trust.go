package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/trust"
	"matterbook/ui/present"
)

func init() {
	desk := func(s *Stand) *present.Trust { return Screen[*present.Trust](s) }
	proof := func(s *Stand) *present.Proof { desk(s).StartProof(); return desk(s).Proof }
	step := func(s *Stand, step string) *present.Proof {
		p := proof(s)
		bankFile(s)
		p.Match()
		p.SetStep(step)
		return p
	}
	both := []string{"demo", "long"}
	add(
		Shot{Route: "trust", Name: "account", Books: []string{"empty"}, Prepare: func(s *Stand) { desk(s).StartAccount() }},
		Shot{Route: "trust", Name: "receipt", Prepare: func(s *Stand) { desk(s).StartReceipt() }},
		Shot{Route: "trust", Name: "refused", Books: both, Prepare: func(s *Stand) {
			t := desk(s)
			t.StartPayment()
			t.Side.Set("amount", "500000000.00")
			t.Side.Set("party", "Expert witness")
			t.Side.Set("purpose", "Report")
			t.Side.Set("reference", "1090")
			t.Side.Send()
		}},
		Shot{Route: "trust", Name: "apply", Prepare: func(s *Stand) { desk(s).StartApply() }},
		Shot{Route: "trust", Name: "statement", Books: both, Prepare: func(s *Stand) { proof(s) }},
		Shot{Route: "trust", Name: "imported", Books: both, Prepare: func(s *Stand) { proof(s); bankFile(s) }},
		Shot{Route: "trust", Name: "match", Books: both, Prepare: func(s *Stand) {
			p := step(s, present.StepMatch)
			if rows := p.Bank.Values(); len(rows) > 1 {
				p.Bank.Select([]int64{rows[len(rows)-1].ID})
			}
			s.Frame().Redraw(desk(s))
		}},
		Shot{Route: "trust", Name: "columns", Prepare: func(s *Stand) {
			p := proof(s)
			p.StartMapping("june.csv", []string{"Posting Date", "Details", "Withdrawals", "Deposits", "Running Bal."})
		}},
		Shot{Route: "trust", Name: "prove", Books: both, Prepare: func(s *Stand) { step(s, present.StepProve) }},
		Shot{Route: "trust", Name: "mend", Prepare: func(s *Stand) {
			p := step(s, present.StepProve)
			p.Findings.Select([]int64{1})
			p.Mend()
		}},
		Shot{Route: "trust", Name: "sign", Books: both, Prepare: func(s *Stand) {
			p := step(s, present.StepSign)
			p.AcceptAll()
		}},
		Shot{Route: "trust", Name: "below", Books: []string{"demo", "long", "empty"}, Prepare: func(s *Stand) { desk(s).StartFloor() }},
		Shot{Route: "trust", Name: "asked", Prepare: func(s *Stand) {
			desk(s).StartFloor()
			desk(s).Floor.Mails()
		}},
	)
}

// bankFile imports a statement of the last month of the account shown, as its
// bank would tell it: checks by their number, deposits as one, a charge nobody
// posted, and one amount with two digits the other way round.
func bankFile(s *Stand) {
	t := Screen[*present.Trust](s)
	to := s.Frame().Today().MonthStart().AddDays(-1)
	if t.Proof != nil && t.Proof.AsOf.Text != to.String() {
		to = s.Frame().Today()
	}
	d := s.Frame().Desk()
	var all []trust.Txn
	err := func() (err error) {
		all, err = app.Read(context.Background(), d, func(q app.Query) ([]trust.Txn, error) {
			a, err := q.TrustAccountByCode(t.Account)
			if err != nil {
				return nil, err
			}
			return q.TrustTxns(app.TrustFilter{AccountID: a.ID, From: to.MonthStart(), To: to, Oldest: true}, app.Page{})
		})
		return err
	}()
	s.Must(err)
	type line struct {
		on, ref, text string
		amount        int64
	}
	var lines []line
	for i, x := range all {
		on := x.PostedOn.AddDays(1)
		if on > to || i%9 == 8 {
			continue // under way at the end of the month
		}
		l := line{on.String(), "", strings.ToUpper(x.Party), int64(x.Bank)}
		if x.Kind == trust.Check {
			l.ref, l.text = x.Reference, "CHECK"
		}
		if text := fmt.Sprint(l.amount); i == 3 && len(text) > 4 {
			n := len(text)
			fmt.Sscan(text[:n-4]+text[n-3:n-2]+text[n-4:n-3]+text[n-2:], &l.amount)
		}
		lines = append(lines, l)
	}
	lines = append(lines, line{to.AddDays(-2).String(), "", "MONTHLY SERVICE CHARGE", -1800})
	slices.SortStableFunc(lines, func(a, b line) int { return strings.Compare(a.on, b.on) })
	var b bytes.Buffer
	balance := int64(40_000_000)
	b.WriteString("date,amount,reference,description,balance\n")
	for i, l := range lines {
		sign := ""
		balance += l.amount
		if l.amount < 0 {
			sign, l.amount = "-", -l.amount
		}
		fmt.Fprintf(&b, "%s,%s%d.%02d,%s,%s %d,%d.%02d\n", l.on, sign, l.amount/100, l.amount%100, l.ref, strings.ReplaceAll(l.text, ",", ""), i, balance/100, balance%100)
	}
	_, err = d.Import(context.Background(), app.Import{Kind: "bank", Name: "statement.csv", Data: &b, Account: t.Account})
	s.Must(err)
}
