package app

import (
	"matterbook/app/fault"
	"matterbook/app/firm"
)

var _ = addImportKind(importKind{
	name: "timekeepers", right: maySetUp,
	columns: []ImportColumn{
		{"code", true, "short code on bills and in LEDES files, at most 20 characters", "RMD"},
		{"last_name", true, "", "Dunne"},
		{"first_name", true, "", "Ruth"},
		{"class", true, "LEDES class", "PARTNR"},
		{"standard_rate", false, "rate where no other is agreed", "325.00"},
		{"email", false, "", "rmd@example.com"},
		{"hr_id", false, "number in the payroll system", "1007"},
		{"start_date", false, "first day of work", "2019-09-01"},
		{"end_date", false, "last day of work", ""},
	},
	begin: func(run *importRun) (importStep, error) { return run.timekeeper, nil },
})

func (run *importRun) timekeeper(row importRow) (skipped bool, err error) {
	req := AddTimekeeper{
		Code: row.get("code"), LastName: row.get("last_name"), FirstName: row.get("first_name"), Class: row.get("class"),
		StandardRate: row.get("standard_rate"), Email: row.get("email"), HRID: row.get("hr_id"),
		StartDate: row.get("start_date"), EndDate: row.get("end_date"),
	}
	old, err := run.look.Timekeeper(req.Code)
	switch {
	case err == nil:
		row.keep("standard_rate", &req.StandardRate, old.StandardRate.Plain())
		row.keep("email", &req.Email, old.Email)
		row.keep("hr_id", &req.HRID, old.HRID)
		row.keep("start_date", &req.StartDate, old.StartDate.String())
		row.keep("end_date", &req.EndDate, old.EndDate.String())
	case req.Code != "" && fault.Of(err) != fault.Missing:
		return false, err
	}
	t, bad := decideTimekeeper(req)
	if bad != nil {
		return false, bad
	}
	if err == nil {
		t.ID, t.RowVersion = old.ID, old.RowVersion
		return same("timekeeper", old.Code, t == old)
	}
	if err := run.tx.AddTimekeeper(&t); err != nil {
		return false, err
	}
	run.look.keepers[t.Code] = t
	return false, nil
}

// keep takes what the book has where the file has no such column, so that only
// what the file says is compared.
func (r importRow) keep(column string, to *string, kept string) {
	if !r.has(column) {
		*to = kept
	}
}

// same answers for a row whose code is in the book: skipped when it says the
// same, else a conflict. An import never changes what is there.
func same(noun, code string, equal bool) (skipped bool, err error) {
	if equal {
		return true, nil
	}
	return false, fault.New(fault.Conflict, noun+".differs", "The book has a %s %q already, and this row says otherwise; an import changes nothing that is there.", noun, code).
		Advise("Change the %s by itself, or take the row out of the file.", noun)
}

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
