package present

import (
	"context"
	"slices"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/ui/words"
)

var matterNoteWords = map[firm.NoteKind]string{firm.PlainNote: words.Mark("Note"), firm.CallNote: words.Mark("Call"), firm.MailNote: words.Mark("E-mail"), firm.TaskNote: words.Mark("Task")}

var matterNoteTones = map[firm.NoteKind]Tone{firm.PlainNote: Neutral, firm.CallNote: Info, firm.MailNote: Info, firm.TaskNote: Warn}

func noteCells(r app.NoteRow, today cal.Date) []Cell {
	kind := Cell{Text: words.Of(matterNoteWords[r.Kind]), Tone: matterNoteTones[r.Kind], Pill: true}
	if !r.DoneOn.IsZero() {
		kind.Tone = Good
	}
	due := dateCell(r.Due)
	if r.Open() && !r.Due.IsZero() && r.Due < today {
		due.Tone = Bad
	}
	return []Cell{dateCell(r.On), kind, {Text: oneLine(r.Text), Muted: !r.DoneOn.IsZero()}, {Text: r.Author.Code, Muted: true}, due, dateCell(r.DoneOn)}
}

// Note is the note that is selected.
func (p *MatterPage) Note() (app.NoteRow, bool) { return single(p.Notes.Picked()) }

func (p *MatterPage) noteForm(id, title, submit string, n firm.Note) *SideForm {
	kinds := make([]Choice, len(firm.NoteKinds))
	for i, k := range firm.NoteKinds {
		kinds[i] = Choice{Key: string(k), Text: words.Of(matterNoteWords[k])}
	}
	due := dateIn("due", words.Mark("To be done by"), n.Due)
	if n.Due.IsZero() {
		due.Text = ""
	}
	f := newSideForm(p.h, p.m, id, title, submit, choiceIn("kind", words.Mark("Kind"), string(n.Kind), kinds...), longIn("text", words.Mark("Text"), n.Text),
		dateIn("on", words.Mark("Date"), n.On), due, checkIn("done", words.Mark("Done"), !n.DoneOn.IsZero()))
	f.edited = func(f *SideForm, _ string) { noteEdited(f) }
	noteEdited(f)
	f.Focus = "text"
	return f
}

// noteEdited shows only what belongs to the kind.
func noteEdited(f *SideForm) {
	task := f.In("kind").Text == string(firm.TaskNote)
	f.In("due").Hidden, f.In("done").Hidden = !task, !task
}

// StartNote writes a note about the matter.
func (p *MatterPage) StartNote(kind firm.NoteKind) {
	if p.m.refused(p.h.Desk().MayWriteNotes(), words.L("notes and parties")) {
		return
	}
	f := p.noteForm("note.new", words.L("New note on %s", p.Row.Code), words.L("Keep the note"), firm.Note{Kind: kind, On: p.h.Today()})
	f.send = func(f *SideForm) {
		req := app.AddNote{Request: app.Request{Key: f.Key}, Matter: p.Row.Code, Kind: f.Text("kind"), On: f.Text("on"), Text: f.Text("text"), Due: f.Text("due"), Done: f.On("done")}
		sendAct(f, func(ctx context.Context) (firm.Note, error) { return p.h.Desk().AddNote(ctx, req) }, func(n firm.Note) {
			p.m.closeSide()
			p.setTab(MatterNotes)
			p.Search.Set("")
			p.h.Say("The note is kept.")
			p.reloadAt(&p.Notes.List, n.ID)
		})
	}
	p.m.show(f)
}

// EditNote opens the selected note: to be changed by who wrote it and by
// administrators, to be read by the others.
func (p *MatterPage) EditNote() {
	n, ok := p.Note()
	if !ok {
		p.h.Say("Select a note first.")
		return
	}
	f := p.noteForm("note.edit", words.L("%s of %s", words.Of(matterNoteWords[n.Kind]), words.Date(n.On)), words.L("Save the note"), n.Note)
	f.send = func(f *SideForm) {
		text := func(path string) *string { s := f.Text(path); return &s }
		done := f.On("done")
		req := app.SetNote{Request: app.Request{Key: f.Key}, ID: n.ID, Version: n.RowVersion, Kind: text("kind"), On: text("on"), Text: text("text"), Due: text("due"), Done: &done}
		sendAct(f, func(ctx context.Context) (firm.Note, error) { return p.h.Desk().SetNote(ctx, req) }, func(firm.Note) {
			p.m.closeSide()
			p.h.Say("The note is saved.")
		})
	}
	if why := p.mayEdit(n); why != "" {
		f.look(why)
	}
	p.m.show(f)
}

// mayEdit is blank when the user may change the note, else the reason.
func (p *MatterPage) mayEdit(n app.NoteRow) string {
	d := p.h.Desk()
	switch {
	case !d.MayWriteNotes():
		return p.m.mayOnlyRead(words.L("notes and parties"))
	case n.UserID != d.User.ID && d.User.Role != firm.Admin:
		return words.L("%s wrote this; a note is changed by who wrote it, or by an administrator.", n.Author.Name)
	}
	return ""
}

// ToggleDone ticks the selected task off, or takes the tick back.
func (p *MatterPage) ToggleDone() {
	n, ok := p.Note()
	if !ok || n.Kind != firm.TaskNote {
		p.h.Say("Select a task first.")
		return
	}
	p.setDone(n, n.Open())
}

func (p *MatterPage) setDone(n app.NoteRow, done bool) {
	Go(p.h.Runner(), func(ctx context.Context) (firm.Note, error) {
		return p.h.Desk().SetNote(ctx, app.SetNote{ID: n.ID, Version: n.RowVersion, Done: &done})
	}, func(now firm.Note, err error) {
		if err != nil {
			p.h.Fail(err)
			return
		}
		what := words.L("The task is done.")
		if !done {
			what = words.L("The task is still to do.")
		}
		was := !done
		p.h.Undoable(Undo{Done: what, Back: func(ctx context.Context) error {
			_, err := p.h.Desk().SetNote(ctx, app.SetNote{ID: n.ID, Version: now.RowVersion, Done: &was})
			return err
		}})
	})
}

// DeleteNote takes the selected note away; it can be taken back within the session.
func (p *MatterPage) DeleteNote() {
	n, ok := p.Note()
	if !ok {
		p.h.Say("Select a note first.")
		return
	}
	if why := p.mayEdit(n); why != "" {
		p.h.Say("%s", why)
		return
	}
	Go(p.h.Runner(), func(ctx context.Context) (firm.Note, error) {
		return p.h.Desk().DeleteNote(ctx, app.DeleteNote{ID: n.ID, Version: n.RowVersion})
	}, func(_ firm.Note, err error) {
		if err != nil {
			p.h.Fail(err)
			return
		}
		again := app.AddNote{Matter: n.MatterCode, Kind: string(n.Kind), On: n.On.String(), Text: n.Text, Done: !n.DoneOn.IsZero()}
		if !n.Due.IsZero() {
			again.Due = n.Due.String()
		}
		p.h.Undoable(Undo{Done: words.L("The note is deleted; the log keeps it."), Back: func(ctx context.Context) error {
			_, err := p.h.Desk().AddNote(ctx, again)
			return err
		}})
	})
}

// reloadAt reads the page again and selects a row of a list then.
func (p *MatterPage) reloadAt(l interface{ Select([]int64) }, id int64) {
	p.h.Redraw(p.m)
	p.jump, p.jumpTo = l, id
	p.m.reload()
}

// landed selects what was just added, once it is in its list.
func (p *MatterPage) landed() {
	if l, ok := p.jump.(interface {
		Table
		Select([]int64)
	}); ok && l.IndexOf(p.jumpTo) >= 0 {
		l.Select([]int64{p.jumpTo})
		p.cursor = p.jumpTo
		p.jump, p.jumpTo = nil, 0
	}
}

// TakeRow is the row of the tab's list the page puts its cursor on, once.
func (p *MatterPage) TakeRow() int64 {
	id := p.cursor
	p.cursor = 0
	return id
}

// openTasks are the tasks still to do, the most urgent first; those without a day last.
func openTasks(notes []app.NoteRow) []app.NoteRow {
	var list []app.NoteRow
	for _, n := range notes {
		if n.Open() {
			list = append(list, n)
		}
	}
	slices.SortStableFunc(list, func(a, b app.NoteRow) int {
		switch {
		case a.Due == b.Due:
			return 0
		case a.Due.IsZero():
			return 1
		case b.Due.IsZero() || a.Due < b.Due:
			return -1
		}
		return 1
	})
	return list
}
