package present

import (
	"context"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/firm"
	"matterbook/ui/words"
)

var classes = []Choice{{Key: "PARTNR", Text: words.Mark("Partner")}, {Key: "ASSOC", Text: words.Mark("Associate")}, {Key: "COUNSEL", Text: words.Mark("Counsel")}, {Key: "PARALG", Text: words.Mark("Paralegal")}, {Key: "CLERK", Text: words.Mark("Clerk")}}

// className is a class in words; classes of a receiver stay as they are.
func className(class string) string {
	for _, c := range classes {
		if c.Key == class {
			return words.Of(c.Text)
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

// StartRate agrees a rate for the selected matter or its client.
func (m *Matters) StartRate() {
	if m.refused(m.h.Desk().MaySetUp(), words.L("people and rates")) {
		return
	}
	c, ok := m.chosenClient()
	if !ok {
		m.h.Say("Select a matter first.")
		return
	}
	scopes := []Choice{{Key: string(firm.ScopeClient), Text: words.L("All matters of client %s", c.Code)}}
	matter := ""
	if r, ok := m.Matter(); ok {
		matter = r.Code
		scopes = slices.Insert(scopes, 0, Choice{Key: string(firm.ScopeMatter), Text: words.L("Matter %s", r.Code)})
	}
	who := []Choice{{Key: "", Text: words.Mark("Everybody")}}
	for _, t := range m.people {
		who = append(who, Choice{Key: "timekeeper " + t.Code, Text: t.Code + "  " + t.Name()})
	}
	for _, k := range m.classChoices() {
		who = append(who, Choice{Key: "class " + k.Key, Text: words.L("Class %s", words.Of(k.Text))})
	}
	f := newSideForm(m.h, m, "matters.rate", words.Mark("Agreed rate"), words.Mark("Agree the rate"), choiceIn("scope", words.Mark("Holds for"), scopes[0].Key, scopes...), choiceIn("who", words.Mark("Work of"), "", who...),
		numberIn("rate", words.Mark("Rate of an hour"), ""), dateIn("from", words.Mark("From"), m.h.Today()).hint(words.Mark("Of the work's date")),
		checkIn("supersede", words.Mark("Ends the rate that held before"), true))
	f.Note = words.L("A rate for a person stands before one for a class, the matter's before the client's. Work already entered keeps its rate.")
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
			if req.Scope == string(firm.ScopeMatter) {
				m.h.Say("Rate %s agreed for matter %s, %s.", words.Rate(r.Rate), req.Key, period(r.From, r.To))
			} else {
				m.h.Say("Rate %s agreed for client %s, %s.", words.Rate(r.Rate), req.Key, period(r.From, r.To))
			}
		})
	}
	m.show(f)
}
