package bill_test

import (
	"testing"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

func TestTakeLeavesWhatIsNotToBeBilled(t *testing.T) {
	day := cal.MustParse("2026-06-30")
	e := func(id int64, change func(*work.Entry)) work.Entry {
		x := work.Entry{ID: id, Date: day, Billable: work.Yes, Status: work.Released}
		change(&x)
		return x
	}
	entries := []work.Entry{
		e(1, func(*work.Entry) {}),
		e(2, func(x *work.Entry) { x.Status = work.Draft }),
		e(3, func(x *work.Entry) { x.HoldReason = "awaiting settlement" }),
		e(4, func(x *work.Entry) { x.HoldReason, x.HoldUntil = "until July", day.AddDays(1) }),
		e(5, func(x *work.Entry) { x.HoldReason, x.HoldUntil = "until today", day }),
		e(6, func(x *work.Entry) { x.Billable = work.NonBillable }),
		e(7, func(x *work.Entry) { x.Billable = work.AtNoCharge }),
		e(8, func(x *work.Entry) { x.Date = day.AddDays(1) }),
		e(9, func(x *work.Entry) { x.Status = work.OnPreBill }),
		e(10, func(x *work.Entry) { x.Status = work.Billed }),
		e(11, func(x *work.Entry) { x.Status = work.WrittenOff }),
	}
	got := bill.Take(entries, nil, day, day)
	var ids []int64
	for _, x := range got.Entries {
		ids = append(ids, x.ID)
	}
	if len(ids) != 3 || ids[0] != 1 || ids[1] != 5 || ids[2] != 7 {
		t.Errorf("taken %v, want 1, 5, 7", ids)
	}
	if got.Drafts != 1 || got.Held != 2 || got.NonBillable != 1 || got.OnPreBill != 1 {
		t.Errorf("left %+v", got)
	}
	if w := bill.Take(entries[1:4], nil, day, day).WhyNot(); w != "nothing to bill: 1 draft not released, 2 items held" {
		t.Errorf("why not: %q", w)
	}
	if w := bill.Take(nil, nil, day, day).WhyNot(); w != "no unbilled work" {
		t.Errorf("why not: %q", w)
	}
	if w := bill.Unbillable(firm.Matter{Arrangement: firm.Flat}); w != "fee arrangement flat is not billed by time" {
		t.Errorf("flat: %q", w)
	}
	if bill.Unbillable(firm.Matter{Arrangement: firm.Blended}) != "" || bill.Unbillable(firm.Matter{Arrangement: firm.Hourly}) != "" {
		t.Error("hourly and blended matters are billed by time")
	}
}

func TestNoChargeWorkComesWithItsValueAndTrustPaidCostsWithNothingDue(t *testing.T) {
	day := cal.MustParse("2026-06-05")
	lines, err := bill.NewLines(1, 4, bill.Taken{
		Entries:  []work.Entry{{ID: 1, Date: day, TimekeeperID: 2, Hours: 5000, Worked: 5000, Rate: 2400000, Billable: work.AtNoCharge}},
		Expenses: []work.Expense{{ID: 2, Date: day, Kind: work.HardCost, Units: 10000, UnitPrice: 4350000, Amount: 43500, Billable: work.Yes, TrustTxnID: 3}},
	}, map[int64]string{3: "paid from trust 06-05, check 1089"}, money.USD)
	if err != nil {
		t.Fatal(err)
	}
	nc, paid := lines[0], lines[1]
	if nc.No != 5 || nc.Action != bill.LineNoCharge || nc.Was.Amount != 0 || nc.Now.Amount != 12000 || nc.WriteDown() != 0 {
		t.Errorf("no charge line %+v", nc)
	}
	if paid.No != 6 || paid.Was.Amount != 0 || paid.Now.Amount != 0 || paid.TrustPaid == "" {
		t.Errorf("trust paid line %+v", paid)
	}
	c, err := bill.Compute(lines, people, 0, money.USD)
	if err != nil || c.Totals.Total != 0 || c.Lines[0].Value != 12000 || c.Lines[1].Value != 43500 || c.Totals.WorkedValue != 12000 {
		t.Errorf("%+v %v", c, err)
	}
}
