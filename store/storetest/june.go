package storetest

import (
	"errors"
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// june is the worked example: the trust account of Marlow & Dunne in June 2026.
// All figures of the table are tested after each posting.
type june struct {
	*desk
	account trust.Account
	ledgers map[string]int64
	matters map[string]int64
	txns    map[string]trust.Txn // by reference
}

type juneEntry struct {
	on, ref, ledger, party, purpose string
	kind                            trust.Kind
	amount                          money.Amount
	ledgerAfter, journalAfter       money.Amount
	available                       string // receipts: the day they count as collected
	bank                            string // the day the bank cleared it, blank: not in June
}

// The opening: what the ledgers held, with check 1088 written on 28 May.
var juneOpening = []juneEntry{
	{"2026-05-04", "dep 608", "Bramble", "Bramble Estate", "advance", trust.Receipt, 466075, 466075, 466075, "2026-05-13", "2026-05-05"},
	{"2026-05-05", "dep 609", "Devi", "Devi", "advance fee", trust.Receipt, 300000, 300000, 766075, "2026-05-14", "2026-05-06"},
	{"2026-05-06", "dep 610", "Ekstrom", "Ekstrom Holdings", "escrow", trust.Receipt, 1250000, 1250000, 2016075, "2026-05-06", "2026-05-06"},
	{"2026-05-07", "dep 611", "", "Marlow & Dunne PLLC", "bank charges", trust.Cushion, 20000, 20000, 2036075, "2026-05-07", "2026-05-07"},
	{"2026-05-28", "1088", "Bramble", "Surveyor", "survey", trust.Check, -45000, 421075, 1991075, "", ""},
}

var juneEntries = []juneEntry{
	{"2026-06-03", "dep 612", "Castellan", "Castellan LLC", "advance fee", trust.Receipt, 750000, 750000, 2741075, "2026-06-12", "2026-06-04"},
	{"2026-06-05", "1089", "Devi", "Clerk of Court", "filing fee", trust.Check, -43500, 256500, 2697575, "", "2026-06-10"},
	{"2026-06-09", "wire in", "Alvarez", "Insurer", "settlement", trust.Receipt, 8500000, 8500000, 11197575, "2026-06-09", "2026-06-09"},
	{"2026-06-12", "charge", "", "First Bank", "bank service charge", trust.Charge, -1800, 18200, 11195775, "", "2026-06-12"},
	{"2026-06-15", "T-0031", "Castellan", "Marlow & Dunne PLLC", "inv 2026-0118", trust.Transfer, -327500, 422500, 10868275, "", "2026-06-15"},
	{"2026-06-22", "1090", "Alvarez", "Hospital", "lien", trust.Check, -1432000, 7068000, 9436275, "", ""},
	{"2026-06-22", "1091", "Alvarez", "Alvarez", "net settlement", trust.Check, -4050000, 3018000, 5386275, "", "2026-06-26"},
	{"2026-06-22", "T-0032", "Alvarez", "Marlow & Dunne PLLC", "inv 2026-0131", trust.Transfer, -3018000, 0, 2368275, "", "2026-06-22"},
	{"2026-06-24", "dep 613", "Devi", "Devi", "replenishment", trust.Receipt, 150000, 406500, 2518275, "2026-07-03", "2026-06-25"},
	{"2026-06-25", "T-0033", "Devi", "Marlow & Dunne PLLC", "inv 2026-0125", trust.Transfer, -218040, 188460, 2300235, "", "2026-06-25"},
	{"2026-06-26", "1092", "Bramble", "Appraiser", "appraisal", trust.Check, -127500, 293575, 2172735, "", ""},
	{"2026-06-30", "dep 614", "Ekstrom", "Ekstrom Holdings", "escrow second part", trust.Receipt, 625000, 1875000, 2797735, "2026-07-09", ""},
}

func newJune(t *testing.T, d *desk) *june {
	j := &june{desk: d, account: d.account("IOLTA"), ledgers: map[string]int64{}, matters: map[string]int64{}, txns: map[string]trust.Txn{}}
	for i, name := range []string{"Alvarez", "Bramble", "Castellan", "Devi", "Ekstrom"} {
		d.do(func(tx app.Tx) error {
			c := firm.Client{Code: "J" + name, Name: name, Currency: money.USD, TermsDays: -1}
			if err := tx.AddClient(&c); err != nil {
				return err
			}
			id, err := d.addMatter(tx, c.ID, string(rune('A'+i))+"-01", name)
			j.matters[name] = id
			return err
		})
		j.ledgers[name] = d.ledger(j.account.ID, j.matters[name])
	}
	j.ledgers[""] = d.ledger(j.account.ID, 0)
	for _, e := range juneOpening {
		j.enter(e)
	}
	return j
}

func (e juneEntry) txn(j *june) trust.Txn {
	txn := entry(j.account.ID, j.ledgers[e.ledger], e.kind, e.on, e.amount)
	txn.Party, txn.Purpose, txn.Reference, txn.AvailableOn = e.party, e.purpose, e.ref, day(e.available)
	return txn
}

// enter posts an entry and compares ledger and journal with the table.
func (j *june) enter(e juneEntry) {
	j.t.Helper()
	txn := j.post(e.txn(j))
	j.txns[e.ref] = txn
	if got := j.balance(j.ledgers[e.ledger], e.on, "").Book; got != e.ledgerAfter {
		j.t.Errorf("%s %s: ledger %s at %d, want %d", e.on, e.ref, e.ledger, got, e.ledgerAfter)
	}
	if got := j.journal(""); got != e.journalAfter {
		j.t.Errorf("%s %s: journal at %d, want %d", e.on, e.ref, got, e.journalAfter)
	}
	if e.bank != "" {
		j.do(func(tx app.Tx) error { return tx.SetClearedOn(txn.ID, day(e.bank)) })
	}
}

// journal is the sum of all ledgers at a day.
func (j *june) journal(asOf string) (sum money.Amount) {
	j.t.Helper()
	for _, b := range j.balances(app.TrustFilter{AccountID: j.account.ID}, asOf, "2026-07-01") {
		sum += b.Book
	}
	return sum
}

func testTrustJune(t *testing.T, d *desk) {
	j := newJune(t, d)
	for _, e := range juneEntries {
		switch e.ref {
		case "T-0031":
			// Posted to Devi by mistake, it is refused: 2,565.00 is all there is.
			wrong := e
			wrong.ledger = "Devi"
			d.refused(fault.Refused, "trust.below_zero", func(tx app.Tx) error { txn := wrong.txn(j); return tx.PostTrust(&txn) })
			if b := d.balance(j.ledgers["Devi"], e.on, ""); b.Available() != 256500 {
				t.Errorf("Devi has %d available on 15 June, want 2,565.00", b.Available())
			}
		case "T-0033":
			// The check of the 24th is not collected; what is collected suffices.
			before := d.balance(j.ledgers["Devi"], "2026-06-24", "")
			if before.Uncleared != 150000 || before.Available() != 256500 {
				t.Errorf("Devi on 24 June: %+v, want 1,500.00 uncleared and 2,565.00 available", before)
			}
		}
		j.enter(e)
	}
	j.report()
	j.backDated()
	j.afterClose()
}

// report compares every figure of the reconciliation as of 30 June.
func (j *june) report() {
	t := j.t
	t.Helper()
	for name, want := range map[string]struct{ opening, in, out, closing, lowest money.Amount }{
		"Alvarez":   {0, 8500000, 8500000, 0, 0},
		"Bramble":   {421075, 0, 127500, 293575, 293575},
		"Castellan": {0, 750000, 327500, 422500, 0},
		"Devi":      {300000, 150000, 261540, 188460, 188460},
		"Ekstrom":   {1250000, 625000, 0, 1875000, 1250000},
		"":          {20000, 0, 1800, 18200, 18200},
	} {
		var opening trust.Day
		days := see(j.desk, func(q app.Query) (days []trust.Day, err error) {
			opening, days, err = q.LedgerDays(j.ledgers[name], day("2026-06-01"))
			return days, err
		})
		balance, lowest := opening.Net(), opening.Net()
		var in, out money.Amount
		for _, d := range days {
			if d.On > day("2026-06-30") {
				break
			}
			balance, in, out = balance+d.Net(), in+d.In, out-d.Out
			lowest = min(lowest, balance)
		}
		if opening.Net() != want.opening || in != want.in || out != want.out || balance != want.closing || lowest != want.lowest {
			t.Errorf("ledger %q: opening %d in %d out %d closing %d lowest %d, want %+v", name, opening.Net(), in, out, balance, lowest, want)
		}
		if got := j.balance(j.ledgers[name], "2026-06-30", "").Book; got != want.closing {
			t.Errorf("ledger %q: book %d on 30 June, want %d", name, got, want.closing)
		}
		if got := j.balance(j.ledgers[name], "2026-05-31", "").Book; got != want.opening {
			t.Errorf("ledger %q: book %d on 31 May, want %d", name, got, want.opening)
		}
	}
	if may, june := j.journal("2026-05-31"), j.journal("2026-06-30"); may != 1991075 || june != 2797735 {
		t.Errorf("journal %d on 31 May and %d on 30 June, want 19,910.75 and 27,977.35", may, june)
	}
	j.bank()
}

// bank reconciles the journal with the bank's statement of 30 June.
func (j *june) bank() {
	t := j.t
	t.Helper()
	var receipts, payments, transit, outstanding, statement money.Amount
	n := [2]int{}
	for _, txn := range see(j.desk, func(q app.Query) ([]trust.Txn, error) {
		return q.TrustTxns(app.TrustFilter{AccountID: j.account.ID, To: day("2026-06-30"), Oldest: true}, app.Page{})
	}) {
		cleared := see(j.desk, func(q app.Query) (cal.Date, error) { return q.ClearedOn(txn.ID) })
		switch open := cleared == 0 || cleared > day("2026-06-30"); {
		case !open:
			statement += txn.Bank
		case txn.Bank > 0:
			transit += txn.Bank
		default:
			outstanding -= txn.Bank
		}
		if txn.PostedOn < day("2026-06-01") {
			continue
		}
		if txn.Bank > 0 {
			receipts, n[0] = receipts+txn.Bank, n[0]+1
		} else {
			payments, n[1] = payments-txn.Bank, n[1]+1
		}
	}
	if receipts != 10025000 || n[0] != 4 || payments != 9218340 || n[1] != 8 {
		t.Errorf("%d receipts of %d and %d payments of %d, want 4 of 100,250.00 and 8 of 92,183.40", n[0], receipts, n[1], payments)
	}
	if statement != 3777235 || transit != 625000 || outstanding != 1604500 {
		t.Errorf("statement %d, in transit %d, outstanding %d, want 37,772.35, 6,250.00, 16,045.00", statement, transit, outstanding)
	}
	if adjusted := statement + transit - outstanding; adjusted != 2797735 {
		t.Errorf("adjusted bank balance %d, want 27,977.35", adjusted)
	}
	var devi []money.Amount
	for _, l := range see(j.desk, func(q app.Query) ([]trust.LedgerLine, error) {
		return q.LedgerLines(j.ledgers["Devi"], day("2026-06-01"), day("2026-06-30"))
	}) {
		devi = append(devi, l.Balance)
	}
	same(t, "running balance of Devi's card", devi, []money.Amount{256500, 406500, 188460})
}

// backDated tests a payment of 2 June with all of June posted: at most 1,884.60,
// although 3,000.00 stood on the ledger that day.
func (j *june) backDated() {
	j.t.Helper()
	pay := func(amount money.Amount) func(tx app.Tx) error {
		return func(tx app.Tx) error {
			txn := entry(j.account.ID, j.ledgers["Devi"], trust.EFT, "2026-06-02", -amount)
			return tx.PostTrust(&txn)
		}
	}
	j.refused(fault.Refused, "trust.below_zero", pay(188461))
	trial := errors.New("only a trial")
	if err := j.try(func(tx app.Tx) error {
		if err := pay(188460)(tx); err != nil {
			return err
		}
		return trial
	}); !errors.Is(err, trial) {
		j.t.Errorf("1,884.60 dated 2 June: %v, want it accepted", err)
	}
}

// afterClose closes June: nothing inside it changes; a void and a reversal of
// July leave its report as it was.
func (j *june) afterClose() {
	t := j.t
	t.Helper()
	j.do(func(tx app.Tx) error {
		a, err := tx.TrustAccount(j.account.ID)
		if err != nil {
			return err
		}
		a.ClosedThrough = day("2026-06-30")
		return tx.SetTrustAccount(&a)
	})
	j.refused(fault.Refused, "trust.period_closed", func(tx app.Tx) error {
		txn := entry(j.account.ID, j.ledgers["Devi"], trust.Receipt, "2026-06-30", 1)
		return tx.PostTrust(&txn)
	})
	void := j.post(j.txns["1092"].Mirror(trust.VoidItem, day("2026-07-03"), "never presented"))
	back := j.post(j.txns["charge"].Mirror(trust.Reversal, day("2026-07-06"), "the bank's mistake"))
	for of, by := range map[string]int64{"1092": void.ID, "charge": back.ID, "1090": 0} {
		if got := see(j.desk, func(q app.Query) (int64, error) { return q.ReversalOf(j.txns[of].ID) }); got != by {
			t.Errorf("%s was taken back by %d, want %d", of, got, by)
		}
	}
	bramble := j.ledgers["Bramble"]
	if before, after := j.balance(bramble, "2026-07-02", ""), j.balance(bramble, "2026-07-03", ""); before.Book != 293575 || after.Book != 293575+127500 || after.Uncleared != 0 {
		t.Errorf("Bramble: %+v before the void, %+v after, want 1,275.00 back and free", before, after)
	}
	if got := j.journal("2026-07-31"); got != 2797735+127500+1800 {
		t.Errorf("journal %d in July, want 27,977.35 + 1,275.00 + 18.00", got)
	}
	check := juneEntries[10]
	check.on = "2026-07-08"
	if err := j.try(func(tx app.Tx) error { txn := check.txn(j); return tx.PostTrust(&txn) }); fault.Of(err) != fault.Conflict {
		t.Errorf("check 1092 was used again: %v, want Conflict", err)
	}
	j.report()
}
