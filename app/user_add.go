package app

import (
	"context"
	"strings"

	"matterbook/app/fault"
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

// SetUser asks for a change of a user; nil fields stay.
type SetUser struct {
	Request
	Code    string // who is changed
	Version int64
	NewCode *string
	Name    *string
	Role    *string
	// Timekeeper is a code; blank takes the tie to a timekeeper off.
	Timekeeper *string
	Active     *bool
}

// SetUser changes a user. Refused ("user.last_admin") when nobody would be left
// who may set up the firm.
func (d *Desk) SetUser(ctx context.Context, req SetUser) (firm.User, error) {
	return change(ctx, d, spec{act: "user.set", right: maySetUp, object: "user " + req.Code, req: req.Request}, func(tx Tx) (firm.User, error) {
		l := newLookup(tx, d.Today())
		u, err := tx.UserByCode(strings.TrimSpace(req.Code))
		if err != nil {
			return firm.User{}, err
		}
		if err := stale("user", u.Code, req.Version, u.RowVersion); err != nil {
			return firm.User{}, err
		}
		whole := AddUser{Code: u.Code, Name: u.Name, Role: string(u.Role)}
		if u.TimekeeperID != 0 {
			t, err := tx.Timekeeper(u.TimekeeperID)
			if err != nil {
				return firm.User{}, err
			}
			whole.Timekeeper = t.Code
		}
		set(&whole.Code, req.NewCode)
		set(&whole.Name, req.Name)
		set(&whole.Role, req.Role)
		set(&whole.Timekeeper, req.Timekeeper)
		set(&u.Active, req.Active)
		if u, err = decideUser(l, u, whole); err != nil {
			return firm.User{}, err
		}
		users, err := tx.Users()
		if err != nil {
			return firm.User{}, err
		}
		if err := lastAdmin(users, u); err != nil {
			return firm.User{}, err
		}
		return u, tx.SetUser(&u)
	})
}

// lastAdmin refuses what would leave the book without an active administrator.
func lastAdmin(users []firm.User, changed firm.User) error {
	for _, u := range users {
		if u.ID == changed.ID {
			u = changed
		}
		if u.Active && u.Role == firm.Admin {
			return nil
		}
	}
	return fault.Refuse("user.last_admin", "%q is the last active administrator; without one nobody could set up the firm or its users.", changed.Code).
		Advise("Make somebody else administrator first.")
}

// Users lists the users by code.
func (d *Desk) Users(ctx context.Context) ([]firm.User, error) { return read(ctx, d, Query.Users) }
