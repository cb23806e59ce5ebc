package app_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/report"

	"pgregory.net/rapid"
)

// A walk of random acts beside a plain model in maps: totals, balances, credit,
// work in progress and statements agree after every step.
func TestBillingWalk(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := &walk{billing: billingDesk(t), rt: rt, total: map[string]money.Amount{}, laid: map[string]money.Amount{}, void: map[string]bool{}, payments: map[int64]money.Amount{}, wip: map[int64]money.Amount{}}
		w.on("2026-06-01")
		steps := map[string]func(){"enter": w.enter, "bill": w.bill, "pay": w.pay1, "reverse": w.reverse, "credit": w.credit, "void": w.voidOne, "allocate": w.allocate, "day": w.nextDay}
		names := []string{"enter", "enter", "bill", "bill", "pay", "pay", "reverse", "credit", "void", "allocate", "day"}
		for range rapid.IntRange(5, 25).Draw(rt, "steps") {
			steps[rapid.SampledFrom(names).Draw(rt, "step")]()
			w.agree()
		}
		w.nextDay()
		w.reports()
		if checks := must(w.Store().Verify(context.Background(), nil))(t); !allOK(checks) {
			rt.Fatalf("verify: %+v", checks)
		}
	})
}

type walk struct {
	billing
	rt       *rapid.T
	total    map[string]money.Amount // of issued invoices
	laid     map[string]money.Amount // payments and credits on them
	void     map[string]bool
	numbers  []string
	payments map[int64]money.Amount // standing payments
	received money.Amount           // of all payments, less reversals
	applied  money.Amount           // of payments on invoices
	wip      map[int64]money.Amount // entries in progress
	billedBy map[string][]int64
	days     []dayEnd
}

func (w *walk) ctx() context.Context { return context.Background() }

func (w *walk) amount(label string, most money.Amount) money.Amount {
	return money.Amount(rapid.Int64Range(1, int64(most)).Draw(w.rt, label))
}

// nextDay keeps what the model says at the end of the day, for the reports of
// that day.
func (w *walk) nextDay() {
	var open, wip money.Amount
	for _, n := range w.numbers {
		open += w.open(n)
	}
	for _, a := range w.wip {
		wip += a
	}
	w.days = append(w.days, dayEnd{w.Today(), open, w.received - w.applied, wip})
	w.clock.Advance(24 * 3600e9)
}

// dayEnd is what the model came to at the end of a day.
type dayEnd struct {
	day                  cal.Date
	open, unapplied, wip money.Amount
}

func (w *walk) report(ask app.AskReport) *report.Table {
	return must(w.Report(w.ctx(), ask))(w.t)
}

// reports made now for each past day say what the model said then, and the
// roll-forwards between any two of them tie.
func (w *walk) reports() {
	for i, d := range w.days {
		aging, wip := w.report(app.AskReport{Name: "aging", AsOf: d.day}), w.report(app.AskReport{Name: "wip", AsOf: d.day})
		if money.Amount(aging.Total("total")) != d.open || money.Amount(aging.Total("unapplied")) != d.unapplied {
			w.rt.Fatalf("aging as of %s: open %d, unapplied %d; it was %+v", d.day, aging.Total("total"), aging.Total("unapplied"), d)
		}
		if money.Amount(wip.Total("total")) != d.wip {
			w.rt.Fatalf("WIP as of %s: %d; it was %d", d.day, wip.Total("total"), d.wip)
		}
		before := dayEnd{day: d.day.AddDays(-1)}
		if i > 0 {
			before = w.days[i-1]
		}
		ar := w.report(app.AskReport{Name: "ar-rollforward", From: before.day.AddDays(1), To: d.day})
		sum := ar.Total("opening") + ar.Total("invoiced") + ar.Total("payments") + ar.Total("taken_back") + ar.Total("credits") + ar.Total("voids")
		if money.Amount(ar.Total("opening")) != before.open || money.Amount(ar.Total("closing")) != d.open || sum != ar.Total("closing") {
			w.rt.Fatalf("receivables to %s do not tie: %+v", d.day, ar.Totals)
		}
		roll := w.report(app.AskReport{Name: "wip-rollforward", From: before.day.AddDays(1), To: d.day})
		sum = roll.Total("opening") + roll.Total("worked") + roll.Total("back") + roll.Total("billed") + roll.Total("written_off")
		if money.Amount(roll.Total("opening")) != before.wip || money.Amount(roll.Total("closing")) != d.wip || sum != roll.Total("closing") {
			w.rt.Fatalf("WIP to %s does not tie: %+v, it was %+v and %+v", d.day, roll.Totals, before, d)
		}
	}
	got := w.report(app.AskReport{Name: "collections", From: w.days[0].day, To: w.Today()})
	if money.Amount(got.Total("total")) != w.received {
		w.rt.Fatalf("collections come to %d, received were %d", got.Total("total"), w.received)
	}
	if gaps := w.report(app.AskReport{Name: "number-gaps"}); len(gaps.Rows) != len(w.void) {
		w.rt.Fatalf("numbers: %+v", gaps.Rows)
	}
	register := w.report(app.AskReport{Name: "invoice-register", From: w.days[0].day, To: w.Today()})
	if last := w.days[len(w.days)-1]; len(register.Rows) != len(w.numbers) || money.Amount(register.Total("balance")) != last.open {
		w.rt.Fatalf("register: %d rows, balance %d", len(register.Rows), register.Total("balance"))
	}
}

func (w *walk) enter() {
	tk := rapid.SampledFrom([]string{"RMD", "JLK", "PAS"}).Draw(w.rt, "tk")
	h := fmt.Sprintf("0.%d", rapid.IntRange(1, 5).Draw(w.rt, "tenths"))
	e := w.time("DEVI-001", tk, w.Today().String(), h, "Review file")
	w.wip[e.ID] = e.Amount
}

func (w *walk) bill() {
	run := must(w.RunPreBills(w.ctx(), app.RunPreBills{}))(w.t)
	if len(run.Taken) == 0 {
		if len(w.wip) != 0 {
			w.rt.Fatalf("work in progress, and nothing taken: %+v", run)
		}
		return
	}
	id := run.Taken[0].ID
	v := must(w.PreBill(w.ctx(), id))(w.t)
	total := money.Amount(0)
	var billed []int64
	for _, l := range v.Lines {
		req := app.EditPreBillLine{PreBill: id, Line: l.No, Reason: "review"}
		switch rapid.IntRange(0, 6).Draw(w.rt, "edit") {
		case 0:
			req.NoCharge = true
			billed = append(billed, l.EntryID)
		case 1:
			req.Hold = true
		case 2:
			req.WriteOff = true
			delete(w.wip, l.EntryID)
		case 3:
			a := w.amount("amount", 50000)
			if a == l.Now.Amount {
				a++
			}
			req.Amount = p(a.Plain(money.USD))
			total += a
			billed = append(billed, l.EntryID)
		default:
			total += l.Now.Amount
			billed = append(billed, l.EntryID)
			continue
		}
		must(w.EditPreBillLine(w.ctx(), req))(w.t)
	}
	if total > 0 && rapid.Bool().Draw(w.rt, "discount?") {
		d := w.amount("discount", total)
		must(w.SetPreBill(w.ctx(), app.SetPreBill{PreBill: id, Discount: p(d.Plain(money.USD))}))(w.t)
		total -= d
	}
	if len(billed) == 0 {
		_, err := w.Finalize(w.ctx(), app.Finalize{PreBills: []int64{id}})
		if fault.Code(err) != "prebill.empty" {
			w.rt.Fatalf("an empty bill: %v", err)
		}
		must(w.DiscardPreBill(w.ctx(), app.DiscardPreBill{PreBill: id}))(w.t)
		for _, l := range v.Lines {
			w.wip[l.EntryID] = l.Was.Amount
		}
		return
	}
	done := must(w.Finalize(w.ctx(), app.Finalize{PreBills: []int64{id}}))(w.t)[0]
	if done.Totals.Total != total {
		w.rt.Fatalf("invoice %s comes to %d, the model to %d", done.Number, done.Totals.Total, total)
	}
	if want := fmt.Sprintf("2026-%04d", len(w.numbers)+1); done.Number != want {
		w.rt.Fatalf("number %s, want %s", done.Number, want)
	}
	w.numbers = append(w.numbers, done.Number)
	w.total[done.Number] = total
	if w.billedBy == nil {
		w.billedBy = map[string][]int64{}
	}
	w.billedBy[done.Number] = billed
	for _, e := range billed {
		delete(w.wip, e)
	}
}

func (w *walk) open(number string) money.Amount {
	if w.void[number] {
		return 0
	}
	return w.total[number] - w.laid[number]
}

// oldest lays an amount on the model's open invoices in order of number, which
// is the order of their due dates here.
func (w *walk) oldest(amount money.Amount) {
	for _, n := range w.numbers {
		piece := min(amount, w.open(n))
		w.laid[n] += piece
		w.applied += piece
		amount -= piece
	}
}

func (w *walk) pay1() {
	a := w.amount("payment", 100000)
	got := w.pay(a.Plain(money.USD))
	w.payments[got.Payment.ID] = a
	w.received += a
	w.oldest(a)
}

func (w *walk) allocate() {
	credits := must(w.ClientCredits(w.ctx(), "DEVI"))(w.t)
	if len(credits) == 0 {
		return
	}
	before := w.applied
	_, err := w.AllocatePayment(w.ctx(), app.AllocatePayment{Payment: credits[0].Payment.ID})
	if w.oldest(credits[0].Left); w.applied == before {
		if fault.Code(err) != "payment.no_invoice" {
			w.rt.Fatalf("nothing open: %v", err)
		}
	} else if err != nil {
		w.rt.Fatal(err)
	}
}

func (w *walk) reverse() {
	for _, id := range slices.Sorted(maps.Keys(w.payments)) {
		amount := w.payments[id]
		if rapid.Bool().Draw(w.rt, "this one?") {
			continue
		}
		back := must(w.ReversePayment(w.ctx(), app.ReversePayment{Payment: id, Reason: "returned unpaid"}))(w.t)
		delete(w.payments, id)
		w.received -= amount
		for _, a := range back.Payment.Allocations {
			w.laid[back.Invoices[a.InvoiceID]] += a.Amount
			w.applied += a.Amount
		}
		return
	}
}

func (w *walk) credit() {
	for _, n := range w.numbers {
		if w.open(n) > 0 {
			a := w.amount("credit", w.open(n))
			must(w.AddCredit(w.ctx(), app.AddCredit{Invoice: n, Amount: a.Plain(money.USD), Reason: "courtesy"}))(w.t)
			w.laid[n] += a
			return
		}
	}
}

func (w *walk) voidOne() {
	if len(w.numbers) == 0 {
		return
	}
	n := rapid.SampledFrom(w.numbers).Draw(w.rt, "void")
	if w.void[n] {
		return
	}
	_, err := w.VoidInvoice(w.ctx(), app.VoidInvoice{Number: n, Reason: "wrong"})
	if w.laid[n] != 0 {
		if fault.Code(err) != "invoice.has_money" {
			w.rt.Fatalf("void with money on it: %v", err)
		}
		return
	}
	if err != nil {
		w.rt.Fatal(err)
	}
	w.void[n] = true
	for _, id := range w.billedBy[n] {
		err := w.Store().View(w.ctx(), func(q app.Query) error {
			e, err := q.Entry(id)
			w.wip[id] = e.Amount
			return err
		})
		if err != nil {
			w.rt.Fatal(err)
		}
	}
}

func (w *walk) agree() {
	var open money.Amount
	for _, n := range w.numbers {
		open += w.open(n)
		v := must(w.Invoice(w.ctx(), n))(w.t)
		if v.Standing.Balance() != w.open(n) || v.Owed.Balance() != w.open(n) {
			w.rt.Fatalf("invoice %s owes %d, by parts %d, the model says %d", n, v.Standing.Balance(), v.Owed.Balance(), w.open(n))
		}
	}
	s := must(w.Statement(w.ctx(), app.AskStatement{Client: "DEVI"}))(w.t)
	if s.Unapplied != w.received-w.applied || s.Closing != open-s.Unapplied || s.Aging.Total() != open {
		w.rt.Fatalf("statement closes at %d with %d unapplied and %d aged; the model has %d open and %d unapplied", s.Closing, s.Unapplied, s.Aging.Total(), open, w.received-w.applied)
	}
	strip := must(w.MoneyStrip(w.ctx(), "DEVI-001"))(w.t)
	var wip money.Amount
	for _, a := range w.wip {
		wip += a
	}
	if strip.WIP != wip || strip.AR != open || strip.Unapplied != s.Unapplied {
		w.rt.Fatalf("strip %+v; the model has WIP %d, AR %d", strip, wip, open)
	}
}
