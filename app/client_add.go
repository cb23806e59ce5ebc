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
		Code: strings.TrimSpace(req.Code), Name: strings.TrimSpace(req.Name), Address: req.Address,
		Email: strings.TrimSpace(req.Email), TermsDays: -1, Currency: f.Currency,
		LEDESClientID: strings.TrimSpace(req.LEDESClientID), TimeRule: req.TimeRule, Instructions: req.Instructions,
	}
	var check fault.Check
	checkCode(&check, "code", c.Code)
	check.Require("name", c.Name)
	if req.TermsDays != nil {
		if c.TermsDays = *req.TermsDays; c.TermsDays < 0 || c.TermsDays > 3650 {
			check.Add("terms_days", "terms_days.range", "terms_days must lie between 0 and 3650.")
		}
	}
	if req.Currency != "" {
		cur, err := money.ParseCurrency(req.Currency)
		check.Err("currency", "currency.unknown", err)
		c.Currency = cur
	}
	return c, check.Result("client.invalid", "The client")
}

// checkCode tests a code that people and LEDES files use: 1 to 20 printable
// characters without blanks at the ends, pipes or brackets.
func checkCode(check *fault.Check, path, code string) {
	switch {
	case code == "":
		check.Add(path, path+".required", "%s is required.", path)
	case len(code) > 20:
		check.Add(path, path+".length", "%s %q is longer than 20 characters (the limit of LEDES).", path, code)
	case strings.ContainsAny(code, "|[]\t\r\n"):
		check.Add(path, path+".characters", "%s %q must not hold |, [, ] or line breaks: LEDES files have no way to write them.", path, code)
	}
}
