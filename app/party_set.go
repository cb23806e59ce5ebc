package app

import (
	"context"
	"fmt"
	"strings"

	"matterbook/app/firm"
)

// SetParty asks for a change of a party; nil fields stay. A party that has left
// is given its last day.
type SetParty struct {
	Request
	ID                 int64
	Version            int64
	Role               *string
	Name, Organisation *string
	Email, Phone       *string
	Remark             *string
	From, To           *string
}

// SetParty changes a party of a matter. What it was called before is still found
// by a search for conflicts.
func (d *Desk) SetParty(ctx context.Context, req SetParty) (firm.Party, error) {
	s := spec{act: "party.set", right: mayNotes, object: "party " + fmt.Sprint(req.ID), req: req.Request}
	return change(ctx, d, s, func(tx Tx) (firm.Party, error) {
		p, err := tx.Party(req.ID)
		if err != nil {
			return p, err
		}
		matter, err := tx.Matter(p.MatterID)
		if err != nil {
			return p, err
		}
		tx.Concerning("matter " + matter.Code)
		if err := stale("party", p.Name, req.Version, p.RowVersion); err != nil {
			return p, err
		}
		whole := AddParty{Matter: matter.Code, Role: string(p.Role), Name: p.Name, Organisation: p.Organisation, Email: p.Email, Phone: p.Phone, Remark: p.Remark}
		if !p.From.IsZero() {
			whole.From = p.From.String()
		}
		if !p.To.IsZero() {
			whole.To = p.To.String()
		}
		for _, f := range []struct{ to, from *string }{
			{&whole.Role, req.Role}, {&whole.Name, req.Name}, {&whole.Organisation, req.Organisation}, {&whole.Email, req.Email}, {&whole.Phone, req.Phone},
			{&whole.Remark, req.Remark}, {&whole.From, req.From}, {&whole.To, req.To},
		} {
			set(f.to, f.from)
		}
		if err := decideParty(newLookup(tx, d.Today()), &p, whole); err != nil {
			return p, err
		}
		return p, tx.SetParty(&p)
	})
}

// Parties lists the parties of a matter by role and name.
func (d *Desk) Parties(ctx context.Context, matter string) ([]firm.Party, error) {
	return read(ctx, d, func(q Query) ([]firm.Party, error) {
		m, err := q.MatterByCode(strings.TrimSpace(matter))
		if err != nil {
			return nil, err
		}
		return q.Parties(m.ID)
	})
}
