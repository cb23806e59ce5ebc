package present

import (
	"fmt"

	"matterbook/app"
	"matterbook/app/money"
	"matterbook/app/report"
)

// sheet is the dashboard on paper and in files, in English like every file: a
// line for each figure, then the ages, the months and who owes most.
func (d *Dashboard) sheet() *report.Table {
	x := d.Data
	t := report.New(dashboardName, "Dashboard", x.Currency,
		report.Column{Key: "about", Label: "About", Type: report.Text}, report.Column{Key: "figure", Label: "Figure", Type: report.Text},
		report.Column{Key: "amount", Label: "Amount", Type: report.Money}, report.Column{Key: "number", Label: "Number", Type: report.Count}, report.Column{Key: "share", Label: "Share", Type: report.Percent})
	t.AsOf = x.AsOf
	if d.Of != "" {
		t.Filter = []string{"matters of " + d.Of}
	}
	none := report.Empty()
	sum := func(about, figure string, a money.Amount) {
		t.Add(report.T(about), report.T(figure), report.M(a), none, none)
	}
	count := func(about, figure string, n int, a report.Cell) {
		number := report.N(n)
		if n < 0 { // nothing to divide by
			number = none
		}
		t.Add(report.T(about), report.T(figure), a, number, none)
	}
	percent := func(about, figure string, part, whole money.Amount) {
		p := none
		if r, err := money.Ratio(part, whole); err == nil && whole != 0 {
			p = report.P(r)
		}
		t.Add(report.T(about), report.T(figure), none, none, p)
	}
	sum("Work", "Work in progress", x.WIP)
	for i, age := range []string{"0–30 days", "31–60 days", "61–90 days", "91–120 days", "over 120 days"} {
		sum("Work", "of it "+age, x.WIPAges[i])
	}
	sum("Work", "Not released", x.Drafts)
	sum("Receivables", "Receivables", x.AR)
	for i, b := range x.ARAges.Buckets() {
		sum("Receivables", "of it "+[]string{"current", "1–30 days", "31–60 days", "61–90 days", "91–120 days", "over 120 days"}[i], b)
	}
	sum("Receivables", "Past due", x.Late)
	percent("Realization", "Fees billed of worked value, 12 months", x.Billed, x.Worked)
	percent("Realization", "Of it collected", x.Collected, x.Billed)
	count("Lockup", "Days until billed", x.WIPDays, none)
	count("Lockup", "Days until paid", x.DebtorDays, none)
	count("Trust", "Matters below the floor, and what they lack", x.Floors, report.M(x.Short))
	count("Time", "Working days of the month without time", x.MissingDays, none)
	for _, m := range x.Months {
		sum("Billed", m.Month.Time().Format("2006-01"), m.Billed)
	}
	for _, m := range x.Months {
		sum("Collected", m.Month.Time().Format("2006-01"), m.Collected)
	}
	for _, c := range x.Top {
		sum("Owes most", c.Code+" "+c.Name, c.Open)
	}
	t.Note("Each figure is one of a report: wip, aging, months, realization, trust-floors, missing-time.")
	t.Note(fmt.Sprintf("Lockup: WIP ÷ value of the work of the last %[1]d days × %[1]d, and receivables ÷ billed in the last %[1]d days × %[1]d.", app.LockupDays))
	return t
}
