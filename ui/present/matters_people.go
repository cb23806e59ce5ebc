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

// The lists of the screen.
const (
	TabMatters = "matters"
	TabPeople  = "people"
)

func (m *Matters) bindPeople() {
	l := &m.People
	l.bind(m.h, "matters.people")
	l.Heads = []Column{
		{Key: "code", Label: words.Mark("Code"), Width: 90, Sortable: true}, {Key: "name", Label: words.Mark("Name"), Width: 220, Min: 120, Flex: 1, Sortable: true},
		{Key: "class", Label: words.Mark("Class"), Width: 120, Sortable: true}, {Key: "rate", Label: words.Mark("Standard rate"), Width: 120, Right: true, Sortable: true},
		{Key: "start", Label: words.Mark("From"), Width: 104, Sortable: true}, {Key: "end", Label: words.Mark("Until"), Width: 104, Sortable: true},
		{Key: "email", Label: words.Mark("E-mail"), Width: 180, Min: 90, Flex: 0.8},
	}
	l.ID = func(t firm.Timekeeper) int64 { return t.ID }
	l.Cells = func(t firm.Timekeeper) []Cell {
		rate := rateCell(t.StandardRate)
		if t.StandardRate == 0 {
			rate = Cell{Text: words.L("none"), Muted: true}
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

func (m *Matters) nobody() Empty {
	switch {
	case len(m.people) > 0:
		return Empty{Symbol: "search", Title: words.L("Nobody fits"), Text: words.L("No timekeeper has these words."), Action: words.L("Show all"), Do: func() { m.SetSearch("") }}
	case !m.h.Desk().MaySetUp():
		return Empty{Symbol: "clients", Title: words.L("Nobody's time is billed yet"), Text: words.L("Timekeepers are added by an administrator.")}
	}
	return Empty{Symbol: "clients", Title: words.L("Nobody's time is billed yet"), Text: words.L("A timekeeper is a person whose hours are billed. The standard rate holds wherever no other rate is agreed."),
		Action: words.L("New timekeeper"), Do: m.StartPerson}
}

// Person is the timekeeper that is selected.
func (m *Matters) Person() (firm.Timekeeper, bool) { return single(m.People.Picked()) }

// SetTab shows another list.
func (m *Matters) SetTab(tab string) {
	if m.Tab != tab {
		m.Tab = tab
		m.closeSide()
		m.h.Redraw(m)
	}
}

func (m *Matters) findPerson(code string) {
	if i := slices.IndexFunc(m.people, func(t firm.Timekeeper) bool { return t.Code == code }); i >= 0 {
		m.Tab, m.Page = TabPeople, nil
		m.People.Select([]int64{m.people[i].ID})
	}
}

func (m *Matters) filterPeople(typed []string) {
	var people []firm.Timekeeper
	for _, t := range m.people {
		if hasAll(firm.Fold(t.Code, t.Name(), className(t.Class)), typed) {
			people = append(people, t)
		}
	}
	m.People.Show(people, words.N(len(people), "%d timekeeper", "%d timekeepers", len(people)), nil)
}

// savedPerson tells what was done and selects it.
func (m *Matters) savedPerson(t firm.Timekeeper, format string) {
	m.closeSide()
	m.Tab = TabPeople
	m.h.Say(format, t.Code)
	m.want = func() { m.findPerson(t.Code) }
	m.reload()
}

// StartPerson adds a timekeeper.
func (m *Matters) StartPerson() {
	if m.refused(m.h.Desk().MaySetUp(), words.L("people and rates")) {
		return
	}
	f := m.personForm("matters.person", words.L("New timekeeper"), words.L("Add the timekeeper"), firm.Timekeeper{Class: "ASSOC"})
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
			m.savedPerson(t, "Timekeeper %s added.")
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
	f := newSideForm(m.h, m, id, title, submit, textIn("first_name", words.Mark("First name"), t.FirstName), textIn("last_name", words.Mark("Last name"), t.LastName),
		textIn("code", words.Mark("Code"), t.Code).hint(words.Mark("Usually the initials")), choiceIn("class", words.Mark("Class"), t.Class, m.classChoices()...),
		textIn("standard_rate", words.Mark("Standard rate of an hour"), rate).hint(words.Mark("Holds where no other rate is agreed")),
		day("start_date", words.Mark("From"), words.Mark("Blank: no first day"), from), day("end_date", words.Mark("Until"), words.Mark("Last day; no work may be dated after it"), until), textIn("email", words.Mark("E-mail"), t.Email).optional())
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
	f := m.personForm("matters.person.edit", t.Name(), words.L("Save"), t)
	f.Note = words.L("A new rate holds for work entered from now on.")
	f.send = func(f *SideForm) {
		text := func(path string) *string { s := f.Text(path); return &s }
		req := app.SetTimekeeper{Request: app.Request{Key: f.Key}, Code: t.Code, Version: t.RowVersion, NewCode: text("code"), FirstName: text("first_name"), LastName: text("last_name"),
			Class: text("class"), StandardRate: text("standard_rate"), Email: text("email"), StartDate: text("start_date"), EndDate: text("end_date")}
		sendAct(f, func(ctx context.Context) (firm.Timekeeper, error) { return m.h.Desk().SetTimekeeper(ctx, req) }, func(t firm.Timekeeper) {
			m.savedPerson(t, "Timekeeper %s saved.")
		})
	}
	if !m.h.Desk().MaySetUp() {
		f.look(m.mayOnlyRead(words.L("people and rates")))
	}
	m.show(f)
}
