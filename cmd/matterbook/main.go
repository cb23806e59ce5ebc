// Command matterbook is the window: time, bills and client money of a law firm.
//
//	matterbook [FILE] [--as USER]
//
// With a file it opens that book; without one it shows the books opened before
// and how to begin. --as signs another user in than the book's first
// administrator. Several windows, and the command line, may have one book open
// at a time.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"matterbook/assets"
	"matterbook/cmd/internal/boot"
	"matterbook/ui/kit"
	"matterbook/ui/page"
)

func main() {
	boot.SetMemory()
	args, err := parse(os.Args[1:])
	switch {
	case errors.Is(err, errHelp):
		fmt.Print(usage)
		return
	case errors.Is(err, errVersion):
		fmt.Println("matterbook", boot.Version)
		return
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	os.Exit(run(args))
}

const usage = `Usage: matterbook [FILE] [--as USER]

  FILE       the book to open; without it the window offers the books opened before
  --as USER  sign in as this user instead of the book's first administrator
  --version  print the version
`

var (
	errHelp    = errors.New("help")
	errVersion = errors.New("version")
)

// arguments are what was typed.
type arguments struct {
	path string
	user string
}

// parse reads the command line; an option may stand before or after the file.
func parse(words []string) (a arguments, err error) {
	for i := 0; i < len(words); i++ {
		switch w := words[i]; {
		case w == "--help" || w == "-h" || w == "help":
			return a, errHelp
		case w == "--version":
			return a, errVersion
		case w == "--as" && i+1 < len(words):
			i++
			a.user = words[i]
		case strings.HasPrefix(w, "--as="):
			a.user = strings.TrimPrefix(w, "--as=")
		case w == "--as":
			return a, errors.New("--as needs the code of a user")
		case strings.HasPrefix(w, "-") && w != "-":
			return a, fmt.Errorf("there is no option %s", w)
		case a.path != "":
			return a, fmt.Errorf("one book at a time: %s and %s", a.path, w)
		default:
			a.path = w
		}
	}
	if a.path == "" {
		a.path = os.Getenv("MATTERBOOK_BOOK")
	}
	return a, nil
}

const appID = "app.matterbook.Matterbook"

// run opens the window and answers with the exit code.
func run(args arguments) (code int) {
	crash := newCrashLog(stateFolder())
	defer func() {
		// A panic on the window's own goroutine ends the program; the timers and
		// drafts are in the book already.
		if p := recover(); p != nil {
			number := crash.write(p, debug.Stack())
			fmt.Fprintf(os.Stderr, "Matterbook met a fault of its own and had to stop. Incident %s, written to %s.\n", number, crash.folder)
			code = 3
		}
	}()
	app.SetMetadata(fyne.AppMetadata{ID: appID, Name: page.Name, Version: boot.Version, Icon: fyne.NewStaticResource("matterbook.png", assets.IconPNG)})
	// A new account may have no cache folder yet; the toolkit makes only its own
	// in it, and would complain on the terminal.
	if cache, err := os.UserCacheDir(); err == nil {
		os.MkdirAll(cache, 0o700) // without it pictures are not kept, nothing else
	}
	a := app.NewWithID(appID)
	win := a.NewWindow(page.Name)
	win.SetMaster()

	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	background := kit.NewBackground(ctx)
	program := newProgram(a, win, background, crash)
	background.OnPanic = func(p *kit.PanicError) {
		number := crash.write(p.Value, p.Stack)
		fmt.Fprintf(os.Stderr, "A step failed inside the program. Incident %s, written to %s.\n", number, crash.folder)
		background.Later(func() {
			if program.frame != nil {
				program.frame.Say("Incident %s is written to %s.", number, crash.folder)
			}
		})
	}
	win.Resize(windowSize(a))
	win.SetCloseIntercept(program.quit)
	a.Lifecycle().SetOnStarted(func() { program.start(args) })
	hook(win)
	win.ShowAndRun()
	program.closed()
	background.Close()
	return 0
}

// windowSize is the size of the window when it was closed last.
func windowSize(a fyne.App) fyne.Size {
	p := a.Preferences()
	w, h := p.FloatWithFallback("width", 1366), p.FloatWithFallback("height", 768)
	return fyne.NewSize(float32(min(max(w, 900), 8000)), float32(min(max(h, 560), 8000)))
}

func keepWindowSize(a fyne.App, win fyne.Window) {
	s := win.Canvas().Size()
	if s.Width < 100 || s.Height < 100 {
		return
	}
	a.Preferences().SetFloat("width", float64(s.Width))
	a.Preferences().SetFloat("height", float64(s.Height))
}

// waitAtMost runs f beside and gives up waiting, so that closing the window
// never hangs.
func waitAtMost(d time.Duration, f func()) bool {
	done := make(chan struct{})
	go func() { defer close(done); f() }()
	select {
	case <-done:
		return true
	case <-time.After(d):
		return false
	}
}
