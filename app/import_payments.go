package app

import "matterbook/app/bill"

var _ = addImportKind(importKind{
	name: "payments", right: mayPayments,
	columns: []ImportColumn{
		{"date", true, "day it was received", "2026-06-24"},
		{"client", true, "code", "DEVI"},
		{"amount", true, "positive", "1500.00"},
		{"method", false, "check, wire, ach, card, cash; blank: check", "check"},
		{"reference", false, "check number, wire id", "4471"},
		{"invoice", false, "number of the invoice it is for; blank: the oldest due first, the rest as credit", "2026-0125"},
		{"ext_id", false, "", "P-000123"},
	},
	imported: func(q Query, extIDs []string) (map[string]int64, error) {
		known := map[string]int64{}
		for _, ext := range extIDs {
			id, err := q.PaymentByExt(ext)
			if err != nil {
				return nil, err
			}
			if id != 0 {
				known[ext] = id
			}
		}
		return known, nil
	},
	begin: func(run *importRun) (importStep, error) { return run.payment, nil },
})

// payment posts one row under every rule of payments.
func (run *importRun) payment(row importRow) (skipped bool, err error) {
	var check checks
	req := AddPayment{Client: row.get("client"), Amount: row.get("amount"), Date: check.date("date", row.get("date"), true),
		Method: row.get("method"), Reference: row.get("reference"), ExtID: row.ext, Rule: bill.OldestFirst}
	if number := row.get("invoice"); number != "" {
		req.To = []PayTo{{Invoice: number}}
	}
	if err := check.Result("payment.invalid", "The payment"); err != nil {
		return false, err
	}
	_, err = addPayment(run.tx, run.desk, req)
	return false, err
}
