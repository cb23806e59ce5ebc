package app

import (
	"cmp"
	"fmt"
	"slices"

	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// Finding is something a reviewer should see though the sums agree: that bank,
// journal and ledgers are equal does not prove that each client's money is whole.
type Finding struct {
	Code     string // "fee.before_bill"
	Text     string // what, in plain words
	Fix      string // what would mend it
	TxnID    int64  // entry it is about, 0 for none
	MatterID int64  // ledger it is about, 0 for none
}

// findings go beyond the sums, in the order of how grave they are.
func findings(q Query, d *Desk, r Reconciled) ([]Finding, error) {
	s := scan{q: q, r: r, cur: r.Account.Currency}
	s.uncollected()
	if err := s.fees(); err != nil {
		return nil, err
	}
	if err := s.matched(); err != nil {
		return nil, err
	}
	s.cushion()
	s.zeroLedgers()
	s.entries(d)
	s.checkGaps()
	s.dormant()
	if err := s.earned(); err != nil {
		return nil, err
	}
	return s.found, nil
}

type scan struct {
	q     Query
	r     Reconciled
	cur   money.Currency
	found []Finding
}

func (s *scan) add(code string, txn, matter int64, fix, text string, args ...any) {
	s.found = append(s.found, Finding{Code: code, Text: fmt.Sprintf(text, args...), Fix: fix, TxnID: txn, MatterID: matter})
}

// counted is a count with its noun.
func counted(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

func (s *scan) within(on cal.Date) bool { return on >= s.r.From && on <= s.r.AsOf }

// uncollected walks each ledger as its money became good: a receipt counts from
// the day it was collected, a payment from its day (rule 3.5: collected funds).
func (s *scan) uncollected() {
	type step struct {
		on     cal.Date
		amount money.Amount
		txn    trust.Txn
	}
	ledgers := map[int64][]step{}
	matters := map[int64]int64{}
	for _, t := range s.r.txns {
		if t.PostedOn > s.r.AsOf {
			continue
		}
		on := t.PostedOn
		if t.Bank > 0 && t.AvailableOn > on {
			on = t.AvailableOn
			if !t.ClearedOn.IsZero() && t.ClearedOn < on {
				on = max(t.ClearedOn, t.PostedOn)
			}
		}
		for _, p := range t.Splits {
			ledgers[p.LedgerID] = append(ledgers[p.LedgerID], step{on, p.Amount, t})
			matters[p.LedgerID] = p.MatterID
		}
	}
	for _, l := range s.r.Ledgers {
		steps := ledgers[l.LedgerID]
		slices.SortStableFunc(steps, func(a, b step) int {
			return cmp.Or(a.on.Compare(b.on), cmp.Compare(b.amount, a.amount))
		})
		var good money.Amount
		for _, x := range steps {
			good += x.amount
			if x.amount < 0 && good < 0 && s.within(x.on) && x.txn.ReversesID == 0 {
				s.add("funds.uncollected", x.txn.ID, l.MatterID, "Cover it with the firm's own money today if the deposit fails, and wait for collection the next time.",
					"Ledger %s paid %s to %s on %s when %s of it was not collected yet.", ledgerName(s.r, l.MatterID), x.amount.Abs().Format(s.cur), x.txn.Party, x.on, (-good).Format(s.cur))
			}
		}
	}
}

// fees finds money taken for a bill before it went out (rule 3.10).
func (s *scan) fees() error {
	for _, t := range s.r.txns {
		if t.Kind != trust.Transfer || t.InvoiceID == 0 || !s.within(t.PostedOn) {
			continue
		}
		inv, err := s.q.Invoice(t.InvoiceID)
		if err != nil {
			return err
		}
		matter := trust.ItemOf(t).MatterID
		switch {
		case inv.SentOn.IsZero():
			s.add("fee.before_bill", t.ID, matter, "Reverse the transfer, send the bill, and draw again.", "%s was taken on %s for invoice %s, which was never sent.", t.Bank.Abs().Format(s.cur), t.PostedOn, inv.Number)
		case inv.SentOn > t.PostedOn:
			s.add("fee.before_bill", t.ID, matter, "Reverse the transfer and draw again after the bill.", "%s was taken on %s for invoice %s, which was sent only on %s.", t.Bank.Abs().Format(s.cur), t.PostedOn, inv.Number, inv.SentOn)
		}
	}
	return nil
}

// matched looks at how entries came to be cleared: totals alone do not show two
// slips that make up for each other.
func (s *scan) matched() error {
	if s.r.BankLessJournal() == 0 && len(s.r.NotInBooks) > 0 {
		s.add("bank.unmatched", 0, 0, "Match each line, or post what is missing.", "The sums agree, and yet %s tied to no entry: two slips may make up for each other.", counted(len(s.r.NotInBooks), "line of the bank is", "lines of the bank are"))
	}
	lines, err := s.q.BankLines(s.r.Account.ID, s.r.From, s.r.AsOf, false)
	if err != nil || len(lines) == 0 {
		return err
	}
	matches, err := s.q.BankMatches(s.r.Account.ID, s.r.From, 0)
	if err != nil {
		return err
	}
	byID := map[int64]trust.BankLine{}
	for _, l := range lines {
		byID[l.ID] = l
	}
	byTxn := map[int64]trust.BankLine{}
	tied := map[int64]bool{}
	for _, m := range matches {
		for _, t := range m.Txns {
			tied[t] = true
			if l, ok := byID[m.Lines[0]]; ok && len(m.Lines) == 1 && len(m.Txns) == 1 {
				byTxn[t] = l
			}
		}
	}
	first, last := lines[0].On, lines[len(lines)-1].On
	n := 0
	for _, t := range s.r.txns {
		if !t.ClearedOn.IsZero() && t.ClearedOn >= max(first, s.r.From) && t.ClearedOn <= last && !tied[t.ID] {
			n++
		}
	}
	if n > 0 {
		s.add("bank.by_hand", 0, 0, "Match them with the bank's lines.", "%s marked as cleared by hand and tied to no line of the bank.", counted(n, "entry is", "entries are"))
	}
	for _, c := range trust.WrongLedgers(byTxn, s.r.recent(), s.r.ledgerWords(), s.cur) {
		s.add("ledger.wrong", c.TxnID, c.Mend.MatterID, c.Mend.Text, "%s", c.Text)
	}
	return nil
}

// cushion finds the firm's own money used for anything but bank charges (rule 3.3).
func (s *scan) cushion() {
	for _, t := range s.r.txns {
		if !s.within(t.PostedOn) || t.Kind.OfFirm() || t.ReversesID != 0 {
			continue
		}
		for _, p := range t.Splits {
			if p.MatterID == 0 {
				s.add("cushion.used", t.ID, 0, "Reverse it, and post it to the ledger it belongs to.", "The firm's own money in the account was moved by a %s of %s (%s) on %s: it is there for bank charges only.",
					t.Kind, p.Amount.Abs().Format(s.cur), t.Party, t.PostedOn)
			}
		}
	}
}

// zeroLedgers finds ledgers that came to nothing while a check is still to be paid.
func (s *scan) zeroLedgers() {
	for _, l := range s.r.Ledgers {
		if l.MatterID == 0 || l.Closing != 0 {
			continue
		}
		var sum money.Amount
		n := 0
		for _, o := range s.r.Outstanding {
			if o.MatterID == l.MatterID {
				sum += o.Amount
				n++
			}
		}
		if n > 0 {
			s.add("ledger.live_check", 0, l.MatterID, "Keep the matter open until the bank has paid them.", "Ledger %s is at zero while %s of its payments is still to be paid by the bank.", ledgerName(s.r, l.MatterID), sum.Format(s.cur))
		}
	}
}

// entries tells of single entries a reviewer looks at: reversals, electronic
// payments without a confirmation, and what was posted after the day.
func (s *scan) entries(d *Desk) {
	back, late := 0, 0
	for _, t := range s.r.txns {
		if !s.within(t.PostedOn) {
			continue
		}
		switch {
		case t.ReversesID != 0:
			back++
		case t.Kind == trust.EFT && t.Reference == "":
			s.add("eft.no_confirmation", t.ID, trust.ItemOf(t).MatterID, "Ask the bank for its confirmation number and keep it with the file.", "The electronic payment of %s to %s on %s has no confirmation number of the bank.", t.Bank.Abs().Format(s.cur), t.Party, t.PostedOn)
		}
		if cal.Of(t.CreatedAt.In(d.Now().Location())) > s.r.AsOf {
			late++
		}
	}
	if back > 0 {
		s.add("entry.reversals", 0, 0, "Look at each with its reason.", "%s dated in the period.", counted(back, "void or reversal is", "voids and reversals are"))
	}
	if late > 0 {
		s.add("entry.late", 0, 0, "Entries are to be made when the money moves.", "%s posted after its last day.", counted(late, "entry of the period was", "entries of the period were"))
	}
}

// checkGaps finds numbers of checks nobody has accounted for (rule 3.7).
func (s *scan) checkGaps() {
	var checks []trust.Txn
	for _, t := range s.r.txns {
		if t.Kind == trust.Check && t.PostedOn <= s.r.AsOf && t.PostedOn >= s.r.From.AddDays(-60) {
			checks = append(checks, t)
		}
	}
	if text := missingChecks(checks); len(text) > 5 && text[:5] == "check" {
		s.add("check.gap", 0, 0, "Find the checks, or note them as spoiled.", "%s.", "C"+text[1:])
	}
}

// dormantDays without a movement make a balance dormant: somebody should write
// to the client before the state's law on unclaimed money speaks.
const dormantDays = 365

func (s *scan) dormant() {
	for _, l := range s.r.Ledgers {
		if l.MatterID != 0 && l.Closing > 0 && s.r.AsOf.Sub(l.LastOn) > dormantDays {
			s.add("ledger.dormant", 0, l.MatterID, "Write to the client, and pay the rest back.", "Ledger %s has held %s without a movement since %s.", ledgerName(s.r, l.MatterID), l.Closing.Format(s.cur), l.LastOn)
		}
	}
}

// earnedDays after a bill went out its fee should have left trust: earned money
// that stays there is the firm's own among the clients' (rule 3.10).
const earnedDays = 30

func (s *scan) earned() error {
	open, err := s.q.Standings(StandingFilter{Open: true, AsOf: s.r.AsOf})
	if err != nil {
		return err
	}
	closing := map[int64]money.Amount{}
	for _, l := range s.r.Ledgers {
		closing[l.MatterID] = l.Closing
	}
	for _, x := range open {
		if x.SentOn.IsZero() || x.Currency != s.cur || s.r.AsOf.Sub(x.SentOn) <= earnedDays || x.Balance() <= 0 {
			continue
		}
		if held := closing[x.MatterID]; held > 0 {
			m := s.r.Matters[x.MatterID]
			s.add("fee.left", 0, x.MatterID, "Draw it, unless the client disputes the bill: then hold the amount.", "Invoice %s of %s was sent on %s; %s of it is open while ledger %s holds %s.",
				x.Number, clientOf(s.r, m).Name, x.SentOn, x.Balance().Format(s.cur), m.Code, held.Format(s.cur))
		}
	}
	return nil
}

func clientOf(r Reconciled, m firm.Matter) firm.Client { return r.Clients[m.ClientID] }
