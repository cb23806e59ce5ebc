package sqlite

import (
	"fmt"

	"matterbook/app/firm"
)

const deliveryColumns = `how, pdf, ledes1998b, address, note, combined, row_version`

var deliveryTable = registerKey("delivery", "client_id", "delivery", deliveryColumns)

func scanDelivery(row scanner) (d firm.Delivery, err error) {
	err = row.Scan(&d.ClientID, &d.How, &d.PDF, &d.LEDES, &d.Address, &d.Note, &d.Combined, &d.RowVersion)
	return d, err
}

// Delivery is the rule of a client.
func (q *query) Delivery(clientID int64) (firm.Delivery, error) {
	return one(q, "delivery", fmt.Sprint(clientID), scanDelivery, "SELECT client_id, "+deliveryColumns+" FROM delivery WHERE client_id = $1", clientID)
}

// Deliveries are all rules, by client.
func (q *query) Deliveries() ([]firm.Delivery, error) {
	return list(q, scanDelivery, "SELECT client_id, "+deliveryColumns+" FROM delivery ORDER BY client_id")
}

// SetDelivery adds the rule of a client or saves it.
func (t *tx) SetDelivery(d *firm.Delivery) error {
	values := []any{d.How, d.PDF, d.LEDES, d.Address, d.Note, d.Combined}
	if d.RowVersion == 0 {
		if _, err := t.insert(deliveryTable, d.ClientID, values); err != nil {
			return err
		}
		d.RowVersion = 1
		return nil
	}
	return t.update(deliveryTable, d.ClientID, &d.RowVersion, values)
}
