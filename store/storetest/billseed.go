package storetest

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// desk is a small firm in a fresh store, for the tests of bills and trust: two
// clients, three matters (two of the first client), two timekeepers, one user.
type desk struct {
	t    *testing.T
	s    app.Store
	user int64
	// clients 100 and 200; matters 100-01, 100-02 and 200-01; timekeepers TK1, TK2
	client, other               int64
	matter, second, otherMatter int64
	tk1, tk2                    int64
}

var deskTime = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)

func newDesk(t *testing.T, open func(t *testing.T) app.Store) *desk {
	t.Helper()
	d := &desk{t: t, s: open(t)}
	d.do(func(tx app.Tx) error {
		f, err := tx.Firm()
		if err != nil && fault.Of(err) != fault.Missing {
			return err
		}
		f.Name, f.Currency, f.AgeBy, f.TermsDays = "Marlow & Dunne PLLC", money.USD, firm.AgeByDue, 30
		if err := tx.SetFirm(&f); err != nil {
			return err
		}
		u := firm.User{Code: "desk", Name: "Ann", Role: firm.Admin, Active: true}
		if err := tx.AddUser(&u); err != nil {
			return err
		}
		d.user = u.ID
		for i, id := range []*int64{&d.tk1, &d.tk2} {
			k := firm.Timekeeper{Code: fmt.Sprintf("TK%d", i+1), LastName: "Dunne", FirstName: "Ada", Class: "PARTNR", StandardRate: 3_850_000}
			if err := tx.AddTimekeeper(&k); err != nil {
				return err
			}
			*id = k.ID
		}
		for _, c := range []struct {
			id         *int64
			code, name string
			matters    []*int64
		}{{&d.client, "100", "Société Devi", []*int64{&d.matter, &d.second}}, {&d.other, "200", "Castellan LLC", []*int64{&d.otherMatter}}} {
			v := firm.Client{Code: c.code, Name: c.name, Currency: money.USD, TermsDays: -1}
			if err := tx.AddClient(&v); err != nil {
				return err
			}
			*c.id = v.ID
			for i, id := range c.matters {
				m, err := d.addMatter(tx, v.ID, fmt.Sprintf("%s-%02d", c.code, i+1), fmt.Sprintf("Matter %d of %s", i+1, c.name))
				if err != nil {
					return err
				}
				*id = m
			}
		}
		return nil
	})
	return d
}

func (d *desk) addMatter(tx app.Tx, clientID int64, code, name string) (int64, error) {
	m := firm.Matter{Code: code, ClientID: clientID, Name: name, Status: firm.MatterOpen, Arrangement: firm.Hourly}
	err := tx.AddMatter(&m)
	return m.ID, err
}

// addEntry adds an hour of released work.
func (d *desk) addEntry(tx app.Tx, matterID int64, on string) (int64, error) {
	e := work.Entry{Date: day(on), TimekeeperID: d.tk1, MatterID: matterID, Worked: money.Hour, Hours: money.Hour, Narrative: "Review lease",
		Billable: work.Yes, StandardRate: 3_850_000, Rate: 3_850_000, Amount: 38500, Status: work.Released, CreatedAt: deskTime}
	err := tx.AddEntry(&e)
	return e.ID, err
}

func (d *desk) addExpense(tx app.Tx, matterID int64, on string) (int64, error) {
	e := work.Expense{Date: day(on), MatterID: matterID, Kind: work.HardCost, Code: "E112", Units: money.Hour, UnitPrice: 1_150_000, Amount: 11500,
		Description: "Filing fee", Billable: work.Yes, Status: work.Released, CreatedAt: deskTime}
	err := tx.AddExpense(&e)
	return e.ID, err
}

// try runs one act and gives its error.
func (d *desk) try(fn func(tx app.Tx) error) error {
	return d.s.Update(context.Background(), app.Act{Name: "test.act", UserID: d.user, User: "desk", At: deskTime}, fn)
}

// do runs one act that must succeed.
func (d *desk) do(fn func(tx app.Tx) error) {
	d.t.Helper()
	if err := d.try(fn); err != nil {
		d.t.Fatal(err)
	}
}

// refused runs one act that must fail with a code, and of that sort.
func (d *desk) refused(sort fault.Sort, code string, fn func(tx app.Tx) error) {
	d.t.Helper()
	err := d.try(fn)
	if fault.Of(err) != sort || err == nil || fault.Code(err) != code {
		d.t.Errorf("got %v (%s, %s), want %s, %s", err, fault.Of(err), fault.Code(err), sort, code)
	}
}

// see reads one value.
func see[T any](d *desk, read func(q app.Query) (T, error)) T {
	d.t.Helper()
	v, err := trySee(d, read)
	if err != nil {
		d.t.Fatal(err)
	}
	return v
}

func trySee[T any](d *desk, read func(q app.Query) (T, error)) (v T, err error) {
	err = d.s.View(context.Background(), func(q app.Query) error {
		v, err = read(q)
		return err
	})
	return v, err
}

// missing tests that a read answers Missing.
func missing[T any](d *desk, what string, read func(q app.Query) (T, error)) {
	d.t.Helper()
	if _, err := trySee(d, read); fault.Of(err) != fault.Missing {
		d.t.Errorf("%s: got %v, want Missing", what, err)
	}
}

func day(s string) cal.Date {
	if s == "" {
		return 0
	}
	return cal.MustParse(s)
}

// same compares what was read with what was written.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

// full tests that a value that is to be written and read back has no zero field
// but the named ones: a field that a store forgets cannot hide behind a zero.
func full(t *testing.T, v any, except ...string) {
	t.Helper()
	blank := map[string]bool{}
	for _, e := range except {
		blank[e] = true
	}
	fullAt(t, reflect.ValueOf(v), "", blank)
}

func fullAt(t *testing.T, v reflect.Value, path string, except map[string]bool) {
	t.Helper()
	if except[path] {
		return
	}
	switch {
	case v.Kind() == reflect.Pointer:
		if !v.IsNil() {
			fullAt(t, v.Elem(), path, except)
			return
		}
	case v.Kind() == reflect.Slice && v.Len() > 0 && v.Type().Elem().Kind() == reflect.Struct:
		// One of the elements shows that the field is kept.
		for f := range v.Type().Elem().NumField() {
			name := path + "." + v.Type().Elem().Field(f).Name
			any := except[name]
			for i := range v.Len() {
				any = any || !v.Index(i).Field(f).IsZero()
			}
			if !any {
				t.Errorf("%s is blank in every element: the test proves nothing about it", name)
			}
		}
		return
	case v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[time.Time]():
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if path != "" {
				name = path + "." + name
			}
			fullAt(t, v.Field(i), name, except)
		}
		return
	}
	if v.IsZero() {
		t.Errorf("%s is blank: the test proves nothing about it", path)
	}
}
