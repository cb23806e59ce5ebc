package sqlite

import (
	"fmt"

	"matterbook/app/firm"
)

var userTable = register("user", "user", "code, name, role, timekeeper_id, active, row_version")

const userColumns = "SELECT id, code, name, role, timekeeper_id, active, row_version FROM user"

func scanUser(row scanner) (u firm.User, err error) {
	err = row.Scan(&u.ID, &u.Code, &u.Name, &u.Role, asRef(&u.TimekeeperID), &u.Active, &u.RowVersion)
	return u, err
}

// Users lists by code.
func (q *query) Users() ([]firm.User, error) {
	return list(q, scanUser, userColumns+" ORDER BY code")
}

// User by id.
func (q *query) User(id int64) (firm.User, error) {
	return one(q, "user", fmt.Sprint(id), scanUser, userColumns+" WHERE id = $1", id)
}

// UserByCode finds a user by exact code.
func (q *query) UserByCode(code string) (firm.User, error) {
	return one(q, "user", code, scanUser, userColumns+" WHERE code = $1", code)
}

func userValues(u *firm.User) []any {
	return []any{u.Code, u.Name, u.Role, ref(u.TimekeeperID), u.Active}
}

// AddUser adds a user.
func (t *tx) AddUser(u *firm.User) (err error) {
	u.ID, err = t.insert(userTable, u.ID, userValues(u))
	u.RowVersion = 1
	return err
}

// SetUser saves a user.
func (t *tx) SetUser(u *firm.User) error {
	return t.update(userTable, u.ID, &u.RowVersion, userValues(u))
}
