package present

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// duplicates are the fields a taken code is told at.
var duplicates = map[string]string{"client.duplicate": "code", "matter.duplicate": "code", "matter.has_facts": "client",
	"client.currency": "currency", "client.open_matters": "archived", "rate.overlap": "from", "from.required": "from"}

func (m *Matters) person(id int64) string {
	for _, t := range m.people {
		if t.ID == id {
			return t.Code
		}
	}
	return ""
}

func (m *Matters) personChoices(none string) []Choice {
	list := []Choice{{Key: "", Text: none}}
	for _, t := range m.people {
		list = append(list, Choice{Key: t.Code, Text: t.Code + "  " + t.Name()})
	}
	return list
}

var codeSetWords = map[string]string{"litigation": words.Mark("Litigation (L100 to L500)"), "counseling": words.Mark("Counseling"), "bankruptcy": words.Mark("Bankruptcy"),
	"project": words.Mark("Project"), "ediscovery": words.Mark("E-discovery"), "m-and-a": words.Mark("Mergers and acquisitions"), "patent": words.Mark("Patent"),
	"trademark": words.Mark("Trademark"), "uk-j": words.Mark("UK J-codes")}

func codeSetWord(set string) string {
	if text := codeSetWords[set]; text != "" {
		return words.Of(text)
	}
	return set
}

// codeSets are the sets of task codes of the book. Sets of activities,
// expenses and classes go with every matter.
func (m *Matters) codeSets(now string) []Choice {
	list := []Choice{{Key: "", Text: words.L("None asked")}}
	seen := map[string]bool{}
	for _, c := range m.h.Facts().Codes {
		if seen[c.Set] || c.Set == "activity" || strings.HasPrefix(c.Set, "expense") || strings.HasPrefix(c.Set, "class") {
			continue
		}
		seen[c.Set] = true
		list = append(list, Choice{Key: c.Set, Text: codeSetWord(c.Set)})
	}
	if now != "" && !seen[now] {
		list = append(list, Choice{Key: now, Text: now})
	}
	return list
}

// matterMore are the inputs that show only when asked for: six fields are enough
// to begin a matter.
var matterMore = []string{"practice_area", "originating", "billing", "trust_floor", "trust_target", "budget", "trust_wait_days", "opened_on", "client_matter_id", "claim_no", "po_number",
	"instructions"}

// matterForm is the form of a matter as it is.
func (m *Matters) matterForm(id, title, submit string, r app.MatterRow) *SideForm {
	cur := r.Client.Currency
	fees := make([]Choice, len(firm.Arrangements))
	for i, a := range firm.Arrangements {
		fees[i] = Choice{Key: string(a), Text: words.Of(feeWords[a])}
	}
	fee := string(r.Arrangement)
	if fee == "" {
		fee = string(firm.Hourly)
	}
	f := newSideForm(m.h, m, id, title, submit,
		m.clientIn(),
		textIn("client_name", words.Mark("Name of the new client"), ""), textIn("client_code", words.Mark("Code of the new client"), ""),
		textIn("name", words.Mark("Name of the matter"), r.Name), textIn("code", words.Mark("Code of the matter"), r.Code).hint(words.Mark("Used in lists, bills and LEDES files")),
		m.likeIn(),
		choiceIn("responsible", words.Mark("Responsible"), m.person(r.ResponsibleID), m.personChoices(words.L("Nobody yet"))...),
		choiceIn("fee_arrangement", words.Mark("Fees"), fee, fees...), moneyIn("fee_amount", words.Mark("Amount"), plainOr(r.FeeAmount, cur)),
		choiceIn("code_set", words.Mark("Task codes"), r.CodeSet, m.codeSets(r.CodeSet)...), checkIn("codes_required", words.Mark("Task and activity codes are required"), r.CodesRequired),
		checkIn("more", words.Mark("Show every field"), false),
		textIn("practice_area", words.Mark("Practice area"), r.PracticeArea).optional(),
		choiceIn("billing", words.Mark("Billing"), m.person(r.BillingID), m.personChoices(words.L("As responsible"))...),
		choiceIn("originating", words.Mark("Originating"), m.person(r.OriginatingID), m.personChoices(words.L("Nobody"))...),
		moneyIn("trust_floor", words.Mark("Trust floor"), plainOr(r.TrustFloor, cur)).hint(words.Mark("Below it, money is asked for")).optional(),
		moneyIn("trust_target", words.Mark("Trust target"), plainOr(r.TrustTarget, cur)).hint(words.Mark("What a request fills up to")).optional(),
		moneyIn("budget", words.Mark("Budget"), plainOr(r.Budget, cur)).hint(words.Mark("Fees and costs the client agreed to. Blank: none")).optional(),
		textIn("trust_wait_days", words.Mark("Days from a sent bill to drawing on trust"), numberOr(r.TrustWaitDays)).hint(words.Mark("Blank: none")).optional(),
		dateIn("opened_on", words.Mark("Opened on"), r.OpenedOn), textIn("client_matter_id", words.Mark("Number at the client"), r.ClientMatterID).optional(),
		textIn("claim_no", words.Mark("Claim number"), r.ClaimNo).optional(), textIn("po_number", words.Mark("Purchase order"), r.PONumber).optional(),
		longIn("instructions", words.Mark("Billing instructions"), r.Instructions))
	f.Currency, f.places = cur, duplicates
	if r.OpenedOn.IsZero() {
		f.In("opened_on").Text = ""
	}
	m.matterEdited(f)
	return f
}

// matterEdited shows only what the choices ask for.
func (m *Matters) matterEdited(f *SideForm) {
	client := f.In("client").Choice.Key
	fresh := client == newClient
	f.In("client_name").Hidden, f.In("client_code").Hidden = !fresh, !fresh
	fee := f.In("fee_amount")
	kind := firm.Arrangement(f.In("fee_arrangement").Text)
	fee.Hidden = kind == firm.Hourly || kind == firm.Contingent
	fee.Label = map[firm.Arrangement]string{firm.Flat: words.Mark("Flat fee"), firm.Capped: words.Mark("Cap"), firm.Blended: words.Mark("Amount")}[kind]
	f.In("codes_required").Hidden = f.In("code_set").Text == ""
	if more := f.In("more"); more != nil {
		for _, path := range matterMore {
			f.In(path).Hidden = !more.On
		}
	}
}

// matterChecks tells what is wrong with what is typed, at its field, before
// anything is sent.
func (m *Matters) matterChecks(f *SideForm, path, own string) {
	switch in := f.In(path); path {
	case "code", "client_code":
		text := strings.TrimSpace(in.Text)
		if path == "code" && text != own && slices.ContainsFunc(m.rows, func(r app.MatterRow) bool { return r.Code == text }) {
			in.Fault = words.L("There is a matter %s already.", text)
		}
		if path == "client_code" && slices.ContainsFunc(m.clients, func(c app.ClientRow) bool { return c.Code == text }) {
			in.Fault = words.L("There is a client %s already.", text)
		}
		if len(text) > 20 {
			in.Fault = words.L("A code has at most 20 characters.")
		}
	case "fee_amount", "trust_floor", "trust_target", "budget":
		checkMoney(f, path)
		floor, _ := money.ParseAmount(f.In("trust_floor").Text, f.Currency)
		target, err := money.ParseAmount(f.In("trust_target").Text, f.Currency)
		if t := f.In("trust_target"); err == nil && target != 0 && target < floor {
			t.Fault = words.L("The target lies below the floor of %s.", words.Amount(floor, f.Currency))
		} else if err == nil {
			t.Fault = ""
		}
	}
}

// checkMoney tells at the field that an amount cannot be read.
func checkMoney(f *SideForm, path string) {
	in := f.In(path)
	if strings.TrimSpace(in.Text) == "" {
		return
	}
	switch a, err := money.ParseAmount(in.Text, f.Currency); {
	case err != nil:
		in.Fault = words.Err(err)
	case a < 0:
		in.Fault = words.L("The amount must not be below zero.")
	}
}

func plainOr(a money.Amount, cur money.Currency) string {
	if a == 0 {
		return ""
	}
	return a.Plain(cur)
}

func numberOr(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// days reads a number of days; what is no number is told at the field.
func days(f *SideForm, path string) (int, bool) {
	text := f.Text(path)
	if text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		f.In(path).Fault = words.L("%q is not a number of days.", text)
		f.Focus = path
		return 0, false
	}
	return n, true
}

// raw is what stands in an input, hidden or not: fields that are folded away keep
// what they hold.
func raw(f *SideForm, path string) string { return strings.TrimSpace(f.In(path).Text) }

// unfold shows the folded fields when one of them has a fault.
func (m *Matters) unfold(f *SideForm) {
	for _, path := range matterMore {
		if in := f.In(path); in.Hidden && in.Fault != "" {
			f.In("more").On = true
			m.matterEdited(f)
			f.focusFault()
			return
		}
	}
}

// atPaths moves the faults of an act to the fields of a form that has others
// beside them; a conflict of the code given is told at the code's field.
func atPaths(err error, paths map[string]string, conflict string) error {
	var e *fault.Error
	if !errors.As(err, &e) {
		return err
	}
	moved := *e
	moved.Faults = nil
	for _, x := range e.Faults {
		if to, ok := paths[x.Path]; ok {
			x.Path = to
		}
		moved.Faults = append(moved.Faults, x)
	}
	if e.Code == conflict && len(e.Faults) == 0 {
		moved.Faults = []fault.Fault{{Code: e.Code, Path: paths["code"], Message: e.Message}}
	}
	return &moved
}

// EditMatter opens the form of the matter at hand: to be changed, or to be read
// by those who may not.
func (m *Matters) EditMatter() {
	r, ok := m.Matter()
	if !ok {
		m.h.Say("Select a matter first.")
		return
	}
	Ask(&m.form, m.h.Runner(), func(ctx context.Context) ([]firm.RateRow, error) {
		return app.Read(ctx, m.h.Desk(), func(q app.Query) ([]firm.RateRow, error) { return q.RateRows(r.ID, r.ClientID) })
	}, func(rates []firm.RateRow, err error) {
		if err != nil {
			m.h.Fail(err)
			return
		}
		f := m.matterForm("matters.edit", words.L("Matter %s", r.Code), words.L("Save the matter"), r)
		f.Inputs = slices.DeleteFunc(f.Inputs, func(in *Input) bool { return in.Path == "more" || in.Path == "like" })
		for _, path := range matterMore {
			f.In(path).Hidden = false
		}
		f.Inputs = append(f.Inputs, m.rateNotes(rates)...)
		f.In("client").Choice, f.In("client").Text = clientChoice(r.Client), r.Client.Code
		f.In("client").Find, f.In("client").Offer = m.knownClients(f.In("client"))
		f.Focus = "name"
		f.edited = func(f *SideForm, path string) { m.matterEdited(f); m.matterChecks(f, path, r.Code) }
		f.send = func(f *SideForm) { m.setMatter(f, r) }
		if !m.h.Desk().MaySetMatters() {
			f.look(m.mayOnlyRead(words.L("clients and matters")))
		}
		m.show(f)
	})
}

func (m *Matters) setMatter(f *SideForm, r app.MatterRow) {
	wait, ok := days(f, "trust_wait_days")
	if !ok {
		return
	}
	text := func(path string) *string { s := f.Text(path); return &s }
	required, client := f.On("codes_required"), f.In("client").Choice.Key
	req := app.SetMatter{Request: app.Request{Key: f.Key}, Code: r.Code, Version: r.RowVersion, NewCode: text("code"), Client: &client, Name: text("name"),
		OpenedOn: text("opened_on"), PracticeArea: text("practice_area"), Responsible: text("responsible"), Originating: text("originating"), Billing: text("billing"),
		FeeArrangement: text("fee_arrangement"), FeeAmount: text("fee_amount"), ClientMatterID: text("client_matter_id"), ClaimNo: text("claim_no"), PONumber: text("po_number"),
		CodeSet: text("code_set"), CodesRequired: &required,
		TrustFloor: text("trust_floor"), TrustTarget: text("trust_target"), Budget: text("budget"), TrustWaitDays: &wait, Instructions: text("instructions")}
	sendAct(f, func(ctx context.Context) (firm.Matter, error) { return m.h.Desk().SetMatter(ctx, req) }, func(x firm.Matter) {
		m.closeSide()
		m.saved(x.ID, "Matter %s saved.", x.Code)
	})
}

// rateNotes lists the rates that hold for a matter besides the standard ones.
func (m *Matters) rateNotes(rates []firm.RateRow) []*Input {
	var notes []*Input
	for i, r := range m.rateFigures(rates) {
		notes = append(notes, &Input{Path: "rate." + strconv.Itoa(i+1), Kind: NoteInput, Figures: []Figure{r}})
	}
	return notes
}

// rateFigures are the agreed rates, one figure each.
func (m *Matters) rateFigures(rates []firm.RateRow) []Figure {
	const most = 8
	var list []Figure
	for i, r := range rates {
		if i == most {
			list = append(list, Figure{Key: "rate", Label: words.L("And"), Value: words.N(len(rates)-most, "%d more agreed rate", "%d more agreed rates", len(rates)-most)})
			break
		}
		who := words.L("everybody")
		switch {
		case r.TimekeeperID != 0:
			who = m.person(r.TimekeeperID)
		case r.Class != "":
			who = className(r.Class)
		}
		label := words.L("Rate of the firm, %s", who)
		switch r.Scope {
		case firm.ScopeMatter:
			label = words.L("Rate of this matter, %s", who)
		case firm.ScopeClient:
			label = words.L("Rate of the client, %s", who)
		}
		if r.Activity != "" {
			label += ", " + r.Activity
		}
		list = append(list, Figure{Key: "rate", Label: label, Value: words.Rate(r.Rate) + "  " + period(r.From, r.To)})
	}
	if len(rates) == 0 {
		list = append(list, Figure{Key: "rate", Label: words.L("Rates"), Value: words.L("The standard rates hold; none is agreed")})
	}
	return list
}

func period(from, to cal.Date) string {
	switch {
	case from.IsZero() && to.IsZero():
		return words.L("always")
	case to.IsZero():
		return words.L("from %s", words.Date(from))
	case from.IsZero():
		return words.L("through %s", words.Date(to))
	}
	return words.L("%s to %s", words.Date(from), words.Date(to))
}
