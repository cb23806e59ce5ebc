package app

import (
	"context"
	"strings"

	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// ListTime asks for time entries; blank limits take everything.
type ListTime struct {
	Client, Matter, Timekeeper string // codes
	From, To                   string
	Status                     string
	Search                     string // words of the narrative, all of them
	Oldest                     bool   // oldest first; else newest first
	Limit                      int    // 0: all
}

// TimeRow is an entry as lists show it, with its currency.
type TimeRow struct {
	EntryRow
	Currency money.Currency
}

// TimeTotals are the sums of a choice of entries. Amounts of several currencies
// have no sum: Mixed is set and Amount is zero.
type TimeTotals struct {
	EntryTotals
	Currency money.Currency
	Mixed    bool
}

// ListTime lists entries, a page of position p.
func (d *Desk) ListTime(ctx context.Context, req ListTime, p Page) ([]TimeRow, error) {
	return read(ctx, d, func(q Query) ([]TimeRow, error) {
		l := newLookup(q, d.Today())
		f, check := entryFilter(l, req)
		if err := check.Result("time.invalid", "The list"); err != nil {
			return nil, err
		}
		if p.Limit == 0 {
			p.Limit = req.Limit
		}
		rows, err := q.EntryRows(f, p)
		if err != nil {
			return nil, err
		}
		currencies := map[int64]money.Currency{}
		list := make([]TimeRow, len(rows))
		for i, r := range rows {
			if _, known := currencies[r.ClientID]; !known {
				c, err := q.Client(r.ClientID)
				if err != nil {
					return nil, err
				}
				currencies[r.ClientID] = c.Currency
			}
			list[i] = TimeRow{EntryRow: r, Currency: currencies[r.ClientID]}
		}
		return list, nil
	})
}

// TimeTotals sums the entries a list would show.
func (d *Desk) TimeTotals(ctx context.Context, req ListTime) (TimeTotals, error) {
	return read(ctx, d, func(q Query) (TimeTotals, error) {
		l := newLookup(q, d.Today())
		f, check := entryFilter(l, req)
		if err := check.Result("time.invalid", "The list"); err != nil {
			return TimeTotals{}, err
		}
		sums, err := q.EntryTotals(f)
		if err != nil {
			return TimeTotals{}, err
		}
		t := TimeTotals{EntryTotals: sums}
		t.Currency, t.Mixed, err = currencyOf(q, l, f)
		if t.Mixed {
			t.Amount = 0
		}
		return t, err
	})
}

// entryFilter makes the filter of codes and texts.
func entryFilter(l *lookup, req ListTime) (EntryFilter, *checks) {
	check := &checks{}
	f := EntryFilter{
		From: check.date("from", req.From, false), To: check.date("to", req.To, false),
		Text: strings.TrimSpace(req.Search), Oldest: req.Oldest,
	}
	if strings.TrimSpace(req.Client) != "" {
		c, err := l.Client(req.Client)
		check.Fail("client", err)
		f.ClientID = c.ID
	}
	if strings.TrimSpace(req.Matter) != "" {
		m, err := l.Matter(req.Matter)
		if !check.Fail("matter", err) {
			f.MatterID = m.Matter.ID
		}
	}
	id, err := l.TimekeeperID(req.Timekeeper)
	check.Fail("timekeeper", err)
	f.TimekeeperID = id
	if s := strings.TrimSpace(req.Status); s != "" {
		status, ok := work.ParseStatus(s)
		if !ok {
			check.Add("status", "status.unknown", "status %q is not one of draft, released, on_prebill, billed, written_off, no_charge.", s)
		}
		f.Statuses = []work.Status{status}
	}
	return f, check
}

// currencyOf is the one currency of what a filter takes; mixed when its clients
// are billed in several.
func currencyOf(q Query, l *lookup, f EntryFilter) (cur money.Currency, mixed bool, err error) {
	house, err := l.Firm()
	if err != nil {
		return "", false, err
	}
	if f.MatterID != 0 {
		m, err := l.MatterByID(f.MatterID)
		if err != nil {
			return "", false, err
		}
		return m.Client.Currency, false, nil
	}
	if f.ClientID != 0 {
		c, err := q.Client(f.ClientID)
		return c.Currency, false, err
	}
	currencies, err := clientCurrencies(q)
	cur = house.Currency
	first := true
	for _, c := range currencies {
		switch {
		case first:
			cur, first = c, false
		case c != cur:
			return "", true, err
		}
	}
	return cur, false, err
}

func clientCurrencies(q Query) (map[int64]money.Currency, error) {
	clients, err := q.Clients(ClientFilter{Archived: true})
	if err != nil {
		return nil, err
	}
	m := make(map[int64]money.Currency, len(clients))
	for _, c := range clients {
		m[c.ID] = c.Currency
	}
	return m, nil
}

// MatterCurrency is the currency a matter is billed in: its client's.
func (d *Desk) MatterCurrency(ctx context.Context, m firm.Matter) (money.Currency, error) {
	return read(ctx, d, func(q Query) (money.Currency, error) {
		c, err := q.Client(m.ClientID)
		return c.Currency, err
	})
}
