package page

import (
	"context"
	"sync/atomic"

	"fyne.io/fyne/v2"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// texter is an entry of any kind.
type texter interface {
	fyne.CanvasObject
	SetText(string)
	SetFault(string)
}

// show puts a field's text and fault into an entry; what has not changed is
// left alone, so that typing is never disturbed.
func show(e texter, now string, f present.Field) {
	if now != f.Text {
		e.SetText(f.Text)
	}
	e.SetFault(f.Fault)
}

// showNumber is show for a number: the field holds it as the acts read it, the
// entry as the reader's country writes it.
func showNumber(e texter, now string, f present.Field) {
	if words.Typed(now) != f.Text {
		e.SetText(words.Number(f.Text))
	}
	e.SetFault(f.Fault)
}

// showItem puts a choice into a finder, unless somebody types in it.
func showItem(f *kit.Finder, c present.Choice, fault string) {
	if f.ItemID() != c.Key {
		if c.Key == "" {
			if !f.Focused() {
				f.Clear()
			}
		} else {
			f.SetItem(kit.Item{ID: c.Key, Text: c.Text, Secondary: c.More, Value: c})
		}
	}
	if fault != "" {
		f.SetFault(fault)
	}
}

// CodeFinder picks one of a set of codes that changes with the matter.
type CodeFinder struct {
	Finder *kit.Finder // what stands on the page
	list   atomic.Pointer[[]kit.Item]
}

// NewCodeFinder has no codes yet. picked is told the code, blank for none.
func (w *Window) NewCodeFinder(id, noun string, picked func(code string)) *CodeFinder {
	c := &CodeFinder{}
	c.list.Store(&[]kit.Item{})
	c.Finder = kit.NewFinder(w.run, noun, func(ctx context.Context, query string) ([]kit.Item, error) {
		return kit.StaticSource(*c.list.Load())(ctx, query)
	})
	c.Finder.Width = 150
	c.Finder.Icon = nil
	c.Finder.Display = func() string { return c.Finder.Text } // from its beginning, in a narrow field
	c.Finder.Recents = func() []kit.Item { return *c.list.Load() }
	c.Finder.OnPicked = func(it kit.Item) { picked(it.ID) }
	c.Finder.OnCleared = func() { picked("") }
	kit.ID(id, c.Finder)
	return c
}

// Show offers the codes and shows the one that is set.
func (c *CodeFinder) Show(codes []present.Choice, f present.Field) {
	old := *c.list.Load()
	same := len(old) == len(codes)
	for i := 0; same && i < len(codes); i++ {
		same = old[i].ID == codes[i].Key
	}
	if !same {
		list := items(codes)
		c.list.Store(&list)
	}
	if c.Finder.ItemID() != f.Text {
		if f.Text == "" {
			if !c.Finder.Focused() {
				c.Finder.Clear()
			}
		} else {
			it := kit.Item{ID: f.Text, Text: f.Text}
			for _, x := range *c.list.Load() {
				if x.ID == f.Text {
					it = x
				}
			}
			c.Finder.SetItem(it)
		}
	}
	if f.Fault != "" {
		c.Finder.SetFault(f.Fault)
	}
}

// setVisible shows or hides an object; the caller lays out again when it changed.
func setVisible(o fyne.CanvasObject, on bool) (changed bool) {
	if o.Visible() == on {
		return false
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
	return true
}

func money(figures []present.Figure) []kit.MoneyFigure {
	list := make([]kit.MoneyFigure, len(figures))
	for i, f := range figures {
		list[i] = kit.MoneyFigure{Key: f.Key, Label: f.Label, Value: f.Value, Tone: kit.Tone(f.Tone), Tip: f.Tip}
	}
	return list
}

// Strip draws a money strip of package present.
type Strip struct {
	Bar  *kit.MoneyStrip // what stands on the page
	last string
}

// NewStrip is empty and hidden.
func NewStrip(id string) *Strip {
	s := &Strip{Bar: kit.ID(id, kit.NewMoneyStrip(""))}
	s.Bar.Hide()
	return s
}

// Draw shows the figures; true says that its place must be laid out again.
func (s *Strip) Draw(p *present.Strip) (changed bool) {
	key := p.Title
	for _, f := range p.Figures {
		key += "\n" + f.Key + f.Value + f.Tip
	}
	if key != s.last {
		s.last = key
		s.Bar.Set(p.Title, money(p.Figures)...)
	}
	return setVisible(s.Bar, p.Title != "")
}

// showPreview says what an entry comes to and why, and whether the figure is
// another than before.
func showPreview(sum, because *kit.Label, f *present.EntryForm) (changed bool) {
	text, why, tone := f.Preview()
	if changed = text != sum.Text; changed {
		sum.SetText(text)
	}
	because.SetText(why)
	if tone == present.Neutral {
		because.Color = kit.ColorMuted
	} else {
		because.SetTone(kit.Tone(tone))
	}
	return changed
}
