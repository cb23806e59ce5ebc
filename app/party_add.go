package app

import (
	"cmp"
	"context"
	"strings"

	"matterbook/app/firm"
	"matterbook/app/work"
)

// AddParty asks to name somebody who has to do with a matter.
type AddParty struct {
	Request
	Matter             string // code
	Role               string // opposing, court, insurer and so on; blank: other
	Name, Organisation string
	Email, Phone       string
	Remark             string
	From, To           string // blank: since ever, still
}

// AddParty adds a party to a matter. Invalid when a field is wrong, all at once.
func (d *Desk) AddParty(ctx context.Context, req AddParty) (firm.Party, error) {
	return change(ctx, d, spec{act: "party.add", right: mayNotes, object: "matter " + req.Matter, req: req.Request}, func(tx Tx) (firm.Party, error) {
		var p firm.Party
		if err := decideParty(newLookup(tx, d.Today()), &p, req); err != nil {
			return p, err
		}
		return p, tx.AddParty(&p)
	})
}

// decideParty fills a party from a request.
func decideParty(l *lookup, p *firm.Party, req AddParty) error {
	var check checks
	if strings.TrimSpace(req.Matter) == "" {
		check.Require("matter", "")
	} else if m, err := l.Matter(req.Matter); !check.Fail("matter", err) {
		p.MatterID = m.Matter.ID
	}
	p.Role = firm.PartyRole(cmp.Or(strings.ToLower(strings.TrimSpace(req.Role)), string(firm.OtherParty)))
	p.Name, p.Organisation = work.CleanLine(req.Name), work.CleanLine(req.Organisation)
	p.Email, p.Phone, p.Remark = strings.TrimSpace(req.Email), work.CleanLine(req.Phone), work.CleanNarrative(req.Remark)
	p.From, p.To = check.date("from", req.From, false), check.date("to", req.To, false)
	p.Check(&check.Check)
	return check.Result("party.invalid", "The party")
}
