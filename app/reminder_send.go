package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/outfile"
)

// SendReminder asks that the statement and the reminder letter of one client be
// written, and that this be noted as a contact.
type SendReminder struct {
	Request
	AskReminder
	Statement bool // the statement of account
	Letter    bool // the reminder letter
	Dir       string
	// Mail writes a message to be sent by a person for clients whose bills go by
	// e-mail; without it every paper is printed or carried by hand.
	Mail bool
	Note bool // keep it as a contact
}

// ReminderSent is what was made for one client.
type ReminderSent struct {
	Client  firm.Client
	Letter  bill.Reminder // blank without one
	Files   []outfile.File
	Print   []string // paths of what is to be printed
	Draft   string   // path of the message, blank for none
	To      string
	PastDue money.Amount
}

// SendReminder writes the papers of one client into a folder, and a message with
// them where the client's bills go by e-mail; then it notes the contact. A file
// of the same client and day is replaced: the newest figures hold.
func (d *Desk) SendReminder(ctx context.Context, req SendReminder) (ReminderSent, error) {
	done := ReminderSent{}
	if err := d.may(mayCollect); err != nil {
		return done, err
	}
	if !req.Statement && !req.Letter {
		return done, fault.New(fault.Invalid, "reminder.papers", "Choose the statement, the letter, or both.")
	}
	if req.AsOf.IsZero() {
		req.AsOf = d.Today()
	}
	g, err := read(ctx, d, func(q Query) (reminderGroup, error) { return loadReminder(q, req) })
	if err != nil {
		return done, err
	}
	done.Client, done.Letter, done.PastDue = g.client, g.letter, g.letter.PastDue
	papers, err := d.drawReminder(g, req)
	if err != nil {
		return done, err
	}
	if err := os.MkdirAll(req.Dir, 0o755); err != nil {
		return done, fault.New(fault.Invalid, "folder.make", "The folder %s cannot be made: %v.", req.Dir, err).Advise("Choose a folder you may write to.").Because(err)
	}
	byMail := req.Mail && g.rule.How == firm.ByEmail
	if byMail {
		if done.To = g.rule.Recipients(g.client); done.To == "" {
			return done, fault.New(fault.Invalid, "email.missing", "Client %s has no e-mail address.", g.client.Code).Advise("Write it into the client's delivery rule.")
		}
	}
	for _, p := range papers {
		f, err := outfile.Write(req.Dir, p.Name, p.Bytes, outfile.Replace)
		if err != nil {
			return done, err
		}
		done.Files = append(done.Files, f)
		if !byMail {
			done.Print = append(done.Print, f.Path)
		}
	}
	if byMail {
		if err := d.draftReminder(&done, g, papers, req); err != nil {
			return done, err
		}
	}
	if !req.Note {
		return done, nil
	}
	_, err = d.AddARNote(ctx, AddARNote{Request: req.Request, Client: g.client.Code, Date: min(req.AsOf, d.Today()), Kind: string(g.kind(req)), Text: g.noteText(req, done)})
	return done, err
}

type reminderGroup struct {
	firm      firm.Firm
	client    firm.Client
	rule      firm.Delivery
	statement bill.Statement
	letter    bill.Reminder
}

func loadReminder(q Query, req SendReminder) (g reminderGroup, err error) {
	if g.firm, err = q.Firm(); err != nil {
		return g, err
	}
	if g.client, err = q.ClientByCode(strings.TrimSpace(req.Client)); err != nil {
		return g, err
	}
	if g.rule, err = deliveryOf(q, g.client.ID); err != nil {
		return g, err
	}
	if req.Statement {
		if g.statement, err = statement(q, g.client, 0, req.AsOf); err != nil {
			return g, err
		}
	}
	if req.Letter {
		g.letter, err = reminder(q, g.client, req.AsOf, req.Level)
	}
	return g, err
}

func (g reminderGroup) kind(req SendReminder) bill.NoteKind {
	if req.Letter {
		return bill.NoteReminder
	}
	return bill.NoteStatement
}

func (g reminderGroup) noteText(req SendReminder, done ReminderSent) string {
	how := "on paper"
	if done.Draft != "" {
		how = "by e-mail to " + done.To
	}
	switch {
	case !req.Letter:
		return fmt.Sprintf("Statement as of %s, %s due, %s.", req.AsOf, g.statement.Closing.WithSymbol(g.client.Currency), how)
	case req.Statement:
		return fmt.Sprintf("Statement and reminder %d (%s): %s past due by up to %d days, %s.", g.letter.Level, g.letter.Subject, g.letter.PastDue.WithSymbol(g.client.Currency), g.letter.Days, how)
	}
	return fmt.Sprintf("Reminder %d (%s): %s past due by up to %d days, %s.", g.letter.Level, g.letter.Subject, g.letter.PastDue.WithSymbol(g.client.Currency), g.letter.Days, how)
}

func (d *Desk) drawReminder(g reminderGroup, req SendReminder) ([]bill.MailFile, error) {
	if d.papers == nil {
		return nil, errNoWriter()
	}
	var list []bill.MailFile
	if req.Letter {
		data, err := d.papers.ReminderPDF(g.letter)
		if err != nil {
			return nil, err
		}
		list = append(list, bill.MailFile{Name: outfile.Name("pdf", "reminder", codeForFile(g.client), req.AsOf.String()), Bytes: data})
	}
	if req.Statement {
		data, err := d.papers.StatementPDF(g.statement)
		if err != nil {
			return nil, err
		}
		list = append(list, bill.MailFile{Name: outfile.Name("pdf", "statement", codeForFile(g.client), req.AsOf.String()), Bytes: data})
	}
	return list, nil
}

// mail is the message that carries the papers.
func (g reminderGroup) mail(d *Desk, to string, papers []bill.MailFile, req SendReminder) bill.Mail {
	m := bill.Mail{From: g.firm.Email, To: to, At: d.Now(), Files: papers, Subject: "Statement of account, " + g.firm.Name,
		Text: "Dear " + g.client.Name + ",\n\nPlease find attached the statement of your account as of " + req.AsOf.Long() + ".\n\nKind regards\n" + g.firm.Name + "\n"}
	if req.Letter {
		m.Subject = g.letter.Subject + ", " + g.firm.Name
		m.Text = strings.Join(g.letter.Body, "\n\n") + "\n\nKind regards\n" + g.firm.Name + "\n"
	}
	return m
}

func (d *Desk) draftReminder(done *ReminderSent, g reminderGroup, papers []bill.MailFile, req SendReminder) error {
	data, err := d.papers.MailDraft(g.mail(d, done.To, papers, req))
	if err != nil {
		return err
	}
	f, err := outfile.Write(req.Dir, outfile.Name("eml", "mail", codeForFile(g.client), "account", req.AsOf.String()), data, outfile.Replace)
	if err != nil {
		return err
	}
	done.Files, done.Draft = append(done.Files, f), filepath.Clean(f.Path)
	return nil
}

// codeForFile is a client's code as part of a file name. Codes may hold what file
// names may not; the number of the client then keeps the papers of two clients
// apart in one folder ("A/B" and "A B").
func codeForFile(c firm.Client) string {
	if outfile.Name("x", c.Code) == c.Code+".x" {
		return c.Code
	}
	return fmt.Sprintf("%s-%d", c.Code, c.ID)
}
