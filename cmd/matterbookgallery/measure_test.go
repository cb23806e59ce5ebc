package main

import (
	"fmt"
	"image/color"
	"math"
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
)

// box is a rectangle on the canvas.
type box struct{ x0, y0, x1, y1 float32 }

func boxOf(at fyne.Position, s fyne.Size) box {
	return box{at.X, at.Y, at.X + s.Width, at.Y + s.Height}
}

func (a box) cut(b box) box {
	return box{max(a.x0, b.x0), max(a.y0, b.y0), min(a.x1, b.x1), min(a.y1, b.y1)}
}
func (a box) empty() bool       { return a.x1-a.x0 < 0.5 || a.y1-a.y0 < 0.5 }
func (a box) width() float32    { return a.x1 - a.x0 }
func (a box) height() float32   { return a.y1 - a.y0 }
func (a box) within(b box) bool { return a.x0 >= b.x0 && a.x1 <= b.x1 && a.y0 >= b.y0 && a.y1 <= b.y1 }
func (a box) String() string {
	return fmt.Sprintf("(%.0f,%.0f)-(%.0f,%.0f)", a.x0, a.y0, a.x1, a.y1)
}

// without takes away what a rectangle drawn later hides, where that leaves a
// rectangle.
func (a box) without(b box) box {
	c := a.cut(b)
	if c.empty() {
		return a
	}
	wide, high := b.x0 <= a.x0 && b.x1 >= a.x1, b.y0 <= a.y0 && b.y1 >= a.y1
	switch {
	case wide && high:
		return box{}
	case wide && b.y0 <= a.y0:
		a.y0 = b.y1
	case wide && b.y1 >= a.y1:
		a.y1 = b.y0
	case high && b.x0 <= a.x0:
		a.x0 = b.x1
	case high && b.x1 >= a.x1:
		a.x1 = b.x0
	}
	return a
}

// ink is a text as it is seen.
type ink struct {
	text    string
	whole   box // all of it
	seen    box // what clip and later grounds leave of it
	clip    box
	room    box
	color   color.Color
	ground  color.NRGBA
	size    float32
	bold    bool
	layer   int
	entry   bool // inside a field that scrolls its text
	scrolls bool // inside something that can be scrolled sideways
	where   string
}

// stop is a widget that can have the keyboard.
type stop struct {
	w      fyne.Focusable
	at     box
	layer  int
	where  string
	active bool
}

// picture is what is seen of a window, measured.
type picture struct {
	inks     []ink
	stops    []stop
	controls []stop
	window   box
	grounds  []ground
	room     box  // of the page, seen or not
	over     bool // the page has to be scrolled to be seen whole
}

type ground struct {
	at    box
	color color.NRGBA
	layer int
}

// measure walks the window and everything that lies over it.
func measure(c fyne.Canvas) *picture {
	p := &picture{window: boxOf(fyne.Position{}, c.Size())}
	base := nrgba(theme.Color(theme.ColorNameBackground))
	p.grounds = append(p.grounds, ground{p.window, base, 0})
	roots := append([]fyne.CanvasObject{c.Content()}, c.Overlays().List()...)
	for layer, root := range roots {
		p.walk(root, fyne.Position{}, p.window, layer, false, false, nil)
	}
	return p
}

func nrgba(c color.Color) color.NRGBA { return color.NRGBAModel.Convert(c).(color.NRGBA) }

// papers show pages of a bill: their letters are a picture, not the window's.
func paper(o fyne.CanvasObject) bool {
	name := reflect.TypeOf(o).String()
	return strings.HasSuffix(name, ".pageView") || strings.HasSuffix(name, ".pageSheet")
}

func (p *picture) walk(o fyne.CanvasObject, at fyne.Position, clip box, layer int, entry, scrolls bool, path []string) {
	if o == nil || !o.Visible() || paper(o) {
		return
	}
	at = at.Add(o.Position())
	here := boxOf(at, o.Size())
	if clip.empty() {
		return
	}
	switch x := o.(type) {
	case *canvas.Text:
		p.text(x, at, clip, layer, entry, scrolls, path)
	case *canvas.Rectangle:
		p.paint(x.FillColor, here.cut(clip), layer)
	case *fyne.Container:
		for _, c := range x.Objects {
			p.walk(c, at, clip, layer, entry, scrolls, path)
		}
	case fyne.Widget:
		kind := strings.TrimPrefix(reflect.TypeOf(x).String(), "*")
		ours := strings.HasPrefix(kind, "kit.") || strings.HasPrefix(kind, "page.")
		// A symbol inside a field and what carries an open list are no controls.
		ours = ours && kind != "kit.noFocus" && kind != "kit.keyProxy" && kind != "kit.filler"
		if !strings.HasPrefix(kind, "widget.") && !strings.HasPrefix(kind, "fyne.") {
			path = append(path[:len(path):len(path)], kind[strings.LastIndex(kind, ".")+1:])
		}
		if f, ok := o.(fyne.Focusable); ok && !here.cut(clip).empty() {
			d, can := o.(fyne.Disableable)
			p.stops = append(p.stops, stop{f, here.cut(clip), layer, strings.Join(path, "/"), !can || !d.Disabled()})
		}
		_, taps := o.(fyne.Tappable)
		_, types := o.(fyne.Focusable)
		if (taps || types) && ours && here.within(clip) {
			p.controls = append(p.controls, stop{nil, here, layer, strings.Join(path, "/"), true})
		}
		if _, ok := o.(fyne.Scrollable); ok {
			clip = clip.cut(here)
			over, plain := o.(*kit.Overflow)
			scrolls = scrolls || !plain || over.Overflowing()
			if !plain { // it is scrolled sideways by itself
				outer := p.room
				p.room = box{}
				defer func() { p.room = outer }()
			}
			if plain && over.Across {
				p.over = p.over || over.Overflowing()
				// What can be scrolled into view has the whole width to stand in.
				room := test.WidgetRenderer(x).Objects()[0]
				outer := p.room
				p.room = boxOf(at.Add(room.Position()), room.Size())
				defer func() { p.room = outer }()
			}
		}
		entry = entry || strings.HasSuffix(kind, "Entry") || strings.HasSuffix(kind, "TextArea") || strings.HasSuffix(kind, "Finder")
		for _, c := range test.WidgetRenderer(x).Objects() {
			p.walk(c, at, clip, layer, entry, scrolls, path)
		}
	}
}

func (p *picture) paint(c color.Color, at box, layer int) {
	if c == nil || at.empty() {
		return
	}
	n := nrgba(c)
	if n.A == 0 {
		return
	}
	p.grounds = append(p.grounds, ground{at, n, layer})
	if n.A > 250 { // what lies beneath is hidden
		for i := range p.inks {
			if p.inks[i].layer == layer {
				p.inks[i].seen = p.inks[i].seen.without(at)
			}
		}
	}
}

func (p *picture) text(t *canvas.Text, at fyne.Position, clip box, layer int, entry, scrolls bool, path []string) {
	if strings.TrimSpace(t.Text) == "" {
		return
	}
	m := fyne.MeasureText(t.Text, t.TextSize, t.TextStyle)
	x := at.X
	switch t.Alignment {
	case fyne.TextAlignTrailing:
		x += t.Size().Width - m.Width
	case fyne.TextAlignCenter:
		x += (t.Size().Width - m.Width) / 2
	}
	y := at.Y + (t.Size().Height-m.Height)/2
	// Letters do not fill their line: a line's ascent and descent may meet its
	// neighbour's without a letter touching one.
	trim := m.Height * 0.16
	whole := box{x, y + trim, x + m.Width, y + m.Height - trim}
	seen := whole.cut(clip)
	if seen.empty() {
		if !scrolls && whole.cut(p.window).empty() {
			p.inks = append(p.inks, ink{text: t.Text, whole: whole, clip: clip, room: p.room, layer: layer, where: strings.Join(path, "/")})
		}
		return
	}
	g := color.NRGBA{A: 255}
	mx, my := (seen.x0+seen.x1)/2, (seen.y0+seen.y1)/2
	for _, r := range p.grounds {
		if r.at.x0 <= mx && mx <= r.at.x1 && r.at.y0 <= my && my <= r.at.y1 {
			g = over(r.color, g)
		}
	}
	p.inks = append(p.inks, ink{t.Text, whole, seen, clip, p.room, t.Color, g, t.TextSize, t.TextStyle.Bold, layer, entry, scrolls, strings.Join(path, "/")})
}

// over lays a colour on a ground.
func over(c, g color.NRGBA) color.NRGBA {
	mix := func(a, b uint8) uint8 {
		return uint8(math.Round(float64(a)*float64(c.A)/255 + float64(b)*(1-float64(c.A)/255)))
	}
	return color.NRGBA{mix(c.R, g.R), mix(c.G, g.G), mix(c.B, g.B), 255}
}

// contrast of two colours as WCAG 2 counts it.
func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

func luminance(c color.NRGBA) float64 {
	f := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*f(c.R) + 0.7152*f(c.G) + 0.0722*f(c.B)
}

// fits tells what reaches past the window or its room.
func (p *picture) fits(c fyne.Canvas, tell func(format string, args ...any)) {
	size := c.Size()
	if m := c.Content().MinSize(); m.Width > size.Width+0.5 || m.Height > size.Height+0.5 {
		tell("the page asks for %.0fx%.0f", m.Width, m.Height)
	}
	for _, t := range p.inks {
		if t.seen == (box{}) && t.color == nil {
			tell("%q of %s stands outside the window at %v", t.text, t.where, t.whole)
			continue
		}
		if t.entry || t.seen.empty() || strings.HasSuffix(t.text, "…") {
			continue
		}
		if over := t.whole.x1 - t.room.x1; over > 1.5 && t.room.width() > 0 {
			tell("%q of %s sticks out of the page by %.0f", t.text, t.where, over)
		}
		if over := max(t.clip.x0-t.whole.x0, t.whole.x1-t.clip.x1); over > 1.5 && !t.scrolls {
			tell("%q of %s is cut by %.0f at the side of its room %v", t.text, t.where, over, t.clip)
		}
		if over := max(t.clip.y0-t.whole.y0, t.whole.y1-t.clip.y1); over > 1.5 && !t.scrolls {
			tell("%q of %s is cut by %.0f above or below, room %v", t.text, t.where, over, t.clip)
		}
	}
}

// apart tells texts that lie over one another.
func (p *picture) apart(tell func(format string, args ...any)) {
	for i, a := range p.inks {
		if a.seen.empty() {
			continue
		}
		for _, b := range p.inks[i+1:] {
			if b.layer != a.layer || b.seen.empty() {
				continue
			}
			if c := a.seen.cut(b.seen); c.width() > 1.5 && c.height() > 1.5 {
				tell("%q of %s and %q of %s overlap at %v", a.text, a.where, b.text, b.where, c)
			}
		}
	}
}

// readable tells texts too close to their ground.
func (p *picture) readable(tell func(format string, args ...any)) {
	faint := nrgba(theme.Color(theme.ColorNameDisabled))
	told := map[string]bool{}
	for _, t := range p.inks {
		if t.color == nil || t.seen.empty() {
			continue
		}
		c := nrgba(t.color)
		if c == faint { // what cannot be used is excepted by the rule
			continue
		}
		least := 4.5
		if t.size >= 24 || t.bold && t.size >= 18.6 {
			least = 3
		}
		if got := contrast(over(c, t.ground), t.ground); got < least-0.005 {
			key := fmt.Sprint(t.where, c, t.ground)
			if !told[key] {
				told[key] = true
				tell("%q of %s: %.2f to 1, %02x%02x%02x on %02x%02x%02x", t.text, t.where, got, c.R, c.G, c.B, t.ground.R, t.ground.G, t.ground.B)
			}
		}
	}
}

// large tells controls that are hard to hit. What stands in a line of text or in
// a row of a list has the size of that.
func (p *picture) large(tell func(format string, args ...any)) {
	for _, s := range p.controls {
		if s.at.width() < 23.5 || s.at.height() < 23.5 {
			tell("%s is %.0fx%.0f", s.where, s.at.width(), s.at.height())
		}
	}
}

// walkable tells what Tab does not reach, and steps that lead back: up in the same
// column, or to the left in the same line. The bars around the page come last.
func (p *picture) walkable(c fyne.Canvas, tell func(format string, args ...any)) {
	top := 0
	for _, s := range p.stops {
		top = max(top, s.layer)
	}
	before := c.Focused()
	defer func() {
		if before != nil {
			c.Focus(before)
		}
	}()
	c.Unfocus()
	order := map[fyne.Focusable]int{}
	var seen []fyne.Focusable
	for range 400 {
		c.FocusNext()
		f := c.Focused()
		if f == nil {
			break
		}
		if _, again := order[f]; again {
			break
		}
		order[f] = len(seen)
		seen = append(seen, f)
	}
	at := map[fyne.Focusable]stop{}
	for _, s := range p.stops {
		if s.layer != top || !s.active {
			continue
		}
		at[s.w] = s
		if _, ok := order[s.w]; !ok {
			tell("Tab does not come to %s at %v", s.where, s.at)
		}
	}
	last := stop{}
	for _, f := range seen {
		s, ok := at[f]
		if !ok {
			continue
		}
		if around(s) {
			break
		}
		if last.w != nil {
			overX := min(last.at.x1, s.at.x1) - max(last.at.x0, s.at.x0)
			overY := min(last.at.y1, s.at.y1) - max(last.at.y0, s.at.y0)
			switch {
			case s.at.y1 <= last.at.y0 && overX > 4:
				tell("Tab goes up from %s at %v to %s at %v", last.where, last.at, s.where, s.at)
			case s.at.x1 <= last.at.x0 && overY > min(last.at.height(), s.at.height())/2:
				tell("Tab goes left from %s at %v to %s at %v", last.where, last.at, s.where, s.at)
			}
		}
		last = s
	}
}

// around says whether the widget belongs to the window, not to the page.
func around(s stop) bool {
	for _, bar := range []string{"Nav", "TimerBar", "StatusBar"} {
		if strings.Contains("/"+s.where+"/", "/"+bar+"/") {
			return true
		}
	}
	return false
}
