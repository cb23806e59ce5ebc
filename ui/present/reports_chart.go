package present

import (
	"matterbook/app/money"
	"matterbook/app/report"
	"matterbook/ui/words"
)

// Chart is a picture of figures. The figures stay what they are: integers, and
// their words; only the page makes lengths of them.
type Chart struct {
	Title  string
	Stacks bool // one bar in parts instead of bars side by side
	Labels []string
	Series []ChartSeries
	// Leads name what a bar opens, one a label; blank: nothing.
	Leads []Lead
}

// ChartSeries is one row of values, one a label.
type ChartSeries struct {
	Name   string
	Values []int64  // minor units, percentages: whatever the texts say
	Texts  []string // the values for people
}

// most is how many bars a chart of names shows.
const chartBars = 14

// Chart is the picture of the report, nil where a picture says no more than the
// table.
func (x *ReportResult) Chart() *Chart {
	t := x.Table
	if len(t.Rows) == 0 {
		return nil
	}
	switch t.Name {
	case "aging":
		return x.totalsChart(words.L("Open by age, in days"), []string{"current", "d30", "d60", "d90", "d120", "over_120"})
	case "wip":
		return x.totalsChart(words.L("Work in progress by age, in days"), []string{"d30", "d60", "d90", "d120", "over_120"})
	case "months":
		return x.rowsChart(words.L("Billed and collected by month"), "month", "billed", "collected")
	case "productivity":
		return x.rowsChart(words.L("Worked, billed and collected by timekeeper"), "timekeeper", "worked_value", "billed", "collected")
	case "realization":
		return x.rowsChart(words.L("Realization by timekeeper, in %"), "timekeeper", "billing_realization", "collection_realization")
	case "origination":
		return x.rowsChart(words.L("Billed and collected by originating timekeeper"), "timekeeper", "billed", "collected")
	case "budget":
		return x.rowsChart(words.L("Budget and what is used of it"), "matter", "budget", "used")
	}
	return nil
}

func (x *ReportResult) column(key string) int {
	for i, c := range x.Table.Columns {
		if c.Key == key {
			return i
		}
	}
	return -1
}

// totalsChart draws the totals of columns.
func (x *ReportResult) totalsChart(title string, keys []string) *Chart {
	c := &Chart{Title: title}
	s := ChartSeries{}
	for _, k := range keys {
		i := x.column(k)
		if i < 0 {
			return nil
		}
		total := x.Table.Totals[i]
		c.Labels = append(c.Labels, words.Of(x.Table.Columns[i].Label))
		s.Values = append(s.Values, total.Number)
		s.Texts = append(s.Texts, words.Amount(money.Amount(total.Number), x.Table.Currency))
	}
	c.Series = []ChartSeries{s}
	return c
}

// rowsChart draws columns of the first rows.
func (x *ReportResult) rowsChart(title, label string, keys ...string) *Chart {
	c := &Chart{Title: title}
	at := x.column(label)
	for k, key := range keys {
		i := x.column(key)
		if i < 0 || at < 0 {
			return nil
		}
		s := ChartSeries{Name: words.Of(x.Table.Columns[i].Label)}
		for n, row := range x.Table.Rows {
			if n == chartBars && label != "month" || n == 36 {
				break
			}
			if k == 0 {
				name := x.Table.Plain(at, row[at])
				if label == "month" {
					name = monthLabel(name)
				}
				c.Labels = append(c.Labels, name)
				if leads := x.Leads(int64(n + 1)); len(leads) > 0 {
					c.Leads = append(c.Leads, leads[0])
				} else {
					c.Leads = append(c.Leads, Lead{})
				}
			}
			v := row[i].Number
			if x.Table.Columns[i].Type == report.Percent {
				v /= money.PercentScale / 100 // hundredths of a per cent
			}
			s.Values = append(s.Values, v)
			s.Texts = append(s.Texts, reportCell(x.Table, i, row[i]).Text)
		}
		c.Series = append(c.Series, s)
	}
	return c
}
