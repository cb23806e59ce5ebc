package page

import (
	"slices"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// queueView is the list of live pre-bills.
type queueView struct {
	w      *Window
	b      *present.Billing
	root   *fyne.Container
	saved  *fyne.Container // runs kept by name
	more   *kit.Button
	kept   []present.SavedRun // as drawn
	shown  int                // how many of them have a button
	search *kit.Entry
	chips  *kit.Chips
	grid   *Table
	acts   commandButtons
}

func queueChips() []kit.Tab {
	var list []kit.Tab
	for _, c := range present.QueueChips() {
		list = append(list, kit.Tab{ID: c.Key, Text: c.Text})
	}
	return list
}

func newQueueView(w *Window, b *present.Billing) *queueView {
	v := &queueView{w: w, b: b, acts: commandButtons{}}
	run := kit.ID("billing.run", kit.NewPrimary(words.L("Run pre-bills"), theme.MediaPlayIcon(), func() { b.Do("billing.run") }))
	run.Action = "billing.run"
	v.more = kit.ID("billing.saved", kit.NewButton(words.L("Kept runs"), nil))
	v.more.Menu = true
	v.more.OnTapped = v.showSaved
	v.saved = newRow(&rowLayout{gap: 6, grow: -1, centre: true})
	all := v.acts.add(w, "billing.finalize.all", words.L("Finalize all reviewed"), nil, false)
	all.Small, all.Importance = false, kit.Plain
	heading := kit.NewHeading(words.L("Pre-bills"))
	heading.MinWidth = 0
	head := newRow(&rowLayout{gap: 8, grow: 1, centre: true}, heading, Space(1, 1), v.saved, all, run)
	v.search = kit.ID("billing.search", kit.NewSearch(words.L("Search matter, client, attorney"), b.SetSearch))
	v.chips = kit.ID("billing.status", kit.NewChips(queueChips(), b.SetOnly))
	v.search.Width = 220
	bar := newRow(&rowLayout{gap: 6, grow: 1, centre: true}, v.search, v.chips,
		v.acts.add(w, "billing.approve", words.L("Approve"), theme.ConfirmIcon(), false), v.acts.add(w, "billing.forward", words.L("Forward"), nil, false),
		v.acts.add(w, "billing.hold", words.L("Hold"), nil, false), v.acts.add(w, "billing.finalize", words.L("Finalize"), nil, false))
	v.grid = w.NewTable("billing.queue", &b.Queue)
	v.grid.Checks = true
	v.grid.OnActivate = func(_ int, id int64) { b.OpenPreBill(id) }
	v.grid.OnContext = func() *fyne.Menu {
		return w.contextMenu("billing.edit", "billing.preview", "billing.approve", "billing.forward", "billing.return", "billing.hold", "billing.finalize", "billing.discard")
	}
	v.grid.OnRune = v.letter
	v.root = Column(8, head, bar, v.grid)
	return v
}

// letter is a key of the list; it has these meanings only while the list has
// the focus. Two of them are given to the whole queue by Shift.
func (v *queueView) letter(r rune) bool {
	id, ok := map[rune]string{'a': "billing.approve", 'w': "billing.forward", 'r': "billing.return", 'h': "billing.hold", 'f': "billing.finalize",
		'd': "billing.discard", 'n': "billing.run", 'e': "billing.edit", 'p': "billing.preview"}[unicode.ToLower(r)]
	if r == 'F' {
		id = "billing.finalize.all"
	}
	if ok {
		// After the event: the letter must not be typed into the form it opens.
		v.w.run.Later(func() { v.w.do(id) })
	}
	return ok
}

// showSaved is the menu of the runs kept by name.
func (v *queueView) showSaved() {
	var list, drop []*fyne.MenuItem
	for _, r := range v.b.Saved {
		list = append(list, fyne.NewMenuItem(r.Name, func() { v.b.OpenRun(r.Name) }))
		drop = append(drop, fyne.NewMenuItem(r.Name, func() { v.b.DropRun(r.Name) }))
	}
	forget := fyne.NewMenuItem(words.L("Forget a run"), nil)
	forget.ChildMenu = fyne.NewMenu("", drop...)
	list = append(list, fyne.NewMenuItemSeparator(), forget)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(v.more)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", list...), v.w.win.Canvas(), at.AddXY(0, v.more.Size().Height))
}

func (v *queueView) draw() {
	if v.search.Text != v.b.Search.Text {
		v.search.SetText(v.b.Search.Text)
	}
	v.chips.SetOn(v.b.Only...)
	for _, c := range queueChips() {
		v.chips.SetCount(c.ID, v.b.CountOf(c.ID))
	}
	v.acts.draw(v.b.Commands())
	v.drawSaved()
}

// savedAtHand is how many kept runs have a button of their own.
const savedAtHand = 3

// drawSaved shows the first runs as buttons: one click shows what a run takes.
func (v *queueView) drawSaved() {
	shown := savedAtHand
	if (v.b.Side != nil || v.b.Outcome != nil) && v.w.win.Canvas().Size().Width < threePanes {
		shown = 0 // there is no room beside a form; the menu has them all
	}
	if slices.Equal(v.kept, v.b.Saved) && shown == v.shown {
		return
	}
	v.kept, v.shown = slices.Clone(v.b.Saved), shown
	v.saved.Objects = nil
	for i, r := range v.kept[:min(len(v.kept), shown)] {
		name := []rune(r.Name)
		if len(name) > 22 {
			name = append(name[:21], '…')
		}
		b := kit.ID("billing.saved."+itoa(i+1), kit.NewQuiet(string(name), theme.HistoryIcon(), func() { v.b.OpenRun(r.Name) }))
		b.Tip = words.L("Run pre-bills: %s", r.Name)
		v.saved.Objects = append(v.saved.Objects, b)
	}
	if len(v.kept) > 0 {
		v.saved.Objects = append(v.saved.Objects, v.more)
	}
	v.root.Refresh()
}

// reviewView shows what a run would take: every matter with a tick, the sums of
// what is ticked, and the act that makes the pre-bills.
type reviewView struct {
	w       *Window
	b       *present.Billing
	v       *present.RunReview
	root    *fyne.Container
	grid    *Table
	make    *kit.Button
	skipped *kit.Button
}

func newReviewView(w *Window, b *present.Billing, v *present.RunReview) *reviewView {
	x := &reviewView{w: w, b: b, v: v}
	back := kit.ID("billing.review.back", kit.NewIconButton(theme.NavigateBackIcon(), words.L("Back to the queue (Esc)"), func() { w.escape() }))
	title := kit.ID("billing.review.title", kit.NewHeading(v.Title()))
	title.MinWidth = 0
	says := kit.ID("billing.review.says", kit.NewCaption(v.Says()))
	says.MinWidth = 60
	x.skipped = kit.ID("billing.review.skipped", kit.NewQuiet(v.SkippedWord(), theme.InfoIcon(), func() { v.ShowSkipped() }))
	x.skipped.Small = true
	setVisible(x.skipped, v.SkippedWord() != "")
	x.skipped.SetEnabled(len(v.Skipped) > 0)
	x.make = kit.ID("billing.make", kit.NewPrimary(v.MakeWord(), theme.ConfirmIcon(), func() { w.do("billing.make") }))
	x.make.Action = "billing.make"
	head := newRow(&rowLayout{gap: 8, grow: 2, centre: true}, back, title, says, x.skipped, x.make)
	x.grid = w.NewTable("billing.review", &v.List)
	x.grid.Checks = true
	x.grid.OnSelect = func() {
		sel := x.grid.Selection().IDs
		if x.grid.SelectedCount() == 0 {
			sel = nil // the row under the cursor is not ticked
		}
		v.Tick(sel)
	}
	x.grid.OnActivate = func(_ int, id int64) {
		if r, ok := v.List.Value(id); ok {
			w.frame.Open("matter", r.Matter)
		}
	}
	x.grid.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter {
			w.do("billing.make")
			return true
		}
		return false
	}
	x.grid.Select(v.Ticked...)
	x.root = Column(8, head, x.grid)
	return x
}

func (x *reviewView) draw() {
	if text := x.v.MakeWord(); text != x.make.Text {
		x.make.SetText(text)
		x.root.Refresh()
	}
	x.make.SetEnabled(len(x.v.Ticked) > 0)
	x.grid.SetTotals(x.v.Totals())
}
