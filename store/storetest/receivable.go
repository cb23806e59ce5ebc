package storetest

import (
	"testing"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/money"
)

// receipts adds a check of 100.00 and one of 200.00, 50.00 in cash and 70.00
// drawn by wire, none laid on an invoice.
func (d *desk) receipts() []int64 {
	d.t.Helper()
	var ids []int64
	for i, x := range []struct {
		amount money.Amount
		method bill.PaymentMethod
	}{{10000, bill.ByCheck}, {20000, bill.ByCheck}, {5000, bill.ByCash}, {7000, bill.ByWire}} {
		p := bill.Payment{ClientID: []int64{d.client, d.other}[i%2], Date: day("2026-06-10").AddDays(i), Amount: x.amount, Currency: money.USD, Method: x.method}
		d.do(func(tx app.Tx) error { return tx.AddPayment(&p) })
		ids = append(ids, p.ID)
	}
	return ids
}

func ids(list []bill.Payment) []int64 {
	var all []int64
	for _, p := range list {
		all = append(all, p.ID)
	}
	return all
}

func testDeposit(t *testing.T, d *desk) {
	pay := d.receipts()
	x := bill.Deposit{Date: day("2026-06-20"), Account: "Operating 4471", Currency: money.USD, Expected: 30000, Note: "by hand", CreatedAt: deskTime}
	d.do(func(tx app.Tx) error { return tx.AddDeposit(&x) })
	full(t, x, "Closed")
	read := func(id int64) bill.Deposit {
		return see(d, func(q app.Query) (bill.Deposit, error) { return q.Deposit(id) })
	}
	same(t, "deposit", read(x.ID), x)
	d.do(func(tx app.Tx) error {
		for _, id := range []int64{pay[1], pay[0], pay[2]} {
			if err := tx.AddDepositItem(x.ID, id); err != nil {
				return err
			}
		}
		return tx.RemoveDepositItem(x.ID, pay[2])
	})
	same(t, "in the order they were put in", see(d, func(q app.Query) ([]int64, error) { return q.DepositPayments(x.ID) }), []int64{pay[1], pay[0]})
	same(t, "which deposit", see(d, func(q app.Query) (map[int64]int64, error) { return q.DepositsOf(pay) }), map[int64]int64{pay[0]: x.ID, pay[1]: x.ID})
	if in := see(d, func(q app.Query) (int64, error) { return q.DepositOf(pay[2]) }); in != 0 {
		t.Errorf("a receipt that was taken out stands in %d", in)
	}
	same(t, "waiting", ids(see(d, func(q app.Query) ([]bill.Payment, error) { return q.Undeposited(0) })), []int64{pay[2], pay[3]})
	same(t, "waiting from a day", ids(see(d, func(q app.Query) ([]bill.Payment, error) { return q.Undeposited(day("2026-06-13")) })), []int64{pay[3]})

	old := x
	x.Closed, x.Date = true, day("2026-06-21")
	d.do(func(tx app.Tx) error { return tx.SetDeposit(&x) })
	same(t, "closed", read(x.ID), x)
	d.refused(fault.Conflict, "deposit.changed", func(tx app.Tx) error { return tx.SetDeposit(&old) })

	y := bill.Deposit{Date: day("2026-06-25"), Currency: money.USD}
	d.do(func(tx app.Tx) error { return tx.AddDeposit(&y) })
	list := func(f app.DepositFilter) (got []int64) {
		for _, x := range see(d, func(q app.Query) ([]bill.Deposit, error) { return q.Deposits(f) }) {
			got = append(got, x.ID)
		}
		return got
	}
	same(t, "newest first", list(app.DepositFilter{}), []int64{y.ID, x.ID})
	same(t, "open", list(app.DepositFilter{Open: true}), []int64{y.ID})
	same(t, "to a day", list(app.DepositFilter{To: day("2026-06-21")}), []int64{x.ID})
	same(t, "one", list(app.DepositFilter{Limit: 1}), []int64{y.ID})
	d.do(func(tx app.Tx) error {
		if err := tx.AddDepositItem(y.ID, pay[2]); err != nil {
			return err
		}
		return tx.DeleteDeposit(y.ID)
	})
	same(t, "given up", list(app.DepositFilter{}), []int64{x.ID})
	missing(d, "deposit", func(q app.Query) (bill.Deposit, error) { return q.Deposit(y.ID) })
}

func testDepositRefused(t *testing.T, d *desk) {
	pay := d.receipts()
	x := bill.Deposit{Date: day("2026-06-20"), Currency: money.USD, Expected: 30000}
	d.do(func(tx app.Tx) error { return tx.AddDeposit(&x) })
	shut := func(tx app.Tx) error {
		y := x
		y.Closed = true
		return tx.SetDeposit(&y)
	}
	d.refused(fault.Refused, "deposit.difference", shut)
	d.do(func(tx app.Tx) error { return tx.AddDepositItem(x.ID, pay[0]) })
	d.refused(fault.Refused, "deposit.difference", shut)
	d.refused(fault.Refused, "deposit.twice", func(tx app.Tx) error { return tx.AddDepositItem(x.ID, pay[0]) })
	d.refused(fault.Missing, "payment.missing", func(tx app.Tx) error { return tx.RemoveDepositItem(x.ID, pay[1]) })
	back := bill.Payment{ClientID: d.other, Date: day("2026-06-15"), Amount: -20000, Currency: money.USD, Method: bill.ByCheck, ReversesID: pay[1], Reason: "returned"}
	foreign := bill.Payment{ClientID: d.client, Date: day("2026-06-15"), Amount: 100, Currency: money.CAD, Method: bill.ByCheck}
	d.do(func(tx app.Tx) error {
		if err := tx.AddPayment(&back); err != nil {
			return err
		}
		return tx.AddPayment(&foreign)
	})
	for _, id := range []int64{back.ID, foreign.ID} {
		d.refused(fault.Refused, "deposit.not_bankable", func(tx app.Tx) error { return tx.AddDepositItem(x.ID, id) })
	}
	same(t, "what was taken back waits for no bank", ids(see(d, func(q app.Query) ([]bill.Payment, error) { return q.Undeposited(0) })), []int64{pay[2], pay[3], foreign.ID})
	same(t, "reversals", see(d, func(q app.Query) (map[int64]int64, error) { return q.ReversedOf(pay) }), map[int64]int64{pay[1]: back.ID})
	x.Expected = 10000
	d.do(func(tx app.Tx) error { return tx.SetDeposit(&x) })
	x.Closed = true
	d.do(func(tx app.Tx) error { return tx.SetDeposit(&x) })
	for what, act := range map[string]func(app.Tx) error{
		"add": func(tx app.Tx) error { return tx.AddDepositItem(x.ID, pay[2]) }, "take out": func(tx app.Tx) error { return tx.RemoveDepositItem(x.ID, pay[0]) },
		"delete": func(tx app.Tx) error { return tx.DeleteDeposit(x.ID) }, "change": func(tx app.Tx) error { y := x; y.Note = "later"; return tx.SetDeposit(&y) },
	} {
		if err := d.try(act); fault.Code(err) != "deposit.closed" {
			t.Errorf("%s on a closed deposit: %v", what, err)
		}
	}
}

func testPayor(t *testing.T, d *desk) {
	pay := d.receipts()
	d.do(func(tx app.Tx) error { return tx.SetPayor(pay[1], "Acme Insurance") })
	same(t, "payors", see(d, func(q app.Query) (map[int64]string, error) { return q.Payors(pay) }), map[int64]string{pay[1]: "Acme Insurance"})
	d.refused(fault.Conflict, "payment.duplicate", func(tx app.Tx) error { return tx.SetPayor(pay[1], "Other") })
	if err := d.try(func(tx app.Tx) error { return tx.SetPayor(pay[0], "") }); fault.Of(err) != fault.Invalid {
		t.Errorf("a payor without a name: %v", err)
	}
}

func testReceived(t *testing.T, d *desk) {
	a := d.issue(d.matter, "2026-0001", "2026-05-31", 50000)
	first := d.payFor(d.client, a, "2026-06-01", 10000, 0)
	p := bill.Payment{ClientID: d.client, Date: day("2026-06-10"), Amount: 60000, Currency: money.USD, Method: bill.ByWire}
	d.do(func(tx app.Tx) error { return tx.AddPayment(&p) })
	d.do(func(tx app.Tx) error {
		return tx.AddAllocation(&bill.Allocation{PaymentID: p.ID, InvoiceID: a, AppliedOn: day("2026-06-12"), Amount: 15000, Shares: []bill.Share{{Part: bill.PartFees, Amount: 15000}}})
	})
	d.do(func(tx app.Tx) error {
		return tx.AddPayment(&bill.Payment{ClientID: d.client, Date: day("2026-06-15"), Amount: -10000, Currency: money.USD, Method: bill.ByCheck, ReversesID: first, Reason: "returned",
			Allocations: []bill.Allocation{{InvoiceID: a, AppliedOn: day("2026-06-15"), Amount: -10000, Shares: []bill.Share{{Part: bill.PartFees, TimekeeperID: d.tk1, Amount: -10000}}}}})
	})
	d.do(func(tx app.Tx) error {
		return tx.AddPayment(&bill.Payment{ClientID: d.other, Date: day("2026-06-11"), Amount: 500, Currency: money.CAD, Method: bill.ByCash})
	})
	at := func(asOf string) []bill.Received {
		return see(d, func(q app.Query) ([]bill.Received, error) { return q.Received(day(asOf)) })
	}
	other := bill.Received{ClientID: d.other, Currency: money.CAD, Paid: 500, LastOn: day("2026-06-11"), LastPaid: 500}
	same(t, "nothing yet", at("2026-05-31"), []bill.Received(nil))
	same(t, "the first", at("2026-06-01"), []bill.Received{{ClientID: d.client, Currency: money.USD, Paid: 10000, Laid: 10000, LastOn: day("2026-06-01"), LastPaid: 10000}})
	same(t, "laid later", at("2026-06-11"), []bill.Received{{ClientID: d.client, Currency: money.USD, Paid: 70000, Laid: 10000, LastOn: day("2026-06-10"), LastPaid: 60000}, other})
	now := []bill.Received{{ClientID: d.client, Currency: money.USD, Paid: 60000, Laid: 15000, LastOn: day("2026-06-10"), LastPaid: 60000}, other}
	same(t, "now", at(""), now)
	for _, r := range now {
		if got := see(d, func(q app.Query) (money.Amount, error) { return q.Unapplied(r.ClientID, 0) }); got != r.Unapplied() {
			t.Errorf("client %d: unapplied %d by itself, %d among all", r.ClientID, got, r.Unapplied())
		}
	}
	for _, c := range []struct {
		from, asOf string
		want       money.Amount
	}{{"2026-06-01", "", 60000}, {"2026-06-02", "", 50000}, {"2026-06-02", "2026-06-14", 60000}, {"2026-06-11", "2026-06-14", 0}} {
		got := see(d, func(q app.Query) (money.Amount, error) { return q.ReceivedSince(d.client, day(c.from), day(c.asOf)) })
		if got != c.want {
			t.Errorf("from %s to %q: %d, want %d", c.from, c.asOf, got, c.want)
		}
	}
}

func testARNotes(t *testing.T, d *desk) {
	add := func(n bill.ARNote) bill.ARNote {
		n.UserID = d.user
		d.do(func(tx app.Tx) error { return tx.AddARNote(&n) })
		return n
	}
	a := add(bill.ARNote{ClientID: d.client, MatterID: d.matter, Date: day("2026-06-10"), Kind: bill.NoteCall, With: "Anjali Devi", Text: "Will pay on Friday", CreatedAt: deskTime})
	full(t, a)
	b := add(bill.ARNote{ClientID: d.client, Date: day("2026-06-12"), Kind: bill.NoteOther, Text: "Ask the partner first", CreatedAt: deskTime})
	c := add(bill.ARNote{ClientID: d.client, Date: day("2026-06-10"), Kind: bill.NoteLetter, Text: "Second letter", CreatedAt: deskTime})
	x := add(bill.ARNote{ClientID: d.other, Date: day("2026-06-11"), Kind: bill.NoteReminder, Text: "First reminder", CreatedAt: deskTime})
	notes := func(f app.ARNoteFilter) []bill.ARNote {
		return see(d, func(q app.Query) ([]bill.ARNote, error) { return q.ARNotes(f) })
	}
	same(t, "of a client, newest first", notes(app.ARNoteFilter{ClientID: d.client}), []bill.ARNote{b, c, a})
	same(t, "to a day", notes(app.ARNoteFilter{AsOf: day("2026-06-11")}), []bill.ARNote{x, c, a})
	same(t, "one", notes(app.ARNoteFilter{Limit: 1}), []bill.ARNote{b})
	same(t, "last contacts", see(d, func(q app.Query) ([]bill.ARNote, error) { return q.LastContacts(0) }), []bill.ARNote{c, x})
	same(t, "last contacts then", see(d, func(q app.Query) ([]bill.ARNote, error) { return q.LastContacts(day("2026-06-10")) }), []bill.ARNote{c})
	if err := d.try(func(tx app.Tx) error {
		return tx.AddARNote(&bill.ARNote{ClientID: d.client, Date: day("2026-06-10"), Kind: bill.NoteCall, UserID: d.user})
	}); fault.Of(err) != fault.Invalid {
		t.Errorf("a note without a word: %v", err)
	}
}

func testPromise(t *testing.T, d *desk) {
	p := bill.Promise{ClientID: d.client, MadeOn: day("2026-06-10"), By: day("2026-06-20"), Amount: 50000, Currency: money.USD}
	y := bill.Promise{ClientID: d.other, MadeOn: day("2026-06-12"), By: day("2026-06-12"), Amount: 1, Currency: money.USD}
	d.do(func(tx app.Tx) error {
		if err := tx.AddPromise(&p); err != nil {
			return err
		}
		return tx.AddPromise(&y)
	})
	at := func(client int64, asOf string) []bill.Promise {
		return see(d, func(q app.Query) ([]bill.Promise, error) { return q.Promises(client, day(asOf)) })
	}
	same(t, "of a client", at(d.client, ""), []bill.Promise{p})
	same(t, "of all", at(0, ""), []bill.Promise{p, y})
	same(t, "not made yet", at(0, "2026-06-11"), []bill.Promise{p})
	stands := p
	p.Withdrawn = day("2026-06-15")
	d.do(func(tx app.Tx) error { return tx.WithdrawPromise(&p) })
	full(t, p)
	same(t, "withdrawn", at(d.client, ""), []bill.Promise(nil))
	stands.Withdrawn, stands.RowVersion = p.Withdrawn, p.RowVersion
	same(t, "before it was", at(d.client, "2026-06-14"), []bill.Promise{stands})
	same(t, "on the day it was", at(d.client, "2026-06-15"), []bill.Promise(nil))
	changed := p
	changed.Amount = 1
	d.refused(fault.Refused, "ar.promise_kept", func(tx app.Tx) error { return tx.WithdrawPromise(&changed) })
	for _, bad := range []bill.Promise{{ClientID: d.client, MadeOn: day("2026-06-10"), By: day("2026-06-09"), Amount: 1, Currency: money.USD},
		{ClientID: d.client, MadeOn: day("2026-06-10"), By: day("2026-06-10"), Currency: money.USD}} {
		if err := d.try(func(tx app.Tx) error { return tx.AddPromise(&bad) }); fault.Of(err) != fault.Invalid {
			t.Errorf("%+v: %v, want Invalid", bad, err)
		}
	}
}

func testFollow(t *testing.T, d *desk) {
	read := func() bill.Follow {
		return see(d, func(q app.Query) (bill.Follow, error) { return q.Follow(d.client) })
	}
	same(t, "none", read(), bill.Follow{ClientID: d.client})
	f := bill.Follow{ClientID: d.client, On: day("2026-06-20"), Action: "Call again", UserID: d.user, Disputed: true, Dispute: "Hours of May"}
	d.do(func(tx app.Tx) error { return tx.SetFollow(&f) })
	full(t, f)
	same(t, "next action", read(), f)
	old := f
	f.Action, f.On, f.Disputed, f.Dispute, f.UserID = "Letter", 0, false, "", 0
	d.do(func(tx app.Tx) error { return tx.SetFollow(&f) })
	same(t, "changed", read(), f)
	same(t, "of all", see(d, func(q app.Query) ([]bill.Follow, error) { return q.Follows() }), []bill.Follow{f})
	d.refused(fault.Conflict, "ar_follow.changed", func(tx app.Tx) error { return tx.SetFollow(&old) })
}

func testReminderTexts(t *testing.T, d *desk) {
	read := func() []bill.ReminderText {
		return see(d, func(q app.Query) ([]bill.ReminderText, error) { return q.ReminderTexts() })
	}
	same(t, "none set", read(), []bill.ReminderText(nil))
	second := bill.ReminderText{Level: 2, FromDays: 45, Subject: "Past due", Body: "Dear {client}"}
	first := bill.ReminderText{Level: 1, FromDays: 15, Subject: "A reminder", Body: "Hello"}
	d.do(func(tx app.Tx) error {
		if err := tx.SetReminderText(&second); err != nil {
			return err
		}
		return tx.SetReminderText(&first)
	})
	full(t, second)
	same(t, "by level", read(), []bill.ReminderText{first, second})
	second.Body = "Dear {client}, {amount}"
	d.do(func(tx app.Tx) error { return tx.SetReminderText(&second) })
	same(t, "changed", read(), []bill.ReminderText{first, second})
	if err := d.try(func(tx app.Tx) error {
		return tx.SetReminderText(&bill.ReminderText{Level: 4, Subject: "x", Body: "y"})
	}); fault.Of(err) != fault.Invalid {
		t.Errorf("a fourth tone: %v, want Invalid", err)
	}
}
