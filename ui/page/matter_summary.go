package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// matterSummary is the first tab of a matter's page: at the left what the matter
// is, at the right what comes next, its budget and its receivables by age.
type matterSummary struct {
	w *Window
	m *present.Matters

	root  *fyne.Container
	facts *fyne.Container
	next  *fyne.Container
	last  string
}

func newMatterSummary(w *Window, m *present.Matters) *matterSummary {
	s := &matterSummary{w: w, m: m, facts: Column(10, Space(1, 1)), next: Column(10, Space(1, 1))}
	left, right := container.NewVScroll(Pad(2, 10, 2, 12, s.facts)), container.NewVScroll(Pad(2, 10, 2, 12, s.next))
	s.root = container.New(&evenLayout{gap: 16}, left, right)
	return s
}

func (s *matterSummary) draw() {
	p := s.m.Page
	v := p.Summary
	key := ""
	for _, g := range v.Groups {
		key += g.Title + g.Text
		for _, f := range g.Facts {
			key += f.Label + f.Value
		}
	}
	for _, n := range v.Next {
		key += n.Text + n.Action
	}
	for _, f := range v.Aging {
		key += f.Value
	}
	key += v.Budget.Text
	if key == s.last {
		return
	}
	s.last = key
	s.facts.Objects = nil
	for _, g := range v.Groups {
		s.facts.Add(factCard(g))
	}
	s.facts.Add(Space(1, 1))
	s.next.Objects = nil
	s.next.Add(kit.NewCard(words.L("Next"), s.things(v.Next)))
	if b := v.Budget; b.Set {
		text := kit.ID("matter.budget", kit.NewProse(b.Text))
		if b.Tone != present.Good {
			text.SetTone(kit.Tone(b.Tone))
		}
		s.next.Add(kit.NewCard(words.L("Budget, %d %% used", b.Used), text))
	}
	if len(v.Aging) > 0 {
		row := newFigureRow(false)
		row.draw(v.Aging)
		s.next.Add(kit.NewCard(words.L("Receivables by age"), row.box))
	}
	s.next.Add(Space(1, 1))
	s.facts.Refresh()
	s.next.Refresh()
	s.facts.Refresh() // once more: what wraps knows its height only now
	s.next.Refresh()
	s.root.Refresh()
}

// things lists what should be done, each with its button.
func (s *matterSummary) things(next []present.NextThing) fyne.CanvasObject {
	box := Column(4)
	for i, n := range next {
		text := kit.NewProse(n.Text)
		if n.Tone != present.Neutral && n.Tone != present.Info {
			text.SetTone(kit.Tone(n.Tone))
		}
		row := newRow(&rowLayout{gap: 8, grow: 0, centre: true}, text)
		if n.Do != nil {
			b := kit.ID("matter.next."+n.Key+"."+itoa(i+1), kit.NewQuiet(n.Action, nil, n.Do))
			b.Small = true
			row.Add(b)
		}
		box.Add(row)
	}
	if len(next) == 0 {
		calm := kit.NewProse(words.L("Nothing waits on this matter."))
		calm.Color = kit.ColorMuted
		box.Add(calm)
	}
	return box
}

// factCard is a group of facts with its heading.
func factCard(g present.FactGroup) fyne.CanvasObject {
	if g.Text != "" {
		return kit.NewCard(g.Title, kit.NewProse(g.Text))
	}
	return kit.NewCard(g.Title, factList(g.Facts))
}

// factList writes facts in lines, their labels in a column of their own.
func factList(facts []present.Figure) *fyne.Container {
	box := Column(3)
	for _, f := range facts {
		label := kit.NewCaption(f.Label)
		label.MinWidth = factLabel
		value := kit.NewProse(f.Value)
		if f.Tone != present.Neutral {
			value.SetTone(kit.Tone(f.Tone))
		}
		box.Add(container.New(&factLayout{}, label, value))
	}
	return box
}

// factLabel is the width of the labels of facts.
const factLabel = 132

// factLayout sets a label before a value that may wrap.
type factLayout struct{}

func (l *factLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(factLabel+80, max(o[0].MinSize().Height, o[1].MinSize().Height))
}

func (l *factLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	h := o[0].MinSize().Height
	o[0].Move(fyne.NewPos(0, 1))
	o[0].Resize(fyne.NewSize(factLabel-8, h))
	o[1].Move(fyne.NewPos(factLabel, 0))
	o[1].Resize(fyne.NewSize(max(s.Width-factLabel, 40), s.Height))
}
