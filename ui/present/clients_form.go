package present

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"matterbook/app"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// Commands implements Doer.
func (c *Clients) Commands() []Command {
	if c.Tab == TabConflicts {
		return c.Conflicts.commands()
	}
	set, none := "", ""
	if !c.h.Desk().MaySetMatters() {
		set = mayOnlyRead(c.h, words.L("clients and matters"))
	}
	r, ok := c.Client()
	if !ok {
		none = words.L("Select a client first.")
	}
	matter, archive := set, set
	if matter == "" {
		matter, archive = none, none
	}
	if matter == "" && r.Archived {
		matter = words.L("Client %s is archived.", r.Code)
	}
	put := Command{ID: "clients.archive", Title: words.Mark("Archive the client"), Off: archive}
	if r.Archived {
		put = Command{ID: "clients.restore", Title: words.Mark("Take the client out of the archive"), Off: archive}
	}
	return []Command{
		{ID: "clients.client", Title: words.Mark("New client"), Off: set}, {ID: "clients.edit", Title: words.Mark("Change the client"), Off: none},
		{ID: "clients.matter", Title: words.Mark("New matter of the client"), Off: matter}, put, {ID: "clients.time", Title: words.Mark("All time of the client"), Off: none},
		{ID: "clients.delivery", Title: words.Mark("How the client's bills leave"), Off: none},
		{ID: "clients.check", Title: words.Mark("Check the client's name for conflicts"), Off: none},
	}
}

// Acts implements Acter.
func (c *Clients) Acts() []string {
	acts := []string{"search", "export", "print"}
	if c.Tab == TabClients {
		acts = append(acts, "new", "edit")
	}
	if c.Side != nil {
		acts = append(acts, "save")
	}
	return acts
}

// Do implements Doer.
func (c *Clients) Do(id string) bool {
	if c.Tab == TabConflicts {
		return c.Conflicts.do(id)
	}
	switch id {
	case "new":
		id = "clients.client"
	case "edit":
		id = "clients.edit"
	}
	for _, x := range c.Commands() {
		if x.ID == id && x.Off != "" {
			c.h.Say("%s", x.Off)
			return true
		}
	}
	r, _ := c.Client()
	switch id {
	case "clients.client":
		c.StartClient()
	case "clients.edit":
		c.EditClient()
	case "clients.matter":
		c.h.Go(mattersName, "new matter "+r.Code)
	case "clients.archive", "clients.restore":
		c.setArchived(r, id == "clients.archive")
	case "clients.time":
		c.h.Go(timeName, "client "+r.Code)
	case "clients.delivery":
		c.h.Go(OutboxRoute.Name, "client "+r.Code)
	case "clients.check":
		c.Tab = TabConflicts
		c.Conflicts.begin(r.Name)
		c.Conflicts.came = false
		c.h.Redraw(c)
	default:
		return false
	}
	return true
}

// clientMore are the inputs that show only when asked for.
var clientMore = []string{"address2", "country", "currency", "ledes_client_id", "minimum", "increment"}

// clientForm is the form of a client as it is.
func (c *Clients) clientForm(id, title, submit string, x firm.Client) *SideForm {
	terms := ""
	if x.TermsDays >= 0 {
		terms = strconv.Itoa(x.TermsDays)
	}
	hours := func(q money.Quantity) string {
		if q == 0 {
			return ""
		}
		return q.Short()
	}
	f := newSideForm(c.h, c, id, title, submit,
		textIn("name", words.Mark("Name"), x.Name).hint(words.Mark("As bills are addressed")), textIn("code", words.Mark("Code"), x.Code).hint(words.Mark("Used in lists and LEDES files")),
		textIn("address1", words.Mark("Address"), x.Address.Line1), textIn("address2", words.Mark("Second line"), x.Address.Line2).optional(), textIn("city", words.Mark("City"), x.Address.City),
		textIn("region", words.Mark("State or region"), x.Address.Region), textIn("postcode", words.Mark("Postcode"), x.Address.Postcode), textIn("country", words.Mark("Country"), x.Address.Country).optional(),
		textIn("email", words.Mark("E-mail"), x.Email).optional(),
		textIn("terms_days", words.Mark("Days to pay"), terms).hint(words.L("Blank: the firm's, %d", c.h.Facts().Firm.TermsDays)).optional(),
		checkIn("more", words.Mark("Show every field"), false),
		textIn("currency", words.Mark("Currency"), string(x.Currency)).hint(words.Mark("Three letters, as USD")), textIn("ledes_client_id", words.Mark("Number in LEDES files"), x.LEDESClientID).hint(words.Mark("Blank: the code")).optional(),
		numberIn("minimum", words.Mark("Least hours of an entry"), hours(x.TimeRule.Minimum)).hint(words.Mark("Blank: the firm's")), numberIn("increment", words.Mark("Time is rounded up to steps of"), hours(x.TimeRule.Increment)).hint(words.Mark("0.1 or 0.25; blank: the firm's")),
		longIn("instructions", words.Mark("Billing instructions"), x.Instructions).hint(words.Mark("They open by themselves on each pre-bill")))
	f.In("minimum").Optional, f.In("increment").Optional = true, true
	f.places = duplicates
	f.edited = func(f *SideForm, path string) { c.clientEdited(f, path, x.Code) }
	c.clientEdited(f, "", x.Code)
	return f
}

func (c *Clients) clientEdited(f *SideForm, path, own string) {
	if more := f.In("more"); more != nil {
		for _, p := range clientMore {
			f.In(p).Hidden = !more.On
		}
	}
	switch path {
	case "code":
		in := f.In("code")
		text := strings.TrimSpace(in.Text)
		if text != own && slices.ContainsFunc(c.rows, func(r app.ClientRow) bool { return r.Code == text }) {
			in.Fault = words.L("There is a client %s already.", text)
		} else if len(text) > 20 {
			in.Fault = words.L("A code has at most 20 characters.")
		}
	case "minimum", "increment":
		if text := raw(f, path); text != "" {
			if _, err := money.ParseQuantity(text); err != nil {
				f.In(path).Fault = words.Err(err)
			}
		}
	case "terms_days":
		if text := raw(f, path); text != "" {
			if n, err := strconv.Atoi(text); err != nil || n < 0 {
				f.In(path).Fault = words.L("%q is not a number of days.", text)
			}
		}
	case "name":
		// Another client of that name is no fault, but worth a look.
		in, same := f.In("name"), ""
		for _, r := range c.rows {
			if r.Code != own && firm.Matches(firm.Names(in.Text), r.Name) == firm.SameName {
				same = words.L("Client %s is called %s.", r.Code, r.Name)
				break
			}
		}
		if same == "" {
			same = words.Mark("As bills are addressed")
		}
		in.Hint = same
	}
}

func address(f *SideForm) firm.Address {
	return firm.Address{Line1: raw(f, "address1"), Line2: raw(f, "address2"), City: raw(f, "city"), Region: raw(f, "region"), Postcode: raw(f, "postcode"), Country: raw(f, "country")}
}

// rule reads the rounding of a client's time; what cannot be read is told at its
// field.
func rule(f *SideForm) (r firm.TimeRule, ok bool) {
	ok = true
	for path, to := range map[string]*money.Quantity{"minimum": &r.Minimum, "increment": &r.Increment} {
		text := raw(f, path)
		if text == "" {
			continue
		}
		q, err := money.ParseQuantity(text)
		if err != nil {
			f.In(path).Fault, ok = words.Err(err), false
			continue
		}
		*to = q
	}
	return r, ok
}

// unfoldClient shows the folded fields when one of them has a fault.
func (c *Clients) unfold(f *SideForm) {
	for _, path := range clientMore {
		if in := f.In(path); in.Hidden && in.Fault != "" {
			f.In("more").On = true
			c.clientEdited(f, "", "")
			f.focusFault()
			return
		}
	}
}

// StartClient adds a client.
func (c *Clients) StartClient() {
	if !c.h.Desk().MaySetMatters() {
		c.h.Say("%s", mayOnlyRead(c.h, words.L("clients and matters")))
		return
	}
	f := c.clientForm("clients.client", words.L("New client"), words.L("Add the client"), firm.Client{Code: nextClientCode(c.rows), TermsDays: -1, Currency: c.h.Facts().Currency()})
	f.send = func(f *SideForm) {
		r, ok := rule(f)
		terms, fine := days(f, "terms_days")
		if !ok || !fine {
			c.unfold(f)
			return
		}
		req := app.AddClient{Request: app.Request{Key: f.Key}, Code: raw(f, "code"), Name: raw(f, "name"), Address: address(f), Email: raw(f, "email"),
			Currency: raw(f, "currency"), LEDESClientID: raw(f, "ledes_client_id"), TimeRule: r, Instructions: raw(f, "instructions")}
		if raw(f, "terms_days") != "" {
			req.TermsDays = &terms
		}
		f.Busy = true
		Go(c.h.Runner(), func(ctx context.Context) (firm.Client, error) { return c.h.Desk().AddClient(ctx, req) }, func(x firm.Client, err error) {
			if err != nil {
				c.failed(f, err)
				return
			}
			c.saved(x.ID)
			c.h.Say("Client %s added. Its first matter comes next.", x.Code)
		})
	}
	c.show(f)
}

func (c *Clients) failed(f *SideForm, err error) {
	for _, path := range clientMore { // folded fields can have faults, too
		f.In(path).Hidden = false
	}
	f.Failed(err)
	c.clientEdited(f, "", "")
	c.unfold(f)
	c.h.Redraw(c)
}

func (c *Clients) saved(id int64) {
	c.Side = nil
	c.pick = id
	c.reload()
}

// EditClient opens the form of the selected client.
func (c *Clients) EditClient() {
	x, ok := c.Client()
	if !ok {
		c.h.Say("Select a client first.")
		return
	}
	f := c.clientForm("clients.edit", words.L("Client %s", x.Code), words.L("Save the client"), x.Client)
	f.Inputs = slices.DeleteFunc(f.Inputs, func(in *Input) bool { return in.Path == "more" })
	for _, path := range clientMore {
		f.In(path).Hidden = false
	}
	f.Inputs = append(f.Inputs, checkIn("archived", words.Mark("Archived: takes no new matters"), x.Archived))
	f.send = func(f *SideForm) {
		r, ok := rule(f)
		terms, fine := days(f, "terms_days")
		if !ok || !fine {
			return
		}
		if f.Text("terms_days") == "" {
			terms = -1 // the firm's
		}
		text := func(path string) *string { s := f.Text(path); return &s }
		where, archived := address(f), f.On("archived")
		req := app.SetClient{Request: app.Request{Key: f.Key}, Code: x.Code, Version: x.RowVersion, NewCode: text("code"), Name: text("name"), Address: &where, Email: text("email"),
			TermsDays: &terms, Currency: text("currency"), LEDESClientID: text("ledes_client_id"), TimeRule: &r, Instructions: text("instructions"), Archived: &archived}
		sendAct(f, func(ctx context.Context) (firm.Client, error) { return c.h.Desk().SetClient(ctx, req) }, func(x firm.Client) {
			c.saved(x.ID)
			c.h.Say("Client %s saved.", x.Code)
		})
	}
	if !c.h.Desk().MaySetMatters() {
		f.look(mayOnlyRead(c.h, words.L("clients and matters")))
	}
	c.show(f)
}

// setArchived puts a client into the archive, or takes it out.
func (c *Clients) setArchived(r app.ClientRow, on bool) {
	Go(c.h.Runner(), func(ctx context.Context) (firm.Client, error) {
		return c.h.Desk().SetClient(ctx, app.SetClient{Code: r.Code, Version: r.RowVersion, Archived: &on})
	}, func(x firm.Client, err error) {
		if err != nil {
			c.h.Fail(err)
			return
		}
		done := words.L("Client %s is archived.", x.Code)
		if !on {
			done = words.L("Client %s is out of the archive.", x.Code)
		}
		was := !on
		c.h.Undoable(Undo{Done: done, Back: func(ctx context.Context) error {
			_, err := c.h.Desk().SetClient(ctx, app.SetClient{Code: x.Code, Version: x.RowVersion, Archived: &was})
			return err
		}})
	})
}
