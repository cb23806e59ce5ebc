package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// Importance is how loud a button is. A screen has at most one Primary.
type Importance int

// The importances.
const (
	Plain Importance = iota
	Primary
	Quiet
	Danger
)

// Button starts an action by click, Space or Enter. Keys it does not use go to
// the dialog or window, so that F5 and Escape work from here too.
type Button struct {
	widget.DisableableWidget
	tipped
	Text       string
	Icon       fyne.Resource
	Importance Importance
	// Small makes it fit into bars and table rows.
	Small bool
	// Menu shows a small arrow: the button opens a list.
	Menu bool
	// Action is the action of the key table that the button starts; the tip ends in
	// its keys.
	Action   string
	OnTapped func()
	// OnMenu opens a menu of its own by the other mouse button, the Menu key or
	// Shift+F10; nil for none.
	OnMenu func(at fyne.Position)

	hovered, focused bool
}

var (
	_ fyne.Focusable         = (*Button)(nil)
	_ fyne.Tappable          = (*Button)(nil)
	_ fyne.SecondaryTappable = (*Button)(nil)
	_ fyne.Shortcutable      = (*Button)(nil)
	_ fyne.Disableable       = (*Button)(nil)
	_ fyne.Accessible        = (*Button)(nil)
	_ desktop.Hoverable      = (*Button)(nil)
)

// NewButton is a plain button.
func NewButton(text string, onTapped func()) *Button {
	b := &Button{Text: words.Of(text), OnTapped: onTapped}
	b.ExtendBaseWidget(b)
	return b
}

// NewPrimary is the one button of a screen that does what the screen is for.
func NewPrimary(text string, icon fyne.Resource, onTapped func()) *Button {
	b := NewButton(text, onTapped)
	b.Icon, b.Importance = icon, Primary
	return b
}

// NewQuiet is a button without a border, for bars.
func NewQuiet(text string, icon fyne.Resource, onTapped func()) *Button {
	b := NewButton(text, onTapped)
	b.Icon, b.Importance = icon, Quiet
	return b
}

// NewDanger is for acts that cannot be taken back.
func NewDanger(text string, onTapped func()) *Button {
	b := NewButton(text, onTapped)
	b.Importance = Danger
	return b
}

// NewIconButton is a quiet button with only an icon; the tip says what it does.
func NewIconButton(icon fyne.Resource, tip string, onTapped func()) *Button {
	b := NewQuiet("", icon, onTapped)
	b.Tip = words.Of(tip)
	return b
}

// WithTip sets the tooltip and returns the button.
func (b *Button) WithTip(tip string) *Button { b.Tip = words.Of(tip); return b }

// SetText changes the words.
func (b *Button) SetText(text string) {
	if text = words.Of(text); b.Text != text {
		b.Text = text
		b.Refresh()
	}
}

// SetIcon changes the icon.
func (b *Button) SetIcon(icon fyne.Resource) { b.Icon = icon; b.Refresh() }

// SetEnabled is Enable or Disable.
func (b *Button) SetEnabled(on bool) {
	if on == b.Disabled() {
		if on {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

// TextShown is the label, or the tip of an icon button.
func (b *Button) TextShown() string {
	if b.Text == "" {
		return b.Tip
	}
	return b.Text
}

// AccessibilityLabel is what a screen reader says.
func (b *Button) AccessibilityLabel() string { return b.TextShown() }

// AccessibilityRole is a button.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Tapped is the toolkit's hook for a click.
func (b *Button) Tapped(*fyne.PointEvent) {
	if b.Disabled() {
		return
	}
	b.tipOut(b)
	focusOn(b)
	if b.OnTapped != nil {
		b.OnTapped()
	}
}

// TappedSecondary opens the button's menu.
func (b *Button) TappedSecondary(ev *fyne.PointEvent) {
	if b.OnMenu != nil && !b.Disabled() {
		b.tipOut(b)
		b.OnMenu(ev.AbsolutePosition)
	}
}

// menuByKey opens the menu below the button.
func (b *Button) menuByKey() bool {
	if b.OnMenu == nil || b.Disabled() {
		return false
	}
	b.OnMenu(fyne.CurrentApp().Driver().AbsolutePositionForObject(b).AddXY(0, b.Size().Height))
	return true
}

// TypedKey starts the action on Space and Enter, after the event: the key must
// not reach a field that the action shows.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		if !b.Disabled() && b.OnTapped != nil {
			later(b, b.OnTapped)
		}
	case desktop.KeyMenu:
		if !b.menuByKey() {
			forward(b, ev)
		}
	case fyne.KeyF10:
		if heldModifiers()&fyne.KeyModifierShift == 0 || !b.menuByKey() {
			forward(b, ev)
		}
	default:
		forward(b, ev)
	}
}

// TypedRune is the toolkit's hook; a button takes no text.
func (b *Button) TypedRune(rune) {}

// TypedShortcut hands every shortcut on.
func (b *Button) TypedShortcut(s fyne.Shortcut) { forwardShortcut(b, s) }

// FocusGained is the toolkit's hook.
func (b *Button) FocusGained() { b.focused = true; b.Refresh(); reveal(b) }

// FocusLost is the toolkit's hook.
func (b *Button) FocusLost() { b.focused = false; b.Refresh() }

// MouseIn is the toolkit's hook.
func (b *Button) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.tipWith(b, b.tip()); b.Refresh() }

// tip is the tip with the keys of the action, as they are now.
func (b *Button) tip() string {
	if b.Action == "" || b.Disabled() {
		return b.Tip
	}
	text := b.TextShown()
	if said := windowKeys(b).WithKey(text, b.Action); said != text {
		return said
	}
	return b.Tip
}

// MouseMoved is the toolkit's hook.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is the toolkit's hook.
func (b *Button) MouseOut() { b.hovered = false; b.tipOut(b); b.Refresh() }

// colours are the fill, line and text of the button's state.
func (b *Button) colours() (fill, line color.Color, text fyne.ThemeColorName) {
	fill, line, text = none, none, theme.ColorNameForeground
	switch {
	case b.Disabled():
		if b.Importance != Quiet {
			fill, line = colorOf(b, theme.ColorNameDisabledButton), colorOf(b, ColorLine)
		}
		return fill, line, theme.ColorNameDisabled
	case b.Importance == Primary:
		fill, text = colorOf(b, theme.ColorNamePrimary), theme.ColorNameForegroundOnPrimary
	case b.Importance == Danger:
		fill, text = colorOf(b, theme.ColorNameError), theme.ColorNameForegroundOnError
	case b.Importance == Quiet:
		if b.hovered {
			fill = colorOf(b, ColorQuietHover)
		}
		return fill, line, text
	default:
		fill, line = colorOf(b, theme.ColorNameButton), colorOf(b, ColorButtonLine)
	}
	if b.hovered {
		fill = blend(fill, colorOf(b, theme.ColorNameForeground), 0.08)
	}
	return fill, line, text
}

// blend mixes share of b into a.
func blend(a, b color.Color, share float64) color.Color {
	r1, g1, b1, _ := a.RGBA()
	r2, g2, b2, _ := b.RGBA()
	mix := func(x, y uint32) uint8 { return uint8((float64(x)*(1-share) + float64(y)*share) / 257) }
	return color.NRGBA{R: mix(r1, r2), G: mix(g1, g2), B: mix(b1, b2), A: 255}
}

// CreateRenderer is the toolkit's hook.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	back, ring := canvas.NewRectangle(none), canvas.NewRectangle(none)
	text := canvas.NewText("", none)
	icon, arrow := newIcon(nil), newIcon(nil)
	style := func() fyne.TextStyle { return fyne.TextStyle{Bold: b.Importance == Primary || b.Importance == Danger} }
	textSize := func() float32 {
		if b.Small {
			return sizeOf(b, theme.SizeNameCaptionText) + 1
		}
		return sizeOf(b, theme.SizeNameText)
	}
	iconSize := func() float32 { return sizeOf(b, theme.SizeNameInlineIcon) }
	pad := func() float32 {
		switch {
		case b.Text == "" && b.Small:
			return 4
		case b.Text == "":
			return 7
		case b.Small:
			return 8
		}
		return 11
	}
	parts := func() (iconW, textW, arrowW float32) {
		if b.Icon != nil {
			iconW = iconSize()
			if b.Text != "" {
				iconW += 6
			}
		}
		if b.Text != "" {
			textW = float32(int(textWidth(b.Text, textSize(), style()) + 1))
		}
		if b.Menu {
			arrowW = iconSize()
		}
		return
	}
	height := func() float32 {
		if b.Small {
			return smallControl(b)
		}
		return sizeOf(b, SizeControl)
	}
	return newDrawn(b,
		func() fyne.Size {
			i, t, a := parts()
			return fyne.NewSize(max(i+t+a+2*pad(), height()), height())
		},
		func(s fyne.Size) {
			h := min(s.Height, height())
			y := (s.Height - h) / 2
			put(back, 0, y, s.Width, h)
			put(ring, -2, y-2, s.Width+4, h+4)
			i, t, a := parts()
			room := s.Width - 2*pad() - i - a
			label := b.Text
			if t > room {
				label = fitText(b.Text, room, textSize(), style())
				t = textWidth(label, textSize(), style())
			}
			text.Text = label
			x := (s.Width - i - t - a) / 2
			is := iconSize()
			put(icon, x, y+(h-is)/2, is, is)
			lh := lineHeight(textSize())
			put(text, x+i, y+(h-lh)/2, t+2, lh)
			put(arrow, x+i+t+1, y+(h-is)/2, is, is)
		},
		func() {
			fill, line, name := b.colours()
			back.FillColor, back.StrokeColor, back.StrokeWidth = fill, line, 0
			if line != none {
				back.StrokeWidth = 1
			}
			back.CornerRadius = sizeOf(b, theme.SizeNameButtonRadius)
			ring.StrokeColor, ring.StrokeWidth, ring.CornerRadius = colorOf(b, ColorRing), 2, back.CornerRadius+2
			show(ring, b.focused && !b.Disabled())
			ink(text, b.Text, colorOf(b, name), textSize(), style())
			show(text, b.Text != "")
			show(icon, b.Icon != nil)
			show(arrow, b.Menu)
			if b.Icon != nil {
				setIcon(icon, Tinted(b.Icon, name))
			}
			if b.Menu {
				setIcon(arrow, Tinted(theme.MenuDropDownIcon(), name))
			}
		},
		back, icon, text, arrow, ring)
}
