package app

import (
	"context"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/firm"
)

// AddCode asks for a code of a client's own set, or one more of a set that is there.
type AddCode struct {
	Request
	Set, Code, Parent, Name string
}

// AddCode adds a code. Conflict ("code.duplicate") when the set has it.
func (d *Desk) AddCode(ctx context.Context, req AddCode) (firm.Code, error) {
	return change(ctx, d, spec{act: "code.add", right: maySetUp, object: "code " + req.Set + " " + req.Code, req: req.Request}, func(tx Tx) (firm.Code, error) {
		c := firm.Code{
			Set: strings.ToLower(strings.TrimSpace(req.Set)), Code: firm.FoldCode(req.Code),
			Parent: firm.FoldCode(req.Parent), Name: strings.TrimSpace(req.Name),
		}
		var check checks
		firm.CheckCode(&check.Check, "set", c.Set)
		firm.CheckCode(&check.Check, "code", c.Code)
		check.Require("name", c.Name)
		check.Text("name", c.Name, 200)
		has, err := tx.HasCode(c.Set, c.Code)
		if err == nil && has {
			err = fault.New(fault.Conflict, "code.duplicate", "The set %s has a code %s already.", c.Set, c.Code)
		}
		check.Fail("code", err)
		if c.Parent != "" {
			has, err := tx.HasCode(c.Set, c.Parent)
			if err == nil && !has {
				err = fault.NotFound("code", c.Parent)
			}
			check.Fail("parent", err)
		}
		if err := check.Result("code.invalid", "The code"); err != nil {
			return c, err
		}
		return c, tx.AddCode(c)
	})
}

// Codes lists a set in its order; blank lists every set.
func (d *Desk) Codes(ctx context.Context, set string) ([]firm.Code, error) {
	return read(ctx, d, func(q Query) ([]firm.Code, error) { return q.Codes(set) })
}
