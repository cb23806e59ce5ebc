package app

import (
	"matterbook/app/fault"
	"matterbook/app/firm"
)

var _ = addImportKind(importKind{
	name: "clients", right: mayMatters,
	columns: []ImportColumn{
		{"code", true, "at most 20 characters", "100"},
		{"name", true, "", "Castellan LLC"},
		{"address1", false, "", "41 Harbor St"},
		{"address2", false, "", ""},
		{"city", false, "", "Portland"},
		{"region", false, "state or province", "OR"},
		{"postcode", false, "", "97201"},
		{"country", false, "", ""},
		{"email", false, "", "ap@example.com"},
		{"terms_days", false, "days to pay; blank: the firm's terms", "30"},
		{"currency", false, "ISO 4217; blank: the firm's", "USD"},
		{"ledes_client_id", false, "what the receiver of LEDES files calls the client", "CAST-01"},
	},
	begin: func(run *importRun) (importStep, error) { return run.client, nil },
})

func (run *importRun) client(row importRow) (skipped bool, err error) {
	f, err := run.look.Firm()
	if err != nil {
		return false, err
	}
	var check checks
	req := AddClient{
		Code: row.get("code"), Name: row.get("name"), Email: row.get("email"), Currency: row.get("currency"), LEDESClientID: row.get("ledes_client_id"),
		Address: firm.Address{Line1: row.get("address1"), Line2: row.get("address2"), City: row.get("city"),
			Region: row.get("region"), Postcode: row.get("postcode"), Country: row.get("country")},
		TermsDays: check.wholeNumber("terms_days", row.get("terms_days")),
	}
	if err := check.Result("client.invalid", "The client"); err != nil {
		return false, err
	}
	old, err := run.look.Client(req.Code)
	switch {
	case err == nil:
		a := old.Address
		for _, c := range []struct {
			column string
			to     *string
			kept   string
		}{
			{"address1", &req.Address.Line1, a.Line1}, {"address2", &req.Address.Line2, a.Line2}, {"city", &req.Address.City, a.City},
			{"region", &req.Address.Region, a.Region}, {"postcode", &req.Address.Postcode, a.Postcode}, {"country", &req.Address.Country, a.Country},
			{"email", &req.Email, old.Email}, {"currency", &req.Currency, string(old.Currency)}, {"ledes_client_id", &req.LEDESClientID, old.LEDESClientID},
		} {
			row.keep(c.column, c.to, c.kept)
		}
		if !row.has("terms_days") && old.TermsDays >= 0 {
			req.TermsDays = &old.TermsDays
		}
		req.TimeRule, req.Instructions = old.TimeRule, old.Instructions
	case req.Code != "" && fault.Of(err) != fault.Missing:
		return false, err
	}
	c, bad := decideClient(f, req)
	if bad != nil {
		return false, bad
	}
	if err == nil {
		c.ID, c.RowVersion, c.Archived = old.ID, old.RowVersion, old.Archived
		return same("client", old.Code, c == old)
	}
	if err := run.tx.AddClient(&c); err != nil {
		return false, err
	}
	run.look.clients[c.Code] = c
	return false, nil
}
