package present

import (
	"context"
	"strings"

	"matterbook/app"
	"matterbook/app/firm"
)

// Finder is the one place to find anything: matters, clients, invoices and
// commands. With nothing typed it offers what was used last.
type Finder struct {
	f        *Frame
	recent   []Choice
	commands []Command // as they were when the finder opened: Search runs beside the window
}

// Finder is the frame's.
func (f *Frame) Finder() *Finder { return &Finder{f: f, commands: f.Commands()} }

// Load reads what was used last.
func (x *Finder) Load(done func()) {
	Go(x.f.run, func(ctx context.Context) ([]Choice, error) { return recentMatters(ctx, x.f.desk) }, func(list []Choice, err error) {
		if err != nil {
			x.f.Fail(err)
		}
		x.recent = list
		done()
	})
}

// Recents are what was used last, then what can be done here.
func (x *Finder) Recents() []Choice {
	list := append([]Choice{}, x.recent...)
	for _, c := range x.commands {
		if c.Off == "" {
			list = append(list, commandChoice(c))
		}
	}
	return list
}

func commandChoice(c Command) Choice {
	more := "Command"
	if c.Off != "" {
		more = c.Off
	}
	return Choice{Noun: "command", Key: c.ID, Text: c.Title, More: more, Muted: c.Off != ""}
}

const eachNoun = 8

// Search finds by any part of a number or name. It runs in the background.
func (x *Finder) Search(ctx context.Context, text string) ([]Choice, error) {
	words := strings.Fields(strings.ToLower(text))
	var commands []Choice
	for _, c := range x.commands {
		if hasAll(strings.ToLower(c.Title), words) {
			commands = append(commands, commandChoice(c))
		}
	}
	matters, err := findMatters(ctx, x.f.desk, app.MatterFilter{Text: text, Limit: eachNoun})
	if err != nil {
		return nil, err
	}
	rest, err := app.Read(ctx, x.f.desk, func(q app.Query) ([]Choice, error) {
		var found []Choice
		clients, err := q.Clients(app.ClientFilter{Text: text, Limit: eachNoun})
		if err != nil {
			return nil, err
		}
		for _, c := range clients {
			found = append(found, clientChoice(c))
		}
		invoices, err := q.Standings(app.StandingFilter{Text: text, Newest: true, Limit: eachNoun})
		if err != nil {
			return nil, err
		}
		for _, s := range invoices {
			found = append(found, Choice{Noun: "invoice", Key: s.Number, ID: s.InvoiceID, Text: "Invoice " + s.Number,
				More: s.Date.Short() + ", " + s.Total.WithSymbol(s.Currency) + ", " + s.Word()})
		}
		return found, nil
	})
	if err != nil {
		return nil, err
	}
	// Commands whose name begins so stand first: "go t" is typed to go there.
	var first, later []Choice
	for _, c := range commands {
		if strings.HasPrefix(strings.ToLower(c.Text), strings.ToLower(strings.TrimSpace(text))) {
			first = append(first, c)
		} else {
			later = append(later, c)
		}
	}
	return append(append(append(first, matters...), rest...), later...), nil
}

func clientChoice(c firm.Client) Choice {
	more := "Client"
	if c.Archived {
		more = "Client, archived"
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

// Choose goes to what was chosen.
func (x *Finder) Choose(c Choice) {
	if c.Noun == "command" {
		x.f.Do(c.Key)
		return
	}
	if c.Noun == "matter" {
		p := NewMatterPick(x.f, func() {})
		p.recent = x.recent
		p.Pick(c)
	}
	if !x.f.Open(c.Noun, c.Key) {
		x.f.Say("No screen shows %s.", c.Text)
	}
}
