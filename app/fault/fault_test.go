package fault_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"matterbook/app/fault"
)

func TestTheSortSurvivesWrapping(t *testing.T) {
	refused := fault.Refuse("trust.insufficient", "Only %s is available.", "10.00").Advise("Take less.").With("available", "10.00")
	err := fmt.Errorf("posting: %w", fault.Wrap(refused, "saving"))
	if fault.Of(err) != fault.Refused || fault.Code(err) != "trust.insufficient" {
		t.Errorf("sort %s, code %s", fault.Of(err), fault.Code(err))
	}
	if refused.Error() != "Only 10.00 is available. Take less." {
		t.Error(refused.Error())
	}
}

func TestAnUnknownErrorIsInternalAndKeepsItsCause(t *testing.T) {
	err := fault.Wrap(io.ErrUnexpectedEOF, "reading the book")
	if fault.Of(err) != fault.Internal || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%v", err)
	}
	if fault.Of(nil) != "" || fault.Wrap(nil, "x") != nil {
		t.Error("no error has no sort")
	}
}

func TestCheckReportsEveryFaultAtOnce(t *testing.T) {
	var c fault.Check
	if c.Result("x.invalid", "The entry") != nil {
		t.Fatal("nothing found is no error")
	}
	c.Require("narrative", "  ")
	c.AddLine(7, "hours", "hours.format", "%q is not hours.", "abc")
	var e *fault.Error
	if !errors.As(c.Result("entry.invalid", "The entry"), &e) || len(e.Faults) != 2 || e.Faults[1].Line != 7 {
		t.Fatalf("%+v", e)
	}
	if want := `The entry has 2 faults: narrative is required. line 7: "abc" is not hours.`; e.Error() != want {
		t.Errorf("%s", e.Error())
	}
}
