package sqlite

import (
	"fmt"

	"matterbook/app/cal"
	"matterbook/app/trust"
)

var (
	bankMatchTable     = register("bank_match", "bank_match", "account_id, on_date, total_minor, how, score, reason, user_id, created_ms")
	bankMatchPartTable = register("bank_match_part", "bank_match_part", "match_id, line_id, txn_id")
)

const selectBankMatch = "SELECT id, account_id, on_date, total_minor, how, score, reason, user_id, created_ms FROM bank_match"

func scanBankMatch(row scanner) (m trust.Match, err error) {
	err = row.Scan(&m.ID, &m.AccountID, asDate(&m.On), &m.Total, &m.How, &m.Score, &m.Reason, &m.UserID, asTime(&m.CreatedAt))
	return m, err
}

// BankMatch reads one with its parts.
func (q *query) BankMatch(id int64) (trust.Match, error) {
	m, err := one(q, "bank_match", fmt.Sprint(id), scanBankMatch, selectBankMatch+" WHERE id = $1", id)
	if err != nil {
		return m, err
	}
	found := []trust.Match{m}
	err = q.fillParts(found)
	return found[0], err
}

// BankMatches lists them by their last day.
func (q *query) BankMatches(accountID int64, from, to cal.Date) ([]trust.Match, error) {
	var c clause
	c.and("account_id = %s", accountID)
	c.between("on_date", from, to)
	found, err := list(q, scanBankMatch, selectBankMatch+c.where()+" ORDER BY on_date, id", c.args...)
	if err != nil {
		return nil, err
	}
	return found, q.fillParts(found)
}

func (q *query) fillParts(matches []trust.Match) error {
	ids, at := make([]int64, len(matches)), make(map[int64]int, len(matches))
	for i, m := range matches {
		ids[i], at[m.ID] = m.ID, i
	}
	return q.bulk(ids, "SELECT match_id, line_id, txn_id FROM bank_match_part WHERE match_id IN (%s) ORDER BY id", func(row scanner) error {
		var match, line, txn int64
		if err := row.Scan(&match, asRef(&line), asRef(&txn)); err != nil {
			return err
		}
		m := &matches[at[match]]
		if line != 0 {
			m.Lines = append(m.Lines, line)
		} else {
			m.Txns = append(m.Txns, txn)
		}
		return nil
	})
}

// AddBankMatch ties lines to entries: the parts go in first, then the head that
// seals them.
func (t *tx) AddBankMatch(m *trust.Match) error {
	t.made(&m.CreatedAt)
	if m.UserID == 0 {
		m.UserID = t.act.UserID
	}
	id, err := t.nextID(bankMatchTable)
	if err != nil {
		return err
	}
	for _, l := range m.Lines {
		if _, err := t.insert(bankMatchPartTable, 0, []any{id, l, nil}); err != nil {
			return err
		}
	}
	for _, x := range m.Txns {
		if _, err := t.insert(bankMatchPartTable, 0, []any{id, nil, x}); err != nil {
			return err
		}
	}
	_, err = t.insert(bankMatchTable, id, []any{m.AccountID, m.On, m.Total, m.How, m.Score, m.Reason, m.UserID, m.CreatedAt})
	m.ID = id
	return err
}

// DeleteBankMatch takes a match back: the head goes first.
func (t *tx) DeleteBankMatch(id int64) error {
	parts, err := list(&t.query, func(row scanner) (n int64, err error) { err = row.Scan(&n); return n, err },
		"SELECT id FROM bank_match_part WHERE match_id = $1 ORDER BY id", id)
	if err != nil {
		return err
	}
	if err := t.delete(bankMatchTable, id); err != nil {
		return err
	}
	for _, p := range parts {
		if err := t.delete(bankMatchPartTable, p); err != nil {
			return err
		}
	}
	return nil
}
