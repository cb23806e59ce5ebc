package app

import (
	"slices"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
)

// wipRow is the work in progress of a matter at the end of a day.
type wipRow struct {
	hours       money.Quantity
	fees, costs money.Amount
	aged        bill.Aging // current and D30 are one bucket
	oldest      cal.Date
	drafts      money.Amount
}

// wipEdges are the newest days of the next bucket: work more than 30, 60, 90 and
// 120 days old.
func wipEdges(day cal.Date) []cal.Date {
	return []cal.Date{day.AddDays(-31), day.AddDays(-61), day.AddDays(-91), day.AddDays(-121)}
}

// wipByMatter is the work in progress at the end of a day by matter. What is
// unbilled now the book adds up by itself; for a day that has passed, work that
// went out since comes back. Matters with an invoice that stood on that day and
// is void now are traced entry by entry: their work is unbilled now and was not
// then.
func (r *reporter) wipByMatter() (map[int64]*wipRow, error) {
	f := WIPFilter{Through: r.asOf, MatterID: r.matterID(), Edges: wipEdges(r.asOf)}
	if r.keeper != nil {
		f.TimekeeperID = r.keeper.ID
	}
	list, err := r.q.WIPByAge(f)
	if err != nil {
		return nil, err
	}
	rows := map[int64]*wipRow{}
	for _, w := range list {
		if r.wants(w.MatterID) {
			rows[w.MatterID] = &wipRow{hours: w.Hours, fees: w.Fees, costs: w.Costs, oldest: w.Oldest, drafts: w.Drafts,
				aged: bill.Aging{D30: w.Bands[0], D60: w.Bands[1], D90: w.Bands[2], D120: w.Bands[3], Over: w.Bands[4]}}
		}
	}
	final, err := r.finalPreBills()
	if err != nil {
		return nil, err
	}
	back, err := r.outSince(final)
	if err != nil {
		return nil, err
	}
	spans, err := r.voidedSince(final)
	if err != nil {
		return nil, err
	}
	traced := map[int64]bool{}
	for key := range spans {
		w, _, err := r.itemByKey(key)
		if err != nil {
			return nil, err
		}
		if traced[w.matterID] || !r.wants(w.matterID) {
			continue
		}
		traced[w.matterID] = true
		one, m := *r, r.matters[w.matterID]
		one.matter = &m
		items, err := one.wipItems(r.asOf)
		if err != nil {
			return nil, err
		}
		for i := range items {
			// Of another matter's bill, where the work was moved since.
			items[i].voids = append(items[i].voids, spans[items[i].key()]...)
		}
		delete(rows, m.ID)
		r.addItems(rows, items)
	}
	r.addItems(rows, slices.DeleteFunc(back, func(w wipItem) bool { return traced[w.matterID] }))
	return rows, nil
}

// finalPreBills are needed for a day that has passed only: nothing is billed or
// void after today but what bears a later day itself.
func (r *reporter) finalPreBills() ([]bill.PreBill, error) {
	ahead, err := r.q.Standings(StandingFilter{From: r.asOf.AddDays(1), Limit: 1})
	if err != nil || r.asOf >= r.today && len(ahead) == 0 {
		return nil, err
	}
	return r.q.PreBills(PreBillFilter{Statuses: []bill.PreBillStatus{bill.PreBillFinal}})
}

// addItems adds what was in progress, or in draft, at the end of the day.
func (r *reporter) addItems(rows map[int64]*wipRow, items []wipItem) {
	for _, w := range items {
		draft := w.drafted && w.on <= r.asOf
		if !r.wantsKeeper(w.keeperID) || !w.inProgress(r.asOf) && !draft {
			continue
		}
		x := rows[w.matterID]
		if x == nil {
			x = &wipRow{}
			rows[w.matterID] = x
		}
		if draft {
			x.drafts += w.amount
			continue
		}
		if w.fee {
			x.hours += w.hours
			x.fees += w.amount
		} else {
			x.costs += w.amount
		}
		x.aged.Add(w.on, r.asOf, w.amount)
		if x.oldest.IsZero() || w.on < x.oldest {
			x.oldest = w.on
		}
	}
}

// outSince is the work that was billed, or written off on a bill, after the day.
func (r *reporter) outSince(final []bill.PreBill) ([]wipItem, error) {
	invoices, err := r.q.Standings(StandingFilter{MatterID: r.matterID(), From: r.asOf.AddDays(1)})
	if err != nil || len(invoices) == 0 {
		return nil, err
	}
	var items []wipItem
	days := map[int64]cal.Date{}
	for _, s := range invoices {
		days[s.InvoiceID] = s.Date
		if s.Status == bill.Void || !r.wants(s.MatterID) {
			continue
		}
		if items, err = r.itemsOf(items, EntryFilter{InvoiceID: s.InvoiceID}, s.Date, "billed"); err != nil {
			return nil, err
		}
	}
	seen := map[workKey]bool{}
	for _, p := range final {
		day, ok := days[p.InvoiceID]
		if !ok || !r.wants(p.MatterID) {
			continue
		}
		lines, err := r.q.PreBillLines(p.ID)
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			key := workKey{l.EntryID, l.ExpenseID}
			if l.Action != bill.LineWrittenOff || seen[key] {
				continue
			}
			seen[key] = true
			w, ok, err := r.itemByKey(key)
			if err != nil {
				return nil, err
			}
			if ok && w.undate && r.wants(w.matterID) {
				w.out, w.how, w.undate = day, "written_off", false
				items = append(items, w)
			}
		}
	}
	return items, nil
}

// voidedSince are the days on which work stood on invoices that had been issued
// at the end of the day and were voided later.
func (r *reporter) voidedSince(final []bill.PreBill) (map[workKey][]span, error) {
	if r.asOf >= r.today {
		return nil, nil // a void is dated no later than today, or its invoice
	}
	now, err := r.q.Standings(StandingFilter{})
	if err != nil {
		return nil, err
	}
	void := map[int64]span{}
	for _, s := range now {
		if s.Status != bill.Void || s.Date > r.asOf {
			continue
		}
		whole, err := r.q.Invoice(s.InvoiceID)
		if err != nil {
			return nil, err
		}
		if whole.VoidedOn > r.asOf {
			void[s.InvoiceID] = span{s.Date, whole.VoidedOn}
		}
	}
	spans := map[workKey][]span{}
	for _, p := range final {
		days, ok := void[p.InvoiceID]
		if !ok {
			continue
		}
		lines, err := r.q.PreBillLines(p.ID)
		if err != nil {
			return nil, err
		}
		for _, l := range lines {
			if l.Billed() {
				key := workKey{l.EntryID, l.ExpenseID}
				spans[key] = append(spans[key], days)
			}
		}
	}
	return spans, nil
}
