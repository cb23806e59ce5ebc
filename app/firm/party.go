package firm

import (
	"slices"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
)

// PartyRole is what somebody is to a matter.
type PartyRole string

// Roles of parties.
const (
	ClientParty     PartyRole = "client"
	Opposing        PartyRole = "opposing"
	OpposingCounsel PartyRole = "opposing_counsel"
	CoCounsel       PartyRole = "co_counsel"
	Court           PartyRole = "court"
	Judge           PartyRole = "judge"
	Insurer         PartyRole = "insurer"
	Witness         PartyRole = "witness"
	Expert          PartyRole = "expert"
	RelatedParty    PartyRole = "related" // parent company, spouse, guarantor
	OtherParty      PartyRole = "other"
)

// PartyRoles in the order they are offered.
var PartyRoles = []PartyRole{ClientParty, Opposing, OpposingCounsel, CoCounsel, Court, Judge, Insurer, Witness, Expert, RelatedParty, OtherParty}

// Party is somebody who has to do with a matter: the other side, its counsel,
// the court, an insurer, a witness. Conflicts of interest are searched among
// them (ABA Model Rules 1.7, 1.9), so a party that left is ended, not deleted.
type Party struct {
	ID           int64
	MatterID     int64
	Role         PartyRole
	Name         string
	Organisation string
	Email, Phone string
	Remark       string
	From, To     cal.Date // zero: since ever, still
	RowVersion   int64
}

// Check notes what is wrong with a party by itself.
func (p Party) Check(check *fault.Check) {
	if !slices.Contains(PartyRoles, p.Role) {
		words := make([]string, len(PartyRoles))
		for i, r := range PartyRoles {
			words[i] = string(r)
		}
		check.Add("role", "role.unknown", "role %q is not one of %s.", string(p.Role), strings.Join(words, ", "))
	}
	check.Require("name", p.Name)
	line(check, "name", p.Name)
	line(check, "organisation", p.Organisation)
	email(check, "email", p.Email)
	line(check, "phone", p.Phone)
	check.Text("remark", p.Remark, maxText)
	if !p.From.IsZero() && !p.To.IsZero() && p.To < p.From {
		check.Add("to", "to.before_from", "to (%s) is before from (%s).", p.To, p.From)
	}
}
