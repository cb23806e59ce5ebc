package sqlite

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

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
	w := wordsOf(text)
	if len(w.words) == 0 {
		return ""
	}
	// Small letters without accents are words of the index, too.
	match := `"` + strings.Join(w.words, `" "`) + `"`
	if w.begun {
		match += "*"
	}
	return match
}

// How a page of hits is found. Common words fill a page soon by walking the
// entries in order; rare ones are few enough to be looked up in the index and
// sorted. What a word is shows while walking.
var (
	firstWalk = 750    // entries walked before the index is asked
	fewHits   = 12_000 // hits that are looked up and sorted
)

// searchPage finds the page of entries that hold the words.
func (q *query) searchPage(f app.EntryFilter, p app.Page, match string) ([]int64, error) {
	if p.Limit <= 0 {
		return q.searchAll(f, p, match)
	}
	words := wordsOf(f.Text)
	narrow := f
	narrow.Text = ""
	var found []int64
	at := app.Page{AfterDate: p.AfterDate, AfterID: p.AfterID}
	for walked, step := 0, 250; ; walked, step = walked+step, min(step*2, 4000) {
		at.Limit = step
		rows, err := q.walkNarratives(narrow, at)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if holds(r.narrative, words) {
				if found = append(found, r.id); len(found) == p.Limit {
					return found, nil
				}
			}
		}
		if len(rows) < step {
			return found, nil
		}
		at.AfterDate, at.AfterID = rows[step-1].on, rows[step-1].id
		if walked < firstWalk && walked+step >= firstWalk {
			hits, err := q.number("SELECT count(*) FROM (SELECT 1 FROM entry_fts WHERE entry_fts MATCH $1 LIMIT $2)", match, fewHits)
			if err != nil {
				return nil, err
			}
			if hits < int64(fewHits) {
				return q.searchAll(f, p, match)
			}
		}
	}
}

type narrated struct {
	id        int64
	on        cal.Date
	narrative string
}

// walkNarratives reads a stretch of entries in order, with their narratives.
func (q *query) walkNarratives(f app.EntryFilter, p app.Page) ([]narrated, error) {
	ids, err := q.entryWalk(f, p)
	if err != nil {
		return nil, err
	}
	found := make(map[int64]narrated, len(ids))
	err = q.bulk(ids, "SELECT id, worked_on, narrative FROM time_entry WHERE id IN (%s)", func(row scanner) error {
		var n narrated
		err := row.Scan(&n.id, asDate(&n.on), &n.narrative)
		found[n.id] = n
		return err
	})
	return inOrder(ids, found), err
}

// searchAll looks up every hit and sorts.
func (q *query) searchAll(f app.EntryFilter, p app.Page, match string) ([]int64, error) {
	from, c := entryFrom(f)
	order := after(&c, "e.worked_on", "e.id", p, f.Oldest)
	return list(q, func(row scanner) (id int64, err error) { err = row.Scan(&id); return id, err },
		"SELECT e.id FROM "+from+c.where()+order+c.limit(p.Limit), c.args...)
}

// searchWords are what a search looks for: all of them, the last one perhaps
// only begun. They are read as the index reads them (unicode61 without
// diacritics); a test compares the two.
type searchWords struct {
	words []string
	begun bool
}

func wordsOf(text string) searchWords {
	w := searchWords{words: tokens(text)}
	if last, _ := utf8.DecodeLastRuneInString(text); !unicode.IsSpace(last) {
		w.begun = true
	}
	return w
}

// holds says whether a narrative holds the words.
func holds(narrative string, w searchWords) bool {
	there := tokens(narrative)
	for i, word := range w.words {
		begun := w.begun && i == len(w.words)-1
		if !slices.ContainsFunc(there, func(t string) bool { return t == word || begun && strings.HasPrefix(t, word) }) {
			return false
		}
	}
	return true
}

// tokens takes text apart into words: runs of letters and digits, lower case,
// Latin letters without their accents.
func tokens(text string) []string {
	if isASCII(text) {
		return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !wordRune(r) })
	}
	var words []string
	var word strings.Builder
	for _, r := range text {
		if !wordRune(r) && !accent(r) {
			if word.Len() > 0 {
				words = append(words, word.String())
				word.Reset()
			}
			continue
		}
		if !accent(r) {
			word.WriteRune(foldRune(r))
		}
	}
	if word.Len() > 0 {
		words = append(words, word.String())
	}
	return words
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Co, r)
}

// accent says that the sign stands over or under the letter before it.
func accent(r rune) bool { return r >= 0x300 && r <= 0x331 }

// foldRune is the small letter without its accents: accents come off Latin
// letters only (й stays й).
func foldRune(r rune) rune {
	if r >= utf8.RuneSelf {
		var buf [utf8.UTFMax]byte
		if parts := norm.NFD.Properties(buf[:utf8.EncodeRune(buf[:], r)]).Decomposition(); len(parts) > 0 && parts[0] < utf8.RuneSelf {
			r = rune(parts[0])
		}
	}
	if r == 'ς' {
		return 'σ'
	}
	return unicode.ToLower(r)
}

// compareWords lets the engine compare the index with every narrative. It is
// written as an INSERT and so needs the turn to write, but changes nothing.
func (s *Store) compareWords(ctx context.Context) error {
	release, err := s.enter(ctx, "Verify")
	if err != nil {
		return err
	}
	defer release()
	w, err := s.writer(ctx)
	if err != nil {
		return err
	}
	if err := w.exec(ctx, "BEGIN IMMEDIATE"); err != nil {
		return s.busy(translate(err, "comparing the search index"))
	}
	defer s.rollback(w)
	err = w.exec(ctx, "INSERT INTO entry_fts (entry_fts, rank) VALUES ('integrity-check', 1)")
	if primary(err) == codeCorrupt {
		return fault.New(fault.Internal, "search.stale", "the search index does not hold the words of the narratives").Because(err)
	}
	return translate(err, "comparing the search index")
}

// RebuildSearch makes the index of words anew from the narratives. It changes
// no business row.
func (s *Store) RebuildSearch(ctx context.Context) error {
	release, err := s.enter(ctx, "RebuildSearch")
	if err != nil {
		return err
	}
	defer release()
	if err := s.sameFile(); err != nil {
		return err
	}
	w, err := s.writer(ctx)
	if err != nil {
		return err
	}
	return s.busy(translate(w.exec(ctx, "INSERT INTO entry_fts (entry_fts) VALUES ('rebuild')"), "making the search index"))
}
