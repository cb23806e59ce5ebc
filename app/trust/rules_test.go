package trust_test

import (
	"testing"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/trust"

	"pgregory.net/rapid"
)

func day(s string) cal.Date { return cal.MustParse(s) }

// The Devi ledger of June 2026: 3,000.00 on 31 May, 435.00 out on the 5th,
// 1,500.00 in on the 24th, 2,180.40 out on the 25th.
var devi = []trust.Day{
	{On: day("2026-06-05"), Out: -43500},
	{On: day("2026-06-24"), In: 150000},
	{On: day("2026-06-25"), Out: -218040},
}

func TestRoomLooksForwardFromABackDatedDay(t *testing.T) {
	r, err := trust.RoomOn(day("2026-06-02"), 300000, devi, 0, 0)
	if err != nil || r.Available() != 188460 || r.Book != 300000 || r.LowestOn != day("2026-06-25") {
		t.Errorf("room on 2 June: %+v (available %d), want 1,884.60 because of 25 June", r, r.Available())
	}
	before := devi[:1] // seen on 15 June, before the later entries exist
	r, _ = trust.RoomOn(day("2026-06-15"), 300000, before, 0, 0)
	if r.Available() != 256500 {
		t.Errorf("available on 15 June %d, want 2,565.00", r.Available())
	}
}

func TestRoomTakesAwayWhatIsNotCollectedAndWhatIsHeld(t *testing.T) {
	// On 25 June the check of the 24th is not collected: 2,565.00 is.
	r, _ := trust.RoomOn(day("2026-06-25"), 300000, devi[:2], 150000, 0)
	if r.Available() != 256500 {
		t.Errorf("available %d, want 2,565.00", r.Available())
	}
	r, _ = trust.RoomOn(day("2026-06-25"), 300000, devi[:2], 150000, 100000)
	if r.Available() != 156500 {
		t.Errorf("available %d with 1,000.00 held, want 1,565.00", r.Available())
	}
	r, _ = trust.RoomOn(day("2026-06-01"), 1000, nil, 5000, 0)
	if r.Available() != 0 {
		t.Errorf("available is never below zero: %d", r.Available())
	}
}

func TestPayingOutTheRoomNeverGoesBelowZeroAndOneCentMoreDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := day("2026-01-01")
		var days []trust.Day
		balances := map[cal.Date]money.Amount{}
		balance := money.Amount(rapid.Int64Range(0, 1000).Draw(t, "before"))
		before := balance
		for i := range rapid.IntRange(0, 12).Draw(t, "days") {
			on := start.AddDays(i * rapid.IntRange(1, 3).Draw(t, "gap"))
			if len(days) > 0 && on <= days[len(days)-1].On {
				continue
			}
			in := money.Amount(rapid.Int64Range(0, 500).Draw(t, "in"))
			out := money.Amount(rapid.Int64Range(0, int64(balance+in)).Draw(t, "out"))
			balance += in - out
			days = append(days, trust.Day{On: on, In: in, Out: -out})
			balances[on] = balance
		}
		on := start.AddDays(rapid.IntRange(0, 40).Draw(t, "on"))
		r, err := trust.RoomOn(on, before, days, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		// The plain way: the balance on the day and on every later day.
		lowest, book := money.Amount(-1), before
		for _, d := range days {
			if d.On <= on {
				book = balances[d.On]
			}
		}
		lowest = book
		for d, b := range balances {
			if d > on {
				lowest = min(lowest, b)
			}
		}
		if r.Book != book || r.Available() != lowest {
			t.Fatalf("room %+v, want book %d and available %d", r, book, lowest)
		}
	})
}

func TestHoldDaysCountBankingDays(t *testing.T) {
	h := trust.HoldDays{trust.ByCheck: 7, trust.ByWire: 0, trust.ByACH: 3}
	for _, c := range []struct {
		by       trust.Instrument
		from, to string
	}{
		{trust.ByWire, "2026-06-06", "2026-06-06"},
		{trust.ByCheck, "2026-06-03", "2026-06-12"}, // a Wednesday; one week-end between
		{trust.ByACH, "2026-06-05", "2026-06-10"},   // a Friday
		{"draft", "2026-06-03", "2026-06-12"},       // unknown: as long as a check
	} {
		if got := h.AvailableFrom(day(c.from), c.by); got != day(c.to) {
			t.Errorf("%s received %s counts from %s, want %s", c.by, c.from, got, c.to)
		}
	}
}

func TestPayeeIsANamedPerson(t *testing.T) {
	for _, bad := range []string{"", "  ", "cash", "CASH", " Bearer.", "myself", "***", "123"} {
		for _, k := range []trust.Kind{trust.Check, trust.Receipt} {
			var check fault.Check
			trust.CheckParty(&check, k, bad)
			if check.OK() {
				t.Errorf("a %s of %q was accepted", k, bad)
			}
		}
	}
	var check fault.Check
	trust.CheckParty(&check, trust.Check, "Clerk of Court")
	trust.CheckParty(&check, trust.Check, "Cash & Carry Couriers LLC")
	if !check.OK() {
		t.Errorf("%v", check.Faults())
	}
}

func TestMirrorTakesBackEveryLedger(t *testing.T) {
	txn := trust.Txn{ID: 7, Kind: trust.Receipt, Bank: 500, Party: "A", Purpose: "advance",
		Splits: []trust.Split{{LedgerID: 1, Amount: 300}, {LedgerID: 2, Amount: 200}}}
	m := txn.Mirror(trust.Reversal, day("2026-07-01"), "wrong client")
	if m.Bank != -500 || m.ReversesID != 7 || m.Splits[0].Amount != -300 || m.Check() != nil {
		t.Errorf("%+v", m)
	}
	m.Bank++
	if m.Check() == nil {
		t.Error("splits that do not add up were accepted")
	}
}
