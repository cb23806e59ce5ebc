package present

import (
	"context"
	"strconv"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/ui/words"
)

// StatementPage is a client's statement of account, or its reminder letter, as it
// is printed.
type StatementPage struct {
	v      *Receivables
	h      Host
	Client string // code
	AsOf   cal.Date
	From   cal.Date
	// Letter says that the reminder letter is shown in place of the statement.
	Letter bool
	Level  int // tone of the letter, 0: by its age

	Statement *bill.Statement // a new value after each read
	Reminder  *bill.Reminder  // nil when nothing is past due
	NoLetter  string          // why there is none

	ask Latest
}

// OpenStatement shows the statement of a client.
func (v *Receivables) OpenStatement(code string) {
	p := &StatementPage{v: v, h: v.h, Client: code, AsOf: v.AsOf}
	v.Side, v.Outcome, v.Paper = nil, nil, p
	p.Reload()
	v.h.Redraw(v)
}

// Reload reads it again.
func (p *StatementPage) Reload() {
	ask, letter := app.AskStatement{Client: p.Client, From: p.From, AsOf: p.AsOf}, app.AskReminder{Client: p.Client, AsOf: p.AsOf, Level: p.Level}
	type answer struct {
		s   bill.Statement
		r   *bill.Reminder
		why string
	}
	Ask(&p.ask, p.h.Runner(), func(ctx context.Context) (a answer, err error) {
		if a.s, err = p.h.Desk().Statement(ctx, ask); err != nil {
			return a, err
		}
		if r, err := p.h.Desk().Reminder(ctx, letter); err != nil {
			a.why = Words(err)
		} else {
			a.r = &r
		}
		return a, nil
	}, func(a answer, err error) {
		if err != nil {
			p.h.Fail(err)
			return
		}
		p.Statement, p.Reminder, p.NoLetter = &a.s, a.r, a.why
		p.h.Redraw(p.v)
	})
}

// Title names the paper.
func (p *StatementPage) Title() string {
	name := p.Client
	if p.Statement != nil {
		name = p.Statement.Client.Name
	}
	if p.Letter {
		return words.L("Reminder to %s", name)
	}
	return words.L("Statement of %s", name)
}

// Figures are what the statement comes to.
func (p *StatementPage) Figures() []Figure {
	s := p.Statement
	if s == nil {
		return nil
	}
	late := s.Aging.Total() - s.Aging.Current
	list := []Figure{{Key: "closing", Label: words.L("Balance due"), Value: words.Money(s.Closing, s.Currency)}, {Key: "late", Label: words.L("Past due"), Value: words.Money(late, s.Currency)}}
	if late > 0 {
		list[1].Tone = Warn
	}
	if s.Unapplied != 0 {
		list = append(list, Figure{Key: "unapplied", Label: words.L("Unapplied credit"), Value: words.Money(s.Unapplied, s.Currency)})
	}
	return list
}

// SetLetter shows the letter or the statement.
func (p *StatementPage) SetLetter(on bool) {
	if p.Letter != on {
		p.Letter = on
		p.h.Redraw(p.v)
	}
}

// SetLevel chooses the tone of the letter; 0 lets its age choose.
func (p *StatementPage) SetLevel(level int) {
	if p.Level != level {
		p.Level = level
		p.Reload()
	}
}

// SetAsOf shows the account as it stood at the end of another day.
func (p *StatementPage) SetAsOf(day cal.Date) {
	if day != 0 && day != p.AsOf {
		p.AsOf = day
		p.Reload()
	}
}

// SetFrom begins the movements on a day; zero at the beginning.
func (p *StatementPage) SetFrom(day cal.Date) {
	if day != p.From {
		p.From = day
		p.Reload()
	}
}

// Tones are the choices of a letter.
func Tones() []Choice {
	list := []Choice{{Key: "0", Text: words.L("Tone by its age")}}
	for i, t := range toneWords {
		list = append(list, Choice{Key: strconv.Itoa(i + 1), Text: words.Of(t)})
	}
	return list
}

var toneWords = [3]string{words.Mark("Friendly"), words.Mark("Firm"), words.Mark("Final")}

// Commands lists what can be done with the paper.
func (p *StatementPage) Commands() []Command {
	off := ""
	if p.Statement == nil || p.Letter && p.Reminder == nil {
		off = words.L("There is no paper to show.")
	}
	return []Command{
		{ID: "statement.open", Title: words.L("Open the PDF"), Off: off}, {ID: "statement.print", Title: words.L("Print"), Off: off},
		{ID: "statement.save", Title: words.L("Save the PDF"), Off: off}, {ID: "statement.mail", Title: words.L("Draft a message"), Off: off},
		{ID: "statement.note", Title: words.L("Note it as sent"), Off: off},
	}
}

func (p *StatementPage) do(id string) bool {
	switch id {
	case "statement.open":
		p.pdf(func(name string, data []byte) { openBytes(p.h, name, data) })
	case "statement.print", "print":
		p.pdf(func(name string, data []byte) { printBytes(p.h, name, data) })
	case "statement.save":
		p.pdf(func(name string, data []byte) { saveBytes(p.h, words.L("Save the PDF"), name, data) })
	case "statement.mail":
		p.draft()
	case "statement.note":
		p.note()
	default:
		return false
	}
	return true
}

func (p *StatementPage) pdf(use func(name string, data []byte)) {
	ask, letter := app.AskStatement{Client: p.Client, From: p.From, AsOf: p.AsOf}, app.AskReminder{Client: p.Client, AsOf: p.AsOf, Level: p.Level}
	as := p.Letter
	Go(p.h.Runner(), func(ctx context.Context) (app.PaperFile, error) {
		if as {
			return p.h.Desk().ReminderPaper(ctx, letter)
		}
		return p.h.Desk().StatementPaper(ctx, ask)
	}, func(f app.PaperFile, err error) {
		if err != nil {
			p.h.Fail(err)
			return
		}
		use(f.Name, f.Bytes)
	})
}

// draft writes a message with the paper attached and opens it in the program
// that the system has for mail.
func (p *StatementPage) draft() {
	req := app.SendReminder{AskReminder: app.AskReminder{Client: p.Client, AsOf: p.AsOf, Level: p.Level}, Statement: true, Letter: p.Letter}
	Go(p.h.Runner(), func(ctx context.Context) (app.PaperFile, error) { return p.h.Desk().ReminderDraft(ctx, req) }, func(f app.PaperFile, err error) {
		if err != nil {
			p.h.Fail(err)
			return
		}
		openBytes(p.h, f.Name, f.Bytes)
	})
}

// note keeps that the paper was sent as a contact.
func (p *StatementPage) note() {
	kind, text := bill.NoteStatement, "Statement as of "+p.AsOf.String()+" sent."
	if p.Letter {
		kind, text = bill.NoteReminder, "Reminder of "+p.AsOf.String()+" ("+p.Reminder.Subject+") sent."
	}
	req := app.AddARNote{Request: app.Request{Key: newKey(p.h.Desk(), "ar.note")}, Client: p.Client, Kind: string(kind), Text: text}
	Go(p.h.Runner(), func(ctx context.Context) (app.ARNoted, error) { return p.h.Desk().AddARNote(ctx, req) }, func(_ app.ARNoted, err error) {
		if err != nil {
			p.h.Fail(err)
			return
		}
		p.h.Say("%s", words.L("Noted on %s.", p.Statement.Client.Name))
	})
}
