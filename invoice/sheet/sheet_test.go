package sheet_test

import (
	"bytes"
	"encoding/csv"
	"math"
	"strings"
	"testing"

	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/report"
	"matterbook/invoice/sheet"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

func sample() *report.Table {
	t := report.New("aging", "Aging", money.USD,
		report.Column{Key: "client", Label: "Client", Type: report.Text},
		report.Column{Key: "due", Label: "Due", Type: report.Date},
		report.Column{Key: "open", Label: "Open", Type: report.Money, Sum: true},
		report.Column{Key: "n", Label: "Invoices", Type: report.Count, Sum: true})
	t.AsOf = cal.MustParse("2026-06-30")
	t.Add(report.T(`Devi "D", Anjali`), report.D(cal.MustParse("2026-07-18")), report.M(123450), report.N(2))
	t.Add(report.T("=HYPERLINK(1)"), report.D(0), report.M(-50), report.N(1))
	t.Add(report.T("-2+3"), report.D(cal.MustParse("2024-02-29")), report.M(9_007_199_254_740_993), report.N(1))
	t.Note("By due date.")
	return t
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if err := sheet.CSV(&b, sample()); err != nil {
		t.Fatal(err)
	}
	want := "\"client\",\"due\",\"open\",\"n\"\r\n" +
		"\"Devi \"\"D\"\", Anjali\",\"2026-07-18\",\"1234.50\",\"2\"\r\n" +
		"\"'=HYPERLINK(1)\",\"\",\"-0.50\",\"1\"\r\n" +
		"\"'-2+3\",\"2024-02-29\",\"90071992547409.93\",\"1\"\r\n"
	if b.String() != want {
		t.Errorf("%s\nwant\n%s", b.String(), want)
	}
}

// No text of the book can become a formula, and every text comes back whole.
func TestCSVKeepsTextAndRunsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{" =1", "\u200b=1", "＝1", "@SUM", "\t=1", "+1", "''", "\"", "a\r\nb"})).Draw(t, "text")
		tab := report.New("x", "X", money.USD, report.Column{Key: "a", Type: report.Text})
		tab.Add(report.T(text))
		var b bytes.Buffer
		if err := sheet.CSV(&b, tab); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		got := rows[1][0]
		if first := strings.TrimLeft(got, " \u200b\ufeff\u00a0\u2060\u200c\u200d"); first != "" && strings.ContainsAny(first[:1], "=+-@\t") {
			t.Fatalf("%q is written as %q", text, got)
		}
		plain := strings.ReplaceAll(text, "\r\n", "\n") // the reader folds line ends
		if got != plain && got != "'"+plain {
			t.Fatalf("%q came back as %q", text, got)
		}
	})
}

func TestXLSX(t *testing.T) {
	tab := sample()
	if err := tab.Sum(); err != nil {
		t.Fatal(err)
	}
	var b, again bytes.Buffer
	if err := sheet.XLSX(&b, tab); err != nil {
		t.Fatal(err)
	}
	if err := sheet.XLSX(&again, tab); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("the same table gives another file (%v)", err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{
		"A1": "Aging", "A2": "as of June 30, 2026", "C3": "Open", "A4": `Devi "D", Anjali`, "B4": "2026-07-18", "C4": "1,234.50", "A5": "=HYPERLINK(1)", "B5": "",
		"C5": "-0.50", "B6": "2024-02-29", "C6": "90071992547409.93", "D7": "4", "A8": "By due date.",
	} {
		got, err := f.GetCellValue("Report", cell)
		if err != nil || got != want {
			t.Errorf("%s: %q (%v), want %q", cell, got, err, want)
		}
		if formula, err := f.GetCellFormula("Report", cell); err != nil || formula != "" {
			t.Errorf("%s holds a formula %q (%v)", cell, formula, err)
		}
	}
	if kind, err := f.GetCellType("Report", "A5"); err != nil || kind == excelize.CellTypeFormula || kind == excelize.CellTypeNumber {
		t.Errorf("A5 is of type %v (%v)", kind, err)
	}
}

func TestEveryCentSurvivesTheSheet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := money.Amount(rapid.Int64Range(-math.MaxInt64, math.MaxInt64).Draw(t, "amount"))
		tab := report.New("x", "X", money.USD, report.Column{Key: "a", Label: "A", Type: report.Money})
		tab.Add(report.M(a))
		var b bytes.Buffer
		if err := sheet.XLSX(&b, tab); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		got, err := f.GetCellValue("Report", "A4", excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		back, err := money.ParseAmount(got, money.USD)
		if err != nil || back != a {
			t.Fatalf("%s came back as %q (%v)", a.Plain(money.USD), got, err)
		}
	})
}
