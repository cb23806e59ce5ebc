package sqlite

import (
	"encoding/json"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/trust"
)

var (
	bankFileTable    = register("bank_file", "bank_file", "account_id, name, sha256, format, from_date, to_date, line_count, closing_minor, user_id, created_ms")
	bankLineTable    = register("bank_line", "bank_line", "file_id, account_id, line_no, on_date, amount_minor, reference, description, balance_minor, bank_id")
	bankMappingTable = registerKey("bank_mapping", "account_id", "bank_mapping", "mapping, row_version")
)

// maybeMinor is an amount that may be unknown.
func maybeMinor(known bool, a money.Amount) any {
	if !known {
		return nil
	}
	return int64(a)
}

// asMaybeMinor scans an amount that may be unknown.
type asMaybeMinor struct {
	known *bool
	a     *money.Amount
}

// Scan implements the scanner of database/sql.
func (s asMaybeMinor) Scan(v any) error {
	n, known := v.(int64)
	*s.known, *s.a = known, money.Amount(n)
	return nil
}

// BankFiles lists the files of an account by their first day.
func (q *query) BankFiles(accountID int64) ([]trust.BankFile, error) {
	return list(q, func(row scanner) (f trust.BankFile, err error) {
		err = row.Scan(&f.ID, &f.AccountID, &f.Name, &f.SHA256, &f.Format, asDate(&f.From), asDate(&f.To), &f.Lines,
			asMaybeMinor{&f.HasClosing, &f.Closing}, &f.UserID, asTime(&f.CreatedAt))
		return f, err
	}, `SELECT id, account_id, name, sha256, format, from_date, to_date, line_count, closing_minor, user_id, created_ms
		FROM bank_file WHERE account_id = $1 ORDER BY from_date, id`, accountID)
}

// BankLines lists lines oldest first, in the order of the bank on one day.
func (q *query) BankLines(accountID int64, from, to cal.Date, open bool) ([]trust.BankLine, error) {
	var c clause
	c.and("l.account_id = %s", accountID)
	c.between("l.on_date", from, to)
	if open {
		c.conds = append(c.conds, "NOT EXISTS (SELECT 1 FROM bank_match_part p WHERE p.line_id = l.id)")
	}
	return list(q, func(row scanner) (l trust.BankLine, err error) {
		err = row.Scan(&l.ID, &l.FileID, &l.AccountID, &l.No, asDate(&l.On), &l.Amount, &l.Reference, &l.Description,
			asMaybeMinor{&l.HasBalance, &l.Balance}, &l.BankID, asRef(&l.MatchID))
		return l, err
	}, `SELECT l.id, l.file_id, l.account_id, l.line_no, l.on_date, l.amount_minor, l.reference, l.description, l.balance_minor, l.bank_id,
		(SELECT p.match_id FROM bank_match_part p WHERE p.line_id = l.id) FROM bank_line l`+c.where()+" ORDER BY l.on_date, l.id", c.args...)
}

// AddBankFile keeps a file: its lines go in first, then the head that seals them.
func (t *tx) AddBankFile(f *trust.BankFile, lines []trust.BankLine) error {
	t.made(&f.CreatedAt)
	if f.UserID == 0 {
		f.UserID = t.act.UserID
	}
	id, err := t.nextID(bankFileTable)
	if err != nil {
		return err
	}
	for i := range lines {
		l := &lines[i]
		l.FileID, l.AccountID = id, f.AccountID
		if l.ID, err = t.insert(bankLineTable, 0, []any{id, f.AccountID, l.No, l.On, l.Amount, l.Reference, l.Description, maybeMinor(l.HasBalance, l.Balance), l.BankID}); err != nil {
			return err
		}
	}
	f.Lines = len(lines)
	_, err = t.insert(bankFileTable, id, []any{f.AccountID, f.Name, f.SHA256, f.Format, f.From, f.To, f.Lines, maybeMinor(f.HasClosing, f.Closing), f.UserID, f.CreatedAt})
	f.ID = id
	return err
}

type keptMapping struct {
	mapping trust.BankMapping
	version int64
}

func (q *query) bankMapping(accountID int64) (keptMapping, bool, error) {
	return maybe(q, func(row scanner) (k keptMapping, err error) {
		var text []byte
		if err = row.Scan(&text, &k.version); err == nil {
			err = fault.Wrap(json.Unmarshal(text, &k.mapping), "reading how the bank writes its files")
		}
		return k, err
	}, "SELECT mapping, row_version FROM bank_mapping WHERE account_id = $1", accountID)
}

// BankMapping is how the bank of an account writes its files.
func (q *query) BankMapping(accountID int64) (trust.BankMapping, error) {
	k, _, err := q.bankMapping(accountID)
	return k.mapping, err
}

// SetBankMapping remembers it.
func (t *tx) SetBankMapping(accountID int64, m trust.BankMapping) error {
	text, err := json.Marshal(m)
	if err != nil {
		return fault.Wrap(err, "keeping how the bank writes its files")
	}
	kept, found, err := t.bankMapping(accountID)
	if err != nil {
		return err
	}
	if found {
		return t.update(bankMappingTable, accountID, &kept.version, []any{string(text)})
	}
	_, err = t.insert(bankMappingTable, accountID, []any{string(text)})
	return err
}
