package page

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"matterbook/app/apptest"
	"matterbook/ui/kit"
	"matterbook/ui/present"
)

func (b *bench) matters() *present.Matters {
	b.t.Helper()
	b.w.Frame().Go("matters", "")
	return b.w.Frame().Screen().(*present.Matters)
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

		b = open(t, issued(t), "", theme, width, height)
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
		m.StartRate()
		b.fits()
		b.shot("matters-rate-" + suffix)
		m.Escape()
		m.SetTab(present.TabClients)
		m.Clients.Select(m.Clients.AllIDs()[:1])
		m.Edit()
		b.fits()
		b.shot("matters-client-" + suffix)
		m.SetTab(present.TabPeople)
		m.StartPerson()
		b.fits()
		b.shot("matters-people-" + suffix)
		m.Escape()

		b = open(t, b.office, "jlk", theme, width, height)
		m = b.matters()
		m.List.Select(m.List.AllIDs()[:1])
		m.Edit()
		b.fits()
		b.shot("matters-read-" + suffix)
	})
}

func TestAMatterIsSetUpByKeysAlone(t *testing.T) {
	b := open(t, apptest.New(t).Seed(), "", "light", 1366, 768)
	m := b.matters()
	b.win.Canvas().Focus(b.w.pages["matters"].First())
	b.keys(fyne.KeyHome, fyne.KeyDown, fyne.KeyReturn)
	if m.Side == nil || m.Side.Text("code") != "100-02" {
		t.Fatalf("Enter opens %+v", m.Side)
	}
	b.keys(" and subtenants", fyne.KeyReturn) // the name is selected: typing takes its place
	if m.Side != nil {
		t.Fatalf("not saved: %q", m.Side.Fault)
	}
	if r, ok := m.Matter(); !ok || r.Code != "100-02" || r.Name != "and subtenants" {
		t.Errorf("selected after saving: %+v", r.Matter)
	}

	// The list has the keyboard again. A client is found by its name.
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

// focus gives the keyboard to a named field.
func (b *bench) focus(name string) {
	b.t.Helper()
	box, ok := kit.Find(b.win.Canvas(), name)
	if !ok {
		b.t.Fatalf("no widget %q", name)
	}
	b.win.Canvas().Focus(box.Object.(fyne.Focusable))
}
