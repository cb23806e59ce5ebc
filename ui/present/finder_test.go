package present_test

import (
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/ui/present"
)

// finder sits a user down before a window with every screen that can be found.
func finder(t *testing.T) (*seat, *present.Finder) {
	t.Helper()
	o := apptest.New(t).Seed()
	add(t, o, app.AddTime{Matter: "100-01", Hours: "1", Narrative: "Café meeting re costs budget"})
	if _, err := o.AddClient(ctx, app.AddClient{Code: "700", Name: "Société Générale des Eaux"}); err != nil {
		t.Fatal(err)
	}
	s := sit(t, o, "admin", present.TodayRoute.Any(), present.TimeRoute.Any(), present.MattersRoute.Any(), present.ReportsRoute.Any(), present.SettingsRoute.Any(), present.HelpRoute.Any())
	x := s.frame.Finder()
	x.Topics = present.ParseTopics(map[string]string{"trust-rules": "# The rules of client money\ngroup: Rules\norder: 60\n\nNever mix.", "today": "# Today\ngroup: Screens\norder: 20\n\nThe day."})
	x.Load(func() {})
	return s, x
}

func nouns(list []present.Choice) string {
	var all []string
	for _, c := range list {
		if c.Noun == "head" {
			all = append(all, "["+c.Text+"]")
		} else {
			all = append(all, c.Noun+" "+c.Key)
		}
	}
	return strings.Join(all, ", ")
}

func TestTheFinderFindsEveryNoun(t *testing.T) {
	_, x := finder(t)
	for query, want := range map[string]string{
		"100-01":            "matter 100-01",
		"eaux generale":     "client 700", // words in any order, accents left out
		"cafe bud":          "time cafe bud",
		"dunne ruth":        "timekeeper RMD",
		"bea":               "user bea",
		"numbers invoice":   "report number-gaps",
		"invoice num":       "setting numbers",
		"client money":      "help trust-rules",
		"go to set":         "command go.settings",
		"theme dark":        "command theme.dark",
		"receivables AGING": "report aging",
	} {
		found, err := x.Search(ctx, query)
		noErr(t, err)
		if got := nouns(found); !strings.Contains(got, want) {
			t.Errorf("%q finds %s, want %s", query, got, want)
		}
	}
	// Groups have captions, nothing stands twice, and a group is a handful.
	found, err := x.Search(ctx, "the")
	noErr(t, err)
	seen := map[string]bool{}
	n := 0
	for i, c := range found {
		if c.Noun == "head" {
			if i == len(found)-1 || found[i+1].Noun == "head" {
				t.Errorf("the group %q is empty", c.Text)
			}
			n = 0
			continue
		}
		if n++; n > 12 {
			t.Fatalf("a group of more than 12: %s", nouns(found))
		}
		key := c.Noun + c.Key + c.Text
		if seen[key] {
			t.Errorf("%s stands twice", key)
		}
		seen[key] = true
	}
	// Two letters do not search words of the whole book.
	found, err = x.Search(ctx, "ca")
	noErr(t, err)
	if strings.Contains(nouns(found), "time ") {
		t.Errorf("two letters find entries: %s", nouns(found))
	}
	if found, err = x.Search(ctx, "zzzqqq"); err != nil || len(found) != 0 {
		t.Errorf("nonsense finds %s %v", nouns(found), err)
	}
}

func TestTheFinderGoesThereAndRemembers(t *testing.T) {
	s, x := finder(t)
	choose := func(query, noun string) {
		t.Helper()
		found, err := x.Search(ctx, query)
		noErr(t, err)
		for _, c := range found {
			if c.Noun == noun {
				x.Choose(c)
				return
			}
		}
		t.Fatalf("%q finds no %s: %s", query, noun, nouns(found))
	}
	at := func(route string) {
		t.Helper()
		if got := s.frame.Place().Route; got != route {
			t.Errorf("it leads to %s, want %s", got, route)
		}
	}
	choose("100-01", "matter")
	at("matters") // where a matter is at home, though the list of time opens it too
	choose("cafe budget", "time")
	at("time")
	choose("offices", "setting")
	at("settings")
	if m := s.frame.ScreenOf("settings").(*present.Settings); m.Section != present.SetOffices {
		t.Errorf("the section is %s", m.Section)
	}
	choose("dunne", "timekeeper")
	if m := s.frame.ScreenOf("settings").(*present.Settings); m.Section != present.SetTimekeepers || m.Side == nil {
		t.Errorf("a person opens section %s", m.Section)
	}
	choose("client money", "help")
	at("help")
	choose("theme dark", "command")
	if s.frame.Look().Theme != "dark" {
		t.Error("the command was not run")
	}

	// Another finder begins with what was chosen, newest first, and finds it first.
	again := s.frame.Finder()
	again.Load(func() {})
	if got := nouns(again.Recents()); !strings.HasPrefix(got, "[Used last], help trust-rules, timekeeper RMD, setting offices, time cafe budget, matter 100-01") {
		t.Errorf("offered first: %s", got)
	}
	found, err := again.Search(ctx, "dunne")
	noErr(t, err)
	if got := nouns(found); !strings.HasPrefix(got, "[Used last], timekeeper RMD") {
		t.Errorf("found first: %s", got)
	}
}
