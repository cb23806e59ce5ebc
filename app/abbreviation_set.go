package app

import (
	"context"
	"strings"
	"unicode"

	"matterbook/app/fault"
	"matterbook/app/work"
)

// SetAbbreviation asks to keep a short form for narratives, or to take it away.
type SetAbbreviation struct {
	Request
	Short string
	Text  string // blank takes it away
	Firm  bool   // for everybody; else for the user alone
}

// SetAbbreviation keeps a short form. The firm's are kept by those who set up
// the firm; everybody keeps own ones, which win.
func (d *Desk) SetAbbreviation(ctx context.Context, req SetAbbreviation) (work.Abbreviation, error) {
	s := spec{act: "abbreviation.set", right: mayOwnTime, object: "abbreviation " + req.Short, req: req.Request}
	a := work.Abbreviation{UserID: d.User.ID, Short: strings.TrimSpace(req.Short), Text: work.CleanLine(req.Text)}
	if req.Firm {
		s.right, a.UserID = maySetUp, 0
	}
	return change(ctx, d, s, func(tx Tx) (work.Abbreviation, error) {
		var check fault.Check
		check.Require("short", a.Short)
		check.Text("short", a.Short, 20)
		check.Text("text", a.Text, 1000)
		if strings.ContainsFunc(a.Short, unicode.IsSpace) {
			check.Add("short", "short.characters", "short %q must be one word: Space is what expands it.", a.Short)
		}
		if err := check.Result("abbreviation.invalid", "The abbreviation"); err != nil {
			return a, err
		}
		return a, tx.SetAbbreviation(a)
	})
}

// Abbreviations are the firm's and the user's own.
func (d *Desk) Abbreviations(ctx context.Context) ([]work.Abbreviation, error) {
	return read(ctx, d, func(q Query) ([]work.Abbreviation, error) { return q.Abbreviations(d.User.ID) })
}
