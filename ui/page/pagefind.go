package page

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	paper "matterbook/invoice/page"
	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// foundAt is a place where the words that are looked for stand: a box for each
// run of text they reach over.
type foundAt struct{ boxes []lineBox }

// findOnPages looks for words on the pages of a paper, in any case of letters and
// over the ends of lines.
func findOnPages(doc paper.Doc, find string) []foundAt {
	find = strings.Join(strings.Fields(find), " ")
	if find == "" {
		return nil
	}
	var list []foundAt
	metrics := paper.Liberation()
	for n, p := range doc.Pages {
		text, runs := pageText(p)
		for at := 0; at < len(text); {
			i, length := present.IndexFold(text[at:], find)
			if i < 0 {
				break
			}
			from, to := at+i, at+i+length
			var f foundAt
			for _, r := range runs {
				a, b := max(from, r.from), min(to, r.from+len(r.item.Text))
				if a >= b {
					continue
				}
				x0, y0, _, y1 := r.item.Box()
				left := metrics.Width(r.item.Face, r.item.Size, r.item.Text[:a-r.from])
				wide := metrics.Width(r.item.Face, r.item.Size, r.item.Text[a-r.from:b-r.from])
				f.boxes = append(f.boxes, lineBox{page: n, x0: float32(x0 + left), y0: float32(y0), x1: float32(x0 + left + wide), y1: float32(y1)})
			}
			if len(f.boxes) > 0 {
				list = append(list, f)
			}
			at = to
		}
	}
	return list
}

// textRun is a run of a page and where it begins in the page's text.
type textRun struct {
	item paper.Item
	from int
}

// pageText is the text of a page, runs apart by one space. Turned text, such as
// the mark of a draft, is not looked into.
func pageText(p paper.Page) (string, []textRun) {
	var b strings.Builder
	var runs []textRun
	for _, it := range p.Items {
		if it.Kind != paper.Text || it.Angle != 0 || it.Text == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		runs = append(runs, textRun{it, b.Len()})
		b.WriteString(it.Text)
	}
	return b.String(), runs
}

// findBar looks for words on the pages: Enter goes to the next place, Shift+Enter
// or Up to the one before, Escape closes it.
type findBar struct {
	v     *PageView
	root  *fyne.Container
	entry *kit.Entry
	count *kit.Label
	open  bool
}

func newFindBar(id string, v *PageView) *findBar {
	f := &findBar{v: v, count: kit.ID(id+".find.count", kit.NewCaption(""))}
	f.entry = kit.ID(id+".find.text", kit.NewSearch(words.L("Find on the page"), func(string) { f.look() }))
	f.entry.OnEnter = func() { v.next(1) }
	f.entry.OnKey = func(ev *fyne.KeyEvent) bool {
		switch ev.Name {
		case fyne.KeyEscape:
			return v.closeFind()
		case fyne.KeyDown:
			v.next(1)
		case fyne.KeyUp:
			v.next(-1)
		default:
			return false
		}
		return true
	}
	f.count.MinWidth = 70
	small := func(name string, icon fyne.Resource, tip string, do func()) *kit.Button {
		b := kit.ID(id+".find."+name, kit.NewIconButton(icon, tip, do))
		b.Small = true
		return b
	}
	f.root = Pad(2, 4, 0, 0, newRow(&rowLayout{gap: 4, grow: 0, centre: true}, f.entry, f.count,
		small("previous", theme.MoveUpIcon(), words.L("Place before (Up)"), func() { v.next(-1) }),
		small("next", theme.MoveDownIcon(), words.L("Next place (Enter)"), func() { v.next(1) }),
		small("close", theme.CancelIcon(), words.L("Close (Esc)"), func() { v.closeFind() })))
	f.root.Hide()
	return f
}

// has says whether the bar has the keyboard.
func (f *findBar) has() bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(f.v.sheets)
	return f.open && c != nil && c.Focused() == fyne.Focusable(f.entry)
}

// look finds what is typed and shows the first place at or below the view.
func (f *findBar) look() {
	s := f.v.sheets
	s.found = findOnPages(s.doc, f.entry.Text)
	s.at = 0
	for i, x := range s.found {
		if s.place(x.boxes[0].page).Y+x.boxes[0].y0*s.zoom >= f.v.scroll.Offset.Y {
			s.at = i
			break
		}
	}
	f.show()
}

// again finds the same words on another paper; the place shown stays near.
func (f *findBar) again() {
	s := f.v.sheets
	if !f.open {
		return
	}
	s.found = findOnPages(s.doc, f.entry.Text)
	s.at = min(s.at, max(len(s.found)-1, 0))
	f.say()
}

func (f *findBar) say() {
	s := f.v.sheets
	switch {
	case strings.TrimSpace(f.entry.Text) == "":
		f.count.SetText("")
	case len(s.found) == 0:
		f.count.SetText(words.L("not found"))
	default:
		f.count.SetText(words.L("%d of %d", s.at+1, len(s.found)))
	}
	s.Refresh()
}

// show brings the present place into view.
func (f *findBar) show() {
	v, s := f.v, f.v.sheets
	f.say()
	if len(s.found) == 0 {
		return
	}
	b := s.found[s.at].boxes[0]
	y := s.place(b.page).Y + b.y0*s.zoom
	if view := v.scroll.Size().Height; y < v.scroll.Offset.Y+8 || y+(b.y1-b.y0)*s.zoom > v.scroll.Offset.Y+view-8 {
		v.scrollTo(y - view/3)
	}
}

// Find opens the find bar.
func (v *PageView) Find() {
	f := v.find
	f.open = true
	if setVisible(f.root, true) {
		v.root.Refresh()
	}
	f.again()
	if c := fyne.CurrentApp().Driver().CanvasForObject(v.sheets); c != nil {
		c.Focus(f.entry)
	}
}

// closeFind puts the bar away; false when it was not open.
func (v *PageView) closeFind() bool {
	f := v.find
	if !f.open {
		return false
	}
	f.open = false
	v.sheets.found, v.sheets.at = nil, 0
	if setVisible(f.root, false) {
		v.root.Refresh()
	}
	v.sheets.Refresh()
	if c := fyne.CurrentApp().Driver().CanvasForObject(v.sheets); c != nil {
		c.Focus(v.sheets)
	}
	return true
}

// next goes to another place that was found, around the ends.
func (v *PageView) next(step int) {
	s := v.sheets
	if n := len(s.found); n > 0 {
		s.at = ((s.at+step)%n + n) % n
		v.find.show()
	}
}
