package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// KeyCapture is the field in which a person gives an action another key: while
// it has the focus, the next chord is taken instead of run. Delete takes the
// key away, Escape and Tab leave it as it is.
type KeyCapture struct {
	widget.DisableableWidget
	faulty
	// OnChord is told the chord that was pressed, none for Delete.
	OnChord func(Chord)

	chord            Chord
	focused, hovered bool
}

var (
	_ fyne.Focusable    = (*KeyCapture)(nil)
	_ fyne.Shortcutable = (*KeyCapture)(nil)
	_ fyne.Tappable     = (*KeyCapture)(nil)
	_ desktop.Hoverable = (*KeyCapture)(nil)
)

// NewKeyCapture shows no key.
func NewKeyCapture(onChord func(Chord)) *KeyCapture {
	k := &KeyCapture{OnChord: onChord}
	k.repaint = k.Refresh
	k.ExtendBaseWidget(k)
	return k
}

// SetChord shows a key.
func (k *KeyCapture) SetChord(c Chord) {
	if k.chord != c {
		k.chord = c
		k.Refresh()
	}
}

// Chord is the key shown.
func (k *KeyCapture) Chord() Chord { return k.chord }

// TextShown is the key, or what to do.
func (k *KeyCapture) TextShown() string {
	switch {
	case k.focused:
		return words.L("Press the new key…")
	case k.chord.Key == "":
		return words.L("No key")
	}
	return k.chord.Words()
}

func (k *KeyCapture) take(c Chord) {
	if k.OnChord != nil && !k.Disabled() {
		k.OnChord(c)
	}
}

// Tapped begins to listen.
func (k *KeyCapture) Tapped(*fyne.PointEvent) {
	if !k.Disabled() {
		focusOn(k)
	}
}

// TypedKey takes a key without Ctrl or Alt.
func (k *KeyCapture) TypedKey(ev *fyne.KeyEvent) {
	mods := heldModifiers()
	switch {
	case ev.Name == fyne.KeyEscape && mods == 0:
		if c := canvasOf(k); c != nil {
			c.Unfocus()
		}
	case (ev.Name == fyne.KeyDelete || ev.Name == fyne.KeyBackspace) && mods == 0:
		k.take(Chord{})
	case (ev.Name == fyne.KeyUp || ev.Name == fyne.KeyDown || ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter) && mods == 0:
		forward(k, ev)
	default:
		k.take(Chord{ev.Name, mods})
	}
}

// TypedRune is the toolkit's hook; the key came before its letter.
func (k *KeyCapture) TypedRune(rune) {}

// TypedShortcut takes a key with Ctrl or Alt.
func (k *KeyCapture) TypedShortcut(s fyne.Shortcut) {
	if ks, ok := s.(fyne.KeyboardShortcut); ok {
		k.take(Chord{ks.Key(), ks.Mod()})
	}
}

// FocusGained is the toolkit's hook.
func (k *KeyCapture) FocusGained() {
	k.focused = true
	if w := windowKeys(k); w != nil {
		w.Capture = k.take
	}
	k.Refresh()
}

// FocusLost is the toolkit's hook.
func (k *KeyCapture) FocusLost() {
	k.focused = false
	if w := windowKeys(k); w != nil {
		w.Capture = nil
	}
	k.Refresh()
}

// MouseIn is the toolkit's hook.
func (k *KeyCapture) MouseIn(*desktop.MouseEvent) { k.hovered = true; k.Refresh() }

// MouseMoved is the toolkit's hook.
func (k *KeyCapture) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is the toolkit's hook.
func (k *KeyCapture) MouseOut() { k.hovered = false; k.Refresh() }

// CreateRenderer is the toolkit's hook.
func (k *KeyCapture) CreateRenderer() fyne.WidgetRenderer {
	box, text := canvas.NewRectangle(none), canvas.NewText("", none)
	return newDrawn(k,
		func() fyne.Size { return fyne.NewSize(150, sizeOf(k, SizeControl)) },
		func(s fyne.Size) {
			put(box, 0, 0, s.Width, s.Height)
			ts := sizeOf(k, theme.SizeNameText)
			text.Text = fitText(k.TextShown(), s.Width-20, ts, fyne.TextStyle{})
			put(text, 10, (s.Height-lineHeight(ts))/2, s.Width-20, lineHeight(ts))
		},
		func() {
			box.FillColor, box.CornerRadius = colorOf(k, theme.ColorNameInputBackground), sizeOf(k, theme.SizeNameInputRadius)
			box.StrokeColor, box.StrokeWidth = colorOf(k, theme.ColorNameInputBorder), 1
			switch {
			case k.fault != "":
				box.StrokeColor, box.StrokeWidth = colorOf(k, theme.ColorNameError), 1.5
			case k.focused:
				box.StrokeColor, box.StrokeWidth = colorOf(k, ColorRing), 2
			case k.hovered && !k.Disabled():
				box.StrokeColor = colorOf(k, theme.ColorNamePrimary)
			}
			name := theme.ColorNameForeground
			if k.focused || k.chord.Key == "" {
				name = ColorMuted
			}
			if k.Disabled() {
				name = theme.ColorNameDisabled
			}
			ink(text, k.TextShown(), colorOf(k, name), sizeOf(k, theme.SizeNameText), fyne.TextStyle{})
		}, box, text)
}
