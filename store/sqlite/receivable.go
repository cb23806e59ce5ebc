package sqlite

import (
	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
)

const (
	arNoteColumns   = "client_id, matter_id, noted_on, kind, party, body, user_id, created_ms"
	promiseColumns  = "client_id, made_on, promised_on, amount_minor, currency, withdrawn_on, row_version"
	followColumns   = "client_id, next_on, next_action, next_user_id, disputed, dispute, row_version"
	reminderColumns = "from_days, subject, body, row_version"
)

var (
	arNoteTable   = register("ar_note", "ar_note", arNoteColumns)
	promiseTable  = register("ar_promise", "ar_promise", promiseColumns)
	followTable   = register("ar_follow", "ar_follow", followColumns)
	reminderTable = register("reminder_text", "reminder_text", reminderColumns)
)

// Received is what came of every client in every currency, at a day (zero: now).
// Allocations count by the day they were applied on, as in [query.Unapplied].
func (q *query) Received(asOf cal.Date) ([]bill.Received, error) {
	var c clause
	paid, laid := "", ""
	if asOf != 0 {
		day := c.arg(asOf)
		paid, laid = " WHERE paid_on <= "+day, " WHERE a.applied_on <= "+day
	}
	return list(q, func(row scanner) (r bill.Received, err error) {
		err = row.Scan(&r.ClientID, &r.Currency, &r.Paid, &r.Laid, asDate(&r.LastOn), &r.LastPaid)
		return r, err
	}, `WITH paid AS (SELECT client_id, currency, sum(amount_minor) AS paid, max(CASE WHEN reverses_id IS NULL THEN paid_on END) AS last_on
			FROM payment`+paid+` GROUP BY client_id, currency),
		laid AS (SELECT p.client_id, p.currency, sum(a.amount_minor) AS laid FROM allocation a JOIN payment p ON p.id = a.payment_id`+laid+`
			GROUP BY p.client_id, p.currency)
		SELECT paid.client_id, paid.currency, paid.paid, coalesce(laid.laid, 0), paid.last_on,
			coalesce((SELECT sum(amount_minor) FROM payment x WHERE x.client_id = paid.client_id AND x.currency = paid.currency
				AND x.paid_on = paid.last_on AND x.reverses_id IS NULL), 0)
		FROM paid LEFT JOIN laid ON laid.client_id = paid.client_id AND laid.currency = paid.currency ORDER BY paid.client_id, paid.currency`, c.args...)
}

// ReceivedSince is the money of a client dated on a day or later, to asOf (zero:
// now), reversals taken off.
func (q *query) ReceivedSince(clientID int64, from, asOf cal.Date) (money.Amount, error) {
	var c clause
	c.and("client_id = %s", clientID)
	c.between("paid_on", from, asOf)
	n, err := q.number("SELECT coalesce(sum(amount_minor), 0) FROM payment"+c.where(), c.args...)
	return money.Amount(n), err
}

func scanARNote(row scanner) (n bill.ARNote, err error) {
	err = row.Scan(&n.ID, &n.ClientID, asRef(&n.MatterID), asDate(&n.Date), &n.Kind, &n.With, &n.Text, &n.UserID, asTime(&n.CreatedAt))
	return n, err
}

// ARNotes lists newest first, to a day (zero: all).
func (q *query) ARNotes(f app.ARNoteFilter) ([]bill.ARNote, error) {
	var c clause
	if f.ClientID != 0 {
		c.and("client_id = %s", f.ClientID)
	}
	c.between("noted_on", 0, f.AsOf)
	return list(q, scanARNote, "SELECT id, "+arNoteColumns+" FROM ar_note"+c.where()+" ORDER BY noted_on DESC, id DESC"+c.limit(f.Limit), c.args...)
}

// LastContacts are the newest notes of each client that were a contact.
func (q *query) LastContacts(asOf cal.Date) ([]bill.ARNote, error) {
	var c clause
	c.and("kind <> 'note'")
	c.between("noted_on", 0, asOf)
	return list(q, scanARNote, `WITH ranked AS (SELECT id, row_number() OVER (PARTITION BY client_id ORDER BY noted_on DESC, id DESC) AS n FROM ar_note`+c.where()+`)
		SELECT id, `+arNoteColumns+" FROM ar_note WHERE id IN (SELECT id FROM ranked WHERE n = 1) ORDER BY client_id", c.args...)
}

// Promises that were made and not withdrawn at a day (zero: now), oldest first.
func (q *query) Promises(clientID int64, asOf cal.Date) ([]bill.Promise, error) {
	var c clause
	if clientID != 0 {
		c.and("client_id = %s", clientID)
	}
	if asOf == 0 {
		c.and("withdrawn_on IS NULL")
	} else {
		c.and("made_on <= %s", asOf)
		c.and("(withdrawn_on IS NULL OR withdrawn_on > %s)", asOf)
	}
	return list(q, func(row scanner) (p bill.Promise, err error) {
		err = row.Scan(&p.ID, &p.ClientID, asDate(&p.MadeOn), asDate(&p.By), &p.Amount, &p.Currency, asDate(&p.Withdrawn), &p.RowVersion)
		return p, err
	}, "SELECT id, "+promiseColumns+" FROM ar_promise"+c.where()+" ORDER BY client_id, made_on, id", c.args...)
}

func scanFollow(row scanner) (f bill.Follow, err error) {
	err = row.Scan(&f.ID, &f.ClientID, asDate(&f.On), &f.Action, asRef(&f.UserID), &f.Disputed, &f.Dispute, &f.RowVersion)
	return f, err
}

// Follow is the next action about a client; the zero one when there is none.
func (q *query) Follow(clientID int64) (bill.Follow, error) {
	found, err := list(q, scanFollow, "SELECT id, "+followColumns+" FROM ar_follow WHERE client_id = $1", clientID)
	if err != nil || len(found) == 0 {
		return bill.Follow{ClientID: clientID}, err
	}
	return found[0], nil
}

// Follows are the next actions of all clients.
func (q *query) Follows() ([]bill.Follow, error) {
	return list(q, scanFollow, "SELECT id, "+followColumns+" FROM ar_follow ORDER BY client_id")
}

// ReminderTexts are those that were set, by level.
func (q *query) ReminderTexts() ([]bill.ReminderText, error) {
	return list(q, func(row scanner) (r bill.ReminderText, err error) {
		err = row.Scan(&r.Level, &r.FromDays, &r.Subject, &r.Body, &r.RowVersion)
		return r, err
	}, "SELECT id, "+reminderColumns+" FROM reminder_text ORDER BY id")
}

// AddARNote keeps what was said.
func (t *tx) AddARNote(n *bill.ARNote) error {
	t.made(&n.CreatedAt)
	id, err := t.insert(arNoteTable, 0, []any{n.ClientID, ref(n.MatterID), n.Date, n.Kind, n.With, n.Text, n.UserID, n.CreatedAt})
	if err != nil {
		return err
	}
	n.ID = id
	return nil
}

func promiseValues(p *bill.Promise) []any {
	return []any{p.ClientID, p.MadeOn, p.By, p.Amount, p.Currency, p.Withdrawn}
}

// AddPromise keeps what a client promised.
func (t *tx) AddPromise(p *bill.Promise) error {
	id, err := t.insert(promiseTable, 0, promiseValues(p))
	if err != nil {
		return err
	}
	p.ID, p.RowVersion = id, 1
	return nil
}

// WithdrawPromise saves the day it no longer counts from.
func (t *tx) WithdrawPromise(p *bill.Promise) error {
	return t.update(promiseTable, p.ID, &p.RowVersion, promiseValues(p))
}

// SetFollow saves the next action, new when it has no ID.
func (t *tx) SetFollow(f *bill.Follow) error {
	values := []any{f.ClientID, f.On, f.Action, ref(f.UserID), f.Disputed, f.Dispute}
	if f.ID != 0 {
		return t.update(followTable, f.ID, &f.RowVersion, values)
	}
	id, err := t.insert(followTable, 0, values)
	if err != nil {
		return err
	}
	f.ID, f.RowVersion = id, 1
	return nil
}

// SetReminderText saves the words of a level, new when it has no version.
func (t *tx) SetReminderText(r *bill.ReminderText) error {
	values := []any{r.FromDays, r.Subject, r.Body}
	if r.RowVersion != 0 {
		return t.update(reminderTable, int64(r.Level), &r.RowVersion, values)
	}
	if _, err := t.insert(reminderTable, int64(r.Level), values); err != nil {
		return err
	}
	r.RowVersion = 1
	return nil
}
