package present

import (
	"context"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/trust"
	"matterbook/ui/words"
)

// TrustRoute is the trust desk.
var TrustRoute = Route[*Trust]{
	Name: "trust", Title: words.Mark("Trust"), Icon: "trust", Key: "Ctrl+4", Opens: []string{"trust"}, New: newTrust,
}

// Trust is the trust desk: the accounts, the ledgers of the chosen one, the card
// of the chosen ledger, and the forms that move client money. Wherever an amount
// is typed, what is available stands beneath it.
type Trust struct {
	h Host

	Accounts []trust.Account
	Account  string // code of the one shown
	Loaded   bool

	Ledgers ShortList[app.BalanceRow]
	Search  Field
	ledgers []app.BalanceRow

	Ledger int64 // chosen ledger, 0 for none
	Card   app.LedgerCard
	Lines  ShortList[trust.LedgerLine]
	Holds  []trust.Hold // in force on the chosen ledger

	Side    *SideForm
	Outcome *Outcome   // what a run came to
	Proof   *Proof     // the reconciliation, nil while it is closed
	Floor   *FloorView // matters below their floor, nil while it is closed

	want  string // matter to be chosen once the ledgers are there
	ask   Latest
	fresh fresh
	shown bool
	card  Latest
	room  Latest
}

func newTrust(h Host) *Trust {
	t := &Trust{h: h}
	l := &t.Ledgers
	l.bind(h, "trust.ledgers")
	l.Heads = []Column{
		{Key: "matter", Label: words.Mark("Matter"), Width: 96, Sortable: true},
		{Key: "name", Label: words.Mark("Client and matter"), Width: 220, Min: 120, Flex: 1, Sortable: true},
		{Key: "book", Label: words.Mark("Book"), Width: 96, Right: true, Sortable: true, Tip: words.Mark("Everything posted")},
		{Key: "uncleared", Label: words.Mark("Uncleared"), Width: 88, Right: true, Sortable: true, Tip: words.Mark("Receipts the bank has not collected yet")},
		{Key: "held", Label: words.Mark("Held"), Width: 84, Right: true, Sortable: true, Tip: words.Mark("Set aside: disputes, liens, undertakings")},
		{Key: "available", Label: words.Mark("Available"), Width: 98, Right: true, Sortable: true, Tip: words.Mark("May be paid out today: book less uncleared less held")},
		{Key: "floor", Label: words.Mark("Floor"), Width: 124, Pills: true, Sortable: true},
	}
	l.ID = func(r app.BalanceRow) int64 { return r.LedgerID }
	l.Cells = t.ledgerCells
	l.By = map[string]func(a, b app.BalanceRow) int{
		"matter": by(func(r app.BalanceRow) string { return r.Matter.Code }), "name": by(func(r app.BalanceRow) string { return r.Client.Name + r.Matter.Name }),
		"book": by(func(r app.BalanceRow) money.Amount { return r.Book }), "uncleared": by(func(r app.BalanceRow) money.Amount { return r.Uncleared }),
		"held": by(func(r app.BalanceRow) money.Amount { return r.Held }), "available": by(func(r app.BalanceRow) money.Amount { return r.Available() }),
		"floor": by(func(r app.BalanceRow) string { return floorCell(r).Text }),
	}
	l.Selected = func() {
		if sel := l.Selection(); len(sel) > 0 {
			t.Choose(sel[0])
		}
	}
	l.Nothing = t.nothing
	l.remember()

	c := &t.Lines
	c.bind(h, "trust.card")
	c.Heads = []Column{
		{Key: "date", Label: words.Mark("Date"), Width: 98},
		{Key: "kind", Label: words.Mark("Kind"), Width: 96},
		{Key: "party", Label: words.Mark("From or to, and why"), Width: 220, Min: 120, Flex: 1},
		{Key: "ref", Label: words.Mark("Reference"), Width: 108},
		{Key: "in", Label: words.Mark("In"), Width: 92, Right: true},
		{Key: "out", Label: words.Mark("Out"), Width: 92, Right: true},
		{Key: "balance", Label: words.Mark("Balance"), Width: 96, Right: true},
		{Key: "cleared", Label: words.Mark("Bank"), Width: 122, Pills: true, Tip: words.Mark("The day it stood on the bank's statement")},
	}
	c.ID = func(l trust.LedgerLine) int64 { return l.TxnID }
	c.Cells = t.lineCells
	c.Selected = func() { h.Redraw(t) }
	c.Nothing = func() Empty {
		if t.Ledger == 0 {
			return Empty{Symbol: "trust", Title: words.L("Choose a ledger"), Text: words.L("Its card shows every movement with the balance after it, and what the bank has cleared.")}
		}
		return Empty{Symbol: "trust", Title: words.L("No entry yet"), Text: words.L("Nothing was posted to this ledger.")}
	}
	c.remember()
	return t
}

// Title implements Screen.
func (t *Trust) Title() string { return words.L("Trust") }

// Open implements Screen: "trust MATTER" chooses the ledger of a matter.
func (t *Trust) Open(arg string) {
	if noun, key, ok := strings.Cut(arg, " "); ok && (noun == "trust" || noun == "matter") {
		t.want = key
	}
	t.shown = true
	if t.fresh.holds(t.h.Today()) {
		t.settle()
		return
	}
	t.again()
}

// Leave implements Screen.
func (t *Trust) Leave() {
	t.shown = false
	t.ask.Drop()
	t.card.Drop()
	t.room.Drop()
}

// Heard implements Screen. What happens while another screen is in view is read
// when this one is opened again.
func (t *Trust) Heard(e app.Event) {
	t.fresh.spoil()
	if !t.shown {
		return
	}
	switch e.Noun {
	case "", "trust", "trust_account", "bank", "import", "invoice", "payment", "matter", "client", "firm":
		t.again()
	}
}

// again reads everything that is open.
func (t *Trust) again() {
	t.reload()
	if t.Proof != nil {
		t.Proof.run()
	}
	if t.Floor != nil {
		t.Floor.load()
	}
}

// Escape implements Backer.
func (t *Trust) Escape() bool {
	switch {
	case t.Side != nil:
		t.closeSide()
	case t.Outcome != nil:
		t.Outcome = nil
	case t.Proof != nil:
		t.Proof.drop()
		t.Proof = nil
	case t.Floor != nil:
		t.Floor.ask.Drop()
		t.Floor = nil
	default:
		return false
	}
	t.h.Redraw(t)
	return true
}

func (t *Trust) closeSide() { t.Side = nil; t.room.Drop() }

func (t *Trust) show(f *SideForm) {
	f.onClose = t.closeSide
	t.Side, t.Outcome = f, nil
	t.h.Redraw(t)
}

// firstAccount is the one shown before a person chose: the pooled account, where
// most of the work is, else the first.
func firstAccount(list []trust.Account) trust.Account {
	for _, a := range list {
		if a.Kind == trust.Pooled {
			return a
		}
	}
	return list[0]
}

type trustRead struct {
	accounts []trust.Account
	account  string
	rows     []app.BalanceRow
}

func (t *Trust) reload() {
	account := t.Account
	took := t.fresh.asking(t.h.Today())
	Ask(&t.ask, t.h.Runner(), func(ctx context.Context) (trustRead, error) {
		d := t.h.Desk()
		accounts, err := d.TrustAccounts(ctx)
		if err != nil {
			return trustRead{}, err
		}
		r := trustRead{accounts: accounts, account: account}
		if !slices.ContainsFunc(accounts, func(a trust.Account) bool { return a.Code == account }) {
			if r.account = ""; len(accounts) > 0 {
				r.account = firstAccount(accounts).Code
			}
		}
		if r.account != "" {
			r.rows, err = d.TrustBalances(ctx, app.AskBalances{Account: r.account})
		}
		return r, err
	}, func(r trustRead, err error) {
		if err != nil {
			t.fresh.forget()
			t.h.Fail(err)
			return
		}
		took()
		t.Accounts, t.Account, t.ledgers, t.Loaded = r.accounts, r.account, r.rows, true
		t.filter()
		t.settle()
	})
}

// settle selects what was asked for among the ledgers that are held and shows its
// card.
func (t *Trust) settle() {
	if t.want != "" {
		for _, l := range t.ledgers {
			if l.Matter.Code == t.want {
				t.Ledger = l.LedgerID
			}
		}
		t.want = ""
	}
	if !slices.ContainsFunc(t.ledgers, func(b app.BalanceRow) bool { return b.LedgerID == t.Ledger }) {
		t.Ledger = 0
		if len(t.ledgers) > 0 {
			t.Ledger = t.ledgers[0].LedgerID
		}
	}
	if t.Ledger != 0 {
		t.Ledgers.Select([]int64{t.Ledger})
	}
	t.readCard()
	t.h.Redraw(t)
}

// SetAccount shows another account.
func (t *Trust) SetAccount(code string) {
	if t.Account == code {
		return
	}
	t.Account, t.Ledger, t.Side, t.Outcome = code, 0, nil, nil
	if t.Proof != nil {
		t.StartProof()
	}
	t.Ledgers.Select(nil)
	t.reload()
}

// The account shown; zero when there is none.
func (t *Trust) account() trust.Account {
	for _, a := range t.Accounts {
		if a.Code == t.Account {
			return a
		}
	}
	return trust.Account{}
}

// Currency of the account shown.
func (t *Trust) Currency() money.Currency {
	if a := t.account(); a.Code != "" {
		return a.Currency
	}
	return t.h.Facts().Currency()
}

// Figures are the sums of the account: what the bank should hold, what of it
// may be paid out today, and what of it is the firm's own.
func (t *Trust) Figures() []Figure {
	a := t.account()
	if a.Code == "" {
		return nil
	}
	var book, uncleared, held, available, cushion money.Amount
	for _, r := range t.ledgers {
		book += r.Book
		uncleared += r.Uncleared
		held += r.Held
		if r.MatterID == 0 {
			cushion += r.Book
			continue
		}
		available += r.Available()
	}
	money := func(x money.Amount) string { return words.Money(x, a.Currency) }
	c := Figure{Key: "cushion", Label: words.L("Firm's cushion"), Value: money(cushion), Tip: words.L("The firm's own money for bank charges; at most %s", money(a.CushionCeiling))}
	if cushion > a.CushionCeiling {
		c.Tone, c.Tip = Warn, words.L("Above the ceiling of %s: withdraw what is not needed", money(a.CushionCeiling))
	}
	return []Figure{
		{Key: "book", Label: words.L("Book balance"), Value: money(book), Tip: words.L("The sum of all ledgers")},
		{Key: "uncleared", Label: words.L("Uncleared"), Value: money(uncleared)},
		{Key: "held", Label: words.L("Held"), Value: money(held)},
		{Key: "available", Label: words.L("Clients may draw"), Value: money(available), Tip: words.L("The sum of what each ledger has available today; never one client's for another")}, c}
}

// AccountText names the account shown.
func (t *Trust) AccountText() string {
	a := t.account()
	text := a.Title
	if a.Bank != "" {
		text += ", " + a.Bank
	}
	if a.Last4 != "" {
		text += " …" + a.Last4
	}
	if !a.ClosedThrough.IsZero() {
		text += ", " + words.L("reconciled through %s", words.Date(a.ClosedThrough))
	}
	return text
}

// SetSearch narrows the ledgers.
func (t *Trust) SetSearch(text string) {
	t.Search.Set(text)
	t.filter()
}

func (t *Trust) filter() {
	typed := strings.Fields(strings.ToLower(t.Search.Text))
	var rows []app.BalanceRow
	var sums [4]money.Amount
	for _, r := range t.ledgers {
		text := strings.ToLower(r.Matter.Code + " " + r.Matter.Name + " " + r.Client.Code + " " + r.Client.Name)
		if r.MatterID == 0 {
			text = strings.ToLower(words.L("Firm's cushion"))
		}
		if slices.ContainsFunc(typed, func(w string) bool { return !strings.Contains(text, w) }) {
			continue
		}
		rows = append(rows, r)
		for i, a := range []money.Amount{r.Book, r.Uncleared, r.Held, r.Available()} {
			sums[i] += a
		}
	}
	cur := t.Currency()
	t.Ledgers.Show(rows, words.N(len(rows), "%d ledger", "%d ledgers", len(rows)),
		map[string]string{"book": words.Amount(sums[0], cur), "uncleared": words.Amount(sums[1], cur), "held": words.Amount(sums[2], cur), "available": words.Amount(sums[3], cur)})
	t.h.Redraw(t)
}

func (t *Trust) ledgerCells(r app.BalanceRow) []Cell {
	cur := r.Account.Currency
	matter, name := Cell{Text: r.Matter.Code}, Cell{Text: r.Client.Name + " – " + r.Matter.Name}
	if r.MatterID == 0 {
		matter, name = Cell{Text: "–", Muted: true}, Cell{Text: words.L("The firm's cushion for bank charges"), Muted: true}
	}
	return []Cell{matter, name, moneyCell(r.Book, cur), quietMoney(r.Uncleared, cur), quietMoney(r.Held, cur), boldCell(r.Available(), cur), floorCell(r)}
}

func floorCell(r app.BalanceRow) Cell {
	cur := r.Account.Currency
	switch {
	case r.MatterID == 0 && r.Book > r.Account.CushionCeiling:
		return Cell{Text: words.L("Above %s", words.Amount(r.Account.CushionCeiling, cur)), Tone: Warn, Pill: true}
	case r.MatterID != 0 && r.Matter.TrustFloor > 0 && r.Available() < r.Matter.TrustFloor:
		return Cell{Text: words.L("Below %s", words.Amount(r.Matter.TrustFloor, cur)), Tone: Warn, Pill: true}
	}
	return Cell{}
}

func (t *Trust) nothing() Empty {
	switch {
	case len(t.Accounts) == 0:
		return Empty{Symbol: "trust", Title: words.L("No trust account yet"),
			Text:   words.L("Client money lives in a bank account of its own, with one ledger for each matter. Add the account first; then receive a retainer into it. No ledger can go below zero on any date."),
			Action: words.L("Add a trust account"), Do: t.StartAccount}
	case t.Search.Text != "" && len(t.ledgers) > 0:
		return Empty{Symbol: "search", Title: words.L("No ledger fits"), Text: words.L("No ledger has these words."), Action: words.L("Show all"), Do: func() { t.SetSearch("") }}
	}
	return Empty{Symbol: "trust", Title: words.L("No ledger yet"), Text: words.L("A ledger opens with the first receipt for a matter. The firm's own cushion for bank charges is a ledger too."),
		Action: words.L("Receive money"), Do: t.StartReceipt}
}

func (t *Trust) today() cal.Date { return t.h.Today() }
