package sqlite

import (
	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"
)

// nameTexts give the names of the book, one statement a place: where, name, more,
// client, matter, row, from, to, count.
var nameTexts = []string{
	`SELECT 'client', name, '', id, NULL, id, NULL, NULL, 1 FROM client`,
	`SELECT 'matter', name, '', client_id, id, id, opened_on, closed_on, 1 FROM matter`,
	`SELECT 'party', p.name, p.role, m.client_id, p.matter_id, p.id, p.from_date, p.to_date, 1 FROM matter_party p JOIN matter m ON m.id = p.matter_id`,
	`SELECT 'organisation', p.organisation, p.role, m.client_id, p.matter_id, p.id, p.from_date, p.to_date, 1
	   FROM matter_party p JOIN matter m ON m.id = p.matter_id WHERE p.organisation <> ''`,
	`SELECT 'trust', x.party, min(x.purpose), m.client_id, l.matter_id, max(x.id), min(x.posted_on), max(x.posted_on), count(*)
	   FROM trust_txn x JOIN trust_split s ON s.txn_id = x.id JOIN trust_ledger l ON l.id = s.ledger_id LEFT JOIN matter m ON m.id = l.matter_id
	  GROUP BY x.party, l.matter_id`,
	`SELECT 'claimant', h.claimant, h.reason, m.client_id, l.matter_id, h.id, h.from_date, h.released_on, 1
	   FROM trust_hold h JOIN trust_ledger l ON l.id = h.ledger_id LEFT JOIN matter m ON m.id = l.matter_id WHERE h.claimant <> ''`,
	`SELECT 'vendor', e.vendor, min(e.description), m.client_id, e.matter_id, max(e.id), min(e.incurred_on), max(e.incurred_on), count(*)
	   FROM expense e JOIN matter m ON m.id = e.matter_id WHERE e.vendor <> '' GROUP BY e.vendor, e.matter_id`,
	`SELECT 'payor', x.payor, '', p.client_id, NULL, max(p.id), min(p.paid_on), max(p.paid_on), count(*)
	   FROM payment_payor x JOIN payment p ON p.id = x.payment_id GROUP BY x.payor, p.client_id`,
	`SELECT 'contact', party, kind, client_id, matter_id, max(id), min(noted_on), max(noted_on), count(*)
	   FROM ar_note WHERE party <> '' GROUP BY party, client_id, matter_id`,
	`SELECT 'timekeeper', trim(first_name || ' ' || last_name), code, NULL, NULL, id, start_date, end_date, 1 FROM timekeeper`,
	`SELECT 'user', name, code, NULL, NULL, id, NULL, NULL, 1 FROM user WHERE timekeeper_id IS NULL`,
	// What a row was called before stands in the log.
	`SELECT 'former', json_extract(a.before, '$.name'), 'client', a.row_id, NULL, a.row_id, NULL, date(max(b.at_ms) / 1000, 'unixepoch'), 1
	   FROM audit_change a JOIN audit b ON b.seq = a.seq WHERE a.tbl = 'client' AND json_extract(a.before, '$.name') <> '' GROUP BY a.row_id, 2`,
	`SELECT 'former', json_extract(a.before, '$.name'), 'matter', m.client_id, m.id, m.id, NULL, date(max(b.at_ms) / 1000, 'unixepoch'), 1
	   FROM audit_change a JOIN audit b ON b.seq = a.seq JOIN matter m ON m.id = a.row_id
	  WHERE a.tbl = 'matter' AND json_extract(a.before, '$.name') <> '' GROUP BY a.row_id, 2`,
	`SELECT 'former', json_extract(a.before, '$.name'), 'party', m.client_id, m.id, p.id, NULL, date(max(b.at_ms) / 1000, 'unixepoch'), 1
	   FROM audit_change a JOIN audit b ON b.seq = a.seq JOIN matter_party p ON p.id = a.row_id JOIN matter m ON m.id = p.matter_id
	  WHERE a.tbl = 'matter_party' AND json_extract(a.before, '$.name') <> '' GROUP BY a.row_id, 2`,
}

// Names are all names of the book.
func (q *query) Names() ([]firm.NameAt, error) {
	var all []firm.NameAt
	for _, text := range nameTexts {
		err := q.each(func(row scanner) error {
			var n firm.NameAt
			err := row.Scan(&n.Where, &n.Name, &n.More, asRef(&n.ClientID), asRef(&n.MatterID), &n.Ref, asDate(&n.From), asDate(&n.To), &n.Count)
			all = append(all, n)
			return err
		}, text)
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// MatterActivity is the last day on which something is dated, by matter: each
// answered by one step into an index.
func (q *query) MatterActivity() (map[int64]cal.Date, error) {
	last := map[int64]cal.Date{}
	err := q.each(func(row scanner) error {
		var id int64
		var days [4]cal.Date
		err := row.Scan(&id, asDate(&days[0]), asDate(&days[1]), asDate(&days[2]), asDate(&days[3]))
		if d := max(days[0], days[1], days[2], days[3]); d != 0 {
			last[id] = d
		}
		return err
	}, `SELECT id, (SELECT max(worked_on) FROM time_entry WHERE matter_id = m.id), (SELECT max(incurred_on) FROM expense WHERE matter_id = m.id),
	       (SELECT max(issued_on) FROM invoice WHERE matter_id = m.id), (SELECT max(noted_on) FROM matter_note WHERE matter_id = m.id) FROM matter m`)
	return last, err
}

// LastPayments is the newest payment of each client. The engine takes the other
// columns of a group from the row that has the largest.
func (q *query) LastPayments() (map[int64]app.LastPayment, error) {
	last := map[int64]app.LastPayment{}
	err := q.each(func(row scanner) error {
		var client int64
		var p app.LastPayment
		err := row.Scan(&client, asDate(&p.On), &p.Amount, &p.Currency)
		last[client] = p
		return err
	}, `SELECT client_id, max(paid_on), amount_minor, currency FROM payment p
	     WHERE amount_minor > 0 AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = p.id) GROUP BY client_id`)
	return last, err
}
