package main

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// What stands around every screen: menus, finder, dialogs, notices, progress.
func init() {
	add(
		Shot{Route: "window", Name: "finder", Books: []string{"demo", "long"}, Prepare: func(s *Stand) { s.Do("find") }},
		Shot{Route: "window", Name: "finder-typed", Prepare: func(s *Stand) {
			s.Do("find")
			s.Type("dev")
			s.Wait(time.Second)
		}},
		Shot{Route: "window", Name: "keys", Prepare: func(s *Stand) { s.Do("help") }},
		Shot{Route: "window", Name: "about", Prepare: func(s *Stand) { s.Do("about") }},
		Shot{Route: "window", Name: "narrow", Prepare: func(s *Stand) { s.Do("nav.narrow") }},
		Shot{Route: "window", Name: "question", Prepare: func(s *Stand) {
			s.Frame().Ask(present.Question{Title: "Void invoice 2026-0031?", Text: "The number stays used and the work goes back to the matter. This cannot be taken back.", Yes: "Void the invoice", Danger: true}, func(bool) {})
		}},
		Shot{Route: "window", Name: "notice", Prepare: func(s *Stand) {
			s.Frame().Tell(present.Notice{Tone: present.Warn, Text: "Two pre-bills were changed by Marta Holt while you were looking at them.", Action: "Show them", Do: func() {}})
		}},
		Shot{Route: "window", Name: "failure", Prepare: func(s *Stand) {
			s.Frame().Tell(present.Notice{Tone: present.Bad, Text: "The book could not be saved: the disk is full. What you typed is kept in this window. Free some room and save again."})
		}},
		Shot{Route: "window", Name: "working", Prepare: func(s *Stand) {
			s.Run.Halfway = true
			s.Frame().Working("Writing invoices", func(_ context.Context, progress func(int, int, string)) error {
				progress(0, 48, "")
				s.Wait(6 * time.Second)
				progress(17, 48, "2026-0047 Castellan LLC")
				return nil
			}, func(error) {})
		}},
		Shot{Route: "window", Name: "file-open", Prepare: func(s *Stand) {
			s.Window().AskFile(present.FileQuestion{Title: "Import time", Kinds: []string{"csv"}}, func(string) {})
		}},
		Shot{Route: "window", Name: "file-save", Prepare: func(s *Stand) {
			s.Window().AskFile(present.FileQuestion{Title: "Export the list", Save: true, Name: "invoices.csv", Kinds: []string{"csv"}}, func(string) {})
		}},
		Shot{Route: "window", Name: "menu-file", Stays: true, Prepare: func(s *Stand) { s.openMenu("File") }},
		Shot{Route: "window", Name: "menu-edit", Stays: true, Prepare: func(s *Stand) { s.openMenu("Edit") }},
		Shot{Route: "window", Name: "menu-view", Stays: true, Prepare: func(s *Stand) { s.openMenu("View") }},
		Shot{Route: "window", Name: "menu-go", Stays: true, Prepare: func(s *Stand) { s.openMenu("Go") }},
	)
	add(
		Shot{Route: "welcome"},
		Shot{Route: "welcome", Name: "gone", Prepare: func(s *Stand) { s.Welcome.Open("/home/dana/gone.matterbook", "") }},
		Shot{Route: "welcome", Name: "firm", Prepare: func(s *Stand) {
			s.Welcome.StartFirm()
			s.Welcome.Form.SetTrust(true)
			s.Welcome.Form.SetFirm("Castellan & Ruiz LLP")
			s.Welcome.Form.SetName("Dana", "Ruiz")
		}},
		Shot{Route: "welcome", Name: "faults", Prepare: func(s *Stand) {
			s.Welcome.StartFirm()
			s.Welcome.Form.Start()
		}},
	)
}

// openMenu shows a menu of the main menu where the menu bar would open it; the
// bar itself belongs to the display's driver.
func (s *Stand) openMenu(title string) {
	for _, m := range s.Win.MainMenu().Items {
		if strings.EqualFold(m.Label, words.Of(title)) {
			kit.ShowMenu(m, s.Win.Canvas(), fyne.NewPos(40, 4))
			return
		}
	}
	s.Fail("there is no menu %q", title)
}
