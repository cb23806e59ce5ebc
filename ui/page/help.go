package page

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"matterbook/ui/kit"
	"matterbook/ui/present"
)

func (sh *Shell) lookNow() present.Look {
	if sh.window == nil {
		return present.Look{}
	}
	return sh.window.frame.Look()
}

// help shows a topic of the help; blank is that of the screen in view. Before a
// book is open there is only the list of keys.
func (sh *Shell) help(topic string) {
	w := sh.window
	if w == nil || !slices.ContainsFunc(w.frame.Routes(), func(r present.AnyRoute) bool { return r.Name == "help" }) {
		if topic == "about" {
			sh.showAbout()
			return
		}
		sh.showKeys()
		return
	}
	if topic == "" {
		topic = w.frame.Place().Route
	}
	w.frame.Go("help", "topic "+topic)
}

// showKeys is the cheat sheet: every action with its keys, by group.
func (sh *Shell) showKeys() {
	groups := []string{}
	byGroup := map[string][]kit.Accel{}
	for _, a := range sh.keys.Map.All() {
		if _, seen := byGroup[a.Group]; !seen {
			groups = append(groups, a.Group)
		}
		byGroup[a.Group] = append(byGroup[a.Group], a)
	}
	// Fields have keys of their own.
	groups = append(groups, "In fields")
	byGroup["In fields"] = nil
	columns := []*fyne.Container{Column(4), Column(4), Column(4)}
	place := map[string]int{"Everywhere": 0, "Records": 1, "Time and bills": 1, "Go to": 2, "In fields": 2}
	for _, g := range groups {
		c := columns[place[g]]
		if len(c.Objects) > 0 {
			c.Add(Space(1, 10))
		}
		c.Add(kit.NewSubheading(g))
		for _, a := range byGroup[g] {
			keys := a.Key.String()
			if t := a.Twin.String(); t != "" {
				if keys != "" {
					keys += "  or  "
				}
				keys += t
			}
			c.Add(keyLine(keys, a.Title))
		}
		if g == "In fields" {
			for _, l := range [][2]string{{"Space", "Expand an abbreviation"}, {"t  y  +  -", "Today, yesterday, a day on or back"}, {"m  h", "First, last day of the month"},
				{".3  18m  1:15", "Ways to write hours"}, {"[.2]", "Times in the narrative add up"}, {"Esc", "Leave, go back"}} {
				c.Add(keyLine(l[0], l[1]))
			}
		}
	}
	for _, c := range columns {
		c.Add(Space(1, 1))
	}
	body := container.New(&evenLayout{gap: 28}, columns[0], columns[1], columns[2])
	scroll := container.NewVScroll(Pad(0, 6, 0, 12, body))
	scroll.SetMinSize(fyne.NewSize(900, 520))
	d := kit.ID("keys", kit.NewDialog("Keys", scroll, "", nil))
	d.Width = 1180
	d.OnSubmit = func(d *kit.Dialog) { d.Close() }
	d.Open(sh.win.Canvas())
}

func keyLine(keys, title string) fyne.CanvasObject {
	k := kit.NewLabel(keys)
	k.Color, k.MinWidth = kit.ColorMuted, 142
	t := kit.NewLabel(title)
	t.MinWidth = 60
	return GrowRow(8, 1, k, t)
}

func (sh *Shell) showAbout() {
	kit.Inform(sh.win.Canvas(), Name+" "+sh.opt.Version,
		"Time, bills and client money of a law firm, in one file the firm owns. No server, no account, no network.")
}
