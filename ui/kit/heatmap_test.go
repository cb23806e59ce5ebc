package kit_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"matterbook/ui/kit"
	"matterbook/ui/kit/kittest"
)

// forty is a month of forty people.
func forty() *kit.HeatMap {
	h := kit.ID("heat", kit.NewHeatMap())
	h.EndLabels = []string{"Recorded", "Missing"}
	for d := 1; d <= 31; d++ {
		h.Columns = append(h.Columns, fmt.Sprint(d))
		h.Quiet = append(h.Quiet, d%7 > 5)
	}
	var rows []kit.HeatRow
	for i := range 40 {
		r := kit.HeatRow{ID: fmt.Sprintf("TK%02d", i), Label: fmt.Sprintf("TK%02d  Wolfeschlegelsteinhausen-Featherstonehaugh", i), Ends: []string{"148.5", "12.5"}, Short: true}
		for d := range 31 {
			r.Cells = append(r.Cells, kit.HeatCell{Text: "12.5", Step: d%6 - 1, Tip: fmt.Sprintf("TK%02d on %d", i, d+1)})
		}
		rows = append(rows, r)
	}
	h.Set(rows)
	return h
}

func TestHeatMapOfFortyPeopleFitsAndIsWalkedByKeys(t *testing.T) {
	for _, width := range []float32{1190, 820} { // the page of a small window, alone and beside a form
		var h *kit.HeatMap
		w := kittest.Open(t, kit.Light, width, 560, func() fyne.CanvasObject { h = forty(); return h })
		w.CheckTexts()
		w.Shot(fmt.Sprintf("heatmap-%.0f", width))
		opened := ""
		h.OnOpen = func(id string, column int) { opened = fmt.Sprintf("%s %d", id, column) }
		w.Focus("heat")
		w.Press("End", "Down", "Return")
		if opened != "TK01 30" {
			t.Errorf("opened %q", opened)
		}
		for range 60 {
			w.Press("Down")
		}
		w.Press("Home", "Return")
		if opened != "TK39 0" {
			t.Errorf("at the end opened %q", opened)
		}
		w.Box("heat/row:TK39/col:1") // it came into view
		w.Click("heat/row:TK38/col:3")
		if opened != "TK38 2" {
			t.Errorf("a click opened %q", opened)
		}
	}
}
