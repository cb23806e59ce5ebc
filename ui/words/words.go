// Package words says everything the window says: in the reader's language, with
// dates, numbers and money in the reader's form.
//
// A text stands in the code in English and is its own key:
//
//	words.L("%d ledgers below their floor", n)
//	words.N(n, "%d entry", "%d entries", n)
//	words.Mark("Uncleared") // a label in a table of columns: translated where it is shown
//
// The verbs are those of package fmt; a translation may take them in another
// order ("%[2]s"). A text without a translation is said in English. The tables
// of other languages stand in assets/translations; [Use] brings one in.
//
// Files, papers and the command line do not pass through here: their form is
// the same in every country.
package words

import (
	"fmt"
	"sync"
	"sync/atomic"

	"matterbook/app/fault"
)

// state is what the window speaks now. It is replaced as a whole, because work
// in the background asks as well.
type state struct {
	locale    Locale
	translate func(text string) string
	known     sync.Map // English text to what is said
}

var now atomic.Pointer[state]

func init() { Use(English, nil) }

// Use changes the language of all that is said from now on. translate gives a
// text in it, and the text itself when it knows none; nil is English.
func Use(l Locale, translate func(text string) string) {
	now.Store(&state{locale: l, translate: translate})
}

// InEnglish runs f while everything is said in English, for what goes into a
// file: a list in a file reads the same in every country. It is called on the
// window's goroutine, for a moment.
func InEnglish(f func()) {
	was := now.Swap(&state{locale: English})
	defer now.CompareAndSwap(now.Load(), was)
	f()
}

// In is the locale that is spoken.
func In() Locale { return now.Load().locale }

// L says a text, with its verbs filled in.
func L(text string, args ...any) string {
	text = Of(text)
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// N says the one or the many of a count. Args fill both; the count is not among
// them unless it is given.
func N(n int, one, many string, args ...any) string {
	if n == 1 {
		return L(one, args...)
	}
	return L(many, args...)
}

// Mark gives the text back as it is. It tells whoever collects the texts that
// this one is translated where it is shown, with [Of].
func Mark(text string) string { return text }

// Sense says a text that has one word in English and, by its sense, several in
// another language: "Open" on a button and "Open" of an invoice. A table holds
// it as "Open (act)"; without that the text is said as everywhere.
func Sense(text, sense string) string {
	key := text + " (" + sense + ")"
	if said := Of(key); said != key && said != "" {
		return said
	}
	return Of(text)
}

// Of is a text in the language, verbs and all.
func Of(text string) string {
	s := now.Load()
	if s.translate == nil || text == "" {
		return text
	}
	if said, ok := s.known.Load(text); ok {
		return said.(string)
	}
	said := s.translate(text)
	s.known.Store(text, said)
	return said
}

// Err says an error to a person; nil says nothing.
func Err(err error) string { return fault.Said(err, Of) }
