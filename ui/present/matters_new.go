package present

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/ui/words"
)

// newClient is the key of the choice that adds the client with its matter; codes
// are never blank at their beginning.
const newClient = " new"

// newClientNoun tells the choice from clients that are there.
const newClientNoun = "new"

// newClientChoice offers to add the client that was typed; its noun carries the
// name.
func newClientChoice(name string) Choice {
	text := words.L("New client")
	if name != "" {
		text = words.L("New client: %s", name)
	}
	return Choice{Noun: strings.TrimSpace(newClientNoun + " " + name), Key: newClient, Text: text, More: words.L("Added together with the matter")}
}

// clientIn finds a client; the one that is not there yet is offered first, and
// after what was found.
func (m *Matters) clientIn() *Input {
	d := m.h.Desk()
	in := &Input{Path: "client", Label: words.Mark("Client"), Kind: FindInput}
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

// likeIn finds the matter that gives a new one what is not typed: those of the
// client first, the newest of them first.
func (m *Matters) likeIn() *Input {
	in := &Input{Path: "like", Label: words.Mark("Set up like"), Hint: words.Mark("An earlier matter gives people, fees, codes, trust floor and instructions"), Kind: FindInput}
	in.Optional = true
	in.Find = func(ctx context.Context, text string) ([]Choice, error) {
		return findMatters(ctx, m.h.Desk(), app.MatterFilter{Text: text, Limit: findLimit})
	}
	in.Offer = func() []Choice {
		if m.Side == nil || m.Side.In("client") == nil {
			return nil
		}
		client := m.Side.In("client").Choice.Key
		rows := slices.Clone(m.rows)
		slices.SortStableFunc(rows, func(a, b app.MatterRow) int {
			return cmp.Or(cmp.Compare(rank01(a.Client.Code != client), rank01(b.Client.Code != client)), cmp.Compare(max(b.OpenedOn, b.Active), max(a.OpenedOn, a.Active)))
		})
		var list []Choice
		for _, r := range rows[:min(len(rows), findLimit)] {
			more := r.Client.Name
			if r.PracticeArea != "" {
				more = r.PracticeArea + ", " + more
			}
			list = append(list, Choice{Noun: "matter", Key: r.Code, ID: r.ID, Text: r.Code + "  " + r.Name, More: more})
		}
		return list
	}
	return in
}

// StartMatter adds a matter, with its client where that is new.
func (m *Matters) StartMatter() { m.startMatter("") }

func (m *Matters) startMatter(client string) {
	if m.refused(m.h.Desk().MaySetMatters(), words.L("clients and matters")) {
		return
	}
	cur := m.h.Facts().Currency()
	f := m.matterForm("matters.matter", words.L("New matter"), words.L("Add the matter"), app.MatterRow{Client: firm.Client{Currency: cur}})
	f.In("opened_on").Text = m.h.Today().String()
	f.In("like").Hidden = len(m.rows) == 0
	f.In("code_set").Text = m.h.Facts().Firm.CodeSet
	if me := m.h.Facts().Me; me.ID != 0 {
		f.In("responsible").Text = me.Code
	} else if len(m.people) == 1 {
		f.In("responsible").Text = m.people[0].Code
	}
	p := &matterProposals{}
	f.edited = func(f *SideForm, path string) { m.proposeMatter(f, path, p) }
	m.Side = f // what is offered looks at it
	row, selected := m.Matter()
	switch i := slices.IndexFunc(m.clients, func(c app.ClientRow) bool { return c.Code == client }); {
	case client != "" && i >= 0:
		f.Choose("client", clientChoice(m.clients[i].Client))
		f.Focus = "name"
	case len(m.clients) == 0:
		f.Choose("client", newClientChoice(""))
	case selected && !row.Client.Archived:
		f.Choose("client", clientChoice(row.Client))
		f.Focus = "name"
	}
	f.send = m.addMatter
	m.show(f)
}

// matterProposals is what the form proposed, so that it is replaced only while
// nobody has changed it.
type matterProposals struct{ code, client string }

func (m *Matters) proposeMatter(f *SideForm, path string, p *matterProposals) {
	if path == "like" {
		m.takeLike(f)
	}
	m.matterEdited(f)
	defer m.matterChecks(f, path, "")
	if path != "client" && path != "client_code" {
		return
	}
	in := f.In("client")
	fresh := in.Choice.Key == newClient
	code := f.In("client_code")
	if fresh && code.Text == p.client {
		p.client = nextClientCode(m.clients)
		code.Text = p.client
	}
	if path == "client" && fresh {
		if _, name, ok := strings.Cut(in.Choice.Noun, " "); ok && raw(f, "client_name") == "" {
			f.In("client_name").Text = name
		}
		f.Focus = "client_name"
	}
	if i := slices.IndexFunc(m.clients, func(c app.ClientRow) bool { return c.Code == in.Choice.Key }); i >= 0 {
		f.Currency = m.clients[i].Currency
	}
	client := in.Choice.Key
	if fresh {
		client = strings.TrimSpace(code.Text)
	}
	if c := f.In("code"); c.Text == p.code {
		if p.code = ""; client != "" {
			p.code = nextMatterCode(client, m.rows)
		}
		c.Text, c.Fault = p.code, ""
	}
}

// takeLike fills the form from the matter that was chosen as the pattern. What is
// a matter's own stays: name, numbers at the client, budget.
func (m *Matters) takeLike(f *SideForm) {
	i := slices.IndexFunc(m.rows, func(r app.MatterRow) bool { return r.Code == f.In("like").Choice.Key })
	if i < 0 {
		return
	}
	r := m.rows[i]
	for path, text := range map[string]string{"practice_area": r.PracticeArea, "responsible": m.person(r.ResponsibleID), "billing": m.person(r.BillingID),
		"originating": m.person(r.OriginatingID), "fee_arrangement": string(r.Arrangement), "code_set": r.CodeSet, "trust_wait_days": numberOr(r.TrustWaitDays), "instructions": r.Instructions} {
		f.In(path).Field.Set(text)
	}
	f.In("codes_required").On = r.CodesRequired
	if r.Client.Currency == f.Currency {
		for path, a := range map[string]string{"fee_amount": plainOr(r.FeeAmount, f.Currency), "trust_floor": plainOr(r.TrustFloor, f.Currency), "trust_target": plainOr(r.TrustTarget, f.Currency)} {
			f.In(path).Field.Set(a)
		}
	}
}

func (m *Matters) addMatter(f *SideForm) {
	wait, ok := days(f, "trust_wait_days")
	if !ok {
		m.unfold(f)
		return
	}
	fee := raw(f, "fee_amount")
	if f.In("fee_amount").Hidden {
		fee = ""
	}
	req := app.AddMatter{Request: app.Request{Key: f.Key}, Code: raw(f, "code"), Client: f.In("client").Choice.Key, Name: raw(f, "name"), OpenedOn: raw(f, "opened_on"),
		PracticeArea: raw(f, "practice_area"), Responsible: raw(f, "responsible"), Billing: raw(f, "billing"), Originating: raw(f, "originating"),
		FeeArrangement: raw(f, "fee_arrangement"), FeeAmount: fee, ClientMatterID: raw(f, "client_matter_id"), ClaimNo: raw(f, "claim_no"), PONumber: raw(f, "po_number"),
		CodeSet: raw(f, "code_set"), CodesRequired: f.On("codes_required"), TrustFloor: raw(f, "trust_floor"), TrustTarget: raw(f, "trust_target"), Budget: raw(f, "budget"),
		TrustWaitDays: wait, Instructions: raw(f, "instructions")}
	if i := slices.IndexFunc(m.rows, func(r app.MatterRow) bool { return r.Code == f.In("like").Choice.Key }); i >= 0 {
		req.TimeRule = m.rows[i].TimeRule
	}
	fresh := req.Client == newClient
	if fresh {
		req.Client = ""
		req.NewClient = &app.AddClient{Code: raw(f, "client_code"), Name: raw(f, "client_name")}
	}
	f.Busy = true
	Go(m.h.Runner(), func(ctx context.Context) (firm.Matter, error) {
		x, err := m.h.Desk().AddMatter(ctx, req)
		if fresh && fault.Code(err) == "client.duplicate" {
			err = atPaths(err, map[string]string{"code": "client_code"}, "client.duplicate")
		}
		return x, atPaths(err, map[string]string{"client.name": "client_name", "client.code": "client_code"}, "")
	}, func(x firm.Matter, err error) {
		if err != nil {
			for _, path := range matterMore { // folded fields can have faults, too
				f.In(path).Hidden = false
			}
			f.Failed(err)
			m.matterEdited(f)
			m.unfold(f)
			m.h.Redraw(m)
			return
		}
		m.closeSide()
		if fresh {
			m.saved(x.ID, "Client %s and matter %s added. Time can be entered on it.", req.NewClient.Code, x.Code)
			return
		}
		m.saved(x.ID, "Matter %s added. Time can be entered on it.", x.Code)
	})
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
func nextClientCode(clients []app.ClientRow) string {
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
