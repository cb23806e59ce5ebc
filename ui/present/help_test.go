package present_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"matterbook/app/apptest"
	"matterbook/app/report"
	"matterbook/ui/present"
)

const topicText = `# Today
group: Screens
order: 20
screens: today

First line of
a paragraph with {timer} in it and {YYYY} left alone.

## More
- one
1. step
> note
@timer starts the clock
@nothing is left out
`

func help(t *testing.T, user string) (*seat, *present.Help) {
	t.Helper()
	s := sit(t, apptest.New(t).Seed(), user, present.TodayRoute.Any(), present.HelpRoute.Any())
	s.frame.Go("help", "")
	m := s.frame.ScreenOf("help").(*present.Help)
	m.Equip(present.HelpSource{
		Texts: func(string) map[string]string {
			return map[string]string{"today": topicText, "first-attorney": "# First hour\ngroup: First\norder: 01\n\nBegin.", "money": "# Money\ngroup: Rules\norder: 60\n\nClient money, and a café."}
		},
		Keys: &keyboard{}, Notices: "MIT licence\nBSD licence\nfonts", Facts: [][2]string{{"Version", "1.2"}},
		PDF: func(tb *report.Table, firm string) ([]byte, error) { return []byte("%PDF " + tb.Title + firm), nil },
	})
	return s, m
}

func TestTopicsAreReadFromTheirText(t *testing.T) {
	_, m := help(t, "jlk")
	if m.Topic != "first-attorney" {
		t.Errorf("an attorney begins with %q", m.Topic)
	}
	m.Open("topic today")
	var got []string
	for _, b := range m.Current().Blocks {
		got = append(got, strings.TrimSpace(b.Mark+" "+b.Text))
	}
	want := "First line of a paragraph with F5 in it and {YYYY} left alone.|More|one|1 step|note|F5 starts the clock"
	if strings.Join(got, "|") != want {
		t.Errorf("read\n%s\nwant\n%s", strings.Join(got, "|"), want)
	}
	// Groups stand together, in their order; what the program makes stands among them.
	var titles []string
	for _, x := range m.Topics {
		titles = append(titles, x.Group+": "+x.Title)
	}
	if got := strings.Join(titles, "|"); got != "First: First hour|First: All keys on one page|Screens: Today|Rules: Money|Rules: About Matterbook|Rules: Licences" {
		t.Errorf("the topics are %s", got)
	}
}

func TestHelpIsSearched(t *testing.T) {
	_, m := help(t, "jlk")
	m.SetSearch("cafe CLIENT") // any order, accents folded
	if len(m.Found()) != 1 || m.Topic != "money" {
		t.Errorf("found %d, shows %s", len(m.Found()), m.Topic)
	}
	m.SetSearch("bsd")
	if m.Topic != "licences" || m.Lines.Len() != 1 {
		t.Errorf("shows %s with %d lines", m.Topic, m.Lines.Len())
	}
	if !m.Escape() || m.Search.Text != "" || m.Lines.Len() != 3 {
		t.Error("Escape does not empty the search")
	}
}

func TestTheKeysArePrintedAndSaved(t *testing.T) {
	s, m := help(t, "jlk")
	table := m.KeysTable()
	all := ""
	for _, r := range table.Rows {
		for i, c := range r {
			all += table.Format(i, c) + " "
		}
	}
	for _, want := range []string{"New Ctrl+N", "Timer F5", "Ways to write hours"} {
		if !strings.Contains(all, want) {
			t.Errorf("the page lacks %q: %s", want, all)
		}
	}
	if n := len(table.Rows); n > 45 {
		t.Errorf("%d rows are more than one sheet", n)
	}
	s.surface.Path = filepath.Join(t.TempDir(), "keys.pdf")
	m.Do("help.save")
	if data, err := os.ReadFile(s.surface.Path); err != nil || !strings.Contains(string(data), "Dunne & Keller LLP") {
		t.Errorf("%q %v", data, err)
	}
	s.notice("The keys are written to")
	if acts := m.Acts(); len(acts) != 3 {
		t.Errorf("acts %v", acts)
	}
}
