package sqlite

import (
	"cmp"
	"maps"
	"slices"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/money"
)

// WIPByAge is the unbilled work by matter and age, in the order of matter ids.
// The sum is one walk over an index that holds nothing else, which is why the
// ages are columns and not groups: groups would have to be sorted. The work of
// one timekeeper is looked up.
func (q *query) WIPByAge(f app.WIPFilter) ([]app.WIPAged, error) {
	rows := map[int64]*app.WIPAged{}
	err := q.wipBands(f, rows, "time_entry", "entry_wip", "worked_on", "hours_e4", "", func(r *app.WIPAged, amount money.Amount) { r.Fees += amount })
	if err == nil {
		err = q.wipBands(f, rows, "expense", "expense_wip", "incurred_on", "0", " AND trust_txn_id IS NULL", func(r *app.WIPAged, amount money.Amount) { r.Costs += amount })
	}
	if err != nil {
		return nil, err
	}
	all := make([]app.WIPAged, 0, len(rows))
	for _, r := range slices.SortedFunc(maps.Values(rows), func(a, b *app.WIPAged) int { return cmp.Compare(a.MatterID, b.MatterID) }) {
		all = append(all, *r)
	}
	return all, nil
}

func (q *query) wipBands(f app.WIPFilter, rows map[int64]*app.WIPAged, table, index, date, hours, and string, add func(*app.WIPAged, money.Amount)) error {
	// The words of the index: only so does the engine see that it holds them all.
	const open = "(status = 'draft' OR status = 'released' OR status = 'on_prebill') AND billable <> 'N'"
	from := " FROM " + table
	if f.TimekeeperID == 0 {
		from += " INDEXED BY " + index
	}
	limits := func(c *clause, conds string) string {
		c.conds = append(c.conds, conds+and)
		if f.TimekeeperID != 0 {
			c.and("timekeeper_id = %s", f.TimekeeperID)
		}
		if f.MatterID != 0 {
			c.and("matter_id = %s", f.MatterID)
		}
		if f.Through != 0 {
			c.and(date+" <= %s", f.Through)
		}
		return c.where()
	}
	row := func(id int64) *app.WIPAged {
		r := rows[id]
		if r == nil {
			r = &app.WIPAged{MatterID: id, Bands: make([]money.Amount, len(f.Edges)+1)}
			rows[id] = r
		}
		return r
	}

	var c clause
	text := "SELECT matter_id, min(" + date + "), sum(" + hours + "), sum(amount_minor)"
	// What is younger than each edge; the bands are the differences.
	for _, edge := range f.Edges {
		text += ", sum(amount_minor) FILTER (WHERE " + date + " > " + c.arg(edge) + ")"
	}
	young := make([]money.Amount, len(f.Edges)+1)
	err := q.each(func(s scanner) error {
		var id, worked int64
		var oldest cal.Date
		targets := []any{&id, asDate(&oldest), &worked, &young[len(f.Edges)]}
		for i := range f.Edges {
			targets = append(targets, asRef((*int64)(&young[i])))
		}
		if err := s.Scan(targets...); err != nil {
			return err
		}
		r := row(id)
		if r.Oldest == 0 || oldest < r.Oldest {
			r.Oldest = oldest
		}
		r.Hours += money.Quantity(worked)
		add(r, young[len(f.Edges)])
		before := money.Amount(0)
		for i, sum := range young {
			r.Bands[i] += sum - before
			before = sum
		}
		return nil
	}, text+from+limits(&c, open+" AND +status <> 'draft'")+" GROUP BY matter_id", c.args...)
	if err != nil {
		return err
	}

	// Drafts are few: those of time are looked up by their state.
	c = clause{}
	drafts := open + " AND +status = 'draft'"
	if table == "time_entry" {
		from, drafts = " FROM time_entry", "status = 'draft' AND billable <> 'N'"
	}
	return q.each(func(s scanner) error {
		var id, sum int64
		if err := s.Scan(&id, &sum); err != nil {
			return err
		}
		row(id).Drafts += money.Amount(sum)
		return nil
	}, "SELECT matter_id, sum(amount_minor)"+from+limits(&c, drafts)+" GROUP BY matter_id", c.args...)
}
