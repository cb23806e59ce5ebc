package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// BelowFloor is a matter whose trust is below the floor that its agreement sets.
type BelowFloor struct {
	Account   trust.Account
	Matter    firm.Matter
	Client    firm.Client
	Available money.Amount
	Floor     money.Amount
	Target    money.Amount // at least the floor
	Amount    money.Amount // target less available: what would be asked for
	// Open is the request nobody answered yet, zero for none.
	Open TrustRequest
}

// BelowFloor lists open matters below their floor, by code: in the accounts
// where they have money, else in the account they would be asked to pay into.
// Blank account: all.
func (d *Desk) BelowFloor(ctx context.Context, account string) ([]BelowFloor, error) {
	return view(ctx, d, func(q Query) ([]BelowFloor, error) { return belowFloor(q, d, account) })
}

func belowFloor(q Query, d *Desk, account string) ([]BelowFloor, error) {
	accounts, err := q.TrustAccounts()
	if err != nil || len(accounts) == 0 {
		return nil, err
	}
	if account != "" {
		if _, err := q.TrustAccountByCode(account); err != nil {
			return nil, err
		}
	}
	// A floor is in the client's currency, so only accounts of that currency count.
	pooled, byID := map[money.Currency]trust.Account{}, map[int64]trust.Account{}
	for _, a := range accounts {
		byID[a.ID] = a
		if first, ok := pooled[a.Currency]; !ok || first.Kind != trust.Pooled && a.Kind == trust.Pooled {
			pooled[a.Currency] = a
		}
	}
	matters, err := q.Matters(MatterFilter{})
	if err != nil {
		return nil, err
	}
	balances, err := q.TrustBalances(TrustFilter{}, 0, d.Today())
	if err != nil {
		return nil, err
	}
	of := map[int64][]trust.Balance{}
	for _, b := range balances {
		of[b.MatterID] = append(of[b.MatterID], b)
	}
	open, err := q.TrustRequests(0, 0, true)
	if err != nil {
		return nil, err
	}
	var rows []BelowFloor
	for _, m := range matters {
		if m.TrustFloor <= 0 || m.Status != firm.MatterOpen {
			continue
		}
		client, err := q.Client(m.ClientID)
		if err != nil {
			return nil, err
		}
		// The floor is of the matter: what it has in all accounts counts.
		in, ok := pooled[client.Currency]
		if !ok {
			continue // no account its money could be paid into
		}
		sum := money.Amount(0)
		for _, b := range of[m.ID] {
			a := byID[b.AccountID]
			if a.Currency != client.Currency {
				continue
			}
			if sum, err = sum.Add(b.Available()); err != nil {
				return nil, err
			}
			if b.Book > 0 {
				in = a
			}
		}
		if sum >= m.TrustFloor || account != "" && in.Code != account {
			continue
		}
		row := BelowFloor{Account: in, Matter: m, Client: client, Available: sum, Floor: m.TrustFloor, Target: max(m.TrustTarget, m.TrustFloor)}
		row.Amount = row.Target - row.Available
		for _, r := range open {
			if r.MatterID == m.ID {
				row.Open = r
			}
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b BelowFloor) int { return cmp.Compare(a.Matter.Code, b.Matter.Code) })
	return rows, nil
}

// RequestTrust asks that clients be asked to fill trust up again.
type RequestTrust struct {
	Request
	Matters []string // codes; none: all that are below their floor and not asked yet
	Date    cal.Date // zero: today
}

// TrustRequested is what was asked for, with the letters of all in one file.
type TrustRequested struct {
	Requests []TrustRequest
	Papers   []trust.RequestPaper
	Letters  []byte // PDF, one letter after the other
}

// RequestTrust makes a numbered request for each matter, for as much as brings
// it up to its target, and keeps its letter. Refused for a matter that is not
// below its floor or that has a request nobody answered. A request is never a
// receivable: nothing of it is owed, aged or earned.
func (d *Desk) RequestTrust(ctx context.Context, req RequestTrust) (TrustRequested, error) {
	made, err := change(ctx, d, spec{act: "trust.request", right: mayTrust, object: "matters " + strings.Join(req.Matters, ", "), req: req.Request}, func(tx Tx) (TrustRequested, error) {
		if req.Date.IsZero() {
			req.Date = d.Today()
		}
		rows, err := belowFloor(tx, d, "")
		if err != nil {
			return TrustRequested{}, err
		}
		if len(req.Matters) > 0 {
			if rows, err = asked(tx, rows, req.Matters); err != nil {
				return TrustRequested{}, err
			}
		} else {
			rows = slices.DeleteFunc(rows, func(r BelowFloor) bool { return r.Open.ID != 0 })
		}
		if len(rows) == 0 {
			return TrustRequested{}, fault.Refuse("trust_request.none", "No matter is below its floor without having been asked.")
		}
		f, err := tx.Firm()
		if err != nil {
			return TrustRequested{}, err
		}
		writer, err := d.trustPapers()
		if err != nil {
			return TrustRequested{}, err
		}
		var answer TrustRequested
		for _, row := range rows {
			r, paper, err := makeRequest(tx, d, f, row, req.Date, writer)
			if err != nil {
				return TrustRequested{}, err
			}
			answer.Requests, answer.Papers = append(answer.Requests, r), append(answer.Papers, paper)
		}
		return answer, nil
	})
	if err != nil {
		return TrustRequested{}, err
	}
	// All letters in one file are drawn from what was kept, after the book is free
	// again for others.
	writer, err := d.trustPapers()
	if err != nil {
		return made, err
	}
	made.Letters, err = writer.RequestPDF(made.Papers...)
	return made, err
}

// asked are the rows of the matters named; each must be below its floor.
func asked(q Query, rows []BelowFloor, matters []string) ([]BelowFloor, error) {
	var picked []BelowFloor
	var check fault.Check
	for _, code := range matters {
		code = strings.TrimSpace(code)
		i := slices.IndexFunc(rows, func(r BelowFloor) bool { return r.Matter.Code == code })
		switch {
		case i < 0:
			m, err := q.MatterByCode(code)
			if err != nil {
				check.Add("matter", "matter.missing", "There is no matter %q in this book.", code)
			} else if m.TrustFloor <= 0 {
				check.Add("matter", "trust_request.no_floor", "Matter %s has no floor: set it with the matter.", code)
			} else {
				check.Add("matter", "trust_request.above", "Matter %s is not below its floor.", code)
			}
		case rows[i].Open.ID != 0:
			check.Add("matter", "trust_request.open", "Matter %s was asked already by request %s of %s.", code, rows[i].Open.Number, rows[i].Open.On)
		case slices.ContainsFunc(picked, func(r BelowFloor) bool { return r.Matter.ID == rows[i].Matter.ID }):
		default:
			picked = append(picked, rows[i])
		}
	}
	return picked, check.Result("trust_request.refused", "The request")
}

func makeRequest(tx Tx, d *Desk, f firm.Firm, row BelowFloor, on cal.Date, writer TrustPapers) (TrustRequest, trust.RequestPaper, error) {
	n, err := tx.NextNumber(fmt.Sprintf("trust request %d", on.Year()))
	if err != nil {
		return TrustRequest{}, trust.RequestPaper{}, err
	}
	r := TrustRequest{Number: fmt.Sprintf("TR-%d-%04d", on.Year(), n), AccountID: row.Account.ID, MatterID: row.Matter.ID, On: on, Available: row.Available, Floor: row.Floor,
		Target: row.Target, Amount: row.Amount, Status: RequestOpen, UserID: d.User.ID, CreatedAt: d.Now().UTC()}
	paper := trust.RequestPaper{Firm: f.Name, Address: f.Address, Phone: f.Phone, Email: f.Email, Website: f.Website,
		Client: row.Client.Name, ClientCode: row.Client.Code, ClientAddress: row.Client.Address, ClientEmail: row.Client.Email, Matter: row.Matter.Name, MatterCode: row.Matter.Code,
		Account: row.Account.Title, Number: r.Number, On: on, Currency: row.Account.Currency, Available: r.Available, Floor: r.Floor, Target: r.Target, Amount: r.Amount}
	if id := row.Matter.ResponsibleID; id != 0 {
		k, err := tx.Timekeeper(id)
		if err != nil {
			return r, paper, err
		}
		paper.Attorney = strings.TrimSpace(k.FirstName + " " + k.LastName)
	}
	letter, err := writer.RequestPDF(paper)
	if err != nil {
		return r, paper, err
	}
	return r, paper, tx.AddTrustRequest(&r, strings.ToLower(r.Number)+".pdf", letter)
}

// EndTrustRequest asks that a request be ended by hand.
type EndTrustRequest struct {
	Request
	Number string
	Status string   // paid, withdrawn
	Reason string   // required to withdraw
	Date   cal.Date // zero: today
}

// EndTrustRequest notes that a request was answered or is withdrawn. A receipt
// for the matter that covers it ends it by itself.
func (d *Desk) EndTrustRequest(ctx context.Context, req EndTrustRequest) (TrustRequest, error) {
	return change(ctx, d, spec{act: "trust.request_end", right: mayTrust, object: "request " + req.Number, reason: req.Reason, req: req.Request}, func(tx Tx) (TrustRequest, error) {
		r, err := tx.TrustRequest(req.Number)
		if err != nil {
			return r, err
		}
		if req.Date.IsZero() {
			req.Date = d.Today()
		}
		var check fault.Check
		if req.Status != RequestPaid && req.Status != RequestWithdrawn {
			check.Add("status", "status.unknown", "A request ends as paid or withdrawn, not as %q.", req.Status)
		}
		if req.Status == RequestWithdrawn && strings.TrimSpace(req.Reason) == "" {
			check.Add("reason", "reason.required", "Say why the request is withdrawn.")
		}
		if req.Date < r.On {
			check.Add("date", "date.early", "The request is of %s; it cannot have ended on %s.", r.On, req.Date)
		}
		if err := check.Result("trust_request.invalid", "The end of the request"); err != nil {
			return r, err
		}
		if r.Status != RequestOpen {
			return r, fault.Refuse("trust_request.ended", "Request %s is %s since %s.", r.Number, r.Status, r.EndedOn)
		}
		r.Status, r.EndedOn, r.EndReason = req.Status, req.Date, strings.TrimSpace(req.Reason)
		return r, tx.SetTrustRequest(&r)
	})
}

// answerRequests ends the requests that a receipt fills up: once the receipts
// since the request come to what was asked for.
func answerRequests(tx Tx, txn trust.Txn) error {
	for _, s := range txn.Splits {
		if s.MatterID == 0 || s.Amount <= 0 {
			continue
		}
		open, err := tx.TrustRequests(txn.AccountID, s.MatterID, true)
		if err != nil {
			return err
		}
		for _, r := range open {
			since, err := tx.TrustTxns(TrustFilter{LedgerID: s.LedgerID, From: r.On, Kinds: []trust.Kind{trust.Receipt}}, Page{})
			if err != nil {
				return err
			}
			var sum money.Amount
			for _, t := range since {
				if t.CreatedAt.Before(r.CreatedAt) && t.ID != txn.ID {
					continue
				}
				if by, err := tx.ReversalOf(t.ID); err != nil {
					return err
				} else if by != 0 {
					continue // a check that bounced filled nothing up
				}
				for _, p := range t.Splits {
					if p.LedgerID == s.LedgerID {
						sum += p.Amount
					}
				}
			}
			if sum < r.Amount {
				continue
			}
			r.Status, r.EndedOn, r.TxnID = RequestPaid, max(txn.PostedOn, r.On), txn.ID
			if err := tx.SetTrustRequest(&r); err != nil {
				return err
			}
		}
	}
	return nil
}

// TrustRequestRow is a request with the names a list shows.
type TrustRequestRow struct {
	TrustRequest
	Account trust.Account
	Matter  firm.Matter
	Client  firm.Client
}

// TrustRequests lists requests, newest first; blank account for all.
func (d *Desk) TrustRequests(ctx context.Context, account string, open bool) ([]TrustRequestRow, error) {
	return view(ctx, d, func(q Query) ([]TrustRequestRow, error) {
		var id int64
		if account != "" {
			a, err := q.TrustAccountByCode(account)
			if err != nil {
				return nil, err
			}
			id = a.ID
		}
		list, err := q.TrustRequests(id, 0, open)
		if err != nil {
			return nil, err
		}
		ids := make([]int64, len(list))
		for i, r := range list {
			ids[i] = r.MatterID
		}
		n, err := namesOf(q, ids)
		if err != nil {
			return nil, err
		}
		rows := make([]TrustRequestRow, len(list))
		for i, r := range list {
			m := n.matters[r.MatterID]
			rows[i] = TrustRequestRow{TrustRequest: r, Account: n.accounts[r.AccountID], Matter: m, Client: n.clients[m.ClientID]}
		}
		return rows, nil
	})
}

// TrustRequestLetter hands out the letter of a request, byte for byte.
func (d *Desk) TrustRequestLetter(ctx context.Context, number string) (name string, letter []byte, err error) {
	_, err = view(ctx, d, func(q Query) (TrustRequest, error) {
		r, err := q.TrustRequest(number)
		if err != nil {
			return r, err
		}
		name, letter, err = q.TrustRequestPaper(r.ID)
		return r, err
	})
	return name, letter, err
}
