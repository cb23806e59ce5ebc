package app

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"matterbook/app/money"
	"matterbook/app/report"
	"matterbook/app/trust"
)

var (
	colAccount = report.Column{Key: "account", Label: "Account", Type: report.Text}
	colEntry   = report.Column{Key: "entry", Label: "Entry", Type: report.Count}
	colKind    = report.Column{Key: "kind", Label: "Kind", Type: report.Text}
	colRef     = report.Column{Key: "reference", Label: "Reference", Type: report.Text}
	colParty   = report.Column{Key: "party", Label: "Payor or payee", Type: report.Text}
	colPurpose = report.Column{Key: "purpose", Label: "Purpose", Type: report.Text}
	colCleared = report.Column{Key: "cleared_on", Label: "Cleared", Type: report.Date}
)

// ofFirm names the ledger of no matter.
const ofFirm = "the firm's own, for bank charges"

// trustAccounts are the accounts asked for, by code; those kept in another
// currency are reports of their own.
func (r *reporter) trustAccounts() []trust.Account {
	var list []trust.Account
	for _, a := range r.accounts {
		if a.Currency == r.currency && (r.account == nil || r.account.ID == a.ID) {
			list = append(list, a)
		}
	}
	slices.SortFunc(list, func(a, b trust.Account) int { return cmp.Compare(a.Code, b.Code) })
	return list
}

// wantsLedger says whether a ledger's matter is asked for; the firm's own is
// when no client or matter is named.
func (r *reporter) wantsLedger(matterID int64) bool {
	if matterID == 0 {
		return r.matter == nil && r.client == nil && r.lead == nil
	}
	return r.leads(r.matters[matterID]) && (r.matter == nil || r.matter.ID == matterID) && (r.client == nil || r.client.ID == r.matters[matterID].ClientID)
}

// ledgerCells name the client and the matter of a ledger.
func (r *reporter) ledgerCells(matterID int64) []report.Cell {
	if matterID == 0 {
		return []report.Cell{report.T(""), report.T(""), report.T(ofFirm)}
	}
	m := r.matters[matterID]
	return []report.Cell{report.T(r.clients[m.ClientID].Code), report.T(m.Code), report.T(m.Name)}
}

// journal gives an account's entries to the last day, oldest first.
func (r *reporter) journal(a trust.Account) ([]trust.Txn, error) {
	txns, err := r.q.TrustTxns(TrustFilter{AccountID: a.ID, To: r.to, Oldest: true}, Page{})
	slices.SortStableFunc(txns, func(a, b trust.Txn) int { return cmp.Or(a.PostedOn.Compare(b.PostedOn), cmp.Compare(a.ID, b.ID)) })
	return txns, err
}

// trustListing is the trial balance of clients' ledgers at a day: every ledger
// that has money, or money set aside (ABA Model Rules for Client Trust Account
// Records, Rule 1).
func trustListing(r *reporter) (*report.Table, error) {
	t := r.table(colAccount, colClient, colMatter, colMatterName, report.Column{Key: "responsible", Label: "Responsible", Type: report.Text},
		colMoney("book", "Book"), colMoney("uncleared", "Uncleared"), colMoney("held", "Held"), colMoney("available", "Available"),
		report.Column{Key: "last_activity", Label: "Last activity", Type: report.Date})
	for _, a := range r.trustAccounts() {
		balances, err := r.q.TrustBalances(TrustFilter{AccountID: a.ID}, r.asOf, r.asOf)
		if err != nil {
			return nil, err
		}
		slices.SortStableFunc(balances, func(x, y trust.Balance) int {
			if (x.MatterID == 0) != (y.MatterID == 0) {
				return cmp.Compare(y.MatterID, x.MatterID) // the firm's own last
			}
			mx, my := r.matters[x.MatterID], r.matters[y.MatterID]
			return cmp.Or(cmp.Compare(r.clients[mx.ClientID].Code, r.clients[my.ClientID].Code), cmp.Compare(mx.Code, my.Code))
		})
		for _, b := range balances {
			if b.Book == 0 && b.Held == 0 || !r.wantsLedger(b.MatterID) {
				continue
			}
			last, err := r.q.TrustTxns(TrustFilter{LedgerID: b.LedgerID, To: r.asOf}, Page{Limit: 1})
			if err != nil {
				return nil, err
			}
			active := report.Empty()
			if len(last) == 1 {
				active = report.D(last[0].PostedOn)
			}
			cells := append([]report.Cell{report.T(a.Code)}, r.ledgerCells(b.MatterID)...)
			t.Add(append(cells, report.T(r.people[r.matters[b.MatterID].ResponsibleID].Code), report.M(b.Book), report.M(b.Uncleared), report.M(b.Held), report.M(b.Available()), active)...)
		}
	}
	t.Note("Available is book less uncollected receipts less what is held for a dispute or a claim; it is what may be paid out.")
	return t, nil
}

// trustReceipts is the journal of receipts: what went into an account, with the
// account's balance after it. Money that comes back by a void or a reversal is
// in it, so that the sums are those of the three-way proof.
func trustReceipts(r *reporter) (*report.Table, error) {
	t := r.periodTable(colDate, colAccount, colEntry, colKind, colRef, colParty, colClient, colMatter, colPurpose, report.Column{Key: "instrument", Label: "Instrument", Type: report.Text},
		report.Column{Key: "available_on", Label: "Collected", Type: report.Date}, colCleared, colMoney("amount", "Amount"), report.Column{Key: "balance", Label: "Account balance", Type: report.Money})
	return t, r.movements(1, func(a trust.Account, x trust.Txn, part trust.Split, balance money.Amount) {
		who := r.ledgerCells(part.MatterID)
		t.Add(report.D(x.PostedOn), report.T(a.Code), report.N(int(x.ID)), report.T(string(x.Kind)), report.T(x.Reference), report.T(x.Party), who[0], who[1], report.T(x.Purpose),
			report.T(string(x.Instrument)), report.D(x.AvailableOn), report.D(x.ClearedOn), report.M(part.Amount), report.M(balance))
	})
}

// trustDisbursements is the journal of what was paid out of an account.
func trustDisbursements(r *reporter) (*report.Table, error) {
	t := r.periodTable(colDate, colAccount, colEntry, colKind, colRef, colParty, colClient, colMatter, colPurpose, colInvoice,
		report.Column{Key: "authorised_by", Label: "Authorised by", Type: report.Text}, colCleared, colMoney("amount", "Amount"), report.Column{Key: "balance", Label: "Account balance", Type: report.Money})
	numbers, err := r.invoiceNumbers()
	if err != nil {
		return nil, err
	}
	return t, r.movements(-1, func(a trust.Account, x trust.Txn, part trust.Split, balance money.Amount) {
		who := r.ledgerCells(part.MatterID)
		t.Add(report.D(x.PostedOn), report.T(a.Code), report.N(int(x.ID)), report.T(string(x.Kind)), report.T(x.Reference), report.T(x.Party), who[0], who[1], report.T(x.Purpose),
			report.T(numbers[x.InvoiceID]), report.T(x.AuthorisedBy), report.D(x.ClearedOn), report.M(-part.Amount), report.M(balance))
	})
}

func (r *reporter) invoiceNumbers() (map[int64]string, error) {
	list, err := r.q.Standings(StandingFilter{})
	numbers := map[int64]string{}
	for _, s := range list {
		numbers[s.InvoiceID] = s.Number
	}
	return numbers, err
}

// movements gives the parts of the period's entries that go one way at the
// bank, with the account's balance after the entry.
func (r *reporter) movements(way int, give func(trust.Account, trust.Txn, trust.Split, money.Amount)) error {
	for _, a := range r.trustAccounts() {
		txns, err := r.journal(a)
		if err != nil {
			return err
		}
		var balance money.Amount
		for _, x := range txns {
			balance += x.Bank
			if x.PostedOn < r.from || cmp.Compare(x.Bank, 0) != way {
				continue
			}
			for _, s := range x.Splits {
				if r.wantsLedger(s.MatterID) {
					give(a, x, s, balance)
				}
			}
		}
	}
	return nil
}

// checkRegister is every movement of an account in the order of its days, with
// a running balance, and the check numbers nobody has accounted for.
func checkRegister(r *reporter) (*report.Table, error) {
	t := r.periodTable(colAccount, colDate, colEntry, colKind, colRef, colParty, report.Column{Key: "matters", Label: "Matters", Type: report.Text}, colPurpose,
		colMoney("in", "In"), colMoney("out", "Out"), report.Column{Key: "balance", Label: "Balance", Type: report.Money}, colCleared)
	if r.matter != nil || r.client != nil {
		t.Note("A check register is of the whole account; the client or matter asked for does not limit it.")
	}
	for _, a := range r.trustAccounts() {
		txns, err := r.journal(a)
		if err != nil {
			return nil, err
		}
		var balance money.Amount
		i := 0
		for ; i < len(txns) && txns[i].PostedOn < r.from; i++ {
			balance += txns[i].Bank
		}
		t.Add(report.T(a.Code), report.D(r.from), report.Empty(), report.T("opening"), report.T(""), report.T(""), report.T(""), report.T("Balance before"),
			report.Empty(), report.Empty(), report.M(balance), report.Empty())
		for _, x := range txns[i:] {
			balance += x.Bank
			in, out := report.Empty(), report.Empty()
			if x.Bank > 0 {
				in = report.M(x.Bank)
			} else {
				out = report.M(-x.Bank)
			}
			t.Add(report.T(a.Code), report.D(x.PostedOn), report.N(int(x.ID)), report.T(string(x.Kind)), report.T(x.Reference), report.T(x.Party), report.T(r.splitMatters(x)),
				report.T(x.Purpose), in, out, report.M(balance), report.D(x.ClearedOn))
		}
		t.Note(fmt.Sprintf("%s: %s.", a.Code, missingChecks(txns)))
	}
	return t, nil
}

func (r *reporter) splitMatters(x trust.Txn) string {
	var codes []string
	for _, s := range x.Splits {
		if s.MatterID != 0 {
			codes = append(codes, r.matters[s.MatterID].Code)
		}
	}
	slices.Sort(codes)
	return strings.Join(slices.Compact(codes), ", ")
}

// missingChecks says which numbers between the first and the last check are not
// in the books. A voided check is in them and is not missing.
func missingChecks(txns []trust.Txn) string {
	var numbers []int64
	for _, x := range txns {
		if n, err := strconv.ParseInt(x.Reference, 10, 64); err == nil && x.Kind == trust.Check && n > 0 {
			numbers = append(numbers, n)
		}
	}
	if len(numbers) < 2 {
		return "no check numbers are missing"
	}
	slices.Sort(numbers)
	var gaps []string
	for i, n := range numbers[1:] {
		switch before := numbers[i]; {
		case n == before+2:
			gaps = append(gaps, strconv.FormatInt(n-1, 10))
		case n > before+2:
			gaps = append(gaps, fmt.Sprintf("%d–%d", before+1, n-1))
		}
	}
	if len(gaps) == 0 {
		return fmt.Sprintf("no check numbers are missing from %d to %d", numbers[0], numbers[len(numbers)-1])
	}
	const most = 20
	more := ""
	if len(gaps) > most {
		more = fmt.Sprintf(" and %d more gaps", len(gaps)-most)
		gaps = gaps[:most]
	}
	return "check numbers not in the books: " + strings.Join(gaps, ", ") + more
}

// threeWay is the proof of each account at a day: what its bank statement should
// say, with the items under way, the journal and the clients' ledgers. Against a
// real statement balance it is made by reconciling the account.
func threeWay(r *reporter) (*report.Table, error) {
	t := r.table(colAccount, report.Column{Key: "part", Label: "Part", Type: report.Text}, report.Column{Key: "item", Label: "Item", Type: report.Text}, colDate,
		report.Column{Key: "days", Label: "Days", Type: report.Count}, report.Column{Key: "amount", Label: "Amount", Type: report.Money})
	return t, r.proofs(func(p Reconciled) {
		account, n := report.T(p.Account.Code), report.Empty()
		row := func(part, item string, amount money.Amount) {
			t.Add(account, report.T(part), report.T(item), n, n, report.M(amount))
		}
		row("bank", "Cleared at the bank", p.Statement)
		open := func(word string, sign money.Amount, items []trust.OpenItem) {
			for _, o := range items {
				text := strings.TrimRight(fmt.Sprintf("%s: %s, %s", word, o.Party, cmp.Or(o.Reference, string(o.Kind))), " ,")
				t.Add(account, report.T("bank"), report.T(text), report.D(o.Date), report.N(o.Days), report.M(sign*o.Amount))
			}
		}
		open("in transit", 1, p.InTransit)
		open("outstanding", -1, p.Outstanding)
		row("bank", "Adjusted bank balance", p.Adjusted)
		row("journal", "Journal balance", p.Journal)
		for _, l := range p.Ledgers {
			if l.Closing != 0 {
				name := ofFirm
				if l.MatterID != 0 {
					name = r.matters[l.MatterID].Code + ", " + r.matters[l.MatterID].Name
				}
				row("ledgers", name, l.Closing)
			}
		}
		row("ledgers", "Sum of ledgers", p.LedgersTotal)
		row("differences", "Bank less journal", p.BankLessJournal())
		row("differences", "Journal less ledgers", p.JournalLessLedgers())
		t.Note(fmt.Sprintf("%s: the bank side is what the entries marked as cleared add up to, which proves only the books. Reconcile the account with the balance on its statement.", p.Account.Code))
	})
}

// trustExceptions lists what a reviewer should see though the sums agree.
func trustExceptions(r *reporter) (*report.Table, error) {
	t := r.table(colAccount, report.Column{Key: "exception", Label: "Exception", Type: report.Text})
	accounts := 0
	err := r.proofs(func(p Reconciled) {
		accounts++
		for _, x := range p.Exceptions {
			t.Add(report.T(p.Account.Code), report.T(x))
		}
	})
	t.Note(fmt.Sprintf("%d exceptions in %d accounts.", len(t.Rows), accounts))
	return t, err
}

// proofs reconciles each account at the day of the report, over the month to it.
func (r *reporter) proofs(give func(Reconciled)) error {
	for _, a := range r.trustAccounts() {
		txns, err := r.q.TrustTxns(TrustFilter{AccountID: a.ID, To: r.asOf, Oldest: true}, Page{})
		if err != nil {
			return err
		}
		from := r.ask.From
		if from.IsZero() {
			from = r.asOf.MonthStart()
		}
		p := Reconciled{Reconciliation: trust.Reconcile(a, from, r.asOf, trust.ClearedBalance(txns, r.asOf), txns), Matters: r.matters, Clients: r.clients}
		p.sortLedgers()
		p.Exceptions = exceptions(p)
		give(p)
	}
	return nil
}
