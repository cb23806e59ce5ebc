package kit

import (
	"testing"

	"fyne.io/fyne/v2"
)

// Read by people; they never fail on time. A frame at 60 Hz is 16 ms.
func benchGrid(b *testing.B, rows int) *Grid {
	_, g := openGrid(b, rows)
	b.ReportAllocs()
	b.ResetTimer()
	return g
}

func BenchmarkGridScrollStepAtAMillion(b *testing.B) {
	g := benchGrid(b, 1_000_000)
	g.setOffset(20_000_000)
	for i := 0; b.Loop(); i++ {
		dy := float32(-25)
		if i%400 >= 200 {
			dy = 25
		}
		g.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, dy)})
	}
}

func BenchmarkGridPageAtAMillion(b *testing.B) {
	g := benchGrid(b, 1_000_000)
	for b.Loop() {
		if row, _ := g.Current(); row > 999_900 {
			g.SetCursor(0)
		}
		g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	}
}

func BenchmarkGridEndAndHomeAtAMillion(b *testing.B) {
	g := benchGrid(b, 1_000_000)
	for b.Loop() {
		g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
		g.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	}
}

func BenchmarkGridReloadAtAMillion(b *testing.B) {
	g := benchGrid(b, 1_000_000)
	g.SetCursor(500_000)
	for b.Loop() {
		g.Reload()
	}
}

func BenchmarkGridSelectAllOfAMillion(b *testing.B) {
	g := benchGrid(b, 1_000_000)
	for b.Loop() {
		g.SelectAll()
	}
}
