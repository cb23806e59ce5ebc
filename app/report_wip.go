package app

import (
	"cmp"
	"slices"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/report"
	"matterbook/app/work"
)

// wipItem is one entry or expense while it was, or went out of, work in progress.
type wipItem struct {
	on       cal.Date
	matterID int64
	keeperID int64
	fee      bool
	hours    money.Quantity
	amount   money.Amount
	drafted  bool

	entry   *work.Entry
	expense *work.Expense

	out    cal.Date // the day it left work in progress; zero: still there
	how    string   // "billed", "written_off"
	voids  []span   // invoices it was on that were voided
	undate bool     // written off outside a bill: no day is on record
}

// span is the days from an invoice to its void, on which the work was billed.
type span struct{ from, to cal.Date }

// inProgress says whether the item was work in progress at the end of a day.
func (w wipItem) inProgress(day cal.Date) bool {
	if w.on > day || w.drafted || w.undate || !w.out.IsZero() && w.out <= day {
		return false
	}
	for _, s := range w.voids {
		if s.from <= day && day < s.to {
			return false
		}
	}
	return true
}

// wipItems loads all work that was in progress on or after a day: what is
// unbilled now, what was billed since, and what was written off on bills since.
func (r *reporter) wipItems(since cal.Date) ([]wipItem, error) {
	items, err := r.itemsOf(nil, EntryFilter{Statuses: []work.Status{work.Draft, work.Released, work.OnPreBill, work.WrittenOff}}, 0, "")
	if err != nil {
		return nil, err
	}
	invoices, err := r.q.Standings(StandingFilter{MatterID: r.matterID()})
	if err != nil {
		return nil, err
	}
	days := map[int64]bill.Standing{} // by invoice
	for _, s := range invoices {
		days[s.InvoiceID] = s
		if s.Date > since && s.Status != bill.Void {
			if items, err = r.itemsOf(items, EntryFilter{InvoiceID: s.InvoiceID}, s.Date, "billed"); err != nil {
				return nil, err
			}
		}
	}
	return items, r.traceBack(items, days)
}

// itemsOf adds the work of a filter that left work in progress on a day (zero:
// is there still).
func (r *reporter) itemsOf(items []wipItem, f EntryFilter, out cal.Date, how string) ([]wipItem, error) {
	f.MatterID = r.matterID()
	entries, err := r.q.Entries(f, Page{})
	if err != nil {
		return nil, err
	}
	for i := range entries {
		if w, ok := entryItem(&entries[i]); ok && r.wants(w.matterID) {
			w.out, w.how, w.undate = out, how, w.undate && how == ""
			items = append(items, w)
		}
	}
	expenses, err := r.q.Expenses(f, Page{})
	if err != nil {
		return nil, err
	}
	for i := range expenses {
		if w, ok := expenseItem(&expenses[i]); ok && r.wants(w.matterID) {
			w.out, w.how, w.undate = out, how, w.undate && how == ""
			items = append(items, w)
		}
	}
	return items, nil
}

// entryItem is an entry as work in progress; one that is not billable never is.
func entryItem(e *work.Entry) (wipItem, bool) {
	return wipItem{on: e.Date, matterID: e.MatterID, keeperID: e.TimekeeperID, fee: true, hours: e.Hours, amount: e.Amount,
		drafted: e.Status == work.Draft, entry: e, undate: e.Status == work.WrittenOff}, e.Billable != work.NonBillable
}

// expenseItem is a cost; one that trust money paid is no work in progress either.
func expenseItem(x *work.Expense) (wipItem, bool) {
	return wipItem{on: x.Date, matterID: x.MatterID, keeperID: x.TimekeeperID, amount: x.Amount,
		drafted: x.Status == work.Draft, expense: x, undate: x.Status == work.WrittenOff}, x.Billable != work.NonBillable && x.TrustTxnID == 0
}

// itemByKey is one entry or cost as it is now.
func (r *reporter) itemByKey(k workKey) (wipItem, bool, error) {
	if k.entry != 0 {
		e, err := r.q.Entry(k.entry)
		w, ok := entryItem(&e)
		return w, ok, err
	}
	x, err := r.q.Expense(k.expense)
	w, ok := expenseItem(&x)
	return w, ok, err
}

// matterID is the matter asked for, 0 for all.
func (r *reporter) matterID() int64 {
	if r.matter == nil {
		return 0
	}
	return r.matter.ID
}

type workKey struct{ entry, expense int64 }

func (w wipItem) key() workKey {
	if w.entry != nil {
		return workKey{entry: w.entry.ID}
	}
	return workKey{expense: w.expense.ID}
}

// traceBack finds from bills when work was written off, and while it stood on
// an invoice that was voided later.
func (r *reporter) traceBack(items []wipItem, invoices map[int64]bill.Standing) error {
	at := map[workKey]int{}
	for i := range items {
		at[items[i].key()] = i
	}
	final, err := r.q.PreBills(PreBillFilter{MatterID: r.matterID(), Statuses: []bill.PreBillStatus{bill.PreBillFinal}})
	if err != nil {
		return err
	}
	for _, p := range final {
		inv, ok := invoices[p.InvoiceID]
		if !ok || !r.wants(p.MatterID) {
			continue
		}
		lines, err := r.q.PreBillLines(p.ID)
		if err != nil {
			return err
		}
		var voided cal.Date
		if inv.Status == bill.Void {
			whole, err := r.q.Invoice(inv.InvoiceID)
			if err != nil {
				return err
			}
			voided = whole.VoidedOn
		}
		for _, l := range lines {
			i, ok := at[workKey{l.EntryID, l.ExpenseID}]
			if !ok {
				continue
			}
			switch {
			case l.Action == bill.LineWrittenOff && items[i].undate:
				items[i].out, items[i].how, items[i].undate = inv.Date, "written_off", false
			case l.Billed() && !voided.IsZero():
				items[i].voids = append(items[i].voids, span{inv.Date, voided})
			}
		}
	}
	return nil
}

// wipReport is the unbilled work at the end of a day by matter, aged by work date.
func wipReport(r *reporter) (*report.Table, error) {
	rows, err := r.wipByMatter()
	if err != nil {
		return nil, err
	}
	undated := false
	if r.asOf < r.today {
		off := EntryFilter{MatterID: r.matterID(), Statuses: []work.Status{work.WrittenOff}, To: r.asOf}
		entries, err := r.q.Entries(off, Page{Limit: 1})
		if err != nil {
			return nil, err
		}
		expenses, err := r.q.Expenses(off, Page{Limit: 1})
		if err != nil {
			return nil, err
		}
		undated = len(entries)+len(expenses) > 0
	}
	t := r.table(colClient, colMatter, colMatterName, report.Column{Key: "responsible", Label: "Responsible", Type: report.Text},
		colHours("hours", "Hours"), colMoney("fees", "Fees"), colMoney("costs", "Costs"), colMoney("total", "WIP"),
		colMoney("d30", "0–30"), colMoney("d60", "31–60"), colMoney("d90", "61–90"), colMoney("d120", "91–120"), colMoney("over_120", "Over 120"),
		report.Column{Key: "oldest", Label: "Oldest", Type: report.Date}, colMoney("drafts", "Drafts"))
	for _, m := range r.sortedMatters() {
		x := rows[m.ID]
		if x == nil {
			continue
		}
		t.Add(report.T(r.clients[m.ClientID].Code), report.T(m.Code), report.T(m.Name), report.T(r.people[m.ResponsibleID].Code), report.H(x.hours), report.M(x.fees), report.M(x.costs),
			report.M(x.fees+x.costs), report.M(x.aged.Current+x.aged.D30), report.M(x.aged.D60), report.M(x.aged.D90), report.M(x.aged.D120), report.M(x.aged.Over), report.D(x.oldest), report.M(x.drafts))
	}
	t.Note("Released work and work on pre-bills, at the agreed rates, by days since the work. Drafts stand apart. Costs paid from trust are no work in progress.")
	if undated {
		t.Note("Work that was written off outside a bill carries no day of the write-off and is left out.")
	}
	return t, nil
}

func (r *reporter) sortedMatters() []firm.Matter {
	list := make([]firm.Matter, 0, len(r.matters))
	for _, m := range r.matters {
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b firm.Matter) int {
		return cmp.Or(cmp.Compare(r.clients[a.ClientID].Code, r.clients[b.ClientID].Code), cmp.Compare(a.Code, b.Code))
	})
	return list
}

// wipRollForward carries work in progress from one day to another, by matter:
// opening + worked + back from voids - billed - written off = closing, all at
// the value of the work as recorded.
func wipRollForward(r *reporter) (*report.Table, error) {
	before := r.from.AddDays(-1)
	items, err := r.wipItems(before)
	if err != nil {
		return nil, err
	}
	type roll struct{ opening, worked, back, billed, off, closing money.Amount }
	rolls := map[int64]*roll{}
	in := func(d cal.Date) bool { return d >= r.from && d <= r.to }
	for _, w := range items {
		if w.drafted || w.undate || !r.wantsKeeper(w.keeperID) {
			continue
		}
		x := rolls[w.matterID]
		if x == nil {
			x = &roll{}
			rolls[w.matterID] = x
		}
		if w.inProgress(before) {
			x.opening += w.amount
		}
		if w.inProgress(r.to) {
			x.closing += w.amount
		}
		if in(w.on) {
			x.worked += w.amount
		}
		for _, s := range w.voids {
			if in(s.from) {
				x.billed += w.amount
			}
			if in(s.to) {
				x.back += w.amount
			}
		}
		if in(w.out) {
			if w.how == "billed" {
				x.billed += w.amount
			} else {
				x.off += w.amount
			}
		}
	}
	t := r.periodTable(colClient, colMatter, colMatterName, colMoney("opening", "Opening"), colMoney("worked", "Worked"), colMoney("back", "Back from voids"),
		colMoney("billed", "Billed"), colMoney("written_off", "Written off"), colMoney("closing", "Closing"))
	for _, m := range r.sortedMatters() {
		if x := rolls[m.ID]; x != nil && *x != (roll{}) {
			t.Add(report.T(r.clients[m.ClientID].Code), report.T(m.Code), report.T(m.Name), report.M(x.opening), report.M(x.worked), report.M(x.back), report.M(-x.billed), report.M(-x.off), report.M(x.closing))
		}
	}
	t.Note("Opening + worked + back from voids + billed + written off = closing, at the value of the work as recorded and as it stands now; what was written down on a bill is in billed.")
	t.Note("Work that was written off outside a bill carries no day of the write-off and is left out of every column.")
	return t, nil
}

// unbilledCostsReport lists costs not yet billed; hard costs over 60 days old
// are a usual cause of write-offs.
func unbilledCostsReport(r *reporter) (*report.Table, error) {
	items, err := r.wipItems(r.asOf)
	if err != nil {
		return nil, err
	}
	t := r.table(colDate, colClient, colMatter, report.Column{Key: "code", Label: "Code", Type: report.Text}, report.Column{Key: "kind", Label: "Kind", Type: report.Text},
		report.Column{Key: "description", Label: "Description", Type: report.Text}, report.Column{Key: "vendor", Label: "Vendor", Type: report.Text},
		report.Column{Key: "age", Label: "Days", Type: report.Count}, colMoney("amount", "Amount"), colMoney("over_60", "Hard, over 60 days"), report.Column{Key: "status", Label: "Status", Type: report.Text})
	slices.SortStableFunc(items, func(a, b wipItem) int { return a.on.Compare(b.on) })
	for _, w := range items {
		if w.fee || !(w.inProgress(r.asOf) || w.drafted && w.on <= r.asOf) {
			continue
		}
		x := w.expense
		age, old := r.asOf.Sub(w.on), money.Amount(0)
		if age > 60 && x.Kind == work.HardCost {
			old = w.amount
		}
		m := r.matters[w.matterID]
		t.Add(report.D(w.on), report.T(r.clients[m.ClientID].Code), report.T(m.Code), report.T(x.Code), report.T(string(x.Kind)), report.T(x.Description), report.T(x.Vendor),
			report.N(age), report.M(w.amount), report.M(old), report.T(x.Status.Words()))
	}
	return t, nil
}
