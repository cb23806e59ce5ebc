package present

import (
	"context"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/ui/words"
)

const mattersName = "matters"

// MattersRoute is where matters are found and looked at.
var MattersRoute = Route[*Matters]{
	Name: mattersName, Title: words.Mark("Matters"), Group: words.Mark("Clients"), Icon: "matters", Key: "Ctrl+5", Opens: []string{"matter"}, New: newMatters,
	Offers: []Offer{{ID: "new.matter", Title: words.Mark("New matter"), Arg: "new matter"}},
}

// Matters lists the firm's matters with the money on each, and opens the page
// of one. Forms beside the list and the page set matters up.
type Matters struct {
	h Host

	List   ShortList[app.MatterRow]
	Search Field
	Loaded bool
	Side   *SideForm
	// Page is the matter that is open, nil for the list.
	Page *MatterPage

	only    []string // chips that are on
	pageTab string   // of a matter's page, looked at last
	rows    []app.MatterRow
	clients []app.ClientRow
	people  []firm.Timekeeper

	opened bool
	shown  bool
	want   func() // what is to be opened once the list is there
	pick   int64  // what is to be selected then
	jump   int64  // where the page puts its cursor
	ask    Latest
	form   Latest
	fresh  fresh
	first  Latest // the names, before the figures are there
	early  bool   // only they are there
}

// The chips of the list.
const (
	OnlyOpen       = "open"
	OnlyClosed     = "closed"
	OnlyMine       = "mine"
	OnlyBelowFloor = "floor"
	OnlyQuiet      = "quiet"
)

// quietDays is after how many days without anything an open matter is quiet.
const quietDays = 60

// MatterChips are the filters of the list.
var MatterChips = []Choice{{Key: OnlyOpen, Text: words.Mark("Open")}, {Key: OnlyClosed, Text: words.Mark("Closed")}, {Key: OnlyMine, Text: words.Mark("Mine")},
	{Key: OnlyBelowFloor, Text: words.Mark("Below trust floor")}, {Key: OnlyQuiet, Text: words.Mark("No activity")}}

type mattersMemory struct {
	Only []string `json:"only"`
	Tab  string   `json:"tab,omitempty"` // of the page
}

func newMatters(h Host) *Matters {
	m := &Matters{h: h, only: []string{OnlyOpen}}
	l := &m.List
	l.bind(h, "matters.list")
	l.Heads = []Column{
		{Key: "code", Label: words.Mark("Matter"), Width: 76, Sortable: true}, {Key: "client", Label: words.Mark("Client"), Width: 150, Min: 84, Flex: 1, Sortable: true},
		{Key: "name", Label: words.Mark("Name"), Width: 180, Min: 90, Flex: 1.3, Sortable: true},
		{Key: "who", Label: words.Mark("Resp."), Width: 54, Sortable: true, Tip: words.Mark("Responsible timekeeper")},
		{Key: "billing", Label: words.Mark("Billing"), Width: 56, Sortable: true, Tip: words.Mark("Who reads its pre-bills")},
		{Key: "area", Label: words.Mark("Practice area"), Width: 120, Min: 70, Sortable: true, Hidden: true},
		{Key: "fee", Label: words.Mark("Fees"), Width: 74, Sortable: true, Hidden: true, Tip: words.Mark("Fee arrangement")},
		{Key: "status", Label: words.Mark("Status"), Width: 66, Pills: true, Sortable: true},
		{Key: "drafts", Label: words.Mark("Drafts"), Width: 82, Right: true, Sortable: true, Tip: words.Mark("Time and costs in draft: not work in progress until released")},
		{Key: "wip", Label: words.Mark("WIP"), Width: 90, Right: true, Sortable: true, Tip: words.Mark("Unbilled: released, or on a pre-bill")},
		{Key: "owed", Label: words.Mark("Receivable"), Width: 92, Right: true, Sortable: true, Tip: words.Mark("Open balances of its invoices")},
		{Key: "trust", Label: words.Mark("Trust"), Width: 92, Right: true, Sortable: true, Tip: words.Mark("Client money that may be paid out today")},
		{Key: "budget", Label: words.Mark("Budget"), Width: 92, Right: true, Sortable: true, Hidden: true, Tip: words.Mark("Fees and costs the client agreed to")},
		{Key: "active", Label: words.Mark("Last activity"), Width: 96, Sortable: true, Tip: words.Mark("Last day on which work, a cost, a bill or a note is dated")},
		{Key: "opened", Label: words.Mark("Opened"), Width: 92, Sortable: true, Hidden: true},
	}
	l.ID = func(r app.MatterRow) int64 { return r.ID }
	l.Cells = func(r app.MatterRow) []Cell {
		if m.early {
			return early(l.Heads, matterCells(r), mattersLate)
		}
		return matterCells(r)
	}
	l.By = map[string]func(a, b app.MatterRow) int{
		"code": by(func(r app.MatterRow) string { return r.Code }), "client": by(func(r app.MatterRow) string { return firm.Fold(r.Client.Name) }),
		"name": by(func(r app.MatterRow) string { return firm.Fold(r.Name) }), "who": by(func(r app.MatterRow) string { return r.Responsible.Code }),
		"billing": by(func(r app.MatterRow) string { return billingOf(r).Code }), "area": by(func(r app.MatterRow) string { return firm.Fold(r.PracticeArea) }),
		"fee": by(func(r app.MatterRow) string { return string(r.Arrangement) }), "status": by(func(r app.MatterRow) string { return string(r.Status) }),
		"drafts": by(func(r app.MatterRow) money.Amount { return r.Drafts }), "wip": by(func(r app.MatterRow) money.Amount { return r.WIP }),
		"owed": by(func(r app.MatterRow) money.Amount { return r.Owed }), "opened": by(func(r app.MatterRow) cal.Date { return r.OpenedOn }),
		"trust": by(func(r app.MatterRow) money.Amount { return firstSum(r.Trust) }), "budget": by(func(r app.MatterRow) money.Amount { return r.Budget }),
		"active": by(func(r app.MatterRow) cal.Date { return r.Active }),
	}
	l.Selected = func() { h.Redraw(m) }
	l.Nothing = m.noMatters
	l.remember()
	return m
}

// mattersLate are the columns that take a walk over the work of the firm.
var mattersLate = []string{"drafts", "wip", "owed", "trust", "active"}

// begin shows the matters by their names while the figures are read; not where
// what is shown, or its order, hangs on them.
func (m *Matters) begin() {
	if m.Loaded || slices.Contains(m.only, OnlyBelowFloor) || slices.Contains(m.only, OnlyQuiet) || slices.Contains(mattersLate, m.List.Order().By) {
		return
	}
	Ask(&m.first, m.h.Runner(), m.h.Desk().RegisterNames, func(r app.Registers, err error) {
		if err != nil || m.Loaded {
			return // what the whole read says is better
		}
		m.rows, m.clients, m.early = r.Matters, r.Clients, true
		m.filter()
		m.h.Redraw(m)
	})
}

// Title implements Screen.
func (m *Matters) Title() string {
	if m.Page != nil {
		return words.L("Matter %s", m.Page.Row.Code)
	}
	return words.L("Matters")
}

// Open implements Screen: "matter 100-01" opens the page of one, with a tab
// after it ("matter 100-01 notes"), "new matter" begins one, "new matter 100"
// for that client; "list" shows the list.
func (m *Matters) Open(arg string) {
	m.shown = true
	noun, key, _ := strings.Cut(arg, " ")
	switch noun {
	case "matter":
		code, tab := key, ""
		if i := strings.LastIndex(key, " "); i > 0 && knownTab(key[i+1:]) {
			code, tab = key[:i], key[i+1:]
		}
		m.want = func() { m.openCode(code, tab) }
	case "new":
		_, client, _ := strings.Cut(key, " ")
		m.want = func() { m.Page = nil; m.startMatter(client) }
	case "list":
		m.Page = nil
	}
	if m.opened && m.fresh.holds(m.h.Today()) {
		m.settle()
		return
	}
	if m.opened {
		m.reload()
		return
	}
	m.opened = true
	Go(m.h.Runner(), func(ctx context.Context) (mattersMemory, error) {
		k := mattersMemory{Only: m.only}
		err := m.h.Desk().Preference(ctx, mattersName, &k)
		return k, err
	}, func(k mattersMemory, err error) {
		if err == nil {
			m.only, m.pageTab = k.Only, k.Tab
		}
		m.reload()
	})
}

// Leave implements Screen.
func (m *Matters) Leave() {
	m.shown = false
	m.ask.Drop()
	m.first.Drop()
	m.form.Drop()
	if m.Page != nil {
		m.Page.read.Drop()
	}
}

// Heard implements Screen. What happens while another screen is in view is read
// when this one is opened again.
func (m *Matters) Heard(e app.Event) {
	m.fresh.spoil()
	if !m.shown {
		return
	}
	switch e.Noun {
	case "", "client", "matter", "timekeeper", "time", "expense", "prebill", "invoice", "payment", "credit", "trust", "trust_account", "note", "party", "rate":
		m.reload()
	}
}

// Escape implements Backer: it shuts the form, then the page of a matter.
func (m *Matters) Escape() bool {
	switch {
	case m.Side != nil:
		m.closeSide()
	case m.Page != nil:
		came := m.Page.came
		m.ClosePage()
		return !came // back to the screen that opened the page
	default:
		return false
	}
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
	app.Registers
	people []firm.Timekeeper
}

func (m *Matters) reload() {
	took := m.fresh.asking(m.h.Today())
	m.begin()
	Ask(&m.ask, m.h.Runner(), func(ctx context.Context) (r mattersRead, err error) {
		d := m.h.Desk()
		if r.Registers, err = d.Registers(ctx); err != nil {
			return r, err
		}
		r.people, err = d.Timekeepers(ctx)
		return r, err
	}, func(r mattersRead, err error) {
		if err != nil {
			m.fresh.forget()
			m.h.Fail(err)
			return
		}
		took()
		m.take(r)
	})
}

func (m *Matters) take(r mattersRead) {
	m.rows, m.clients, m.people, m.Loaded = r.Matters, r.Clients, r.people, true
	m.early = false
	m.first.Drop()
	m.filter()
	m.settle()
}

// settle brings the page and what was asked for to the rows that are held.
func (m *Matters) settle() {
	if p := m.Page; p != nil {
		if i := slices.IndexFunc(m.rows, func(x app.MatterRow) bool { return x.ID == p.Row.ID }); i >= 0 {
			p.take(m.rows[i])
		}
	}
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
	id := m.pick
	if id == 0 {
		return
	}
	m.pick = 0
	if m.List.IndexOf(id) < 0 {
		m.Search.Set("")
		m.filter()
	}
	if m.List.IndexOf(id) < 0 {
		m.only = nil
		m.filter()
	}
	if m.List.IndexOf(id) < 0 {
		return
	}
	m.jump = id
	m.List.Select([]int64{id})
}

// TakeRow is the row the page puts its cursor on, once; 0 for none.
func (m *Matters) TakeRow() int64 {
	id := m.jump
	m.jump = 0
	return id
}

// openCode opens the page of a matter by its code.
func (m *Matters) openCode(code, tab string) {
	i := slices.IndexFunc(m.rows, func(r app.MatterRow) bool { return r.Code == code })
	if i < 0 {
		m.h.Say("There is no matter %s in this book.", code)
		return
	}
	m.pick = m.rows[i].ID
	m.OpenPage(m.rows[i].ID, tab)
	m.Page.came = true
}

// OpenPage opens the page of a matter on a tab; blank is the tab looked at last.
func (m *Matters) OpenPage(id int64, tab string) {
	i := slices.IndexFunc(m.rows, func(r app.MatterRow) bool { return r.ID == id })
	if i < 0 {
		return
	}
	m.closeSide()
	if m.Page == nil {
		m.Page = newMatterPage(m)
	}
	if tab != "" {
		m.Page.setTab(tab)
	}
	m.Page.open(m.rows[i])
	m.h.Redraw(m)
}

// ClosePage goes back to the list, to the matter that was open.
func (m *Matters) ClosePage() {
	if m.Page == nil {
		return
	}
	m.pick = m.Page.Row.ID
	m.Page.read.Drop()
	m.Page = nil
	m.closeSide()
	m.land()
	m.h.Redraw(m)
}

// Step goes to the matter before (-1) or after (+1) in the order of the list; the
// tab stays.
func (m *Matters) Step(by int) {
	if m.Page == nil {
		return
	}
	ids := m.List.AllIDs()
	at := m.List.IndexOf(m.Page.Row.ID)
	to := at + by
	switch {
	case len(ids) == 0:
		return
	case at < 0: // the filter hides the one that is open
		to = 0
	case to < 0:
		m.h.Say("This is the first matter of the list.")
		return
	case to >= len(ids):
		m.h.Say("This is the last matter of the list.")
		return
	}
	m.List.Select([]int64{ids[to]})
	m.jump = ids[to]
	m.OpenPage(ids[to], "")
}

// Place says where the open matter stands in the list: "3 of 32".
func (m *Matters) Place() string {
	if m.Page == nil {
		return ""
	}
	at := m.List.IndexOf(m.Page.Row.ID)
	if at < 0 {
		return ""
	}
	return words.L("%d of %d", at+1, m.List.Len())
}

// SetSearch narrows the list.
func (m *Matters) SetSearch(text string) {
	m.Search.Set(text)
	m.filter()
	m.h.Redraw(m)
}

// Only are the chips that are on.
func (m *Matters) Only() []string { return m.only }

// SetOnly takes the chips that are on; it is kept for the user.
func (m *Matters) SetOnly(on []string) {
	if slices.Equal(on, m.only) {
		return
	}
	m.only = slices.Clone(on)
	m.keep()
	m.filter()
	m.h.Redraw(m)
}

func (m *Matters) keep() { m.h.Prefer(mattersName, mattersMemory{Only: m.only, Tab: m.pageTab}) }

// passes says whether a matter is shown under the chips.
func (m *Matters) passes(r app.MatterRow) bool {
	on := func(chip string) bool { return slices.Contains(m.only, chip) }
	if on(OnlyOpen) != on(OnlyClosed) && on(OnlyOpen) != (r.Status == firm.MatterOpen) {
		return false
	}
	if me := m.h.Facts().Me.ID; on(OnlyMine) && (me == 0 || me != r.ResponsibleID && me != r.BillingID && me != r.OriginatingID) {
		return false
	}
	if on(OnlyBelowFloor) && !belowFloor(r) {
		return false
	}
	return !on(OnlyQuiet) || quiet(r, m.h.Today())
}

func belowFloor(r app.MatterRow) bool {
	return r.TrustFloor > 0 && r.Status == firm.MatterOpen && firstSum(r.Trust) < r.TrustFloor
}

// quiet says that nothing was dated on an open matter for long.
func quiet(r app.MatterRow, today cal.Date) bool {
	return r.Status == firm.MatterOpen && max(r.Active, r.OpenedOn) < today.AddDays(-quietDays)
}

// filter puts what fits the words and the chips into the list.
func (m *Matters) filter() {
	typed := strings.Fields(firm.Fold(m.Search.Text))
	var matters []app.MatterRow
	var drafts, wip, owed, held, budget []app.TrustSum
	for _, r := range m.rows {
		if !m.passes(r) || !hasAll(firm.Fold(r.Code, r.Name, r.Client.Code, r.Client.Name, r.PracticeArea, r.ClientMatterID, r.ClaimNo), typed) {
			continue
		}
		matters = append(matters, r)
		cur := r.Client.Currency
		for _, x := range []struct {
			to *[]app.TrustSum
			a  money.Amount
		}{{&drafts, r.Drafts}, {&wip, r.WIP}, {&owed, r.Owed}, {&budget, r.Budget}} {
			*x.to = addSum(*x.to, app.TrustSum{Currency: cur, Available: x.a})
		}
		for _, s := range r.Trust {
			held = addSum(held, s)
		}
	}
	totals := map[string]string{}
	if !m.early {
		totals = map[string]string{"drafts": sumText(drafts), "wip": sumText(wip), "owed": sumText(owed), "trust": sumText(held), "budget": sumText(budget)}
	}
	m.List.Show(matters, words.N(len(matters), "%d matter", "%d matters", len(matters)), totals)
}
