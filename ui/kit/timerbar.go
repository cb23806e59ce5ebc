package kit

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// TimerView is a timer as the bar shows it.
type TimerView struct {
	ID      string
	Label   string // "10241-03 Brightwater plc"
	Elapsed time.Duration
	Running bool
}

// TimerBar is the strip that never leaves the window: the timer at hand with
// its clock, and the kept timers as buttons. It knows no clock; the window
// calls SetElapsed once a second while a timer runs.
type TimerBar struct {
	widget.BaseWidget
	// OnStart is the button for a new timer.
	OnStart func()
	// OnToggle pauses the timer, or lets it run on.
	OnToggle func(id string)
	// OnStop stops the timer and opens its time entry.
	OnStop func(id string)
	// OnKept starts a kept timer.
	OnKept func(id string)
	// OnMenu gives the menu of a kept timer: change it, move it, take it away.
	OnMenu func(id string) *fyne.Menu

	current *TimerView
	kept    []TimerView
	start   *Button
	toggle  *Button
	stopBtn *Button
	buttons []*Button
	more    *Button
}

var _ Parted = (*TimerBar)(nil)

// NewTimerBar has no timer yet.
func NewTimerBar() *TimerBar {
	b := &TimerBar{}
	b.start = NewButton(words.L("Start timer"), func() { call(b.OnStart) })
	b.start.Icon = theme.MediaPlayIcon()
	b.start.Tip = words.L("Start a timer (F5)")
	b.toggle = NewIconButton(theme.MediaPauseIcon(), words.L("Pause"), func() { b.tell(b.OnToggle) })
	b.stopBtn = NewButton(words.L("Stop"), func() { b.tell(b.OnStop) })
	b.stopBtn.Icon = theme.MediaStopIcon()
	b.stopBtn.Tip = words.L("Stop and record the time (F5)")
	b.more = NewQuiet("", nil, b.showMore)
	b.more.Menu = true
	for _, x := range []*Button{b.start, b.toggle, b.stopBtn, b.more} {
		x.Small = true
	}
	b.ExtendBaseWidget(b)
	return b
}

func call(f func()) {
	if f != nil {
		f()
	}
}

func (b *TimerBar) tell(f func(string)) {
	if f != nil && b.current != nil {
		f(b.current.ID)
	}
}

// SetTimers shows the timer at hand (nil for none) and the kept ones.
func (b *TimerBar) SetTimers(current *TimerView, kept []TimerView) {
	b.current, b.kept = current, kept
	for len(b.buttons) < len(kept) {
		x := NewQuiet("", theme.MediaPlayIcon(), nil)
		x.Small = true
		i := len(b.buttons)
		x.OnMenu = func(at fyne.Position) {
			if i < len(b.kept) && b.OnMenu != nil {
				ShowMenu(b.OnMenu(b.kept[i].ID), canvasOf(b), at)
			}
		}
		b.buttons = append(b.buttons, x)
	}
	for i, k := range kept {
		x := b.buttons[i]
		x.Text = fitText(k.Label, 11*sizeOf(b, theme.SizeNameText), sizeOf(b, theme.SizeNameCaptionText)+1, fyne.TextStyle{})
		x.Tip = words.L("Start the timer of %s", k.Label)
		x.OnTapped = func() {
			if b.OnKept != nil {
				b.OnKept(k.ID)
			}
		}
		x.Refresh()
	}
	b.Refresh()
}

// SetElapsed moves the clock.
func (b *TimerBar) SetElapsed(d time.Duration) {
	if b.current == nil || FormatClock(b.current.Elapsed) == FormatClock(d) {
		return
	}
	b.current.Elapsed = d
	b.Refresh()
}

// FormatClock is "0:42:17".
func FormatClock(d time.Duration) string {
	s := int64(d / time.Second)
	if s < 0 {
		s = 0
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// TextShown is clock and label of the timer at hand.
func (b *TimerBar) TextShown() string {
	if b.current == nil {
		return ""
	}
	return FormatClock(b.current.Elapsed) + " " + b.current.Label
}

// Part answers "start", "toggle", "stop" and "kept:<id>".
func (b *TimerBar) Part(path string) (pos fyne.Position, size fyne.Size, text string, ok bool) {
	at := func(x *Button) (fyne.Position, fyne.Size, string, bool) {
		return x.Position(), x.Size(), x.TextShown(), x.Visible()
	}
	switch path {
	case "start":
		return at(b.start)
	case "toggle":
		return at(b.toggle)
	case "stop":
		return at(b.stopBtn)
	}
	for i, k := range b.kept {
		if path == "kept:"+k.ID {
			return at(b.buttons[i])
		}
	}
	return
}

func (b *TimerBar) showMore() {
	var items []*fyne.MenuItem
	for i, k := range b.kept {
		if !b.buttons[i].Visible() {
			items = append(items, fyne.NewMenuItem(k.Label, func() {
				if b.OnKept != nil {
					b.OnKept(k.ID)
				}
			}))
		}
	}
	if c := canvasOf(b); c != nil && len(items) > 0 {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.more)
		ShowMenu(fyne.NewMenu("", items...), c, at.AddXY(0, b.more.Size().Height))
	}
}

// CreateRenderer is the toolkit's hook.
func (b *TimerBar) CreateRenderer() fyne.WidgetRenderer {
	back, line, div := canvas.NewRectangle(none), canvas.NewRectangle(none), canvas.NewRectangle(none)
	dot := newIcon(nil)
	clock, label := canvas.NewText("", none), canvas.NewText("", none)
	d := &drawn{w: b}
	fixed := []fyne.CanvasObject{back, line, dot, clock, label, b.start, b.toggle, b.stopBtn, div}
	d.min = func() fyne.Size { return fyne.NewSize(300, sizeOf(b, SizeStatus)+4) }
	d.layout = func(s fyne.Size) {
		put(back, 0, 0, s.Width, s.Height)
		put(line, 0, s.Height-1, s.Width, 1)
		ts := sizeOf(b, theme.SizeNameText)
		x := float32(12)
		place := func(x0 float32, o *Button) float32 {
			m := o.MinSize()
			put(o, x0, (s.Height-m.Height)/2, m.Width, m.Height)
			return x0 + m.Width
		}
		running := b.current != nil
		for _, o := range []fyne.CanvasObject{dot, clock, label, b.toggle, b.stopBtn} {
			show(o, running)
		}
		show(b.start, !running)
		if running {
			is := sizeOf(b, theme.SizeNameInlineIcon) - 4
			put(dot, x, (s.Height-is)/2, is, is)
			x += is + 7
			cw := textWidth(clock.Text, ts+1, bold)
			put(clock, x, (s.Height-lineHeight(ts+1))/2, cw, lineHeight(ts+1))
			x += cw + 10
			room := s.Width*0.42 - x - b.toggle.MinSize().Width - b.stopBtn.MinSize().Width - 12
			label.Text = fitText(b.current.Label, room, ts, fyne.TextStyle{})
			lw := textWidth(label.Text, ts, fyne.TextStyle{})
			put(label, x, (s.Height-lineHeight(ts))/2, lw+1, lineHeight(ts))
			x = place(x+lw+8, b.toggle)
			x = place(x+4, b.stopBtn)
		} else {
			x = place(x-4, b.start)
		}
		show(div, len(b.kept) > 0)
		put(div, x+12, 8, 1, s.Height-16)
		x += 20
		hidden := 0
		moreW := float32(44)
		for i, o := range b.buttons {
			m := o.MinSize()
			end := s.Width - 8
			if i < len(b.kept)-1 {
				end -= moreW
			}
			fits := i < len(b.kept) && hidden == 0 && x+m.Width <= end
			show(o, fits)
			if fits {
				x = place(x, o) + 4
			} else if i < len(b.kept) {
				hidden++
			}
		}
		show(b.more, hidden > 0)
		if hidden > 0 {
			b.more.SetText(fmt.Sprintf("+%d", hidden))
			place(x, b.more)
		}
	}
	d.paint = func() {
		d.objects = append(d.objects[:0], fixed...)
		for _, x := range b.buttons {
			d.objects = append(d.objects, x)
		}
		d.objects = append(d.objects, b.more)
		back.FillColor, line.FillColor, div.FillColor = colorOf(b, ColorSurface), colorOf(b, ColorLine), colorOf(b, ColorLine)
		if b.current == nil {
			return
		}
		ts := sizeOf(b, theme.SizeNameText)
		name, icon, tip := ColorGood, theme.MediaPauseIcon(), words.L("Pause")
		if !b.current.Running {
			name, icon, tip = ColorWarn, theme.MediaPlayIcon(), words.L("Go on")
		}
		setIcon(dot, Tinted(iconDot, name))
		if b.toggle.Tip != tip {
			b.toggle.Tip = tip
			b.toggle.SetIcon(icon)
		}
		ink(clock, FormatClock(b.current.Elapsed), colorOf(b, name), ts+1, bold)
		ink(label, b.current.Label, colorOf(b, theme.ColorNameForeground), ts, fyne.TextStyle{})
	}
	d.paint()
	return d
}
