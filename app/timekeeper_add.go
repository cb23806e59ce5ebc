package app

import (
	"context"
	"strings"

	"matterbook/app/firm"
)

// AddTimekeeper asks for a new timekeeper. Texts are as the import columns give
// them.
type AddTimekeeper struct {
	Request
	Code, LastName, FirstName string
	Class                     string // LEDES class, "PARTNR"; kept in upper case
	StandardRate              string // blank: none
	Email, HRID               string
	StartDate, EndDate        string
	Office                    string // code; blank: none
}

// AddTimekeeper adds a person whose time is billed. Conflict
// ("timekeeper.duplicate") when the code is taken.
func (d *Desk) AddTimekeeper(ctx context.Context, req AddTimekeeper) (firm.Timekeeper, error) {
	return change(ctx, d, spec{act: "timekeeper.add", right: maySetUp, object: "timekeeper " + req.Code, req: req.Request}, func(tx Tx) (firm.Timekeeper, error) {
		t, err := decideTimekeeper(tx, req, 0)
		if err != nil {
			return firm.Timekeeper{}, err
		}
		return t, tx.AddTimekeeper(&t)
	})
}

// CheckTimekeeper says what would be refused of a timekeeper by itself, without
// looking into the book.
func CheckTimekeeper(req AddTimekeeper) error {
	req.Office = ""
	_, err := decideTimekeeper(nil, req, 0)
	return err
}

// decideTimekeeper makes the timekeeper of a request; office is the one he or she
// had before.
func decideTimekeeper(q Query, req AddTimekeeper, office int64) (firm.Timekeeper, error) {
	var check checks
	t := firm.Timekeeper{
		Code: strings.TrimSpace(req.Code), LastName: strings.TrimSpace(req.LastName), FirstName: strings.TrimSpace(req.FirstName),
		Class: firm.FoldCode(req.Class), StandardRate: check.rate("standard_rate", req.StandardRate),
		Email: strings.TrimSpace(req.Email), HRID: strings.TrimSpace(req.HRID),
		StartDate: check.date("start_date", req.StartDate, false), EndDate: check.date("end_date", req.EndDate, false),
	}
	t.OfficeID = check.officeID(q, req.Office, office)
	t.Check(&check.Check)
	return t, check.Result("timekeeper.invalid", "The timekeeper")
}

// Timekeepers lists them by code.
func (d *Desk) Timekeepers(ctx context.Context) ([]firm.Timekeeper, error) {
	return read(ctx, d, Query.Timekeepers)
}
