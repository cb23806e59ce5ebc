package present

import (
	"matterbook/ui/words"
)

// Commands implements Doer.
func (v *Receivables) Commands() []Command {
	if v.Paper != nil {
		return v.Paper.Commands()
	}
	off := ""
	if _, ok := v.clientRow(); !ok {
		off = words.L("Select one client first.")
	}
	done := off
	if r, ok := v.clientRow(); ok && r.Follow.Action == "" {
		done = words.L("Nothing is to be done next.")
	}
	return []Command{
		{ID: "receivables.note", Title: words.L("Note a contact"), Off: off},
		{ID: "receivables.done", Title: words.L("The next action is done"), Off: done},
		{ID: "receivables.statement", Title: words.L("Statement"), Off: off},
		{ID: "receivables.pay", Title: words.L("Enter a payment"), Off: off},
		{ID: "receivables.run", Title: words.L("Statements and reminders")},
		{ID: "receivables.texts", Title: words.L("Words of the reminders")},
	}
}

// Do implements Doer.
func (v *Receivables) Do(id string) bool {
	for _, c := range v.Commands() {
		if c.ID == id && c.Off != "" {
			v.h.Say("%s", c.Off)
			return true
		}
	}
	if v.Paper != nil {
		return v.Paper.do(id)
	}
	switch id {
	case "receivables.note", "new":
		v.startNote()
	case "receivables.done":
		v.actionDone()
	case "receivables.statement", "preview":
		if r, ok := v.clientRow(); ok {
			v.OpenStatement(r.Client.Code)
		}
	case "receivables.pay", "pay":
		if r, ok := v.clientRow(); ok {
			v.h.Go(PaymentsRoute.Name, "client "+r.Client.Code)
		}
	case "receivables.run":
		v.StartRun()
	case "receivables.texts":
		v.startTexts(1)
	default:
		return false
	}
	return true
}
