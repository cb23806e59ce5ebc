package app_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/trust"
	"matterbook/store/sqlite"
)

// operatingAccount is how bills of the firm are paid; no letter about client
// money may say it.
const operatingAccount = "Pay into the operating account 7788."

// printed writes papers as plain text, so that a test can see what was kept.
type printed struct{ *sendable }

func (printed) ProofPDF(p trust.ProofPaper) ([]byte, error) {
	return fmt.Appendf(nil, "%s %s %s|%s|%s", p.Status, p.AsOf, p.PreparedBy, p.ReviewedBy, p.Superseded), nil
}
func (printed) RequestPDF(list ...trust.RequestPaper) ([]byte, error) {
	letters := fmt.Appendf(nil, "%d letters", len(list))
	if strings.Contains(fmt.Sprintf("%+v", list), operatingAccount) {
		letters = append(letters, " that name the firm's own account"...)
	}
	return letters, nil
}

// two opens the book of the worked month for two people: the administrator and
// Ruth Dunne, who keeps the trust desk too.
func two(t *testing.T) (admin, ruth *app.Desk) {
	t.Helper()
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "firm.matterbook")
	clock := &cal.Fixed{T: time.Date(2026, 7, 3, 12, 0, 0, 0, time.UTC)}
	s, err := sqlite.Create(ctx, path, sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if _, err := app.Init(ctx, s, clock, app.InitFirm{Name: "Marlow & Dunne PLLC"}); err != nil {
		t.Fatal(err)
	}
	book := app.Open(s, clock, printed{&sendable{}})
	if admin, err = book.SignIn(ctx, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := admin.AddUser(ctx, app.AddUser{Code: "rmd", Name: "R. M. Dunne", Role: string(firm.Trust)}); err != nil {
		t.Fatal(err)
	}
	if ruth, err = book.SignIn(ctx, "rmd"); err != nil {
		t.Fatal(err)
	}
	if _, err := admin.AddClient(ctx, app.AddClient{Code: "C1", Name: "Everybody", Email: "e@example.com"}); err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"ALVAREZ", "BRAMBLE", "CASTELLAN", "DEVI", "EKSTROM"} {
		if _, err := admin.AddMatter(ctx, app.AddMatter{Code: code, Client: "C1", Name: code}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := admin.AddTrustAccount(ctx, app.AddTrustAccount{Code: "IOLTA", Title: "Client Trust Account (IOLTA)", Kind: "pooled", Last4: "4471"}); err != nil {
		t.Fatal(err)
	}
	return admin, ruth
}

const mayFile = "date,amount,description,balance\n2026-05-01,4660.75,WIRE BRAMBLE,4660.75\n2026-05-01,3000.00,WIRE DEVI,7660.75\n" +
	"2026-05-01,12500.00,WIRE EKSTROM,20160.75\n2026-05-01,200.00,FROM OPERATING,20360.75\n"

const juneFile = "date,amount,reference,description,balance\n2026-06-04,7500.00,,DEPOSIT 612,27860.75\n2026-06-09,85000.00,,WIRE IN,112860.75\n" +
	"2026-06-10,-435.00,1089,CHECK,112425.75\n2026-06-12,-18.00,,SERVICE CHARGE,112407.75\n2026-06-15,-3275.00,,T-0031,109132.75\n" +
	"2026-06-22,-30180.00,,T-0032,78952.75\n2026-06-25,1500.00,,DEPOSIT 613,80452.75\n2026-06-25,-2180.40,,T-0033,78272.35\n2026-06-26,-40500.00,1091,CHECK,37772.35\n"

func bank(t *testing.T, d *app.Desk, text string) (app.ImportResult, error) {
	t.Helper()
	return d.Import(t.Context(), app.Import{Kind: "bank", Name: "bank.csv", Data: strings.NewReader(text), Account: "IOLTA"})
}

func mustBank(t *testing.T, d *app.Desk, text string) app.ImportResult {
	t.Helper()
	r, err := bank(t, d, text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The worked month by the bank's files: every figure of the report to the cent.
func TestTheWorkedMonthReconciledByTheBanksFiles(t *testing.T) {
	admin, ruth := two(t)
	ctx := t.Context()
	ids := postAll(t, admin, juneMonth)
	mustBank(t, admin, mayFile)
	mustBank(t, admin, juneFile)
	m, err := admin.MatchBank(ctx, app.MatchBank{Account: "IOLTA"})
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Made) != 13 || len(m.Lines) != 0 || len(m.Items) != 4 || len(m.Proposals) != 0 {
		t.Fatalf("%d matched, left %d lines, %d items, %d proposals", len(m.Made), len(m.Lines), len(m.Items), len(m.Proposals))
	}
	ask := app.AskReconcile{Account: "IOLTA", AsOf: cal.MustParse("2026-06-30"), From: cal.MustParse("2026-06-01")}
	r, err := admin.Reconcile(ctx, ask)
	if err != nil {
		t.Fatal(err)
	}
	if !r.FromFile || r.Statement != 3777235 || r.Adjusted != 2797735 || r.Journal != 2797735 || r.LedgersTotal != 2797735 || !r.Balanced() {
		t.Errorf("statement %d, adjusted %d, journal %d, ledgers %d", r.Statement, r.Adjusted, r.Journal, r.LedgersTotal)
	}
	if len(r.InTransit) != 1 || r.InTransit[0].Amount != 625000 || len(r.Outstanding) != 3 || r.Outstanding[0].Days != 33 || r.Outstanding[1].Days != 8 || r.Outstanding[2].Days != 4 {
		t.Errorf("in transit %+v, outstanding %+v", r.InTransit, r.Outstanding)
	}
	if r.JournalOpening != 1991075 || r.Receipts != 10025000 || r.ReceiptCount != 4 || r.Payments != 9218340 || r.PaymentCount != 8 {
		t.Errorf("journal %d + %d (%d) - %d (%d)", r.JournalOpening, r.Receipts, r.ReceiptCount, r.Payments, r.PaymentCount)
	}
	if !finds(r, "ledger.live_check") {
		t.Error("nobody was told that Alvarez is at zero while check 1090 is out")
	}

	signed, err := admin.CloseTrust(ctx, app.CloseTrust{AskReconcile: ask})
	if err != nil {
		t.Fatal(err)
	}
	if signed.Status != app.ReconBalanced || signed.Paper.Status != "BALANCED" || len(signed.Paper.Ledgers) != 6 || len(signed.Paper.Attachments) != 1 {
		t.Errorf("%+v", signed)
	}
	// Frozen: every way of changing June is refused, by name.
	_, err = post(ctx, admin, posting{"2026-06-30", "receipt", "DEVI", "1.00", "", "wire"})
	wantRefused(t, err, "trust.period_closed")
	_, err = admin.ClearTrust(ctx, app.ClearTrust{Entry: ids["1090"], On: cal.MustParse("2026-06-30")})
	wantRefused(t, err, "trust.period_closed")
	_, err = admin.UnmatchBank(ctx, app.UnmatchBank{Match: m.Made[7].ID})
	wantRefused(t, err, "trust.period_closed")
	_, err = admin.CloseTrust(ctx, app.CloseTrust{AskReconcile: ask})
	wantRefused(t, err, "reconcile.closed")
	// What came after changes nothing in the report: check 1092 is voided in July.
	if _, err := admin.VoidTrust(ctx, app.ReverseTrust{Entry: ids["1092"], Date: cal.MustParse("2026-07-03"), Reason: "lost"}); err != nil {
		t.Fatal(err)
	}
	_, err = admin.VoidTrust(ctx, app.ReverseTrust{Entry: ids["1091"], Date: cal.MustParse("2026-07-03"), Reason: "lost"})
	wantRefused(t, err, "trust.cleared")

	// Two people, each time.
	_, err = admin.ReviewReconciliation(ctx, app.ReviewReconciliation{ID: signed.ID})
	wantRefused(t, err, "reconciliation.two_people")
	reviewed, err := ruth.ReviewReconciliation(ctx, app.ReviewReconciliation{ID: signed.ID})
	if err != nil || reviewed.Paper.ReviewedBy != "R. M. Dunne" || reviewed.Paper.Hash != signed.Paper.Hash {
		t.Fatalf("%v %+v", err, reviewed.Paper)
	}
	_, err = ruth.ReviewReconciliation(ctx, app.ReviewReconciliation{ID: signed.ID})
	wantRefused(t, err, "reconciliation.reviewed")
	if _, err := ruth.ReopenReconciliation(ctx, app.ReopenReconciliation{ID: signed.ID}); fault.Code(err) != "reason.required" {
		t.Errorf("reopened without a reason: %v", err)
	}
	if asked, err := ruth.ReopenReconciliation(ctx, app.ReopenReconciliation{ID: signed.ID, Reason: "a deposit was left out"}); err != nil || !asked.Live() {
		t.Fatalf("asked: %v", err)
	}
	_, err = ruth.ReopenReconciliation(ctx, app.ReopenReconciliation{ID: signed.ID, Reason: "again"})
	wantRefused(t, err, "reconciliation.two_people")
	if open, err := admin.ReopenReconciliation(ctx, app.ReopenReconciliation{ID: signed.ID}); err != nil || open.Live() || !strings.Contains(open.Paper.Superseded, "a deposit was left out") {
		t.Fatalf("agreed: %v %+v", err, open.Paper)
	}
	if _, err := admin.UnmatchBank(ctx, app.UnmatchBank{Match: m.Made[7].ID}); err != nil {
		t.Errorf("the period is not open again: %v", err)
	}
	// Every paper is there, byte for byte.
	for kind, want := range map[string]string{"prepared": "BALANCED 2026-06-30 Administrator||", "reviewed": "BALANCED 2026-06-30 Administrator|R. M. Dunne|"} {
		p, err := admin.ReconciliationPaper(ctx, signed.ID, kind)
		if err != nil || string(p.Bytes) != want {
			t.Errorf("%s: %q %v", kind, p.Bytes, err)
		}
	}
	past, err := admin.Reconciliations(ctx, "IOLTA")
	if err != nil || len(past) != 1 || len(past[0].Papers) != 3 || past[0].Newest {
		t.Errorf("%+v %v", past, err)
	}
}

func finds(r app.Reconciled, code string) bool {
	for _, f := range r.Findings {
		if f.Code == code {
			return true
		}
	}
	return false
}

// The variations of the worked month.
func TestTheDetectiveOnTheWorkedMonth(t *testing.T) {
	ctx := context.Background()
	june := app.AskReconcile{Account: "IOLTA", AsOf: cal.MustParse("2026-06-30"), From: cal.MustParse("2026-06-01")}
	for name, c := range map[string]struct {
		journal  func([]posting) []posting
		file     func(string) string
		kind     trust.ClueKind
		effect   int64
		says     string
		mend     trust.Kind
		balanced bool
	}{
		"the charge is not in the books": {journal: without("charge"), kind: trust.Missing, effect: -1800, says: "charged 18.00", mend: trust.Charge},
		"613 keyed as 5,100.00":          {journal: amount("dep 613", "5100.00"), kind: trust.Transposed, effect: 150000, says: "two digits", mend: trust.Receipt},
		"the bank misread 1091": {file: func(s string) string {
			return strings.NewReplacer("-40500.00", "-45000.00", "37772.35", "33272.35").Replace(s)
		}, kind: trust.Transposed, effect: -4500000, says: "note it as the bank's slip", mend: trust.Check},
		"613 keyed as 15,000.00": {journal: amount("dep 613", "15000.00"), kind: trust.Misplaced, effect: 150000, says: "a zero or the point", mend: trust.Receipt},
		"1089 keyed as 438.00":   {journal: amount("1089", "438.00"), kind: trust.Misread, effect: -43500, says: "the same number", mend: trust.Check},
		"613 posted in July":     {journal: date("dep 613", "2026-07-02"), kind: trust.WrongPeriod, effect: 150000, says: "only on 02 Jul 2026", mend: trust.Receipt},
		"612 posted twice": {journal: func(p []posting) []posting {
			return append(p, posting{"2026-06-03", "receipt", "CASTELLAN", "7500.00", "dep 612", "check"})
		}, kind: trust.Doubled, says: "posted twice?", balanced: true},
	} {
		t.Run(name, func(t *testing.T) {
			d, _ := two(t)
			journal, file := juneMonth, juneFile
			if c.journal != nil {
				journal = c.journal(append([]posting{}, juneMonth...))
			}
			if c.file != nil {
				file = c.file(file)
			}
			postAll(t, d, journal)
			mustBank(t, d, mayFile)
			mustBank(t, d, file)
			if _, err := d.MatchBank(ctx, app.MatchBank{Account: "IOLTA", Through: june.AsOf, Proposals: true}); err != nil {
				t.Fatal(err)
			}
			r, err := d.Reconcile(ctx, june)
			if err != nil {
				t.Fatal(err)
			}
			if r.Balanced() != c.balanced {
				t.Errorf("balanced %v: bank less journal %d", r.Balanced(), r.BankLessJournal())
			}
			if c.balanced {
				r.Clues = trust.Detect(trust.Evidence{Currency: "USD", AsOf: june.AsOf, Txns: mustTxns(t, d)})
			}
			if len(r.Clues) != 1 {
				t.Fatalf("clues %+v", r.Clues)
			}
			got := r.Clues[0]
			if got.Kind != c.kind || int64(got.Effect) != c.effect || got.Mend.Post != c.mend && !c.balanced || !strings.Contains(got.Text+got.Mend.Text, c.says) {
				t.Errorf("%+v", got)
			}
			if !c.balanced && int64(r.BankLessJournal()) != c.effect {
				t.Errorf("the clue explains %d of %d", got.Effect, r.BankLessJournal())
			}
			if _, err := d.CloseTrust(ctx, app.CloseTrust{AskReconcile: june}); !c.balanced {
				wantRefused(t, err, "reconcile.difference")
			}
		})
	}
}

func mustTxns(t *testing.T, d *app.Desk) []trust.Txn {
	t.Helper()
	txns, err := d.TrustTxns(t.Context(), app.TrustFilter{Oldest: true}, app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	return txns
}

func without(kind string) func([]posting) []posting {
	return func(list []posting) (left []posting) {
		for _, p := range list {
			if p.kind != kind {
				left = append(left, p)
			}
		}
		return left
	}
}

func amount(ref, to string) func([]posting) []posting {
	return func(list []posting) []posting {
		for i := range list {
			if list[i].ref == ref {
				list[i].amount = to
			}
		}
		return list
	}
}

func date(ref, to string) func([]posting) []posting {
	return func(list []posting) []posting {
		for i := range list {
			if list[i].ref == ref {
				list[i].date = to
			}
		}
		return list
	}
}

// A difference that must wait is closed loudly, and the bank's slip is carried on.
func TestADifferenceIsClosedOnlyWithAnExplanation(t *testing.T) {
	d, _ := two(t)
	ctx := t.Context()
	postAll(t, d, juneMonth)
	mustBank(t, d, mayFile)
	mustBank(t, d, strings.NewReplacer("-40500.00", "-45000.00", "37772.35", "33272.35").Replace(juneFile))
	if _, err := d.MatchBank(ctx, app.MatchBank{Account: "IOLTA"}); err != nil {
		t.Fatal(err)
	}
	ask := app.AskReconcile{Account: "IOLTA", AsOf: cal.MustParse("2026-06-30"), From: cal.MustParse("2026-06-01")}
	_, err := d.CloseTrust(ctx, app.CloseTrust{AskReconcile: ask})
	wantRefused(t, err, "reconcile.difference")
	ask.BankErrors = []app.AskBankError{{Amount: "x", Text: ""}}
	if _, err := d.CloseTrust(ctx, app.CloseTrust{AskReconcile: ask}); fault.Code(err) != "reconcile.invalid" {
		t.Errorf("a slip of nothing: %v", err)
	}
	ask.BankErrors = nil
	signed, err := d.CloseTrust(ctx, app.CloseTrust{AskReconcile: ask, Explanation: "Check 1091 misread; A. Dunne has it from First Bank by 10 July"})
	if err != nil || signed.Status != app.ReconExplained || signed.Paper.Status != "DIFFERENCE - EXPLAINED" {
		t.Fatalf("%v %+v", err, signed.Reconciliation)
	}
}

// A statement is taken whole or not at all; the line at fault is named.
func TestBadStatementsAreRefused(t *testing.T) {
	d, _ := two(t)
	mustBank(t, d, mayFile)
	head := "date,amount,reference,description,balance\n"
	for name, c := range map[string]struct {
		file string
		code string
		line int
	}{
		"no amount":                 {"date,value\n2026-06-01,1.00\n", "column.missing", 1},
		"a column of nobody":        {"date,amount,colour\n2026-06-01,1.00,red\n", "column.unknown", 1},
		"another currency":          {"date,amount\n2026-06-01,1.00\n2026-06-02,€5.00\n", "bank.currency", 3},
		"no day":                    {"date,amount\n2026-02-30,1.00\n", "date.format", 2},
		"a day to come":             {"date,amount\n2026-07-05,1.00\n", "date.ahead", 2},
		"a day of another century":  {"date,amount\n1926-06-05,1.00\n", "date.old", 2},
		"days that may be two":      {"date,amount\n03/04/2026,1.00\n", "date.order", 2},
		"a line twice":              {head + "2026-06-01,1.00,7,DEPOSIT,\n2026-06-01,1.00,7,DEPOSIT,\n", "bank.doubled", 3},
		"balances that do not run":  {head + "2026-06-01,1.00,,A,5.00\n2026-06-02,1.00,,B,6.01\n", "bank.balance", 3},
		"fields that are too few":   {"date,amount\n2026-06-01\n", "row.fields", 2},
		"nothing that moves":        {"date,amount\n2026-06-01,0.00\n", "amount.zero", 2},
		"more than an amount":       {"date,amount\n2026-06-01,99999999999999999999.00\n", "amount.format", 2},
		"days that disagree":        {head + "2026-05-01,4660.76,,WIRE BRAMBLE,\n", "bank.overlap", 2},
		"days with a line left out": {head + "2026-05-01,4660.75,,WIRE BRAMBLE,\n2026-05-01,3000.00,,WIRE DEVI,\n2026-05-01,12500.00,,WIRE,\n2026-06-02,1.00,,X,\n", "bank.overlap", 2},
		"a month between":           {head + "2026-05-02,1.00,,X,9.00\n", "bank.balance", 2},
	} {
		t.Run(name, func(t *testing.T) {
			before, err := d.BankLines(t.Context(), "IOLTA", 0, 0)
			if err != nil {
				t.Fatal(err)
			}
			_, err = bank(t, d, c.file)
			var e *fault.Error
			if !errors.As(err, &e) || len(e.Faults) == 0 || e.Faults[0].Code != c.code || e.Faults[0].Line != c.line {
				t.Fatalf("%v %+v, want %s at line %d", err, e, c.code, c.line)
			}
			if after, _ := d.BankLines(t.Context(), "IOLTA", 0, 0); len(after) != len(before) {
				t.Error("something of the file was kept")
			}
		})
	}
	if r := mustBank(t, d, mayFile); r.Imported != 0 || r.Skipped != 4 {
		t.Errorf("the same file again: %+v", r)
	}
	if r := mustBank(t, d, mayFile+"2026-05-02,1.00,MORE,20361.75\n"); r.Imported != 1 || r.Skipped != 4 {
		t.Errorf("a longer file of the same days: %+v", r)
	}
}

// How a bank writes is told once for an account.
func TestTheMappingIsRemembered(t *testing.T) {
	d, _ := two(t)
	file := func(day string) *bytes.Buffer {
		return bytes.NewBufferString("Gebucht;Text;Soll;Haben;Stand\n" + day + ".06.2026;Einzahlung;;1.234,50;1.234,50\n" + day + ".06.2026;Scheck 1089;234,50;;1.000,00\n")
	}
	req := app.Import{Kind: "bank", Name: "a.csv", Data: file("13"), Account: "IOLTA", Comma: ';', Mapping: "date=Gebucht,debit=Soll,credit=Haben,description=Text,balance=Stand,decimal=comma"}
	if r, err := d.Import(t.Context(), req); err != nil || r.Imported != 2 {
		t.Fatalf("%+v %v", r, err)
	}
	second := app.Import{Kind: "bank", Name: "b.csv", Data: bytes.NewBufferString("Gebucht;Text;Soll;Haben;Stand\n15.06.2026;Gutschrift;;1,00;1.001,00\n"), Account: "IOLTA"}
	if r, err := d.Import(t.Context(), second); err != nil || r.Imported != 1 {
		t.Fatalf("the mapping was forgotten: %+v %v", r, err)
	}
	lines, err := d.BankLines(t.Context(), "IOLTA", 0, 0)
	if err != nil || len(lines) != 3 || lines[0].Amount != 123450 || lines[1].Amount != -23450 || lines[2].On != cal.MustParse("2026-06-15") {
		t.Errorf("%+v %v", lines, err)
	}
	bad := app.Import{Kind: "bank", Name: "c.csv", Data: file("20"), Account: "IOLTA", Mapping: "date=Gebucht"}
	if _, err := d.Import(t.Context(), bad); fault.Code(err) != "map.invalid" {
		t.Errorf("a mapping without an amount: %v", err)
	}
}

// What equality does not prove: each violation of section 7 is told in words.
func TestTheScanBehindEqualSums(t *testing.T) {
	d, _ := two(t)
	ctx := t.Context()
	say := func(p posting) {
		t.Helper()
		if _, err := post(ctx, d, p); err != nil {
			t.Fatal(err)
		}
	}
	say(posting{"2026-06-01", "receipt", "DEVI", "1000.00", "", "wire"})
	say(posting{"2026-06-01", "receipt", "CASTELLAN", "500.00", "", "check"})
	say(posting{"2026-06-05", "check", "DEVI", "100.00", "1101", ""})
	say(posting{"2026-06-05", "check", "DEVI", "100.00", "1104", ""})
	say(posting{"2026-06-06", "eft", "DEVI", "800.00", "", ""})
	r, err := d.Reconcile(ctx, app.AskReconcile{Account: "IOLTA", AsOf: cal.MustParse("2026-06-30"), From: cal.MustParse("2026-06-01")})
	if err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"check.gap", "eft.no_confirmation", "ledger.live_check", "entry.late"} {
		if !finds(r, code) {
			t.Errorf("%s was not found in %+v", code, r.Findings)
		}
	}
	for _, f := range r.Findings {
		if f.Text == "" || f.Fix == "" || !strings.HasSuffix(f.Text, ".") {
			t.Errorf("%s says %q, %q", f.Code, f.Text, f.Fix)
		}
	}
}
