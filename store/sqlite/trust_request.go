package sqlite

import (
	"fmt"

	"matterbook/app"
)

const trustRequestColumns = `number, account_id, matter_id, on_date, available_minor, floor_minor, target_minor, amount_minor, status, ended_on,
	end_reason, txn_id, user_id, created_ms, row_version`

var (
	trustRequestTable      = register("trust_request", "trust_request", trustRequestColumns)
	trustRequestPaperTable = registerKey("trust_request_paper", "request_id", "trust_request_paper", "name, sha256, bytes")
)

func trustRequestValues(r *app.TrustRequest) []any {
	return []any{r.Number, r.AccountID, r.MatterID, r.On, r.Available, r.Floor, r.Target, r.Amount, r.Status, r.EndedOn, r.EndReason, ref(r.TxnID), r.UserID, r.CreatedAt}
}

func scanTrustRequest(row scanner) (r app.TrustRequest, err error) {
	err = row.Scan(&r.ID, &r.Number, &r.AccountID, &r.MatterID, asDate(&r.On), &r.Available, &r.Floor, &r.Target, &r.Amount, &r.Status, asDate(&r.EndedOn),
		&r.EndReason, asRef(&r.TxnID), &r.UserID, asTime(&r.CreatedAt), &r.RowVersion)
	return r, err
}

// TrustRequest reads one by its number.
func (q *query) TrustRequest(number string) (app.TrustRequest, error) {
	return one(q, "trust_request", number, scanTrustRequest, "SELECT id, "+trustRequestColumns+" FROM trust_request WHERE number = $1", number)
}

// TrustRequests lists them, newest first.
func (q *query) TrustRequests(accountID, matterID int64, open bool) ([]app.TrustRequest, error) {
	var c clause
	if accountID != 0 {
		c.and("account_id = %s", accountID)
	}
	if matterID != 0 {
		c.and("matter_id = %s", matterID)
	}
	if open {
		c.conds = append(c.conds, "status = 'open'")
	}
	return list(q, scanTrustRequest, "SELECT id, "+trustRequestColumns+" FROM trust_request"+c.where()+" ORDER BY on_date DESC, id DESC", c.args...)
}

// TrustRequestPaper is the letter of a request.
func (q *query) TrustRequestPaper(requestID int64) (name string, bytes []byte, err error) {
	type letter struct {
		name, hash string
		bytes      []byte
	}
	l, err := one(q, "trust_request_paper", fmt.Sprint(requestID), func(row scanner) (l letter, err error) {
		err = row.Scan(&l.name, &l.hash, &l.bytes)
		return l, err
	}, "SELECT name, sha256, bytes FROM trust_request_paper WHERE request_id = $1", requestID)
	if err == nil {
		err = provedPaper(l.name, l.hash, l.bytes)
	}
	return l.name, l.bytes, err
}

// AddTrustRequest keeps a request with its letter.
func (t *tx) AddTrustRequest(r *app.TrustRequest, name string, letter []byte) error {
	t.made(&r.CreatedAt)
	if r.UserID == 0 {
		r.UserID = t.act.UserID
	}
	id, err := t.insert(trustRequestTable, 0, trustRequestValues(r))
	if err != nil {
		return err
	}
	r.ID, r.RowVersion = id, 1
	_, err = t.insert(trustRequestPaperTable, id, []any{name, hashOf(letter), letter})
	return err
}

// SetTrustRequest ends a request.
func (t *tx) SetTrustRequest(r *app.TrustRequest) error {
	return t.update(trustRequestTable, r.ID, &r.RowVersion, trustRequestValues(r))
}
