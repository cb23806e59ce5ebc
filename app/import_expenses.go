package app

var _ = addImportKind(importKind{
	name: "expenses", right: mayAllTime, imported: Query.ExpensesByExt,
	columns: []ImportColumn{
		{"date", true, "", "2026-06-05"},
		{"matter", true, "code", "100-01"},
		{"code", true, "expense code", "E112"},
		{"units", true, "", "1"},
		{"unit_price", true, "at most four decimals; negative for a credit", "435.00"},
		{"description", true, "what the client reads", "Filing fee"},
		{"kind", false, "hard (paid to others), soft (in-house); blank: hard", "hard"},
		{"vendor", false, "", "Clerk of Court"},
		{"timekeeper", false, "code of who incurred it", ""},
		{"ext_id", false, "the row's id where it comes from; the same id is never imported twice", "X-3301"},
	},
	begin: func(run *importRun) (importStep, error) { return run.expense, nil },
})

func (run *importRun) expense(row importRow) (skipped bool, err error) {
	var check checks
	check.Require("units", row.get("units"))
	if err := check.Result("expense.invalid", "The expense"); err != nil {
		return false, err
	}
	_, err = run.desk.addExpense(run.tx, run.look, AddExpense{
		Date: row.get("date"), Matter: row.get("matter"), Code: row.get("code"), Units: row.get("units"), UnitPrice: row.get("unit_price"),
		Description: row.get("description"), Kind: row.get("kind"), Vendor: row.get("vendor"), Timekeeper: row.get("timekeeper"), ExtID: row.ext,
	})
	return false, err
}
