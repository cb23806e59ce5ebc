package app

import (
	"context"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/firm"
)

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
