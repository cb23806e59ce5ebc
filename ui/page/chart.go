package page

import (
	"fyne.io/fyne/v2"

	"matterbook/ui/kit"
	"matterbook/ui/present"
)

// chartCard draws a chart of package present in a card. The keyboard walks its
// labels, and Enter opens what a label stands for.
type chartCard struct {
	w     *Window
	c     *present.Chart
	chart *kit.Chart
	card  *kit.Card
	root  *fyne.Container
}

func newChartCard(w *Window, id string, high float32) *chartCard {
	v := &chartCard{w: w}
	v.chart = kit.ID(id, kit.NewChart(kit.Bars, nil))
	v.chart.OnOpen = func(i int) {
		if v.c != nil && i >= 0 && i < len(v.c.Leads) && v.c.Leads[i].Noun != "" {
			v.w.frame.Open(v.c.Leads[i].Noun, v.c.Leads[i].Key)
		}
	}
	v.card = kit.NewCard("", Sized(0, high, v.chart))
	v.root = kit.VBox(0, v.card)
	v.root.Hide()
	return v
}

func (v *chartCard) shown() bool { return v.c != nil }

// set draws another chart, nil for none.
func (v *chartCard) set(c *present.Chart) {
	v.c = c
	if c == nil {
		return
	}
	v.card.Title = c.Title
	v.chart.Kind = kit.Bars
	if c.Stacks {
		v.chart.Kind = kit.StackedBars
	}
	var series []kit.Series
	for _, s := range c.Series {
		x := kit.Series{Name: s.Name, Texts: s.Texts}
		for _, a := range s.Values {
			x.Values = append(x.Values, float64(a)/100) // a length, never money to count with
		}
		series = append(series, x)
	}
	v.chart.Opens = len(c.Leads) > 0
	v.chart.SetSeries(c.Labels, series...)
	v.card.Refresh()
}
