package present_test

import (
	"errors"
	"testing"

	"matterbook/app/apptest"
	"matterbook/ui/present/presenttest"
)

func TestPapersGoToTheOnlyPrinterWithoutAQuestion(t *testing.T) {
	s := sit(t, apptest.New(t).Seed(), "")
	p := &presenttest.Printing{Names: []string{"Office"}}
	s.surface.Printing = p
	s.frame.Print("/tmp/a.pdf")
	if len(p.Jobs) != 1 || p.On[0] != "Office" || len(s.surface.Selections) != 0 {
		t.Errorf("%+v, %d questions", p, len(s.surface.Selections))
	}
	s.said("a.pdf was given to the printer Office.")
}

func TestThePrinterChosenOnceIsUsedFromThenOn(t *testing.T) {
	s := sit(t, apptest.New(t).Seed(), "")
	p := &presenttest.Printing{Names: []string{"Office", "Labels"}}
	s.surface.Printing, s.surface.Choice = p, "Labels"
	s.frame.Print("/tmp/a.pdf")
	s.frame.Print("/tmp/b.pdf", "/tmp/c.pdf")
	if len(s.surface.Selections) != 1 || len(p.Jobs) != 2 || p.On[1] != "Labels" || len(p.Jobs[1]) != 2 {
		t.Errorf("%+v, %d questions", p, len(s.surface.Selections))
	}
	if err := s.frame.PrintNow(ctx, "/tmp/d.pdf"); err != nil || p.On[2] != "Labels" {
		t.Errorf("%v %+v", err, p)
	}
	p.Names = []string{"Office"} // the one chosen was taken away
	s.frame.Print("/tmp/e.pdf")
	if p.On[3] != "Office" {
		t.Errorf("printed on %s", p.On[3])
	}
}

func TestWhatCannotBePrintedIsOfferedAsAFile(t *testing.T) {
	s := sit(t, apptest.New(t).Seed(), "")
	s.frame.Print("/tmp/a.pdf")
	s.notice("Open the file and print it from there")
	p := &presenttest.Printing{}
	s.surface.Printing = p
	s.frame.Print("/tmp/a.pdf")
	s.notice("No printer is set up")
	p.Names, p.Err = []string{"Office"}, errors.New("out of paper")
	s.frame.Print("/tmp/a.pdf")
	s.notice("out of paper")
	s.frame.Notice().Do()
	if s.surface.Shown != "/tmp/a.pdf" {
		t.Errorf("opened %q", s.surface.Shown)
	}
}
