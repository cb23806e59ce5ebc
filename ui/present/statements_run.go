package present

import (
	"context"
	"os"
	"path/filepath"
	"strconv"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/ui/words"
)

const reminderFolderKey = "receivables.folder"

// StartRun opens the run of statements and reminder letters. It is filled in: to
// send it is the second step.
func (v *Receivables) StartRun() {
	folder := ""
	if home, err := os.UserHomeDir(); err == nil {
		folder = filepath.Join(home, "Documents", "Reminders")
	}
	f := newSideForm(v.h, v, "receivables.run", words.L("Statements and reminders"), words.L("Make them"),
		textIn("days", words.Mark("More than so many days past due"), "30"), &Input{Path: "who", Kind: NoteInput},
		checkIn("letter", words.Mark("Reminder letter, in the tone its age calls for"), true), checkIn("statement", words.Mark("Statement of account"), true),
		checkIn("mail", words.Mark("Draft messages for clients whose bills go by e-mail"), true), checkIn("print", words.Mark("Print the others"), false),
		textIn("folder", words.Mark("Folder"), folder).hint(words.Mark("Made when it is not there")))
	f.Note = words.L("Clients who dispute the account, or whose promise still runs, are left out and listed. Each paper is noted as a contact on the board.")
	var preview Latest
	look := func() {
		days, err := strconv.Atoi(f.Text("days"))
		if err != nil || days < 0 {
			return
		}
		Ask(&preview, v.h.Runner(), func(ctx context.Context) ([]app.ReminderDue, error) {
			return v.h.Desk().RemindersDue(ctx, app.AskReminders{AsOf: v.AsOf, MinDays: days})
		}, func(list []app.ReminderDue, err error) {
			if err == nil {
				f.In("who").Figures = dueFigures(list)
				v.h.Redraw(v)
			}
		})
	}
	f.edited = func(_ *SideForm, path string) {
		if path == "days" {
			look()
		}
	}
	look()
	Go(v.h.Runner(), func(ctx context.Context) (string, error) {
		var kept string
		err := v.h.Desk().Preference(ctx, reminderFolderKey, &kept)
		return kept, err
	}, func(kept string, err error) {
		if err == nil && kept != "" && f.Text("folder") == folder {
			f.In("folder").Field.Set(kept)
			v.h.Redraw(v)
		}
	})
	f.send = v.sendRun
	v.show(f)
}

// dueFigures count who is reminded, by tone, and who is left out.
func dueFigures(list []app.ReminderDue) []Figure {
	var tones [3]int
	left := 0
	for _, x := range list {
		if x.Why != "" {
			left++
			continue
		}
		tones[x.Text.Level-1]++
	}
	var figures []Figure
	for i, n := range tones {
		figures = append(figures, Figure{Key: "tone" + strconv.Itoa(i+1), Label: words.Of(toneWords[i]), Value: words.Count(n)})
	}
	return append(figures, Figure{Key: "left", Label: words.L("Left out"), Value: words.Count(left)})
}

func (v *Receivables) sendRun(f *SideForm) {
	days, err := strconv.Atoi(f.Text("days"))
	folder := f.Text("folder")
	switch {
	case err != nil || days < 0:
		f.In("days").Fault, f.Focus = words.L("Write a number of days, such as 30."), "days"
		return
	case !f.On("letter") && !f.On("statement"):
		f.Fault = words.L("Choose the letter, the statement, or both.")
		return
	case !filepath.IsAbs(folder):
		f.In("folder").Fault, f.Focus = words.L("Write the whole path of the folder."), "folder"
		return
	}
	v.h.Prefer(reminderFolderKey, folder)
	one := app.SendReminder{AskReminder: app.AskReminder{AsOf: v.AsOf}, Statement: f.On("statement"), Letter: f.On("letter"), Dir: folder, Mail: f.On("mail"), Note: true}
	paper := f.On("print")
	f.Busy = true
	var rows []OutcomeRow
	made := 0
	v.h.Working(words.L("Making statements and reminders"), func(ctx context.Context, progress func(done, total int, what string)) error {
		list, err := v.h.Desk().RemindersDue(ctx, app.AskReminders{AsOf: v.AsOf, MinDays: days})
		if err != nil {
			return err
		}
		for i, x := range list {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress(i, len(list), x.Client.Name)
			row := v.remindOne(ctx, x, one, f.Key, paper)
			if row.OK && x.Why == "" {
				made++
			}
			rows = append(rows, row)
		}
		return nil
	}, func(err error) {
		f.Busy = false
		if err != nil && len(rows) == 0 {
			f.Failed(err)
			return
		}
		if err != nil {
			rows = append(rows, OutcomeRow{Item: words.L("The run stopped"), Text: Words(err)})
		}
		title := runTitle(rows, made, days)
		v.h.Say("%s", title)
		v.end(newOutcome(title, rows, OutcomeAction{words.L("Open the folder"), func() { v.h.Show(folder) }}))
	})
}

// runTitle counts what a run came to.
func runTitle(rows []OutcomeRow, made, days int) string {
	failed := 0
	for _, r := range rows {
		if !r.OK {
			failed++
		}
	}
	left := len(rows) - made - failed
	switch {
	case len(rows) == 0:
		return words.L("Nobody is more than %d days past due", days)
	case failed > 0:
		return words.L("%d not done, %d written to, %d left out", failed, made, left)
	case left > 0:
		return words.L("%d written to, %d left out", made, left)
	}
	return words.N(made, "%d client was written to", "%d clients were written to", made)
}

func (v *Receivables) remindOne(ctx context.Context, x app.ReminderDue, req app.SendReminder, key string, paper bool) OutcomeRow {
	row := OutcomeRow{Item: x.Client.Code + "  " + x.Client.Name, Fix: words.L("Look at the client"), Do: func() { v.h.Go(ReceivablesRoute.Name, "receivable "+x.Client.Code) }}
	if x.Why != "" {
		row.OK, row.Word, row.Tone, row.Text = true, words.L("Left out"), Warn, x.Why
		return row
	}
	req.Client, req.Key = x.Client.Code, key+" "+x.Client.Code
	done, err := v.h.Desk().SendReminder(ctx, req)
	if err == nil && paper && len(done.Print) > 0 {
		err = v.h.PrintNow(ctx, done.Print...)
	}
	if err != nil {
		row.Text = Words(err)
		return row
	}
	row.OK, row.Word, row.Tone = true, words.Of(toneWords[x.Text.Level-1]), Good
	money := words.Money(x.PastDue, x.Client.Currency)
	switch {
	case done.Draft != "":
		row.Text = words.L("%s past due by %d days; a message to %s waits in the folder.", money, x.Days, done.To)
	case paper:
		row.Text = words.L("%s past due by %d days; printed.", money, x.Days)
	default:
		row.Text = words.L("%s past due by %d days; written into the folder.", money, x.Days)
	}
	row.Fix, row.Do = words.L("Open the statement"), func() { v.OpenStatement(x.Client.Code) }
	return row
}

// startTexts opens the words of a tone to be changed.
func (v *Receivables) startTexts(level int) {
	var tones []Choice
	for i, t := range toneWords {
		tones = append(tones, Choice{Key: strconv.Itoa(i + 1), Text: words.Of(t)})
	}
	f := newSideForm(v.h, v, "receivables.texts", words.L("Words of the reminders"), words.L("Save"),
		choiceIn("level", words.Mark("Tone"), strconv.Itoa(level), tones...), textIn("from_days", words.Mark("From so many days past due"), ""), textIn("subject", words.Mark("Heading"), ""),
		longIn("body", words.Mark("Letter"), ""))
	f.Note = words.L("Marks in braces are filled in: {client}, {amount}, {total}, {count}, {oldest}, {days}, {date}, {firm}, {phone}. A blank line begins a new paragraph.")
	var texts []bill.ReminderText
	fill := func() {
		n, _ := strconv.Atoi(f.Text("level"))
		if n < 1 || n > len(texts) {
			return
		}
		t := texts[n-1]
		f.In("from_days").Field.Set(strconv.Itoa(t.FromDays))
		f.In("subject").Field.Set(t.Subject)
		f.In("body").Field.Set(t.Body)
	}
	f.edited = func(_ *SideForm, path string) {
		if path == "level" {
			fill()
		}
	}
	Go(v.h.Runner(), func(ctx context.Context) ([]bill.ReminderText, error) { return v.h.Desk().ReminderTexts(ctx) }, func(list []bill.ReminderText, err error) {
		if err != nil {
			v.h.Fail(err)
			return
		}
		texts = list
		fill()
		v.h.Redraw(v)
	})
	f.send = func(f *SideForm) {
		level, _ := strconv.Atoi(f.Text("level"))
		days, err := strconv.Atoi(f.Text("from_days"))
		if err != nil {
			f.In("from_days").Fault, f.Focus = words.L("Write a number of days, such as 30."), "from_days"
			return
		}
		req := app.SetReminderText{Request: app.Request{Key: f.Key}, Level: level, FromDays: days, Subject: f.Text("subject"), Body: f.Text("body")}
		sendAct(f, func(ctx context.Context) (bill.ReminderText, error) { return v.h.Desk().SetReminderText(ctx, req) }, func(t bill.ReminderText) {
			v.closeSide()
			v.h.Say("%s", words.L("The words of the tone %q are kept.", words.Of(toneWords[t.Level-1])))
		})
	}
	v.show(f)
}
