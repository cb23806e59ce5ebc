package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
)

var german = map[string]string{
	"There is no %s %q in this book.": "Es gibt in diesem Buch keine %s %q.", "invoice": "Rechnung", "hours": "Stunden", "%s is required.": "%s fehlt.",
	"The books are closed through %s, so %s cannot be dated %s.": "%[2]s kann nicht auf den %[3]s datiert werden: Bis %[1]s ist abgeschlossen.",
	"Date it after %s.":              "Später als %s datieren.",
	"%s has %d faults:":              "%s hat %d Fehler:",
	"the time entry":                 "Der Zeiteintrag",
	"%q is not a valid %s: write %s": "%q ist kein gültiger Wert für %s: schreiben Sie %s", "rate": "Stundensatz",
	"a number with at most four decimals, like 325.00": "eine Zahl mit höchstens vier Nachkommastellen, etwa 325,00",
}

func say(text string) string {
	if said, ok := german[text]; ok {
		return said
	}
	return text
}

func TestAnErrorIsSaidInAnotherLanguage(t *testing.T) {
	_, noRate := money.ParseRate("abc")
	var one, two fault.Check
	one.Require("hours", "")
	two.Require("hours", "")
	two.Err("rate", "rate.format", noRate)
	for _, c := range []struct {
		err  error
		want string
	}{
		{fault.NotFound("invoice", "2026-1"), `Es gibt in diesem Buch keine Rechnung "2026-1".`},
		{fault.Refuse("books.closed", "The books are closed through %s, so %s cannot be dated %s.", cal.MustParse("2026-05-31"), "X", cal.MustParse("2026-05-02")).Advise("Date it after %s.", cal.MustParse("2026-05-31")),
			"X kann nicht auf den 2026-05-02 datiert werden: Bis 2026-05-31 ist abgeschlossen. Später als 2026-05-31 datieren."},
		{one.Result("time.invalid", "the time entry"), "Stunden fehlt."},
		{two.Result("time.invalid", "the time entry"), `Der Zeiteintrag hat 2 Fehler: Stunden fehlt. "abc" ist kein gültiger Wert für Stundensatz: schreiben Sie eine Zahl mit höchstens vier Nachkommastellen, etwa 325,00`},
		{fmt.Errorf("saving: %w", fault.NotFound("invoice", "7")), `Es gibt in diesem Buch keine Rechnung "7".`},
		{&fault.Error{Message: "Changed later.", Hint: "Look again."}, "Changed later. Look again."},
		{errors.New("plain"), "plain"},
		{nil, ""},
	} {
		if got := fault.Said(c.err, say); got != c.want {
			t.Errorf("said %q\nwant %q", got, c.want)
		}
		if c.err == nil {
			continue
		}
		if got := fault.Said(c.err, func(s string) string { return s }); errors.Unwrap(c.err) == nil && got != c.err.Error() {
			t.Errorf("in English it is said %q, but the error is %q", got, c.err)
		}
	}
}
