package work_test

import (
	"strings"
	"testing"

	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/work"
)

// The whole table, drawn: a row may go where there is an x.
const way = `
            draft released on_prebill billed written_off no_charge
draft       .     x        .          .      x           .
released    x     .        x          .      x           .
on_prebill  .     x        .          x      x           x
billed      .     x        .          .      .           .
written_off .     x        .          .      .           .
no_charge   .     x        .          .      .           .
`

func TestMovesBetweenStates(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(way), "\n")
	to := strings.Fields(lines[0])
	if len(to) != len(work.Statuses) || len(lines) != len(work.Statuses)+1 {
		t.Fatal("the table does not hold every state")
	}
	for _, l := range lines[1:] {
		cells := strings.Fields(l)
		for i, cell := range cells[1:] {
			if got, want := work.Status(cells[0]).May(work.Status(to[i])), cell == "x"; got != want {
				t.Errorf("%s to %s: %v", cells[0], to[i], got)
			}
		}
	}
	if work.Status("lost").May(work.Draft) || work.Status("lost").Known() {
		t.Error("an unknown state moves")
	}
}

func TestOnlyOpenWorkIsEditable(t *testing.T) {
	for s, code := range map[work.Status]string{
		work.Draft: "", work.Released: "", work.OnPreBill: "work.on_prebill", work.Billed: "work.billed",
		work.NoCharge: "work.billed", work.WrittenOff: "work.written_off", "lost": "work.state",
	} {
		err := s.Editable("time entry")
		if (err == nil) != (code == "") || err != nil && (fault.Code(err) != code || fault.Of(err) != fault.Refused) {
			t.Errorf("%s: %v", s, err)
		}
	}
}

// Lines of the worked invoice in the billing practice notes, and the half cent.
func TestPriceOfEntries(t *testing.T) {
	for _, c := range []struct {
		hours, rate    string
		billable       work.Billable
		amount, valued string
	}{
		{"0.8", "325", work.Yes, "260.00", "260.00"}, {"2.3", "240", work.Yes, "552.00", "552.00"}, {"1.1", "115", work.Yes, "126.50", "126.50"},
		{"0.5", "240", work.AtNoCharge, "0.00", "120.00"}, {"0.5", "240", work.NonBillable, "0.00", "120.00"},
		{"0.3", "212.15", work.Yes, "63.65", "63.65"},
	} {
		rate, _ := money.ParseRate(c.rate)
		e := work.Entry{Hours: hours(t, c.hours), Rate: rate, Billable: c.billable, Amount: 99}
		if err := e.Price(money.USD); err != nil {
			t.Fatal(err)
		}
		v, _ := e.Value(money.USD)
		if e.Amount.Plain(money.USD) != c.amount || v.Plain(money.USD) != c.valued {
			t.Errorf("%s x %s %s: %s of value %s", c.hours, c.rate, c.billable, e.Amount.Plain(money.USD), v.Plain(money.USD))
		}
	}
	e := work.Entry{Hours: 1 << 62, Rate: 1 << 62, Billable: work.Yes}
	if e.Price(money.USD) == nil {
		t.Error("an overflow was priced")
	}
}

func TestPriceOfExpenses(t *testing.T) {
	x := work.Expense{Units: hours(t, "84"), UnitPrice: 1000, Billable: work.Yes} // copies at 0.10
	if err := x.Price(money.USD); err != nil || x.Amount != 840 {
		t.Errorf("%d %v", x.Amount, err)
	}
	x.Billable = work.AtNoCharge
	if err := x.Price(money.USD); err != nil || x.Amount != 0 {
		t.Errorf("%d %v", x.Amount, err)
	}
	if v, _ := x.Value(money.USD); v != 840 {
		t.Errorf("value %d", v)
	}
}

func TestBillableLetters(t *testing.T) {
	for text, want := range map[string]work.Billable{"": work.Yes, "Y": work.Yes, "N": work.NonBillable, "NC": work.AtNoCharge} {
		if got, ok := work.ParseBillable(text); !ok || got != want {
			t.Errorf("%q: %q %v", text, got, ok)
		}
	}
	if _, ok := work.ParseBillable("yes"); ok {
		t.Error("yes is no letter of the column")
	}
}
