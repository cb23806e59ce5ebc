package app

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// TrustPapers is what a writer of papers prints of the trust desk.
type TrustPapers interface {
	// ProofPDF prints a three-way reconciliation of a trust account.
	ProofPDF(trust.ProofPaper) ([]byte, error)
	// RequestPDF prints letters that ask clients to fill trust up again, one after
	// the other.
	RequestPDF(...trust.RequestPaper) ([]byte, error)
}

func (b *Book) trustPapers() (TrustPapers, error) {
	if w, ok := b.papers.(TrustPapers); ok {
		return w, nil
	}
	return nil, fault.New(fault.Internal, "paper.no_writer", "This program was built without writers of papers.")
}

// CloseTrust asks that an account be reconciled and its period frozen, signed by
// the user.
type CloseTrust struct {
	Request
	AskReconcile
	// Explanation of a difference, with who clears it and by when. A proof that
	// does not agree is closed only with one, and says so loudly.
	Explanation string
}

// ClosedTrust is a signed reconciliation with the proof behind it.
type ClosedTrust struct {
	Reconciliation
	Paper trust.ProofPaper
	Name  string // of the printed report
	Hash  string // of its bytes
}

// CloseTrust signs the three-way proof: its figures and its printed report are
// kept, and nothing dated in the period can be posted, cleared or matched any
// more. Refused when the three differ and nobody explains it, when a period
// would be skipped or closed twice, or before its last day has come.
func (d *Desk) CloseTrust(ctx context.Context, req CloseTrust) (ClosedTrust, error) {
	return change(ctx, d, spec{act: "trust.close", right: mayTrust, object: "trust account " + req.Account, reason: req.Explanation, req: req.Request},
		func(tx Tx) (ClosedTrust, error) {
			r, err := prove(tx, d, req.AskReconcile)
			if err != nil {
				return ClosedTrust{}, err
			}
			if err := mayClose(tx, d, r, req); err != nil {
				return ClosedTrust{}, err
			}
			kept := Reconciliation{AccountID: r.Account.ID, From: r.From, AsOf: r.AsOf, Statement: r.Statement, Adjusted: r.Adjusted, Journal: r.Journal,
				Ledgers: r.LedgersTotal, Status: ReconBalanced, Explanation: strings.TrimSpace(req.Explanation), ClosedBefore: r.Account.ClosedThrough,
				PreparedBy: d.User.ID, PreparedAt: d.Now().UTC()}
			if !r.Balanced() {
				kept.Status = ReconExplained
			}
			number, err := tx.NextNumber("trust reconciliation " + r.Account.Code)
			if err != nil {
				return ClosedTrust{}, err
			}
			paper, err := proofPaper(tx, d, r)
			if err != nil {
				return ClosedTrust{}, err
			}
			paper.Number, paper.Status, paper.Explanation = number, proofStatus(r, kept.Explanation), kept.Explanation
			paper.PreparedBy, paper.PreparedOn = cmp.Or(d.User.Name, d.User.Code), d.Today()
			if paper.Hash, err = proofHash(paper); err != nil {
				return ClosedTrust{}, err
			}
			if kept.Data, err = json.Marshal(paper); err != nil {
				return ClosedTrust{}, fault.Wrap(err, "keeping the figures of the reconciliation")
			}
			if err := tx.AddTrustReconciliation(&kept); err != nil {
				return ClosedTrust{}, err
			}
			r.Account.ClosedThrough = r.AsOf
			if err := tx.SetTrustAccount(&r.Account); err != nil {
				return ClosedTrust{}, err
			}
			return printProof(tx, d, kept, paper, "prepared")
		})
}

func mayClose(q Query, d *Desk, r Reconciled, req CloseTrust) error {
	a, cur := r.Account, r.Account.Currency
	switch {
	case r.AsOf <= a.ClosedThrough:
		return fault.Refuse("reconcile.closed", "Trust account %s is reconciled and closed through %s already.", a.Code, a.ClosedThrough).
			Advise("Reconcile it as of a later day; the newest reconciliation can be reopened by two people.")
	case r.AsOf > d.Today():
		return fault.Refuse("reconcile.ahead", "%s is still to come, so its period cannot be closed; today is %s.", r.AsOf, d.Today())
	case !a.ClosedThrough.IsZero() && r.From != a.ClosedThrough.AddDays(1):
		return fault.Refuse("reconcile.gap", "The period must begin on %s, the day after the last one: no day is left out.", a.ClosedThrough.AddDays(1))
	case strings.TrimSpace(req.Statement) == "" && !r.FromFile:
		return atColumn("statement_balance", "statement_balance.required", "Give the closing balance on the bank's statement: without it only the books are proved.")
	}
	files, err := q.BankFiles(a.ID)
	if err != nil {
		return err
	}
	if told, _, sure, err := bankBalance(q, d, a.ID, files, r.AsOf); err != nil {
		return err
	} else if sure && told != r.Statement {
		return atColumn("statement_balance", "statement_balance.differs", "The bank's file says %s on %s, not %s.", told.Format(cur), r.AsOf, r.Statement.Format(cur))
	}
	if r.Balanced() || strings.TrimSpace(req.Explanation) != "" {
		return nil
	}
	e := fault.Refuse("reconcile.difference", "The three do not agree: bank less journal is %s, journal less ledgers %s.", r.BankLessJournal().Format(cur), r.JournalLessLedgers().Format(cur)).
		With("bank_journal", r.BankLessJournal().Plain(cur)).With("journal_ledgers", r.JournalLessLedgers().Plain(cur))
	hint := "Find what differs and mend it; or, if that must wait, close with an explanation: who clears it, and by when."
	if len(r.Hints) > 1 {
		hint = r.Hints[len(r.Hints)-1] + " " + hint
	}
	return e.Advise("%s", hint)
}

// proofStatus is how a proof stands, as its report says it.
func proofStatus(r Reconciled, explanation string) string {
	switch {
	case r.Balanced():
		return "BALANCED"
	case explanation != "":
		return "DIFFERENCE - EXPLAINED"
	}
	return "DIFFERENCE"
}

// proofHash tells the figures of one report from those of another.
func proofHash(p trust.ProofPaper) (string, error) {
	p.Hash, p.ReviewedBy, p.ReviewedOn, p.Superseded = "", "", 0, ""
	text, err := json.Marshal(p)
	if err != nil {
		return "", fault.Wrap(err, "summing up the reconciliation")
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

func readProof(data []byte) (trust.ProofPaper, error) {
	var p trust.ProofPaper
	return p, fault.Wrap(json.Unmarshal(data, &p), "reading the figures of a reconciliation")
}

// printProof keeps the printed report.
func printProof(tx Tx, d *Desk, r Reconciliation, paper trust.ProofPaper, kind string) (ClosedTrust, error) {
	answer := ClosedTrust{Reconciliation: r, Paper: paper}
	writer, err := d.trustPapers()
	if err != nil {
		return answer, err
	}
	bytes, err := writer.ProofPDF(paper)
	if err != nil {
		return answer, err
	}
	p := ReconciliationPaper{ReconciliationID: r.ID, Kind: kind, Bytes: bytes,
		Name: fmt.Sprintf("reconciliation-%s-%s-%s.pdf", strings.ToLower(paper.Code), paper.AsOf, kind)}
	if err := tx.AddReconciliationPaper(&p); err != nil {
		return answer, err
	}
	answer.Name, answer.Hash = p.Name, p.SHA256
	return answer, nil
}

// proofPaper gathers everything the report prints.
func proofPaper(q Query, d *Desk, r Reconciled) (trust.ProofPaper, error) {
	f, err := q.Firm()
	if err != nil {
		return trust.ProofPaper{}, err
	}
	keepers, err := q.Timekeepers()
	if err != nil {
		return trust.ProofPaper{}, err
	}
	people := map[int64]firm.Timekeeper{}
	for _, k := range keepers {
		people[k.ID] = k
	}
	a := r.Account
	p := trust.ProofPaper{Firm: f.Name, Address: f.Address.Lines(), Currency: a.Currency, Code: a.Code, Title: a.Title, Bank: a.Bank, Last4: a.Last4, Kind: a.Kind, Profile: a.Preset,
		From: r.From, AsOf: r.AsOf, Status: proofStatus(r, ""), Statement: r.Statement, BankErrors: r.BankErrors, Adjusted: r.Adjusted,
		Opening: r.JournalOpening, Receipts: r.Receipts, ReceiptCount: r.ReceiptCount, Payments: r.Payments, PaymentCount: r.PaymentCount, Journal: r.Journal,
		LedgersTotal: r.LedgersTotal, Exceptions: r.Exceptions, Clues: r.Hints}
	for _, pr := range d.Profiles() {
		if pr.Code == a.Preset {
			p.Profile = pr.Name
		}
	}
	items := func(list []trust.OpenItem) (out []trust.PaperItem) {
		for _, o := range list {
			matter := r.Matters[o.MatterID].Code
			if o.MatterID == 0 {
				matter = "the firm's own"
			}
			out = append(out, trust.PaperItem{Date: o.Date, Kind: string(o.Kind), Reference: o.Reference, Party: o.Party, Matter: matter, Amount: o.Amount, Days: o.Days})
		}
		return out
	}
	p.InTransit, p.Outstanding = items(r.InTransit), items(r.Outstanding)
	for _, l := range r.NotInBooks {
		p.NotInBooks = append(p.NotInBooks, trust.PaperItem{Date: l.On, Reference: l.Reference, Party: l.Description, Amount: l.Amount, Days: r.AsOf.Sub(l.On)})
	}
	for _, t := range r.txns {
		if t.ReversesID != 0 && t.PostedOn >= r.From && t.PostedOn <= r.AsOf {
			p.Undone += t.Bank
		}
	}
	balances, err := q.TrustBalances(TrustFilter{AccountID: a.ID}, r.AsOf, r.AsOf)
	if err != nil {
		return p, err
	}
	held := map[int64]money.Amount{}
	for _, b := range balances {
		held[b.LedgerID] = b.Held
	}
	for _, l := range r.Ledgers {
		row := trust.PaperLedger{Opening: l.Opening, In: l.In, Out: l.Out, Closing: l.Closing, Lowest: l.Lowest, Held: held[l.LedgerID], Last: l.LastOn}
		p.Held += row.Held
		if l.MatterID == 0 {
			row.Client = "The firm's own money for bank charges"
		} else {
			m := r.Matters[l.MatterID]
			row.Client, row.Matter, row.Name, row.Responsible = r.Clients[m.ClientID].Name, m.Code, m.Name, people[m.ResponsibleID].Code
		}
		p.Ledgers = append(p.Ledgers, row)
	}
	files, err := q.BankFiles(a.ID)
	for _, file := range files {
		if file.From <= r.AsOf && file.To >= r.From {
			p.Attachments = append(p.Attachments, trust.PaperProof{Name: file.Name, SHA256: file.SHA256})
		}
	}
	return p, err
}

// ProofPaper is the report of a proof that nobody has signed yet.
func (d *Desk) ProofPaper(ctx context.Context, ask AskReconcile) (trust.ProofPaper, error) {
	return view(ctx, d, func(q Query) (trust.ProofPaper, error) {
		r, err := prove(q, d, ask)
		if err != nil {
			return trust.ProofPaper{}, err
		}
		p, err := proofPaper(q, d, r)
		if err != nil {
			return p, err
		}
		p.Hash, err = proofHash(p)
		return p, err
	})
}

// ReviewReconciliation asks that the user sign a reconciliation as its reviewer.
type ReviewReconciliation struct {
	Request
	ID int64
}

// ReviewReconciliation signs as the second person. The report with both names is
// printed and kept beside the first one.
func (d *Desk) ReviewReconciliation(ctx context.Context, req ReviewReconciliation) (ClosedTrust, error) {
	return change(ctx, d, spec{act: "trust.review", right: mayReview, object: fmt.Sprintf("reconciliation %d", req.ID), req: req.Request}, func(tx Tx) (ClosedTrust, error) {
		r, err := tx.TrustReconciliation(req.ID)
		if err != nil {
			return ClosedTrust{}, err
		}
		switch {
		case !r.Live():
			return ClosedTrust{}, fault.Refuse("reconciliation.reopened", "This reconciliation was reopened; there is nothing to review.")
		case r.ReviewedBy != 0:
			return ClosedTrust{}, fault.Refuse("reconciliation.reviewed", "This reconciliation was reviewed already.")
		case r.PreparedBy == d.User.ID:
			return ClosedTrust{}, fault.Refuse("reconciliation.two_people", "You signed this reconciliation yourself; somebody else reviews it.").
				Advise("Ask a lawyer of the firm or another administrator to sign in and review it.")
		}
		paper, err := readProof(r.Data)
		if err != nil {
			return ClosedTrust{}, err
		}
		r.ReviewedBy, r.ReviewedAt = d.User.ID, d.Now().UTC()
		if err := tx.SetTrustReconciliation(&r); err != nil {
			return ClosedTrust{}, err
		}
		paper.ReviewedBy, paper.ReviewedOn = cmp.Or(d.User.Name, d.User.Code), d.Today()
		return printProof(tx, d, r, paper, "reviewed")
	})
}

// ReopenReconciliation asks that the period of the newest reconciliation be
// opened again.
type ReopenReconciliation struct {
	Request
	ID     int64
	Reason string // of the one who asks
}

// ReopenReconciliation takes two people: the first asks, with a reason; the
// second, who may review, agrees by the same act. Then the period is open, the
// old report is kept and a copy of it says that it no longer holds.
func (d *Desk) ReopenReconciliation(ctx context.Context, req ReopenReconciliation) (ClosedTrust, error) {
	return change(ctx, d, spec{act: "trust.reopen", right: mayReview, object: fmt.Sprintf("reconciliation %d", req.ID), reason: req.Reason, req: req.Request}, func(tx Tx) (ClosedTrust, error) {
		r, err := tx.TrustReconciliation(req.ID)
		if err != nil {
			return ClosedTrust{}, err
		}
		a, err := tx.TrustAccount(r.AccountID)
		if err != nil {
			return ClosedTrust{}, err
		}
		switch {
		case !r.Live():
			return ClosedTrust{}, fault.Refuse("reconciliation.reopened", "This reconciliation was reopened already.")
		case a.ClosedThrough != r.AsOf:
			return ClosedTrust{}, fault.Refuse("reconciliation.not_newest", "Only the newest reconciliation can be reopened; %s is closed through %s.", a.Code, a.ClosedThrough).
				Advise("Reopen the later ones first.")
		case r.ReopenBy == 0:
			if strings.TrimSpace(req.Reason) == "" {
				return ClosedTrust{}, atColumn("reason", "reason.required", "Say why the period must be opened again; the reason is kept.")
			}
			r.ReopenBy, r.ReopenAt, r.ReopenReason = d.User.ID, d.Now().UTC(), strings.TrimSpace(req.Reason)
			return ClosedTrust{Reconciliation: r}, tx.SetTrustReconciliation(&r)
		case r.ReopenBy == d.User.ID:
			return ClosedTrust{}, fault.Refuse("reconciliation.two_people", "You asked for this yourself; somebody else must agree.").
				Advise("Ask a lawyer of the firm or another administrator to sign in and agree.")
		}
		r.ReopenedBy, r.ReopenedAt = d.User.ID, d.Now().UTC()
		if err := tx.SetTrustReconciliation(&r); err != nil {
			return ClosedTrust{}, err
		}
		a.ClosedThrough = r.ClosedBefore
		if err := tx.SetTrustAccount(&a); err != nil {
			return ClosedTrust{}, err
		}
		asked, err := tx.User(r.ReopenBy)
		if err != nil {
			return ClosedTrust{}, err
		}
		paper, err := readProof(r.Data)
		if err != nil {
			return ClosedTrust{}, err
		}
		paper.Superseded = fmt.Sprintf("Reopened on %s by %s and %s: %s", d.Today().Long(), cmp.Or(asked.Name, asked.Code), cmp.Or(d.User.Name, d.User.Code), r.ReopenReason)
		return printProof(tx, d, r, paper, "superseded")
	})
}

// PastReconciliation is a signed proof with the names of who signed.
type PastReconciliation struct {
	Reconciliation
	Account    trust.Account
	Paper      trust.ProofPaper
	Prepared   firm.User
	Reviewed   firm.User // zero: nobody yet
	Asked      firm.User // who asked that it be reopened
	Reopened   firm.User
	Papers     []ReconciliationPaper
	Newest     bool
	ReviewByMe bool // the user may sign as the reviewer
	AgreeByMe  bool // the user may agree to reopen it
}

// Reconciliations lists what was signed, newest first; blank account for all.
func (d *Desk) Reconciliations(ctx context.Context, account string) ([]PastReconciliation, error) {
	return view(ctx, d, func(q Query) ([]PastReconciliation, error) {
		var id int64
		if account != "" {
			a, err := q.TrustAccountByCode(account)
			if err != nil {
				return nil, err
			}
			id = a.ID
		}
		list, err := q.TrustReconciliations(id)
		if err != nil {
			return nil, err
		}
		accounts, err := accountNames(q)
		if err != nil {
			return nil, err
		}
		users, err := q.Users()
		if err != nil {
			return nil, err
		}
		byID := map[int64]firm.User{}
		for _, u := range users {
			byID[u.ID] = u
		}
		past := make([]PastReconciliation, 0, len(list))
		for _, r := range list {
			p := PastReconciliation{Reconciliation: r, Account: accounts.accounts[r.AccountID], Prepared: byID[r.PreparedBy], Reviewed: byID[r.ReviewedBy],
				Asked: byID[r.ReopenBy], Reopened: byID[r.ReopenedBy]}
			if p.Paper, err = readProof(r.Data); err != nil {
				return nil, err
			}
			if p.Papers, err = q.ReconciliationPapers(r.ID); err != nil {
				return nil, err
			}
			p.Newest = r.Live() && p.Account.ClosedThrough == r.AsOf
			p.ReviewByMe = r.Live() && r.ReviewedBy == 0 && r.PreparedBy != d.User.ID && d.can(mayReview)
			p.AgreeByMe = p.Newest && r.ReopenBy != 0 && r.ReopenBy != d.User.ID && d.can(mayReview)
			past = append(past, p)
		}
		return past, nil
	})
}

// ReconciliationPaper hands out what was printed, byte for byte: the newest of
// its papers when kind is blank.
func (d *Desk) ReconciliationPaper(ctx context.Context, id int64, kind string) (ReconciliationPaper, error) {
	return view(ctx, d, func(q Query) (ReconciliationPaper, error) {
		if kind == "" {
			papers, err := q.ReconciliationPapers(id)
			if err != nil {
				return ReconciliationPaper{}, err
			}
			if len(papers) == 0 {
				return ReconciliationPaper{}, fault.NotFound("reconciliation", fmt.Sprint(id))
			}
			kind = papers[len(papers)-1].Kind
		}
		return q.ReconciliationPaper(id, kind)
	})
}
