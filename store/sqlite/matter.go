package sqlite

import (
	"fmt"
	"strings"

	"matterbook/app"
	"matterbook/app/firm"
)

var matterTable = register("matter", "matter", `code, client_id, name, sort_key, opened_on, closed_on, status, practice_area,
	responsible_id, originating_id, billing_id, fee_arrangement, fee_minor, client_matter_id, claim_no, po_number,
	code_set, codes_required, trust_floor_minor, trust_target_minor, trust_wait_days, minimum_e4, increment_e4,
	instructions, budget_minor, office_id, row_version`)

const matterColumns = `SELECT m.id, m.code, m.client_id, m.name, m.opened_on, m.closed_on, m.status, m.practice_area,
	m.responsible_id, m.originating_id, m.billing_id, m.fee_arrangement, m.fee_minor, m.client_matter_id, m.claim_no, m.po_number,
	m.code_set, m.codes_required, m.trust_floor_minor, m.trust_target_minor, m.trust_wait_days, m.minimum_e4, m.increment_e4,
	m.instructions, m.budget_minor, m.office_id, m.row_version FROM matter m`

func scanMatter(row scanner) (m firm.Matter, err error) {
	err = row.Scan(&m.ID, &m.Code, &m.ClientID, &m.Name, asDate(&m.OpenedOn), asDate(&m.ClosedOn), &m.Status, &m.PracticeArea,
		asRef(&m.ResponsibleID), asRef(&m.OriginatingID), asRef(&m.BillingID), &m.Arrangement, &m.FeeAmount, &m.ClientMatterID, &m.ClaimNo, &m.PONumber,
		&m.CodeSet, &m.CodesRequired, &m.TrustFloor, &m.TrustTarget, &m.TrustWaitDays, &m.TimeRule.Minimum, &m.TimeRule.Increment,
		&m.Instructions, asMinor(&m.Budget), asRef(&m.OfficeID), &m.RowVersion)
	return m, err
}

// Matter by id.
func (q *query) Matter(id int64) (firm.Matter, error) {
	return one(q, "matter", fmt.Sprint(id), scanMatter, matterColumns+" WHERE m.id = $1", id)
}

// MatterByCode finds a matter by exact code.
func (q *query) MatterByCode(code string) (firm.Matter, error) {
	return one(q, "matter", code, scanMatter, matterColumns+" WHERE m.code = $1", code)
}

// Matters lists by code.
func (q *query) Matters(f app.MatterFilter) ([]firm.Matter, error) {
	var c clause
	from := ""
	if f.ClientID != 0 {
		c.and("m.client_id = %s", f.ClientID)
	}
	if f.ResponsibleID != 0 {
		c.and("m.responsible_id = %s", f.ResponsibleID)
	}
	if f.BillingID != 0 {
		c.and("m.billing_id = %s", f.BillingID)
	}
	if f.OpenOnly {
		c.conds = append(c.conds, "m.status = 'open'")
	}
	if words := strings.Fields(f.Text); len(words) > 0 {
		from = " JOIN client c ON c.id = m.client_id"
		for _, word := range words {
			like := c.arg(containing(word))
			c.conds = append(c.conds, fmt.Sprintf(`(m.sort_key LIKE %s ESCAPE '\' OR c.sort_key LIKE %[1]s ESCAPE '\')`, like))
		}
	}
	return list(q, scanMatter, matterColumns+from+c.where()+" ORDER BY m.code"+c.limit(f.Limit), c.args...)
}

func matterValues(m *firm.Matter) []any {
	return []any{m.Code, m.ClientID, m.Name, fold(m.Code, m.Name), m.OpenedOn, m.ClosedOn, m.Status, m.PracticeArea,
		ref(m.ResponsibleID), ref(m.OriginatingID), ref(m.BillingID), m.Arrangement, m.FeeAmount, m.ClientMatterID, m.ClaimNo, m.PONumber,
		m.CodeSet, m.CodesRequired, m.TrustFloor, m.TrustTarget, m.TrustWaitDays, m.TimeRule.Minimum, m.TimeRule.Increment,
		m.Instructions, ref(int64(m.Budget)), ref(m.OfficeID)}
}

// AddMatter adds a matter.
func (t *tx) AddMatter(m *firm.Matter) (err error) {
	m.ID, err = t.insert(matterTable, m.ID, matterValues(m))
	m.RowVersion = 1
	return err
}

// SetMatter saves a matter.
func (t *tx) SetMatter(m *firm.Matter) error {
	return t.update(matterTable, m.ID, &m.RowVersion, matterValues(m))
}
