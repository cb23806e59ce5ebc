package present

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/trust"
	"matterbook/ui/words"
)

// BankRow is a line of the bank with what is known of its match.
type BankRow struct {
	trust.BankLine
	Proposal *trust.Proposal // that waits for a person, nil for none
}

// BookRow is an entry of the book with what is known of its match.
type BookRow struct {
	trust.Item
	Matter   string
	Match    int64
	Proposal *trust.Proposal
}

func (p *Proof) matchLists() {
	b := &p.Bank
	b.bind(p.h, "trust.bank")
	b.Heads = []Column{
		{Key: "date", Label: words.Mark("Date"), Width: 98, Sortable: true}, {Key: "text", Label: words.Mark("At the bank"), Width: 150, Min: 80, Flex: 1, Sortable: true},
		{Key: "amount", Label: words.Mark("Amount"), Width: 92, Right: true, Sortable: true}, {Key: "state", Label: words.Mark("State"), Width: 104, Pills: true, Sortable: true},
	}
	b.ID = func(r BankRow) int64 { return r.ID }
	b.Cells = func(r BankRow) []Cell {
		text := r.Description
		if r.Reference != "" {
			text = r.Reference + "  " + text
		}
		return []Cell{dateCell(r.On), {Text: text}, moneyCell(r.Amount, p.t.Currency()), matchCell(r.MatchID, r.Proposal)}
	}
	b.By = map[string]func(x, y BankRow) int{
		"date": by(func(r BankRow) cal.Date { return r.On }), "text": by(func(r BankRow) string { return r.Description }),
		"amount": by(func(r BankRow) money.Amount { return r.Amount }), "state": func(x, y BankRow) int { return matchRank(x.MatchID, x.Proposal) - matchRank(y.MatchID, y.Proposal) },
	}
	b.Selected = func() { p.h.Redraw(p.t) }
	b.Nothing = p.noLines
	b.remember()

	k := &p.Book
	k.bind(p.h, "trust.book")
	k.Heads = []Column{
		{Key: "date", Label: words.Mark("Date"), Width: 98, Sortable: true}, {Key: "text", Label: words.Mark("In the book"), Width: 150, Min: 80, Flex: 1, Sortable: true},
		{Key: "amount", Label: words.Mark("Amount"), Width: 92, Right: true, Sortable: true}, {Key: "state", Label: words.Mark("State"), Width: 104, Pills: true, Sortable: true},
	}
	k.ID = func(r BookRow) int64 { return r.TxnID }
	k.Cells = func(r BookRow) []Cell {
		text := r.Party
		if r.Reference != "" {
			text = r.Reference + "  " + text
		}
		if r.Matter != "" {
			text += ", " + r.Matter
		}
		return []Cell{dateCell(r.On), {Text: text}, moneyCell(r.Amount, p.t.Currency()), matchCell(r.Match, r.Proposal)}
	}
	k.By = map[string]func(x, y BookRow) int{
		"date": by(func(r BookRow) cal.Date { return r.On }), "text": by(func(r BookRow) string { return r.Party }),
		"amount": by(func(r BookRow) money.Amount { return r.Amount }), "state": func(x, y BookRow) int { return matchRank(x.Match, x.Proposal) - matchRank(y.Match, y.Proposal) },
	}
	k.Selected = func() { p.h.Redraw(p.t) }
	k.Nothing = func() Empty {
		if len(p.Bank.Rows()) > 0 {
			return Empty{Symbol: "done", Title: words.L("Every entry is matched"), Text: words.L("What is left at the bank has no entry: post it, or ask the bank.")}
		}
		return Empty{Symbol: "done", Title: words.L("No entry is open"), Text: words.L("Every entry of the book is tied to a line of the bank.")}
	}
	k.remember()
}

func matchRank(match int64, proposal *trust.Proposal) int {
	switch {
	case proposal != nil:
		return 0
	case match == 0:
		return 1
	}
	return 2
}

func matchCell(match int64, proposal *trust.Proposal) Cell {
	switch {
	case match != 0:
		return Cell{Text: words.L("Matched"), Tone: Good, Pill: true}
	case proposal != nil:
		return Cell{Text: words.L("Proposed, %d", proposal.Score), Tone: Info, Pill: true}
	}
	return Cell{Text: words.L("Open"), Tone: Warn, Pill: true}
}

func (p *Proof) noLines() Empty {
	if p.matching != nil && len(p.matching.Matched) > 0 {
		return Empty{Symbol: "done", Title: words.L("Every line of the bank is matched"), Text: words.L("Entries that are left have not reached the bank: they are in transit or outstanding."),
			Action: words.L("Go on to the proof"), Do: func() { p.SetStep(StepProve) }}
	}
	return Empty{Symbol: "reconcile", Title: words.L("Bring in the bank's statement"),
		Text:   words.L("Export the month from your bank as CSV, OFX, QFX or QBO. Each line is then matched with the entry it belongs to. Without a file, tick the entries on paper under Prove."),
		Action: words.L("Import a statement"), Do: p.Import}
}

// showMatching puts both sides into the lists: what needs a decision first.
func (p *Proof) showMatching(m app.Matching) {
	if m.Account.ID == 0 {
		p.matching = nil
		p.Bank.Show(nil, "", nil)
		p.Book.Show(nil, "", nil)
		return
	}
	p.matching = &m
	lineOf, itemOf := map[int64]*trust.Proposal{}, map[int64]*trust.Proposal{}
	for i := range m.Proposals {
		x := &m.Proposals[i]
		for _, l := range x.Lines {
			lineOf[l] = x
		}
		for _, t := range x.Txns {
			itemOf[t] = x
		}
	}
	cur := m.Account.Currency
	var lines []BankRow
	var items []BookRow
	var bank, book money.Amount
	for _, l := range m.Lines {
		lines = append(lines, BankRow{l, lineOf[l.ID]})
		bank += l.Amount
	}
	for _, it := range m.Items {
		items = append(items, BookRow{Item: it, Matter: m.Names[it.MatterID], Proposal: itemOf[it.TxnID]})
		book += it.Amount
	}
	open := [2]int{len(lines), len(items)}
	for _, l := range m.MatchedLines {
		lines = append(lines, BankRow{BankLine: l})
	}
	for _, it := range m.MatchedItems {
		items = append(items, BookRow{Item: it, Matter: m.Names[it.MatterID], Match: m.MatchOf[it.TxnID]})
	}
	slices.SortStableFunc(lines, func(a, b BankRow) int {
		return cmp.Or(matchRank(a.MatchID, a.Proposal)-matchRank(b.MatchID, b.Proposal), a.On.Compare(b.On))
	})
	slices.SortStableFunc(items, func(a, b BookRow) int {
		return cmp.Or(matchRank(a.Match, a.Proposal)-matchRank(b.Match, b.Proposal), a.On.Compare(b.On))
	})
	// Another act of this account, by whomever, must not untick what a person is
	// about to tie; what was tied or untied meanwhile is ticked no more.
	bankTicks := stillTicked(p.Bank.Picked(), lines, func(r BankRow) [2]int64 { return [2]int64{r.ID, r.MatchID} })
	bookTicks := stillTicked(p.Book.Picked(), items, func(r BookRow) [2]int64 { return [2]int64{r.TxnID, r.Match} })
	p.Bank.Select(nil)
	p.Book.Select(nil)
	p.Bank.Show(lines, words.N(open[0], "%d line open", "%d lines open", open[0]), map[string]string{"amount": words.Amount(bank, cur)})
	p.Book.Show(items, words.N(open[1], "%d entry open", "%d entries open", open[1]), map[string]string{"amount": words.Amount(book, cur)})
	p.Bank.Select(bankTicks)
	p.Book.Select(bookTicks)
}

// stillTicked are the rows that were ticked and stand as they stood; id gives a
// row and the match it belongs to.
func stillTicked[R any](ticked, now []R, id func(R) [2]int64) (ids []int64) {
	for _, r := range now {
		if slices.ContainsFunc(ticked, func(t R) bool { return id(t) == id(r) }) {
			ids = append(ids, id(r)[0])
		}
	}
	return ids
}

// Proposed counts the matches that wait for a person.
func (p *Proof) Proposed() int {
	if p.matching == nil {
		return 0
	}
	n := 0
	for _, x := range p.matching.Proposals {
		if !x.Sure {
			n++
		}
	}
	return n
}

// Imported says that the bank has told something since the last closed period.
func (p *Proof) Imported() bool { return p.matching != nil && len(p.matching.Matched) > 0 }

// ShowAll shows what is matched as well, or only what is open.
func (p *Proof) ShowAll(all bool) {
	if p.All != all {
		p.All = all
		p.run()
	}
}

// Chosen are the sums of what is ticked on both sides, and the difference.
func (p *Proof) Chosen() (figures []Figure, ready bool) {
	cur := p.t.Currency()
	var bank, book money.Amount
	lines, items := p.Bank.Picked(), p.Book.Picked()
	for _, l := range lines {
		bank += l.Amount
	}
	for _, it := range items {
		book += it.Amount
	}
	ready = len(lines) > 0 && bank == book && (len(items) > 0 || bank == 0) && !slices.ContainsFunc(lines, func(l BankRow) bool { return l.MatchID != 0 })
	d := Figure{Key: "chosen", Label: words.L("Difference"), Value: words.Amount(bank-book, cur), Tone: Bad}
	if bank == book {
		d.Tone = Neutral
	}
	if ready {
		d.Tone = Good
	}
	return []Figure{{Key: "bank", Label: words.L("Ticked at the bank (%d)", len(lines)), Value: words.Amount(bank, cur)},
		{Key: "book", Label: words.L("Ticked in the book (%d)", len(items)), Value: words.Amount(book, cur)}, d}, ready
}

// Why says why the row under the cursor is proposed; blank for none.
func (p *Proof) Why(line int64) string {
	for _, r := range p.Bank.Rows() {
		if r.ID == line && r.Proposal != nil {
			return words.L("Proposed: %s. Enter takes it.", r.Proposal.Reason)
		}
	}
	return ""
}

// Enter on a line takes what is ticked when both sides agree, else the proposal
// of the line.
func (p *Proof) Enter(line int64) {
	if _, ready := p.Chosen(); ready {
		p.Tie()
		return
	}
	for _, r := range p.Bank.Rows() {
		if r.ID == line && r.Proposal != nil && len(p.Bank.Selection()) == 0 && len(p.Book.Selection()) == 0 {
			p.take(*r.Proposal)
			return
		}
	}
	if f, _ := p.Chosen(); len(p.Bank.Selection())+len(p.Book.Selection()) > 0 {
		p.h.Say("%s", words.L("The two sides differ by %s.", f[2].Value))
		return
	}
	p.h.Say("%s", words.L("Tick the line and its entries with Space, then press Enter."))
}

// do runs an act of the matching and reads anew.
func doMatch[T any](p *Proof, act func(ctx context.Context) (T, error), done func(T)) {
	if p.Working {
		return
	}
	p.Working = true
	p.h.Redraw(p.t)
	Go(p.h.Runner(), act, func(v T, err error) {
		p.Working = false
		if err != nil {
			p.h.Fail(err)
			p.h.Redraw(p.t)
			return
		}
		done(v)
		p.h.Redraw(p.t)
	})
}

// Match ties everything that is sure.
func (p *Proof) Match() { p.matchBy(false) }

// AcceptAll takes every proposal.
func (p *Proof) AcceptAll() { p.matchBy(true) }

func (p *Proof) matchBy(proposals bool) {
	through, err := cal.Parse(p.AsOf.Text)
	if err != nil {
		return
	}
	req := app.MatchBank{Request: app.Request{Key: newKey(p.h.Desk(), "bank.match")}, Account: p.t.Account, Through: through, Proposals: proposals}
	doMatch(p, func(ctx context.Context) (app.Matching, error) { return p.h.Desk().MatchBank(ctx, req) }, func(m app.Matching) {
		p.h.Say("%s", words.L("%d matched. Left: %d at the bank, %d in the book, %d proposals.", len(m.Made), len(m.Lines), len(m.Items), len(m.Proposals)))
	})
}

func (p *Proof) take(x trust.Proposal) {
	p.tie(app.MatchByHand{Account: p.t.Account, Lines: x.Lines, Txns: x.Txns, Proposed: true, Score: x.Score, Reason: x.Reason})
}

// Tie matches what is ticked on both sides.
func (p *Proof) Tie() {
	p.tie(app.MatchByHand{Account: p.t.Account, Lines: slices.Clone(p.Bank.Selection()), Txns: slices.Clone(p.Book.Selection())})
}

func (p *Proof) tie(req app.MatchByHand) {
	req.Key = newKey(p.h.Desk(), "bank.tie")
	doMatch(p, func(ctx context.Context) (trust.Match, error) { return p.h.Desk().MatchByHand(ctx, req) }, func(m trust.Match) {
		p.h.Say("%s", words.L("%s matched.", words.Money(m.Total, p.t.Currency())))
	})
}

// tied are the matches of what is ticked.
func (p *Proof) tied() (ids []int64) {
	for _, l := range p.Bank.Picked() {
		if l.MatchID != 0 && !slices.Contains(ids, l.MatchID) {
			ids = append(ids, l.MatchID)
		}
	}
	for _, it := range p.Book.Picked() {
		if it.Match != 0 && !slices.Contains(ids, it.Match) {
			ids = append(ids, it.Match)
		}
	}
	return ids
}

// Untie takes the matches of the ticked lines back.
func (p *Proof) Untie() {
	ids := p.tied()
	if len(ids) == 0 {
		p.h.Say("%s", words.L("Show what is matched, and tick what is to be taken back."))
		return
	}
	doMatch(p, func(ctx context.Context) (int, error) {
		for i, id := range ids {
			if _, err := p.h.Desk().UnmatchBank(ctx, app.UnmatchBank{Match: id}); err != nil {
				return i, err
			}
		}
		return len(ids), nil
	}, func(n int) {
		p.h.Say("%s", words.N(n, "%d match taken back.", "%d matches taken back.", n))
	})
}

// Import asks for the bank's file and reads it.
func (p *Proof) Import() {
	p.h.AskFile(FileQuestion{Title: words.L("Import a bank statement"), Kinds: []string{"csv", "ofx", "qfx", "qbo"}}, func(path string) { p.read(path, "") })
}

func (p *Proof) read(path, mapping string) {
	account := p.t.Account
	var data []byte
	doMatch(p, func(ctx context.Context) (app.ImportResult, error) {
		var err error
		if data, err = os.ReadFile(path); err != nil {
			return app.ImportResult{}, fault.New(fault.Invalid, "file.open", "The file %s cannot be opened: %v.", path, err)
		}
		r, err := p.h.Desk().Import(ctx, app.Import{Kind: "bank", Name: filepath.Base(path), Data: bytes.NewReader(data), Account: account, Mapping: mapping})
		if mapping == "" && needsMapping(err) {
			p.h.Runner().Later(func() { p.StartMapping(path, trust.BankHeader(data)) })
			return r, context.Canceled
		}
		return r, err
	}, func(r app.ImportResult) {
		p.t.closeSide()
		if r.Imported == 0 {
			p.h.Say("%s", words.L("%s was imported before; nothing is new.", filepath.Base(path)))
			p.h.Redraw(p.t)
			return
		}
		p.h.Say("%s", words.N(r.Imported, "%d line of the bank imported.", "%d lines of the bank imported.", r.Imported))
	})
}

// needsMapping says that a file was refused because nobody told how the bank
// writes it.
func needsMapping(err error) bool {
	var e *fault.Error
	return errors.As(err, &e) && (e.Code == "import.header" || slices.ContainsFunc(e.Faults, func(f fault.Fault) bool { return f.Code == "date.order" }))
}

// StartMapping asks which of the bank's columns is what; the answer is
// remembered for the account.
func (p *Proof) StartMapping(path string, header []string) {
	none := Choice{Text: words.L("not in the file")}
	choices := []Choice{none}
	for _, h := range header {
		choices = append(choices, Choice{Key: h, Text: h})
	}
	guess, _ := trust.GuessMapping(header)
	find := func(column string) string {
		for _, h := range header {
			if column != "" && trust.SameColumn(h, column) {
				return h
			}
		}
		return ""
	}
	f := newSideForm(p.h, p.t, "trust.mapping", words.L("Columns of the bank's file"), words.L("Import"),
		choiceIn("date", words.L("Day"), find(guess.Date), choices...), choiceIn("amount", words.L("Amount"), find(guess.Amount), choices...),
		choiceIn("debit", words.L("or money out"), find(guess.Debit), choices...), choiceIn("credit", words.L("and money in"), find(guess.Credit), choices...),
		choiceIn("reference", words.L("Check number or reference"), find(guess.Reference), choices...), choiceIn("description", words.L("Text"), find(guess.Description), choices...),
		choiceIn("balance", words.L("Balance"), find(guess.Balance), choices...),
		choiceIn("dates", words.L("Days are written"), "", Choice{Text: words.L("as the file shows")}, Choice{Key: "ymd", Text: words.L("year, month, day")},
			Choice{Key: "mdy", Text: words.L("month, day, year")}, Choice{Key: "dmy", Text: words.L("day, month, year")}))
	f.Note = words.L("Every bank names its columns its own way. This is asked once and remembered for the account.")
	f.send = func(f *SideForm) {
		text := ""
		for _, name := range []string{"date", "amount", "debit", "credit", "reference", "description", "balance", "dates"} {
			if v := f.Text(name); v != "" {
				text += name + "=" + v + ","
			}
		}
		if _, err := trust.ParseBankMapping(text); err != nil {
			f.Fault = Words(err)
			return
		}
		p.read(path, text)
	}
	p.t.show(f)
}
