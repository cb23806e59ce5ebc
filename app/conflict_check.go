package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/work"
)

// CheckConflicts asks whether a name stands anywhere in the book.
type CheckConflicts struct {
	Request
	Name string
}

// ConflictFound is one place where the name, or one like it, stands.
type ConflictFound struct {
	firm.NameAt
	Closeness  firm.Closeness
	Text       string // of a narrative or note: the words around the name
	ClientCode string
	ClientName string
	MatterCode string
	MatterName string
}

// Places beside those of package firm: texts that hold the words.
const (
	ConflictInTime    firm.NamePlace = "time"
	ConflictInNote    firm.NamePlace = "note"
	ConflictInExpense firm.NamePlace = "expense"
)

// Conflicts is what a search came to, closest first.
type Conflicts struct {
	Name  string
	Found []ConflictFound
	// More says how many narratives hold the words beside those listed.
	More int64
}

// conflictTexts is how many narratives are listed; the rest is counted.
const conflictTexts = 50

// CheckConflicts searches a name among clients, matters, parties, who paid into
// and was paid out of trust, vendors, people of the firm, and in narratives,
// costs and notes: accents and case ignored, words in any order, near spellings
// too (ABA Model Rules 1.7, 1.9 and 1.10 ask a firm to have such a procedure).
// The log keeps who searched what and how much was found.
func (d *Desk) CheckConflicts(ctx context.Context, req CheckConflicts) (Conflicts, error) {
	name := work.CleanLine(req.Name)
	search := firm.Names(name)
	if len(search) == 0 {
		return Conflicts{}, &fault.Error{Sort: fault.Invalid, Code: "name.required", Message: "Say which name to search.",
			Faults: []fault.Fault{{Path: "name", Code: "name.required", Message: "name is required: a word of two letters or more."}}}
	}
	if len([]rune(name)) > 200 {
		return Conflicts{}, &fault.Error{Sort: fault.Invalid, Code: "name.length", Message: "The name has more than 200 characters.",
			Faults: []fault.Fault{{Path: "name", Code: "name.length", Message: "name has more than 200 characters."}}}
	}
	// Slow, so it stands before the act that is logged.
	c, err := read(ctx, d, func(q Query) (Conflicts, error) { return findConflicts(q, name, search) })
	if err != nil {
		return c, err
	}
	s := spec{act: "conflict.check", right: mayRead, object: "name " + name, reason: fmt.Sprintf("%d found", int64(len(c.Found))+c.More), req: req.Request}
	_, err = change(ctx, d, s, func(Tx) (int, error) { return len(c.Found), nil })
	return c, err
}

func findConflicts(q Query, name string, search []string) (Conflicts, error) {
	c := Conflicts{Name: name}
	names, err := q.Names()
	if err != nil {
		return c, err
	}
	// The same words came up for many rows of one name: vendors, payees.
	known := map[string]firm.Closeness{}
	for _, n := range names {
		close, ok := known[n.Name]
		if !ok {
			close = firm.Matches(search, n.Name)
			known[n.Name] = close
		}
		if close != firm.NoMatch {
			c.Found = append(c.Found, ConflictFound{NameAt: n, Closeness: close})
		}
	}
	if err := conflictsInTexts(q, &c, search); err != nil {
		return c, err
	}
	slices.SortStableFunc(c.Found, func(a, b ConflictFound) int {
		return cmp.Or(cmp.Compare(b.Closeness, a.Closeness), cmp.Compare(placeOrder(a.Where), placeOrder(b.Where)), cmp.Compare(firm.Fold(a.Name), firm.Fold(b.Name)))
	})
	return c, nameConflicts(q, c.Found)
}

func placeOrder(w firm.NamePlace) int {
	return slices.Index([]firm.NamePlace{firm.NameOfClient, firm.NameOfParty, firm.NameOfPartyFirm, firm.NameOfMatter, firm.NameBefore, firm.NameOfPayee, firm.NameOfClaimant, firm.NameOfPayor, firm.NameOfContact,
		firm.NameOfVendor, firm.NameOfTimekeeper, firm.NameOfUser, ConflictInNote, ConflictInTime, ConflictInExpense}, w)
}

// conflictsInTexts looks for the words in narratives, notes and descriptions of costs.
func conflictsInTexts(q Query, c *Conflicts, search []string) error {
	words := strings.Join(search, " ")
	add := func(where firm.NamePlace, id, client, matter int64, on cal.Date, text string) {
		c.Found = append(c.Found, ConflictFound{Closeness: firm.SameName, Text: text,
			NameAt: firm.NameAt{Where: where, Name: c.Name, ClientID: client, MatterID: matter, Ref: id, From: on, To: on, Count: 1}})
	}
	f := EntryFilter{Text: words}
	entries, err := q.EntryRows(f, Page{Limit: conflictTexts})
	if err != nil {
		return err
	}
	for _, e := range entries {
		add(ConflictInTime, e.ID, e.ClientID, e.MatterID, e.Date, e.Narrative)
	}
	if len(entries) == conflictTexts {
		all, err := q.EntryTotals(f)
		if err != nil {
			return err
		}
		c.More = max(all.N-conflictTexts, 0)
	}
	notes, err := q.Notes(NoteFilter{Text: words, Limit: conflictTexts})
	if err != nil {
		return err
	}
	for _, n := range notes {
		add(ConflictInNote, n.ID, 0, n.MatterID, n.On, n.Text)
	}
	costs, err := q.Expenses(f, Page{Limit: conflictTexts})
	if err != nil {
		return err
	}
	for _, x := range costs {
		if firm.Matches(search, x.Vendor) == firm.NoMatch { // the vendor is listed by name
			add(ConflictInExpense, x.ID, 0, x.MatterID, x.Date, x.Description)
		}
	}
	return nil
}

// nameConflicts fills in codes and names of clients and matters.
func nameConflicts(q Query, found []ConflictFound) error {
	matters, clients := map[int64]firm.Matter{}, map[int64]firm.Client{}
	var err error
	for i := range found {
		f := &found[i]
		if f.MatterID != 0 {
			m, ok := matters[f.MatterID]
			if !ok {
				if m, err = q.Matter(f.MatterID); err != nil {
					return err
				}
				matters[f.MatterID] = m
			}
			f.MatterCode, f.MatterName, f.ClientID = m.Code, m.Name, m.ClientID
		}
		if f.ClientID == 0 {
			continue
		}
		c, ok := clients[f.ClientID]
		if !ok {
			if c, err = q.Client(f.ClientID); err != nil {
				return err
			}
			clients[f.ClientID] = c
		}
		f.ClientCode, f.ClientName = c.Code, c.Name
	}
	return nil
}

// ConflictRuns lists the searches for conflicts that were made, newest first.
func (d *Desk) ConflictRuns(ctx context.Context, limit int) ([]AuditLine, error) {
	return read(ctx, d, func(q Query) ([]AuditLine, error) {
		return q.AuditLines(AuditFilter{Act: "conflict.check"}, Page{Limit: limit})
	})
}
