package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"matterbook/app/money"
)

func TestDialogIsWorkedByKeysAlone(t *testing.T) {
	page := NewEntry()
	w, s := stand(t, Light, 800, 600, VBox(2, page))
	leaked := false
	s.Keys.Do = func(string) bool { leaked = true; return true }
	w.Canvas().Focus(page)
	amount, memo := NewMoneyEntry(money.USD), NewEntry()
	amount.Required = true
	sent := 0
	d := NewForm("Pay", "Pay now", []*Field{NewField("Amount", amount).WithPath("amount"), NewField("Memo", memo).WithPath("memo")}, func(d *Dialog) { sent++ })
	d.Open(w.Canvas())
	if !Modal(w.Canvas()) || !amount.Focused() {
		t.Fatal("the first field must have the focus")
	}
	press(w, fyne.KeyReturn)
	if sent != 0 || amount.Fault() == "" {
		t.Error("an empty required field must stop the submit")
	}
	typeText(w, "15x")
	press(w, fyne.KeyReturn)
	if sent != 0 || !strings.Contains(amount.Fault(), "15x") {
		t.Errorf("sent %d, fault %q", sent, amount.Fault())
	}
	press(w, fyne.KeyBackspace)
	w.Canvas().FocusNext()
	if !memo.Focused() {
		t.Error("Tab order")
	}
	press(w, fyne.KeyF5)
	if leaked {
		t.Error("a window command ran under a dialog")
	}
	press(w, fyne.KeyReturn)
	if sent != 1 {
		t.Error("Enter in the last field submits")
	}
	d.SetFaults("Two things are wrong.", map[string]string{"amount": "Only $12.00 is available.", "elsewhere": "The period is closed."})
	if !amount.Focused() || amount.Fault() == "" || !strings.Contains(d.notice.Text, "Two things") {
		t.Errorf("fault %q notice %q", amount.Fault(), d.notice.Text)
	}
	d.Busy(true)
	press(w, fyne.KeyReturn, fyne.KeyEscape)
	if sent != 1 || !d.IsOpen() {
		t.Error("busy refuses both")
	}
	d.Busy(false)
	cancelled := false
	d.OnCancel = func() { cancelled = true }
	press(w, fyne.KeyEscape)
	if d.IsOpen() || !cancelled || w.Canvas().Focused() != fyne.Focusable(page) {
		t.Error("Escape closes and the page has its focus again")
	}
}

func TestDialogSelectEnterSubmitsAndListEnterDoesNot(t *testing.T) {
	w, _ := stand(t, Light, 800, 600, NewLabel(""))
	sel := NewTextSelect([]string{"A", "B"}, nil)
	sent := 0
	d := NewForm("x", "Go", []*Field{NewField("S", sel)}, func(*Dialog) { sent++ })
	d.Open(w.Canvas())
	press(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if sent != 0 || sel.SelectedID() != "B" {
		t.Errorf("sent %d, selected %q", sent, sel.SelectedID())
	}
	press(w, fyne.KeyReturn)
	if sent != 1 {
		t.Error("Enter on the closed select submits")
	}
	sel.Open()
	press(w, fyne.KeyEscape)
	if !d.IsOpen() {
		t.Error("Escape in a list closes the list alone")
	}
}

func TestConfirmNeedsAClearAnswer(t *testing.T) {
	w, _ := stand(t, Light, 800, 600, NewLabel(""))
	yes := 0
	Confirm(w.Canvas(), "Void the invoice?", "The number stays taken.", "Void it", true, func() { yes++ })
	press(w, fyne.KeyEscape)
	if yes != 0 || Modal(w.Canvas()) {
		t.Error("Escape is no")
	}
	d := Confirm(w.Canvas(), "Void the invoice?", "The number stays taken.", "Void it", true, func() { yes++ })
	test.Tap(d.submit)
	if yes != 1 || d.IsOpen() {
		t.Error("the button is yes")
	}
}

func TestDangerIsNotUnderTheEnterKey(t *testing.T) {
	w, _ := stand(t, Light, 800, 600, NewLabel(""))
	d := Confirm(w.Canvas(), "Delete?", "Gone for good.", "Delete", true, func() {})
	if f := w.Canvas().Focused(); f != fyne.Focusable(d.cancel) {
		t.Errorf("the focus must be on Cancel, is on %T", f)
	}
}

func TestBarSaysHowFarAndHowLong(t *testing.T) {
	b := NewBar()
	w, _ := stand(t, Light, 420, 60, b)
	b.Set(3, 10, "Writing invoices: 2026-0047 Castellan LLC, Castellan v. Meridian and others")
	b.SetLeft("about 2 minutes left")
	if b.TextShown() != "3 of 10  Writing invoices: 2026-0047 Castellan LLC, Castellan v. Meridian and others" {
		t.Errorf("%q", b.TextShown())
	}
	text, left := test.WidgetRenderer(b).Objects()[2].(*canvas.Text), test.WidgetRenderer(b).Objects()[3].(*canvas.Text)
	if end := text.Position().X + textWidth(text.Text, text.TextSize, text.TextStyle); end > 420-textWidth(left.Text, left.TextSize, left.TextStyle) {
		t.Errorf("the words end at %v, over the time left", end)
	}
	_ = w
}
