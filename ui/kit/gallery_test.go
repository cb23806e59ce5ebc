package kit

import (
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"matterbook/app/cal"
	"matterbook/app/money"
)

// The gallery draws widgets in both themes; KIT_SHOTS=folder keeps the pictures.
func both(t *testing.T, name string, w, h float32, build func(*Stage) fyne.CanvasObject) {
	for mode, suffix := range map[Mode]string{Light: "light", Dark: "dark"} {
		t.Run(suffix, func(t *testing.T) {
			win, s := stand(t, mode, w, h, NewLabel(""))
			s.SetContent(build(s))
			win.Canvas().Capture()
			shot(t, win, name+"-"+suffix)
		})
	}
}

func TestGalleryGrid(t *testing.T) {
	both(t, "grid", 1160, 520, func(s *Stage) fyne.CanvasObject {
		g := NewGrid(entries{200_000}, entryColumns())
		g.OnSort = func(string, bool) {}
		g.SetSort("date", true)
		g.SetTotals("Totals for the current filter · 200,000 entries", map[string]string{"hours": "590,019.6", "amount": "191,759,938.00"})
		g.SetCursor(5)
		g.FocusGained()
		g.hover = 9
		return g
	})
}

func TestGalleryGridChecksAndEmpty(t *testing.T) {
	both(t, "grid-checks", 1000, 420, func(s *Stage) fyne.CanvasObject {
		g := NewGrid(entries{30}, entryColumns())
		g.Checks = true
		g.Select(2, 3, 7)
		g.OnEdit = func(int, int64, string) *CellEdit { return &CellEdit{Text: "1.75"} }
		g.SetCursor(8)
		g.curCol = 6
		g.FocusGained()
		return g
	})
	both(t, "grid-edit", 1000, 300, func(s *Stage) fyne.CanvasObject {
		g := NewGrid(entries{30}, entryColumns())
		g.OnEdit = func(int, int64, string) *CellEdit {
			return &CellEdit{Text: "1.75", Commit: func(string) error { return errors.New("“1.7x” is not hours: write .3, 18m or 1:15") }}
		}
		s.SetContent(g)
		canvasOf(g).Focus(g)
		g.SetCursor(3)
		g.curCol = 6
		g.BeginEdit()
		g.edit.entry.SetText("1.7x")
		g.endEdit(true)
		return g
	})
	both(t, "grid-wait", 700, 200, func(s *Stage) fyne.CanvasObject {
		p := NewPages(&Queue{}, 50, nil)
		g := NewGrid(nil, entryColumns()[:6])
		p.Bind(g)
		p.Reset(30)
		return g
	})
	both(t, "grid-empty", 900, 360, func(s *Stage) fyne.CanvasObject {
		g := NewGrid(NewRows(), entryColumns())
		g.Empty = NewEmpty(theme.HistoryIcon(), "No time recorded yet", "Press Ctrl+N to record the first entry, or F5 to start a timer. What you record appears here, newest first.", "New entry", func() {})
		return g
	})
}

func TestGalleryFrame(t *testing.T) {
	both(t, "frame", 1366, 768, func(s *Stage) fyne.CanvasObject { return sampleFrame(s) })
}

// sampleFrame is a whole window as a page author would build it.
func sampleFrame(s *Stage) fyne.CanvasObject {
	nav := NewNav("Matterbook", []NavItem{
		{ID: "home", Label: "Dashboard", Icon: theme.HomeIcon()},
		{ID: "time", Label: "Time entries", Icon: theme.HistoryIcon(), Section: "Daily"},
		{ID: "matters", Label: "Matters", Icon: theme.FolderIcon()},
		{ID: "clients", Label: "Clients", Icon: theme.AccountIcon()},
		{ID: "prebills", Label: "Pre-bills", Icon: theme.DocumentIcon(), Badge: 23, Section: "Billing"},
		{ID: "invoices", Label: "Invoices", Icon: theme.FileTextIcon()},
		{ID: "trust", Label: "Trust", Icon: theme.StorageIcon(), Badge: 2, BadgeTone: Bad},
		{ID: "reports", Label: "Reports", Icon: theme.GridIcon()},
		{ID: "settings", Label: "Settings", Icon: theme.SettingsIcon(), Low: true},
	}, nil)
	nav.SetActive("time")
	timer := NewTimerBar()
	timer.SetTimers(&TimerView{ID: "1", Label: "10241-03 Brightwater plc, lease of the Dockside warehouse", Elapsed: 42*time.Minute + 17*time.Second, Running: true},
		[]TimerView{{ID: "2", Label: "10004-04 Harrow & Lyle LLP"}, {ID: "3", Label: "Internal: training"}, {ID: "4", Label: "10169-01 Oakmere Estates"}, {ID: "5", Label: "10888-02 Calder"}})
	status := NewStatusBar()
	status.Say(Good, "Saved 1.3 h on 10241-03 Brightwater plc")
	status.SetItems(StatusItem{ID: "sel", Text: "3 selected, 2,046.00"}, StatusItem{ID: "period", Text: "November 2026 open"}, StatusItem{ID: "user", Text: "S. Whitfield", Icon: theme.AccountIcon()})

	search := NewSearch("Search narrative, client, matter", nil)
	client := NewTextSelect([]string{"All clients", "Brightwater plc"}, nil)
	client.SetSelected("All clients")
	from := NewDateEntry(func() cal.Date { return cal.MustParse("2026-11-20") }, true)
	from.SetValue(cal.MustParse("2026-11-01"))
	till := NewDateEntry(from.Today, true)
	till.SetValue(cal.MustParse("2026-11-30"))
	filter := HFill(6, 0, search, client, from, till, NewButton("Export", nil), NewPrimary("New entry", theme.ContentAddIcon(), nil))
	chips := NewChips([]Tab{{ID: "draft", Text: "Draft", Count: 14}, {ID: "released", Text: "Released", Count: 203}, {ID: "billed", Text: "Billed"}, {ID: "mine", Text: "Mine"}}, nil)
	chips.SetOn("released")
	strip := NewMoneyStrip("10241-03 Brightwater plc, lease of the Dockside warehouse", MoneyFigure{"wip", "Unbilled time", "$12,410.50", Neutral, ""}, MoneyFigure{"ar", "Receivable", "$3,200.00", Warn, ""},
		MoneyFigure{"trust", "Trust available today", "-$120.00", Bad, ""})
	notice := NewNotice(Warn, "Two entries are older than the closed period and cannot be changed.")
	notice.OnClose = func() {}
	notice.SetAction("Show them", func() {})
	head := VBox(8, NewHeading("Time entries"), filter, chips, strip, notice)
	g := NewGrid(entries{200_000}, entryColumns())
	g.OnSort = func(string, bool) {}
	g.SetSort("date", true)
	g.SetTotals("Totals for the current filter · 200,000 entries", map[string]string{"hours": "590,019.6", "amount": "191,759,938.00"})
	g.SetCursor(3)
	g.FocusGained()
	page := Pad(10, 0, 14, 14, Frame(8, head, nil, nil, nil, g))
	return Frame(0, nil, status, nav, nil, Frame(0, timer, nil, nil, nil, page))
}

func TestGalleryControls(t *testing.T) {
	both(t, "controls", 1000, 700, func(s *Stage) fyne.CanvasObject {
		today := func() cal.Date { return cal.MustParse("2026-11-20") }
		money1, hours, rate := NewMoneyEntry(money.USD), NewHoursEntry(nil), NewRateEntry()
		money1.SetValue(123456789)
		hours.SetValue(13000)
		rate.SetValue(3250000)
		wrong := NewMoneyEntry(money.USD)
		wrong.SetText("12,34.5x")
		wrong.Check()
		date := NewDateEntry(today, true)
		date.SetValue(today())
		badDate := NewDateEntry(today, true)
		badDate.SetText("31/2")
		badDate.Check()
		off := NewMoneyEntry(money.USD)
		off.SetValue(5)
		off.Disable()
		sel := NewTextSelect([]string{"Hourly", "Flat fee", "Contingent"}, nil)
		sel.SetSelected("Hourly")
		fin := NewFinder(Inline{}, "matter", StaticSource(nil))
		fin.PlaceHolder = "Number or name"
		area := NewTextArea(3)
		area.SetText("Telephone call with opposing counsel re: discovery schedule; draft letter to client summarising the proposal and the costs budget.")
		area.Limit = 120
		check := NewCheck("Show narrative on the invoice", nil)
		check.SetChecked(true)
		grid := Tiles(210, 12,
			NewField("Amount", money1).WithHint("Trust available $1,200.00"), NewField("Hours", hours), NewField("Rate", rate), NewField("Amount", wrong),
			NewField("Work date", date), NewField("Date", badDate), NewField("Disabled", off), NewField("Arrangement", sel),
			NewField("Matter", fin), NewField("Password", NewPassword()))
		dis := NewButton("Disabled", nil)
		dis.Disable()
		more := NewButton("More", nil)
		more.Menu = true
		focused := NewButton("Focused", nil)
		focused.focused = true
		buttons := HBox(8, NewPrimary("New entry", theme.ContentAddIcon(), nil), NewButton("Export", nil), NewQuiet("Quiet", theme.DocumentPrintIcon(), nil),
			NewDanger("Void invoice", nil), dis, more, focused, NewIconButton(theme.ViewRefreshIcon(), "Read again", nil))
		pills := HBox(8, NewPill("Draft", Neutral), NewPill("Released", Info), NewPill("Paid", Good), NewPill("On hold", Warn), NewPill("Void", Bad), check, NewCheck("Off", nil))
		tabs := NewTabs([]Tab{{ID: "a", Text: "Lines", Count: 41}, {ID: "b", Text: "Instructions"}, {ID: "c", Text: "History"}}, nil)
		seg := NewSegments([]Tab{{ID: "d", Text: "Day"}, {ID: "w", Text: "Week"}, {ID: "m", Text: "Month"}}, nil)
		seg.SetSelected("w")
		bar := NewBar()
		bar.Set(34, 120, "Writing 2026-0417 Brightwater plc")
		notices := VBox(6, NewNotice(Info, "Prices of the year 2027 are not set yet."), NewNotice(Bad, "The cheque exceeds what is available in trust for this client by $120.00. Money of other clients may not be used; ask for a deposit or lower the amount. No override exists."))
		s.Toast(Good, "Invoice 2026-0417 was finalised.", "Open", func() {})
		return Pad(16, 16, 16, 16, VBox(12, grid, NewField("Narrative", area), buttons, pills, tabs, HBox(0, seg), bar, notices))
	})
}

func TestGalleryDashboard(t *testing.T) {
	both(t, "dashboard", 1100, 620, func(s *Stage) fyne.CanvasObject {
		months := []string{"Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"}
		billed := []float64{82000, 61000, 73500, 90400, 88000, 76000, 95500, 70200, 52000, 88800, 97000, 91300}
		paid := []float64{70000, 58000, 66000, 71000, 82000, 79000, 80500, 72000, 60000, 70800, 84000, 62000}
		f1 := NewFigure("Unbilled time", "$412,305.20", "1,204.6 h on 83 matters")
		f1.SetTrend(billed)
		f2 := NewFigure("Receivable over 90 days", "$38,120.00", "12 % more than in October")
		f2.Tone, f2.NoteTone = Bad, Bad
		f3 := NewFigure("Collected this month", "$62,410.00", "68 % of billed")
		f4 := NewFigure("Trust, all accounts", "$1,204,880.12", "Reconciled to 31 Oct 2026")
		f4.OnTapped = func() {}
		tiles := Tiles(180, 10, f1, f2, f3, f4)
		bars := NewChart(Bars, months, Series{Name: "Billed", Values: billed}, Series{Name: "Collected", Values: paid})
		stack := NewChart(StackedBars, []string{"Current", "1-30", "31-60", "61-90", "Over 90"}, Series{Name: "Fees", Values: []float64{50, 32, 12, 8, 30}}, Series{Name: "Costs", Values: []float64{12, 6, 3, 2, 8}}, Series{Name: "Credits", Values: []float64{-3, -1, 0, 0, -6}})
		lines := NewChart(Lines, months, Series{Name: "Realization", Values: []float64{91, 92, 90, 88, 93, 94, 92, 91, 90, 89, 92, 93}}, Series{Name: "Collection", Values: []float64{84, 82, 86, 80, 83, 81, 85, 87, 83, 80, 82, 79}})
		bars.hover = 8
		charts := Tiles(420, 10, NewCard("Billed and collected", bars, NewQuiet("Details", nil, nil)), NewCard("Receivables by age", stack), NewCard("Realization, %", lines),
			NewCard("Close checklist", NewEmpty(theme.ConfirmIcon(), "Everything is closed", "October 2026 is closed and its backup is written.", "Open the report", nil)))
		return Pad(14, 14, 14, 14, Frame(10, tiles, nil, nil, nil, charts))
	})
}

func TestGalleryOverlays(t *testing.T) {
	for mode, suffix := range map[Mode]string{Light: "light", Dark: "dark"} {
		win, s := stand(t, mode, 1000, 560, NewLabel(""))
		s.SetContent(sampleFrame(s))
		amount := NewMoneyEntry(money.USD)
		amount.SetText("1500")
		finder := NewFinder(Inline{}, "matter", StaticSource([]Item{
			{ID: "1", Text: "10241-03 Brightwater plc", Secondary: "Lease of the Dockside warehouse"}, {ID: "2", Text: "10241-07 Brightwater plc", Secondary: "Employment claim of R. Ainsley, first instance and appeal, with costs"},
			{ID: "3", Text: "10004-04 Harrow & Lyle LLP", Secondary: "General advice", Muted: true}}))
		fields := []*Field{NewField("Matter", finder).WithPath("matter"), NewField("Amount", amount).WithPath("amount"), NewField("Memo", NewEntry()).WithHint("Printed on the ledger card")}
		d := NewForm("Pay the invoice from trust", "Pay $1,500.00", fields, nil)
		d.Open(win.Canvas())
		d.SetFaults("", map[string]string{"amount": "$1,200.00 is available today (book 1,500.00, uncollected 300.00). Lower the amount or ask for a deposit."})
		shot(t, win, "dialog-"+suffix)
		win.Canvas().Focus(finder)
		typeText(win, "102")
		shot(t, win, "finder-"+suffix)
		press(win, fyne.KeyEscape)
		d.Close()
		date := NewDateEntry(func() cal.Date { return cal.MustParse("2026-11-20") }, true)
		date.SetValue(cal.MustParse("2026-11-12"))
		sel := NewTextSelect([]string{"Hourly", "Flat fee", "Contingent", "Blended rate with cap", "Retainer, evergreen"}, nil)
		sel.SetSelected("Flat fee")
		s.SetContent(Pad(20, 300, 20, 20, FormRow(12, []float32{1, 1, 2}, NewField("Date", date), NewField("Arrangement", sel), NewLabel(""))))
		win.Canvas().Focus(date)
		date.OpenCalendar()
		shot(t, win, "calendar-"+suffix)
		press(win, fyne.KeyEscape)
		win.Canvas().Focus(sel)
		sel.Open()
		shot(t, win, "select-"+suffix)
		press(win, fyne.KeyEscape)
	}
}
