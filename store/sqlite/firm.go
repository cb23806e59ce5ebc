package sqlite

import "matterbook/app/firm"

var firmTable = register("firm", "firm", `name, address1, address2, city, region, postcode, country, phone, email, website,
	ledes_firm_id, currency, preset, minimum_e4, increment_e4, terms_days, invoice_series, age_by, closed_through,
	payment_text, terms_text, paper_size, hide_codes, hide_hours, hide_rates, no_slip, foot_text, code_set, row_version`)

// Firm is the one row; Missing before the book is set up.
func (q *query) Firm() (firm.Firm, error) {
	return one(q, "firm", "", func(row scanner) (f firm.Firm, err error) {
		a, r, p := &f.Address, &f.TimeRule, &f.Paper
		err = row.Scan(&f.Name, &a.Line1, &a.Line2, &a.City, &a.Region, &a.Postcode, &a.Country, &f.Phone, &f.Email, &f.Website,
			&f.LEDESFirmID, &f.Currency, &f.Preset, &r.Minimum, &r.Increment, &f.TermsDays, &f.InvoiceSeries, &f.AgeBy,
			asDate(&f.ClosedThrough), &f.PaymentText, &f.TermsText,
			asText((*string)(&p.Size)), asFlag(&p.HideCodes), asFlag(&p.HideHours), asFlag(&p.HideRates), asFlag(&p.NoSlip), asText(&p.Foot), asText(&f.CodeSet), &f.RowVersion)
		return f, err
	}, firmTable.texts.load, 1)
}

// SetFirm saves the firm; the first time it makes it.
func (t *tx) SetFirm(f *firm.Firm) error {
	a, r, p := f.Address, f.TimeRule, f.Paper
	values := []any{f.Name, a.Line1, a.Line2, a.City, a.Region, a.Postcode, a.Country, f.Phone, f.Email, f.Website,
		f.LEDESFirmID, f.Currency, f.Preset, r.Minimum, r.Increment, f.TermsDays, f.InvoiceSeries, f.AgeBy,
		f.ClosedThrough, f.PaymentText, f.TermsText,
		orNone(string(p.Size)), orNull(p.HideCodes), orNull(p.HideHours), orNull(p.HideRates), orNull(p.NoSlip), orNone(p.Foot), orNone(f.CodeSet)}
	if f.RowVersion == 0 {
		if _, err := t.insert(firmTable, 1, values); err != nil {
			return err
		}
		f.RowVersion = 1
		return nil
	}
	return t.update(firmTable, 1, &f.RowVersion, values)
}
