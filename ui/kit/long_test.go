package kit_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"matterbook/ui/kit"
	"matterbook/ui/kit/kittest"
)

// long is a name of 80 letters, as real matters have.
const long = "Consolidated proceedings of the Dockside Warehouse Company against its insurers."

func TestNothingSpillsWithLongNames(t *testing.T) {
	if len(long) != 80 {
		t.Fatalf("the name has %d letters", len(long))
	}
	for _, mode := range []kit.Mode{kit.Light, kit.Dark} {
		for _, scale := range []int{80, 100, 150} {
			for _, density := range []kit.Density{kit.Compact, kit.Comfortable} {
				t.Run(fmt.Sprint("mode ", mode, " scale ", scale, " density ", density), func(t *testing.T) {
					w := kittest.OpenTheme(t, kit.NewTheme(mode, density, scale), 1366, 768, longFrame)
					if m := w.Stage.MinSize(); m.Width > 1366 || scale <= 100 && m.Height > 768 {
						t.Errorf("the window cannot be 1366x768, needs %v", m)
					}
					w.CheckTexts()
					w.Shot(fmt.Sprintf("long-%d-%d-%d", mode, scale, density))
				})
			}
		}
	}
}

func TestTabReachesEverythingInReadingOrder(t *testing.T) {
	w := kittest.Open(t, kit.Light, 1366, 768, longFrame)
	var kinds []string
	for _, f := range w.TabStops() {
		kinds = append(kinds, strings.TrimPrefix(fmt.Sprintf("%T", f), "*kit."))
	}
	// Side column, timer, then the page from top to bottom, the list last.
	if kinds[0] != "Nav" || kinds[1] != "Button" || kinds[len(kinds)-1] != "Grid" {
		t.Errorf("order %v", kinds)
	}
}

var longColumns = []kit.Column{
	{Key: "date", Label: "Date", Width: 92}, {Key: "tk", Label: "TK", Width: 52}, {Key: "client", Label: long, Width: 140},
	{Key: "matter", Label: "Matter", Width: 90}, {Key: "code", Label: "Code", Width: 58}, {Key: "text", Label: "Narrative", Width: 200, Min: 120, Flex: 1},
	{Key: "hours", Label: "Hours", Width: 62, Align: fyne.TextAlignTrailing}, {Key: "rate", Label: "Rate", Width: 76, Align: fyne.TextAlignTrailing},
	{Key: "amount", Label: "Amount", Width: 96, Align: fyne.TextAlignTrailing}, {Key: "status", Label: "Status", Width: 104, Pills: true},
}

func longFrame() fyne.CanvasObject {
	nav := kit.NewNav("Matterbook", []kit.NavItem{{ID: "a", Label: long, Badge: 1234, Section: long}, {ID: "b", Label: "Settings", Low: true}}, nil)
	nav.SetActive("a")
	timer := kit.NewTimerBar()
	timer.SetTimers(&kit.TimerView{ID: "1", Label: long, Running: true, Elapsed: 12 * time.Hour}, []kit.TimerView{{ID: "2", Label: long}, {ID: "3", Label: long}, {ID: "4", Label: long}, {ID: "5", Label: long}})
	status := kit.NewStatusBar()
	status.Say(kit.Bad, long+long)
	status.SetItems(kit.StatusItem{ID: "a", Text: long}, kit.StatusItem{ID: "b", Text: "November 2026 open"})
	strip := kit.NewMoneyStrip(long, kit.MoneyFigure{Key: "a", Label: "Unbilled time and costs", Value: "$112,410,999.50", Tone: kit.Neutral}, kit.MoneyFigure{Key: "b", Label: "Trust available today after holds", Value: "-$1,203,120.00", Tone: kit.Bad})
	notice := kit.NewNotice(kit.Warn, long+" "+long+" "+long)
	notice.OnClose = func() {}
	notice.SetAction("Show them", func() {})
	sel := kit.NewTextSelect([]string{long}, nil)
	sel.SetSelected(long)
	fields := kit.FormRow(8, nil, kit.NewField(long, kit.NewEntry()), kit.NewField("Choice", sel), kit.NewField("Hint", kit.NewEntry()).WithHint(long))
	tabs := kit.NewTabs([]kit.Tab{{ID: "a", Text: "Lines", Count: 41}, {ID: "b", Text: long}}, nil)
	chips := kit.NewChips([]kit.Tab{{ID: "a", Text: long, Count: 3}, {ID: "b", Text: "Draft"}}, nil)
	figures := kit.Tiles(180, 8, kit.NewFigure(long, "$1,412,305.20", long), kit.NewFigure("Trust", "$9.00", "x"))
	m := kit.NewRows(kit.GridRow{ID: 1, Cells: []kit.Cell{{Text: long}, {Text: long}, {Text: long}, {Text: long}, {Text: long}, {Text: long}, {Text: "1.0"}, {Text: "1.0"}, {Text: "1.0"}, {Text: long, Pill: true, Tone: kit.Warn}}})
	g := kit.NewGrid(m, longColumns)
	g.SetTotals(long, map[string]string{"amount": "191,759,938.00"})
	head := kit.VBox(4, kit.NewHeading(long), kit.HFill(6, 0, kit.NewSearch(long, nil), kit.NewButton("Export", nil), kit.NewPrimary("New entry", nil, nil)), tabs, chips, strip, notice, fields, figures)
	return kit.Frame(0, nil, status, nav, nil, kit.Frame(0, timer, nil, nil, nil, kit.Pad(6, 0, 10, 10, kit.Frame(4, head, nil, nil, nil, g))))
}
