package trust

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"

	"golang.org/x/text/encoding/charmap"
)

// LooksLikeOFX says whether a file is OFX (or QFX, QBO, which are the same with
// a word of the vendor in it), whatever its name.
func LooksLikeOFX(data []byte) bool {
	head := bytes.ToUpper(data[:min(len(data), 4096)])
	return bytes.Contains(head, []byte("OFXHEADER")) || bytes.Contains(head, []byte("<OFX>"))
}

// ofxToken is an opening or closing tag with the text after it.
type ofxToken struct {
	tag   string // upper case, without the slash
	close bool
	text  string
	line  int
}

// ofxTokens takes OFX apart: version 1 is SGML whose leaves are never closed,
// version 2 is XML; both are tags with text after them. What is between the
// last header line and the first tag does not matter.
func ofxTokens(data []byte) []ofxToken {
	if !utf8.Valid(data) {
		if decoded, err := charmap.Windows1252.NewDecoder().Bytes(data); err == nil {
			data = decoded
		}
	}
	text := string(data)
	var tokens []ofxToken
	line, at := 1, 0
	for {
		open := strings.IndexByte(text[at:], '<')
		if open < 0 {
			return tokens
		}
		line += strings.Count(text[at:at+open], "\n")
		at += open + 1
		end := strings.IndexByte(text[at:], '>')
		if end < 0 {
			return tokens
		}
		tag := strings.TrimSpace(text[at : at+end])
		t := ofxToken{line: line}
		line += strings.Count(text[at:at+end], "\n")
		at += end + 1
		next := strings.IndexByte(text[at:], '<')
		if next < 0 {
			next = len(text) - at
		}
		t.text = strings.TrimSpace(unescape(text[at : at+next]))
		if tag == "" || tag[0] == '?' || tag[0] == '!' {
			continue
		}
		if tag[0] == '/' {
			t.close, tag = true, tag[1:]
		}
		empty := strings.HasSuffix(tag, "/")
		name, _, _ := strings.Cut(strings.TrimSuffix(tag, "/"), " ")
		if t.tag = strings.ToUpper(name); !empty {
			tokens = append(tokens, t)
		}
	}
}

var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'", "&nbsp;", " ", "&amp;", "&")

func unescape(s string) string { return entities.Replace(s) }

// ReadBankOFX reads a statement in OFX 1 or 2 (Open Financial Exchange 2.3,
// section 11). All that is wrong is told at once, each with its line.
func ReadBankOFX(data []byte, cur money.Currency, today cal.Date) (BankStatement, error) {
	r := ofxReader{cur: cur, today: today}
	for _, t := range ofxTokens(data) {
		r.take(t)
	}
	switch {
	case r.statements == 0:
		return BankStatement{}, bankFault("bank.ofx", 1, "The file holds no statement of a bank account.").Advise("Export the statement of the account as OFX, QFX or QBO.")
	case r.statements > 1:
		return BankStatement{}, bankFault("bank.accounts", r.second, "The file holds the statements of several accounts.").Advise("Export the statement of this account alone.")
	case r.open:
		r.check.AddLine(r.current.No, "", "bank.cut", "The file ends inside this movement.")
	case len(r.st.Lines) == 0 && !r.st.HasClosing:
		return BankStatement{}, bankFault("bank.empty", 1, "The statement has no movement and no balance.").Advise("Export the days of the statement again.")
	}
	if r.check.OK() {
		r.st.Format = "ofx"
		from, to, closing, has := r.st.From, r.end(), r.st.Closing, r.st.HasClosing
		r.st.finish(&r.check, cur)
		r.st.HasClosing, r.st.Closing = false, 0
		if to > today.AddDays(1) {
			to = 0
		}
		// The balance is that of the last day when nothing moved after it.
		if has && (r.asOf == 0 || r.asOf >= r.st.To && r.asOf <= max(to, r.st.To)) {
			r.st.HasClosing, r.st.Closing = true, closing
		}
		if from != 0 && (r.st.From == 0 || from < r.st.From) {
			r.st.From = from
		}
		if to > r.st.To {
			r.st.To = to
		}
		if r.st.From == 0 {
			r.st.From = r.st.To
		}
		if r.st.To == 0 || r.st.From > r.st.To {
			return BankStatement{}, bankFault("bank.empty", 1, "The statement does not say of which days it is.").Advise("Export the days of the statement again.")
		}
	}
	return r.st, lineFaults(r.check.Faults())
}

type ofxReader struct {
	cur        money.Currency
	today      cal.Date
	check      fault.Check
	st         BankStatement
	statements int
	second     int
	open       bool // inside a movement
	current    BankLine
	hasOn      bool
	hasAmount  bool
	within     string   // the part whose leaves are read
	asOf       cal.Date // of the balance, zero when it does not say
}

// end is the last day the file tells of. Banks date the balance by the moment of
// the download, often weeks after the days that were asked for: what lies
// between is in another file, and the balance is not that of this one's end.
func (r *ofxReader) end() cal.Date {
	if r.st.To != 0 {
		return r.st.To
	}
	return r.asOf
}

func (r *ofxReader) take(t ofxToken) {
	switch t.tag {
	case "STMTRS", "CCSTMTRS", "INVSTMTRS":
		if !t.close {
			if r.statements++; r.statements == 2 {
				r.second = t.line
			}
		}
	case "STMTTRN":
		if t.close {
			r.finishLine()
			return
		}
		if r.open { // version 1 may leave the end out
			r.finishLine()
		}
		r.open, r.hasOn, r.hasAmount = true, false, false
		r.current = BankLine{No: t.line}
	case "BANKTRANLIST":
		if t.close && r.open {
			r.finishLine()
		}
	case "LEDGERBAL", "AVAILBAL", "BANKACCTFROM", "BANKACCTTO", "PAYEE":
		if r.within = t.tag; t.close {
			r.within = ""
		}
	}
	if t.close || t.text == "" || r.statements > 1 {
		return
	}
	r.leaf(t)
}

func (r *ofxReader) leaf(t ofxToken) {
	switch {
	case r.within == "LEDGERBAL" && t.tag == "BALAMT":
		a, err := parseBankAmount(t.text, r.cur, strings.Contains(t.text, ",") && !strings.Contains(t.text, "."))
		if err != nil {
			r.check.AddLine(t.line, "balance", "balance.format", "%q is no amount.", clipText(t.text, 40))
			return
		}
		r.st.HasClosing, r.st.Closing = true, a
	case r.within == "LEDGERBAL" && t.tag == "DTASOF":
		r.asOf = r.day(t)
	case r.within == "BANKACCTFROM" && t.tag == "ACCTID" && !r.open:
		digits := strings.Map(func(c rune) rune {
			if c >= '0' && c <= '9' {
				return c
			}
			return -1
		}, t.text)
		if len(digits) >= 4 {
			r.st.Last4 = digits[len(digits)-4:]
		}
	case t.tag == "CURDEF" || r.open && t.tag == "CURSYM":
		if !strings.EqualFold(t.text, string(r.cur)) {
			r.check.AddLine(t.line, "currency", "bank.currency", "The statement is in %s; the account is kept in %s.", clipText(strings.ToUpper(t.text), 10), r.cur)
		}
	case t.tag == "DTSTART" && !r.open:
		r.st.From = r.day(t)
	case t.tag == "DTEND" && !r.open:
		if on := r.day(t); on > r.st.To && on <= r.today.AddDays(1) {
			r.st.To = on
		}
	case r.open && r.within != "BANKACCTTO":
		r.field(t)
	}
}

func (r *ofxReader) field(t ofxToken) {
	l := &r.current
	switch t.tag {
	case "DTPOSTED":
		r.hasOn = true
		if l.On = r.day(t); l.On != 0 {
			absurdDay(&r.check, l.On, r.today, t.line)
		}
	case "TRNAMT":
		a, err := parseBankAmount(t.text, r.cur, strings.Contains(t.text, ",") && !strings.Contains(t.text, "."))
		if r.hasAmount = true; err != nil {
			r.check.AddLine(t.line, "amount", "amount.format", "%q is no amount.", clipText(t.text, 40))
		} else if a == 0 {
			r.check.AddLine(t.line, "amount", "amount.zero", "The movement moves nothing.")
		}
		l.Amount = a
	case "FITID":
		l.BankID = clipText(t.text, 255)
	case "CHECKNUM":
		l.Reference = clipText(t.text, 60)
	case "REFNUM":
		if l.Reference == "" {
			l.Reference = clipText(t.text, 60)
		}
	case "NAME", "MEMO":
		if text := clipText(t.text, 200); !strings.Contains(l.Description, text) {
			l.Description = strings.TrimSpace(l.Description + " " + text)
		}
	}
}

func (r *ofxReader) day(t ofxToken) cal.Date {
	if len(t.text) >= 8 {
		if on, err := cal.ParseCompact(t.text[:8]); err == nil {
			return on
		}
	}
	r.check.AddLine(t.line, "date", "date.format", "%q is no day.", clipText(t.text, 40))
	return 0
}

func (r *ofxReader) finishLine() {
	if !r.open {
		return
	}
	r.open = false
	l := r.current
	if !r.hasOn {
		r.check.AddLine(l.No, "date", "date.required", "The movement has no day (DTPOSTED).")
	}
	if !r.hasAmount {
		r.check.AddLine(l.No, "amount", "amount.required", "The movement has no amount (TRNAMT).")
	}
	if l.BankID == "" {
		r.check.AddLine(l.No, "", "bank.fitid", "The movement has no number of the bank (FITID), by which it is known again.")
	}
	r.st.Lines = append(r.st.Lines, l)
}
