package present

import (
	"context"
	"errors"
	"strings"
	"time"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/ui/words"
)

// Surface is the window as the frame sees it: what only a drawn window can do.
type Surface interface {
	// Changed says which parts must be drawn again.
	Changed(Part)
	Ask(q Question, answer func(yes bool))
	AskFile(q FileQuestion, answer func(path string))
	Copy(text string)
	// Show opens a file with the system's program.
	Show(path string) error
	// Printer is the system's printing, nil where there is none.
	Printer() Printer
	// Select asks for one of several choices; answer is not called when the person
	// gives up.
	Select(q Selection, answer func(key string))
}

// Part is a part of the window.
type Part int

// The parts, to be joined by |.
const (
	PartScreen  Part = 1 << iota // another screen is shown
	PartContent                  // what the screen in view holds
	PartNav                      // items, badges
	PartNotice                   // the notice bar
	PartStatus                   // the status line
	PartTimers                   // the timer bar
	PartLook                     // theme, density, text size
	PartWork                     // the progress of long work
)

var usualLook = Look{Theme: "system", Density: "compact", Scale: 100}

// Status is the status line: what was done at the left, where one is at the right.
type Status struct {
	Text   string
	Period string // "Books open from 1 Jun 2026"
	User   string // "Dana Ortiz (admin)"
	Book   string // file name
}

// Frame is the window around the screens: navigation, way back, notice, status
// line, timers and look. It implements [Host].
type Frame struct {
	desk    *app.Desk
	run     Runner
	surface Surface
	routes  []AnyRoute
	screens map[string]Screen

	place  Place
	back   []Place
	badges map[string]int
	notice Notice
	status string
	facts  *Facts
	look   Look
	keys   KeyMemory
	timers *Timers
	work   *Work
	form   *SideForm // opened last
	keeps  map[string]*keeping
	undos  undos
	left   func() // told when the last save is done after Close
	unhear func()
	closed bool

	// InFocus is the list that has the focus, nil for none; the window sets it.
	InFocus  func() Table
	lastKind string // ending of the last exported file
}

var _ Host = (*Frame)(nil)

// NewFrame makes a frame for the user of the desk. Nothing is read before Start.
func NewFrame(desk *app.Desk, run Runner, surface Surface, routes []AnyRoute) *Frame {
	f := &Frame{desk: desk, run: run, surface: surface, routes: routes, screens: map[string]Screen{}, badges: map[string]int{}, keeps: map[string]*keeping{}, look: usualLook}
	f.timers = newTimers(f)
	return f
}

// keepTyping is the pause in typing after which what was typed is kept in the
// book, so that a crash loses less than the five seconds promised.
const keepTyping = 2 * time.Second

const (
	lookKey  = "look"
	keysKey  = "keys"
	placeKey = "place"
)

// Start reads what every screen needs, then shows the screen the user last saw.
// done is told when that failed: the window cannot be used then.
func (f *Frame) Start(done func(error)) {
	type first struct {
		facts *Facts
		look  Look
		keys  KeyMemory
		place Place
		next  bool // the firm was just started
	}
	Go(f.run, func(ctx context.Context) (first, error) {
		v := first{look: usualLook}
		if err := f.desk.Preference(ctx, lookKey, &v.look); err != nil {
			return v, err
		}
		if err := f.desk.Preference(ctx, keysKey, &v.keys); err != nil {
			return v, err
		}
		if err := f.desk.Preference(ctx, placeKey, &v.place); err != nil {
			return v, err
		}
		if err := f.desk.Preference(ctx, nextKey, &v.next); err != nil {
			return v, err
		}
		var err error
		v.facts, err = app.Read(ctx, f.desk, func(q app.Query) (*Facts, error) { return readFacts(q, f.desk.User) })
		return v, err
	}, func(v first, err error) {
		if err != nil {
			done(err)
			return
		}
		f.facts, f.look, f.keys = v.facts, v.look, v.keys
		f.unhear = f.desk.Listen(func(e app.Event) { f.run.Later(func() { f.hear(e) }) })
		f.surface.Changed(PartLook | PartNav | PartStatus)
		f.timers.start()
		if !f.hasRoute(v.place.Route) {
			v.place = Place{Route: f.routes[0].Name}
		}
		f.show(Place{Route: v.place.Route})
		if v.next {
			f.tellNext()
		}
		done(nil)
	})
}

// hear brings an event to everything that shows something of it.
func (f *Frame) hear(e app.Event) {
	if f.closed {
		return
	}
	switch e.Noun {
	case "", "firm", "user", "timekeeper", "code", "books":
		f.readFacts()
	}
	f.timers.heard(e)
	for _, r := range f.routes { // in a steady order
		if s, ok := f.screens[r.Name]; ok {
			s.Heard(e)
		}
	}
}

func (f *Frame) readFacts() {
	Go(f.run, func(ctx context.Context) (*Facts, error) {
		return app.Read(ctx, f.desk, func(q app.Query) (*Facts, error) { return readFacts(q, f.desk.User) })
	}, func(facts *Facts, err error) {
		if err != nil {
			f.Fail(err)
			return
		}
		*f.facts = *facts
		f.surface.Changed(PartStatus)
	})
}

// Close keeps what is typed and stops listening. The book is closed by whoever
// opened it, after CloseThen's answer.
func (f *Frame) Close() { f.CloseThen(nil) }

// CloseThen is Close; done is called when everything that was to be kept is in
// the book.
func (f *Frame) CloseThen(done func()) {
	if f.closed {
		return
	}
	for _, r := range f.routes {
		if s, ok := f.screens[r.Name]; ok {
			s.Leave()
		}
	}
	f.timers.close()
	f.closed = true
	if f.unhear != nil {
		f.unhear()
	}
	f.left = done
	f.leaving()
}

// Redress moves the frame onto another drawing of the window, as when its
// language changes: everything is shown anew, nothing typed is lost.
func (f *Frame) Redress(s Surface) {
	f.surface = s
	f.status = ""
	f.hear(app.Event{})
	f.surface.Changed(PartScreen | PartContent | PartNav | PartNotice | PartStatus | PartTimers | PartWork)
}

// Desk implements Host.
func (f *Frame) Desk() *app.Desk { return f.desk }

// Runner implements Host.
func (f *Frame) Runner() Runner { return f.run }

// Today implements Host.
func (f *Frame) Today() cal.Date { return f.desk.Today() }

// Facts implements Host.
func (f *Frame) Facts() *Facts { return f.facts }

// Timers implements Host.
func (f *Frame) Timers() *Timers { return f.timers }

// Commands are what can be done now: the screen's, then the window's.
func (f *Frame) Commands() []Command {
	var cs []Command
	if d, ok := f.Screen().(Doer); ok {
		cs = d.Commands()
	}
	for _, r := range f.routes {
		cs = append(cs, Command{ID: "go." + r.Name, Title: words.L("Go to %s", words.Of(r.Title))})
		for _, o := range r.Offers {
			cs = append(cs, Command{ID: o.ID, Title: o.Title})
		}
	}
	cs = append(cs, f.timers.commands()...)
	cs = append(cs, f.listCommands()...)
	cs = append(cs, Command{ID: "printer", Title: words.Mark("Choose the printer…")})
	cs = append(cs, f.undoCommand())
	cs = append(cs, Command{ID: "theme.light", Title: words.L("Light theme")}, Command{ID: "theme.dark", Title: words.L("Dark theme")}, Command{ID: "theme.system", Title: words.L("Theme of the system")},
		Command{ID: "density.compact", Title: words.L("Compact rows")}, Command{ID: "density.comfortable", Title: words.L("Comfortable rows")})
	return cs
}

// Do runs a command of the screen or of the window.
func (f *Frame) Do(id string) bool {
	if f.facts == nil {
		return false
	}
	if d, ok := f.Screen().(Doer); ok && d.Do(id) {
		return true
	}
	if route, ok := strings.CutPrefix(id, "go."); ok && f.hasRoute(route) {
		f.Go(route, "")
		return true
	}
	for _, r := range f.routes {
		for _, o := range r.Offers {
			if o.ID == id {
				f.Go(r.Name, o.Arg)
				return true
			}
		}
	}
	if theme, ok := strings.CutPrefix(id, "theme."); ok {
		f.SetLook(func(l *Look) { l.Theme = theme })
		return true
	}
	if density, ok := strings.CutPrefix(id, "density."); ok {
		f.SetLook(func(l *Look) { l.Density = density })
		return true
	}
	switch id {
	case "back":
		return f.Back()
	case "undo":
		f.Undo()
		return true
	case "pay": // from a screen that knows no payment of its own
		if !f.hasRoute(PaymentsRoute.Name) {
			return false
		}
		f.Go(PaymentsRoute.Name, "new")
		return true
	case "reload":
		f.hear(app.Event{})
		return true
	case "printer":
		f.ChoosePrinter()
		return true
	case "export", "print", "list.copy":
		return f.doList(id)
	case "text.larger":
		f.SetLook(func(l *Look) { l.Scale += 10 })
		return true
	case "text.smaller":
		f.SetLook(func(l *Look) { l.Scale -= 10 })
		return true
	case "nav.narrow":
		f.SetLook(func(l *Look) { l.Narrow = !l.Narrow })
		return true
	case "text.usual":
		f.SetLook(func(l *Look) { l.Scale = 100 })
		return true
	}
	return f.timers.do(id)
}

// Tell implements Host.
func (f *Frame) Tell(n Notice) {
	f.notice = n
	f.surface.Changed(PartNotice)
}

// CloseNotice takes the notice away.
func (f *Frame) CloseNotice() { f.Tell(Notice{}) }

// Notice is what is told now; blank text for none.
func (f *Frame) Notice() Notice { return f.notice }

// Fail implements Host.
func (f *Frame) Fail(err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	f.Tell(Notice{Tone: Bad, Text: Words(err)})
}

// Say implements Host.
func (f *Frame) Say(format string, args ...any) {
	f.status = words.L(format, args...)
	f.surface.Changed(PartStatus)
}

// Status is the status line.
func (f *Frame) Status() Status {
	s := Status{Text: f.status}
	if f.facts == nil {
		return s
	}
	s.User = f.desk.User.Name
	if !strings.EqualFold(f.desk.User.Code, f.desk.User.Name) {
		s.User += " (" + f.desk.User.Code + ")"
	}
	if through := f.facts.Firm.ClosedThrough; !through.IsZero() {
		s.Period = words.L("Books closed through %s", words.Date(through))
	}
	s.Book = f.facts.Firm.Name
	return s
}

// Redraw implements Host.
func (f *Frame) Redraw(s Screen) {
	if s == f.Screen() {
		f.surface.Changed(PartContent)
	}
}

// Ask implements Host.
func (f *Frame) Ask(q Question, answer func(bool)) { f.surface.Ask(q, answer) }

// AskFile implements Host.
func (f *Frame) AskFile(q FileQuestion, answer func(string)) { f.surface.AskFile(q, answer) }

// Copy implements Host.
func (f *Frame) Copy(text string) { f.surface.Copy(text) }

// Show implements Host.
func (f *Frame) Show(path string) {
	if err := f.surface.Show(path); err != nil {
		f.Tell(Notice{Tone: Warn, Text: words.L("No program of this computer opens %s (%v). The file is there.", path, err)})
	}
}

// Words says an error to a person. What the machine or the program did wrong is
// said without its inside; the log has that.
func Words(err error) string { return words.Err(err) }
