package sqlite

import (
	"encoding/json"
	"fmt"

	"matterbook/app/fault"
	"matterbook/app/trust"
)

const trustAccountColumns = `code, title, kind, bank, last4, currency, preset, cushion_ceiling_minor, hold_days, closed_through, row_version`

var trustAccountTable = register("trust_account", "trust_account", trustAccountColumns)

func trustAccountValues(a *trust.Account) ([]any, error) {
	days, err := json.Marshal(a.HoldDays)
	if err != nil {
		return nil, fault.Wrap(err, "keeping the hold days of trust account %s", a.Code)
	}
	return []any{a.Code, a.Title, a.Kind, a.Bank, a.Last4, a.Currency, a.Preset, a.CushionCeiling, string(days), a.ClosedThrough}, nil
}

func scanTrustAccount(row scanner) (a trust.Account, err error) {
	var days []byte
	err = row.Scan(&a.ID, &a.Code, &a.Title, &a.Kind, &a.Bank, &a.Last4, &a.Currency, &a.Preset, &a.CushionCeiling, &days,
		asDate(&a.ClosedThrough), &a.RowVersion)
	if err == nil {
		err = fault.Wrap(json.Unmarshal(days, &a.HoldDays), "reading the hold days of trust account %s", a.Code)
	}
	return a, err
}

// TrustAccount reads one.
func (q *query) TrustAccount(id int64) (trust.Account, error) {
	return one(q, "trust_account", fmt.Sprint(id), scanTrustAccount, "SELECT id, "+trustAccountColumns+" FROM trust_account WHERE id = $1", id)
}

// TrustAccountByCode reads one.
func (q *query) TrustAccountByCode(code string) (trust.Account, error) {
	return one(q, "trust_account", code, scanTrustAccount, "SELECT id, "+trustAccountColumns+" FROM trust_account WHERE code = $1", code)
}

// TrustAccounts lists them by code.
func (q *query) TrustAccounts() ([]trust.Account, error) {
	return list(q, scanTrustAccount, "SELECT id, "+trustAccountColumns+" FROM trust_account ORDER BY code")
}

// AddTrustAccount opens an account.
func (t *tx) AddTrustAccount(a *trust.Account) error {
	values, err := trustAccountValues(a)
	if err != nil {
		return err
	}
	id, err := t.insert(trustAccountTable, 0, values)
	if err != nil {
		return err
	}
	a.ID, a.RowVersion = id, 1
	return nil
}

// SetTrustAccount saves an account. Once it was used, its kind and currency stay.
func (t *tx) SetTrustAccount(a *trust.Account) error {
	values, err := trustAccountValues(a)
	if err != nil {
		return err
	}
	return t.update(trustAccountTable, a.ID, &a.RowVersion, values)
}
