package sqlite

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
)

// searchWork is what an act did to narratives. The index of words is brought
// up to date once, at the end: a trigger for each row costs thirty times as much.
type searchWork struct {
	added   []idRange        // new entries, in runs of ids
	touched map[int64]string // entries from before the act, with their old narrative
}

type idRange struct{ from, to int64 }

func (w *searchWork) add(id int64) {
	if n := len(w.added); n > 0 && w.added[n-1].to+1 == id {
		w.added[n-1].to = id
		return
	}
	w.added = append(w.added, idRange{id, id})
}

// touch remembers the narrative an entry had before the act.
func (w *searchWork) touch(id int64, narrative string) {
	for _, r := range w.added {
		if id >= r.from && id <= r.to {
			return // new in this act: not yet in the index
		}
	}
	if w.touched == nil {
		w.touched = map[int64]string{}
	}
	if _, ok := w.touched[id]; !ok {
		w.touched[id] = narrative
	}
}

// syncSearch takes the old words out and puts the new ones in.
func (t *tx) syncSearch() error {
	for id, old := range t.search.touched {
		now, found, err := maybe(&t.query, func(row scanner) (s string, err error) { err = row.Scan(&s); return s, err },
			"SELECT narrative FROM time_entry WHERE id = $1", id)
		if err != nil {
			return err
		}
		if found && now == old {
			continue
		}
		if _, err := t.run("INSERT INTO entry_fts (entry_fts, rowid, narrative) VALUES ('delete', $1, $2)", id, old); err != nil {
			return translate(err, "keeping the search index")
		}
		if !found {
			continue
		}
		if _, err := t.run("INSERT INTO entry_fts (rowid, narrative) VALUES ($1, $2)", id, now); err != nil {
			return translate(err, "keeping the search index")
		}
	}
	for _, r := range t.search.added {
		if _, err := t.run("INSERT INTO entry_fts (rowid, narrative) SELECT id, narrative FROM time_entry WHERE id BETWEEN $1 AND $2",
			r.from, r.to); err != nil {
			return translate(err, "keeping the search index")
		}
	}
	return nil
}

// searchQuery turns what a person typed into a query of the index: every word
// quoted, so that 12(b)(6), O'Neil and re: are words and no operators; all words
// must be there, the last one may go on. Blank when there is no word in it.
func searchQuery(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) })
	if len(words) == 0 {
		return ""
	}
	var b strings.Builder
	for i, w := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(`"` + w + `"`)
	}
	if last, _ := utf8.DecodeLastRuneInString(text); !unicode.IsSpace(last) {
		b.WriteByte('*')
	}
	return b.String()
}

// fewHits is how many entries may be looked up one by one for a page.
const fewHits = 3000

// searchPage finds the page of entries that hold the words. Rare words are
// looked up in the index and the entries sorted; common words are found soon by
// walking the dates, asking the index about a stretch of entries at a time.
func (q *query) searchPage(f app.EntryFilter, p app.Page, match string) ([]int64, error) {
	if p.Limit <= 0 {
		return q.searchAll(f, p, match)
	}
	hits, err := q.number("SELECT count(*) FROM (SELECT 1 FROM entry_fts WHERE entry_fts MATCH $1 LIMIT $2)", match, fewHits)
	if err != nil {
		return nil, err
	}
	if hits < fewHits {
		return q.searchAll(f, p, match)
	}
	words := f.Text
	f.Text = ""
	if f.MatterID != 0 || f.PreBillID != 0 || f.InvoiceID != 0 {
		f.Text = words
		return q.searchProbe(f, p, match)
	}
	var found []int64
	step := app.Page{Limit: 250, AfterDate: p.AfterDate, AfterID: p.AfterID}
	for {
		ids, err := q.entryWalk(f, step)
		if err != nil || len(ids) == 0 {
			return found, err
		}
		hit, err := q.matching(ids, match)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if hit[id] {
				found = append(found, id)
			}
			if len(found) == p.Limit {
				return found, nil
			}
		}
		if len(ids) < step.Limit {
			return found, nil
		}
		last, err := one(q, "entry", "", func(row scanner) (d string, err error) { err = row.Scan(&d); return d, err },
			"SELECT worked_on FROM time_entry WHERE id = $1", ids[len(ids)-1])
		if err != nil {
			return nil, err
		}
		if step.AfterDate, err = cal.Parse(last); err != nil {
			return nil, fault.Wrap(err, "reading")
		}
		step.AfterID = ids[len(ids)-1]
		step.Limit = min(step.Limit*4, 4000)
	}
}

// matching says which of the ids hold the words, by one look at the stretch of
// the index that spans them.
func (q *query) matching(ids []int64, match string) (map[int64]bool, error) {
	hit := map[int64]bool{}
	err := q.each(func(row scanner) error {
		var id int64
		err := row.Scan(&id)
		hit[id] = true
		return err
	}, "SELECT rowid FROM entry_fts WHERE entry_fts MATCH $1 AND rowid BETWEEN $2 AND $3", match, slices.Min(ids), slices.Max(ids))
	return hit, err
}

// searchAll looks up every hit and sorts.
func (q *query) searchAll(f app.EntryFilter, p app.Page, match string) ([]int64, error) {
	from, c := entryFrom(f)
	order := after(&c, "e.worked_on", "e.id", p, f.Oldest)
	return list(q, func(row scanner) (id int64, err error) { err = row.Scan(&id); return id, err },
		"SELECT e.id FROM "+from+c.where()+order+c.limit(p.Limit), c.args...)
}

// searchProbe asks the index about each entry of a matter or bill.
func (q *query) searchProbe(f app.EntryFilter, p app.Page, match string) ([]int64, error) {
	f.Text = ""
	from, c := entryFrom(f)
	c.and("EXISTS (SELECT 1 FROM entry_fts x WHERE x.entry_fts MATCH %s AND x.rowid = e.id)", match)
	order := after(&c, "e.worked_on", "e.id", p, f.Oldest)
	return list(q, func(row scanner) (id int64, err error) { err = row.Scan(&id); return id, err },
		"SELECT e.id FROM "+from+c.where()+order+c.limit(p.Limit), c.args...)
}
