package kit

import (
	"errors"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"matterbook/app/cal"
	"matterbook/app/money"
)

func TestMoneyIsReadWhileTypedAndJudgedWhenLeft(t *testing.T) {
	e, next := NewMoneyEntry(money.USD), NewEntry()
	f := NewField("Amount", e)
	w, _ := stand(t, Light, 400, 200, VBox(4, f, next))
	var seen []money.Amount
	e.OnValue = func(v money.Amount, filled bool) { seen = append(seen, v) }
	w.Canvas().Focus(e)
	typeText(w, "1,234.5")
	w.Canvas().Focus(next)
	if v, filled, err := e.Value(); v != 123450 || !filled || err != nil {
		t.Errorf("value %v %v %v", v, filled, err)
	}
	if e.TextShown() != "1,234.50" || e.Text != "1234.50" {
		t.Errorf("shown %q, plain %q", e.TextShown(), e.Text)
	}
	if len(seen) == 0 || seen[len(seen)-1] != 123450 {
		t.Errorf("told %v", seen)
	}
	w.Canvas().Focus(e)
	if e.SelectedText() != "1234.50" {
		t.Errorf("focus must select all, has %q", e.SelectedText())
	}
	typeText(w, "12,34.5x")
	if f.Fault() != "" {
		t.Error("no complaint while typing")
	}
	w.Canvas().Focus(next)
	if !strings.Contains(f.Fault(), "12,34.5x") || e.TextShown() != "12,34.5x" {
		t.Errorf("fault %q, shown %q", f.Fault(), e.TextShown())
	}
	if _, _, err := e.Value(); err == nil {
		t.Error("a text that cannot be read has no value")
	}
	w.Canvas().Focus(e)
	typeText(w, "7")
	if f.Fault() != "" {
		t.Error("the fault must go when the text is right again")
	}
}

func TestMoneyPastedIsReadToo(t *testing.T) {
	e := NewMoneyEntry(money.USD)
	w, _ := stand(t, Light, 300, 100, e)
	w.Canvas().Focus(e)
	e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: onceClipboard("$2,000.00")})
	if v, _, err := e.Value(); v != 200000 || err != nil {
		t.Errorf("pasted %v %v", v, err)
	}
}

func TestARuleAndRequiredAreFaults(t *testing.T) {
	e := NewMoneyEntry(money.USD)
	e.Required = true
	e.Rule = func(v money.Amount) error {
		if v > 120000 {
			return errors.New("Only $1,200.00 is available.")
		}
		return nil
	}
	w, _ := stand(t, Light, 300, 100, e)
	if e.Check() || e.Fault() == "" {
		t.Error("empty and required")
	}
	w.Canvas().Focus(e)
	typeText(w, "1500")
	if e.Check() || e.Fault() != "Only $1,200.00 is available." {
		t.Errorf("fault %q", e.Fault())
	}
	press(w, fyne.KeyBackspace)
	if !e.Check() {
		t.Errorf("150 is fine: %q", e.Fault())
	}
}

func TestHoursTakeTheCallersForms(t *testing.T) {
	e := NewHoursEntry(func(s string) (money.Quantity, error) {
		if s == "18m" {
			return 3000, nil
		}
		return money.ParseQuantity(s)
	})
	next := NewEntry()
	w, _ := stand(t, Light, 300, 100, VBox(2, e, next))
	w.Canvas().Focus(e)
	typeText(w, "18m")
	w.Canvas().Focus(next)
	if v, _, _ := e.Value(); v != 3000 || e.TextShown() != "0.30" {
		t.Errorf("18m is %v, shown %q", v, e.TextShown())
	}
}

func newDate(value string) *DateEntry {
	d := NewDateEntry(func() cal.Date { return cal.MustParse("2026-06-18") }, true)
	if value != "" {
		d.SetValue(cal.MustParse(value))
	}
	return d
}

func TestDatesAreTypedAsLedgerPeopleDo(t *testing.T) {
	cases := []struct{ start, typed, want string }{
		{"2026-06-18", "15", "2026-06-15"},
		{"2026-06-18", "3/9", "2026-03-09"},
		{"2026-06-18", "3/9/25", "2025-03-09"},
		{"2026-06-18", "2026-02-28", "2026-02-28"},
		{"2026-03-05", "t", "2026-06-18"},
		{"2026-03-05", "y", "2026-06-17"},
		{"2026-03-05", "m", "2026-03-01"},
		{"2026-03-05", "h", "2026-03-31"},
		{"2026-03-05", "+", "2026-03-06"},
		{"2026-03-05", "++", "2026-03-07"},
		{"2026-03-05", "--", "2026-03-03"},
		{"2026-03-05", "+3", "2026-03-08"},
		{"2026-03-05", "-10", "2026-02-23"},
		{"", "+3", "2026-06-21"},
		{"", "t", "2026-06-18"},
		{"2026-03-05", "t+", "2026-06-19"},
	}
	for _, c := range cases {
		d, next := newDate(c.start), NewEntry()
		w, _ := stand(t, Light, 400, 100, VBox(2, d, next))
		w.Canvas().Focus(d)
		typeText(w, c.typed)
		w.Canvas().Focus(next)
		if v, _, err := d.Value(); err != nil || v.String() != c.want {
			t.Errorf("from %q typed %q: %v %v, want %s", c.start, c.typed, v, err, c.want)
		}
		if d.TextShown() != cal.MustParse(c.want).Short() {
			t.Errorf("shown %q", d.TextShown())
		}
	}
}

func TestAWrongDateStaysAsTypedWithItsReason(t *testing.T) {
	d, next := newDate("2026-06-18"), NewEntry()
	w, _ := stand(t, Light, 400, 100, VBox(2, d, next))
	w.Canvas().Focus(d)
	typeText(w, "2/30")
	w.Canvas().Focus(next)
	if d.TextShown() != "2/30" || d.Fault() == "" {
		t.Errorf("shown %q, fault %q", d.TextShown(), d.Fault())
	}
	if _, filled, err := d.Value(); err == nil || filled {
		t.Error("a wrong date has no value")
	}
	w.Canvas().Focus(d)
	typeText(w, "2/28")
	w.Canvas().Focus(next)
	if v, _, err := d.Value(); err != nil || v.String() != "2026-02-28" || d.Fault() != "" {
		t.Errorf("after mending: %v %v %q", v, err, d.Fault())
	}
}

func TestDatesCanBeEmptied(t *testing.T) {
	d, next := newDate("2026-06-18"), NewEntry()
	w, _ := stand(t, Light, 400, 100, VBox(2, d, next))
	w.Canvas().Focus(d)
	press(w, fyne.KeyBackspace)
	w.Canvas().Focus(next)
	if _, filled, err := d.Value(); filled || err != nil || d.Text != "" {
		t.Errorf("filled %v err %v text %q", filled, err, d.Text)
	}
}

func TestTheCalendarIsWorkedByKeys(t *testing.T) {
	d := newDate("2026-06-18")
	w, _ := stand(t, Light, 600, 500, d)
	w.Canvas().Focus(d)
	press(w, fyne.KeyPageDown)
	if v, _, _ := d.Value(); v.String() != "2026-07-18" {
		t.Errorf("PgDn: %v", v)
	}
	press(w, fyne.KeyF4)
	if !d.drop.open() {
		t.Fatal("F4 opens no calendar")
	}
	press(w, fyne.KeyDown, fyne.KeyLeft, fyne.KeyReturn)
	if v, _, _ := d.Value(); v.String() != "2026-07-24" || d.drop.open() {
		t.Errorf("down, left, enter: %v", v)
	}
	d.OpenCalendar()
	press(w, fyne.KeyPageUp, fyne.KeyEscape)
	if v, _, _ := d.Value(); v.String() != "2026-07-24" || d.drop.open() {
		t.Errorf("escape must change nothing: %v", v)
	}
	if w.Canvas().Focused() != fyne.Focusable(d) {
		t.Error("the focus must be back in the field")
	}
	// A click on the first day shown.
	d.OpenCalendar()
	c := d.month.cell()
	at := fyne.NewPos(monthPad+3, d.month.headHeight()+monthPad+c.Height+3)
	d.month.Tapped(&fyne.PointEvent{Position: at})
	if v, _, _ := d.Value(); v.String() != "2026-06-28" { // the Sunday before 1 July
		t.Errorf("click: %v", v)
	}
}

func TestNarrativesExpandAbbreviations(t *testing.T) {
	a := NewTextArea(3)
	a.Expand = func(word string) (string, bool) {
		long, ok := map[string]string{"tc": "Telephone call with _ re", "rev": "Review of"}[word]
		return long, ok
	}
	w, _ := stand(t, Light, 400, 200, a)
	w.Canvas().Focus(a)
	typeText(w, "rev tc J. Doe")
	if a.Text != "Review of Telephone call with J. Doe re" {
		t.Errorf("got %q", a.Text)
	}
	a.SetText("")
	typeText(w, "xyz tcx ")
	if a.Text != "xyz tcx " {
		t.Errorf("other words stay: %q", a.Text)
	}
	if a.AcceptsTab() {
		t.Error("Tab must go on to the next field")
	}
}

func TestTypingGoesOnAtTheEndOfATextThatWasPutBack(t *testing.T) {
	a := NewTextArea(2)
	w, _ := stand(t, Light, 260, 200, a)
	a.SetText("Review wage statements produced by Northgate and compare with")
	w.Canvas().Focus(a)
	typeText(w, " time records")
	if a.Text != "Review wage statements produced by Northgate and compare with time records" {
		t.Errorf("got %q", a.Text)
	}
}

func TestEntriesHandKeysOn(t *testing.T) {
	e := NewEntry()
	w, s := stand(t, Light, 300, 100, VBox(2, e, NewCheck("x", nil), NewTextSelect([]string{"a"}, nil), NewButton("b", nil)))
	var did []string
	s.Keys.Do = func(id string) bool { did = append(did, id); return true }
	s.Keys.Escape = func() bool { did = append(did, "esc"); return true }
	for range 4 {
		w.Canvas().FocusNext()
		press(w, fyne.KeyF5, fyne.KeyEscape)
		w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(MustChord("Ctrl+K").Shortcut())
	}
	if len(did) != 12 {
		t.Errorf("did %v", did)
	}
	// Editing shortcuts stay in the entry.
	w.Canvas().Focus(e)
	typeText(w, "two words")
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	if e.SelectedText() != "two words" {
		t.Error("select all")
	}
}

func TestEnterMovesOnWhenAsked(t *testing.T) {
	a, b := NewEntry(), NewEntry()
	w, s := stand(t, Light, 300, 100, VBox(2, a, b))
	w.Canvas().Focus(a)
	press(w, fyne.KeyReturn)
	if !a.Focused() {
		t.Error("Enter must stay by default")
	}
	s.Keys.EnterMovesOn = true
	press(w, fyne.KeyReturn)
	if !b.Focused() {
		t.Error("Enter must move on")
	}
}
