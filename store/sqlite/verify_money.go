package sqlite

import (
	"fmt"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
)

// Every sum is the engine's integer sum, which fails rather than wraps.

func (v *verifier) trustTxns() (string, error) {
	n, err := v.count("SELECT count(*) FROM trust_txn")
	if err != nil {
		return "", err
	}
	err = v.each(`WITH parts AS (SELECT txn_id, sum(amount_minor) AS total FROM trust_split GROUP BY txn_id)
		SELECT 'trust transaction ' || t.id || ' of ' || t.posted_on || ' moves ' || t.bank_minor || ' at the bank and ' || coalesce(p.total, 0) || ' in ledgers (minor units)'
		FROM trust_txn t LEFT JOIN parts p ON p.txn_id = t.id WHERE p.total IS NOT t.bank_minor`)
	if err != nil {
		return "", err
	}
	err = v.each(`SELECT 'split ' || s.id || ' of trust transaction ' || t.id || ' is of another account or day'
		FROM trust_split s JOIN trust_txn t ON t.id = s.txn_id JOIN trust_ledger l ON l.id = s.ledger_id
		WHERE l.account_id <> t.account_id OR s.posted_on <> t.posted_on`)
	return fmt.Sprintf("%d transactions equal their parts", n), err
}

// trustLedgers: no ledger below zero at the end of any day.
func (v *verifier) trustLedgers() (string, error) {
	ledgers := 0
	err := v.read(func(q *query) error {
		var ledger int64
		var balance money.Amount
		first := true
		return q.each(func(row scanner) error {
			var id int64
			var on string
			var net money.Amount
			if err := row.Scan(&id, &on, &net); err != nil {
				return err
			}
			if first || id != ledger {
				ledger, balance, first = id, 0, false
				ledgers++
			}
			var err error
			if balance, err = balance.Add(net); err != nil {
				return fault.Wrap(err, "adding up trust ledger %d", id)
			}
			if balance < 0 {
				v.wrong("trust ledger %d is at %d (minor units) on %s", id, balance, on)
			}
			return nil
		}, "SELECT ledger_id, posted_on, sum(amount_minor) FROM trust_split GROUP BY ledger_id, posted_on ORDER BY ledger_id, posted_on")
	})
	return fmt.Sprintf("%d ledgers were never below zero", ledgers), err
}

func (v *verifier) trustAccounts() (string, error) {
	n, err := v.count("SELECT count(*) FROM trust_account")
	if err != nil {
		return "", err
	}
	err = v.each(`WITH journal AS (SELECT account_id, sum(bank_minor) AS total FROM trust_txn GROUP BY account_id),
		ledgers AS (SELECT l.account_id, sum(s.amount_minor) AS total FROM trust_split s JOIN trust_ledger l ON l.id = s.ledger_id GROUP BY l.account_id)
		SELECT 'trust account ' || a.code || ': the journal comes to ' || coalesce(j.total, 0) || ', its ledgers to ' || coalesce(l.total, 0) || ' (minor units)'
		FROM trust_account a LEFT JOIN journal j ON j.account_id = a.id LEFT JOIN ledgers l ON l.account_id = a.id
		WHERE coalesce(j.total, 0) <> coalesce(l.total, 0)`)
	return fmt.Sprintf("%d accounts: the journal equals the sum of the ledgers", n), err
}

func (v *verifier) invoices() (string, error) {
	n, err := v.count("SELECT count(*) FROM invoice")
	if err != nil {
		return "", err
	}
	for _, text := range []string{
		`WITH lines AS (SELECT invoice_id, sum(amount_minor) FILTER (WHERE kind = 'fee') AS fees,
			sum(amount_minor) FILTER (WHERE kind = 'hard') AS hard, sum(amount_minor) FILTER (WHERE kind = 'soft') AS soft
			FROM invoice_line GROUP BY invoice_id)
		 SELECT 'invoice ' || i.number || ': its lines do not add up to its totals'
		 FROM invoice i LEFT JOIN lines l ON l.invoice_id = i.id
		 WHERE i.fees_minor <> coalesce(l.fees, 0) OR i.hard_minor <> coalesce(l.hard, 0) OR i.soft_minor <> coalesce(l.soft, 0)
		    OR i.total_minor <> i.fees_minor - i.discount_minor + i.hard_minor + i.soft_minor + i.tax_minor + i.interest_minor`,
		`WITH paid AS (SELECT invoice_id, sum(amount_minor) AS total FROM allocation GROUP BY invoice_id),
			credited AS (SELECT invoice_id, sum(amount_minor) AS total FROM credit GROUP BY invoice_id)
		 SELECT 'invoice ' || i.number || ': ' || coalesce(p.total, 0) || ' paid and ' || coalesce(c.total, 0) || ' credited of ' || i.total_minor || ' (minor units)'
		 FROM invoice i LEFT JOIN paid p ON p.invoice_id = i.id LEFT JOIN credited c ON c.invoice_id = i.id
		 WHERE coalesce(p.total, 0) + coalesce(c.total, 0) > max(i.total_minor, 0) OR coalesce(p.total, 0) < 0
		    OR (i.status = 'void' AND (coalesce(p.total, 0) <> 0 OR c.total IS NOT NULL))`,
	} {
		if err := v.each(text); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%d invoices equal their lines and owe no less than nothing", n), nil
}

func (v *verifier) payments() (string, error) {
	n, err := v.count("SELECT count(*) FROM payment")
	if err != nil {
		return "", err
	}
	for _, text := range []string{
		`WITH laid AS (SELECT payment_id, sum(amount_minor) AS total FROM allocation GROUP BY payment_id)
		 SELECT 'payment ' || p.id || ' of ' || p.paid_on || ': ' || l.total || ' laid on invoices of ' || p.amount_minor || ' (minor units)'
		 FROM payment p JOIN laid l ON l.payment_id = p.id
		 WHERE (p.amount_minor > 0 AND (l.total > p.amount_minor OR l.total < 0)) OR (p.amount_minor < 0 AND (l.total < p.amount_minor OR l.total > 0))`,
		`WITH shares AS (SELECT allocation_id, sum(amount_minor) AS total FROM share WHERE allocation_id IS NOT NULL GROUP BY allocation_id)
		 SELECT 'allocation ' || a.id || ' of ' || a.amount_minor || ' is shared out as ' || s.total || ' (minor units)'
		 FROM allocation a JOIN shares s ON s.allocation_id = a.id WHERE s.total <> a.amount_minor`,
		`WITH shares AS (SELECT credit_id, sum(amount_minor) AS total FROM share WHERE credit_id IS NOT NULL GROUP BY credit_id)
		 SELECT 'credit ' || c.id || ' of ' || c.amount_minor || ' is shared out as ' || s.total || ' (minor units)'
		 FROM credit c JOIN shares s ON s.credit_id = c.id WHERE s.total <> c.amount_minor`,
	} {
		if err := v.each(text); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%d payments and their shares add up", n), nil
}

// numbers: as many invoices as each series has counted; a missing one is named.
func (v *verifier) numbers() (string, error) {
	type series struct {
		name       string
		last, used int64
		before     int64 // given out by another program
	}
	var all []series
	err := v.read(func(q *query) (err error) {
		all, err = list(q, func(row scanner) (s series, err error) {
			err = row.Scan(&s.name, &s.last, &s.used, asRef(&s.before))
			return s, err
		},
			`SELECT series, last, CASE series WHEN 'invoice' THEN (SELECT count(*) FROM invoice)
				ELSE (SELECT count(*) FROM invoice WHERE issued_on LIKE substr(series, 9) || '-%') END, before
			 FROM counter WHERE series = 'invoice' OR series LIKE 'invoice ____' ORDER BY series`)
		if err != nil {
			return err
		}
		for _, s := range all {
			if s.used >= s.last-s.before {
				continue
			}
			missing, err := q.missingNumbers(s.name, s.before, s.last)
			if err != nil {
				return err
			}
			v.wrong("the series %q has counted %d invoices, there are %d%s", s.name, s.last-s.before, s.used, missing)
		}
		return nil
	})
	return fmt.Sprintf("%d series without a gap", len(all)), err
}

// missingNumbers names what the series should have, when the pattern tells.
func (q *query) missingNumbers(name string, before, last int64) (string, error) {
	f, err := q.Firm()
	if err != nil {
		return "", err
	}
	pattern, err := bill.ParsePattern(f.InvoiceSeries)
	if err != nil || strings.Contains(f.InvoiceSeries, "{MM}") {
		return "", nil
	}
	on := cal.First
	if year, ok := strings.CutPrefix(name, "invoice "); ok {
		if on, err = cal.Parse(year + "-01-01"); err != nil {
			return "", nil
		}
	}
	var gone []string
	for n := before + 1; n <= last && len(gone) < shown; n++ {
		number, err := pattern.Number(n, on)
		if err != nil {
			return "", nil
		}
		there, err := q.number("SELECT EXISTS (SELECT 1 FROM invoice WHERE number = $1)", number)
		if err != nil {
			return "", err
		}
		if there == 0 {
			gone = append(gone, number)
		}
	}
	if len(gone) == 0 {
		return "", nil
	}
	return ": " + strings.Join(gone, ", ") + " missing", nil
}

// words: the index of words knows every entry and no other. A book open for
// writing is also compared word by word.
func (v *verifier) words() (string, error) {
	n, err := v.count("SELECT count(*) FROM time_entry")
	if err != nil {
		return "", err
	}
	for _, text := range []string{
		"SELECT 'time_entry ' || (id & " + keyID + ") || ' is not in the search index' FROM entry_words WHERE id NOT IN (SELECT id FROM entry_fts_docsize)",
		"SELECT 'the search index has an entry ' || (d.id & " + keyID + ") || ' that is not there' FROM entry_fts_docsize d WHERE NOT EXISTS (SELECT 1 FROM time_entry e WHERE e.id = d.id & " + keyID + " AND (CAST(replace(e.worked_on, '-', '') AS INTEGER) << 32 | e.id) = d.id)",
	} {
		if err := v.each(text); err != nil {
			return "", err
		}
	}
	if !v.s.opts.ReadOnly && v.n == 0 {
		err = v.s.compareWords(v.ctx)
	}
	return fmt.Sprintf("%d narratives are in the index of words", n), err
}
