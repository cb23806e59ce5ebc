package sqlite

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"matterbook/app"
	"matterbook/app/fault"
)

var paperTable = register("paper", "paper", "invoice_id, format, name, sha256, created_ms, bytes")

// Paper reads what left the firm and proves it by its hash: bytes that are not
// those that were kept are never handed out.
func (q *query) Paper(invoiceID int64, format string) (app.Paper, error) {
	p, err := one(q, "paper", fmt.Sprintf("%s of invoice %d", format, invoiceID), func(row scanner) (p app.Paper, err error) {
		err = row.Scan(&p.ID, &p.InvoiceID, &p.Format, &p.Name, &p.SHA256, asTime(&p.CreatedAt), &p.Bytes)
		return p, err
	}, "SELECT id, invoice_id, format, name, sha256, created_ms, bytes FROM paper WHERE invoice_id = $1 AND format = $2", invoiceID, format)
	if err != nil {
		return app.Paper{}, err
	}
	if hash := hashOf(p.Bytes); hash != p.SHA256 {
		return app.Paper{}, fault.New(fault.Internal, "paper.damaged", "The kept %s of invoice %d is not what was sent: its hash is %s and should be %s.", p.Format, p.InvoiceID, hash, p.SHA256).
			Advise("Verify the book, and take the paper from a backup.")
	}
	return p, nil
}

// Papers lists what was kept of an invoice, without the bytes.
func (q *query) Papers(invoiceID int64) ([]app.Paper, error) {
	return list(q, func(row scanner) (p app.Paper, err error) {
		err = row.Scan(&p.ID, &p.InvoiceID, &p.Format, &p.Name, &p.SHA256, asTime(&p.CreatedAt))
		return p, err
	}, "SELECT id, invoice_id, format, name, sha256, created_ms FROM paper WHERE invoice_id = $1 ORDER BY id", invoiceID)
}

// AddPaper keeps what left the firm, with its hash.
func (t *tx) AddPaper(p *app.Paper) error {
	hash := hashOf(p.Bytes)
	if p.SHA256 == "" {
		p.SHA256 = hash
	}
	if p.SHA256 != hash {
		return fault.New(fault.Internal, "paper.hash", "The hash handed in with %s is not that of its bytes.", p.Name)
	}
	t.made(&p.CreatedAt)
	id, err := t.insert(paperTable, 0, []any{p.InvoiceID, p.Format, p.Name, p.SHA256, p.CreatedAt, p.Bytes})
	p.ID = id
	return err
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
