package kit

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// stand opens a window of the size with the content on a stage, under our theme.
func stand(t testing.TB, mode Mode, w, h float32, content fyne.CanvasObject) (fyne.Window, *Stage) {
	t.Helper()
	app := test.NewApp()
	t.Cleanup(func() { test.NewApp() })
	app.Settings().SetTheme(NewTheme(mode, Compact, 100))
	clear(fits)
	keys := &Keys{Map: DefaultKeyMap()}
	s := NewStage(content, keys, Inline{})
	win := test.NewWindow(nil)
	s.Attach(win)
	win.Resize(fyne.NewSize(w, h))
	return win, s
}

// press sends plain keys to whatever has the focus.
func press(w fyne.Window, names ...fyne.KeyName) {
	for _, n := range names {
		if f := w.Canvas().Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: n})
		} else if k := w.Canvas().OnTypedKey(); k != nil {
			k(&fyne.KeyEvent{Name: n})
		}
	}
}

// hold sends plain keys with modifiers held.
func hold(w fyne.Window, mods fyne.KeyModifier, names ...fyne.KeyName) {
	release := HoldModifiers(mods)
	defer release()
	press(w, names...)
}

// typeText sends letters to whatever has the focus.
func typeText(w fyne.Window, text string) {
	for _, r := range text {
		w.Canvas().Focused().TypedRune(r)
	}
}

// shot saves a picture when KIT_SHOTS names a folder.
func shot(t testing.TB, w fyne.Window, name string) {
	t.Helper()
	dir := os.Getenv("KIT_SHOTS")
	if dir == "" {
		dir = t.TempDir()
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

// entries is a model like the list of time entries.
type entries struct{ n int }

var sampleClients = []string{"Tern Shipping Ltd", "Brightwater plc", "Oakmere Estates", "Harrow & Lyle LLP", "Estate of R. Ainsley", "Calder Foods"}
var sampleTexts = []string{"Review lease schedule; mark up clause 14.2", "Attend mediation (day 1), travel included",
	"Draft reply to disclosure request and circulate to counsel with a note on privilege", "Prepare hearing bundle",
	"Telephone call with client regarding settlement parameters and the costs budget"}

func (m entries) Len() int { return m.n }
func (m entries) Row(i int) (int64, []Cell, bool) {
	k := i * 7919 % 104729
	status, tone := "Draft", Neutral
	switch k % 5 {
	case 0, 1:
		status, tone = "Billed", Good
	case 2:
		status, tone = "Released", Info
	case 3:
		if k%3 == 0 {
			status, tone = "Written off", Bad
		}
	}
	amount := fmt.Sprintf("%d.%02d", 100+k%900, k%100)
	neg := k%37 == 0
	if neg {
		amount = "-" + amount
	}
	return int64(i + 1), []Cell{
		{Text: fmt.Sprintf("%02d Nov 2026", 1+k%28)}, {Text: []string{"SLW", "AMK", "JRP", "DTO"}[k%4]},
		{Text: sampleClients[k%6]}, {Text: fmt.Sprintf("%05d-%02d", 10000+k%900, k%12)}, {Text: fmt.Sprintf("L%d0", 10+k%6)},
		{Text: sampleTexts[k%5]}, {Text: fmt.Sprintf("%d.%d", k%7, k%10)}, {Text: fmt.Sprintf("%d.00", 200+k%30*10)},
		{Text: amount, Negative: neg}, {Text: status, Tone: tone, Pill: true},
	}, true
}
func (m entries) IDs(first, last int) []int64 {
	ids := make([]int64, 0, last-first+1)
	for i := first; i <= last; i++ {
		ids = append(ids, int64(i+1))
	}
	return ids
}
func (m entries) IndexOf(id int64) int { return int(id - 1) }

func entryColumns() []Column {
	right := fyne.TextAlignTrailing
	return []Column{
		{Key: "date", Label: "Date", Width: 92, Sortable: true}, {Key: "tk", Label: "TK", Width: 52, Sortable: true},
		{Key: "client", Label: "Client", Width: 140, Sortable: true}, {Key: "matter", Label: "Matter", Width: 90, Sortable: true},
		{Key: "code", Label: "Code", Width: 58}, {Key: "text", Label: "Narrative", Width: 200, Min: 120, Flex: 1, Editable: true},
		{Key: "hours", Label: "Hours", Width: 62, Align: right, Sortable: true, Editable: true}, {Key: "rate", Label: "Rate", Width: 76, Align: right},
		{Key: "amount", Label: "Amount", Width: 96, Align: right, Sortable: true}, {Key: "status", Label: "Status", Width: 104, Pills: true, Sortable: true},
	}
}
