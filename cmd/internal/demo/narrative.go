package demo

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"

	"matterbook/app/cal"
	"matterbook/assets"
)

// narrative is a template a matter can use.
type narrative struct {
	*assets.DemoNarrative
	blanks []string
}

// narrativesFor are the templates of the matter's pools whose blanks it can fill.
func (m *maker) narrativesFor(x *matter) []*narrative {
	var list []*narrative
	for i := range m.data.Narratives {
		t := &m.data.Narratives[i]
		if blanks := blanksOf(t.Text); slices.Contains(x.Pools, t.Pool) && m.fillable(x, blanks) {
			list = append(list, &narrative{t, blanks})
		}
	}
	return list
}

func (m *maker) fillable(x *matter, blanks []string) bool {
	for _, b := range blanks {
		if b != "colleague" && len(m.words(x, b)) == 0 {
			return false
		}
	}
	return true
}

// blanksOf are the names in braces, in order.
func blanksOf(text string) []string {
	var names []string
	for {
		_, rest, ok := strings.Cut(text, "{")
		if !ok {
			return names
		}
		name, after, _ := strings.Cut(rest, "}")
		names, text = append(names, name), after
	}
}

// words are what may stand in a blank on a matter.
func (m *maker) words(x *matter, blank string) []string {
	one := func(s string) []string {
		if s == "" {
			return nil
		}
		return []string{s}
	}
	switch blank {
	case "issue":
		return x.Issues
	case "doc":
		return x.Documents
	case "oc":
		return x.Counsel
	case "witness":
		return x.Witnesses
	case "expert":
		return x.Experts
	case "records":
		return x.Records
	case "agreement":
		return x.Agreements
	case "client":
		return one(x.Contact)
	case "opponent":
		return one(x.Opponent)
	case "judge":
		return one(x.Judge)
	case "court":
		return one(x.Court)
	}
	for _, pool := range x.Pools {
		if list := m.data.Words[pool][blank]; len(list) > 0 {
			return list
		}
	}
	return nil
}

// fill writes a text of a matter. The colleague is another lawyer of the team.
func (m *maker) fill(r *rand.Rand, x *matter, text string, blanks []string, who *person) string {
	for _, b := range blanks {
		word := ""
		if b == "colleague" {
			word = colleague(r, x, who)
		} else {
			word = pick(r, m.words(x, b))
		}
		text = strings.Replace(text, "{"+b+"}", word, 1)
	}
	return text
}

func colleague(r *rand.Rand, x *matter, who *person) string {
	var others []*person
	for _, p := range x.team {
		if p != who && p.Who != "L" {
			others = append(others, p)
		}
	}
	if len(others) == 0 {
		return x.team[0].name()
	}
	return pick(r, others).name()
}

// again is how work on the same thing is written the second time; false when
// the same cannot have been done twice.
func again(text string) (string, bool) {
	for _, v := range [][2]string{
		{"Draft ", "Continue drafting "}, {"Revise ", "Continue revising "}, {"Review and analyze ", "Continue review and analysis of "},
		{"Review ", "Continue review of "}, {"Research ", "Continue research of "}, {"Analyze ", "Continue analysis of "},
		{"Compare ", "Continue comparing "}, {"Cross-reference ", "Continue cross-referencing "}, {"Telephone conference ", "Further telephone conference "},
	} {
		if rest, ok := strings.CutPrefix(text, v[0]); ok {
			return v[1] + rest, true
		}
	}
	return "", false
}

// recent is the texts a matter has used, as hashes; the oldest are forgotten.
type recent struct {
	list [96]uint64
	next int
}

func (s *recent) has(text string) bool { return slices.Contains(s.list[:], hash(text)) }

func (s *recent) add(text string) {
	s.list[s.next] = hash(text)
	s.next = (s.next + 1) % len(s.list)
}

func hash(text string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text))
	return h.Sum64()
}

// does says whether the person does such work on the matter: by the letter, or
// a partner's as the one responsible.
func (t *narrative) does(p *person, x *matter) bool {
	return strings.Contains(t.Who, p.Who) || p.Code == x.Responsible && strings.Contains(t.Who, "P")
}

// eventGap is how many days lie between two events of one sort, a hearing or a
// mediation, of a matter.
const eventGap = 24

// act finds what a person did on a matter on a day, in words, and in how many tenths of an hour, at most so many. Not ok when
// nothing fits.
func (m *maker) act(r *rand.Rand, p *person, x *matter, day cal.Date, most int) (t *narrative, text string, tenths int, ok bool) {
	stage := x.stage(day, m.start, m.until)
	for try := range 24 {
		t = pick(r, x.narrative)
		if t.Activity == "A109" && !x.attended[t].IsZero() && day < x.attended[t].AddDays(eventGap) {
			continue
		}
		fits := t.Stage == 0 || t.Stage == stage || try > 8 && t.Stage == stage-1
		if !fits || !t.does(p, x) || t.Least > most {
			continue
		}
		text = m.fill(r, x, t.Text, t.blanks, p)
		if x.seen.has(text) && !x.internal {
			if text, ok = again(text); !ok || x.seen.has(text) {
				continue
			}
		}
		x.seen.add(text)
		if t.Activity == "A109" {
			x.attended[t] = day
		}
		// Most work is nearer to the short end.
		f := r.Float64()
		tenths = t.Least + int(float64(min(t.Most, most)-t.Least+1)*f*(0.4+0.6*f))
		return t, text, min(tenths, min(t.Most, most)), true
	}
	return nil, "", 0, false
}
