package ledes

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"matterbook/app/bill"
	"matterbook/app/bill/billtest"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares bytes with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (-want +got):\n%s", name, cmp.Diff(string(want), string(got)))
	}
}

// workedInvoice is the bill behind testdata/worked_1998b.txt: two fees, one of
// them with a discount of ten per cent, two costs and a courtesy of 50.00.
// Its lines: 1.3 x 325 = 422.50; 2.4 x 480 = 1152.00 less 115.20 = 1036.80;
// 148 x 0.12 = 17.76; 402.00. Less 50.00 the total is 1829.06.
func workedInvoice() bill.Invoice {
	day := cal.MustParse
	inv := bill.Invoice{
		Number: "B240117", Status: bill.Final, Currency: money.USD,
		Date: day("2024-06-03"), PeriodFrom: day("2024-05-01"), PeriodTo: day("2024-05-31"),
		Lines: []bill.Line{
			{No: 1, Kind: bill.Fee, EntryID: 1, Date: day("2024-05-07"), TimekeeperCode: "KWM", LEDESName: "Mensah, Kofi", Class: "ASSOC",
				Task: "L210", Activity: "A103", Text: "Draft reply to motion to dismiss, counts 2 and 3", Units: 13000, Rate: 3250000, Amount: 42250, Value: 42250},
			{No: 2, Kind: bill.Fee, EntryID: 2, Date: day("2024-05-09"), TimekeeperCode: "RAO", LEDESName: "Ortiz, Ruth", Class: "PARTNR",
				Task: "L230", Activity: "A109", Text: "Appear at case management conference", Units: 24000, Rate: 4800000, Amount: 103680, Value: 115200},
			{No: 3, Kind: bill.Soft, ExpenseID: 1, Date: day("2024-05-10"), Expense: "E101", Text: "Copies of reply brief for service", Units: 1480000, Rate: 1200, Amount: 1776, Value: 1776},
			{No: 4, Kind: bill.Hard, ExpenseID: 2, Date: day("2024-05-13"), Expense: "E112", Text: "Court filing fee", Units: 10000, Rate: 4020000, Amount: 40200, Value: 40200},
		},
		Totals: bill.Totals{Fees: 145930, Discount: 5000, Soft: 1776, Hard: 40200, Total: 182906},
	}
	inv.Paper.Description = "Services in May 2024"
	inv.Paper.DiscountText = "Courtesy reduction of fees"
	inv.Paper.Firm.LEDESFirmID = "12-3456789"
	inv.Paper.Client.Code = "C0412"
	inv.Paper.Matter.Code = "00731"
	inv.Paper.Matter.ClientMatterID = "LIT-2024-09"
	return inv
}

// write gives the file as text, with LF for reading.
func write(t *testing.T, opts Options, invoices ...bill.Invoice) (string, Report) {
	t.Helper()
	opts.EOL = LF
	var b bytes.Buffer
	r, err := Write(&b, opts, invoices...)
	if err != nil {
		t.Fatalf("Write: %v", err)
	}
	return b.String(), r
}

// rowOf gives the values of the n-th row, from 1.
func rowOf(t *testing.T, file string, n int) map[string]string {
	t.Helper()
	line := strings.Split(file, "\n")[n+1]
	values := strings.Split(strings.TrimSuffix(line, "[]"), "|")
	out := map[string]string{}
	for i, f := range Format1998B.Fields {
		out[f.Name] = values[i]
	}
	return out
}

func TestWorkedInvoiceIsWrittenToTheByte(t *testing.T) {
	var b bytes.Buffer
	r, err := Write(&b, Options{}, workedInvoice())
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "worked_1998b.txt", b.Bytes())
	if r.Rows != 5 || r.Invoices != 1 || r.Bytes != b.Len() || len(r.Changes)+len(r.Notes) != 0 {
		t.Errorf("report: %+v", r)
	}
	text, _ := write(t, Options{}, workedInvoice())
	if want := strings.ReplaceAll(b.String(), "\r\n", "\n"); text != want {
		t.Errorf("LF file is not the CRLF file with other line ends:\n%s", cmp.Diff(want, text))
	}
}

func TestSharedInvoiceKeepsItsTotal(t *testing.T) {
	file, r := write(t, Options{}, billtest.WorkedInvoice())
	golden(t, "shared_1998b.txt", []byte(file))
	if got := rowOf(t, file, 1)["INVOICE_TOTAL"]; got != "2180.40" {
		t.Errorf("INVOICE_TOTAL %s, want 2180.40", got)
	}
	codes := map[string]int{}
	for _, n := range r.Notes {
		codes[n.Code]++
	}
	if codes["ledes.trust_paid"] != 1 {
		t.Errorf("the expense paid from trust is not noted: %+v", r.Notes)
	}
}

func TestLineForms(t *testing.T) {
	base := func(l bill.Line) bill.Invoice {
		inv := workedInvoice()
		l.No, l.Date = 1, cal.MustParse("2024-05-07")
		if l.Kind == "" {
			l.Kind, l.EntryID, l.TimekeeperCode, l.LEDESName, l.Class = bill.Fee, 9, "KWM", "Mensah, Kofi", "ASSOC"
		}
		if l.Text == "" {
			l.Text = "Work"
		}
		inv.Lines = []bill.Line{l, {No: 2, Kind: bill.Hard, Date: l.Date, Expense: "E112", Text: "Fee of the court", Units: 10000, Rate: 100000, Amount: 1000, Value: 1000}}
		inv.Totals = bill.Totals{Total: l.Amount + 1000}
		return inv
	}
	for name, tc := range map[string]struct {
		line bill.Line
		opts Options
		want map[string]string
	}{
		"half a cent stays within tolerance": {
			bill.Line{Units: 3000, Rate: 2755500, Amount: 8267, Value: 8267}, Options{},
			map[string]string{"LINE_ITEM_NUMBER_OF_UNITS": "0.3", "LINE_ITEM_UNIT_COST": "275.55", "LINE_ITEM_ADJUSTMENT_AMOUNT": "0", "LINE_ITEM_TOTAL": "82.67"}},
		"half a cent is an adjustment when exact": {
			bill.Line{Units: 3000, Rate: 2755500, Amount: 8267, Value: 8267}, Options{Rounding: Exact},
			map[string]string{"LINE_ITEM_ADJUSTMENT_AMOUNT": "0.005", "LINE_ITEM_TOTAL": "82.67"}},
		"a written-down amount is an adjustment": {
			bill.Line{Units: 13000, Rate: 3250000, Amount: 40000, Value: 42250}, Options{},
			map[string]string{"LINE_ITEM_ADJUSTMENT_AMOUNT": "-22.50", "LINE_ITEM_TOTAL": "400.00"}},
		"a no-charge line keeps its price": {
			bill.Line{Units: 5000, Rate: 2400000, Value: 12000, NoCharge: true}, Options{},
			map[string]string{"LINE_ITEM_NUMBER_OF_UNITS": "0.5", "LINE_ITEM_UNIT_COST": "240.00", "LINE_ITEM_ADJUSTMENT_AMOUNT": "-120.00", "LINE_ITEM_TOTAL": "0.00"}},
		"an uplift is a positive adjustment": {
			bill.Line{Units: 10000, Rate: 1000000, Amount: 12500, Value: 10000}, Options{},
			map[string]string{"LINE_ITEM_ADJUSTMENT_AMOUNT": "25.00", "LINE_ITEM_TOTAL": "125.00"}},
		"a credit keeps its units positive": {
			bill.Line{Units: -10000, Rate: 500000, Amount: -5000, Value: -5000}, Options{},
			map[string]string{"LINE_ITEM_NUMBER_OF_UNITS": "1", "LINE_ITEM_UNIT_COST": "50.00", "LINE_ITEM_ADJUSTMENT_AMOUNT": "-100.00", "LINE_ITEM_TOTAL": "-50.00"}},
		"a class is mapped for the receiver": {
			bill.Line{Units: 10000, Rate: 500000, Amount: 5000, Value: 5000}, Options{Classes: map[string]string{"ASSOC": "AS"}},
			map[string]string{"TIMEKEEPER_CLASSIFICATION": "AS"}},
		"a fixed fee is an adjustment of the fees": {
			bill.Line{Kind: bill.Fee, Text: "Fixed fee", Units: 10000, Rate: 12500000, Amount: 125000, Value: 125000}, Options{},
			map[string]string{"EXP/FEE/INV_ADJ_TYPE": "IF", "LINE_ITEM_NUMBER_OF_UNITS": "", "LINE_ITEM_UNIT_COST": "", "LINE_ITEM_ADJUSTMENT_AMOUNT": "1250.00", "LINE_ITEM_TOTAL": "1250.00", "TIMEKEEPER_ID": ""}},
		"a fixed fee is a fee row when the client wants it": {
			bill.Line{Kind: bill.Fee, Text: "Fixed fee", Units: 10000, Rate: 12500000, Amount: 125000, Value: 125000}, Options{FlatFee: FlatAsFee},
			map[string]string{"EXP/FEE/INV_ADJ_TYPE": "F", "LINE_ITEM_NUMBER_OF_UNITS": "1", "LINE_ITEM_UNIT_COST": "1250.00", "LINE_ITEM_ADJUSTMENT_AMOUNT": "0", "TIMEKEEPER_CLASSIFICATION": "FLTFEE"}},
		"an expense without units is one unit": {
			bill.Line{Kind: bill.Hard, Expense: "E112", Amount: 4350, Value: 4350}, Options{},
			map[string]string{"LINE_ITEM_NUMBER_OF_UNITS": "1", "LINE_ITEM_UNIT_COST": "43.50", "LINE_ITEM_TOTAL": "43.50"}},
		"an expense without a code takes the default": {
			bill.Line{Kind: bill.Hard, Units: 10000, Rate: 435000, Amount: 4350, Value: 4350}, Options{ExpenseCode: "E124"},
			map[string]string{"LINE_ITEM_EXPENSE_CODE": "E124"}},
		"an expense carries no timekeeper": {
			bill.Line{Kind: bill.Soft, Expense: "E101", TimekeeperCode: "KWM", Task: "L110", Units: 10000, Rate: 10000, Amount: 100, Value: 100}, Options{},
			map[string]string{"TIMEKEEPER_ID": "", "LINE_ITEM_TASK_CODE": "", "EXP/FEE/INV_ADJ_TYPE": "E"}},
		"a trust-paid expense is shown with total 0 when asked": {
			bill.Line{Kind: bill.Hard, Expense: "E112", Units: 10000, Rate: 4350000, Value: 43500, TrustPaid: "paid from trust 06-05"}, Options{ShowTrustPaid: true},
			map[string]string{"LINE_ITEM_UNIT_COST": "435.00", "LINE_ITEM_ADJUSTMENT_AMOUNT": "-435.00", "LINE_ITEM_TOTAL": "0.00"}},
		"texts lose what the format forbids": {
			bill.Line{Text: "Review § 12 “as is” | café […]\r\n\r\nnext\tday", Units: 10000, Rate: 500000, Amount: 5000, Value: 5000}, Options{},
			map[string]string{"LINE_ITEM_DESCRIPTION": `Review Sec. 12 "as is" / cafe (...) next day`}},
		"a long narrative is cut when allowed": {
			bill.Line{Text: strings.Repeat("word ", 10), Units: 10000, Rate: 500000, Amount: 5000, Value: 5000}, Options{CutText: 21},
			map[string]string{"LINE_ITEM_DESCRIPTION": "word word word word w", "INVOICE_DESCRIPTION": "Services in May 2024"}},
	} {
		t.Run(name, func(t *testing.T) {
			file, _ := write(t, tc.opts, base(tc.line))
			got := rowOf(t, file, 1)
			for field, want := range tc.want {
				if got[field] != want {
					t.Errorf("%s is %q, want %q", field, got[field], want)
				}
			}
		})
	}
}

func TestZeroLinesAreLeftOutWhenAsked(t *testing.T) {
	inv := workedInvoice()
	inv.Lines[1].Amount, inv.Lines[1].NoCharge = 0, true
	inv.Totals.Fees -= 103680
	inv.Totals.Total -= 103680
	file, r := write(t, Options{DropZero: true}, inv)
	if strings.Contains(file, "case management") || r.Rows != 4 {
		t.Errorf("the line stands in the file:\n%s", file)
	}
	if got := rowOf(t, file, 2)["LINE_ITEM_NUMBER"]; got != "3" {
		t.Errorf("the line after it has number %s; it must keep that of the bill, 3", got)
	}
	if len(r.Notes) != 1 || r.Notes[0].Line != "2" {
		t.Errorf("notes: %+v", r.Notes)
	}
}

func TestTaxAndInterestNeedARowOfTheirOwn(t *testing.T) {
	inv := workedInvoice()
	inv.Totals.Tax, inv.Totals.Interest = 1234, 500
	inv.Totals.Total += 1734
	_, err := Write(&bytes.Buffer{}, Options{}, inv)
	if fault.Of(err) != fault.Refused || !hasFault(err, "ledes.tax") || !hasFault(err, "ledes.interest") {
		t.Errorf("got %v", err)
	}
	file, r := write(t, Options{TaxCode: "E124", InterestCode: "E124"}, inv)
	if r.Rows != 7 {
		t.Errorf("%d rows", r.Rows)
	}
	row := rowOf(t, file, 6)
	if row["EXP/FEE/INV_ADJ_TYPE"] != "E" || row["LINE_ITEM_TOTAL"] != "12.34" || row["LINE_ITEM_EXPENSE_CODE"] != "E124" || row["INVOICE_TOTAL"] != "1846.40" {
		t.Errorf("tax row: %v", row)
	}
}

func TestSeveralInvoicesInOneFile(t *testing.T) {
	one, two := workedInvoice(), workedInvoice()
	two.Number, two.Paper.Matter.Code = "B240118", "00802"
	file, r := write(t, Options{}, one, two)
	if r.Invoices != 2 || r.Rows != 10 {
		t.Errorf("report: %+v", r)
	}
	got, err := ReadInvoices(strings.NewReader(file), ASCII)
	if err != nil || len(got) != 2 || got[1].Number != "B240118" || got[1].Total != 18290600 || len(got[1].Lines) != 5 {
		t.Errorf("read: %+v, %v", got, err)
	}
}

func TestCurrencyIsToldBecauseTheFileCannot(t *testing.T) {
	inv := workedInvoice()
	inv.Currency = money.EUR
	_, r := write(t, Options{}, inv)
	if len(r.Notes) != 1 || r.Notes[0].Code != "ledes.currency" {
		t.Errorf("notes: %+v", r.Notes)
	}
	if _, r = write(t, Options{Currency: money.EUR}, inv); len(r.Notes) != 0 {
		t.Errorf("a receiver that expects EUR needs no note: %+v", r.Notes)
	}
}

// Yen have no minor unit, so a line rounded to whole yen is up to half a yen
// from units x rate: the adjustment carries it, whatever the rounding option.
func TestYenLinesKeepTheirEquation(t *testing.T) {
	inv := workedInvoice()
	inv.Currency = money.JPY
	inv.Lines = inv.Lines[:1]
	inv.Lines[0].Units, inv.Lines[0].Rate = 3000, 123450000 // 0.3 x 12345 = 3703.5
	inv.Lines[0].Amount, inv.Lines[0].Value = 3704, 3704
	inv.Totals = bill.Totals{Fees: 3704, Total: 3704}
	file, _ := write(t, Options{Currency: money.JPY}, inv)
	if row := rowOf(t, file, 1); row["LINE_ITEM_TOTAL"] != "3704" || row["LINE_ITEM_ADJUSTMENT_AMOUNT"] != "0.5" {
		t.Errorf("row: %v", row)
	}
}

// The proof of a file notices whatever differs from the invoices.
func TestProofNoticesEveryDifference(t *testing.T) {
	b, data, err := render(Options{EOL: LF}, []bill.Invoice{workedInvoice()})
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	lines := strings.SplitAfter(text, "\n")
	for name, changed := range map[string]string{
		"a cent on a line":         strings.Replace(text, "|422.50|", "|422.51|", 1),
		"a cent on every total":    strings.ReplaceAll(text, "|1829.06|", "|1829.07|"),
		"a letter of a narrative":  strings.Replace(text, "Draft reply", "Draft Reply", 1),
		"a day":                    strings.Replace(text, "20240507", "20240508", 1),
		"a row missing at the end": strings.Join(lines[:6], ""),
		"a row missing inside":     strings.Join(append(slices.Clone(lines[:3]), lines[4:]...), ""),
		"a row twice at the end":   text + lines[6],
		"the file cut":             text[:len(text)-20],
		"the header alone":         strings.Join(lines[:2], ""),
		"nothing":                  "",
	} {
		if changed == text {
			t.Fatalf("%s: nothing was changed", name)
		}
		if err := b.prove(strings.NewReader(changed)); fault.Of(err) != fault.Internal || fault.Code(err) != "ledes.read_back" {
			t.Errorf("%s: got %v", name, err)
		}
	}
	// Rows that agree with a wrong invoice are noticed by the invoice.
	b.invoices[0].Lines[0].Amount++
	if err := b.prove(strings.NewReader(text)); fault.Code(err) != "ledes.read_back" {
		t.Errorf("an amount that is not the bill's: %v", err)
	}
	b.invoices[0].Lines[0].Amount--
	b.invoices[0].Totals.Total++
	if err := b.prove(strings.NewReader(text)); fault.Code(err) != "ledes.read_back" {
		t.Errorf("a total that is not the bill's: %v", err)
	}
}

func TestInvoicesThatDoNotShareAFile(t *testing.T) {
	other := func(change func(*bill.Invoice)) bill.Invoice {
		inv := workedInvoice()
		inv.Number = "B240118"
		change(&inv)
		return inv
	}
	for code, two := range map[string]bill.Invoice{
		"ledes.currencies": other(func(i *bill.Invoice) { i.Currency = money.EUR }),
		"ledes.firm_ids":   other(func(i *bill.Invoice) { i.Paper.Firm.LEDESFirmID = "98-7654321" }),
		"ledes.currency":   other(func(i *bill.Invoice) { i.Currency = "XXX" }),
	} {
		if _, err := Write(&bytes.Buffer{}, Options{}, workedInvoice(), two); !hasFault(err, code) {
			t.Errorf("got %v, want %s", err, code)
		}
	}
	if _, err := Write(&bytes.Buffer{}, Options{}); fault.Code(err) != "ledes.empty" {
		t.Errorf("no invoice: %v", err)
	}
	if _, r := write(t, Options{FirmID: "12-3456789"}, workedInvoice(), other(func(i *bill.Invoice) { i.Paper.Firm.LEDESFirmID = "" })); r.Invoices != 2 {
		t.Errorf("the id the client gave the firm serves both: %+v", r)
	}
}

// What differs from the bill without being wrong is noted.
func TestNotes(t *testing.T) {
	for code, change := range map[string]func(*bill.Invoice){
		"ledes.client_matter": func(i *bill.Invoice) { i.Paper.Matter.ClientMatterID = "" },
		"ledes.no_text":       func(i *bill.Invoice) { i.Lines[0].Text = " " },
		"ledes.timekeeper":    func(i *bill.Invoice) { i.Lines[0].Class = "" },
		"ledes.units":         func(i *bill.Invoice) { i.Lines[3].Units = 0 },
		"ledes.sign":          func(i *bill.Invoice) { i.Lines[0].Units, i.Lines[0].Rate = -13000, -3250000 },
	} {
		inv := workedInvoice()
		change(&inv)
		_, r := write(t, Options{}, inv)
		if len(r.Notes) != 1 || r.Notes[0].Code != code || r.Notes[0].Message == "" {
			t.Errorf("want the note %s, got %+v", code, r.Notes)
		}
	}
	inv := workedInvoice()
	inv.PeriodFrom, inv.PeriodTo = 0, 0
	file, r := write(t, Options{}, inv)
	row := rowOf(t, file, 1)
	if row["BILLING_START_DATE"] != "20240507" || row["BILLING_END_DATE"] != "20240513" || len(r.Notes) != 1 {
		t.Errorf("a period from the lines: %v %+v", row, r.Notes)
	}
}

func hasFault(err error, code string) bool {
	var e *fault.Error
	if !errors.As(err, &e) {
		return false
	}
	for _, f := range e.Faults {
		if f.Code == code {
			return true
		}
	}
	return e.Code == code
}

func TestWhatIsRefused(t *testing.T) {
	for name, tc := range map[string]struct {
		change func(*bill.Invoice)
		opts   Options
		code   string
		sort   fault.Sort
		says   string
	}{
		"a draft":                              {func(i *bill.Invoice) { i.Draft, i.Number = true, "" }, Options{}, "ledes.draft", fault.Refused, "Finalize it first"},
		"a voided invoice":                     {func(i *bill.Invoice) { i.Status = bill.Void }, Options{}, "ledes.void", fault.Refused, "voided"},
		"no firm id":                           {func(i *bill.Invoice) { i.Paper.Firm.LEDESFirmID = " " }, Options{}, "ledes.required", fault.Invalid, "LAW_FIRM_ID"},
		"no client":                            {func(i *bill.Invoice) { i.Paper.Client.Code = "" }, Options{}, "ledes.required", fault.Invalid, "CLIENT_ID"},
		"no matter":                            {func(i *bill.Invoice) { i.Paper.Matter.Code = "" }, Options{}, "ledes.required", fault.Invalid, "LAW_FIRM_MATTER_ID"},
		"no date":                              {func(i *bill.Invoice) { i.Date = 0 }, Options{}, "ledes.required", fault.Invalid, "INVOICE_DATE"},
		"no date on a line":                    {func(i *bill.Invoice) { i.Lines[2].Date = 0 }, Options{}, "ledes.required", fault.Invalid, "line 3"},
		"a fee of nobody":                      {func(i *bill.Invoice) { i.Lines[0].TimekeeperCode = "" }, Options{}, "ledes.required", fault.Invalid, "TIMEKEEPER_ID"},
		"no expense code":                      {func(i *bill.Invoice) { i.Lines[3].Expense = "" }, Options{}, "ledes.required", fault.Invalid, "LINE_ITEM_EXPENSE_CODE"},
		"a long matter id":                     {func(i *bill.Invoice) { i.Paper.Matter.ClientMatterID = strings.Repeat("9", 21) }, Options{}, "ledes.too_long", fault.Invalid, "CLIENT_MATTER_ID"},
		"a pipe in an id":                      {func(i *bill.Invoice) { i.Paper.Matter.ClientMatterID = "A|B" }, Options{}, "ledes.identifier", fault.Invalid, "CLIENT_MATTER_ID"},
		"an accent in an id":                   {func(i *bill.Invoice) { i.Lines[0].TimekeeperCode = "É1" }, Options{}, "ledes.identifier", fault.Invalid, "TIMEKEEPER_ID"},
		"a long narrative":                     {func(i *bill.Invoice) { i.Lines[0].Text = strings.Repeat("x", 15001) }, Options{}, "ledes.too_long", fault.Invalid, "LINE_ITEM_DESCRIPTION has 15001"},
		"a wrong total":                        {func(i *bill.Invoice) { i.Totals.Total++ }, Options{}, "ledes.totals", fault.Invalid, "1829.06"},
		"a wrong line":                         {func(i *bill.Invoice) { i.Lines[0].Amount++ }, Options{}, "ledes.totals", fault.Invalid, "1829.07"},
		"the same line twice":                  {func(i *bill.Invoice) { i.Lines[1].No = 1 }, Options{}, "ledes.line_number", fault.Invalid, "line number 1"},
		"a reversed period":                    {func(i *bill.Invoice) { i.PeriodFrom, i.PeriodTo = i.PeriodTo, i.PeriodFrom }, Options{}, "ledes.period", fault.Invalid, "BILLING_START_DATE"},
		"a discount, where no IF row is taken": {func(*bill.Invoice) {}, Options{NoDiscountLine: true}, "ledes.discount", fault.Refused, "IF row"},
		"nothing left to write": {func(i *bill.Invoice) {
			i.Lines, i.Totals = nil, bill.Totals{}
		}, Options{}, "ledes.no_rows", fault.Invalid, "no line"},
		"a huge line": {func(i *bill.Invoice) { i.Lines[0].Amount = 1 << 60 }, Options{}, "ledes.too_large", fault.Invalid, "too large"},
	} {
		t.Run(name, func(t *testing.T) {
			inv := workedInvoice()
			tc.change(&inv)
			var b bytes.Buffer
			_, err := Write(&b, tc.opts, inv)
			if err == nil || !hasFault(err, tc.code) || fault.Of(err) != tc.sort || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("got %v (%s), want %s saying %q", err, fault.Of(err), tc.code, tc.says)
			}
			if b.Len() != 0 {
				t.Error("bytes were written")
			}
		})
	}
}

func TestAllFaultsAreToldAtOnce(t *testing.T) {
	one, two := workedInvoice(), workedInvoice()
	one.Paper.Matter.Code, one.Lines[0].TimekeeperCode = "", ""
	two.Number, two.Lines[3].Expense = "B240118", ""
	_, err := Write(&bytes.Buffer{}, Options{}, one, two, one)
	var e *fault.Error
	if !errors.As(err, &e) || len(e.Faults) != 4 {
		t.Fatalf("got %v", err)
	}
	var paths []string
	for _, f := range e.Faults {
		paths = append(paths, f.Path)
	}
	want := []string{"B240117.law_firm_matter_id", "B240117.lines[0]", "B240118.lines[3]", "B240117.number"}
	if d := cmp.Diff(want, paths); d != "" {
		t.Errorf("paths (-want +got):\n%s", d)
	}
}

func TestEveryReplacementIsReported(t *testing.T) {
	inv := workedInvoice()
	inv.Lines[0].Text = "“Draft” — 中文 reply\x00 ’’"
	inv.Lines[1].LEDESName = "Ångström-Featherstonehaugh, Maximiliane"
	_, r := write(t, Options{}, inv)
	want := []Change{
		{"B240117", "1", "LINE_ITEM_DESCRIPTION", "replaced", "U+201C “", `"`, 1},
		{"B240117", "1", "LINE_ITEM_DESCRIPTION", "replaced", "U+201D ”", `"`, 1},
		{"B240117", "1", "LINE_ITEM_DESCRIPTION", "replaced", "U+2014 —", "-", 1},
		{"B240117", "1", "LINE_ITEM_DESCRIPTION", "lost", "U+4E2D 中", "?", 1},
		{"B240117", "1", "LINE_ITEM_DESCRIPTION", "lost", "U+6587 文", "?", 1},
		{"B240117", "1", "LINE_ITEM_DESCRIPTION", "dropped", "U+0000", "", 1},
		{"B240117", "1", "LINE_ITEM_DESCRIPTION", "replaced", "U+2019 ’", "'", 2},
		{"B240117", "2", "TIMEKEEPER_NAME", "replaced", "U+00C5 Å", "A", 1},
		{"B240117", "2", "TIMEKEEPER_NAME", "replaced", "U+00F6 ö", "o", 1},
		{"B240117", "2", "TIMEKEEPER_NAME", "cut", "39 characters", "30 characters", 1},
	}
	if d := cmp.Diff(want, r.Changes); d != "" {
		t.Errorf("changes (-want +got):\n%s", d)
	}
	if r.Lost != 2 {
		t.Errorf("%d characters lost, want 2", r.Lost)
	}
}

func TestFitTable(t *testing.T) {
	for in, want := range map[string]string{
		"plain text":                  "plain text",
		"  blanks  ":                  "blanks",
		"‘a’ “b” «c»":                 `'a' "b" "c"`,
		"a–b—c−d":                     "a-b-c-d",
		"wait…":                       "wait...",
		"§ 4, ¶ 2":                    "Sec. 4, Para. 2",
		"€5 £6":                       "EUR5 GBP6",
		"naïve café Ørsted Łódź":      "naive cafe Orsted Lodz",
		"Straße ﬁle ½ №7":             "Strasse file 1/2 No.7",
		"a\u00a0b\u2009c":             "a b c",
		"a|b[c]d":                     "a/b(c)d",
		"a\r\nb\n\nc\u2028d\vz":       "a b c d z",
		"tab\there":                   "tab here",
		"null\x00bell\x07":            "nullbell",
		"e\u0301 decomposed":          "e decomposed",
		"zero\u200bwidth\u202e\ufeff": "zerowidth",
		"｜full［width］":                "/full(width)",
		"日本 🙂":                        "?? ?",
		"bad\xffbyte":                 "bad?byte",
		"[]":                          "()",
	} {
		if got := fit(in, ASCII).bytes; got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
	if got := fit("“café” – 5 €\u0301 e\u0301 Ł", Windows1252).bytes; got != "\x93caf\xe9\x94 \x96 5 \x80 \xe9 L" {
		t.Errorf("windows-1252: %q", got)
	}
}

func TestWindows1252FileReadsBack(t *testing.T) {
	inv := workedInvoice()
	inv.Lines[0].Text = "Draft “reply” – café §12"
	var b bytes.Buffer
	r, err := Write(&b, Options{Charset: Windows1252}, inv)
	if err != nil || len(r.Changes) != 0 {
		t.Fatalf("%v %+v", err, r.Changes)
	}
	got, err := ReadInvoices(&b, Windows1252)
	if err != nil || got[0].Lines[0].Text != inv.Lines[0].Text {
		t.Errorf("read %v, %v", got, err)
	}
}

func TestManualAndHeaderComeFromTheTable(t *testing.T) {
	golden(t, "manual_1998b.txt", []byte(Manual(Format1998B)))
	const header = "INVOICE_DATE|INVOICE_NUMBER|CLIENT_ID|LAW_FIRM_MATTER_ID|INVOICE_TOTAL|BILLING_START_DATE|BILLING_END_DATE|INVOICE_DESCRIPTION|LINE_ITEM_NUMBER|EXP/FEE/INV_ADJ_TYPE|LINE_ITEM_NUMBER_OF_UNITS|LINE_ITEM_ADJUSTMENT_AMOUNT|LINE_ITEM_TOTAL|LINE_ITEM_DATE|LINE_ITEM_TASK_CODE|LINE_ITEM_EXPENSE_CODE|LINE_ITEM_ACTIVITY_CODE|TIMEKEEPER_ID|LINE_ITEM_DESCRIPTION|LAW_FIRM_ID|LINE_ITEM_UNIT_COST|TIMEKEEPER_NAME|TIMEKEEPER_CLASSIFICATION|CLIENT_MATTER_ID[]"
	if Format1998B.Header() != header {
		t.Errorf("header is %s", Format1998B.Header())
	}
	for _, f := range Formats() {
		if FormatByWord(f.Word) != f || len(f.Fields) < fieldCount || f.Index("EXP/FEE/INV_ADJ_TYPE") != fType {
			t.Errorf("format %s is not as the others", f.Word)
		}
	}
}
