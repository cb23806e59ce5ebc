package bill_test

import (
	"testing"
	"time"

	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/money"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func feeLine() bill.PreBillLine {
	f := bill.LineFigures{Units: 19000, Rate: 2400000, Amount: 45600, Text: "Draft requests"}
	return bill.PreBillLine{No: 6, Kind: bill.Fee, EntryID: 1, TimekeeperID: 2, Worked: 19000, Was: f, Now: f}
}

func hardLine() bill.PreBillLine {
	f := bill.LineFigures{Units: 10000, Rate: 950000, Amount: 9500, Text: "Process server"}
	return bill.PreBillLine{No: 7, Kind: bill.Hard, ExpenseID: 1, Was: f, Now: f}
}

func TestEditKeepsWhatCame(t *testing.T) {
	at := time.Date(2026, 6, 18, 9, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		change bill.Change
		want   bill.LineFigures
		action bill.LineAction
		down   money.Amount
	}{
		"hours price the line again":   {bill.Change{Units: ptr(money.Quantity(15000)), Reason: "dup"}, bill.LineFigures{Units: 15000, Rate: 2400000, Amount: 36000, Text: "Draft requests"}, "", 9600},
		"rate prices the line again":   {bill.Change{Rate: ptr(money.Rate(2000000)), Reason: "agreed"}, bill.LineFigures{Units: 19000, Rate: 2000000, Amount: 38000, Text: "Draft requests"}, "", 7600},
		"amount stands beside hours":   {bill.Change{Amount: ptr(money.Amount(40000)), Reason: "even sum"}, bill.LineFigures{Units: 19000, Rate: 2400000, Amount: 40000, Text: "Draft requests"}, "", 5600},
		"a text needs no reason":       {bill.Change{Text: ptr(" Draft first requests\r\n")}, bill.LineFigures{Units: 19000, Rate: 2400000, Amount: 45600, Text: "Draft first requests"}, "", 0},
		"no charge keeps the figures":  {bill.Change{Action: ptr(bill.LineNoCharge), Reason: "training"}, feeLine().Now, bill.LineNoCharge, 45600},
		"a held line is no write-down": {bill.Change{Action: ptr(bill.LineHeld), Reason: "wait"}, feeLine().Now, bill.LineHeld, 0},
		"a write-up is negative":       {bill.Change{Units: ptr(money.Quantity(20000)), Reason: "error"}, bill.LineFigures{Units: 20000, Rate: 2400000, Amount: 48000, Text: "Draft requests"}, "", -2400},
	} {
		got, err := bill.Edit(feeLine(), c.change, money.USD, 4, at)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got.Now != c.want || got.Action != c.action || got.WriteDown() != c.down {
			t.Errorf("%s: %+v %q, down %d", name, got.Now, got.Action, got.WriteDown())
		}
		if got.Was != feeLine().Was || got.EditedBy != 4 || !got.EditedAt.Equal(at) || got.Reason != c.change.Reason {
			t.Errorf("%s: not kept who, when, why, or what came: %+v", name, got)
		}
		back, err := bill.Edit(got, bill.Change{Back: true, Reason: "as it came"}, money.USD, 4, at)
		if err != nil || back.Now != feeLine().Now || back.Action != bill.LineKept {
			t.Errorf("%s: taken back it is %+v (%v)", name, back, err)
		}
	}
}

func TestEditRefuses(t *testing.T) {
	moved := feeLine()
	moved.Action = bill.LineTransferred
	paid := hardLine()
	paid.TrustPaid = "paid from trust"
	for name, c := range map[string]struct {
		line   bill.PreBillLine
		change bill.Change
		code   string
	}{
		"money without a reason":     {feeLine(), bill.Change{Units: ptr(money.Quantity(1000))}, "reason.required"},
		"a blank reason":             {feeLine(), bill.Change{Action: ptr(bill.LineHeld), Reason: " \t"}, "reason.required"},
		"write off without a reason": {feeLine(), bill.Change{Action: ptr(bill.LineWrittenOff)}, "reason.required"},
		"text and money, no reason":  {feeLine(), bill.Change{Text: ptr("x"), Rate: ptr(money.Rate(1))}, "reason.required"},
		"nothing changed":            {feeLine(), bill.Change{Units: ptr(money.Quantity(19000)), Reason: "x"}, "prebill.no_change"},
		"25 hours":                   {feeLine(), bill.Change{Units: ptr(money.Quantity(250000)), Reason: "x"}, "prebill.line_invalid"},
		"negative hours":             {feeLine(), bill.Change{Units: ptr(money.Quantity(-1)), Reason: "x"}, "prebill.line_invalid"},
		"negative rate":              {feeLine(), bill.Change{Rate: ptr(money.Rate(-1)), Reason: "x"}, "prebill.line_invalid"},
		"negative amount":            {feeLine(), bill.Change{Amount: ptr(money.Amount(-1)), Reason: "x"}, "prebill.line_invalid"},
		"blank text":                 {feeLine(), bill.Change{Text: ptr("  ")}, "prebill.line_invalid"},
		"transferred away":           {moved, bill.Change{Text: ptr("x")}, "prebill.line_gone"},
		"moved by an edit":           {feeLine(), bill.Change{Action: ptr(bill.LineTransferred), Reason: "x"}, "prebill.line_invalid"},
		"hard cost above cost":       {hardLine(), bill.Change{Amount: ptr(money.Amount(9501)), Reason: "x"}, "prebill.hard_cost_up"},
		"hard cost, more units":      {hardLine(), bill.Change{Units: ptr(money.Quantity(20000)), Reason: "x"}, "prebill.hard_cost_up"},
		"negative units of a cost":   {hardLine(), bill.Change{Units: ptr(money.Quantity(-10000)), Reason: "x"}, "prebill.line_invalid"},
		"money on a trust paid cost": {paid, bill.Change{Amount: ptr(money.Amount(1)), Reason: "x"}, "prebill.trust_paid"},
	} {
		got, err := bill.Edit(c.line, c.change, money.USD, 1, time.Unix(0, 0))
		if fault.Code(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
		if d := cmp.Diff(c.line, got); d != "" {
			t.Errorf("%s: the refused line changed:\n%s", name, d)
		}
	}
	if up, err := bill.Edit(feeLine(), bill.Change{Units: ptr(money.Quantity(20000)), Reason: "x"}, money.USD, 1, time.Unix(0, 0)); err != nil || !up.AboveWorked() {
		t.Errorf("a charge above what was worked is not marked: %+v %v", up, err)
	}
}

func TestWorkRecordedAtNoChargeComesBackAtNoCharge(t *testing.T) {
	l := feeLine()
	l.Was.Amount, l.Action = 0, bill.LineNoCharge
	charged, err := bill.Edit(l, bill.Change{Action: ptr(bill.LineKept), Reason: "agreed with client"}, money.USD, 1, time.Unix(0, 0))
	if err != nil || charged.WriteDown() != -45600 {
		t.Fatalf("charged after all: %+v %v", charged, err)
	}
	back, err := bill.Edit(charged, bill.Change{Back: true, Reason: "no"}, money.USD, 1, time.Unix(0, 0))
	if err != nil || back.Action != bill.LineNoCharge || back.Now.Amount != 45600 {
		t.Errorf("%+v %v", back, err)
	}
}

func TestMarkupCommands(t *testing.T) {
	for s, want := range map[string]bill.Command{
		"5 h 1.5 duplicate effort":  {Lines: []int{5}, Change: bill.Change{Units: ptr(money.Quantity(15000)), Reason: "duplicate effort"}},
		"5 H 1:30 duplicate":        {Lines: []int{5}, Change: bill.Change{Units: ptr(money.Quantity(15000)), Reason: "duplicate"}},
		"6 nc training":             {Lines: []int{6}, Change: bill.Change{Action: ptr(bill.LineNoCharge), Reason: "training"}},
		"7 wo  over budget":         {Lines: []int{7}, Change: bill.Change{Action: ptr(bill.LineWrittenOff), Reason: "over budget"}},
		"2,4-5,4 hold wait":         {Lines: []int{2, 4, 5}, Change: bill.Change{Action: ptr(bill.LineHeld), Reason: "wait"}},
		"3 r 212.15 agreed":         {Lines: []int{3}, Change: bill.Change{Rate: ptr(money.Rate(2121500)), Reason: "agreed"}},
		"3 a 1,000.00 even sum":     {Lines: []int{3}, Change: bill.Change{Amount: ptr(money.Amount(100000)), Reason: "even sum"}},
		"11 u 80 miscounted":        {Lines: []int{11}, Change: bill.Change{Units: ptr(money.Quantity(800000)), Reason: "miscounted"}},
		"1 t Review lease":          {Lines: []int{1}, Change: bill.Change{Text: ptr("Review lease")}},
		"1 ok client agreed":        {Lines: []int{1}, Change: bill.Change{Action: ptr(bill.LineKept), Reason: "client agreed"}},
		"1 back wrong line":         {Lines: []int{1}, Change: bill.Change{Back: true, Reason: "wrong line"}},
		"1 mv 100-02 other dispute": {Lines: []int{1}, MoveTo: "100-02", Change: bill.Change{Reason: "other dispute"}},
	} {
		got, err := bill.ParseCommand(s, money.USD)
		if err != nil {
			t.Errorf("%q: %v", s, err)
			continue
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q (-want +got):\n%s", s, d)
		}
	}
	for _, s := range []string{"", "x", "5", "0 nc x", "5 zz x", "5 h", "5 h abc x", "5 h 25 x", "5 nc", "5-3 nc x", "1-2000 nc x", "5 t", "5 mv", "5 a 1.234 x", "-5 nc x", "5 mv 100-02"} {
		if c, err := bill.ParseCommand(s, money.USD); fault.Of(err) != fault.Invalid {
			t.Errorf("%q was read as %+v (%v)", s, c, err)
		}
	}
	_, err := bill.ParseCommands("# RMD\n5 nc training\n\n6 zz\n7 h x y", money.USD)
	if f := err.(*fault.Error).Faults; len(f) != 2 || f[0].Line != 4 || f[1].Line != 5 {
		t.Errorf("faults %+v", err)
	}
}

func FuzzParseCommand(f *testing.F) {
	for _, s := range []string{"5 h 1.5 dup", "1-3,9 nc x", "1 t \u202e", "99999999999 wo x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, err := bill.ParseCommand(s, money.USD)
		if err != nil {
			return
		}
		if len(c.Lines) == 0 || c.Change.Text == nil && c.Change.Reason == "" {
			t.Fatalf("%q gave %+v", s, c)
		}
	})
}

// Any chain of edits can be taken back to exactly what came.
func TestEditsCanAlwaysBeTakenBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := rapid.SampledFrom([]bill.PreBillLine{feeLine(), hardLine()}).Draw(t, "line")
		was := l
		for range rapid.IntRange(1, 6).Draw(t, "edits") {
			c := bill.Change{Reason: "r"}
			switch rapid.IntRange(0, 4).Draw(t, "what") {
			case 0:
				c.Units = ptr(money.Quantity(rapid.Int64Range(0, 300000).Draw(t, "u")))
			case 1:
				c.Rate = ptr(money.Rate(rapid.Int64Range(-1, 5000000).Draw(t, "r")))
			case 2:
				c.Amount = ptr(money.Amount(rapid.Int64Range(-1, 100000).Draw(t, "a")))
			case 3:
				c.Text = ptr(rapid.String().Draw(t, "t"))
			case 4:
				c.Action = ptr(rapid.SampledFrom([]bill.LineAction{bill.LineKept, bill.LineNoCharge, bill.LineHeld, bill.LineWrittenOff}).Draw(t, "action"))
			}
			next, err := bill.Edit(l, c, money.USD, 1, time.Unix(1, 0))
			if err != nil && next != l {
				t.Fatal("a refused edit changed the line")
			}
			l = next
			if l.Kind == bill.Hard && l.Now.Amount > was.Was.Amount {
				t.Fatalf("a hard cost is charged at %d, paid %d", l.Now.Amount, was.Was.Amount)
			}
			if l.Now.Amount < 0 {
				t.Fatal("a negative charge")
			}
		}
		if l.Now == was.Now && l.Action == was.Action {
			return
		}
		back, err := bill.Edit(l, bill.Change{Back: true, Reason: "back"}, money.USD, 1, time.Unix(2, 0))
		if err != nil || back.Now != was.Now || back.Action != was.Action || back.Was != was.Was {
			t.Fatalf("%+v taken back is %+v (%v)", l, back, err)
		}
	})
}
