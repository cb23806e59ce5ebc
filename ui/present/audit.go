package present

import (
	"context"
	"strings"
	"time"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/ui/words"
)

const auditName = "audit"

// AuditRoute is the log of all acts.
var AuditRoute = Route[*Audit]{
	Name: auditName, Title: words.Mark("Audit log"), Group: words.Mark("Firm"), Icon: "shield", Key: "Ctrl+Shift+L", New: newAudit,
}

// Audit shows who did what, when and why: the chained log, of any length. The
// line that is chosen shows what the act changed, before and after, in words.
type Audit struct {
	h    Host
	List *List[app.AuditLine]

	filter AuditFilter
	typed  string // in the search box, searched after a pause
	pause  Pause
	again  Pause

	Line    app.AuditLine // the chosen one; Seq 0: none
	Changes []AuditRow    // what it changed, nil while it is read
	More    int           // changes that are not shown
	detail  Latest

	// Checked is what the last verification of this window found, nil for none.
	Checked   []app.Check
	CheckedAt time.Time

	opened, ready bool
}

// AuditFilter is what the list shows.
type AuditFilter struct {
	User string `json:"user,omitempty"` // code
	Act  string `json:"act,omitempty"`  // prefix, of AuditActs
	Text string `json:"text,omitempty"`
	// Object is one noun and its key: "matter 100-01".
	Object string `json:"object,omitempty"`
	From   string `json:"from,omitempty"` // YYYY-MM-DD
	To     string `json:"to,omitempty"`
}

type auditMemory struct {
	ListMemory
	Filter AuditFilter `json:"filter"`
}

// AuditActs are the kinds of acts to filter by: the beginning of their names.
var AuditActs = []Choice{{Key: "", Text: words.Mark("Every act")}, {Key: "time.", Text: words.Mark("Time")}, {Key: "expense.", Text: words.Mark("Costs")}, {Key: "prebill.", Text: words.Mark("Pre-bills")},
	{Key: "invoice.", Text: words.Mark("Invoices")}, {Key: "payment.", Text: words.Mark("Payments")}, {Key: "trust", Text: words.Mark("Trust")}, {Key: "client.", Text: words.Mark("Clients")}, {Key: "matter.", Text: words.Mark("Matters")},
	{Key: "rate.", Text: words.Mark("Rates")}, {Key: "timekeeper.", Text: words.Mark("Timekeepers")}, {Key: "user.", Text: words.Mark("Users and rights")}, {Key: "firm.", Text: words.Mark("The firm")}, {Key: "import.", Text: words.Mark("Imports")}}

func newAudit(h Host) *Audit {
	a := &Audit{h: h}
	a.List = &List[app.AuditLine]{
		Run: h.Runner(),
		Heads: []Column{
			{Key: "seq", Label: words.Mark("No."), Width: 66, Right: true, Sortable: true, Tip: words.Mark("The place in the chain")},
			{Key: "at", Label: words.Mark("When"), Width: 148}, {Key: "user", Label: words.Mark("User"), Width: 70},
			{Key: "act", Label: words.Mark("What was done"), Width: 226, Min: 140, Flex: 0.6}, {Key: "object", Label: words.Mark("To what"), Width: 170, Min: 90, Flex: 0.6},
			{Key: "reason", Label: words.Mark("Reason"), Width: 180, Min: 80, Flex: 1}, {Key: "changes", Label: words.Mark("Changes"), Width: 76, Right: true, Tip: words.Mark("Rows of the book that the act wrote")},
			{Key: "hash", Label: words.Mark("Hash"), Width: 120, Hidden: true, Tip: words.Mark("It seals the act and all before it")},
		},
		ID:    func(l app.AuditLine) int64 { return l.Seq },
		Cells: a.cells,
		Find: func(o Order) func(context.Context) (Found, error) {
			f := a.query()
			f.Oldest = o.By == "seq" && !o.Desc
			return func(ctx context.Context) (Found, error) {
				return app.Read(ctx, h.Desk(), func(q app.Query) (Found, error) {
					seqs, err := q.AuditSeqs(f)
					return Found{IDs: seqs, Text: words.N(len(seqs), "%s act", "%s acts", words.Count(len(seqs)))}, err
				})
			}
		},
		First: func(o Order) func(context.Context) ([]app.AuditLine, error) {
			if !o.Desc {
				return nil
			}
			f := a.query()
			return func(ctx context.Context) ([]app.AuditLine, error) {
				return app.Read(ctx, h.Desk(), func(q app.Query) ([]app.AuditLine, error) { return q.AuditLines(f, app.Page{Limit: pageRows}) })
			}
		},
		Fetch: func(ctx context.Context, ids []int64) ([]app.AuditLine, error) {
			return app.Read(ctx, h.Desk(), func(q app.Query) ([]app.AuditLine, error) { return q.AuditLinesBySeq(ids) })
		},
		Fail: h.Fail, Keep: a.keep, Selected: a.selected,
		Nothing: func() Empty {
			return Empty{Symbol: "search", Title: words.L("No act fits"), Text: words.L("Nothing in the log has all of what the filter asks for."), Action: words.L("Show everything"), Do: a.ClearFilter}
		},
	}
	a.List.order = Order{By: "seq", Desc: true}
	return a
}

func (a *Audit) keep() {
	a.h.Prefer(auditName, auditMemory{a.List.Memory(), a.filter})
}

func (a *Audit) cells(l app.AuditLine) []Cell {
	return []Cell{{Text: words.Count(int(l.Seq)), Muted: true, Raw: int(l.Seq)}, {Text: a.Instant(l.At)}, {Text: l.User}, {Text: actWords(l.Act), Bold: true}, {Text: objectWords(l.Object)},
		{Text: oneLine(l.Reason)}, muted(countCell(l.Changes)), {Text: l.Hash, Muted: true}}
}

// Instant is a moment on the firm's clock.
func (a *Audit) Instant(t time.Time) string {
	local := t.In(a.h.Desk().Now().Location())
	return words.Date(cal.Of(local)) + " " + local.Format("15:04:05")
}

// Title implements Screen.
func (a *Audit) Title() string { return words.L("Audit log") }

// Open implements Screen: "object matter 100-01" shows the acts on one thing.
func (a *Audit) Open(arg string) {
	take := func() {
		if object, ok := strings.CutPrefix(arg, "object "); ok {
			a.SetFilter(func(f *AuditFilter) { *f = AuditFilter{Object: object} })
		}
	}
	if a.opened {
		take()
		return
	}
	a.opened = true
	Go(a.h.Runner(), func(ctx context.Context) (auditMemory, error) {
		var m auditMemory
		return m, a.h.Desk().Preference(ctx, auditName, &m)
	}, func(m auditMemory, err error) {
		a.h.Fail(err)
		a.filter, a.typed, a.ready = m.Filter, m.Filter.Text, true
		a.List.Remember(m.ListMemory)
		a.List.Ask()
		take()
		a.h.Redraw(a)
	})
}

// auditPause lets a run of acts end before the log is read again.
const auditPause = time.Second

// Heard implements Screen: every act is a new line.
func (a *Audit) Heard(app.Event) {
	if a.ready {
		a.again.Once(a.h.Runner(), auditPause, a.List.Reload)
	}
}

// Leave implements Screen.
func (a *Audit) Leave() {
	a.pause.Stop()
	a.again.Stop()
}

// Escape implements Backer: it shuts the details.
func (a *Audit) Escape() bool {
	if a.Line.Seq == 0 && a.Checked == nil {
		return false
	}
	a.Line, a.Changes, a.Checked = app.AuditLine{}, nil, nil
	a.List.Select(nil)
	a.h.Redraw(a)
	return true
}

// Filter is what the list shows.
func (a *Audit) Filter() AuditFilter { return a.filter }

// Search is what stands in the search box.
func (a *Audit) Search() string { return a.typed }

// SetSearch looks for a part of act, object, reason or user, after a short pause.
func (a *Audit) SetSearch(text string) {
	if a.typed == text {
		return
	}
	a.typed = text
	a.pause.Restart(a.h.Runner(), searchPause, func() { a.SetFilter(func(f *AuditFilter) { f.Text = text }) })
}

// SetFilter changes the filter and reads the list again.
func (a *Audit) SetFilter(change func(f *AuditFilter)) {
	before := a.filter
	change(&a.filter)
	a.typed = a.filter.Text
	if a.filter == before {
		return
	}
	a.keep()
	a.List.Ask()
	a.h.Redraw(a)
}

// SetDates takes days; zero does not limit.
func (a *Audit) SetDates(from, to cal.Date) {
	a.SetFilter(func(f *AuditFilter) { f.From, f.To = from.String(), to.String() })
}

// ClearFilter shows everything.
func (a *Audit) ClearFilter() { a.SetFilter(func(f *AuditFilter) { *f = AuditFilter{} }) }

// Filtered says whether anything limits the list.
func (a *Audit) Filtered() bool { return a.filter != AuditFilter{} }

// Users are the users to filter by.
func (a *Audit) Users() []Choice {
	list := []Choice{{Text: words.L("Everybody")}}
	for _, u := range a.h.Facts().Users {
		list = append(list, Choice{Key: u.Code, Text: u.Code, More: u.Name})
	}
	return list
}

// query is the filter as the book takes it; days are those of the firm's clock.
func (a *Audit) query() app.AuditFilter {
	f := app.AuditFilter{User: a.filter.User, Act: a.filter.Act, Text: a.filter.Text, Object: a.filter.Object}
	zone := a.h.Desk().Now().Location()
	start := func(d cal.Date) time.Time {
		return time.Date(d.Year(), time.Month(d.Month()), d.Day(), 0, 0, 0, 0, zone)
	}
	if d, err := cal.Parse(a.filter.From); err == nil {
		f.From = start(d)
	}
	if d, err := cal.Parse(a.filter.To); err == nil {
		f.To = start(d.AddDays(1)).Add(-time.Millisecond)
	}
	return f
}

// selected shows what the chosen act changed.
func (a *Audit) selected() {
	sel := a.List.Selection()
	if len(sel) != 1 {
		return
	}
	l, ok := a.List.Value(sel[0])
	if !ok || l.Seq == a.Line.Seq {
		return
	}
	a.Line, a.Changes, a.Checked = l, nil, nil
	desk := a.h.Desk()
	Ask(&a.detail, a.h.Runner(), func(ctx context.Context) ([]AuditRow, error) {
		return app.Read(ctx, desk, func(q app.Query) ([]AuditRow, error) { return readChanges(q, l.Seq) })
	}, func(rows []AuditRow, err error) {
		if err != nil {
			a.h.Fail(err)
			return
		}
		a.Changes, a.More = rows, max(l.Changes-len(rows), 0)
		if a.Changes == nil {
			a.Changes = []AuditRow{}
		}
		a.h.Redraw(a)
	})
	a.h.Redraw(a)
}

// Jump opens what the chosen act was done to.
func (a *Audit) Jump() {
	noun, key := objectLead(a.Line.Object)
	switch {
	case noun == "trust":
		a.h.Go("trust", "")
		return
	case key != "" && a.h.Open(noun, key):
		return
	}
	a.h.Say("%s", words.L("No screen shows what this act was done to."))
}

// Verify walks the chain and everything else that must hold.
func (a *Audit) Verify() {
	desk := a.h.Desk()
	var checks []app.Check
	a.h.Working(words.L("Verifying the book"), func(ctx context.Context, progress func(int, int, string)) error {
		n := 0
		var err error
		checks, err = desk.Verify(ctx, func(check string) {
			progress(n, 0, words.Of(check))
			n++
		})
		return err
	}, func(err error) {
		if err != nil {
			a.h.Fail(err)
			return
		}
		a.Checked, a.CheckedAt = checks, desk.Now()
		a.Line, a.Changes = app.AuditLine{}, nil
		n := len(a.Failed())
		if n > 0 {
			a.h.Tell(Notice{Tone: Bad, Text: words.N(n, "%d check failed: the book or its log was changed from outside, or the file is damaged. Keep the file as it is and compare it with a backup.", "%d checks failed: the book or its log was changed from outside, or the file is damaged. Keep the file as it is and compare it with a backup.", n)})
		}
		a.h.Say("%s", a.Chain())
		a.h.Redraw(a)
	})
}

// Failed are the checks that did not hold.
func (a *Audit) Failed() []app.Check {
	var list []app.Check
	for _, c := range a.Checked {
		if !c.OK {
			list = append(list, c)
		}
	}
	return list
}

// Chain says how the chain stands.
func (a *Audit) Chain() string {
	if a.CheckedAt.IsZero() {
		return words.L("Each act seals all before it; verify walks the chain.")
	}
	if a.Checked != nil && len(a.Failed()) > 0 {
		return words.L("Verified %s: not everything holds.", a.Instant(a.CheckedAt))
	}
	return words.L("Verified %s: the chain is whole.", a.Instant(a.CheckedAt))
}

// Commands implements Doer.
func (a *Audit) Commands() []Command {
	off := ""
	if a.Line.Seq == 0 {
		off = words.L("Choose an act first.")
	}
	return []Command{{ID: "audit.jump", Title: words.Mark("Open what it was done to"), Off: off}, {ID: "audit.same", Title: words.Mark("Show every act on the same thing"), Off: off},
		{ID: "audit.verify", Title: words.Mark("Verify the book")}, {ID: "filter.clear", Title: words.Mark("Show everything")}}
}

// Do implements Doer.
func (a *Audit) Do(id string) bool {
	switch id {
	case "audit.jump", "edit":
		a.Jump()
	case "audit.same":
		if object := a.Line.Object; object != "" {
			a.SetFilter(func(f *AuditFilter) { *f = AuditFilter{Object: object} })
		}
	case "audit.verify":
		a.Verify()
	case "filter.clear":
		a.ClearFilter()
	default:
		return false
	}
	return true
}

// Shown implements Lister.
func (a *Audit) Shown() []Shown {
	f := a.filter
	kind := ""
	for _, c := range AuditActs {
		if c.Key == f.Act && c.Key != "" {
			kind = limit("about", c.Text)
		}
	}
	return []Shown{{Name: "audit-log", Title: words.Mark("Audit log"), List: a.List,
		Filter: filterText(limit("user", f.User), kind, limit("on", f.Object), limit("from", f.From), limit("through", f.To), searched(f.Text))}}
}

// LineWords says what the chosen act was, and when and by whom it was done.
func (a *Audit) LineWords() (act, when string) {
	return actWords(a.Line.Act), words.L("No. %s, %s, by %s", words.Count(int(a.Line.Seq)), a.Instant(a.Line.At), a.Line.User)
}

// Object is what the chosen act was done to.
func (a *Audit) Object() string { return objectWords(a.Line.Object) }

// Text is the value in a sentence.
func (v AuditValue) Text() string {
	switch {
	case v.Before == "":
		return v.After
	case v.After == "":
		return words.L("empty (before: %s)", v.Before)
	}
	return words.L("%s (before: %s)", v.After, v.Before)
}
