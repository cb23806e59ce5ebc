package present

import (
	"context"
	"strings"

	"matterbook/app"
	"matterbook/app/firm"
	"matterbook/ui/words"
)

// Matter is the one that is open, else the one that is selected.
func (m *Matters) Matter() (app.MatterRow, bool) {
	if m.Page != nil {
		return m.Page.Row, true
	}
	return single(m.List.Picked())
}

func single[R any](rows []R) (R, bool) {
	if len(rows) != 1 {
		var none R
		return none, false
	}
	return rows[0], true
}

// chosenClient is the client of the matter at hand.
func (m *Matters) chosenClient() (firm.Client, bool) {
	r, ok := m.Matter()
	return r.Client, ok
}

// Commands implements Doer.
func (m *Matters) Commands() []Command {
	list := m.matterCommands()
	if m.Page != nil {
		list = append(m.Page.commands(), list...)
	}
	return list
}

func (m *Matters) matterCommands() []Command {
	d := m.h.Desk()
	set := ""
	if !d.MaySetMatters() {
		set = m.mayOnlyRead(words.L("clients and matters"))
	}
	row, _ := m.Matter()
	none, open, closed := "", set, set
	switch {
	case row.ID == 0:
		none = words.L("Select a matter first.")
		open, closed = none, none
	case row.Status == firm.MatterClosed:
		open = words.L("Matter %s is closed.", row.Code)
	default:
		closed = words.L("Matter %s is open.", row.Code)
	}
	if set != "" {
		open, closed = set, set
	}
	rate := none
	if !d.MaySetUp() {
		rate = m.mayOnlyRead(words.L("people and rates"))
	}
	enter := none
	if enter == "" && row.Status == firm.MatterClosed {
		enter = words.L("Matter %s is closed.", row.Code)
	}
	return []Command{
		{ID: "matters.matter", Title: words.Mark("New matter"), Off: set}, {ID: "matters.open", Title: words.Mark("Open the matter"), Off: none},
		{ID: "matters.edit", Title: words.Mark("Change the matter"), Off: none}, {ID: "matters.client.open", Title: words.Mark("Open the client"), Off: none},
		{ID: "matters.time", Title: words.Mark("Enter time on the matter"), Off: enter}, {ID: "matters.rate", Title: words.Mark("Agreed rate"), Off: rate},
		{ID: "matters.close", Title: words.Mark("Close the matter"), Off: open}, {ID: "matters.reopen", Title: words.Mark("Open the matter again"), Off: closed},
	}
}

// Acts implements Acter.
func (m *Matters) Acts() []string {
	acts := []string{"new", "edit", "search", "export", "print"}
	if m.Page != nil {
		acts = append(acts, "previous", "next", "delete")
	}
	if m.Side != nil {
		acts = append(acts, "save")
	}
	return acts
}

// Do implements Doer.
func (m *Matters) Do(id string) bool {
	if p := m.Page; p != nil {
		if id, ok := p.alias(id); ok {
			return p.do(id)
		}
	}
	switch id {
	case "new":
		id = "matters.matter"
	case "edit":
		id = "matters.edit"
	case "previous", "next", "choose":
		if m.Page == nil {
			return false
		}
		m.Step(map[string]int{"previous": -1, "next": 1, "choose": 1}[id])
		return true
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
	case "matters.open":
		r, _ := m.Matter()
		m.OpenPage(r.ID, "")
	case "matters.edit":
		m.EditMatter()
	case "matters.client.open":
		c, _ := m.chosenClient()
		m.h.Open("client", c.Code)
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

// StartClose closes the matter at hand; what stands in the way is shown first.
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
			held = append(held, words.Money(s.Book, s.Currency))
			left = append(left, Figure{Key: "trust", Label: words.L("In trust"), Value: words.Money(s.Book, s.Currency), Tone: Bad})
		}
	}
	if r.WIP != 0 {
		left = append(left, Figure{Key: "wip", Label: words.L("Unbilled"), Value: words.Money(r.WIP, cur), Tone: Warn})
	}
	if r.Drafts != 0 {
		left = append(left, Figure{Key: "drafts", Label: words.L("In draft"), Value: words.Money(r.Drafts, cur), Tone: Warn})
	}
	if r.Owed != 0 {
		left = append(left, Figure{Key: "owed", Label: words.L("Receivable"), Value: words.Money(r.Owed, cur), Tone: Warn})
	}
	f := newSideForm(m.h, m, "matters.close", words.L("Close matter %s", r.Code), words.L("Close the matter"), dateIn("on", words.Mark("Closed on"), m.h.Today()),
		&Input{Path: "left", Kind: NoteInput, Figures: left})
	f.places = map[string]string{"matter.invalid": "on"}
	switch {
	case len(held) > 0:
		f.Note = words.L("Client money is held for this matter: %s. Apply it to the bills or return it first.", strings.Join(held, ", "))
	case len(left) > 0:
		f.Note = words.L("A closed matter takes no new work. What is left can still be billed and paid.")
	default:
		f.Note = words.L("Nothing is left on it. A closed matter takes no new work, and can be opened again.")
	}
	f.send = func(f *SideForm) {
		req := app.CloseMatter{Request: app.Request{Key: f.Key}, Code: r.Code, On: f.Text("on")}
		sendAct(f, func(ctx context.Context) (app.MatterClosed, error) {
			c, err := m.h.Desk().CloseMatter(ctx, req)
			return c, atPaths(err, map[string]string{"closed_on": "on"}, "")
		}, func(c app.MatterClosed) {
			m.closeSide()
			m.h.Say("Matter %s closed on %s.", c.Matter.Code, words.Date(c.Matter.ClosedOn))
			if len(c.Warnings) > 0 {
				m.h.Tell(Notice{Tone: Warn, Text: strings.Join(c.Warnings, " "), Action: words.L("Open it again"), Do: func() { m.reopen(c.Matter.Code) }})
			}
			m.reload()
		})
	}
	m.show(f)
}

// Reopen opens the closed matter at hand again.
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
		m.saved(x.ID, "Matter %s is open again.", x.Code)
	})
}

// saved tells what was done and selects it.
func (m *Matters) saved(id int64, format string, args ...any) {
	m.pick = id
	m.h.Say(format, args...)
	m.reload()
}

// refused says why something is not offered to this user.
func (m *Matters) refused(may bool, what string) bool {
	if !may {
		m.h.Say("%s", m.mayOnlyRead(what))
	}
	return !may
}

func (m *Matters) mayOnlyRead(what string) string { return mayOnlyRead(m.h, what) }

func mayOnlyRead(h Host, what string) string {
	return words.L("The role %s may look at %s, not change them.", words.Of(string(h.Desk().User.Role)), what)
}
