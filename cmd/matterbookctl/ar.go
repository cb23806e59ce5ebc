package main

import (
	"fmt"
	"io"
	"os"
	"strconv"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"

	"github.com/spf13/cobra"
)

func (c *cli) arVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "ar", Short: "What clients owe and what is done about it: board, notes, promises, reminders"}
	cmd.AddCommand(c.arListVerb(), c.arShowVerb(), c.arNoteVerb(), c.arPromiseVerb(), c.arRemindVerb(), c.arTextVerb())
	return cmd
}

type arRowView struct {
	Client      string    `json:"client"`
	Name        string    `json:"name"`
	Matter      string    `json:"matter"`
	Attorney    string    `json:"attorney"`
	Currency    string    `json:"currency"`
	Aging       agingView `json:"aging"`
	Open        string    `json:"open"`
	Days        int       `json:"days"`
	Unapplied   string    `json:"unapplied"`
	LastPaidOn  cal.Date  `json:"last_paid_on"`
	LastPaid    string    `json:"last_paid"`
	ContactOn   cal.Date  `json:"contact_on"`
	Contact     string    `json:"contact"`
	PromiseBy   cal.Date  `json:"promise_by"`
	Promise     string    `json:"promise"`
	PromiseWord string    `json:"promise_state"`
	NextOn      cal.Date  `json:"next_on"`
	Next        string    `json:"next"`
	NextUser    string    `json:"next_user"`
	Disputed    bool      `json:"disputed"`
	Dispute     string    `json:"dispute"`
}

func (c *cli) arListVerb() *cobra.Command {
	var asOf, by string
	var over int
	var broken, due, disputed bool
	cmd := &cobra.Command{
		Use: "list", Short: "The board of receivables at the end of a day", Args: cobra.NoArgs,
		Example: "  matterbookctl ar list --over 60\n  matterbookctl ar list --by attorney --as-of 2026-06-30",
		RunE: func(cmd *cobra.Command, _ []string) error {
			day, err := dayFlag(cmd, "as-of", asOf)
			if err != nil {
				return err
			}
			if by != app.ARByClient && by != app.ARByMatter && by != app.ARByAttorney {
				return usagef(cmd, "--by takes client, matter or attorney, not %q", by)
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			b, err := d.ARBoard(cmd.Context(), app.AskAR{AsOf: day, By: by})
			if err != nil {
				return err
			}
			views, rows := []arRowView{}, [][]string{}
			for _, r := range b.Rows {
				if r.Days <= over && over > 0 || broken && r.State != bill.PromiseBroken || disputed && !r.Follow.Disputed || due && (r.Follow.On == 0 || r.Follow.On > b.AsOf) {
					continue
				}
				v := viewAR(r, string(b.AgeBy))
				views = append(views, v)
				who := v.Client
				switch {
				case v.Matter != "":
					who = v.Matter
				case by == app.ARByAttorney:
					who = v.Attorney
				}
				promise := v.PromiseWord
				if promise != "" {
					promise += " " + v.PromiseBy.String()
				}
				rows = append(rows, []string{who, oneLine(v.Name, 30), v.Currency, v.Aging.Current, v.Aging.D30, v.Aging.D60, v.Aging.D90, v.Aging.D120, v.Aging.Over, v.Open, v.Unapplied, promise, oneLine(v.Next, 30)})
			}
			return c.answer(map[string]any{"as_of": b.AsOf, "by": b.By, "rows": views}, func(w io.Writer) {
				table(w, []column{"Code", "Name", "Currency", "Current ", "1-30 ", "31-60 ", "61-90 ", "91-120 ", "Over 120 ", "Open ", "Unapplied ", "Promise", "Next"}, rows)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&asOf, "as-of", "", "`DATE` (default: today)")
	f.StringVar(&by, "by", app.ARByClient, "client, matter or attorney")
	f.IntVar(&over, "over", 0, "only where the oldest invoice is more than so many `DAYS` late")
	f.BoolVar(&broken, "broken", false, "only broken promises")
	f.BoolVar(&due, "due", false, "only where something is to be done by that day")
	f.BoolVar(&disputed, "disputed", false, "only disputed accounts")
	return cmd
}

func viewAR(r app.ARRow, ageBy string) arRowView {
	cur := r.Currency
	v := arRowView{Client: r.Client.Code, Name: r.Client.Name, Matter: r.Matter.Code, Attorney: r.Attorney.Code, Currency: string(cur), Aging: viewAging(r.Aging, ageBy, cur), Open: r.Aging.Total().Plain(cur),
		Days: r.Days, Unapplied: r.Unapplied.Plain(cur), LastPaidOn: r.LastOn, LastPaid: r.LastPaid.Plain(cur), ContactOn: r.Contact.Date, Contact: r.Contact.Text, PromiseWord: string(r.State),
		NextOn: r.Follow.On, Next: r.Follow.Action, NextUser: r.NextBy, Disputed: r.Follow.Disputed, Dispute: r.Follow.Dispute}
	if r.Matter.Name != "" {
		v.Name = r.Matter.Name
	}
	if r.Client.ID == 0 && r.Attorney.ID != 0 {
		v.Name = r.Attorney.Name()
	}
	if r.State != "" {
		v.PromiseBy, v.Promise = r.Promise.By, r.Promise.Amount.Plain(cur)
	}
	return v
}

type arNoteView struct {
	ID     int64         `json:"id"`
	Date   cal.Date      `json:"date"`
	Kind   bill.NoteKind `json:"kind"`
	With   string        `json:"with"`
	Text   string        `json:"text"`
	Matter string        `json:"matter"`
	User   string        `json:"user"`
}

func (c *cli) arShowVerb() *cobra.Command {
	var client string
	cmd := &cobra.Command{
		Use: "show", Short: "What was said with a client, newest first", Args: cobra.NoArgs, Example: "  matterbookctl ar show --client DEVI",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			s, err := d.ARStory(cmd.Context(), client)
			if err != nil {
				return err
			}
			views, rows := []arNoteView{}, [][]string{}
			for _, n := range s.Notes {
				v := arNoteView{n.ID, n.Date, n.Kind, n.With, n.Text, s.Matters[n.MatterID], s.Users[n.UserID]}
				views = append(views, v)
				rows = append(rows, []string{v.Date.String(), string(v.Kind), v.With, oneLine(v.Text, 60), v.User})
			}
			return c.answer(map[string]any{"client": s.Client.Code, "notes": views}, func(w io.Writer) {
				table(w, []column{"Date", "How", "With", "Text", "By"}, rows)
			})
		},
	}
	cmd.Flags().StringVar(&client, "client", "", "client `CODE`")
	return cmd
}

type arNoted struct {
	Client    string   `json:"client"`
	Note      int64    `json:"note"`
	Date      cal.Date `json:"date"`
	Promise   string   `json:"promise"`
	PromiseBy cal.Date `json:"promise_by"`
	Next      string   `json:"next"`
	NextOn    cal.Date `json:"next_on"`
	Disputed  bool     `json:"disputed"`
}

func (c *cli) sendNote(cmd *cobra.Command, req app.AddARNote) error {
	d, err := c.desk(cmd)
	if err != nil {
		return err
	}
	req.Request = c.request()
	got, err := d.AddARNote(cmd.Context(), req)
	if err != nil {
		return err
	}
	v := arNoted{Client: got.Client.Code, Note: got.Note.ID, Date: got.Note.Date, Next: got.Follow.Action, NextOn: got.Follow.On, Disputed: got.Follow.Disputed}
	if got.Promise.Amount != 0 {
		v.Promise, v.PromiseBy = got.Promise.Amount.Plain(got.Promise.Currency), got.Promise.By
	}
	return c.answer(v, func(w io.Writer) {
		fmt.Fprintf(w, "Noted on %s, %s\n", v.Client, v.Date)
		if v.Promise != "" {
			fmt.Fprintf(w, "  promised: %s by %s\n", v.Promise, v.PromiseBy)
		}
		if v.Next != "" {
			fmt.Fprintf(w, "  next: %s %s\n", v.Next, v.NextOn)
		}
	})
}

func (c *cli) arNoteVerb() *cobra.Command {
	var req app.AddARNote
	var date, promiseBy, next, nextOn, nextUser, dispute string
	var done, undispute bool
	cmd := &cobra.Command{
		Use: "note", Short: "Keep what was said, a promise, and what is to be done next", Args: cobra.NoArgs,
		Example: "  matterbookctl ar note --client DEVI --text \"Will pay on Friday\" --promise 500.00 --promise-by 2026-06-26 --next \"Look at the bank\" --next-on 2026-06-27",
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if req.Date, err = dayFlag(cmd, "date", date); err != nil {
				return err
			}
			if req.PromiseBy, err = dayFlag(cmd, "promise-by", promiseBy); err != nil {
				return err
			}
			on, err := dayFlag(cmd, "next-on", nextOn)
			if err != nil {
				return err
			}
			if next != "" || on != 0 || done {
				req.Next = &app.NextAction{On: on, Action: next, User: nextUser}
			}
			if dispute != "" || undispute {
				req.Dispute = &dispute
			}
			return c.sendNote(cmd, req)
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Client, "client", "", "client `CODE`")
	f.StringVar(&req.Matter, "matter", "", "matter `CODE` it was about (default: all of the client's)")
	f.StringVar(&date, "date", "", "`DATE` (default: today)")
	f.StringVar(&req.Kind, "kind", "", "call, email, letter, meeting or note (default: call)")
	f.StringVar(&req.With, "with", "", "person spoken to")
	f.StringVar(&req.Text, "text", "", "what was said")
	f.StringVar(&req.PromiseAmount, "promise", "", "`AMOUNT` that was promised")
	f.StringVar(&promiseBy, "promise-by", "", "`DATE` by which")
	f.BoolVar(&req.Withdraw, "withdraw", false, "the promise that stands no longer holds")
	f.StringVar(&next, "next", "", "what is to be done next")
	f.StringVar(&nextOn, "next-on", "", "`DATE` on which")
	f.StringVar(&nextUser, "next-user", "", "`USER` whose it is (default: who notes it)")
	f.BoolVar(&done, "done", false, "the next action is done, nothing follows")
	f.StringVar(&dispute, "dispute", "", "why the client disputes the account")
	f.BoolVar(&undispute, "undispute", false, "the dispute is settled")
	return cmd
}

func (c *cli) arPromiseVerb() *cobra.Command {
	var req app.AddARNote
	var by string
	cmd := &cobra.Command{
		Use: "promise", Short: "Keep what a client promised to pay, and by when", Args: cobra.NoArgs,
		Example: "  matterbookctl ar promise --client DEVI --amount 500.00 --by 2026-06-26",
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if req.PromiseBy, err = dayFlag(cmd, "by", by); err != nil {
				return err
			}
			return c.sendNote(cmd, req)
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Client, "client", "", "client `CODE`")
	f.StringVar(&req.PromiseAmount, "amount", "", "`AMOUNT` that was promised")
	f.StringVar(&by, "by", "", "`DATE` by which")
	f.StringVar(&req.Text, "text", "", "what was said")
	f.BoolVar(&req.Withdraw, "withdraw", false, "the promise that stands no longer holds")
	return cmd
}

type remindedView struct {
	Client  string     `json:"client"`
	Name    string     `json:"name"`
	Days    int        `json:"days"`
	PastDue string     `json:"past_due"`
	Level   int        `json:"level"`
	Left    string     `json:"left_out"` // why it was left out, blank when it was not
	Error   string     `json:"error"`
	Draft   string     `json:"draft"`
	Files   []fileView `json:"files"`
}

func (c *cli) arRemindVerb() *cobra.Command {
	var ask app.AskReminders
	var asOf, out string
	var dry, noLetter, noStatement, mail, noNote bool
	var level int
	cmd := &cobra.Command{
		Use: "remind", Short: "Write statements and reminder letters for all that is late, and note them", Args: cobra.NoArgs,
		Example: "  matterbookctl ar remind --over 30 --dry-run\n  matterbookctl ar remind --over 30 --out reminders --mail",
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if ask.AsOf, err = dayFlag(cmd, "as-of", asOf); err != nil {
				return err
			}
			if out == "" && !dry {
				return usagef(cmd, "--out names the folder for the letters; --dry-run only lists who is late")
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.RemindersDue(cmd.Context(), ask)
			if err != nil {
				return err
			}
			views, failed := []remindedView{}, 0
			for _, x := range list {
				v := remindedView{x.Client.Code, x.Client.Name, x.Days, x.PastDue.Plain(x.Client.Currency), x.Text.Level, x.Why, "", "", []fileView{}}
				if level != 0 {
					v.Level = level
				}
				if x.Why == "" && !dry {
					req := app.SendReminder{AskReminder: app.AskReminder{Client: x.Client.Code, AsOf: ask.AsOf, Level: level}, Statement: !noStatement, Letter: !noLetter, Dir: out, Mail: mail, Note: !noNote}
					if c.requestID != "" {
						req.Request = app.Request{Key: c.requestID + " " + x.Client.Code}
					}
					done, err := d.SendReminder(cmd.Context(), req)
					if err != nil {
						v.Error, failed = err.Error(), failed+1
					}
					v.Draft = done.Draft
					for _, f := range done.Files {
						v.Files = append(v.Files, fileView{f.Path, "", "", f.Bytes, f.SHA256})
					}
				}
				views = append(views, v)
			}
			if err := c.answer(map[string][]remindedView{"clients": views}, func(w io.Writer) {
				rows := [][]string{}
				for _, v := range views {
					what := v.Error
					switch {
					case v.Left != "":
						what = "left out: " + v.Left
					case v.Draft != "":
						what = v.Draft
					case what == "" && len(v.Files) > 0:
						what = v.Files[0].Path
					}
					rows = append(rows, []string{v.Client, oneLine(v.Name, 30), strconv.Itoa(v.Days), v.PastDue, strconv.Itoa(v.Level), what})
				}
				table(w, []column{"Client", "Name", "Days ", "Past due ", "Tone ", "What"}, rows)
			}); err != nil {
				return err
			}
			if failed > 0 {
				return fault.Refuse("reminder.failed", "%d of %d clients were not written to.", failed, len(views)).Advise("The list says why; do it again once that is mended.")
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&asOf, "as-of", "", "`DATE` (default: today)")
	f.IntVar(&ask.MinDays, "over", 30, "more than so many `DAYS` past due")
	f.StringVar(&ask.Least, "least", "", "`AMOUNT` past due at least")
	f.StringSliceVar(&ask.Clients, "client", nil, "client `CODE,...` (default: all)")
	f.StringVar(&out, "out", "", "`DIR` for the letters, made when it is not there")
	f.IntVar(&level, "tone", 0, "1 friendly, 2 firm, 3 final (default: by the age)")
	f.BoolVar(&noLetter, "no-letter", false, "statements only")
	f.BoolVar(&noStatement, "no-statement", false, "letters only")
	f.BoolVar(&mail, "mail", false, "write a message for clients whose bills go by e-mail")
	f.BoolVar(&noNote, "no-note", false, "do not note it as a contact")
	f.BoolVar(&dry, "dry-run", false, "only list who is late")
	return cmd
}

func (c *cli) arTextVerb() *cobra.Command {
	var req app.SetReminderText
	var file string
	cmd := &cobra.Command{
		Use: "text [LEVEL]", Short: "The words of the reminder letters: show, or set those of a tone", Args: cobra.MaximumNArgs(1),
		Example: "  matterbookctl ar text\n  matterbookctl ar text 2 --from-days 45 --subject \"Your account is past due\" --body-file second.txt",
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			texts, err := d.ReminderTexts(cmd.Context())
			if err != nil {
				return err
			}
			if len(args) == 1 {
				level, err := strconv.Atoi(args[0])
				if err != nil || level < 1 || level > len(texts) {
					return usagef(cmd, "the tone is 1, 2 or 3, not %q", args[0])
				}
				old := texts[level-1]
				set := app.SetReminderText{Request: c.request(), Level: level, FromDays: old.FromDays, Subject: old.Subject, Body: old.Body}
				if cmd.Flags().Changed("from-days") {
					set.FromDays = req.FromDays
				}
				if cmd.Flags().Changed("subject") {
					set.Subject = req.Subject
				}
				if file != "" {
					data, err := os.ReadFile(file)
					if err != nil {
						return fault.New(fault.Invalid, "file.read", "The file %s cannot be read: %v.", file, err)
					}
					set.Body = string(data)
				}
				if texts[level-1], err = d.SetReminderText(cmd.Context(), set); err != nil {
					return err
				}
			}
			type textView struct {
				Level    int    `json:"level"`
				FromDays int    `json:"from_days"`
				Subject  string `json:"subject"`
				Body     string `json:"body"`
			}
			views := []textView{}
			for _, t := range texts {
				views = append(views, textView{t.Level, t.FromDays, t.Subject, t.Body})
			}
			return c.answer(map[string][]textView{"texts": views}, func(w io.Writer) {
				for _, v := range views {
					fmt.Fprintf(w, "%d, from %d days: %s\n\n%s\n\n", v.Level, v.FromDays, v.Subject, v.Body)
				}
			})
		},
	}
	f := cmd.Flags()
	f.IntVar(&req.FromDays, "from-days", 0, "`DAYS` past due from which it is used")
	f.StringVar(&req.Subject, "subject", "", "the heading")
	f.StringVar(&file, "body-file", "", "text `FILE` with the letter; a blank line begins a new paragraph")
	return cmd
}
