package sqlite

import (
	"fmt"

	"matterbook/app/cal"
	"matterbook/app/trust"
)

const trustHoldColumns = "ledger_id, amount_minor, reason, claimant, from_date, released_on, release_reason, row_version"

var trustHoldTable = register("trust_hold", "trust_hold", trustHoldColumns)

func trustHoldValues(h *trust.Hold) []any {
	return []any{h.LedgerID, h.Amount, h.Reason, h.Claimant, h.From, h.ReleasedOn, h.ReleaseReason}
}

func scanTrustHold(row scanner) (h trust.Hold, err error) {
	err = row.Scan(&h.ID, &h.LedgerID, &h.Amount, &h.Reason, &h.Claimant, asDate(&h.From), asDate(&h.ReleasedOn), &h.ReleaseReason, &h.RowVersion)
	return h, err
}

// Hold reads one.
func (q *query) Hold(id int64) (trust.Hold, error) {
	return one(q, "trust_hold", fmt.Sprint(id), scanTrustHold, "SELECT id, "+trustHoldColumns+" FROM trust_hold WHERE id = $1", id)
}

// Holds of a ledger in the order they were made: those in force at the end of
// the day, or all of them, released too, when there is no day.
func (q *query) Holds(ledgerID int64, asOf cal.Date) ([]trust.Hold, error) {
	var c clause
	c.and("ledger_id = %s", ledgerID)
	if asOf != 0 {
		inForce(&c, c.arg(asOf))
	}
	return list(q, scanTrustHold, "SELECT id, "+trustHoldColumns+" FROM trust_hold"+c.where()+" ORDER BY id", c.args...)
}

// inForce limits holds to those in force at the end of a day; on the day of its
// release a hold is no longer.
func inForce(c *clause, day string) {
	c.conds = append(c.conds, "from_date <= "+day, "(released_on IS NULL OR released_on > "+day+")")
}

// AddHold sets money aside.
func (t *tx) AddHold(h *trust.Hold) error {
	id, err := t.insert(trustHoldTable, 0, trustHoldValues(h))
	if err != nil {
		return err
	}
	h.ID, h.RowVersion = id, 1
	return nil
}

// SetHold releases a hold; nothing else of it may change.
func (t *tx) SetHold(h *trust.Hold) error {
	return t.update(trustHoldTable, h.ID, &h.RowVersion, trustHoldValues(h))
}
