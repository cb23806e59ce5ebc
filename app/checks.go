package app

import (
	"errors"
	"strconv"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
)

// checks gathers the faults of a request. An error that already has a sort and
// stands alone is given back as it is, with its hint and facts; among others it
// becomes one fault of the list.
type checks struct {
	fault.Check
	whole *fault.Error
}

// Fail notes an error of a look-up or a rule at a field. It says whether there
// was one. Faults of the machine are kept for Result.
func (c *checks) Fail(path string, err error) bool {
	if err == nil {
		return false
	}
	var e *fault.Error
	if !errors.As(err, &e) {
		e = &fault.Error{Sort: fault.Internal, Code: "internal", Message: err.Error(), Err: err}
	}
	if c.whole == nil || e.Sort == fault.Internal {
		c.whole = e
	}
	c.Add(path, e.Code, "%s", e.Error())
	return true
}

// Result is nil when nothing was found.
func (c *checks) Result(code, what string) error {
	if c.whole != nil && (c.whole.Sort == fault.Internal || len(c.Faults()) == 1) {
		e := *c.whole
		if len(e.Faults) == 0 {
			e.Faults = c.Faults()
		}
		return &e
	}
	return c.Check.Result(code, what)
}

// date reads a day; blank gives none, and a fault when it is required.
func (c *checks) date(path, text string, required bool) cal.Date {
	if text = strings.TrimSpace(text); text == "" {
		if required {
			c.Require(path, text)
		}
		return 0
	}
	d, err := cal.Parse(text)
	c.Err(path, path+".format", err)
	return d
}

// amount reads money; blank is zero.
func (c *checks) amount(path, text string, cur money.Currency) money.Amount {
	if text = strings.TrimSpace(text); text == "" {
		return 0
	}
	a, err := money.ParseAmount(text, cur)
	c.Err(path, path+".format", err)
	return a
}

// rate reads a rate; blank is zero.
func (c *checks) rate(path, text string) money.Rate {
	if text = strings.TrimSpace(text); text == "" {
		return 0
	}
	r, err := money.ParseRate(text)
	c.Err(path, path+".format", err)
	return r
}

// set writes a field of a change request over what is there; nil leaves it.
func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

// stale refuses a change of something that was saved since the form was filled.
// Version 0 takes whatever is there.
func stale(noun, name string, asked, kept int64) error {
	if asked == 0 || asked == kept {
		return nil
	}
	return fault.New(fault.Conflict, noun+".changed", "The %s %q was changed by somebody else since you opened it.", strings.ReplaceAll(noun, "_", " "), name).
		Advise("Look at it again, then make your change.")
}

// wholeNumber reads a number of days; blank is none.
func (c *checks) wholeNumber(path, text string) *int {
	if text == "" {
		return nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		c.Add(path, path+".format", "%s %q is not a whole number of 0 or more.", path, clipName(text))
		return nil
	}
	return &n
}
