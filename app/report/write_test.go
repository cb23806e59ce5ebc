package report_test

import (
	"testing"

	"matterbook/app/money"
	"matterbook/app/report"
)

// Rows that come in parts add up to what the whole adds up to; a column that
// holds two currencies has no total, and its cells say their own decimals.
func TestPartsAddUpAndCurrenciesDoNotMix(t *testing.T) {
	tab := report.New("x", "X", money.USD,
		report.Column{Key: "a", Label: "A", Type: report.Money, Sum: true}, report.Column{Key: "b", Label: "B", Type: report.Money, Sum: true},
		report.Column{Key: "share", Label: "Share", Type: report.Percent, Part: "a", Whole: "b"})
	tab.Add(report.M(100), report.M(400), report.P(0))
	tab.Add(report.M(50), report.M(200), report.P(0))
	if err := tab.Sum(); err != nil {
		t.Fatal(err)
	}
	parts := report.NewSums(tab)
	for _, r := range tab.Rows {
		if err := parts.Add([][]report.Cell{r}); err != nil {
			t.Fatal(err)
		}
	}
	totals, err := parts.Totals()
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"1.50", "6.00", "25.00"} {
		if got := tab.Plain(i, totals[i]); got != want || tab.Plain(i, tab.Totals[i]) != want {
			t.Errorf("column %d adds up to %s in parts and %s whole, want %s", i, got, tab.Plain(i, tab.Totals[i]), want)
		}
	}

	if err := parts.Add([][]report.Cell{{report.MC(500, "JPY"), report.M(1), report.Empty()}}); err != nil {
		t.Fatal(err)
	}
	if totals, err = parts.Totals(); err != nil || !totals[0].Blank || !totals[2].Blank || totals[1].Blank {
		t.Errorf("yen and dollars were added up: %v %v", totals, err)
	}
	if got := tab.Plain(0, report.MC(500, "JPY")); got != "500" {
		t.Errorf("500 yen are written %q", got)
	}
	if got := tab.Format(0, report.MC(1234, "USD")); got != "12.34" {
		t.Errorf("a sum of the table's currency is written %q", got)
	}
}
