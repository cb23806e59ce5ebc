package kit

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"matterbook/ui/words"
)

// Result is the outcome of one item of a run.
type Result struct {
	OK   bool
	Item string // "Invoice 2026-0417, Brightwater plc"
	Text string // what happened, and why
	// Fix names the way to mend it ("Open the matter"); OnFix goes there.
	Fix   string
	OnFix func()
}

// Bar is a plain progress bar with words: it stands still between steps, as
// nothing in this program moves without need.
type Bar struct {
	widget.BaseWidget
	done, total int
	text        string
}

// NewBar is an empty bar.
func NewBar() *Bar {
	b := &Bar{}
	b.ExtendBaseWidget(b)
	return b
}

// Set shows done of total and what is being done. Total 0 is "not known yet".
func (b *Bar) Set(done, total int, text string) {
	b.done, b.total, b.text = done, total, text
	b.Refresh()
}

// TextShown is the words over the bar.
func (b *Bar) TextShown() string {
	if b.total > 0 {
		return fmt.Sprintf("%d of %d  %s", b.done, b.total, b.text)
	}
	return b.text
}

// CreateRenderer is the toolkit's hook.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer {
	track, fill, text := canvas.NewRectangle(none), canvas.NewRectangle(none), canvas.NewText("", none)
	ts := func() float32 { return sizeOf(b, theme.SizeNameText) }
	return newDrawn(b,
		func() fyne.Size { return fyne.NewSize(200, lineHeight(ts())+14) },
		func(s fyne.Size) {
			text.Text = fitText(b.TextShown(), s.Width, ts(), fyne.TextStyle{})
			put(text, 0, 0, s.Width, lineHeight(ts()))
			y := lineHeight(ts()) + 5
			put(track, 0, y, s.Width, 7)
			share := float32(0)
			if b.total > 0 {
				share = min(max(float32(b.done)/float32(b.total), 0), 1)
			}
			show(fill, share > 0)
			put(fill, 0, y, max(s.Width*share, 7), 7)
		},
		func() {
			track.FillColor, track.CornerRadius = colorOf(b, ColorRowWait), 3.5
			fill.FillColor, fill.CornerRadius = colorOf(b, theme.ColorNamePrimary), 3.5
			ink(text, b.TextShown(), colorOf(b, theme.ColorNameForeground), ts(), fyne.TextStyle{})
		}, track, fill, text)
}

// Progress shows a long run, lets it be cancelled, and ends with its results,
// failures first. It is the body of a page or of a dialog.
type Progress struct {
	widget.BaseWidget
	// OnCancel is the Cancel button while the run lasts.
	OnCancel func()
	// OnClose is the Close button after it.
	OnClose func()

	title   *Label
	bar     *Bar
	summary *Notice
	grid    *Grid
	cancel  *Button
	results []Result
	ended   bool
	box     *fyne.Container
}

// NewProgress shows the title over an empty bar.
func NewProgress(title string) *Progress {
	p := &Progress{title: NewSubheading(title), bar: NewBar(), summary: NewNotice(Info, "")}
	p.cancel = NewButton("Cancel", func() {
		if p.ended {
			call(p.OnClose)
			return
		}
		p.cancel.Disable()
		call(p.OnCancel)
	})
	p.grid = NewGrid(NewRows(), []Column{
		{Key: "state", Label: "Result", Width: 80, Pills: true},
		{Key: "item", Label: "Item", Width: 220, Min: 100},
		{Key: "text", Label: "What happened", Width: 260, Min: 120, Flex: 1},
		{Key: "fix", Label: "Mend it", Width: 150},
	})
	p.grid.OnActivate = func(row int, _ int64) {
		if r := p.results[row]; r.OnFix != nil {
			r.OnFix()
		}
	}
	p.grid.Hide()
	p.summary.Hide()
	p.box = Frame(10, VBox(8, p.title, p.bar, p.summary), HFill(0, 0, NewLabel(""), p.cancel), nil, nil, p.grid)
	p.ExtendBaseWidget(p)
	return p
}

// Step moves the bar.
func (p *Progress) Step(done, total int, text string) { p.bar.Set(done, total, text) }

// End shows the results: failures first, each with the way to mend it (Enter or
// double click). cancelled says that the run was broken off.
func (p *Progress) End(results []Result, cancelled bool) {
	p.ended = true
	p.results = p.results[:0]
	bad := 0
	for _, ok := range []bool{false, true} {
		for _, r := range results {
			if r.OK == ok {
				p.results = append(p.results, r)
			}
		}
		if !ok {
			bad = len(p.results)
		}
	}
	rows := make([]GridRow, len(p.results))
	for i, r := range p.results {
		state, tone := "Done", Good
		if !r.OK {
			state, tone = "Failed", Bad
		}
		rows[i] = GridRow{ID: int64(i + 1), Cells: []Cell{{Text: state, Tone: tone, Pill: true}, {Text: r.Item}, {Text: r.Text, Muted: r.OK}, {Text: r.Fix, Tone: Info}}}
	}
	p.grid.SetModel(NewRows(rows...))
	tone, text := Good, words.L("All %d done.", len(results))
	switch {
	case bad > 0 && cancelled:
		tone, text = Warn, words.L("Cancelled: %d done, %d failed, the rest untouched.", len(results)-bad, bad)
	case cancelled:
		tone, text = Warn, words.L("Cancelled: %d done, the rest untouched.", len(results))
	case bad > 0:
		tone, text = Bad, fmt.Sprintf("%d of %d failed. They stand first; Enter goes to the place where each can be mended.", bad, len(results))
	}
	p.summary.Set(tone, text)
	p.summary.Show()
	p.bar.Hide()
	p.grid.Show()
	p.cancel.Enable()
	p.cancel.SetText("Close")
	p.box.Refresh()
	if c := canvasOf(p); c != nil && bad > 0 {
		c.Focus(p.grid)
	}
}

// Results are the outcomes in the order shown.
func (p *Progress) Results() []Result { return p.results }

// TextShown is the state in words.
func (p *Progress) TextShown() string {
	if p.ended {
		return p.summary.Text
	}
	return p.bar.TextShown()
}

// CreateRenderer is the toolkit's hook.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.box) }
