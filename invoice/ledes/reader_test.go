package ledes

import (
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"matterbook/app/cal"
	"matterbook/app/fault"
)

func TestReaderGivesTheWorkedInvoice(t *testing.T) {
	f, err := os.Open("testdata/worked_1998b.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := ReadInvoices(iotest.HalfReader(f), ASCII)
	if err != nil || len(got) != 1 {
		t.Fatalf("%v %v", got, err)
	}
	inv := got[0]
	if inv.Number != "B240117" || inv.Date != cal.MustParse("2024-06-03") || inv.From != cal.MustParse("2024-05-01") || inv.To != cal.MustParse("2024-05-31") ||
		inv.ClientID != "C0412" || inv.FirmID != "12-3456789" || inv.Total != 18290600 || inv.Description != "Services in May 2024" || inv.Line != 3 {
		t.Errorf("invoice: %+v", inv)
	}
	want := FileLine{Line: 4, Number: "2", Type: "F", MatterID: "00731", ClientMatterID: "LIT-2024-09", Date: cal.MustParse("2024-05-09"),
		Units: 24000, UnitCost: 4800000, Adjustment: -1152000, Total: 10368000, Task: "L230", Activity: "A109",
		TimekeeperID: "RAO", TimekeeperName: "Ortiz, Ruth", Class: "PARTNR", Text: "Appear at case management conference"}
	if len(inv.Lines) != 5 || inv.Lines[1] != want {
		t.Errorf("lines: %+v", inv.Lines)
	}
}

func TestReaderRefusesWithTheLine(t *testing.T) {
	for name, tc := range map[string]struct{ file, code, says string }{
		"an empty file":          {"", "ledes.empty", "Line 1"},
		"another format":         {"LEDES98BI V2[]\nx[]\n", "ledes.format", "LEDES 1998BI"},
		"XML":                    {"<?xml version='1.0'?>", "ledes.format", "LEDES XML"},
		"a mark before":          {"\xef\xbb\xbf" + file(feeRow()), "ledes.marker", "LEDES1998B[]"},
		"another header":         {strings.Replace(file(feeRow()), "CLIENT_ID", "CLIENT", 1), "ledes.header", "Line 2"},
		"no rows":                {file(), "ledes.no_rows", "no rows"},
		"an open row":            {file(feeRow(), strings.TrimSuffix(feeRow(), "[]")), "ledes.terminator", "Line 4"},
		"a pipe too many":        {file(feeRow("LINE_ITEM_DESCRIPTION", "a|b")), "ledes.values", "25 values"},
		"[] inside":              {file(feeRow("LINE_ITEM_DESCRIPTION", "a[]b")), "ledes.terminator", "Line 3"},
		"a wrong date":           {file(feeRow("LINE_ITEM_DATE", "20240231")), "ledes.value", "LINE_ITEM_DATE"},
		"a wrong number":         {file(feeRow("LINE_ITEM_UNIT_COST", "1,000.00")), "ledes.value", "LINE_ITEM_UNIT_COST"},
		"a long number":          {file(feeRow("LINE_ITEM_UNIT_COST", "12345678901")), "ledes.value", "10 digits"},
		"a wrong type":           {file(feeRow("EXP/FEE/INV_ADJ_TYPE", "FEE")), "ledes.value", "IF, IE"},
		"a blank total":          {file(feeRow("INVOICE_TOTAL", "")), "ledes.value", "required"},
		"a control character":    {file(feeRow("LINE_ITEM_DESCRIPTION", "a\x00b")), "ledes.charset", "LINE_ITEM_DESCRIPTION"},
		"bytes that are no text": {file(feeRow("LINE_ITEM_DESCRIPTION", "caf\xe9")), "ledes.charset", "LINE_ITEM_DESCRIPTION"},
		"a long value":           {file(feeRow("LINE_ITEM_DESCRIPTION", strings.Repeat("x", valueMax+1))), "ledes.value_length", "LINE_ITEM_DESCRIPTION"},
		"a long line":            {file(strings.Repeat("x", lineMax+1)), "ledes.line_length", "Line 3"},
		"two totals":             {file(feeRow(), feeRow("LINE_ITEM_NUMBER", "2", "INVOICE_TOTAL", "200")), "ledes.total_differs", "differs"},
		"a wrong total":          {file(feeRow("INVOICE_TOTAL", "100.01")), "ledes.total", "100.01"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ReadInvoices(strings.NewReader(tc.file), ASCII)
			if got != nil || fault.Of(err) != fault.Invalid || !hasFault(err, tc.code) || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("got %v, %v; want %s saying %q", got, err, tc.code, tc.says)
			}
		})
	}
}

func TestReaderTakesEveryLineEnd(t *testing.T) {
	for _, eol := range []string{"\n", "\r\n", "\r"} {
		text := strings.ReplaceAll(file(feeRow(), "", costRow("INVOICE_NUMBER", "B2")), "\n", eol)
		got, err := ReadInvoices(iotest.OneByteReader(strings.NewReader(text)), ASCII)
		if err != nil || len(got) != 2 || got[1].Line != 5 {
			t.Errorf("%q: %v, %v", eol, got, err)
		}
	}
}

func TestReaderStopsAtItsLimits(t *testing.T) {
	rows := newLongFile(recordMax + 1)
	rd := NewReader(rows, ASCII)
	var err error
	n := 0
	for ; err == nil; n++ {
		_, err = rd.Read()
	}
	if fault.Code(err) != "ledes.too_large" || n != recordMax+1 {
		t.Errorf("%d rows, then %v", n-1, err)
	}
	if _, again := rd.Read(); again != err {
		t.Errorf("after an error the reader says %v", again)
	}
	wide := file(feeRow("LINE_ITEM_DESCRIPTION", strings.Repeat("x", valueMax)))
	head, body, _ := strings.Cut(wide, "2024")
	rd = NewReader(&repeatReader{head: []byte(head), body: []byte("2024" + body), times: 4096}, ASCII)
	for n, err = 0, nil; err == nil; n++ {
		_, err = rd.Read()
	}
	if fault.Code(err) != "ledes.too_large" || n < 2000 || n > 2100 {
		t.Errorf("%d rows of 32 KB, then %v", n-1, err)
	}
}

func TestReaderPassesTheErrorOfItsSource(t *testing.T) {
	broken := errors.New("the cable is out")
	_, err := ReadInvoices(io.MultiReader(strings.NewReader(file(feeRow())), iotest.ErrReader(broken)), ASCII)
	if !errors.Is(err, broken) || fault.Of(err) != fault.Internal {
		t.Errorf("got %v", err)
	}
}
