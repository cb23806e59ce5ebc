package bill

import (
	"matterbook/app/cal"
	"matterbook/app/money"
)

// Statement is a statement of account: no new charges and no number, only what
// happened on the client's account and what is open, as of any date.
type Statement struct {
	Firm     PaperFirm
	Client   PaperClient
	Currency money.Currency
	From     cal.Date // first day of the movements; zero: from the beginning
	AsOf     cal.Date

	Opening   money.Amount
	Movements []Movement
	Closing   money.Amount // equals the sum of Open less Unapplied
	Open      []OpenInvoice
	Aging     Aging
	AgeBy     string       // "due" or "invoice", printed
	Unapplied money.Amount // money received and not yet allocated, positive
	TrustHeld money.Amount // informational, not part of the balance
}

// Movement is one dated fact on a client's account.
type Movement struct {
	Date    cal.Date
	Kind    string // "invoice", "payment", "credit", "void", "reversal"
	Ref     string
	Matter  string // matter code
	Text    string
	Amount  money.Amount // charges positive, payments negative
	Balance money.Amount // running
}
