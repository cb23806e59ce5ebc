package present

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/ui/words"
)

// BookFacts say what and where the book is.
func (s *Settings) BookFacts() []Figure {
	b := s.data.book
	if b.Path == "" {
		return nil
	}
	backup := Figure{Key: "backup", Label: words.L("Last backup"), Value: words.L("never"), Tone: Warn}
	if !b.LastBackup.IsZero() {
		backup.Value, backup.Tone = when(b.LastBackup), Neutral
	}
	closed := words.L("Nothing is closed")
	if t := s.data.firm.ClosedThrough; !t.IsZero() {
		closed = words.L("Closed through %s", words.Date(t))
	}
	list := []Figure{{Key: "path", Label: words.L("Where it is"), Value: b.Path}, {Key: "size", Label: words.L("Size"), Value: bytesText(b.Bytes)},
		{Key: "schema", Label: words.L("Form of the file"), Value: words.L("version %d", b.Schema)}, backup, {Key: "closed", Label: words.L("Books"), Value: closed}}
	return list
}

// Counts are the rows of the book by noun.
func (s *Settings) Counts() []Figure {
	nouns := map[string]string{"client": words.L("Clients"), "matter": words.L("Matters"), "time_entry": words.L("Time entries"), "time": words.L("Time entries"), "expense": words.L("Expenses"), "invoice": words.L("Invoices"),
		"payment": words.L("Payments"), "trust_txn": words.L("Trust entries"), "trust": words.L("Trust entries"), "audit": words.L("Lines of the log")}
	var list []Figure
	for _, c := range s.data.book.Counts {
		if name := nouns[c.Noun]; name != "" {
			list = append(list, Figure{Key: c.Noun, Label: name, Value: words.Number(thousands(c.N))})
		}
	}
	return list
}

// thousands is a whole number as package money writes it: "1,234".
func thousands(n int64) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

func bytesText(n int64) string {
	switch {
	case n >= 1<<30:
		return words.L("%s GB", words.Number(fmt.Sprintf("%.1f", float64(n)/(1<<30))))
	case n >= 1<<20:
		return words.L("%s MB", words.Number(fmt.Sprintf("%.1f", float64(n)/(1<<20))))
	}
	return words.L("%s kB", words.Number(fmt.Sprintf("%.0f", float64(n)/(1<<10))))
}

// when is an instant for people, in the zone of the computer.
func when(t time.Time) string {
	t = t.Local()
	return words.L("%s, %s", words.Date(cal.Of(t)), t.Format("15:04"))
}

// StartBackup asks for a passphrase, then where the copy is put.
func (s *Settings) StartBackup() {
	if why := s.why(); why != "" {
		s.h.Say("%s", why)
		return
	}
	if s.Keeper == nil {
		s.h.Say("%s", words.L("This window was started without the means to back up."))
		return
	}
	f := newSideForm(s.h, s, "settings.backup", words.L("Back up the book"), words.L("Choose where and back up"),
		&Input{Path: "pass", Label: words.L("Passphrase"), Kind: SecretInput, Optional: true, Hint: words.L("Blank: the copy is not encrypted")},
		&Input{Path: "again", Label: words.L("The passphrase again"), Kind: SecretInput, Optional: true, Hidden: true})
	f.Note = words.L("The copy is read again and compared before it counts. Keep it on another disk. Without its passphrase an encrypted copy cannot be opened by anybody.")
	f.edited = func(f *SideForm, path string) {
		pass, again := f.In("pass"), f.In("again")
		again.Hidden = pass.Text == ""
		again.Fault = ""
		if path == "again" && again.Text != "" && !strings.HasPrefix(pass.Text, again.Text) {
			again.Fault = words.L("The two differ.")
		}
	}
	f.send = func(f *SideForm) {
		pass := f.In("pass").Text
		if pass != "" && f.In("again").Text != pass {
			f.In("again").Fault = words.L("The two differ.")
			f.Focus = "again"
			return
		}
		name := safeName(s.data.firm.Name) + " " + s.h.Today().String()
		kind := Ending
		if pass != "" {
			kind = "age"
		}
		s.h.AskFile(FileQuestion{Title: words.L("Where shall the copy be kept?"), Save: true, Name: name + "." + kind, Kinds: []string{kind}}, func(path string) { s.backup(path, pass) })
	}
	s.show(f)
}

func (s *Settings) backup(path, pass string) {
	var made BackupMade
	s.closeSide()
	s.h.Redraw(s)
	s.h.Working(words.L("Backing up the book"), func(ctx context.Context, progress func(int, int, string)) (err error) {
		progress(0, 0, filepath.Base(path))
		made, err = s.Keeper.Backup(ctx, s.h.Desk(), path, pass)
		return err
	}, func(err error) {
		row := OutcomeRow{OK: err == nil, Item: filepath.Base(path), Fix: words.L("Try again"), Do: s.StartBackup}
		switch {
		case err != nil:
			row.Text = Words(err)
		default:
			sealed := words.L("not encrypted")
			if made.Sealed {
				sealed = words.L("encrypted; it was opened again with its passphrase and is the same book")
			}
			row.Text = words.L("%s, %s, %s. Checksum SHA-256: %s. To get the book back, open the copy, or for an encrypted one: matterbookctl restore %s --to NEW.%s", made.Path, bytesText(made.Bytes), sealed, made.SHA256, filepath.Base(made.Path), Ending)
			row.Fix, row.Do = words.L("Open the folder"), func() { s.h.Show(filepath.Dir(made.Path)) }
			s.h.Say("%s", words.L("The book is backed up to %s.", filepath.Base(made.Path)))
		}
		s.showOutcome(newOutcome(words.L("Backup"), []OutcomeRow{row}))
		s.reload()
	})
}

func (s *Settings) showOutcome(o *Outcome) {
	o.close = func() {
		s.Outcome = nil
		s.h.Redraw(s)
	}
	s.Outcome, s.Side = o, nil
	s.h.Redraw(s)
}

// Verify proves the book with progress; what is wrong is named row by row.
func (s *Settings) Verify() {
	var checks []app.Check
	s.closeSide()
	s.h.Working(words.L("Proving the book"), func(ctx context.Context, progress func(int, int, string)) (err error) {
		n := 0
		checks, err = s.h.Desk().Verify(ctx, func(check string) { n++; progress(n, 0, check) })
		return err
	}, func(err error) {
		if err != nil {
			s.h.Fail(err)
			return
		}
		wrong := 0
		rows := make([]OutcomeRow, len(checks))
		for i, c := range checks {
			rows[i] = OutcomeRow{OK: c.OK, Item: upper(words.Of(c.Name)), Text: CheckSaid(c.Detail), Word: words.L("Holds"), Tone: Good}
			if !c.OK {
				wrong++
				rows[i].Word, rows[i].Tone = words.L("Wrong"), Bad
				rows[i].Fix, rows[i].Do = words.L("Copy for a report"), func() { s.h.Copy(c.Name + ": " + c.Detail) }
			}
		}
		title := words.L("The book is sound: everything holds")
		if wrong > 0 {
			title = words.N(wrong, "%d check fails. Keep the file as it is and restore a backup beside it", "%d checks fail. Keep the file as it is and restore a backup beside it", wrong)
		}
		s.showOutcome(newOutcome(title, rows))
		s.h.Say("%s", title)
	})
}

// OpenFolder shows where the book is.
func (s *Settings) OpenFolder() {
	if p := s.data.book.Path; p != "" {
		s.h.Show(filepath.Dir(p))
	}
}

// StartClose closes the books through a day, or opens a closed period again.
func (s *Settings) StartClose() {
	if !s.h.Desk().MaySetUp() {
		s.h.Say("%s", words.L("The role %s may not close the books.", words.Of(roleWords[s.h.Desk().User.Role])))
		return
	}
	now := s.data.firm.ClosedThrough
	last := s.h.Today().MonthStart().AddDays(-1)
	f := newSideForm(s.h, s, "settings.close", words.L("Close the books"), words.L("Close the books"),
		&Input{Path: "through", Label: words.L("Closed through"), Kind: DateInput, Field: Field{Text: last.String()}, Hint: words.L("Blank opens everything")},
		textIn("reason", words.L("Why a closed period is opened again"), ""))
	f.Note = words.L("Nothing can be dated on or before the day: no time, bill, payment or expense. Trust accounts are closed by their reconciliation.")
	if !now.IsZero() {
		f.Note += " " + words.L("Now the books are closed through %s.", words.Date(now))
	}
	opens := func(f *SideForm) bool { return f.Date("through") < now }
	f.In("reason").Hidden = !opens(f)
	f.places = map[string]string{"books.future": "through", "books.reason": "reason"}
	f.edited = func(f *SideForm, path string) {
		f.In("reason").Hidden = !opens(f)
		in := f.In("through")
		if in.Fault = ""; f.Date("through") >= s.h.Today() {
			in.Fault = words.L("That day is not over.")
		}
	}
	f.send = func(f *SideForm) {
		req := app.CloseBooks{Request: app.Request{Key: f.Key}, Through: f.Text("through"), Reason: f.Text("reason")}
		q := Question{Title: words.L("Close the books through %s?", words.Date(f.Date("through"))), Text: words.L("Nothing can be dated on or before that day any more. A closed period can be opened again with a reason that stays in the log."), Yes: words.L("Close the books")}
		if opens(f) {
			q = Question{Title: words.L("Open closed books again?"), Text: words.L("Figures that were reported can change. Who opened them, when and why stays in the log."), Yes: words.L("Open them again"), Danger: true}
		}
		s.h.Ask(q, func(yes bool) {
			if !yes {
				return
			}
			sendAct(f, func(ctx context.Context) (firm.Firm, error) { return s.h.Desk().CloseBooks(ctx, req) }, func(x firm.Firm) {
				s.closeSide()
				if x.ClosedThrough.IsZero() {
					s.h.Say("%s", words.L("The books are open."))
				} else {
					s.h.Say("%s", words.L("The books are closed through %s.", words.Date(x.ClosedThrough)))
				}
				s.reload()
			})
		})
	}
	s.show(f)
}
