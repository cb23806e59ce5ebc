package app

import (
	"context"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/firm"
)

// SetCode asks for another name of a code, or to end it; nil fields stay.
type SetCode struct {
	Request
	Set, Code string // which is changed
	Name      *string
	Ended     *bool
}

// SetCode changes a code. An ended code is not offered any more and refused on
// new work; work that has it keeps it, on every paper and file.
func (d *Desk) SetCode(ctx context.Context, req SetCode) (firm.Code, error) {
	set1, code := strings.ToLower(strings.TrimSpace(req.Set)), firm.FoldCode(req.Code)
	return change(ctx, d, spec{act: "code.set", right: maySetUp, object: "code " + set1 + " " + code, req: req.Request}, func(tx Tx) (firm.Code, error) {
		codes, err := tx.Codes(set1)
		if err != nil {
			return firm.Code{}, err
		}
		for _, c := range codes {
			if c.Code != code {
				continue
			}
			if req.Name != nil {
				c.Name = strings.TrimSpace(*req.Name)
			}
			set(&c.Ended, req.Ended)
			var check checks
			check.Require("name", c.Name)
			check.Text("name", c.Name, 200)
			if err := check.Result("code.invalid", "The code"); err != nil {
				return c, err
			}
			return c, tx.SetCode(c)
		}
		return firm.Code{}, fault.NotFound("code", strings.TrimSpace(set1+" "+code))
	})
}
