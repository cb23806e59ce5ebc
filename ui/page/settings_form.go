package page

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// wideForm draws a form of package present over a page: groups of rows, fields
// side by side, one button at the foot.
type wideForm struct {
	*sideForm
	undo *kit.Button
}

// formWide is the width at which lines are still read in one glance.
const formWide = 760

func (w *Window) newWideForm(f *present.SideForm, groups []present.FormGroup, undo func()) *wideForm {
	s := &wideForm{sideForm: &sideForm{w: w, f: f, note: kit.NewProse("")}}
	s.fault = kit.ID(f.ID+".fault", kit.NewNotice(kit.Bad, ""))
	s.fault.Hide()
	byPath := map[string]*sideRow{}
	for _, in := range f.Inputs {
		r := s.row(in)
		byPath[in.Path] = r
		s.rows = append(s.rows, r)
	}
	body := kit.VBox(16)
	for _, g := range groups {
		box := kit.VBox(4, kit.NewSubheading(g.Title))
		if g.Text != "" {
			text := kit.NewProse(g.Text)
			text.Color = kit.ColorMuted
			box.Add(Pad(0, 6, 0, 0, text))
		}
		had := len(box.Objects)
		for _, row := range g.Rows {
			var fields []fyne.CanvasObject
			for _, path := range strings.Fields(row) {
				if r, ok := byPath[path]; ok { // what is blank is left out of a form that is only read
					fields = append(fields, r.box)
				}
			}
			switch len(fields) {
			case 0:
			case 1:
				box.Add(fields[0])
			default:
				box.Add(container.New(&evenLayout{gap: 16}, fields...))
			}
		}
		if len(g.Rows) > 0 && len(box.Objects) == had {
			continue // nothing is filled in
		}
		body.Add(box)
	}
	s.body = body
	s.submit = kit.ID(f.ID+".submit", kit.NewPrimary(f.Submit, nil, f.Send))
	s.undo = kit.ID(f.ID+".undo", kit.NewButton(words.L("Undo the changes"), undo))
	body.Add(s.fault)
	body.Add(Space(1, 4))
	scroll := container.NewVScroll(Pad(0, 0, 3, 8, container.New(&settingsWide{width: formWide}, body)))
	scroll.SetMinSize(fyne.NewSize(420, 200))
	if f.Submit == "" {
		s.root = container.NewStack(scroll)
		return s
	}
	// The button stands beneath the form whatever its length.
	foot := Pad(6, 12, 0, 0, newRow(&rowLayout{gap: 8, grow: -1}, s.submit, s.undo))
	s.root = container.New(&formFoot{}, scroll, foot)
	return s
}

// formFoot puts the foot right beneath the form, or at the lower edge when the
// form is longer than the room.
type formFoot struct{}

func (*formFoot) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(max(a.Width, b.Width), a.Height+b.Height)
}

func (*formFoot) Layout(o []fyne.CanvasObject, s fyne.Size) {
	scroll, foot := o[0].(*container.Scroll), o[1].MinSize().Height
	scroll.Move(fyne.NewPos(0, 0))
	scroll.Resize(fyne.NewSize(s.Width, max(s.Height-foot, 0)))
	if need := scroll.Content.MinSize().Height; need < scroll.Size().Height {
		scroll.Resize(fyne.NewSize(s.Width, need))
	}
	o[1].Move(fyne.NewPos(0, scroll.Size().Height))
	o[1].Resize(fyne.NewSize(s.Width, foot))
}

func (s *wideForm) draw(changed bool) {
	again := false
	for _, r := range s.rows {
		again = r.draw() || again
	}
	again = setVisible(s.fault, s.f.Fault != "") || again
	if s.f.Fault != "" && s.fault.Text != s.f.Fault {
		s.fault.Set(kit.Bad, s.f.Fault)
		again = true
	}
	s.submit.SetEnabled(changed && !s.f.Busy)
	s.undo.SetEnabled(changed && !s.f.Busy)
	if again {
		s.body.Refresh()
		s.body.Refresh() // once more: what wraps knows its height only now
		s.root.Refresh()
	}
}

// settingsWide gives its object the whole width, but never more than is read well.
type settingsWide struct{ width float32 }

func (l *settingsWide) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[0].MinSize()
	return fyne.NewSize(min(m.Width, l.width), m.Height)
}

func (l *settingsWide) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := min(l.width, s.Width)
	o[0].Resize(fyne.NewSize(w, o[0].Size().Height))
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(w, o[0].MinSize().Height))
}
