package present

import (
	"context"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/ui/words"
)

// roleWords are the roles in words.
var roleWords = map[firm.Role]string{firm.Admin: words.Mark("Administrator"), firm.Billing: words.Mark("Billing"), firm.Attorney: words.Mark("Attorney"),
	firm.Trust: words.Mark("Trust"), firm.Auditor: words.Mark("Auditor")}

// The rights as the acts name them, marked so that they are said in the reader's
// language.
var _ = []string{words.Mark("read the book"), words.Mark("set up the firm, its users and its rates"), words.Mark("back up, restore and verify the book"),
	words.Mark("set up clients and matters"), words.Mark("write notes and parties of matters"), words.Mark("enter own time"),
	words.Mark("enter and change everybody's time and expenses"), words.Mark("run and edit pre-bills"), words.Mark("approve pre-bills"),
	words.Mark("issue, send, void and credit invoices"), words.Mark("post payments"), words.Mark("post to trust"), words.Mark("import files")}

func activeWord(on bool) (string, Tone) {
	if on {
		return words.L("Active"), Good
	}
	return words.L("Not active"), Neutral
}

func (s *Settings) keeperCode(id int64) string {
	for _, t := range s.data.timekeepers {
		if t.ID == id {
			return t.Code
		}
	}
	return ""
}

func (s *Settings) officeCode(id int64) string {
	for _, o := range s.data.offices {
		if o.ID == id {
			return o.Code
		}
	}
	return ""
}

func (s *Settings) userRows() []SettingRow {
	var rows []SettingRow
	for _, u := range s.data.users {
		r := row(u.ID, u.Code, func() { s.startUser(u) }, u.Code, u.Name, words.Of(roleWords[u.Role]), s.keeperCode(u.TimekeeperID), "")
		if !u.Active {
			for i := range r.Cells {
				r.Cells[i].Muted = true
			}
		}
		rows = append(rows, r.state(activeWord(u.Active)))
	}
	return rows
}

// mayFigures say of each right whether the role has it.
func mayFigures(role firm.Role) []Figure {
	var list []Figure
	for _, right := range app.Rights() {
		f := Figure{Key: "may", Label: upper(words.Of(right)), Value: words.L("no")}
		if app.RoleMay(role, right) {
			f.Value, f.Tone = words.L("yes"), Good
		}
		list = append(list, f)
	}
	return list
}

func (s *Settings) startUser(u firm.User) {
	roles := make([]Choice, len(firm.Roles))
	for i, r := range firm.Roles {
		roles[i] = Choice{Key: string(r), Text: words.Of(roleWords[r])}
	}
	keepers := []Choice{{Key: "", Text: words.L("None")}}
	for _, t := range s.data.timekeepers {
		keepers = append(keepers, Choice{Key: t.Code, Text: t.Code + "  " + t.Name()})
	}
	title, submit := words.L("New user"), words.L("Add the user")
	if u.ID != 0 {
		title, submit = words.L("User %s", u.Code), words.L("Save the user")
	}
	f := newSideForm(s.h, s, "settings.user", title, submit,
		textIn("code", words.L("Code"), u.Code).hint(words.L("Who signs in; usually the initials")), textIn("name", words.L("Name"), u.Name),
		choiceIn("role", words.L("Role"), string(u.Role), roles...), choiceIn("timekeeper", words.L("Is the timekeeper"), s.keeperCode(u.TimekeeperID), keepers...),
		checkIn("active", words.L("May sign in"), u.Active),
		&Input{Path: "may", Kind: ListInput, Figures: mayFigures(u.Role)})
	f.In("active").Hidden = u.ID == 0
	f.places = map[string]string{"user.duplicate": "code", "user.last_admin": "role"}
	whole := func() firm.User {
		x := firm.User{Code: f.Text("code"), Name: f.Text("name"), Role: firm.Role(f.Text("role"))}
		for _, t := range s.data.timekeepers {
			if t.Code == f.Text("timekeeper") {
				x.TimekeeperID = t.ID
			}
		}
		return x
	}
	f.edited = func(f *SideForm, path string) {
		f.In("may").Figures = mayFigures(firm.Role(f.Text("role")))
		validate(f, path, func() error {
			var check fault.Check
			whole().Check(&check)
			return check.Result("user.invalid", "The user")
		})
	}
	f.send = func(f *SideForm) {
		if u.ID == 0 {
			req := app.AddUser{Request: app.Request{Key: f.Key}, Code: f.Text("code"), Name: f.Text("name"), Role: f.Text("role"), Timekeeper: f.Text("timekeeper")}
			sendAct(f, func(ctx context.Context) (firm.User, error) { return s.h.Desk().AddUser(ctx, req) }, func(u firm.User) {
				s.saved(u.Code, words.L("User %s added.", u.Code))
			})
			return
		}
		text := func(path string) *string { t := f.Text(path); return &t }
		active := f.On("active")
		req := app.SetUser{Request: app.Request{Key: f.Key}, Code: u.Code, Version: u.RowVersion, NewCode: text("code"), Name: text("name"), Role: text("role"), Timekeeper: text("timekeeper"), Active: &active}
		sendAct(f, func(ctx context.Context) (firm.User, error) { return s.h.Desk().SetUser(ctx, req) }, func(u firm.User) {
			s.saved(u.Code, words.L("User %s saved.", u.Code))
		})
	}
	s.showOr(f)
}

// showOr shows a form, to be read only by those who may not change it.
func (s *Settings) showOr(f *SideForm) {
	if why := s.why(); why != "" {
		f.look(why)
	}
	s.show(f)
}

func (s *Settings) officeChoices(now int64) []Choice {
	list := []Choice{{Key: "", Text: words.L("None")}}
	for _, o := range s.data.offices {
		if !o.Closed || o.ID == now {
			list = append(list, Choice{Key: o.Code, Text: o.Code + "  " + o.Name})
		}
	}
	return list
}

func (s *Settings) timekeeperRows() []SettingRow {
	var rows []SettingRow
	for _, t := range s.data.timekeepers {
		r := row(t.ID, t.Code, func() { s.startTimekeeper(t) }, t.Code, t.Name(), className(t.Class), words.Rate(t.StandardRate), s.officeCode(t.OfficeID), words.Date(t.StartDate), words.Date(t.EndDate), t.HRID)
		r.Sort[1], r.Sort[3], r.Sort[5], r.Sort[6] = strings.ToLower(t.LastName+" "+t.FirstName), sortKey(int64(t.StandardRate)), t.StartDate.String(), t.EndDate.String()
		if t.StandardRate == 0 {
			r.Cells[3] = Cell{Text: words.L("none"), Muted: true}
		}
		if !t.EndDate.IsZero() && t.EndDate < s.h.Today() {
			for i := range r.Cells {
				r.Cells[i].Muted = true
			}
		}
		rows = append(rows, r)
	}
	return rows
}

// initials are the first letters of a name, proposed as a code.
func initials(name string) string {
	var code strings.Builder
	for _, w := range strings.Fields(name) {
		code.WriteString(strings.ToUpper(string([]rune(w)[:1])))
	}
	return code.String()
}

func (s *Settings) startTimekeeper(t firm.Timekeeper) {
	rate := ""
	if t.StandardRate != 0 {
		rate = t.StandardRate.Plain()
	}
	day := func(path, label, hint, text string) *Input {
		return &Input{Path: path, Label: label, Hint: hint, Kind: DateInput, Optional: true, Field: Field{Text: text}}
	}
	kinds := append([]Choice{}, classes...)
	for i := range kinds {
		kinds[i].Text = words.Of(kinds[i].Text)
	}
	for _, x := range append(s.data.timekeepers, t) {
		known := false
		for _, k := range kinds {
			known = known || k.Key == x.Class
		}
		if !known {
			kinds = append(kinds, Choice{Key: x.Class, Text: x.Class})
		}
	}
	title, submit := words.L("New timekeeper"), words.L("Add the timekeeper")
	if t.ID != 0 {
		title, submit = t.Name(), words.L("Save the timekeeper")
	}
	f := newSideForm(s.h, s, "settings.timekeeper", title, submit,
		textIn("first_name", words.L("First name"), t.FirstName), textIn("last_name", words.L("Last name"), t.LastName),
		textIn("code", words.L("Code"), t.Code).hint(words.L("Usually the initials")), choiceIn("class", words.L("Class"), t.Class, kinds...),
		numberIn("standard_rate", words.L("Standard rate of an hour"), rate).hint(words.L("Holds where no other rate is agreed")),
		choiceIn("office", words.L("Office"), s.officeCode(t.OfficeID), s.officeChoices(t.OfficeID)...),
		day("start_date", words.L("From"), words.L("Blank: no first day"), t.StartDate.String()), day("end_date", words.L("Until"), words.L("Last day; no work may be dated after it"), t.EndDate.String()),
		textIn("email", words.L("E-mail"), t.Email).optional(), textIn("hr_id", words.L("Number in the payroll system"), t.HRID).optional())
	f.places = map[string]string{"timekeeper.duplicate": "code", "office.closed": "office"}
	if t.ID != 0 {
		f.Note = words.L("A new rate holds for work entered from now on.")
	}
	request := func() app.AddTimekeeper {
		return app.AddTimekeeper{Code: f.Text("code"), FirstName: f.Text("first_name"), LastName: f.Text("last_name"), Class: f.Text("class"), StandardRate: f.Text("standard_rate"),
			Email: f.Text("email"), HRID: f.Text("hr_id"), StartDate: f.Text("start_date"), EndDate: f.Text("end_date"), Office: f.Text("office")}
	}
	proposed := ""
	f.edited = func(f *SideForm, path string) {
		if code := f.In("code"); t.ID == 0 && (path == "first_name" || path == "last_name") && code.Text == proposed {
			proposed = initials(f.Text("first_name") + " " + f.Text("last_name"))
			code.Text, code.Fault = proposed, ""
		}
		validate(f, path, func() error { return app.CheckTimekeeper(request()) })
	}
	f.send = func(f *SideForm) {
		req := request()
		if t.ID == 0 {
			req.Request = app.Request{Key: f.Key}
			sendAct(f, func(ctx context.Context) (firm.Timekeeper, error) { return s.h.Desk().AddTimekeeper(ctx, req) }, func(t firm.Timekeeper) {
				s.saved(t.Code, words.L("Timekeeper %s added.", t.Code))
			})
			return
		}
		set := app.SetTimekeeper{Request: app.Request{Key: f.Key}, Code: t.Code, Version: t.RowVersion, NewCode: &req.Code, LastName: &req.LastName, FirstName: &req.FirstName, Class: &req.Class,
			StandardRate: &req.StandardRate, Email: &req.Email, HRID: &req.HRID, StartDate: &req.StartDate, EndDate: &req.EndDate, Office: &req.Office}
		sendAct(f, func(ctx context.Context) (firm.Timekeeper, error) { return s.h.Desk().SetTimekeeper(ctx, set) }, func(t firm.Timekeeper) {
			s.saved(t.Code, words.L("Timekeeper %s saved.", t.Code))
		})
	}
	s.showOr(f)
}

func (s *Settings) officeRows() []SettingRow {
	var rows []SettingRow
	for _, o := range s.data.offices {
		r := row(o.ID, o.Code, func() { s.startOffice(o) }, o.Code, o.Name, strings.Join(o.Address.Lines(), ", "), o.Phone, "")
		word, tone := words.L("Open"), Good
		if o.Closed {
			word, tone = words.L("Closed"), Neutral
		}
		rows = append(rows, r.state(word, tone))
	}
	return rows
}

func (s *Settings) startOffice(o firm.Office) {
	title, submit := words.L("New office"), words.L("Add the office")
	if o.ID != 0 {
		title, submit = words.L("Office %s", o.Code), words.L("Save the office")
	}
	a := o.Address
	f := newSideForm(s.h, s, "settings.office", title, submit,
		textIn("code", words.L("Code"), o.Code), textIn("name", words.L("Name"), o.Name),
		textIn("address1", words.L("Street"), a.Line1), textIn("address2", words.L("Second line"), a.Line2).optional(), textIn("city", words.L("City"), a.City), textIn("region", words.L("State or region"), a.Region),
		textIn("postcode", words.L("Postcode"), a.Postcode), textIn("country", words.L("Country"), a.Country).optional(), textIn("phone", words.L("Telephone"), o.Phone).optional(),
		checkIn("closed", words.L("Closed: not offered any more"), o.Closed))
	f.In("closed").Hidden = o.ID == 0
	f.places = map[string]string{"office.duplicate": "code"}
	if o.ID != 0 {
		f.Note = words.L("Invoices that were issued keep the address they were issued with.")
	}
	request := func() app.AddOffice {
		return app.AddOffice{Code: f.Text("code"), Name: f.Text("name"), Address: address(f), Phone: f.Text("phone")}
	}
	f.edited = func(f *SideForm, path string) {
		validate(f, path, func() error { return app.CheckOffice(request()) })
	}
	f.send = func(f *SideForm) {
		req := request()
		if o.ID == 0 {
			req.Request = app.Request{Key: f.Key}
			sendAct(f, func(ctx context.Context) (firm.Office, error) { return s.h.Desk().AddOffice(ctx, req) }, func(o firm.Office) {
				s.saved(o.Code, words.L("Office %s added.", o.Code))
			})
			return
		}
		closed := f.On("closed")
		set := app.SetOffice{Request: app.Request{Key: f.Key}, Code: o.Code, Version: o.RowVersion, NewCode: &req.Code, Name: &req.Name, Address: &req.Address, Phone: &req.Phone, Closed: &closed}
		sendAct(f, func(ctx context.Context) (firm.Office, error) { return s.h.Desk().SetOffice(ctx, set) }, func(o firm.Office) {
			s.saved(o.Code, words.L("Office %s saved.", o.Code))
		})
	}
	s.showOr(f)
}
