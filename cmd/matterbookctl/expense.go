package main

import (
	"fmt"
	"io"
	"strconv"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/work"

	"github.com/spf13/cobra"
)

func (c *cli) expenseVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "expense", Short: "Costs of matters: add, list"}
	cmd.AddCommand(c.expenseAddVerb(), c.expenseListVerb())
	return cmd
}

type expenseView struct {
	ID          int64            `json:"id"`
	Date        cal.Date         `json:"date"`
	Matter      string           `json:"matter"`
	Code        string           `json:"code"`
	Kind        work.ExpenseKind `json:"kind"`
	Units       string           `json:"units"`
	UnitPrice   string           `json:"unit_price"`
	Amount      string           `json:"amount"`
	Currency    string           `json:"currency"`
	Description string           `json:"description"`
	Vendor      string           `json:"vendor"`
	Timekeeper  string           `json:"timekeeper"`
	Billable    work.Billable    `json:"billable"`
	Status      work.Status      `json:"status"`
	ExtID       string           `json:"ext_id"`
}

func viewExpense(r app.ExpenseRow) expenseView {
	return expenseView{
		ID: r.ID, Date: r.Date, Matter: r.MatterCode, Code: r.Code, Kind: r.Kind, Units: r.Units.Plain(), UnitPrice: r.UnitPrice.Plain(),
		Amount: r.Amount.Plain(r.Currency), Currency: string(r.Currency), Description: r.Description, Vendor: r.Vendor,
		Timekeeper: r.TimekeeperCode, Billable: r.Billable, Status: r.Status, ExtID: r.ExtID,
	}
}

func (c *cli) expenseAddVerb() *cobra.Command {
	var req app.AddExpense
	cmd := &cobra.Command{
		Use: "add", Short: "Record a cost of a matter", Args: cobra.NoArgs,
		Example: "  matterbookctl expense add --matter 100-01 --date 2026-06-05 --code E112 --unit-price 435.00 --text \"Filing fee\" --vendor \"Clerk of Court\"",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			saved, err := d.AddExpense(cmd.Context(), req)
			if err != nil {
				return err
			}
			v := viewExpense(app.ExpenseRow{Expense: saved.Expense, MatterCode: req.Matter, TimekeeperCode: req.Timekeeper, Currency: saved.Currency})
			return c.answer(v, func(w io.Writer) {
				fmt.Fprintf(w, "Expense %d: %s, matter %s: %s %s (%s)\n", v.ID, v.Date, v.Matter, v.Amount, v.Currency, v.Status)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Matter, "matter", "", "matter `CODE`")
	f.Int64Var(&req.TrustEntry, "trust-entry", 0, "`ENTRY` of trust that paid it: shown on the bill, nothing due")
	f.StringVar(&req.Date, "date", "", "`DATE`, YYYY-MM-DD")
	f.StringVar(&req.Code, "code", "", "expense `CODE`, E101 and so on")
	f.StringVar(&req.Units, "units", "", "number of units (default: 1)")
	f.StringVar(&req.UnitPrice, "unit-price", "", "`PRICE` of one unit; negative for a credit")
	f.StringVar(&req.Description, "text", "", "what the client reads")
	f.StringVar(&req.Kind, "kind", "", "hard (paid to others) or soft (in-house)")
	f.StringVar(&req.Vendor, "vendor", "", "who was paid")
	f.StringVar(&req.Timekeeper, "timekeeper", "", "`CODE` of who incurred it")
	f.StringVar(&req.Billable, "billable", "", "Y, N or NC")
	f.StringVar(&req.ExtID, "ext-id", "", "the expense's `ID` where it comes from")
	f.BoolVar(&req.Draft, "draft", false, "keep it as a draft")
	return cmd
}

func (c *cli) expenseListVerb() *cobra.Command {
	var req app.ListTime
	cmd := &cobra.Command{
		Use: "list", Short: "List expenses, newest first", Args: cobra.NoArgs,
		Example: "  matterbookctl expense list --matter 100-01 --status released",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.ListExpenses(cmd.Context(), req, app.Page{})
			if err != nil {
				return err
			}
			views, rows := make([]expenseView, len(list)), make([][]string, len(list))
			for i, x := range list {
				v := viewExpense(x)
				views[i] = v
				rows[i] = []string{strconv.FormatInt(v.ID, 10), v.Date.String(), v.Matter, v.Code, string(v.Kind), v.Units, v.UnitPrice, v.Amount, string(v.Status), oneLine(v.Description, 50)}
			}
			return c.answer(map[string][]expenseView{"expenses": views}, func(w io.Writer) {
				table(w, []column{"No. ", "Date", "Matter", "Code", "Kind", "Units ", "Price ", "Amount ", "Status", "Description"}, rows)
			})
		},
	}
	listFlags(cmd, &req)
	cmd.Flags().StringVar(&req.Status, "status", "", "draft, released, on_prebill, billed, written_off or no_charge")
	cmd.Flags().IntVar(&req.Limit, "limit", 0, "at most `N`")
	return cmd
}
