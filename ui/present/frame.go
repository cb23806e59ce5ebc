package present

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
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

// Look is how a user wants the window.
type Look struct {
	Theme   string `json:"theme"`   // "system", "light", "dark"
	Density string `json:"density"` // "compact", "comfortable"
	Scale   int    `json:"scale"`   // per cent, 80 to 150
	// Narrow shows only the symbols of the side navigation.
	Narrow bool `json:"narrow,omitempty"`
	// EnterMovesOn makes Enter leave a field for the next one, as Tab does.
	EnterMovesOn bool `json:"enter_moves_on,omitempty"`
	// Language is the tag of the language the window speaks, "de"; blank is the
	// system's.
	Language string `json:"language,omitempty"`
}

var usualLook = Look{Theme: "system", Density: "compact", Scale: 100}

// NavItem is a line of the side navigation.
type NavItem struct {
	Name, Title, Group, Icon, Key string
	Badge                         int
	Active                        bool
}

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

// Place is a screen and what it shows.
type Place struct {
	Route string
	Arg   string
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

// Screen is what is shown now, nil before Start.
func (f *Frame) Screen() Screen { return f.screens[f.place.Route] }

// ScreenOf is the screen of a route when it was shown before.
func (f *Frame) ScreenOf(route string) Screen { return f.screens[route] }

// Place is where the window is.
func (f *Frame) Place() Place { return f.place }

func (f *Frame) hasRoute(name string) bool {
	return slices.ContainsFunc(f.routes, func(r AnyRoute) bool { return r.Name == name })
}

// Routes lists the screens.
func (f *Frame) Routes() []AnyRoute { return f.routes }

// Go implements Host.
func (f *Frame) Go(route, arg string) {
	if !f.hasRoute(route) || f.facts == nil {
		return
	}
	if f.place.Route == route && arg == "" {
		return
	}
	if f.place.Route != "" {
		f.back = append(f.back, f.place)
		if len(f.back) > 50 {
			f.back = f.back[1:]
		}
	}
	f.show(Place{route, arg})
}

func (f *Frame) show(p Place) {
	if old := f.Screen(); old != nil && f.place.Route != p.Route {
		old.Leave()
	}
	s, ok := f.screens[p.Route]
	if !ok {
		for _, r := range f.routes {
			if r.Name == p.Route {
				s = r.New(f)
			}
		}
		f.screens[p.Route] = s
	}
	moved := f.place.Route != p.Route
	f.place, f.notice = p, Notice{}
	s.Open(p.Arg)
	f.surface.Changed(PartScreen | PartNav | PartNotice)
	if moved {
		f.Prefer(placeKey, Place{Route: p.Route})
	}
}

// Open implements Host.
func (f *Frame) Open(noun, key string) bool {
	for _, r := range f.routes {
		if slices.Contains(r.Opens, noun) {
			f.Go(r.Name, noun+" "+key)
			return true
		}
	}
	return false
}

// Back implements Host: it closes what the screen has open, then goes to the
// screen before. False when there is nowhere to go.
func (f *Frame) Back() bool {
	if b, ok := f.Screen().(Backer); ok {
		form := f.form
		if form != nil {
			form.Drawn = false
		}
		if b.Escape() {
			// A form that is drawn no more was closed with what was typed into it.
			if form != nil && !form.Drawn && form.screen == f.Screen() {
				if said := form.Escaped(); said != "" {
					f.Say("%s", said)
				}
				f.form = nil
			}
			return true
		}
	}
	if f.timers.Shut() {
		return true
	}
	if f.notice.Text != "" {
		f.CloseNotice()
		return true
	}
	if len(f.back) == 0 {
		return false
	}
	last := f.back[len(f.back)-1]
	f.back = f.back[:len(f.back)-1]
	f.show(Place{Route: last.Route})
	return true
}

// BackTitle is the title of the screen before, "" for none.
func (f *Frame) BackTitle() string {
	if len(f.back) == 0 {
		return ""
	}
	for _, r := range f.routes {
		if r.Name == f.back[len(f.back)-1].Route {
			return words.Of(r.Title)
		}
	}
	return ""
}

// Nav lists the side navigation.
func (f *Frame) Nav() []NavItem {
	items := make([]NavItem, len(f.routes))
	for i, r := range f.routes {
		items[i] = NavItem{r.Name, words.Of(r.Title), words.Of(r.Group), r.Icon, r.Key, f.badges[r.Name], r.Name == f.place.Route}
	}
	return items
}

// Badge implements Host.
func (f *Frame) Badge(route string, n int) {
	if f.badges[route] != n {
		f.badges[route] = n
		f.surface.Changed(PartNav)
	}
}

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

// Prefer implements Host.
func (f *Frame) Prefer(key string, v any) {
	kept, err := json.Marshal(v) // now: the caller may change v later
	if err != nil {
		f.Fail(err)
		return
	}
	f.Keep("preference "+key, func(ctx context.Context) error { return f.desk.SetPreference(ctx, key, json.RawMessage(kept)) })
}

// keeping is the saves of one key: one on its way, at most one behind it.
type keeping struct {
	next func(ctx context.Context) error
}

// Keep implements Host. A window's memory that cannot be kept is no reason to
// stop anybody's work, so an error is only said.
func (f *Frame) Keep(key string, save func(ctx context.Context) error) {
	if k, busy := f.keeps[key]; busy {
		k.next = save
		return
	}
	k := &keeping{}
	f.keeps[key] = k
	Go(f.run, func(ctx context.Context) (struct{}, error) { return struct{}{}, save(ctx) }, func(_ struct{}, err error) {
		delete(f.keeps, key)
		if err != nil && !f.closed {
			f.Say("What the window keeps could not be saved: %s", Words(err))
		}
		if k.next != nil {
			f.Keep(key, k.next)
			return
		}
		f.leaving()
	})
}

// leaving tells whoever closes the window that nothing is on its way any more.
func (f *Frame) leaving() {
	if f.closed && len(f.keeps) == 0 && f.left != nil {
		left := f.left
		f.left = nil
		left()
	}
}

// Look is how the user wants the window.
func (f *Frame) Look() Look { return f.look }

// SetLook changes it and keeps it for the user.
func (f *Frame) SetLook(change func(*Look)) {
	l := f.look
	change(&l)
	l.Scale = min(max(l.Scale, 80), 150)
	if l == f.look {
		return
	}
	f.look = l
	f.surface.Changed(PartLook)
	f.Prefer(lookKey, l)
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
