package present

import (
	"context"
	"strconv"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/ui/words"
)

// Conflicts searches a name among all whom the firm has to do with.
type Conflicts struct {
	c *Clients
	h Host

	Name  Field
	Found ShortList[ConflictRow]
	Runs  ShortList[app.AuditLine]
	Busy  bool
	// Said is the result in a sentence; blank before the first search.
	Said string
	Tone Tone
	// Focus asks the page to put the keyboard into the name, once.
	Focus bool

	searched string
	more     int64
	came     bool // begun from another screen
	ask      Latest
	runs     Latest
}

// ConflictRow is one place where a name stands.
type ConflictRow struct {
	ID int64 // number in the list
	app.ConflictFound
}

var conflictWords = map[firm.NamePlace]string{firm.NameOfClient: words.Mark("Client"), firm.NameOfMatter: words.Mark("Matter"), firm.NameOfParty: words.Mark("Party"), firm.NameOfPartyFirm: words.Mark("Organisation of a party"),
	firm.NameOfPayee: words.Mark("Trust"), firm.NameOfClaimant: words.Mark("Claimant in trust"), firm.NameOfPayor: words.Mark("Payor"), firm.NameOfContact: words.Mark("Contact about bills"), firm.NameOfVendor: words.Mark("Vendor"), firm.NameOfTimekeeper: words.Mark("Timekeeper"), firm.NameOfUser: words.Mark("User"),
	firm.NameBefore: words.Mark("Former name"), app.ConflictInTime: words.Mark("Time entry"), app.ConflictInNote: words.Mark("Note"), app.ConflictInExpense: words.Mark("Expense")}

var closeWords = map[firm.Closeness]string{firm.SameName: words.Mark("Same"), firm.Begins: words.Mark("Begins so"), firm.PartName: words.Mark("Part of it"), firm.NearName: words.Mark("Spelt near")}

var closeTones = map[firm.Closeness]Tone{firm.SameName: Bad, firm.Begins: Warn, firm.PartName: Warn, firm.NearName: Info}

func newConflicts(c *Clients) *Conflicts {
	x := &Conflicts{c: c, h: c.h}
	l := &x.Found
	l.bind(c.h, "conflicts.found")
	l.Heads = []Column{
		{Key: "fit", Label: words.Mark("Fit"), Width: 88, Pills: true, Sortable: true}, {Key: "where", Label: words.Mark("Where"), Width: 120, Sortable: true},
		{Key: "name", Label: words.Mark("Name or text"), Width: 230, Min: 120, Flex: 1.2, Sortable: true}, {Key: "role", Label: words.Mark("Role"), Width: 120, Min: 60, Flex: 0.4},
		{Key: "client", Label: words.Mark("Client"), Width: 150, Min: 80, Flex: 0.6, Sortable: true}, {Key: "matter", Label: words.Mark("Matter"), Width: 180, Min: 80, Flex: 0.8, Sortable: true},
		{Key: "last", Label: words.Mark("Last"), Width: 98, Sortable: true, Tip: words.Mark("Last day it stands there")}, {Key: "count", Label: words.Mark("Times"), Width: 56, Right: true, Sortable: true},
	}
	l.ID = func(r ConflictRow) int64 { return r.ID }
	l.Cells = conflictCells
	l.By = map[string]func(a, b ConflictRow) int{
		"fit": by(func(r ConflictRow) firm.Closeness { return -r.Closeness }), "where": by(func(r ConflictRow) string { return string(r.Where) }), "name": by(func(r ConflictRow) string { return firm.Fold(r.Name, r.Text) }),
		"client": by(func(r ConflictRow) string { return r.ClientCode }), "matter": by(func(r ConflictRow) string { return r.MatterCode }), "last": by(func(r ConflictRow) cal.Date { return r.To }), "count": by(func(r ConflictRow) int64 { return r.Count }),
	}
	l.Nothing = func() Empty {
		if x.searched == "" {
			return Empty{Symbol: "search", Title: words.L("Search before you take a matter on"),
				Text: words.L("Type the name of a client to be, or of the other side. It is looked for among clients, matters, parties, trust entries, vendors and people, and in the words of time, costs and notes. Each search is kept in the log.")}
		}
		return Empty{Symbol: "done", Title: words.L("%q stands nowhere in this book", x.searched), Text: words.L("The search is kept in the log. Try a part of the name, or another spelling.")}
	}
	l.remember()
	l.Show(nil, "", nil) // the empty list teaches before the first search
	r := &x.Runs
	r.bind(c.h, "conflicts.runs")
	r.Heads = []Column{
		{Key: "at", Label: words.Mark("When"), Width: 150, Sortable: true}, {Key: "user", Label: words.Mark("By"), Width: 80, Sortable: true},
		{Key: "name", Label: words.Mark("Searched"), Width: 220, Min: 110, Flex: 1, Sortable: true}, {Key: "found", Label: words.Mark("Found"), Width: 80, Right: true},
	}
	r.ID = func(a app.AuditLine) int64 { return a.Seq }
	r.Cells = func(a app.AuditLine) []Cell {
		n, _ := strconv.Atoi(strings.TrimSuffix(a.Reason, " found"))
		at := a.At.In(x.h.Desk().Now().Location())
		return []Cell{{Text: words.Date(cal.Of(at)) + at.Format(" 15:04")}, {Text: a.User}, {Text: strings.TrimPrefix(a.Object, "name ")}, countCell(n)}
	}
	r.By = map[string]func(a, b app.AuditLine) int{"at": by(func(a app.AuditLine) int64 { return a.Seq }), "user": by(func(a app.AuditLine) string { return a.User }), "name": by(func(a app.AuditLine) string { return firm.Fold(a.Object) })}
	r.remember()
	return x
}

func conflictCells(r ConflictRow) []Cell {
	name := Cell{Text: r.Name, Bold: true}
	if r.Text != "" {
		name = Cell{Text: oneLine(r.Text)}
	}
	role := r.More
	if r.Where == firm.NameOfParty || r.Where == firm.NameOfPartyFirm {
		role = partyWord(firm.PartyRole(r.More))
	}
	if r.Where == firm.NameBefore {
		role = words.Of(conflictWords[firm.NamePlace(r.More)])
	}
	matter := strings.TrimSpace(r.MatterCode + "  " + r.MatterName)
	return []Cell{{Text: words.Of(closeWords[r.Closeness]), Tone: closeTones[r.Closeness], Pill: true}, {Text: words.Of(conflictWords[r.Where])}, name, {Text: role, Muted: true},
		{Text: strings.TrimSpace(r.ClientCode + "  " + r.ClientName)}, {Text: matter}, dateCell(r.To), countCell(int(r.Count))}
}

// begin shows the tab; with a name it is searched at once.
func (x *Conflicts) begin(name string) {
	x.came, x.Focus = true, true
	x.readRuns()
	if name = strings.TrimSpace(name); name != "" {
		x.Name.Set(name)
		x.Check()
	}
}

// TakeFocus says once that the name wants the keyboard.
func (x *Conflicts) TakeFocus() bool {
	f := x.Focus
	x.Focus = false
	return f
}

// SetName takes what is typed.
func (x *Conflicts) SetName(text string) { x.Name.Set(text) }

// Check searches the name.
func (x *Conflicts) Check() {
	if x.Busy {
		return
	}
	if len(firm.Names(x.Name.Text)) == 0 {
		x.Name.Fault = words.L("Type a name to search.")
		x.h.Redraw(x.c)
		return
	}
	x.Busy = true
	name := x.Name.Text
	Ask(&x.ask, x.h.Runner(), func(ctx context.Context) (app.Conflicts, error) {
		return x.h.Desk().CheckConflicts(ctx, app.CheckConflicts{Name: name})
	}, func(r app.Conflicts, err error) {
		x.Busy = false
		if err != nil {
			if rest := (Fields{"name": &x.Name}).Place(err); rest != nil {
				x.h.Fail(rest)
			}
			x.h.Redraw(x.c)
			return
		}
		x.take(r)
	})
	x.h.Redraw(x.c)
}

func (x *Conflicts) take(r app.Conflicts) {
	x.searched, x.more = r.Name, r.More
	rows := make([]ConflictRow, len(r.Found))
	same := 0
	for i, f := range r.Found {
		rows[i] = ConflictRow{int64(i + 1), f}
		if f.Closeness == firm.SameName && f.Text == "" {
			same++
		}
	}
	n := len(rows) + int(r.More)
	x.Said, x.Tone = words.L("%q stands nowhere in this book.", r.Name), Good
	switch {
	case same > 0:
		x.Said, x.Tone = words.N(same, "%q: %d name is the same, %d places in all.", "%q: %d names are the same, %d places in all.", r.Name, same, n), Bad
	case n > 0:
		x.Said, x.Tone = words.N(n, "%q: %d place to look at; no name is quite the same.", "%q: %d places to look at; no name is quite the same.", r.Name, n), Warn
	}
	foot := words.N(n, "%d place", "%d places", n)
	if r.More > 0 {
		foot = words.L("%d places, %d more time entries not listed", n, r.More)
	}
	x.Found.Show(rows, foot, nil)
	x.readRuns()
	x.h.Redraw(x.c)
}

// readRuns reads the searches that were made.
func (x *Conflicts) readRuns() {
	Ask(&x.runs, x.h.Runner(), func(ctx context.Context) ([]app.AuditLine, error) { return x.h.Desk().ConflictRuns(ctx, 500) }, func(list []app.AuditLine, err error) {
		if err != nil {
			x.h.Fail(err)
			return
		}
		x.Runs.Show(list, words.N(len(list), "%d search", "%d searches", len(list)), nil)
		x.h.Redraw(x.c)
	})
}

// Activate opens the place of a row.
func (x *Conflicts) Activate(id int64) {
	r, ok := x.Found.Value(id)
	switch {
	case !ok:
	case r.Where == firm.NameOfParty || r.Where == firm.NameOfPartyFirm:
		x.h.Open("matter", r.MatterCode+" "+MatterParties)
	case r.Where == app.ConflictInNote:
		x.h.Open("matter", r.MatterCode+" "+MatterNotes)
	case r.Where == app.ConflictInTime:
		x.h.Open("matter", r.MatterCode+" "+MatterTime)
	case r.Where == app.ConflictInExpense || r.Where == firm.NameOfVendor:
		x.h.Open("matter", r.MatterCode+" "+MatterExpenses)
	case r.Where == firm.NameOfPayee || r.Where == firm.NameOfClaimant:
		x.h.Open("matter", r.MatterCode+" "+MatterTrust)
	case r.MatterCode != "":
		x.h.Open("matter", r.MatterCode)
	case r.ClientCode != "":
		x.h.Open("client", r.ClientCode)
	}
}

// Again searches the name of an earlier search.
func (x *Conflicts) Again(seq int64) {
	if r, ok := x.Runs.Value(seq); ok {
		x.Name.Set(strings.TrimPrefix(r.Object, "name "))
		x.Check()
	}
}

func (x *Conflicts) commands() []Command {
	off := ""
	if x.searched == "" {
		off = words.L("Search a name first.")
	}
	return []Command{{ID: "conflicts.check", Title: words.Mark("Search the name")}, {ID: "print", Title: words.Mark("Print the result"), Off: off}, {ID: "export", Title: words.Mark("Export the result"), Off: off}}
}

func (x *Conflicts) do(id string) bool {
	if id == "conflicts.check" || id == "save" {
		x.Check()
		return true
	}
	return false
}
