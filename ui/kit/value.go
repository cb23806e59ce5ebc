package kit

import (
	"fyne.io/fyne/v2"

	"matterbook/app/money"
	"matterbook/ui/words"
)

// ValueEntry is an entry for one value: money, a rate, hours, a percentage. What
// is typed is read while it is typed and judged when the focus leaves: a wrong
// text stays as it was typed, with the reason beneath it. While it is not
// edited the value is shown formatted and right-aligned.
type ValueEntry[T comparable] struct {
	Entry
	// OnValue is called whenever the value changes to a readable one or to none.
	OnValue func(v T, filled bool)
	// Rule may refuse a value that can be read ("more than the balance").
	Rule func(v T) error
	// Required makes an empty entry a fault.
	Required bool

	parse  func(string) (T, error)
	plain  func(T) string // while edited
	format func(T) string // while not

	value   T
	filled  bool
	err     error
	setting bool
}

// MoneyEntry, RateEntry, HoursEntry and PercentEntry hold the quantities of bills.
type (
	MoneyEntry   = ValueEntry[money.Amount]
	RateEntry    = ValueEntry[money.Rate]
	HoursEntry   = ValueEntry[money.Quantity]
	PercentEntry = ValueEntry[money.Percent]
)

// NewMoneyEntry reads amounts of the currency: "1234.5", "1,234.50", "$80", "-3".
func NewMoneyEntry(cur money.Currency) *MoneyEntry {
	return newValueEntry(112,
		typed(func(s string) (money.Amount, error) { return money.ParseAmount(s, cur) }),
		func(v money.Amount) string { return words.Number(v.Plain(cur)) },
		func(v money.Amount) string { return words.Amount(v, cur) })
}

// NewRateEntry reads the price of an hour or unit with up to four decimals.
func NewRateEntry() *RateEntry {
	return newValueEntry(92, typed(money.ParseRate), func(r money.Rate) string { return words.Number(r.Plain()) }, words.Rate)
}

// NewHoursEntry reads hours with parse (".3", "18m", "1:15"); nil reads plain
// decimals only.
func NewHoursEntry(parse func(string) (money.Quantity, error)) *HoursEntry {
	if parse == nil {
		parse = money.ParseQuantity
	}
	return newValueEntry(68, typed(parse), words.Tenths, words.Hours)
}

// NewPercentEntry reads "12.5" or "12.5 %".
func NewPercentEntry() *PercentEntry {
	return newValueEntry(76, typed(money.ParsePercent), func(p money.Percent) string { return words.Number(p.Plain()) }, words.Percent)
}

// typed reads numbers in the form of the reader's country.
func typed[T any](parse func(string) (T, error)) func(string) (T, error) {
	return func(s string) (T, error) { return parse(words.Typed(s)) }
}

// NewValueEntry is for any other value that is read from and written as text.
func NewValueEntry[T comparable](parse func(string) (T, error), plain, format func(T) string) *ValueEntry[T] {
	return newValueEntry(96, parse, plain, format)
}

func newValueEntry[T comparable](width float32, parse func(string) (T, error), plain, format func(T) string) *ValueEntry[T] {
	e := &ValueEntry[T]{parse: parse, plain: plain, format: format}
	e.setup(e, width)
	return e
}

func (e *ValueEntry[T]) setup(outer fyne.Widget, width float32) {
	e.init(outer)
	e.Right, e.Width = true, width
	e.Display = func() string {
		if e.err != nil || !e.filled {
			return e.Text
		}
		return e.format(e.value)
	}
	e.OnChanged = func(string) { e.read() }
	e.OnLeave = func() { e.judge() }
}

// read takes the typed text as it stands, without complaint.
func (e *ValueEntry[T]) read() {
	if e.setting {
		return
	}
	if e.Text == "" {
		e.take(*new(T), false, nil)
		return
	}
	v, err := e.parse(e.Text)
	if err == nil && e.Rule != nil {
		err = e.Rule(v)
	}
	if err != nil {
		e.err = err
		return
	}
	e.take(v, true, nil)
}

func (e *ValueEntry[T]) take(v T, filled bool, err error) {
	changed := v != e.value || filled != e.filled || e.err != nil
	e.value, e.filled, e.err = v, filled, err
	if err == nil {
		e.SetFault("")
	}
	if changed && e.OnValue != nil {
		e.OnValue(v, filled)
	}
}

// judge shows the fault, or puts the value in its plain form.
func (e *ValueEntry[T]) judge() bool {
	switch {
	case e.err != nil:
		e.SetFault(words.Err(e.err))
		return false
	case !e.filled && e.Required:
		e.SetFault(words.L("This is needed."))
		return false
	}
	e.SetFault("")
	if e.filled {
		e.write(e.plain(e.value))
	}
	e.Refresh()
	return true
}

func (e *ValueEntry[T]) write(text string) {
	if e.Text == text {
		return
	}
	e.setting = true
	e.replace(text)
	e.setting = false
}

// Value is the value; filled is false for an empty entry; err says why the text
// cannot be read.
func (e *ValueEntry[T]) Value() (v T, filled bool, err error) {
	if e.err != nil {
		return *new(T), false, e.err
	}
	return e.value, e.filled, nil
}

// SetValue shows the value and clears a fault. OnValue is not called.
func (e *ValueEntry[T]) SetValue(v T) {
	e.value, e.filled, e.err = v, true, nil
	e.write(e.plain(v))
	e.SetFault("")
	e.Refresh()
}

// Clear empties the entry. OnValue is not called.
func (e *ValueEntry[T]) Clear() {
	e.value, e.filled, e.err = *new(T), false, nil
	e.write("")
	e.SetFault("")
	e.Refresh()
}

// Check shows the fault, if any, and tells whether there is none. Forms call it
// before they send.
func (e *ValueEntry[T]) Check() bool {
	e.read()
	return e.judge()
}

// TypedKey reads on Enter before the dialog is submitted.
func (e *ValueEntry[T]) TypedKey(ev *fyne.KeyEvent) {
	if (ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter) && !e.judge() {
		return
	}
	e.Entry.TypedKey(ev)
}
