package app

import (
	"context"
	"strings"

	"matterbook/app/firm"
)

// SetTimekeeper asks for a change of a timekeeper; nil fields stay.
type SetTimekeeper struct {
	Request
	Code                         string // who is changed
	Version                      int64
	NewCode, LastName, FirstName *string
	Class, StandardRate          *string
	Email, HRID                  *string
	StartDate, EndDate           *string
	Office                       *string // blank takes it away
}

// SetTimekeeper changes a timekeeper. A new standard rate holds for work
// entered from now on; entries keep the rate they were entered with until they
// are re-rated.
func (d *Desk) SetTimekeeper(ctx context.Context, req SetTimekeeper) (firm.Timekeeper, error) {
	return change(ctx, d, spec{act: "timekeeper.set", right: maySetUp, object: "timekeeper " + req.Code, req: req.Request}, func(tx Tx) (firm.Timekeeper, error) {
		old, err := tx.TimekeeperByCode(strings.TrimSpace(req.Code))
		if err != nil {
			return firm.Timekeeper{}, err
		}
		if err := stale("timekeeper", old.Code, req.Version, old.RowVersion); err != nil {
			return firm.Timekeeper{}, err
		}
		whole := AddTimekeeper{
			Code: old.Code, LastName: old.LastName, FirstName: old.FirstName, Class: old.Class, StandardRate: old.StandardRate.Plain(),
			Email: old.Email, HRID: old.HRID, StartDate: old.StartDate.String(), EndDate: old.EndDate.String(),
		}
		if whole.Office, err = officeCode(tx, old.OfficeID); err != nil {
			return firm.Timekeeper{}, err
		}
		for _, f := range []struct{ to, from *string }{
			{&whole.Code, req.NewCode}, {&whole.LastName, req.LastName}, {&whole.FirstName, req.FirstName}, {&whole.Class, req.Class},
			{&whole.StandardRate, req.StandardRate}, {&whole.Email, req.Email}, {&whole.HRID, req.HRID},
			{&whole.StartDate, req.StartDate}, {&whole.EndDate, req.EndDate}, {&whole.Office, req.Office},
		} {
			set(f.to, f.from)
		}
		t, err := decideTimekeeper(tx, whole, old.OfficeID)
		if err != nil {
			return firm.Timekeeper{}, err
		}
		t.ID, t.RowVersion = old.ID, old.RowVersion
		return t, tx.SetTimekeeper(&t)
	})
}
