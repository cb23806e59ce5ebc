// Command matterbookgallery draws the screens of the window with canned data to
// PNG files, without a display: one picture for each state of each screen, book,
// theme and size. It is how a change of looks is judged, and what the look test
// of this package measures.
//
//	make gallery
//	go run -tags ci,migrated_fynedo,no_animations ./cmd/matterbookgallery -screens billing -themes dark
//
// The states are [Shot]s, registered in shots_NOUN.go by who owns the screen.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

const usage = `Usage: matterbookgallery [-out DIR] [-screens LIST] [-book LIST] [-themes LIST] [-size LIST] [more]

Draws every screen in every registered state to PNG files without a display.
Files are named ROUTE[-STATE]-BOOK-THEME-SIZE.png; a line is printed for each
state that could not be drawn, and the exit code is 1 then.

  -out DIR       folder of the pictures (gallery)
  -screens LIST  only these: a route ("billing"), a state ("billing-run"), or a
                 beginning of one ("billing-*"); "welcome" is the page before a
                 book is open, "window" what stands around every screen
  -book LIST     demo, empty, long: the demo firm, a new book, a book of long
                 names and huge amounts (all)
  -themes LIST   light, dark (both)
  -size LIST     1366x768, 1920x1080 or any other (1366x768)
  -text LIST     text sizes in per cent, 80 to 150 (100)
  -density LIST  compact, comfortable (compact)
  -lang TAG      the language of the window, as "de" (en)
  -scale N       pixels per unit, 2 for a high-resolution screen (1)
  -list          name the states and draw nothing
  -j N           processes at a time (as many as processors)
`

// options are what was asked for.
type options struct {
	out       string
	screens   []string
	books     []string
	themes    []string
	sizes     []fyne.Size
	texts     []int
	densities []string
	lang      string
	scale     float64
	list      bool
	jobs      int
	part      int    // of jobs, in a child
	folder    string // of the canned books, in a child
}

func parse(args []string) (o options, err error) {
	f := flag.NewFlagSet("matterbookgallery", flag.ContinueOnError)
	f.Usage = func() { fmt.Fprint(f.Output(), usage) }
	var screens, books, themes, sizes, texts, densities string
	f.StringVar(&o.out, "out", "gallery", "")
	f.StringVar(&screens, "screens", "", "")
	f.StringVar(&books, "book", "", "")
	f.StringVar(&themes, "themes", "light,dark", "")
	f.StringVar(&sizes, "size", "1366x768", "")
	f.StringVar(&texts, "text", "100", "")
	f.StringVar(&densities, "density", "compact", "")
	f.StringVar(&o.lang, "lang", "en", "")
	f.Float64Var(&o.scale, "scale", 1, "")
	f.BoolVar(&o.list, "list", false, "")
	f.IntVar(&o.jobs, "j", runtime.NumCPU(), "")
	f.IntVar(&o.part, "part", -1, "")
	f.StringVar(&o.folder, "books", "", "")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if f.NArg() > 0 {
		return o, fmt.Errorf("there is nothing to do with %q", f.Arg(0))
	}
	o.screens, o.books, o.themes, o.densities = listed(screens), listed(books), listed(themes), listed(densities)
	for _, b := range o.books {
		if !slices.Contains(bookNames, b) {
			return o, fmt.Errorf("there is no book %q: %s", b, strings.Join(bookNames, ", "))
		}
	}
	for _, s := range listed(sizes) {
		w, h, ok := strings.Cut(s, "x")
		width, err1 := strconv.Atoi(w)
		height, err2 := strconv.Atoi(h)
		if !ok || err1 != nil || err2 != nil || width < 200 || height < 200 || width > 8000 || height > 8000 {
			return o, fmt.Errorf("%q is no size; write 1366x768", s)
		}
		o.sizes = append(o.sizes, fyne.NewSize(float32(width), float32(height)))
	}
	for _, t := range listed(texts) {
		n, err := strconv.Atoi(t)
		if err != nil || n < 80 || n > 150 {
			return o, fmt.Errorf("%q is no text size; 80 to 150", t)
		}
		o.texts = append(o.texts, n)
	}
	return o, nil
}

func listed(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

func main() {
	o, err := parse(os.Args[1:])
	if err != nil {
		if err == flag.ErrHelp {
			return
		}
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(o options) error {
	// The welcome page, which knows no user yet, speaks the system's language.
	for _, name := range []string{"LANG", "LC_ALL", "LANGUAGE"} {
		if err := os.Setenv(name, o.lang); err != nil {
			return err
		}
	}
	jobs := plan(o)
	if o.list {
		for _, j := range jobs {
			fmt.Println(j.name())
		}
		return nil
	}
	if len(jobs) == 0 {
		return fmt.Errorf("no state is called so; -list names them all")
	}
	if err := os.MkdirAll(o.out, 0o755); err != nil {
		return err
	}
	if o.part >= 0 {
		return drawPart(o, jobs)
	}
	begun := time.Now()
	folder, err := os.MkdirTemp("", "matterbook-gallery-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if err := makeBooks(context.Background(), folder, booksOf(jobs)); err != nil {
		return err
	}
	n := max(min(o.jobs, len(jobs)), 1)
	o.folder, o.jobs = folder, n
	if n == 1 {
		o.part = 0
		err = drawPart(o, jobs)
	} else {
		err = inParts(n, folder)
	}
	fmt.Printf("%d states in %s (%.1f s)\n", len(jobs), o.out, time.Since(begun).Seconds())
	return err
}

// inParts lets as many processes draw side by side: the toolkit's test driver
// has one window a process.
func inParts(n int, folder string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	errs := make([]error, n)
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() {
			c := exec.Command(self, append(slices.Clone(os.Args[1:]), "-j", strconv.Itoa(n), "-part", strconv.Itoa(i), "-books", folder)...)
			c.Stdout, c.Stderr = os.Stdout, os.Stderr
			errs[i] = c.Run()
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return fmt.Errorf("not everything could be drawn")
		}
	}
	return nil
}

// drawPart draws every jobs-th state.
func drawPart(o options, jobs []job) error {
	failed := 0
	for i, j := range jobs {
		if i%o.jobs != o.part {
			continue
		}
		if err := draw(o, j); err != nil {
			failed++
			fmt.Fprintf(os.Stderr, "%s: %v\n", j.name(), err)
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d states could not be drawn", failed)
	}
	return nil
}
