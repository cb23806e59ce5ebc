package kit

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// TextArea is for narratives: text that wraps, expands abbreviations on Space,
// counts its letters, and lets Tab go on to the next field.
type TextArea struct {
	Entry
	// Expand turns the word before the cursor into its long text; the cursor
	// goes to the first "_" of it, ready to be overtyped.
	Expand func(word string) (text string, ok bool)
	// Limit is the most letters wanted; 0 hides the counter. More are kept, and
	// counted in the fault colour.
	Limit int
}

// NewTextArea shows rows lines.
func NewTextArea(rows int) *TextArea {
	a := &TextArea{}
	a.MultiLine = true
	a.init(a)
	a.Wrapping = fyne.TextWrapWord
	a.SetMinRowsVisible(rows)
	return a
}

// SetText replaces the text; typing goes on at its end.
func (a *TextArea) SetText(text string) {
	a.Entry.SetText(text)
	a.Entry.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
}

// AcceptsTab is false: Tab moves on.
func (a *TextArea) AcceptsTab() bool { return false }

// TypedRune expands the word before a Space.
func (a *TextArea) TypedRune(r rune) {
	if r == ' ' && a.Expand != nil && a.expand() {
		return
	}
	a.Entry.TypedRune(r)
}

// expand puts the long text in place of the word; true says that the cursor
// stands at a blank in it, where no space belongs.
func (a *TextArea) expand() (atBlank bool) {
	if a.SelectedText() != "" {
		return false
	}
	before := []rune(a.Text)[:a.CursorTextOffset()]
	start := len(before)
	for start > 0 && !strings.ContainsRune(" \n\t", before[start-1]) {
		start--
	}
	word := string(before[start:])
	if word == "" {
		return false
	}
	long, ok := a.Expand(word)
	if !ok {
		return false
	}
	for range len(before) - start {
		a.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	}
	a.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: onceClipboard(long)})
	blank := strings.IndexByte(long, '_')
	if blank < 0 {
		return false
	}
	for range utf8.RuneCountInString(long[blank:]) {
		a.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	}
	a.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	return true
}

// onceClipboard pastes the expansion as one step of undo.
type onceClipboard string

func (c onceClipboard) Content() string   { return string(c) }
func (c onceClipboard) SetContent(string) {}

// Count is the number of letters.
func (a *TextArea) Count() int { return utf8.RuneCountInString(a.Text) }

// CreateRenderer adds the counter in the lower right corner.
func (a *TextArea) CreateRenderer() fyne.WidgetRenderer {
	inner := a.Entry.CreateRenderer().(*entryRenderer)
	r := &areaRenderer{entryRenderer: inner, a: a, back: canvas.NewRectangle(none), count: canvas.NewText("", none)}
	r.dressCount()
	return r
}

type areaRenderer struct {
	*entryRenderer
	a     *TextArea
	back  *canvas.Rectangle
	count *canvas.Text
}

func (r *areaRenderer) Objects() []fyne.CanvasObject {
	return append(r.entryRenderer.Objects(), r.back, r.count)
}

func (r *areaRenderer) dressCount() {
	show(r.count, r.a.Limit > 0)
	show(r.back, r.a.Limit > 0)
	n := r.a.Count()
	name := ColorMuted
	if n > r.a.Limit {
		name = theme.ColorNameError
	}
	ink(r.count, fmt.Sprintf("%d / %d", n, r.a.Limit), colorOf(r.a, name), sizeOf(r.a, theme.SizeNameCaptionText), fyne.TextStyle{})
	r.count.Alignment = fyne.TextAlignTrailing
	r.back.FillColor = colorOf(r.a, theme.ColorNameInputBackground)
}

func (r *areaRenderer) Layout(s fyne.Size) {
	r.entryRenderer.Layout(s)
	r.dressCount()
	ts := sizeOf(r.a, theme.SizeNameCaptionText)
	h := lineHeight(ts)
	w := textWidth(r.count.Text, ts, fyne.TextStyle{}) + 8
	put(r.back, s.Width-w-6, s.Height-h-3, w+2, h)
	put(r.count, s.Width-w-8, s.Height-h-3, w, h)
}

func (r *areaRenderer) Refresh() {
	r.entryRenderer.Refresh()
	r.Layout(r.a.Size())
	r.count.Refresh()
}
