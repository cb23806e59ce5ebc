package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// The ways the board of receivables is grouped.
const (
	ARByClient   = "client"
	ARByMatter   = "matter"
	ARByAttorney = "attorney"
)

// AskAR asks for the board of receivables.
type AskAR struct {
	AsOf cal.Date // zero: today
	By   string   // ARByClient (also blank), ARByMatter or ARByAttorney
}

// ARRow is a line of the board. Contact, promise and next action are the
// client's; a row by attorney has none.
type ARRow struct {
	Key      int64 // of the client, matter or timekeeper, 0 for no attorney
	Client   firm.Client
	Matter   firm.Matter
	Attorney firm.Timekeeper // billing attorney, else the responsible one; by client: of the oldest open matter
	Currency money.Currency
	Aging    bill.Aging
	Open     int      // invoices
	Oldest   cal.Date // the day the oldest open invoice ages from
	Days     int      // its age, not below zero

	Unapplied money.Amount
	Trust     money.Amount // book balance in trust
	LastOn    cal.Date     // newest receipt
	LastPaid  money.Amount

	Contact bill.ARNote // newest contact; no ID for none
	Promise bill.Promise
	State   bill.PromiseState // of the promise; blank for none
	Follow  bill.Follow
	NextBy  string // code of the user whose it is
}

// ARBoard is the board of receivables at the end of a day.
type ARBoard struct {
	AsOf  cal.Date
	AgeBy firm.AgeBy
	By    string
	Rows  []ARRow // most overdue first
}

// ARBoard ages what is open at a day, as the aging report does, and puts beside
// it what was last paid, said and promised, and what is to be done next.
// Clients with nothing open but a credit or a next action are listed too.
func (d *Desk) ARBoard(ctx context.Context, ask AskAR) (ARBoard, error) {
	return view(ctx, d, func(q Query) (ARBoard, error) {
		b := &arBoard{q: q, ARBoard: ARBoard{AsOf: ask.AsOf, By: ask.By}}
		if b.AsOf.IsZero() {
			b.AsOf = d.Today()
		}
		if b.By != ARByMatter && b.By != ARByAttorney {
			b.By = ARByClient
		}
		for _, part := range []func() error{b.load, b.age, b.beside} {
			if err := part(); err != nil {
				return ARBoard{}, err
			}
		}
		for _, r := range b.rows {
			if r.Aging.Total() != 0 || r.Unapplied != 0 || r.Follow.Action != "" || r.Follow.Disputed {
				r.Days = max(r.Days, 0)
				b.Rows = append(b.Rows, *r)
			}
		}
		slices.SortFunc(b.Rows, func(x, y ARRow) int {
			return cmp.Or(cmp.Compare(y.Days, x.Days), cmp.Compare(y.Aging.Total(), x.Aging.Total()), cmp.Compare(x.Client.Code+x.Matter.Code+x.Attorney.Code, y.Client.Code+y.Matter.Code+y.Attorney.Code))
		})
		return b.ARBoard, nil
	})
}

type arKey struct {
	id  int64
	cur money.Currency
}

type arBoard struct {
	ARBoard
	q       Query
	matters map[int64]firm.Matter
	clients map[int64]firm.Client
	keepers map[int64]firm.Timekeeper
	rows    map[arKey]*ARRow
}

func (b *arBoard) load() error {
	f, err := b.q.Firm()
	if err != nil {
		return err
	}
	b.AgeBy = ageBy(f)
	b.matters, b.clients, b.keepers, b.rows = map[int64]firm.Matter{}, map[int64]firm.Client{}, map[int64]firm.Timekeeper{}, map[arKey]*ARRow{}
	matters, err := b.q.Matters(MatterFilter{})
	if err != nil {
		return err
	}
	for _, m := range matters {
		b.matters[m.ID] = m
	}
	clients, err := b.q.Clients(ClientFilter{Archived: true})
	if err != nil {
		return err
	}
	for _, c := range clients {
		b.clients[c.ID] = c
	}
	keepers, err := b.q.Timekeepers()
	for _, k := range keepers {
		b.keepers[k.ID] = k
	}
	return err
}

func (b *arBoard) attorney(m firm.Matter) firm.Timekeeper {
	if k, ok := b.keepers[m.BillingID]; ok {
		return k
	}
	return b.keepers[m.ResponsibleID]
}

func (b *arBoard) row(clientID, matterID int64, cur money.Currency) *ARRow {
	m := b.matters[matterID]
	r := ARRow{Currency: cur}
	switch b.By {
	case ARByMatter:
		r.Key, r.Client, r.Matter, r.Attorney = matterID, b.clients[clientID], m, b.attorney(m)
	case ARByAttorney:
		r.Attorney = b.attorney(m)
		r.Key = r.Attorney.ID
	default:
		r.Key, r.Client = clientID, b.clients[clientID]
	}
	k := arKey{r.Key, cur}
	if b.rows[k] == nil {
		b.rows[k] = &r
	}
	return b.rows[k]
}

// age puts what is open into its buckets, rebuilt from dated movements.
func (b *arBoard) age() error {
	open, err := b.q.Standings(StandingFilter{AsOf: b.AsOf, Open: true})
	if err != nil {
		return err
	}
	for _, s := range open {
		r := b.row(s.ClientID, s.MatterID, s.Currency)
		from := s.AgesFrom(b.AgeBy)
		r.Aging.Add(from, b.AsOf, s.Balance())
		r.Open++
		if r.Oldest.IsZero() || from < r.Oldest {
			r.Oldest, r.Days = from, b.AsOf.Sub(from)
			if b.By == ARByClient {
				r.Attorney = b.attorney(b.matters[s.MatterID])
			}
		}
	}
	return nil
}

// beside puts the client's money, contacts and actions to the rows.
func (b *arBoard) beside() error {
	if b.By == ARByAttorney {
		return nil
	}
	received, err := b.q.Received(b.AsOf)
	if err != nil {
		return err
	}
	follows, err := b.q.Follows()
	if err != nil {
		return err
	}
	if b.By == ARByClient { // clients with nothing open
		for _, r := range received {
			if r.Unapplied() != 0 {
				b.row(r.ClientID, 0, r.Currency)
			}
		}
		for _, f := range follows {
			if c := b.clients[f.ClientID]; f.Action != "" || f.Disputed {
				b.row(f.ClientID, 0, c.Currency)
			}
		}
	}
	byClient := map[int64][]*ARRow{}
	for _, r := range b.rows {
		byClient[r.Client.ID] = append(byClient[r.Client.ID], r)
	}
	for _, x := range received {
		for _, r := range byClient[x.ClientID] {
			if r.Currency == x.Currency {
				r.LastOn, r.LastPaid = x.LastOn, x.LastPaid
				if b.By == ARByClient {
					r.Unapplied = x.Unapplied()
				}
			}
		}
	}
	contacts, err := b.q.LastContacts(b.AsOf)
	if err != nil {
		return err
	}
	for _, n := range contacts {
		for _, r := range byClient[n.ClientID] {
			r.Contact = n
		}
	}
	if err := b.promises(byClient); err != nil {
		return err
	}
	if err := b.follows(follows, byClient); err != nil {
		return err
	}
	return b.trust(byClient)
}

func (b *arBoard) promises(byClient map[int64][]*ARRow) error {
	list, err := b.q.Promises(0, b.AsOf)
	if err != nil {
		return err
	}
	for _, p := range list {
		rows := byClient[p.ClientID]
		if len(rows) == 0 {
			continue
		}
		got, err := b.q.ReceivedSince(p.ClientID, p.MadeOn, b.AsOf)
		if err != nil {
			return err
		}
		for _, r := range rows {
			r.Promise, r.State = p, p.StateOn(b.AsOf, got)
		}
	}
	return nil
}

func (b *arBoard) follows(list []bill.Follow, byClient map[int64][]*ARRow) error {
	users, err := b.q.Users()
	if err != nil {
		return err
	}
	codes := map[int64]string{}
	for _, u := range users {
		codes[u.ID] = u.Code
	}
	for _, f := range list {
		for _, r := range byClient[f.ClientID] {
			r.Follow, r.NextBy = f, codes[f.UserID]
		}
	}
	return nil
}

func (b *arBoard) trust(byClient map[int64][]*ARRow) error {
	balances, err := b.q.TrustBalances(TrustFilter{}, b.AsOf, b.AsOf)
	if err != nil {
		return err
	}
	accounts, err := b.q.TrustAccounts()
	if err != nil {
		return err
	}
	currency := map[int64]money.Currency{}
	for _, a := range accounts {
		currency[a.ID] = a.Currency
	}
	for _, t := range balances {
		m := b.matters[t.MatterID]
		for _, r := range byClient[m.ClientID] {
			if r.Currency == currency[t.AccountID] && (b.By == ARByClient || r.Matter.ID == t.MatterID) {
				r.Trust += t.Book
			}
		}
	}
	return nil
}

// ARStory is what was said with a client, newest first.
type ARStory struct {
	Client   firm.Client
	Notes    []bill.ARNote
	Users    map[int64]string // code by ID
	Matters  map[int64]string
	Promises []bill.Promise // that stand
	Received map[int64]money.Amount
	Follow   bill.Follow
}

// ARStory reads the notes, promises and the next action of a client.
func (d *Desk) ARStory(ctx context.Context, client string) (ARStory, error) {
	return view(ctx, d, func(q Query) (ARStory, error) {
		c, err := q.ClientByCode(strings.TrimSpace(client))
		if err != nil {
			return ARStory{}, err
		}
		s := ARStory{Client: c, Users: map[int64]string{}, Matters: map[int64]string{}, Received: map[int64]money.Amount{}}
		if s.Notes, err = q.ARNotes(ARNoteFilter{ClientID: c.ID}); err != nil {
			return s, err
		}
		if s.Promises, err = q.Promises(c.ID, 0); err != nil {
			return s, err
		}
		for _, p := range s.Promises {
			if s.Received[p.ID], err = q.ReceivedSince(c.ID, p.MadeOn, 0); err != nil {
				return s, err
			}
		}
		if s.Follow, err = q.Follow(c.ID); err != nil {
			return s, err
		}
		users, err := q.Users()
		if err != nil {
			return s, err
		}
		for _, u := range users {
			s.Users[u.ID] = u.Code
		}
		matters, err := q.Matters(MatterFilter{ClientID: c.ID})
		for _, m := range matters {
			s.Matters[m.ID] = m.Code
		}
		return s, err
	})
}
