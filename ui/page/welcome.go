package page

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// welcomePage is shown while no book is open.
type welcomePage struct {
	sh   *Shell
	m    *present.Welcome
	slot *fyne.Container
	mode string

	notice  *kit.Notice
	recent  *fyne.Container
	bar     *kit.Bar
	cancel  *kit.Button
	form    map[string]*kit.Entry
	trust   *fyne.Container
	holds   *kit.Check
	path    *kit.Entry
	column  *fyne.Container
	lastRec string
}

// ShowWelcome puts the way in into the window. make is given the function that
// draws it again.
func (sh *Shell) ShowWelcome(make func(changed func()) *present.Welcome) *present.Welcome {
	p := &welcomePage{sh: sh, slot: container.NewStack()}
	sh.window, sh.shownWelcome = nil, p
	p.m = make(func() { p.draw() })
	sh.stage.SetContent(p.slot)
	sh.win.SetMainMenu(kit.MainMenu(sh.welcomeMenu(p.m)))
	p.draw()
	return p.m
}

func (sh *Shell) welcomeMenu(m *present.Welcome) *fyne.MainMenu {
	quit := sh.keys.MenuItem("quit", sh.win.Canvas)
	quit.IsQuit = true
	file := fyne.NewMenu(words.L("File"), fyne.NewMenuItem(words.L("Open a book…"), func() { sh.askBook(m) }), fyne.NewMenuItem(words.L("Start a firm…"), m.StartFirm), fyne.NewMenuItemSeparator(), quit)
	return fyne.NewMainMenu(file, fyne.NewMenu(words.L("Help"), sh.keys.MenuItem("help", sh.win.Canvas), fyne.NewMenuItem(words.L("About Matterbook"), sh.showAbout)))
}

func (sh *Shell) askBook(m *present.Welcome) {
	sh.AskFile(present.FileQuestion{Title: words.L("Open a book"), Kinds: []string{present.Ending}}, func(path string) { m.Open(path, "") })
}

func (p *welcomePage) draw() {
	m := p.m
	if m == nil {
		return
	}
	if p.mode != m.Mode {
		p.mode = m.Mode
		var body fyne.CanvasObject
		switch m.Mode {
		case "firm":
			body = p.firm()
		case "working":
			body = p.working()
		default:
			body = p.home()
		}
		p.slot.Objects = []fyne.CanvasObject{body}
		p.slot.Refresh()
		p.sh.run.Later(func() {
			if !kit.Modal(p.sh.win.Canvas()) {
				kit.FirstFocus(p.sh.win.Canvas())
			}
		})
	}
	if p.notice != nil {
		n := m.Notice
		if n.Text != "" {
			p.notice.Set(kit.Tone(n.Tone), n.Text)
			p.notice.SetAction(n.Action, n.Do)
		}
		if setVisible(p.notice, n.Text != "") {
			p.slot.Refresh()
		}
	}
	switch m.Mode {
	case "firm":
		p.drawFirm()
	case "working":
		if w := m.Work; w != nil {
			text := w.Title
			if w.What != "" {
				text += ": " + w.What
			}
			p.bar.Set(w.Done, w.Total, text)
			p.cancel.SetEnabled(w.Cancel != nil)
		}
	default:
		p.drawRecent()
	}
}

// centred puts a column of a width into the middle of the window; in a low
// window it scrolls.
func (p *welcomePage) centred(width float32, objects ...fyne.CanvasObject) fyne.CanvasObject {
	p.notice = kit.ID("welcome.notice", kit.NewNotice(kit.Info, ""))
	p.notice.Hide()
	p.column = kit.VBox(14, append([]fyne.CanvasObject{p.head(), p.notice}, objects...)...)
	return kit.NewOverflow(container.New(&middleLayout{width: width}, p.column), fyne.NewSize(0, 160))
}

func (p *welcomePage) head() fyne.CanvasObject {
	name := kit.NewHeading(Name)
	say := kit.NewLabel(words.L("Time, bills and client money of a law firm, in one file the firm owns."))
	say.Color, say.MinWidth = kit.ColorMuted, 200
	return Column(2, name, say)
}

func (p *welcomePage) home() fyne.CanvasObject {
	m, sh := p.m, p.sh
	choice := func(id, icon, title, text, action string, primary bool, do func()) fyne.CanvasObject {
		prose := kit.NewProse(text)
		prose.Color = kit.ColorMuted
		b := kit.NewButton(action, do)
		if primary {
			b.Importance = kit.Primary
		}
		kit.ID(id, b)
		img := canvas.NewImageFromResource(kit.Tinted(sh.Symbol(icon), theme.ColorNamePrimary))
		img.FillMode = canvas.ImageFillContain
		img.SetMinSize(fyne.NewSize(26, 26))
		return kit.NewCard("", container.New(&choiceLayout{}, img, kit.NewSubheading(title), prose, b))
	}
	cards := container.New(&evenLayout{gap: 12},
		choice("welcome.open", "open", words.L("Open a book"), words.L("The file of a firm that works with Matterbook already."), words.L("Open…"), false, func() { sh.askBook(m) }),
		choice("welcome.start", "clients", words.L("Start a firm"), words.L("Name, first timekeeper and, if the firm holds client money, a trust account. Two minutes."), words.L("Start a firm"), true, m.StartFirm),
		choice("welcome.demo", "dashboard", words.L("Look around first"), words.L("A made-up firm with a year of time, bills and trust money, in a file of its own."), words.L("Try the demo firm"), false, func() {
			sh.AskFile(present.FileQuestion{Title: words.L("Where shall the demo firm's book be kept?"), Save: true, Name: filepath.Base(m.DemoPath()), Kinds: []string{present.Ending}}, m.Demo)
		}))
	p.recent = kit.VBox(2)
	p.lastRec = "-"
	return p.centred(900, cards, p.recent)
}

func (p *welcomePage) drawRecent() {
	key := ""
	for _, r := range p.m.Recent {
		key += r.Path + "\n"
	}
	if key == p.lastRec {
		return
	}
	p.lastRec = key
	p.recent.Objects = nil
	if len(p.m.Recent) > 0 {
		p.recent.Add(kit.NewSubheading(words.L("Books opened before")))
	}
	for i, r := range p.m.Recent {
		name := r.Firm
		if name == "" {
			name = filepath.Base(r.Path)
		}
		open := kit.NewQuiet(name, p.sh.Symbol("document"), func() { p.m.Open(r.Path, r.User) })
		if i == 0 {
			kit.ID("welcome.recent", open)
		}
		where := kit.NewCaption(r.Path)
		where.MinWidth = 100
		p.recent.Add(newRow(&rowLayout{gap: 10, grow: 1, centre: true}, open, where))
	}
	p.slot.Refresh()
}

func (p *welcomePage) working() fyne.CanvasObject {
	p.bar = kit.ID("welcome.progress", kit.NewBar())
	p.cancel = kit.ID("welcome.cancel", kit.NewButton(words.L("Cancel"), func() {
		if w := p.m.Work; w != nil && w.Cancel != nil {
			p.cancel.Disable()
			w.Cancel()
		}
	}))
	return p.centred(620, p.bar, newRow(&rowLayout{gap: 8, grow: 0}, Space(1, 1), p.cancel))
}

// currencies a new firm may keep its book in; others are started from the
// command line.
var currencies = []string{"USD", "CAD", "GBP", "EUR", "AUD", "NZD", "CHF", "SEK", "NOK", "DKK", "PLN", "SGD", "HKD", "INR", "JPY", "MXN", "BRL", "ZAR"}

func (p *welcomePage) firm() fyne.CanvasObject {
	f, sh := p.m.Form, p.sh
	p.form = map[string]*kit.Entry{}
	field := func(id, label string, required bool, set func(string)) *kit.Field {
		e := kit.ID("firm."+id, kit.NewEntry())
		e.OnChanged = set
		e.OnEnter = func() { sh.win.Canvas().FocusNext() }
		p.form[id] = e
		x := noLine(label, e)
		x.Required = required
		return x
	}
	row := func(o ...fyne.CanvasObject) fyne.CanvasObject { return container.New(&evenLayout{gap: 12}, o...) }
	currency := kit.ID("firm.currency", kit.NewTextSelect(currencies, func(c string) { f.Currency = c }))
	currency.SetSelected(f.Currency)
	class := kit.ID("firm.class", kit.NewSelect([]kit.Item{{ID: "PARTNR", Text: words.L("Partner")}, {ID: "ASSOC", Text: words.L("Associate")}, {ID: "COUNSEL", Text: words.L("Counsel")}, {ID: "PARALG", Text: words.L("Paralegal")}, {ID: "CLERK", Text: words.L("Clerk")}},
		func(it kit.Item) { f.Class.Set(it.ID) }))
	class.SetSelected(f.Class.Text)
	firm := kit.NewCard(words.L("The firm"), kit.VBox(8,
		field("name", words.L("Name"), true, f.SetFirm),
		row(field("line1", words.L("Street"), false, f.Line1.Set), field("city", words.L("City"), false, f.City.Set)),
		row(field("region", words.L("State or region"), false, f.Region.Set), field("postcode", words.L("Postcode"), false, f.Postcode.Set), field("taxid", words.L("Tax ID, for e-bills"), false, f.TaxID.Set), noLine(words.L("Currency"), currency))))
	who := kit.NewCard(words.L("Who works first"), kit.VBox(8,
		row(field("first", words.L("First name"), false, func(s string) { f.SetName(s, f.Last.Text) }), field("last", words.L("Last name"), true, func(s string) { f.SetName(f.First.Text, s) })),
		row(field("code", words.L("Code"), true, f.SetCode), noLine(words.L("Class"), class), field("rate", words.L("Hourly rate"), true, f.Rate.Set))))
	p.form["rate"].Right = true
	p.trust = container.NewStack(row(field("title", words.L("Title of the account"), true, f.TrustTitle.Set), field("bank", words.L("Bank"), false, f.TrustBank.Set), field("last4", words.L("Last four digits"), false, f.TrustLast4.Set)))
	p.holds = kit.ID("firm.trust", kit.NewCheck(words.L("The firm holds client money in a trust account"), f.SetTrust))
	trust := kit.NewCard(words.L("Client money"), kit.VBox(8, p.holds, p.trust))
	p.path = kit.ID("firm.path", kit.NewEntry())
	p.path.OnChanged = f.SetPath
	browse := kit.NewButton(words.L("Browse…"), func() {
		sh.AskFile(present.FileQuestion{Title: words.L("Where shall the book be kept?"), Save: true, Name: filepath.Base(f.Path.Text), Kinds: []string{present.Ending}}, func(path string) {
			f.SetPath(path)
			p.draw()
		})
	})
	where := newRow(&formLine{gap: 8, grow: 0}, noLine(words.L("The book is kept in"), p.path), browse)
	back := kit.ID("firm.back", kit.NewButton(words.L("Back"), func() { p.m.Back() }))
	start := kit.ID("firm.start", kit.NewPrimary(words.L("Start the firm"), nil, f.Start))
	return p.centred(900, firm, who, trust, where, newRow(&rowLayout{gap: 8, grow: 0}, Space(1, 1), back, start))
}

func (p *welcomePage) drawFirm() {
	f := p.m.Form
	for id, x := range map[string]present.Field{"name": f.Firm, "line1": f.Line1, "city": f.City, "region": f.Region, "postcode": f.Postcode, "taxid": f.TaxID,
		"first": f.First, "last": f.Last, "code": f.Code, "rate": f.Rate, "title": f.TrustTitle, "bank": f.TrustBank, "last4": f.TrustLast4} {
		show(p.form[id], p.form[id].Text, x)
	}
	show(p.path, p.path.Text, f.Path)
	if p.holds.Checked != f.Trust {
		p.holds.Checked = f.Trust
		p.holds.Refresh()
	}
	setVisible(p.trust, f.Trust)
	p.slot.Refresh()
	if first := f.FirstFault(); first != "" {
		id := map[string]string{"name": "name", "address1": "line1", "city": "city", "region": "region", "postcode": "postcode", "ledes_firm_id": "taxid", "first_name": "first",
			"last_name": "last", "code": "code", "standard_rate": "rate", "title": "title", "number_last4": "last4"}[first]
		if e, ok := p.form[id]; ok && !p.form[id].Focused() {
			p.sh.win.Canvas().Focus(e)
		}
	}
}

// middleLayout keeps its one object in the middle, at most width wide.
type middleLayout struct{ width float32 }

func (l *middleLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[0].MinSize()
	return fyne.NewSize(min(m.Width, l.width)+32, m.Height+40)
}

func (l *middleLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := min(l.width, s.Width-32)
	o[0].Resize(fyne.NewSize(w, o[0].Size().Height))
	h := o[0].MinSize().Height
	o[0].Move(fyne.NewPos((s.Width-w)/2, max((s.Height-h)*0.3, 20)))
	o[0].Resize(fyne.NewSize(w, h))
}

// choiceLayout is a card: symbol and title, words, and the button at the foot.
type choiceLayout struct{}

func (*choiceLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return fyne.NewSize(180, 168) }

func (*choiceLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	put(o[0], 0, 0, 26, 26)
	put(o[1], 36, 0, s.Width-36, 26)
	b := o[3].MinSize()
	put(o[2], 0, 38, s.Width, s.Height-38-b.Height-10)
	put(o[3], 0, s.Height-b.Height, s.Width, b.Height)
}
