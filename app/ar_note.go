package app

import (
	"context"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// AddARNote asks that it be kept what was said with a client about what is owed,
// what the client promised, and what is to be done next. Each part may be left
// out, but one of them is there.
type AddARNote struct {
	Request
	Client string   // code
	Matter string   // code, of the client; blank: all of the client's
	Date   cal.Date // zero: today
	Kind   string   // one of bill.NoteKinds; blank: call
	With   string   // person spoken to
	Text   string

	// Promise: so much, by a day. A new one takes the place of the one before.
	PromiseAmount string
	PromiseBy     cal.Date
	// Withdraw gives the promise up that stands.
	Withdraw bool

	// Next is the next action; nil leaves it as it is, the zero one takes it away.
	Next *NextAction
	// Dispute says why the client does not pay; nil leaves it, "" ends the dispute.
	Dispute *string
}

// NextAction is what is to be done, when, and by whom.
type NextAction struct {
	On     cal.Date
	Action string
	User   string // code; blank: whoever notes it
}

// ARNoted is what was kept.
type ARNoted struct {
	Note    bill.ARNote // no ID when nothing was said
	Promise bill.Promise
	Follow  bill.Follow
	Client  firm.Client
}

// AddARNote keeps a note of a contact, a promise and the next action in one act.
// What was said is never changed. Invalid when there is nothing to keep, when a
// promise has no amount or no day, or its day lies before the note.
func (d *Desk) AddARNote(ctx context.Context, req AddARNote) (ARNoted, error) {
	s := spec{act: "ar.note", right: mayCollect, object: "client " + strings.TrimSpace(req.Client), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (ARNoted, error) {
		c, err := tx.ClientByCode(strings.TrimSpace(req.Client))
		if err != nil {
			return ARNoted{}, err
		}
		done, err := decideARNote(tx, d, c, req)
		if err != nil {
			return done, err
		}
		return done, saveARNote(tx, req, &done)
	})
}

func decideARNote(q Query, d *Desk, c firm.Client, req AddARNote) (ARNoted, error) {
	done := ARNoted{Client: c}
	n := bill.ARNote{ClientID: c.ID, Date: req.Date, Kind: bill.NoteKind(strings.ToLower(strings.TrimSpace(req.Kind))), With: work.CleanLine(req.With),
		Text: work.CleanNarrative(req.Text), UserID: d.User.ID, CreatedAt: d.Now().UTC()}
	if n.Date.IsZero() {
		n.Date = d.Today()
	}
	if n.Kind == "" {
		n.Kind = bill.NoteCall
	}
	var check fault.Check
	known := false
	for _, k := range bill.NoteKinds {
		known = known || k == n.Kind
	}
	if !known {
		check.Add("kind", "kind.unknown", "%q is no kind of note: use call, email, letter, meeting or note.", req.Kind)
	}
	if n.Date > d.Today() {
		check.Add("date", "date.ahead", "The note is dated %s, which is still to come; today is %s.", n.Date, d.Today())
	}
	check.Text("text", n.Text, 4000)
	check.Text("with", n.With, 200)
	if code := strings.TrimSpace(req.Matter); code != "" {
		m, err := q.MatterByCode(code)
		switch {
		case err != nil:
			check.Err("matter", "matter.missing", err)
		case m.ClientID != c.ID:
			check.Add("matter", "matter.other_client", "Matter %s is not of client %s.", m.Code, c.Code)
		default:
			n.MatterID = m.ID
		}
	}
	done.Note = n
	done.Promise = decidePromise(&check, c, n.Date, req)
	if err := decideFollow(q, d, &check, req, &done); err != nil {
		return done, err
	}
	if n.Text == "" && done.Promise.Amount == 0 && !req.Withdraw && req.Next == nil && req.Dispute == nil {
		check.Add("text", "text.required", "Write what was said, a promise, or what is to be done next.")
	}
	return done, check.Result("ar.invalid", "The note")
}

func decidePromise(check *fault.Check, c firm.Client, on cal.Date, req AddARNote) bill.Promise {
	p := bill.Promise{ClientID: c.ID, MadeOn: on, By: req.PromiseBy, Currency: c.Currency}
	text := strings.TrimSpace(req.PromiseAmount)
	if text == "" && p.By.IsZero() {
		return p
	}
	if text == "" {
		check.Add("promise_amount", "promise.amount", "Write how much was promised by %s.", p.By)
		return p
	}
	amount, err := money.ParseAmount(text, c.Currency)
	check.Err("promise_amount", "amount.format", err)
	if err == nil && amount <= 0 {
		check.Add("promise_amount", "amount.positive", "A promise is of a positive amount.")
	}
	switch {
	case p.By.IsZero():
		check.Add("promise_by", "promise.date", "Write by when it was promised.")
	case p.By < on:
		check.Add("promise_by", "promise.date", "The day %s lies before the note of %s.", p.By, on)
	}
	p.Amount = amount
	return p
}

func decideFollow(q Query, d *Desk, check *fault.Check, req AddARNote, done *ARNoted) error {
	f, err := q.Follow(done.Client.ID)
	if err != nil {
		return err
	}
	if req.Next != nil {
		f.On, f.Action, f.UserID = req.Next.On, work.CleanLine(req.Next.Action), 0
		check.Text("next_action", f.Action, 500)
		if f.Action == "" && !f.On.IsZero() {
			f.Action = "Call again"
		}
		if f.Action != "" {
			f.UserID = d.User.ID
			if code := strings.TrimSpace(req.Next.User); code != "" {
				u, err := q.UserByCode(code)
				check.Err("next_user", "user.missing", err)
				f.UserID = u.ID
			}
		}
	}
	if req.Dispute != nil {
		f.Dispute = work.CleanLine(*req.Dispute)
		f.Disputed = f.Dispute != ""
		check.Text("dispute", f.Dispute, 500)
	}
	done.Follow = f
	return nil
}

func saveARNote(tx Tx, req AddARNote, done *ARNoted) error {
	if done.Note.Text != "" {
		if err := tx.AddARNote(&done.Note); err != nil {
			return err
		}
	}
	if done.Promise.Amount > 0 || req.Withdraw {
		standing, err := tx.Promises(done.Client.ID, 0)
		if err != nil {
			return err
		}
		for _, p := range standing {
			p.Withdrawn = max(done.Note.Date, p.MadeOn)
			if err := tx.WithdrawPromise(&p); err != nil {
				return err
			}
		}
	}
	if done.Promise.Amount > 0 {
		if err := tx.AddPromise(&done.Promise); err != nil {
			return err
		}
	}
	if req.Next != nil || req.Dispute != nil {
		return tx.SetFollow(&done.Follow)
	}
	return nil
}
