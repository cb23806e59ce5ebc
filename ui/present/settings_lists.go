package present

import (
	"context"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/work"
	"matterbook/ui/words"
)

var setWords = map[string]string{"litigation": words.Mark("Litigation"), "counseling": words.Mark("Counseling"), "bankruptcy": words.Mark("Bankruptcy"), "project": words.Mark("Project"),
	"ediscovery": words.Mark("E-discovery"), "m-and-a": words.Mark("Mergers and acquisitions"), "mergers-acquisitions": words.Mark("Mergers and acquisitions"), "patent": words.Mark("Patent"), "trademark": words.Mark("Trademark"), "uk-j": words.Mark("UK J-codes"),
	"activity": words.Mark("Activities"), "expense": words.Mark("Expenses"), "expense-2013": words.Mark("Expenses, 2013"), "class": words.Mark("Classes of timekeepers")}

// setName is a code set in words; a set of the firm's own has its own name.
func setName(set string) string {
	if w := setWords[set]; w != "" {
		return words.Of(w)
	}
	return set
}

// Sets are the code sets of the book, in their order.
func (s *Settings) Sets() []Choice {
	var list []Choice
	for _, c := range s.data.codes {
		if !slices.ContainsFunc(list, func(x Choice) bool { return x.Key == c.Set }) {
			list = append(list, Choice{Key: c.Set, Text: setName(c.Set)})
		}
	}
	return list
}

func (s *Settings) set() string {
	sets := s.Sets()
	if slices.ContainsFunc(sets, func(x Choice) bool { return x.Key == s.Set }) || len(sets) == 0 {
		return s.Set
	}
	return sets[0].Key
}

// CurrentSet is the set whose codes are shown.
func (s *Settings) CurrentSet() string { return s.set() }

// SetSet shows the codes of another set.
func (s *Settings) SetSet(set string) {
	if s.Set != set {
		s.Set = set
		s.closeSide()
		s.fillList()
		s.h.Redraw(s)
	}
}

func (s *Settings) codeRows() []SettingRow {
	var rows []SettingRow
	set := s.set()
	for i, c := range s.data.codes {
		if c.Set != set {
			continue
		}
		r := row(int64(i+1), c.Code, func() { s.startCode(c) }, c.Code, c.Name, c.Parent, "")
		if c.Ended {
			for i := range r.Cells {
				r.Cells[i].Muted = true
			}
			r = r.state(words.L("Ended"), Neutral)
		}
		r.Cells[0].Bold = c.Parent == ""
		rows = append(rows, r)
	}
	return rows
}

func (s *Settings) startCode(c firm.Code) {
	fresh := c.Code == ""
	title, submit := words.L("New code"), words.L("Add the code")
	if !fresh {
		title, submit = words.L("Code %s", c.Code), words.L("Save the code")
	}
	f := newSideForm(s.h, s, "settings.code", title, submit,
		textIn("set", words.L("Set"), c.Set).hint(words.L("A new name begins a set of the firm's own")), textIn("code", words.L("Code"), c.Code), textIn("name", words.L("Name"), c.Name),
		textIn("parent", words.L("Under the heading"), c.Parent).hint(words.L("Code of the phase; blank for a heading itself")).optional(),
		checkIn("ended", words.L("Ended: not offered any more"), c.Ended))
	for _, path := range []string{"set", "code", "parent"} {
		f.In(path).Hidden = !fresh
	}
	f.In("ended").Hidden = fresh
	if fresh {
		f.Focus = "code"
	} else {
		f.Note = words.L("Work that has the code keeps it, on every paper and file.")
		f.Focus = "name"
	}
	f.places = map[string]string{"code.duplicate": "code"}
	f.edited = func(f *SideForm, path string) {
		validate(f, path, func() error {
			var check fault.Check
			firm.CheckCode(&check, "set", f.In("set").Text)
			firm.CheckCode(&check, "code", f.In("code").Text)
			check.Require("name", f.Text("name"))
			check.Text("name", f.Text("name"), 200)
			return check.Result("code.invalid", "The code")
		})
	}
	f.send = func(f *SideForm) {
		if fresh {
			req := app.AddCode{Request: app.Request{Key: f.Key}, Set: f.Text("set"), Code: f.Text("code"), Parent: f.Text("parent"), Name: f.Text("name")}
			sendAct(f, func(ctx context.Context) (firm.Code, error) { return s.h.Desk().AddCode(ctx, req) }, func(c firm.Code) {
				s.Set = c.Set
				s.saved(c.Code, words.L("Code %s added to the set %s.", c.Code, setName(c.Set)))
			})
			return
		}
		name, ended := f.Text("name"), f.On("ended")
		req := app.SetCode{Request: app.Request{Key: f.Key}, Set: c.Set, Code: c.Code, Name: &name, Ended: &ended}
		sendAct(f, func(ctx context.Context) (firm.Code, error) { return s.h.Desk().SetCode(ctx, req) }, func(c firm.Code) {
			s.saved(c.Code, words.L("Code %s saved.", c.Code))
		})
	}
	s.showOr(f)
}

func (s *Settings) shortRows() []SettingRow {
	var rows []SettingRow
	for i, a := range s.data.short {
		whose := words.L("The firm's")
		if a.UserID != 0 {
			whose = words.L("My own")
		}
		r := row(int64(i+1), shortKey(a.Short, a.UserID == 0), func() { s.startShort(a.Short, a.Text, a.UserID == 0) }, a.Short, a.Text, whose)
		r.Sort[0] = a.Short
		rows = append(rows, r)
	}
	return rows
}

func shortKey(short string, firm bool) string {
	if firm {
		return "firm " + short
	}
	return short
}

// startShort adds a short form, or changes one. Own forms are everybody's who
// enters time; the firm's are for those who set it up.
func (s *Settings) startShort(short, text string, forFirm bool) {
	fresh := short == ""
	d := s.h.Desk()
	title, submit := words.L("New abbreviation"), words.L("Add the abbreviation")
	if !fresh {
		title, submit = words.L("Abbreviation %s", short), words.L("Save the abbreviation")
	}
	whose := []Choice{{Key: "own", Text: words.L("My own")}}
	if d.MaySetUp() || forFirm {
		whose = append(whose, Choice{Key: "firm", Text: words.L("The firm's, for everybody")})
	}
	key := "own"
	if forFirm {
		key = "firm"
	}
	f := newSideForm(s.h, s, "settings.short", title, submit,
		textIn("short", words.L("Short form"), short).hint(words.L("One word; small and capital letters differ")), longIn("text", words.L("Becomes"), text), choiceIn("whose", words.L("Whose"), key, whose...),
		checkIn("delete", words.L("Take it away"), false))
	f.In("short").Hidden, f.In("whose").Hidden, f.In("delete").Hidden = !fresh, !fresh, fresh
	if !fresh {
		f.Focus = "text"
	}
	f.edited = func(f *SideForm, path string) {
		f.Danger = f.On("delete")
		validate(f, path, func() error {
			var check fault.Check
			check.Require("short", f.In("short").Text)
			check.Text("short", f.In("short").Text, 20)
			if strings.ContainsAny(f.In("short").Text, " \t") {
				check.Add("short", "short.characters", "%s", words.L("It must be one word: Space is what expands it."))
			}
			check.Text("text", f.Text("text"), 1000)
			return check.Result("abbreviation.invalid", "The abbreviation")
		})
	}
	f.send = func(f *SideForm) {
		req := app.SetAbbreviation{Request: app.Request{Key: f.Key}, Short: strings.TrimSpace(f.In("short").Text), Text: f.Text("text"), Firm: f.In("whose").Text == "firm"}
		said := words.L("Abbreviation %s saved.", req.Short)
		switch {
		case f.On("delete"):
			req.Text, said = "", words.L("Abbreviation %s taken away.", req.Short)
		case req.Text == "":
			f.In("text").Fault = words.L("What does it become?")
			f.focusFault()
			return
		}
		sendAct(f, func(ctx context.Context) (work.Abbreviation, error) { return d.SetAbbreviation(ctx, req) }, func(a work.Abbreviation) {
			s.saved(shortKey(a.Short, req.Firm), said)
		})
	}
	if forFirm && !d.MaySetUp() {
		f.look(words.L("The firm's abbreviations are kept by those who set up the firm. One of your own with the same short form wins."))
	}
	s.showOr(f)
}
