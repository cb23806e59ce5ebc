package app

import (
	"context"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/firm"
)

// SetClient asks for a change of a client; nil fields stay.
type SetClient struct {
	Request
	Code          string // who is changed
	Version       int64
	NewCode       *string
	Name          *string
	Address       *firm.Address
	Email         *string
	TermsDays     *int // -1: the firm's terms
	Currency      *string
	LEDESClientID *string
	TimeRule      *firm.TimeRule
	Instructions  *string
	Archived      *bool
}

// SetClient changes a client. What was billed keeps the name and address it was
// billed with. Refused: "client.open_matters" when a client with open matters
// is archived, "client.currency" when work is recorded in the old currency.
func (d *Desk) SetClient(ctx context.Context, req SetClient) (firm.Client, error) {
	return change(ctx, d, spec{act: "client.set", right: mayMatters, object: "client " + req.Code, req: req.Request}, func(tx Tx) (firm.Client, error) {
		f, err := tx.Firm()
		if err != nil {
			return firm.Client{}, err
		}
		old, err := tx.ClientByCode(strings.TrimSpace(req.Code))
		if err != nil {
			return firm.Client{}, err
		}
		if err := stale("client", old.Code, req.Version, old.RowVersion); err != nil {
			return firm.Client{}, err
		}
		c, err := decideClientChange(f, old, req)
		if err != nil {
			return firm.Client{}, err
		}
		if err := clientMayBecome(tx, old, c); err != nil {
			return firm.Client{}, err
		}
		return c, tx.SetClient(&c)
	})
}

func decideClientChange(f firm.Firm, old firm.Client, req SetClient) (firm.Client, error) {
	whole := AddClient{
		Code: old.Code, Name: old.Name, Address: old.Address, Email: old.Email, Currency: string(old.Currency),
		LEDESClientID: old.LEDESClientID, TimeRule: old.TimeRule, Instructions: old.Instructions,
	}
	if old.TermsDays >= 0 {
		whole.TermsDays = &old.TermsDays
	}
	set(&whole.Code, req.NewCode)
	set(&whole.Name, req.Name)
	set(&whole.Address, req.Address)
	set(&whole.Email, req.Email)
	set(&whole.Currency, req.Currency)
	set(&whole.LEDESClientID, req.LEDESClientID)
	set(&whole.TimeRule, req.TimeRule)
	set(&whole.Instructions, req.Instructions)
	if req.TermsDays != nil {
		if whole.TermsDays = req.TermsDays; *req.TermsDays == -1 {
			whole.TermsDays = nil
		}
	}
	c, err := decideClient(f, whole)
	c.ID, c.RowVersion, c.Archived = old.ID, old.RowVersion, old.Archived
	set(&c.Archived, req.Archived)
	return c, err
}

func clientMayBecome(q Query, old, c firm.Client) error {
	if c.Archived && !old.Archived {
		open, err := q.Matters(MatterFilter{ClientID: c.ID, OpenOnly: true})
		if err != nil {
			return err
		}
		if len(open) > 0 {
			return fault.Refuse("client.open_matters", "Client %s has open matters, %s first among them, so it cannot be archived.", c.Code, open[0].Code).
				Advise("Close its matters first.")
		}
	}
	if c.Currency == old.Currency {
		return nil
	}
	entries, err := q.Entries(EntryFilter{ClientID: c.ID}, Page{Limit: 1})
	if err != nil {
		return err
	}
	expenses, err := q.Expenses(EntryFilter{ClientID: c.ID}, Page{Limit: 1})
	if err != nil {
		return err
	}
	matters, err := q.Matters(MatterFilter{ClientID: c.ID})
	if err != nil {
		return err
	}
	priced := len(entries)+len(expenses) > 0
	for _, m := range matters {
		priced = priced || m.FeeAmount != 0 || m.TrustFloor != 0 || m.TrustTarget != 0
	}
	if priced {
		return fault.Refuse("client.currency", "Client %s has figures recorded in %s; they have no meaning in %s.", c.Code, old.Currency, c.Currency).
			Advise("Add a second client for work in %s.", c.Currency)
	}
	return nil
}

// Clients lists clients by code.
func (d *Desk) Clients(ctx context.Context, f ClientFilter) ([]firm.Client, error) {
	return read(ctx, d, func(q Query) ([]firm.Client, error) { return q.Clients(f) })
}

// Client finds one by code.
func (d *Desk) Client(ctx context.Context, code string) (firm.Client, error) {
	return read(ctx, d, func(q Query) (firm.Client, error) { return q.ClientByCode(strings.TrimSpace(code)) })
}
