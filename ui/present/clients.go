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

const clientsName = "clients"

// ClientsRoute is the register of clients, and where conflicts are searched.
var ClientsRoute = Route[*Clients]{
	Name: clientsName, Title: words.Mark("Clients"), Group: words.Mark("Clients"), Icon: "clients", Key: "Ctrl+6", Opens: []string{"client"}, New: newClients,
	Offers: []Offer{{ID: "new.client", Title: words.Mark("New client"), Arg: "new client"}, {ID: "conflicts", Title: words.Mark("Check a name for conflicts"), Arg: "conflicts"}},
}

// The tabs of the screen.
const (
	TabClients   = "clients"
	TabConflicts = "conflicts"
)

// The chips of the register.
const (
	OnlyActive   = "active"
	OnlyArchived = "archived"
	OnlyOwing    = "owing"
	OnlyTrust    = "trust"
)

// ClientChips are the filters of the register.
var ClientChips = []Choice{{Key: OnlyActive, Text: words.Mark("Active")}, {Key: OnlyArchived, Text: words.Mark("Archived")}, {Key: OnlyOwing, Text: words.Mark("Owing")}, {Key: OnlyTrust, Text: words.Mark("With trust money")}}

// Clients is the register of clients with the card of the chosen one.
type Clients struct {
	h   Host
	Tab string

	List      ShortList[app.ClientRow]
	Search    Field
	Loaded    bool
	Card      *ClientCard
	Conflicts *Conflicts
	Side      *SideForm

	only    []string
	rows    []app.ClientRow
	matters []app.MatterRow

	opened bool
	shown  bool
	want   func()
	pick   int64
	jump   int64
	ask    Latest
	fresh  fresh
	first  Latest // the names, before the figures are there
	early  bool   // only they are there
}

type clientsMemory struct {
	Only []string `json:"only"`
	Tab  string   `json:"tab,omitempty"` // of the card
}

func newClients(h Host) *Clients {
	c := &Clients{h: h, Tab: TabClients, only: []string{OnlyActive}}
	l := &c.List
	l.bind(h, "clients.list")
	l.Heads = []Column{
		{Key: "code", Label: words.Mark("Client"), Width: 78, Sortable: true}, {Key: "name", Label: words.Mark("Name"), Width: 170, Min: 96, Flex: 1, Sortable: true},
		{Key: "open", Label: words.Mark("Matters"), Width: 68, Right: true, Sortable: true, Tip: words.Mark("Open matters")},
		{Key: "wip", Label: words.Mark("WIP"), Width: 92, Right: true, Sortable: true, Tip: words.Mark("Unbilled: released, or on a pre-bill")},
		{Key: "owed", Label: words.Mark("Receivable"), Width: 92, Right: true, Sortable: true, Tip: words.Mark("Open balances of its invoices")},
		{Key: "trust", Label: words.Mark("Trust"), Width: 92, Right: true, Sortable: true, Tip: words.Mark("Client money that may be paid out today")},
		{Key: "paid", Label: words.Mark("Last payment"), Width: 100, Sortable: true},
		{Key: "email", Label: words.Mark("E-mail"), Width: 160, Min: 70, Sortable: true, Hidden: true}, {Key: "terms", Label: words.Mark("Terms"), Width: 84, Right: true, Hidden: true, Tip: words.Mark("Days from invoice to due date")},
		{Key: "active", Label: words.Mark("Last activity"), Width: 96, Sortable: true, Hidden: true},
		{Key: "status", Label: words.Mark("Status"), Width: 78, Pills: true, Hidden: true},
	}
	l.ID = func(r app.ClientRow) int64 { return r.ID }
	l.Cells = func(r app.ClientRow) []Cell {
		if c.early {
			return early(l.Heads, c.cells(r), clientsLate)
		}
		return c.cells(r)
	}
	l.By = map[string]func(a, b app.ClientRow) int{
		"code": by(func(r app.ClientRow) string { return r.Code }), "name": by(func(r app.ClientRow) string { return firm.Fold(r.Name) }), "open": by(func(r app.ClientRow) int { return r.Open }),
		"wip": by(func(r app.ClientRow) money.Amount { return r.WIP }), "owed": by(func(r app.ClientRow) money.Amount { return r.Owed }), "trust": by(func(r app.ClientRow) money.Amount { return firstSum(r.Trust) }),
		"paid": by(func(r app.ClientRow) cal.Date { return r.Last.On }), "email": by(func(r app.ClientRow) string { return r.Email }), "active": by(func(r app.ClientRow) cal.Date { return r.Active }),
	}
	l.Selected = c.follow
	l.Nothing = c.nothing
	l.remember()
	c.Card = newClientCard(c)
	c.Conflicts = newConflicts(c)
	return c
}

// clientsLate are the columns that take a walk over the work of the firm.
var clientsLate = []string{"wip", "owed", "trust", "active"}

// begin shows the clients by their names while the figures are read; not where
// what is shown, or its order, hangs on them.
func (c *Clients) begin() {
	if c.Loaded || slices.Contains(c.only, OnlyOwing) || slices.Contains(c.only, OnlyTrust) || slices.Contains(clientsLate, c.List.Order().By) {
		return
	}
	Ask(&c.first, c.h.Runner(), c.h.Desk().RegisterNames, func(r app.Registers, err error) {
		if err != nil || c.Loaded {
			return // what the whole read says is better
		}
		c.rows, c.matters, c.early = r.Clients, r.Matters, true
		c.filter()
		c.h.Redraw(c)
	})
}

// Title implements Screen.
func (c *Clients) Title() string {
	if c.Tab == TabConflicts {
		return words.L("Conflicts")
	}
	return words.L("Clients")
}

// Open implements Screen: "client 100" shows one, "new client" begins one,
// "conflicts" searches a name, "conflicts Harbor Realty" that one.
func (c *Clients) Open(arg string) {
	c.shown = true
	noun, key, _ := strings.Cut(arg, " ")
	switch noun {
	case "client":
		c.want = func() { c.find(key) }
	case "new":
		c.want = func() { c.Tab = TabClients; c.StartClient() }
	case "conflicts":
		c.Tab, c.Side = TabConflicts, nil
		c.Conflicts.begin(key)
	}
	if c.opened && c.fresh.holds(c.h.Today()) {
		c.settle()
		return
	}
	if c.opened {
		c.reload()
		return
	}
	c.opened = true
	Go(c.h.Runner(), func(ctx context.Context) (clientsMemory, error) {
		k := clientsMemory{Only: c.only}
		err := c.h.Desk().Preference(ctx, clientsName, &k)
		return k, err
	}, func(k clientsMemory, err error) {
		if err == nil {
			c.only = k.Only
			c.Card.useTab(k.Tab)
		}
		c.reload()
	})
}

// Leave implements Screen.
func (c *Clients) Leave() {
	c.shown = false
	c.ask.Drop()
	c.first.Drop()
	c.Card.read.Drop()
}

// Heard implements Screen.
func (c *Clients) Heard(e app.Event) {
	c.fresh.spoil()
	if !c.shown {
		return
	}
	switch e.Noun {
	case "", "client", "matter", "time", "expense", "prebill", "invoice", "payment", "credit", "trust", "trust_account", "note", "firm":
		c.reload()
	}
}

// Escape implements Backer.
func (c *Clients) Escape() bool {
	switch {
	case c.Side != nil:
		c.Side = nil
	case c.Tab == TabConflicts && c.Conflicts.came:
		c.Conflicts.came = false
		c.Tab = TabClients
		c.h.Redraw(c)
		return false // back to the screen the search was begun from
	case c.Tab == TabConflicts:
		c.Tab = TabClients
	default:
		return false
	}
	c.h.Redraw(c)
	return true
}

func (c *Clients) show(f *SideForm) {
	f.onClose = func() { c.Side = nil }
	c.Side = f
	c.h.Redraw(c)
}

func (c *Clients) reload() {
	took := c.fresh.asking(c.h.Today())
	c.begin()
	Ask(&c.ask, c.h.Runner(), func(ctx context.Context) (app.Registers, error) { return c.h.Desk().Registers(ctx) }, func(r app.Registers, err error) {
		if err != nil {
			c.fresh.forget()
			c.h.Fail(err)
			return
		}
		took()
		c.take(r)
	})
}

func (c *Clients) take(r app.Registers) {
	c.rows, c.matters, c.Loaded = r.Clients, r.Matters, true
	c.early = false
	c.first.Drop()
	c.filter()
	c.settle()
}

// settle brings the card and what was asked for to the rows that are held.
func (c *Clients) settle() {
	if want := c.want; want != nil {
		c.want = nil
		want()
	}
	c.land()
	if len(c.List.Selection()) == 0 && c.List.Len() > 0 && c.Side == nil {
		c.List.Select(c.List.IDs(0, 0)) // a card is always there
	}
	c.follow()
	c.h.Redraw(c)
}

func (c *Clients) land() {
	id := c.pick
	if id == 0 {
		return
	}
	c.pick = 0
	if c.List.IndexOf(id) < 0 {
		c.Search.Set("")
		c.only = nil
		c.filter()
	}
	if c.List.IndexOf(id) >= 0 {
		c.jump = id
		c.List.Select([]int64{id})
	}
}

// TakeRow is the row the page puts its cursor on, once; 0 for none.
func (c *Clients) TakeRow() int64 {
	id := c.jump
	c.jump = 0
	return id
}

func (c *Clients) find(code string) {
	i := slices.IndexFunc(c.rows, func(r app.ClientRow) bool { return r.Code == code })
	if i < 0 {
		c.h.Say("There is no client %s in this book.", code)
		return
	}
	c.Tab, c.pick = TabClients, c.rows[i].ID
}

// follow brings the card to the selected client.
func (c *Clients) follow() {
	if r, ok := c.Client(); ok {
		c.Card.show(r)
	} else {
		c.Card.show(app.ClientRow{})
	}
	c.h.Redraw(c)
}

// Client is the one that is selected.
func (c *Clients) Client() (app.ClientRow, bool) { return single(c.List.Picked()) }

// SetTab shows the register or the search for conflicts.
func (c *Clients) SetTab(tab string) {
	if c.Tab != tab {
		c.Tab, c.Side = tab, nil
		if tab == TabConflicts {
			c.Conflicts.begin("")
			c.Conflicts.came = false
		}
		c.h.Redraw(c)
	}
}

// SetSearch narrows the register.
func (c *Clients) SetSearch(text string) {
	c.Search.Set(text)
	c.filter()
	c.h.Redraw(c)
}

// Only are the chips that are on.
func (c *Clients) Only() []string { return c.only }

// SetOnly takes the chips that are on; it is kept for the user.
func (c *Clients) SetOnly(on []string) {
	if slices.Equal(on, c.only) {
		return
	}
	c.only = slices.Clone(on)
	c.keep()
	c.filter()
	c.h.Redraw(c)
}

func (c *Clients) keep() { c.h.Prefer(clientsName, clientsMemory{Only: c.only, Tab: c.Card.Tab}) }

func (c *Clients) passes(r app.ClientRow) bool {
	on := func(chip string) bool { return slices.Contains(c.only, chip) }
	if on(OnlyActive) != on(OnlyArchived) && on(OnlyArchived) != r.Archived {
		return false
	}
	return (!on(OnlyOwing) || r.Owed != 0) && (!on(OnlyTrust) || slices.ContainsFunc(r.Trust, func(s app.TrustSum) bool { return s.Book != 0 }))
}

func (c *Clients) filter() {
	typed := strings.Fields(firm.Fold(c.Search.Text))
	var list []app.ClientRow
	var wip, owed, held []app.TrustSum
	for _, r := range c.rows {
		if !c.passes(r) || !hasAll(firm.Fold(r.Code, r.Name, r.Email, r.Address.City), typed) {
			continue
		}
		list = append(list, r)
		wip, owed = addSum(wip, app.TrustSum{Currency: r.Currency, Available: r.WIP}), addSum(owed, app.TrustSum{Currency: r.Currency, Available: r.Owed})
		for _, s := range r.Trust {
			held = addSum(held, s)
		}
	}
	totals := map[string]string{}
	if !c.early {
		totals = map[string]string{"wip": sumText(wip), "owed": sumText(owed), "trust": sumText(held)}
	}
	c.List.Show(list, words.N(len(list), "%d client", "%d clients", len(list)), totals)
}

func (c *Clients) cells(r app.ClientRow) []Cell {
	terms := Cell{Text: words.N(r.TermsDays, "%d day", "%d days", r.TermsDays)}
	if r.TermsDays < 0 {
		days := c.h.Facts().Firm.TermsDays
		terms = Cell{Text: words.N(days, "%d day", "%d days", days), Muted: true}
	}
	status := Cell{}
	if r.Archived {
		status = Cell{Text: words.L("Archived"), Tone: Neutral, Pill: true}
	}
	return []Cell{{Text: r.Code, Bold: !r.Archived, Muted: r.Archived}, {Text: r.Name, Muted: r.Archived}, countCell(r.Open), quietMoney(r.WIP, r.Currency), quietMoney(r.Owed, r.Currency), sumsCell(r.Trust),
		dayCell(r.Last.On), {Text: r.Email, Muted: true}, terms, dayCell(r.Active), status}
}

func (c *Clients) nothing() Empty {
	switch {
	case len(c.rows) == 0 && !c.h.Desk().MaySetMatters():
		return Empty{Symbol: "clients", Title: words.L("No client yet"), Text: words.L("Clients are added by somebody with the right to set them up.")}
	case len(c.rows) == 0:
		return Empty{Symbol: "clients", Title: words.L("Add the first client"), Text: words.L("A client is whom the firm bills: name, address and terms stand on every invoice. Matters of the client follow."),
			Action: words.L("New client"), Do: c.StartClient}
	case c.Search.Text != "":
		return Empty{Symbol: "search", Title: words.L("No client fits"), Text: words.L("No client under these filters has these words."), Action: words.L("Show all clients"), Do: func() { c.Search.Set(""); c.SetOnly(nil); c.filter(); c.h.Redraw(c) }}
	case slices.Equal(c.only, []string{OnlyActive}):
		return Empty{Symbol: "clients", Title: words.L("Every client is archived"), Text: words.L("They are kept, and can be looked up."), Action: words.L("Show them"), Do: func() { c.SetOnly(nil) }}
	}
	return Empty{Symbol: "done", Title: words.L("No client is under these filters"), Text: words.L("Take a filter off to see more clients."), Action: words.L("Show all clients"), Do: func() { c.SetOnly(nil) }}
}
