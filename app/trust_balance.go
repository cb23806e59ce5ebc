package app

import (
	"context"

	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/trust"
)

// AskBalances says which ledgers; blank account or matter means all.
type AskBalances struct {
	Account, Matter string
	AsOf            cal.Date // zero: now
}

// BalanceRow is a ledger's balance with the names a list shows. Matter is zero
// for the firm's cushion.
type BalanceRow struct {
	trust.Balance
	Account trust.Account
	Matter  firm.Matter
	Client  firm.Client
}

// TrustBalances lists ledgers with book, uncleared, held and available, by
// account, then matter, the cushion last.
func (d *Desk) TrustBalances(ctx context.Context, ask AskBalances) ([]BalanceRow, error) {
	return view(ctx, d, func(q Query) ([]BalanceRow, error) {
		var f TrustFilter
		if ask.Account != "" {
			a, err := q.TrustAccountByCode(ask.Account)
			if err != nil {
				return nil, err
			}
			f.AccountID = a.ID
		}
		if ask.Matter != "" {
			m, err := q.MatterByCode(ask.Matter)
			if err != nil {
				return nil, err
			}
			f.MatterID = m.ID
		}
		balances, err := q.TrustBalances(f, ask.AsOf, d.Today())
		if err != nil {
			return nil, err
		}
		return balanceRows(q, balances)
	})
}

func balanceRows(q Query, balances []trust.Balance) ([]BalanceRow, error) {
	ids := make([]int64, len(balances))
	for i, b := range balances {
		ids[i] = b.MatterID
	}
	names, err := namesOf(q, ids)
	if err != nil {
		return nil, err
	}
	var rows, cushions []BalanceRow
	for _, b := range balances {
		r := BalanceRow{Balance: b, Account: names.accounts[b.AccountID], Matter: names.matters[b.MatterID]}
		r.Client = names.clients[r.Matter.ClientID]
		if b.MatterID == 0 {
			cushions = append(cushions, r)
			continue
		}
		rows = append(rows, r)
	}
	return append(rows, cushions...), nil
}

type names struct {
	accounts map[int64]trust.Account
	matters  map[int64]firm.Matter
	clients  map[int64]firm.Client
}

// fewNames is how many matters are looked up one by one; above it reading all of
// them at once is faster.
const fewNames = 100

// namesOf are the accounts and, at least, the named matters (0: none) with
// their clients.
func namesOf(q Query, matterIDs []int64) (names, error) {
	if len(matterIDs) > fewNames {
		return loadNames(q)
	}
	n, err := accountNames(q)
	if err != nil {
		return n, err
	}
	for _, id := range matterIDs {
		if _, known := n.matters[id]; known || id == 0 {
			continue
		}
		m, err := q.Matter(id)
		if err != nil {
			return n, err
		}
		n.matters[id] = m
		if _, known := n.clients[m.ClientID]; known {
			continue
		}
		if n.clients[m.ClientID], err = q.Client(m.ClientID); err != nil {
			return n, err
		}
	}
	return n, nil
}

func accountNames(q Query) (names, error) {
	n := names{map[int64]trust.Account{}, map[int64]firm.Matter{}, map[int64]firm.Client{}}
	accounts, err := q.TrustAccounts()
	for _, a := range accounts {
		n.accounts[a.ID] = a
	}
	return n, err
}

func loadNames(q Query) (names, error) {
	n, err := accountNames(q)
	if err != nil {
		return n, err
	}
	matters, err := q.Matters(MatterFilter{})
	if err != nil {
		return n, err
	}
	for _, m := range matters {
		n.matters[m.ID] = m
	}
	clients, err := q.Clients(ClientFilter{Archived: true})
	if err != nil {
		return n, err
	}
	for _, c := range clients {
		n.clients[c.ID] = c
	}
	return n, nil
}

// TrustAccounts lists the firm's trust accounts.
func (d *Desk) TrustAccounts(ctx context.Context) ([]trust.Account, error) {
	return view(ctx, d, func(q Query) ([]trust.Account, error) { return q.TrustAccounts() })
}

// LedgerCard is a matter's trust ledger over a period.
type LedgerCard struct {
	Account trust.Account
	Matter  firm.Matter // zero: the cushion
	Client  firm.Client
	From    cal.Date
	To      cal.Date
	Opening trust.Balance // book balance before From
	Lines   []trust.LedgerLine
	Closing trust.Balance // at To, or now
}

// TrustLedger gives the ledger card of a matter (blank: the cushion) in an account.
func (d *Desk) TrustLedger(ctx context.Context, account, matter string, from, to cal.Date) (LedgerCard, error) {
	return view(ctx, d, func(q Query) (LedgerCard, error) {
		a, l, err := findLedger(q, account, matter)
		if err != nil {
			return LedgerCard{}, err
		}
		card := LedgerCard{Account: a, From: from, To: to}
		if l.MatterID != 0 {
			if card.Matter, err = q.Matter(l.MatterID); err != nil {
				return card, err
			}
			if card.Client, err = q.Client(card.Matter.ClientID); err != nil {
				return card, err
			}
		}
		if !from.IsZero() {
			opening, err := q.TrustBalances(TrustFilter{LedgerID: l.ID}, from.AddDays(-1), from)
			if err != nil {
				return card, err
			}
			if len(opening) == 1 {
				card.Opening = opening[0]
			}
		}
		if card.Lines, err = q.LedgerLines(l.ID, from, to); err != nil {
			return card, err
		}
		closing, err := q.TrustBalances(TrustFilter{LedgerID: l.ID}, to, d.Today())
		if len(closing) == 1 {
			card.Closing = closing[0]
		}
		return card, err
	})
}

// TrustTxns lists the journal of an account, newest first.
func (d *Desk) TrustTxns(ctx context.Context, f TrustFilter, p Page) ([]trust.Txn, error) {
	return view(ctx, d, func(q Query) ([]trust.Txn, error) { return q.TrustTxns(f, p) })
}
