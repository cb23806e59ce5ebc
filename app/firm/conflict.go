package firm

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"matterbook/app/cal"
)

// NameAt is a name and where it stands in the book: what a search for conflicts
// of interest looks through.
type NameAt struct {
	Where    NamePlace
	Name     string
	More     string // of a party its role, of a trust entry its purpose
	ClientID int64
	MatterID int64
	Ref      int64 // id of the row, where one row is meant
	From, To cal.Date
	Count    int64 // rows that say the same, at least 1
}

// NamePlace says where a name stands.
type NamePlace string

// Places of names.
const (
	NameOfClient     NamePlace = "client"
	NameOfMatter     NamePlace = "matter"
	NameOfParty      NamePlace = "party"
	NameOfPartyFirm  NamePlace = "organisation" // whom a party belongs to
	NameOfPayee      NamePlace = "trust"        // who paid into trust, or was paid out of it
	NameOfClaimant   NamePlace = "claimant"     // who claims money that is held
	NameOfPayor      NamePlace = "payor"        // who paid a client's bills for it
	NameOfContact    NamePlace = "contact"      // with whom it was spoken about what is owed
	NameOfVendor     NamePlace = "vendor"
	NameOfTimekeeper NamePlace = "timekeeper"
	NameOfUser       NamePlace = "user"
	NameBefore       NamePlace = "former" // a client, matter or party was called so before
)

// Closeness says how well a name fits what was searched.
type Closeness int

// From nothing to the same words.
const (
	NoMatch  Closeness = iota
	NearName           // a word is spelt a little differently
	PartName           // the name has fewer words than were searched
	Begins             // a word begins so
	SameName           // every word stands there
)

// Names splits what was searched into the words that count: folded, without
// points and commas, and without the words every company and caption has ("LLC",
// "v.") unless nothing else is left.
func Names(text string) []string {
	all := strings.FieldsFunc(Fold(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\''
	})
	for i, w := range all {
		all[i] = strings.ReplaceAll(w, "'", "")
	}
	all = slices.DeleteFunc(all, func(w string) bool { return w == "" })
	telling := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return common[w] || utf8.RuneCountInString(w) < 2 })
	if len(telling) == 0 {
		return all
	}
	return telling
}

var common = map[string]bool{"llc": true, "llp": true, "lp": true, "pllc": true, "inc": true, "ltd": true, "plc": true, "corp": true, "co": true, "gmbh": true, "ag": true, "kg": true,
	"sa": true, "sarl": true, "bv": true, "nv": true, "spa": true, "the": true, "and": true, "of": true, "for": true, "v": true, "vs": true, "re": true, "et": true, "al": true,
	"company": true, "limited": true, "incorporated": true, "corporation": true, "mr": true, "mrs": true, "ms": true, "dr": true, "und": true, "der": true, "die": true, "das": true}

// Matches says how close a name is to the searched words: each must be found
// in it, in any order; or the whole name is among them.
func Matches(search []string, name string) Closeness {
	return MatchesWords(search, Names(name))
}

// MatchesWords is [Matches] with the words of the name.
func MatchesWords(search, name []string) Closeness {
	if len(search) == 0 || len(name) == 0 {
		return NoMatch
	}
	if c := covered(search, name); c != NoMatch {
		return c
	}
	// "Harbor Realty Holdings" finds "Harbor Realty"; one short word is not a name.
	if len(name) < len(search) && (len(name) > 1 || utf8.RuneCountInString(name[0]) > 3) {
		if covered(name, search) == SameName {
			return PartName
		}
	}
	return NoMatch
}

// covered is the worst of the best fits of each word.
func covered(want, have []string) Closeness {
	worst := SameName
	for _, w := range want {
		best := NoMatch
		for _, h := range have {
			best = max(best, wordFit(w, h))
		}
		if worst = min(worst, best); worst == NoMatch {
			return NoMatch
		}
	}
	return worst
}

func wordFit(want, have string) Closeness {
	n := utf8.RuneCountInString(want)
	switch {
	case want == have:
		return SameName
	case n >= 3 && strings.HasPrefix(have, want):
		return Begins
	case n >= 5 && near(want, have, 1+bitOf(n >= 9)):
		return NearName
	}
	return NoMatch
}

func bitOf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// near says whether one word becomes the other by at most most letters put in,
// left out, changed or swapped with their neighbour. The first letter stands:
// people mishear the rest.
func near(a, b string, most int) bool {
	x, y := []rune(a), []rune(b)
	if x[0] != y[0] || len(x)-len(y) > most || len(y)-len(x) > most {
		return false
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		least := row[0]
		for j := 1; j <= len(y); j++ {
			cost := 1 - bitOf(x[i-1] == y[j-1])
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most {
			return false
		}
		before, last, row = last, row, before
	}
	return last[len(y)] <= most
}
