package sqlite

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"matterbook/app/fault"
)

// Each code of the engine becomes an error that says what happened and what to
// do, keeps its cause, and shows no word of the engine.
func TestTranslate(t *testing.T) {
	for _, c := range []struct {
		code int
		want string
		sort fault.Sort
	}{
		{codeBusy, "book.busy", fault.Conflict}, {517, "book.busy", fault.Conflict}, {261, "book.busy", fault.Conflict}, {codeLocked, "book.busy", fault.Conflict},
		{codeUnique, "duplicate", fault.Conflict}, {codePrimaryKey, "duplicate", fault.Conflict}, {codeForeignKey, "reference", fault.Refused},
		{codeFull, "disk.full", fault.Internal}, {codeIOWrite, "disk.full", fault.Internal}, {codeReadOnly, "book.read_only", fault.Refused},
		{codeMoved, "book.moved", fault.Refused}, {codeNeedsRecover, "book.needs_recovery", fault.Refused}, {codeCorrupt, "book.damaged", fault.Invalid},
		{267, "book.damaged", fault.Invalid}, {codeNotADB, "book.foreign", fault.Invalid}, {codeCantOpen, "book.cannot_open", fault.Refused},
		{codeIO, "disk.failed", fault.Internal}, {266, "disk.failed", fault.Internal}, {codeInterrupt, "cancelled", fault.Conflict},
		{codeCheck, "value.range", fault.Invalid}, {codeNotNull, "value.missing", fault.Invalid}, {codeDataType, "internal", fault.Internal},
	} {
		cause := fmt.Errorf("wrapped: %w", diskError(c.code))
		err := translate(cause, "saving")
		if fault.Code(err) != c.want || fault.Of(err) != c.sort || !errors.Is(err, diskError(c.code)) {
			t.Errorf("%d: %v (%s, %s), want %s, %s", c.code, err, fault.Of(err), fault.Code(err), c.sort, c.want)
		}
		if strings.Contains(err.Error(), "I/O") {
			t.Errorf("%d: %q shows the engine's words", c.code, err)
		}
	}
	if err := translate(fmt.Errorf("no such table: audit: %w", diskError(codeError)), "saving"); fault.Code(err) != "book.damaged" {
		t.Errorf("a book whose tables are gone: %v", err)
	}
	if translate(nil, "x") != nil {
		t.Error("nil became an error")
	}
	if err := translate(context.Canceled, "x"); fault.Code(err) != "cancelled" || !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	known := fault.Refuse("a.b", "x")
	if translate(known, "x") != error(known) {
		t.Error("a known error was changed")
	}
	if err := translate(errors.New("strange"), "saving"); fault.Of(err) != fault.Internal {
		t.Errorf("%v", err)
	}
}

// Every refusal of a trigger has its meaning, and every meaning its trigger.
func TestEveryTriggerHasItsMeaning(t *testing.T) {
	used := map[string]bool{}
	for _, m := range regexp.MustCompile(`RAISE\(ABORT, '([^']*)'`).FindAllStringSubmatch(schemaText, -1) {
		e := regexp.MustCompile(`^[A-Z][0-9] `)
		if !e.MatchString(m[1]) {
			t.Errorf("the message %q does not begin with its number", m[1])
			continue
		}
		used[m[1][:2]] = true
		err := refused(errors.New("constraint failed: " + m[1] + " (1811)"))
		if code := fault.Code(err); code == "refused" || !strings.Contains(code, ".") {
			t.Errorf("%q has no meaning: %v", m[1], err)
		}
		if !strings.HasSuffix(err.Error(), ".") || strings.Contains(err.Error(), "constraint") {
			t.Errorf("%q says %q", m[1], err)
		}
	}
	for name := range refusals {
		if !used[name] {
			t.Errorf("no trigger says %s", name)
		}
	}
	if err := refused(errors.New("something else")); fault.Of(err) != fault.Refused {
		t.Errorf("%v", err)
	}
}

// A doubled value is named.
func TestDuplicateNamesTheValue(t *testing.T) {
	s := newStore(t)
	if err := addClient(s, "100"); err != nil {
		t.Fatal(err)
	}
	err := addClient(s, "100")
	var e *fault.Error
	if !errors.As(err, &e) || e.Code != "client.duplicate" || e.Facts["code"] != "100" || !strings.Contains(e.Message, `"100"`) {
		t.Errorf("%+v", e)
	}
}
