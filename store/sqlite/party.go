package sqlite

import (
	"cmp"
	"fmt"
	"slices"

	"matterbook/app/firm"
)

var partyTable = register("matter_party", "party", `matter_id, role, name, organisation, email, phone, remark, from_date, to_date, row_version`)

const partyColumns = `SELECT id, matter_id, role, name, organisation, email, phone, remark, from_date, to_date, row_version FROM matter_party`

func scanParty(row scanner) (p firm.Party, err error) {
	err = row.Scan(&p.ID, &p.MatterID, &p.Role, &p.Name, &p.Organisation, &p.Email, &p.Phone, &p.Remark, asDate(&p.From), asDate(&p.To), &p.RowVersion)
	return p, err
}

// Party by id.
func (q *query) Party(id int64) (firm.Party, error) {
	return one(q, "party", fmt.Sprint(id), scanParty, partyColumns+" WHERE id = $1", id)
}

// Parties of a matter, by role and name.
func (q *query) Parties(matterID int64) ([]firm.Party, error) {
	all, err := list(q, scanParty, partyColumns+" WHERE matter_id = $1", matterID)
	slices.SortFunc(all, func(a, b firm.Party) int {
		return cmp.Or(cmp.Compare(slices.Index(firm.PartyRoles, a.Role), slices.Index(firm.PartyRoles, b.Role)), cmp.Compare(fold(a.Name), fold(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return all, err
}

func partyValues(p *firm.Party) []any {
	return []any{p.MatterID, p.Role, p.Name, p.Organisation, p.Email, p.Phone, p.Remark, p.From, p.To}
}

// AddParty adds a party.
func (t *tx) AddParty(p *firm.Party) (err error) {
	p.ID, err = t.insert(partyTable, p.ID, partyValues(p))
	p.RowVersion = 1
	return err
}

// SetParty saves a party.
func (t *tx) SetParty(p *firm.Party) error {
	return t.update(partyTable, p.ID, &p.RowVersion, partyValues(p))
}
