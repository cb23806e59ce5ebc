package app

import (
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"

	"matterbook/app/fault"
)

var csvColumns = []ImportColumn{{Name: "code", Required: true}, {Name: "name"}, {Name: "note"}}

// Whatever the bytes, the reader answers with rows of the header's width or
// with an error a person can act on; what it accepts, written again, reads the same.
func FuzzReadCSV(f *testing.F) {
	for _, s := range []string{
		"code,name\n1,a\n", "\xef\xbb\xbfname;code\r\n\"a;b\";1\r\n", "code\n\"a\"\"b\nc\"\n", "code,code\n", "\xff\xfe", "code\n\x00\n", "code\r1\r2\r",
		"code,note\n1,\"open\n", "code,name\n1\n1,2,3\n,\n", "", "\n\n", "import_error,code\nx,1\n",
	} {
		f.Add([]byte(s), false)
		f.Add([]byte(s), true)
	}
	f.Fuzz(func(t *testing.T, data []byte, semicolon bool) {
		comma := ','
		if semicolon {
			comma = ';'
		}
		sheet, err := readCSV(data, comma, csvColumns)
		if err != nil {
			var e *fault.Error
			if !errors.As(err, &e) || e.Sort != fault.Invalid || e.Message == "" || len(e.Faults) == 0 {
				t.Fatalf("%v", err)
			}
			return
		}
		var text strings.Builder
		w := csv.NewWriter(&text)
		w.Comma = comma
		if err := w.Write(sheet.header); err != nil {
			t.Fatal(err)
		}
		for _, r := range sheet.rows {
			if len(r.fields) != len(sheet.header) || r.line < 2 {
				t.Fatalf("%+v", r)
			}
			if err := w.Write(r.fields); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
		again, err := readCSV([]byte(text.String()), comma, csvColumns)
		if err != nil || len(again.rows) != len(sheet.rows) || len(again.bad) != 0 {
			t.Fatalf("%v\n%q", err, text.String())
		}
		for i := range again.rows {
			if !slices.Equal(again.rows[i].fields, sheet.rows[i].fields) {
				t.Fatalf("%q, then %q", sheet.rows[i].fields, again.rows[i].fields)
			}
		}
	})
}

func TestReadCSVCountsLinesAsEditorsDo(t *testing.T) {
	sheet, err := readCSV([]byte("code,note\r\n1,\"two\r\nlines\"\r\n\r\n , \r\n2,x\r\n"), ',', csvColumns)
	if err != nil || len(sheet.rows) != 2 || sheet.rows[0].line != 2 || sheet.rows[1].line != 6 || sheet.rows[0].get("note") != "two\nlines" {
		t.Errorf("%+v %v", sheet, err)
	}
}
