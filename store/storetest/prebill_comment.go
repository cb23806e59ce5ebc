package storetest

import (
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/fault"
)

func testPreBillComments(t *testing.T, d *desk) {
	p := d.aPreBill()
	said := bill.PreBillComment{PreBillID: p.ID, Line: 1, UserID: d.user, Text: "Is this rate agreed?", At: deskTime}
	whole := bill.PreBillComment{PreBillID: p.ID, UserID: d.user, Text: "Send it to the partner first.", At: deskTime.Add(time.Minute)}
	d.do(func(tx app.Tx) error { return tx.AddPreBillComment(&said) })
	d.do(func(tx app.Tx) error { return tx.AddPreBillComment(&whole) })
	of := func(id int64) []bill.PreBillComment {
		return see(d, func(q app.Query) ([]bill.PreBillComment, error) { return q.PreBillComments(id) })
	}
	same(t, "comments", of(p.ID), []bill.PreBillComment{said, whole})
	said.ResolvedBy, said.ResolvedAt = d.user, deskTime.Add(time.Hour)
	d.do(func(tx app.Tx) error { return tx.SetPreBillComment(&said) })
	full(t, said)
	same(t, "comments when one is settled", of(0), []bill.PreBillComment{said, whole})
	forged := whole
	forged.Text = "Send it out."
	d.refused(fault.Refused, "comment.kept", func(tx app.Tx) error { return tx.SetPreBillComment(&forged) })
	same(t, "comments after a forgery", of(p.ID), []bill.PreBillComment{said, whole})

	p.Status = bill.PreBillDiscarded
	d.do(func(tx app.Tx) error { return tx.SetPreBill(&p) })
	if live := of(0); len(live) != 0 {
		t.Errorf("comments of live pre-bills: %+v", live)
	}
}

// aPreBill is a pre-bill with one line.
func (d *desk) aPreBill() bill.PreBill {
	p := bill.PreBill{MatterID: d.matter, ClientID: d.client, Through: day("2026-05-31"), CreatedOn: day("2026-06-01"), Status: bill.PreBillOpen}
	d.do(func(tx app.Tx) error {
		entry, err := d.addEntry(tx, d.matter, "2026-05-04")
		if err != nil {
			return err
		}
		now := bill.LineFigures{Units: 13000, Rate: 3_850_000, Amount: 50050, Text: "Draft"}
		return tx.AddPreBill(&p, []bill.PreBillLine{{No: 1, Kind: bill.Fee, Date: day("2026-05-04"), EntryID: entry, TimekeeperID: d.tk1, Worked: 13000, Was: now, Now: now}})
	})
	return p
}

func testPreBillSteps(t *testing.T, d *desk) {
	p := d.aPreBill()
	l := see(d, func(q app.Query) ([]bill.PreBillLine, error) { return q.PreBillLines(p.ID) })[0]
	touched := func() time.Time {
		return see(d, app.Query.PreBillsTouched)[p.ID]
	}
	if !touched().Equal(deskTime) {
		t.Errorf("touched %s, want %s", touched(), deskTime)
	}
	for i, change := range []func(){
		func() { l.Now.Units, l.Now.Amount, l.Reason = 10000, 38500, "duplicate effort" },
		func() { l.Now.Text, l.Reason = "Drafted the lease", "" },
		func() { l.Action, l.Reason = bill.LineNoCharge, "training" },
	} {
		change()
		l.EditedBy, l.EditedAt = d.user, deskTime.Add(time.Duration(i+1)*time.Hour)
		d.do(func(tx app.Tx) error { return tx.SetPreBillLine(&l) })
	}
	if !touched().Equal(deskTime.Add(3 * time.Hour)) {
		t.Errorf("touched %s after an edit", touched())
	}
	steps := see(d, func(q app.Query) ([]bill.PreBillStep, error) { return q.PreBillLineSteps(p.ID, 1) })
	var got []string
	for _, s := range steps {
		got = append(got, s.Line.Now.Units.Plain()+" "+s.Line.Now.Amount.Plain("USD")+" "+s.Line.Now.Text+" "+string(s.Line.Action)+" "+s.Line.Reason)
	}
	want := []string{"1.30 500.50 Draft  ", "1.00 385.00 Draft  duplicate effort", "1.00 385.00 Drafted the lease  ", "1.00 385.00 Drafted the lease no_charge training"}
	same(t, "steps", got, want)
	if steps[0].User != "desk" || steps[0].Act == "" || steps[0].At.IsZero() {
		t.Errorf("who and when: %+v", steps[0])
	}
	missing(d, "the steps of a line", func(q app.Query) ([]bill.PreBillStep, error) { return q.PreBillLineSteps(p.ID, 99) })
}
