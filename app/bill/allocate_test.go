package bill_test

import (
	"testing"

	"matterbook/app/bill"
	"matterbook/app/bill/billtest"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func owed(t interface{ Fatal(...any) }, inv bill.Invoice, laid []bill.Share) bill.Owed {
	o, err := bill.StillOwed(inv, laid)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// Billing practice, section 14: 2,000.00 over A (900.00) and B (1,650.00:
// expenses 250.00, fees 1,400.00 of which 910.00 and 490.00).
func TestAllocateOldestDueFirst(t *testing.T) {
	a := bill.Invoice{ID: 1, Number: "A", DueOn: cal.MustParse("2026-05-31"), Totals: bill.Totals{Fees: 90000, Total: 90000},
		Timekeepers: []bill.TimekeeperTotal{{TimekeeperID: 1, Fees: 90000}}}
	b := bill.Invoice{ID: 2, Number: "B", DueOn: cal.MustParse("2026-06-30"), Totals: bill.Totals{Fees: 140000, Hard: 25000, Total: 165000},
		Timekeepers: []bill.TimekeeperTotal{{TimekeeperID: 1, Fees: 91000}, {TimekeeperID: 2, Fees: 49000}}}
	got, left, err := bill.Allocate(200000, []bill.Owed{owed(t, b, nil), owed(t, a, nil)}, bill.OldestFirst)
	if err != nil || left != 0 {
		t.Fatal(left, err)
	}
	want := []bill.Allocation{
		{InvoiceID: 1, Amount: 90000, Shares: []bill.Share{{Part: bill.PartFees, TimekeeperID: 1, Amount: 90000}}},
		{InvoiceID: 2, Amount: 110000, Shares: []bill.Share{{Part: bill.PartHard, Amount: 25000},
			{Part: bill.PartFees, TimekeeperID: 1, Amount: 55250}, {Part: bill.PartFees, TimekeeperID: 2, Amount: 29750}}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if rest := owed(t, b, got[1].Shares); rest.Balance() != 55000 {
		t.Errorf("B still owes %d, want 550.00", rest.Balance())
	}
	if _, left, _ := bill.Allocate(300000, []bill.Owed{owed(t, a, nil), owed(t, b, nil)}, ""); left != 45000 {
		t.Errorf("left over %d, want 450.00 as credit", left)
	}
	newest, _, _ := bill.Allocate(10000, []bill.Owed{owed(t, a, nil), owed(t, b, nil)}, bill.NewestFirst)
	if newest[0].InvoiceID != 2 {
		t.Errorf("newest first: %+v", newest)
	}
	part, _, _ := bill.Allocate(10000, []bill.Owed{owed(t, a, nil), owed(t, b, nil)}, bill.Proportional)
	if part[0].Amount != 3529 || part[1].Amount != 6471 {
		t.Errorf("proportional: %+v", part)
	}
	if _, _, err := bill.Allocate(1, nil, "cheapest"); fault.Of(err) != fault.Invalid {
		t.Errorf("unknown rule: %v", err)
	}
}

// Section 22: the transfer of 2,180.40 goes to hard costs 157.50, soft 8.40,
// fees 2,014.50.
func TestAllocateTheWorkedInvoice(t *testing.T) {
	inv := billtest.WorkedInvoice()
	shares, err := owed(t, inv, nil).Lay(218040)
	if err != nil {
		t.Fatal(err)
	}
	want := []bill.Share{{Part: bill.PartHard, Amount: 15750}, {Part: bill.PartSoft, Amount: 840},
		{Part: bill.PartFees, TimekeeperID: 1, Amount: 84500 - 3228}, {Part: bill.PartFees, TimekeeperID: 2, Amount: 100800 - 3850},
		{Part: bill.PartFees, TimekeeperID: 3, Amount: 24150 - 922}}
	if d := cmp.Diff(want, shares); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	credit, err := owed(t, inv, nil).LayCredit(10000)
	if err != nil || credit[0].Part != bill.PartFees || len(credit) != 3 {
		t.Errorf("a credit gives up fees first: %+v %v", credit, err)
	}
	if _, err := owed(t, inv, nil).Lay(218041); fault.Code(err) != "payment.above_balance" {
		t.Errorf("a cent too much: %v", err)
	}
	if _, err := bill.StillOwed(inv, []bill.Share{{Part: bill.PartSoft, Amount: 841}}); fault.Of(err) != fault.Internal {
		t.Errorf("an overpaid part: %v", err)
	}
	if _, err := bill.StillOwed(inv, []bill.Share{{Part: bill.PartFees, TimekeeperID: 77, Amount: 1}}); fault.Of(err) != fault.Internal {
		t.Errorf("a share of a stranger: %v", err)
	}
	inv.Status = bill.Void
	if owed(t, inv, nil).Balance() != 0 {
		t.Error("a void invoice owes something")
	}
}

func TestRefundsAreSetAgainstOtherParts(t *testing.T) {
	inv := bill.Invoice{Totals: bill.Totals{Fees: 10000, Hard: -3000, Soft: 1000, Total: 8000},
		Timekeepers: []bill.TimekeeperTotal{{TimekeeperID: 1, Fees: 5000}, {TimekeeperID: 2, Fees: 5000}}}
	want := []bill.Share{{Part: bill.PartFees, TimekeeperID: 1, Amount: 3000}, {Part: bill.PartFees, TimekeeperID: 2, Amount: 5000}}
	if d := cmp.Diff(want, bill.BilledShares(inv)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func anyInvoice(t *rapid.T, id int64) bill.Invoice {
	amount := func(name string) money.Amount { return money.Amount(rapid.Int64Range(0, 100_000).Draw(t, name)) }
	inv := bill.Invoice{ID: id, Number: string(rune('A' + id)), DueOn: cal.Date(739000 + rapid.Int32Range(0, 5).Draw(t, "due"))}
	inv.Totals = bill.Totals{Tax: amount("tax"), Hard: amount("hard"), Soft: amount("soft"), Interest: amount("interest")}
	var fees []money.Amount
	for k := range rapid.Int64Range(1, 4).Draw(t, "keepers") {
		f := amount("fees")
		fees = append(fees, f)
		inv.Totals.Fees += f
		inv.Timekeepers = append(inv.Timekeepers, bill.TimekeeperTotal{TimekeeperID: k + 1, Fees: f})
	}
	inv.Totals.Discount = money.Amount(rapid.Int64Range(0, int64(inv.Totals.Fees)).Draw(t, "discount"))
	for i, d := range money.Split(inv.Totals.Discount, money.Weights(fees)) {
		inv.Timekeepers[i].Discount = d
	}
	inv.Totals.Total = inv.Totals.Fees - inv.Totals.Discount + inv.Totals.Hard + inv.Totals.Soft + inv.Totals.Tax + inv.Totals.Interest
	return inv
}

// Payments and credits in any slices, some of them taken back: shares sum
// exactly, nothing is negative, no part or timekeeper is ever overpaid, and
// when nothing is left each part is paid exactly as billed.
func TestAnySlicesEndWithEachPartExactlyPaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		inv := anyInvoice(t, 1)
		var laid []bill.Share
		for step := 0; ; step++ {
			o := owed(t, inv, laid)
			if o.Balance() == 0 {
				break
			}
			slice := money.Amount(rapid.Int64Range(1, int64(o.Balance())).Draw(t, "slice"))
			if step > 20 {
				slice = o.Balance()
			}
			lay := o.Lay
			if rapid.IntRange(0, 3).Draw(t, "credit") == 0 {
				lay = o.LayCredit
			}
			shares, err := lay(slice)
			if err != nil {
				t.Fatal(err)
			}
			var sum money.Amount
			for _, s := range shares {
				if s.Amount <= 0 {
					t.Fatalf("a share of %d", s.Amount)
				}
				sum += s.Amount
			}
			if sum != slice {
				t.Fatalf("shares add up to %d, not %d", sum, slice)
			}
			laid = append(laid, shares...)
			if step < 20 && rapid.IntRange(0, 4).Draw(t, "bounces") == 0 {
				for _, back := range bill.TakeBack([]bill.Allocation{{InvoiceID: 1, Amount: slice, Shares: shares}}, 1) {
					if back.Amount != -slice {
						t.Fatalf("taken back %d of %d", back.Amount, slice)
					}
					laid = append(laid, back.Shares...)
				}
			}
		}
		paid := map[bill.Share]money.Amount{}
		for _, s := range laid {
			paid[bill.Share{Part: s.Part, TimekeeperID: s.TimekeeperID}] += s.Amount
		}
		for _, s := range bill.BilledShares(inv) {
			k := bill.Share{Part: s.Part, TimekeeperID: s.TimekeeperID}
			if paid[k] != s.Amount {
				t.Fatalf("%v was billed %d and paid %d", k, s.Amount, paid[k])
			}
		}
	})
}

func TestAllocateNeverOverpays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []bill.Owed
		balance := map[int64]money.Amount{}
		var open money.Amount
		for id := range rapid.Int64Range(1, 5).Draw(t, "invoices") {
			o := owed(t, anyInvoice(t, id+1), nil)
			list = append(list, o)
			balance[o.InvoiceID] = o.Balance()
			open += o.Balance()
		}
		amount := money.Amount(rapid.Int64Range(0, 3_000_000).Draw(t, "amount"))
		rule := rapid.SampledFrom(bill.Rules).Draw(t, "rule")
		allocs, left, err := bill.Allocate(amount, list, rule)
		if err != nil {
			t.Fatal(err)
		}
		sum := left
		for _, a := range allocs {
			sum += a.Amount
			if a.Amount <= 0 || a.Amount > balance[a.InvoiceID] {
				t.Fatalf("%d laid on invoice %d that owes %d", a.Amount, a.InvoiceID, balance[a.InvoiceID])
			}
			var shares money.Amount
			for _, s := range a.Shares {
				shares += s.Amount
			}
			if shares != a.Amount {
				t.Fatalf("shares %d of allocation %d", shares, a.Amount)
			}
		}
		if sum != amount || left != max(amount-open, 0) {
			t.Fatalf("%d became %d with %d left of %d open", amount, sum, left, open)
		}
	})
}
