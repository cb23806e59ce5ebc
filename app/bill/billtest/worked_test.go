package billtest_test

import (
	"testing"

	"matterbook/app/bill"
	"matterbook/app/bill/billtest"
	"matterbook/app/money"
)

// The worked invoice must add up by itself, for others check against it.
func TestWorkedInvoiceAddsUp(t *testing.T) {
	inv := billtest.WorkedInvoice()
	var got bill.Totals
	for _, l := range inv.Lines {
		priced, err := l.Rate.Times(l.Units, inv.Currency)
		if err != nil || priced != l.Value {
			t.Errorf("line %d: %v x %v is %v, value says %v (%v)", l.No, l.Units, l.Rate, priced, l.Value, err)
		}
		switch l.Kind {
		case bill.Fee:
			got.Fees += l.Amount
			got.WorkedHours += l.Worked
			v, _ := l.Rate.Times(l.Worked, inv.Currency)
			got.WorkedValue += v
			if l.NoCharge {
				got.NoChargeHours += l.Units
			} else {
				got.Hours += l.Units
			}
		case bill.Hard:
			got.Hard += l.Amount
		case bill.Soft:
			got.Soft += l.Amount
		}
	}
	got.Discount = inv.Totals.Discount
	got.Total = got.Fees - got.Discount + got.Hard + got.Soft
	if got != inv.Totals {
		t.Errorf("lines add up to %+v\ntotals say     %+v", got, inv.Totals)
	}

	var fees, discount, tasks money.Amount
	for _, k := range inv.Timekeepers {
		fees += k.Fees
		discount += k.Discount
	}
	for _, k := range inv.Paper.Tasks {
		tasks += k.Fees
	}
	if fees != 209450 || discount != 8000 || tasks != 209450 {
		t.Errorf("timekeepers %v less %v, tasks %v", fees, discount, tasks)
	}
	tr := inv.Paper.Trust
	if tr.Balance-tr.ToApply != tr.After || tr.Target-tr.After != tr.Replenish || inv.Due() != 0 {
		t.Errorf("trust box: %+v, due %v", tr, inv.Due())
	}
}
