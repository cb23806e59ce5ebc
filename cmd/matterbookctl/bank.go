package main

import (
	"fmt"
	"io"
	"strconv"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/trust"

	"github.com/spf13/cobra"
)

type bankLineView struct {
	ID          int64    `json:"id"`
	Date        cal.Date `json:"date"`
	Amount      string   `json:"amount"`
	Reference   string   `json:"reference"`
	Description string   `json:"description"`
}

type bankItemView struct {
	Entry     int64      `json:"entry"`
	Date      cal.Date   `json:"date"`
	Amount    string     `json:"amount"`
	Kind      trust.Kind `json:"kind"`
	Reference string     `json:"reference"`
	Party     string     `json:"party"`
	Matter    string     `json:"matter"`
}

type matchView struct {
	ID      int64   `json:"id,omitempty"`
	Lines   []int64 `json:"lines"`
	Entries []int64 `json:"entries"`
	Amount  string  `json:"amount"`
	Score   int     `json:"score"`
	Reason  string  `json:"reason"`
	How     string  `json:"how,omitempty"`
}

type matchingView struct {
	Account       string         `json:"account"`
	Matched       []matchView    `json:"matched"`
	UnmatchedBank []bankLineView `json:"unmatched_bank"`
	UnmatchedBook []bankItemView `json:"unmatched_book"`
	Proposals     []matchView    `json:"proposals"`
}

func viewMatch(m trust.Match, cur money.Currency) matchView {
	return matchView{m.ID, append([]int64{}, m.Lines...), append([]int64{}, m.Txns...), m.Total.Plain(cur), m.Score, m.Reason, m.How}
}

func viewMatching(m app.Matching) matchingView {
	cur := m.Account.Currency
	v := matchingView{Account: m.Account.Code, Matched: []matchView{}, UnmatchedBank: []bankLineView{}, UnmatchedBook: []bankItemView{}, Proposals: []matchView{}}
	for _, x := range m.Made {
		v.Matched = append(v.Matched, viewMatch(x, cur))
	}
	for _, l := range m.Lines {
		v.UnmatchedBank = append(v.UnmatchedBank, bankLineView{l.ID, l.On, l.Amount.Plain(cur), l.Reference, l.Description})
	}
	for _, it := range m.Items {
		v.UnmatchedBook = append(v.UnmatchedBook, bankItemView{it.TxnID, it.On, it.Amount.Plain(cur), it.Kind, it.Reference, it.Party, m.Names[it.MatterID]})
	}
	for _, p := range m.Proposals {
		v.Proposals = append(v.Proposals, matchView{Lines: append([]int64{}, p.Lines...), Entries: append([]int64{}, p.Txns...), Amount: p.Total.Plain(cur), Score: p.Score, Reason: p.Reason})
	}
	return v
}

// trustMatchVerb ties lines of the bank to entries: by the program, or the ones
// named.
func (c *cli) trustMatchVerb() *cobra.Command {
	var account, through string
	var proposals bool
	var lines, entries []int64
	cmd := &cobra.Command{
		Use: "match", Short: "Match the bank's lines with the entries of an account", Args: cobra.NoArgs,
		Long: "Matches what is sure: amount and number, or an amount that nothing else could be within\n" +
			"days; one credit with all receipts of its deposit. What could be several things is\n" +
			"proposed with a score and a reason. With --line and --entry those are matched.",
		Example: "  matterbookctl trust match --account IOLTA\n  matterbookctl trust match --account IOLTA --accept-proposals\n" +
			"  matterbookctl trust match --account IOLTA --line 12 --entry 40 --entry 41",
		RunE: func(cmd *cobra.Command, _ []string) error {
			day, err := dayFlag(cmd, "through", through)
			if err != nil {
				return err
			}
			if account == "" {
				return usagef(cmd, "say which account: --account CODE")
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			if len(lines) > 0 || len(entries) > 0 {
				m, err := d.MatchByHand(cmd.Context(), app.MatchByHand{Request: c.request(), Account: account, Lines: lines, Txns: entries})
				if err != nil {
					return err
				}
				a, err := accountOf(cmd, d, account)
				if err != nil {
					return err
				}
				v := viewMatch(m, a.Currency)
				return c.answer(v, func(w io.Writer) { fmt.Fprintf(w, "Match %d: %s\n", v.ID, v.Amount) })
			}
			m, err := d.MatchBank(cmd.Context(), app.MatchBank{Request: c.request(), Account: account, Through: day, Proposals: proposals})
			if err != nil {
				return err
			}
			v := viewMatching(m)
			return c.answer(v, func(w io.Writer) { printMatching(w, v) })
		},
	}
	f := cmd.Flags()
	f.StringVar(&account, "account", "", "trust account `CODE`")
	f.StringVar(&through, "through", "", "last `DATE` of the bank to look at (default: all)")
	f.BoolVar(&proposals, "accept-proposals", false, "match what is only proposed as well")
	f.Int64SliceVar(&lines, "line", nil, "`ID` of a line of the bank")
	f.Int64SliceVar(&entries, "entry", nil, "`ID` of an entry")
	return cmd
}

func accountOf(cmd *cobra.Command, d *app.Desk, code string) (trust.Account, error) {
	return app.Read(cmd.Context(), d, func(q app.Query) (trust.Account, error) { return q.TrustAccountByCode(code) })
}

func printMatching(w io.Writer, v matchingView) {
	fmt.Fprintf(w, "%d matched; not matched: %d lines of the bank, %d entries of the book; %d proposals\n", len(v.Matched), len(v.UnmatchedBank), len(v.UnmatchedBook), len(v.Proposals))
	if len(v.UnmatchedBank) > 0 {
		rows := [][]string{}
		for _, l := range v.UnmatchedBank {
			rows = append(rows, []string{strconv.FormatInt(l.ID, 10), l.Date.String(), l.Amount, l.Reference, l.Description})
		}
		fmt.Fprintln(w, "\nAt the bank")
		table(w, []column{"Line ", "Date", "Amount ", "Reference", "Description"}, rows)
	}
	if len(v.UnmatchedBook) > 0 {
		rows := [][]string{}
		for _, i := range v.UnmatchedBook {
			rows = append(rows, []string{strconv.FormatInt(i.Entry, 10), i.Date.String(), i.Amount, string(i.Kind), i.Reference, i.Party, i.Matter})
		}
		fmt.Fprintln(w, "\nIn the book")
		table(w, []column{"Entry ", "Date", "Amount ", "Kind", "Reference", "Party", "Matter"}, rows)
	}
	if len(v.Proposals) > 0 {
		rows := [][]string{}
		for _, p := range v.Proposals {
			rows = append(rows, []string{fmt.Sprint(p.Lines), fmt.Sprint(p.Entries), p.Amount, fmt.Sprint(p.Score), p.Reason})
		}
		fmt.Fprintln(w, "\nProposed")
		table(w, []column{"Lines", "Entries", "Amount ", "Score ", "Why"}, rows)
	}
}

func (c *cli) trustUnmatchVerb() *cobra.Command {
	cmd := &cobra.Command{
		Use: "unmatch MATCH", Short: "Take a match back, before its period is closed", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl trust unmatch 12",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usagef(cmd, "%q is no number of a match", args[0])
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			m, err := d.UnmatchBank(cmd.Context(), app.UnmatchBank{Request: c.request(), Match: id})
			if err != nil {
				return err
			}
			return c.answer(map[string]any{"match": m.ID, "lines": m.Lines, "entries": m.Txns}, func(w io.Writer) {
				fmt.Fprintf(w, "Match %d is taken back: %d lines and %d entries are open again\n", m.ID, len(m.Lines), len(m.Txns))
			})
		},
	}
	return cmd
}
