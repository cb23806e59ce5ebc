package fault

import (
	"errors"
	"fmt"
	"strings"
)

// text is a sentence as it was written: its form, and what was filled in. It is
// kept so that a window can say the error in another language; files, logs and
// the command line use the sentence as formatted.
type text struct {
	format string
	args   []any
}

// Word is an argument of a message that is a word of the program ("invoice"),
// not of the firm's data: it is translated with the sentence.
type Word string

// Sayer is an error, or an argument of one, that can be said in other words.
type Sayer interface {
	// Said is the sentence after say has translated its form.
	Said(say func(text string) string) string
}

func asItIs(text string) string { return text }

// Said is an error in another language. say translates a form ("%s is
// required.") or a word and gives back what it does not know.
func Said(err error, say func(text string) string) string {
	if err == nil {
		return ""
	}
	var s Sayer
	if errors.As(err, &s) {
		return s.Said(say)
	}
	return say(err.Error())
}

// Said implements [Sayer].
func (e *Error) Said(say func(text string) string) string {
	message := e.message.said(e.Message, say)
	switch {
	case e.whole != "":
		message = several(e.whole, e.Faults, say)
	case e.Message == "" && len(e.Faults) == 1:
		message = e.Faults[0].Said(say)
	}
	if e.Hint != "" {
		message += " " + e.hint.said(e.Hint, say)
	}
	return message
}

// Said implements [Sayer].
func (f Fault) Said(say func(text string) string) string { return f.message.said(f.Message, say) }

// said fills in a translated form. A message that was changed after it was
// formatted, or never was, is looked up whole.
func (t text) said(formatted string, say func(string) string) string {
	if t.format == "" || fmt.Sprintf(t.format, t.args...) != formatted {
		return say(formatted)
	}
	args := make([]any, len(t.args))
	for i, a := range t.args {
		switch a := a.(type) {
		case Word:
			args[i] = say(string(a))
		case Sayer:
			args[i] = a.Said(say)
		default:
			args[i] = a
		}
	}
	return fmt.Sprintf(say(t.format), args...)
}

// several says the first five faults of an input.
func several(what string, faults []Fault, say func(string) string) string {
	var b strings.Builder
	fmt.Fprintf(&b, say("%s has %d faults:"), say(what), len(faults))
	for i, f := range faults {
		if i == 5 {
			fmt.Fprintf(&b, say(" … and %d more."), len(faults)-5)
			break
		}
		if f.Line > 0 {
			fmt.Fprintf(&b, say(" line %d:"), f.Line)
		}
		b.WriteString(" " + f.Said(say))
	}
	return b.String()
}
