package sqlite

import (
	"matterbook/app/fault"
	"matterbook/app/firm"
)

var rateTable = register("rate", "rate",
	"scope, client_id, matter_id, timekeeper_id, class, activity, rate_e4, from_date, to_date, row_version")

const rateColumns = `SELECT id, scope, client_id, matter_id, timekeeper_id, class, activity, rate_e4, from_date, to_date, row_version FROM rate`

func scanRate(row scanner) (r firm.RateRow, err error) {
	var client, matter int64
	err = row.Scan(&r.ID, &r.Scope, asRef(&client), asRef(&matter), asRef(&r.TimekeeperID), &r.Class, &r.Activity, &r.Rate,
		asDate(&r.From), asDate(&r.To), &r.RowVersion)
	r.ScopeID = client + matter // at most one is not 0
	return r, err
}

// RateRows are those of the matter, its client and the firm; with both zero all.
func (q *query) RateRows(matterID, clientID int64) ([]firm.RateRow, error) {
	if matterID == 0 && clientID == 0 {
		return list(q, scanRate, rateColumns+" ORDER BY id")
	}
	return list(q, scanRate, rateColumns+" WHERE scope = 'firm' OR matter_id = $1 OR client_id = $2 ORDER BY id", matterID, clientID)
}

func rateValues(r *firm.RateRow) ([]any, error) {
	var client, matter int64
	switch {
	case r.Scope == firm.ScopeClient:
		client = r.ScopeID
	case r.Scope == firm.ScopeMatter:
		matter = r.ScopeID
	case r.ScopeID != 0:
		return nil, fault.New(fault.Invalid, "rate.scope", "A rate of the scope %q belongs to no client or matter.", r.Scope)
	}
	return []any{r.Scope, ref(client), ref(matter), ref(r.TimekeeperID), r.Class, r.Activity, r.Rate, r.From, r.To}, nil
}

// AddRateRow adds a rate.
func (t *tx) AddRateRow(r *firm.RateRow) error {
	values, err := rateValues(r)
	if err != nil {
		return err
	}
	if r.ID, err = t.insert(rateTable, r.ID, values); err != nil {
		return err
	}
	r.RowVersion = 1
	return nil
}

// SetRateRow saves a rate.
func (t *tx) SetRateRow(r *firm.RateRow) error {
	values, err := rateValues(r)
	if err != nil {
		return err
	}
	return t.update(rateTable, r.ID, &r.RowVersion, values)
}

// DeleteRateRow takes a rate away; entries priced by it keep their rate.
func (t *tx) DeleteRateRow(id int64) error { return t.delete(rateTable, id) }
