package storetest

import (
	"fmt"
	"testing"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// firms is the part of the suite for the firm and its people, clients, matters,
// rates and codes.
func firms(t *testing.T, open func(t *testing.T) app.Store) {
	for name, f := range map[string]func(*testing.T, *desk){
		"firm":             testFirm,
		"user":             testUser,
		"client":           testClient,
		"client list":      testClients,
		"delivery":         testDelivery,
		"matter":           testMatter,
		"matter list":      testMatters,
		"timekeeper":       testTimekeeper,
		"work week":        testWorkWeek,
		"office":           testOffice,
		"rate":             testRate,
		"code":             testCode,
		"preference":       testPreference,
		"draft form":       testDraftForm,
		"stale is refused": testStale,
	} {
		t.Run(name, func(t *testing.T) { f(t, newDesk(t, open)) })
	}
	t.Run("an empty book has no firm", func(t *testing.T) {
		err := open(t).View(t.Context(), func(q app.Query) error { _, err := q.Firm(); return err })
		if fault.Of(err) != fault.Missing {
			t.Errorf("got %v, want Missing", err)
		}
	})
}

var address = firm.Address{Line1: "41 Harbor St", Line2: "Suite 3", City: "Portland", Region: "OR", Postcode: "97201", Country: "USA"}

func testFirm(t *testing.T, d *desk) {
	f := see(d, app.Query.Firm)
	f = firm.Firm{Name: "Marlow & Dünne", Address: address, Phone: "1", Email: "a@b", Website: "w", LEDESFirmID: "12-3", Currency: "CAD",
		Preset: "aba", TimeRule: firm.TimeRule{Minimum: 1000, Increment: 2500}, TermsDays: 14, InvoiceSeries: "{YY}{NNN}", AgeBy: firm.AgeByInvoice,
		ClosedThrough: day("2025-12-31"), PaymentText: "pay\nhere", TermsText: "terms",
		Paper: firm.Paper{Size: firm.A4, HideCodes: true, HideHours: true, HideRates: true, NoSlip: true, Foot: "VAT 1"}, CodeSet: "litigation", RowVersion: f.RowVersion}
	full(t, f)
	d.do(func(tx app.Tx) error { return tx.SetFirm(&f) })
	same(t, "firm", see(d, app.Query.Firm), f)
	f.ClosedThrough = 0
	d.do(func(tx app.Tx) error { return tx.SetFirm(&f) })
	f.Paper = firm.Paper{}
	d.do(func(tx app.Tx) error { return tx.SetFirm(&f) })
	same(t, "firm with open books", see(d, app.Query.Firm), f)
	second := firm.Firm{Name: "Other", Currency: "USD", AgeBy: firm.AgeByDue}
	d.refused(fault.Conflict, "firm.duplicate", func(tx app.Tx) error { return tx.SetFirm(&second) })
}

func testUser(t *testing.T, d *desk) {
	u := firm.User{Code: "bob", Name: "Bob", Role: firm.Attorney, TimekeeperID: d.tk1, Active: true}
	d.do(func(tx app.Tx) error { return tx.AddUser(&u) })
	full(t, u)
	read := func() firm.User { return see(d, func(q app.Query) (firm.User, error) { return q.User(u.ID) }) }
	same(t, "user", read(), u)
	same(t, "user by code", see(d, func(q app.Query) (firm.User, error) { return q.UserByCode("bob") }), u)
	u.Code, u.Name, u.Role, u.TimekeeperID, u.Active = "rob", "Rob", firm.Trust, 0, false
	d.do(func(tx app.Tx) error { return tx.SetUser(&u) })
	same(t, "changed user", read(), u)
	if all := see(d, app.Query.Users); len(all) != 2 || all[0].Code != "desk" || all[1].Code != "rob" {
		t.Errorf("users %+v", all)
	}
	missing(d, "user", func(q app.Query) (firm.User, error) { return q.User(99) })
	missing(d, "user code", func(q app.Query) (firm.User, error) { return q.UserByCode("bob") })
	d.refused(fault.Conflict, "user.duplicate", func(tx app.Tx) error {
		return tx.AddUser(&firm.User{Code: "rob", Name: "x", Role: firm.Admin})
	})
	d.refused(fault.Refused, "reference", func(tx app.Tx) error {
		return tx.AddUser(&firm.User{Code: "x", Name: "x", Role: firm.Admin, TimekeeperID: 99})
	})
}

func testClient(t *testing.T, d *desk) {
	c := firm.Client{Code: "900", Name: "Ångström GmbH", Address: address, Email: "e", TermsDays: 10, Currency: "EUR", LEDESClientID: "L",
		TimeRule: firm.TimeRule{Minimum: 2000, Increment: 2500}, Instructions: "no block billing", Archived: true}
	d.do(func(tx app.Tx) error { return tx.AddClient(&c) })
	full(t, c)
	read := func() firm.Client {
		return see(d, func(q app.Query) (firm.Client, error) { return q.Client(c.ID) })
	}
	same(t, "client", read(), c)
	same(t, "client by code", see(d, func(q app.Query) (firm.Client, error) { return q.ClientByCode("900") }), c)
	c = firm.Client{ID: c.ID, Code: "901", Name: "Other", TermsDays: -1, Currency: "USD", RowVersion: c.RowVersion}
	d.do(func(tx app.Tx) error { return tx.SetClient(&c) })
	same(t, "changed client", read(), c)
	missing(d, "client", func(q app.Query) (firm.Client, error) { return q.Client(99) })
	missing(d, "client code", func(q app.Query) (firm.Client, error) { return q.ClientByCode("900") })
	err := d.try(func(tx app.Tx) error { return d.newClient(tx, "901") })
	if fault.Code(err) != "client.duplicate" || fault.Of(err) != fault.Conflict || err.Error() == "" {
		t.Errorf("a doubled code: %v", err)
	}
	d.refused(fault.Invalid, "value.range", func(tx app.Tx) error { return d.newClient(tx, "a code of more than twenty characters") })
}

func testClients(t *testing.T, d *desk) {
	d.do(func(tx app.Tx) error {
		for _, c := range []firm.Client{{Code: "300", Name: "Ærø Łódź Co"}, {Code: "050", Name: "50 % Off_Ltd", Archived: true}} {
			c.Currency = "USD"
			if err := tx.AddClient(&c); err != nil {
				return err
			}
		}
		return nil
	})
	for name, c := range map[string]struct {
		f    app.ClientFilter
		want string
	}{
		"all":            {app.ClientFilter{}, "[100 200 300]"},
		"archived":       {app.ClientFilter{Archived: true}, "[050 100 200 300]"},
		"limit":          {app.ClientFilter{Limit: 2}, "[100 200]"},
		"name":           {app.ClientFilter{Text: "castellan"}, "[200]"},
		"accents":        {app.ClientFilter{Text: "societe DEVI"}, "[100]"},
		"typed accents":  {app.ClientFilter{Text: "SOCIÉTÉ"}, "[100]"},
		"letters":        {app.ClientFilter{Text: "aero lodz"}, "[300]"},
		"code":           {app.ClientFilter{Text: "20"}, "[200]"},
		"percent":        {app.ClientFilter{Text: "%", Archived: true}, "[050]"},
		"underscore":     {app.ClientFilter{Text: "f_l", Archived: true}, "[050]"},
		"none":           {app.ClientFilter{Text: "zzz"}, "[]"},
		"words in order": {app.ClientFilter{Text: "llc castellan"}, "[200]"},
	} {
		codes := []string{}
		for _, c := range see(d, func(q app.Query) ([]firm.Client, error) { return q.Clients(c.f) }) {
			codes = append(codes, c.Code)
		}
		if got := fmt.Sprint(codes); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func testMatter(t *testing.T, d *desk) {
	m := firm.Matter{Code: "100-77", ClientID: d.client, Name: "Lease", OpenedOn: day("2026-01-02"), ClosedOn: day("2026-03-04"), Status: firm.MatterClosed,
		PracticeArea: "Real estate", ResponsibleID: d.tk1, OriginatingID: d.tk2, BillingID: d.tk1, Arrangement: firm.Capped, FeeAmount: 123456,
		ClientMatterID: "CM", ClaimNo: "CL", PONumber: "PO", CodeSet: "litigation", CodesRequired: true, TrustFloor: 1, TrustTarget: 2, TrustWaitDays: 3,
		TimeRule: firm.TimeRule{Minimum: 1000, Increment: 2000}, Instructions: "call first", Budget: 2_500_000, OfficeID: d.office()}
	d.do(func(tx app.Tx) error { return tx.AddMatter(&m) })
	full(t, m)
	read := func() firm.Matter {
		return see(d, func(q app.Query) (firm.Matter, error) { return q.Matter(m.ID) })
	}
	same(t, "matter", read(), m)
	same(t, "matter by code", see(d, func(q app.Query) (firm.Matter, error) { return q.MatterByCode("100-77") }), m)
	m = firm.Matter{ID: m.ID, Code: "100-78", ClientID: d.other, Name: "N", Status: firm.MatterOpen, Arrangement: firm.Hourly, RowVersion: m.RowVersion}
	d.do(func(tx app.Tx) error { return tx.SetMatter(&m) })
	same(t, "changed matter", read(), m)
	missing(d, "matter", func(q app.Query) (firm.Matter, error) { return q.Matter(99) })
	missing(d, "matter code", func(q app.Query) (firm.Matter, error) { return q.MatterByCode("100-77") })
	d.refused(fault.Conflict, "matter.duplicate", func(tx app.Tx) error { _, err := d.addMatter(tx, d.client, "100-78", "x"); return err })
	d.refused(fault.Refused, "reference", func(tx app.Tx) error { _, err := d.addMatter(tx, 99, "100-79", "x"); return err })
}

func testMatters(t *testing.T, d *desk) {
	d.do(func(tx app.Tx) error {
		return tx.AddMatter(&firm.Matter{Code: "200-02", ClientID: d.other, Name: "Déménagement", Status: firm.MatterClosed, Arrangement: firm.Flat,
			ResponsibleID: d.tk2, BillingID: d.tk1})
	})
	for name, c := range map[string]struct {
		f    app.MatterFilter
		want string
	}{
		"all":         {app.MatterFilter{}, "[100-01 100-02 200-01 200-02]"},
		"client":      {app.MatterFilter{ClientID: d.client}, "[100-01 100-02]"},
		"open":        {app.MatterFilter{ClientID: d.other, OpenOnly: true}, "[200-01]"},
		"responsible": {app.MatterFilter{ResponsibleID: d.tk2}, "[200-02]"},
		"billing":     {app.MatterFilter{BillingID: d.tk1}, "[200-02]"},
		"not billing": {app.MatterFilter{BillingID: d.tk2}, "[]"},
		"name":        {app.MatterFilter{Text: "demenagement"}, "[200-02]"},
		"code":        {app.MatterFilter{Text: "-02"}, "[100-02 200-02]"},
		"client name": {app.MatterFilter{Text: "devi matter 2"}, "[100-02]"},
		"limit":       {app.MatterFilter{Limit: 1}, "[100-01]"},
	} {
		codes := []string{}
		for _, m := range see(d, func(q app.Query) ([]firm.Matter, error) { return q.Matters(c.f) }) {
			codes = append(codes, m.Code)
		}
		if got := fmt.Sprint(codes); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func testTimekeeper(t *testing.T, d *desk) {
	k := firm.Timekeeper{Code: "AB", LastName: "Abel", FirstName: "Zoë", Class: "PARTNR", StandardRate: 3_850_001, Email: "e", HRID: "7",
		StartDate: day("2020-01-01"), EndDate: day("2026-12-31"), OfficeID: d.office()}
	d.do(func(tx app.Tx) error { return tx.AddTimekeeper(&k) })
	full(t, k)
	read := func() firm.Timekeeper {
		return see(d, func(q app.Query) (firm.Timekeeper, error) { return q.Timekeeper(k.ID) })
	}
	same(t, "timekeeper", read(), k)
	same(t, "by code", see(d, func(q app.Query) (firm.Timekeeper, error) { return q.TimekeeperByCode("AB") }), k)
	k = firm.Timekeeper{ID: k.ID, Code: "AC", LastName: "A", Class: "ASSOC", RowVersion: k.RowVersion}
	d.do(func(tx app.Tx) error { return tx.SetTimekeeper(&k) })
	same(t, "changed", read(), k)
	if all := see(d, app.Query.Timekeepers); len(all) != 3 || all[0].Code != "AC" || all[1].Code != "TK1" {
		t.Errorf("%+v", all)
	}
	missing(d, "timekeeper", func(q app.Query) (firm.Timekeeper, error) { return q.Timekeeper(99) })
	missing(d, "code", func(q app.Query) (firm.Timekeeper, error) { return q.TimekeeperByCode("AB") })
	d.refused(fault.Conflict, "timekeeper.duplicate", func(tx app.Tx) error {
		return tx.AddTimekeeper(&firm.Timekeeper{Code: "TK1", LastName: "x", Class: "ASSOC"})
	})
}

func testWorkWeek(t *testing.T, d *desk) {
	house := firm.WorkWeek{Hours: [7]money.Quantity{80000, 80000, 80000, 80000, 60000, 0, 1}}
	part := firm.WorkWeek{TimekeeperID: d.tk1, Hours: [7]money.Quantity{40000, 0, 40000, 0, 40000, 0, 240000}}
	set := func(w firm.WorkWeek) { d.do(func(tx app.Tx) error { return tx.SetWorkWeek(w) }) }
	set(part)
	set(house)
	same(t, "weeks", see(d, app.Query.WorkWeeks), []firm.WorkWeek{house, part})
	house.Hours[6], part.Hours[1] = 0, 20000
	set(house)
	set(part)
	same(t, "changed", see(d, app.Query.WorkWeeks), []firm.WorkWeek{house, part})
	d.do(func(tx app.Tx) error { return tx.DeleteWorkWeek(d.tk1) })
	d.do(func(tx app.Tx) error { return tx.DeleteWorkWeek(d.tk2) }) // had none
	same(t, "given up", see(d, app.Query.WorkWeeks), []firm.WorkWeek{house})
	d.refused(fault.Invalid, "value.range", func(tx app.Tx) error {
		return tx.SetWorkWeek(firm.WorkWeek{Hours: [7]money.Quantity{240001}})
	})
	d.refused(fault.Refused, "reference", func(tx app.Tx) error { return tx.SetWorkWeek(firm.WorkWeek{TimekeeperID: 99}) })
}

func testRate(t *testing.T, d *desk) {
	rows := []firm.RateRow{
		{Scope: firm.ScopeMatter, ScopeID: d.matter, TimekeeperID: d.tk1, Class: "ASSOC", Activity: "A104", Rate: 1, From: day("2026-01-01"), To: day("2026-12-31")},
		{Scope: firm.ScopeClient, ScopeID: d.client, Rate: 2},
		{Scope: firm.ScopeFirm, Class: "PARTNR", Rate: 3},
		{Scope: firm.ScopeMatter, ScopeID: d.otherMatter, Rate: 4},
		{Scope: firm.ScopeClient, ScopeID: d.other, Rate: 5},
	}
	d.do(func(tx app.Tx) error {
		for i := range rows {
			if err := tx.AddRateRow(&rows[i]); err != nil {
				return err
			}
		}
		return nil
	})
	full(t, rows[0])
	read := func(matter, client int64) []firm.RateRow {
		return see(d, func(q app.Query) ([]firm.RateRow, error) { return q.RateRows(matter, client) })
	}
	same(t, "all rates", read(0, 0), rows)
	same(t, "rates of a matter", read(d.matter, d.client), rows[:3])
	same(t, "rates of a client", read(0, d.other), []firm.RateRow{rows[2], rows[4]})
	rows[0] = firm.RateRow{ID: rows[0].ID, Scope: firm.ScopeFirm, Rate: 9, RowVersion: rows[0].RowVersion}
	d.do(func(tx app.Tx) error { return tx.SetRateRow(&rows[0]) })
	same(t, "changed rate", read(0, 0), rows)
	d.do(func(tx app.Tx) error { return tx.DeleteRateRow(rows[0].ID) })
	same(t, "deleted rate", read(0, 0), rows[1:])
	d.refused(fault.Missing, "rate.missing", func(tx app.Tx) error { return tx.DeleteRateRow(rows[0].ID) })
	d.refused(fault.Invalid, "rate.scope", func(tx app.Tx) error {
		return tx.AddRateRow(&firm.RateRow{Scope: firm.ScopeFirm, ScopeID: d.client, Rate: 1})
	})
	d.refused(fault.Invalid, "value.range", func(tx app.Tx) error { return tx.AddRateRow(&firm.RateRow{Scope: firm.ScopeClient, Rate: 1}) })
}

// office adds one, for what may belong to it.
func (d *desk) office() int64 {
	o := firm.Office{Code: "MAIN", Name: "Main office"}
	d.do(func(tx app.Tx) error { return tx.AddOffice(&o) })
	return o.ID
}

func testOffice(t *testing.T, d *desk) {
	o := firm.Office{Code: "PDX", Name: "Portland", Address: address, Phone: "503", Closed: true}
	d.do(func(tx app.Tx) error { return tx.AddOffice(&o) })
	full(t, o)
	read := func() firm.Office { return see(d, func(q app.Query) (firm.Office, error) { return q.Office(o.ID) }) }
	same(t, "office", read(), o)
	same(t, "office by code", see(d, func(q app.Query) (firm.Office, error) { return q.OfficeByCode("PDX") }), o)
	d.office()
	o.Code, o.Name, o.Address, o.Phone, o.Closed = "SEA", "Seattle", firm.Address{}, "", false
	d.do(func(tx app.Tx) error { return tx.SetOffice(&o) })
	same(t, "changed office", read(), o)
	if all := see(d, app.Query.Offices); len(all) != 2 || all[0].Code != "MAIN" || all[1].Code != "SEA" {
		t.Errorf("offices %+v", all)
	}
	missing(d, "office", func(q app.Query) (firm.Office, error) { return q.Office(99) })
	missing(d, "office code", func(q app.Query) (firm.Office, error) { return q.OfficeByCode("PDX") })
	d.refused(fault.Conflict, "office.duplicate", func(tx app.Tx) error { return tx.AddOffice(&firm.Office{Code: "SEA", Name: "x"}) })
	d.refused(fault.Refused, "reference", func(tx app.Tx) error {
		return tx.AddTimekeeper(&firm.Timekeeper{Code: "ZZ", LastName: "Z", Class: "ASSOC", OfficeID: 99})
	})
	old := o
	old.RowVersion--
	d.refused(fault.Conflict, "office.changed", func(tx app.Tx) error { old.Name = "late"; return tx.SetOffice(&old) })
}

func testCode(t *testing.T, d *desk) {
	codes := []firm.Code{{Set: "litigation", Code: "L100", Name: "Case"}, {Set: "litigation", Code: "L110", Parent: "L100", Name: "Facts"},
		{Set: "activity", Code: "A101", Parent: "A", Name: "Plan"}}
	d.do(func(tx app.Tx) error {
		for _, c := range codes {
			if err := tx.AddCode(c); err != nil {
				return err
			}
		}
		return nil
	})
	read := func(set string) []firm.Code {
		return see(d, func(q app.Query) ([]firm.Code, error) { return q.Codes(set) })
	}
	codes[1].Name, codes[1].Ended = "Fact finding", true
	d.do(func(tx app.Tx) error { return tx.SetCode(codes[1]) })
	full(t, codes[1])
	d.refused(fault.Missing, "code.missing", func(tx app.Tx) error { return tx.SetCode(firm.Code{Set: "litigation", Code: "L999", Name: "x"}) })
	same(t, "set", read("litigation"), codes[:2])
	same(t, "every set", read(""), codes)
	for _, c := range []struct {
		set, code string
		want      bool
	}{{"litigation", "L110", true}, {"litigation", "l110", true}, {"litigation", "A101", false}, {"activity", "A101", true}, {"activity", "", false}} {
		if got := see(d, func(q app.Query) (bool, error) { return q.HasCode(c.set, c.code) }); got != c.want {
			t.Errorf("%s %s: %t", c.set, c.code, got)
		}
	}
	d.refused(fault.Conflict, "code.duplicate", func(tx app.Tx) error { return tx.AddCode(codes[0]) })
}

func testPreference(t *testing.T, d *desk) {
	read := func(key string) string {
		return see(d, func(q app.Query) (string, error) { return q.Preference(d.user, key) })
	}
	for _, v := range []string{`{"a":1}`, `{"a":2}`, ""} {
		d.do(func(tx app.Tx) error { return tx.SetPreference(d.user, "list", v) })
		if got := read("list"); got != v || read("other") != "" {
			t.Errorf("%q, want %q", got, v)
		}
	}
}

func testDraftForm(t *testing.T, d *desk) {
	read := func() map[string]string {
		return see(d, func(q app.Query) (map[string]string, error) { return q.DraftForms(d.user) })
	}
	d.do(func(tx app.Tx) error {
		if err := tx.SetDraftForm(d.user, "time", "1"); err != nil {
			return err
		}
		return tx.SetDraftForm(d.user, "matter", "2")
	})
	same(t, "forms", read(), map[string]string{"time": "1", "matter": "2"})
	d.do(func(tx app.Tx) error {
		if err := tx.SetDraftForm(d.user, "time", ""); err != nil {
			return err
		}
		return tx.SetDraftForm(d.user, "matter", "3")
	})
	same(t, "forms after", read(), map[string]string{"matter": "3"})
	if v := see(d, func(q app.Query) (string, error) { return q.DraftForm(d.user, "matter") }); v != "3" {
		t.Errorf("form %q", v)
	}
}

// Somebody saved between the reading and the saving: nothing is lost silently.
func testStale(t *testing.T, d *desk) {
	mine := see(d, func(q app.Query) (firm.Client, error) { return q.Client(d.client) })
	theirs := mine
	theirs.Name = "Theirs"
	d.do(func(tx app.Tx) error { return tx.SetClient(&theirs) })
	mine.Email = "mine"
	d.refused(fault.Conflict, "client.changed", func(tx app.Tx) error { return tx.SetClient(&mine) })
	same(t, "client", see(d, func(q app.Query) (firm.Client, error) { return q.Client(d.client) }), theirs)
	if theirs.RowVersion != 2 || mine.RowVersion != 1 {
		t.Errorf("row versions %d and %d", theirs.RowVersion, mine.RowVersion)
	}
	d.refused(fault.Missing, "client.missing", func(tx app.Tx) error {
		return tx.SetClient(&firm.Client{ID: 99, Code: "x", Name: "x", Currency: "USD", RowVersion: 1})
	})
}
