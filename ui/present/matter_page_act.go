package present

import (
	"slices"
	"strconv"

	"matterbook/app/firm"
	"matterbook/app/work"
	"matterbook/ui/words"
)

// commands are what can be done on the tab in view, and what can always be
// written on a matter.
func (p *MatterPage) commands() []Command {
	d := p.h.Desk()
	write := ""
	if !d.MayWriteNotes() {
		write = p.m.mayOnlyRead(words.L("notes and parties"))
	}
	list := []Command{
		{ID: "matter.note", Title: words.Mark("Write a note"), Off: write}, {ID: "matter.call", Title: words.Mark("Note a call"), Off: write}, {ID: "matter.task", Title: words.Mark("Add a task"), Off: write},
		{ID: "matter.expense", Title: words.Mark("New expense"), Off: p.mayExpense()}, {ID: "matter.party", Title: words.Mark("Name a party"), Off: write},
		{ID: "matter.alltime", Title: words.Mark("All time of the matter")},
	}
	switch p.Tab {
	case MatterExpenses:
		list = append(list, p.expenseCommands()...)
	case MatterNotes:
		list = append(list, p.noteCommands(write)...)
	case MatterParties:
		none, end := "", write
		x, ok := p.Party()
		if !ok {
			none, end = words.L("Select a party first."), words.L("Select a party first.")
		} else if !x.To.IsZero() && end == "" {
			end = words.L("%s left on %s.", x.Name, words.Date(x.To))
		}
		list = append(list, Command{ID: "party.edit", Title: words.Mark("Change the party"), Off: none}, Command{ID: "party.end", Title: words.Mark("End the party"), Off: end})
	case MatterBills:
		off := ""
		if _, ok := single(p.Bills.Picked()); !ok {
			off = words.L("Select a bill first.")
		}
		list = append(list, Command{ID: "matter.bill", Title: words.Mark("Open the bill"), Off: off})
	case MatterTrust:
		list = append(list, Command{ID: "matter.trust", Title: words.Mark("Open the trust desk")})
	}
	return list
}

func (p *MatterPage) noteCommands(write string) []Command {
	n, ok := p.Note()
	none, change, done := "", write, write
	switch {
	case !ok:
		none, change, done = words.L("Select a note first."), words.L("Select a note first."), words.L("Select a task first.")
	default:
		change = p.mayEdit(n)
		if n.Kind != firm.TaskNote {
			done = words.L("Select a task first.")
		}
	}
	tick := words.Mark("Tick the task off")
	if ok && !n.DoneOn.IsZero() {
		tick = words.Mark("The task is still to do")
	}
	return []Command{{ID: "note.done", Title: tick, Off: done}, {ID: "note.edit", Title: words.Mark("Open the note"), Off: none}, {ID: "note.delete", Title: words.Mark("Delete the note"), Off: change}}
}

func (p *MatterPage) expenseCommands() []Command {
	off := func(may func(s work.Status) bool, what string) string {
		if !p.h.Desk().MayAllTime() {
			return p.m.mayOnlyRead(words.L("expenses"))
		}
		picked := p.Expenses.Picked()
		if len(picked) == 0 {
			return words.L("Select an expense first.")
		}
		for _, x := range picked {
			if may(x.Status) {
				return ""
			}
		}
		return what
	}
	is := func(states ...work.Status) func(work.Status) bool {
		return func(s work.Status) bool { return slices.Contains(states, s) }
	}
	held, one := false, ""
	for _, x := range p.Expenses.Picked() {
		held = held || x.HoldReason != ""
	}
	if len(p.Expenses.Picked()) != 1 {
		one = words.L("Select one expense.")
	}
	hold := Command{ID: "expense.hold", Title: words.Mark("Keep off bills"), Off: off(work.Status.Open, words.L("It is on a bill, or written off."))}
	if held {
		hold = Command{ID: "expense.unhold", Title: words.Mark("Take the hold off"), Off: hold.Off}
	}
	return []Command{
		{ID: "expense.edit", Title: words.Mark("Open the expense"), Off: one}, {ID: "expense.release", Title: words.Mark("Release"), Off: off(is(work.Draft), words.L("It is released already."))},
		{ID: "expense.unrelease", Title: words.Mark("Make it a draft again"), Off: off(is(work.Released), words.L("Only what is released becomes a draft again."))}, hold,
		{ID: "expense.write_off", Title: words.Mark("Write off"), Off: off(work.Status.Open, words.L("It is on a bill, or written off."))},
		{ID: "expense.take_back", Title: words.Mark("Take the write-off back"), Off: off(is(work.WrittenOff), words.L("It is not written off."))},
		{ID: "expense.delete", Title: words.Mark("Delete the draft"), Off: off(is(work.Draft), words.L("Only drafts are deleted; write it off, with a reason."))},
	}
}

// alias is what a key of every page means on the tab in view.
func (p *MatterPage) alias(id string) (string, bool) {
	switch id {
	case "new":
		return map[string]string{MatterSummary: "matter.note", MatterTime: "matters.time", MatterExpenses: "matter.expense", MatterBills: "matters.matter", MatterTrust: "matters.matter",
			MatterNotes: "matter.note", MatterParties: "matter.party"}[p.Tab], p.Tab != MatterBills && p.Tab != MatterTrust && p.Tab != MatterTime
	case "edit":
		to, ok := map[string]string{MatterExpenses: "expense.edit", MatterNotes: "note.edit", MatterParties: "party.edit"}[p.Tab]
		return to, ok
	case "delete":
		to, ok := map[string]string{MatterExpenses: "expense.delete", MatterNotes: "note.delete", MatterParties: "party.end"}[p.Tab]
		return to, ok
	}
	return id, slices.ContainsFunc(p.commands(), func(c Command) bool { return c.ID == id })
}

// do runs a command of the page.
func (p *MatterPage) do(id string) bool {
	for _, c := range p.commands() {
		if c.ID == id && c.Off != "" {
			p.h.Say("%s", c.Off)
			return true
		}
	}
	switch id {
	case "matter.note":
		p.StartNote(firm.PlainNote)
	case "matter.call":
		p.StartNote(firm.CallNote)
	case "matter.task":
		p.StartNote(firm.TaskNote)
	case "matter.expense":
		p.StartExpense()
	case "matter.party":
		p.StartParty()
	case "matter.alltime":
		p.h.Go(timeName, "matter "+p.Row.Code)
	case "matter.trust":
		p.h.Open("trust", p.Row.Code)
	case "matter.bill":
		if b, ok := single(p.Bills.Picked()); ok {
			p.OpenBill(b.ID)
		}
	case "note.done":
		p.ToggleDone()
	case "note.edit":
		p.EditNote()
	case "note.delete":
		p.DeleteNote()
	case "party.edit":
		p.EditParty()
	case "party.end":
		p.EndParty()
	case "expense.edit":
		p.EditExpense()
	case "expense.delete":
		p.DeleteExpenses()
	default:
		if _, ok := expenseMoves[id]; !ok {
			return false
		}
		p.MoveExpenses(id)
	}
	return true
}

// Activate is Enter on a row of the tab in view.
func (p *MatterPage) Activate(id int64) {
	switch p.Tab {
	case MatterTime:
		if !p.h.Open("time", strconv.FormatInt(id, 10)) {
			p.h.Go(timeName, "matter "+p.Row.Code)
		}
	case MatterExpenses:
		p.EditExpense()
	case MatterBills:
		p.OpenBill(id)
	case MatterTrust:
		p.do("matter.trust")
	case MatterNotes:
		p.EditNote()
	case MatterParties:
		p.EditParty()
	}
}
