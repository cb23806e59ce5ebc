package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/firm"
)

// logs is the part of the suite for the log.
func logs(t *testing.T, open func(t *testing.T) app.Store) {
	for name, f := range map[string]func(*testing.T, *desk){
		"line":               testLine,
		"filters and pages":  testLineFilters,
		"changes":            testChanges,
		"acts without names": testNameless,
		"ids are not reused": testIDsNotReused,
	} {
		t.Run(name, func(t *testing.T) { f(t, newDesk(t, open)) })
	}
}

func (d *desk) lines(f app.AuditFilter, p app.Page) []app.AuditLine {
	d.t.Helper()
	return see(d, func(q app.Query) ([]app.AuditLine, error) { return q.AuditLines(f, p) })
}

func (d *desk) changes(seq int64) []app.AuditChange {
	d.t.Helper()
	return see(d, func(q app.Query) ([]app.AuditChange, error) { return q.AuditChanges(seq) })
}

func testLine(t *testing.T, d *desk) {
	at := time.Date(2026, 6, 18, 9, 30, 0, 123e6, time.FixedZone("CEST", 7200))
	act := app.Act{Name: "client.add", UserID: d.user, User: "ann", At: at, Object: "client ?", Reason: "asked by mail"}
	err := d.s.Update(t.Context(), act, func(tx app.Tx) error {
		tx.Concerning("client 900")
		return d.newClient(tx, "900")
	})
	if err != nil {
		t.Fatal(err)
	}
	lines := d.lines(app.AuditFilter{}, app.Page{})
	got := lines[0]
	hash := got.Hash
	got.Hash = ""
	same(t, "line", got, app.AuditLine{Seq: 2, At: at.UTC(), User: "ann", Act: "client.add", Object: "client 900", Reason: "asked by mail", Changes: 1})
	if len(hash) != 64 || hash == lines[1].Hash {
		t.Errorf("hash %q after %q", hash, lines[1].Hash)
	}
	// A named act leaves its line even when it changed nothing.
	if err := d.s.Update(t.Context(), act, func(app.Tx) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if n := len(d.lines(app.AuditFilter{}, app.Page{})); n != 3 {
		t.Errorf("%d lines, want 3", n)
	}
}

func testLineFilters(t *testing.T, d *desk) {
	for i := range 9 {
		act := app.Act{Name: []string{"trust.post", "trust.void", "time.add"}[i%3], User: []string{"ann", "bob"}[i%2],
			At: deskTime.Add(time.Duration(i) * time.Hour), Object: fmt.Sprint("thing ", i/3)}
		if err := d.s.Update(t.Context(), act, func(app.Tx) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		f    app.AuditFilter
		want int
	}{
		"all":    {app.AuditFilter{}, 10}, // with the one of the desk
		"user":   {app.AuditFilter{User: "bob"}, 4},
		"prefix": {app.AuditFilter{Act: "trust."}, 6},
		"act":    {app.AuditFilter{Act: "time.add"}, 3},
		"object": {app.AuditFilter{Object: "thing 1"}, 3},
		"time":   {app.AuditFilter{From: deskTime.Add(2 * time.Hour), To: deskTime.Add(4 * time.Hour)}, 3},
		"both":   {app.AuditFilter{User: "ann", Act: "trust."}, 3},
		"none":   {app.AuditFilter{User: "eve"}, 0},
		"text":   {app.AuditFilter{Text: "THING 2"}, 3},
		"sign":   {app.AuditFilter{Text: "thing_2"}, 0}, // no wildcard
	} {
		lines := d.lines(c.f, app.Page{})
		if n := len(lines); n != c.want {
			t.Errorf("%s: %d lines, want %d", name, n, c.want)
		}
		// The same lines by position: newest first, and from the oldest on.
		seqs := see(d, func(q app.Query) ([]int64, error) { return q.AuditSeqs(c.f) })
		same(t, name, see(d, func(q app.Query) ([]app.AuditLine, error) { return q.AuditLinesBySeq(seqs) }), append([]app.AuditLine{}, lines...))
		c.f.Oldest = true
		up := see(d, func(q app.Query) ([]int64, error) { return q.AuditSeqs(c.f) })
		slices.Reverse(up)
		if !slices.Equal(up, seqs) {
			t.Errorf("%s: oldest first is %v, newest first %v", name, up, seqs)
		}
	}
	var id int64
	d.do(func(tx app.Tx) error {
		c := firm.Client{Code: "950", Name: "Row", Currency: "USD", TermsDays: -1}
		err := tx.AddClient(&c)
		id = c.ID
		return err
	})
	if got := d.lines(app.AuditFilter{Table: "client", RowID: id}, app.Page{}); len(got) != 1 || got[0].Seq != 11 {
		t.Errorf("acts on one row: %+v", got)
	}
	if got := d.lines(app.AuditFilter{Table: "matter", RowID: id + 900}, app.Page{}); len(got) != 0 {
		t.Errorf("acts on no row: %+v", got)
	}
	var seqs []int64
	for p := (app.Page{Limit: 4}); ; {
		part := d.lines(app.AuditFilter{}, p)
		for _, l := range part {
			seqs = append(seqs, l.Seq)
		}
		if len(part) < p.Limit {
			break
		}
		p.AfterID = part[len(part)-1].Seq
	}
	same(t, "pages", seqs, []int64{11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1})
}

func testChanges(t *testing.T, d *desk) {
	u := firm.User{Code: "eve", Name: "Eve", Role: firm.Billing, Active: true}
	d.do(func(tx app.Tx) error { return tx.AddUser(&u) })
	d.do(func(tx app.Tx) error { u.Name = "Eva"; return tx.SetUser(&u) })
	d.do(func(tx app.Tx) error { // twice in one act, and once without a change
		u.Name = "Evelyn \"<&>\""
		if err := tx.SetUser(&u); err != nil {
			return err
		}
		if err := tx.SetUser(&u); err != nil {
			return err
		}
		u.Active = false
		return tx.SetUser(&u)
	})
	row := func(name string, active, version int) string {
		return fmt.Sprintf(`{"code":"eve","name":%q,"role":"billing","timekeeper_id":null,"active":%d,"row_version":%d}`, name, active, version)
	}
	id := u.ID
	same(t, "added", d.changes(2), []app.AuditChange{{Table: "user", RowID: id, After: row("Eve", 1, 1)}})
	same(t, "changed", d.changes(3), []app.AuditChange{{Table: "user", RowID: id, Before: `{"name":"Eve","row_version":1}`, After: row("Eva", 1, 2)}})
	same(t, "changed twice", d.changes(4), []app.AuditChange{
		{Table: "user", RowID: id, Before: `{"name":"Eva","row_version":2}`, After: row(`Evelyn "<&>"`, 1, 3)},
		{Table: "user", RowID: id, Before: `{"active":1,"row_version":3}`, After: row(`Evelyn "<&>"`, 0, 4)},
	})
	if u.RowVersion != 4 {
		t.Errorf("row version %d, want 4: saving without a change counts for nothing", u.RowVersion)
	}

	r := firm.RateRow{Scope: firm.ScopeFirm, Rate: 100, Class: "ASSOC"}
	d.do(func(tx app.Tx) error { return tx.AddRateRow(&r) })
	d.do(func(tx app.Tx) error { return tx.DeleteRateRow(r.ID) })
	gone := d.changes(6)
	if len(gone) != 1 || gone[0].After != "" || !strings.Contains(gone[0].Before, `"class":"ASSOC"`) {
		t.Errorf("deleted: %+v", gone)
	}
	added := d.changes(5)
	if len(added) != 1 || added[0].Before != "" || added[0].After != gone[0].Before {
		t.Errorf("what a deleted row was when it was added: %+v", added)
	}
}

func testNameless(t *testing.T, d *desk) {
	before := len(d.lines(app.AuditFilter{}, app.Page{}))
	nameless := func(fn func(app.Tx) error) error {
		return d.s.Update(t.Context(), app.Act{At: deskTime}, fn)
	}
	err := nameless(func(tx app.Tx) error {
		if err := tx.SetPreference(d.user, "list", `{"w":3}`); err != nil {
			return err
		}
		return tx.SetDraftForm(d.user, "time", `{"n":"rev"}`)
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(d.lines(app.AuditFilter{}, app.Page{})); n != before {
		t.Errorf("%d lines after an act without a name, %d before", n, before)
	}
	if v := see(d, func(q app.Query) (string, error) { return q.Preference(d.user, "list") }); v != `{"w":3}` {
		t.Errorf("preference %q", v)
	}
	if err := nameless(func(tx app.Tx) error { return d.newClient(tx, "900") }); fault.Of(err) != fault.Internal {
		t.Errorf("an act without a name changed business: %v", err)
	}
	missing(d, "client", func(q app.Query) (firm.Client, error) { return q.ClientByCode("900") })
}

// A window that still shows a deleted entry must not find another in its place.
func testIDsNotReused(t *testing.T, d *desk) {
	given := map[int64]bool{}
	for range 3 {
		var id int64
		d.do(func(tx app.Tx) (err error) {
			id, err = d.addDraft(tx)
			return err
		})
		if given[id] {
			t.Errorf("id %d was given twice", id)
		}
		given[id] = true
		d.do(func(tx app.Tx) error { return tx.DeleteEntry(id) })
	}
}
