package sqlite

import (
	"fmt"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/fault"
)

const preBillColumns = `matter_id, client_id, through, created_on, status, holder, note, discount_minor,
	discount_text, message, approved_by, approved_ms, invoice_id, held, row_version`

var preBillTable = register("prebill", "prebill", preBillColumns)

func preBillValues(p *bill.PreBill) []any {
	return []any{p.MatterID, p.ClientID, p.Through, p.CreatedOn, p.Status, p.Holder, p.Note, p.Discount,
		p.DiscountText, p.Message, ref(p.ApprovedBy), p.ApprovedAt, ref(p.InvoiceID), orNone(p.Held)}
}

func scanPreBill(row scanner) (p bill.PreBill, err error) {
	err = row.Scan(&p.ID, &p.MatterID, &p.ClientID, asDate(&p.Through), asDate(&p.CreatedOn), &p.Status, &p.Holder, &p.Note,
		&p.Discount, &p.DiscountText, &p.Message, asRef(&p.ApprovedBy), asTime(&p.ApprovedAt), asRef(&p.InvoiceID), asText(&p.Held), &p.RowVersion)
	return p, err
}

// PreBill reads one.
func (q *query) PreBill(id int64) (bill.PreBill, error) {
	return one(q, "prebill", fmt.Sprint(id), scanPreBill, "SELECT id, "+preBillColumns+" FROM prebill WHERE id = $1", id)
}

// PreBills lists newest first.
func (q *query) PreBills(f app.PreBillFilter) ([]bill.PreBill, error) {
	var c clause
	if f.MatterID != 0 {
		c.and("matter_id = %s", f.MatterID)
	}
	if f.ClientID != 0 {
		c.and("client_id = %s", f.ClientID)
	}
	if f.Live {
		c.and("status IN ('open', 'review', 'approved')")
	}
	if len(f.Statuses) > 0 {
		oneOf(&c, "status", f.Statuses)
	}
	return list(q, scanPreBill, "SELECT id, "+preBillColumns+" FROM prebill"+c.where()+" ORDER BY id DESC"+c.limit(f.Limit), c.args...)
}

// AddPreBill adds a pre-bill with its lines, which learn whose they are. A
// matter has one live pre-bill at most.
func (t *tx) AddPreBill(p *bill.PreBill, lines []bill.PreBillLine) error {
	id, err := t.insert(preBillTable, 0, preBillValues(p))
	if err != nil {
		return oneLive(err)
	}
	p.ID, p.RowVersion = id, 1
	for i := range lines {
		l := &lines[i]
		l.PreBillID = id
		if l.No == 0 {
			l.No = i + 1
		}
		if _, err := t.insert(preBillLineTable, 0, preBillLineValues(l)); err != nil {
			return err
		}
	}
	return nil
}

// SetPreBill saves its head.
func (t *tx) SetPreBill(p *bill.PreBill) error {
	return oneLive(t.update(preBillTable, p.ID, &p.RowVersion, preBillValues(p)))
}

func oneLive(err error) error {
	if fault.Code(err) != "prebill.duplicate" {
		return err
	}
	return fault.New(fault.Conflict, "prebill.duplicate", "The matter has a pre-bill that is still open; its work stands on that one.").
		Advise("Finish or discard it first.").Because(err)
}
