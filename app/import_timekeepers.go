package app

import (
	"matterbook/app/fault"
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
		{"office", false, "code of an office", ""},
	},
	begin: func(run *importRun) (importStep, error) { return run.timekeeper, nil },
})

func (run *importRun) timekeeper(row importRow) (skipped bool, err error) {
	req := AddTimekeeper{
		Code: row.get("code"), LastName: row.get("last_name"), FirstName: row.get("first_name"), Class: row.get("class"),
		StandardRate: row.get("standard_rate"), Email: row.get("email"), HRID: row.get("hr_id"),
		StartDate: row.get("start_date"), EndDate: row.get("end_date"), Office: row.get("office"),
	}
	old, err := run.look.Timekeeper(req.Code)
	switch {
	case err == nil:
		row.keep("standard_rate", &req.StandardRate, old.StandardRate.Plain())
		row.keep("email", &req.Email, old.Email)
		row.keep("hr_id", &req.HRID, old.HRID)
		row.keep("start_date", &req.StartDate, old.StartDate.String())
		row.keep("end_date", &req.EndDate, old.EndDate.String())
		kept, err := officeCode(run.tx, old.OfficeID)
		if err != nil {
			return false, err
		}
		row.keep("office", &req.Office, kept)
	case req.Code != "" && fault.Of(err) != fault.Missing:
		return false, err
	}
	t, bad := decideTimekeeper(run.tx, req, old.OfficeID)
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
