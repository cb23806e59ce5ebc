package app

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/outfile"
)

// AskReminders asks who is to be reminded.
type AskReminders struct {
	AsOf    cal.Date // zero: today
	MinDays int      // the oldest invoice is more than so many days past due; below zero: 30
	Least   string   // amount past due at least; blank: any
	Clients []string // codes; none: all
}

// ReminderDue is a client whose account calls for a reminder.
type ReminderDue struct {
	Client  firm.Client
	Days    int // the oldest invoice past due
	PastDue money.Amount
	Count   int // invoices past due
	Text    bill.ReminderText
	// Why the client is left out: a dispute, or a promise whose day has not come.
	// Blank: reminded.
	Why string
}

// RemindersDue lists the clients with anything open for more than a number of
// days, the longest overdue first, with the tone their age calls for. Clients
// who dispute the account or whose promise still runs are listed with the reason
// why they are left out.
func (d *Desk) RemindersDue(ctx context.Context, ask AskReminders) ([]ReminderDue, error) {
	return view(ctx, d, func(q Query) ([]ReminderDue, error) {
		ask, least, err := askReminders(q, d, ask)
		if err != nil {
			return nil, err
		}
		f, err := q.Firm()
		if err != nil {
			return nil, err
		}
		open, err := q.Standings(StandingFilter{AsOf: ask.AsOf, Open: true})
		if err != nil {
			return nil, err
		}
		byClient, order := map[int64][]bill.Standing{}, []int64{}
		for _, s := range open {
			if byClient[s.ClientID] == nil {
				order = append(order, s.ClientID)
			}
			byClient[s.ClientID] = append(byClient[s.ClientID], s)
		}
		texts, err := reminderTexts(q)
		if err != nil {
			return nil, err
		}
		list := []ReminderDue{}
		for _, id := range order {
			c, err := q.Client(id)
			if err != nil {
				return nil, err
			}
			if len(ask.Clients) > 0 && !slices.Contains(ask.Clients, c.Code) {
				continue
			}
			x := pastDue(c, byClient[id], ageBy(f), ask.AsOf)
			if x.Days <= ask.MinDays || x.PastDue < least {
				continue
			}
			x.Text, _ = bill.ToneFor(texts, x.Days)
			if x.Text.Level == 0 {
				x.Text = texts[0]
			}
			if x.Why, err = leftOut(q, c, ask.AsOf); err != nil {
				return nil, err
			}
			list = append(list, x)
		}
		slices.SortStableFunc(list, func(a, b ReminderDue) int { return b.Days - a.Days })
		return list, nil
	})
}

func askReminders(q Query, d *Desk, ask AskReminders) (AskReminders, money.Amount, error) {
	if ask.AsOf.IsZero() {
		ask.AsOf = d.Today()
	}
	if ask.MinDays < 0 {
		ask.MinDays = 30
	}
	for i, code := range ask.Clients {
		c, err := q.ClientByCode(strings.TrimSpace(code))
		if err != nil {
			return ask, 0, err
		}
		ask.Clients[i] = c.Code
	}
	if strings.TrimSpace(ask.Least) == "" {
		return ask, 1, nil
	}
	f, err := q.Firm()
	if err != nil {
		return ask, 0, err
	}
	least, err := money.ParseAmount(ask.Least, f.Currency)
	var check fault.Check
	check.Err("least", "amount.format", err)
	return ask, max(least, 1), check.Result("reminder.invalid", "The run")
}

// pastDue adds up what is past due on a day, in the client's currency.
func pastDue(c firm.Client, open []bill.Standing, by firm.AgeBy, asOf cal.Date) ReminderDue {
	x := ReminderDue{Client: c}
	for _, s := range open {
		days := asOf.Sub(s.AgesFrom(by))
		if s.Currency != c.Currency || s.Balance() <= 0 || days <= 0 {
			continue
		}
		x.Count++
		x.PastDue += s.Balance()
		x.Days = max(x.Days, days)
	}
	return x
}

// leftOut says why a client is not reminded now.
func leftOut(q Query, c firm.Client, asOf cal.Date) (string, error) {
	f, err := q.Follow(c.ID)
	if err != nil {
		return "", err
	}
	if f.Disputed {
		return "The account is disputed: " + f.Dispute, nil
	}
	promises, err := q.Promises(c.ID, asOf)
	if err != nil || len(promises) == 0 {
		return "", err
	}
	p := promises[len(promises)-1]
	got, err := q.ReceivedSince(c.ID, p.MadeOn, asOf)
	if err == nil && p.StateOn(asOf, got) == bill.PromiseOpen {
		return fmt.Sprintf("%s is promised by %s", p.Amount.WithSymbol(p.Currency), p.By), nil
	}
	return "", err
}

// AskReminder asks for a client's reminder letter.
type AskReminder struct {
	Client string
	AsOf   cal.Date // zero: today
	Level  int      // 1 to 3; 0: by the age of the oldest invoice
}

// Reminder is the letter that asks a client for what is past due, in the tone
// its age calls for. Refused when nothing is past due.
func (d *Desk) Reminder(ctx context.Context, ask AskReminder) (bill.Reminder, error) {
	return view(ctx, d, func(q Query) (bill.Reminder, error) {
		c, err := q.ClientByCode(strings.TrimSpace(ask.Client))
		if err != nil {
			return bill.Reminder{}, err
		}
		if ask.AsOf.IsZero() {
			ask.AsOf = d.Today()
		}
		return reminder(q, c, ask.AsOf, ask.Level)
	})
}

func reminder(q Query, c firm.Client, asOf cal.Date, level int) (bill.Reminder, error) {
	st, err := statement(q, c, 0, asOf)
	if err != nil {
		return bill.Reminder{}, err
	}
	f, err := q.Firm()
	if err != nil {
		return bill.Reminder{}, err
	}
	by := ageBy(f)
	open, err := q.Standings(StandingFilter{ClientID: c.ID, AsOf: asOf, Open: true})
	if err != nil {
		return bill.Reminder{}, err
	}
	due := pastDue(c, open, by, asOf)
	if due.Count == 0 {
		return bill.Reminder{}, fault.Refuse("reminder.nothing_due", "Nothing of client %s is past due on %s.", c.Code, asOf).Advise("Make a statement instead.")
	}
	r := bill.Reminder{Firm: st.Firm, Client: st.Client, Currency: c.Currency, Date: asOf, Days: due.Days, PastDue: due.PastDue, Total: st.Closing}
	late := map[string]bool{}
	for _, s := range open {
		late[s.Number] = s.Balance() > 0 && asOf.Sub(s.AgesFrom(by)) > 0
	}
	for _, o := range st.Open {
		if late[o.Number] {
			r.Open = append(r.Open, o)
		}
	}
	texts, err := reminderTexts(q)
	if err != nil {
		return r, err
	}
	text, called := bill.ToneFor(texts, due.Days)
	switch {
	case level < 0 || level > len(texts):
		return r, fault.New(fault.Invalid, "reminder.level", "There is no tone %d of a reminder: 1 is friendly, 2 firm, 3 final.", level)
	case level > 0:
		text = texts[level-1]
	case !called:
		text = texts[0]
	}
	r.Fill(text)
	return r, nil
}

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
		list = append(list, bill.MailFile{Name: outfile.Name("pdf", "reminder", g.client.Code, req.AsOf.String()), Bytes: data})
	}
	if req.Statement {
		data, err := d.papers.StatementPDF(g.statement)
		if err != nil {
			return nil, err
		}
		list = append(list, bill.MailFile{Name: outfile.Name("pdf", "statement", g.client.Code, req.AsOf.String()), Bytes: data})
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
	f, err := outfile.Write(req.Dir, outfile.Name("eml", "mail", g.client.Code, "account", req.AsOf.String()), data, outfile.Replace)
	if err != nil {
		return err
	}
	done.Files, done.Draft = append(done.Files, f), filepath.Clean(f.Path)
	return nil
}

// ReminderTexts are the words of the three tones, as set or built in.
func (d *Desk) ReminderTexts(ctx context.Context) ([]bill.ReminderText, error) {
	return view(ctx, d, reminderTexts)
}

func reminderTexts(q Query) ([]bill.ReminderText, error) {
	usual := bill.UsualReminders()
	texts := usual[:]
	set, err := q.ReminderTexts()
	for _, t := range set {
		texts[t.Level-1] = t
	}
	return texts, err
}

// SetReminderText asks that the words of a tone be others.
type SetReminderText struct {
	Request
	Level    int // 1 to 3
	FromDays int
	Subject  string
	Body     string
}

// SetReminderText changes the words and the age of a tone. Invalid when a mark
// in braces is none of bill.ReminderMarks: it would be printed as it stands.
func (d *Desk) SetReminderText(ctx context.Context, req SetReminderText) (bill.ReminderText, error) {
	s := spec{act: "reminder.set", right: mayInvoice, object: fmt.Sprintf("reminder %d", req.Level), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (bill.ReminderText, error) {
		t := bill.ReminderText{Level: req.Level, FromDays: req.FromDays, Subject: strings.TrimSpace(req.Subject), Body: strings.TrimSpace(req.Body)}
		var check fault.Check
		if t.Level < 1 || t.Level > 3 {
			check.Add("level", "reminder.level", "There is no tone %d of a reminder: 1 is friendly, 2 firm, 3 final.", t.Level)
		}
		if t.FromDays < 0 || t.FromDays > 3650 {
			check.Add("from_days", "days.range", "The age is between 0 and 3650 days.")
		}
		check.Require("subject", t.Subject)
		check.Require("body", t.Body)
		check.Text("subject", t.Subject, 200)
		check.Text("body", t.Body, 8000)
		checkMarks(&check, "subject", t.Subject)
		checkMarks(&check, "body", t.Body)
		if err := check.Result("reminder.invalid", "The text of the reminder"); err != nil {
			return t, err
		}
		set, err := tx.ReminderTexts()
		if err != nil {
			return t, err
		}
		for _, x := range set {
			if x.Level == t.Level {
				t.RowVersion = x.RowVersion
			}
		}
		return t, tx.SetReminderText(&t)
	})
}

func checkMarks(check *fault.Check, path, text string) {
	for rest := text; ; {
		_, after, ok := strings.Cut(rest, "{")
		if !ok {
			return
		}
		name, next, closed := strings.Cut(after, "}")
		if mark := "{" + name + "}"; !closed || !slices.Contains(bill.ReminderMarks, mark) {
			check.Add(path, "reminder.mark", "%q is no mark the letter can fill in. Use: %s.", "{"+clipped(name), strings.Join(bill.ReminderMarks, " "))
			return
		}
		rest = next
	}
}

func clipped(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

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
