package sqlite

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

var entryTable = func() *table {
	t := register("time_entry", "entry", `worked_on, timekeeper_id, matter_id, worked_seconds, worked_e4, hours_e4, narrative, note,
		task, activity, billable, standard_rate_e4, rate_e4, rate_rule, rate_id, amount_minor, status, prebill_id, invoice_id,
		hold_reason, hold_until, why_off, ext_id, created_ms, row_version`)
	narrative, day := slices.Index(t.columns, "narrative"), slices.Index(t.columns, "worked_on")
	t.changed = func(t *tx, id int64, old, now []any) {
		switch {
		case old == nil:
			t.search.add(id)
		case now == nil || old[narrative] != now[narrative] || old[day] != now[day]:
			t.search.touch(id, old[day].(string), old[narrative].(string))
		}
	}
	return t
}()

const entryColumns = `e.id, e.worked_on, e.timekeeper_id, e.matter_id, e.worked_seconds, e.worked_e4, e.hours_e4, e.narrative, e.note,
	e.task, e.activity, e.billable, e.standard_rate_e4, e.rate_e4, e.rate_rule, e.rate_id, e.amount_minor, e.status, e.prebill_id, e.invoice_id,
	e.hold_reason, e.hold_until, e.why_off, e.ext_id, e.created_ms, e.row_version`

func entryTargets(e *work.Entry) []any {
	return []any{&e.ID, asDate(&e.Date), &e.TimekeeperID, &e.MatterID, &e.WorkedSeconds, &e.Worked, &e.Hours, &e.Narrative, &e.Note,
		&e.Task, &e.Activity, &e.Billable, &e.StandardRate, &e.Rate, &e.RateRule, asRef(&e.RateRowID), &e.Amount, &e.Status,
		asRef(&e.PreBillID), asRef(&e.InvoiceID), &e.HoldReason, asDate(&e.HoldUntil), &e.WhyOff, asText(&e.ExtID),
		asTime(&e.CreatedAt), &e.RowVersion}
}

func scanEntry(row scanner) (e work.Entry, err error) {
	err = row.Scan(entryTargets(&e)...)
	return e, err
}

func entryValues(e *work.Entry) []any {
	return []any{e.Date, e.TimekeeperID, e.MatterID, e.WorkedSeconds, e.Worked, e.Hours, e.Narrative, e.Note,
		e.Task, e.Activity, e.Billable, e.StandardRate, e.Rate, e.RateRule, ref(e.RateRowID), e.Amount, e.Status, ref(e.PreBillID), ref(e.InvoiceID),
		e.HoldReason, e.HoldUntil, e.WhyOff, orNone(e.ExtID), e.CreatedAt}
}

// AddEntry adds a time entry.
func (t *tx) AddEntry(e *work.Entry) (err error) {
	t.made(&e.CreatedAt)
	e.ID, err = t.insert(entryTable, e.ID, entryValues(e))
	e.RowVersion = 1
	return err
}

// SetEntry saves a time entry. What stands on an issued invoice is Refused.
func (t *tx) SetEntry(e *work.Entry) error {
	return t.update(entryTable, e.ID, &e.RowVersion, entryValues(e))
}

// DeleteEntry deletes a draft.
func (t *tx) DeleteEntry(id int64) error { return t.delete(entryTable, id) }

// Entry by id.
func (q *query) Entry(id int64) (work.Entry, error) {
	return one(q, "entry", fmt.Sprint(id), scanEntry, "SELECT "+entryColumns+" FROM time_entry e WHERE e.id = $1", id)
}

// Entries lists whole entries by date and id.
func (q *query) Entries(f app.EntryFilter, p app.Page) ([]work.Entry, error) {
	ids, err := q.entryPage(f, p)
	if err != nil {
		return nil, err
	}
	found := make(map[int64]work.Entry, len(ids))
	err = q.bulk(ids, "SELECT "+entryColumns+" FROM time_entry e WHERE e.id IN (%s)", func(row scanner) error {
		e, err := scanEntry(row)
		found[e.ID] = e
		return err
	})
	return inOrder(ids, found), err
}

// EntryRows lists entries with the codes and names a list shows.
func (q *query) EntryRows(f app.EntryFilter, p app.Page) ([]app.EntryRow, error) {
	ids, err := q.entryPage(f, p)
	if err != nil {
		return nil, err
	}
	return q.EntryRowsByID(ids)
}

// EntryRowsByID gives rows in the order of ids.
func (q *query) EntryRowsByID(ids []int64) ([]app.EntryRow, error) {
	found := make(map[int64]app.EntryRow, len(ids))
	err := q.bulk(ids, "SELECT "+entryColumns+`, m.code, m.name, c.id, c.code, c.name, k.code
		FROM time_entry e CROSS JOIN matter m CROSS JOIN client c CROSS JOIN timekeeper k
		WHERE e.id IN (%s) AND m.id = e.matter_id AND c.id = m.client_id AND k.id = e.timekeeper_id`, func(row scanner) error {
		var r app.EntryRow
		err := row.Scan(append(entryTargets(&r.Entry), &r.MatterCode, &r.MatterName, &r.ClientID, &r.ClientCode, &r.ClientName, &r.TimekeeperCode)...)
		found[r.ID] = r
		return err
	})
	return inOrder(ids, found), err
}

// inOrder lays out what was found in the order of ids; what is gone is left out.
func inOrder[T any](ids []int64, found map[int64]T) []T {
	all := make([]T, 0, len(found))
	for _, id := range ids {
		if v, ok := found[id]; ok {
			all = append(all, v)
		}
	}
	return all
}

// EntryByExt finds an imported entry.
func (q *query) EntryByExt(extID string) (int64, error) {
	return q.number("SELECT id FROM time_entry WHERE ext_id = $1", extID)
}

// EntriesByExt finds which of many were imported before.
func (q *query) EntriesByExt(extIDs []string) (map[string]int64, error) {
	return q.byExt("time_entry", extIDs)
}

func (q *query) byExt(name string, extIDs []string) (map[string]int64, error) {
	found := map[string]int64{}
	for part := range slices.Chunk(extIDs, 5000) {
		keys, err := json.Marshal(part)
		if err != nil {
			return nil, fault.Wrap(err, "looking for imported rows")
		}
		err = q.each(func(row scanner) error {
			var ext string
			var id int64
			err := row.Scan(&ext, &id)
			found[ext] = id
			return err
		}, "SELECT t.ext_id, t.id FROM json_each($1) j CROSS JOIN "+name+" t WHERE t.ext_id = j.value", string(keys))
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// DayHours sums a timekeeper's hours by work date.
func (q *query) DayHours(timekeeperID int64, from, to cal.Date) (map[cal.Date]money.Quantity, error) {
	var c clause
	c.and("timekeeper_id = %s", timekeeperID)
	c.between("worked_on", from, to)
	days := map[cal.Date]money.Quantity{}
	err := q.each(func(row scanner) error {
		var day cal.Date
		var hours money.Quantity
		err := row.Scan(asDate(&day), &hours)
		days[day] = hours
		return err
	}, "SELECT worked_on, sum(hours_e4) FROM time_entry"+c.where()+" GROUP BY worked_on", c.args...)
	return days, err
}

// The list of entries. Each combination of filters has its own text, and each
// text an index that gives its order; a test looks at the plans.

// manyRows is how many rows may be read and sorted for a page; above it the
// page is found by walking the dates.
const manyRows = 20_000

// addEntry adds the filter but for client, states and words.
func (c *clause) addEntry(f app.EntryFilter) {
	if f.PreBillID != 0 {
		c.and("e.prebill_id = %s", f.PreBillID)
	}
	if f.InvoiceID != 0 {
		c.and("e.invoice_id = %s", f.InvoiceID)
	}
	if f.MatterID != 0 {
		c.and("e.matter_id = %s", f.MatterID)
	}
	if f.TimekeeperID != 0 {
		c.and("e.timekeeper_id = %s", f.TimekeeperID)
	}
	c.between("e.worked_on", f.From, f.To)
	switch f.Only {
	case app.OnlyUncoded:
		c.and("(e.task = '' OR e.activity = '') AND e.billable <> 'N' AND +e.matter_id IN (SELECT id FROM matter WHERE codes_required = 1)")
	case app.OnlyUntold:
		c.and("e.narrative = ''")
	case app.OnlyHeld:
		c.and("e.hold_reason <> ''")
	case app.OnlyTypedRate:
		c.and("e.rate_rule = %s", int64(firm.RateTyped))
	}
}

// entryPage finds the ids of a page, or of everything without a limit.
func (q *query) entryPage(f app.EntryFilter, p app.Page) ([]int64, error) {
	if match := searchQuery(f.Text); match != "" {
		return q.searchPage(f, p, match)
	}
	return q.entryWalk(f, p)
}

// entryWalk is entryPage without words.
func (q *query) entryWalk(f app.EntryFilter, p app.Page) ([]int64, error) {
	byClient, err := q.clientRows(f)
	if err != nil {
		return nil, err
	}
	// Several states: a list of each, in order, then merged; the engine would
	// read and sort all of them.
	if len(f.Statuses) > 1 && !bound(f) && !byClient {
		var all []dated
		for _, s := range f.Statuses {
			one := f
			one.Statuses = []work.Status{s}
			part, err := q.entryList(one, p, false)
			if err != nil {
				return nil, err
			}
			all = append(all, part...)
		}
		slices.SortFunc(all, func(a, b dated) int {
			n := cmp.Or(cmp.Compare(a.on, b.on), cmp.Compare(a.id, b.id))
			if !f.Oldest {
				n = -n
			}
			return n
		})
		if p.Limit > 0 && len(all) > p.Limit {
			all = all[:p.Limit]
		}
		return idsOf(all), nil
	}
	all, err := q.entryList(f, p, byClient)
	return idsOf(all), err
}

type dated struct {
	on string
	id int64
}

func idsOf(all []dated) []int64 {
	ids := make([]int64, len(all))
	for i, d := range all {
		ids[i] = d.id
	}
	return ids
}

// bound says that the filter names one matter, timekeeper, pre-bill or invoice.
func bound(f app.EntryFilter) bool {
	return f.MatterID != 0 || f.TimekeeperID != 0 || f.PreBillID != 0 || f.InvoiceID != 0
}

// clientRows says whether a client has so few rows that they are best read
// through its matters and sorted.
func (q *query) clientRows(f app.EntryFilter) (few bool, err error) {
	if f.ClientID == 0 || bound(f) {
		return false, nil
	}
	var c clause
	c.and("e.matter_id IN (SELECT id FROM matter WHERE client_id = %s)", f.ClientID)
	c.between("e.worked_on", f.From, f.To)
	if len(f.Statuses) > 0 {
		oneOf(&c, "e.status", f.Statuses)
	}
	n, err := q.number("SELECT count(*) FROM (SELECT 1 FROM time_entry e INDEXED BY entry_by_matter"+c.where()+c.limit(manyRows)+")", c.args...)
	return n < manyRows, err
}

// entryList reads the ids of a page in order. byClient drives through the
// client's matters.
func (q *query) entryList(f app.EntryFilter, p app.Page, byClient bool) ([]dated, error) {
	var c clause
	c.addEntry(f)
	index := ""
	switch {
	case f.ClientID != 0 && byClient:
		c.and("e.matter_id IN (SELECT id FROM matter WHERE client_id = %s)", f.ClientID)
		index = " INDEXED BY entry_by_matter"
	case f.ClientID != 0:
		c.and("+e.matter_id IN (SELECT id FROM matter WHERE client_id = %s)", f.ClientID)
	}
	if len(f.Statuses) == 1 && !bound(f) && !byClient {
		c.and("e.status = %s", string(f.Statuses[0]))
		index = " INDEXED BY entry_by_status"
	} else if len(f.Statuses) > 0 {
		oneOf(&c, "+e.status", f.Statuses)
	}
	order := after(&c, "e.worked_on", "e.id", p, f.Oldest)
	return list(q, func(row scanner) (d dated, err error) { err = row.Scan(&d.id, &d.on); return d, err },
		"SELECT e.id, e.worked_on FROM time_entry e"+index+c.where()+order+c.limit(p.Limit), c.args...)
}

// after adds the place where the page begins and gives its order.
func after(c *clause, date, id string, p app.Page, oldest bool) (order string) {
	sign, dir := "<", "DESC"
	if oldest {
		sign, dir = ">", "ASC"
	}
	if p.AfterID != 0 || p.AfterDate != 0 {
		c.and("("+date+", "+id+") "+sign+" (%s, %s)", p.AfterDate.String(), p.AfterID)
	}
	return " ORDER BY " + date + " " + dir + ", " + id + " " + dir
}

// entryFrom is the whole filter over time_entry for sums and long lists.
func entryFrom(f app.EntryFilter) (from string, c clause) {
	if match := searchQuery(f.Text); match != "" {
		if from, c = wordsFrom(f, match); onlyDays(f) {
			from += " CROSS JOIN time_entry e"
			c.conds = append(c.conds, "e.id = x.rowid & "+keyID)
		}
		return from, c
	}
	c.addEntry(f)
	c.addMany(f)
	return "time_entry e", c
}

// addMany adds the client and the states.
func (c *clause) addMany(f app.EntryFilter) {
	if f.ClientID != 0 {
		c.and("e.matter_id IN (SELECT id FROM matter WHERE client_id = %s)", f.ClientID)
	}
	if len(f.Statuses) > 0 {
		oneOf(c, "e.status", f.Statuses)
	}
}

// entrySorts are the columns a whole list can be sorted by.
var entrySorts = map[string]struct{ join, column string }{
	"":           {"", "e.worked_on"},
	"date":       {"", "e.worked_on"},
	"timekeeper": {" JOIN timekeeper k ON k.id = e.timekeeper_id", "k.code"},
	"matter":     {" JOIN matter m ON m.id = e.matter_id", "m.code"},
	"client":     {" JOIN matter m ON m.id = e.matter_id JOIN client cl ON cl.id = m.client_id", "cl.code"},
	"hours":      {"", "e.hours_e4"},
	"rate":       {"", "e.rate_e4"},
	"amount":     {"", "e.amount_minor"},
	"status":     {"", "e.status"},
}

// EntryIDs gives every id in the order of sort, then of date and id.
func (q *query) EntryIDs(f app.EntryFilter, sort app.EntrySort) ([]int64, error) {
	by, ok := entrySorts[sort.By]
	if !ok {
		return nil, fault.New(fault.Invalid, "sort.unknown", "Entries cannot be sorted by %q.", sort.By)
	}
	if match := searchQuery(f.Text); match != "" && by.column == "e.worked_on" {
		f.Oldest = !sort.Desc
		return q.hits(f, app.Page{}, match)
	}
	from, c := entryFrom(f)
	dir := " ASC"
	if sort.Desc {
		dir = " DESC"
	}
	order := " ORDER BY " + by.column + dir
	if by.column != "e.worked_on" {
		order += ", e.worked_on" + dir
	}
	return list(q, func(row scanner) (id int64, err error) { err = row.Scan(&id); return id, err },
		"SELECT e.id FROM "+from+by.join+c.where()+order+", e.id"+dir, c.args...)
}

// EntryTotals are the sums of a filter.
func (q *query) EntryTotals(f app.EntryFilter) (app.EntryTotals, error) {
	from, c := entryFrom(f)
	t, _, err := maybe(q, func(row scanner) (t app.EntryTotals, err error) {
		err = row.Scan(&t.N, &t.Worked, &t.Hours, &t.Amount)
		return t, err
	}, `SELECT count(*), coalesce(sum(e.worked_e4), 0), coalesce(sum(e.hours_e4), 0), coalesce(sum(e.amount_minor), 0)
	    FROM `+from+c.where(), c.args...)
	return t, err
}
