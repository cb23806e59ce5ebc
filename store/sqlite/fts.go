package sqlite

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
)

// searchWork is what an act did to narratives and their days. The index of words
// is brought up to date once, at the end: a trigger for each row costs thirty
// times as much.
type searchWork struct {
	added   []idRange          // new entries, in runs of ids
	touched map[int64]narrated // entries from before the act, as they were
}

type idRange struct{ from, to int64 }

func (w *searchWork) add(id int64) {
	if n := len(w.added); n > 0 && w.added[n-1].to+1 == id {
		w.added[n-1].to = id
		return
	}
	w.added = append(w.added, idRange{id, id})
}

// touch remembers an entry as it was before the act.
func (w *searchWork) touch(id int64, workedOn, narrative string) {
	for _, r := range w.added {
		if id >= r.from && id <= r.to {
			return // new in this act: not yet in the index
		}
	}
	if w.touched == nil {
		w.touched = map[int64]narrated{}
	}
	if _, ok := w.touched[id]; !ok {
		on, _ := cal.Parse(workedOn) // the database keeps no other
		w.touched[id] = narrated{id, on, narrative}
	}
}

// syncSearch takes the old words out and puts the new ones in, each in the order
// of the index: out of order it would write itself out row by row.
func (t *tx) syncSearch() error {
	byKey := func(a, b narrated) int { return cmp.Compare(wordKey(a.on, a.id), wordKey(b.on, b.id)) }
	var now []narrated
	for _, old := range slices.SortedFunc(maps.Values(t.search.touched), byKey) {
		n, found, err := maybe(&t.query, scanNarrated, "SELECT id, worked_on, narrative FROM time_entry WHERE id = $1", old.id)
		if err != nil {
			return err
		}
		if found && n == old {
			continue
		}
		if _, err := t.run("INSERT INTO entry_fts (entry_fts, rowid, narrative) VALUES ('delete', $1, $2)", wordKey(old.on, old.id), old.narrative); err != nil {
			return translate(err, "keeping the search index")
		}
		if found {
			now = append(now, n)
		}
	}
	slices.SortFunc(now, byKey)
	for _, n := range now {
		if _, err := t.run("INSERT INTO entry_fts (rowid, narrative) VALUES ($1, $2)", wordKey(n.on, n.id), n.narrative); err != nil {
			return translate(err, "keeping the search index")
		}
	}
	for _, r := range t.search.added {
		if _, err := t.run(`INSERT INTO entry_fts (rowid, narrative) SELECT `+keyOf+` AS key, narrative FROM time_entry
			WHERE id BETWEEN $1 AND $2 ORDER BY key`, r.from, r.to); err != nil {
			return translate(err, "keeping the search index")
		}
	}
	return nil
}

// The key of an entry in the index of words: its day as YYYYMMDD above the 32
// bits of its id.
const (
	keyBits = 32
	keyID   = "4294967295" // the bits of the id, in a statement
	keyOf   = "(CAST(replace(worked_on, '-', '') AS INTEGER) << 32 | id)"
)

func wordKey(on cal.Date, id int64) int64 {
	day, _ := strconv.ParseInt(on.Compact(), 10, 64) // eight digits
	return day<<keyBits | id
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
// entries in order, and a filter that few entries pass is walked to its end. All
// else is asked of the index, which answers in the same order.
var (
	firstWalk = 750   // entries walked before the index is asked
	fewRows   = 4_000 // entries of a filter that are walked to the end
)

// searchPage finds the page of entries that hold the words.
func (q *query) searchPage(f app.EntryFilter, p app.Page, match string) ([]int64, error) {
	if p.Limit <= 0 {
		return q.hits(f, p, match)
	}
	narrow := f
	narrow.Text = ""
	words, at := wordsOf(f.Text), app.Page{Limit: firstWalk, AfterDate: p.AfterDate, AfterID: p.AfterID}
	var found []int64
	walk := func(ids []int64) (last narrated, err error) {
		rows, err := q.narratives(ids)
		for _, r := range rows {
			if holds(r.narrative, words) {
				found = append(found, r.id)
			}
			last = r
		}
		return last, err
	}
	ids, err := q.entryWalk(narrow, at)
	if err != nil {
		return nil, err
	}
	last, err := walk(ids)
	if err != nil || len(found) >= p.Limit || len(ids) < at.Limit {
		return found[:min(len(found), p.Limit)], err
	}
	if !onlyDays(narrow) {
		at = app.Page{Limit: fewRows + 1, AfterDate: last.on, AfterID: last.id}
		if ids, err = q.entryWalk(narrow, at); err != nil {
			return nil, err
		}
		if len(ids) <= fewRows {
			_, err = walk(ids)
			return found[:min(len(found), p.Limit)], err
		}
	}
	return q.hits(f, p, match)
}

// onlyDays says that nothing but days limits the filter.
func onlyDays(f app.EntryFilter) bool {
	return f.ClientID == 0 && len(f.Statuses) == 0 && f.Only == "" && !bound(f)
}

type narrated struct {
	id        int64
	on        cal.Date
	narrative string
}

func scanNarrated(row scanner) (n narrated, err error) {
	err = row.Scan(&n.id, asDate(&n.on), &n.narrative)
	return n, err
}

// narratives reads entries in the order of ids.
func (q *query) narratives(ids []int64) ([]narrated, error) {
	found := make(map[int64]narrated, len(ids))
	err := q.bulk(ids, "SELECT id, worked_on, narrative FROM time_entry WHERE id IN (%s)", func(row scanner) error {
		n, err := scanNarrated(row)
		found[n.id] = n
		return err
	})
	return inOrder(ids, found), err
}

// hits asks the index, which gives its rows in the order of day and id.
func (q *query) hits(f app.EntryFilter, p app.Page, match string) ([]int64, error) {
	sign, dir := "<", "DESC"
	if f.Oldest {
		sign, dir = ">", "ASC"
	}
	from, c := wordsFrom(f, match)
	if p.AfterID != 0 || p.AfterDate != 0 {
		c.and("x.rowid "+sign+" %s", wordKey(p.AfterDate, p.AfterID))
	}
	return list(q, func(row scanner) (id int64, err error) { err = row.Scan(&id); return id, err },
		"SELECT x.rowid & "+keyID+" FROM "+from+c.where()+" ORDER BY x.rowid "+dir+c.limit(p.Limit), c.args...)
}

// wordsFrom is the filter over the index of words alone where that will do, and
// over the entries of its hits where not.
func wordsFrom(f app.EntryFilter, match string) (from string, c clause) {
	from = "entry_fts x"
	c.and("x.entry_fts MATCH %s", match)
	if f.From != 0 {
		c.and("x.rowid >= %s", wordKey(f.From, 0))
	}
	if f.To != 0 {
		c.and("x.rowid < %s", wordKey(f.To.AddDays(1), 0))
	}
	if !onlyDays(f) {
		from += " CROSS JOIN time_entry e"
		c.conds = append(c.conds, "e.id = x.rowid & "+keyID)
		f.From, f.To = 0, 0
		c.addEntry(f)
		c.addMany(f)
	}
	return from, c
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
