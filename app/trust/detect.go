package trust

import (
	"fmt"
	"slices"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/money"
)

// ClueKind is a kind of slip that makes bank and book differ.
type ClueKind string

// The slips that are looked for.
const (
	Transposed  ClueKind = "transposed"   // two neighbouring digits changed places
	Misplaced   ClueKind = "misplaced"    // a decimal point or a zero
	Misread     ClueKind = "misread"      // one digit, with the same number
	WrongSign   ClueKind = "wrong_sign"   // in for out
	Doubled     ClueKind = "doubled"      // posted twice
	Missing     ClueKind = "missing"      // at the bank, not in the book
	WrongPeriod ClueKind = "wrong_period" // posted after the day of the statement
	WrongLedger ClueKind = "wrong_ledger" // the bank's words name another client
)

// Clue is one slip with the entry that would mend it.
type Clue struct {
	Kind   ClueKind
	Effect money.Amount // what of bank less journal it explains
	LineID int64        // of the bank, 0 for none
	TxnID  int64        // of the book, 0 for none
	Text   string       // what it looks like, in a sentence
	Mend   Mend
}

// Mend is the act that would put it right. A wrong entry is reversed and posted
// anew; both stay.
type Mend struct {
	Reverse   int64 // entry to be taken back, 0 for none
	Post      Kind  // entry to be posted, "" for none
	Amount    money.Amount
	On        cal.Date
	Party     string
	Purpose   string
	Reference string
	MatterID  int64
	Text      string // the act in a sentence
}

// Evidence is what the detective looks at.
type Evidence struct {
	Currency money.Currency
	AsOf     cal.Date
	Lines    []BankLine // to AsOf, tied to nothing
	Txns     []Txn      // of the account, later ones too
	// Names are words that name the client and the matter of each ledger, in lower
	// case, by matter.
	Names map[int64][]string
}

// Detect finds what makes bank and book differ. Each line and each entry is
// used for one clue only, the most telling first.
func Detect(e Evidence) []Clue {
	d := detective{Evidence: e, lineUsed: map[int64]bool{}, itemUsed: map[int64]bool{}}
	for _, it := range OpenItems(e.Txns) {
		if it.On <= e.AsOf {
			d.open = append(d.open, it)
		} else {
			d.later = append(d.later, it)
		}
	}
	d.lines(WrongPeriod, d.later, d.posted)
	d.lines(Transposed, d.open, func(l BankLine, it Item) bool { return sign(l.Amount, it.Amount) && swapped(l.Amount, it.Amount) })
	d.lines(WrongSign, d.open, func(l BankLine, it Item) bool { return l.Amount == -it.Amount })
	d.lines(Misplaced, d.open, func(l BankLine, it Item) bool { return sign(l.Amount, it.Amount) && shifted(l.Amount, it.Amount) })
	d.lines(Misread, d.open, func(l BankLine, it Item) bool {
		return sign(l.Amount, it.Amount) && (sameReference(l, it) || checkNumber(l) != "" && checkNumber(l) == digitsOf(it.Reference))
	})
	d.doubled()
	d.missing()
	return d.clues
}

type detective struct {
	Evidence
	open, later []Item
	lineUsed    map[int64]bool
	itemUsed    map[int64]bool
	clues       []Clue
}

func (d *detective) posted(l BankLine, it Item) bool {
	return l.Amount == it.Amount && it.On.Sub(l.On) <= 45
}

// near says whether line and entry may be of the same money.
func near(l BankLine, it Item) bool {
	days := l.On.Sub(it.On)
	if it.Kind == Check {
		return days >= -31 && days <= checkWindow
	}
	return days >= -45 && days <= 31
}

func sign(a, b money.Amount) bool { return (a > 0) == (b > 0) && a != b }

// SwappedDigits says whether two amounts of the same direction differ by two
// neighbouring digits that changed places.
func SwappedDigits(a, b money.Amount) bool { return sign(a, b) && swapped(a, b) }

// swapped says whether two amounts differ by two neighbouring digits that
// changed places: 5,100.00 and 1,500.00. The difference is divisible by 9.
func swapped(a, b money.Amount) bool {
	x, y := fmt.Sprint(int64(a.Abs())), fmt.Sprint(int64(b.Abs()))
	if len(x) < len(y) { // 0150 and 1500: the zero in front is not written
		x = strings.Repeat("0", len(y)-len(x)) + x
	} else {
		y = strings.Repeat("0", len(x)-len(y)) + y
	}
	first := -1
	for i := range x {
		if x[i] != y[i] {
			first = i
			break
		}
	}
	return first >= 0 && first+1 < len(x) && x[first] == y[first+1] && x[first+1] == y[first] && x[first+2:] == y[first+2:]
}

// shifted says whether one amount is ten or a hundred times the other.
func shifted(a, b money.Amount) bool {
	x, y := int64(a.Abs()), int64(b.Abs())
	if x < y {
		x, y = y, x
	}
	return y != 0 && (x == y*10 || x == y*100 || x == y*1000)
}

// lines goes over the lines nothing explains yet and the entries of a kind.
func (d *detective) lines(kind ClueKind, items []Item, fits func(BankLine, Item) bool) {
	for _, l := range d.Lines {
		if d.lineUsed[l.ID] {
			continue
		}
		best, days := -1, 0
		for j, it := range items {
			if d.itemUsed[it.TxnID] || !near(l, it) || !fits(l, it) {
				continue
			}
			away := l.On.Sub(it.On)
			if away = max(away, -away); best < 0 || away < days {
				best, days = j, away
			}
		}
		if best < 0 {
			continue
		}
		it := items[best]
		d.lineUsed[l.ID], d.itemUsed[it.TxnID] = true, true
		d.clues = append(d.clues, d.clue(kind, l, it))
	}
}

// clue tells of a line and an entry that are the same money. While they are not
// tied the entry counts as under way on both sides, so that the whole line is
// what bank and journal differ by.
func (d *detective) clue(kind ClueKind, l BankLine, it Item) Clue {
	bank, book := l.Amount.Abs().Format(d.Currency), it.Amount.Abs().Format(d.Currency)
	c := Clue{Kind: kind, LineID: l.ID, TxnID: it.TxnID, Effect: l.Amount}
	name := describe(it)
	right := Mend{Reverse: it.TxnID, Post: it.Kind, Amount: l.Amount.Abs(), On: it.On, Party: it.Party, Purpose: it.Purpose, Reference: it.Reference, MatterID: it.MatterID,
		Text: fmt.Sprintf("If the bank is right, reverse entry %d and post %s; if the book is right, note it as the bank's slip.", it.TxnID, bank)}
	switch kind {
	case Transposed:
		c.Text = fmt.Sprintf("The bank has %s on %s, the book %s for %s: two digits may have changed places.", bank, l.On.Short(), book, name)
	case Misplaced:
		c.Text = fmt.Sprintf("The bank has %s on %s, the book %s for %s: a zero or the point may stand wrong.", bank, l.On.Short(), book, name)
	case Misread:
		c.Text = fmt.Sprintf("The bank has %s on %s, the book %s for %s with the same number.", bank, l.On.Short(), book, name)
	case WrongSign:
		way, posted := "went out of", "as money in"
		if l.Amount > 0 {
			way, posted = "came into", "as money out"
		}
		c.Text = fmt.Sprintf("%s %s the account on %s; the book has %s %s.", bank, way, l.On.Short(), name, posted)
		if right.Post = Receipt; l.Amount < 0 {
			right.Post = EFT
		}
		right.Text = fmt.Sprintf("Reverse entry %d and post it the right way round.", it.TxnID)
	case WrongPeriod:
		c.Text = fmt.Sprintf("The bank had %s on %s; the book has %s only on %s, after the day of the statement.", bank, l.On.Short(), name, it.On.Short())
		right.On = l.On
		right.Text = fmt.Sprintf("Reverse entry %d and post it on %s, the day the money moved.", it.TxnID, l.On.Short())
		c.Mend = right
		return c
	}
	c.Mend = right
	return c
}

func describe(it Item) string {
	s := string(it.Kind)
	if it.Reference != "" && it.Kind == Check {
		s += " " + it.Reference
	}
	if it.Amount > 0 {
		return fmt.Sprintf("the %s from %s of %s", s, it.Party, it.On.Short())
	}
	return fmt.Sprintf("the %s to %s of %s", s, it.Party, it.On.Short())
}

// doubled finds open entries of which the book has another: same kind, amount,
// party and ledger within a week.
func (d *detective) doubled() {
	gone := map[int64]bool{}
	for _, t := range d.Txns {
		if t.ReversesID != 0 {
			gone[t.ID], gone[t.ReversesID] = true, true
		}
	}
	for _, it := range d.open {
		if d.itemUsed[it.TxnID] {
			continue
		}
		for _, t := range d.Txns {
			days := it.On.Sub(t.PostedOn)
			if t.ID == it.TxnID || gone[t.ID] || d.itemUsed[t.ID] || t.Bank != it.Amount || t.Kind != it.Kind || days < -7 || days > 7 || t.PostedOn > d.AsOf ||
				!strings.EqualFold(t.Party, it.Party) || ItemOf(t).MatterID != it.MatterID {
				continue
			}
			if t.ClearedOn.IsZero() && t.ID > it.TxnID {
				continue // the later of two open ones is the doubled one
			}
			d.itemUsed[it.TxnID] = true
			d.clues = append(d.clues, Clue{Kind: Doubled, TxnID: it.TxnID, Effect: 0,
				Text: fmt.Sprintf("Entry %d, %s over %s, is like entry %d: posted twice?", it.TxnID, describe(it), it.Amount.Abs().Format(d.Currency), t.ID),
				Mend: Mend{Reverse: it.TxnID, On: it.On, Amount: it.Amount.Abs(), Text: fmt.Sprintf("If only one of them was, reverse entry %d.", it.TxnID)}})
			break
		}
	}
}

// missing are lines that nothing in the book explains.
func (d *detective) missing() {
	for _, l := range d.Lines {
		if d.lineUsed[l.ID] {
			continue
		}
		d.lineUsed[l.ID] = true
		c := Clue{Kind: Missing, LineID: l.ID, Effect: l.Amount}
		amount := l.Amount.Abs().Format(d.Currency)
		c.Mend = Mend{Amount: l.Amount.Abs(), On: l.On, Party: l.Description, Reference: l.Reference, MatterID: d.named(l)}
		switch {
		case l.Amount > 0:
			c.Mend.Post = Receipt
			c.Text = fmt.Sprintf("%s came into the account on %s (%s); the book has no entry for it.", amount, l.On.Short(), words(l))
			c.Mend.Text = fmt.Sprintf("Find out whose it is, and post the receipt on %s.", l.On.Short())
		case isCharge(l):
			c.Mend.Post, c.Mend.Purpose, c.Mend.MatterID = Charge, "Bank charge", 0
			c.Text = fmt.Sprintf("The bank charged %s on %s (%s); the book has no entry for it.", amount, l.On.Short(), words(l))
			c.Mend.Text = fmt.Sprintf("Post the charge to the firm's own money on %s.", l.On.Short())
		default:
			if c.Mend.Post = EFT; checkNumber(l) != "" {
				c.Mend.Post, c.Mend.Reference = Check, checkNumber(l)
			}
			c.Text = fmt.Sprintf("%s went out of the account on %s (%s); the book has no entry for it.", amount, l.On.Short(), words(l))
			c.Mend.Text = fmt.Sprintf("Find out what it was for. If it is right, post it on %s; if not, ask the bank for it back today.", l.On.Short())
		}
		d.clues = append(d.clues, c)
	}
}

func words(l BankLine) string {
	switch {
	case l.Description != "" && l.Reference != "":
		return l.Description + ", " + l.Reference
	case l.Description == "":
		if l.Reference == "" {
			return "without a word"
		}
		return l.Reference
	}
	return l.Description
}

func isCharge(l BankLine) bool {
	text := strings.ToLower(l.Description)
	return slices.ContainsFunc([]string{"service charge", "service fee", "monthly fee", "maintenance", "wire fee", "fee", "charge", "check order", "analysis"},
		func(w string) bool { return hasWord(text, w) })
}

// named is the matter that a line names, 0 when none or several do.
func (d *detective) named(l BankLine) int64 {
	text := strings.ToLower(l.Description)
	var found int64
	for matter, names := range d.Names {
		if slices.ContainsFunc(names, func(n string) bool { return hasWord(text, n) }) {
			if found != 0 {
				return 0
			}
			found = matter
		}
	}
	return found
}

// WrongLedgers compares the words of matched lines with the ledgers of the
// entries they are tied to: the totals agree, and yet one client's money may
// stand with another. byTxn gives the line of each entry.
func WrongLedgers(byTxn map[int64]BankLine, txns []Txn, names map[int64][]string, cur money.Currency) []Clue {
	d := detective{Evidence: Evidence{Names: names}}
	var clues []Clue
	for _, t := range txns {
		l, ok := byTxn[t.ID]
		if !ok || len(t.Splits) != 1 || t.Splits[0].MatterID == 0 {
			continue
		}
		named := d.named(l)
		own := t.Splits[0].MatterID
		if named == 0 || named == own {
			continue
		}
		text := strings.ToLower(l.Description)
		if slices.ContainsFunc(names[own], func(n string) bool { return hasWord(text, n) }) {
			continue
		}
		it := ItemOf(t)
		clues = append(clues, Clue{Kind: WrongLedger, LineID: l.ID, TxnID: t.ID,
			Text: fmt.Sprintf("The bank's words for %s, %s, name another client than its ledger: %s.", describe(it), t.Bank.Abs().Format(cur), l.Description),
			Mend: Mend{Reverse: t.ID, Post: t.Kind, Amount: t.Bank.Abs(), On: t.PostedOn, Party: t.Party, Purpose: t.Purpose, Reference: t.Reference, MatterID: named,
				Text: fmt.Sprintf("If it belongs to the other client, reverse entry %d and post it there.", t.ID)}})
	}
	return clues
}
