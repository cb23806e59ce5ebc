package ledes

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"matterbook/app/cal"
	"matterbook/app/fault"
)

// found lists the findings as id/level/line, each once.
func found(r Result) []string {
	out := []string{}
	for _, f := range r.Findings {
		if s := fmt.Sprintf("%s/%s/%d", f.ID, f.Level, f.Line); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

func check(t *testing.T, file string, opts CheckOptions) Result {
	t.Helper()
	r, err := Check(strings.NewReader(file), opts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestSampleFiles runs the checker over real and made files; the expected
// findings stand beside them.
func TestSampleFiles(t *testing.T) {
	list, err := os.ReadFile("testdata/check/expected.txt")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{"expected.txt": true, "LICENSES.txt": true}
	for line := range strings.Lines(string(list)) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		name, rest, _ := strings.Cut(line, "|")
		verdict, want, _ := strings.Cut(rest, "|") // a valid file has no findings
		name, verdict, want = strings.TrimSpace(name), strings.TrimSpace(verdict), strings.TrimSpace(want)
		listed[name] = true
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata/check", name))
			if err != nil {
				t.Fatal(err)
			}
			r := check(t, string(data), CheckOptions{})
			if got := strings.Join(found(r), " "); got != want {
				t.Errorf("found %s\nwant  %s", got, want)
			}
			if r.OK != (verdict == "ok") {
				t.Errorf("ok is %v, want %s", r.OK, verdict)
			}
			for _, f := range r.Findings {
				if f.Message == "" || f.Hint == "" || f.Line < 1 {
					t.Errorf("finding without message, hint or line: %+v", f)
				}
			}
			// A reader that gives one byte at a time must change nothing.
			slow, err := Check(iotest.OneByteReader(bytes.NewReader(data)), CheckOptions{})
			if d := cmp.Diff(r, slow); err != nil || d != "" {
				t.Errorf("byte by byte: %v\n%s", err, d)
			}
		})
	}
	files, err := os.ReadDir("testdata/check")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !listed[f.Name()] {
			t.Errorf("%s is not in expected.txt", f.Name())
		}
	}
}

// file joins rows below marker and header.
func file(rows ...string) string {
	return Format1998B.Marker + "\n" + Format1998B.Header() + "\n" + strings.Join(rows, "\n") + "\n"
}

// feeRow is a correct fee of 1 x 100.00; the pairs change fields by name.
func feeRow(pairs ...string) string {
	return rowWith("20240603|B1|C1|M1|100.00|20240501|20240531|Text|1|F|1|0|100.00|20240507|L210||A103|KWM|Work|F1|100.00|Mensah, Kofi|ASSOC|X1", pairs)
}

// costRow is a correct expense of 1 x 20.00.
func costRow(pairs ...string) string {
	return rowWith("20240603|B1|C1|M1|20.00|20240501|20240531|Text|1|E|1|0|20.00|20240507||E112|||Fee of the court|F1|20.00|||X1", pairs)
}

// adjRow is a correct adjustment of -10.00.
func adjRow(pairs ...string) string {
	return rowWith("20240603|B1|C1|M1|-10.00|20240501|20240531|Text|1|IF||-10.00|-10.00|20240531|||||Courtesy|F1||||X1", pairs)
}

func rowWith(row string, pairs []string) string {
	values := strings.Split(row, "|")
	for i := 0; i < len(pairs); i += 2 {
		at := Format1998B.Index(pairs[i])
		if at < 0 {
			panic("no field " + pairs[i])
		}
		values[at] = pairs[i+1]
	}
	return strings.Join(values, "|") + "[]"
}

func TestRules(t *testing.T) {
	header := Format1998B.Header()
	today := CheckOptions{Today: cal.MustParse("2024-06-30")}
	for name, tc := range map[string]struct {
		file string
		opts CheckOptions
		want string
	}{
		"a correct fee":                        {file(feeRow()), today, ""},
		"a correct expense":                    {file(costRow()), today, ""},
		"a correct adjustment":                 {file(adjRow()), today, ""},
		"B01 an empty file":                    {"", today, "B01/E/1"},
		"B01 UTF-16":                           {"\xff\xfeL\x00E\x00", today, "B01/E/1"},
		"B01 UTF-16 without a mark":            {"L\x00E\x00D\x00", today, "B01/E/1"},
		"B01 something else altogether":        {"%PDF-1.7\nbinary\n", today, "B01/E/1"},
		"B01 a small slip in the marker":       {strings.Replace(file(feeRow()), "LEDES1998B[]", "LEDES1998B []", 1), today, "B01/E/1"},
		"B01 the nickname as marker":           {strings.Replace(file(feeRow()), "LEDES1998B[]", "LEDES98B[]", 1), today, "B01/E/1"},
		"B01 B02 rows alone":                   {feeRow() + "\n", today, "B01/E/1 B02/E/1"},
		"B02 no header":                        {"LEDES1998B[]\n" + feeRow() + "\n", today, "B02/E/2"},
		"B02 the header is the end":            {"LEDES1998B[]\n", today, "B02/E/1 B32/E/1"},
		"B02 field 10 misspelt":                {strings.Replace(file(feeRow()), "EXP/FEE/INV_ADJ_TYPE", "EXP_FEE_INV_ADJ_TYPE", 1), today, "B02/E/2"},
		"B02 the header without []":            {strings.Replace(file(feeRow()), "CLIENT_MATTER_ID[]", "CLIENT_MATTER_ID", 1), today, "B02/E/2"},
		"B02 one name too many":                {strings.Replace(file(feeRow()), "CLIENT_MATTER_ID[]", "CLIENT_MATTER_ID|MORE[]", 1), today, "B02/E/2"},
		"B03 a blank after []":                 {file(feeRow() + " "), today, "B03/E/3 B23/W/3 B31/W/3"},
		"B04 two files joined":                 {file(feeRow()) + file(feeRow("INVOICE_NUMBER", "B2")), today, "B04/E/4 B04/E/5"},
		"B05 29 February in a common year":     {file(feeRow("LINE_ITEM_DATE", "20230229")), today, "B05/E/3"},
		"B05 29 February in a leap year is ok": {file(feeRow("LINE_ITEM_DATE", "20240229")), today, "B15/W/3"},
		"B05 month 13":                         {file(feeRow("BILLING_END_DATE", "20241301")), today, "B05/E/3"},
		"B06 an exponent":                      {file(feeRow("LINE_ITEM_UNIT_COST", "1e2")), today, "B06/E/3"},
		"B06 a point alone":                    {file(feeRow("LINE_ITEM_UNIT_COST", ".")), today, "B06/E/3"},
		"B06 five decimals":                    {file(feeRow("LINE_ITEM_NUMBER_OF_UNITS", "1.00000")), today, "B06/E/3"},
		"B06 a plus is read":                   {file(feeRow("LINE_ITEM_UNIT_COST", "+100.0000")), today, ""},
		"B07 units of a fee":                   {file(feeRow("LINE_ITEM_NUMBER_OF_UNITS", "")), today, "B07/E/3"},
		"B07 the type":                         {file(feeRow("EXP/FEE/INV_ADJ_TYPE", "")), today, "B07/E/3"},
		"B08 a small letter":                   {file(feeRow("EXP/FEE/INV_ADJ_TYPE", "f")), today, "B08/E/3"},
		"B09 half a cent is borne":             {file(feeRow("LINE_ITEM_UNIT_COST", "100.005")), today, ""},
		"B09 more than half a cent is not":     {file(feeRow("LINE_ITEM_UNIT_COST", "100.0051")), today, "B09/E/3"},
		"B09 no tolerance":                     {file(feeRow("LINE_ITEM_UNIT_COST", "100.0001")), CheckOptions{Tolerance: -1}, "B09/E/3"},
		"B09 a wide tolerance":                 {file(feeRow("LINE_ITEM_UNIT_COST", "100.99")), CheckOptions{Tolerance: 10000}, ""},
		"B09 an adjustment row":                {file(adjRow("LINE_ITEM_ADJUSTMENT_AMOUNT", "10.00")), today, "B09/E/3"},
		"B09 the largest numbers":              {file(feeRow("LINE_ITEM_NUMBER_OF_UNITS", "9999999999.9999", "LINE_ITEM_UNIT_COST", "9999999999.9999")), today, "B09/E/3"},
		"B10 B11 a line total for the total":   {file(feeRow(), feeRow("LINE_ITEM_NUMBER", "2", "INVOICE_TOTAL", "200.00")), today, "B11/E/3 B10/E/4"},
		"B10 the same total written otherwise": {file(feeRow("INVOICE_TOTAL", "200"), feeRow("LINE_ITEM_NUMBER", "2", "INVOICE_TOTAL", "200.00")), today, ""},
		"B12 leading zeros make another text":  {file(feeRow("INVOICE_TOTAL", "200"), feeRow("LINE_ITEM_NUMBER", "01", "INVOICE_TOTAL", "200")), today, ""},
		"B12 numbers out of sequence":          {file(feeRow("INVOICE_TOTAL", "400", "LINE_ITEM_NUMBER", "7"), feeRow("LINE_ITEM_NUMBER", "3", "INVOICE_TOTAL", "400"), feeRow("LINE_ITEM_NUMBER", "8", "INVOICE_TOTAL", "400"), feeRow("LINE_ITEM_NUMBER", "3", "INVOICE_TOTAL", "400")), today, "B12/E/6"},
		"B12 a run grows over an old number":   {file(feeRow("INVOICE_TOTAL", "400", "LINE_ITEM_NUMBER", "1"), feeRow("LINE_ITEM_NUMBER", "3", "INVOICE_TOTAL", "400"), feeRow("LINE_ITEM_NUMBER", "2", "INVOICE_TOTAL", "400"), feeRow("LINE_ITEM_NUMBER", "3", "INVOICE_TOTAL", "400")), today, "B12/E/6"},
		"B12 words":                            {file(feeRow("INVOICE_TOTAL", "200", "LINE_ITEM_NUMBER", "a"), feeRow("LINE_ITEM_NUMBER", "a", "INVOICE_TOTAL", "200")), today, "B12/E/4"},
		"B13 name and class are warnings":      {file(feeRow("TIMEKEEPER_NAME", "", "TIMEKEEPER_CLASSIFICATION", "")), today, "B13/W/3"},
		"B14 an expense code on a fee":         {file(feeRow("LINE_ITEM_EXPENSE_CODE", "E101")), today, "B14/E/3"},
		"B16 exactly the limit":                {file(feeRow("CLIENT_ID", strings.Repeat("c", 20), "LINE_ITEM_DESCRIPTION", strings.Repeat("x", 15000))), today, ""},
		"B16 one beyond the limit":             {file(feeRow("LINE_ITEM_DESCRIPTION", strings.Repeat("x", 15001))), today, "B16/E/3"},
		"B16 a receiver's own limit":           {file(feeRow("LINE_ITEM_DESCRIPTION", strings.Repeat("x", 1024))), CheckOptions{Receiver: &Receivers()[0]}, "B16/E/3"},
		"B16 digits before the point":          {file(costRow("LINE_ITEM_NUMBER_OF_UNITS", "12345678901", "LINE_ITEM_UNIT_COST", "0", "LINE_ITEM_ADJUSTMENT_AMOUNT", "20")), today, "B16/E/3"},
		"B16 a line over the limit":            {file(feeRow(), feeRow("LINE_ITEM_DESCRIPTION", strings.Repeat("x", lineMax))), today, "B16/E/4"},
		"B17 a tab is a control character":     {file(feeRow("LINE_ITEM_DESCRIPTION", "a\tb")), today, "B17/E/3"},
		"B17 a byte of Windows-1252":           {file(feeRow("LINE_ITEM_DESCRIPTION", "caf\xe9")), today, "B17/W/3"},
		"B17 is no warning where it is taken":  {file(feeRow("LINE_ITEM_DESCRIPTION", "caf\xe9")), CheckOptions{Charset: Windows1252}, ""},
		"B18 small letters are known":          {file(feeRow("LINE_ITEM_TASK_CODE", "l210")), today, ""},
		"B18 the heading is no code":           {file(costRow("LINE_ITEM_EXPENSE_CODE", "E100")), today, "B18/W/3"},
		"B18 a client's own code":              {file(feeRow("LINE_ITEM_TASK_CODE", "ZZ101")), CheckOptions{Codes: UTBMS().With([]string{"zz101"}, nil, nil, nil)}, ""},
		"B19 another description":              {file(feeRow("INVOICE_TOTAL", "200"), feeRow("LINE_ITEM_NUMBER", "2", "INVOICE_TOTAL", "200", "INVOICE_DESCRIPTION", "Other")), today, "B19/W/4"},
		"B20 two rates on a day":               {file(feeRow("INVOICE_TOTAL", "300"), feeRow("LINE_ITEM_NUMBER", "2", "INVOICE_TOTAL", "300", "LINE_ITEM_UNIT_COST", "200", "LINE_ITEM_TOTAL", "200")), today, "B20/W/4"},
		"B20 two rates on two days":            {file(feeRow("INVOICE_TOTAL", "300"), feeRow("LINE_ITEM_NUMBER", "2", "INVOICE_TOTAL", "300", "LINE_ITEM_UNIT_COST", "200", "LINE_ITEM_TOTAL", "200", "LINE_ITEM_DATE", "20240508")), today, ""},
		"B20 one name, two ids":                {file(feeRow("INVOICE_TOTAL", "200"), feeRow("LINE_ITEM_NUMBER", "2", "INVOICE_TOTAL", "200", "TIMEKEEPER_ID", "KM")), today, "B20/W/4"},
		"B20 another class":                    {file(feeRow("INVOICE_TOTAL", "200"), feeRow("LINE_ITEM_NUMBER", "2", "INVOICE_TOTAL", "200", "TIMEKEEPER_CLASSIFICATION", "PARTNR")), today, "B20/W/4"},
		"B22 N/A":                              {file(feeRow("LINE_ITEM_DESCRIPTION", "n/a")), today, "B22/W/3"},
		"B23 a blank before":                   {file(feeRow("LINE_ITEM_DESCRIPTION", " Work")), today, "B23/W/3"},
		"B24 a class nobody knows":             {file(feeRow("TIMEKEEPER_CLASSIFICATION", "BOSS")), today, "B24/W/3"},
		"B25 negative units":                   {file(feeRow("LINE_ITEM_NUMBER_OF_UNITS", "-1", "LINE_ITEM_TOTAL", "-100", "INVOICE_TOTAL", "-100")), today, "B25/W/3"},
		"B27 before the period ends":           {file(feeRow("INVOICE_DATE", "20240530")), today, "B27/W/3"},
		"B27 in the future":                    {file(feeRow("INVOICE_DATE", "20240701")), today, "B27/W/3"},
		"B27 not without a day":                {file(feeRow("INVOICE_DATE", "20990701")), CheckOptions{}, ""},
		"B28 the number is used twice":         {file(feeRow(), feeRow("INVOICE_NUMBER", "B2"), feeRow("LINE_ITEM_NUMBER", "2", "CLIENT_ID", "C2")), today, "B11/E/3 B28/E/5"},
		"B28 two clients side by side":         {file(feeRow("INVOICE_TOTAL", "200"), feeRow("LINE_ITEM_NUMBER", "2", "CLIENT_ID", "C2", "INVOICE_TOTAL", "200")), today, "B28/E/4"},
		"B28 a split invoice still adds up":    {file(feeRow("INVOICE_TOTAL", "200"), feeRow("INVOICE_NUMBER", "B2"), feeRow("LINE_ITEM_NUMBER", "2", "INVOICE_TOTAL", "200")), today, "B28/W/5"},
		"B28 a line number twice over a split": {file(feeRow("INVOICE_TOTAL", "200"), feeRow("INVOICE_NUMBER", "B2"), feeRow("LINE_ITEM_NUMBER", "1", "INVOICE_TOTAL", "200")), today, "B12/E/5 B28/W/5"},
		"B29 a retainer with units and cost":   {file(adjRow("LINE_ITEM_NUMBER_OF_UNITS", "1", "LINE_ITEM_ADJUSTMENT_AMOUNT", "0", "LINE_ITEM_UNIT_COST", "1250", "LINE_ITEM_TOTAL", "1250", "INVOICE_TOTAL", "1250")), today, "B29/W/3"},
		"B30 mixed line ends":                  {strings.Replace(file(feeRow()), "\n", "\r\n", 1), today, "B30/W/2"},
		"B30 lone CR is a line end":            {strings.ReplaceAll(file(feeRow()), "\n", "\r"), today, ""},
		"B30 no line end at the end":           {strings.TrimSuffix(file(feeRow()), "\n"), today, ""},
		"B30 blank lines at the end":           {file(feeRow()) + "\n \n\n", today, ""},
		"B31 a bracket":                        {file(feeRow("LINE_ITEM_DESCRIPTION", "see [1")), today, "B31/W/3"},
		"B32 no rows":                          {"LEDES1998B[]\r\n" + header + "\r\n\r\n", today, "B32/E/3"},
		"a pipe in a text hides the money":     {file(feeRow("INVOICE_TOTAL", "200", "LINE_ITEM_DESCRIPTION", "a|b"), feeRow("LINE_ITEM_NUMBER", "2", "INVOICE_TOTAL", "200")), today, "B04/E/3"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(found(check(t, tc.file, tc.opts)), " "); got != tc.want {
				t.Errorf("found %q, want %q", got, tc.want)
			}
		})
	}
}

func TestFindingsAreClear(t *testing.T) {
	r := check(t, file(feeRow("LINE_ITEM_NUMBER_OF_UNITS", "2.4", "LINE_ITEM_UNIT_COST", "480", "LINE_ITEM_ADJUSTMENT_AMOUNT", "115.20", "LINE_ITEM_TOTAL", "1036.80", "INVOICE_TOTAL", "1136.80")), CheckOptions{})
	got, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "findings.json", append(got, '\n'))
}

// One fault on every row is listed so many times and counted to the end; it
// does not hide the one fault of another sort.
func TestFindingsAreListedUpToAMost(t *testing.T) {
	rows := make([]string, 0, 5000)
	for i := range 5000 {
		rows = append(rows, feeRow("LINE_ITEM_NUMBER", fmt.Sprint(i+1), "INVOICE_TOTAL", "500000", "LINE_ITEM_DESCRIPTION", "caf\xe9"))
	}
	rows[4998] = strings.Replace(rows[4998], "|F|", "|X|", 1)
	r := check(t, file(rows...), CheckOptions{MaxFindings: 10})
	if len(r.Findings) != 11 || r.Findings[10].ID != "B08" || r.Findings[10].Line != 5001 {
		t.Errorf("listed: %v", found(r))
	}
	if r.Warnings != 5000 || r.Errors != 1 || r.NotListed["B17"] != 4990 || r.OK || r.Rows != 5000 {
		t.Errorf("counts: %d warnings, %d errors, %v", r.Warnings, r.Errors, r.NotListed)
	}
}

// Beyond what is remembered the checks go on, and the result says what could
// not be followed.
func TestMemoryIsBounded(t *testing.T) {
	const over = invoicesKept + 10
	pr, pw := io.Pipe()
	go func() {
		fmt.Fprint(pw, file())
		for i := range over {
			total := "100.00"
			if i == over-1 {
				total = "100.01" // the sum of an invoice that is not kept is still judged
			}
			fmt.Fprintln(pw, feeRow("INVOICE_NUMBER", fmt.Sprintf("N%d", i), "INVOICE_TOTAL", total, "TIMEKEEPER_ID", fmt.Sprintf("T%d", i), "TIMEKEEPER_NAME", ""))
		}
		pw.Close()
	}()
	c := newChecker(pr, CheckOptions{})
	c.run()
	r := c.result()
	if r.Errors != 1 || r.Findings[len(r.Findings)-1].ID != "B11" || r.Invoices != over {
		t.Errorf("%d errors, %d invoices, last %+v", r.Errors, r.Invoices, r.Findings[len(r.Findings)-1])
	}
	if len(r.Limits) != 2 || len(c.invoices.states) != invoicesKept || len(c.tkByID) != timekeepersKept {
		t.Errorf("limits %v, %d invoices and %d timekeepers kept", r.Limits, len(c.invoices.states), len(c.tkByID))
	}
}

func TestLineNumbersOutOfSequenceAreBounded(t *testing.T) {
	c := newChecker(strings.NewReader(""), CheckOptions{})
	c.invoices.extra.most = 100
	for i := range 1000 {
		c.lineNumber(fmt.Append(nil, 10*(i+1)))
	}
	c.lineNumber([]byte("500")) // among those kept
	if c.errs[b12] != 1 || len(c.limitsIn) != 1 || c.invoices.extra.n != 100 {
		t.Errorf("%d twice, limits %v, %d kept", c.errs[b12], c.limitsIn, c.invoices.extra.n)
	}
}

// The space of line numbers out of sequence serves one invoice after another.
func TestLineNumbersAreForgottenWithTheirInvoice(t *testing.T) {
	c := newChecker(strings.NewReader(""), CheckOptions{})
	c.invoices.extra.most = 100
	for i := range 60 {
		c.lineNumber(fmt.Append(nil, 10*(i+1)))
	}
	c.leave()
	if c.invoices.extra.n != 0 {
		t.Errorf("%d numbers kept", c.invoices.extra.n)
	}
	for i := range 60 {
		c.lineNumber(fmt.Append(nil, 10*(i+1)+5))
	}
	c.lineNumber([]byte("45"))
	if c.errs[b12] != 1 || len(c.limitsIn) != 0 {
		t.Errorf("%d twice, limits %v", c.errs[b12], c.limitsIn)
	}
}

func TestReadErrorIsNotAFinding(t *testing.T) {
	broken := errors.New("the cable is out")
	_, err := Check(io.MultiReader(strings.NewReader(file(feeRow())), iotest.ErrReader(broken)), CheckOptions{})
	if !errors.Is(err, broken) || fault.Of(err) != fault.Internal {
		t.Errorf("got %v", err)
	}
}

func TestParseTolerance(t *testing.T) {
	for text, want := range map[string]int64{"0.005": 50, "": 0, "0": -1, "0.00": -1, "1": 10000} {
		if got, err := ParseTolerance(text); err != nil || int64(got) != want {
			t.Errorf("%q is %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"-0.01", "half a cent", "0.00001"} {
		if _, err := ParseTolerance(text); fault.Of(err) != fault.Invalid {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestDetect(t *testing.T) {
	for first, want := range map[string]string{
		"LEDES1998B[]\r\nINVOICE_DATE|":                "ledes1998b",
		"\xef\xbb\xbfLEDES1998B[]\n":                   "ledes1998b",
		"ledes1998b\n":                                 "ledes1998b",
		"LEDES98BI V2[]\n":                             "ledes1998bi",
		"LEDES1998BI V2[]\n":                           "ledes1998bi",
		"\nINVOICE_DATE|INVOICE_NUMBER|CLIENT_ID|":     "ledes1998b",
		"<?xml version=\"1.0\"?><ledesxml>":            "ledesxml",
		"\xef\xbb\xbf <ledesxml>":                      "ledesxml",
		"date,hours\n":                                 "unknown",
		"":                                             "unknown",
		"INVOICE_DATE|INVOICE_NUMBER|X|CLIENT_TAX_ID|": "ledes1998bi",
	} {
		if got := Detect([]byte(first)).Word; got != want {
			t.Errorf("%q is %s, want %s", first, got, want)
		}
	}
}

// The codes of the checker are those of the code sets the program ships.
func TestCodesAreThoseOfTheSets(t *testing.T) {
	const folder = "../../assets/utbms"
	codes := UTBMS()
	shipped := map[string]bool{}
	files, err := filepath.Glob(filepath.Join(folder, "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no code sets in %s: %v", folder, err)
	}
	for _, path := range files {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(f).ReadAll()
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			set, code := row[0], row[1]
			shipped[code] = true
			in := codes.tasks
			switch {
			case code == "A100" || code == "E100": // headings
				continue
			case set == "class-old":
				if codes.classes[code] || codes.oldClasses[code] == "" {
					t.Errorf("%s is an old class", code)
				}
				continue
			case strings.HasPrefix(set, "class"):
				in = codes.classes
			case strings.HasPrefix(set, "activity"):
				in = codes.activities
			case strings.HasPrefix(set, "expense"):
				in = codes.expenses
			}
			if !in[code] {
				t.Errorf("code %s of set %s is not known", code, set)
			}
		}
	}
	for _, m := range []map[string]bool{codes.tasks, codes.activities, codes.expenses, codes.classes} {
		for code := range m {
			if !shipped[code] {
				t.Errorf("code %s stands in no set", code)
			}
		}
	}
}
