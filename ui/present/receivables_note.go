package present

import (
	"context"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/ui/words"
)

// startNote opens the form that keeps a contact: what was said, then what was
// promised and what is to be done next, all of which may stay empty.
func (v *Receivables) startNote() {
	r, ok := v.clientRow()
	if !ok {
		v.h.Say("%s", words.L("Select one client first."))
		return
	}
	var kinds []Choice
	for _, k := range bill.NoteKinds {
		if k != bill.NoteStatement && k != bill.NoteReminder {
			kinds = append(kinds, Choice{Key: string(k), Text: upper(words.Of(noteWords[k]))})
		}
	}
	users := []Choice{}
	for _, u := range v.h.Facts().Users {
		if u.Active {
			users = append(users, Choice{Key: u.Code, Text: u.Name})
		}
	}
	f := newSideForm(v.h, v, "receivables.note", words.L("Note on %s", r.Client.Name), words.L("Keep the note"),
		longIn("text", words.Mark("What was said"), ""),
		choiceIn("kind", words.Mark("How"), string(bill.NoteCall), kinds...),
		textIn("with", words.Mark("With"), "").hint(words.Mark("Person spoken to")).optional(),
		moneyIn("promise_amount", words.Mark("Promised to pay"), "").optional(), dateIn("promise_by", words.Mark("By the day"), 0),
		textIn("next_action", words.Mark("Next action"), r.Follow.Action).hint(words.Mark("What is to be done; blank: nothing")).optional(), dateIn("next_on", words.Mark("To be done on"), r.Follow.On),
		choiceIn("next_user", words.Mark("Whose"), v.h.Desk().User.Code, users...),
		checkIn("disputed", words.Mark("The client disputes the account"), r.Follow.Disputed), textIn("dispute", words.Mark("Why"), r.Follow.Dispute))
	f.Currency = r.Currency
	f.In("promise_amount").Figures = []Figure{{Key: "open", Label: words.L("Open"), Value: words.Money(r.Aging.Total(), r.Currency)}}
	f.In("dispute").Hidden = !r.Follow.Disputed
	f.edited = func(f *SideForm, path string) {
		if path == "disputed" {
			f.In("dispute").Hidden = !f.On("disputed")
			if f.On("disputed") {
				f.Focus = "dispute"
			}
		}
	}
	old := r.Follow
	f.send = func(f *SideForm) {
		req := app.AddARNote{Request: app.Request{Key: f.Key}, Client: r.Client.Code, Matter: r.Matter.Code, Kind: f.Text("kind"), With: f.Text("with"), Text: f.Text("text"),
			PromiseAmount: f.Text("promise_amount"), PromiseBy: f.Date("promise_by")}
		next := app.NextAction{On: f.Date("next_on"), Action: f.Text("next_action"), User: f.Text("next_user")}
		if next.Action != old.Action || next.On != old.On || next.Action != "" && next.User != r.NextBy {
			req.Next = &next
		}
		if why := f.Text("dispute"); f.On("disputed") != old.Disputed || why != old.Dispute {
			if f.On("disputed") && why == "" {
				f.In("dispute").Fault, f.Focus = words.L("Say what is disputed."), "dispute"
				return
			}
			req.Dispute = &why
		}
		sendAct(f, func(ctx context.Context) (app.ARNoted, error) { return v.h.Desk().AddARNote(ctx, req) }, func(app.ARNoted) {
			v.closeSide()
			v.h.Say("%s", words.L("Noted on %s.", r.Client.Name))
		})
	}
	v.show(f)
}

// actionDone takes the next action away.
func (v *Receivables) actionDone() {
	r, ok := v.clientRow()
	if !ok || r.Follow.Action == "" {
		return
	}
	req := app.AddARNote{Request: app.Request{Key: newKey(v.h.Desk(), "ar.note")}, Client: r.Client.Code, Kind: string(bill.NoteOther), Text: "Done: " + r.Follow.Action, Next: &app.NextAction{}}
	Go(v.h.Runner(), func(ctx context.Context) (app.ARNoted, error) { return v.h.Desk().AddARNote(ctx, req) }, func(_ app.ARNoted, err error) {
		if err != nil {
			v.h.Fail(err)
			return
		}
		v.h.Say("%s", words.L("Done: %s.", r.Follow.Action))
	})
}
