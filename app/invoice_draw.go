package app

import (
	"context"
	"slices"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// Where a pre-bill becomes the invoice it would be: the same code draws the
// preview and the issued invoice.

// Preview is the invoice that a pre-bill would become on the day (zero: today),
// marked as a draft and without a number. Nothing is saved.
func (d *Desk) Preview(ctx context.Context, preBillID int64, date cal.Date) (bill.Invoice, error) {
	return view(ctx, d, func(q Query) (bill.Invoice, error) {
		b, err := loadPreBill(q, preBillID)
		if err != nil {
			return bill.Invoice{}, err
		}
		if date.IsZero() {
			date = d.Today()
		}
		return drawInvoice(q, b, date)
	})
}

// drawInvoice makes the invoice of a pre-bill on a date, everything but its
// number, with what is printed frozen into it. The date may not lie before the
// work: a bill for what has not happened is wrong on any paper
// ("invoice.before_work").
func drawInvoice(q Query, b aPreBill, date cal.Date) (bill.Invoice, error) {
	f, err := q.Firm()
	if err != nil {
		return bill.Invoice{}, err
	}
	c, err := computed(q, b)
	if err != nil {
		return bill.Invoice{}, err
	}
	if len(c.Lines) == 0 {
		return bill.Invoice{}, fault.Refuse("prebill.empty", "Pre-bill %d has no line to bill: every line is held, written off or moved.", b.pre.ID).
			Advise("Discard the pre-bill, or charge a line again.")
	}
	first, last := c.Lines[0].Date, c.Lines[0].Date
	for _, l := range c.Lines {
		first, last = min(first, l.Date), max(last, l.Date)
	}
	if date < last {
		return bill.Invoice{}, fault.Refuse("invoice.before_work", "Pre-bill %d holds work of %s; the invoice cannot be dated %s.", b.pre.ID, last, date).
			Advise("Date it %s or later, or hold the later work for the next bill.", last).With("earliest", last.String())
	}
	terms := b.client.TermsDays
	if terms < 0 {
		terms = f.TermsDays
	}
	inv := bill.Invoice{
		Draft: true, Status: bill.Final, ClientID: b.client.ID, MatterID: b.matter.ID, PreBillID: b.pre.ID,
		Date: date, DueOn: date.AddDays(terms), Currency: b.client.Currency,
		Lines: c.Lines, Timekeepers: c.Timekeepers, Totals: c.Totals,
	}
	account, previous, err := accountBefore(q, f, b.matter, date)
	if err != nil {
		return bill.Invoice{}, err
	}
	inv.PeriodFrom, inv.PeriodTo = period(b, previous, first, last, date)
	inv.Paper = bill.Paper{
		Firm: paperFirm(f, terms), Show: f.Paper,
		Client:      paperClient(b.client),
		Matter:      bill.PaperMatter{Code: b.matter.Code, Name: b.matter.Name, ClientMatterID: b.matter.ClientMatterID, ClaimNo: b.matter.ClaimNo, PONumber: b.matter.PONumber, CodeSet: b.matter.CodeSet},
		Description: bill.Period(inv.PeriodFrom, inv.PeriodTo),
		Message:     b.pre.Message, Account: account,
	}
	if id := b.matter.OfficeID; id != 0 {
		o, err := q.Office(id)
		if err != nil {
			return bill.Invoice{}, err
		}
		inv.Paper.Firm.Address = o.Address
		if o.Phone != "" {
			inv.Paper.Firm.Phone = o.Phone
		}
	}
	if b.pre.Discount != 0 {
		inv.Paper.DiscountText = b.pre.DiscountText
	}
	if id := b.matter.ResponsibleID; id != 0 {
		tk, err := q.Timekeeper(id)
		if err != nil {
			return bill.Invoice{}, err
		}
		inv.Paper.Matter.Responsible = tk.Name()
	}
	if inv.Paper.Tasks, err = namedTasks(q, b.matter, c.Tasks); err != nil {
		return bill.Invoice{}, err
	}
	since := inv.PeriodFrom
	if previous != nil {
		since = min(since, previous.Date.AddDays(1))
	}
	inv.Paper.Trust, err = trustBox(q, b.matter, inv.Currency, since, date, inv.Totals.Total)
	return inv, err
}

func paperFirm(f firm.Firm, terms int) bill.PaperFirm {
	return bill.PaperFirm{Name: f.Name, Address: f.Address, Phone: f.Phone, Email: f.Email, Website: f.Website,
		LEDESFirmID: f.LEDESFirmID, PaymentText: f.PaymentText, TermsText: f.TermsText, TermsDays: terms}
}

func paperClient(c firm.Client) bill.PaperClient {
	p := bill.PaperClient{Code: c.Code, Name: c.Name, Address: c.Address, Email: c.Email, LEDESClientID: c.LEDESClientID}
	if p.LEDESClientID == "" {
		p.LEDESClientID = c.Code
	}
	return p
}

// period is the days a bill is for: from the day after the previous bill of the
// matter (at first, from the start of the month or the opening of the matter),
// but never after the first work, through the day work was taken to.
func period(b aPreBill, previous *bill.Invoice, first, last, date cal.Date) (from, to cal.Date) {
	from = first.MonthStart()
	if o := b.matter.OpenedOn; o > from {
		from = o
	}
	if previous != nil && previous.PeriodTo < first {
		from = previous.PeriodTo.AddDays(1)
	}
	return min(from, first), max(last, min(b.pre.Through, date))
}

// accountBefore is the matter's account on the day before the new invoice is
// added: what stood at the previous invoice, what happened since, what is open.
func accountBefore(q Query, f firm.Firm, m firm.Matter, date cal.Date) (bill.PaperAccount, *bill.Invoice, error) {
	by := ageBy(f)
	account := bill.PaperAccount{AgeBy: string(by), Open: []bill.OpenInvoice{}}
	now, err := q.Standings(StandingFilter{MatterID: m.ID, AsOf: date})
	if err != nil {
		return account, nil, err
	}
	var last *bill.Standing
	for i, s := range now {
		if s.Status != bill.Void && (last == nil || s.Date >= last.Date) {
			last = &now[i]
		}
	}
	if last == nil {
		return account, nil, nil
	}
	previous, err := q.Invoice(last.InvoiceID)
	if err != nil {
		return account, nil, err
	}
	then, err := q.Standings(StandingFilter{MatterID: m.ID, AsOf: last.Date})
	if err != nil {
		return account, nil, err
	}
	var before, paidBefore, paid, open money.Amount
	for _, s := range then {
		before += s.Balance()
		paidBefore += s.Paid
	}
	for _, s := range now {
		open += s.Balance()
		paid += s.Paid
	}
	account.Previous, account.Payments = before, paid-paidBefore
	account.Credits = before - account.Payments - open // credited, or voided, since
	account.Open = append(account.Open, bill.Open(now, func(int64) string { return m.Code })...)
	account.Aging = bill.Age(now, by, date)
	return account, &previous, nil
}

// namedTasks gives task totals the names of the matter's code set.
func namedTasks(q Query, m firm.Matter, tasks []bill.TaskTotal) ([]bill.TaskTotal, error) {
	if len(tasks) == 0 {
		return nil, nil
	}
	codes, err := q.Codes(m.CodeSet)
	if err != nil {
		return nil, err
	}
	for i := range tasks {
		if tasks[i].Code == "" {
			tasks[i].Name = "No task code"
		}
		if j := slices.IndexFunc(codes, func(c firm.Code) bool { return c.Code == tasks[i].Code }); j >= 0 {
			tasks[i].Name = codes[j].Name
		}
	}
	return tasks, nil
}

// trustBox is what trust holds for the matter on the day and what the bill is
// expected to draw; nil when the matter never had money in trust in this
// currency. Where several accounts hold money, the one with the most is shown,
// because a draw is made on one.
//
// The draw is counted on the day it may be made: a receipt that is collected by
// then counts. What is asked for to come back to the agreed level is asked for
// apart from the amount due.
func trustBox(q Query, m firm.Matter, cur money.Currency, since, date cal.Date, total money.Amount) (*bill.PaperTrust, error) {
	ledgers, err := q.Ledgers(TrustFilter{MatterID: m.ID})
	if err != nil {
		return nil, err
	}
	var box *bill.PaperTrust
	for _, l := range ledgers {
		a, err := q.TrustAccount(l.AccountID)
		if err != nil {
			return nil, err
		}
		if a.Currency != cur {
			continue
		}
		balances, err := q.TrustBalances(TrustFilter{LedgerID: l.ID}, date, date)
		if err != nil {
			return nil, err
		}
		var book money.Amount
		for _, b := range balances {
			book += b.Book
		}
		if box != nil && book <= box.Balance {
			continue
		}
		room, err := roomOf(q, l.ID, date.AddDays(m.TrustWaitDays))
		if err != nil {
			return nil, err
		}
		lines, err := q.LedgerLines(l.ID, since, date)
		if err != nil {
			return nil, err
		}
		box = &bill.PaperTrust{From: since, To: date, Opening: book, Balance: book, Movements: []bill.PaperTrustLine{},
			Floor: m.TrustFloor, Target: m.TrustTarget, ApplyAfter: m.TrustWaitDays, AccountName: a.Title}
		for _, x := range lines {
			box.Opening -= x.Amount
			box.Movements = append(box.Movements, bill.PaperTrustLine{Date: x.PostedOn, Text: x.Party + ", " + x.Purpose, Ref: x.Reference, Amount: x.Amount, Balance: x.Balance})
		}
		box.ToApply = max(min(room.Available(), book, total), 0)
		box.After = box.Balance - box.ToApply
		if level := max(box.Floor, box.Target); box.After < box.Floor || box.After < level && box.Floor == 0 {
			box.Replenish = level - box.After
		}
	}
	return box, nil
}
