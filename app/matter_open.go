package app

import (
	"context"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/firm"
)

// OpenMatter asks to open a closed matter again.
type OpenMatter struct {
	Request
	Code string
}

// OpenMatter opens a closed matter again.
func (d *Desk) OpenMatter(ctx context.Context, req OpenMatter) (firm.Matter, error) {
	return change(ctx, d, spec{act: "matter.open", right: mayMatters, object: "matter " + req.Code, req: req.Request}, func(tx Tx) (firm.Matter, error) {
		m, err := tx.MatterByCode(strings.TrimSpace(req.Code))
		if err != nil {
			return firm.Matter{}, err
		}
		c, err := tx.Client(m.ClientID)
		if err != nil {
			return firm.Matter{}, err
		}
		if c.Archived {
			return firm.Matter{}, fault.Refuse("client.archived", "Client %s is archived.", c.Code).Advise("Take the client out of the archive first.")
		}
		if m.Status == firm.MatterOpen {
			return m, nil
		}
		m.Status, m.ClosedOn = firm.MatterOpen, 0
		return m, tx.SetMatter(&m)
	})
}
