package storetest

import (
	"testing"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/firm"
)

func testDelivery(t *testing.T, d *desk) {
	read := func(q app.Query) (firm.Delivery, error) { return q.Delivery(d.client) }
	missing(d, "the rule of a client", read)
	r := firm.Delivery{ClientID: d.client, How: firm.ByEmail, PDF: true, LEDES: true, Address: "claims@example.com", Note: "PO in the subject", Combined: true}
	d.do(func(tx app.Tx) error { return tx.SetDelivery(&r) })
	full(t, r)
	same(t, "rule", see(d, read), r)
	old := r
	r = firm.Delivery{ClientID: d.client, How: firm.ByPortal, LEDES: true, RowVersion: r.RowVersion}
	d.do(func(tx app.Tx) error { return tx.SetDelivery(&r) })
	same(t, "changed rule", see(d, read), r)
	if all := see(d, app.Query.Deliveries); len(all) != 1 || all[0] != r {
		t.Errorf("rules %+v", all)
	}
	d.refused(fault.Conflict, "delivery.changed", func(tx app.Tx) error { return tx.SetDelivery(&old) })
	d.refused(fault.Conflict, "delivery.duplicate", func(tx app.Tx) error {
		return tx.SetDelivery(&firm.Delivery{ClientID: d.client, How: firm.ByMail, PDF: true})
	})
	d.refused(fault.Refused, "reference", func(tx app.Tx) error {
		return tx.SetDelivery(&firm.Delivery{ClientID: 99, How: firm.ByMail, PDF: true})
	})
	d.refused(fault.Invalid, "value.range", func(tx app.Tx) error {
		return tx.SetDelivery(&firm.Delivery{ClientID: d.client, How: "pigeon", PDF: true, RowVersion: r.RowVersion})
	})
	d.refused(fault.Invalid, "value.range", func(tx app.Tx) error {
		return tx.SetDelivery(&firm.Delivery{ClientID: d.client, How: firm.ByMail, RowVersion: r.RowVersion})
	})
}
