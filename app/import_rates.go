package app

import (
	"matterbook/app/firm"
)

var _ = addImportKind(importKind{
	name: "rates", right: maySetUp,
	columns: []ImportColumn{
		{"scope", true, "firm, client, matter", "matter"},
		{"key", false, "code of the client or matter; blank for the firm", "100-01"},
		{"timekeeper", false, "code; blank: everybody", "RMD"},
		{"class", false, "LEDES class; blank: every class", ""},
		{"activity", false, "task or activity code; blank: all work", ""},
		{"rate", true, "at most four decimals", "325.00"},
		{"from", false, "first work date it holds for", "2026-01-01"},
		{"to", false, "last work date", ""},
	},
	begin: func(run *importRun) (importStep, error) { return run.rate, nil },
})

func (run *importRun) rate(row importRow) (skipped bool, err error) {
	req := AddRate{
		Scope: row.get("scope"), Key: row.get("key"), Timekeeper: row.get("timekeeper"), Class: row.get("class"),
		Activity: row.get("activity"), Rate: row.get("rate"), From: row.get("from"), To: row.get("to"),
	}
	want, err := decideRate(run.look, firm.RateRow{}, req)
	if err != nil {
		return false, err
	}
	rows, err := run.look.RateRows()
	if err != nil {
		return false, err
	}
	for _, r := range rows {
		want.ID, want.RowVersion = r.ID, r.RowVersion
		if r == want {
			return true, nil
		}
	}
	_, err = addRate(run.tx, run.look, req)
	return false, err
}
