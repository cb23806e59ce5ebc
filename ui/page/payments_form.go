package page

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/cal"
	amount "matterbook/app/money"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

func itoa(n int) string { return strconv.Itoa(n) }

// payView draws a receipt being entered: who paid and what came above, the open
// invoices below, and at the right how it is laid, what remains, and the deposit
// it goes to the bank with.
type payView struct {
	w *Window
	v *present.Payments
	p *present.PayForm

	root      *fyne.Container
	top       *fyne.Container
	client    *kit.Finder
	more      *kit.Finder
	group     *fyne.Container
	groupOf   string
	payor     *kit.Entry
	amount    *kit.Entry
	date      *kit.DateEntry
	method    *kit.Select
	reference *kit.Entry
	note      *kit.Entry
	how       *kit.Select
	numbers   *kit.Entry
	numField  *kit.Field
	figures   *figureRow
	grid      *Table
	sums      *sumBox
	fault     *kit.Notice
	hint      *kit.Label
	submit    *kit.Button

	batchTitle *kit.Label
	batchNote  *kit.Label
	batch      *sumBox
	start      *kit.Button
	shut       *kit.Button
	corner     *fyne.Container
	lay        *fyne.Container
}

func newPayView(w *Window, v *present.Payments) *payView {
	p := v.Form
	f := &payView{w: w, v: v, p: p, figures: newFigureRow(false), sums: newSumBox(), batch: newSumBox()}
	find := func(ctx context.Context, query string) ([]kit.Item, error) {
		found, err := v.FindClients(ctx, query)
		return items(found), err
	}
	f.client = kit.ID("payment.client", kit.NewFinder(w.run, "client", find))
	f.client.PlaceHolder = words.L("Client code or name")
	f.client.OnPicked = func(it kit.Item) {
		p.SetClient(it.Value.(present.Choice))
		w.run.Later(func() { w.win.Canvas().Focus(f.amount) })
	}
	f.client.OnCleared = func() { p.SetClient(present.Choice{}) }
	f.more = kit.ID("payment.more", kit.NewFinder(w.run, "client", find))
	f.more.PlaceHolder = words.L("One more client, for a check that pays a group")
	f.more.OnPicked = func(it kit.Item) {
		p.AddClient(it.Value.(present.Choice))
		w.run.Later(f.more.Clear)
	}
	text := func(id string) *kit.Entry {
		e := kit.ID("payment."+id, kit.NewEntry())
		e.OnChanged = func(s string) { p.Set(id, s) }
		e.OnEnter = func() { w.run.Later(p.Send) }
		return e
	}
	f.amount = text("amount")
	f.amount.Right, f.amount.OnChanged = true, func(s string) { p.Set("amount", words.Typed(s)) }
	f.amount.Display = func() string {
		if a, err := amount.ParseAmount(words.Typed(f.amount.Text), p.Currency); err == nil {
			return words.Amount(a, p.Currency)
		}
		return f.amount.Text
	}
	f.date = kit.ID("payment.date", kit.NewDateEntry(w.frame.Today, true))
	f.date.OnValue = func(d cal.Date, filled bool) {
		if !filled {
			d = 0
		}
		p.Set("date", d.String())
	}
	f.method = kit.ID("payment.method", kit.NewSelect(items(present.Methods()), func(it kit.Item) { p.Set("method", it.ID) }))
	f.reference, f.note, f.payor, f.numbers = text("reference"), text("note"), text("payor"), text("numbers")
	f.how = kit.ID("payment.how", kit.NewSelect(waysOf(present.LayWays), func(it kit.Item) { p.SetHow(it.ID) }))
	f.group = newRow(&wrapLayout{gap: 6})
	f.fault = kit.ID("payment.fault", kit.NewNotice(kit.Bad, ""))
	f.fault.Hide()
	f.hint = kit.NewProse("")
	f.hint.Color = kit.ColorMuted

	two := func(a, b fyne.CanvasObject) fyne.CanvasObject { return newRow(&evenLayout{gap: 10}, a, b) }
	f.top = Column(4,
		two(kit.NewField(words.L("Client"), f.client), two(kit.NewField(words.L("Amount"), f.amount), kit.NewField(words.L("Received on"), f.date))),
		two(two(kit.NewField(words.L("Method"), f.method), kit.NewField(words.L("Check or wire number"), f.reference)), kit.NewField(words.L("Note"), f.note)),
		two(kit.NewField(words.L("Pays for others too"), f.more), kit.NewField(words.L("Sent by, when it is not the client"), f.payor)),
		f.group, f.figures.box)
	f.grid = w.NewTable("payment.items", &p.Items)
	f.grid.OnEdit = func(row int, id int64, key string) *kit.CellEdit {
		if key != "pays" {
			return nil
		}
		r, ok := p.Items.Value(id)
		if !ok {
			return nil
		}
		return &kit.CellEdit{Text: words.Number(r.Pay.Text), Commit: func(text string) error {
			p.SetPay(id, words.Typed(text))
			if r, ok := p.Items.Value(id); ok && r.Pay.Fault != "" {
				return errText(r.Pay.Fault)
			}
			return nil
		}}
	}
	f.grid.OnActivate = func(_ int, id int64) { p.PayAll(id) }
	f.grid.OnRune = func(r rune) bool {
		if _, id := f.grid.Current(); r == ' ' && id != 0 {
			p.PayAll(id)
			return true
		}
		return false
	}
	left := Column(8, f.top, f.grid)

	f.submit = kit.ID("payment.submit", kit.NewPrimary(words.L("Post the payment"), nil, p.Send))
	clearAll := kit.ID("payment.clear", kit.NewButton(words.L("Clear"), p.Clear))
	f.numField = kit.NewField(words.L("Invoice numbers"), f.numbers)
	f.numField.SetHint(words.L("Typed or pasted, with commas or spaces between"))
	f.lay = Column(6, f.how, f.numField, f.hint, f.sums.box, f.fault, newRow(&rowLayout{gap: 8, grow: 0}, Space(1, 1), clearAll, f.submit))
	lay := kit.NewCard(words.L("Lay it on"), f.lay)
	f.batchTitle, f.batchNote = kit.NewSubheading(""), kit.NewProse("")
	f.batchNote.Color = kit.ColorMuted
	f.start = kit.ID("payment.batch.start", kit.NewButton(words.L("Start a deposit"), func() { w.do("payments.deposit") }))
	f.shut = kit.ID("payment.batch.close", kit.NewButton(words.L("Close the deposit"), v.CloseBatch))
	f.corner = Column(6, f.batchTitle, f.batchNote, f.batch.box, newRow(&rowLayout{gap: 8, grow: 0}, Space(1, 1), f.start, f.shut))
	right := Column(10, lay, kit.NewCard("", f.corner), Space(1, 1))
	f.root = newRow(&rowLayout{gap: 12, grow: 0}, left, newRow(&fixedWidth{268}, right))
	return f
}

type errText string

func (e errText) Error() string { return string(e) }

func waysOf(list []present.Choice) []kit.Item {
	said := make([]kit.Item, len(list))
	for i, c := range list {
		said[i] = kit.Item{ID: c.Key, Text: words.Of(c.Text)}
	}
	return said
}

func (f *payView) first() fyne.Focusable {
	if len(f.p.Clients) == 0 {
		return f.client
	}
	return f.amount
}

// takeFocus gives the keyboard to the field that wants it.
func (f *payView) takeFocus() {
	fields := map[string]fyne.Focusable{"client": f.client, "amount": f.amount, "date": f.date, "method": f.method, "reference": f.reference, "payor": f.payor, "numbers": f.numbers}
	if o := fields[f.p.TakeFocus()]; o != nil {
		f.w.run.Later(func() { f.w.win.Canvas().Focus(o) })
	}
}

func (f *payView) draw() {
	p := f.p
	client := present.Choice{}
	if len(p.Clients) > 0 {
		client = p.Clients[0]
	}
	showItem(f.client, client, "")
	showNumber(f.amount, f.amount.Text, p.Amount)
	showDate(f.date, p.Date.Text)
	if p.Date.Fault != "" {
		f.date.SetFault(p.Date.Fault)
	}
	if f.method.SelectedID() != p.Method.Text {
		f.method.SetSelected(p.Method.Text)
	}
	show(f.reference, f.reference.Text, p.Reference)
	show(f.note, f.note.Text, p.Note)
	show(f.payor, f.payor.Text, p.Payor)
	show(f.numbers, f.numbers.Text, p.Numbers)
	if f.how.SelectedID() != p.How {
		f.how.SetSelected(p.How)
	}
	again := setVisible(f.numField, p.How == present.LayNumbers)
	hint := p.Unmatched()
	if p.How == present.LayHand {
		hint = words.L("Space lays as much as an invoice owes, F2 types an amount.")
	}
	f.hint.SetText(hint)
	again = setVisible(f.hint, hint != "") || again
	again = f.drawGroup() || again
	again = f.figures.draw(p.ClientFigures()) || again
	again = f.sums.draw(p.Sums()) || again
	if p.Fault != "" && f.fault.Text != p.Fault {
		f.fault.Set(kit.Bad, p.Fault)
		again = true
	}
	again = setVisible(f.fault, p.Fault != "") || again
	f.submit.SetEnabled(!p.Busy)
	f.batchTitle.SetText(f.v.BatchTitle())
	if note := f.v.BatchNote(); note != f.batchNote.Text {
		f.batchNote.SetText(note)
		again = true
	}
	again = f.batch.draw(f.v.BatchFigures()) || again
	again = setVisible(f.start, f.v.Batch == nil) || again
	again = setVisible(f.shut, f.v.Batch != nil) || again
	if again {
		f.root.Refresh()
		f.root.Refresh() // once more: what wraps knows its height only now
		f.lay.Refresh()  // cards do not lay out what stands in them
		f.corner.Refresh()
	}
}

// drawGroup shows the further clients a check pays for, each with a cross.
func (f *payView) drawGroup() bool {
	key := ""
	for _, c := range f.p.Clients {
		key += c.Key + "\n"
	}
	if key == f.groupOf {
		return false
	}
	f.groupOf = key
	f.group.Objects = nil
	if len(f.p.Clients) > 1 {
		for _, c := range f.p.Clients {
			b := kit.ID("payment.drop."+c.Key, kit.NewButton(c.Text, func() { f.p.RemoveClient(c.Key) }))
			b.SetIcon(theme.CancelIcon())
			b.Small, b.Tip = true, words.L("Take this client out again")
			f.group.Add(b)
		}
	}
	setVisible(f.group, len(f.group.Objects) > 0)
	return true
}

// sumBox writes figures one below the other, the last one large.
type sumBox struct {
	box  *fyne.Container
	last string
}

func newSumBox() *sumBox { return &sumBox{box: kit.VBox(3)} }

func (s *sumBox) draw(list []present.Figure) bool {
	key := ""
	for _, x := range list {
		key += x.Label + "\t" + x.Value + "\t" + string(rune('0'+x.Tone)) + "\n"
	}
	if key == s.last {
		return false
	}
	s.last = key
	s.box.Objects = nil
	for i, x := range list {
		label, value := kit.NewLabel(x.Label), kit.ID("sum."+x.Key, kit.NewLabel(x.Value))
		label.Color = kit.ColorMuted
		value.Align = fyne.TextAlignTrailing
		if i == len(list)-1 {
			value = kit.ID("sum."+x.Key, kit.NewHeading(x.Value))
			value.Align = fyne.TextAlignTrailing
			if x.Tone != present.Neutral {
				value.SetTone(kit.Tone(x.Tone))
			}
		}
		var row fyne.CanvasObject = newRow(&rowLayout{gap: 8, grow: 1, centre: true}, label, value)
		if x.Tip != "" {
			row = kit.NewTip(x.Tip, row)
		}
		s.box.Add(row)
	}
	setVisible(s.box, len(list) > 0)
	s.box.Refresh()
	return true
}

// fixedWidth gives its one object a width of its own.
type fixedWidth struct{ width float32 }

func (l *fixedWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	m := objects[0].MinSize()
	return fyne.NewSize(max(l.width, m.Width), m.Height)
}

func (l *fixedWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
}

// wrapLayout sets objects side by side and begins a new row when one is full.
type wrapLayout struct {
	gap  float32
	wide float32 // as last laid out
}

func (l *wrapLayout) place(objects []fyne.CanvasObject, width float32, put func(o fyne.CanvasObject, x, y float32, s fyne.Size)) float32 {
	x, y, high := float32(0), float32(0), float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		s := o.MinSize()
		s.Width = min(s.Width, max(width, 60))
		if x > 0 && x+s.Width > width {
			x, y, high = 0, y+high+l.gap, 0
		}
		put(o, x, y, s)
		x, high = x+s.Width+l.gap, max(high, s.Height)
	}
	return y + high
}

func (l *wrapLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := l.wide
	if width == 0 {
		width = 400
	}
	return fyne.NewSize(60, l.place(objects, width, func(fyne.CanvasObject, float32, float32, fyne.Size) {}))
}

func (l *wrapLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.wide = size.Width
	l.place(objects, size.Width, func(o fyne.CanvasObject, x, y float32, s fyne.Size) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(s)
	})
}
