package storetest

import (
	"errors"
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/trust"
)

func testTrustCleared(t *testing.T, d *desk) {
	a := d.account("IOLTA")
	txn := d.post(entry(a.ID, d.ledger(a.ID, d.matter), trust.Receipt, "2026-06-03", 1000))
	for _, on := range []string{"2026-06-04", "2026-06-04", "2026-06-10", "", ""} {
		d.do(func(tx app.Tx) error { return tx.SetClearedOn(txn.ID, day(on)) })
		same(t, "cleared", see(d, func(q app.Query) (cal.Date, error) { return q.ClearedOn(txn.ID) }), day(on))
	}
	d.do(func(tx app.Tx) error { return tx.SetClearedOn(txn.ID, day("2026-06-10")) })
	lines := see(d, func(q app.Query) ([]trust.LedgerLine, error) { return q.LedgerLines(txn.Splits[0].LedgerID, 0, 0) })
	same(t, "ledger lines", lines, []trust.LedgerLine{{TxnID: txn.ID, PostedOn: txn.PostedOn, Kind: trust.Receipt, Party: txn.Party, Purpose: txn.Purpose, Amount: 1000, Balance: 1000, ClearedOn: day("2026-06-10")}})
	if err := d.try(func(tx app.Tx) error { return tx.SetClearedOn(txn.ID+9, day("2026-06-10")) }); fault.Of(err) != fault.Refused {
		t.Errorf("a transaction that is not there was cleared: %v, want Refused", err)
	}
	a.ClosedThrough = day("2026-06-15")
	d.do(func(tx app.Tx) error { return tx.SetTrustAccount(&a) })
	for _, on := range []string{"", "2026-06-20", "2026-06-11"} {
		d.refused(fault.Refused, "trust.period_closed", func(tx app.Tx) error { return tx.SetClearedOn(txn.ID, day(on)) })
	}
	same(t, "cleared in the closed period", see(d, func(q app.Query) (cal.Date, error) { return q.ClearedOn(txn.ID) }), day("2026-06-10"))
}

func testTrustHold(t *testing.T, d *desk) {
	a := d.account("IOLTA")
	devi, other := d.ledger(a.ID, d.matter), d.ledger(a.ID, d.otherMatter)
	d.post(entry(a.ID, devi, trust.Receipt, "2026-06-01", 10000))
	lien := trust.Hold{LedgerID: devi, Amount: 3000, Reason: "lien", Claimant: "Hospital", From: day("2026-06-05")}
	dispute := trust.Hold{LedgerID: devi, Amount: 500, Reason: "dispute", Claimant: "Devi", From: day("2026-06-10")}
	d.do(func(tx app.Tx) error {
		return errors.Join(tx.AddHold(&lien), tx.AddHold(&dispute), tx.AddHold(&trust.Hold{LedgerID: other, Amount: 1, Reason: "x", From: day("2026-06-05")}))
	})
	old := lien
	lien.ReleasedOn, lien.ReleaseReason = day("2026-06-20"), "settlement of 19 June"
	d.do(func(tx app.Tx) error { return tx.SetHold(&lien) })
	full(t, lien)
	same(t, "hold", see(d, func(q app.Query) (trust.Hold, error) { return q.Hold(lien.ID) }), lien)
	same(t, "hold in force", see(d, func(q app.Query) (trust.Hold, error) { return q.Hold(dispute.ID) }), dispute)
	old.ReleasedOn = day("2026-06-21")
	d.refused(fault.Conflict, "trust_hold.changed", func(tx app.Tx) error { return tx.SetHold(&old) })
	for name, change := range map[string]func(*trust.Hold){
		"amount": func(h *trust.Hold) { h.Amount-- }, "ledger": func(h *trust.Hold) { h.LedgerID = other }, "reason": func(h *trust.Hold) { h.Reason = "x" },
		"claimant": func(h *trust.Hold) { h.Claimant = "x" }, "from": func(h *trust.Hold) { h.From++ },
	} {
		changed := dispute
		change(&changed)
		if err := d.try(func(tx app.Tx) error { return tx.SetHold(&changed) }); fault.Code(err) != "trust.hold_kept" {
			t.Errorf("the %s of a hold was changed: %v", name, err)
		}
	}
	again := lien
	again.ReleasedOn = 0
	d.refused(fault.Refused, "trust.hold_kept", func(tx app.Tx) error { return tx.SetHold(&again) })
	missing(d, "hold", func(q app.Query) (trust.Hold, error) { return q.Hold(lien.ID + 9) })

	for _, c := range []struct {
		asOf string
		want []trust.Hold
		held money.Amount
	}{
		{"2026-06-04", nil, 0},
		{"2026-06-05", []trust.Hold{lien}, 3000},
		{"2026-06-10", []trust.Hold{lien, dispute}, 3500},
		{"2026-06-19", []trust.Hold{lien, dispute}, 3500},
		{"2026-06-20", []trust.Hold{dispute}, 500},
	} {
		same(t, "holds on "+c.asOf, see(d, func(q app.Query) ([]trust.Hold, error) { return q.Holds(devi, day(c.asOf)) }), c.want)
		if b := d.balance(devi, c.asOf, "2026-06-30"); b.Held != c.held || b.Book != 10000 || b.Available() != 10000-c.held {
			t.Errorf("on %s: %+v, want %d held", c.asOf, b, c.held)
		}
		if b := d.balance(devi, "", c.asOf); b.Held != c.held {
			t.Errorf("today being %s: %d held, want %d", c.asOf, b.Held, c.held)
		}
	}
	same(t, "all holds", see(d, func(q app.Query) ([]trust.Hold, error) { return q.Holds(devi, 0) }), []trust.Hold{lien, dispute})
}

func testTrustUncleared(t *testing.T, d *desk) {
	a := d.account("IOLTA")
	devi, other, cushion := d.ledger(a.ID, d.matter), d.ledger(a.ID, d.otherMatter), d.ledger(a.ID, 0)
	receipt := func(on, available string, kind trust.Kind, splits ...trust.Split) trust.Txn {
		txn := trust.Txn{AccountID: a.ID, PostedOn: day(on), Kind: kind, Party: "p", Purpose: "p", Instrument: trust.ByCheck, AvailableOn: day(available), Splits: splits}
		for _, s := range splits {
			txn.Bank += s.Amount
		}
		return d.post(txn)
	}
	receipt("2026-06-01", "2026-06-01", trust.Receipt, trust.Split{LedgerID: devi, Amount: 1000})
	receipt("2026-06-01", "", trust.Receipt, trust.Split{LedgerID: devi, Amount: 10}) // no day: collected at once
	receipt("2026-06-10", "2026-06-19", trust.Receipt, trust.Split{LedgerID: devi, Amount: 300}, trust.Split{LedgerID: other, Amount: 40})
	early := receipt("2026-06-11", "2026-06-22", trust.Receipt, trust.Split{LedgerID: devi, Amount: 5000})
	bounced := receipt("2026-06-12", "2026-06-23", trust.Receipt, trust.Split{LedgerID: devi, Amount: 70000})
	receipt("2026-06-12", "2026-06-15", trust.Cushion, trust.Split{LedgerID: cushion, Amount: 20})
	d.do(func(tx app.Tx) error { return tx.SetClearedOn(early.ID, day("2026-06-14")) }) // the bank was quicker
	back := bounced.Mirror(trust.Reversal, day("2026-06-16"), "returned unpaid")
	d.post(back)
	d.post(entry(a.ID, devi, trust.EFT, "2026-06-17", -100))

	for _, c := range []struct {
		asOf                 string
		book, uncleared      money.Amount
		other, otherUnclear  money.Amount
		cushion, cushUnclear money.Amount
	}{
		{"2026-05-31", 0, 0, 0, 0, 0, 0},
		{"2026-06-09", 1010, 0, 0, 0, 0, 0},
		{"2026-06-10", 1310, 300, 40, 40, 0, 0},
		{"2026-06-11", 6310, 5300, 40, 40, 0, 0},
		{"2026-06-13", 76310, 75300, 40, 40, 20, 20},
		{"2026-06-14", 76310, 70300, 40, 40, 20, 20},
		{"2026-06-15", 76310, 70300, 40, 40, 20, 0},
		{"2026-06-16", 6310, 300, 40, 40, 20, 0}, // taken back: not counted as uncollected
		{"2026-06-18", 6210, 300, 40, 40, 20, 0},
		{"2026-06-19", 6210, 0, 40, 0, 20, 0},
	} {
		for ledger, want := range map[int64][2]money.Amount{devi: {c.book, c.uncleared}, other: {c.other, c.otherUnclear}, cushion: {c.cushion, c.cushUnclear}} {
			for _, b := range []trust.Balance{d.balance(ledger, c.asOf, "2026-12-31"), find(d.balances(app.TrustFilter{}, c.asOf, ""), ledger)} {
				if b.Book != want[0] || b.Uncleared != want[1] {
					t.Errorf("ledger %d on %s: book %d, uncleared %d, want %d, %d", ledger, c.asOf, b.Book, b.Uncleared, want[0], want[1])
				}
			}
		}
	}
	for today, want := range map[string]money.Amount{"2026-06-13": 5300, "2026-06-14": 300, "2026-06-18": 300, "2026-06-19": 0} {
		// Now everything posted counts, the reversal of the 16th too.
		if b := d.balance(devi, "", today); b.Book != 6210 || b.Uncleared != want || b.Available() != 6210-want {
			t.Errorf("today being %s: %+v, want %d uncleared", today, b, want)
		}
	}

	// A deposit that pays for another ledger's share leaves only what came in
	// uncollected; money of a void dated ahead counts from that day.
	receipt("2026-07-10", "2026-07-20", trust.Receipt, trust.Split{LedgerID: devi, Amount: 100}, trust.Split{LedgerID: other, Amount: -30})
	check := entry(a.ID, devi, trust.Check, "2026-07-10", -500)
	check.Reference = "1093"
	d.post(d.post(check).Mirror(trust.VoidItem, day("2026-07-15"), "lost"))
	for ledger, want := range map[int64][2]money.Amount{devi: {6310, 600}, other: {10, 0}} {
		if b := d.balance(ledger, "", "2026-07-14"); b.Book != want[0] || b.Uncleared != want[1] {
			t.Errorf("ledger %d, today being 14 July: %+v, want book %d, uncleared %d", ledger, b, want[0], want[1])
		}
	}
	if b := d.balance(devi, "", "2026-07-15"); b.Uncleared != 100 {
		t.Errorf("on the day of the void: %+v, want 100 uncleared", b)
	}
}

func find(all []trust.Balance, ledger int64) trust.Balance {
	for _, b := range all {
		if b.LedgerID == ledger {
			return b
		}
	}
	return trust.Balance{}
}
