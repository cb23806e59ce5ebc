package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/app/cal"
	"matterbook/ui/words"
)

// month is the calendar under a date entry: six weeks of days, moved by the
// keys of the entry, picked by Enter or a click. It never takes the focus.
type month struct {
	widget.BaseWidget
	day, today cal.Date
	sundays    bool // the week begins on Sunday
	onPick     func(cal.Date)
	onClick    func()
	hover      cal.Date
}

var (
	_ fyne.Tappable     = (*month)(nil)
	_ fyne.Scrollable   = (*month)(nil)
	_ desktop.Hoverable = (*month)(nil)
)

func newMonth(day, today cal.Date, sundays bool, onPick func(cal.Date)) *month {
	m := &month{day: day, today: today, sundays: sundays, onPick: onPick}
	m.ExtendBaseWidget(m)
	return m
}

// key moves the marked day; true when the key was one of the calendar's.
func (m *month) key(name fyne.KeyName) bool {
	to := m.day
	switch name {
	case fyne.KeyLeft:
		to = to.AddDays(-1)
	case fyne.KeyRight:
		to = to.AddDays(1)
	case fyne.KeyUp:
		to = to.AddDays(-7)
	case fyne.KeyDown:
		to = to.AddDays(7)
	case fyne.KeyPageUp:
		to = to.AddMonths(-1)
	case fyne.KeyPageDown:
		to = to.AddMonths(1)
	case fyne.KeyHome:
		to = to.MonthStart()
	case fyne.KeyEnd:
		to = to.MonthEnd()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.onPick(m.day)
		return true
	default:
		return false
	}
	m.turn(to)
	return true
}

func (m *month) turn(to cal.Date) {
	if to >= cal.First && to <= cal.Last {
		m.day = to
		m.Refresh()
	}
}

// start is the first day shown.
func (m *month) start() cal.Date {
	first := m.day.MonthStart()
	if m.sundays {
		return first.AddDays(-int(first.Weekday()))
	}
	return first.WeekStart()
}

func (m *month) cell() fyne.Size {
	ts := sizeOf(m, theme.SizeNameText)
	return fyne.NewSize(float32(int(ts*2.6)), float32(int(ts*2)))
}

const monthPad = 8

func (m *month) headHeight() float32 { return sizeOf(m, SizeControl) }

// at is what stands at the position: a day, or a step of months.
func (m *month) at(p fyne.Position) (day cal.Date, months int) {
	c := m.cell()
	head := m.headHeight()
	if p.Y < head+monthPad {
		switch {
		case p.X < 40:
			return 0, -1
		case p.X > m.Size().Width-40:
			return 0, 1
		}
		return 0, 0
	}
	col, row := int((p.X-monthPad)/c.Width), int((p.Y-head-monthPad-c.Height)/c.Height)
	if p.X < monthPad || col > 6 || row < 0 || row > 5 || p.Y < head+monthPad+c.Height {
		return 0, 0
	}
	return m.start().AddDays(row*7 + col), 0
}

// Tapped picks a day or turns the month.
func (m *month) Tapped(ev *fyne.PointEvent) {
	day, step := m.at(ev.Position)
	switch {
	case day != 0:
		m.onPick(day)
	case step != 0:
		m.turn(m.day.AddMonths(step))
	}
	if m.onClick != nil {
		m.onClick()
	}
}

// Scrolled turns the month.
func (m *month) Scrolled(ev *fyne.ScrollEvent) {
	if ev.Scrolled.DY < 0 {
		m.turn(m.day.AddMonths(1))
	} else {
		m.turn(m.day.AddMonths(-1))
	}
}

// MouseIn is the toolkit's hook.
func (m *month) MouseIn(ev *desktop.MouseEvent) { m.MouseMoved(ev) }

// MouseMoved is the toolkit's hook.
func (m *month) MouseMoved(ev *desktop.MouseEvent) {
	if day, _ := m.at(ev.Position); day != m.hover {
		m.hover = day
		m.Refresh()
	}
}

// MouseOut is the toolkit's hook.
func (m *month) MouseOut() { m.hover = 0; m.Refresh() }

// CreateRenderer is the toolkit's hook.
func (m *month) CreateRenderer() fyne.WidgetRenderer {
	title := canvas.NewText("", none)
	back, next := newIcon(nil), newIcon(nil)
	objects := []fyne.CanvasObject{title, back, next}
	var names [7]*canvas.Text
	for i := range names {
		names[i] = canvas.NewText("", none)
		objects = append(objects, names[i])
	}
	var grounds [42]*canvas.Rectangle
	var days [42]*canvas.Text
	for i := range days {
		grounds[i], days[i] = canvas.NewRectangle(none), canvas.NewText("", none)
		objects = append(objects, grounds[i], days[i])
	}
	return newDrawn(m,
		func() fyne.Size {
			c := m.cell()
			return fyne.NewSize(c.Width*7+2*monthPad, m.headHeight()+c.Height*7+2*monthPad)
		},
		func(s fyne.Size) {
			head := m.headHeight()
			c := m.cell()
			put(title, 0, (head-lineHeight(title.TextSize))/2+4, s.Width, lineHeight(title.TextSize))
			is := sizeOf(m, theme.SizeNameInlineIcon) + 2
			put(back, 12, (head-is)/2+4, is, is)
			put(next, s.Width-is-12, (head-is)/2+4, is, is)
			for i, n := range names {
				lh := lineHeight(n.TextSize)
				put(n, monthPad+float32(i)*c.Width, head+monthPad+(c.Height-lh)/2, c.Width, lh)
			}
			for i, d := range days {
				x, y := monthPad+float32(i%7)*c.Width, head+monthPad+float32(i/7+1)*c.Height
				lh := lineHeight(d.TextSize)
				put(grounds[i], x+2, y+1, c.Width-4, c.Height-2)
				put(d, x, y+(c.Height-lh)/2, c.Width, lh)
			}
		},
		func() {
			ts, cs := sizeOf(m, theme.SizeNameText), sizeOf(m, theme.SizeNameCaptionText)
			ink(title, words.Month(m.day), colorOf(m, theme.ColorNameForeground), ts, bold)
			title.Alignment = fyne.TextAlignCenter
			setIcon(back, Tinted(theme.NavigateBackIcon(), ColorMuted))
			setIcon(next, Tinted(theme.NavigateNextIcon(), ColorMuted))
			for i, n := range names {
				// 1900-01-01 was a Monday.
				day := cal.First.AddDays(i)
				if m.sundays {
					day = day.AddDays(6)
				}
				name := []rune(words.Weekday(day))
				ink(n, string(name[:min(2, len(name))]), colorOf(m, ColorMuted), cs, fyne.TextStyle{})
				n.Alignment = fyne.TextAlignCenter
			}
			start := m.start()
			for i, d := range days {
				day := start.AddDays(i)
				name, style := theme.ColorNameForeground, fyne.TextStyle{}
				g := grounds[i]
				g.FillColor, g.StrokeColor, g.StrokeWidth, g.CornerRadius = none, none, 0, 4
				if day.Month() != m.day.Month() {
					name = ColorMuted
				}
				if day == m.today {
					g.StrokeColor, g.StrokeWidth = colorOf(m, theme.ColorNamePrimary), 1
				}
				switch day {
				case m.day:
					g.FillColor = colorOf(m, theme.ColorNamePrimary)
					name, style = theme.ColorNameForegroundOnPrimary, bold
				case m.hover:
					g.FillColor = colorOf(m, ColorRowHover)
				}
				ink(d, strconv.Itoa(day.Day()), colorOf(m, name), ts, style)
				d.Alignment = fyne.TextAlignCenter
			}
		},
		objects...)
}
