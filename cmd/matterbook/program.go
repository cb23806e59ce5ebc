package main

import (
	"context"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"github.com/adrg/xdg"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/assets"
	"matterbook/cmd/internal/boot"
	"matterbook/cmd/internal/demo"
	"matterbook/cmd/internal/printer"
	"matterbook/ui/kit"
	"matterbook/ui/page"
	"matterbook/ui/present"
)

// program ties the window to books: one is open, or the welcome page is shown.
type program struct {
	app    fyne.App
	win    fyne.Window
	run    *kit.Background
	crash  *crashLog
	shell  *page.Shell
	books  present.Books
	clock  cal.Clock
	desk   *app.Desk
	frame  *present.Frame
	tray   *tray
	stop   func() // stops watching the file
	ending bool
}

func newProgram(a fyne.App, win fyne.Window, run *kit.Background, crash *crashLog) *program {
	p := &program{app: a, win: win, run: run, crash: crash, clock: cal.System{}}
	p.books = present.Books{
		Open:   p.open,
		Create: p.create,
		Demo: func(ctx context.Context, path string, progress func(done, total int, what string)) error {
			_, err := boot.CreateDemo(ctx, path, demo.Options{Progress: progress})
			return err
		},
		Recent: present.Recents{Path: filepath.Join(xdg.ConfigHome, "matterbook", "books.json")},
		Folder: bookFolder(),
	}
	p.shell = page.NewShell(win, page.Options{
		Version: boot.Version, Symbols: assets.Symbols(), Translations: assets.Translations(), Runner: run, Printer: printer.System{}, Book: bookKeeper{},
		Help: assets.Help, Notices: assets.ThirdPartyNotices, Facts: programFacts(), TablePDF: tablePDF, Quit: p.quit, Welcome: p.leave,
		OpenPath: func(path string) { p.leaveFor(path) },
		Recent: func() []string {
			var paths []string
			for _, r := range p.books.Recent.List() {
				paths = append(paths, r.Path)
			}
			return paths
		},
		Timers: func(t *present.Timers) { p.tray.show(t) }, Remind: remind(a),
	})
	p.tray = newTray(a, win, p.quit)
	return p
}

// bookFolder is where a new book is put unless the person says otherwise.
func bookFolder() string {
	if d := xdg.UserDirs.Documents; d != "" {
		if info, err := os.Stat(d); err == nil && info.IsDir() {
			return d
		}
	}
	return xdg.Home
}

func stateFolder() string { return filepath.Join(xdg.StateHome, "matterbook") }

func (p *program) open(ctx context.Context, path, user string) (*app.Desk, error) {
	book, err := boot.Open(ctx, path, p.clock)
	if err != nil {
		return nil, err
	}
	return signIn(ctx, book, user)
}

func (p *program) create(ctx context.Context, path string, ask present.NewFirm) (*app.Desk, error) {
	book, err := boot.Create(ctx, path, p.clock, boot.NewBook{Firm: ask.Firm, Currency: ask.Currency, Preset: ask.Preset, LEDESFirmID: ask.LEDESFirmID})
	if err != nil {
		return nil, err
	}
	return signIn(ctx, book, "")
}

func signIn(ctx context.Context, book *app.Book, user string) (*app.Desk, error) {
	d, err := book.SignIn(ctx, user)
	if err != nil {
		book.Close()
		return nil, err
	}
	return d, nil
}

// start shows the welcome page, and from there the book that was named.
func (p *program) start(args arguments) {
	m := p.welcome()
	if args.path != "" {
		m.Open(args.path, args.user)
	}
	if number := p.crash.last(); number != "" && m.Notice.Text == "" {
		m.Notice = present.Notice{Tone: present.Warn, Text: "The last time Matterbook stopped by a fault of its own, incident " + number +
			". What was saved is safe; what was typed is offered again."}
	}
}

func (p *program) welcome() *present.Welcome {
	return p.shell.ShowWelcome(func(changed func()) *present.Welcome {
		return present.NewWelcome(p.run, p.books, changed, p.enter)
	})
}

// enter shows a book that was opened.
func (p *program) enter(d *app.Desk, r present.Recent) {
	p.desk = d
	w := p.shell.ShowBook(func(s present.Surface) *present.Frame {
		p.frame = present.NewFrame(d, p.run, s, page.Routes())
		return p.frame
	})
	frame := w.Frame()
	frame.Start(func(err error) {
		if err != nil {
			p.shut()
			m := p.welcome()
			m.Notice = present.Notice{Tone: present.Bad, Text: present.Words(err)}
			return
		}
		if v, ok := d.Store().(versioned); ok {
			p.watch(frame, d, v)
		}
	})
}

// versioned is a store that can say that somebody saved, this program or another.
type versioned interface {
	DataVersion(ctx context.Context) (int64, error)
}

// watchEvery is how often the file is asked whether another program saved.
const watchEvery = 2 * time.Second

// watch tells the screens when another program has saved to the book. Acts of
// this window are told by the book itself; each leaves one line in the log, so
// lines nobody here told of are somebody else's.
func (p *program) watch(frame *present.Frame, d *app.Desk, v versioned) {
	var own atomic.Int64
	unhear := d.Listen(func(app.Event) { own.Add(1) })
	type seen struct{ version, line, own int64 }
	var last seen
	first, running := true, true
	var wait func()
	var look func()
	look = func() {
		before := last
		p.run.Start(func(ctx context.Context) (any, error) {
			now := seen{own: own.Load()}
			var err error
			if now.version, err = v.DataVersion(ctx); err != nil || now.version == before.version {
				now.line = before.line
				return now, err
			}
			now.line, err = newestLine(ctx, d)
			return now, err
		}, func(got any, err error) {
			if !running {
				return
			}
			if now, ok := got.(seen); ok && err == nil {
				if !first && now.line-last.line > now.own-last.own {
					frame.Do("reload")
				}
				if now.version == last.version {
					now.own = last.own // their lines are counted with the next change
				}
				last, first = now, false
			}
			wait = p.run.After(watchEvery, look)
		})
	}
	look()
	p.stop = func() {
		running = false
		unhear()
		if wait != nil {
			wait()
		}
	}
}

// newestLine is the number of the newest line of the log.
func newestLine(ctx context.Context, d *app.Desk) (int64, error) {
	return app.Read(ctx, d, func(q app.Query) (int64, error) {
		lines, err := q.AuditLines(app.AuditFilter{}, app.Page{Limit: 1})
		if err != nil || len(lines) == 0 {
			return 0, err
		}
		return lines[0].Seq, nil
	})
}

// leave closes the book and shows the welcome page.
func (p *program) leave() {
	p.shut()
	p.welcome()
}

func (p *program) leaveFor(path string) {
	p.shut()
	p.welcome().Open(path, "")
}

// shut closes the book that is open. The file is released beside the window: a
// backup or report on its way may hold it for a moment.
func (p *program) shut() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
	f, d := p.frame, p.desk
	p.frame, p.desk = nil, nil
	if f == nil {
		return
	}
	p.tray.show(nil)
	f.CloseThen(func() {
		p.run.Start(func(context.Context) (any, error) { return nil, d.Close() }, func(any, error) {})
	})
}

// quit keeps what is typed, closes the book, and ends the program.
func (p *program) quit() {
	if p.ending {
		return
	}
	p.ending = true
	keepWindowSize(p.app, p.win)
	if p.stop != nil {
		p.stop()
	}
	f, d := p.frame, p.desk
	p.frame, p.desk = nil, nil
	if f == nil {
		p.app.Quit()
		return
	}
	// A disk that does not answer must not keep the window open for ever.
	p.run.After(quitPatience, p.app.Quit)
	f.CloseThen(func() {
		p.run.Start(func(context.Context) (any, error) { return nil, d.Close() }, func(any, error) { p.app.Quit() })
	})
}

// quitPatience is how long closing may take before the window goes anyway; the
// book is sound at every moment.
const quitPatience = 10 * time.Second

// closed is called when the window is gone by another way than quit.
func (p *program) closed() {
	if d := p.desk; d != nil {
		p.desk = nil
		waitAtMost(5*time.Second, func() { d.Close() })
	}
}
