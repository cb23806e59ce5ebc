package page

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

func (b *bench) matters() *present.Matters {
	b.t.Helper()
	b.w.Frame().Go("matters", "")
	return b.w.Frame().Screen().(*present.Matters)
}

func (b *bench) clients() *present.Clients {
	b.t.Helper()
	b.w.Frame().Go("clients", "")
	return b.w.Frame().Screen().(*present.Clients)
}

// eighty is a name as long as names get.
const eighty = "Northwestern Consolidated Maritime Insurance & Reinsurance Holdings (Oregon) LLC"

// storied is an office with notes, parties, expenses, a budget and a client with a
// long name on matter 300-01.
func storied(t testing.TB) *apptest.Office {
	t.Helper()
	o := issued(t)
	ctx := context.Background()
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	instructions := "No travel time. Tenths only, no block billing. Send to claims@brightwater.example with PO 4451 on every bill."
	budget, area, number, po := "25,000.00", "Commercial litigation", "BW-2026-0042", "4451"
	floor, target, billing := "6000", "8000", "JLK"
	_, err := o.SetMatter(ctx, app.SetMatter{Code: "300-01", Budget: &budget, PracticeArea: &area, ClientMatterID: &number, PONumber: &po, Instructions: &instructions, TrustFloor: &floor, TrustTarget: &target, Billing: &billing})
	ok(err)
	long := eighty
	_, err = o.SetClient(ctx, app.SetClient{Code: "400", Name: &long})
	ok(err)
	for _, n := range []app.AddNote{{Kind: "call", On: "2026-06-10", Text: "Counsel for the landlord asks for an extension to July 3. Client agrees if the deposit stays in escrow."},
		{Kind: "task", On: "2026-06-11", Due: "2026-06-17", Text: "Send the mark-up of clause 14.2 to opposing counsel"}, {Kind: "task", On: "2026-06-12", Due: "2026-06-30", Text: "File the hearing bundle"},
		{Kind: "task", On: "2026-06-02", Text: "Order the survey", Done: true}, {Kind: "email", On: "2026-06-16", Text: "Brightwater confirms the settlement range: 180,000 to 220,000, costs included."}} {
		n.Matter = "300-01"
		_, err := o.AddNote(ctx, n)
		ok(err)
	}
	for _, p := range []app.AddParty{{Role: "opposing", Name: "Harbor Realty Inc.", Organisation: "Harbor Group", From: "2026-01-05"}, {Role: "opposing_counsel", Name: "Ann Ellison", Organisation: "Ellison & Moss LLP", Email: "ann@ellison.example", Phone: "503 555 0100"},
		{Role: "court", Name: "Multnomah County Circuit Court"}, {Role: "insurer", Name: eighty, To: "2026-05-31"}, {Role: "witness", Name: "Zoë Ferreira"}} {
		p.Matter = "300-01"
		_, err := o.AddParty(ctx, p)
		ok(err)
	}
	for _, x := range []app.AddExpense{{Date: "2026-06-03", Code: "E101", Units: "84", UnitPrice: "0.10", Kind: "soft", Description: "Copies of the lease and schedules"}, {Date: "2026-06-05", Code: "E112", UnitPrice: "281.00", Description: "Filing fee", Vendor: "Multnomah County Circuit Court"},
		{Date: "2026-06-09", Code: "E107", UnitPrice: "46.50", Description: "Courier to opposing counsel, same day", Vendor: "Rose City Couriers", Draft: true}} {
		x.Matter = "300-01"
		_, err := o.AddExpense(ctx, x)
		ok(err)
	}
	return o
}

func TestMattersPageFits(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, apptest.New(t), "", theme, width, height)
		m := b.matters()
		b.fits()
		b.shot("matters-empty-" + suffix)
		m.List.Nothing().Do()
		b.fits()
		b.shot("matters-first-" + suffix)

		b = open(t, storied(t), "", theme, width, height)
		m = b.matters()
		b.fits()
		b.shot("matters-full-" + suffix)
		m.List.Select(m.List.AllIDs()[:1])
		m.EditMatter()
		b.fits()
		b.shot("matters-edit-" + suffix)
		m.Escape()
		m.StartMatter()
		m.Side.Set("code", "100-01")
		m.Side.Set("name", "Lease advice, second floor")
		m.Side.Send()
		if m.Side == nil || m.Side.In("code").Fault == "" {
			t.Fatal("a taken code was taken again")
		}
		b.fits()
		b.shot("matters-fault-" + suffix)
		m.Escape()
		m.StartClose()
		m.Side.Send()
		b.fits()
		b.shot("matters-close-" + suffix)
		m.Escape()
		for _, tab := range present.MatterTabs {
			b.w.Frame().Go("matters", "matter 300-01 "+tab.Key)
			if tab.Key == present.MatterNotes {
				m.Page.Notes.Select(m.Page.Notes.AllIDs()[1:2])
			}
			b.fits()
			b.shot("matter-" + tab.Key + "-" + suffix)
		}
		for name, start := range map[string]func(){"note": func() { m.Page.StartNote("task") }, "party": m.Page.StartParty, "expense": m.Page.StartExpense} {
			start()
			if name == "expense" {
				m.Page.SetTab(present.MatterExpenses)
				start()
				m.Side.Set("units", "3")
				m.Side.Set("unit_price", "46.50")
			}
			b.fits()
			b.shot("matter-" + name + "-form-" + suffix)
			m.Escape()
		}
		b.w.Frame().Go("matters", "matter 400-01 notes")
		b.fits()
		b.shot("matter-long-" + suffix)
		b.w.Frame().Go("matters", "matter 400-01 summary")
		b.fits()
		b.shot("matter-quiet-" + suffix)
		b.w.Frame().Go("matters", "list")

		b = open(t, b.office, "jlk", theme, width, height)
		m = b.matters()
		m.List.Select(m.List.AllIDs()[:1])
		m.EditMatter()
		b.fits()
		b.shot("matters-read-" + suffix)
	})
}

func TestClientsPageFits(t *testing.T) {
	every(t, func(t *testing.T, theme string, width, height float32, suffix string) {
		b := open(t, apptest.New(t), "", theme, width, height)
		c := b.clients()
		b.fits()
		b.shot("clients-empty-" + suffix)
		c.List.Nothing().Do()
		b.fits()
		b.shot("clients-first-" + suffix)
		c.Escape()
		c.SetTab(present.TabConflicts)
		b.fits()
		b.shot("conflicts-empty-" + suffix)

		b = open(t, storied(t), "", theme, width, height)
		c = b.clients()
		b.fits()
		b.shot("clients-full-" + suffix)
		for _, code := range []string{"300", "400"} {
			b.w.Frame().Go("clients", "client "+code)
			c.Card.SetTab(present.CardBills)
			b.fits()
			b.shot("clients-" + code + "-" + suffix)
		}
		c.EditClient()
		b.fits()
		b.shot("clients-edit-" + suffix)
		c.Escape()
		b.w.Frame().Go("clients", "conflicts Harbour Realty")
		b.fits()
		b.shot("conflicts-found-" + suffix)
		c.Conflicts.SetName("Nobody Anywhere")
		c.Conflicts.Check()
		b.fits()
		b.shot("conflicts-none-" + suffix)
	})
}

func TestAMatterIsSetUpByKeysAlone(t *testing.T) {
	b := open(t, apptest.New(t).Seed(), "", "light", 1366, 768)
	m := b.matters()
	b.win.Canvas().Focus(b.w.pages["matters"].First())
	b.keys(fyne.KeyHome, fyne.KeyDown, fyne.KeyReturn)
	if m.Page == nil || m.Page.Row.Code != "100-02" {
		t.Fatalf("Enter opens %+v", m.Page)
	}
	b.w.do("edit")
	if m.Side == nil || m.Side.Text("code") != "100-02" {
		t.Fatalf("F2 opens %+v", m.Side)
	}
	b.keys(" and subtenants", fyne.KeyReturn) // the name is selected: typing takes its place
	if m.Side != nil {
		t.Fatalf("not saved: %q", m.Side.Fault)
	}
	if m.Page.Row.Name != "and subtenants" {
		t.Errorf("after saving: %+v", m.Page.Row.Matter)
	}
	b.w.do("back")
	if r, ok := m.Matter(); m.Page != nil || !ok || r.Code != "100-02" {
		t.Errorf("back in the list: %+v", r.Matter)
	}
	if f, ok := b.win.Canvas().Focused().(*kit.Grid); !ok || f != b.w.pages["matters"].First() {
		t.Errorf("after going back the focus is on %T", b.win.Canvas().Focused())
	}

	// A client is found by its name.
	m.List.Select(nil)
	m.StartMatter()
	b.focus("matters.matter.client")
	b.keys("castell")
	b.run.Advance(time.Second)
	b.keys(fyne.KeyReturn)
	if m.Side.In("client").Choice.Key != "200" || m.Side.Text("code") != "200-02" {
		t.Fatalf("typing found %+v, code %q", m.Side.In("client").Choice, m.Side.Text("code"))
	}
	// One that is not there is offered to be added.
	b.focus("matters.matter.name")
	b.focus("matters.matter.client") // coming back selects what stands there
	b.keys("Brightwater")
	b.run.Advance(time.Second)
	b.keys(fyne.KeyReturn)
	if f := m.Side; f.Text("client_name") != "Brightwater" || f.Text("client_code") != "300" || f.Text("code") != "300-01" {
		t.Fatalf("the new client is %q %q", f.Text("client_name"), f.Text("client_code"))
	}
	b.focus("matters.matter.name")
	b.keys("Lease dispute")
	b.w.do("save")
	if r, ok := m.Matter(); m.Side != nil || !ok || r.Code != "300-01" || r.Client.Name != "Brightwater" {
		t.Fatalf("added: %+v", r.Matter)
	}
	if f, ok := b.win.Canvas().Focused().(*kit.Grid); !ok || f != b.w.pages["matters"].First() {
		t.Errorf("after saving the focus is on %T", b.win.Canvas().Focused())
	}
}

// Notes, parties and expenses are written by keys alone; the tab and the place in
// the list stay from one matter to the next.
func TestAMatterIsWorkedByKeysAlone(t *testing.T) {
	b := open(t, storied(t), "", "light", 1366, 768)
	m := b.matters()
	b.w.Frame().Go("matters", "matter 300-01 notes")
	b.w.do("matter.task")
	b.keys("Ask for the survey")
	b.focus("note.new.due")
	b.keys("+", "+")
	b.w.do("save")
	if m.Side != nil {
		t.Fatalf("not kept: %v", m.Side.Fault)
	}
	if n, ok := m.Page.Note(); !ok || n.Text != "Ask for the survey" || n.Due != b.office.Today().AddDays(2) {
		t.Fatalf("the note: %+v", n)
	}
	b.win.Canvas().Focus(b.w.pages["matters"].First())
	b.keys(fyne.KeySpace)
	if n, _ := m.Page.Note(); n.DoneOn != b.office.Today() {
		t.Errorf("Space does not tick it off: %+v", n)
	}
	b.w.do("undo")
	if n, _ := m.Page.Note(); !n.DoneOn.IsZero() {
		t.Errorf("undo does not take the tick back: %+v", n)
	}
	b.w.do("next")
	if m.Page.Row.Code != "400-01" || m.Page.Tab != present.MatterNotes {
		t.Errorf("next is %s on %s", m.Page.Row.Code, m.Page.Tab)
	}
	b.w.do("previous")
	b.w.do("previous")
	if m.Page.Row.Code != "200-01" || !strings.HasPrefix(m.Place(), "3 of ") {
		t.Errorf("before it stands %s, %s", m.Page.Row.Code, m.Place())
	}
	b.w.do("next")

	m.Page.SetTab(present.MatterExpenses)
	b.w.do("new")
	b.focus("expense.new.code")
	b.keys("messen") // found by the words of the code
	b.run.Advance(time.Second)
	b.keys(fyne.KeyReturn)
	if m.Side.Text("code") != "E107" {
		t.Fatalf("typing found %q", m.Side.Text("code"))
	}
	b.focus("expense.new.unit_price")
	b.keys("18.75")
	b.focus("expense.new.units")
	b.keys("2")
	if f := m.Side.In("unit_price").Figures; len(f) < 3 || f[0].Value != "$37.50" {
		t.Errorf("beneath the price stands %+v", f)
	}
	b.focus("expense.new.description")
	b.keys("Courier to court")
	b.w.do("save")
	if x, ok := m.Page.Expense(); m.Side != nil || !ok || x.Amount != 3750 || x.Description != "Courier to court" {
		t.Fatalf("entered: %+v", x)
	}
}

// A name is searched in four steps: the key, the name, Enter, the printer's key.
func TestConflictsAreSearchedByKeysAlone(t *testing.T) {
	b := open(t, storied(t), "", "light", 1366, 768)
	b.w.Frame().Go("today", "")
	b.w.do("conflicts")
	b.run.Advance(0)
	c := b.w.Frame().Screen().(*present.Clients)
	b.keys("elison ann", fyne.KeyReturn)
	if c.Conflicts.Found.Len() != 1 || !strings.Contains(c.Conflicts.Said, "1 place to look at") {
		t.Fatalf("found %d: %s", c.Conflicts.Found.Len(), c.Conflicts.Said)
	}
	b.win.Canvas().Focus(mustFind(b, "conflicts.found"))
	b.keys(fyne.KeyHome, fyne.KeyReturn)
	m := b.w.Frame().Screen().(*present.Matters)
	if m.Page == nil || m.Page.Row.Code != "300-01" || m.Page.Tab != present.MatterParties {
		t.Fatalf("Enter opens %+v", m.Page)
	}
	b.w.do("back")
	if b.w.Frame().Screen() != present.Screen(c) || c.Conflicts.Found.Len() != 1 {
		t.Error("Escape does not lead back to what was found")
	}
}

func mustFind(b *bench, name string) fyne.Focusable {
	b.t.Helper()
	box, ok := kit.Find(b.win.Canvas(), name)
	if !ok {
		b.t.Fatalf("no widget %q", name)
	}
	return box.Object.(fyne.Focusable)
}

// focus gives the keyboard to a named field.
func (b *bench) focus(name string) {
	b.t.Helper()
	b.win.Canvas().Focus(mustFind(b, name))
}
