package sqlite

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
