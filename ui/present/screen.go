package present

import (
	"context"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// Screen is one page of the window. Screens live as long as the window, so
// that filter, position and typing stay when another one is shown.
type Screen interface {
	// Title is the heading, and the words in "back to ...".
	Title() string
	// Open is called each time the screen is shown. arg says what to show ("matter
	// 100-01"), blank for what it showed before.
	Open(arg string)
	// Heard is told of every act that was saved, by this window or another
	// program (Event zero: anything may have changed).
	Heard(e app.Event)
	// Leave is called when another screen is shown and when the window closes: the
	// screen keeps what is typed.
	Leave()
}

// Doer is a screen with commands. IDs are those of the key table ("new",
// "duplicate", "save", "delete", "search", "timer", "export").
type Doer interface {
	// Commands lists what can be done now, for menus, toolbars and the finder.
	Commands() []Command
	// Do runs a command; false says that the screen has no such command now.
	Do(id string) bool
}

// Acter is a screen that says which of the window's own actions it answers now
// ("new", "save", "edit", "previous"), so that the menu shows the others as out
// of reach. Of a screen that says nothing, all may be tried.
type Acter interface{ Acts() []string }

// Backer is a screen that has something to close before it is left: Escape and
// "back" ask it first.
type Backer interface{ Escape() bool }

// Command is something the person can start.
type Command struct {
	ID    string // stable, "time.release"
	Title string
	Off   string // why it cannot be done now; blank when it can
}

// Route names a screen and makes it.
type Route[S Screen] struct {
	Name  string // "time"; the address of the screen, and the name of its preferences
	Title string // in the side navigation
	Group string // heading in the side navigation, blank for the first group
	Icon  string // name of the symbol
	Key   string // "Ctrl+2"
	// Opens lists the nouns this screen shows one of ("matter", "invoice"): the
	// finder brings a person to the first route that opens the noun.
	Opens []string
	// Offers are commands that begin something on this screen from any other.
	Offers []Offer
	New    func(h Host) S
}

// Offer is a command that goes to a screen and begins something there.
type Offer struct {
	ID    string // "new.matter"
	Title string // marked
	Arg   string // what the screen is opened with
}

// AnyRoute is a Route of any screen, as the frame keeps it.
type AnyRoute struct {
	Name, Title, Group, Icon, Key string
	Opens                         []string
	Offers                        []Offer
	New                           func(h Host) Screen
}

// Any forgets the type of the screen.
func (r Route[S]) Any() AnyRoute {
	return AnyRoute{r.Name, r.Title, r.Group, r.Icon, r.Key, r.Opens, r.Offers, func(h Host) Screen { return r.New(h) }}
}

// Host is what a screen may ask of the window around it. [Frame] is the one.
type Host interface {
	Desk() *app.Desk
	Runner() Runner
	Today() cal.Date
	// Facts are the firm, its people and codes as last read; they are there before
	// the first screen is made.
	Facts() *Facts
	Timers() *Timers

	// Go shows another screen; the present one is where "back" leads.
	Go(route, arg string)
	// Open shows the noun in the screen that opens it, "matter" and "100-01". False
	// when no screen does.
	Open(noun, key string) bool
	Back() bool

	// Tell shows a notice above the screen until it is closed or the next one comes.
	Tell(Notice)
	// Fail tells an error in its own words; nil and cancelled work say nothing.
	Fail(err error)
	// Undoable offers to take an act on drafts back: in a notice, and by the command
	// "undo" for as long as the window is open. See [Undo].
	Undoable(u Undo)
	// Undo takes the newest act of the session back.
	Undo()
	// Say puts the result of what was just done into the status line. The format
	// is a text of package words: it is translated before it is filled in.
	Say(format string, args ...any)

	// Redraw says that what the screen holds has changed; the page is drawn again
	// when the screen is the one in view. Lists say it themselves.
	Redraw(s Screen)

	// Prefer keeps v for the user under a key, in the background. What was kept
	// is read with [Desk.Preference] when the screen first opens.
	Prefer(key string, v any)
	// Keep runs a small save in the background: typing, a preference. Of several
	// with the same key the newest wins, in the order they were asked for, and the
	// window waits for it before it closes the book.
	Keep(key string, save func(ctx context.Context) error)
	// Badge sets the small figure beside a route's name; 0 takes it away.
	Badge(route string, n int)

	// Ask asks a question that must be answered first: for numbering, voiding,
	// closing and paying out, nothing else.
	Ask(q Question, answer func(yes bool))
	// AskFile asks for a file; answer is not called when the person gives up.
	AskFile(q FileQuestion, answer func(path string))
	// Export writes a list or report to a file the person names, PrintSheet sends it
	// to the printer, CopySheet to the clipboard. The lists of a [Lister] need none
	// of these: the frame does it for "export", "print" and "list.copy".
	Export(s Sheet)
	PrintSheet(s Sheet)
	CopySheet(s Sheet)
	// Copy puts text on the clipboard.
	Copy(text string)
	// Show opens a file with the program the system has for it.
	Show(path string)
	// Print sends papers (PDF files that are written already) to the printer of the
	// person, in the background: the printer used last, the only one, or the one the
	// person picks. The status line says where they went; when they cannot be
	// printed a notice says why and opens the first file instead.
	Print(paths ...string)
	// PrintNow prints inside work that runs beside the window, and comes back when
	// the system has taken the papers: on the printer used last, else the system's
	// own choice. An error says what to do; nothing is told.
	PrintNow(ctx context.Context, paths ...string) error
	// ChoosePrinter asks which printer is used from now on.
	ChoosePrinter()
	// Working shows a long piece of work with its progress until it is done. It
	// can be cancelled; done is called on the window's goroutine.
	Working(title string, work func(ctx context.Context, progress func(done, total int, what string)) error, done func(error))
}

// Tone is the feeling of a notice, pill or cell. The words say the same.
type Tone int

// The tones.
const (
	Neutral Tone = iota
	Info
	Good
	Warn
	Bad
)

// Notice is a message above the screen with at most one action.
type Notice struct {
	Tone   Tone
	Text   string
	Action string
	Do     func()
}

// Question is answered by yes or no.
type Question struct {
	Title  string
	Text   string
	Yes    string // the act, "Void the invoice"
	Danger bool   // cannot be taken back
}

// FileQuestion asks for a file to read or to write.
type FileQuestion struct {
	Title string
	Save  bool
	Name  string   // proposed name, for Save
	Kinds []string // endings without the dot, "csv"
}

// Facts are what nearly every screen shows of the firm.
type Facts struct {
	Firm        firm.Firm
	Timekeepers []firm.Timekeeper
	Users       []firm.User
	Codes       []firm.Code
	// Me is the timekeeper the user is, zero for none.
	Me firm.Timekeeper
}

// Currency is the book's.
func (f *Facts) Currency() money.Currency { return f.Firm.Currency }

// Timekeeper finds one by ID.
func (f *Facts) Timekeeper(id int64) (firm.Timekeeper, bool) {
	for _, t := range f.Timekeepers {
		if t.ID == id {
			return t, true
		}
	}
	return firm.Timekeeper{}, false
}

// CodesOf lists the codes of a set in its order, without those that have ended.
func (f *Facts) CodesOf(set string) []firm.Code {
	var codes []firm.Code
	for _, c := range f.Codes {
		if c.Set == set && !c.Ended {
			codes = append(codes, c)
		}
	}
	return codes
}

func readFacts(q app.Query, user firm.User) (*Facts, error) {
	f := &Facts{}
	var err error
	if f.Firm, err = q.Firm(); err != nil {
		return nil, err
	}
	if f.Timekeepers, err = q.Timekeepers(); err != nil {
		return nil, err
	}
	if f.Users, err = q.Users(); err != nil {
		return nil, err
	}
	if f.Codes, err = q.Codes(""); err != nil {
		return nil, err
	}
	f.Me, _ = f.Timekeeper(user.TimekeeperID)
	return f, nil
}
