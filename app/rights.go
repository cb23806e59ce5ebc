package app

import (
	"slices"

	"matterbook/app/fault"
	"matterbook/app/firm"
)

// right is something a role may do. The table below is the only place where
// roles and rights meet; what it does not name is refused.
type right string

const (
	mayRead     right = "read the book"
	maySetUp    right = "set up the firm, its users and its rates"
	mayKeepBook right = "back up, restore and verify the book"
	mayMatters  right = "set up clients and matters"
	mayNotes    right = "write notes and parties of matters"
	mayOwnTime  right = "enter own time"
	mayAllTime  right = "enter and change everybody's time and expenses"
	mayPreBill  right = "run and edit pre-bills"
	mayApprove  right = "approve pre-bills"
	mayInvoice  right = "issue, send, void and credit invoices"
	mayPayments right = "post payments"
	mayCollect  right = "keep notes and promises about receivables"
	mayTrust    right = "post to trust"
	mayReview   right = "review and reopen trust reconciliations"
	mayImport   right = "import files"
)

var rights = map[firm.Role][]right{
	firm.Admin: {mayRead, maySetUp, mayKeepBook, mayMatters, mayNotes, mayOwnTime, mayAllTime, mayPreBill, mayApprove,
		mayInvoice, mayPayments, mayCollect, mayTrust, mayReview, mayImport},
	firm.Billing:  {mayRead, mayMatters, mayNotes, mayOwnTime, mayAllTime, mayPreBill, mayApprove, mayInvoice, mayPayments, mayCollect, mayImport},
	firm.Attorney: {mayRead, mayNotes, mayOwnTime, mayApprove, mayCollect, mayReview},
	firm.Trust:    {mayRead, mayNotes, mayOwnTime, mayTrust, mayReview},
	firm.Auditor:  {mayRead, mayKeepBook},
}

func (d *Desk) can(r right) bool { return slices.Contains(rights[d.User.Role], r) }

func (d *Desk) may(r right) error {
	if d.can(r) {
		return nil
	}
	return fault.Refuse("user.not_allowed", "The role %s of user %q does not allow to %s.", d.User.Role, d.User.Code, r).
		Advise("Ask somebody with that right, or an administrator to change the role.").With("role", string(d.User.Role))
}

// MayAllTime says whether the user may enter and change everybody's time, so
// that a screen offers only what it can do. The acts check for themselves.
func (d *Desk) MayAllTime() bool { return d.can(mayAllTime) }

// MaySetMatters says whether the user may set up clients and matters.
func (d *Desk) MaySetMatters() bool { return d.can(mayMatters) }

// MaySetUp says whether the user may set up the firm, its people and its rates.
func (d *Desk) MaySetUp() bool { return d.can(maySetUp) }

// MayWriteNotes says whether the user may write notes and parties of matters.
func (d *Desk) MayWriteNotes() bool { return d.can(mayNotes) }

// Rights are everything a role may or may not, in words ("run and edit
// pre-bills"), in the order of the table.
func Rights() []string {
	list := make([]string, len(rights[firm.Admin]))
	for i, r := range rights[firm.Admin] { // an administrator may everything
		list[i] = string(r)
	}
	return list
}

// RoleMay says whether a role has a right of [Rights].
func RoleMay(role firm.Role, what string) bool { return slices.Contains(rights[role], right(what)) }

// MayOwnTime says whether the user may enter own time and keep own abbreviations.
func (d *Desk) MayOwnTime() bool { return d.can(mayOwnTime) }

// MayKeepBook says whether the user may back up and verify the book.
func (d *Desk) MayKeepBook() bool { return d.can(mayKeepBook) }
