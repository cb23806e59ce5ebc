package app

import (
	"context"
	"strings"

	"matterbook/app/firm"
)

// AddUser asks for a new user.
type AddUser struct {
	Request
	Code, Name string
	Role       string // admin, billing, attorney, trust, auditor
	Timekeeper string // code of the timekeeper the user is, blank for none
}

// AddUser adds a person who may act in the book. Conflict ("user.duplicate")
// when the code is taken.
func (d *Desk) AddUser(ctx context.Context, req AddUser) (firm.User, error) {
	return change(ctx, d, spec{act: "user.add", right: maySetUp, object: "user " + req.Code, req: req.Request}, func(tx Tx) (firm.User, error) {
		u, err := decideUser(newLookup(tx, d.Today()), firm.User{Active: true}, req)
		if err != nil {
			return firm.User{}, err
		}
		return u, tx.AddUser(&u)
	})
}

func decideUser(l *lookup, u firm.User, req AddUser) (firm.User, error) {
	var check checks
	u.Code, u.Name, u.Role = strings.TrimSpace(req.Code), strings.TrimSpace(req.Name), firm.Role(strings.TrimSpace(req.Role))
	id, err := l.TimekeeperID(req.Timekeeper)
	check.Fail("timekeeper", err)
	u.TimekeeperID = id
	if strings.TrimSpace(req.Timekeeper) != "" && id == 0 {
		u.TimekeeperID = -1 // named, but not there: only that is at fault
	}
	u.Check(&check.Check)
	return u, check.Result("user.invalid", "The user")
}

// Users lists the users by code.
func (d *Desk) Users(ctx context.Context) ([]firm.User, error) { return read(ctx, d, Query.Users) }
