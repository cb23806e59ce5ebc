package present

import (
	"errors"
	"unicode"
	"unicode/utf8"

	"matterbook/app/fault"
	"matterbook/ui/words"
)

// Field is one input of a form: the text as typed and what is wrong with it.
type Field struct {
	Text  string
	Fault string
}

// Set takes what was typed; the fault goes, because it spoke of the old text.
func (f *Field) Set(text string) {
	if f.Text != text {
		f.Text, f.Fault = text, ""
	}
}

// upper is a message as a sentence: what is refused names its field in the words
// of the files and commands, "hours are required".
func upper(message string) string {
	r, n := utf8.DecodeRuneInString(message)
	if n == 0 {
		return message
	}
	return string(unicode.ToUpper(r)) + message[n:]
}

// Fields are the inputs of a form by the path faults carry.
type Fields map[string]*Field

// Clear takes every fault away.
func (fs Fields) Clear() {
	for _, f := range fs {
		f.Fault = ""
	}
}

// Place puts each fault of an error at its field. It gives back what has no
// field: the whole error when nothing could be placed, nil when all was.
func (fs Fields) Place(err error) error {
	var e *fault.Error
	if !errors.As(err, &e) || len(e.Faults) == 0 {
		return err
	}
	rest := 0
	for _, x := range e.Faults {
		if f, ok := fs[x.Path]; ok {
			if f.Fault == "" {
				f.Fault = upper(x.Said(words.Of))
			}
			continue
		}
		rest++
	}
	if rest > 0 {
		return err
	}
	return nil
}

// First is the path of the first faulty field in the given order, "" for none.
func (fs Fields) First(order ...string) string {
	for _, path := range order {
		if f, ok := fs[path]; ok && f.Fault != "" {
			return path
		}
	}
	return ""
}
