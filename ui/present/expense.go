package present

import (
	"context"
	"strings"

	"matterbook/app"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
	"matterbook/ui/words"
)

// Expense is the one that is selected.
func (p *MatterPage) Expense() (app.ExpenseRow, bool) { return single(p.Expenses.Picked()) }

// mayExpense is blank when the user may enter expenses on the matter, else the reason.
func (p *MatterPage) mayExpense() string {
	switch {
	case !p.h.Desk().MayAllTime():
		return p.m.mayOnlyRead(words.L("expenses"))
	case p.Row.Status == firm.MatterClosed:
		return words.L("Matter %s is closed.", p.Row.Code)
	}
	return ""
}

// expenseCodes finds a code by its number or words.
func expenseCodes(h Host, typed string) []Choice {
	want := strings.Fields(firm.Fold(typed))
	var list []Choice
	seen := map[string]bool{}
	for _, c := range h.Facts().Codes {
		if !strings.HasPrefix(c.Set, "expense") || seen[c.Code] || !hasAll(firm.Fold(c.Code, c.Name), want) {
			continue
		}
		seen[c.Code] = true
		list = append(list, Choice{Noun: "code", Key: c.Code, Text: c.Code + "  " + c.Name})
	}
	return list
}

func (p *MatterPage) expenseForm(id, title, submit string, x app.ExpenseRow) *SideForm {
	code := &Input{Path: "code", Label: words.Mark("Expense code"), Kind: FindInput}
	code.Find = func(_ context.Context, text string) ([]Choice, error) { return expenseCodes(p.h, text), nil }
	code.Offer = func() []Choice { return expenseCodes(p.h, "") }
	if x.Code != "" {
		code.Text = x.Code
		code.Choice = Choice{Noun: "code", Key: x.Code, Text: x.Code}
		for _, c := range expenseCodes(p.h, x.Code) {
			if c.Key == x.Code {
				code.Choice = c
			}
		}
	}
	units, price := "1", ""
	if x.ID != 0 {
		units, price = x.Units.Short(), x.UnitPrice.Plain()
	}
	who := []Choice{{Key: "", Text: words.L("Nobody")}}
	for _, t := range p.h.Facts().Timekeepers {
		who = append(who, Choice{Key: t.Code, Text: t.Code + "  " + t.Name()})
	}
	f := newSideForm(p.h, p.m, id, title, submit, dateIn("date", words.Mark("Date"), x.Date), code,
		choiceIn("kind", words.Mark("Kind"), string(x.Kind), Choice{Key: string(work.HardCost), Text: words.L("Hard: paid to somebody")}, Choice{Key: string(work.SoftCost), Text: words.L("Soft: the firm's own")}),
		numberIn("units", words.Mark("Units"), units), numberIn("unit_price", words.Mark("Price of a unit"), price),
		longIn("description", words.Mark("Description"), x.Description).hint(words.Mark("The client reads it on the bill")),
		textIn("vendor", words.Mark("Vendor"), x.Vendor).hint(words.Mark("Who was paid; the receipt's name")).optional(),
		choiceIn("billable", words.Mark("On the bill"), string(x.Billable), Choice{Key: string(work.Yes), Text: words.L("Billed")}, Choice{Key: string(work.AtNoCharge), Text: words.L("Shown at no charge")}, Choice{Key: string(work.NonBillable), Text: words.L("Not billed")}),
		choiceIn("timekeeper", words.Mark("Incurred by"), p.m.person(x.TimekeeperID), who...))
	f.Currency = p.Row.Client.Currency
	f.places = map[string]string{"matter.closed": "date", "time.future": "date", "work.on_prebill": "description", "expense.from_trust": "unit_price"}
	f.Focus = "code"
	f.edited = func(f *SideForm, path string) { p.expenseEdited(f, path) }
	p.expenseEdited(f, "")
	return f
}

// numberIn is a number as typed, read in the form of the reader's country.
func numberIn(path, label, text string) *Input {
	in := moneyIn(path, label, text)
	in.Plain = true
	return in
}

// expenseEdited writes beneath the price what it comes to, and what the matter
// has and owes.
func (p *MatterPage) expenseEdited(f *SideForm, path string) {
	cur := p.Row.Client.Currency
	in := f.In("unit_price")
	in.Figures = nil
	var x work.Expense
	var errUnits, errPrice error
	x.Units, errUnits = money.ParseQuantity(raw(f, "units"))
	x.UnitPrice, errPrice = money.ParseRate(raw(f, "unit_price"))
	if path == "units" && errUnits != nil && raw(f, "units") != "" {
		f.In("units").Fault = words.Err(errUnits)
	}
	if path == "unit_price" && errPrice != nil && raw(f, "unit_price") != "" {
		in.Fault = words.Err(errPrice)
	}
	if errUnits == nil && errPrice == nil {
		if v, err := x.Value(cur); err != nil {
			in.Fault = words.Err(err)
		} else {
			in.Figures = append(in.Figures, Figure{Key: "amount", Label: words.L("Comes to"), Value: words.Money(v, cur)})
		}
	}
	in.Figures = append(in.Figures, p.Strip.Figures...)
}

// StartExpense enters a cost of the matter.
func (p *MatterPage) StartExpense() {
	if why := p.mayExpense(); why != "" {
		p.h.Say("%s", why)
		return
	}
	x := app.ExpenseRow{Expense: work.Expense{Date: p.h.Today(), Kind: work.HardCost, Billable: work.Yes, TimekeeperID: p.h.Facts().Me.ID}}
	f := p.expenseForm("expense.new", words.L("New expense on %s", p.Row.Code), words.L("Enter the expense"), x)
	f.Inputs = append(f.Inputs, checkIn("draft", words.Mark("Keep as a draft"), false))
	f.send = func(f *SideForm) {
		req := app.AddExpense{Request: app.Request{Key: f.Key}, Matter: p.Row.Code, Date: f.Text("date"), Code: f.Text("code"), Units: f.Text("units"), UnitPrice: f.Text("unit_price"),
			Description: f.Text("description"), Kind: f.Text("kind"), Vendor: f.Text("vendor"), Timekeeper: f.Text("timekeeper"), Billable: f.Text("billable"), Draft: f.On("draft")}
		sendAct(f, func(ctx context.Context) (app.ExpenseSaved, error) { return p.h.Desk().AddExpense(ctx, req) }, func(x app.ExpenseSaved) {
			p.m.closeSide()
			p.setTab(MatterExpenses)
			p.h.Say("Expense of %s entered on %s.", words.Money(x.Expense.Amount, x.Currency), p.Row.Code)
			p.reloadAt(&p.Expenses.List, x.Expense.ID)
		})
	}
	p.m.show(f)
}

// EditExpense opens the selected expense: to be changed while it is not billed,
// else to be read.
func (p *MatterPage) EditExpense() {
	x, ok := p.Expense()
	if !ok {
		p.h.Say("Select an expense first.")
		return
	}
	f := p.expenseForm("expense.edit", words.L("Expense of %s", words.Date(x.Date)), words.L("Save the expense"), x)
	f.Focus = "description"
	if x.HoldReason != "" {
		f.Note = words.L("Kept off bills: %s", x.HoldReason)
	}
	f.send = func(f *SideForm) {
		text := func(path string) *string { s := f.Text(path); return &s }
		req := app.SetExpense{Request: app.Request{Key: f.Key}, ID: x.ID, Version: x.RowVersion, Date: text("date"), Code: text("code"), Units: text("units"), UnitPrice: text("unit_price"),
			Description: text("description"), Kind: text("kind"), Vendor: text("vendor"), Timekeeper: text("timekeeper"), Billable: text("billable")}
		sendAct(f, func(ctx context.Context) (app.ExpenseSaved, error) { return p.h.Desk().SetExpense(ctx, req) }, func(s app.ExpenseSaved) {
			p.m.closeSide()
			p.h.Undoable(Undo{Done: words.L("The expense is saved."), Back: func(ctx context.Context) error { return p.putBack(ctx, x, s.Expense.RowVersion) }})
		})
	}
	switch err := x.Status.Editable("expense"); {
	case !p.h.Desk().MayAllTime():
		f.look(p.m.mayOnlyRead(words.L("expenses")))
	case err != nil:
		f.look(words.Err(err))
	}
	p.m.show(f)
}

// putBack makes an expense what it was, unless somebody changed it since.
func (p *MatterPage) putBack(ctx context.Context, x app.ExpenseRow, version int64) error {
	day, units, price, kind, billable := x.Date.String(), x.Units.Short(), x.UnitPrice.Plain(), string(x.Kind), string(x.Billable)
	who := p.m.person(x.TimekeeperID)
	_, err := p.h.Desk().SetExpense(ctx, app.SetExpense{ID: x.ID, Version: version, Date: &day, Code: &x.Code, Units: &units, UnitPrice: &price, Description: &x.Description,
		Kind: &kind, Vendor: &x.Vendor, Timekeeper: &who, Billable: &billable, Reason: "undo"})
	return err
}

// DeleteExpenses takes the selected drafts away.
func (p *MatterPage) DeleteExpenses() {
	x, ok := p.Expense()
	if !ok {
		p.h.Say("Select an expense first.")
		return
	}
	Go(p.h.Runner(), func(ctx context.Context) (work.Expense, error) {
		return p.h.Desk().DeleteExpense(ctx, app.DeleteExpense{ID: x.ID})
	}, func(_ work.Expense, err error) {
		if err != nil {
			p.h.Fail(err)
			return
		}
		again := app.AddExpense{Matter: x.MatterCode, Date: x.Date.String(), Code: x.Code, Units: x.Units.Short(), UnitPrice: x.UnitPrice.Plain(), Description: x.Description,
			Kind: string(x.Kind), Vendor: x.Vendor, Timekeeper: x.TimekeeperCode, Billable: string(x.Billable), ExtID: x.ExtID, Draft: true}
		p.h.Undoable(Undo{Done: words.L("The draft is deleted."), Back: func(ctx context.Context) error {
			_, err := p.h.Desk().AddExpense(ctx, again)
			return err
		}})
	})
}

// expenseMove is an act on the selected expenses.
type expenseMove struct {
	title, submit string // of the form; blank submit: no question is asked
	done          string // "%d expenses released."
	until         bool   // the form asks for a day as well
	act           func(ctx context.Context, d *app.Desk, req app.MoveExpenses, until string) (app.Moved, error)
}

var expenseMoves = map[string]expenseMove{
	"expense.release": {done: words.Mark("Released: %s."), act: func(ctx context.Context, d *app.Desk, req app.MoveExpenses, _ string) (app.Moved, error) {
		return d.ReleaseExpenses(ctx, req)
	}},
	"expense.unrelease": {done: words.Mark("Drafts again: %s."), act: func(ctx context.Context, d *app.Desk, req app.MoveExpenses, _ string) (app.Moved, error) {
		return d.UnreleaseExpenses(ctx, req)
	}},
	"expense.hold": {title: words.Mark("Keep off bills"), submit: words.Mark("Hold"), done: words.Mark("Kept off bills: %s."), until: true,
		act: func(ctx context.Context, d *app.Desk, req app.MoveExpenses, until string) (app.Moved, error) {
			return d.HoldExpenses(ctx, app.HoldExpenses{MoveExpenses: req, Until: until})
		}},
	"expense.unhold": {done: words.Mark("The hold is taken off: %s."), act: func(ctx context.Context, d *app.Desk, req app.MoveExpenses, _ string) (app.Moved, error) {
		return d.UnholdExpenses(ctx, req)
	}},
	"expense.write_off": {title: words.Mark("Write off"), submit: words.Mark("Write off"), done: words.Mark("Written off: %s."),
		act: func(ctx context.Context, d *app.Desk, req app.MoveExpenses, _ string) (app.Moved, error) {
			return d.WriteOffExpenses(ctx, req)
		}},
	"expense.take_back": {title: words.Mark("Take the write-off back"), submit: words.Mark("Take it back"), done: words.Mark("Taken back: %s."),
		act: func(ctx context.Context, d *app.Desk, req app.MoveExpenses, _ string) (app.Moved, error) {
			return d.TakeBackExpenses(ctx, req)
		}},
}

// expenseBack is what undoes a move within the session.
var expenseBack = map[string]string{"expense.release": "expense.unrelease", "expense.unrelease": "expense.release", "expense.hold": "expense.unhold", "expense.write_off": "expense.take_back"}

// MoveExpenses does an act on the selected expenses; one that needs a reason asks
// for it in a form.
func (p *MatterPage) MoveExpenses(id string) {
	move := expenseMoves[id]
	ids := p.Expenses.Selection()
	if len(ids) == 0 {
		p.h.Say("Select an expense first.")
		return
	}
	req := app.MoveExpenses{Request: app.Request{Key: newKey(p.h.Desk(), id)}, IDs: ids}
	if move.submit == "" {
		Go(p.h.Runner(), func(ctx context.Context) (app.Moved, error) { return move.act(ctx, p.h.Desk(), req, "") }, func(moved app.Moved, err error) {
			if err != nil {
				p.h.Fail(err)
				return
			}
			p.movedExpenses(id, moved)
		})
		return
	}
	f := newSideForm(p.h, p.m, id, words.Of(move.title), words.Of(move.submit), textIn("reason", words.Mark("Reason"), ""))
	f.Note = words.N(len(ids), "%d expense is selected.", "%d expenses are selected.", len(ids))
	if move.until {
		until := dateIn("until", words.Mark("Until"), 0).hint(words.Mark("Blank: until the hold is taken off"))
		until.Text = ""
		f.Inputs = append(f.Inputs, until)
	}
	f.send = func(f *SideForm) {
		req.Key, req.Reason = f.Key, f.Text("reason")
		until := f.Text("until")
		sendAct(f, func(ctx context.Context) (app.Moved, error) { return move.act(ctx, p.h.Desk(), req, until) }, func(moved app.Moved) {
			p.m.closeSide()
			p.movedExpenses(id, moved)
		})
	}
	p.m.show(f)
}

// movedExpenses tells what a move did: what stayed and why in a notice, with the
// way back for what was done.
func (p *MatterPage) movedExpenses(id string, moved app.Moved) {
	move := expenseMoves[id]
	done := words.L(move.done, words.N(len(moved.Done), "%d expense", "%d expenses", len(moved.Done)))
	if back, ok := expenseBack[id]; ok && len(moved.Done) > 0 {
		p.h.Undoable(Undo{Done: done, Quiet: len(moved.Not) > 0, Back: func(ctx context.Context) error {
			_, err := expenseMoves[back].act(ctx, p.h.Desk(), app.MoveExpenses{IDs: moved.Done, Reason: "undo"}, "")
			return err
		}})
	}
	p.h.Say("%s", done)
	if len(moved.Not) > 0 {
		p.h.Tell(Notice{Tone: Warn, Text: words.N(len(moved.Not), "%d expense was left as it was: %s", "%d expenses were left as they were: %s", len(moved.Not), moved.Not[0].Message)})
	}
}
