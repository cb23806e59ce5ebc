package present

import (
	"context"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/ui/words"
)

// picked is the selected row; false for none or several.
func (v *Receivables) picked() (ARRow, bool) {
	rows := v.List.Picked()
	if len(rows) != 1 {
		return ARRow{}, false
	}
	return rows[0], true
}

// clientRow is the selected row when it is of a client.
func (v *Receivables) clientRow() (ARRow, bool) {
	r, ok := v.picked()
	return r, ok && r.Client.ID != 0
}

// look reads what was said with the client of the selected row.
func (v *Receivables) look() {
	r, ok := v.clientRow()
	if !ok {
		v.story.Drop()
		v.Story = nil
		v.Notes.Show(nil, "", nil)
		v.h.Redraw(v)
		return
	}
	Ask(&v.story, v.h.Runner(), func(ctx context.Context) (app.ARStory, error) { return v.h.Desk().ARStory(ctx, r.Client.Code) }, func(s app.ARStory, err error) {
		if err != nil {
			v.h.Fail(err)
			return
		}
		v.Story = &s
		v.Notes.Show(s.Notes, words.N(len(s.Notes), "%d note", "%d notes", len(s.Notes)), nil)
		v.h.Redraw(v)
	})
}

// Card says what stands with the client of the selected row: title, figures, and
// sentences on promise, next action and dispute.
func (v *Receivables) Card() (title string, figures []Figure, lines []string) {
	r, ok := v.clientRow()
	if !ok {
		return words.L("Choose a client to see what was said."), nil, nil
	}
	cur := r.Currency
	title = r.Client.Name
	figures = []Figure{{Key: "open", Label: words.L("Open"), Value: words.Money(r.Aging.Total(), cur)}}
	if r.Days > 0 {
		figures = append(figures, Figure{Key: "days", Label: words.L("Oldest"), Value: daysLate(r.Days), Tone: Warn})
	}
	figures = append(figures, Figure{Key: "unapplied", Label: words.L("Unapplied credit"), Value: words.Money(r.Unapplied, cur)}, Figure{Key: "trust", Label: words.L("In trust"), Value: words.Money(r.Trust, cur)})
	if r.LastOn != 0 {
		lines = append(lines, words.L("Last paid %s on %s.", words.Money(r.LastPaid, cur), words.Date(r.LastOn)))
	}
	switch r.State {
	case bill.PromiseOpen:
		lines = append(lines, words.L("%s is promised by %s.", words.Money(r.Promise.Amount, cur), words.Date(r.Promise.By)))
	case bill.PromiseKept:
		lines = append(lines, words.L("The promise of %s by %s was kept.", words.Money(r.Promise.Amount, cur), words.Date(r.Promise.By)))
	case bill.PromiseBroken:
		lines = append(lines, words.L("The promise of %s by %s was broken.", words.Money(r.Promise.Amount, cur), words.Date(r.Promise.By)))
	}
	if r.Follow.Disputed {
		lines = append(lines, words.L("Disputed: %s.", r.Follow.Dispute))
	}
	if r.Follow.Action != "" {
		who := r.NextBy
		if who == "" {
			who = words.L("nobody yet")
		}
		if r.Follow.On != 0 {
			lines = append(lines, words.L("Next, on %s: %s (%s).", words.Date(r.Follow.On), r.Follow.Action, who))
		} else {
			lines = append(lines, words.L("Next: %s (%s).", r.Follow.Action, who))
		}
	}
	return title, figures, lines
}

// NoteText is the selected note whole.
func (v *Receivables) NoteText() string {
	rows := v.Notes.Picked()
	if len(rows) != 1 || v.Story == nil {
		return ""
	}
	n := rows[0]
	text := words.Date(n.Date) + ", " + words.Of(noteWords[n.Kind])
	if n.With != "" {
		text += ", " + n.With
	}
	if m := v.Story.Matters[n.MatterID]; m != "" {
		text += ", " + m
	}
	return text + ": " + n.Text
}
