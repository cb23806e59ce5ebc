package kit

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/cal"
	"matterbook/ui/words"
)

// DateEntry holds a civil day. It reads "18", "6/18", "2026-06-18", "t", "y",
// "m", "h", "w", "k" and "+3"; + and - move a day, PgUp and PgDn a month; Alt+Down,
// F4 or the button open a calendar that is moved by the arrows.
type DateEntry struct {
	ValueEntry[cal.Date]
	// Today is asked each time, so that a window open over midnight is right.
	Today func() cal.Date
	// MonthFirst reads and writes 6/18/2026; else 18/6/2026.
	MonthFirst bool
	// Sundays begins the calendar's weeks on Sunday; else on Monday.
	Sundays bool

	drop   *dropdown
	month  *month
	signed rune     // + or - was just pressed
	base   cal.Date // the day before it was
}

var _ fyne.Focusable = (*DateEntry)(nil)

// NewDateEntry is an empty date. today gives the day that "t" means; monthFirst
// holds where the language of the window writes the month first.
func NewDateEntry(today func() cal.Date, monthFirst bool) *DateEntry {
	l := words.In()
	d := &DateEntry{Today: today, MonthFirst: monthFirst && l.MonthFirst, Sundays: monthFirst && l.Sundays}
	d.parse = func(s string) (cal.Date, error) {
		return cal.ParseTyped(s, d.value, d.Today(), d.MonthFirst)
	}
	d.plain = d.plainText
	d.format = words.Date
	d.setup(d, 128)
	d.Right = false
	// A relative text such as "+3" must count from the day that stood here, not
	// from the one its first letters gave: it is read once, when it is complete.
	d.OnChanged = func(string) {
		if !d.setting {
			d.readTyped()
		}
	}
	open := NewQuiet("", theme.CalendarIcon(), nil)
	open.Small = true
	open.OnTapped = func() {
		focusOn(d)
		d.OpenCalendar()
	}
	d.ActionItem = newNoFocus(open)
	d.OnKey = d.key
	return d
}

func (d *DateEntry) plainText(v cal.Date) string {
	if v.IsZero() {
		return ""
	}
	a, b := v.Day(), v.Month()
	if d.MonthFirst {
		a, b = b, a
	}
	form := "%02d/%02d/%04d"
	if words.In().Decimal == "," { // where the comma is decimal, a day is written with points
		form = "%02d.%02d.%04d"
	}
	return fmt.Sprintf(form, a, b, v.Year())
}

// readTyped judges the text while it is typed: an absolute day counts at once, a
// relative one when the field is left.
func (d *DateEntry) readTyped() {
	d.signed = 0
	if d.Text == "" {
		d.take(0, false, nil)
		return
	}
	v, err := d.parse(d.Text)
	if err == nil && d.Rule != nil {
		err = d.Rule(v)
	}
	d.err = err
	if err != nil || d.Text[0] == '+' || d.Text[0] == '-' || len(d.Text) < 8 {
		return
	}
	d.take(v, true, nil)
}

// settle takes what stands in the field.
func (d *DateEntry) settle() bool {
	d.signed = 0
	if d.Text != "" && d.Text != d.plain(d.value) {
		v, err := d.parse(d.Text)
		if err == nil && d.Rule != nil {
			err = d.Rule(v)
		}
		if err != nil {
			d.err = err
		} else {
			d.take(v, true, nil)
		}
	}
	return d.judge()
}

// Check shows the fault, if any, and tells whether there is none.
func (d *DateEntry) Check() bool { return d.settle() }

// SetValue shows the day; no date empties the entry.
func (d *DateEntry) SetValue(v cal.Date) {
	if v.IsZero() {
		d.Clear()
		return
	}
	d.ValueEntry.SetValue(v)
}

// moveTo shows another day at once and selects it, so that typing replaces it.
func (d *DateEntry) moveTo(v cal.Date) {
	if v < cal.First || v > cal.Last {
		return
	}
	if d.Rule != nil {
		if err := d.Rule(v); err != nil {
			d.write(d.plain(v))
			d.err = err
			d.SetFault(words.Err(err))
			return
		}
	}
	d.write(d.plain(v))
	d.take(v, true, nil)
	d.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// fresh says that the text is the value as it stands, not something half typed.
func (d *DateEntry) fresh() bool {
	return d.Text == "" || d.filled && d.err == nil && d.Text == d.plain(d.value)
}

func (d *DateEntry) from() cal.Date {
	if d.filled {
		return d.value
	}
	return d.Today()
}

// TypedRune moves the day for the letters and signs of the ledger habit; every
// other letter is typed. A figure right after a sign makes it "+3".
func (d *DateEntry) TypedRune(r rune) {
	d.closeCalendar()
	if d.signed != 0 && r >= '0' && r <= '9' {
		sign := d.signed
		d.write("")
		d.value, d.filled, d.err = d.base, true, nil
		d.signed = 0
		d.Entry.TypedRune(sign)
		d.Entry.TypedRune(r)
		return
	}
	if d.fresh() {
		switch r {
		case '+', '=':
			d.step(1, '+')
			return
		case '-', '_':
			d.step(-1, '-')
			return
		case 't', 'T', 'y', 'Y', 'm', 'M', 'h', 'H', 'w', 'W', 'k', 'K':
			if v, err := cal.ParseTyped(string(r), d.value, d.Today(), d.MonthFirst); err == nil {
				d.moveTo(v)
			}
			return
		}
	}
	d.Entry.TypedRune(r)
}

func (d *DateEntry) step(n int, sign rune) {
	d.base = d.from()
	d.moveTo(d.base.AddDays(n))
	d.signed = sign
}

// key takes the keys of the calendar and of moving months.
func (d *DateEntry) key(ev *fyne.KeyEvent) bool {
	if d.drop.open() {
		if ev.Name == fyne.KeyEscape || ev.Name == fyne.KeyF4 {
			d.closeCalendar()
			return true
		}
		return d.month.key(ev.Name)
	}
	switch ev.Name {
	case fyne.KeyF4:
		d.OpenCalendar()
	case fyne.KeyPageUp:
		d.moveTo(d.from().AddMonths(-1))
	case fyne.KeyPageDown:
		d.moveTo(d.from().AddMonths(1))
	default:
		return false
	}
	return true
}

// TypedKey settles on Enter.
func (d *DateEntry) TypedKey(ev *fyne.KeyEvent) {
	if !d.drop.open() && (ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter) && !d.settle() {
		return
	}
	d.Entry.TypedKey(ev)
}

// FocusLost settles.
func (d *DateEntry) FocusLost() {
	d.settle()
	d.ValueEntry.FocusLost()
}

// TypedShortcut opens the calendar on Alt+Down.
func (d *DateEntry) TypedShortcut(s fyne.Shortcut) {
	if isAltDown(s) {
		d.OpenCalendar()
		return
	}
	d.Entry.TypedShortcut(s)
}

// OpenCalendar shows the month of the day.
func (d *DateEntry) OpenCalendar() {
	if d.Disabled() || d.drop.open() {
		return
	}
	d.settle()
	d.month = newMonth(d.from(), d.Today(), d.Sundays, func(v cal.Date) {
		d.closeCalendar()
		d.moveTo(v)
	})
	d.drop = openDropdown(d, d.month, true, nil)
	if d.drop != nil {
		d.month.onClick = d.drop.keepKeys
	}
}

func (d *DateEntry) closeCalendar() { d.drop.close() }
