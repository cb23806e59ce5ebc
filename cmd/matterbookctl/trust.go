package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/trust"

	"github.com/spf13/cobra"
)

func (c *cli) trustVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "trust", Short: "Clients' money: receive, pay, apply, hold, balances, ledgers"}
	cmd.AddCommand(
		c.trustPostVerb("receive", trust.Receipt, "Post money received for a matter", "--account IOLTA --matter 100-01 --amount 5000.00 --date 2026-06-03 --party \"Castellan LLC\" --purpose \"Advance fee\" --instrument wire"),
		c.trustPostVerb("check", trust.Check, "Post a check drawn on trust", "--account IOLTA --matter 100-01 --amount 435.00 --date 2026-06-05 --party \"Clerk of Court\" --purpose \"Filing fee\" --reference 1089"),
		c.trustPostVerb("eft", trust.EFT, "Post an electronic transfer out of trust", "--account IOLTA --matter 100-01 --amount 435.00 --date 2026-06-05 --party \"Clerk of Court\" --purpose \"Filing fee\" --authorised-by \"R. M. Dunne\""),
		c.trustPostVerb("charge", trust.Charge, "Post a bank charge on the firm's cushion", "--account IOLTA --amount 18.00 --date 2026-06-12 --party \"First Bank\" --purpose \"Service charge\""),
		c.trustPostVerb("interest", trust.Interest, "Post interest of a separate account", "--account ESCROW --matter 300-01 --amount 12.40 --date 2026-06-30 --party \"First Bank\" --purpose \"Interest June\""),
		c.trustPostVerb("cushion", trust.Cushion, "Put the firm's own money in for bank charges, or take it out", "--account IOLTA --amount 200.00 --date 2026-01-02 --party \"The firm\" --purpose \"Bank charges\""),
		c.trustApplyVerb(),
		c.trustMirrorVerb("reverse", "Take a wrong entry back by its mirror"),
		c.trustMirrorVerb("void", "Void a check the bank has not paid"),
		c.trustHoldVerb(),
		c.trustReleaseVerb(),
		c.trustClearVerb(),
		c.trustBalanceVerb(),
		c.trustLedgerVerb(),
		c.trustMatchVerb(),
		c.trustUnmatchVerb(),
		c.trustReconcileVerb(),
		c.trustReconciliationsVerb(),
		c.trustReviewVerb(),
		c.trustReopenVerb(),
		c.trustPaperVerb(),
		c.trustBelowVerb(),
		c.trustRequestVerb(),
		c.trustRequestsVerb(),
		c.trustRequestEndVerb(),
		c.trustAccountVerb(),
	)
	return cmd
}

type trustTxnView struct {
	ID           int64            `json:"id"`
	Account      string           `json:"account"`
	Date         cal.Date         `json:"date"`
	Kind         trust.Kind       `json:"kind"`
	Amount       string           `json:"amount"` // signed: + into the account
	Party        string           `json:"party"`
	Purpose      string           `json:"purpose"`
	Instrument   trust.Instrument `json:"instrument"`
	Reference    string           `json:"reference"`
	AvailableOn  cal.Date         `json:"available_on"`
	AuthorisedBy string           `json:"authorised_by"`
	Reverses     int64            `json:"reverses,omitempty"`
	Reason       string           `json:"reason,omitempty"`
}

type trustLedgerView struct {
	Account   string `json:"account"`
	Matter    string `json:"matter"`
	Book      string `json:"book"`
	Uncleared string `json:"uncleared"`
	Held      string `json:"held"`
	Available string `json:"available"`
}

type trustPostedView struct {
	Entry   trustTxnView      `json:"entry"`
	Ledgers []trustLedgerView `json:"ledgers"`
}

func viewTrustTxn(t trust.Txn, a trust.Account) trustTxnView {
	return trustTxnView{
		ID: t.ID, Account: a.Code, Date: t.PostedOn, Kind: t.Kind, Amount: t.Bank.Plain(a.Currency), Party: t.Party,
		Purpose: t.Purpose, Instrument: t.Instrument, Reference: t.Reference, AvailableOn: t.AvailableOn,
		AuthorisedBy: t.AuthorisedBy, Reverses: t.ReversesID, Reason: t.Reason,
	}
}

func viewLedger(b trust.Balance, account, matter string, cur money.Currency) trustLedgerView {
	return trustLedgerView{Account: account, Matter: matter, Book: b.Book.Plain(cur), Uncleared: b.Uncleared.Plain(cur),
		Held: b.Held.Plain(cur), Available: b.Available().Plain(cur)}
}

// answerPosted prints a posted entry and what its ledgers come to.
func (c *cli) answerPosted(cmd *cobra.Command, d *app.Desk, posted app.TrustPosted) error {
	rows, err := d.TrustBalances(cmd.Context(), app.AskBalances{})
	if err != nil {
		return err
	}
	byLedger := map[int64]app.BalanceRow{}
	for _, r := range rows {
		byLedger[r.LedgerID] = r
	}
	v := trustPostedView{Ledgers: []trustLedgerView{}}
	for _, b := range posted.Balances {
		r := byLedger[b.LedgerID]
		v.Entry = viewTrustTxn(posted.Txn, r.Account)
		v.Ledgers = append(v.Ledgers, viewLedger(b, r.Account.Code, r.Matter.Code, r.Account.Currency))
	}
	return c.answer(v, func(w io.Writer) {
		fmt.Fprintf(w, "Entry %d: %s %s, %s, %s\n", v.Entry.ID, v.Entry.Kind, v.Entry.Amount, v.Entry.Date, v.Entry.Party)
		printLedgers(w, v.Ledgers)
	})
}

func printLedgers(w io.Writer, ledgers []trustLedgerView) {
	rows := make([][]string, len(ledgers))
	for i, l := range ledgers {
		matter := l.Matter
		if matter == "" {
			matter = "(firm)"
		}
		rows[i] = []string{l.Account, matter, l.Book, l.Uncleared, l.Held, l.Available}
	}
	table(w, []column{"Account", "Matter", "Book ", "Uncleared ", "Held ", "Available "}, rows)
}

func (c *cli) trustPostVerb(word string, kind trust.Kind, short, example string) *cobra.Command {
	var req app.PostTrust
	var splits []string
	cmd := &cobra.Command{
		Use: word, Short: short, Args: cobra.NoArgs,
		Example: "  matterbookctl trust " + word + " " + example,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request, req.Kind = c.request(), string(kind)
			for _, s := range splits {
				matter, amount, ok := strings.Cut(s, "=")
				if !ok {
					return usagef(cmd, "--split takes MATTER=AMOUNT, not %q", s)
				}
				req.Splits = append(req.Splits, app.TrustSplit{Matter: matter, Amount: amount})
			}
			posted, err := d.PostTrust(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerPosted(cmd, d, posted)
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Account, "account", "", "trust account `CODE`")
	f.StringVar(&req.Matter, "matter", "", "`CODE` of the matter whose money it is")
	f.StringVar(&req.Amount, "amount", "", "positive `AMOUNT`")
	f.StringVar(&req.Date, "date", "", "`DATE` of the entry, YYYY-MM-DD")
	f.StringVar(&req.Party, "party", "", "payor or payee")
	f.StringVar(&req.Purpose, "purpose", "", "what it is for")
	f.StringVar(&req.Reference, "reference", "", "check number, deposit, wire id")
	f.StringVar(&req.Instrument, "instrument", "", "check, wire, ach, cash or cashiers")
	f.StringVar(&req.AvailableOn, "available-on", "", "`DATE` from which the money counts as collected")
	f.StringVar(&req.AuthorisedBy, "authorised-by", "", "lawyer who authorised an electronic transfer")
	f.StringArrayVar(&splits, "split", nil, "`MATTER=AMOUNT`, for one instrument over several matters; repeat")
	if kind == trust.Cushion {
		f.BoolVar(&req.Withdraw, "withdraw", false, "take the firm's money out instead of putting it in")
	}
	return cmd
}

func (c *cli) trustHoldVerb() *cobra.Command {
	var req app.HoldTrust
	cmd := &cobra.Command{
		Use: "hold", Short: "Set money of a matter aside: a dispute, a lien, an undertaking", Args: cobra.NoArgs,
		Example: "  matterbookctl trust hold --account IOLTA --matter 100-01 --amount 500.00 --reason \"Fee dispute\"",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			h, err := d.HoldTrust(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerHold(cmd, d, h)
		},
	}
	cmd.Flags().StringVar(&req.Account, "account", "", "trust account `CODE`")
	cmd.Flags().StringVar(&req.Matter, "matter", "", "matter `CODE`")
	cmd.Flags().StringVar(&req.Amount, "amount", "", "`AMOUNT` to set aside")
	cmd.Flags().StringVar(&req.Reason, "reason", "", "why")
	cmd.Flags().StringVar(&req.Claimant, "claimant", "", "who claims it")
	return cmd
}

func (c *cli) trustReleaseVerb() *cobra.Command {
	var req app.ReleaseHold
	cmd := &cobra.Command{
		Use: "release HOLD", Short: "Free what was set aside", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl trust release 3 --reason \"Settled by agreement of 12 June\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := entryNumber(cmd, args[0])
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request, req.Hold = c.request(), id
			h, err := d.ReleaseHold(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerHold(cmd, d, h)
		},
	}
	cmd.Flags().StringVar(&req.Reason, "reason", "", "on whose authority")
	return cmd
}

func (c *cli) answerHold(cmd *cobra.Command, d *app.Desk, h trust.Hold) error {
	rows, err := d.TrustBalances(cmd.Context(), app.AskBalances{})
	if err != nil {
		return err
	}
	v := struct {
		Hold struct {
			ID         int64    `json:"id"`
			Amount     string   `json:"amount"`
			Reason     string   `json:"reason"`
			Claimant   string   `json:"claimant"`
			From       cal.Date `json:"from"`
			ReleasedOn cal.Date `json:"released_on"`
		} `json:"hold"`
		Ledgers []trustLedgerView `json:"ledgers"`
	}{Ledgers: []trustLedgerView{}}
	v.Hold.ID, v.Hold.Reason, v.Hold.Claimant, v.Hold.From, v.Hold.ReleasedOn = h.ID, h.Reason, h.Claimant, h.From, h.ReleasedOn
	for _, r := range rows {
		if r.LedgerID == h.LedgerID {
			v.Hold.Amount = h.Amount.Plain(r.Account.Currency)
			v.Ledgers = append(v.Ledgers, viewLedger(r.Balance, r.Account.Code, r.Matter.Code, r.Account.Currency))
		}
	}
	return c.answer(v, func(w io.Writer) {
		state := "in force"
		if !h.ReleasedOn.IsZero() {
			state = "released " + h.ReleasedOn.String()
		}
		fmt.Fprintf(w, "Hold %d: %s, %s, %s\n", h.ID, v.Hold.Amount, h.Reason, state)
		printLedgers(w, v.Ledgers)
	})
}

func (c *cli) trustClearVerb() *cobra.Command {
	var on string
	cmd := &cobra.Command{
		Use: "clear ENTRY", Short: "Note the day the bank cleared an entry", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl trust clear 17 --on 2026-06-10",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := entryNumber(cmd, args[0])
			if err != nil {
				return err
			}
			day, err := dayFlag(cmd, "on", on)
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			txn, err := d.ClearTrust(cmd.Context(), app.ClearTrust{Request: c.request(), Entry: id, On: day})
			if err != nil {
				return err
			}
			v := map[string]any{"entry": txn.ID, "cleared_on": day}
			return c.answer(v, func(w io.Writer) { fmt.Fprintf(w, "Entry %d cleared on %s\n", txn.ID, day) })
		},
	}
	cmd.Flags().StringVar(&on, "on", "", "`DATE` on the bank's statement")
	return cmd
}

func (c *cli) trustBalanceVerb() *cobra.Command {
	var ask app.AskBalances
	var asOf string
	cmd := &cobra.Command{
		Use: "balance", Short: "Ledgers with book, uncleared, held and available", Args: cobra.NoArgs,
		Example: "  matterbookctl trust balance --account IOLTA --as-of 2026-06-30",
		RunE: func(cmd *cobra.Command, _ []string) error {
			day, err := dayFlag(cmd, "as-of", asOf)
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			ask.AsOf = day
			rows, err := d.TrustBalances(cmd.Context(), ask)
			if err != nil {
				return err
			}
			v := struct {
				Ledgers []trustLedgerView `json:"ledgers"`
			}{[]trustLedgerView{}}
			for _, r := range rows {
				v.Ledgers = append(v.Ledgers, viewLedger(r.Balance, r.Account.Code, r.Matter.Code, r.Account.Currency))
			}
			return c.answer(v, func(w io.Writer) { printLedgers(w, v.Ledgers) })
		},
	}
	cmd.Flags().StringVar(&ask.Account, "account", "", "only this trust account `CODE`")
	cmd.Flags().StringVar(&ask.Matter, "matter", "", "only this matter `CODE`")
	cmd.Flags().StringVar(&asOf, "as-of", "", "at the end of this `DATE` (default: now)")
	return cmd
}

type trustLineView struct {
	Entry     int64      `json:"entry"`
	Date      cal.Date   `json:"date"`
	Kind      trust.Kind `json:"kind"`
	Party     string     `json:"party"`
	Purpose   string     `json:"purpose"`
	Reference string     `json:"reference"`
	Amount    string     `json:"amount"`
	Balance   string     `json:"balance"`
	ClearedOn cal.Date   `json:"cleared_on"`
}

func (c *cli) trustLedgerVerb() *cobra.Command {
	var account, matter, from, to string
	cmd := &cobra.Command{
		Use: "ledger", Short: "A matter's ledger with running balance", Args: cobra.NoArgs,
		Example: "  matterbookctl trust ledger --account IOLTA --matter 100-01 --from 2026-06-01 --to 2026-06-30",
		RunE: func(cmd *cobra.Command, _ []string) error {
			first, err := dayFlag(cmd, "from", from)
			if err != nil {
				return err
			}
			last, err := dayFlag(cmd, "to", to)
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			card, err := d.TrustLedger(cmd.Context(), account, matter, first, last)
			if err != nil {
				return err
			}
			cur := card.Account.Currency
			v := struct {
				Account string          `json:"account"`
				Matter  string          `json:"matter"`
				From    cal.Date        `json:"from"`
				To      cal.Date        `json:"to"`
				Opening string          `json:"opening"`
				Lines   []trustLineView `json:"lines"`
				Closing trustLedgerView `json:"closing"`
			}{card.Account.Code, card.Matter.Code, first, last, card.Opening.Book.Plain(cur), []trustLineView{},
				viewLedger(card.Closing, card.Account.Code, card.Matter.Code, cur)}
			for _, l := range card.Lines {
				v.Lines = append(v.Lines, trustLineView{l.TxnID, l.PostedOn, l.Kind, l.Party, l.Purpose, l.Reference, l.Amount.Plain(cur), l.Balance.Plain(cur), l.ClearedOn})
			}
			return c.answer(v, func(w io.Writer) {
				fmt.Fprintf(w, "Opening balance %s\n", v.Opening)
				rows := make([][]string, len(v.Lines))
				for i, l := range v.Lines {
					rows[i] = []string{strconv.FormatInt(l.Entry, 10), l.Date.String(), string(l.Kind), l.Reference, oneLine(l.Party, 28), oneLine(l.Purpose, 36), l.Amount, l.Balance}
				}
				table(w, []column{"Entry ", "Date", "Kind", "Reference", "Party", "Purpose", "Amount ", "Balance "}, rows)
				fmt.Fprintf(w, "Book %s, uncleared %s, held %s, available %s\n", v.Closing.Book, v.Closing.Uncleared, v.Closing.Held, v.Closing.Available)
			})
		},
	}
	cmd.Flags().StringVar(&account, "account", "", "trust account `CODE`")
	cmd.Flags().StringVar(&matter, "matter", "", "matter `CODE` (blank: the firm's cushion)")
	cmd.Flags().StringVar(&from, "from", "", "first `DATE`")
	cmd.Flags().StringVar(&to, "to", "", "last `DATE`")
	return cmd
}

func (c *cli) trustAccountVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "account", Short: "Trust accounts: add, list"}
	var req app.AddTrustAccount
	add := &cobra.Command{
		Use: "add", Short: "Add a trust account", Args: cobra.NoArgs,
		Example: "  matterbookctl trust account add --code IOLTA --title \"Marlow & Dunne Client Trust Account (IOLTA)\" --kind pooled --bank \"First Bank\" --last4 4471",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			a, err := d.AddTrustAccount(cmd.Context(), req)
			if err != nil {
				return err
			}
			if warning := trust.TitleWarning(a.Title); warning != "" {
				fmt.Fprintf(c.errs, "note: %s\n", warning)
			}
			return c.answer(viewTrustAccount(a), func(w io.Writer) { fmt.Fprintf(w, "Trust account %s added\n", a.Code) })
		},
	}
	f := add.Flags()
	f.StringVar(&req.Code, "code", "", "short `CODE`")
	f.StringVar(&req.Title, "title", "", "legal title")
	f.StringVar(&req.Kind, "kind", "pooled", "pooled or separate")
	f.StringVar(&req.Bank, "bank", "", "bank")
	f.StringVar(&req.Last4, "last4", "", "last four digits of the number")
	f.StringVar(&req.Currency, "currency", "", "currency (default: the firm's)")
	f.StringVar(&req.Preset, "preset", "", "jurisdiction profile (default: the firm's)")
	f.StringVar(&req.CushionCeiling, "cushion-ceiling", "", "most the firm may keep in it for bank charges")
	list := &cobra.Command{
		Use: "list", Short: "List trust accounts", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			accounts, err := d.TrustAccounts(cmd.Context())
			if err != nil {
				return err
			}
			views := []map[string]any{}
			var rows [][]string
			for _, a := range accounts {
				views = append(views, viewTrustAccount(a))
				rows = append(rows, []string{a.Code, a.Title, string(a.Kind), a.Bank, a.Last4, string(a.Currency)})
			}
			return c.answer(map[string]any{"accounts": views}, func(w io.Writer) {
				table(w, []column{"Account", "Title", "Kind", "Bank", "Number ends", "Currency"}, rows)
			})
		},
	}
	cmd.AddCommand(add, list)
	return cmd
}

func viewTrustAccount(a trust.Account) map[string]any {
	return map[string]any{"code": a.Code, "title": a.Title, "kind": a.Kind, "bank": a.Bank, "number_last4": a.Last4,
		"currency": a.Currency, "preset": a.Preset, "cushion_ceiling": a.CushionCeiling.Plain(a.Currency), "closed_through": a.ClosedThrough}
}

// entryNumber reads a number given as an argument.
func entryNumber(cmd *cobra.Command, s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 {
		return 0, usagef(cmd, "%q is not a number of an entry", s)
	}
	return n, nil
}

// dayFlag reads a flag that takes a day; blank is no day.
func dayFlag(cmd *cobra.Command, name, text string) (cal.Date, error) {
	if text == "" {
		return 0, nil
	}
	day, err := cal.Parse(text)
	if err != nil {
		return 0, usagef(cmd, "--%s: %s", name, err)
	}
	return day, nil
}
