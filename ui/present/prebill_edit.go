package present

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// Reasons are offered when money is written down; what is typed instead is as
// good. The reason used last comes first.
var usualReasons = []string{words.Mark("Client relations"), words.Mark("Duplicate effort"), words.Mark("Training"), words.Mark("Over budget"),
	words.Mark("Client guideline"), words.Mark("Error"), words.Mark("Rate agreement"), words.Mark("Rounding")}

// PendingEdit is an edit that waits for its reason. Nothing is saved before.
type PendingEdit struct {
	Lines  []int
	Title  string // "Line 6: 1.50 hours"
	Reason Field
	Busy   bool

	one    *app.EditPreBillLine // a change of one line
	markup string               // or a verb for several
	key    string
}

// Reasons lists what is offered, the last used first.
func (p *PreBill) Reasons() []string {
	var list []string
	if p.last != "" {
		list = []string{p.last}
	}
	for _, r := range usualReasons {
		if r = words.Of(r); !strings.EqualFold(r, p.last) {
			list = append(list, r)
		}
	}
	return list
}

// Locked says why lines cannot be changed now, blank when they can.
func (p *PreBill) Locked() string {
	switch p.View.PreBill.Status {
	case bill.PreBillApproved:
		return words.L("Approved by %s: take the approval back to change it.", p.View.ApprovedBy)
	case bill.PreBillFinal:
		return words.L("Issued as invoice %s.", p.View.Invoice)
	case bill.PreBillDiscarded:
		return words.L("Discarded; its work went back to work in progress.")
	}
	return ""
}

// CellText is what an editor of a cell begins with; false where nothing can be
// edited.
func (p *PreBill) CellText(no int, key string) (string, bool) {
	l, ok := p.line(no)
	if !ok || p.Locked() != "" || l.Action == bill.LineTransferred {
		return "", false
	}
	switch key {
	case "text":
		return l.Now.Text, true
	case "billed":
		return words.Number(unitsText(l, l.Now.Units)), l.TrustPaid == ""
	case "rate":
		return words.Number(l.Now.Rate.Plain()), l.TrustPaid == ""
	case "amount":
		return words.Number(l.Now.Amount.Plain(p.Currency())), l.TrustPaid == ""
	}
	return "", false
}

// EditCell takes what was typed into a cell. An error keeps the editor open. A
// new text is saved at once; money waits for its reason.
func (p *PreBill) EditCell(no int, key, text string) error {
	l, ok := p.line(no)
	if !ok {
		return fault.New(fault.Missing, "prebill_line.missing", "%s", words.L("Line %d is gone.", no))
	}
	text = strings.TrimSpace(text)
	req := app.EditPreBillLine{Request: app.Request{Key: newKey(p.h.Desk(), "edit")}, PreBill: p.ID, Line: no}
	title := ""
	if key != "text" {
		text = words.Typed(text)
	}
	switch key {
	case "text":
		if text == l.Now.Text {
			return nil
		}
		if text == "" {
			return fault.New(fault.Invalid, "text.required", "%s", words.L("The text of a line must not be blank."))
		}
		req.Text = &text
		p.save(req)
		return nil
	case "billed":
		q, err := p.units(l, text)
		if err != nil {
			return err
		}
		if q == l.Now.Units {
			return nil
		}
		req.Hours, title = &text, words.L("%s hours", words.Number(unitsText(l, q)))
		if l.Kind != bill.Fee {
			title = words.L("%s units", words.Number(unitsText(l, q)))
		}
	case "rate":
		r, err := money.ParseRate(text)
		if err != nil {
			return err
		}
		if r == l.Now.Rate {
			return nil
		}
		req.Rate, title = &text, words.L("rate %s", words.Rate(r))
	case "amount":
		a, err := money.ParseAmount(text, p.Currency())
		if err != nil {
			return err
		}
		if a == l.Now.Amount {
			return nil
		}
		req.Amount, title = &text, words.Money(a, p.Currency())
	default:
		return nil
	}
	p.wait(&PendingEdit{Lines: []int{no}, Title: words.L("Line %d: %s", no, title), one: &req})
	return nil
}

func (p *PreBill) wait(e *PendingEdit) {
	e.key = newKey(p.h.Desk(), "edit")
	p.Pending = e
	p.h.Redraw(p.b)
}

// marks are the keys of the list and what they do to one line and to several.
var marks = map[string]struct{ one, many string }{
	"nc":   {words.Mark("Line %d at no charge"), words.Mark("%d lines at no charge")},
	"hold": {words.Mark("Line %d held for a later bill"), words.Mark("%d lines held for a later bill")},
	"wo":   {words.Mark("Line %d written off"), words.Mark("%d lines written off")},
	"ok":   {words.Mark("Line %d charged again"), words.Mark("%d lines charged again")},
	"back": {words.Mark("Line %d as it came"), words.Mark("%d lines as they came")},
}

// Mark does with the selected lines what a verb of bill.CommandHelp says ("nc",
// "hold", "wo", "ok", "back"), once a reason is given.
func (p *PreBill) Mark(verb string) {
	m, ok := marks[verb]
	lines := p.selected()
	if !ok || len(lines) == 0 || p.refuseLocked() {
		return
	}
	title := words.L(m.one, lines[0])
	if len(lines) > 1 {
		title = words.L(m.many, len(lines))
	}
	p.wait(&PendingEdit{Lines: lines, Title: title, markup: verb})
}

func (p *PreBill) selected() []int {
	var lines []int
	for _, id := range p.Lines.Selection() {
		lines = append(lines, int(id))
	}
	if len(lines) == 0 && p.Line != 0 {
		lines = []int{p.Line}
	}
	return lines
}

func (p *PreBill) refuseLocked() bool {
	if why := p.Locked(); why != "" {
		p.h.Tell(Notice{Tone: Warn, Text: why})
		return true
	}
	return false
}

// LastReason is the reason used last in this sitting.
func (p *PreBill) LastReason() string { return p.last }

// Accept saves the waiting edit for a reason: words, or the number of one of
// Reasons.
func (p *PreBill) Accept(reason string) {
	e := p.Pending
	if e == nil || e.Busy {
		return
	}
	reason = strings.TrimSpace(reason)
	if n, err := strconv.Atoi(reason); err == nil && n >= 1 && n <= len(p.Reasons()) {
		reason = p.Reasons()[n-1]
	}
	e.Reason.Text = reason
	if reason == "" {
		e.Reason.Fault = words.L("Give a reason; it stays with the line.")
		p.h.Redraw(p.b)
		return
	}
	e.Busy, e.Reason.Fault = true, ""
	done := func(edits []app.PreBillEdit, err error) {
		e.Busy = false
		if err != nil {
			e.Reason.Fault = Words(err)
			p.h.Redraw(p.b)
			return
		}
		p.last, p.b.lastReason = reason, reason
		if p.Pending == e {
			p.Pending = nil
		}
		p.saved(edits)
	}
	if e.one != nil {
		req := *e.one
		req.Reason = reason
		Go(p.h.Runner(), func(ctx context.Context) ([]app.PreBillEdit, error) {
			edit, err := p.h.Desk().EditPreBillLine(ctx, req)
			return []app.PreBillEdit{edit}, err
		}, done)
		return
	}
	req := app.MarkUpPreBill{Request: app.Request{Key: e.key}, PreBill: p.ID, Text: numbersText(e.Lines) + " " + e.markup + " " + reason}
	Go(p.h.Runner(), func(ctx context.Context) ([]app.PreBillEdit, error) { return p.h.Desk().MarkUpPreBill(ctx, req) }, done)
}

// GiveUp drops the waiting edit.
func (p *PreBill) GiveUp() {
	p.Pending = nil
	p.h.Redraw(p.b)
}

// save is an edit that needs no reason.
func (p *PreBill) save(req app.EditPreBillLine) {
	Go(p.h.Runner(), func(ctx context.Context) (app.PreBillEdit, error) { return p.h.Desk().EditPreBillLine(ctx, req) },
		func(e app.PreBillEdit, err error) {
			if err != nil {
				p.h.Fail(err)
				p.Reload() // show what stands
				return
			}
			p.saved([]app.PreBillEdit{e})
		})
}

// saved tells what was done and offers to take it back.
func (p *PreBill) saved(edits []app.PreBillEdit) {
	if len(edits) == 0 {
		return
	}
	moved := false
	var less money.Amount
	for _, e := range edits {
		moved = moved || e.After.Action == bill.LineTransferred
		less += e.After.WriteDown() - e.Before.WriteDown()
	}
	text := words.N(len(edits), "Line %[2]d changed", "%[1]d lines changed", len(edits), edits[0].Line)
	if moved {
		text = words.N(len(edits), "Line %[2]d moved", "%[1]d lines moved", len(edits), edits[0].Line)
	}
	if less > 0 {
		text = words.L("%s, written down %s", text, words.Money(less, p.Currency()))
	} else if less < 0 {
		text = words.L("%s, written up %s", text, words.Money(-less, p.Currency()))
	}
	p.h.Say("%s", text+".")
	if !moved {
		p.h.Undoable(Undo{Done: words.L("Pre-bill %d: %s.", p.ID, text), Quiet: true, Back: p.back(edits)})
	}
	p.h.Redraw(p.b)
}

// back takes edits back, unless somebody has changed one of the lines since.
func (p *PreBill) back(edits []app.PreBillEdit) func(ctx context.Context) error {
	id, cur, d := p.ID, p.Currency(), p.h.Desk()
	return func(ctx context.Context) error {
		lines, err := app.Read(ctx, d, func(q app.Query) ([]bill.PreBillLine, error) { return q.PreBillLines(id) })
		if err != nil {
			return err
		}
		for _, e := range edits {
			i := slices.IndexFunc(lines, func(l bill.PreBillLine) bool { return l.No == e.Line })
			if i < 0 || lines[i].Now != e.After.Now || lines[i].Action != e.After.Action {
				return fault.New(fault.Conflict, "prebill_line.changed", "%s", words.L("Line %d was changed since; it is not taken back.", e.Line)).Advise("%s", words.L("Look at its history."))
			}
		}
		for _, e := range edits {
			if _, err := d.EditPreBillLine(ctx, undoOf(id, e.Before, cur)); err != nil && fault.Code(err) != "prebill.no_change" {
				return err
			}
		}
		return nil
	}
}

// undoOf is the edit that makes a line what it was.
func undoOf(id int64, was bill.PreBillLine, cur money.Currency) app.EditPreBillLine {
	hours, rate, amount, text := was.Now.Units.Plain(), was.Now.Rate.Plain(), was.Now.Amount.Plain(cur), was.Now.Text
	req := app.EditPreBillLine{PreBill: id, Line: was.No, Reason: "taken back"}
	if was.TrustPaid == "" {
		req.Hours, req.Rate, req.Amount = &hours, &rate, &amount
	}
	req.Text = &text
	switch was.Action {
	case bill.LineKept:
		req.Charge = true
	case bill.LineNoCharge:
		req.NoCharge = true
	case bill.LineHeld:
		req.Hold = true
	case bill.LineWrittenOff:
		req.WriteOff = true
	}
	return req
}

// Undo takes the last edit of this session back.
func (p *PreBill) Undo() { p.h.Undo() }

// RunCommand does a typed line command, or several lines of markup, in one act
// or not at all.
func (p *PreBill) RunCommand(text string) bool {
	p.Command.Set(text)
	if strings.TrimSpace(text) == "" {
		return false
	}
	if _, err := bill.ParseCommands(typedMarkup(text), p.Currency()); err != nil {
		p.Command.Fault = Words(err)
		p.h.Redraw(p.b)
		return false
	}
	if why := p.Locked(); why != "" {
		p.Command.Fault = why
		p.h.Redraw(p.b)
		return false
	}
	req := app.MarkUpPreBill{Request: app.Request{Key: newKey(p.h.Desk(), "markup")}, PreBill: p.ID, Text: typedMarkup(text)}
	Go(p.h.Runner(), func(ctx context.Context) ([]app.PreBillEdit, error) { return p.h.Desk().MarkUpPreBill(ctx, req) },
		func(edits []app.PreBillEdit, err error) {
			if err != nil {
				p.Command.Fault = Words(err)
				p.h.Redraw(p.b)
				return
			}
			p.Command = Field{}
			if len(edits) > 0 {
				p.saved(edits)
			}
		})
	return true
}

// Escape implements the inner Escape: a waiting edit is given up first.
func (p *PreBill) Escape() bool {
	if p.Pending == nil {
		return false
	}
	p.GiveUp()
	return true
}

// StartTransfer opens the form that moves the selected line to another matter.
func (p *PreBill) StartTransfer() {
	lines := p.selected()
	if len(lines) == 0 || p.refuseLocked() {
		return
	}
	f := newSideForm(p.h, p.b, "prebill.transfer", words.N(len(lines), "Move line %[2]d", "Move %[1]d lines", len(lines), lines[0]), words.L("Move"), matterIn("matter", words.Mark("To matter")),
		textIn("reason", words.Mark("Reason"), words.L("Belongs to another matter")), checkIn("rerate", words.Mark("Price by the rates of that matter"), false))
	f.Note = words.L("The work goes there as it was recorded; edits made on this pre-bill stay here.")
	f.send = func(f *SideForm) {
		switch {
		case f.Text("matter") == "":
			f.In("matter").Fault = words.L("Choose the matter the work belongs to.")
			f.Focus = "matter"
			return
		case f.Text("reason") == "":
			f.In("reason").Fault = words.L("Say why the work belongs to the other matter.")
			f.Focus = "reason"
			return
		}
		req := app.MarkUpPreBill{Request: app.Request{Key: f.Key}, PreBill: p.ID, ReRate: f.On("rerate"),
			Text: numbersText(lines) + " mv " + f.Text("matter") + " " + f.Text("reason")}
		sendAct(f, func(ctx context.Context) ([]app.PreBillEdit, error) { return p.h.Desk().MarkUpPreBill(ctx, req) },
			func(edits []app.PreBillEdit) { p.b.closeSide(); p.saved(edits) })
	}
	p.b.show(f)
}

// numbersText writes numbers of lines as a command takes them.
func numbersText(lines []int) string {
	list := make([]string, len(lines))
	for i, no := range lines {
		list[i] = strconv.Itoa(no)
	}
	return strings.Join(list, ",")
}

// StartDetails opens the form of what stands on the bill beside its lines.
func (p *PreBill) StartDetails() {
	if p.refuseLocked() {
		return
	}
	v := p.View.PreBill
	people := []Choice{{Key: "", Text: words.L("Billing desk")}}
	for _, u := range p.h.Facts().Users {
		if u.Active {
			people = append(people, Choice{Key: u.Name, Text: u.Name})
		}
	}
	if v.Holder != "" && !slices.ContainsFunc(people, func(c Choice) bool { return c.Key == v.Holder }) {
		people = append(people, Choice{Key: v.Holder, Text: v.Holder})
	}
	discount := ""
	if v.Discount != 0 {
		discount = v.Discount.Plain(p.Currency())
	}
	f := newSideForm(p.h, p.b, "prebill.details", words.L("Discount and message"), words.L("Save"),
		moneyIn("discount", words.Mark("Courtesy discount"), discount).hint(words.Mark("On fees; shared over timekeepers")),
		textIn("discount_text", words.Mark("Wording"), v.DiscountText),
		longIn("message", words.Mark("Message to the client"), v.Message),
		longIn("note", words.Mark("Note of the reviewer"), v.Note).hint(words.Mark("Not printed")),
		choiceIn("holder", words.Mark("With"), v.Holder, people...).hint(words.Mark("A reviewer, or back at the billing desk")))
	f.Currency = p.Currency()
	f.In("discount").Figures = []Figure{{Key: "fees", Label: words.Mark("Fees on the bill"), Value: words.Money(p.View.Computed.Totals.Fees, p.Currency())}}
	f.places = map[string]string{"discount.above_fees": "discount", "invoice.negative": "discount"}
	f.send = func(f *SideForm) {
		text := func(path string) *string { s := f.Text(path); return &s }
		amount := text("discount")
		if *amount == "" {
			*amount = "0"
		}
		req := app.SetPreBill{Request: app.Request{Key: f.Key}, PreBill: p.ID, Version: v.RowVersion, Discount: amount,
			DiscountText: text("discount_text"), Message: text("message"), Note: text("note"), Holder: text("holder")}
		sendAct(f, func(ctx context.Context) (bill.PreBill, error) { return p.h.Desk().SetPreBill(ctx, req) },
			func(bill.PreBill) { p.b.closeSide(); p.h.Say("%s", words.L("Pre-bill %d saved.", p.ID)) })
	}
	p.b.show(f)
}
