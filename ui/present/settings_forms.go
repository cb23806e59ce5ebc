package present

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// firmForm is the form of the firm as it is.
func (s *Settings) firmForm() {
	f := s.data.firm
	a := f.Address
	form := newSideForm(s.h, s, "settings.firm", words.L("Firm"), words.L("Save the firm"),
		textIn("name", words.L("Name of the firm"), f.Name),
		textIn("address1", words.L("Street"), a.Line1), textIn("address2", words.L("Second line"), a.Line2),
		textIn("city", words.L("City"), a.City), textIn("region", words.L("State or region"), a.Region), textIn("postcode", words.L("Postcode"), a.Postcode), textIn("country", words.L("Country"), a.Country),
		textIn("phone", words.L("Telephone"), f.Phone), textIn("email", words.L("E-mail"), f.Email), textIn("website", words.L("Website"), f.Website),
		textIn("ledes_firm_id", words.L("Tax number, for LEDES files"), f.LEDESFirmID).hint(words.L("In the United States the federal tax id")),
		&Input{Path: "currency", Kind: NoteInput, Figures: []Figure{{Key: "currency", Label: words.L("Currency of the book"), Value: string(f.Currency), Tip: words.L("It never changes: the figures of the book have no meaning in another.")}}},
		textIn("terms_days", words.L("Days to pay"), strconv.Itoa(f.TermsDays)).hint(words.L("From the invoice to its due date")),
		numberIn("minimum", words.L("Least time of an entry, in hours"), f.TimeRule.Minimum.Short()),
		numberIn("increment", words.L("Step time is rounded up to"), f.TimeRule.Increment.Short()).hint(words.L("Parts of an hour: %s or %s", words.Number("0.1"), words.Number("0.25"))),
		choiceIn("age_by", words.L("Receivables age from"), string(f.AgeBy), Choice{Key: string(firm.AgeByDue), Text: words.L("The due date")}, Choice{Key: string(firm.AgeByInvoice), Text: words.L("The invoice date")}),
		choiceIn("code_set", words.L("Task codes of a new matter"), f.CodeSet, s.taskSets(f.CodeSet)...))
	s.Form = form
	s.Groups = []FormGroup{
		{Title: words.L("Name and address"), Rows: []string{"name", "address1 address2", "city region postcode country"}},
		{Title: words.L("How it is reached"), Rows: []string{"phone email website"}},
		{Title: words.L("Rules"), Text: words.L("They hold unless a client or matter says otherwise."), Rows: []string{"terms_days age_by", "minimum increment", "code_set ledes_firm_id", "currency"}},
	}
	form.edited = func(form *SideForm, path string) {
		validate(form, path, func() error {
			req, err := s.firmRequest(form)
			return together(err, app.CheckFirm(f, req))
		})
	}
	form.send = func(form *SideForm) {
		req, err := s.firmRequest(form)
		if err != nil { // all faults at once, those of the numbers and the rest
			form.Failed(together(err, app.CheckFirm(f, req)))
			return
		}
		s.saveFirm(form, req, words.L("The firm is saved."))
	}
}

// taskSets are the sets of task codes of the book, none first.
func (s *Settings) taskSets(now string) []Choice {
	list := []Choice{{Key: "", Text: words.L("None asked")}}
	for _, c := range s.h.Facts().Codes {
		if c.Set == "activity" || strings.HasPrefix(c.Set, "expense") || strings.HasPrefix(c.Set, "class") || slices.ContainsFunc(list, func(x Choice) bool { return x.Key == c.Set }) {
			continue
		}
		list = append(list, Choice{Key: c.Set, Text: setName(c.Set)})
	}
	if now != "" && !slices.ContainsFunc(list, func(x Choice) bool { return x.Key == now }) {
		list = append(list, Choice{Key: now, Text: setName(now)})
	}
	return list
}

// saveFirm saves a part of the firm's settings and fills the form anew.
func (s *Settings) saveFirm(form *SideForm, req app.SetFirm, said string) {
	req.Request, req.Version = app.Request{Key: form.Key}, s.data.firm.RowVersion
	sendAct(form, func(ctx context.Context) (firm.Firm, error) { return s.h.Desk().SetFirm(ctx, req) }, func(f firm.Firm) {
		s.data.firm = f
		s.fill()
		s.h.Say("%s", said)
	})
}

// firmRequest is what the form asks for; what is no number is told at its field.
func (s *Settings) firmRequest(f *SideForm) (app.SetFirm, error) {
	text := func(path string) *string { t := f.Text(path); return &t }
	where := address(f)
	req := app.SetFirm{Name: text("name"), Address: &where, Phone: text("phone"), Email: text("email"), Website: text("website"), LEDESFirmID: text("ledes_firm_id"), AgeBy: text("age_by"), CodeSet: text("code_set")}
	var check fault.Check
	for _, h := range []struct {
		path string
		to   **money.Quantity
	}{{"minimum", &req.Minimum}, {"increment", &req.Increment}} {
		q, err := money.ParseQuantity(f.Text(h.path))
		if err != nil {
			check.Add(h.path, h.path+".format", "%s", words.L("“%s” is no number of hours; write %s or %s.", words.Number(f.Text(h.path)), words.Number("0.1"), words.Number("0.25")))
			continue
		}
		*h.to = &q
	}
	n, err := strconv.Atoi(f.Text("terms_days"))
	if err != nil {
		check.Add("terms_days", "terms_days.format", "%s", words.L("“%s” is no number of days.", f.Text("terms_days")))
	} else {
		req.TermsDays = &n
	}
	return req, check.Result("firm.invalid", "The firm")
}

// paperForm is the form of what papers show.
func (s *Settings) paperForm() {
	f := s.data.firm
	p := f.Paper
	size := string(p.Size)
	if size == "" {
		size = "letter"
	}
	form := newSideForm(s.h, s, "settings.papers", words.L("Invoices and papers"), words.L("Save the papers"),
		choiceIn("paper_size", words.L("Size of the sheet"), size, Choice{Key: "letter", Text: words.L("US Letter, 8.5 × 11 inches")}, Choice{Key: string(firm.A4), Text: words.L("A4, 210 × 297 mm")}),
		textIn("foot_text", words.L("Line at the foot of every page"), p.Foot).hint(words.L("Blank: the firm's name. Often a tax or bank number")).optional(),
		checkIn("show_codes", words.L("UTBMS codes beside the lines"), !p.HideCodes),
		checkIn("show_hours", words.L("Hours beside the lines"), !p.HideHours),
		checkIn("show_rates", words.L("Rates beside the lines"), !p.HideRates),
		checkIn("slip", words.L("The slip to send back with the payment"), !p.NoSlip),
		longIn("payment_text", words.L("How to pay"), f.PaymentText).hint(words.L("Above the slip: bank, account, who the check is made out to")),
		longIn("terms_text", words.L("Terms"), f.TermsText).hint(words.L("Small, at the end of the invoice")))
	s.Form = form
	s.Groups = []FormGroup{
		{Title: words.L("Paper"), Rows: []string{"paper_size foot_text"}},
		{Title: words.L("What the client sees"), Text: words.L("Without hours or rates the summary by timekeeper is left out as well. The reviewer of a pre-bill always sees everything."), Rows: []string{"show_codes show_hours", "show_rates slip"}},
		{Title: words.L("Texts"), Rows: []string{"payment_text terms_text"}},
	}
	request := func(form *SideForm) app.SetFirm {
		text := func(path string) *string { t := form.Text(path); return &t }
		paper := firm.Paper{Size: firm.PaperSize(form.Text("paper_size")), Foot: form.Text("foot_text"), HideCodes: !form.On("show_codes"), HideHours: !form.On("show_hours"),
			HideRates: !form.On("show_rates"), NoSlip: !form.On("slip")}
		if paper.Size == "letter" {
			paper.Size = firm.Letter
		}
		return app.SetFirm{Paper: &paper, PaymentText: text("payment_text"), TermsText: text("terms_text")}
	}
	form.edited = func(form *SideForm, path string) {
		validate(form, path, func() error { return app.CheckFirm(f, request(form)) })
	}
	form.send = func(form *SideForm) {
		s.saveFirm(form, request(form), words.L("The papers are saved. Invoices issued from now on look so."))
	}
}

// numberForm is the form of the invoice numbers with a preview.
func (s *Settings) numberForm() {
	n := s.data.numbers
	next := &Input{Path: "next", Label: words.L("Number of the next invoice"), Field: Field{Text: strconv.FormatInt(n.Last+1, 10)}}
	next.Hint = words.L("A firm that comes from another program goes on with its numbers")
	if n.Begun() {
		next = &Input{Path: "next", Kind: NoteInput, Figures: []Figure{{Key: "last", Label: words.L("Given out in this series"), Value: strconv.FormatInt(n.Last-n.Before, 10)}, {Key: "counter", Label: words.L("Counter of the next one"), Value: strconv.FormatInt(n.Last+1, 10)}}}
	}
	preview := &Input{Path: "preview", Kind: NoteInput, Figures: []Figure{{Key: "next", Label: words.L("The next invoice is"), Value: n.Next, Tone: Info}}}
	form := newSideForm(s.h, s, "settings.numbers", words.L("Invoice numbers"), words.L("Save the numbering"),
		textIn("invoice_series", words.L("Pattern"), n.Pattern).hint(words.L("{YYYY} or {YY} the year, {MM} the month, {NNNN} the counter; with a year it begins anew each year")), next, preview)
	s.Form = form
	s.Groups = []FormGroup{
		{Title: words.L("Invoices"), Text: words.L("Every number is given once, in order, when an invoice is issued; none is left out and none is given twice. Other patterns begin with the next invoice, never with one that is issued."),
			Rows: []string{"invoice_series", "next preview"}},
		{Title: words.L("Trust checks"), Text: words.L("Each trust account has its own check numbers. They are typed with the check, and one that was used is refused.")},
	}
	request := func(form *SideForm) (app.SetNumbering, error) {
		pattern := form.Text("invoice_series")
		req := app.SetNumbering{Pattern: &pattern}
		if !n.Begun() {
			k, err := strconv.ParseInt(form.Text("next"), 10, 64)
			if err != nil {
				var check fault.Check
				check.Add("next", "next.format", "%s", words.L("“%s” is no whole number.", form.Text("next")))
				return req, check.Result("firm.invalid", "The numbering")
			}
			req.Next = &k
		}
		return req, nil
	}
	form.edited = func(form *SideForm, path string) {
		req, err := request(form)
		if err != nil {
			validate(form, path, func() error { return err })
			return
		}
		Ask(&s.check, s.h.Runner(), func(ctx context.Context) (app.Numbering, error) { return s.h.Desk().CheckNumbering(ctx, req) }, func(n app.Numbering, err error) {
			validate(form, path, func() error { return err })
			preview.Figures[0].Value = n.Next
			if err != nil {
				preview.Figures[0].Value = "…"
			}
			s.h.Redraw(s)
		})
	}
	form.send = func(form *SideForm) {
		req, err := request(form)
		if err != nil {
			form.Failed(err)
			return
		}
		req.Request, req.Version = app.Request{Key: form.Key}, s.data.firm.RowVersion
		sendAct(form, func(ctx context.Context) (app.Numbering, error) { return s.h.Desk().SetNumbering(ctx, req) }, func(n app.Numbering) {
			s.data.numbers = n
			s.fill()
			s.h.Say("%s", words.L("The numbering is saved; the next invoice is %s.", n.Next))
		})
	}
}

// looker is the frame's look, which the settings change.
type looker interface {
	Look() Look
	SetLook(change func(*Look))
}

// lookForm is how the window looks. It is no form to be saved: each choice holds
// at once.
func (s *Settings) lookForm() {
	host, ok := s.h.(looker)
	if !ok {
		s.Form = nil
		return
	}
	l := host.Look()
	theme, density, scale, language := l.Theme, l.Density, l.Scale, l.Language
	if theme == "" {
		theme = "system"
	}
	if density != "comfortable" {
		density = "compact"
	}
	var sizes []Choice
	for n := 80; n <= 150; n += 10 {
		sizes = append(sizes, Choice{Key: strconv.Itoa(n), Text: fmt.Sprintf("%d\u00a0%%", n)})
	}
	languages := []Choice{{Key: "", Text: words.L("As the system")}}
	for _, x := range words.Locales() {
		languages = append(languages, Choice{Key: x.Tag, Text: x.Name})
	}
	form := newSideForm(s.h, s, "settings.look", words.L("Appearance"), "",
		choiceIn("theme", words.L("Colours"), theme, Choice{Key: "light", Text: words.L("Light")}, Choice{Key: "dark", Text: words.L("Dark")}, Choice{Key: "system", Text: words.L("As the system")}),
		choiceIn("density", words.L("Rows"), density, Choice{Key: "compact", Text: words.L("Compact")}, Choice{Key: "comfortable", Text: words.L("Comfortable")}),
		choiceIn("scale", words.L("Size of the text"), strconv.Itoa(scale), sizes...),
		choiceIn("language", words.L("Language"), language, languages...).hint(words.L("Of the window. Bills and files stay as they are")),
		checkIn("enter", words.L("Enter goes on to the next field, as Tab does"), l.EnterMovesOn))
	s.Form = form
	s.Groups = []FormGroup{
		{Title: words.L("Colours and size"), Rows: []string{"theme density", "scale language"}},
		{Title: words.L("Typing"), Text: words.L("In ledger programs Enter goes from field to field, and saves from the last one."), Rows: []string{"enter"}},
	}
	form.edited = func(form *SideForm, path string) {
		host.SetLook(func(l *Look) {
			l.Theme, l.Density, l.Language, l.EnterMovesOn = form.Text("theme"), form.Text("density"), form.Text("language"), form.On("enter")
			if n, err := strconv.Atoi(strings.TrimSpace(form.Text("scale"))); err == nil {
				l.Scale = n
			}
		})
	}
}
