package main

import (
	"fmt"
	"io"
	"path/filepath"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/outfile"

	"github.com/spf13/cobra"
)

type belowFloorView struct {
	Account   string `json:"account"`
	Matter    string `json:"matter"`
	Client    string `json:"client"`
	Available string `json:"available"`
	Floor     string `json:"floor"`
	Target    string `json:"target"`
	Amount    string `json:"amount"`
	Request   string `json:"request"` // open already, blank for none
}

type trustRequestView struct {
	Number    string   `json:"number"`
	Date      cal.Date `json:"date"`
	Account   string   `json:"account"`
	Matter    string   `json:"matter"`
	Available string   `json:"available"`
	Floor     string   `json:"floor"`
	Target    string   `json:"target"`
	Amount    string   `json:"amount"`
	Status    string   `json:"status"`
	EndedOn   cal.Date `json:"ended_on"`
	Reason    string   `json:"reason"`
	Entry     int64    `json:"entry"`
}

func (c *cli) trustBelowVerb() *cobra.Command {
	var account string
	cmd := &cobra.Command{
		Use: "below-floor", Short: "Matters whose trust is below their floor", Args: cobra.NoArgs,
		Example: "  matterbookctl trust below-floor --account IOLTA",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.BelowFloor(cmd.Context(), account)
			if err != nil {
				return err
			}
			views, rows := []belowFloorView{}, [][]string{}
			for _, r := range list {
				cur := r.Account.Currency
				v := belowFloorView{r.Account.Code, r.Matter.Code, r.Client.Name, r.Available.Plain(cur), r.Floor.Plain(cur), r.Target.Plain(cur), r.Amount.Plain(cur), r.Open.Number}
				views = append(views, v)
				rows = append(rows, []string{v.Account, v.Matter, v.Client, v.Available, v.Floor, v.Target, v.Amount, v.Request})
			}
			return c.answer(map[string]any{"matters": views}, func(w io.Writer) {
				table(w, []column{"Account", "Matter", "Client", "Available ", "Floor ", "Target ", "To ask ", "Asked by"}, rows)
			})
		},
	}
	cmd.Flags().StringVar(&account, "account", "", "trust account `CODE` (default: all)")
	return cmd
}

func (c *cli) trustRequestVerb() *cobra.Command {
	var req app.RequestTrust
	var date, out, mail string
	cmd := &cobra.Command{
		Use: "request [MATTER...]", Short: "Ask clients to fill trust up again; without a matter all that are below their floor",
		Example: "  matterbookctl trust request --out letters.pdf\n  matterbookctl trust request 100-01 --date 2026-06-30",
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if req.Date, err = dayFlag(cmd, "date", date); err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request, req.Matters = c.request(), args
			made, err := d.RequestTrust(cmd.Context(), req)
			if err != nil {
				return err
			}
			file := ""
			if out != "" {
				written, err := outfile.Write(filepath.Dir(out), filepath.Base(out), made.Letters, outfile.Replace)
				if err != nil {
					return err
				}
				file = written.Path
			}
			drafts := []string{}
			if mail != "" {
				written, err := d.WriteTrustRequests(cmd.Context(), made, "mail", mail)
				if err != nil {
					return err
				}
				for _, w := range written {
					if w.Err != nil {
						fmt.Fprintf(cmd.ErrOrStderr(), "%s: %v\n", w.Number, w.Err)
						continue
					}
					drafts = append(drafts, w.File.Path)
				}
			}
			views, rows := []trustRequestView{}, [][]string{}
			for i, r := range made.Requests {
				p := made.Papers[i]
				v := trustRequestView{Number: r.Number, Date: r.On, Account: p.Account, Matter: p.MatterCode, Available: r.Available.Plain(p.Currency), Floor: r.Floor.Plain(p.Currency),
					Target: r.Target.Plain(p.Currency), Amount: r.Amount.Plain(p.Currency), Status: r.Status}
				views = append(views, v)
				rows = append(rows, []string{v.Number, v.Matter, v.Available, v.Target, v.Amount})
			}
			return c.answer(map[string]any{"requests": views, "file": file, "drafts": drafts}, func(w io.Writer) {
				table(w, []column{"Request", "Matter", "Available ", "Target ", "Asked for "}, rows)
				if file != "" {
					fmt.Fprintln(w, file)
				}
			})
		},
	}
	cmd.Flags().StringVar(&date, "date", "", "`DATE` of the letters (default: today)")
	cmd.Flags().StringVar(&out, "out", "", "`FILE` for the letters, one PDF")
	cmd.Flags().StringVar(&mail, "mail", "", "`FOLDER` for drafts of mails, one a client, with the letter attached")
	return cmd
}

func (c *cli) trustRequestsVerb() *cobra.Command {
	var account string
	var open bool
	cmd := &cobra.Command{
		Use: "requests", Short: "List requests to fill trust up again", Args: cobra.NoArgs,
		Example: "  matterbookctl trust requests --open",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.TrustRequests(cmd.Context(), account, open)
			if err != nil {
				return err
			}
			views, rows := []trustRequestView{}, [][]string{}
			for _, r := range list {
				v := viewRequestRow(r)
				views = append(views, v)
				rows = append(rows, []string{v.Number, v.Date.String(), v.Matter, v.Amount, v.Status, v.Reason})
			}
			return c.answer(map[string]any{"requests": views}, func(w io.Writer) {
				table(w, []column{"Request", "Date", "Matter", "Asked for ", "Status", "Reason"}, rows)
			})
		},
	}
	cmd.Flags().StringVar(&account, "account", "", "trust account `CODE` (default: all)")
	cmd.Flags().BoolVar(&open, "open", false, "only those nobody answered")
	return cmd
}

func viewRequestRow(r app.TrustRequestRow) trustRequestView {
	cur := r.Account.Currency
	return trustRequestView{r.Number, r.On, r.Account.Code, r.Matter.Code, r.Available.Plain(cur), r.Floor.Plain(cur), r.Target.Plain(cur), r.Amount.Plain(cur), r.Status, r.EndedOn, r.EndReason, r.TxnID}
}

func (c *cli) trustRequestEndVerb() *cobra.Command {
	var req app.EndTrustRequest
	var date string
	cmd := &cobra.Command{
		Use: "request-end NUMBER", Short: "Note that a request was answered, or withdraw it", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl trust request-end TR-2026-0001 --status withdrawn --reason \"Matter settled\"",
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if req.Date, err = dayFlag(cmd, "date", date); err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request, req.Number = c.request(), args[0]
			r, err := d.EndTrustRequest(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answer(map[string]any{"number": r.Number, "status": r.Status, "ended_on": r.EndedOn}, func(w io.Writer) {
				fmt.Fprintf(w, "%s: %s on %s\n", r.Number, r.Status, r.EndedOn)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Status, "status", "", "paid or withdrawn")
	f.StringVar(&req.Reason, "reason", "", "why it is withdrawn")
	f.StringVar(&date, "date", "", "`DATE` (default: today)")
	return cmd
}
