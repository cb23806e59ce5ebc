// Package fault sorts errors by what the reader can do about them.
//
//   - [Invalid]  the input is wrong: mend it (all faults at once, each with a path)
//   - [Missing]  the thing asked for does not exist
//   - [Refused]  a rule of the trade says no: the message names the rule and the remedy
//   - [Conflict] somebody else changed it, or the book is busy: look again, try again
//   - [Internal] the program or the machine failed; nothing was changed
//
// Every error says what happened, why, and what to do. Codes are stable words
// ("trust.insufficient") that scripts may test; facts carry the figures, so
// that a screen can show the two amounts that disagree. [Of] tells the sort of
// any error.
package fault

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sort says what the reader can do.
type Sort string

// The sorts; their words are part of the command line's interface.
const (
	Invalid  Sort = "invalid"
	Missing  Sort = "missing"
	Refused  Sort = "refused"
	Conflict Sort = "conflict"
	Internal Sort = "internal"
)

// Error is an error a person can act on.
type Error struct {
	Sort    Sort
	Code    string            // stable word, "noun.reason"
	Message string            // what happened and why, a sentence
	Hint    string            // what to do next
	Facts   map[string]string // figures and names behind the message
	Faults  []Fault           // each wrong field or line of the input
	Err     error             // the cause; its text is shown for Internal only in logs

	message, hint text   // what Message and Hint were formatted from
	whole         string // what has the faults, for an error of several
}

// Fault is one wrong place of an input.
type Fault struct {
	Code    string // stable word, "hours.format"
	Path    string // field, "lines[3].hours" or a column name
	Line    int    // line of the file, 0 when there is none
	Message string

	message text
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Message)
	if len(e.Faults) == 1 && e.Message == "" {
		b.WriteString(e.Faults[0].Message)
	}
	if e.Hint != "" {
		b.WriteString(" " + e.Hint)
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.Err }

// New makes an error of a sort. The message is formatted with args.
func New(sort Sort, code, format string, args ...any) *Error {
	return &Error{Sort: sort, Code: code, Message: fmt.Sprintf(format, args...), message: text{format, args}}
}

// Refuse says that a rule does not allow the act.
func Refuse(code, format string, args ...any) *Error { return New(Refused, code, format, args...) }

// spelt are nouns of codes that people spell otherwise.
var spelt = map[string]string{"prebill": "pre-bill", "trust_txn": "trust entry"}

// NotFound says that the noun with that key does not exist: NotFound("matter",
// "100-01"). A blank key was not given at all.
func NotFound(noun, key string) *Error {
	word, ok := spelt[noun]
	if !ok {
		word = strings.ReplaceAll(noun, "_", " ")
	}
	if key == "" {
		return New(Missing, noun+".missing", "No %s was named: say which.", Word(word)).With("key", key)
	}
	return New(Missing, noun+".missing", "There is no %s %q in this book.", Word(word), key).With("key", key)
}

// Wrap makes an internal error that keeps its cause for the log. An error that
// already has a sort passes through unchanged.
func Wrap(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return err
	}
	return &Error{Sort: Internal, Code: "internal", Message: fmt.Sprintf(format, args...) + ": " + err.Error(), Err: err}
}

// Advise adds what to do next.
func (e *Error) Advise(format string, args ...any) *Error {
	e.Hint, e.hint = fmt.Sprintf(format, args...), text{format, args}
	return e
}

// With adds a fact.
func (e *Error) With(key, value string) *Error {
	if e.Facts == nil {
		e.Facts = map[string]string{}
	}
	e.Facts[key] = value
	return e
}

// Because keeps the cause.
func (e *Error) Because(err error) *Error { e.Err = err; return e }

// FactKeys lists the facts in a steady order.
func (e *Error) FactKeys() []string { return slices.Sorted(maps.Keys(e.Facts)) }

// Of tells the sort of any error; nil has none, an unknown error is Internal.
func Of(err error) Sort {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Sort
	}
	return Internal
}

// Code is the stable word of the error, "internal" when it has none.
func Code(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return string(Internal)
}

// Check gathers every fault of an input, so that all are reported at once.
type Check struct {
	faults []Fault
}

// Add notes a fault at a field.
func (c *Check) Add(path, code, format string, args ...any) {
	c.AddLine(0, path, code, format, args...)
}

// AddLine notes a fault at a field of a line of a file.
func (c *Check) AddLine(line int, path, code, format string, args ...any) {
	c.faults = append(c.faults, Fault{Code: code, Path: path, Line: line, Message: fmt.Sprintf(format, args...), message: text{format, args}})
}

// Err notes a parse error at a field; nil is no fault.
func (c *Check) Err(path, code string, err error) {
	if err != nil {
		c.Add(path, code, "%s", err)
	}
}

// Require notes a fault when a text is blank.
func (c *Check) Require(path, value string) {
	if strings.TrimSpace(value) == "" {
		c.Add(path, path+".required", "%s is required.", Word(strings.ReplaceAll(path, "_", " ")))
	}
}

// Text notes a fault when a text is no UTF-8, holds control characters other
// than line ends, or has more than limit characters.
func (c *Check) Text(path, value string, limit int) {
	what := Word(strings.ReplaceAll(path, "_", " "))
	switch n := utf8.RuneCountInString(value); {
	case !utf8.ValidString(value):
		c.Add(path, path+".encoding", "%s holds bytes that are no text (not UTF-8).", what)
	case strings.ContainsFunc(value, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }):
		c.Add(path, path+".characters", "%s holds control characters.", what)
	case n > limit:
		c.Add(path, path+".length", "%s has %d characters; the limit is %d.", what, n, limit)
	}
}

// OK says that nothing was found.
func (c *Check) OK() bool { return len(c.faults) == 0 }

// Faults are the places found so far.
func (c *Check) Faults() []Fault { return c.faults }

// Result is nil when nothing was found, else one Invalid error with every fault.
func (c *Check) Result(code, what string) error {
	switch len(c.faults) {
	case 0:
		return nil
	case 1:
		return &Error{Sort: Invalid, Code: code, Message: c.faults[0].Message, Faults: c.faults, message: c.faults[0].message}
	}
	return &Error{Sort: Invalid, Code: code, Message: several(what, c.faults, asItIs), Faults: c.faults, whole: what}
}
