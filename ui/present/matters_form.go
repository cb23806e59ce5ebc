package present

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// newClient is the key of the choice that adds the client with its matter; codes
// are never blank at their beginning.
const newClient = " new"

// duplicates are the fields a taken code is told at.
var duplicates = map[string]string{"client.duplicate": "code", "matter.duplicate": "code", "timekeeper.duplicate": "code", "matter.has_facts": "client",
	"client.currency": "currency", "client.open_matters": "archived", "rate.overlap": "from", "from.required": "from"}

func (m *Matters) person(id int64) string {
	for _, t := range m.people {
		if t.ID == id {
			return t.Code
		}
	}
	return ""
}

func (m *Matters) personChoices(none string) []Choice {
	list := []Choice{{Key: "", Text: none}}
	for _, t := range m.people {
		list = append(list, Choice{Key: t.Code, Text: t.Code + "  " + t.Name()})
	}
	return list
}

var codeSetWords = map[string]string{"litigation": "Litigation (L100 to L500)", "counseling": "Counseling", "bankruptcy": "Bankruptcy", "project": "Project",
	"ediscovery": "E-discovery", "m-and-a": "Mergers and acquisitions", "patent": "Patent", "trademark": "Trademark", "uk-j": "UK J-codes"}

// codeSets are the sets of task codes of the book. Sets of activities,
// expenses and classes go with every matter.
func (m *Matters) codeSets(now string) []Choice {
	list := []Choice{{Key: "", Text: "None asked"}}
	seen := map[string]bool{}
	for _, c := range m.h.Facts().Codes {
		if seen[c.Set] || c.Set == "activity" || strings.HasPrefix(c.Set, "expense") || strings.HasPrefix(c.Set, "class") {
			continue
		}
		seen[c.Set] = true
		text := codeSetWords[c.Set]
		if text == "" {
			text = c.Set
		}
		list = append(list, Choice{Key: c.Set, Text: text})
	}
	if now != "" && !seen[now] {
		list = append(list, Choice{Key: now, Text: now})
	}
	return list
}

// clientIn finds a client; the one that is not there yet is offered first, and
// after what was found.
func (m *Matters) clientIn() *Input {
	d := m.h.Desk()
	in := &Input{Path: "client", Label: "Client", Kind: FindInput}
	in.Find = func(ctx context.Context, text string) ([]Choice, error) {
		list, err := d.Clients(ctx, app.ClientFilter{Text: text, Limit: findLimit})
		if err != nil {
			return nil, err
		}
		var found []Choice
		for _, c := range list {
			found = append(found, clientChoice(c))
		}
		return append(found, newClientChoice(strings.TrimSpace(text))), nil
	}
	in.Offer = func() []Choice {
		list := []Choice{newClientChoice("")}
		for _, c := range m.clients {
			if !c.Archived && len(list) <= findLimit {
				list = append(list, clientChoice(c.Client))
			}
		}
		return list
	}
	return in
}

const newClientWords = "New client"

func newClientChoice(name string) Choice {
	text := newClientWords
	if name != "" {
		text += ": " + name
	}
	return Choice{Noun: "new", Key: newClient, Text: text, More: "Added together with the matter"}
}

// StartMatter adds a matter, with its client where that is new.
func (m *Matters) StartMatter() {
	if m.refused(m.h.Desk().MaySetMatters(), "clients and matters") {
		return
	}
	cur := m.h.Facts().Currency()
	f := m.matterForm("matters.matter", "New matter", "Add the matter", app.MatterRow{Client: firm.Client{Currency: cur}})
	f.In("opened_on").Text = m.h.Today().String()
	f.In("code_set").Text = m.h.Facts().Firm.CodeSet
	if me := m.h.Facts().Me; me.ID != 0 {
		f.In("responsible").Text = me.Code
	} else if len(m.people) == 1 {
		f.In("responsible").Text = m.people[0].Code
	}
	proposed, proposedClient := "", ""
	f.edited = func(f *SideForm, path string) {
		m.matterEdited(f)
		if path != "client" && path != "client_code" {
			return
		}
		in, fresh := f.In("client"), f.In("client").Choice.Key == newClient
		code := f.In("client_code")
		if fresh && code.Text == proposedClient {
			proposedClient = nextClientCode(m.clients)
			code.Text = proposedClient
		}
		if _, name, ok := strings.Cut(in.Choice.Text, newClientWords+": "); fresh && ok && path == "client" && f.Text("client_name") == "" {
			f.In("client_name").Text = name
		}
		if path == "client" && fresh {
			f.Focus = "client_name"
		}
		client := in.Choice.Key
		if fresh {
			client = strings.TrimSpace(code.Text)
		}
		if c := f.In("code"); c.Text == proposed {
			if proposed = ""; client != "" {
				proposed = nextMatterCode(client, m.rows)
			}
			c.Text, c.Fault = proposed, ""
		}
	}
	switch {
	case len(m.clients) == 0:
		f.Choose("client", newClientChoice(""))
	default:
		if c, ok := m.chosenClient(); ok && !c.Archived {
			f.Choose("client", clientChoice(c))
			f.Focus = "name"
		}
	}
	f.send = m.addMatter
	m.show(f)
}

// chosenClient is the client of the row that is selected.
func (m *Matters) chosenClient() (firm.Client, bool) {
	if m.Tab == TabClients {
		r, ok := m.Client()
		return r.Client, ok
	}
	r, ok := m.Matter()
	return r.Client, ok
}

// matterForm is the form of a matter as it is.
func (m *Matters) matterForm(id, title, submit string, r app.MatterRow) *SideForm {
	cur := r.Client.Currency
	fees := make([]Choice, len(firm.Arrangements))
	for i, a := range firm.Arrangements {
		fees[i] = Choice{Key: string(a), Text: feeWords[a]}
	}
	fee := string(r.Arrangement)
	if fee == "" {
		fee = string(firm.Hourly)
	}
	f := newSideForm(m.h, m, id, title, submit,
		m.clientIn(),
		textIn("client_name", "Name of the new client", ""), textIn("client_code", "Code of the new client", ""),
		textIn("name", "Name of the matter", r.Name), textIn("code", "Code of the matter", r.Code).hint("Used in lists, bills and LEDES files"),
		choiceIn("responsible", "Responsible", m.person(r.ResponsibleID), m.personChoices("Nobody yet")...),
		choiceIn("billing", "Billing", m.person(r.BillingID), m.personChoices("As responsible")...),
		choiceIn("fee_arrangement", "Fees", fee, fees...), moneyIn("fee_amount", "Amount", plainOr(r.FeeAmount, cur)),
		choiceIn("code_set", "Task codes", r.CodeSet, m.codeSets(r.CodeSet)...), checkIn("codes_required", "Task and activity codes are required", r.CodesRequired),
		moneyIn("trust_floor", "Trust floor", plainOr(r.TrustFloor, cur)).hint("Below it, money is asked for").optional(),
		moneyIn("trust_target", "Trust target", plainOr(r.TrustTarget, cur)).hint("What a request fills up to").optional(),
		moneyIn("budget", "Budget", plainOr(r.Budget, cur)).hint("Fees and costs the client agreed to. Blank: none").optional(),
		textIn("trust_wait_days", "Days from a sent bill to drawing on trust", numberOr(r.TrustWaitDays)).hint("Blank: none").optional(),
		dateIn("opened_on", "Opened on", r.OpenedOn), textIn("client_matter_id", "Number at the client", r.ClientMatterID).optional(),
		longIn("instructions", "Billing instructions", r.Instructions))
	f.Currency, f.places = cur, duplicates
	if r.OpenedOn.IsZero() {
		f.In("opened_on").Text = ""
	}
	m.matterEdited(f)
	return f
}

// matterEdited shows only what the choices ask for.
func (m *Matters) matterEdited(f *SideForm) {
	fresh := f.In("client").Choice.Key == newClient
	f.In("client_name").Hidden, f.In("client_code").Hidden = !fresh, !fresh
	fee := f.In("fee_amount")
	kind := firm.Arrangement(f.In("fee_arrangement").Text)
	fee.Hidden = kind == firm.Hourly || kind == firm.Contingent
	fee.Label = map[firm.Arrangement]string{firm.Flat: "Flat fee", firm.Capped: "Cap", firm.Blended: "Amount"}[kind]
	f.In("codes_required").Hidden = f.In("code_set").Text == ""
}

func plainOr(a money.Amount, cur money.Currency) string {
	if a == 0 {
		return ""
	}
	return a.Plain(cur)
}

func numberOr(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// days reads a number of days; what is no number is told at the field.
func days(f *SideForm, path string) (int, bool) {
	text := f.Text(path)
	if text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		f.In(path).Fault = fmt.Sprintf("%q is not a number of days.", text)
		f.Focus = path
		return 0, false
	}
	return n, true
}

func (m *Matters) addMatter(f *SideForm) {
	wait, ok := days(f, "trust_wait_days")
	if !ok {
		return
	}
	req := app.AddMatter{Request: app.Request{Key: f.Key}, Code: f.Text("code"), Client: f.In("client").Choice.Key, Name: f.Text("name"), OpenedOn: f.Text("opened_on"),
		Responsible: f.Text("responsible"), Billing: f.Text("billing"), FeeArrangement: f.Text("fee_arrangement"), FeeAmount: f.Text("fee_amount"),
		ClientMatterID: f.Text("client_matter_id"), CodeSet: f.Text("code_set"), CodesRequired: f.On("codes_required"),
		TrustFloor: f.Text("trust_floor"), TrustTarget: f.Text("trust_target"), Budget: f.Text("budget"), TrustWaitDays: wait, Instructions: f.Text("instructions")}
	fresh := req.Client == newClient
	client := app.AddClient{Request: app.Request{Key: newKey(m.h.Desk(), "matters.client")}, Code: f.Text("client_code"), Name: f.Text("client_name")}
	if fresh {
		// What the matter lacks is told before its client is added.
		req.Client = client.Code
		missing := false
		for _, path := range []string{"code", "name", "client_name", "client_code"} {
			if f.Text(path) == "" {
				f.In(path).Fault, missing = f.In(path).Label+" is required.", true
			}
		}
		if missing {
			f.focusFault()
			return
		}
	}
	type added struct {
		client firm.Client
		matter firm.Matter
	}
	f.Busy = true
	Go(m.h.Runner(), func(ctx context.Context) (a added, err error) {
		d := m.h.Desk()
		if fresh {
			if a.client, err = d.AddClient(ctx, client); err != nil {
				return added{}, atPaths(err, map[string]string{"code": "client_code", "name": "client_name"}, "client.duplicate")
			}
		}
		a.matter, err = d.AddMatter(ctx, req)
		return a, err
	}, func(a added, err error) {
		if err != nil {
			if a.client.ID != 0 { // the client is there; the matter is tried again for it
				f.In("client").Choice, f.In("client").Text = clientChoice(a.client), a.client.Code
				m.matterEdited(f)
			}
			f.Failed(err)
			return
		}
		m.closeSide()
		text := fmt.Sprintf("Matter %s added.", a.matter.Code)
		if fresh {
			text = fmt.Sprintf("Client %s and matter %s added.", a.client.Code, a.matter.Code)
		}
		m.saved(TabMatters, a.matter.ID, "%s Time can be entered on it.", text)
	})
}

// atPaths moves the faults of an act to the fields of a form that has others
// beside them; a conflict of the code given is told at the code's field.
func atPaths(err error, paths map[string]string, conflict string) error {
	var e *fault.Error
	if !errors.As(err, &e) {
		return err
	}
	moved := *e
	moved.Faults = nil
	for _, x := range e.Faults {
		if to, ok := paths[x.Path]; ok {
			x.Path = to
		}
		moved.Faults = append(moved.Faults, x)
	}
	if e.Code == conflict && len(e.Faults) == 0 {
		moved.Faults = []fault.Fault{{Code: e.Code, Path: paths["code"], Message: e.Message}}
	}
	return &moved
}

// EditMatter opens the selected matter: to be changed, or to be read by those
// who may not.
func (m *Matters) EditMatter() {
	r, ok := m.Matter()
	if !ok {
		m.h.Say("Select a matter first.")
		return
	}
	Ask(&m.form, m.h.Runner(), func(ctx context.Context) ([]firm.RateRow, error) {
		return app.Read(ctx, m.h.Desk(), func(q app.Query) ([]firm.RateRow, error) { return q.RateRows(r.ID, r.ClientID) })
	}, func(rates []firm.RateRow, err error) {
		if err != nil {
			m.h.Fail(err)
			return
		}
		f := m.matterForm("matters.edit", "Matter "+r.Code, "Save the matter", r)
		f.Inputs = append(f.Inputs, m.rateNotes(rates)...)
		f.In("client").Choice, f.In("client").Text = clientChoice(r.Client), r.Client.Code
		f.In("client").Find, f.In("client").Offer = m.knownClients(f.In("client"))
		f.Focus = "name"
		f.edited = func(f *SideForm, _ string) { m.matterEdited(f) }
		f.send = func(f *SideForm) { m.setMatter(f, r) }
		if !m.h.Desk().MaySetMatters() {
			f.look(m.mayOnlyRead("clients and matters"))
		}
		m.show(f)
	})
}

// knownClients are the finder's answers without the new one.
func (m *Matters) knownClients(in *Input) (func(context.Context, string) ([]Choice, error), func() []Choice) {
	find, offer := in.Find, in.Offer
	return func(ctx context.Context, text string) ([]Choice, error) {
			list, err := find(ctx, text)
			return list[:max(len(list)-1, 0)], err
		}, func() []Choice {
			return offer()[1:]
		}
}

func (m *Matters) setMatter(f *SideForm, r app.MatterRow) {
	wait, ok := days(f, "trust_wait_days")
	if !ok {
		return
	}
	text := func(path string) *string { s := f.Text(path); return &s }
	required, client := f.On("codes_required"), f.In("client").Choice.Key
	req := app.SetMatter{Request: app.Request{Key: f.Key}, Code: r.Code, Version: r.RowVersion, NewCode: text("code"), Client: &client, Name: text("name"),
		OpenedOn: text("opened_on"), Responsible: text("responsible"), Billing: text("billing"), FeeArrangement: text("fee_arrangement"), FeeAmount: text("fee_amount"),
		ClientMatterID: text("client_matter_id"), CodeSet: text("code_set"), CodesRequired: &required,
		TrustFloor: text("trust_floor"), TrustTarget: text("trust_target"), Budget: text("budget"), TrustWaitDays: &wait, Instructions: text("instructions")}
	sendAct(f, func(ctx context.Context) (firm.Matter, error) { return m.h.Desk().SetMatter(ctx, req) }, func(x firm.Matter) {
		m.closeSide()
		m.saved(TabMatters, x.ID, "Matter %s saved.", x.Code)
	})
}

// saved tells what was done and selects it.
func (m *Matters) saved(tab string, id int64, format string, args ...any) {
	m.pick = rowOfTab{tab, id}
	m.Tab = tab
	m.h.Say(format, args...)
	m.reload()
}

// rateNotes lists the rates that hold for a matter besides the standard ones.
func (m *Matters) rateNotes(rates []firm.RateRow) []*Input {
	var notes []*Input
	add := func(label, value string) {
		notes = append(notes, &Input{Path: fmt.Sprintf("rate.%d", len(notes)+1), Kind: NoteInput, Figures: []Figure{{Key: "rate", Label: label, Value: value}}})
	}
	const most = 8
	for i, r := range rates {
		if i == most {
			add("And", fmt.Sprintf("%d more agreed rates", len(rates)-most))
			break
		}
		who := "everybody"
		switch {
		case r.TimekeeperID != 0:
			who = m.person(r.TimekeeperID)
		case r.Class != "":
			who = strings.ToLower(className(r.Class))
		}
		label := map[firm.RateScope]string{firm.ScopeMatter: "Rate of this matter", firm.ScopeClient: "Rate of the client", firm.ScopeFirm: "Rate of the firm"}[r.Scope] + ", " + who
		if r.Activity != "" {
			label += ", " + r.Activity
		}
		add(label, r.Rate.Format()+"  "+period(r.From, r.To))
	}
	if len(rates) == 0 {
		add("Rates", "The standard rates hold; none is agreed")
	}
	return notes
}

func period(from, to cal.Date) string {
	switch {
	case from.IsZero() && to.IsZero():
		return "always"
	case to.IsZero():
		return "from " + from.Short()
	case from.IsZero():
		return "through " + to.Short()
	}
	return from.Short() + " to " + to.Short()
}

// refused says why something is not offered to this user.
func (m *Matters) refused(may bool, what string) bool {
	if !may {
		m.h.Say("%s", m.mayOnlyRead(what))
	}
	return !may
}

func (m *Matters) mayOnlyRead(what string) string {
	return fmt.Sprintf("The role %s may look at %s, not change them.", m.h.Desk().User.Role, what)
}

// nextMatterCode proposes the code after the client's last: 100-01, 100-02. A
// code that is taken is passed over.
func nextMatterCode(client string, rows []app.MatterRow) string {
	taken := map[string]bool{}
	last, width := 0, 2
	for _, r := range rows {
		taken[strings.ToLower(r.Code)] = true
		rest, ok := strings.CutPrefix(strings.ToLower(r.Code), strings.ToLower(client)+"-")
		if n, err := strconv.Atoi(rest); ok && err == nil && n >= last {
			last, width = n, max(len(rest), 1)
		}
	}
	for {
		last++
		if code := fmt.Sprintf("%s-%0*d", client, width, last); !taken[strings.ToLower(code)] {
			return code
		}
	}
}

// nextClientCode proposes the number after the highest, in hundreds where the
// firm counts so; 100 for the first client.
func nextClientCode(clients []ClientRow) string {
	taken := map[string]bool{}
	last, width, hundreds := 0, 1, true
	for _, c := range clients {
		taken[c.Code] = true
		if n, err := strconv.Atoi(c.Code); err == nil && n > 0 {
			hundreds = hundreds && n%100 == 0
			if n >= last {
				last, width = n, len(c.Code)
			}
		}
	}
	step := 1
	if hundreds {
		step = 100
	}
	for {
		last += step
		if code := fmt.Sprintf("%0*d", width, last); !taken[code] {
			return code
		}
	}
}
