package present

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/ui/words"
)

// OpenComments counts what was said about a line and not settled; line 0 is the
// bill as a whole, -1 everything.
func (p *PreBill) OpenComments(line int) int {
	n := 0
	for _, c := range p.View.Comments {
		if c.ResolvedBy == 0 && (line < 0 || c.Line == line) {
			n++
		}
	}
	return n
}

func (p *PreBill) userName(id int64) string {
	for _, u := range p.h.Facts().Users {
		if u.ID == id {
			return u.Name
		}
	}
	return fmt.Sprint(id)
}

// StartComments opens what was said about the bill and its lines: a tick settles
// one, and words written below are kept with the line of the cursor.
func (p *PreBill) StartComments() {
	line := p.Line
	var inputs []*Input
	for _, c := range p.View.Comments {
		at := c.At.In(p.h.Desk().Now().Location())
		about := words.L("The bill")
		if c.Line != 0 {
			about = words.L("Line %d", c.Line)
		}
		said := &Input{Path: fmt.Sprintf("said %d", c.ID), Kind: NoteInput, Hint: words.L("%s, %s on %s: %s", about, p.userName(c.UserID), words.Date(cal.Of(at)), c.Text)}
		inputs = append(inputs, said, checkIn(fmt.Sprintf("comment %d", c.ID), words.Mark("Settled"), c.ResolvedBy != 0))
	}
	about := []Choice{{Key: "0", Text: words.L("The bill as a whole")}}
	first := "0"
	if _, ok := p.line(line); ok {
		first = fmt.Sprint(line)
		about = append(about, Choice{Key: first, Text: words.L("Line %d", line)})
	}
	inputs = append(inputs, longIn("text", words.Mark("New comment"), "").hint(words.Mark("Never printed")), choiceIn("about", words.Mark("About"), first, about...))
	f := newSideForm(p.h, p.b, "prebill.comments", words.L("Comments"), words.L("Save"), inputs...)
	f.Focus = "text"
	if n := p.OpenComments(-1); n > 0 {
		f.Note = words.N(n, "%d comment is open.", "%d comments are open.", n)
	}
	f.send = p.sendComments
	p.b.show(f)
}

func (p *PreBill) sendComments(f *SideForm) {
	type settle struct {
		id   int64
		open bool
	}
	var changes []settle
	for _, c := range p.View.Comments {
		if on := f.On(fmt.Sprintf("comment %d", c.ID)); on != (c.ResolvedBy != 0) {
			changes = append(changes, settle{c.ID, !on})
		}
	}
	text, line := f.Text("text"), 0
	fmt.Sscan(f.Text("about"), &line)
	if text == "" && len(changes) == 0 {
		f.In("text").Fault = words.L("Write what is to be said, or settle a comment.")
		f.Focus = "text"
		return
	}
	d, id, key := p.h.Desk(), p.ID, f.Key
	sendAct(f, func(ctx context.Context) (int, error) {
		for _, x := range changes {
			if _, err := d.SettleComment(ctx, app.SettleComment{PreBill: id, Comment: x.id, Open: x.open}); err != nil {
				return 0, err
			}
		}
		if text == "" {
			return len(changes), nil
		}
		_, err := d.CommentPreBill(ctx, app.CommentPreBill{Request: app.Request{Key: key}, PreBill: id, Line: line, Text: text})
		return len(changes) + 1, err
	}, func(int) {
		p.b.closeSide()
		p.h.Say("%s", words.L("The comments are kept."))
	})
}

// ShowHistory lists what the line of the cursor was, from the run to now.
func (p *PreBill) ShowHistory() {
	no := p.Line
	if _, ok := p.line(no); !ok {
		p.h.Say("%s", words.L("Put the cursor on a line first."))
		return
	}
	cur := p.Currency()
	Go(p.h.Runner(), func(ctx context.Context) ([]bill.PreBillStep, error) {
		return p.h.Desk().PreBillLineHistory(ctx, p.ID, no)
	},
		func(steps []bill.PreBillStep, err error) {
			if err != nil {
				p.h.Fail(err)
				return
			}
			rows := make([]OutcomeRow, len(steps))
			for i, s := range steps {
				at := s.At.In(p.h.Desk().Now().Location())
				rows[i] = OutcomeRow{OK: true, Word: words.L("Changed"), Tone: Info, Item: words.L("%s, %s  %s", words.Date(cal.Of(at)), at.Format("15:04"), s.User)}
				if i == 0 {
					rows[i].Word, rows[i].Tone = words.L("Came"), Neutral
					rows[i].Text = words.L("%s × %s = %s as it came.", words.Number(unitsText(s.Line, s.Line.Now.Units)), words.Rate(s.Line.Now.Rate), words.Amount(s.Line.Now.Amount, cur)) + "\n" + s.Line.Now.Text
					continue
				}
				rows[i].Text = stepText(steps[i-1].Line, s.Line, p)
			}
			p.b.end(newOutcome(words.L("History of line %d", no), rows))
		})
}

// stepText says what one act changed.
func stepText(was, is bill.PreBillLine, p *PreBill) string {
	var list []string
	if was.Now.Text != is.Now.Text {
		list = append(list, words.L("Text: %s", is.Now.Text))
	}
	if was.Now.Units != is.Now.Units || was.Now.Rate != is.Now.Rate || was.Now.Amount != is.Now.Amount || was.Action != is.Action {
		list = append(list, becameWords(is, p.Currency())+".")
	}
	if is.Reason != "" && is.Reason != was.Reason {
		list = append(list, words.L("Reason: %s.", is.Reason))
	}
	return strings.Join(list, "\n")
}

// StartReplace opens the form that finds words in the texts of the lines and
// replaces them.
func (p *PreBill) StartReplace() {
	if p.refuseLocked() {
		return
	}
	lines := p.selected()
	scope := "all"
	choices := []Choice{{Key: "all", Text: words.L("All lines")}}
	if len(lines) > 1 {
		scope = "picked"
		choices = append(choices, Choice{Key: "picked", Text: words.L("The %d selected lines", len(lines))})
	}
	f := newSideForm(p.h, p.b, "prebill.replace", words.L("Find and replace"), words.L("Replace"),
		textIn("find", words.Mark("Find"), ""), textIn("with", words.Mark("Replace with"), "").optional(),
		checkIn("words", words.Mark("Whole words only"), false), checkIn("case", words.Mark("Capitals must match"), false),
		choiceIn("scope", words.Mark("In"), scope, choices...))
	f.Note = words.L("Changes the texts on this pre-bill only; the time entries keep theirs.")
	asked := func() app.ReplaceInPreBill {
		req := app.ReplaceInPreBill{Request: app.Request{Key: f.Key}, PreBill: p.ID, Find: f.In("find").Text, With: f.In("with").Text, Words: f.On("words"), MatchCase: f.On("case")}
		if f.Text("scope") == "picked" {
			req.Lines = lines
		}
		return req
	}
	count := func() {
		req, hits, in := asked(), 0, 0
		for _, l := range p.View.Lines {
			if l.Action == bill.LineTransferred || len(req.Lines) > 0 && !slices.Contains(req.Lines, l.No) {
				continue
			}
			if _, n := app.Replaced(l.Now.Text, req.Find, req.With, req.MatchCase, req.Words); n > 0 {
				hits, in = hits+n, in+1
			}
		}
		f.In("find").Figures = nil
		if req.Find != "" {
			f.In("find").Figures = []Figure{{Key: "found", Label: words.Mark("Found"), Value: words.L("%d in %s", hits, words.N(in, "%d line", "%d lines", in))}}
		}
	}
	f.edited = func(*SideForm, string) { count() }
	f.places = map[string]string{"replace.none": "find"}
	f.send = func(f *SideForm) {
		req := asked()
		sendAct(f, func(ctx context.Context) ([]app.PreBillEdit, error) { return p.h.Desk().ReplaceInPreBill(ctx, req) },
			func(edits []app.PreBillEdit) { p.b.closeSide(); p.saved(edits) })
	}
	p.b.show(f)
}
