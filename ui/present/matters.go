package present

import (
	"context"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

const mattersName = "matters"

// MattersRoute is where clients, matters and timekeepers are set up.
var MattersRoute = Route[*Matters]{
	Name: mattersName, Title: "Matters", Icon: "matters", Key: "Ctrl+5", Opens: []string{"matter", "client", "timekeeper"}, New: newMatters,
}

// The tabs of the screen.
const (
	TabMatters = "matters"
	TabClients = "clients"
	TabPeople  = "people"
)

// Matters lists the firm's matters with the money on each, its clients and its
// timekeepers; the forms beside the lists set them up.
type Matters struct {
	h   Host
	Tab string

	List    ShortList[app.MatterRow]
	Clients ShortList[ClientRow]
	People  ShortList[firm.Timekeeper]
	Search  Field
	// Closed shows closed matters and archived clients too.
	Closed bool
	Loaded bool
	Side   *SideForm

	rows    []app.MatterRow
	clients []ClientRow
	people  []firm.Timekeeper

	shown bool
	want  func()   // what is to be opened once the lists are there
	pick  rowOfTab // what is to be selected then
	jump  int64    // where the page puts its cursor
	ask   Latest
	form  Latest
}

type rowOfTab struct {
	tab string
	id  int64
}

// ClientRow is a client with the sums of its matters.
type ClientRow struct {
	firm.Client
	Matters, Open int
	WIP, Owed     money.Amount
	Trust         []app.TrustSum
}

func newMatters(h Host) *Matters {
	m := &Matters{h: h, Tab: TabMatters}
	m.bindMatters()
	m.bindClients()
	m.bindPeople()
	return m
}

func (m *Matters) bindMatters() {
	l := &m.List
	l.bind(m.h, "matters.list")
	l.Heads = []Column{
		{Key: "code", Label: "Matter", Width: 76, Sortable: true}, {Key: "client", Label: "Client", Width: 160, Min: 84, Flex: 1, Sortable: true},
		{Key: "name", Label: "Name", Width: 190, Min: 90, Flex: 1.3, Sortable: true}, {Key: "who", Label: "Resp.", Width: 54, Sortable: true, Tip: "Responsible timekeeper"},
		{Key: "fee", Label: "Fees", Width: 74, Sortable: true, Tip: "Fee arrangement"}, {Key: "status", Label: "Status", Width: 66, Pills: true, Sortable: true},
		{Key: "drafts", Label: "Drafts", Width: 82, Right: true, Sortable: true, Tip: "Time and costs in draft: not work in progress until released"},
		{Key: "wip", Label: "WIP", Width: 90, Right: true, Sortable: true, Tip: "Unbilled: released, or on a pre-bill"},
		{Key: "owed", Label: "Receivable", Width: 92, Right: true, Sortable: true, Tip: "Open balances of its invoices"},
		{Key: "trust", Label: "Trust", Width: 92, Right: true, Sortable: true, Tip: "Client money that may be paid out today"},
		{Key: "opened", Label: "Opened", Width: 92, Sortable: true, Hidden: true},
	}
	l.ID = func(r app.MatterRow) int64 { return r.ID }
	l.Cells = matterCells
	l.By = map[string]func(a, b app.MatterRow) int{
		"code": by(func(r app.MatterRow) string { return r.Code }), "client": by(func(r app.MatterRow) string { return strings.ToLower(r.Client.Name) }),
		"name": by(func(r app.MatterRow) string { return strings.ToLower(r.Name) }), "who": by(func(r app.MatterRow) string { return r.Responsible.Code }),
		"fee": by(func(r app.MatterRow) string { return string(r.Arrangement) }), "status": by(func(r app.MatterRow) string { return string(r.Status) }),
		"drafts": by(func(r app.MatterRow) money.Amount { return r.Drafts }), "wip": by(func(r app.MatterRow) money.Amount { return r.WIP }),
		"owed": by(func(r app.MatterRow) money.Amount { return r.Owed }), "opened": by(func(r app.MatterRow) cal.Date { return r.OpenedOn }),
		"trust": by(func(r app.MatterRow) money.Amount { return firstSum(r.Trust) }),
	}
	l.Selected = func() { m.h.Redraw(m) }
	l.Nothing = m.noMatters
	l.remember()
}

func (m *Matters) bindClients() {
	l := &m.Clients
	l.bind(m.h, "matters.clients")
	l.Heads = []Column{
		{Key: "code", Label: "Client", Width: 90, Sortable: true}, {Key: "name", Label: "Name", Width: 220, Min: 110, Flex: 1.2, Sortable: true},
		{Key: "email", Label: "E-mail", Width: 160, Min: 70, Flex: 0.8, Sortable: true}, {Key: "terms", Label: "Terms", Width: 84, Right: true, Tip: "Days from invoice to due date"},
		{Key: "open", Label: "Matters", Width: 74, Right: true, Sortable: true, Tip: "Open matters"},
		{Key: "wip", Label: "WIP", Width: 98, Right: true, Sortable: true}, {Key: "owed", Label: "Receivable", Width: 98, Right: true, Sortable: true},
		{Key: "trust", Label: "Trust", Width: 98, Right: true, Sortable: true}, {Key: "status", Label: "Status", Width: 72, Pills: true},
	}
	l.ID = func(r ClientRow) int64 { return r.ID }
	l.Cells = m.clientCells
	l.By = map[string]func(a, b ClientRow) int{
		"code": by(func(r ClientRow) string { return r.Code }), "name": by(func(r ClientRow) string { return strings.ToLower(r.Name) }),
		"email": by(func(r ClientRow) string { return r.Email }), "open": by(func(r ClientRow) int { return r.Open }),
		"wip": by(func(r ClientRow) money.Amount { return r.WIP }), "owed": by(func(r ClientRow) money.Amount { return r.Owed }),
		"trust": by(func(r ClientRow) money.Amount { return firstSum(r.Trust) }),
	}
	l.Selected = func() { m.h.Redraw(m) }
	l.Nothing = m.noClients
	l.remember()
}

func (m *Matters) bindPeople() {
	l := &m.People
	l.bind(m.h, "matters.people")
	l.Heads = []Column{
		{Key: "code", Label: "Code", Width: 90, Sortable: true}, {Key: "name", Label: "Name", Width: 220, Min: 120, Flex: 1, Sortable: true},
		{Key: "class", Label: "Class", Width: 120, Sortable: true}, {Key: "rate", Label: "Standard rate", Width: 120, Right: true, Sortable: true},
		{Key: "start", Label: "From", Width: 104, Sortable: true}, {Key: "end", Label: "Until", Width: 104, Sortable: true}, {Key: "email", Label: "E-mail", Width: 180, Min: 90, Flex: 0.8},
	}
	l.ID = func(t firm.Timekeeper) int64 { return t.ID }
	l.Cells = func(t firm.Timekeeper) []Cell {
		rate := Cell{Text: t.StandardRate.Format()}
		if t.StandardRate == 0 {
			rate = Cell{Text: "none", Muted: true}
		}
		return []Cell{{Text: t.Code}, {Text: t.Name()}, {Text: className(t.Class)}, rate, dayCell(t.StartDate), dayCell(t.EndDate), {Text: t.Email, Muted: true}}
	}
	l.By = map[string]func(a, b firm.Timekeeper) int{
		"code": by(func(t firm.Timekeeper) string { return t.Code }), "name": by(func(t firm.Timekeeper) string { return t.LastName + t.FirstName }),
		"class": by(func(t firm.Timekeeper) string { return t.Class }), "rate": by(func(t firm.Timekeeper) money.Rate { return t.StandardRate }),
		"start": by(func(t firm.Timekeeper) cal.Date { return t.StartDate }), "end": by(func(t firm.Timekeeper) cal.Date { return t.EndDate }),
	}
	l.Selected = func() { m.h.Redraw(m) }
	l.Nothing = m.nobody
	l.remember()
}

// Title implements Screen.
func (m *Matters) Title() string { return "Matters" }

// Open implements Screen: "matter 100-01", "client 100" and "timekeeper RMD"
// show one, "new matter" and "new timekeeper" begin one.
func (m *Matters) Open(arg string) {
	m.shown = true
	noun, key, _ := strings.Cut(arg, " ")
	switch noun {
	case "matter", "client", "timekeeper":
		m.want = func() { m.find(noun, key) }
	case "new":
		m.want = func() {
			m.Do(map[string]string{"matter": "matters.matter", "client": "matters.client", "timekeeper": "matters.person"}[key])
		}
	}
	m.reload()
}

// Leave implements Screen.
func (m *Matters) Leave() {
	m.shown = false
	m.ask.Drop()
	m.form.Drop()
}

// Heard implements Screen. What happens while another screen is in view is read
// when this one is opened again.
func (m *Matters) Heard(e app.Event) {
	if !m.shown {
		return
	}
	switch e.Noun {
	case "", "client", "matter", "timekeeper", "time", "expense", "prebill", "invoice", "payment", "credit", "trust", "trust_account":
		m.reload()
	}
}

// Escape implements Backer.
func (m *Matters) Escape() bool {
	if m.Side == nil {
		return false
	}
	m.closeSide()
	m.h.Redraw(m)
	return true
}

func (m *Matters) closeSide() {
	m.Side = nil
	m.form.Drop()
}

func (m *Matters) show(f *SideForm) {
	f.onClose = m.closeSide
	m.Side = f
	m.h.Redraw(m)
}

type mattersRead struct {
	rows    []app.MatterRow
	clients []firm.Client
	people  []firm.Timekeeper
}

func (m *Matters) reload() {
	Ask(&m.ask, m.h.Runner(), func(ctx context.Context) (r mattersRead, err error) {
		d := m.h.Desk()
		if r.rows, err = d.MatterRows(ctx, app.MatterFilter{}); err != nil {
			return r, err
		}
		if r.clients, err = d.Clients(ctx, app.ClientFilter{Archived: true}); err != nil {
			return r, err
		}
		r.people, err = d.Timekeepers(ctx)
		return r, err
	}, func(r mattersRead, err error) {
		if err != nil {
			m.h.Fail(err)
			return
		}
		m.take(r)
	})
}

func (m *Matters) take(r mattersRead) {
	m.rows, m.people, m.Loaded = r.rows, r.people, true
	m.clients = make([]ClientRow, len(r.clients))
	at := map[int64]*ClientRow{}
	for i, c := range r.clients {
		m.clients[i].Client = c
		at[c.ID] = &m.clients[i]
	}
	for _, x := range r.rows {
		c := at[x.ClientID]
		if c == nil {
			continue // added between the two reads; the event of it reads again
		}
		c.Matters++
		if x.Status == firm.MatterOpen {
			c.Open++
		}
		c.WIP += x.WIP
		c.Owed += x.Owed
		for _, s := range x.Trust {
			c.Trust = addSum(c.Trust, s)
		}
	}
	m.filter()
	if want := m.want; want != nil {
		m.want = nil
		want()
	}
	m.land()
	m.h.Redraw(m)
}

// land selects what was just saved or asked for; what the filters hide is
// brought into view.
func (m *Matters) land() {
	p := m.pick
	if p.id == 0 {
		return
	}
	m.pick = rowOfTab{}
	m.Tab = p.tab
	if m.indexOf(p) < 0 {
		m.Search.Set("")
		m.filter()
	}
	if m.indexOf(p) < 0 {
		m.Closed = true
		m.filter()
	}
	if m.indexOf(p) < 0 {
		return
	}
	m.jump = p.id
	switch p.tab {
	case TabMatters:
		m.List.Select([]int64{p.id})
	case TabClients:
		m.Clients.Select([]int64{p.id})
	case TabPeople:
		m.People.Select([]int64{p.id})
	}
}

func (m *Matters) indexOf(p rowOfTab) int {
	switch p.tab {
	case TabClients:
		return m.Clients.IndexOf(p.id)
	case TabPeople:
		return m.People.IndexOf(p.id)
	}
	return m.List.IndexOf(p.id)
}

// TakeRow is the row the page puts its cursor on, once; 0 for none.
func (m *Matters) TakeRow() int64 {
	id := m.jump
	m.jump = 0
	return id
}

// find selects one by its code.
func (m *Matters) find(noun, key string) {
	switch noun {
	case "matter":
		if i := slices.IndexFunc(m.rows, func(r app.MatterRow) bool { return r.Code == key }); i >= 0 {
			m.pick = rowOfTab{TabMatters, m.rows[i].ID}
		}
	case "client":
		if i := slices.IndexFunc(m.clients, func(r ClientRow) bool { return r.Code == key }); i >= 0 {
			m.pick = rowOfTab{TabClients, m.clients[i].ID}
		}
	case "timekeeper":
		if i := slices.IndexFunc(m.people, func(t firm.Timekeeper) bool { return t.Code == key }); i >= 0 {
			m.pick = rowOfTab{TabPeople, m.people[i].ID}
		}
	}
}

// SetTab shows another list.
func (m *Matters) SetTab(tab string) {
	if m.Tab != tab {
		m.Tab = tab
		m.closeSide()
		m.h.Redraw(m)
	}
}

// SetSearch narrows the lists.
func (m *Matters) SetSearch(text string) {
	m.Search.Set(text)
	m.filter()
	m.h.Redraw(m)
}

// SetClosed shows closed matters and archived clients too.
func (m *Matters) SetClosed(on bool) {
	if m.Closed != on {
		m.Closed = on
		m.filter()
		m.h.Redraw(m)
	}
}

// filter puts what fits the words and the chip into the lists.
func (m *Matters) filter() {
	words := strings.Fields(strings.ToLower(m.Search.Text))
	var matters []app.MatterRow
	var drafts, wip, owed, held []app.TrustSum
	for _, r := range m.rows {
		if !m.Closed && r.Status == firm.MatterClosed || !hasAll(strings.ToLower(r.Code+" "+r.Name+" "+r.Client.Code+" "+r.Client.Name), words) {
			continue
		}
		matters = append(matters, r)
		cur := r.Client.Currency
		drafts, wip, owed = addSum(drafts, app.TrustSum{Currency: cur, Available: r.Drafts}), addSum(wip, app.TrustSum{Currency: cur, Available: r.WIP}), addSum(owed, app.TrustSum{Currency: cur, Available: r.Owed})
		for _, s := range r.Trust {
			held = addSum(held, s)
		}
	}
	m.List.Show(matters, countOf(len(matters), "matter"), map[string]string{"drafts": sumText(drafts), "wip": sumText(wip), "owed": sumText(owed), "trust": sumText(held)})

	var clients []ClientRow
	wip, owed, held = nil, nil, nil
	for _, r := range m.clients {
		if !m.Closed && r.Archived || !hasAll(strings.ToLower(r.Code+" "+r.Name+" "+r.Email), words) {
			continue
		}
		clients = append(clients, r)
		wip, owed = addSum(wip, app.TrustSum{Currency: r.Currency, Available: r.WIP}), addSum(owed, app.TrustSum{Currency: r.Currency, Available: r.Owed})
		for _, s := range r.Trust {
			held = addSum(held, s)
		}
	}
	m.Clients.Show(clients, countOf(len(clients), "client"), map[string]string{"wip": sumText(wip), "owed": sumText(owed), "trust": sumText(held)})

	var people []firm.Timekeeper
	for _, t := range m.people {
		if hasAll(strings.ToLower(t.Code+" "+t.Name()+" "+className(t.Class)), words) {
			people = append(people, t)
		}
	}
	m.People.Show(people, countOf(len(people), "timekeeper"), nil)
}
