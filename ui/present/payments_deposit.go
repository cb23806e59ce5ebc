package present

import (
	"context"
	"fmt"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// DepositList are the deposits at the bank; the selected one shows its slip.
type DepositList struct {
	v    *Payments
	h    Host
	List ShortList[DepositRow]
	// Slip is the paper of the selected deposit, nil for none; a new value after
	// each read.
	Slip *bill.DepositSlip
	// Waiting are checks and cash that stand in no deposit.
	Waiting app.DepositView

	ask  Latest
	slip Latest
}

// DepositRow is a deposit in the list.
type DepositRow struct{ app.DepositView }

// waitingDays is how far back receipts are looked for that were never deposited.
const waitingDays = 90

const accountKey = "payments.account"

func newDepositList(v *Payments) *DepositList {
	d := &DepositList{v: v, h: v.h}
	l := &d.List
	l.bind(v.h, "payments.deposits")
	l.Heads = []Column{
		{Key: "no", Label: words.Mark("No."), Width: 46, Right: true, Sortable: true},
		{Key: "date", Label: words.Mark("Deposited"), Width: 94, Sortable: true},
		{Key: "account", Label: words.Mark("Bank account"), Width: 110, Min: 80, Flex: 1, Sortable: true},
		{Key: "n", Label: words.Mark("Receipts"), Width: 76, Right: true},
		{Key: "total", Label: words.Mark("Total"), Width: 94, Right: true, Sortable: true},
		{Key: "diff", Label: words.Mark("Difference"), Width: 80, Right: true},
		{Key: "state", Label: words.Mark("Status"), Width: 76, Pills: true, Sortable: true},
	}
	l.ID = func(r DepositRow) int64 { return r.Deposit.ID }
	l.Cells = func(r DepositRow) []Cell {
		cur := r.Deposit.Currency
		state := Cell{Text: words.L("Open"), Tone: Warn, Pill: true}
		diff := quietMoney(r.Difference(), cur)
		if r.Deposit.Closed {
			state = Cell{Text: words.L("Closed"), Tone: Good, Pill: true}
		} else if r.Difference() != 0 {
			diff.Tone = Warn
		}
		return []Cell{{Text: fmt.Sprint(r.Deposit.ID), Muted: true}, dateCell(r.Deposit.Date), {Text: r.Deposit.Account}, countCell(len(r.Payments)),
			boldCell(r.Total, cur), diff, state}
	}
	l.By = map[string]func(a, b DepositRow) int{
		"no": by(func(r DepositRow) int64 { return r.Deposit.ID }), "date": by(func(r DepositRow) cal.Date { return r.Deposit.Date }),
		"account": by(func(r DepositRow) string { return r.Deposit.Account }), "total": by(func(r DepositRow) money.Amount { return r.Total }),
		"state": by(func(r DepositRow) string { return fmt.Sprint(r.Deposit.Closed) }),
	}
	l.Selected = func() { d.readSlip(); v.h.Redraw(v) }
	l.Nothing = func() Empty {
		return Empty{Symbol: "payments", Title: words.L("No deposit yet"), Text: words.L("Checks and cash that go to the bank together make one deposit with one slip. Count the total first; the receipts must come to it."),
			Action: words.L("Start a deposit"), Do: func() { v.Do("payments.deposit") }}
	}
	l.remember()
	return d
}

// depositLimit is how many deposits are listed, the newest.
const depositLimit = 200

func (d *DepositList) reload() {
	from := d.h.Today().AddDays(-waitingDays)
	type answer struct {
		list    []app.DepositView
		waiting app.DepositView
	}
	Ask(&d.ask, d.h.Runner(), func(ctx context.Context) (a answer, err error) {
		if a.list, err = d.h.Desk().Deposits(ctx, app.DepositFilter{Limit: depositLimit}); err != nil {
			return a, err
		}
		a.waiting, err = d.h.Desk().Undeposited(ctx, from)
		return a, err
	}, func(a answer, err error) {
		if err != nil {
			d.v.fail(err)
			return
		}
		rows := make([]DepositRow, len(a.list))
		for i, x := range a.list {
			rows[i] = DepositRow{x}
		}
		d.Waiting = app.DepositView{}
		for _, p := range a.waiting.Payments {
			if goesToBank(string(p.Payment.Method)) {
				d.Waiting.Payments = append(d.Waiting.Payments, p)
				d.Waiting.Total += p.Payment.Amount
			}
		}
		d.List.Show(rows, words.N(len(rows), "%d deposit", "%d deposits", len(rows)), nil)
		if len(d.List.Selection()) == 0 && len(rows) > 0 {
			d.List.Select([]int64{rows[0].Deposit.ID})
		} else {
			d.readSlip()
		}
		d.h.Redraw(d.v)
	})
}

// WaitingWords says what waits to be deposited, blank for nothing.
func (d *DepositList) WaitingWords() string {
	n := len(d.Waiting.Payments)
	if n == 0 {
		return ""
	}
	return words.N(n, "%d check or cash receipt of %s stands in no deposit yet.", "%d checks and cash receipts of %s stand in no deposit yet.",
		n, words.Money(d.Waiting.Total, d.Waiting.Payments[0].Payment.Currency))
}

// BankWaiting puts all that waits into a deposit.
func (d *DepositList) BankWaiting() {
	rows := make([]PaymentRow, len(d.Waiting.Payments))
	for i, p := range d.Waiting.Payments {
		rows[i] = PaymentRow{PaymentPosted: p}
	}
	d.v.toBank(rows)
}

func (d *DepositList) picked() (DepositRow, bool) {
	rows := d.List.Picked()
	if len(rows) != 1 {
		return DepositRow{}, false
	}
	return rows[0], true
}

func (d *DepositList) readSlip() {
	r, ok := d.picked()
	if !ok {
		d.slip.Drop()
		d.Slip = nil
		return
	}
	Ask(&d.slip, d.h.Runner(), func(ctx context.Context) (bill.DepositSlip, error) { return d.h.Desk().DepositSlip(ctx, r.Deposit.ID) },
		func(s bill.DepositSlip, err error) {
			if err != nil {
				d.h.Fail(err)
				return
			}
			d.Slip = &s
			d.h.Redraw(d.v)
		})
}

func (d *DepositList) commands() []Command {
	r, one := d.picked()
	off := func(ok bool, why string) string {
		if ok {
			return ""
		}
		return why
	}
	pick := words.L("Select a deposit first.")
	open := off(one && !r.Deposit.Closed, words.L("Select a deposit that is still open."))
	return []Command{
		{ID: "deposit.close", Title: words.L("Close the deposit"), Off: open},
		{ID: "deposit.set", Title: words.L("Change"), Off: open},
		{ID: "deposit.delete", Title: words.L("Give up"), Off: open},
		{ID: "deposit.pdf", Title: words.L("Open the slip"), Off: off(one, pick)},
		{ID: "deposit.print", Title: words.L("Print the slip"), Off: off(one, pick)},
		{ID: "deposit.save", Title: words.L("Save the slip"), Off: off(one, pick)},
		{ID: "deposit.csv", Title: words.L("Save as CSV"), Off: off(one, pick)},
	}
}

func (d *DepositList) do(id string) bool {
	r, ok := d.picked()
	if !ok {
		return false
	}
	switch id {
	case "deposit.close":
		d.v.closeDeposit(r.DepositView)
	case "deposit.set":
		d.v.startDeposit(&r.DepositView)
	case "deposit.delete":
		d.giveUp(r)
	case "deposit.pdf", "preview":
		d.withSlip(r, func(name string, data []byte) { openBytes(d.h, name, data) })
	case "deposit.save":
		d.withSlip(r, func(name string, data []byte) { saveBytes(d.h, words.L("Save the slip"), name, data) })
	case "deposit.print":
		d.withSlip(r, func(name string, data []byte) { printBytes(d.h, name, data) })
	case "deposit.csv":
		Go(d.h.Runner(), func(ctx context.Context) (app.PaperFile, error) { return d.h.Desk().DepositCSV(ctx, r.Deposit.ID) }, func(f app.PaperFile, err error) {
			if err != nil {
				d.h.Fail(err)
				return
			}
			saveBytes(d.h, words.L("Save as CSV"), f.Name, f.Bytes)
		})
	default:
		return false
	}
	return true
}

func (d *DepositList) withSlip(r DepositRow, use func(name string, data []byte)) {
	Go(d.h.Runner(), func(ctx context.Context) (app.PaperFile, error) { return d.h.Desk().DepositPDF(ctx, r.Deposit.ID) }, func(f app.PaperFile, err error) {
		if err != nil {
			d.h.Fail(err)
			return
		}
		use(f.Name, f.Bytes)
	})
}

func (d *DepositList) giveUp(r DepositRow) {
	key := newKey(d.h.Desk(), "deposit.delete")
	Go(d.h.Runner(), func(ctx context.Context) (struct{}, error) {
		return struct{}{}, d.h.Desk().DeleteDeposit(ctx, app.Request{Key: key}, r.Deposit.ID)
	}, func(_ struct{}, err error) {
		if err != nil {
			d.h.Fail(err)
			return
		}
		d.h.Say("%s", words.L("Deposit %d is given up; its receipts wait for another.", r.Deposit.ID))
	})
}

// BatchFigures are the deposit in the corner: what was counted, what is entered,
// and the difference.
func (v *Payments) BatchFigures() []Figure {
	if v.Batch == nil {
		return nil
	}
	b, cur := v.Batch, v.Batch.Deposit.Currency
	diff := Figure{Key: "diff", Label: words.L("Missing"), Value: words.Money(b.Difference(), cur), Tone: Warn}
	switch d := b.Difference(); {
	case d == 0:
		diff.Tone = Good
	case d < 0:
		diff.Label, diff.Value, diff.Tone = words.L("Too much"), words.Money(-d, cur), Bad
	}
	return []Figure{{Key: "expected", Label: words.L("Counted"), Value: words.Money(b.Deposit.Expected, cur)},
		{Key: "total", Label: words.N(len(b.Payments), "%d receipt", "%d receipts", len(b.Payments)), Value: words.Money(b.Total, cur)}, diff}
}

// BatchTitle names the deposit in the corner.
func (v *Payments) BatchTitle() string {
	if v.Batch == nil {
		return words.L("Bank deposit")
	}
	return words.L("Deposit %d", v.Batch.Deposit.ID)
}

// BatchNote says when and where it goes, or what a deposit is for.
func (v *Payments) BatchNote() string {
	switch b := v.Batch; {
	case b == nil:
		return words.L("Count checks and cash first, then enter them: the difference is shown here.")
	case b.Deposit.Account != "":
		return words.L("Of %s, %s", words.Date(b.Deposit.Date), b.Deposit.Account)
	default:
		return words.L("Of %s", words.Date(b.Deposit.Date))
	}
}

// startDeposit opens the form of a new deposit, or of one that is open: the
// total is typed first.
func (v *Payments) startDeposit(old *app.DepositView, add ...PaymentRow) {
	title, submit := words.L("Start a deposit"), words.L("Start")
	f := newSideForm(v.h, v, "payments.deposit", title, submit,
		moneyIn("expected", words.Mark("Total as counted"), "").hint(words.Mark("From the checks and cash in hand, before they are entered")),
		dateIn("date", words.Mark("Goes to the bank on"), v.h.Today()), textIn("account", words.Mark("Bank account"), "").optional(), textIn("note", words.Mark("Note"), "").optional())
	f.Note = words.L("Checks and cash that are posted from now on stand in it, until it is closed: then what was entered must come to what was counted.")
	if len(add) > 0 {
		var sum money.Amount
		for _, r := range add {
			sum += r.Payment.Amount
		}
		f.Note = words.N(len(add), "%d receipt of %s is put into it.", "%d receipts of %s are put into it.", len(add), words.Money(sum, add[0].Payment.Currency))
		f.Currency = add[0].Payment.Currency
	}
	if old != nil {
		f.Title, f.Submit, f.Note = words.L("Change deposit %d", old.Deposit.ID), words.L("Save"), ""
		f.Currency = old.Deposit.Currency
		f.In("expected").Text = old.Deposit.Expected.Plain(f.Currency)
		f.In("date").Text, f.In("account").Text, f.In("note").Text = old.Deposit.Date.String(), old.Deposit.Account, old.Deposit.Note
	} else {
		Go(v.h.Runner(), func(ctx context.Context) (string, error) {
			var kept string
			err := v.h.Desk().Preference(ctx, accountKey, &kept)
			return kept, err
		}, func(kept string, err error) {
			if err == nil && f.Text("account") == "" {
				f.In("account").Text = kept
				v.h.Redraw(v)
			}
		})
	}
	f.send = func(f *SideForm) {
		if f.Date("date").IsZero() {
			f.In("date").Fault, f.Focus = words.L("Write the day it goes to the bank."), "date"
			return
		}
		v.sendDeposit(f, old, add)
	}
	v.show(f)
}

func (v *Payments) sendDeposit(f *SideForm, old *app.DepositView, add []PaymentRow) {
	v.h.Prefer(accountKey, f.Text("account"))
	done := func(d app.DepositView) {
		v.closeSide()
		v.h.Say("%s", words.L("Deposit %d: %s missing.", d.Deposit.ID, words.Money(d.Difference(), d.Deposit.Currency)))
	}
	if old != nil {
		day, account, expected, note := f.Date("date"), f.Text("account"), f.Text("expected"), f.Text("note")
		req := app.SetDeposit{Request: app.Request{Key: f.Key}, Deposit: old.Deposit.ID, Date: &day, Account: &account, Expected: &expected, Note: &note}
		sendAct(f, func(ctx context.Context) (app.DepositView, error) { return v.h.Desk().SetDeposit(ctx, req) }, done)
		return
	}
	req := app.AddDeposit{Request: app.Request{Key: f.Key}, Date: f.Date("date"), Account: f.Text("account"), Expected: f.Text("expected"), Note: f.Text("note"),
		Currency: string(f.Currency), Payments: idsOf(add)}
	sendAct(f, func(ctx context.Context) (app.DepositView, error) { return v.h.Desk().AddDeposit(ctx, req) }, done)
}

func idsOf(rows []PaymentRow) []int64 {
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.Payment.ID
	}
	return ids
}

// toBank puts payments into the open deposit, or into a new one.
func (v *Payments) toBank(rows []PaymentRow) {
	if len(rows) == 0 {
		return
	}
	if v.Batch == nil {
		v.startDeposit(nil, rows...)
		return
	}
	req := app.SetDeposit{Request: app.Request{Key: newKey(v.h.Desk(), "deposit.set")}, Deposit: v.Batch.Deposit.ID, Add: idsOf(rows)}
	Go(v.h.Runner(), func(ctx context.Context) (app.DepositView, error) { return v.h.Desk().SetDeposit(ctx, req) }, func(d app.DepositView, err error) {
		if err != nil {
			v.h.Fail(err)
			return
		}
		v.h.Say("%s", words.N(len(rows), "%d receipt put into deposit %d.", "%d receipts put into deposit %d.", len(rows), d.Deposit.ID))
	})
}

// TakeOut takes a receipt out of the open deposit again.
func (v *Payments) TakeOut(payment int64) {
	if v.Batch == nil {
		return
	}
	req := app.SetDeposit{Request: app.Request{Key: newKey(v.h.Desk(), "deposit.set")}, Deposit: v.Batch.Deposit.ID, Remove: []int64{payment}}
	Go(v.h.Runner(), func(ctx context.Context) (app.DepositView, error) { return v.h.Desk().SetDeposit(ctx, req) }, func(_ app.DepositView, err error) { v.h.Fail(err) })
}

// CloseBatch closes the deposit in the corner.
func (v *Payments) CloseBatch() {
	if v.Batch != nil {
		v.closeDeposit(*v.Batch)
	}
}

// closeDeposit closes a deposit whose receipts come to what was counted, and
// offers its slip.
func (v *Payments) closeDeposit(d app.DepositView) {
	req := app.SetDeposit{Request: app.Request{Key: newKey(v.h.Desk(), "deposit.close")}, Deposit: d.Deposit.ID, Close: true}
	Go(v.h.Runner(), func(ctx context.Context) (app.DepositView, error) { return v.h.Desk().SetDeposit(ctx, req) }, func(d app.DepositView, err error) {
		if err != nil {
			v.h.Fail(err)
			return
		}
		v.Deposits.List.Select([]int64{d.Deposit.ID})
		v.SetTab(PayDeposits)
		v.h.Say("%s", words.L("Deposit %d of %s is closed.", d.Deposit.ID, words.Money(d.Total, d.Deposit.Currency)))
		v.h.Redraw(v)
	})
}
