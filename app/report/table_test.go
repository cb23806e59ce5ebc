package report_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/report"
)

func sample() *report.Table {
	t := report.New("aging", "Aging", money.USD,
		report.Column{Key: "client", Label: "Client", Type: report.Text},
		report.Column{Key: "due", Label: "Due", Type: report.Date},
		report.Column{Key: "open", Label: "Open", Type: report.Money, Sum: true},
		report.Column{Key: "hours", Label: "Hours", Type: report.Hours, Sum: true},
		report.Column{Key: "share", Label: "Share", Type: report.Percent},
		report.Column{Key: "n", Label: "Invoices", Type: report.Count, Sum: true})
	t.AsOf = cal.MustParse("2026-06-30")
	t.Add(report.T("Devi"), report.D(cal.MustParse("2026-07-18")), report.M(123450), report.H(17000), report.P(87188920), report.N(2))
	t.Add(report.T("=1+1"), report.D(0), report.M(-50), report.H(5000), report.Empty(), report.N(1))
	return t
}

func TestTableAddsUpAndPrints(t *testing.T) {
	tab := sample()
	if err := tab.Sum(); err != nil {
		t.Fatal(err)
	}
	if tab.Total("open") != 123400 || tab.Total("hours") != 22000 || tab.Total("n") != 3 || !tab.Totals[0].Blank || !tab.Totals[4].Blank {
		t.Errorf("totals %+v", tab.Totals)
	}
	for i, want := range []string{"Devi", "2026-07-18", "1,234.50", "1.70", "87.19 %", "2"} {
		if got := tab.Format(i, tab.Rows[0][i]); got != want {
			t.Errorf("column %d: %q, want %q", i, got, want)
		}
	}
	if got := tab.Plain(2, tab.Rows[1][2]); got != "-0.50" {
		t.Errorf("plain money %q", got)
	}
	b, err := json.Marshal(tab)
	if err != nil {
		t.Fatal(err)
	}
	var back struct {
		Name   string
		AsOf   string `json:"as_of"`
		Rows   []map[string]any
		Totals map[string]any
	}
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	if back.AsOf != "2026-06-30" || back.Rows[0]["open"] != "1234.50" || back.Rows[0]["n"] != 2.0 || back.Rows[1]["share"] != nil || back.Totals["open"] != "1234.00" {
		t.Errorf("%s", b)
	}
	if _, there := back.Totals["client"]; there {
		t.Errorf("a total of a text: %s", b)
	}
}

func TestSumOverflowIsAnError(t *testing.T) {
	tab := report.New("x", "X", money.USD, report.Column{Key: "a", Type: report.Money, Sum: true})
	tab.Add(report.M(math.MaxInt64))
	tab.Add(report.M(1))
	if err := tab.Sum(); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("%v", err)
	}
}

// Billing realization of the worked invoice: 2,014.50 of 2,310.50 is 87.19 %,
// which is no mean of its timekeepers' percentages.
func TestTheTotalOfAPercentageIsOfTheTotals(t *testing.T) {
	share := report.Column{Key: "share", Type: report.Percent, Part: "billed", Whole: "worked"}
	tab := report.New("x", "X", money.USD, report.Column{Key: "worked", Type: report.Money, Sum: true}, report.Column{Key: "billed", Type: report.Money, Sum: true}, share)
	tab.Add(report.M(84500), report.M(81272), report.P(96179882))
	tab.Add(report.M(146550), report.M(120178), report.P(82004777))
	if err := tab.Sum(); err != nil {
		t.Fatal(err)
	}
	if got := tab.Format(2, tab.Totals[2]); got != "87.19 %" {
		t.Errorf("share of the totals %q", got)
	}
	empty := report.New("x", "X", money.USD, tab.Columns...)
	if err := empty.Sum(); err != nil || !empty.Totals[2].Blank {
		t.Errorf("share of nothing %+v, %v", empty.Totals[2], err)
	}
	b, err := json.Marshal(tab)
	if err != nil || !strings.Contains(string(b), `"share":"87.19"`) {
		t.Errorf("%s, %v", b, err)
	}
}
