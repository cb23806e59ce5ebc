package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/outfile"

	"github.com/spf13/cobra"
)

type closingView struct {
	Number     int64    `json:"number"` // id, as review, reopen and paper take it
	Account    string   `json:"account"`
	From       cal.Date `json:"from"`
	AsOf       cal.Date `json:"as_of"`
	Status     string   `json:"status"`
	Statement  string   `json:"statement"`
	Journal    string   `json:"journal"`
	PreparedBy string   `json:"prepared_by"`
	ReviewedBy string   `json:"reviewed_by"`
	State      string   `json:"state"` // signed, reviewed, reopening asked, reopened
	SHA256     string   `json:"sha256"`
}

func viewClosing(p app.PastReconciliation) closingView {
	cur := p.Account.Currency
	v := closingView{Number: p.ID, Account: p.Account.Code, From: p.From, AsOf: p.AsOf, Status: p.Paper.Status, Statement: p.Statement.Plain(cur), Journal: p.Journal.Plain(cur),
		PreparedBy: p.Prepared.Code, ReviewedBy: p.Reviewed.Code, State: "signed"}
	switch {
	case !p.Live():
		v.State = "reopened"
	case p.ReopenBy != 0:
		v.State = "reopening asked"
	case p.ReviewedBy != 0:
		v.State = "reviewed"
	}
	if n := len(p.Papers); n > 0 {
		v.SHA256 = p.Papers[n-1].SHA256
	}
	return v
}

func (c *cli) trustReconciliationsVerb() *cobra.Command {
	var account string
	cmd := &cobra.Command{
		Use: "reconciliations", Short: "List the reconciliations that were signed", Args: cobra.NoArgs,
		Example: "  matterbookctl trust reconciliations --account IOLTA",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.Reconciliations(cmd.Context(), account)
			if err != nil {
				return err
			}
			views := []closingView{}
			rows := [][]string{}
			for _, p := range list {
				v := viewClosing(p)
				views = append(views, v)
				rows = append(rows, []string{strconv.FormatInt(v.Number, 10), v.Account, v.From.String(), v.AsOf.String(), v.Statement, v.Status, v.PreparedBy, v.ReviewedBy, v.State})
			}
			return c.answer(map[string]any{"reconciliations": views}, func(w io.Writer) {
				table(w, []column{"No. ", "Account", "From", "As of", "Statement ", "Status", "Prepared", "Reviewed", "State"}, rows)
			})
		},
	}
	cmd.Flags().StringVar(&account, "account", "", "trust account `CODE` (default: all)")
	return cmd
}

func reconciliationID(cmd *cobra.Command, text string) (int64, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, usagef(cmd, "%q is no number of a reconciliation", text)
	}
	return id, nil
}

func (c *cli) trustReviewVerb() *cobra.Command {
	return &cobra.Command{
		Use: "review NUMBER", Short: "Sign a reconciliation as the second person", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl trust review 3 --as rmd",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := reconciliationID(cmd, args[0])
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			r, err := d.ReviewReconciliation(cmd.Context(), app.ReviewReconciliation{Request: c.request(), ID: id})
			if err != nil {
				return err
			}
			return c.answer(map[string]any{"number": id, "reviewed_by": r.Paper.ReviewedBy, "sha256": r.Hash}, func(w io.Writer) {
				fmt.Fprintf(w, "Reconciliation %d of %s, %s: reviewed by %s\n", id, r.Paper.Code, r.AsOf, r.Paper.ReviewedBy)
			})
		},
	}
}

func (c *cli) trustReopenVerb() *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use: "reopen NUMBER", Short: "Open the newest closed period again: one person asks, another agrees", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl trust reopen 3 --reason \"Check 1088 cleared in June\" --as ann\n  matterbookctl trust reopen 3 --as rmd",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := reconciliationID(cmd, args[0])
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			r, err := d.ReopenReconciliation(cmd.Context(), app.ReopenReconciliation{Request: c.request(), ID: id, Reason: reason})
			if err != nil {
				return err
			}
			open := !r.Live()
			return c.answer(map[string]any{"number": id, "reopened": open}, func(w io.Writer) {
				if open {
					fmt.Fprintf(w, "Reconciliation %d is reopened; the period from %s to %s is open again\n", id, r.From, r.AsOf)
					return
				}
				fmt.Fprintf(w, "Asked to reopen reconciliation %d; another person must agree by the same command\n", id)
			})
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why the period must be opened again")
	return cmd
}

func (c *cli) trustPaperVerb() *cobra.Command {
	var out, kind string
	cmd := &cobra.Command{
		Use: "paper NUMBER", Short: "Write the kept report of a reconciliation, byte for byte", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl trust paper 3 --out june.pdf",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := reconciliationID(cmd, args[0])
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			p, err := d.ReconciliationPaper(cmd.Context(), id, kind)
			if err != nil {
				return err
			}
			if out == "" {
				out = p.Name
			}
			file, err := outfile.Write(filepath.Dir(out), filepath.Base(out), p.Bytes, outfile.Replace)
			if err != nil {
				return err
			}
			return c.answer(map[string]any{"file": file.Path, "sha256": file.SHA256, "kind": p.Kind}, func(w io.Writer) {
				fmt.Fprintf(w, "%s: %s\n", file.Path, p.Kind)
			})
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "`FILE` to write (default: its own name)")
	cmd.Flags().StringVar(&kind, "kind", "", "prepared, reviewed or superseded (default: the newest)")
	return cmd
}

// bankErrorFlags reads slips of the bank: "4500.00 Check 1091 misread".
func bankErrorFlags(cmd *cobra.Command, texts []string) ([]app.AskBankError, error) {
	if !cmd.Flags().Changed("bank-error") {
		return nil, nil
	}
	list := []app.AskBankError{}
	for _, t := range texts {
		if strings.TrimSpace(t) == "none" {
			continue
		}
		amount, text, ok := strings.Cut(strings.TrimSpace(t), " ")
		if !ok {
			return nil, usagef(cmd, "--bank-error takes an amount and what it is: --bank-error \"4500.00 Check 1091 misread by the bank\"")
		}
		list = append(list, app.AskBankError{Amount: amount, Text: text})
	}
	return list, nil
}
