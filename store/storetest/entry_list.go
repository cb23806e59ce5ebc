package storetest

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// entries compares every list of entries with a plain model.
func entries(t *testing.T, open func(t *testing.T) app.Store) {
	d := newDesk(t, open)
	m := newEntryModel(d)
	t.Run("pages", m.testPages)
	t.Run("sorts", m.testSorts)
	t.Run("totals", m.testTotals)
	t.Run("rows", m.testRows)
}

// entryModel is a list of entries with the same questions answered by plain loops.
type entryModel struct {
	d       *desk
	all     []app.EntryRow
	filters []app.EntryFilter
	coded   string // code of the matter that requires codes
}

func newEntryModel(d *desk) *entryModel {
	m := &entryModel{d: d}
	r := rand.New(rand.NewPCG(7, 8))
	inv := d.invoice(d.matter, "2026-0001", "2026-06-10", 40000)
	pre := bill.PreBill{MatterID: d.matter, ClientID: d.client, Through: day("2026-05-31"), CreatedOn: day("2026-06-01"), Status: bill.PreBillOpen}
	d.do(func(tx app.Tx) error {
		if err := tx.AddInvoice(&inv); err != nil {
			return err
		}
		return tx.AddPreBill(&pre, nil)
	})
	d.do(func(tx app.Tx) error {
		second, err := tx.Matter(d.second)
		if err != nil {
			return err
		}
		m.coded, second.CodesRequired = second.Code, true
		return tx.SetMatter(&second)
	})
	words := []string{"motion", "motions", "Motion", "café", "cafe", "lease", "call", "review", "re", "O'Neil"}
	d.do(func(tx app.Tx) error {
		for range 400 {
			e := work.Entry{Date: day("2026-01-01").AddDays(r.IntN(60)), TimekeeperID: []int64{d.tk1, d.tk2}[r.IntN(2)],
				MatterID: []int64{d.matter, d.second, d.otherMatter}[r.IntN(3)], Worked: money.Quantity(r.IntN(5) * 1000), Hours: money.Quantity(r.IntN(5) * 1000),
				Rate: money.Rate(r.IntN(3)), Amount: money.Amount(r.IntN(4)), Billable: work.Yes, CreatedAt: deskTime,
				Status: work.Statuses[r.IntN(len(work.Statuses))]}
			e.Task, e.Activity = []string{"", "L120"}[r.IntN(2)], []string{"", "A104"}[r.IntN(2)]
			e.HoldReason = []string{"", "", "ask"}[r.IntN(3)]
			e.RateRule = []firm.RateRule{firm.RateTyped, firm.RateMatterClass}[r.IntN(2)]
			if r.IntN(9) == 0 {
				e.Billable = work.NonBillable
			}
			for range r.IntN(6) {
				e.Narrative += words[r.IntN(len(words))] + " "
			}
			switch e.Status {
			case work.OnPreBill:
				e.PreBillID = pre.ID
			case work.Billed, work.NoCharge:
				e.InvoiceID = inv.ID
			}
			if err := tx.AddEntry(&e); err != nil {
				return err
			}
			row := app.EntryRow{Entry: e}
			mt, err := tx.Matter(e.MatterID)
			if err != nil {
				return err
			}
			c, err := tx.Client(mt.ClientID)
			if err != nil {
				return err
			}
			k, err := tx.Timekeeper(e.TimekeeperID)
			if err != nil {
				return err
			}
			row.MatterCode, row.MatterName, row.ClientID, row.ClientCode, row.ClientName, row.TimekeeperCode = mt.Code, mt.Name, c.ID, c.Code, c.Name, k.Code
			m.all = append(m.all, row)
		}
		return nil
	})
	statuses := [][]work.Status{nil, {work.Draft}, {work.Billed}, {work.Released, work.Draft}, work.Statuses}
	for _, text := range []string{"", "motion", "motion ", "cafe re", "o'neil call", "nothing"} {
		for _, oldest := range []bool{false, true} {
			for _, s := range statuses {
				for _, f := range []app.EntryFilter{{}, {ClientID: d.client}, {MatterID: d.second}, {TimekeeperID: d.tk2}, {From: day("2026-01-20"), To: day("2026-02-10")},
					{TimekeeperID: d.tk1, From: day("2026-01-20")}, {MatterID: d.matter, TimekeeperID: d.tk1, To: day("2026-02-10")}, {PreBillID: pre.ID}, {InvoiceID: inv.ID},
					{ClientID: d.client, TimekeeperID: d.tk1}, {ClientID: d.client, From: day("2026-01-20"), To: day("2026-02-10")},
					{Only: app.OnlyUncoded}, {Only: app.OnlyUntold, MatterID: d.matter}, {Only: app.OnlyHeld, ClientID: d.client}, {Only: app.OnlyTypedRate, TimekeeperID: d.tk1}} {
					f.Text, f.Oldest, f.Statuses = text, oldest, s
					m.filters = append(m.filters, f)
				}
			}
		}
	}
	return m
}

func (m *entryModel) only(o app.EntryOnly, e app.EntryRow) bool {
	switch o {
	case app.OnlyUncoded:
		return (e.Task == "" || e.Activity == "") && e.Billable != work.NonBillable && e.MatterCode == m.coded
	case app.OnlyUntold:
		return e.Narrative == ""
	case app.OnlyHeld:
		return e.HoldReason != ""
	case app.OnlyTypedRate:
		return e.RateRule == firm.RateTyped
	}
	return true
}

// want is what a filter lets through, newest first.
func (m *entryModel) want(f app.EntryFilter) (rows []app.EntryRow) {
	for _, e := range m.all {
		if f.ClientID != 0 && e.ClientID != f.ClientID || f.MatterID != 0 && e.MatterID != f.MatterID ||
			f.TimekeeperID != 0 && e.TimekeeperID != f.TimekeeperID || f.From != 0 && e.Date < f.From || f.To != 0 && e.Date > f.To ||
			f.PreBillID != 0 && e.PreBillID != f.PreBillID || f.InvoiceID != 0 && e.InvoiceID != f.InvoiceID ||
			len(f.Statuses) > 0 && !slices.Contains(f.Statuses, e.Status) || !m.holds(e.Narrative, f.Text) || !m.only(f.Only, e) {
			continue
		}
		rows = append(rows, e)
	}
	slices.SortFunc(rows, func(a, b app.EntryRow) int {
		n := cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID))
		if !f.Oldest {
			n = -n
		}
		return n
	})
	return rows
}

// holds: every word, the last one perhaps only begun.
func (m *entryModel) holds(narrative, text string) bool {
	plain := func(s string) []string {
		return strings.Fields(strings.NewReplacer("é", "e", "'", " ").Replace(strings.ToLower(s)))
	}
	words := plain(text)
	for i, w := range words {
		begun := i == len(words)-1 && !strings.HasSuffix(text, " ")
		if !slices.ContainsFunc(plain(narrative), func(n string) bool { return n == w || begun && strings.HasPrefix(n, w) }) {
			return false
		}
	}
	return true
}

func idsOf(rows []app.EntryRow) []int64 {
	ids := []int64{}
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids
}

func (m *entryModel) testPages(t *testing.T) {
	for _, f := range m.filters {
		want := idsOf(m.want(f))
		for _, limit := range []int{0, 7, 1000} {
			got := []int64{}
			for p := (app.Page{Limit: limit}); ; {
				part := see(m.d, func(q app.Query) ([]app.EntryRow, error) { return q.EntryRows(f, p) })
				got = append(got, idsOf(part)...)
				if limit == 0 || len(part) < limit || len(got) > len(want) {
					break
				}
				last := part[len(part)-1]
				p.AfterDate, p.AfterID = last.Date, last.ID
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%+v by %d:\n got %v\nwant %v", f, limit, got, want)
			}
		}
	}
}

func (m *entryModel) testSorts(t *testing.T) {
	keys := map[string]func(a, b app.EntryRow) int{
		"date":       func(a, b app.EntryRow) int { return 0 },
		"timekeeper": func(a, b app.EntryRow) int { return cmp.Compare(a.TimekeeperCode, b.TimekeeperCode) },
		"matter":     func(a, b app.EntryRow) int { return cmp.Compare(a.MatterCode, b.MatterCode) },
		"client":     func(a, b app.EntryRow) int { return cmp.Compare(a.ClientCode, b.ClientCode) },
		"hours":      func(a, b app.EntryRow) int { return cmp.Compare(a.Hours, b.Hours) },
		"rate":       func(a, b app.EntryRow) int { return cmp.Compare(a.Rate, b.Rate) },
		"amount":     func(a, b app.EntryRow) int { return cmp.Compare(a.Amount, b.Amount) },
		"status":     func(a, b app.EntryRow) int { return cmp.Compare(a.Status, b.Status) },
	}
	for by, key := range keys {
		for _, desc := range []bool{false, true} {
			for _, f := range []app.EntryFilter{{}, {ClientID: m.d.client}, {Text: "motion"}, {TimekeeperID: m.d.tk1, Statuses: []work.Status{work.Draft, work.Billed}}} {
				rows := m.want(f)
				slices.SortFunc(rows, func(a, b app.EntryRow) int {
					n := cmp.Or(key(a, b), cmp.Compare(a.Date, b.Date), cmp.Compare(a.ID, b.ID))
					if desc {
						n = -n
					}
					return n
				})
				got := see(m.d, func(q app.Query) ([]int64, error) { return q.EntryIDs(f, app.EntrySort{By: by, Desc: desc}) })
				if !slices.Equal(got, idsOf(rows)) {
					t.Errorf("%s, descending %t, %+v:\n got %v\nwant %v", by, desc, f, got, idsOf(rows))
				}
			}
		}
	}
}

func (m *entryModel) testTotals(t *testing.T) {
	for _, f := range m.filters {
		var want app.EntryTotals
		for _, e := range m.want(f) {
			want.N++
			want.Worked += e.Worked
			want.Hours += e.Hours
			want.Amount += e.Amount
		}
		if got := see(m.d, func(q app.Query) (app.EntryTotals, error) { return q.EntryTotals(f) }); got != want {
			t.Fatalf("%+v: %+v, want %+v", f, got, want)
		}
	}
}

func (m *entryModel) testRows(t *testing.T) {
	var ids []int64
	var want []app.EntryRow
	for i := range 150 {
		row := m.all[(i*37)%len(m.all)]
		ids, want = append(ids, row.ID), append(want, row)
		if i%10 == 0 {
			ids = append(ids, 1_000_000+int64(i)) // gone
		}
	}
	same(t, "rows", see(m.d, func(q app.Query) ([]app.EntryRow, error) { return q.EntryRowsByID(ids) }), want)
	f := app.EntryFilter{ClientID: m.d.client}
	same(t, "list", see(m.d, func(q app.Query) ([]app.EntryRow, error) { return q.EntryRows(f, app.Page{}) }), m.want(f))
	var plain []work.Entry
	for _, r := range m.want(f) {
		plain = append(plain, r.Entry)
	}
	same(t, "entries", see(m.d, func(q app.Query) ([]work.Entry, error) { return q.Entries(f, app.Page{}) }), plain)
}
