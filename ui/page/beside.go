package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"matterbook/ui/present"
)

// deskLayout is a page with one main part at a time and, at its right, a form or
// the outcome of a run. It gives the focus to what was opened.
type deskLayout struct {
	w    *Window
	root *fyne.Container
	row  *fyne.Container
	slot *fyne.Container

	side    *sideForm
	outcome *outcomeView
	main    fyne.CanvasObject
	beside  fyne.CanvasObject
}

func newDesk(w *Window) *deskLayout {
	d := &deskLayout{w: w, slot: container.NewStack()}
	d.row = newRow(&rowLayout{gap: 12, grow: 0}, d.slot)
	d.root = Pad(10, 0, 14, 14, d.row)
	return d
}

// draw shows the main part and what stands beside it; first is where the focus
// goes when the main part changed or what stood beside it was closed.
func (d *deskLayout) draw(main fyne.CanvasObject, side *present.SideForm, outcome *present.Outcome, first func() fyne.Focusable) {
	var beside fyne.CanvasObject
	switch {
	case side != nil:
		if d.side == nil || d.side.f != side {
			d.side = d.w.newSideForm(side)
		}
		d.side.draw()
		beside = d.side.root
	case outcome != nil:
		if d.outcome == nil || d.outcome.o != outcome {
			d.outcome = d.w.newOutcome(outcome)
		}
		beside = d.outcome.root
	}
	var focus fyne.Focusable
	if main != d.main {
		opened := d.main != nil
		d.main = main
		d.slot.Objects = []fyne.CanvasObject{main}
		d.slot.Refresh()
		if opened && beside == nil {
			focus = first()
		}
	}
	if beside != d.beside {
		had := d.beside
		d.beside = beside
		d.row.Objects = []fyne.CanvasObject{d.slot}
		if beside != nil {
			d.row.Objects = append(d.row.Objects, beside)
		}
		d.row.Refresh()
		if had != nil && beside == nil && focus == nil {
			focus = first()
		}
	}
	switch {
	case side != nil:
		d.side.takeFocus()
	case focus != nil:
		d.w.run.Later(func() { d.w.win.Canvas().Focus(focus) })
	}
}
