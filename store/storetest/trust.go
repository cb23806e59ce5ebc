package storetest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// trusts is the part of the suite for trust accounts, ledgers, transactions,
// holds and balances.
func trusts(t *testing.T, open func(t *testing.T) app.Store) {
	for name, f := range map[string]func(*testing.T, *desk){
		"account":                     testTrustAccount,
		"ledger":                      testTrustLedger,
		"transaction":                 testTrustTxn,
		"transaction refused":         testTrustTxnRefused,
		"transaction list":            testTrustTxns,
		"transfer and payment":        testTrustTransfer,
		"cleared":                     testTrustCleared,
		"hold":                        testTrustHold,
		"uncleared":                   testTrustUncleared,
		"June of the worked example":  testTrustJune,
		"ledgers equal the journal":   testTrustJournal,
		"an act that goes on is lost": testTrustHalf,
	} {
		t.Run(name, func(t *testing.T) { f(t, newDesk(t, open)) })
	}
}

func (d *desk) account(code string) trust.Account {
	d.t.Helper()
	a := trust.Account{Code: code, Title: "Client Trust Account (IOLTA)", Kind: trust.Pooled, Bank: "First Bank", Last4: "4471", Currency: money.USD, Preset: "aba",
		CushionCeiling: 20000, HoldDays: trust.HoldDays{trust.ByCheck: 7, trust.ByWire: 0}}
	d.do(func(tx app.Tx) error { return tx.AddTrustAccount(&a) })
	return a
}

func (d *desk) ledger(accountID, matterID int64) int64 {
	d.t.Helper()
	var l trust.Ledger
	d.do(func(tx app.Tx) (err error) { l, err = tx.OpenLedger(accountID, matterID); return err })
	return l.ID
}

// entry is a plain transaction on one ledger.
func entry(accountID, ledgerID int64, kind trust.Kind, on string, amount money.Amount) trust.Txn {
	return trust.Txn{AccountID: accountID, PostedOn: day(on), Kind: kind, Bank: amount, Party: "Clerk of Court", Purpose: "filing fee",
		CreatedAt: deskTime, Splits: []trust.Split{{LedgerID: ledgerID, Amount: amount}}}
}

func (d *desk) post(txn trust.Txn) trust.Txn {
	d.t.Helper()
	d.do(func(tx app.Tx) error { return tx.PostTrust(&txn) })
	return txn
}

func (d *desk) balances(f app.TrustFilter, asOf, today string) []trust.Balance {
	d.t.Helper()
	return see(d, func(q app.Query) ([]trust.Balance, error) { return q.TrustBalances(f, day(asOf), day(today)) })
}

// balance is that of one ledger.
func (d *desk) balance(ledgerID int64, asOf, today string) trust.Balance {
	d.t.Helper()
	all := d.balances(app.TrustFilter{LedgerID: ledgerID}, asOf, today)
	if len(all) != 1 {
		d.t.Fatalf("%d balances of ledger %d", len(all), ledgerID)
	}
	return all[0]
}

func testTrustAccount(t *testing.T, d *desk) {
	a := d.account("IOLTA")
	read := func() trust.Account {
		return see(d, func(q app.Query) (trust.Account, error) { return q.TrustAccount(a.ID) })
	}
	same(t, "account", read(), a)
	old := a
	a.Title, a.Bank, a.Last4, a.Preset, a.CushionCeiling, a.ClosedThrough = "Escrow", "Second Bank", "1", "ca", 5, day("2026-04-30")
	a.Kind, a.Currency, a.Code, a.HoldDays = trust.Separate, money.CAD, "ESC", trust.HoldDays{trust.ByCash: 1}
	d.do(func(tx app.Tx) error { return tx.SetTrustAccount(&a) })
	full(t, a)
	same(t, "account when saved", read(), a)
	same(t, "account by code", see(d, func(q app.Query) (trust.Account, error) { return q.TrustAccountByCode("ESC") }), a)
	d.refused(fault.Conflict, "trust_account.changed", func(tx app.Tx) error { return tx.SetTrustAccount(&old) })
	d.refused(fault.Conflict, "trust_account.duplicate", func(tx app.Tx) error {
		return tx.AddTrustAccount(&trust.Account{Code: "ESC", Title: "T", Kind: trust.Pooled, Currency: money.USD})
	})
	missing(d, "account", func(q app.Query) (trust.Account, error) { return q.TrustAccount(a.ID + 9) })
	missing(d, "account by code", func(q app.Query) (trust.Account, error) { return q.TrustAccountByCode("IOLTA") })
	b := d.account("A")
	same(t, "accounts", see(d, func(q app.Query) ([]trust.Account, error) { return q.TrustAccounts() }), []trust.Account{b, a})

	d.post(entry(b.ID, d.ledger(b.ID, d.matter), trust.Receipt, "2026-06-01", 100))
	used := b
	used.Kind = trust.Separate
	d.refused(fault.Refused, "trust.account_used", func(tx app.Tx) error { return tx.SetTrustAccount(&used) })
	used = b
	used.Currency = money.CAD
	d.refused(fault.Refused, "trust.account_used", func(tx app.Tx) error { return tx.SetTrustAccount(&used) })
}

func testTrustLedger(t *testing.T, d *desk) {
	b, a := d.account("B"), d.account("A")
	missing(d, "ledger", func(q app.Query) (trust.Ledger, error) { return q.Ledger(a.ID, d.matter) })
	missing(d, "cushion", func(q app.Query) (trust.Ledger, error) { return q.Ledger(a.ID, 0) })
	want := func(account, matter int64) trust.Ledger {
		return trust.Ledger{ID: d.ledger(account, matter), AccountID: account, MatterID: matter}
	}
	aCushion, aOther, aFirst, bFirst := want(a.ID, 0), want(a.ID, d.otherMatter), want(a.ID, d.matter), want(b.ID, d.matter)
	if again := d.ledger(a.ID, 0); again != aCushion.ID {
		t.Errorf("the cushion was made twice: %d and %d", aCushion.ID, again)
	}
	if again := d.ledger(a.ID, d.matter); again != aFirst.ID {
		t.Errorf("a ledger was made twice: %d and %d", aFirst.ID, again)
	}
	same(t, "ledger", see(d, func(q app.Query) (trust.Ledger, error) { return q.Ledger(a.ID, d.matter) }), aFirst)
	same(t, "cushion", see(d, func(q app.Query) (trust.Ledger, error) { return q.Ledger(a.ID, 0) }), aCushion)
	for _, c := range []struct {
		f    app.TrustFilter
		want []trust.Ledger
	}{
		{app.TrustFilter{}, []trust.Ledger{aFirst, aOther, aCushion, bFirst}},
		{app.TrustFilter{AccountID: a.ID}, []trust.Ledger{aFirst, aOther, aCushion}},
		{app.TrustFilter{MatterID: d.matter}, []trust.Ledger{aFirst, bFirst}},
		{app.TrustFilter{LedgerID: aOther.ID}, []trust.Ledger{aOther}},
		{app.TrustFilter{AccountID: b.ID, MatterID: d.otherMatter}, nil},
	} {
		same(t, fmt.Sprintf("ledgers %+v", c.f), see(d, func(q app.Query) ([]trust.Ledger, error) { return q.Ledgers(c.f) }), c.want)
		var ids []trust.Ledger
		for _, b := range d.balances(c.f, "", "2026-06-01") {
			ids = append(ids, trust.Ledger{ID: b.LedgerID, AccountID: b.AccountID, MatterID: b.MatterID})
		}
		same(t, fmt.Sprintf("balances %+v", c.f), ids, c.want)
	}
}

func testTrustTxn(t *testing.T, d *desk) {
	a := d.account("IOLTA")
	first, second, cushion := d.ledger(a.ID, d.matter), d.ledger(a.ID, d.otherMatter), d.ledger(a.ID, 0)
	inv := d.issue(d.matter, "2026-0001", "2026-05-31", 50000)
	in := trust.Txn{AccountID: a.ID, PostedOn: day("2026-06-03"), Kind: trust.Receipt, Bank: 7500, Party: "Devi", Purpose: "advance fee", Instrument: trust.ByCheck, Reference: "dep 612",
		AvailableOn: day("2026-06-12"), AuthorisedBy: "Ada Dunne", InvoiceID: inv, Reason: "r", ExtID: "t-1", UserID: d.user, CreatedAt: deskTime.Add(3 * time.Millisecond),
		Splits: []trust.Split{{LedgerID: second, MatterID: d.otherMatter, Amount: 2500}, {LedgerID: first, MatterID: d.matter, Amount: 4000}, {LedgerID: cushion, Amount: 1000}}}
	in = d.post(in)
	d.do(func(tx app.Tx) error { return tx.SetClearedOn(in.ID, day("2026-06-04")) })
	in.ClearedOn = day("2026-06-04")
	full(t, in, "PaymentID", "ReversesID")
	read := func(id int64) trust.Txn {
		return see(d, func(q app.Query) (trust.Txn, error) { return q.TrustTxn(id) })
	}
	same(t, "transaction", read(in.ID), in)
	back := in.Mirror(trust.Reversal, day("2026-06-20"), "wrong amount")
	back.UserID, back.CreatedAt = d.user, deskTime
	back = d.post(back)
	same(t, "reversal", read(back.ID), back)
	if back.ReversesID != in.ID {
		t.Errorf("the reversal takes back %d, want %d", back.ReversesID, in.ID)
	}
	for id, want := range map[int64]int64{in.ID: back.ID, back.ID: 0} {
		if got := see(d, func(q app.Query) (int64, error) { return q.ReversalOf(id) }); got != want {
			t.Errorf("reversal of %d: %d, want %d", id, got, want)
		}
	}
	twice := in.Mirror(trust.Reversal, day("2026-06-21"), "again")
	if err := d.try(func(tx app.Tx) error { return tx.PostTrust(&twice) }); fault.Of(err) != fault.Refused && fault.Of(err) != fault.Conflict {
		t.Errorf("a transaction reversed twice: %v", err)
	}
	for ext, want := range map[string]int64{"t-1": in.ID, "t-2": 0, "": 0} {
		if got := see(d, func(q app.Query) (int64, error) { return q.TrustTxnByExt(ext) }); got != want {
			t.Errorf("transaction imported as %q: %d, want %d", ext, got, want)
		}
	}
	missing(d, "transaction", func(q app.Query) (trust.Txn, error) { return q.TrustTxn(in.ID + 100) })

	check := entry(a.ID, first, trust.Check, "2026-07-01", -1)
	check.Reference = "1089"
	d.post(entry(a.ID, first, trust.Receipt, "2026-06-30", 100))
	check = d.post(check)
	same(t, "defaults", read(check.ID).UserID, d.user)
	d.post(check.Mirror(trust.VoidItem, day("2026-07-02"), "lost"))
	for number, want := range map[string]int64{"1089": check.ID, "1090": 0, "": 0, "dep 612": 0} {
		if got := see(d, func(q app.Query) (int64, error) { return q.CheckUsed(a.ID, number) }); got != want {
			t.Errorf("check %q used by %d, want %d", number, got, want)
		}
	}
	check.ID, check.PostedOn = 0, day("2026-07-03")
	if err := d.try(func(tx app.Tx) error { return tx.PostTrust(&check) }); fault.Of(err) != fault.Conflict {
		t.Errorf("the number of a void check was used again: %v, want Conflict", err)
	}
}

func testTrustTxnRefused(t *testing.T, d *desk) {
	a, b := d.account("A"), d.account("B")
	devi, other, cushion, elsewhere := d.ledger(a.ID, d.matter), d.ledger(a.ID, d.otherMatter), d.ledger(a.ID, 0), d.ledger(b.ID, d.matter)
	d.post(entry(a.ID, devi, trust.Receipt, "2026-06-10", 1000))
	d.post(entry(a.ID, devi, trust.EFT, "2026-06-20", -400))
	for name, c := range map[string]struct {
		txn  trust.Txn
		code string
	}{
		"a cent too much":                 {entry(a.ID, devi, trust.EFT, "2026-06-30", -601), "trust.below_zero"},
		"before the money came":           {entry(a.ID, devi, trust.EFT, "2026-06-09", -1), "trust.below_zero"},
		"back-dated, below zero later":    {entry(a.ID, devi, trust.EFT, "2026-06-15", -601), "trust.below_zero"},
		"another client's money":          {entry(a.ID, other, trust.EFT, "2026-06-30", -1), "trust.below_zero"},
		"the empty cushion":               {entry(a.ID, cushion, trust.Charge, "2026-06-30", -1), "trust.below_zero"},
		"a ledger of the other account":   {entry(a.ID, elsewhere, trust.Receipt, "2026-06-30", 1), "trust.split_foreign"},
		"reversal of money that was paid": {trust.Txn{AccountID: a.ID, PostedOn: day("2026-06-30"), Kind: trust.Reversal, Bank: -1000, Party: "p", Purpose: "p", Splits: []trust.Split{{LedgerID: devi, Amount: -1000}}}, "trust.below_zero"},
		"parts that do not add up":        {trust.Txn{AccountID: a.ID, PostedOn: day("2026-06-30"), Kind: trust.Receipt, Bank: 3, Party: "p", Purpose: "p", Splits: []trust.Split{{LedgerID: devi, Amount: 2}}}, "trust.split_sum"},
		"nobody's money":                  {trust.Txn{AccountID: a.ID, PostedOn: day("2026-06-30"), Kind: trust.Receipt, Bank: 3, Party: "p", Purpose: "p"}, "trust.split_sum"},
	} {
		if err := d.try(func(tx app.Tx) error { txn := c.txn; return tx.PostTrust(&txn) }); fault.Code(err) != c.code || fault.Of(err) != fault.Refused {
			t.Errorf("%s: %v (%s), want %s", name, err, fault.Code(err), c.code)
		}
	}
	for name, txn := range map[string]trust.Txn{
		"no payee":   {AccountID: a.ID, PostedOn: day("2026-06-30"), Kind: trust.EFT, Bank: -1, Purpose: "p", Splits: []trust.Split{{LedgerID: devi, Amount: -1}}},
		"no purpose": {AccountID: a.ID, PostedOn: day("2026-06-30"), Kind: trust.EFT, Bank: -1, Party: "p", Splits: []trust.Split{{LedgerID: devi, Amount: -1}}},
		"no day":     {AccountID: a.ID, Kind: trust.Receipt, Bank: 1, Party: "p", Purpose: "p", Splits: []trust.Split{{LedgerID: devi, Amount: 1}}},
	} {
		if err := d.try(func(tx app.Tx) error { return tx.PostTrust(&txn) }); fault.Of(err) != fault.Invalid {
			t.Errorf("%s: %v, want Invalid", name, err)
		}
	}
	if n := len(see(d, func(q app.Query) ([]trust.Txn, error) { return q.TrustTxns(app.TrustFilter{}, app.Page{}) })); n != 2 {
		t.Errorf("%d transactions after all refusals, want 2", n)
	}
	d.post(entry(a.ID, devi, trust.EFT, "2026-06-15", -600))
	if got := d.balance(devi, "", "2026-07-01").Book; got != 0 {
		t.Errorf("the ledger ends at %d, want 0", got)
	}
	// On one day money comes in before it goes out, in whatever order it is posted.
	d.post(entry(a.ID, devi, trust.Receipt, "2026-07-01", 50))
	d.post(entry(a.ID, devi, trust.EFT, "2026-07-01", -50))
}

func testTrustTxns(t *testing.T, d *desk) {
	a, b := d.account("A"), d.account("B")
	ledgers := []int64{d.ledger(a.ID, d.matter), d.ledger(a.ID, d.otherMatter), d.ledger(b.ID, d.matter)}
	matters := []int64{d.matter, d.otherMatter, d.matter}
	var all []trust.Txn
	for i := range 18 {
		k := i % 3
		account := a.ID
		if k == 2 {
			account = b.ID
		}
		txn := entry(account, ledgers[k], []trust.Kind{trust.Receipt, trust.Interest}[i%2], day("2026-06-01").AddDays(i*5%7).String(), money.Amount(100+i))
		txn.Splits[0].MatterID = matters[k]
		if i == 6 { // both ledgers of account A
			txn.Splits = append(txn.Splits, trust.Split{LedgerID: ledgers[1], MatterID: d.otherMatter, Amount: 11})
			txn.Bank += 11
		}
		all = append(all, d.post(txn))
	}
	slices.SortFunc(all, func(a, b trust.Txn) int {
		return cmp.Or(b.PostedOn.Compare(a.PostedOn), cmp.Compare(b.ID, a.ID))
	})
	touches := func(txn trust.Txn, hit func(trust.Split) bool) bool { return slices.ContainsFunc(txn.Splits, hit) }
	for _, f := range []app.TrustFilter{
		{}, {AccountID: a.ID}, {AccountID: b.ID}, {LedgerID: ledgers[1]}, {MatterID: d.matter}, {MatterID: d.otherMatter},
		{From: day("2026-06-03")}, {To: day("2026-06-03")}, {From: day("2026-06-02"), To: day("2026-06-04"), AccountID: a.ID},
		{Kinds: []trust.Kind{trust.Interest}}, {Kinds: []trust.Kind{trust.Interest, trust.Receipt}}, {Kinds: []trust.Kind{trust.Check}},
		{AccountID: b.ID, MatterID: d.otherMatter},
	} {
		for _, oldest := range []bool{false, true} {
			f.Oldest = oldest
			var want []trust.Txn
			for _, txn := range all {
				if (f.AccountID == 0 || txn.AccountID == f.AccountID) && (f.From == 0 || txn.PostedOn >= f.From) && (f.To == 0 || txn.PostedOn <= f.To) &&
					(f.LedgerID == 0 || touches(txn, func(s trust.Split) bool { return s.LedgerID == f.LedgerID })) &&
					(f.MatterID == 0 || touches(txn, func(s trust.Split) bool { return s.MatterID == f.MatterID })) &&
					(len(f.Kinds) == 0 || slices.Contains(f.Kinds, txn.Kind)) {
					want = append(want, txn)
				}
			}
			if oldest {
				slices.Reverse(want)
			}
			same(t, fmt.Sprintf("%+v", f), see(d, func(q app.Query) ([]trust.Txn, error) { return q.TrustTxns(f, app.Page{}) }), want)
			var paged []trust.Txn
			page := app.Page{Limit: 4}
			for {
				some := see(d, func(q app.Query) ([]trust.Txn, error) { return q.TrustTxns(f, page) })
				paged = append(paged, some...)
				if len(some) < page.Limit {
					break
				}
				last := some[len(some)-1]
				page.AfterDate, page.AfterID = last.PostedOn, last.ID
			}
			same(t, fmt.Sprintf("%+v by pages", f), paged, want)
		}
	}
}

func testTrustTransfer(t *testing.T, d *desk) {
	a := d.account("IOLTA")
	devi := d.ledger(a.ID, d.matter)
	inv := d.issue(d.matter, "2026-0125", "2026-05-31", 5000)
	d.post(entry(a.ID, devi, trust.Receipt, "2026-06-01", 9000))
	transfer := entry(a.ID, devi, trust.Transfer, "2026-06-25", -5000)
	transfer.InvoiceID, transfer.Splits[0].MatterID = inv, d.matter
	payment := bill.Payment{ClientID: d.client, Date: day("2026-06-25"), Amount: 5000, Currency: money.USD, Method: bill.ByTrust, CreatedAt: deskTime,
		Allocations: []bill.Allocation{{InvoiceID: inv, AppliedOn: day("2026-06-25"), Amount: 5000, Shares: []bill.Share{{Part: bill.PartFees, TimekeeperID: d.tk1, Amount: 5000}}}}}
	d.do(func(tx app.Tx) error {
		if err := tx.PostTrust(&transfer); err != nil {
			return err
		}
		payment.TrustTxnID = transfer.ID
		return tx.AddPayment(&payment)
	})
	same(t, "payment", see(d, func(q app.Query) (bill.Payment, error) { return q.Payment(payment.ID) }), payment)
	transfer.PaymentID = payment.ID
	full(t, transfer, "Instrument", "Reference", "AvailableOn", "AuthorisedBy", "ReversesID", "Reason", "ExtID", "ClearedOn")
	same(t, "transfer", see(d, func(q app.Query) (trust.Txn, error) { return q.TrustTxn(transfer.ID) }), transfer)
	if err := d.try(func(tx app.Tx) error {
		twice := bill.Payment{ClientID: d.client, Date: day("2026-06-25"), Amount: 5000, Currency: money.USD, Method: bill.ByTrust, TrustTxnID: transfer.ID}
		return tx.AddPayment(&twice)
	}); fault.Of(err) != fault.Conflict {
		t.Errorf("one transfer paid twice: %v, want Conflict", err)
	}
}

// Random histories on three ledgers: on every day the ledgers add up to the
// journal of the bank, and none is below zero.
func testTrustJournal(t *testing.T, d *desk) {
	a := d.account("IOLTA")
	ledgers := []int64{d.ledger(a.ID, d.matter), d.ledger(a.ID, d.otherMatter), d.ledger(a.ID, 0)}
	r := rand.New(rand.NewPCG(31, 20260630))
	start := day("2026-06-01")
	refused := 0
	for range 150 {
		err := d.try(func(tx app.Tx) error {
			txn := trust.Txn{AccountID: a.ID, PostedOn: start.AddDays(r.IntN(30)), Kind: trust.Receipt, Party: "p", Purpose: "p"}
			for _, l := range ledgers[:1+r.IntN(3)] {
				s := trust.Split{LedgerID: l, Amount: money.Amount(r.Int64N(2000) - 900)}
				if s.Amount == 0 {
					s.Amount = 7
				}
				txn.Splits, txn.Bank = append(txn.Splits, s), txn.Bank+s.Amount
			}
			return tx.PostTrust(&txn)
		})
		if err != nil && fault.Code(err) != "trust.below_zero" {
			t.Fatal(err)
		}
		if err != nil {
			refused++
		}
	}
	all := see(d, func(q app.Query) ([]trust.Txn, error) { return q.TrustTxns(app.TrustFilter{Oldest: true}, app.Page{}) })
	if refused < 20 || len(all) < 50 {
		t.Fatalf("%d refused, %d posted: they prove too little", refused, len(all))
	}
	var journal money.Amount
	for on := start; on < start.AddDays(31); on++ {
		for len(all) > 0 && all[0].PostedOn == on {
			journal, all = journal+all[0].Bank, all[1:]
		}
		var sum money.Amount
		for _, b := range d.balances(app.TrustFilter{AccountID: a.ID}, on.String(), "") {
			if b.Book < 0 {
				t.Errorf("ledger %d is at %d on %s", b.LedgerID, b.Book, on)
			}
			sum += b.Book
		}
		if sum != journal {
			t.Errorf("on %s the ledgers add up to %d, the journal to %d", on, sum, journal)
		}
	}
}

// An act that goes on after a posting was refused has splits without a head and
// is not kept, with all that it did before.
func testTrustHalf(t *testing.T, d *desk) {
	a := d.account("IOLTA")
	devi := d.ledger(a.ID, d.matter)
	err := d.try(func(tx app.Tx) error {
		good, bad := entry(a.ID, devi, trust.Receipt, "2026-06-01", 100), entry(a.ID, devi, trust.EFT, "2026-06-02", -101)
		if err := tx.PostTrust(&good); err != nil {
			return err
		}
		if err := tx.PostTrust(&bad); err == nil {
			t.Error("below zero was accepted")
		}
		return nil
	})
	if err == nil {
		t.Error("an act with half a posting was kept")
	}
	if b := d.balance(devi, "", "2026-07-01"); b.Book != 0 {
		t.Errorf("the ledger is at %d after an act that failed", b.Book)
	}
}
