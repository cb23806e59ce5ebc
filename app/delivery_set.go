package app

import (
	"context"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/firm"
)

// SetDelivery asks how a client's bills leave the firm; nil fields stay as they
// are, or as [firm.UsualDelivery] has them where nothing was agreed yet.
type SetDelivery struct {
	Request
	Client   string // code
	Version  int64  // row version the form was filled with; 0: not checked
	How      *string
	PDF      *bool
	LEDES    *bool
	Address  *string
	Note     *string
	Combined *bool
}

// SetDelivery keeps the rule. Every fault at once, with the path of its field.
// By e-mail a client needs an address, in the rule or of its own ("email.missing").
func (d *Desk) SetDelivery(ctx context.Context, req SetDelivery) (firm.Delivery, error) {
	s := spec{act: "delivery.set", right: mayMatters, object: "client " + req.Client, req: req.Request}
	return change(ctx, d, s, func(tx Tx) (firm.Delivery, error) {
		c, err := tx.ClientByCode(strings.TrimSpace(req.Client))
		if err != nil {
			return firm.Delivery{}, err
		}
		r, err := deliveryOf(tx, c.ID)
		if err != nil {
			return r, err
		}
		if err := stale("delivery", c.Code, req.Version, r.RowVersion); err != nil {
			return r, err
		}
		if r, err = decideDelivery(c, r, req); err != nil {
			return r, err
		}
		return r, tx.SetDelivery(&r)
	})
}

func decideDelivery(c firm.Client, r firm.Delivery, req SetDelivery) (firm.Delivery, error) {
	if req.How != nil {
		r.How = firm.Way(strings.ToLower(strings.TrimSpace(*req.How)))
	}
	set(&r.PDF, req.PDF)
	set(&r.LEDES, req.LEDES)
	set(&r.Address, req.Address)
	set(&r.Note, req.Note)
	set(&r.Combined, req.Combined)
	r.Address, r.Note = strings.TrimSpace(r.Address), strings.TrimSpace(r.Note)
	var check fault.Check
	r.Check(&check)
	if r.How == firm.ByEmail && r.Recipients(c) == "" {
		check.Add("address", "email.missing", "Client %s has no e-mail address. Write the one bills go to.", c.Code)
	}
	return r, check.Result("delivery.invalid", "The delivery")
}

// deliveryOf is the rule of a client, the usual one where nothing was agreed.
func deliveryOf(q Query, clientID int64) (firm.Delivery, error) {
	r, err := q.Delivery(clientID)
	if fault.Of(err) == fault.Missing {
		return firm.UsualDelivery(clientID), nil
	}
	return r, err
}

// Delivery is how the bills of a client leave the firm; row version 0 says that
// nothing was agreed and the usual way holds.
func (d *Desk) Delivery(ctx context.Context, client string) (firm.Delivery, error) {
	return read(ctx, d, func(q Query) (firm.Delivery, error) {
		c, err := q.ClientByCode(strings.TrimSpace(client))
		if err != nil {
			return firm.Delivery{}, err
		}
		return deliveryOf(q, c.ID)
	})
}
