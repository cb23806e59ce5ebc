package present

import (
	"context"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/firm"
)

// Choice is one line of a finder.
type Choice struct {
	Noun  string // "matter", "client", "invoice", "command", "timekeeper"
	Key   string // code, number or command
	Text  string // first line
	More  string // muted second line
	Muted bool   // shown but pale, such as a closed matter
	ID    int64
}

// MatterPick is the matter of a form: how it is found, which was used last, and
// what its money is.
type MatterPick struct {
	h       Host
	changed func()
	Choice  Choice
	Fault   string
	recent  []Choice
	// Open limits the search to matters that take new work.
	Open bool
	// Client limits it to the matters of a client; 0 for all.
	Client int64
}

// NewMatterPick has no matter yet. changed is called when another one was
// picked by the person.
func NewMatterPick(h Host, changed func()) *MatterPick {
	return &MatterPick{h: h, changed: changed, Open: true}
}

const (
	findLimit   = 30
	recentLimit = 9
	recentKey   = "recent.matters"
)

// Search finds matters by any part of code, name, or the client's; it may run in
// the background.
func (m *MatterPick) Search(ctx context.Context, text string) ([]Choice, error) {
	return findMatters(ctx, m.h.Desk(), app.MatterFilter{Text: text, OpenOnly: m.Open, ClientID: m.Client, Limit: findLimit})
}

func findMatters(ctx context.Context, d *app.Desk, f app.MatterFilter) ([]Choice, error) {
	return app.Read(ctx, d, func(q app.Query) ([]Choice, error) {
		list, err := q.Matters(f)
		if err != nil {
			return nil, err
		}
		exact := strings.ToLower(strings.TrimSpace(f.Text))
		slices.SortStableFunc(list, func(a, b firm.Matter) int { return rank(a, exact) - rank(b, exact) })
		return matterChoices(q, list)
	})
}

// rank puts what begins with the text first, and closed matters last.
func rank(m firm.Matter, text string) int {
	r := 2
	switch code, name := strings.ToLower(m.Code), strings.ToLower(m.Name); {
	case code == text:
		r = 0
	case strings.HasPrefix(code, text), strings.HasPrefix(name, text):
		r = 1
	}
	if m.Status == firm.MatterClosed {
		r += 10
	}
	return r
}

func matterChoices(q app.Query, list []firm.Matter) ([]Choice, error) {
	clients := map[int64]string{}
	choices := make([]Choice, len(list))
	for i, m := range list {
		if _, known := clients[m.ClientID]; !known {
			c, err := q.Client(m.ClientID)
			if err != nil {
				return nil, err
			}
			clients[m.ClientID] = c.Name
		}
		choices[i] = Choice{Noun: "matter", Key: m.Code, ID: m.ID, Text: m.Code + "  " + m.Name, More: clients[m.ClientID], Muted: m.Status == firm.MatterClosed}
		if choices[i].Muted {
			choices[i].More += ", closed"
		}
	}
	return choices, nil
}

// Pick takes a matter, or none with the zero Choice.
func (m *MatterPick) Pick(c Choice) {
	if m.Choice == c {
		return
	}
	m.Choice, m.Fault = c, ""
	if c.Key != "" {
		m.note(c)
	}
	m.changed()
}

// Put shows a matter without telling anybody.
func (m *MatterPick) Put(c Choice) { m.Choice, m.Fault = c, "" }

// Recents are the matters last used, newest first.
func (m *MatterPick) Recents() []Choice { return m.recent }

func (m *MatterPick) note(c Choice) {
	m.recent = slices.DeleteFunc(slices.Clone(m.recent), func(o Choice) bool { return o.Key == c.Key })
	m.recent = slices.Insert(m.recent, 0, c)
	m.recent = m.recent[:min(len(m.recent), recentLimit)]
	keys := make([]string, len(m.recent))
	for i, r := range m.recent {
		keys[i] = r.Key
	}
	m.h.Prefer(recentKey, keys)
}

// Load reads which matters were used last; done is called when they are there.
func (m *MatterPick) Load(done func()) {
	Go(m.h.Runner(), func(ctx context.Context) ([]Choice, error) { return recentMatters(ctx, m.h.Desk()) },
		func(list []Choice, err error) {
			if err != nil {
				m.h.Fail(err)
				return
			}
			m.recent = list
			done()
		})
}

func recentMatters(ctx context.Context, d *app.Desk) ([]Choice, error) {
	var keys []string
	if err := d.Preference(ctx, recentKey, &keys); err != nil {
		return nil, err
	}
	return app.Read(ctx, d, func(q app.Query) ([]Choice, error) {
		var list []firm.Matter
		for _, k := range keys {
			if m, err := q.MatterByCode(k); err == nil && m.Status == firm.MatterOpen {
				list = append(list, m)
			}
		}
		return matterChoices(q, list)
	})
}
