package storetest

import (
	"strings"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// banks is the part of the suite for what the bank said: files, matches,
// reconciliations, and requests to fill trust up again.
func banks(t *testing.T, open func(t *testing.T) app.Store) {
	for name, f := range map[string]func(*testing.T, *desk){
		"file":           testBankFile,
		"mapping":        testBankMapping,
		"match":          testBankMatch,
		"reconciliation": testReconciliation,
		"request":        testTrustRequest,
		"open entries":   testOpenEntries,
	} {
		t.Run(name, func(t *testing.T) { f(t, newDesk(t, open)) })
	}
}

func bankLines(amounts ...money.Amount) []trust.BankLine {
	var lines []trust.BankLine
	for i, a := range amounts {
		lines = append(lines, trust.BankLine{No: i + 2, On: day("2026-06-04").AddDays(i), Amount: a, Reference: "ref", Description: "DEPOSIT", HasBalance: true, Balance: a})
	}
	return lines
}

func (d *desk) bankFile(accountID int64, hash string, lines []trust.BankLine) trust.BankFile {
	d.t.Helper()
	f := trust.BankFile{AccountID: accountID, Name: "june.csv", SHA256: strings.Repeat(hash, 64), Format: "csv", From: day("2026-06-01"), To: day("2026-06-30"),
		HasClosing: true, Closing: 5, CreatedAt: deskTime}
	d.do(func(tx app.Tx) error { return tx.AddBankFile(&f, lines) })
	return f
}

func testBankFile(t *testing.T, d *desk) {
	a, b := d.account("A"), d.account("B")
	lines := bankLines(700, -20)
	lines[0].BankID, lines[1].HasBalance, lines[1].Balance = "F1", false, 0
	f := d.bankFile(a.ID, "a", lines)
	if f.Lines != 2 || f.UserID == 0 {
		t.Errorf("%+v", f)
	}
	full(t, f)
	read := func(open bool) []trust.BankLine {
		return see(d, func(q app.Query) ([]trust.BankLine, error) { return q.BankLines(a.ID, 0, 0, open) })
	}
	same(t, "files", see(d, func(q app.Query) ([]trust.BankFile, error) { return q.BankFiles(a.ID) }), []trust.BankFile{f})
	same(t, "lines", read(false), lines)
	full(t, lines[0], "MatchID")
	same(t, "lines of a day", see(d, func(q app.Query) ([]trust.BankLine, error) {
		return q.BankLines(a.ID, day("2026-06-05"), day("2026-06-05"), false)
	}), lines[1:])
	same(t, "lines of another account", len(see(d, func(q app.Query) ([]trust.BankLine, error) { return q.BankLines(b.ID, 0, 0, false) })), 0)
	again := f
	d.refused(fault.Conflict, "bank.duplicate", func(tx app.Tx) error { return tx.AddBankFile(&again, bankLines(9)) })
	twice := bankLines(9)
	twice[0].BankID = "F1"
	other := trust.BankFile{AccountID: a.ID, Name: "x.ofx", SHA256: strings.Repeat("b", 64), Format: "ofx", From: day("2026-06-01"), To: day("2026-06-30")}
	d.refused(fault.Conflict, "bank.duplicate", func(tx app.Tx) error { o := other; return tx.AddBankFile(&o, twice) })
	late := bankLines(9)
	late[0].On = day("2026-07-01")
	d.refused(fault.Refused, "bank.lines", func(tx app.Tx) error { o := other; return tx.AddBankFile(&o, late) })
	other.HasClosing = false
	d.do(func(tx app.Tx) error { return tx.AddBankFile(&other, nil) })
	same(t, "a file that does not tell its balance", see(d, func(q app.Query) ([]trust.BankFile, error) { return q.BankFiles(a.ID) })[1].HasClosing, false)
}

func testBankMapping(t *testing.T, d *desk) {
	a := d.account("A")
	read := func() trust.BankMapping {
		return see(d, func(q app.Query) (trust.BankMapping, error) { return q.BankMapping(a.ID) })
	}
	same(t, "mapping never told", read(), trust.BankMapping{})
	m := trust.BankMapping{Date: "posting date", Amount: "amount", Debit: "d", Credit: "c", Reference: "r", Description: "t", Balance: "b", Currency: "ccy", Dates: "mdy", Comma: ";", DecimalComma: true, Negate: true}
	full(t, m)
	d.do(func(tx app.Tx) error { return tx.SetBankMapping(a.ID, m) })
	same(t, "mapping", read(), m)
	m.Dates = "dmy"
	d.do(func(tx app.Tx) error { return tx.SetBankMapping(a.ID, m) })
	same(t, "mapping told anew", read(), m)
}

func testBankMatch(t *testing.T, d *desk) {
	a := d.account("A")
	devi, other := d.ledger(a.ID, d.matter), d.ledger(a.ID, d.otherMatter)
	first, second := d.post(entry(a.ID, devi, trust.Receipt, "2026-06-03", 300)), d.post(entry(a.ID, other, trust.Receipt, "2026-06-03", 400))
	lines := bankLines(700, -20, 20)
	d.bankFile(a.ID, "a", lines)
	m := trust.Match{AccountID: a.ID, On: day("2026-06-04"), Total: 700, Lines: []int64{lines[0].ID}, Txns: []int64{first.ID, second.ID}, How: trust.MatchedSure, Score: 90, Reason: "all of a day", CreatedAt: deskTime}
	for name, change := range map[string]func(x *trust.Match){
		"a cent more":                  func(x *trust.Match) { x.Total = 701 },
		"one receipt too few":          func(x *trust.Match) { x.Txns = x.Txns[:1] },
		"no line":                      func(x *trust.Match) { x.Lines = nil },
		"nothing":                      func(x *trust.Match) { x.Lines, x.Txns, x.Total = nil, nil, 0 },
		"a day before its parts":       func(x *trust.Match) { x.On = day("2026-06-02") },
		"a line alone that is money":   func(x *trust.Match) { x.Txns = nil },
		"lines of more than the books": func(x *trust.Match) { x.Lines = append(x.Lines, lines[1].ID) },
	} {
		x := m
		x.Lines, x.Txns = append([]int64{}, m.Lines...), append([]int64{}, m.Txns...)
		change(&x)
		if err := d.try(func(tx app.Tx) error { return tx.AddBankMatch(&x) }); fault.Code(err) != "match.sum" {
			t.Errorf("%s: %v (%s), want match.sum", name, err, fault.Code(err))
		}
	}
	d.do(func(tx app.Tx) error { return tx.AddBankMatch(&m) })
	full(t, m)
	same(t, "match", see(d, func(q app.Query) (trust.Match, error) { return q.BankMatch(m.ID) }), m)
	open := see(d, func(q app.Query) ([]trust.BankLine, error) { return q.BankLines(a.ID, 0, 0, true) })
	if len(open) != 2 || open[0].ID != lines[1].ID {
		t.Errorf("open lines: %+v", open)
	}
	if all := see(d, func(q app.Query) ([]trust.BankLine, error) { return q.BankLines(a.ID, 0, 0, false) }); all[0].MatchID != m.ID {
		t.Errorf("the line does not know its match: %+v", all[0])
	}
	d.refused(fault.Conflict, "bank.duplicate", func(tx app.Tx) error { x := m; return tx.AddBankMatch(&x) })
	slip := trust.Match{AccountID: a.ID, On: day("2026-06-06"), Lines: []int64{lines[1].ID, lines[2].ID}, How: trust.MatchedByHand, Reason: "slip and correction", CreatedAt: deskTime}
	d.do(func(tx app.Tx) error { return tx.AddBankMatch(&slip) })
	same(t, "matches", see(d, func(q app.Query) ([]trust.Match, error) { return q.BankMatches(a.ID, day("2026-06-01"), 0) }), []trust.Match{m, slip})
	d.do(func(tx app.Tx) error { return tx.DeleteBankMatch(slip.ID) })
	missing(d, "bank_match", func(q app.Query) (trust.Match, error) { return q.BankMatch(slip.ID) })
	same(t, "open again", len(see(d, func(q app.Query) ([]trust.BankLine, error) { return q.BankLines(a.ID, 0, 0, true) })), 2)

	d.close(a, "2026-06-04", 700)
	d.refused(fault.Refused, "trust.period_closed", func(tx app.Tx) error { return tx.DeleteBankMatch(m.ID) })
	late := trust.Match{AccountID: a.ID, On: day("2026-06-06"), Lines: slip.Lines, How: trust.MatchedByHand}
	d.do(func(tx app.Tx) error { return tx.AddBankMatch(&late) })
}

// close signs the account as of a day with the figures of the books.
func (d *desk) close(a trust.Account, asOf string, balance money.Amount) app.Reconciliation {
	d.t.Helper()
	r := app.Reconciliation{AccountID: a.ID, From: day("2026-06-01"), AsOf: day(asOf), Statement: balance, Adjusted: balance, Journal: balance, Ledgers: balance,
		Status: app.ReconBalanced, Explanation: "none", ClosedBefore: a.ClosedThrough, Data: []byte(`{"a":1}`), PreparedAt: deskTime}
	d.do(func(tx app.Tx) error {
		if err := tx.AddTrustReconciliation(&r); err != nil {
			return err
		}
		now, err := tx.TrustAccount(a.ID)
		if err != nil {
			return err
		}
		now.ClosedThrough = r.AsOf
		return tx.SetTrustAccount(&now)
	})
	return r
}

func testReconciliation(t *testing.T, d *desk) {
	a := d.account("A")
	devi := d.ledger(a.ID, d.matter)
	d.post(entry(a.ID, devi, trust.Receipt, "2026-06-03", 700))
	var second int64
	d.do(func(tx app.Tx) error {
		u, err := tx.User(d.user)
		if err != nil {
			return err
		}
		u.Code, u.ID = "second", 0
		err = tx.AddUser(&u)
		second = u.ID
		return err
	})
	wrong := app.Reconciliation{AccountID: a.ID, From: day("2026-06-01"), AsOf: day("2026-06-30"), Statement: 701, Adjusted: 701, Journal: 701, Ledgers: 701, Status: app.ReconBalanced, Data: []byte("{}")}
	d.refused(fault.Refused, "reconciliation.kept", func(tx app.Tx) error { r := wrong; return tx.AddTrustReconciliation(&r) })
	wrong.Journal, wrong.Ledgers = 700, 700
	d.refused(fault.Invalid, "value.range", func(tx app.Tx) error { r := wrong; return tx.AddTrustReconciliation(&r) }) // balanced it is not
	wrong.Status = app.ReconExplained
	d.refused(fault.Invalid, "value.range", func(tx app.Tx) error { r := wrong; return tx.AddTrustReconciliation(&r) }) // nor explained

	r := d.close(a, "2026-06-30", 700)
	read := func() app.Reconciliation {
		return see(d, func(q app.Query) (app.Reconciliation, error) { return q.TrustReconciliation(r.ID) })
	}
	same(t, "reconciliation", read(), r)
	full(t, r, "ClosedBefore", "ReviewedBy", "ReviewedAt", "ReopenBy", "ReopenAt", "ReopenReason", "ReopenedBy", "ReopenedAt")
	d.refused(fault.Refused, "reconciliation.live", func(tx app.Tx) error {
		now, err := tx.TrustAccount(a.ID)
		if err != nil {
			return err
		}
		now.ClosedThrough = day("2026-06-29")
		return tx.SetTrustAccount(&now)
	})
	d.refused(fault.Refused, "trust.period_closed", func(tx app.Tx) error {
		x := r
		x.ID = 0
		x.AsOf = day("2026-07-31")
		return tx.AddTrustReconciliation(&x)
	})
	set := func(change func(*app.Reconciliation)) func(tx app.Tx) error {
		return func(tx app.Tx) error {
			x, err := tx.TrustReconciliation(r.ID)
			if err != nil {
				return err
			}
			change(&x)
			return tx.SetTrustReconciliation(&x)
		}
	}
	d.refused(fault.Refused, "reconciliation.kept", set(func(x *app.Reconciliation) { x.Statement++ }))
	d.refused(fault.Refused, "reconciliation.two_people", set(func(x *app.Reconciliation) { x.ReviewedBy, x.ReviewedAt = d.user, deskTime }))
	d.do(set(func(x *app.Reconciliation) { x.ReviewedBy, x.ReviewedAt = second, deskTime }))
	d.refused(fault.Refused, "reconciliation.kept", set(func(x *app.Reconciliation) { x.ReviewedBy = 0; x.ReviewedAt = time.Time{} }))

	paper := app.ReconciliationPaper{ReconciliationID: r.ID, Kind: "prepared", Name: "a.pdf", Bytes: []byte("%PDF"), CreatedAt: deskTime}
	d.do(func(tx app.Tx) error { return tx.AddReconciliationPaper(&paper) })
	full(t, paper)
	same(t, "paper", see(d, func(q app.Query) (app.ReconciliationPaper, error) { return q.ReconciliationPaper(r.ID, "prepared") }), paper)
	missing(d, "reconciliation_paper", func(q app.Query) (app.ReconciliationPaper, error) { return q.ReconciliationPaper(r.ID, "reviewed") })
	listed := paper
	listed.Bytes = nil
	same(t, "papers", see(d, func(q app.Query) ([]app.ReconciliationPaper, error) { return q.ReconciliationPapers(r.ID) }), []app.ReconciliationPaper{listed})
	d.refused(fault.Refused, "trust.paper_kept", func(tx app.Tx) error {
		p := paper
		p.Bytes = []byte("%PDF 2")
		return tx.AddReconciliationPaper(&p)
	})

	agree := func(who int64) func(tx app.Tx) error {
		return set(func(x *app.Reconciliation) { x.ReopenedBy, x.ReopenedAt = who, deskTime })
	}
	d.refused(fault.Refused, "reconciliation.two_people", agree(second)) // nobody asked
	d.do(set(func(x *app.Reconciliation) { x.ReopenBy, x.ReopenAt, x.ReopenReason = d.user, deskTime, "late entry" }))
	d.refused(fault.Refused, "reconciliation.two_people", agree(d.user))
	d.do(agree(second))
	full(t, read(), "ClosedBefore")
	d.refused(fault.Refused, "reconciliation.kept", set(func(x *app.Reconciliation) { x.ReopenReason = "other" }))
	d.do(func(tx app.Tx) error {
		now, err := tx.TrustAccount(a.ID)
		if err != nil {
			return err
		}
		now.ClosedThrough = 0
		return tx.SetTrustAccount(&now)
	})
	later := d.close(a, "2026-06-30", 700)
	same(t, "all", len(see(d, func(q app.Query) ([]app.Reconciliation, error) { return q.TrustReconciliations(a.ID) })), 2)
	same(t, "newest first", see(d, func(q app.Query) ([]app.Reconciliation, error) { return q.TrustReconciliations(0) })[0].ID, later.ID)
	missing(d, "reconciliation", func(q app.Query) (app.Reconciliation, error) { return q.TrustReconciliation(99) })
}

func testTrustRequest(t *testing.T, d *desk) {
	a := d.account("A")
	r := app.TrustRequest{Number: "TR-2026-0001", AccountID: a.ID, MatterID: d.matter, On: day("2026-06-30"), Available: 100, Floor: 500, Target: 1000, Amount: 900, Status: app.RequestOpen, CreatedAt: deskTime}
	bad := r
	bad.Amount = 901
	d.refused(fault.Invalid, "value.range", func(tx app.Tx) error { return tx.AddTrustRequest(&bad, "a.pdf", []byte("%PDF")) })
	d.do(func(tx app.Tx) error { return tx.AddTrustRequest(&r, "a.pdf", []byte("%PDF")) })
	read := func() app.TrustRequest {
		return see(d, func(q app.Query) (app.TrustRequest, error) { return q.TrustRequest("TR-2026-0001") })
	}
	set := func(change func(*app.TrustRequest)) func(tx app.Tx) error {
		return func(tx app.Tx) error {
			x, err := tx.TrustRequest("TR-2026-0001")
			if err != nil {
				return err
			}
			change(&x)
			return tx.SetTrustRequest(&x)
		}
	}
	same(t, "request", read(), r)
	full(t, r, "EndedOn", "EndReason", "TxnID")
	second := r
	second.ID, second.Number = 0, "TR-2026-0002"
	d.refused(fault.Conflict, "bank.duplicate", func(tx app.Tx) error { x := second; return tx.AddTrustRequest(&x, "b.pdf", []byte("%PDF")) })
	receipt := d.post(entry(a.ID, d.ledger(a.ID, d.matter), trust.Receipt, "2026-07-03", 900))
	d.refused(fault.Refused, "trust.paper_kept", set(func(x *app.TrustRequest) { x.Floor = 501 }))
	d.refused(fault.Invalid, "value.range", set(func(x *app.TrustRequest) { x.Status, x.EndedOn = app.RequestWithdrawn, day("2026-07-01") }))
	r.Status, r.EndedOn, r.TxnID, r.EndReason = app.RequestPaid, day("2026-07-03"), receipt.ID, "paid"
	d.do(func(tx app.Tx) error { return tx.SetTrustRequest(&r) })
	full(t, r)
	same(t, "paid", read(), r)
	d.refused(fault.Refused, "trust.paper_kept", set(func(x *app.TrustRequest) { x.Status, x.EndedOn = app.RequestOpen, 0 }))
	d.do(func(tx app.Tx) error { return tx.AddTrustRequest(&second, "b.pdf", []byte("%PDF 2")) })
	for _, c := range []struct {
		account, matter int64
		open            bool
		want            []app.TrustRequest
	}{{0, 0, false, []app.TrustRequest{second, r}}, {a.ID, d.matter, true, []app.TrustRequest{second}}, {a.ID, d.otherMatter, false, nil}} {
		same(t, "requests", see(d, func(q app.Query) ([]app.TrustRequest, error) { return q.TrustRequests(c.account, c.matter, c.open) }), c.want)
	}
	var name string
	letter := see(d, func(q app.Query) (b []byte, err error) { name, b, err = q.TrustRequestPaper(second.ID); return b, err })
	if name != "b.pdf" || string(letter) != "%PDF 2" {
		t.Errorf("letter %s: %q", name, letter)
	}
	missing(d, "trust_request", func(q app.Query) (app.TrustRequest, error) { return q.TrustRequest("TR-1") })
}

func testOpenEntries(t *testing.T, d *desk) {
	a := d.account("A")
	devi := d.ledger(a.ID, d.matter)
	var txns []trust.Txn
	for _, on := range []string{"2026-06-01", "2026-06-02", "2026-06-03"} {
		txns = append(txns, d.post(entry(a.ID, devi, trust.Receipt, on, 10)))
	}
	d.do(func(tx app.Tx) error { return tx.SetClearedOn(txns[0].ID, day("2026-06-05")) })
	d.do(func(tx app.Tx) error { return tx.SetClearedOn(txns[1].ID, day("2026-06-20")) })
	count := func(at string) int {
		return len(see(d, func(q app.Query) ([]trust.Txn, error) {
			return q.TrustTxns(app.TrustFilter{AccountID: a.ID, Open: true, OpenAt: day(at)}, app.Page{})
		}))
	}
	for at, want := range map[string]int{"": 1, "2026-06-04": 3, "2026-06-05": 2, "2026-06-20": 1} {
		if got := count(at); got != want {
			t.Errorf("open at %q: %d, want %d", at, got, want)
		}
	}
}
