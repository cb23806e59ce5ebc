package main

import (
	"fmt"
	"io"

	"matterbook/app"

	"github.com/spf13/cobra"
)

func (c *cli) trustApplyVerb() *cobra.Command {
	var req app.ApplyTrust
	var date string
	cmd := &cobra.Command{
		Use: "apply", Short: "Pay an issued invoice from trust: transfer, payment and allocation in one act", Args: cobra.NoArgs,
		Example: "  matterbookctl trust apply --invoice 2026-0125 --date 2026-06-25",
		RunE: func(cmd *cobra.Command, _ []string) error {
			day, err := dayFlag(cmd, "date", date)
			if err != nil {
				return err
			}
			if req.Invoice == "" {
				return usagef(cmd, "say which invoice: --invoice NUMBER")
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request, req.Date = c.request(), day
			done, err := d.ApplyTrust(cmd.Context(), req)
			if err != nil {
				return err
			}
			cur := done.Payment.Currency
			v := struct {
				Invoice   string          `json:"invoice"`
				Amount    string          `json:"amount"`
				Owed      string          `json:"owed"`
				Reference string          `json:"reference"`
				Entry     int64           `json:"entry"`
				Payment   int64           `json:"payment"`
				Ledger    trustLedgerView `json:"ledger"`
			}{req.Invoice, done.Payment.Amount.Plain(cur), done.Owed.Plain(cur), done.Transfer.Reference, done.Transfer.ID,
				done.Payment.ID, viewLedger(done.Balance, done.Account.Code, done.Matter.Code, cur)}
			return c.answer(v, func(w io.Writer) {
				fmt.Fprintf(w, "%s: %s from trust to invoice %s, which now owes %s\n", v.Reference, v.Amount, v.Invoice, v.Owed)
				printLedgers(w, []trustLedgerView{v.Ledger})
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Invoice, "invoice", "", "`NUMBER` of the invoice")
	f.StringVar(&req.Amount, "amount", "", "`AMOUNT` (default: as much as is owed and available)")
	f.StringVar(&req.Account, "account", "", "trust account `CODE`, when the matter has money in several")
	f.StringVar(&date, "date", "", "`DATE` of the transfer (default: today)")
	return cmd
}

func (c *cli) trustMirrorVerb(word, short string) *cobra.Command {
	var date, reason string
	cmd := &cobra.Command{
		Use: word + " ENTRY", Short: short, Args: cobra.ExactArgs(1),
		Example: "  matterbookctl trust " + word + " 17 --date 2026-07-03 --reason \"Wrong matter\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := entryNumber(cmd, args[0])
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
			if day.IsZero() {
				day = d.Today()
			}
			act := d.ReverseTrust
			if word == "void" {
				act = d.VoidTrust
			}
			posted, err := act(cmd.Context(), app.ReverseTrust{Request: c.request(), Entry: id, Date: day, Reason: reason})
			if err != nil {
				return err
			}
			return c.answerPosted(cmd, d, posted)
		},
	}
	cmd.Flags().StringVar(&date, "date", "", "`DATE` of the mirror entry (default: today)")
	cmd.Flags().StringVar(&reason, "reason", "", "why")
	return cmd
}
