package app

import (
	"context"

	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/outfile"
)

// PaperFile is a paper as it leaves the book.
type PaperFile struct {
	Name  string
	Bytes []byte
}

// StatementPaper is a client's statement of account as PDF.
func (d *Desk) StatementPaper(ctx context.Context, ask AskStatement) (PaperFile, error) {
	s, err := d.Statement(ctx, ask)
	if err != nil {
		return PaperFile{}, err
	}
	if d.papers == nil {
		return PaperFile{}, errNoWriter()
	}
	data, err := d.papers.StatementPDF(s)
	return PaperFile{outfile.Name("pdf", "statement", s.Client.Code, s.AsOf.String()), data}, err
}

// ReminderPaper is a client's reminder letter as PDF.
func (d *Desk) ReminderPaper(ctx context.Context, ask AskReminder) (PaperFile, error) {
	r, err := d.Reminder(ctx, ask)
	if err != nil {
		return PaperFile{}, err
	}
	if d.papers == nil {
		return PaperFile{}, errNoWriter()
	}
	data, err := d.papers.ReminderPDF(r)
	return PaperFile{outfile.Name("pdf", "reminder", r.Client.Code, r.Date.String()), data}, err
}

// ReminderDraft is a message to a client with its statement, or its reminder
// letter too, attached; a person looks at it and sends it.
func (d *Desk) ReminderDraft(ctx context.Context, req SendReminder) (PaperFile, error) {
	if req.AsOf.IsZero() {
		req.AsOf = d.Today()
	}
	g, err := read(ctx, d, func(q Query) (reminderGroup, error) { return loadReminder(q, req) })
	if err != nil {
		return PaperFile{}, err
	}
	to := g.rule.Recipients(g.client)
	if g.rule.How != firm.ByEmail {
		to = g.client.Email
	}
	if to == "" {
		return PaperFile{}, fault.New(fault.Invalid, "email.missing", "Client %s has no e-mail address.", g.client.Code).Advise("Write it into the client's data.")
	}
	papers, err := d.drawReminder(g, req)
	if err != nil {
		return PaperFile{}, err
	}
	data, err := d.papers.MailDraft(g.mail(d, to, papers, req))
	return PaperFile{outfile.Name("eml", "mail", g.client.Code, "account", req.AsOf.String()), data}, err
}
