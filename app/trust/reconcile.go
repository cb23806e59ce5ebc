package trust

import (
	"cmp"
	"slices"

	"matterbook/app/cal"
	"matterbook/app/money"
)

// Reconciliation is the three-way proof at one day: what the bank says once
// items under way are counted, what the journal says, and what the clients'
// ledgers add up to. All three must be the same to the cent (ABA Model Rules
// for Client Trust Account Records; state rules ask for it monthly or
// quarterly). Equality proves the sum, not that each client's money is whole:
// see Exceptions.
type Reconciliation struct {
	Account Account
	From    cal.Date // first day of the period
	AsOf    cal.Date

	Statement   money.Amount // the bank's closing balance
	InTransit   []OpenItem   // received, not on the statement yet
	Outstanding []OpenItem   // paid out, not on the statement yet
	BankErrors  []BankError  // slips of the bank that it will correct
	Adjusted    money.Amount // Statement + in transit - outstanding + bank errors

	JournalOpening money.Amount
	Receipts       money.Amount
	ReceiptCount   int
	Payments       money.Amount // positive
	PaymentCount   int
	Journal        money.Amount // JournalOpening + Receipts - Payments

	Ledgers      []LedgerProof // each with a balance or a movement, the cushion last
	LedgersTotal money.Amount
}

// BankError is a slip of the bank that it has still to put right: the amount is
// what its correction will add (negative: take away).
type BankError struct {
	Amount     money.Amount `json:"amount"`
	Text       string       `json:"text"`
	ReportedOn cal.Date     `json:"reported_on"`
}

// Expect counts slips of the bank as if they were put right.
func (r *Reconciliation) Expect(errors []BankError) {
	r.BankErrors = errors
	for _, e := range errors {
		r.Adjusted += e.Amount
	}
}

// OpenItem is an entry the bank has not shown.
type OpenItem struct {
	TxnID     int64
	Date      cal.Date
	Kind      Kind
	Party     string
	Purpose   string
	Reference string
	MatterID  int64        // of the first split
	Amount    money.Amount // positive
	Days      int          // open, to AsOf
}

// LedgerProof is one row of the trial balance of clients' ledgers.
type LedgerProof struct {
	LedgerID int64
	MatterID int64 // 0: the cushion
	Opening  money.Amount
	In       money.Amount
	Out      money.Amount // positive
	Closing  money.Amount
	Lowest   money.Amount // lowest end-of-day balance in the period
	LowestOn cal.Date
	LastOn   cal.Date // of the newest entry

	day cal.Date // being counted
}

// BankLessJournal, JournalLessLedgers and BankLessLedgers are the differences;
// balanced means all zero.
func (r Reconciliation) BankLessJournal() money.Amount    { return r.Adjusted - r.Journal }
func (r Reconciliation) JournalLessLedgers() money.Amount { return r.Journal - r.LedgersTotal }
func (r Reconciliation) BankLessLedgers() money.Amount    { return r.Adjusted - r.LedgersTotal }

// Balanced says that the three agree.
func (r Reconciliation) Balanced() bool {
	return r.BankLessJournal() == 0 && r.JournalLessLedgers() == 0
}

// Reconcile proves an account at a day from every entry posted to that day, in
// any order. An entry that was taken back before the bank ever saw it, and what
// took it back, are no items under way: they never reach the bank.
func Reconcile(account Account, from, asOf cal.Date, statement money.Amount, txns []Txn) Reconciliation {
	r := Reconciliation{Account: account, From: from, AsOf: asOf, Statement: statement, Adjusted: statement}
	txns = slices.Clone(txns)
	slices.SortStableFunc(txns, func(a, b Txn) int { return cmp.Or(a.PostedOn.Compare(b.PostedOn), cmp.Compare(a.ID, b.ID)) })

	cleared := func(t Txn) bool { return !t.ClearedOn.IsZero() && t.ClearedOn <= asOf }
	neverSeen := map[int64]bool{}
	open := map[int64]bool{}
	for _, t := range txns {
		if t.PostedOn > asOf {
			continue
		}
		open[t.ID] = !cleared(t)
		if t.ReversesID != 0 && open[t.ReversesID] && open[t.ID] {
			neverSeen[t.ReversesID], neverSeen[t.ID] = true, true
		}
	}
	ledgers := map[int64]*LedgerProof{}
	for _, t := range txns {
		if t.PostedOn > asOf {
			continue
		}
		r.count(t)
		if open[t.ID] && !neverSeen[t.ID] && t.Bank != 0 {
			r.underWay(t)
		}
		for _, s := range t.Splits {
			l := ledgers[s.LedgerID]
			if l == nil {
				l = &LedgerProof{LedgerID: s.LedgerID, MatterID: s.MatterID, LowestOn: from, day: from}
				ledgers[s.LedgerID] = l
			}
			l.add(s.Amount, t.PostedOn, from)
		}
	}
	for _, l := range ledgers {
		r.LedgersTotal += l.Closing
		if l.Opening != 0 || l.In != 0 || l.Out != 0 {
			l.endOfDay()
			r.Ledgers = append(r.Ledgers, *l)
		}
	}
	slices.SortFunc(r.Ledgers, func(a, b LedgerProof) int {
		if (a.MatterID == 0) != (b.MatterID == 0) {
			return cmp.Compare(b.MatterID, a.MatterID) // the cushion last
		}
		return cmp.Compare(a.MatterID, b.MatterID)
	})
	return r
}

// ClearedBalance is what the entries add up to that the bank has shown by a day:
// the balance its statement should have.
func ClearedBalance(txns []Txn, asOf cal.Date) money.Amount {
	var sum money.Amount
	for _, t := range txns {
		if !t.ClearedOn.IsZero() && t.ClearedOn <= asOf {
			sum += t.Bank
		}
	}
	return sum
}

func (r *Reconciliation) count(t Txn) {
	r.Journal += t.Bank
	switch {
	case t.PostedOn < r.From:
		r.JournalOpening += t.Bank
	case t.Bank > 0:
		r.Receipts += t.Bank
		r.ReceiptCount++
	case t.Bank < 0:
		r.Payments -= t.Bank
		r.PaymentCount++
	}
}

func (r *Reconciliation) underWay(t Txn) {
	item := OpenItem{TxnID: t.ID, Date: t.PostedOn, Kind: t.Kind, Party: t.Party, Purpose: t.Purpose, Reference: t.Reference,
		Amount: t.Bank.Abs(), Days: r.AsOf.Sub(t.PostedOn)}
	if len(t.Splits) > 0 {
		item.MatterID = t.Splits[0].MatterID
	}
	r.Adjusted += t.Bank
	if t.Bank > 0 {
		r.InTransit = append(r.InTransit, item)
		return
	}
	r.Outstanding = append(r.Outstanding, item)
}

// add counts a part; the parts of a ledger come in the order of their days.
func (l *LedgerProof) add(amount money.Amount, on, from cal.Date) {
	l.LastOn = on
	if on < from {
		l.Closing += amount
		l.Opening, l.Lowest = l.Closing, l.Closing
		return
	}
	if on != l.day {
		l.endOfDay()
		l.day = on
	}
	l.Closing += amount
	if amount > 0 {
		l.In += amount
	} else {
		l.Out -= amount
	}
}

// endOfDay looks whether the day that was counted ended lower than any before.
func (l *LedgerProof) endOfDay() {
	if l.Closing < l.Lowest {
		l.Lowest, l.LowestOn = l.Closing, l.day
	}
}
