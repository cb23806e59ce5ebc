package storetest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/trust"
	"matterbook/app/work"
)

// matters is the part of the suite for what is written down about matters.
func matters(t *testing.T, open func(t *testing.T) app.Store) {
	for name, f := range map[string]func(*testing.T, *desk){
		"note":      testNote,
		"note list": testNotes,
		"party":     testParty,
		"names":     testNames,
		"activity":  testActivity,
		"payments":  testLastPayments,
	} {
		t.Run(name, func(t *testing.T) { f(t, newDesk(t, open)) })
	}
}

func testNote(t *testing.T, d *desk) {
	n := firm.Note{MatterID: d.matter, UserID: d.user, Kind: firm.TaskNote, On: day("2026-05-04"), Text: "Call Mr. Łódź\nabout costs", Due: day("2026-05-11"),
		DoneOn: day("2026-05-10"), CreatedAt: time.UnixMilli(1_780_000_000_123).UTC()}
	d.do(func(tx app.Tx) error { return tx.AddNote(&n) })
	full(t, n)
	read := func() firm.Note { return see(d, func(q app.Query) (firm.Note, error) { return q.Note(n.ID) }) }
	same(t, "note", read(), n)
	n.Kind, n.Due, n.DoneOn, n.Text = firm.CallNote, 0, 0, "Called"
	d.do(func(tx app.Tx) error { return tx.SetNote(&n) })
	same(t, "changed note", read(), n)
	stale := n
	stale.RowVersion--
	d.refused(fault.Conflict, "note.changed", func(tx app.Tx) error { stale.Text = "x"; return tx.SetNote(&stale) })
	d.refused(fault.Invalid, "value.range", func(tx app.Tx) error {
		return tx.AddNote(&firm.Note{MatterID: d.matter, UserID: d.user, Kind: firm.CallNote, On: day("2026-05-04"), Text: "x", Due: day("2026-05-11")})
	})
	d.refused(fault.Refused, "reference", func(tx app.Tx) error {
		return tx.AddNote(&firm.Note{MatterID: 99, UserID: d.user, Kind: firm.CallNote, On: day("2026-05-04"), Text: "x"})
	})
	d.do(func(tx app.Tx) error { return tx.DeleteNote(n.ID) })
	missing(d, "note", func(q app.Query) (firm.Note, error) { return q.Note(n.ID) })
	d.refused(fault.Missing, "note.missing", func(tx app.Tx) error { return tx.DeleteNote(n.ID) })
}

func testNotes(t *testing.T, d *desk) {
	d.do(func(tx app.Tx) error {
		for _, n := range []firm.Note{
			{MatterID: d.matter, Kind: firm.PlainNote, On: day("2026-05-01"), Text: "Société agreed"},
			{MatterID: d.matter, Kind: firm.TaskNote, On: day("2026-05-03"), Text: "File the answer", Due: day("2026-05-20")},
			{MatterID: d.matter, Kind: firm.TaskNote, On: day("2026-05-02"), Text: "Send 50 % down", DoneOn: day("2026-05-02")},
			{MatterID: d.matter, Kind: firm.MailNote, On: day("2026-05-03"), Text: "Answer received"},
			{MatterID: d.otherMatter, Kind: firm.CallNote, On: day("2026-05-09"), Text: "Called the clerk"},
		} {
			n.UserID = d.user
			if err := tx.AddNote(&n); err != nil {
				return err
			}
		}
		return nil
	})
	for name, c := range map[string]struct {
		f    app.NoteFilter
		want string
	}{
		"all, newest first": {app.NoteFilter{}, "[5 4 2 3 1]"},
		"of a matter":       {app.NoteFilter{MatterID: d.matter}, "[4 2 3 1]"},
		"tasks":             {app.NoteFilter{Kinds: []firm.NoteKind{firm.TaskNote}}, "[2 3]"},
		"still to do":       {app.NoteFilter{Open: true}, "[2]"},
		"words":             {app.NoteFilter{Text: "ANSWER file"}, "[2]"},
		"accents":           {app.NoteFilter{Text: "societe"}, "[1]"},
		"percent":           {app.NoteFilter{Text: "0 %"}, "[3]"},
		"of a user":         {app.NoteFilter{UserID: 99}, "[]"},
		"limit":             {app.NoteFilter{Limit: 2}, "[5 4]"},
	} {
		ids := []int64{}
		for _, n := range see(d, func(q app.Query) ([]firm.Note, error) { return q.Notes(c.f) }) {
			ids = append(ids, n.ID)
		}
		if got := fmt.Sprint(ids); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func testParty(t *testing.T, d *desk) {
	p := firm.Party{MatterID: d.matter, Role: firm.Opposing, Name: "Harbor Realty", Organisation: "Harbor Group", Email: "a@b", Phone: "503", Remark: "served\nMay 4",
		From: day("2026-01-01"), To: day("2026-12-31")}
	d.do(func(tx app.Tx) error {
		for _, more := range []firm.Party{{Role: firm.Witness, Name: "Zoë"}, {Role: firm.Court, Name: "District Court"}, {Role: firm.Witness, Name: "abel"}} {
			more.MatterID = d.matter
			if err := tx.AddParty(&more); err != nil {
				return err
			}
		}
		return tx.AddParty(&p)
	})
	full(t, p)
	read := func() firm.Party { return see(d, func(q app.Query) (firm.Party, error) { return q.Party(p.ID) }) }
	same(t, "party", read(), p)
	var order []string
	for _, x := range see(d, func(q app.Query) ([]firm.Party, error) { return q.Parties(d.matter) }) {
		order = append(order, x.Name)
	}
	if got := fmt.Sprint(order); got != "[Harbor Realty District Court abel Zoë]" {
		t.Errorf("parties in the order %s", got)
	}
	p = firm.Party{ID: p.ID, MatterID: d.matter, Role: firm.OtherParty, Name: "N", RowVersion: p.RowVersion}
	d.do(func(tx app.Tx) error { return tx.SetParty(&p) })
	same(t, "changed party", read(), p)
	missing(d, "party", func(q app.Query) (firm.Party, error) { return q.Party(99) })
	d.refused(fault.Invalid, "value.range", func(tx app.Tx) error {
		return tx.AddParty(&firm.Party{MatterID: d.matter, Role: "friend", Name: "x"})
	})
	d.refused(fault.Invalid, "value.range", func(tx app.Tx) error {
		return tx.AddParty(&firm.Party{MatterID: d.matter, Role: firm.Judge, Name: "x", From: day("2026-02-01"), To: day("2026-01-31")})
	})
}

// Every place where a name stands is read, with what it was called before.
func testNames(t *testing.T, d *desk) {
	d.do(func(tx app.Tx) error {
		for _, e := range []work.Expense{{Date: day("2026-05-02")}, {Date: day("2026-05-07")}} {
			e.MatterID, e.Kind, e.Amount, e.Vendor, e.Description, e.Billable, e.Status = d.matter, work.HardCost, 100, "Courier Co", "Delivery", work.Yes, work.Released
			if err := tx.AddExpense(&e); err != nil {
				return err
			}
		}
		return tx.AddParty(&firm.Party{MatterID: d.matter, Role: firm.Opposing, Name: "Harbor Realty", Organisation: "Harbor Group", From: day("2026-01-01")})
	})
	d.do(func(tx app.Tx) error {
		a := trust.Account{Code: "IOLTA", Title: "Trust", Kind: trust.Pooled, Currency: "USD"}
		if err := tx.AddTrustAccount(&a); err != nil {
			return err
		}
		l, err := tx.OpenLedger(a.ID, d.matter)
		if err != nil {
			return err
		}
		if err := tx.PostTrust(&trust.Txn{AccountID: a.ID, PostedOn: day("2026-05-05"), Kind: trust.Receipt, Bank: 500, Party: "Uncle Devi", Purpose: "advance", Instrument: trust.ByWire,
			AvailableOn: day("2026-05-05"), UserID: d.user, Splits: []trust.Split{{LedgerID: l.ID, MatterID: d.matter, Amount: 500}}}); err != nil {
			return err
		}
		return tx.AddHold(&trust.Hold{LedgerID: l.ID, Amount: 100, Reason: "lien", Claimant: "Hospital", From: day("2026-05-06")})
	})
	d.do(func(tx app.Tx) error {
		for _, on := range []string{"2026-05-08", "2026-05-09"} {
			p := bill.Payment{ClientID: d.client, Date: day(on), Amount: 100, Currency: "USD", Method: bill.ByCheck}
			if err := tx.AddPayment(&p); err != nil {
				return err
			}
			if err := tx.SetPayor(p.ID, "Acme Insurance"); err != nil {
				return err
			}
		}
		return nil
	})
	d.do(func(tx app.Tx) error {
		c, err := tx.Client(d.other)
		if err != nil {
			return err
		}
		c.Name = "Castellan Group"
		return tx.SetClient(&c)
	})
	find := func(where firm.NamePlace, name string) firm.NameAt {
		for _, n := range see(d, func(q app.Query) ([]firm.NameAt, error) { return q.Names() }) {
			if n.Where == where && n.Name == name {
				return n
			}
		}
		t.Errorf("no %s %q", where, name)
		return firm.NameAt{}
	}
	if n := find(firm.NameOfVendor, "Courier Co"); n.Count != 2 || n.MatterID != d.matter || n.ClientID != d.client || n.From != day("2026-05-02") || n.To != day("2026-05-07") {
		t.Errorf("vendor %+v", n)
	}
	if n := find(firm.NameOfParty, "Harbor Realty"); n.More != "opposing" || n.MatterID != d.matter || n.From != day("2026-01-01") || n.To != 0 || n.Ref == 0 {
		t.Errorf("party %+v", n)
	}
	find(firm.NameOfPartyFirm, "Harbor Group")
	if n := find(firm.NameOfPayee, "Uncle Devi"); n.MatterID != d.matter || n.More != "advance" || n.Count != 1 {
		t.Errorf("payee %+v", n)
	}
	find(firm.NameOfClaimant, "Hospital")
	if n := find(firm.NameOfPayor, "Acme Insurance"); n.ClientID != d.client || n.Count != 2 || n.To != day("2026-05-09") {
		t.Errorf("payor %+v", n)
	}
	find(firm.NameOfClient, "Castellan Group")
	if n := find(firm.NameBefore, "Castellan LLC"); n.ClientID != d.other || n.More != "client" {
		t.Errorf("former name %+v", n)
	}
	names := see(d, func(q app.Query) ([]firm.NameAt, error) { return q.Names() })
	for _, where := range []firm.NamePlace{firm.NameOfMatter, firm.NameOfTimekeeper, firm.NameOfUser} {
		if !slices.ContainsFunc(names, func(n firm.NameAt) bool { return n.Where == where && n.Name != "" }) {
			t.Errorf("no name of a %s", where)
		}
	}
}

func testActivity(t *testing.T, d *desk) {
	last := func() map[int64]cal.Date {
		return see(d, func(q app.Query) (map[int64]cal.Date, error) { return q.MatterActivity() })
	}
	if got := last(); len(got) != 0 {
		t.Errorf("nothing has happened yet: %v", got)
	}
	steps := []struct {
		on  string
		add func(tx app.Tx) error
	}{
		{"2026-05-02", func(tx app.Tx) error { _, err := d.addEntry(tx, d.matter, "2026-05-02"); return err }},
		{"2026-05-04", func(tx app.Tx) error { _, err := d.addExpense(tx, d.matter, "2026-05-04"); return err }},
		{"2026-05-06", func(tx app.Tx) error {
			inv := d.invoice(d.matter, "2026-0001", "2026-05-06", 100)
			return tx.AddInvoice(&inv)
		}},
		{"2026-05-08", func(tx app.Tx) error {
			return tx.AddNote(&firm.Note{MatterID: d.matter, UserID: d.user, Kind: firm.CallNote, On: day("2026-05-08"), Text: "x"})
		}},
		{"2026-05-08", func(tx app.Tx) error { _, err := d.addEntry(tx, d.matter, "2026-05-01"); return err }},
	}
	for _, s := range steps {
		d.do(s.add)
		if got := last(); len(got) != 1 || got[d.matter] != day(s.on) {
			t.Errorf("the last day is %v, want %s", got, s.on)
		}
	}
}

func testLastPayments(t *testing.T, d *desk) {
	pay := func(on string, amount money.Amount, reverses int64) int64 {
		p := bill.Payment{ClientID: d.client, Date: day(on), Amount: amount, Currency: "USD", Method: bill.ByCheck, ReversesID: reverses}
		if reverses != 0 {
			p.Reason = "bounced"
		}
		d.do(func(tx app.Tx) error { return tx.AddPayment(&p) })
		return p.ID
	}
	last := func() map[int64]app.LastPayment {
		return see(d, func(q app.Query) (map[int64]app.LastPayment, error) { return q.LastPayments() })
	}
	pay("2026-05-04", 500, 0)
	newest := pay("2026-05-20", 700, 0)
	pay("2026-05-10", 900, 0)
	if got := last(); len(got) != 1 || got[d.client] != (app.LastPayment{On: day("2026-05-20"), Amount: 700, Currency: "USD"}) {
		t.Errorf("last payments %+v", got)
	}
	pay("2026-05-21", -700, newest)
	if got := last()[d.client]; got.On != day("2026-05-10") || got.Amount != 900 {
		t.Errorf("after the newest was taken back: %+v", got)
	}
}
