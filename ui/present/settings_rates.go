package present

import (
	"context"
	"strconv"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// ruleOrder is the order in which rates are looked for, first hit wins.
var ruleOrder = []firm.RateRule{firm.RateTyped, firm.RateMatterActivity, firm.RateMatterTimekeeper, firm.RateMatterClass, firm.RateMatter, firm.RateClientTimekeeper,
	firm.RateClientClass, firm.RateClient, firm.RateFirmActivity, firm.RateStandard, firm.RateClass, firm.RateFirm}

// The rules as the acts name them, marked so that they are said in the reader's
// language.
var _ = []string{words.Mark("typed on the entry"), words.Mark("matter rate for this activity"), words.Mark("matter rate for this timekeeper"), words.Mark("matter rate for this class"),
	words.Mark("single rate of the matter"), words.Mark("client rate for this timekeeper"), words.Mark("client rate for this class"), words.Mark("single rate of the client"),
	words.Mark("firm rate for this activity"), words.Mark("timekeeper's standard rate"), words.Mark("firm rate for this class"), words.Mark("firm's default rate")}

func ownerKey(r firm.RateRow) string { return string(r.Scope) + " " + strconv.FormatInt(r.ScopeID, 10) }

// nameOwner finds out once whom rates of a scope hold for.
func nameOwner(q app.Query, r firm.RateRow, names map[string]string) error {
	key := ownerKey(r)
	if _, known := names[key]; known {
		return nil
	}
	switch r.Scope {
	case firm.ScopeClient:
		c, err := q.Client(r.ScopeID)
		if err != nil {
			return err
		}
		names[key] = c.Code + "  " + c.Name
	case firm.ScopeMatter:
		m, err := q.Matter(r.ScopeID)
		if err != nil {
			return err
		}
		names[key] = m.Code + "  " + m.Name
	}
	return nil
}

func (s *Settings) rateFor(r firm.RateRow) string {
	switch r.Scope {
	case firm.ScopeClient:
		return words.L("Client %s", s.data.owners[ownerKey(r)])
	case firm.ScopeMatter:
		return words.L("Matter %s", s.data.owners[ownerKey(r)])
	}
	return words.L("The whole firm")
}

func (s *Settings) rateWho(r firm.RateRow) string {
	switch {
	case r.TimekeeperID != 0:
		return s.keeperCode(r.TimekeeperID)
	case r.Class != "":
		return words.L("Class %s", words.Of(className(r.Class)))
	}
	return words.L("Everybody")
}

func (s *Settings) rateRows() []SettingRow {
	var rows []SettingRow
	for _, r := range s.data.rates {
		x := row(r.ID, strconv.FormatInt(r.ID, 10), func() { s.openRate(r) }, s.rateFor(r), s.rateWho(r), r.Activity, words.Rate(r.Rate), words.Date(r.From), words.Date(r.To))
		x.Sort[3], x.Sort[4], x.Sort[5] = sortKey(int64(r.Rate)), r.From.String(), r.To.String()
		if !r.To.IsZero() && r.To < s.h.Today() {
			for i := range x.Cells {
				x.Cells[i].Muted = true
			}
		}
		rows = append(rows, x)
	}
	return rows
}

// ratePeople are whose work a rate may hold for.
func (s *Settings) ratePeople() []Choice {
	who := []Choice{{Key: "", Text: words.L("Everybody")}}
	for _, t := range s.data.timekeepers {
		who = append(who, Choice{Key: "timekeeper " + t.Code, Text: t.Code + "  " + t.Name()})
	}
	seen := map[string]bool{}
	for _, k := range classes {
		seen[k.Key] = true
		who = append(who, Choice{Key: "class " + k.Key, Text: words.L("Class %s", words.Of(k.Text))})
	}
	for _, t := range s.data.timekeepers {
		if !seen[t.Class] {
			seen[t.Class] = true
			who = append(who, Choice{Key: "class " + t.Class, Text: words.L("Class %s", t.Class)})
		}
	}
	return who
}

// codeChoices are the codes of a kind of set, none first.
func (s *Settings) codeChoices(none string) []Choice {
	list := []Choice{{Key: "", Text: none}}
	for _, c := range s.data.codes {
		if !c.Ended && !strings.HasPrefix(c.Set, "expense") && !strings.HasPrefix(c.Set, "class") {
			list = append(list, Choice{Key: c.Code, Text: c.Code + "  " + c.Name})
		}
	}
	return list
}

// startRate agrees a new rate.
func (s *Settings) startRate() {
	d := s.h.Desk()
	f := newSideForm(s.h, s, "settings.rate", words.L("New rate"), words.L("Agree the rate"),
		choiceIn("scope", words.L("Holds for"), string(firm.ScopeFirm), Choice{Key: string(firm.ScopeFirm), Text: words.L("The whole firm")}, Choice{Key: string(firm.ScopeClient), Text: words.L("A client")}, Choice{Key: string(firm.ScopeMatter), Text: words.L("A matter")}),
		&Input{Path: "client", Label: words.L("Client"), Kind: FindInput, Hidden: true, Find: func(ctx context.Context, text string) ([]Choice, error) {
			list, err := d.Clients(ctx, app.ClientFilter{Text: text, Limit: findLimit})
			var found []Choice
			for _, c := range list {
				found = append(found, clientChoice(c))
			}
			return found, err
		}},
		matterIn("matter", words.L("Matter")),
		choiceIn("who", words.L("Work of"), "", s.ratePeople()...), choiceIn("activity", words.L("Task or activity"), "", s.codeChoices(words.L("Any"))...),
		numberIn("rate", words.L("Rate of an hour"), ""), dateIn("from", words.L("From"), s.h.Today()).hint(words.L("Of the work's date")),
		checkIn("supersede", words.L("Ends the rate that held before"), true))
	f.In("matter").Hidden = true
	f.Note = words.L("The matter's rate stands before the client's, one for a person before one for a class. Work already entered keeps its rate.")
	f.places = map[string]string{"rate.overlap": "from", "from.required": "from"}
	f.edited = func(f *SideForm, path string) {
		f.In("client").Hidden = f.Text("scope") != string(firm.ScopeClient)
		f.In("matter").Hidden = f.Text("scope") != string(firm.ScopeMatter)
		validate(f, path, func() error { return checkRate(f) })
	}
	f.send = func(f *SideForm) {
		req := app.AddRate{Request: app.Request{Key: f.Key}, Scope: f.Text("scope"), Activity: f.Text("activity"), Rate: f.Text("rate"), From: f.Text("from"), Supersede: f.On("supersede")}
		at := "scope"
		switch req.Scope {
		case string(firm.ScopeClient):
			req.Key, at = f.In("client").Choice.Key, "client"
		case string(firm.ScopeMatter):
			req.Key, at = f.In("matter").Matter.Choice.Key, "matter"
		}
		switch kind, code, _ := strings.Cut(f.Text("who"), " "); kind {
		case "timekeeper":
			req.Timekeeper = code
		case "class":
			req.Class = code
		}
		sendAct(f, func(ctx context.Context) (firm.RateRow, error) {
			r, err := d.AddRate(ctx, req)
			return r, atPaths(err, map[string]string{"timekeeper": "who", "class": "who", "key": at}, "")
		}, func(r firm.RateRow) {
			s.saved(strconv.FormatInt(r.ID, 10), words.L("Rate %s agreed, %s.", words.Rate(r.Rate), period(r.From, r.To)))
		})
	}
	s.showOr(f)
}

func checkRate(f *SideForm) error {
	var check fault.Check
	if r, err := money.ParseRate(f.Text("rate")); err != nil {
		check.Add("rate", "rate.format", "%s", words.L("“%s” is no rate; write for example %s.", words.Number(f.Text("rate")), words.Number("325.00")))
	} else if r <= 0 || r > firm.RateMax {
		check.Add("rate", "rate.range", "%s", words.L("A rate lies above 0 and at most %s; work at no charge is entered as such.", words.Rate(firm.RateMax)))
	}
	if from, to := f.Date("from"), f.Date("to"); !from.IsZero() && !to.IsZero() && to < from {
		check.Add("to", "to.before_from", "%s", words.L("The last day is before the first."))
	}
	return check.Result("rate.invalid", "The rate")
}

// openRate changes the price or the days of a row, or takes it away.
func (s *Settings) openRate(r firm.RateRow) {
	f := newSideForm(s.h, s, "settings.rate.edit", s.rateFor(r), words.L("Save the rate"),
		&Input{Path: "what", Kind: NoteInput, Figures: []Figure{{Key: "who", Label: words.L("Work of"), Value: s.rateWho(r)}, {Key: "activity", Label: words.L("Task or activity"), Value: orWord(r.Activity, words.L("Any"))}}},
		numberIn("rate", words.L("Rate of an hour"), r.Rate.Plain()),
		&Input{Path: "from", Label: words.L("From"), Kind: DateInput, Optional: true, Field: Field{Text: r.From.String()}}, &Input{Path: "to", Label: words.L("Until"), Kind: DateInput, Optional: true, Hint: words.L("Last day of the rate; blank: it holds on"), Field: Field{Text: r.To.String()}},
		checkIn("delete", words.L("Take the row away: it was entered by mistake"), false))
	f.Note = words.L("What it holds for does not change: end it and agree another. Entries keep the rate they were priced with.")
	f.places = map[string]string{"rate.overlap": "from"}
	f.edited = func(f *SideForm, path string) {
		f.Danger = f.On("delete")
		validate(f, path, func() error { return checkRate(f) })
	}
	f.send = func(f *SideForm) {
		if f.On("delete") {
			sendAct(f, func(ctx context.Context) (firm.RateRow, error) {
				return s.h.Desk().DeleteRate(ctx, app.DeleteRate{Request: app.Request{Key: f.Key}, ID: r.ID})
			}, func(firm.RateRow) { s.saved("", words.L("The rate is taken away.")) })
			return
		}
		rate, from, to := f.Text("rate"), f.Text("from"), f.Text("to")
		req := app.SetRate{Request: app.Request{Key: f.Key}, ID: r.ID, Version: r.RowVersion, Rate: &rate, From: &from, To: &to}
		sendAct(f, func(ctx context.Context) (firm.RateRow, error) { return s.h.Desk().SetRate(ctx, req) }, func(r firm.RateRow) {
			s.saved(strconv.FormatInt(r.ID, 10), words.L("The rate is saved."))
		})
	}
	s.showOr(f)
}

func orWord(s, none string) string {
	if s == "" {
		return none
	}
	return s
}

// StartWhich asks which rate work would get, and shows the order in which rates
// are looked for with the one that wins.
func (s *Settings) StartWhich() {
	keepers := []Choice{}
	for _, t := range s.data.timekeepers {
		keepers = append(keepers, Choice{Key: t.Code, Text: t.Code + "  " + t.Name()})
	}
	first := ""
	if me := s.h.Facts().Me; me.ID != 0 {
		first = me.Code
	} else if len(keepers) > 0 {
		first = keepers[0].Key
	}
	f := newSideForm(s.h, s, "settings.which", words.L("Which rate wins"), "",
		matterIn("matter", words.L("Matter")), choiceIn("timekeeper", words.L("Timekeeper"), first, keepers...), dateIn("date", words.L("Day of the work"), s.h.Today()),
		choiceIn("activity", words.L("Task or activity"), "", s.codeChoices(words.L("None"))...),
		&Input{Path: "answer", Kind: NoteInput}, &Input{Path: "order", Kind: ListInput, Figures: ruleFigures(0)})
	f.Note = words.L("The first rule that hits wins. Nothing is saved here.")
	f.edited = func(f *SideForm, _ string) { s.answerWhich(f) }
	s.show(f)
}

func ruleFigures(won firm.RateRule) []Figure {
	var list []Figure
	for _, r := range ruleOrder {
		f := Figure{Key: "rule", Label: words.L("%d. %s", r, upper(words.Of(r.String())))}
		if r == won {
			f.Value, f.Tone = words.L("wins"), Good
		}
		list = append(list, f)
	}
	return list
}

func (s *Settings) answerWhich(f *SideForm) {
	matter := f.In("matter").Matter.Choice.Key
	if matter == "" || f.Text("timekeeper") == "" {
		f.In("answer").Figures, f.In("order").Figures = nil, ruleFigures(0)
		return
	}
	ask := app.WhyRate{Matter: matter, Timekeeper: f.Text("timekeeper"), Date: f.Text("date"), Task: f.Text("activity"), Activity: f.Text("activity")}
	Ask(&s.quiz, s.h.Runner(), func(ctx context.Context) (app.RateAnswer, error) { return s.h.Desk().WhyRate(ctx, ask) }, func(a app.RateAnswer, err error) {
		if s.Side != f {
			return
		}
		if err != nil {
			f.In("answer").Figures = []Figure{{Key: "none", Label: words.L("No rate"), Value: Words(err), Tone: Bad}}
			f.In("order").Figures = ruleFigures(0)
			s.h.Redraw(s)
			return
		}
		figures := []Figure{{Key: "rate", Label: words.L("The rate is"), Value: words.Rate(a.Rate), Tone: Good}}
		if a.Standard != a.Rate {
			figures = append(figures, Figure{Key: "standard", Label: words.L("Without the agreement"), Value: words.Rate(a.Standard)})
		}
		if !a.Since.IsZero() {
			figures = append(figures, Figure{Key: "since", Label: words.L("Since"), Value: words.Date(a.Since)})
		}
		f.In("answer").Figures, f.In("order").Figures = figures, ruleFigures(a.Rule)
		if a.RowID != 0 {
			s.jump = a.RowID
			s.list().Select([]int64{a.RowID})
		}
		s.h.Redraw(s)
	})
}
