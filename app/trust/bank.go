package trust

import (
	"time"

	"matterbook/app/cal"
	"matterbook/app/money"
)

// BankFile is one file of the bank that was read: whole, once, and never changed.
type BankFile struct {
	ID        int64
	AccountID int64
	Name      string
	SHA256    string // hex, of the bytes of the file
	Format    string // csv, ofx
	From, To  cal.Date
	Lines     int // that were new to the book
	// HasClosing says that the file tells the balance at the end of To.
	HasClosing bool
	Closing    money.Amount
	UserID     int64
	CreatedAt  time.Time
}

// BankLine is one movement as the bank tells it.
type BankLine struct {
	ID          int64
	FileID      int64
	AccountID   int64
	No          int // line of the file
	On          cal.Date
	Amount      money.Amount // credits positive
	Reference   string       // check number or the bank's own
	Description string
	HasBalance  bool
	Balance     money.Amount // after the line, as the bank tells it
	BankID      string       // the bank's name for the movement (FITID), blank for none

	MatchID int64 // the match it is part of, 0 for none
}

// Match ties lines of the bank to entries of the book: the same money, so the
// sums are the same. One credit may be a deposit of several receipts. Lines
// alone that come to nothing are a slip of the bank and its correction.
type Match struct {
	ID        int64
	AccountID int64
	On        cal.Date // the last day of any part: a match of a closed period stays
	Total     money.Amount
	Lines     []int64
	Txns      []int64
	How       string // auto, proposal, manual
	Score     int    // 0 to 100
	Reason    string
	UserID    int64
	CreatedAt time.Time
}

// Ways a match was made.
const (
	MatchedSure     = "auto"
	MatchedProposed = "proposal" // found by the program, accepted by a person
	MatchedByHand   = "manual"
)

// Item is an entry of the book that a line of the bank may be.
type Item struct {
	TxnID      int64
	On         cal.Date
	Amount     money.Amount // signed: + into the account
	Kind       Kind
	Party      string
	Purpose    string
	Reference  string
	Instrument Instrument
	MatterID   int64 // of the first split, 0 for the cushion
}

// OpenItems are the entries that no line of the bank is tied to and that may
// still come: not cleared, and not taken back before the bank ever saw them.
func OpenItems(txns []Txn) []Item {
	gone := map[int64]bool{}
	open := map[int64]bool{}
	for _, t := range txns {
		open[t.ID] = t.ClearedOn.IsZero()
	}
	for _, t := range txns {
		if t.ReversesID != 0 && open[t.ID] && open[t.ReversesID] {
			gone[t.ID], gone[t.ReversesID] = true, true
		}
	}
	var items []Item
	for _, t := range txns {
		if !open[t.ID] || gone[t.ID] || t.Bank == 0 {
			continue
		}
		items = append(items, ItemOf(t))
	}
	return items
}

// ItemOf is an entry as the bank may show it.
func ItemOf(t Txn) Item {
	it := Item{TxnID: t.ID, On: t.PostedOn, Amount: t.Bank, Kind: t.Kind, Party: t.Party, Purpose: t.Purpose,
		Reference: t.Reference, Instrument: t.Instrument}
	if len(t.Splits) > 0 {
		it.MatterID = t.Splits[0].MatterID
	}
	return it
}
