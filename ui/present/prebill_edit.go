package present

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/money"
)

// Reasons are offered when money is written down; what is typed instead is as
// good. The reason used last comes first.
var usualReasons = []string{"Client relations", "Duplicate effort", "Training", "Over budget", "Client guideline", "Error", "Rate agreement", "Rounding"}

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
	if p.last == "" {
		return usualReasons
	}
	return append([]string{p.last}, slices.DeleteFunc(slices.Clone(usualReasons), func(s string) bool { return strings.EqualFold(s, p.last) })...)
}

// Locked says why lines cannot be changed now, blank when they can.
func (p *PreBill) Locked() string {
	switch p.View.PreBill.Status {
	case bill.PreBillApproved:
		return "Approved by " + p.View.ApprovedBy + ": take the approval back to change it."
	case bill.PreBillFinal:
		return "Issued as invoice " + p.View.Invoice + "."
	case bill.PreBillDiscarded:
		return "Discarded; its work went back to work in progress."
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
		return unitsText(l, l.Now.Units), l.TrustPaid == ""
	case "rate":
		return l.Now.Rate.Plain(), l.TrustPaid == ""
	case "amount":
		return l.Now.Amount.Plain(p.Currency()), l.TrustPaid == ""
	}
	return "", false
}

// EditCell takes what was typed into a cell. An error keeps the editor open. A
// new text is saved at once; money waits for its reason.
func (p *PreBill) EditCell(no int, key, text string) error {
	l, ok := p.line(no)
	if !ok {
		return fault.New(fault.Missing, "prebill_line.missing", "Line %d is gone.", no)
	}
	text = strings.TrimSpace(text)
	req := app.EditPreBillLine{Request: app.Request{Key: newKey(p.h.Desk(), "edit")}, PreBill: p.ID, Line: no}
	title := ""
	switch key {
	case "text":
		if text == l.Now.Text {
			return nil
		}
		if text == "" {
			return fault.New(fault.Invalid, "text.required", "The text of a line must not be blank.")
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
		req.Hours, title = &text, unitsText(l, q)+" hours"
		if l.Kind != bill.Fee {
			title = unitsText(l, q) + " units"
		}
	case "rate":
		r, err := money.ParseRate(text)
		if err != nil {
			return err
		}
		if r == l.Now.Rate {
			return nil
		}
		req.Rate, title = &text, "rate "+r.Format()
	case "amount":
		a, err := money.ParseAmount(text, p.Currency())
		if err != nil {
			return err
		}
		if a == l.Now.Amount {
			return nil
		}
		req.Amount, title = &text, a.WithSymbol(p.Currency())
	default:
		return nil
	}
	p.wait(&PendingEdit{Lines: []int{no}, Title: fmt.Sprintf("Line %d: %s", no, title), one: &req})
	return nil
}

func (p *PreBill) wait(e *PendingEdit) {
	e.key = newKey(p.h.Desk(), "edit")
	p.Pending = e
	p.h.Redraw(p.b)
}

// marks are the keys of the list and what they do.
var marks = map[string]struct{ verb, title string }{
	"nc":   {"nc", "at no charge"},
	"hold": {"hold", "held for a later bill"},
	"wo":   {"wo", "written off"},
	"ok":   {"ok", "charged again"},
	"back": {"back", "as it came"},
}

// Mark does with the selected lines what a verb of bill.CommandHelp says ("nc",
// "hold", "wo", "ok", "back"), once a reason is given.
func (p *PreBill) Mark(verb string) {
	m, ok := marks[verb]
	lines := p.selected()
	if !ok || len(lines) == 0 || p.refuseLocked() {
		return
	}
	title := fmt.Sprintf("Line %d %s", lines[0], m.title)
	if len(lines) > 1 {
		title = fmt.Sprintf("%d lines %s", len(lines), m.title)
	}
	p.wait(&PendingEdit{Lines: lines, Title: title, markup: m.verb})
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
		e.Reason.Fault = "Give a reason; it stays with the line."
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
	numbers := make([]string, len(e.Lines))
	for i, no := range e.Lines {
		numbers[i] = strconv.Itoa(no)
	}
	req := app.MarkUpPreBill{Request: app.Request{Key: e.key}, PreBill: p.ID, Text: strings.Join(numbers, ",") + " " + e.markup + " " + reason}
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

func (p *PreBill) saved(edits []app.PreBillEdit) {
	var back []app.EditPreBillLine
	var less money.Amount
	for _, e := range edits {
		if e.After.Action == bill.LineTransferred {
			back = nil
			break
		}
		back = append(back, undoOf(p.ID, e.Before, p.Currency()))
		less += e.After.WriteDown() - e.Before.WriteDown()
	}
	if len(back) > 0 {
		p.undo = append(p.undo, back)
	}
	word := fmt.Sprintf("Line %d", edits[0].Line)
	if len(edits) > 1 {
		word = fmt.Sprintf("%d lines", len(edits))
	}
	text := word + " changed"
	if less > 0 {
		text += ", written down " + less.WithSymbol(p.Currency())
	} else if less < 0 {
		text += ", written up " + (-less).WithSymbol(p.Currency())
	}
	if len(back) > 0 {
		text += ". U takes it back."
	}
	p.h.Say("%s", text)
	p.h.Redraw(p.b)
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

// Undo takes the last edit of this sitting back.
func (p *PreBill) Undo() {
	if len(p.undo) == 0 {
		p.h.Say("Nothing to take back.")
		return
	}
	if p.refuseLocked() {
		return
	}
	list := p.undo[len(p.undo)-1]
	p.undo = p.undo[:len(p.undo)-1]
	Go(p.h.Runner(), func(ctx context.Context) (int, error) {
		for _, req := range list {
			if _, err := p.h.Desk().EditPreBillLine(ctx, req); err != nil && fault.Code(err) != "prebill.no_change" {
				return 0, err
			}
		}
		return len(list), nil
	}, func(n int, err error) {
		if err != nil {
			p.h.Fail(err)
			return
		}
		p.h.Say("Taken back.")
	})
}

// RunCommand does a typed line command, or several lines of markup, in one act
// or not at all.
func (p *PreBill) RunCommand(text string) bool {
	p.Command.Set(text)
	if strings.TrimSpace(text) == "" {
		return false
	}
	if _, err := bill.ParseCommands(text, p.Currency()); err != nil {
		p.Command.Fault = Words(err)
		p.h.Redraw(p.b)
		return false
	}
	if why := p.Locked(); why != "" {
		p.Command.Fault = why
		p.h.Redraw(p.b)
		return false
	}
	req := app.MarkUpPreBill{Request: app.Request{Key: newKey(p.h.Desk(), "markup")}, PreBill: p.ID, Text: text}
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
	title := fmt.Sprintf("Move line %d", lines[0])
	if len(lines) > 1 {
		title = fmt.Sprintf("Move %d lines", len(lines))
	}
	f := newSideForm(p.h, p.b, "prebill.transfer", title, "Move", matterIn("matter", "To matter"),
		checkIn("rerate", "Price by the rates of that matter", false), textIn("reason", "Reason", ""))
	f.Note = "The work goes there as it was recorded; edits made on this pre-bill stay here."
	f.send = func(f *SideForm) {
		switch {
		case f.Text("matter") == "":
			f.In("matter").Fault = "Choose the matter the work belongs to."
			f.Focus = "matter"
			return
		case f.Text("reason") == "":
			f.In("reason").Fault = "Say why the work belongs to the other matter."
			f.Focus = "reason"
			return
		}
		numbers := make([]string, len(lines))
		for i, no := range lines {
			numbers[i] = strconv.Itoa(no)
		}
		req := app.MarkUpPreBill{Request: app.Request{Key: f.Key}, PreBill: p.ID, ReRate: f.On("rerate"),
			Text: strings.Join(numbers, ",") + " mv " + f.Text("matter") + " " + f.Text("reason")}
		sendAct(f, func(ctx context.Context) ([]app.PreBillEdit, error) { return p.h.Desk().MarkUpPreBill(ctx, req) },
			func(edits []app.PreBillEdit) { p.b.closeSide(); p.saved(edits) })
	}
	p.b.show(f)
}

// StartDetails opens the form of what stands on the bill beside its lines.
func (p *PreBill) StartDetails() {
	if p.refuseLocked() {
		return
	}
	v := p.View.PreBill
	people := []Choice{{Key: "", Text: "Billing desk"}}
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
	f := newSideForm(p.h, p.b, "prebill.details", "Discount and message", "Save",
		moneyIn("discount", "Courtesy discount", discount).hint("On fees; shared over timekeepers"),
		textIn("discount_text", "Wording", v.DiscountText),
		longIn("message", "Message to the client", v.Message),
		longIn("note", "Note of the reviewer", v.Note).hint("Not printed"),
		choiceIn("holder", "With", v.Holder, people...).hint("A reviewer, or back at the billing desk"))
	f.Currency = p.Currency()
	f.In("discount").Figures = []Figure{{Key: "fees", Label: "Fees on the bill", Value: p.View.Computed.Totals.Fees.WithSymbol(p.Currency())}}
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
			func(bill.PreBill) { p.b.closeSide(); p.h.Say("Pre-bill %d saved.", p.ID) })
	}
	p.b.show(f)
}

// AddLate takes the work that came since the run.
func (p *PreBill) AddLate() {
	if p.refuseLocked() {
		return
	}
	p.act("%d lines added", func(ctx context.Context) (any, error) {
		lines, err := p.h.Desk().AddLateWork(ctx, app.AddLateWork{PreBill: p.ID})
		return len(lines), err
	})
}

// Approve signs the pre-bill off.
func (p *PreBill) Approve() {
	v := p.View.PreBill.RowVersion
	p.act("Pre-bill %d approved", func(ctx context.Context) (any, error) {
		_, err := p.h.Desk().ApprovePreBill(ctx, app.ApprovePreBill{PreBill: p.ID, Version: v})
		return p.ID, err
	})
}

// Unapprove takes the approval back.
func (p *PreBill) Unapprove() {
	p.act("Pre-bill %d is open again", func(ctx context.Context) (any, error) {
		_, err := p.h.Desk().UnapprovePreBill(ctx, app.UnapprovePreBill{PreBill: p.ID, Reason: "to be changed"})
		return p.ID, err
	})
}

func (p *PreBill) act(say string, work func(ctx context.Context) (any, error)) {
	Go(p.h.Runner(), work, func(v any, err error) {
		if err != nil {
			p.h.Fail(err)
			return
		}
		p.h.Say(say, v)
	})
}

func (p *PreBill) commands() []Command {
	locked := p.Locked()
	approve := Command{ID: "prebill.approve", Title: "Approve"}
	if p.View.PreBill.Status == bill.PreBillApproved {
		approve = Command{ID: "prebill.unapprove", Title: "Take the approval back"}
	}
	undo := locked
	if undo == "" && len(p.undo) == 0 {
		undo = "Nothing was changed yet."
	}
	return []Command{approve, {ID: "prebill.finalize", Title: "Finalize"}, {ID: "prebill.details", Title: "Discount and message", Off: locked},
		{ID: "prebill.late", Title: "Add later work", Off: locked}, {ID: "prebill.transfer", Title: "Move lines to another matter", Off: locked},
		{ID: "undo", Title: "Take the last edit back", Off: undo}}
}

func (p *PreBill) do(id string) bool {
	switch id {
	case "prebill.approve":
		p.Approve()
	case "prebill.unapprove":
		p.Unapprove()
	case "prebill.finalize", "billing.finalize":
		p.b.StartFinalize()
	case "prebill.details":
		p.StartDetails()
	case "prebill.late":
		p.AddLate()
	case "prebill.transfer":
		p.StartTransfer()
	case "undo":
		p.Undo()
	default:
		return false
	}
	return true
}
