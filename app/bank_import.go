package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/trust"
)

var _ = addImportKind(importKind{
	name: "bank", right: mayTrust,
	columns: []ImportColumn{
		{"date", true, "", "2026-06-04"},
		{"amount", true, "credits positive, debits negative", "7500.00"},
		{"reference", false, "check number or the bank's own", "1089"},
		{"description", false, "", "DEPOSIT 612"},
		{"balance", false, "after the line; tested", "27860.75"},
	},
	whole: importBank,
})

// importBank reads a statement of a trust account: CSV in our columns or the
// bank's own (the mapping is remembered for the account), OFX, QFX or QBO. A
// statement is kept whole or not at all, and the same file twice changes nothing.
func importBank(ctx context.Context, d *Desk, req Import, data []byte) (ImportResult, error) {
	if strings.TrimSpace(req.Account) == "" {
		return ImportResult{}, atColumn("account", "account.required", "Say which trust account the statement is of (--account CODE).")
	}
	account, mapping, err := bankAccount(ctx, d, req.Account)
	if err != nil {
		return ImportResult{}, err
	}
	told := req.Mapping != ""
	if told {
		if mapping, err = trust.ParseBankMapping(req.Mapping); err != nil {
			return ImportResult{}, err
		}
	}
	if req.Comma != 0 && req.Comma != ',' {
		mapping.Comma = string(req.Comma)
	}
	var st trust.BankStatement
	if trust.LooksLikeOFX(data) {
		st, err = trust.ReadBankOFX(data, account.Currency, d.Today())
	} else if err = checkText(data); err == nil {
		st, err = trust.ReadBankCSV(data, mapping, account.Currency, d.Today())
	}
	if err == nil && st.Last4 != "" && account.Last4 != "" && !strings.HasSuffix(st.Last4, account.Last4) {
		err = fault.New(fault.Invalid, "bank.account", "The file is of an account that ends in %s; %s ends in %s.", st.Last4, account.Code, account.Last4).
			Advise("Choose the statement of this account.")
	}
	if err != nil {
		return bankRejected(req, st, err)
	}
	hash := sha256.Sum256(data)
	file := trust.BankFile{AccountID: account.ID, Name: cmp.Or(req.Name, "a file"), SHA256: hex.EncodeToString(hash[:]), Format: st.Format,
		From: st.From, To: st.To, HasClosing: st.HasClosing, Closing: st.Closing}

	var result ImportResult
	kept, err := change(ctx, d, spec{act: "import.bank", right: mayTrust, object: "trust account " + account.Code + ", " + file.Name, req: req.Request}, func(tx Tx) (ImportResult, error) {
		result = ImportResult{Kind: "bank", Read: len(st.Lines), Rejected: []RejectedRow{}, DryRun: req.DryRun}
		err := keepBankFile(tx, account.ID, file, st, told, &result)
		if err == nil && (req.DryRun || result.Imported == 0 && result.Skipped > 0) {
			err = errDryRun // nothing is new: the book is not touched
		}
		return result, err
	})
	switch {
	case errors.Is(err, errDryRun):
		return result, nil
	case fault.Code(err) == "import.rejected":
		return bankRejected(req, st, err)
	case err != nil:
		return ImportResult{}, err
	}
	return kept, nil
}

func bankAccount(ctx context.Context, d *Desk, code string) (a trust.Account, m trust.BankMapping, err error) {
	err = d.store.View(ctx, func(q Query) error {
		if a, err = q.TrustAccountByCode(code); err != nil {
			return err
		}
		m, err = q.BankMapping(a.ID)
		return err
	})
	return a, m, err
}

// keepBankFile keeps what is new of a statement.
func keepBankFile(tx Tx, accountID int64, file trust.BankFile, st trust.BankStatement, told bool, result *ImportResult) error {
	account, err := tx.TrustAccount(accountID)
	if err != nil {
		return err
	}
	files, err := tx.BankFiles(account.ID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(files, func(f trust.BankFile) bool { return f.SHA256 == file.SHA256 }) {
		result.Skipped = len(st.Lines)
		return nil
	}
	lines, err := tx.BankLines(account.ID, 0, 0, false)
	if err != nil {
		return err
	}
	fresh, err := trust.FreshLines(st, files, lines, account.ClosedThrough, account.Currency)
	if err != nil {
		return err
	}
	result.Imported, result.Skipped = len(fresh), len(st.Lines)-len(fresh)
	if len(fresh) == 0 && len(st.Lines) > 0 {
		return nil
	}
	if err := tx.AddBankFile(&file, fresh); err != nil {
		return err
	}
	if told {
		return tx.SetBankMapping(account.ID, st.Mapping)
	}
	return nil
}

// bankRejected is the answer for a statement that was refused: each fault a bad row.
func bankRejected(req Import, st trust.BankStatement, err error) (ImportResult, error) {
	var e *fault.Error
	if !errors.As(err, &e) || e.Code != "import.rejected" {
		return ImportResult{}, err
	}
	r := ImportResult{Kind: "bank", Read: len(st.Lines), DryRun: req.DryRun, Rejected: []RejectedRow{}}
	bad := map[int]bool{}
	for _, f := range e.Faults {
		bad[f.Line] = true
		if len(r.Rejected) < maxRejected {
			r.Rejected = append(r.Rejected, RejectedRow{Line: f.Line, Path: f.Path, Code: f.Code, Message: f.Message})
		}
	}
	r.BadRows = len(bad)
	r.Read = max(r.Read, r.BadRows)
	return r, err
}
