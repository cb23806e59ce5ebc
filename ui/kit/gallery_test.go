package kit

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The gallery draws widgets in both themes; KIT_SHOTS=folder keeps the pictures.
func both(t *testing.T, name string, w, h float32, build func(*Stage) fyne.CanvasObject) {
	for mode, suffix := range map[Mode]string{Light: "light", Dark: "dark"} {
		t.Run(suffix, func(t *testing.T) {
			win, s := stand(t, mode, w, h, NewLabel(""))
			s.SetContent(build(s))
			win.Canvas().Capture()
			shot(t, win, name+"-"+suffix)
		})
	}
}

func TestGalleryGrid(t *testing.T) {
	both(t, "grid", 1160, 520, func(s *Stage) fyne.CanvasObject {
		g := NewGrid(entries{200_000}, entryColumns())
		g.OnSort = func(string, bool) {}
		g.SetSort("date", true)
		g.SetTotals("Totals for the current filter · 200,000 entries", map[string]string{"hours": "590,019.6", "amount": "191,759,938.00"})
		g.SetCursor(5)
		g.FocusGained()
		g.hover = 9
		return g
	})
}

func TestGalleryGridChecksAndEmpty(t *testing.T) {
	both(t, "grid-checks", 1000, 420, func(s *Stage) fyne.CanvasObject {
		g := NewGrid(entries{30}, entryColumns())
		g.Checks = true
		g.Select(2, 3, 7)
		g.OnEdit = func(int, int64, string) *CellEdit { return &CellEdit{Text: "1.75"} }
		g.SetCursor(8)
		g.curCol = 6
		g.FocusGained()
		return g
	})
	both(t, "grid-edit", 1000, 300, func(s *Stage) fyne.CanvasObject {
		g := NewGrid(entries{30}, entryColumns())
		g.OnEdit = func(int, int64, string) *CellEdit {
			return &CellEdit{Text: "1.75", Commit: func(string) error { return errors.New("“1.7x” is not hours: write .3, 18m or 1:15") }}
		}
		s.SetContent(g)
		canvasOf(g).Focus(g)
		g.SetCursor(3)
		g.curCol = 6
		g.BeginEdit()
		g.edit.entry.SetText("1.7x")
		g.endEdit(true)
		return g
	})
	both(t, "grid-wait", 700, 200, func(s *Stage) fyne.CanvasObject {
		p := NewPages(&Queue{}, 50, nil)
		g := NewGrid(nil, entryColumns()[:6])
		p.Bind(g)
		p.Reset(30)
		return g
	})
	both(t, "grid-empty", 900, 360, func(s *Stage) fyne.CanvasObject {
		g := NewGrid(NewRows(), entryColumns())
		g.Empty = NewEmpty(theme.HistoryIcon(), "No time recorded yet", "Press Ctrl+N to record the first entry, or F5 to start a timer. What you record appears here, newest first.", "New entry", func() {})
		return g
	})
}
