package page

import (
	"context"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/assets"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/present/presenttest"
)

func welcome(t *testing.T, theme kit.Mode, width, height float32) (*bench, *present.Welcome) {
	t.Helper()
	b := &bench{t: t, run: &presenttest.Runner{}}
	test.NewApp()
	t.Cleanup(func() { test.NewApp() })
	b.win = test.NewWindow(nil)
	b.shell = NewShell(b.win, Options{Version: "test", Symbols: assets.Symbols(), Translations: assets.Translations(), Runner: b.run, Quit: func() {}})
	fyne.CurrentApp().Settings().SetTheme(kit.NewTheme(theme, kit.Compact, 100))
	recent := present.Recents{Path: filepath.Join(t.TempDir(), "recent.json")}
	for _, r := range []present.Recent{{Path: "/home/dana/Documents/Castellan.matterbook", Firm: "Castellan & Ruiz LLP"}, {Path: "/home/dana/Documents/Dunne & Keller.matterbook", Firm: "Dunne & Keller LLP"}} {
		if err := recent.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	books := present.Books{Recent: recent, Folder: "/home/dana/Documents",
		Open: func(_ context.Context, path, _ string) (*app.Desk, error) {
			return nil, fault.New(fault.Missing, "book.missing", "There is no book %s.", path).Advise("Check the name.")
		}}
	m := b.shell.ShowWelcome(func(changed func()) *present.Welcome {
		return present.NewWelcome(b.run, books, changed, func(*app.Desk, present.Recent) {})
	})
	b.win.Resize(fyne.NewSize(width, height))
	return b, m
}

func TestWelcomeFits(t *testing.T) {
	for _, mode := range []kit.Mode{kit.Light, kit.Dark} {
		name := map[kit.Mode]string{kit.Light: "light", kit.Dark: "dark"}[mode]
		b, m := welcome(t, mode, 1366, 768)
		b.fits()
		b.shot("welcome-" + name)
		m.Open("/home/dana/gone.matterbook", "")
		b.fits()
		b.shot("welcome-gone-" + name)
		m.StartFirm()
		m.Form.SetTrust(true)
		m.Form.SetFirm("Castellan & Ruiz LLP")
		m.Form.SetName("Dana", "Ruiz")
		b.fits()
		b.shot("firm-" + name)
		m.Form.Start()
		b.fits()
		b.shot("firm-faults-" + name)
	}
}
