package app

import (
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// MatterQuery reads what is written down about matters beside their work: notes,
// parties, names, and when something last happened.
type MatterQuery interface {
	Note(id int64) (firm.Note, error)
	// Notes lists newest first; of one day the last written first.
	Notes(f NoteFilter) ([]firm.Note, error)

	Party(id int64) (firm.Party, error)
	// Parties of a matter, in the order of their roles and names.
	Parties(matterID int64) ([]firm.Party, error)

	// Names are all names of the book: clients, matters, parties and whom they
	// belong to, who paid into trust and was paid out of it, claimants, vendors,
	// people of the firm, and what clients, matters and parties were called before.
	Names() ([]firm.NameAt, error)

	// MatterActivity is the last day of each matter on which work, a cost, a bill or
	// a note is dated; matters without any are left out.
	MatterActivity() (map[int64]cal.Date, error)
	// LastPayments is the newest payment of each client that was not taken back.
	LastPayments() (map[int64]LastPayment, error)
}

// LastPayment is the newest payment of a client.
type LastPayment struct {
	On       cal.Date
	Amount   money.Amount
	Currency money.Currency
}

// NoteFilter limits notes; zero fields do not limit.
type NoteFilter struct {
	MatterID int64
	UserID   int64
	Kinds    []firm.NoteKind
	Open     bool   // tasks still to do
	Text     string // words of the text, all of them; case and accents ignored
	Limit    int
}

// MatterTx writes them.
type MatterTx interface {
	AddNote(*firm.Note) error
	SetNote(*firm.Note) error
	DeleteNote(id int64) error
	AddParty(*firm.Party) error
	SetParty(*firm.Party) error
}
