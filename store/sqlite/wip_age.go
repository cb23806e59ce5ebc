package sqlite

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/money"
)

// WIPByAge is the unbilled work by matter and age, in the order of matter ids.
// Each sum is one walk over an index that holds nothing else, which is why the
// bands are columns and not groups: groups would have to be sorted. The work of
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
	var c clause
	var text strings.Builder
	text.WriteString("SELECT matter_id, min(" + date + ") FILTER (WHERE status <> 'draft'), sum(" + hours + ") FILTER (WHERE status <> 'draft'), " +
		"sum(amount_minor) FILTER (WHERE status = 'draft'), sum(amount_minor) FILTER (WHERE status <> 'draft')")
	// Every band but the last; the last is what is left of the sum.
	older := ""
	for _, edge := range f.Edges {
		day := c.arg(edge)
		text.WriteString(", sum(amount_minor) FILTER (WHERE status <> 'draft' AND " + date + " > " + day + older + ")")
		older = " AND " + date + " <= " + day
	}
	text.WriteString(" FROM " + table)
	if f.TimekeeperID == 0 {
		text.WriteString(" INDEXED BY " + index)
	} else {
		c.and("timekeeper_id = %s", f.TimekeeperID)
	}
	// The words of the index: only so does the engine see that it holds them all.
	c.conds = append(c.conds, "(status = 'draft' OR status = 'released' OR status = 'on_prebill') AND billable <> 'N'"+and)
	if f.MatterID != 0 {
		c.and("matter_id = %s", f.MatterID)
	}
	if f.Through != 0 {
		c.and(date+" <= %s", f.Through)
	}
	bands := make([]money.Amount, len(f.Edges))
	return q.each(func(row scanner) error {
		var id, worked, draft, sum int64
		var oldest cal.Date
		targets := []any{&id, asDate(&oldest), asRef(&worked), asRef(&draft), asRef(&sum)}
		for i := range bands {
			targets = append(targets, asRef((*int64)(&bands[i])))
		}
		if err := row.Scan(targets...); err != nil {
			return err
		}
		r := rows[id]
		if r == nil {
			r = &app.WIPAged{MatterID: id, Bands: make([]money.Amount, len(f.Edges)+1)}
			rows[id] = r
		}
		if oldest != 0 && (r.Oldest == 0 || oldest < r.Oldest) {
			r.Oldest = oldest
		}
		r.Hours += money.Quantity(worked)
		r.Drafts += money.Amount(draft)
		add(r, money.Amount(sum))
		last := money.Amount(sum)
		for i, b := range bands {
			r.Bands[i] += b
			last -= b
		}
		r.Bands[len(bands)] += last
		return nil
	}, text.String()+c.where()+" GROUP BY matter_id", c.args...)
}
