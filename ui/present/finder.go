package present

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"matterbook/app"
	"matterbook/app/firm"
	"matterbook/ui/words"
)

// Finder is the one place to find anything: matters, clients, invoices, time
// entries by their words, payments, people, reports, settings, help and
// commands. With nothing typed it offers what was used last.
type Finder struct {
	f        *Frame
	recent   []Choice
	matters  []Choice  // used last in forms
	commands []Command // as they were when the finder opened: Search runs beside the window
	// Topics are the topics of the help; the page hands them in.
	Topics []HelpTopic
}

// Finder is the frame's.
func (f *Frame) Finder() *Finder { return &Finder{f: f, commands: f.Commands()} }

const (
	foundKey   = "recent.found"
	foundLimit = 10
	eachNoun   = 6
	// wordLetters is from how many letters on entries and payments are searched:
	// fewer hit half the book and tell nothing.
	wordLetters = 3
)

// Load reads what was used last.
func (x *Finder) Load(done func()) {
	type last struct{ found, matters []Choice }
	d := x.f.desk
	Go(x.f.run, func(ctx context.Context) (l last, err error) {
		if err := d.Preference(ctx, foundKey, &l.found); err != nil {
			return l, err
		}
		l.matters, err = recentMatters(ctx, d)
		return l, err
	}, func(l last, err error) {
		if err != nil {
			x.f.Fail(err)
		}
		x.recent, x.matters = l.found, l.matters
		done()
	})
}

// head is the caption of a group.
func head(text string) Choice { return Choice{Noun: "head", Key: " " + text, Text: text} }

// Recents are what was found and used last, then what can be done here.
func (x *Finder) Recents() []Choice {
	var list []Choice
	used := slices.Clone(x.recent)
	for _, m := range x.matters {
		if !slices.ContainsFunc(used, func(o Choice) bool { return o.Noun == m.Noun && o.Key == m.Key }) {
			used = append(used, m)
		}
	}
	if len(used) > 0 {
		list = append(append(list, head(words.L("Used last"))), used[:min(len(used), foundLimit)]...)
	}
	var can []Choice
	for _, c := range x.commands {
		if c.Off == "" {
			can = append(can, commandChoice(c))
		}
	}
	if len(can) > 0 {
		list = append(append(list, head(words.L("What can be done"))), can...)
	}
	return list
}

func commandChoice(c Command) Choice {
	more := ""
	if c.Off != "" {
		more = c.Off
	}
	return Choice{Noun: "command", Key: c.ID, Text: words.Of(c.Title), More: more, Muted: c.Off != ""}
}

// found gathers groups as they are asked for.
type found struct {
	list []Choice
	seen map[string]bool
}

func (f *found) add(title string, list []Choice) {
	var fresh []Choice
	for _, c := range list {
		if key := c.Noun + " " + c.Key + " " + strconv.FormatInt(c.ID, 10); !f.seen[key] {
			f.seen[key] = true
			fresh = append(fresh, c)
		}
	}
	if len(fresh) > 0 {
		f.list = append(append(f.list, head(title)), fresh...)
	}
}

// fits keeps the choices that hold every word in their two lines.
func fits(list []Choice, find []string, most int) []Choice {
	var kept []Choice
	for _, c := range list {
		if len(kept) < most && hasAll(firm.Fold(c.Text, c.More), find) {
			kept = append(kept, c)
		}
	}
	return kept
}

// Search finds by any part of a number or name, in any order of the words,
// accents and case ignored. It runs in the background; each group reads a few
// rows only.
func (x *Finder) Search(ctx context.Context, text string) ([]Choice, error) {
	text = strings.TrimSpace(text)
	find := strings.Fields(firm.Fold(text))
	out := &found{seen: map[string]bool{}}

	var commands []Choice
	for _, c := range x.commands {
		commands = append(commands, commandChoice(c))
	}
	commands = fits(commands, find, 100)
	// Commands whose name begins so stand first: "go t" is typed to go there.
	var first, later []Choice
	for _, c := range commands {
		if strings.HasPrefix(firm.Fold(c.Text), strings.Join(find, " ")) {
			first = append(first, c)
		} else {
			later = append(later, c)
		}
	}
	out.add(words.L("Used last"), fits(x.recent, find, 4))
	out.add(words.L("Commands"), first[:min(len(first), eachNoun)])

	matters, err := findMatters(ctx, x.f.desk, app.MatterFilter{Text: text, Limit: eachNoun})
	if err != nil {
		return nil, err
	}
	out.add(words.L("Matters"), matters)
	long := len(find) > 0 && !slices.ContainsFunc(find, func(w string) bool { return len([]rune(w)) < wordLetters })
	facts := x.f.facts
	_, err = app.Read(ctx, x.f.desk, func(q app.Query) (struct{}, error) {
		return struct{}{}, findRows(q, text, long, out)
	})
	if err != nil {
		return nil, err
	}
	out.add(words.L("People"), fits(x.people(facts), find, eachNoun))
	out.add(words.L("Reports"), fits(x.reports(), find, eachNoun))
	out.add(words.L("Settings"), fits(x.settings(), find, eachNoun))
	out.add(words.L("Help"), x.topics(find))
	out.add(words.L("More commands"), append(first[min(len(first), eachNoun):], later[:min(len(later), 2*eachNoun)]...))
	return out.list, nil
}

// findRows finds what the book holds beside matters.
func findRows(q app.Query, text string, long bool, out *found) error {
	clients, err := q.Clients(app.ClientFilter{Text: text, Limit: eachNoun})
	if err != nil {
		return err
	}
	var list []Choice
	for _, c := range clients {
		list = append(list, clientChoice(c))
	}
	out.add(words.L("Clients"), list)

	invoices, err := q.Standings(app.StandingFilter{Text: text, Newest: true, Limit: eachNoun})
	if err != nil {
		return err
	}
	list = nil
	for _, s := range invoices {
		list = append(list, Choice{Noun: "invoice", Key: s.Number, ID: s.InvoiceID, Text: words.L("Invoice %s", s.Number),
			More: strings.Join([]string{words.Date(s.Date), words.Money(s.Total, s.Currency), words.Of(s.Word())}, ", ")})
	}
	out.add(words.L("Invoices"), list)
	if !long {
		return nil
	}

	entries, err := q.EntryRows(app.EntryFilter{Text: text}, app.Page{Limit: eachNoun})
	if err != nil {
		return err
	}
	list = nil
	for _, e := range entries {
		list = append(list, Choice{Noun: "time", Key: text, ID: e.ID, Text: e.Narrative,
			More: strings.Join([]string{words.Date(e.Date), e.TimekeeperCode, e.MatterCode, words.Hours(e.Hours)}, ", ")})
	}
	out.add(words.L("Time entries"), list)

	payments, err := q.Payments(app.PaymentFilter{Text: text}, app.Page{Limit: eachNoun})
	if err != nil {
		return err
	}
	list = nil
	for _, p := range payments {
		name := ""
		if c, err := q.Client(p.ClientID); err == nil {
			name = c.Name
		}
		list = append(list, Choice{Noun: "payment", Key: strconv.FormatInt(p.ID, 10), ID: p.ID, Text: words.L("Payment %s", orWord(p.Reference, p.Note)),
			More: strings.Join([]string{words.Date(p.Date), words.Money(p.Amount, p.Currency), name}, ", ")})
	}
	out.add(words.L("Payments"), list)
	return nil
}

func (x *Finder) people(f *Facts) []Choice {
	var list []Choice
	for _, t := range f.Timekeepers {
		list = append(list, Choice{Noun: "timekeeper", Key: t.Code, ID: t.ID, Text: t.Code + "  " + t.Name(), More: words.L("Timekeeper, %s", words.Of(className(t.Class))), Muted: !t.EndDate.IsZero() && t.EndDate < x.f.Today()})
	}
	for _, u := range f.Users {
		list = append(list, Choice{Noun: "user", Key: u.Code, ID: u.ID, Text: u.Code + "  " + u.Name, More: words.L("User, %s", words.Of(roleWords[u.Role])), Muted: !u.Active})
	}
	return list
}

func (x *Finder) reports() []Choice {
	if !x.f.hasRoute("reports") {
		return nil
	}
	var list []Choice
	for _, r := range app.Reports() {
		list = append(list, Choice{Noun: "report", Key: r.Name, Text: words.Of(r.Title), More: words.L("Report")})
	}
	return list
}

func (x *Finder) settings() []Choice {
	var list []Choice
	for _, s := range settingsSections {
		list = append(list, Choice{Noun: "setting", Key: s.ID, Text: words.Of(s.Title), More: words.Of(s.Text)})
	}
	return list
}

func (x *Finder) topics(find []string) []Choice {
	var list []Choice
	for _, t := range x.Topics {
		if len(list) < eachNoun && hasAll(t.find, find) {
			list = append(list, Choice{Noun: "help", Key: t.ID, Text: t.Title, More: t.Group})
		}
	}
	return list
}

// ParseTopics makes the topics of the help of their texts, for the finder.
func ParseTopics(texts map[string]string) []HelpTopic {
	var list []HelpTopic
	for id, text := range texts {
		list = append(list, parseTopic(id, text, func(string) string { return "" }))
	}
	sortTopics(list)
	return list
}

func clientChoice(c firm.Client) Choice {
	more := words.L("Client")
	if c.Archived {
		more = words.L("Client, archived")
	}
	return Choice{Noun: "client", Key: c.Code, ID: c.ID, Text: c.Code + "  " + c.Name, More: more, Muted: c.Archived}
}

func hasAll(s string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(s, w) {
			return false
		}
	}
	return true
}

// home is the screen that is about a noun, where several open it.
var home = map[string]string{"matter": "matters", "client": "clients", "invoice": "invoices", "payment": "payments", "timekeeper": settingsName, "time": timeName}

// Choose goes to what was chosen, and keeps it for the next time.
func (x *Finder) Choose(c Choice) {
	if c.Noun == "head" {
		return
	}
	if c.Noun == "command" {
		x.f.Do(c.Key)
		return
	}
	x.keep(c)
	if c.Noun == "matter" {
		p := NewMatterPick(x.f, func() {})
		p.recent = x.matters
		p.Pick(c)
	}
	for _, r := range x.f.routes {
		if r.Name == home[c.Noun] && (slices.Contains(r.Opens, c.Noun) || r.Name == settingsName) {
			x.f.Go(r.Name, c.Noun+" "+c.Key)
			return
		}
	}
	if !x.f.Open(c.Noun, c.Key) {
		x.f.Say("No screen shows %s.", c.Text)
	}
}

func (x *Finder) keep(c Choice) {
	list := slices.DeleteFunc(slices.Clone(x.recent), func(o Choice) bool { return o.Noun == c.Noun && o.Key == c.Key })
	x.recent = slices.Insert(list, 0, c)
	x.recent = x.recent[:min(len(x.recent), foundLimit)]
	x.f.Prefer(foundKey, x.recent)
}
