package app

var _ = addImportKind(importKind{
	name: "time", right: mayAllTime, imported: Query.EntriesByExt,
	columns: []ImportColumn{
		{"date", true, "day of the work", "2026-06-02"},
		{"timekeeper", true, "code", "RMD"},
		{"matter", true, "code", "100-01"},
		{"hours", true, "hours to bill, taken as they stand", "0.8"},
		{"narrative", true, "what the client reads", "Review complaint; plan answer."},
		{"task", false, "UTBMS task code", "L110"},
		{"activity", false, "UTBMS activity code", "A104"},
		{"billable", false, "Y, N (the firm's own), NC (on the bill at no charge); blank: Y", "Y"},
		{"rate", false, "blank: by the rate tables", ""},
		{"ext_id", false, "the row's id where it comes from; the same id is never imported twice", "T-20417"},
	},
	begin: func(run *importRun) (importStep, error) { return run.time, nil },
})

// time saves an entry. Hours stand as the file has them: they are a record of
// another system, which has rounded them by the rule agreed.
func (run *importRun) time(row importRow) (skipped bool, err error) {
	var check checks
	check.Require("timekeeper", row.get("timekeeper"))
	check.Require("hours", row.get("hours"))
	if err := check.Result("time.invalid", "The time entry"); err != nil {
		return false, err
	}
	_, err = run.desk.addTime(run.tx, run.look, AddTime{
		Date: row.get("date"), Timekeeper: row.get("timekeeper"), Matter: row.get("matter"), Hours: row.get("hours"),
		Narrative: row.get("narrative"), Task: row.get("task"), Activity: row.get("activity"), Billable: row.get("billable"),
		Rate: row.get("rate"), ExtID: row.ext, Exact: true,
	})
	return false, err
}
