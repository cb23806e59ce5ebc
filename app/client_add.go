package app

import (
	"context"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// AddClient asks for a new client. Codes are texts as the import column gives
// them, so that a form, a flag and a CSV row fill the same request.
type AddClient struct {
	Request
	Code, Name    string
	Address       firm.Address
	Email         string
	TermsDays     *int // nil: the firm's terms
	Currency      string
	LEDESClientID string
	TimeRule      firm.TimeRule
	Instructions  string
}

// AddClient adds a client. Invalid when a field is wrong, all at once; Conflict
// ("client.duplicate") when the code is taken.
func (d *Desk) AddClient(ctx context.Context, req AddClient) (firm.Client, error) {
	return change(ctx, d, spec{act: "client.add", right: mayMatters, object: "client " + req.Code, req: req.Request},
		func(tx Tx) (firm.Client, error) { return addClient(tx, req) })
}

func addClient(tx Tx, req AddClient) (firm.Client, error) {
	f, err := tx.Firm()
	if err != nil {
		return firm.Client{}, err
	}
	c, err := decideClient(f, req)
	if err != nil {
		return firm.Client{}, err
	}
	return c, tx.AddClient(&c)
}

func decideClient(f firm.Firm, req AddClient) (firm.Client, error) {
	c := firm.Client{
		Code: strings.TrimSpace(req.Code), Name: strings.TrimSpace(req.Name), Address: req.Address.Trim(),
		Email: strings.TrimSpace(req.Email), TermsDays: -1, Currency: f.Currency,
		LEDESClientID: strings.TrimSpace(req.LEDESClientID), TimeRule: req.TimeRule, Instructions: strings.TrimSpace(req.Instructions),
	}
	var check fault.Check
	if req.TermsDays != nil {
		if c.TermsDays = *req.TermsDays; c.TermsDays == -1 {
			c.TermsDays = -2 // the word for "the firm's" is leaving it out
		}
	}
	if req.Currency != "" {
		cur, err := money.ParseCurrency(req.Currency)
		check.Err("currency", "currency.unknown", err)
		if err == nil {
			c.Currency = cur
		}
	}
	c.Check(&check)
	return c, check.Result("client.invalid", "The client")
}

// checkCode tests a code that people and LEDES files use.
func checkCode(check *fault.Check, path, code string) { firm.CheckCode(check, path, code) }
