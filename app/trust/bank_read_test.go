package trust_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/trust"
)

var today = day("2026-07-03")

// The two forms of OFX: SGML whose leaves are never closed, and XML.
const ofx1 = "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nCHARSET:1252\r\n\r\n<OFX>\r\n<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260702120000<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>\r\n" +
	"<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STMTRS><CURDEF>USD\r\n<BANKACCTFROM><BANKID>123<ACCTID>00-0011-4471<ACCTTYPE>CHECKING</BANKACCTFROM>\r\n<BANKTRANLIST><DTSTART>20260601<DTEND>20260630\r\n" +
	"<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260604120000[-5:EST]<TRNAMT>7500.00<FITID>2026-1<NAME>Castellan &amp; Caf\xe9<MEMO>DEPOSIT 612</STMTTRN>\r\n" +
	"<STMTTRN><TRNTYPE>CHECK<DTPOSTED>20260610<TRNAMT>-435.00<FITID>2026-2<CHECKNUM>1089\r\n<STMTTRN><TRNTYPE>FEE<DTPOSTED>20260612<TRNAMT>-18.00<FITID>2026-3<NAME>SERVICE CHARGE\r\n" +
	"</BANKTRANLIST><LEDGERBAL><BALAMT>27407.75<DTASOF>20260630</LEDGERBAL><AVAILBAL><BALAMT>1.00<DTASOF>20260630</AVAILBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"

const ofx2 = `<?xml version="1.0" encoding="UTF-8"?><?OFX OFXHEADER="200" VERSION="220"?>
<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD</CURDEF><BANKACCTFROM><ACCTID>4471</ACCTID></BANKACCTFROM>
<BANKTRANLIST><STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20260604</DTPOSTED><TRNAMT>7500.00</TRNAMT><FITID>a&lt;1</FITID><PAYEE><NAME>Castellan</NAME></PAYEE></STMTTRN>
<STMTTRN><DTPOSTED>20260603</DTPOSTED><TRNAMT>-1,25</TRNAMT><FITID>b</FITID><REFNUM>77</REFNUM></STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`

func TestOFX(t *testing.T) {
	st, err := trust.ReadBankOFX([]byte(ofx1), money.USD, today)
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, l := range st.Lines {
		got += fmt.Sprintf("%s %d %s %q %s; ", l.On, l.Amount, l.Reference, l.Description, l.BankID)
	}
	if want := `2026-06-04 750000  "Castellan & Café DEPOSIT 612" 2026-1; 2026-06-10 -43500 1089 "" 2026-2; 2026-06-12 -1800  "SERVICE CHARGE" 2026-3; `; got != want {
		t.Errorf("%s", got)
	}
	if !st.HasClosing || st.Closing != 2740775 || st.From != day("2026-06-01") || st.To != day("2026-06-30") || st.Last4 != "4471" || st.Format != "ofx" {
		t.Errorf("%+v", st)
	}
	st, err = trust.ReadBankOFX([]byte(ofx2), money.USD, today)
	if err != nil || len(st.Lines) != 2 || st.Lines[0].On != day("2026-06-03") || st.Lines[0].Amount != -125 || st.Lines[0].Reference != "77" || st.Lines[1].BankID != "a<1" || st.Lines[1].Description != "Castellan" || st.HasClosing {
		t.Errorf("%+v %v", st, err)
	}
}

// Every way a bank has of writing money that left the account.
func TestSignsOfBanks(t *testing.T) {
	for _, form := range []string{"-435.00", "435.00-", "(435.00)", "( 435.00 )", "-$435.00", "$-435.00", "($435.00)", "-435"} {
		st, err := trust.ReadBankOFX([]byte(strings.Replace(ofx1, "-435.00", form, 1)), money.USD, today)
		if err != nil || st.Lines[1].Amount != -43500 {
			t.Errorf("%s is read as %+v, %v", form, st.Lines, err)
		}
	}
}

func TestBadOFX(t *testing.T) {
	for name, c := range map[string]struct {
		from, to string // replaced in ofx1
		code     string
		line     int
	}{
		"another currency":   {"USD\r\n<BANK", "EUR\r\n<BANK", "bank.currency", 8},
		"no amount":          {"<TRNAMT>-435.00", "", "amount.required", 12},
		"an amount of words": {"-435.00", "much", "amount.format", 12},
		"two signs":          {"-435.00", "(-435.00)", "amount.format", 12},
		"signs on both ends": {"-435.00", "-435.00-", "amount.format", 12},
		"no day":             {"<DTPOSTED>20260610", "", "date.required", 12},
		"a day of nowhere":   {"<DTPOSTED>20260610", "<DTPOSTED>20261399", "date.format", 12},
		"a day to come":      {"<DTPOSTED>20260610", "<DTPOSTED>20360610", "date.ahead", 12},
		"no number":          {"<FITID>2026-2", "", "bank.fitid", 12},
		"a number twice":     {"<FITID>2026-2", "<FITID>2026-1", "bank.doubled", 12},
		"two accounts":       {"</STMTRS>", "</STMTRS><STMTRS><CURDEF>USD</STMTRS>", "bank.accounts", 14},
		"no account":         {"STMTRS", "X", "bank.ofx", 1},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := trust.ReadBankOFX([]byte(strings.Replace(strings.ReplaceAll(ofx1, "STMTRS", map[bool]string{true: "X", false: "STMTRS"}[c.from == "STMTRS"]), c.from, c.to, 1)), money.USD, today)
			var e *fault.Error
			if !errors.As(err, &e) || len(e.Faults) == 0 || e.Faults[0].Code != c.code || e.Faults[0].Line != c.line {
				t.Errorf("%v %+v, want %s at line %d", err, e, c.code, c.line)
			}
		})
	}
}

// Banks date the balance of a file by the moment of the download. The file tells
// of no day after its last, and that balance is not the one of its last day: else
// the next month could never be imported, and a proof would begin with a wrong
// balance.
func TestTheDayOfABalanceIsNotTheEndOfTheFile(t *testing.T) {
	for name, c := range map[string]struct {
		asOf    string
		closing bool
	}{
		"weeks later":                 {"20260702", false},
		"the last day":                {"20260630", true},
		"after the last movement":     {"20260615", true},
		"before the last movement":    {"20260611", false},
		"a day that is still to come": {"20360101", false},
	} {
		file := strings.Replace(ofx1, "<BALAMT>27407.75<DTASOF>20260630", "<BALAMT>27407.75<DTASOF>"+c.asOf, 1)
		st, err := trust.ReadBankOFX([]byte(file), money.USD, today)
		if err != nil || st.From != day("2026-06-01") || st.To != day("2026-06-30") || st.HasClosing != c.closing {
			t.Errorf("%s: %s to %s, closing %v: %v", name, st.From, st.To, st.HasClosing, err)
		}
	}
	// July, imported after June was downloaded on the 15th of July.
	late := day("2026-08-02")
	june, err := trust.ReadBankOFX([]byte(strings.Replace(ofx1, "<DTASOF>20260630</LEDGERBAL>", "<DTASOF>20260715</LEDGERBAL>", 1)), money.USD, late)
	if err != nil {
		t.Fatal(err)
	}
	july := strings.NewReplacer("20260604", "20260704", "20260610", "20260710", "20260612", "20260712", "20260630", "20260731", "20260601", "20260701", "2026-1", "2026-7", "2026-2", "2026-8", "2026-3", "2026-9").Replace(ofx1)
	next, err := trust.ReadBankOFX([]byte(july), money.USD, late)
	if err != nil {
		t.Fatal(err)
	}
	files := []trust.BankFile{{From: june.From, To: june.To, HasClosing: june.HasClosing, Closing: june.Closing}}
	if fresh, err := trust.FreshLines(next, files, june.Lines, 0, money.USD); err != nil || len(fresh) != 3 {
		t.Errorf("%d of July are new: %v", len(fresh), err)
	}
	// A file that says of no day what it is of.
	if _, err := trust.ReadBankOFX([]byte("<OFX><STMTRS><CURDEF>USD<LEDGERBAL><BALAMT>1.00</LEDGERBAL></STMTRS></OFX>"), money.USD, today); fault.Code(err) != "bank.empty" {
		t.Errorf("a balance of no day: %v", err)
	}
}

// How banks write amounts and days.
func TestTheFormsOfBanks(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		want string
	}{
		"debit and credit":          {"Posting Date,Details,Withdrawals,Deposits,Running Bal.\n06/13/2026,Check,435.00,,100.00\n06/14/2026,Deposit,,7500.00,7600.00\n", "2026-06-13 -43500; 2026-06-14 750000; "},
		"newest first":              {"date,amount,balance\n2026-06-14,2.00,3.00\n2026-06-13,1.00,1.00\n", "2026-06-13 100; 2026-06-14 200; "},
		"one day, newest first":     {"date,amount,balance\n2026-06-14,2.00,3.00\n2026-06-14,1.00,1.00\n", "2026-06-14 100; 2026-06-14 200; "},
		"brackets and signs":        {"date,amount\n2026-06-13,(435.00)\n2026-06-13,$7500.00\n2026-06-14,1.00-\n2026-06-15,-$2.00\n2026-06-16,+3.00\n", "2026-06-13 -43500; 2026-06-13 750000; 2026-06-14 -100; 2026-06-15 -200; 2026-06-16 300; "},
		"months by words of nobody": {"Transaction Date,Amount\n13.06.2026,1.00\n14.06.2026,2.00\n", "2026-06-13 100; 2026-06-14 200; "},
		"a blank line between":      {"date,amount\n2026-06-13,1.00\n,\n2026-06-14,2.00\n", "2026-06-13 100; 2026-06-14 200; "},
		"groups":                    {"date,amount\n2026-06-13,\"85,000.00\"\n", "2026-06-13 8500000; "},
	} {
		t.Run(name, func(t *testing.T) {
			st, err := trust.ReadBankCSV([]byte(c.file), trust.BankMapping{}, money.USD, today)
			got := ""
			for _, l := range st.Lines {
				got += fmt.Sprintf("%s %d; ", l.On, l.Amount)
			}
			if err != nil || got != c.want {
				t.Errorf("%s %v", got, err)
			}
		})
	}
}

// Whatever stands in a file: an answer or a refusal, and what is taken is whole.
func FuzzReadBank(f *testing.F) {
	for _, s := range []string{ofx1, ofx2, "date,amount\n2026-06-13,1.00\n", "a;b\n\"", "date,amount,balance\n2026-06-14,2.00,3.00\n2026-06-13,1.00,1.00\n", "<OFX><STMTRS><STMTTRN><", "\xff\xfe", "date,amount\n,\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		read := trust.ReadBankOFX
		if !trust.LooksLikeOFX(data) {
			read = func(b []byte, cur money.Currency, _ cal.Date) (trust.BankStatement, error) {
				return trust.ReadBankCSV(b, trust.BankMapping{}, cur, today)
			}
		}
		st, err := read(data, money.USD, today)
		if err != nil {
			if fault.Of(err) == fault.Internal {
				t.Fatalf("a fault of the program: %v", err)
			}
			return
		}
		for _, l := range st.Lines {
			if l.Amount == 0 || l.On.IsZero() || l.On < st.From || l.On > st.To || l.No < 1 {
				t.Fatalf("%+v of %+v", l, st)
			}
		}
	})
}
