package main

import (
	"context"
	"fmt"
	"os"
	"testing"

	"fyne.io/fyne/v2"

	"matterbook/ui/present"
)

// books holds the canned books of all tests.
var books string

func TestMain(m *testing.M) {
	var err error
	if books, err = os.MkdirTemp("", "matterbook-look-*"); err == nil {
		err = makeBooks(context.Background(), books, bookNames)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(books)
	os.Exit(code)
}

var (
	small = fyne.NewSize(1366, 768)
	large = fyne.NewSize(1920, 1080)
)

// usual is the view most people have.
var usual = view{present.Look{Theme: "light", Density: "compact", Scale: 100}, small}

// looks are the views a state is measured in: a screen as it is shown first in
// the whole range of sizes, densities and texts, its further states where it is
// tightest and where it is usual.
func looks(j job) []view {
	v := func(theme, density string, text int, size fyne.Size) view {
		return view{present.Look{Theme: theme, Density: density, Scale: text}, size}
	}
	if j.shot.Prepare != nil {
		return []view{usual, v("dark", "comfortable", 150, small), v("dark", "compact", 80, large)}
	}
	var list []view
	for i, text := range []int{100, 80, 150} {
		for k, density := range []string{"compact", "comfortable"} {
			for n, size := range []fyne.Size{small, large} {
				list = append(list, v([]string{"light", "dark"}[(i+k+n)%2], density, text, size))
			}
		}
	}
	return list
}

// Every state of every screen: nothing sticks out, no text lies over another or
// is cut without saying so, every text can be read, everything is reached by Tab
// in the order it is read, nothing is too small to be hit.
func TestLook(t *testing.T) {
	for _, j := range plan(options{screens: listed(os.Getenv("LOOK"))}) {
		t.Run(j.name(), func(t *testing.T) {
			views := looks(j)
			groups := [][]view{views}
			if j.shot.Stays {
				groups = nil
				for _, v := range views {
					groups = append(groups, []view{v})
				}
			}
			for _, g := range groups {
				if err := stage(books, j, g[0], func(s *Stand) error { inspect(t, s, g); return nil }); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func inspect(t *testing.T, s *Stand, views []view) {
	for _, v := range views {
		s.SetLook(v.look)
		s.Win.Resize(v.size)
		c := s.Win.Canvas()
		p := measure(c)
		tell := func(format string, args ...any) {
			t.Errorf("%s: %s", v.suffix(1), fmt.Sprintf(format, args...))
		}
		p.fits(c, tell)
		// Under the largest text a page may be scrolled, as WCAG 1.4.10 has it.
		if p.over && v.look.Scale <= 100 && v.look.Density == "compact" {
			tell("the page has to be scrolled")
		}
		p.apart(tell)
		p.readable(tell)
		p.large(tell)
		p.walkable(c, tell)
	}
}
