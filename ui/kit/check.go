package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// Check is a box to tick, by click or Space. Enter and function keys go on.
type Check struct {
	widget.DisableableWidget
	tipped
	Text      string
	Checked   bool
	OnChanged func(bool)

	focused, hovered bool
}

var (
	_ fyne.Focusable    = (*Check)(nil)
	_ fyne.Tappable     = (*Check)(nil)
	_ fyne.Shortcutable = (*Check)(nil)
	_ desktop.Hoverable = (*Check)(nil)
)

// NewCheck is an empty box.
func NewCheck(text string, onChanged func(bool)) *Check {
	c := &Check{Text: words.Of(text), OnChanged: onChanged}
	c.ExtendBaseWidget(c)
	return c
}

// SetChecked sets the tick and tells OnChanged when it changed.
func (c *Check) SetChecked(on bool) {
	if c.Checked == on {
		return
	}
	c.Checked = on
	c.Refresh()
	if c.OnChanged != nil {
		c.OnChanged(on)
	}
}

// TextShown is "[x] label" or "[ ] label".
func (c *Check) TextShown() string {
	if c.Checked {
		return "[x] " + c.Text
	}
	return "[ ] " + c.Text
}

// Tapped is the toolkit's hook.
func (c *Check) Tapped(*fyne.PointEvent) {
	if !c.Disabled() {
		focusOn(c)
		c.SetChecked(!c.Checked)
	}
}

// TypedKey ticks on Space.
func (c *Check) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeySpace {
		if !c.Disabled() {
			c.SetChecked(!c.Checked)
		}
		return
	}
	forward(c, ev)
}

// TypedRune is the toolkit's hook; a box takes no text.
func (c *Check) TypedRune(rune) {}

// TypedShortcut hands every shortcut on.
func (c *Check) TypedShortcut(s fyne.Shortcut) { forwardShortcut(c, s) }

// FocusGained is the toolkit's hook.
func (c *Check) FocusGained() { c.focused = true; c.Refresh(); reveal(c) }

// FocusLost is the toolkit's hook.
func (c *Check) FocusLost() { c.focused = false; c.Refresh() }

// MouseIn is the toolkit's hook.
func (c *Check) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.tipIn(c); c.Refresh() }

// MouseMoved is the toolkit's hook.
func (c *Check) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is the toolkit's hook.
func (c *Check) MouseOut() { c.hovered = false; c.tipOut(c); c.Refresh() }

// CreateRenderer is the toolkit's hook.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	box, ring := canvas.NewRectangle(none), canvas.NewRectangle(none)
	tick := newIcon(nil)
	text := canvas.NewText("", none)
	size := func() float32 { return sizeOf(c, theme.SizeNameInlineIcon) }
	return newDrawn(c,
		func() fyne.Size {
			w := size()
			if c.Text != "" {
				w += 7 + float32(int(textWidth(c.Text, sizeOf(c, theme.SizeNameText), fyne.TextStyle{})+1))
			}
			return fyne.NewSize(w+4, max(sizeOf(c, SizeControl)-4, leastTarget))
		},
		func(s fyne.Size) {
			is := size()
			y := (s.Height - is) / 2
			put(box, 2, y, is, is)
			put(tick, 2, y, is, is)
			put(ring, 0, y-2, is+4, is+4)
			ts := sizeOf(c, theme.SizeNameText)
			lh := lineHeight(ts)
			text.Text = fitText(c.Text, s.Width-is-8, ts, fyne.TextStyle{})
			put(text, is+9, (s.Height-lh)/2, s.Width-is-9, lh)
		},
		func() {
			box.CornerRadius, box.StrokeWidth = 3, 1.5
			ring.StrokeColor, ring.StrokeWidth, ring.CornerRadius = colorOf(c, ColorRing), 2, 5
			show(ring, c.focused && !c.Disabled())
			ground, line, mark := theme.ColorNameInputBackground, theme.ColorNameInputBorder, theme.ColorNameForegroundOnPrimary
			label := theme.ColorNameForeground
			switch {
			case c.Disabled():
				ground, line, mark, label = theme.ColorNameDisabledButton, theme.ColorNameDisabled, theme.ColorNameDisabled, theme.ColorNameDisabled
			case c.Checked:
				ground, line = theme.ColorNamePrimary, theme.ColorNamePrimary
			case c.hovered:
				line = theme.ColorNamePrimary
			}
			box.FillColor, box.StrokeColor = colorOf(c, ground), colorOf(c, line)
			show(tick, c.Checked)
			setIcon(tick, Tinted(iconTick, mark))
			ink(text, c.Text, colorOf(c, label), sizeOf(c, theme.SizeNameText), fyne.TextStyle{})
		},
		box, tick, text, ring)
}
