package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"

	"github.com/spf13/cobra"
)

func (c *cli) paymentVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "payment", Short: "Money from clients: post, lay on invoices, take back, deposit, list"}
	cmd.AddCommand(c.paymentAddVerb(), c.paymentReceiptVerb(), c.paymentAllocateVerb(), c.paymentReverseVerb(), c.depositVerb(), c.paymentListVerb())
	return cmd
}

type allocationView struct {
	Invoice   string      `json:"invoice"`
	AppliedOn cal.Date    `json:"applied_on"`
	Amount    string      `json:"amount"`
	Shares    []shareView `json:"shares"`
}

type paymentView struct {
	ID          int64              `json:"id"`
	Client      string             `json:"client"`
	Date        cal.Date           `json:"date"`
	Amount      string             `json:"amount"`
	Currency    string             `json:"currency"`
	Method      bill.PaymentMethod `json:"method"`
	Reference   string             `json:"reference"`
	Note        string             `json:"note"`
	Reverses    int64              `json:"reverses,omitempty"`
	Reason      string             `json:"reason,omitempty"`
	Allocations []allocationView   `json:"allocations"`
	Unapplied   string             `json:"unapplied"`
}

func viewPayment(p app.PaymentPosted, code func(int64) string) paymentView {
	x, cur := p.Payment, p.Payment.Currency
	v := paymentView{x.ID, p.Client.Code, x.Date, x.Amount.Plain(cur), string(cur), x.Method, x.Reference, x.Note, x.ReversesID, x.Reason, []allocationView{}, x.Unapplied().Plain(cur)}
	for _, a := range x.Allocations {
		v.Allocations = append(v.Allocations, allocationView{p.Invoices[a.InvoiceID], a.AppliedOn, a.Amount.Plain(cur), viewShares(a.Shares, code, cur)})
	}
	return v
}

func (c *cli) answerPayment(cmd *cobra.Command, d *app.Desk, p app.PaymentPosted) error {
	code, err := codeOf(d, cmd)
	if err != nil {
		return err
	}
	v := viewPayment(p, code)
	return c.answer(v, func(w io.Writer) {
		fmt.Fprintf(w, "Payment %d of %s, %s: %s %s\n", v.ID, v.Client, v.Date, v.Amount, v.Currency)
		for _, a := range v.Allocations {
			fmt.Fprintf(w, "  invoice %s: %s\n", a.Invoice, a.Amount)
			for _, s := range a.Shares {
				fmt.Fprintf(w, "    %s: %s\n", strings.TrimSpace(string(s.Part)+" "+s.Timekeeper), s.Amount)
			}
		}
		if v.Unapplied != p.Payment.Amount.Plain(p.Payment.Currency) || len(v.Allocations) == 0 {
			fmt.Fprintf(w, "  stays as credit: %s\n", v.Unapplied)
		}
	})
}

// payTo reads --to NUMBER=AMOUNT, or NUMBER for as much as it owes.
func payTo(to []string) []app.PayTo {
	var list []app.PayTo
	for _, s := range to {
		number, amount, _ := strings.Cut(s, "=")
		list = append(list, app.PayTo{Invoice: number, Amount: amount})
	}
	return list
}

func toFlags(cmd *cobra.Command, to *[]string, rule *string) {
	cmd.Flags().StringArrayVar(to, "to", nil, "`NUMBER=AMOUNT`: lay so much on that invoice; repeat (default: oldest due first)")
	cmd.Flags().StringVar(rule, "rule", "", "without --to: oldest, newest or proportional (default: oldest)")
}

func (c *cli) paymentAddVerb() *cobra.Command {
	var req app.AddPayment
	var date, rule string
	var to []string
	cmd := &cobra.Command{
		Use: "add", Short: "Post money received and lay it on invoices", Args: cobra.NoArgs,
		Example: "  matterbookctl payment add --client DEVI --amount 1500.00 --date 2026-06-24 --method check --reference 4471\n" +
			"  matterbookctl payment add --client DEVI --amount 1500.00 --to 2026-0125=900.00 --to 2026-0131=600.00",
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if req.Date, err = dayFlag(cmd, "date", date); err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request, req.To, req.Rule = c.request(), payTo(to), bill.Rule(rule)
			p, err := d.AddPayment(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerPayment(cmd, d, p)
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Client, "client", "", "client `CODE`")
	f.StringVar(&req.Amount, "amount", "", "positive `AMOUNT`")
	f.StringVar(&date, "date", "", "`DATE` it was received (default: today)")
	f.StringVar(&req.Method, "method", "", "check, wire, ach, card or cash (default: check)")
	f.StringVar(&req.Reference, "reference", "", "check number, wire id")
	f.StringVar(&req.Note, "note", "", "internal note")
	f.BoolVar(&req.Keep, "keep", false, "lay nothing on invoices; all stays as the client's credit")
	f.StringVar(&req.ExtID, "ext-id", "", "the payment's `ID` where it comes from")
	toFlags(cmd, &to, &rule)
	return cmd
}

func paymentNumber(cmd *cobra.Command, s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 {
		return 0, usagef(cmd, "%q is not a number of a payment", s)
	}
	return n, nil
}

func (c *cli) paymentAllocateVerb() *cobra.Command {
	var date, rule string
	var to []string
	cmd := &cobra.Command{
		Use: "allocate ID", Short: "Lay a client's credit on invoices", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl payment allocate 12\n  matterbookctl payment allocate 12 --to 2026-0131=50.00",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := paymentNumber(cmd, args[0])
			if err != nil {
				return err
			}
			day, err := dayFlag(cmd, "date", date)
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			p, err := d.AllocatePayment(cmd.Context(), app.AllocatePayment{Request: c.request(), Payment: id, To: payTo(to), Rule: bill.Rule(rule), Date: day})
			if err != nil {
				return err
			}
			return c.answerPayment(cmd, d, p)
		},
	}
	cmd.Flags().StringVar(&date, "date", "", "`DATE` from which it counts (default: today)")
	toFlags(cmd, &to, &rule)
	return cmd
}

func (c *cli) paymentReverseVerb() *cobra.Command {
	var reason, date string
	cmd := &cobra.Command{
		Use: "reverse ID", Short: "Take a payment back: a check that bounced, a wrong client", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl payment reverse 12 --reason \"check returned unpaid\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := paymentNumber(cmd, args[0])
			if err != nil {
				return err
			}
			day, err := dayFlag(cmd, "date", date)
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			p, err := d.ReversePayment(cmd.Context(), app.ReversePayment{Request: c.request(), Payment: id, Date: day, Reason: reason})
			if err != nil {
				return err
			}
			return c.answerPayment(cmd, d, p)
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why")
	cmd.Flags().StringVar(&date, "date", "", "`DATE` of the reversal (default: today)")
	return cmd
}

func (c *cli) paymentListVerb() *cobra.Command {
	var ask app.AskPayments
	var from, to string
	cmd := &cobra.Command{
		Use: "list", Short: "Payments, newest first", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if ask.From, err = dayFlag(cmd, "from", from); err != nil {
				return err
			}
			if ask.To, err = dayFlag(cmd, "to", to); err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.Payments(cmd.Context(), ask)
			if err != nil {
				return err
			}
			code, err := codeOf(d, cmd)
			if err != nil {
				return err
			}
			views, rows := []paymentView{}, [][]string{}
			for _, p := range list {
				v := viewPayment(p, code)
				views = append(views, v)
				note := v.Reason
				if v.Reverses != 0 {
					note = fmt.Sprintf("takes back %d: %s", v.Reverses, v.Reason)
				}
				rows = append(rows, []string{fmt.Sprint(v.ID), v.Date.String(), v.Client, v.Amount, v.Currency, string(v.Method), v.Reference, v.Unapplied, note})
			}
			return c.answer(map[string][]paymentView{"payments": views}, func(w io.Writer) {
				table(w, []column{"Payment ", "Date", "Client", "Amount ", "Currency", "Method", "Reference", "Credit ", "Note"}, rows)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&ask.Client, "client", "", "client `CODE`")
	f.StringVar(&ask.Invoice, "invoice", "", "invoice `NUMBER`")
	f.StringVar(&from, "from", "", "first `DATE`")
	f.StringVar(&to, "to", "", "last `DATE`")
	f.IntVar(&ask.Limit, "limit", 0, "at most so many (default: all)")
	return cmd
}
