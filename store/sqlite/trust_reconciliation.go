package sqlite

import (
	"fmt"

	"matterbook/app"
	"matterbook/app/fault"
)

const reconciliationColumns = `account_id, from_date, as_of, statement_minor, adjusted_minor, journal_minor, ledgers_minor, status, explanation,
	closed_before, data, prepared_by, prepared_ms, reviewed_by, reviewed_ms, reopen_by, reopen_ms, reopen_reason, reopened_by, reopened_ms, row_version`

var (
	reconciliationTable      = register("trust_reconciliation", "reconciliation", reconciliationColumns)
	reconciliationPaperTable = register("trust_reconciliation_paper", "reconciliation_paper", "reconciliation_id, kind, name, sha256, created_ms, bytes")
)

func reconciliationValues(r *app.Reconciliation) []any {
	return []any{r.AccountID, r.From, r.AsOf, r.Statement, r.Adjusted, r.Journal, r.Ledgers, r.Status, r.Explanation, r.ClosedBefore, string(r.Data),
		r.PreparedBy, r.PreparedAt, ref(r.ReviewedBy), r.ReviewedAt, ref(r.ReopenBy), r.ReopenAt, r.ReopenReason, ref(r.ReopenedBy), r.ReopenedAt}
}

func scanReconciliation(row scanner) (r app.Reconciliation, err error) {
	var data string
	err = row.Scan(&r.ID, &r.AccountID, asDate(&r.From), asDate(&r.AsOf), &r.Statement, &r.Adjusted, &r.Journal, &r.Ledgers, &r.Status, &r.Explanation,
		asDate(&r.ClosedBefore), &data, &r.PreparedBy, asTime(&r.PreparedAt), asRef(&r.ReviewedBy), asTime(&r.ReviewedAt),
		asRef(&r.ReopenBy), asTime(&r.ReopenAt), &r.ReopenReason, asRef(&r.ReopenedBy), asTime(&r.ReopenedAt), &r.RowVersion)
	r.Data = []byte(data)
	return r, err
}

// TrustReconciliation reads one.
func (q *query) TrustReconciliation(id int64) (app.Reconciliation, error) {
	return one(q, "reconciliation", fmt.Sprint(id), scanReconciliation, "SELECT id, "+reconciliationColumns+" FROM trust_reconciliation WHERE id = $1", id)
}

// TrustReconciliations lists them, newest first.
func (q *query) TrustReconciliations(accountID int64) ([]app.Reconciliation, error) {
	var c clause
	if accountID != 0 {
		c.and("account_id = %s", accountID)
	}
	return list(q, scanReconciliation, "SELECT id, "+reconciliationColumns+" FROM trust_reconciliation"+c.where()+" ORDER BY as_of DESC, id DESC", c.args...)
}

// AddTrustReconciliation keeps a signed proof.
func (t *tx) AddTrustReconciliation(r *app.Reconciliation) error {
	t.made(&r.PreparedAt)
	if r.PreparedBy == 0 {
		r.PreparedBy = t.act.UserID
	}
	id, err := t.insert(reconciliationTable, 0, reconciliationValues(r))
	if err != nil {
		return err
	}
	r.ID, r.RowVersion = id, 1
	return nil
}

// SetTrustReconciliation notes the review and the reopening; nothing else of it
// may change.
func (t *tx) SetTrustReconciliation(r *app.Reconciliation) error {
	return t.update(reconciliationTable, r.ID, &r.RowVersion, reconciliationValues(r))
}

// ReconciliationPapers lists what was printed, without the bytes.
func (q *query) ReconciliationPapers(id int64) ([]app.ReconciliationPaper, error) {
	return list(q, func(row scanner) (p app.ReconciliationPaper, err error) {
		err = row.Scan(&p.ID, &p.ReconciliationID, &p.Kind, &p.Name, &p.SHA256, asTime(&p.CreatedAt))
		return p, err
	}, "SELECT id, reconciliation_id, kind, name, sha256, created_ms FROM trust_reconciliation_paper WHERE reconciliation_id = $1 ORDER BY id", id)
}

// ReconciliationPaper reads what was printed and proves it by its hash.
func (q *query) ReconciliationPaper(id int64, kind string) (app.ReconciliationPaper, error) {
	p, err := one(q, "reconciliation_paper", fmt.Sprintf("%s of reconciliation %d", kind, id), func(row scanner) (p app.ReconciliationPaper, err error) {
		err = row.Scan(&p.ID, &p.ReconciliationID, &p.Kind, &p.Name, &p.SHA256, asTime(&p.CreatedAt), &p.Bytes)
		return p, err
	}, "SELECT id, reconciliation_id, kind, name, sha256, created_ms, bytes FROM trust_reconciliation_paper WHERE reconciliation_id = $1 AND kind = $2", id, kind)
	if err != nil {
		return app.ReconciliationPaper{}, err
	}
	return p, provedPaper(p.Name, p.SHA256, p.Bytes)
}

// provedPaper refuses bytes that are not those that were kept.
func provedPaper(name, sha256 string, bytes []byte) error {
	if hash := hashOf(bytes); hash != sha256 {
		return fault.New(fault.Internal, "paper.damaged", "The kept paper %s is not what was printed: its hash is %s and should be %s.", name, hash, sha256).
			Advise("Verify the book, and take the paper from a backup.")
	}
	return nil
}

// AddReconciliationPaper keeps what was printed, with its hash.
func (t *tx) AddReconciliationPaper(p *app.ReconciliationPaper) error {
	p.SHA256 = hashOf(p.Bytes)
	t.made(&p.CreatedAt)
	id, err := t.insert(reconciliationPaperTable, 0, []any{p.ReconciliationID, p.Kind, p.Name, p.SHA256, p.CreatedAt, p.Bytes})
	p.ID = id
	return err
}
