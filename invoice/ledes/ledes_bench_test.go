package ledes

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"testing"

	"matterbook/app/benchtest"
)

// longFile makes a valid file of any length without holding it: invoices of a
// thousand rows each, with fees, discounts, expenses and a courtesy row.
type longFile struct {
	rows, per int
	at        int
	buf, rest []byte
	total     string
	lines     []string
}

func newLongFile(rows int) *longFile {
	f := &longFile{rows: rows, per: 1000}
	people := []string{"|KWM|%s|12-3456789|325.00|Mensah, Kofi|ASSOC|LIT-2024-09[]", "|RAO|%s|12-3456789|480.00|Ortiz, Ruth|PARTNR|LIT-2024-09[]"}
	texts := []string{"Draft reply to motion to dismiss, counts 2 and 3", "Appear at case management conference", "Index production set 2 for the deposition of the plant manager"}
	var sum int64
	for i := range f.per - 1 {
		day := 20240501 + i%31
		switch {
		case i%10 == 9:
			f.lines = append(f.lines, fmt.Sprintf("|E|148|0|17.76|%d||E101|||Copies of reply brief for service|12-3456789|0.12|||LIT-2024-09[]\r\n", day))
			sum += 1776
		case i%2 == 0:
			f.lines = append(f.lines, fmt.Sprintf("|F|1.3|0|422.50|%d|L210||A103"+people[0]+"\r\n", day, texts[i%3]))
			sum += 42250
		default:
			f.lines = append(f.lines, fmt.Sprintf("|F|2.4|-115.20|1036.80|%d|L230||A109"+people[1]+"\r\n", day, texts[i%3]))
			sum += 103680
		}
	}
	f.lines = append(f.lines, "|IF||-50.00|-50.00|20240531|||||Courtesy reduction of fees|12-3456789||||LIT-2024-09[]\r\n")
	sum -= 5000
	f.total = fmt.Sprintf("%d.%02d", sum/100, sum%100)
	f.rest = []byte(Format1998B.Marker + "\r\n" + Format1998B.Header() + "\r\n")
	return f
}

func (f *longFile) Read(p []byte) (int, error) {
	for len(f.rest) == 0 {
		if f.at >= f.rows {
			return 0, io.EOF
		}
		f.buf = f.buf[:0]
		for range min(100, f.rows-f.at) {
			n := f.at % f.per
			f.buf = fmt.Appendf(f.buf, "20240603|B%d|C0412|00731|%s|20240501|20240531|Services in May 2024|%d%s", f.at/f.per, f.total, n+1, f.lines[n])
			f.at++
		}
		f.rest = f.buf
	}
	n := copy(p, f.rest)
	f.rest = f.rest[n:]
	return n, nil
}

// repeatReader gives the same bytes again and again after a head.
type repeatReader struct {
	head, body []byte
	times      int
	rest       []byte
	begun      bool
}

func (r *repeatReader) Read(p []byte) (int, error) {
	for len(r.rest) == 0 {
		switch {
		case !r.begun:
			r.rest, r.begun = r.head, true
		case r.times > 0:
			r.rest = r.body
			r.times--
		default:
			return 0, io.EOF
		}
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// BenchmarkCheck measures lines a second and bytes allocated per line over a
// valid file of 200 invoices with 1,000 rows each.
func BenchmarkCheck(b *testing.B) {
	const rows = 200_000
	data, err := io.ReadAll(newLongFile(rows))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		r, err := Check(bytes.NewReader(data), CheckOptions{})
		if err != nil || !r.OK || r.Rows != rows {
			b.Fatal(err, r)
		}
	}
	benchtest.Rate(b, rows, "lines/s", 1_000_000)
}

// BenchmarkCheckMemory measures what a check of five million rows holds at its
// end: it must be what one of a few thousand holds.
func BenchmarkCheckMemory(b *testing.B) {
	for _, rows := range []int{5_000, 5_000_000} {
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			for b.Loop() {
				var before, after runtime.MemStats
				c := newChecker(newLongFile(rows), CheckOptions{})
				runtime.GC()
				runtime.ReadMemStats(&before)
				c.run()
				runtime.GC()
				runtime.ReadMemStats(&after)
				b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/1024, "KB-held")
				b.ReportMetric(4096, "target-KB-held")
				if r := c.result(); !r.OK || r.Rows != rows {
					b.Fatal(r)
				}
				runtime.KeepAlive(c)
			}
		})
	}
}

// BenchmarkWrite measures a bill of 1,000 lines, proof included.
func BenchmarkWrite(b *testing.B) {
	inv := workedInvoice()
	for len(inv.Lines) < 1000 {
		l := inv.Lines[0]
		l.No = len(inv.Lines) + 1
		inv.Lines = append(inv.Lines, l)
		inv.Totals.Fees += l.Amount
		inv.Totals.Total += l.Amount
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Write(io.Discard, Options{}, inv); err != nil {
			b.Fatal(err)
		}
	}
}
