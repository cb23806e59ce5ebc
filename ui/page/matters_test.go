package page

import (
	"testing"

	"matterbook/app/apptest"
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
