package sqlite

import (
	"fmt"

	"matterbook/app/firm"
)

var timekeeperTable = register("timekeeper", "timekeeper",
	"code, last_name, first_name, class, standard_rate_e4, email, hr_id, start_date, end_date, office_id, row_version")

const timekeeperColumns = `SELECT id, code, last_name, first_name, class, standard_rate_e4, email, hr_id,
	start_date, end_date, office_id, row_version FROM timekeeper`

func scanTimekeeper(row scanner) (k firm.Timekeeper, err error) {
	err = row.Scan(&k.ID, &k.Code, &k.LastName, &k.FirstName, &k.Class, &k.StandardRate, &k.Email, &k.HRID,
		asDate(&k.StartDate), asDate(&k.EndDate), asRef(&k.OfficeID), &k.RowVersion)
	return k, err
}

// Timekeeper by id.
func (q *query) Timekeeper(id int64) (firm.Timekeeper, error) {
	return one(q, "timekeeper", fmt.Sprint(id), scanTimekeeper, timekeeperColumns+" WHERE id = $1", id)
}

// TimekeeperByCode finds a timekeeper by exact code.
func (q *query) TimekeeperByCode(code string) (firm.Timekeeper, error) {
	return one(q, "timekeeper", code, scanTimekeeper, timekeeperColumns+" WHERE code = $1", code)
}

// Timekeepers lists by code.
func (q *query) Timekeepers() ([]firm.Timekeeper, error) {
	return list(q, scanTimekeeper, timekeeperColumns+" ORDER BY code")
}

func timekeeperValues(k *firm.Timekeeper) []any {
	return []any{k.Code, k.LastName, k.FirstName, k.Class, k.StandardRate, k.Email, k.HRID, k.StartDate, k.EndDate, ref(k.OfficeID)}
}

// AddTimekeeper adds a timekeeper.
func (t *tx) AddTimekeeper(k *firm.Timekeeper) (err error) {
	k.ID, err = t.insert(timekeeperTable, k.ID, timekeeperValues(k))
	k.RowVersion = 1
	return err
}

// SetTimekeeper saves a timekeeper.
func (t *tx) SetTimekeeper(k *firm.Timekeeper) error {
	return t.update(timekeeperTable, k.ID, &k.RowVersion, timekeeperValues(k))
}
