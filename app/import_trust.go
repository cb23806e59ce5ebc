package app

import (
	"fmt"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/trust"
)

var _ = addImportKind(importKind{
	name: "trust-accounts", right: maySetUp,
	columns: []ImportColumn{
		{"code", true, "at most 20 characters", "IOLTA"},
		{"title", true, "legal title", "Marlow & Dunne Client Trust Account (IOLTA)"},
		{"kind", true, "pooled, separate", "pooled"},
		{"bank", false, "", "First Bank"},
		{"number_last4", false, "last four digits of the number", "4471"},
		{"currency", false, "blank: the firm's", "USD"},
		{"preset", false, "jurisdiction profile; blank: the firm's", "aba"},
	},
	begin: func(run *importRun) (importStep, error) { return run.trustAccount, nil },
})

func (run *importRun) trustAccount(row importRow) (skipped bool, err error) {
	req := AddTrustAccount{Code: row.get("code"), Title: row.get("title"), Kind: row.get("kind"), Bank: row.get("bank"),
		Last4: row.get("number_last4"), Currency: row.get("currency"), Preset: row.get("preset")}
	old, err := run.tx.TrustAccountByCode(req.Code)
	if err == nil {
		equal := old.Title == req.Title && string(old.Kind) == req.Kind && old.Bank == req.Bank && old.Last4 == req.Last4
		return same("trust_account", old.Code, equal)
	}
	if fault.Of(err) != fault.Missing {
		return false, err
	}
	_, err = addTrustAccount(run.tx, run.desk, req)
	return false, err
}

var _ = addImportKind(importKind{
	name: "trust", right: mayTrust, stops: true,
	columns: []ImportColumn{
		{"date", true, "", "2026-06-03"},
		{"kind", true, "receipt, check, eft, transfer, charge, interest, cushion, void, reversal", "receipt"},
		{"account", true, "code of the trust account", "IOLTA"},
		{"matter", true, "code of the matter; blank only for the firm's own cushion", "100-01"},
		{"amount", true, "positive; the kind gives the direction", "5000.00"},
		{"party", true, "payor or payee", "Castellan LLC"},
		{"purpose", true, "", "Advance fee"},
		{"instrument", false, "check, wire, ach, cash, cashiers", "check"},
		{"reference", false, "check number, deposit, wire; for a void or reversal the check number or ext_id of what is taken back", "1089"},
		{"invoice", false, "number of the invoice a transfer pays", ""},
		{"available_on", false, "day a receipt counts as collected", ""},
		{"authorised_by", false, "lawyer who authorised an eft", ""},
		{"ext_id", false, "", "T-000123"},
	},
	imported: func(q Query, extIDs []string) (map[string]int64, error) {
		known := map[string]int64{}
		for _, ext := range extIDs {
			id, err := q.TrustTxnByExt(ext)
			if err != nil {
				return nil, err
			}
			if id != 0 {
				known[ext] = id
			}
		}
		return known, nil
	},
	begin: func(run *importRun) (importStep, error) {
		accounts := map[string]trust.Account{}
		return func(row importRow) (bool, error) {
			code := row.get("account")
			account, ok := accounts[code]
			if !ok {
				var err error
				if account, err = run.tx.TrustAccountByCode(code); err != nil {
					return false, err
				}
				accounts[code] = account
			}
			return false, run.trust(row, account)
		}, nil
	},
})

// trust posts one row under every rule of the trust desk.
func (run *importRun) trust(row importRow, account trust.Account) error {
	kind := trust.Kind(row.get("kind"))
	switch kind {
	case trust.Transfer:
		return run.trustTransfer(row, account)
	case trust.VoidItem, trust.Reversal:
		return run.trustMirror(row, account, kind)
	}
	if row.get("invoice") != "" {
		return atColumn("invoice", "invoice.not_taken", "Only a transfer names the invoice it pays; this row is a %s.", kind)
	}
	_, err := postTrust(run.tx, run.desk, run.look, account, PostTrust{
		Account: account.Code, Kind: string(kind), Matter: row.get("matter"), Amount: row.get("amount"), Date: row.get("date"),
		Party: row.get("party"), Purpose: row.get("purpose"), Instrument: row.get("instrument"), Reference: row.get("reference"),
		AvailableOn: row.get("available_on"), AuthorisedBy: row.get("authorised_by"), ExtID: row.ext,
	})
	return err
}

func (run *importRun) trustTransfer(row importRow, account trust.Account) error {
	var check fault.Check
	on, err := cal.Parse(row.get("date"))
	check.Err("date", "date.format", err)
	if row.get("invoice") == "" {
		check.Add("invoice", "invoice.required", "A transfer to the firm names the invoice it pays.")
	}
	if err := check.Result("trust.invalid", "The transfer"); err != nil {
		return err
	}
	inv, err := run.tx.InvoiceByNumber(row.get("invoice"))
	if err != nil {
		return err
	}
	matter, err := run.tx.Matter(inv.MatterID)
	if err != nil {
		return err
	}
	if given := row.get("matter"); given != matter.Code {
		return atColumn("matter", "matter.other", "Invoice %s belongs to matter %s, not to %q.", inv.Number, matter.Code, given)
	}
	_, err = applyTrust(run.tx, run.desk, ApplyTrust{Invoice: inv.Number, Account: account.Code, Amount: row.get("amount"), Date: on,
		reference: row.get("reference"), extID: row.ext})
	return err
}

func (run *importRun) trustMirror(row importRow, account trust.Account, kind trust.Kind) error {
	on, err := cal.Parse(row.get("date"))
	if err != nil {
		return atColumn("date", "date.format", "%s.", err)
	}
	reference := row.get("reference")
	id, err := run.tx.CheckUsed(account.ID, reference)
	if err == nil && id == 0 {
		id, err = run.tx.TrustTxnByExt(reference)
	}
	if err != nil {
		return err
	}
	if id == 0 {
		return atColumn("reference", "trust_entry.missing", "There is no entry %q in account %s: write the check number or ext_id of what is taken back as the reference.", reference, account.Code)
	}
	txn, err := run.tx.TrustTxn(id)
	if err != nil {
		return err
	}
	if txn.AccountID != account.ID {
		return atColumn("account", "account.other", "Entry %s is none of account %s.", reference, account.Code)
	}
	if amount, err := money.ParseAmount(row.get("amount"), account.Currency); err != nil || amount != txn.Bank.Abs() {
		return atColumn("amount", "amount.other", "Entry %s is over %s, not %s.", reference, txn.Bank.Abs().Plain(account.Currency), row.get("amount"))
	}
	if err := run.ofMatter(txn, row.get("matter")); err != nil {
		return err
	}
	_, err = mirrorTrust(run.tx, run.desk, kind, ReverseTrust{Entry: id, Date: on, Reason: fmt.Sprintf("%s (imported)", row.get("purpose")), extID: row.ext})
	return err
}

// ofMatter tests that the entry moved the ledger of the matter; blank is the
// firm's own.
func (run *importRun) ofMatter(txn trust.Txn, code string) error {
	var matter firm.Matter
	if code != "" {
		var err error
		if matter, err = run.tx.MatterByCode(code); err != nil {
			return err
		}
	}
	for _, s := range txn.Splits {
		if s.MatterID == matter.ID {
			return nil
		}
	}
	return atColumn("matter", "matter.other", "Entry %d is none of matter %q.", txn.ID, code)
}

// atColumn is what is wrong with one column of a row.
func atColumn(column, code, format string, args ...any) error {
	var check fault.Check
	check.Add(column, code, format, args...)
	return check.Result(code, "The row")
}
