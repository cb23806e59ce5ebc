package present

import (
	"context"

	"matterbook/app"
	"matterbook/app/firm"
	"matterbook/ui/words"
)

var partyWords = map[firm.PartyRole]string{firm.ClientParty: words.Mark("Client"), firm.Opposing: words.Mark("Opposing party"), firm.OpposingCounsel: words.Mark("Opposing counsel"),
	firm.CoCounsel: words.Mark("Co-counsel"), firm.Court: words.Mark("Court"), firm.Judge: words.Mark("Judge"), firm.Insurer: words.Mark("Insurer"), firm.Witness: words.Mark("Witness"),
	firm.Expert: words.Mark("Expert"), firm.RelatedParty: words.Mark("Related"), firm.OtherParty: words.Mark("Other")}

func partyWord(r firm.PartyRole) string {
	if text := partyWords[r]; text != "" {
		return words.Of(text)
	}
	return string(r)
}

// Party is the one that is selected.
func (p *MatterPage) Party() (firm.Party, bool) { return single(p.Parties.Picked()) }

func (p *MatterPage) partyForm(id, title, submit string, x firm.Party) *SideForm {
	roles := make([]Choice, len(firm.PartyRoles))
	for i, r := range firm.PartyRoles {
		roles[i] = Choice{Key: string(r), Text: partyWord(r)}
	}
	from, to := dateIn("from", words.Mark("From"), x.From).hint(words.Mark("Blank: since ever")), dateIn("to", words.Mark("Until"), x.To).hint(words.Mark("Blank: still"))
	if x.From.IsZero() {
		from.Text = ""
	}
	if x.To.IsZero() {
		to.Text = ""
	}
	f := newSideForm(p.h, p.m, id, title, submit, choiceIn("role", words.Mark("Role"), string(x.Role), roles...), textIn("name", words.Mark("Name"), x.Name),
		textIn("organisation", words.Mark("Organisation"), x.Organisation).optional(), textIn("email", words.Mark("E-mail"), x.Email).optional(), textIn("phone", words.Mark("Telephone"), x.Phone).optional(),
		from, to, longIn("remark", words.Mark("Remark"), x.Remark))
	f.Focus = "name"
	return f
}

// StartParty names somebody who has to do with the matter.
func (p *MatterPage) StartParty() {
	if p.m.refused(p.h.Desk().MayWriteNotes(), words.L("notes and parties")) {
		return
	}
	f := p.partyForm("party.new", words.L("New party of %s", p.Row.Code), words.L("Add the party"), firm.Party{Role: firm.Opposing})
	f.Note = words.L("A search for conflicts finds parties by name and organisation.")
	f.send = func(f *SideForm) {
		req := app.AddParty{Request: app.Request{Key: f.Key}, Matter: p.Row.Code, Role: f.Text("role"), Name: f.Text("name"), Organisation: f.Text("organisation"), Email: f.Text("email"),
			Phone: f.Text("phone"), Remark: f.Text("remark"), From: f.Text("from"), To: f.Text("to")}
		sendAct(f, func(ctx context.Context) (firm.Party, error) { return p.h.Desk().AddParty(ctx, req) }, func(x firm.Party) {
			p.m.closeSide()
			p.setTab(MatterParties)
			p.h.Say("%s is named as a party.", x.Name)
			p.reloadAt(&p.Parties.List, x.ID)
		})
	}
	p.m.show(f)
}

// EditParty opens the selected party.
func (p *MatterPage) EditParty() {
	x, ok := p.Party()
	if !ok {
		p.h.Say("Select a party first.")
		return
	}
	f := p.partyForm("party.edit", x.Name, words.L("Save the party"), x)
	f.send = func(f *SideForm) { p.setParty(f, x) }
	if !p.h.Desk().MayWriteNotes() {
		f.look(p.m.mayOnlyRead(words.L("notes and parties")))
	}
	p.m.show(f)
}

// EndParty opens the selected party with today as its last day: parties are never
// deleted, conflicts are searched among those who left as well.
func (p *MatterPage) EndParty() {
	x, ok := p.Party()
	if !ok {
		p.h.Say("Select a party first.")
		return
	}
	if p.m.refused(p.h.Desk().MayWriteNotes(), words.L("notes and parties")) {
		return
	}
	f := newSideForm(p.h, p.m, "party.end", words.L("%s leaves the matter", x.Name), words.L("End the party"), dateIn("to", words.Mark("Last day"), p.h.Today()))
	f.Note = words.L("The party stays in the list and is found by a search for conflicts.")
	f.send = func(f *SideForm) {
		to := f.Text("to")
		req := app.SetParty{Request: app.Request{Key: f.Key}, ID: x.ID, Version: x.RowVersion, To: &to}
		sendAct(f, func(ctx context.Context) (firm.Party, error) { return p.h.Desk().SetParty(ctx, req) }, func(x firm.Party) {
			p.m.closeSide()
			p.h.Say("%s left the matter on %s.", x.Name, words.Date(x.To))
		})
	}
	p.m.show(f)
}

func (p *MatterPage) setParty(f *SideForm, x firm.Party) {
	text := func(path string) *string { s := f.Text(path); return &s }
	req := app.SetParty{Request: app.Request{Key: f.Key}, ID: x.ID, Version: x.RowVersion, Role: text("role"), Name: text("name"), Organisation: text("organisation"), Email: text("email"),
		Phone: text("phone"), Remark: text("remark"), From: text("from"), To: text("to")}
	sendAct(f, func(ctx context.Context) (firm.Party, error) { return p.h.Desk().SetParty(ctx, req) }, func(x firm.Party) {
		p.m.closeSide()
		p.h.Say("%s is saved.", x.Name)
	})
}
