package present

import (
	"context"
	"encoding/json"
	"slices"
)

// Order is the column a list is sorted by.
type Order struct {
	By   string `json:"by"`
	Desc bool   `json:"desc,omitempty"`
}

// Found is the answer to "what is in the list": every ID in its order, and the
// foot.
type Found struct {
	IDs    []int64
	Text   string            // left of the totals
	Totals map[string]string // by column
}

// List is a table of any length: the IDs of all rows in their order, and the
// rows of the pages that are looked at. A million IDs are eight megabytes and
// one read; sorting and selecting need no rows. Answers that come after the
// question has changed are dropped.
type List[R any] struct {
	// What the screen fills in before the first Reload.
	Run   Runner
	Heads []Column
	ID    func(R) int64
	Cells func(R) []Cell
	// Find gives the question for the IDs of the whole list in an order. It is
	// called on the window's goroutine and may look at the screen; what it gives
	// runs beside the window and may not.
	Find func(o Order) func(ctx context.Context) (Found, error)
	// First gives the question for the rows of the first page, where it is answered
	// at once while Find takes its time; nil, or a nil question, is none.
	First func(o Order) func(ctx context.Context) ([]R, error)
	// Fetch reads rows by ID; it runs in the background. Rows that are gone may be left out.
	Fetch func(ctx context.Context, ids []int64) ([]R, error)
	// Fail is told of errors.
	Fail func(error)
	// Keep is told when order or look have changed, to be kept for the user.
	Keep func()
	// KeepSpot is told when the place in the list has changed; nil tells Keep.
	KeepSpot func()
	// Selected is told when the selection has changed.
	Selected func()
	// Nothing gives the words of the empty list.
	Nothing func() Empty

	order   Order
	look    []byte
	spot    Spot
	back    bool // spot is still to be gone back to
	found   Found
	loaded  bool // Find has answered once
	finding bool
	ask     Latest
	head    Latest
	begun   bool // the first page alone is shown, the whole list is on its way
	gen     int
	rows    []R // of a list that was set: drawn when they are looked at
	pages   map[int][]Cells[R]
	used    []int // pages by last use, oldest first
	waiting map[int]func()
	broken  bool
	sel     []int64
	index   *idIndex // built when it is asked for often
	asked   int
	tell    func(reload bool)
}

// Cells is a row with its cells drawn once.
type Cells[R any] struct {
	ID   int64
	Row  R
	Text []Cell
	Gone bool
}

const (
	pageRows  = 100
	keepPages = 40
)

var (
	_ Table   = (*List[int])(nil)
	_ Spotter = (*List[int])(nil)
)

// Reload reads the list again: after a filter, a sort or a change. Position and
// selection stay where they can.
func (l *List[R]) Reload() {
	l.finding = true
	Ask(&l.ask, l.Run, l.Find(l.order), func(f Found, err error) {
		l.finding = false
		if err != nil {
			l.fail(err)
			l.changed(true)
			return
		}
		l.take(f)
	})
}

// Ask reads the list anew for another question, such as a changed filter: the
// first page is shown as soon as it is there, the rest and the totals follow.
func (l *List[R]) Ask() {
	l.finding = true
	if l.First != nil {
		if first := l.First(l.order); first != nil {
			Ask(&l.head, l.Run, first, func(rows []R, err error) {
				if err == nil && len(rows) > 0 && l.finding { // what Find answers is better, an error too
					l.begin(rows)
				}
			})
		}
	}
	l.Reload()
}

// begin shows the first page; the selection waits for the whole list.
func (l *List[R]) begin(rows []R) {
	rows = rows[:min(len(rows), pageRows)]
	f := Found{Text: "…"}
	for _, r := range rows {
		f.IDs = append(f.IDs, l.ID(r))
	}
	sel := l.sel
	l.sel, l.rows = nil, nil
	l.reset(f)
	l.sel, l.finding, l.begun = sel, true, true
	l.pages[0] = l.draw(f.IDs, rows)
	l.changed(true)
}

// Set shows rows that are all there, for short lists.
func (l *List[R]) Set(rows []R, text string, totals map[string]string) {
	l.ask.Drop()
	f := Found{Text: text, Totals: totals}
	for _, r := range rows {
		f.IDs = append(f.IDs, l.ID(r))
	}
	l.rows = rows
	l.reset(f)
	l.changed(true)
}

func (l *List[R]) take(f Found) {
	l.head.Drop()
	first, begun := l.pages[0], l.begun
	l.rows = nil
	l.reset(f)
	if begun && len(first) == min(pageRows, len(f.IDs)) &&
		slices.EqualFunc(first, f.IDs[:len(first)], func(c Cells[R], id int64) bool { return c.ID == id }) {
		l.pages[0], l.used = first, []int{0}
	}
	l.changed(true)
}

func (l *List[R]) reset(f Found) {
	for _, cancel := range l.waiting {
		cancel()
	}
	l.gen++
	l.found, l.loaded, l.finding, l.broken, l.begun = f, true, false, false, false
	l.pages, l.waiting, l.used = map[int][]Cells[R]{}, map[int]func(){}, nil
	l.index, l.asked = nil, 0
	if len(l.sel) > 0 {
		l.asked = indexFrom
		l.Select(slices.DeleteFunc(slices.Clone(l.sel), func(id int64) bool { return l.IndexOf(id) < 0 }))
	}
}

func (l *List[R]) draw(ids []int64, rows []R) []Cells[R] {
	byID := make(map[int64]R, len(rows))
	for _, r := range rows {
		byID[l.ID(r)] = r
	}
	drawn := make([]Cells[R], len(ids))
	for i, id := range ids {
		r, ok := byID[id]
		drawn[i] = Cells[R]{ID: id, Row: r, Gone: !ok}
		if ok {
			drawn[i].Text = l.Cells(r)
		} else {
			drawn[i].Text = make([]Cell, len(l.Heads))
		}
	}
	return drawn
}

func (l *List[R]) fail(err error) {
	if l.Fail != nil {
		l.Fail(err)
	}
}

func (l *List[R]) changed(reload bool) {
	if l.tell != nil {
		l.tell(reload)
	}
}

// Loaded says whether the list has been read at all.
func (l *List[R]) Loaded() bool { return l.loaded }

// Finding says whether a question is on the way.
func (l *List[R]) Finding() bool { return l.finding }

// Columns implements Table.
func (l *List[R]) Columns() []Column { return l.Heads }

// Len implements Table.
func (l *List[R]) Len() int { return len(l.found.IDs) }

// Row implements Table.
func (l *List[R]) Row(i int) (int64, []Cell, bool) {
	r, ok := l.at(i)
	return r.ID, r.Text, ok
}

func (l *List[R]) at(i int) (Cells[R], bool) {
	page, ok := l.pages[i/pageRows]
	if !ok && i >= 0 && i < len(l.rows) {
		from := i / pageRows * pageRows
		to := min(from+pageRows, len(l.rows))
		page, ok = l.draw(l.found.IDs[from:to], l.rows[from:to]), true
		l.pages[i/pageRows] = page
	}
	if i < 0 || !ok || i%pageRows >= len(page) {
		return Cells[R]{}, false
	}
	return page[i%pageRows], true
}

// Value is the row itself when it has been read.
func (l *List[R]) Value(id int64) (R, bool) {
	for _, r := range l.rows {
		if l.ID(r) == id {
			return r, true
		}
	}
	for _, page := range l.pages {
		for _, c := range page {
			if c.ID == id && !c.Gone {
				return c.Row, true
			}
		}
	}
	var none R
	return none, false
}

// Values are the rows that have been read, in their order.
func (l *List[R]) Values() []R {
	if l.rows != nil {
		return slices.Clone(l.rows)
	}
	var rows []R
	for i := range l.found.IDs {
		if c, ok := l.at(i); ok && !c.Gone {
			rows = append(rows, c.Row)
		}
	}
	return rows
}

// Need implements Table: pages far from what is in view are given up.
func (l *List[R]) Need(first, last int) {
	if l.broken || l.Fetch == nil || l.rows != nil || len(l.found.IDs) == 0 {
		return
	}
	from, to := max(first, 0)/pageRows, min(last, len(l.found.IDs)-1)/pageRows
	for n, cancel := range l.waiting {
		if n < from-1 || n > to+1 {
			cancel()
			delete(l.waiting, n)
		}
	}
	for n := from; n <= to; n++ {
		_, have := l.pages[n]
		_, coming := l.waiting[n]
		if !have && !coming {
			l.fetch(n)
		}
	}
}

func (l *List[R]) fetch(n int) {
	gen, answered := l.gen, false
	ids := l.found.IDs[n*pageRows : min((n+1)*pageRows, len(l.found.IDs))]
	l.waiting[n] = func() {}
	cancel := Go(l.Run, func(ctx context.Context) ([]R, error) { return l.Fetch(ctx, ids) }, func(rows []R, err error) {
		answered = true
		_, wanted := l.waiting[n]
		if gen != l.gen || !wanted {
			return
		}
		delete(l.waiting, n)
		if err != nil {
			l.broken = true // not asked again until the list is
			l.fail(err)
			return
		}
		l.pages[n] = l.draw(ids, rows)
		l.used = append(l.used, n)
		for len(l.used) > keepPages {
			delete(l.pages, l.used[0])
			l.used = l.used[1:]
		}
		l.changed(false)
		// What can be done with the selected rows is known only now.
		if l.Selected != nil && slices.ContainsFunc(l.sel, func(id int64) bool { return slices.Contains(ids, id) }) {
			l.Selected()
		}
	})
	if !answered {
		l.waiting[n] = cancel
	}
}

// IDs implements Table.
func (l *List[R]) IDs(first, last int) []int64 {
	first, last = max(first, 0), min(last, len(l.found.IDs)-1)
	if first > last {
		return nil
	}
	return l.found.IDs[first : last+1]
}

// AllIDs are the IDs of the whole list.
func (l *List[R]) AllIDs() []int64 { return l.found.IDs }

// indexFrom is the number of questions after which an index pays.
const indexFrom = 8

// IndexOf implements Table.
func (l *List[R]) IndexOf(id int64) int {
	l.asked++
	if l.asked <= indexFrom {
		return slices.Index(l.found.IDs, id)
	}
	if l.index == nil {
		l.index = newIDIndex(l.found.IDs)
	}
	return l.index.of(id)
}

// SortedBy implements Table.
func (l *List[R]) SortedBy() (string, bool) { return l.order.By, l.order.Desc }

// SortBy implements Table: the list is read again in the order.
func (l *List[R]) SortBy(key string, desc bool) {
	l.order = Order{key, desc}
	l.keep()
	if l.Find != nil {
		l.Ask()
	}
}

// Order is what the list is sorted by.
func (l *List[R]) Order() Order { return l.order }

func (l *List[R]) keep() {
	if l.Keep != nil {
		l.Keep()
	}
}

// Select implements Table.
func (l *List[R]) Select(ids []int64) {
	if slices.Equal(ids, l.sel) {
		return
	}
	l.sel = slices.Clone(ids)
	if l.Selected != nil {
		l.Selected()
	}
}

// Selection is what an act works on, in the order of the list.
func (l *List[R]) Selection() []int64 { return l.sel }

// Totals implements Table.
func (l *List[R]) Totals() (string, map[string]string) { return l.found.Text, l.found.Totals }

// Empty implements Table.
func (l *List[R]) Empty() Empty {
	if !l.loaded || l.Nothing == nil {
		return Empty{}
	}
	return l.Nothing()
}

// Look implements Table.
func (l *List[R]) Look() []byte { return l.look }

// SetLook implements Table.
func (l *List[R]) SetLook(look []byte) {
	l.look = look
	l.keep()
}

// OnChange implements Table.
func (l *List[R]) OnChange(f func(reload bool)) { l.tell = f }

// ListMemory is what a list keeps for a user.
type ListMemory struct {
	Order Order           `json:"order"`
	Look  json.RawMessage `json:"look,omitempty"`
	Spot  Spot            `json:"spot,omitzero"`
}

// Memory is what to keep.
func (l *List[R]) Memory() ListMemory { return ListMemory{l.order, l.look, l.spot} }

// Remember puts it back, before the first Reload.
func (l *List[R]) Remember(m ListMemory) {
	if m.Order.By != "" && slices.ContainsFunc(l.Heads, func(c Column) bool { return c.Key == m.Order.By && c.Sortable }) {
		l.order = m.Order
	}
	l.look = m.Look
	l.spot, l.back = m.Spot, m.Spot != Spot{}
}

// TakeSpot implements Spotter.
func (l *List[R]) TakeSpot() (Spot, bool) {
	if !l.back || !l.loaded || l.begun || len(l.found.IDs) == 0 {
		return Spot{}, false
	}
	l.back = false
	return l.spot, true
}

// SetSpot implements Spotter.
func (l *List[R]) SetSpot(s Spot) {
	if l.back || s == l.spot {
		return
	}
	l.spot = s
	if l.KeepSpot != nil {
		l.KeepSpot()
		return
	}
	l.keep()
}
