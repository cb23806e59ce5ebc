package present

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// ReceivablesRoute is the board of what clients owe and what is done about it.
var ReceivablesRoute = Route[*Receivables]{
	Name: "receivables", Title: words.Mark("Receivables"), Group: words.Mark("Billing"), Icon: "receivables", Key: "Ctrl+Shift+A",
	Opens: []string{"receivable", "statement"}, New: newReceivables,
}

// Receivables is the board of receivables: what is open by age, what was last
// paid, said and promised, and what is to be done next.
type Receivables struct {
	h Host

	AsOf   cal.Date
	By     string // app.ARByClient, ARByMatter or ARByAttorney
	Search Field
	Only   []string // chips that are on; each narrows the board
	Counts map[string]int
	List   ShortList[ARRow]
	AgeBy  firm.AgeBy
	rows   []ARRow

	// Story is what was said with the client of the selected row; nil for none.
	Story *app.ARStory
	Notes ShortList[bill.ARNote]

	Paper   *StatementPage // the statement or letter in view, nil for none
	Side    *SideForm
	Outcome *Outcome

	ask   Latest
	fresh fresh
	story Latest
	typed Pause
}

// ARChips are the quick filters of the board.
var ARChips = []Choice{
	{Key: "30", Text: words.Mark("Over 30")}, {Key: "60", Text: words.Mark("Over 60")}, {Key: "90", Text: words.Mark("Over 90")},
	{Key: "broken", Text: words.Mark("Promise broken")}, {Key: "today", Text: words.Mark("Action today")}, {Key: "disputed", Text: words.Mark("Disputed")},
}

// ARGroups are the ways the board is grouped.
var ARGroups = []Choice{{Key: app.ARByClient, Text: words.Mark("By client")}, {Key: app.ARByMatter, Text: words.Mark("By matter")}, {Key: app.ARByAttorney, Text: words.Mark("By attorney")}}

func newReceivables(h Host) *Receivables {
	v := &Receivables{h: h, AsOf: h.Today(), By: app.ARByClient, Counts: map[string]int{}}
	l := &v.List
	l.bind(h, "receivables.board")
	l.Heads = []Column{
		{Key: "name", Label: words.Mark("Client"), Width: 190, Min: 150, Flex: 1, Sortable: true},
		{Key: "current", Label: words.Mark("Current"), Width: 78, Right: true, Sortable: true},
		{Key: "d30", Label: words.Mark("1–30"), Width: 72, Right: true, Sortable: true},
		{Key: "d60", Label: words.Mark("31–60"), Width: 72, Right: true, Sortable: true},
		{Key: "d90", Label: words.Mark("61–90"), Width: 72, Right: true, Sortable: true},
		{Key: "d120", Label: words.Mark("91–120"), Width: 72, Right: true, Sortable: true},
		{Key: "over", Label: words.Mark("Over 120"), Width: 72, Right: true, Sortable: true},
		{Key: "total", Label: words.Mark("Open"), Width: 88, Right: true, Sortable: true},
		{Key: "unapplied", Label: words.Mark("Unapplied"), Width: 78, Right: true, Sortable: true, Tip: words.Mark("Received and on no invoice; it is in no column of age")},
		{Key: "paid", Label: words.Mark("Last paid"), Width: 68, Sortable: true},
		{Key: "contact", Label: words.Mark("Contact"), Width: 64, Sortable: true},
		{Key: "promise", Label: words.Mark("Promise"), Width: 70, Pills: true, Sortable: true},
		{Key: "next", Label: words.Mark("Next"), Width: 80, Min: 60, Flex: 0.3, Sortable: true},
		{Key: "attorney", Label: words.Mark("Atty"), Width: 46, Sortable: true, Hidden: true},
		{Key: "trust", Label: words.Mark("Trust"), Width: 84, Right: true, Sortable: true, Hidden: true},
	}
	l.ID = func(r ARRow) int64 { return r.id }
	l.Cells = v.cells
	l.By = map[string]func(a, b ARRow) int{
		"name": by(func(r ARRow) string { return strings.ToLower(r.name()) }), "current": by(func(r ARRow) money.Amount { return r.Aging.Current }),
		"d30": by(func(r ARRow) money.Amount { return r.Aging.D30 }), "d60": by(func(r ARRow) money.Amount { return r.Aging.D60 }),
		"d90": by(func(r ARRow) money.Amount { return r.Aging.D90 }), "d120": by(func(r ARRow) money.Amount { return r.Aging.D120 }),
		"over": by(func(r ARRow) money.Amount { return r.Aging.Over }), "total": by(func(r ARRow) money.Amount { return r.Aging.Total() }),
		"unapplied": by(func(r ARRow) money.Amount { return r.Unapplied }), "paid": by(func(r ARRow) cal.Date { return r.LastOn }),
		"contact": by(func(r ARRow) cal.Date { return r.Contact.Date }), "promise": by(func(r ARRow) cal.Date { return r.Promise.By }),
		"next": by(func(r ARRow) cal.Date { return r.Follow.On }), "attorney": by(func(r ARRow) string { return r.Attorney.Code }),
		"trust": by(func(r ARRow) money.Amount { return r.Trust }),
	}
	l.Selected = v.look
	l.Nothing = v.empty
	l.remember()

	n := &v.Notes
	n.bind(h, "receivables.notes")
	n.Heads = []Column{
		{Key: "date", Label: words.Mark("Date"), Width: 104},
		{Key: "kind", Label: words.Mark("How"), Width: 78},
		{Key: "with", Label: words.Mark("With"), Width: 110},
		{Key: "text", Label: words.Mark("What was said"), Width: 220, Min: 120, Flex: 1},
		{Key: "by", Label: words.Mark("By"), Width: 58},
	}
	n.ID = func(x bill.ARNote) int64 { return x.ID }
	n.Cells = func(x bill.ARNote) []Cell {
		return []Cell{dateCell(x.Date), {Text: words.Of(noteWords[x.Kind]), Muted: true}, {Text: x.With}, {Text: x.Text}, {Text: v.Story.Users[x.UserID], Muted: true}}
	}
	n.Selected = func() { h.Redraw(v) }
	n.Nothing = func() Empty {
		if v.Story == nil {
			return Empty{}
		}
		return Empty{Symbol: "document", Title: words.L("Nothing was noted yet"), Text: words.L("Note each call and letter: who was spoken to, what was said, what was promised.")}
	}
	n.remember()
	return v
}

var noteWords = map[bill.NoteKind]string{bill.NoteCall: words.Mark("call"), bill.NoteEmail: words.Mark("e-mail"), bill.NoteLetter: words.Mark("letter"), bill.NoteMeeting: words.Mark("meeting"),
	bill.NoteStatement: words.Mark("statement"), bill.NoteReminder: words.Mark("reminder"), bill.NoteOther: words.Mark("remark")}

func (v *Receivables) empty() Empty {
	if len(v.rows) > 0 {
		return Empty{Symbol: "search", Title: words.L("Nobody fits"), Text: words.L("No line of the board has these words and marks."),
			Action: words.L("Show all"), Do: func() { v.Search.Set(""); v.Only = nil; v.filter() }}
	}
	return Empty{Symbol: "done", Title: words.L("Nothing is owed"), Text: words.L("Invoices that are not paid stand here by age, with what was last said and promised, until the money has come.")}
}

// Title implements Screen.
func (v *Receivables) Title() string {
	if v.Paper != nil {
		return v.Paper.Title()
	}
	return words.L("Receivables")
}

// Open implements Screen: "receivable 100" selects a client, "statement 100"
// shows its statement, "run" opens the run of statements and reminders.
func (v *Receivables) Open(arg string) {
	noun, key, _ := strings.Cut(arg, " ")
	if noun == "receivable" && v.By != app.ARByClient {
		v.By = app.ARByClient
		v.fresh.forget()
	}
	if !v.fresh.holds(v.h.Today()) {
		v.reload()
	}
	switch noun {
	case "receivable":
		v.Only = nil
		v.Search.Set("")
		v.filter()
		for _, r := range v.rows {
			if strings.EqualFold(r.Client.Code, key) {
				v.List.Select([]int64{r.id})
			}
		}
	case "statement":
		v.OpenStatement(key)
	case "run":
		v.StartRun()
	}
}

// Leave implements Screen.
func (v *Receivables) Leave() { v.typed.Stop() }

// Heard implements Screen.
func (v *Receivables) Heard(e app.Event) {
	v.fresh.spoil()
	switch e.Noun {
	case "", "invoice", "payment", "trust", "client", "matter", "firm", "books", "credit", "ar":
	default:
		return
	}
	v.reload()
	if v.Paper != nil {
		v.Paper.Reload()
	}
}

// Escape implements Backer.
func (v *Receivables) Escape() bool {
	switch {
	case v.Side != nil:
		v.Side = nil
	case v.Outcome != nil:
		v.Outcome = nil
	case v.Paper != nil:
		v.Paper.ask.Drop()
		v.Paper = nil
	default:
		return false
	}
	v.h.Redraw(v)
	return true
}

func (v *Receivables) show(f *SideForm) {
	f.onClose = v.closeSide
	v.Side, v.Outcome = f, nil
	v.h.Redraw(v)
}

func (v *Receivables) closeSide() { v.Side = nil }

func (v *Receivables) end(o *Outcome) {
	o.close = func() { v.Outcome = nil; v.h.Redraw(v) }
	v.Side, v.Outcome = nil, o
	v.h.Redraw(v)
}

func (v *Receivables) reload() {
	req := app.AskAR{AsOf: v.AsOf, By: v.By}
	took := v.fresh.asking(v.h.Today())
	Ask(&v.ask, v.h.Runner(), func(ctx context.Context) (app.ARBoard, error) { return v.h.Desk().ARBoard(ctx, req) }, func(b app.ARBoard, err error) {
		if err != nil {
			v.fresh.forget()
			v.h.Fail(err)
			return
		}
		took()
		v.AgeBy = b.AgeBy
		v.rows = make([]ARRow, len(b.Rows))
		used := map[int64]bool{}
		due := 0
		for i, r := range b.Rows {
			id := r.Key
			if id == 0 {
				id = 1 << 39 // nobody's matters
			}
			for used[id] {
				id += 1 << 40 // the same client in another currency
			}
			used[id] = true
			v.rows[i] = ARRow{r, id}
			if b.By == app.ARByClient && v.rows[i].dueBy(v.h.Today()) {
				due++
			}
		}
		if b.By == app.ARByClient {
			v.h.Badge(ReceivablesRoute.Name, due)
		}
		v.filter()
		v.look()
	})
}

func (v *Receivables) filter() {
	clear(v.Counts)
	text := strings.Fields(strings.ToLower(v.Search.Text))
	var rows []ARRow
	sums := map[money.Currency]*[8]money.Amount{}
	for _, r := range v.rows {
		for _, c := range ARChips {
			if r.fits(c.Key, v.AsOf) {
				v.Counts[c.Key]++
			}
		}
		line := strings.ToLower(r.name() + " " + r.Attorney.Code + " " + r.Follow.Action + " " + r.NextBy)
		if slices.ContainsFunc(text, func(w string) bool { return !strings.Contains(line, w) }) ||
			slices.ContainsFunc(v.Only, func(key string) bool { return !r.fits(key, v.AsOf) }) {
			continue
		}
		rows = append(rows, r)
		s := sums[r.Currency]
		if s == nil {
			s = &[8]money.Amount{}
			sums[r.Currency] = s
		}
		for i, a := range r.Aging.Buckets() {
			s[i] += a
		}
		s[6] += r.Aging.Total()
		s[7] += r.Unapplied
	}
	foot, totals := words.N(len(rows), "%d line", "%d lines", len(rows)), map[string]string{}
	if len(sums) > 1 {
		foot = words.L("%d lines in %d currencies", len(rows), len(sums))
	}
	for cur, s := range sums {
		if len(sums) > 1 {
			break
		}
		for i, key := range []string{"current", "d30", "d60", "d90", "d120", "over", "total", "unapplied"} {
			totals[key] = words.Amount(s[i], cur)
		}
	}
	v.List.Show(rows, foot, totals)
	if len(v.List.Selection()) == 0 && len(rows) > 0 {
		v.List.Select(v.List.IDs(0, 0))
	}
	v.h.Redraw(v)
}

// SetSearch narrows the board.
func (v *Receivables) SetSearch(text string) {
	if v.Search.Text != text {
		v.Search.Set(text)
		v.typed.Restart(v.h.Runner(), searchPause, v.filter)
	}
}

// SetOnly changes the chips.
func (v *Receivables) SetOnly(only []string) {
	v.Only = only
	v.filter()
}

// SetBy groups the board in another way.
func (v *Receivables) SetBy(by string) {
	if v.By != by {
		v.By = by
		v.List.Select(nil)
		v.reload()
	}
}

// SetAsOf shows the board as it was at the end of a day.
func (v *Receivables) SetAsOf(day cal.Date) {
	if day != 0 && day != v.AsOf {
		v.AsOf = day
		v.reload()
	}
}

// AgedWords say how the columns of age are counted.
func (v *Receivables) AgedWords() string {
	if v.AgeBy == firm.AgeByInvoice {
		return words.L("Days since the invoice date")
	}
	return words.L("Days since the due date")
}

// Shown implements Lister.
func (v *Receivables) Shown() []Shown {
	board := Shown{Name: "receivables", Title: words.Mark("Receivables"), Filter: append([]string{"as of " + v.AsOf.String(), "by " + v.By}, v.Only...), List: &v.List}
	return []Shown{board, {Name: "receivable-notes", Title: words.Mark("Notes about receivables"), Filter: []string{v.noteFilter()}, List: &v.Notes}}
}

func (v *Receivables) noteFilter() string {
	if v.Story == nil {
		return ""
	}
	return fmt.Sprintf("client %s", v.Story.Client.Code)
}
