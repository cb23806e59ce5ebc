package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

func (g *Grid) headSize() float32 { return sizeOf(g, theme.SizeNameCaptionText) }

func (r *gridRenderer) layoutHead(s fyne.Size) {
	g := r.g
	hh, ts := g.headerH(), g.headSize()
	lh := lineHeight(ts)
	put(r.head, 0, 0, s.Width, hh)
	put(r.headLine, 0, hh-1, s.Width, 1)
	show(r.arrow, false)
	is := sizeOf(g, theme.SizeNameInlineIcon) - 6
	for i, c := range g.columns {
		h := r.heads[i]
		x := c.x - g.offX
		on := !c.Hidden && x+c.w > 0 && x < s.Width
		show(h.text, on)
		show(h.edge, on)
		show(h.ground, on && i == g.hoverH && c.Sortable && g.OnSort != nil)
		if !on {
			continue
		}
		h.ground.FillColor = colorOf(g, theme.ColorNameHover)
		put(h.ground, x, 0, c.w, hh-1)
		h.edge.FillColor = colorOf(g, ColorLine)
		put(h.edge, x+c.w-1, 6, 1, hh-12)
		room := c.w - 2*cellPad
		name := ColorHeaderText
		sorted := g.sortKey == c.Key && c.Key != ""
		if sorted {
			room -= is + 2
			name = theme.ColorNameForeground
		}
		label := fitText(c.Label, room, ts, bold)
		ink(h.text, label, colorOf(g, name), ts, bold)
		tw := textWidth(label, ts, bold)
		tx := x + cellPad
		switch c.Align {
		case fyne.TextAlignTrailing:
			tx = x + c.w - cellPad - tw
		case fyne.TextAlignCenter:
			tx = x + (c.w-tw)/2
		}
		put(h.text, tx, (hh-lh)/2, tw+1, lh)
		if sorted {
			show(r.arrow, true)
			icon := iconUp
			if g.desc {
				icon = iconDown
			}
			setIcon(r.arrow, Tinted(icon, theme.ColorNameForeground))
			ax := tx + tw + 3
			if c.Align == fyne.TextAlignTrailing {
				ax = tx - is - 3
			}
			put(r.arrow, ax, (hh-is)/2, is, is)
		}
	}
	show(r.allBg, g.Checks)
	show(r.allTick, false)
	if g.Checks {
		n := g.SelectedCount()
		mark := fyne.Resource(nil)
		if n > 0 {
			mark = iconDash
			if n == g.Len() {
				mark = iconTick
			}
		}
		r.box(r.allBg, r.allTick, mark, -g.offX, hh)
	}
}

// box draws a tick box at the left of a line of the height.
func (r *gridRenderer) box(bg *canvas.Rectangle, tick *canvas.Image, mark fyne.Resource, x, height float32) {
	g := r.g
	size := sizeOf(g, theme.SizeNameInlineIcon) - 1
	put(bg, x+9, (height-size)/2, size, size)
	put(tick, x+9, (height-size)/2, size, size)
	bg.CornerRadius, bg.StrokeWidth = 3, 1.5
	fill, line := theme.ColorNameInputBackground, theme.ColorNameInputBorder
	if mark != nil {
		fill, line = theme.ColorNamePrimary, theme.ColorNamePrimary
		setIcon(tick, Tinted(mark, theme.ColorNameForegroundOnPrimary))
	}
	bg.FillColor, bg.StrokeColor = colorOf(g, fill), colorOf(g, line)
	show(tick, mark != nil)
	bg.Refresh()
}

func (r *gridRenderer) layoutFoot(s fyne.Size) {
	g := r.g
	on := g.hasFooter()
	show(r.foot, on)
	show(r.footLine, on)
	show(r.footText, on && g.footing != "")
	ts := g.textSize()
	lh := lineHeight(ts)
	y, h := s.Height-g.footerH(), g.footerH()
	if on {
		put(r.foot, 0, y, s.Width, h)
		put(r.footLine, 0, y, s.Width, 1)
	}
	// The text at the left ends where the first total begins.
	edge := s.Width - cellPad
	for i, c := range g.columns {
		t := r.feet[i]
		total := g.footer[c.Key]
		vis := on && !c.Hidden && total != ""
		show(t, vis)
		if !vis {
			continue
		}
		name := theme.ColorNameForeground
		if strings.HasPrefix(total, "-") {
			name = ColorNegative
		}
		// A total may be wider than its column and grow to the left of it.
		w := max(textWidth(total, ts, bold), c.w-2*cellPad)
		ink(t, total, colorOf(g, name), ts, bold)
		t.Alignment = c.Align
		x := c.x - g.offX + cellPad
		if c.Align == fyne.TextAlignTrailing {
			x = c.x - g.offX + c.w - cellPad - w
			edge = min(edge, x+w-textWidth(total, ts, bold)-12)
		} else {
			edge = min(edge, x-12)
		}
		put(t, x, y+(h-lh)/2, w, lh)
	}
	ink(r.footText, fitText(g.footing, edge-cellPad, sizeOf(g, theme.SizeNameCaptionText), fyne.TextStyle{}), colorOf(g, ColorMuted),
		sizeOf(g, theme.SizeNameCaptionText), fyne.TextStyle{})
	ch := lineHeight(r.footText.TextSize)
	put(r.footText, cellPad, y+(h-ch)/2, max(edge-cellPad, 0), ch)
}

func (r *gridRenderer) placeBars() {
	g := r.g
	s := g.Size()
	more := g.maxOffset() > 0
	show(r.track, more)
	show(r.thumb, more)
	if more {
		top, h := g.thumb()
		put(r.track, s.Width-barWide, g.headerH(), barWide, float32(g.bodyH()))
		put(r.thumb, s.Width-barWide+2, top+1, barWide-4, h-2)
		r.thumb.Refresh()
	}
	over := g.overflowX()
	if g.Len() == 0 {
		over = 0
	}
	show(r.trackX, over > 0)
	show(r.barX, over > 0)
	if over > 0 {
		y := g.headerH() + float32(g.bodyH())
		w := g.innerW() * g.innerW() / g.columnsW()
		put(r.trackX, 0, y, s.Width, barWide)
		put(r.barX, (g.innerW()-w)*g.offX/over, y+2, w, barWide-4)
		r.barX.Refresh()
	}
}
