package kit

import (
	"context"
)

// GridRow is a row of [Rows] or [Pages].
type GridRow struct {
	ID    int64
	Cells []Cell
}

// Rows is a model that has everything in memory, for lists of some thousands.
type Rows struct {
	list  []GridRow
	index map[int64]int
}

// NewRows returns a model of the rows.
func NewRows(rows ...GridRow) *Rows {
	m := &Rows{}
	m.Set(rows)
	return m
}

// Set takes other rows; the grid must be told with Reload.
func (m *Rows) Set(rows []GridRow) {
	m.list = rows
	m.index = make(map[int64]int, len(rows))
	for i, r := range rows {
		m.index[r.ID] = i
	}
}

// Len implements GridModel.
func (m *Rows) Len() int { return len(m.list) }

// Row implements GridModel.
func (m *Rows) Row(i int) (int64, []Cell, bool) { return m.list[i].ID, m.list[i].Cells, true }

// IndexOf implements Indexer.
func (m *Rows) IndexOf(id int64) int {
	if i, ok := m.index[id]; ok {
		return i
	}
	return -1
}

// IDs implements IDLister.
func (m *Rows) IDs(first, last int) []int64 {
	ids := make([]int64, 0, last-first+1)
	for _, r := range m.list[first : last+1] {
		ids = append(ids, r.ID)
	}
	return ids
}

// Pages is a model that reads its rows a page at a time in the background and
// keeps the pages last used. [Pages.Bind] ties it to its grid.
type Pages struct {
	run   Runner
	size  int
	keep  int
	fetch func(ctx context.Context, offset, limit int) ([]GridRow, error)
	// OnError is told when a page could not be read; the grid shows pale lines
	// until Retry.
	OnError func(error)

	grid    *Grid
	total   int
	gen     int
	pages   map[int][]GridRow
	order   []int // pages by last use, oldest first
	waiting map[int]func()
	broken  bool
}

// NewPages reads pages of size rows with fetch. fetch runs in the background.
func NewPages(run Runner, size int, fetch func(ctx context.Context, offset, limit int) ([]GridRow, error)) *Pages {
	return &Pages{run: run, size: size, keep: 40, fetch: fetch, pages: map[int][]GridRow{}, waiting: map[int]func(){}}
}

// Bind makes the grid show this model.
func (p *Pages) Bind(g *Grid) {
	p.grid = g
	g.Need = p.need
	g.SetModel(p)
}

// Reset says that the list is another one now, of total rows: after a filter, a
// sort or a change. Answers still on the way are dropped. Position and
// selection stay.
func (p *Pages) Reset(total int) {
	p.gen++
	for _, cancel := range p.waiting {
		cancel()
	}
	p.total, p.broken = total, false
	clear(p.waiting)
	clear(p.pages)
	p.order = p.order[:0]
	if p.grid != nil {
		p.grid.Reload()
	}
}

// Retry asks again for pages that could not be read.
func (p *Pages) Retry() {
	p.broken = false
	if p.grid != nil {
		p.grid.Changed()
	}
}

// Len implements GridModel.
func (p *Pages) Len() int { return p.total }

// Row implements GridModel.
func (p *Pages) Row(i int) (int64, []Cell, bool) {
	page, ok := p.pages[i/p.size]
	if !ok || i%p.size >= len(page) {
		return 0, nil, false
	}
	r := page[i%p.size]
	return r.ID, r.Cells, true
}

// need reads the pages of the rows that are not there. When the mouse runs far,
// pages asked for on the way are given up.
func (p *Pages) need(first, last int) {
	if p.broken {
		return
	}
	from, to := first/p.size, last/p.size
	for n, cancel := range p.waiting {
		if n < from-1 || n > to+1 {
			cancel()
			delete(p.waiting, n)
		}
	}
	for n := from; n <= to; n++ {
		if _, have := p.pages[n]; have {
			continue
		}
		if _, asked := p.waiting[n]; asked {
			continue
		}
		p.read(n)
	}
}

func (p *Pages) read(n int) {
	gen := p.gen
	answered := false
	p.waiting[n] = func() {}
	cancel := Go(p.run, func(ctx context.Context) ([]GridRow, error) {
		return p.fetch(ctx, n*p.size, p.size)
	}, func(rows []GridRow, err error) {
		answered = true
		if gen != p.gen {
			return // an answer to an older question
		}
		_, wanted := p.waiting[n]
		delete(p.waiting, n)
		switch {
		case err != nil && wanted:
			p.broken = true
			if p.OnError != nil {
				p.OnError(err)
			}
		case err == nil:
			p.put(n, rows)
			if p.grid != nil {
				p.grid.Changed()
			}
		}
	})
	if !answered {
		p.waiting[n] = cancel
	}
}

func (p *Pages) put(n int, rows []GridRow) {
	p.pages[n] = rows
	p.order = append(p.order, n)
	for len(p.order) > p.keep {
		delete(p.pages, p.order[0])
		p.order = p.order[1:]
	}
}

var (
	_ GridModel = (*Rows)(nil)
	_ IDLister  = (*Rows)(nil)
	_ Indexer   = (*Rows)(nil)
	_ GridModel = (*Pages)(nil)
)
