package main

import (
	"fmt"
	"io"
	"strings"

	"matterbook/app"
	"matterbook/app/firm"
	"matterbook/app/money"

	"github.com/spf13/cobra"
)

func (c *cli) firmVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "firm", Short: "The firm: show, change, number invoices, close the books"}
	cmd.AddCommand(c.firmShowVerb(), c.firmSetVerb(), c.firmNumberVerb(), c.firmCloseVerb())
	return cmd
}

type firmView struct {
	Name          string         `json:"name"`
	Address       firm.Address   `json:"address"`
	Phone         string         `json:"phone"`
	Email         string         `json:"email"`
	Website       string         `json:"website"`
	LEDESFirmID   string         `json:"ledes_firm_id"`
	Currency      money.Currency `json:"currency"`
	Minimum       string         `json:"minimum"`
	Increment     string         `json:"increment"`
	TermsDays     int            `json:"terms_days"`
	InvoiceSeries string         `json:"invoice_series"`
	AgeBy         firm.AgeBy     `json:"age_by"`
	ClosedThrough string         `json:"closed_through"`
	PaymentText   string         `json:"payment_text"`
	TermsText     string         `json:"terms_text"`
	Paper         firm.Paper     `json:"paper"`
	CodeSet       string         `json:"code_set"`
}

func (c *cli) answerFirm(f firm.Firm) error {
	v := firmView{f.Name, f.Address, f.Phone, f.Email, f.Website, f.LEDESFirmID, f.Currency, f.TimeRule.Minimum.Plain(), f.TimeRule.Increment.Plain(),
		f.TermsDays, f.InvoiceSeries, f.AgeBy, f.ClosedThrough.String(), f.PaymentText, f.TermsText, f.Paper, f.CodeSet}
	return c.answer(v, func(w io.Writer) {
		size := "letter"
		if f.Paper.Size == firm.A4 {
			size = "a4"
		}
		for _, l := range [][2]string{{"Firm", f.Name}, {"Address", strings.Join(f.Address.Lines(), ", ")}, {"Phone", f.Phone}, {"E-mail", f.Email}, {"Website", f.Website},
			{"LEDES id", f.LEDESFirmID}, {"Currency", string(f.Currency)}, {"Time", v.Minimum + " at least, then steps of " + v.Increment}, {"Terms", fmt.Sprintf("%d days", f.TermsDays)},
			{"Invoice numbers", f.InvoiceSeries}, {"Age by", string(f.AgeBy)}, {"Closed through", v.ClosedThrough}, {"Paper", size}, {"Foot of a page", f.Paper.Foot}} {
			if l[1] != "" {
				fmt.Fprintf(w, "%-16s %s\n", l[0], l[1])
			}
		}
	})
}

func (c *cli) firmShowVerb() *cobra.Command {
	return &cobra.Command{
		Use: "show", Short: "Show the firm and its settings", Args: cobra.NoArgs,
		Example: "  matterbookctl firm show --json",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			f, err := d.Firm(cmd.Context())
			if err != nil {
				return err
			}
			return c.answerFirm(f)
		},
	}
}

func (c *cli) firmSetVerb() *cobra.Command {
	var name, phone, email, website, ledes, ageBy, payment, terms, minimum, increment, size, foot, set string
	var address firm.Address
	var days int
	var codes, hours, rates, slip bool
	cmd := &cobra.Command{
		Use: "set", Short: "Change the firm's settings; issued invoices stay as they are", Args: cobra.NoArgs,
		Example: "  matterbookctl firm set --terms-days 14 --paper a4 --show-rates=false",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			f, err := d.Firm(cmd.Context())
			if err != nil {
				return err
			}
			req := app.SetFirm{Request: c.request(), Version: f.RowVersion, Name: changed(cmd, "name", &name), Phone: changed(cmd, "phone", &phone), Email: changed(cmd, "email", &email),
				Website: changed(cmd, "website", &website), LEDESFirmID: changed(cmd, "ledes-firm-id", &ledes), AgeBy: changed(cmd, "age-by", &ageBy),
				PaymentText: changed(cmd, "payment-text", &payment), TermsText: changed(cmd, "terms-text", &terms), CodeSet: changed(cmd, "code-set", &set), Address: addressOf(cmd, f.Address, address)}
			if cmd.Flags().Changed("terms-days") {
				req.TermsDays = &days
			}
			for _, h := range []struct {
				flag, text string
				to         **money.Quantity
			}{{"minimum", minimum, &req.Minimum}, {"increment", increment, &req.Increment}} {
				q, err := hoursFlag(cmd, h.flag, h.text)
				if err != nil {
					return err
				}
				if h.text != "" {
					*h.to = &q
				}
			}
			paper := f.Paper
			if cmd.Flags().Changed("paper") {
				paper.Size = firm.PaperSize(strings.ToLower(size))
				if paper.Size == "letter" {
					paper.Size = firm.Letter
				}
			}
			for _, b := range []struct {
				flag string
				on   bool
				to   *bool
			}{{"show-codes", codes, &paper.HideCodes}, {"show-hours", hours, &paper.HideHours}, {"show-rates", rates, &paper.HideRates}, {"slip", slip, &paper.NoSlip}} {
				if cmd.Flags().Changed(b.flag) {
					*b.to = !b.on
				}
			}
			if cmd.Flags().Changed("foot-text") {
				paper.Foot = foot
			}
			if paper != f.Paper {
				req.Paper = &paper
			}
			if f, err = d.SetFirm(cmd.Context(), req); err != nil {
				return err
			}
			return c.answerFirm(f)
		},
	}
	fl := cmd.Flags()
	fl.StringVar(&name, "name", "", "name as printed")
	addressFlags(fl, &address)
	fl.StringVar(&phone, "phone", "", "telephone")
	fl.StringVar(&email, "email", "", "e-mail address")
	fl.StringVar(&website, "website", "", "website")
	fl.StringVar(&ledes, "ledes-firm-id", "", "`ID` in LEDES files, in the United States the federal tax id")
	fl.IntVar(&days, "terms-days", 0, "`DAYS` from invoice date to due date")
	fl.StringVar(&ageBy, "age-by", "", "age receivables by due or invoice date")
	fl.StringVar(&minimum, "minimum", "", "least `HOURS` of an entry")
	fl.StringVar(&increment, "increment", "", "step in `HOURS` that time is rounded up to, 0.1 or 0.25")
	fl.StringVar(&payment, "payment-text", "", "how to pay, printed on the invoice")
	fl.StringVar(&terms, "terms-text", "", "legal text at the end of the invoice")
	fl.StringVar(&set, "code-set", "", "task code `SET` a new matter is offered in the window; blank: none")
	fl.StringVar(&size, "paper", "", "letter or a4")
	fl.StringVar(&foot, "foot-text", "", "line at the foot of every page; blank: the firm's name")
	fl.BoolVar(&codes, "show-codes", true, "UTBMS codes beside the lines of an invoice")
	fl.BoolVar(&hours, "show-hours", true, "hours beside the lines")
	fl.BoolVar(&rates, "show-rates", true, "rates beside the lines")
	fl.BoolVar(&slip, "slip", true, "the slip to send back with the payment")
	return cmd
}

func (c *cli) firmNumberVerb() *cobra.Command {
	var pattern string
	var next int64
	cmd := &cobra.Command{
		Use: "number", Short: "How invoices are numbered, and what the next one will be", Args: cobra.NoArgs,
		Example: "  matterbookctl firm number --pattern {YY}{NNNN} --next 500",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req := app.SetNumbering{Request: c.request(), Pattern: changed(cmd, "pattern", &pattern)}
			if cmd.Flags().Changed("next") {
				req.Next = &next
			}
			var n app.Numbering
			if req.Pattern == nil && req.Next == nil {
				n, err = d.Numbering(cmd.Context())
			} else {
				n, err = d.SetNumbering(cmd.Context(), req)
			}
			if err != nil {
				return err
			}
			v := map[string]any{"pattern": n.Pattern, "series": n.Series, "last": n.Last, "next": n.Next}
			return c.answer(v, func(w io.Writer) { fmt.Fprintf(w, "Pattern %s; the next invoice is %s\n", n.Pattern, n.Next) })
		},
	}
	cmd.Flags().StringVar(&pattern, "pattern", "", "`PATTERN` such as {YYYY}-{NNNN}")
	cmd.Flags().Int64Var(&next, "next", 0, "`NUMBER` of the next invoice, before the first of its series")
	return cmd
}

func (c *cli) firmCloseVerb() *cobra.Command {
	var through, reason string
	cmd := &cobra.Command{
		Use: "close", Short: "Close the books through a day: nothing can be dated on or before it", Args: cobra.NoArgs,
		Example: "  matterbookctl firm close --through 2026-05-31",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("through") {
				return usagef(cmd, "say which day: --through DATE, or --through \"\" to open everything again")
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			f, err := d.CloseBooks(cmd.Context(), app.CloseBooks{Request: c.request(), Through: through, Reason: reason})
			if err != nil {
				return err
			}
			return c.answer(map[string]any{"closed_through": f.ClosedThrough.String()}, func(w io.Writer) {
				if f.ClosedThrough.IsZero() {
					fmt.Fprintln(w, "The books are open.")
					return
				}
				fmt.Fprintf(w, "The books are closed through %s.\n", f.ClosedThrough)
			})
		},
	}
	cmd.Flags().StringVar(&through, "through", "", "last closed `DATE`")
	cmd.Flags().StringVar(&reason, "reason", "", "why a closed period is opened again")
	return cmd
}
