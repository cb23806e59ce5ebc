package demo

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"matterbook/app/cal"
	"matterbook/assets"
)

// sets says which code set the narratives of a pool are coded in.
var sets = map[string]string{
	"litigation": "litigation", "defense": "litigation", "commercial": "litigation", "employment": "litigation", "family": "litigation",
	"employ-advice": "counseling", "counsel": "counseling", "contracts": "project", "probate": "project", "estate": "project",
	"realestate": "project", "bankruptcy": "bankruptcy", "creditor": "bankruptcy", "trademark": "trademark", "patent": "patent",
}

// verbs begin a narrative, and join two acts when they come after "and".
var verbs = []string{"Review", "Analyze", "Draft", "Revise", "Telephone", "E-mail", "Research", "Prepare", "Attend", "Take", "Defend", "Confer",
	"Conference", "Meet", "Travel", "Assemble", "Compare", "Cross-reference", "Interview", "Update", "Serve", "Argue", "Correspond"}

func TestEveryNarrativeIsOneActWithItsCodes(t *testing.T) {
	d, err := assets.Demo()
	if err != nil {
		t.Fatal(err)
	}
	codes, err := assets.UTBMS()
	if err != nil {
		t.Fatal(err)
	}
	has := map[string]bool{}
	phase := map[string]bool{} // codes with tasks below them
	for _, c := range codes {
		has[c.Set+" "+c.Code] = true
		phase[c.Set+" "+c.Parent] = true
	}
	if len(d.Narratives) < 250 {
		t.Errorf("only %d narratives", len(d.Narratives))
	}
	vague := regexp.MustCompile(`(?i)attention to|work on|various|miscellaneous|handle |deal with|\betc\b|filing of|scheduling (?:of|dep|meet|call)|schedule (dep|meet|call)|calendaring|scanning|photocop`)
	blank := regexp.MustCompile(`^[a-z]+$`)
	once := map[string]bool{}
	for _, n := range d.Narratives {
		bad := func(format string, args ...any) {
			t.Helper()
			t.Errorf("%q: "+format, append([]any{n.Text}, args...)...)
		}
		if key := n.Pool + n.Task + n.Activity + n.Text; once[key] {
			bad("stands twice in pool %s", n.Pool)
		} else {
			once[key] = true
		}
		if n.Pool != "internal" {
			set := sets[n.Pool]
			switch {
			case !has[set+" "+n.Task]:
				bad("task %s is not in the set %q", n.Task, set)
			case phase[set+" "+n.Task]:
				bad("task %s is a phase; bills take the tasks below it", n.Task)
			case !has["activity "+n.Activity] || n.Activity == "A100":
				bad("there is no activity %s", n.Activity)
			}
			checkActivity(t, n)
		}
		if n.Least < 1 || n.Most < n.Least || n.Most > 60 {
			bad("takes %d to %d tenths", n.Least, n.Most)
		}
		if n.Stage > 3 || n.Who == "" || strings.Trim(n.Who, "PCAL") != "" {
			bad("stage %d, who %q", n.Stage, n.Who)
		}
		words := strings.Fields(n.Text)
		switch {
		case strings.Join(words, " ") != n.Text:
			bad("blanks around or doubled")
		case !slices.Contains(verbs, words[0]):
			bad("begins with no act")
		case len(words)+2*len(blanksOf(n.Text)) < 4 || len(words) > 24:
			bad("has %d words", len(words))
		case strings.ContainsAny(n.Text, ";[]|") || strings.Contains(n.Text, ". "):
			bad("holds several tasks, or what LEDES cannot write")
		case vague.MatchString(n.Text):
			bad("is vague or clerical")
		}
		for i, w := range words[:len(words)-1] {
			next := words[i+1]
			if (w == "and" || strings.HasSuffix(w, ",")) && slices.ContainsFunc(verbs, func(v string) bool { return strings.EqualFold(v, next) }) &&
				!strings.HasPrefix(n.Text, "Review and analyze ") {
				bad("joins two acts")
			}
		}
		for _, b := range blanksOf(n.Text) {
			if !blank.MatchString(b) {
				bad("has a blank %q", b)
			}
		}
	}
}

// checkActivity tests that the activity fits the verb: a call is a
// communication, a draft is drafting.
func checkActivity(t *testing.T, n assets.DemoNarrative) {
	t.Helper()
	want := map[string][]string{
		"Draft": {"A103"}, "Revise": {"A103"}, "Research": {"A102"}, "Analyze": {"A104"}, "Review": {"A104"}, "Attend": {"A109"}, "Take": {"A109"},
		"Defend": {"A109"}, "Prepare": {"A101"}, "Assemble": {"A101"}, "Confer": {"A105"}, "Travel": {"A112"}, "Compare": {"A110"}, "Cross-reference": {"A110"},
		"Telephone": {"A106", "A107", "A108"}, "E-mail": {"A106", "A107", "A108"}, "Conference": {"A107"}, "Meet": {"A106"},
	}[strings.Fields(n.Text)[0]]
	if !slices.Contains(want, n.Activity) {
		t.Errorf("%q has activity %s, want one of %v", n.Text, n.Activity, want)
	}
	for who, activity := range map[string]string{"with {client}": "A106", "to {client}": "A106", "with {oc}": "A107", "to {oc}": "A107", "with {expert}": "A108", "with {colleague}": "A105"} {
		if strings.HasPrefix(activity, "A10") && slices.Contains(want, "A106") && strings.Contains(n.Text, who) && n.Activity != activity {
			t.Errorf("%q speaks %s, which is %s, not %s", n.Text, who, activity, n.Activity)
		}
	}
}

func TestEveryMatterHasWorkForItsTeam(t *testing.T) {
	m := cast(t)
	expense := map[string]bool{}
	codes, err := assets.UTBMS()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range codes {
		if strings.HasPrefix(c.Set, "expense") && c.Parent != "" {
			expense[c.Code] = true
		}
	}
	for _, x := range m.matters {
		if want := sets[x.Pools[0]]; x.CodeSet != "" && x.CodeSet != want {
			t.Errorf("%s has code set %s, its narratives are coded in %s", x.Code, x.CodeSet, want)
		}
		for _, p := range x.team {
			n := 0
			for _, tp := range x.narrative {
				if tp.does(p, x) {
					n++
				}
			}
			if n < 2 {
				t.Errorf("%s has %d narratives for %s", x.Code, n, p.Code)
			}
		}
		for _, c := range x.costs {
			if !expense[c.Code] {
				t.Errorf("%q: there is no expense code %s", c.Text, c.Code)
			}
		}
		r := m.rand("test")
		for _, tp := range x.narrative {
			if text := m.fill(r, x, tp.Text, tp.blanks, x.team[0]); strings.ContainsAny(text, "{}") || strings.Contains(text, "  ") {
				t.Errorf("%s: %q", x.Code, text)
			}
		}
	}
}

// Every blank of a pool can be filled by one of its matters, so no narrative
// stands in the list for nothing.
func TestEveryNarrativeIsUsed(t *testing.T) {
	m := cast(t)
	used := map[string]bool{}
	for _, x := range m.matters {
		for _, tp := range x.narrative {
			used[tp.Pool+tp.Text] = true
		}
	}
	for _, n := range m.data.Narratives {
		if !used[n.Pool+n.Text] {
			t.Errorf("pool %s: no matter can say %q", n.Pool, n.Text)
		}
	}
}

func cast(t *testing.T) *maker {
	t.Helper()
	d, err := assets.Demo()
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Seed: 1}
	m := &maker{opts: o.full(), data: d, start: o.Start(), until: o.full().Until}
	m.makeCast()
	return m
}

func TestHolidays(t *testing.T) {
	for day, want := range map[string]bool{
		"2025-11-27": true, "2025-11-28": true, "2025-11-20": false, "2026-01-01": true, "2026-01-19": true, "2026-02-16": true,
		"2026-05-25": true, "2026-05-18": false, "2026-09-07": true, "2026-09-14": false, "2026-12-25": true, "2026-03-10": false,
	} {
		if got := holiday(cal.MustParse(day)); got != want {
			t.Errorf("%s is a holiday: %v, want %v", day, got, want)
		}
	}
}
