package present

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/firm"
)

// Matter is the one that is selected.
func (m *Matters) Matter() (app.MatterRow, bool) { return single(m.List.Picked()) }

// Client is the one that is selected.
func (m *Matters) Client() (ClientRow, bool) { return single(m.Clients.Picked()) }

// Person is the timekeeper that is selected.
func (m *Matters) Person() (firm.Timekeeper, bool) { return single(m.People.Picked()) }

func single[R any](rows []R) (R, bool) {
	if len(rows) != 1 {
		var none R
		return none, false
	}
	return rows[0], true
}

// Edit opens what is selected in the list in view.
func (m *Matters) Edit() {
	switch m.Tab {
	case TabClients:
		m.EditClient()
	case TabPeople:
		m.EditPerson()
	default:
		m.EditMatter()
	}
}

// Commands implements Doer.
func (m *Matters) Commands() []Command {
	d := m.h.Desk()
	set, people := "", ""
	if !d.MaySetMatters() {
		set = m.mayOnlyRead("clients and matters")
	}
	if !d.MaySetUp() {
		people = m.mayOnlyRead("people and rates")
	}
	row, _ := m.Matter()
	none, open, closed, client := "", set, set, ""
	if row.ID == 0 {
		none = "Select a matter first."
		open, closed = none, none
	} else if row.Status == firm.MatterClosed {
		open = fmt.Sprintf("Matter %s is closed.", row.Code)
	} else {
		closed = fmt.Sprintf("Matter %s is open.", row.Code)
	}
	if set != "" {
		open, closed = set, set
	}
	if _, ok := m.chosenClient(); !ok {
		client = "Select a matter or a client first."
	}
	rate := people
	if rate == "" {
		rate = client
	}
	enter := none
	if enter == "" && row.Status == firm.MatterClosed {
		enter = open
	}
	return []Command{
		{ID: "matters.matter", Title: "New matter", Off: set}, {ID: "matters.client", Title: "New client", Off: set}, {ID: "matters.person", Title: "New timekeeper", Off: people},
		{ID: "matters.edit", Title: "Open what is selected"}, {ID: "matters.client.edit", Title: "Open the client", Off: client}, {ID: "matters.rate", Title: "Agreed rate", Off: rate},
		{ID: "matters.close", Title: "Close the matter", Off: open}, {ID: "matters.reopen", Title: "Open the matter again", Off: closed}, {ID: "matters.time", Title: "Enter time on the matter", Off: enter},
	}
}

// Do implements Doer.
func (m *Matters) Do(id string) bool {
	switch id {
	case "new":
		id = map[string]string{TabMatters: "matters.matter", TabClients: "matters.client", TabPeople: "matters.person"}[m.Tab]
	case "edit":
		id = "matters.edit"
	}
	for _, c := range m.Commands() {
		if c.ID == id && c.Off != "" {
			m.h.Say("%s", c.Off)
			return true
		}
	}
	switch id {
	case "matters.matter":
		m.StartMatter()
	case "matters.client":
		m.StartClient()
	case "matters.person":
		m.StartPerson()
	case "matters.edit":
		m.Edit()
	case "matters.client.edit":
		m.EditClient()
	case "matters.rate":
		m.StartRate()
	case "matters.close":
		m.StartClose()
	case "matters.reopen":
		m.Reopen()
	case "matters.time":
		r, _ := m.Matter()
		m.h.Go(todayName, "matter "+r.Code)
	default:
		return false
	}
	return true
}

// StartClient adds a client.
func (m *Matters) StartClient() {
	if m.refused(m.h.Desk().MaySetMatters(), "clients and matters") {
		return
	}
	f := m.clientForm("matters.client", "New client", "Add the client", firm.Client{Code: nextClientCode(m.clients), TermsDays: -1, Currency: m.h.Facts().Currency()})
	f.send = func(f *SideForm) {
		req := app.AddClient{Request: app.Request{Key: f.Key}, Code: f.Text("code"), Name: f.Text("name"), Address: address(f), Email: f.Text("email"),
			Currency: f.Text("currency"), LEDESClientID: f.Text("ledes_client_id"), Instructions: f.Text("instructions")}
		terms, ok := days(f, "terms_days")
		if !ok {
			return
		}
		if f.Text("terms_days") != "" {
			req.TermsDays = &terms
		}
		sendAct(f, func(ctx context.Context) (firm.Client, error) { return m.h.Desk().AddClient(ctx, req) }, func(c firm.Client) {
			m.closeSide()
			m.saved(TabClients, c.ID, "Client %s added. Its first matter comes next.", c.Code)
		})
	}
	m.show(f)
}

// clientForm is the form of a client as it is.
func (m *Matters) clientForm(id, title, submit string, c firm.Client) *SideForm {
	terms := ""
	if c.TermsDays >= 0 {
		terms = fmt.Sprint(c.TermsDays)
	}
	f := newSideForm(m.h, m, id, title, submit,
		textIn("name", "Name", c.Name).hint("As bills are addressed"), textIn("code", "Code", c.Code).hint("Used in lists and LEDES files"),
		textIn("address1", "Address", c.Address.Line1), textIn("address2", "Second line", c.Address.Line2).optional(), textIn("city", "City", c.Address.City),
		textIn("region", "State or region", c.Address.Region), textIn("postcode", "Postcode", c.Address.Postcode), textIn("country", "Country", c.Address.Country).optional(),
		textIn("email", "E-mail", c.Email).optional(), textIn("terms_days", "Days to pay", terms).hint(fmt.Sprintf("Blank: the firm's, %d", m.h.Facts().Firm.TermsDays)).optional(),
		textIn("currency", "Currency", string(c.Currency)).hint("Three letters, as USD"), textIn("ledes_client_id", "Number in LEDES files", c.LEDESClientID).hint("Blank: the code").optional(),
		longIn("instructions", "Billing instructions", c.Instructions))
	f.places = duplicates
	return f
}

func address(f *SideForm) firm.Address {
	return firm.Address{Line1: f.Text("address1"), Line2: f.Text("address2"), City: f.Text("city"), Region: f.Text("region"), Postcode: f.Text("postcode"), Country: f.Text("country")}
}

// EditClient opens the client that is selected, or that of the selected matter.
func (m *Matters) EditClient() {
	c, ok := m.chosenClient()
	if !ok {
		m.h.Say("Select a client first.")
		return
	}
	f := m.clientForm("matters.client.edit", "Client "+c.Code, "Save the client", c)
	f.Inputs = append(f.Inputs, checkIn("archived", "Archived: takes no new matters", c.Archived))
	f.send = func(f *SideForm) {
		terms, ok := days(f, "terms_days")
		if !ok {
			return
		}
		if f.Text("terms_days") == "" {
			terms = -1 // the firm's
		}
		text := func(path string) *string { s := f.Text(path); return &s }
		where, archived := address(f), f.On("archived")
		req := app.SetClient{Request: app.Request{Key: f.Key}, Code: c.Code, Version: c.RowVersion, NewCode: text("code"), Name: text("name"), Address: &where, Email: text("email"),
			TermsDays: &terms, Currency: text("currency"), LEDESClientID: text("ledes_client_id"), Instructions: text("instructions"), Archived: &archived}
		sendAct(f, func(ctx context.Context) (firm.Client, error) { return m.h.Desk().SetClient(ctx, req) }, func(c firm.Client) {
			m.closeSide()
			if m.Tab == TabClients {
				m.pick = rowOfTab{TabClients, c.ID}
			}
			m.h.Say("Client %s saved.", c.Code)
			m.reload()
		})
	}
	if !m.h.Desk().MaySetMatters() {
		f.look(m.mayOnlyRead("clients and matters"))
	}
	m.show(f)
}

var classes = []Choice{{Key: "PARTNR", Text: "Partner"}, {Key: "ASSOC", Text: "Associate"}, {Key: "COUNSEL", Text: "Counsel"}, {Key: "PARALG", Text: "Paralegal"}, {Key: "CLERK", Text: "Clerk"}}

// className is a class in words; classes of a receiver stay as they are.
func className(class string) string {
	for _, c := range classes {
		if c.Key == class {
			return c.Text
		}
	}
	return class
}

// classChoices are the usual classes, and those the firm's people have.
func (m *Matters) classChoices() []Choice {
	list := slices.Clone(classes)
	for _, t := range m.people {
		if !slices.ContainsFunc(list, func(c Choice) bool { return c.Key == t.Class }) {
			list = append(list, Choice{Key: t.Class, Text: t.Class})
		}
	}
	return list
}

// StartPerson adds a timekeeper.
func (m *Matters) StartPerson() {
	if m.refused(m.h.Desk().MaySetUp(), "people and rates") {
		return
	}
	f := m.personForm("matters.person", "New timekeeper", "Add the timekeeper", firm.Timekeeper{Class: "ASSOC"})
	proposed := ""
	f.edited = func(f *SideForm, path string) {
		if code := f.In("code"); (path == "first_name" || path == "last_name") && code.Text == proposed {
			proposed = initials(f.Text("first_name") + " " + f.Text("last_name"))
			code.Text, code.Fault = proposed, ""
		}
	}
	f.send = func(f *SideForm) {
		req := app.AddTimekeeper{Request: app.Request{Key: f.Key}, Code: f.Text("code"), FirstName: f.Text("first_name"), LastName: f.Text("last_name"), Class: f.Text("class"),
			StandardRate: f.Text("standard_rate"), Email: f.Text("email"), StartDate: f.Text("start_date"), EndDate: f.Text("end_date")}
		sendAct(f, func(ctx context.Context) (firm.Timekeeper, error) { return m.h.Desk().AddTimekeeper(ctx, req) }, func(t firm.Timekeeper) {
			m.closeSide()
			m.saved(TabPeople, t.ID, "Timekeeper %s added.", t.Code)
		})
	}
	m.show(f)
}

func (m *Matters) personForm(id, title, submit string, t firm.Timekeeper) *SideForm {
	rate := ""
	if t.StandardRate != 0 {
		rate = t.StandardRate.Plain()
	}
	day := func(path, label, hint string, text string) *Input {
		return &Input{Path: path, Label: label, Hint: hint, Kind: DateInput, Field: Field{Text: text}}
	}
	from, until := "", ""
	if !t.StartDate.IsZero() {
		from = t.StartDate.String()
	}
	if !t.EndDate.IsZero() {
		until = t.EndDate.String()
	}
	f := newSideForm(m.h, m, id, title, submit, textIn("first_name", "First name", t.FirstName), textIn("last_name", "Last name", t.LastName),
		textIn("code", "Code", t.Code).hint("Usually the initials"), choiceIn("class", "Class", t.Class, m.classChoices()...),
		textIn("standard_rate", "Standard rate of an hour", rate).hint("Holds where no other rate is agreed"),
		day("start_date", "From", "Blank: no first day", from), day("end_date", "Until", "Last day; no work may be dated after it", until), textIn("email", "E-mail", t.Email).optional())
	f.places = duplicates
	return f
}

func initials(name string) string {
	var code strings.Builder
	for _, w := range strings.Fields(name) {
		code.WriteString(strings.ToUpper(string([]rune(w)[:1])))
	}
	return code.String()
}

// EditPerson opens the selected timekeeper.
func (m *Matters) EditPerson() {
	t, ok := m.Person()
	if !ok {
		m.h.Say("Select a timekeeper first.")
		return
	}
	f := m.personForm("matters.person.edit", t.Name(), "Save", t)
	f.Note = "A new rate holds for work entered from now on."
	f.send = func(f *SideForm) {
		text := func(path string) *string { s := f.Text(path); return &s }
		req := app.SetTimekeeper{Request: app.Request{Key: f.Key}, Code: t.Code, Version: t.RowVersion, NewCode: text("code"), FirstName: text("first_name"), LastName: text("last_name"),
			Class: text("class"), StandardRate: text("standard_rate"), Email: text("email"), StartDate: text("start_date"), EndDate: text("end_date")}
		sendAct(f, func(ctx context.Context) (firm.Timekeeper, error) { return m.h.Desk().SetTimekeeper(ctx, req) }, func(t firm.Timekeeper) {
			m.closeSide()
			m.saved(TabPeople, t.ID, "Timekeeper %s saved.", t.Code)
		})
	}
	if !m.h.Desk().MaySetUp() {
		f.look(m.mayOnlyRead("people and rates"))
	}
	m.show(f)
}

// StartRate agrees a rate for the selected matter or its client.
func (m *Matters) StartRate() {
	if m.refused(m.h.Desk().MaySetUp(), "people and rates") {
		return
	}
	c, ok := m.chosenClient()
	if !ok {
		m.h.Say("Select a matter or a client first.")
		return
	}
	scopes := []Choice{{Key: string(firm.ScopeClient), Text: "All matters of client " + c.Code}}
	matter := ""
	if r, ok := m.Matter(); ok && m.Tab == TabMatters {
		matter = r.Code
		scopes = slices.Insert(scopes, 0, Choice{Key: string(firm.ScopeMatter), Text: "Matter " + r.Code})
	}
	who := []Choice{{Key: "", Text: "Everybody"}}
	for _, t := range m.people {
		who = append(who, Choice{Key: "timekeeper " + t.Code, Text: t.Code + "  " + t.Name()})
	}
	for _, k := range m.classChoices() {
		who = append(who, Choice{Key: "class " + k.Key, Text: "Class " + strings.ToLower(k.Text)})
	}
	f := newSideForm(m.h, m, "matters.rate", "Agreed rate", "Agree the rate", choiceIn("scope", "Holds for", scopes[0].Key, scopes...), choiceIn("who", "Work of", "", who...),
		textIn("rate", "Rate of an hour", ""), dateIn("from", "From", m.h.Today()).hint("Of the work's date"),
		checkIn("supersede", "Ends the rate that held before", true))
	f.Note = "A rate for a person stands before one for a class, the matter's before the client's. Work already entered keeps its rate."
	f.Focus = "who"
	f.places = duplicates
	f.send = func(f *SideForm) {
		req := app.AddRate{Request: app.Request{Key: f.Key}, Scope: f.Text("scope"), Key: c.Code, Rate: f.Text("rate"), From: f.Text("from"), Supersede: f.On("supersede")}
		if req.Scope == string(firm.ScopeMatter) {
			req.Key = matter
		}
		switch kind, code, _ := strings.Cut(f.Text("who"), " "); kind {
		case "timekeeper":
			req.Timekeeper = code
		case "class":
			req.Class = code
		}
		sendAct(f, func(ctx context.Context) (firm.RateRow, error) {
			r, err := m.h.Desk().AddRate(ctx, req)
			return r, atPaths(err, map[string]string{"timekeeper": "who", "class": "who", "key": "scope"}, "")
		}, func(r firm.RateRow) {
			m.closeSide()
			m.h.Say("Rate %s agreed for %s %s, %s.", r.Rate.Format(), req.Scope, req.Key, period(r.From, r.To))
		})
	}
	m.show(f)
}

// StartClose closes the selected matter; what stands in the way is shown first.
func (m *Matters) StartClose() {
	r, ok := m.Matter()
	if !ok {
		m.h.Say("Select a matter first.")
		return
	}
	cur := r.Client.Currency
	var left []Figure
	var held []string
	for _, s := range r.Trust {
		if s.Book != 0 {
			held = append(held, s.Book.WithSymbol(s.Currency))
			left = append(left, Figure{Key: "trust", Label: "In trust", Value: s.Book.WithSymbol(s.Currency), Tone: Bad})
		}
	}
	for _, x := range []Figure{{Key: "wip", Label: "Unbilled", Value: r.WIP.WithSymbol(cur)}, {Key: "drafts", Label: "In draft", Value: r.Drafts.WithSymbol(cur)}, {Key: "owed", Label: "Receivable", Value: r.Owed.WithSymbol(cur)}} {
		x.Tone = Warn
		if amount := map[string]int64{"wip": int64(r.WIP), "drafts": int64(r.Drafts), "owed": int64(r.Owed)}[x.Key]; amount != 0 {
			left = append(left, x)
		}
	}
	f := newSideForm(m.h, m, "matters.close", "Close matter "+r.Code, "Close the matter", dateIn("on", "Closed on", m.h.Today()), &Input{Path: "left", Kind: NoteInput, Figures: left})
	f.places = map[string]string{"matter.invalid": "on"}
	switch {
	case len(held) > 0:
		f.Note = "Client money is held for this matter: " + strings.Join(held, ", ") + ". Apply it to the bills or return it first."
	case len(left) > 0:
		f.Note = "A closed matter takes no new work. What is left can still be billed and paid."
	default:
		f.Note = "Nothing is left on it. A closed matter takes no new work, and can be opened again."
	}
	f.send = func(f *SideForm) {
		req := app.CloseMatter{Request: app.Request{Key: f.Key}, Code: r.Code, On: f.Text("on")}
		sendAct(f, func(ctx context.Context) (app.MatterClosed, error) {
			c, err := m.h.Desk().CloseMatter(ctx, req)
			return c, atPaths(err, map[string]string{"closed_on": "on"}, "")
		}, func(c app.MatterClosed) {
			m.closeSide()
			m.h.Say("Matter %s closed on %s.", c.Matter.Code, c.Matter.ClosedOn.Short())
			if len(c.Warnings) > 0 {
				m.h.Tell(Notice{Tone: Warn, Text: strings.Join(c.Warnings, " "), Action: "Open it again", Do: func() { m.reopen(c.Matter.Code) }})
			}
			m.reload()
		})
	}
	m.show(f)
}

// Reopen opens the selected closed matter again.
func (m *Matters) Reopen() {
	if r, ok := m.Matter(); ok {
		m.reopen(r.Code)
	}
}

func (m *Matters) reopen(code string) {
	Go(m.h.Runner(), func(ctx context.Context) (firm.Matter, error) {
		return m.h.Desk().OpenMatter(ctx, app.OpenMatter{Code: code})
	}, func(x firm.Matter, err error) {
		if err != nil {
			m.h.Fail(err)
			return
		}
		m.saved(TabMatters, x.ID, "Matter %s is open again.", x.Code)
	})
}
