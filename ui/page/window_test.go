package page

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/report"
	"matterbook/assets"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/present/presenttest"
)

// bench is a whole window on a real book, without a display.
type bench struct {
	t      testing.TB
	office *apptest.Office
	run    *presenttest.Runner
	win    fyne.Window
	shell  *Shell
	w      *Window
}

// open shows the window of a user on the office's book.
func open(t testing.TB, o *apptest.Office, user, theme string, width, height float32) *bench {
	t.Helper()
	b := &bench{t: t, office: o, run: &presenttest.Runner{Clock: o.Clock}}
	test.NewApp()
	t.Cleanup(func() { test.NewApp() })
	b.win = test.NewWindow(nil)
	b.shell = NewShell(b.win, Options{Version: "test", Symbols: assets.Symbols(), Translations: assets.Translations(), Runner: b.run, Quit: func() {}, Help: assets.Help, Notices: assets.ThirdPartyNotices,
		Facts: [][2]string{{"Version", "test"}, {"Folder of the incident log", "/home/dana/.local/state/matterbook"}}, TablePDF: func(*report.Table, string) ([]byte, error) { return []byte("%PDF"), nil }})
	desk := o.Desk
	if user != "" {
		desk = o.As(user)
	}
	if theme != "" {
		if err := desk.SetPreference(context.Background(), "look", present.Look{Theme: theme, Density: "compact", Scale: 100}); err != nil {
			t.Fatal(err)
		}
	}
	b.w = b.shell.ShowBook(func(s present.Surface) *present.Frame { return present.NewFrame(desk, b.run, s, Routes()) })
	b.w.Frame().Start(func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	})
	b.win.Resize(fyne.NewSize(width, height))
	t.Cleanup(b.w.Frame().Close)
	return b
}

// shot keeps a picture when MATTERBOOK_SHOTS names a folder.
func (b *bench) shot(name string) {
	b.t.Helper()
	img := b.win.Canvas().Capture()
	dir := os.Getenv("MATTERBOOK_SHOTS")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		b.t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		b.t.Fatal(err)
	}
}

// fits fails when anything visible reaches past its window, or a text past the
// room it was given.
func (b *bench) fits() {
	b.t.Helper()
	size := b.win.Canvas().Size()
	if m := b.win.Canvas().Content().MinSize(); m.Width > size.Width || m.Height > size.Height {
		b.t.Errorf("the page asks for %v in a window of %v", m, size)
	}
	var walk func(o fyne.CanvasObject, at fyne.Position, clip bool)
	walk = func(o fyne.CanvasObject, at fyne.Position, clip bool) {
		if !o.Visible() {
			return
		}
		at = at.Add(o.Position())
		_, scrolls := o.(fyne.Scrollable)
		clip = clip || scrolls
		switch x := o.(type) {
		case *canvas.Text:
			if clip || x.Text == "" {
				return
			}
			if at.X+x.MinSize().Width > size.Width+1 && x.Alignment == fyne.TextAlignLeading {
				b.t.Errorf("the text %q at %v is wider than the window %v", x.Text, at, size)
			}
			if at.Y+x.MinSize().Height > size.Height+1 {
				b.t.Errorf("the text %q at %v is below the window %v", x.Text, at, size)
			}
		case *fyne.Container:
			for _, c := range x.Objects {
				walk(c, at, clip)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(x).Objects() {
				walk(c, at, clip)
			}
		}
	}
	walk(b.win.Canvas().Content(), fyne.NewPos(0, 0), false)
}

// tabs walks the focus round and fails when it does not come to each named
// field in this order.
func (b *bench) tabs(names ...string) {
	b.t.Helper()
	want := map[fyne.CanvasObject]string{}
	for _, n := range names {
		box, ok := kit.Find(b.win.Canvas(), n)
		if !ok {
			b.t.Fatalf("no widget %q", n)
		}
		want[box.Object] = n
	}
	c := b.win.Canvas()
	c.Unfocus()
	var got []string
	for range 80 {
		c.FocusNext()
		f, ok := c.Focused().(fyne.CanvasObject)
		if !ok {
			break
		}
		if n := want[f]; n != "" {
			if len(got) > 0 && n == got[0] {
				break
			}
			got = append(got, n)
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(names) {
		b.t.Errorf("Tab comes to %v, want %v", got, names)
	}
}

// lively fills an office with a month of work, so that pictures show what a
// firm sees.
func lively(t testing.TB) *apptest.Office {
	t.Helper()
	o := apptest.New(t).Seed()
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	jlk := "JLK"
	admin := "admin"
	_, err := o.SetUser(ctx, app.SetUser{Code: admin, Timekeeper: &jlk})
	must(err)
	o.Desk = o.As("admin")
	for _, c := range []app.AddClient{{Code: "300", Name: "Brightwater plc", Instructions: "No travel. Tenths only. Send to claims@brightwater.example."}, {Code: "400", Name: "Estate of R. Ainsley"}} {
		_, err := o.AddClient(ctx, c)
		must(err)
	}
	for _, m := range []app.AddMatter{{Code: "300-01", Client: "300", Name: "Harbor lease dispute", Responsible: "RMD", CodeSet: "litigation"}, {Code: "400-01", Client: "400", Name: "Probate", Responsible: "JLK"}} {
		_, err := o.AddMatter(ctx, m)
		must(err)
	}
	texts := []string{"Review lease schedule; mark up clause 14.2", "Telephone conference with client regarding settlement parameters and the costs budget",
		"Draft reply to disclosure request and circulate to counsel with a note on privilege", "Prepare hearing bundle", "Correspondence with opposing counsel re extension of time",
		"Research limitation of actions for the counterclaim", "Attend mediation (day 1)"}
	matters := []string{"100-01", "100-02", "300-01", "400-01"}
	who := []string{"RMD", "JLK", "PAS"}
	day := o.Today().AddDays(-24)
	for i := range 130 {
		d := day.AddDays(i * 25 / 130)
		if d > o.Today() {
			d = o.Today()
		}
		req := app.AddTime{Matter: matters[i%4], Timekeeper: who[i*7%3], Date: d.String(), Hours: fmt.Sprintf("%d.%d", i*3%2, 1+i*7%9), Narrative: texts[i*5%7], Draft: i%6 == 0}
		if i%4 == 2 {
			req.Task, req.Activity = "L120", "A104"
		}
		if i%17 == 3 {
			req.Billable = "NC"
		}
		_, err := o.AddTime(ctx, req)
		must(err)
	}
	_, err = o.AddTrustAccount(ctx, app.AddTrustAccount{Code: "IOLTA", Title: "Client trust account", Kind: "pooled"})
	must(err)
	_, err = o.PostTrust(ctx, app.PostTrust{Account: "IOLTA", Matter: "300-01", Date: day.String(), Kind: "receipt", Amount: "5000.00", Party: "Brightwater plc", Purpose: "Retainer", Instrument: "wire"})
	must(err)
	return o
}

// sizes are the smallest window we promise and an ordinary one.
var sizes = []fyne.Size{{Width: 1366, Height: 768}, {Width: 1920, Height: 1080}}

// every runs a test for both sizes and themes.
func every(t *testing.T, f func(t *testing.T, theme string, width, height float32, suffix string)) {
	for _, s := range sizes {
		for _, theme := range []string{"light", "dark"} {
			suffix := fmt.Sprintf("%.0f-%s", s.Width, theme)
			t.Run(suffix, func(t *testing.T) { f(t, theme, s.Width, s.Height, suffix) })
		}
	}
}

func TestTheNavigationIsNarrowedByItsArrowAndByAKey(t *testing.T) {
	b := open(t, apptest.New(t).Seed(), "", "light", 1366, 768)
	box := func() kit.Box {
		n, ok := kit.Find(b.win.Canvas(), "nav/narrow")
		if !ok {
			t.Fatal("no arrow")
		}
		return n
	}
	wide := b.w.nav.Size().Width
	test.TapCanvas(b.win.Canvas(), box().Pos.AddXY(8, 8))
	if got := b.w.nav.Size().Width; !b.w.nav.Collapsed() || got >= wide/2 {
		t.Errorf("%v wide after the click, was %v", got, wide)
	}
	again := open(t, b.office, "", "", 1366, 768)
	if !again.w.nav.Collapsed() {
		t.Error("the next window has forgotten it")
	}
	again.shell.keys.TypedShortcut(kit.MustChord("Ctrl+Alt+B").Shortcut())
	if again.w.nav.Collapsed() || again.w.nav.Size().Width != wide {
		t.Error("the key does not bring the words back")
	}
	again.win.Resize(fyne.NewSize(980, 700))
	if !again.w.nav.Collapsed() {
		t.Error("in a narrow window the words still take the page's room")
	}
	again.win.Resize(fyne.NewSize(1366, 768))
	if again.w.nav.Collapsed() {
		t.Error("the words do not come back with the room")
	}
}
