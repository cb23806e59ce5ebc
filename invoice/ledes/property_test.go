package ledes

import (
	"bytes"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
)

// hostile texts: what breaks a flat file, a character set or a reader.
var hostile = rapid.OneOf(
	rapid.String(),
	rapid.StringMatching(`[A-Za-z ,.;']{1,60}`),
	rapid.SampledFrom([]string{"", " ", "|", "[]", "]", "[", "a|b|c", "x[]\r\n20240101|", "line\nbreak\r\n", "\x00\x01\x1b[31m", "\u202eright to left",
		"NULL", "=1+1", "“§ 5” — €7…", "e\u0301a\u0300", "🙂👩‍⚖️", "\xff\xfe\x80", strings.Repeat("long text ", 3000), "LEDES1998B[]", "\u2028\u2029\u0085", "｜［］"}),
)

var identifier = rapid.StringMatching(`[A-Z0-9][A-Z0-9-]{0,18}[A-Z0-9]`)

// anyInvoice draws a bill whose totals agree, with every sort of line.
func anyInvoice(t *rapid.T, number string) bill.Invoice {
	day := func(label string) cal.Date {
		return cal.MustParse("2026-01-01").AddDays(rapid.IntRange(0, 364).Draw(t, label))
	}
	inv := bill.Invoice{Number: number, Status: bill.Sent, Currency: rapid.SampledFrom([]money.Currency{"USD", "EUR", "JPY", "KWD"}).Draw(t, "currency")}
	inv.PeriodFrom, inv.PeriodTo, inv.Date = day("from"), day("to"), day("date")
	if inv.PeriodFrom > inv.PeriodTo {
		inv.PeriodFrom, inv.PeriodTo = inv.PeriodTo, inv.PeriodFrom
	}
	inv.Paper.Firm.LEDESFirmID = "12-3456789"
	inv.Paper.Client.Code = identifier.Draw(t, "client")
	inv.Paper.Matter.Code = identifier.Draw(t, "matter")
	inv.Paper.Matter.ClientMatterID = identifier.Draw(t, "client matter")
	inv.Paper.Description = hostile.Draw(t, "description")
	inv.Paper.DiscountText = hostile.Draw(t, "discount text")
	for i := range rapid.IntRange(1, 12).Draw(t, "lines") {
		l := bill.Line{No: i + 1, Date: day("day"), Text: hostile.Draw(t, "text")}
		l.Units = money.Quantity(rapid.Int64Range(-5_0000, 500_0000).Draw(t, "units"))
		l.Rate = money.Rate(rapid.Int64Range(0, 2000_0000).Draw(t, "rate"))
		l.Value, _ = l.Rate.Times(l.Units, inv.Currency)
		l.Amount = l.Value
		l.Kind = rapid.SampledFrom([]bill.LineKind{bill.Fee, bill.Fee, bill.Hard, bill.Soft}).Draw(t, "kind")
		switch rapid.IntRange(0, 5).Draw(t, "fate") {
		case 0:
			l.Amount, l.NoCharge = 0, true
		case 1:
			l.Amount = money.Amount(rapid.Int64Range(-100_000, 10_000_000).Draw(t, "amount"))
		case 2:
			if l.Kind == bill.Hard {
				l.Amount, l.TrustPaid = 0, "paid from trust 06-05"
			}
		}
		if l.Kind == bill.Fee {
			if rapid.IntRange(0, 9).Draw(t, "flat") > 0 {
				l.EntryID = int64(i + 1)
				l.TimekeeperCode = identifier.Draw(t, "timekeeper")
			}
			l.LEDESName = hostile.Draw(t, "name")
			l.Class = rapid.SampledFrom([]string{"PARTNR", "ASSOC", "", "PT"}).Draw(t, "class")
			l.Task, l.Activity = rapid.SampledFrom([]string{"L210", "", "OWN1"}).Draw(t, "task"), "A103"
			inv.Totals.Fees += l.Amount
		} else {
			l.Expense = rapid.SampledFrom([]string{"E101", "E112", ""}).Draw(t, "expense")
			if l.Kind == bill.Hard {
				inv.Totals.Hard += l.Amount
			} else {
				inv.Totals.Soft += l.Amount
			}
		}
		inv.Lines = append(inv.Lines, l)
	}
	inv.Totals.Discount = money.Amount(rapid.SampledFrom([]int64{0, 0, 5000, 123456}).Draw(t, "discount"))
	inv.Totals.Tax = money.Amount(rapid.SampledFrom([]int64{0, 0, 1999}).Draw(t, "tax"))
	inv.Totals.Total = inv.Totals.Fees - inv.Totals.Discount + inv.Totals.Hard + inv.Totals.Soft + inv.Totals.Tax
	return inv
}

// exact is minor units as an exact number.
func exact(a money.Amount, cur money.Currency) *big.Rat {
	den := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(cur.Digits())), nil)
	return new(big.Rat).SetFrac(big.NewInt(int64(a)), den)
}

func ratOf(v Fixed4) *big.Rat { return big.NewRat(int64(v), scale4) }

// Any bill that is written is read back with the same money, line by line,
// and gives a receiver no reason to refuse it.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var invoices []bill.Invoice
		for i := range rapid.IntRange(1, 3).Draw(t, "invoices") {
			invoices = append(invoices, anyInvoice(t, fmt.Sprintf("2026-%04d", i+1)))
			invoices[i].Currency = invoices[0].Currency
			for j := range invoices[i].Lines { // the value follows the currency
				l := &invoices[i].Lines[j]
				l.Value, _ = l.Rate.Times(l.Units, invoices[i].Currency)
			}
		}
		opts := Options{
			Charset:  rapid.SampledFrom([]Charset{ASCII, Windows1252}).Draw(t, "charset"),
			EOL:      rapid.SampledFrom([]EOL{CRLF, LF}).Draw(t, "eol"),
			Rounding: rapid.SampledFrom([]Rounding{Tolerant, Exact}).Draw(t, "rounding"),
			FlatFee:  rapid.SampledFrom([]FlatFee{FlatAsAdjustment, FlatAsFee}).Draw(t, "flat fee"),
			CutText:  rapid.SampledFrom([]int{15000, 200, 20}).Draw(t, "cut"),
			DropZero: rapid.Bool().Draw(t, "drop zero"), ShowTrustPaid: rapid.Bool().Draw(t, "show trust"),
			ExpenseCode: "E124", TaxCode: "E124", Currency: invoices[0].Currency,
		}
		var out bytes.Buffer
		report, err := Write(&out, opts, invoices...)
		if err != nil {
			if hasFault(err, "ledes.no_rows") {
				return // every line was left out, as asked
			}
			t.Fatalf("%v", err)
		}
		got, err := ReadInvoices(bytes.NewReader(out.Bytes()), opts.Charset)
		if err != nil || len(got) != len(invoices) {
			t.Fatalf("%d invoices read, %v", len(got), err)
		}
		for i, inv := range invoices {
			sameMoney(t, inv, got[i])
		}
		r, err := Check(bytes.NewReader(out.Bytes()), CheckOptions{Charset: opts.Charset})
		if err != nil || !r.OK || r.Rows != report.Rows || r.Invoices != len(invoices) {
			t.Fatalf("%v %+v", err, r)
		}
		eol, ascii := opts.EOL.bytes(), opts.Charset == ASCII
		if n := bytes.Count(out.Bytes(), []byte(eol)); n != report.Rows+2 || !bytes.HasSuffix(out.Bytes(), []byte(eol)) {
			t.Fatalf("%d line ends for %d rows", n, report.Rows)
		}
		for _, b := range bytes.ReplaceAll(out.Bytes(), []byte(eol), nil) {
			if b < 0x20 || b == 0x7f || ascii && b > 0x7e {
				t.Fatalf("byte %#x in the file", b)
			}
		}
	})
}

// sameMoney compares a read invoice with the bill by exact arithmetic that is
// not the writer's.
func sameMoney(t *rapid.T, inv bill.Invoice, got FileInvoice) {
	if got.Number != inv.Number || ratOf(got.Total).Cmp(exact(inv.Totals.Total, inv.Currency)) != 0 {
		t.Fatalf("%s %s read as %s %s", inv.Number, inv.Totals.Total.Plain(inv.Currency), got.Number, got.Total)
	}
	byNo := map[string]bill.Line{}
	for _, l := range inv.Lines {
		byNo[fmt.Sprint(l.No)] = l
	}
	sum := new(big.Rat)
	for _, g := range got.Lines {
		sum.Add(sum, ratOf(g.Total))
		want := new(big.Rat).Mul(ratOf(g.Units), ratOf(g.UnitCost))
		want.Add(want, ratOf(g.Adjustment))
		if off := want.Sub(want, ratOf(g.Total)); off.Abs(off).Cmp(big.NewRat(5, 1000)) > 0 {
			t.Fatalf("line %s: %s x %s + %s is not %s", g.Number, g.Units, g.UnitCost, g.Adjustment, g.Total)
		}
		l, ok := byNo[g.Number]
		if !ok {
			continue // the discount or tax of the whole invoice
		}
		if ratOf(g.Total).Cmp(exact(l.Amount, inv.Currency)) != 0 || g.Date != l.Date {
			t.Fatalf("line %s: %s on %s read as %s on %s", g.Number, l.Amount.Plain(inv.Currency), l.Date, g.Total, g.Date)
		}
		if g.Units < 0 || g.UnitCost < 0 {
			t.Fatalf("line %s: negative units or price", g.Number)
		}
	}
	if sum.Cmp(exact(inv.Totals.Total, inv.Currency)) != 0 {
		t.Fatalf("the lines add up to %s", sum.FloatString(4))
	}
}

// Plain words survive in their order, whatever stands between them.
func TestLettersSurvive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := hostile.Draw(t, "text")
		got := fit(s, ASCII).bytes
		if !isSubsequence(letters(s), got) {
			t.Fatalf("%q becomes %q", s, got)
		}
		if again := fit(got, ASCII); again.bytes != got || len(again.changes) != 0 {
			t.Fatalf("%q is not at rest: it becomes %q", got, again.bytes)
		}
	})
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

func isSubsequence(of, in string) bool {
	i := 0
	for j := 0; i < len(of) && j < len(in); j++ {
		if of[i] == in[j] {
			i++
		}
	}
	return i == len(of)
}

func TestArithmeticAgreesWithBigNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		any4 := rapid.Int64Range(-999_999_999_999_999_999, 999_999_999_999_999_999)
		u, c, a, total := any4.Draw(t, "units"), any4.Draw(t, "cost"), any4.Draw(t, "adjustment"), any4.Draw(t, "total")
		want := new(big.Int).Mul(big.NewInt(u), big.NewInt(c))
		want.Add(want, new(big.Int).Mul(big.NewInt(a), big.NewInt(scale4)))
		want.Sub(want, new(big.Int).Mul(big.NewInt(total), big.NewInt(scale4)))
		d := lineDifference(Fixed4(u), Fixed4(c), Fixed4(a), Fixed4(total))
		got := new(big.Int).Lsh(big.NewInt(d.hi), 64)
		got.Add(got, new(big.Int).SetUint64(d.lo))
		if got.Cmp(want) != 0 {
			t.Fatalf("%d x %d + %d - %d is %s, want %s", u, c, a, total, got, want)
		}
		limit := rapid.Int64Range(0, 1<<62).Draw(t, "limit")
		if d.within(limit) != (new(big.Int).Abs(want).Cmp(big.NewInt(limit)) <= 0) {
			t.Fatalf("%s within %d", want, limit)
		}
		if v, ok := lineTotal(Fixed4(u), Fixed4(c), 0); ok { // half away from zero, to four decimals
			p := new(big.Int).Mul(big.NewInt(u), big.NewInt(c))
			half := big.NewInt(scale4 / 2)
			if p.Sign() < 0 {
				half.Neg(half)
			}
			if p.Add(p, half).Quo(p, big.NewInt(scale4)); p.Cmp(big.NewInt(int64(v))) != 0 {
				t.Fatalf("%d x %d is %d, want %s", u, c, v, p)
			}
		}
	})
}

func TestNumbersAndDaysAgreeWithTheOtherParsers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := Fixed4(rapid.Int64Range(-999_999_999_999_999_999, 999_999_999_999_999_999).Draw(t, "value"))
		for _, s := range []string{v.String(), v.Money(2), v.Money(4)} {
			if got, _, state := parseFixed4([]byte(s)); state != numberOK || got != v {
				t.Fatalf("%d written %s read %d", v, s, got)
			}
		}
		s := rapid.StringMatching(`[+-]?[0-9]{0,16}\.?[0-9]{0,5}[ ,e]?`).Draw(t, "text")
		got, _, state := parseFixed4([]byte(s))
		want, ok := new(big.Rat).SetString(strings.TrimSuffix(s, "."))
		if state == numberOK && (!ok || ratOf(got).Cmp(want) != 0) {
			t.Fatalf("%q read as %s", s, got)
		}
		d := rapid.StringMatching(`(19|20|21)[0-9]{2}[01][0-9][0-3][0-9]`).Draw(t, "day")
		_, err := cal.ParseCompact(d)
		if _, real := parseDay([]byte(d)); real != (err == nil) {
			t.Fatalf("%s is a day: %v, %v", d, real, err)
		}
	})
}

// FuzzCheck: any bytes get an answer, and what the strict reader takes has
// none of the faults of layout and money.
func FuzzCheck(f *testing.F) {
	f.Add([]byte(file(feeRow(), costRow("LINE_ITEM_NUMBER", "2"), adjRow("LINE_ITEM_NUMBER", "3"))))
	f.Add([]byte(strings.ReplaceAll(file(feeRow()), "\n", "\r")))
	f.Add([]byte("LEDES1998B[]\r\n||||[]\r\n[][]\r\n"))
	f.Add([]byte("\xff\xfe\x00"))
	f.Add([]byte(file(feeRow("LINE_ITEM_NUMBER_OF_UNITS", "99999999999999", "LINE_ITEM_UNIT_COST", "-99999999999999.9999"))))
	f.Add([]byte(file("|||||||||||||||||||||||[]")))
	f.Add([]byte(strings.Repeat("|", 5000)))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Check(bytes.NewReader(data), CheckOptions{MaxFindings: 1000})
		if err != nil {
			t.Fatal(err)
		}
		for _, fd := range r.Findings {
			if fd.Line < 1 || fd.Message == "" || fd.ID == "" {
				t.Fatalf("finding %+v", fd)
			}
		}
		_, err = ReadInvoices(bytes.NewReader(data), ASCII)
		if err != nil {
			if fault.Of(err) != fault.Invalid {
				t.Fatalf("a bad file is a fault of the input: %v", err)
			}
			return
		}
		for _, fd := range r.Findings {
			if fd.Level == Error && strings.Contains("B01 B02 B03 B04 B05 B06 B08 B10 B11 B32", fd.ID) {
				t.Fatalf("the reader takes what the checker refuses: %+v", fd)
			}
		}
	})
}
