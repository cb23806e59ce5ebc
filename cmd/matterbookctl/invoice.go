package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"

	"github.com/spf13/cobra"
)

func (c *cli) invoiceVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "invoice", Short: "Invoices: issue, show, explain, send, void, credit, write"}
	cmd.AddCommand(c.invoiceFinalizeVerb(), c.invoiceListVerb(), c.invoiceShowVerb(), c.invoiceWhyVerb(), c.invoiceSendVerb(),
		c.invoiceVoidVerb(), c.invoiceCreditVerb(), c.invoiceWriteVerb())
	return cmd
}

type totalsOfBill struct {
	Fees        string `json:"fees"`
	Discount    string `json:"discount"`
	Hard        string `json:"hard"`
	Soft        string `json:"soft"`
	Tax         string `json:"tax"`
	Interest    string `json:"interest"`
	Total       string `json:"total"`
	Hours       string `json:"hours"`
	NoCharge    string `json:"no_charge_hours"`
	Worked      string `json:"worked_hours"`
	WorkedValue string `json:"worked_value"`
}

func viewBillTotals(t bill.Totals, cur money.Currency) totalsOfBill {
	return totalsOfBill{t.Fees.Plain(cur), t.Discount.Plain(cur), t.Hard.Plain(cur), t.Soft.Plain(cur), t.Tax.Plain(cur), t.Interest.Plain(cur), t.Total.Plain(cur),
		t.Hours.Plain(), t.NoChargeHours.Plain(), t.WorkedHours.Plain(), t.WorkedValue.Plain(cur)}
}

func printTotals(w io.Writer, t totalsOfBill) {
	fmt.Fprintf(w, "Fees %s (%s h charged, %s h worked), discount %s, hard costs %s, soft costs %s\nTotal %s\n", t.Fees, t.Hours, t.Worked, t.Discount, t.Hard, t.Soft, t.Total)
}

type finalizedView struct {
	Number   string       `json:"number"`
	PreBill  int64        `json:"prebill"`
	Client   string       `json:"client"`
	Matter   string       `json:"matter"`
	Date     cal.Date     `json:"date"`
	Due      cal.Date     `json:"due_on"`
	Currency string       `json:"currency"`
	Total    string       `json:"total"`
	Totals   totalsOfBill `json:"totals"`
	Trust    *drawnView   `json:"trust,omitempty"`
}

type drawnView struct {
	Amount    string `json:"amount"`
	Reference string `json:"reference"`
	Why       string `json:"why"` // why nothing was drawn
}

func (c *cli) invoiceFinalizeVerb() *cobra.Command {
	var date string
	var trust bool
	cmd := &cobra.Command{
		Use: "finalize PREBILL...", Short: "Issue pre-bills as numbered invoices", Args: cobra.MinimumNArgs(1),
		Long: `Numbers each pre-bill and posts it to receivables. All are tested before the first is
numbered. With --apply-trust an invoice whose matter has money available in trust, and
whose agreement needs no days between sending and drawing, is marked as sent on its date
and paid from trust; the answer says for each what was drawn, or why nothing was.`,
		Example: "  matterbookctl invoice finalize 31 32 33 --date 2026-06-30",
		RunE: func(cmd *cobra.Command, args []string) error {
			day, err := dayFlag(cmd, "date", date)
			if err != nil {
				return err
			}
			req := app.Finalize{Request: c.request(), Date: day, ApplyTrust: trust}
			for _, a := range args {
				id, err := preBillNumber(cmd, a)
				if err != nil {
					return err
				}
				req.PreBills = append(req.PreBills, id)
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.Finalize(cmd.Context(), req)
			if err != nil && len(list) == 0 {
				return err
			}
			views, rows := []finalizedView{}, [][]string{}
			for _, f := range list {
				v := finalizedView{f.Number, f.PreBill, f.Client, f.Matter, f.Date, f.DueOn, string(f.Currency), f.Totals.Total.Plain(f.Currency), viewBillTotals(f.Totals, f.Currency), nil}
				drawn := ""
				if f.Trust != nil {
					v.Trust = &drawnView{f.Trust.Amount.Plain(f.Currency), f.Trust.Ref, f.Trust.Why}
					if drawn = v.Trust.Amount + " " + v.Trust.Reference; v.Trust.Why != "" {
						drawn = v.Trust.Why
					}
				}
				views = append(views, v)
				rows = append(rows, []string{v.Number, v.Client, v.Matter, v.Date.String(), v.Due.String(), v.Total, v.Currency, drawn})
			}
			if werr := c.answer(map[string][]finalizedView{"invoices": views}, func(w io.Writer) {
				table(w, []column{"Invoice", "Client", "Matter", "Date", "Due", "Total ", "Currency", "Trust"}, rows)
			}); werr != nil {
				return werr
			}
			return err // some were issued, one was not: both are said
		},
	}
	cmd.Flags().StringVar(&date, "date", "", "`DATE` of the invoices (default: today)")
	cmd.Flags().BoolVar(&trust, "apply-trust", false, "draw trust for them where it may be drawn on that date")
	return cmd
}

type invoiceRowView struct {
	Number   string   `json:"number"`
	Client   string   `json:"client"`
	Matter   string   `json:"matter"`
	Date     cal.Date `json:"date"`
	Due      cal.Date `json:"due_on"`
	Status   string   `json:"status"`
	Sent     cal.Date `json:"sent_on"`
	Currency string   `json:"currency"`
	Total    string   `json:"total"`
	Paid     string   `json:"paid"`
	Credited string   `json:"credited"`
	Balance  string   `json:"balance"`
	Age      int      `json:"days_overdue"`
}

func viewInvoiceRow(r app.InvoiceRow) invoiceRowView {
	cur := r.Currency
	return invoiceRowView{r.Number, r.Client, r.Matter, r.Date, r.DueOn, r.Word(), r.SentOn, string(cur), r.Total.Plain(cur), r.Paid.Plain(cur), r.Credited.Plain(cur), r.Balance().Plain(cur), r.Age}
}

func (c *cli) invoiceListVerb() *cobra.Command {
	var ask app.AskInvoices
	var asOf, from, to string
	cmd := &cobra.Command{
		Use: "list", Short: "Invoices as they stood on a day, oldest first", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			for name, x := range map[string]struct {
				text string
				to   *cal.Date
			}{"as-of": {asOf, &ask.AsOf}, "from": {from, &ask.From}, "to": {to, &ask.To}} {
				if *x.to, err = dayFlag(cmd, name, x.text); err != nil {
					return err
				}
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.Invoices(cmd.Context(), ask)
			if err != nil {
				return err
			}
			views, rows := []invoiceRowView{}, [][]string{}
			for _, r := range list {
				v := viewInvoiceRow(r)
				views = append(views, v)
				rows = append(rows, []string{v.Number, v.Client, v.Matter, v.Date.String(), v.Due.String(), v.Status, v.Total, v.Paid, v.Credited, v.Balance})
			}
			return c.answer(map[string][]invoiceRowView{"invoices": views}, func(w io.Writer) {
				table(w, []column{"Invoice", "Client", "Matter", "Date", "Due", "Status", "Total ", "Paid ", "Credited ", "Balance "}, rows)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&ask.Client, "client", "", "client `CODE`")
	f.StringVar(&ask.Matter, "matter", "", "matter `CODE`")
	f.BoolVar(&ask.Open, "open", false, "only those with a balance")
	f.StringVar(&asOf, "as-of", "", "as they stood at the end of the `DATE`")
	f.StringVar(&from, "from", "", "first invoice `DATE`")
	f.StringVar(&to, "to", "", "last invoice `DATE`")
	f.StringVar(&ask.Text, "search", "", "`TEXT` in number, client or matter")
	f.IntVar(&ask.Limit, "limit", 0, "at most so many (default: all)")
	return cmd
}

type invoiceLineView struct {
	Line       int           `json:"line"`
	Kind       bill.LineKind `json:"kind"`
	Date       cal.Date      `json:"date"`
	Timekeeper string        `json:"timekeeper"`
	Task       string        `json:"task"`
	Activity   string        `json:"activity"`
	Expense    string        `json:"expense"`
	Text       string        `json:"text"`
	Worked     string        `json:"worked"`
	Units      string        `json:"units"`
	Rate       string        `json:"rate"`
	Amount     string        `json:"amount"`
	Value      string        `json:"value"`
	NoCharge   bool          `json:"no_charge"`
	TrustPaid  string        `json:"trust_paid"`
}

func viewLine(l bill.Line, cur money.Currency) invoiceLineView {
	return invoiceLineView{l.No, l.Kind, l.Date, l.TimekeeperCode, l.Task, l.Activity, l.Expense, l.Text, l.Worked.Plain(), l.Units.Plain(), l.Rate.Plain(), l.Amount.Plain(cur), l.Value.Plain(cur), l.NoCharge, l.TrustPaid}
}

type keeperView struct {
	Timekeeper string `json:"timekeeper"`
	Name       string `json:"name"`
	Class      string `json:"class"`
	Hours      string `json:"hours"`
	NoCharge   string `json:"no_charge_hours"`
	Rate       string `json:"rate"`
	Average    bool   `json:"average_rate"`
	Fees       string `json:"fees"`
	Discount   string `json:"discount"`
}

type shareView struct {
	Part       bill.Part `json:"part"`
	Timekeeper string    `json:"timekeeper"`
	Amount     string    `json:"amount"`
}

// viewShares names the timekeepers of shares by the invoice they are on.
func viewShares(shares []bill.Share, code func(int64) string, cur money.Currency) []shareView {
	views := []shareView{}
	for _, s := range shares {
		v := shareView{Part: s.Part, Amount: s.Amount.Plain(cur)}
		if s.TimekeeperID != 0 {
			v.Timekeeper = code(s.TimekeeperID)
		}
		views = append(views, v)
	}
	return views
}

func keeperCode(inv bill.Invoice) func(int64) string {
	return func(id int64) string {
		for _, k := range inv.Timekeepers {
			if k.TimekeeperID == id {
				return k.Code
			}
		}
		return strconv.FormatInt(id, 10)
	}
}

func (c *cli) invoiceShowVerb() *cobra.Command {
	return &cobra.Command{
		Use: "show NUMBER", Short: "An invoice with lines, totals, balance and what was paid", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl invoice show 2026-0125",
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			got, err := d.Invoice(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return c.answerInvoice(got)
		},
	}
}

func (c *cli) answerInvoice(got app.InvoiceView) error {
	inv, st, cur := got.Invoice, got.Standing, got.Invoice.Currency
	type paid struct {
		Payment int64       `json:"payment"`
		Date    cal.Date    `json:"date"`
		Amount  string      `json:"amount"`
		Method  string      `json:"method"`
		Shares  []shareView `json:"shares"`
	}
	type credited struct {
		Date   cal.Date    `json:"date"`
		Amount string      `json:"amount"`
		Reason string      `json:"reason"`
		Shares []shareView `json:"shares"`
	}
	v := struct {
		Number      string            `json:"number"`
		Status      string            `json:"status"`
		Client      string            `json:"client"`
		ClientName  string            `json:"client_name"`
		Matter      string            `json:"matter"`
		MatterName  string            `json:"matter_name"`
		Date        cal.Date          `json:"date"`
		Due         cal.Date          `json:"due_on"`
		From        cal.Date          `json:"period_from"`
		To          cal.Date          `json:"period_to"`
		Sent        cal.Date          `json:"sent_on"`
		SentHow     string            `json:"sent_how"`
		Voided      cal.Date          `json:"voided_on"`
		VoidReason  string            `json:"void_reason"`
		Currency    string            `json:"currency"`
		Total       string            `json:"total"`
		Paid        string            `json:"paid"`
		Credited    string            `json:"credited"`
		Balance     string            `json:"balance"`
		Totals      totalsOfBill      `json:"totals"`
		Lines       []invoiceLineView `json:"lines"`
		Timekeepers []keeperView      `json:"timekeepers"`
		Payments    []paid            `json:"payments"`
		Credits     []credited        `json:"credits"`
		Owed        []shareView       `json:"owed"`
	}{inv.Number, st.Word(), inv.Paper.Client.Code, inv.Paper.Client.Name, inv.Paper.Matter.Code, inv.Paper.Matter.Name, inv.Date, inv.DueOn, inv.PeriodFrom, inv.PeriodTo,
		inv.SentOn, inv.SentHow, inv.VoidedOn, inv.VoidReason, string(cur), inv.Totals.Total.Plain(cur), st.Paid.Plain(cur), st.Credited.Plain(cur), st.Balance().Plain(cur),
		viewBillTotals(inv.Totals, cur), []invoiceLineView{}, []keeperView{}, []paid{}, []credited{}, viewShares(got.Owed.Shares, keeperCode(inv), cur)}
	var rows [][]string
	for _, l := range inv.Lines {
		x := viewLine(l, cur)
		v.Lines = append(v.Lines, x)
		note := x.TrustPaid
		if x.NoCharge {
			note = "no charge, value " + x.Value
		}
		rows = append(rows, []string{fmt.Sprint(x.Line), x.Date.String(), strings.TrimSpace(x.Timekeeper + " " + x.Expense), x.Units, x.Rate, x.Amount, oneLine(x.Text, 60), note})
	}
	for _, k := range inv.Timekeepers {
		v.Timekeepers = append(v.Timekeepers, keeperView{k.Code, k.Name, k.Class, k.Hours.Plain(), k.NoChargeHours.Plain(), k.Rate.Plain(), k.Mixed, k.Fees.Plain(cur), k.Discount.Plain(cur)})
	}
	for _, p := range got.Payments {
		for _, a := range p.Allocations {
			if a.InvoiceID == inv.ID {
				v.Payments = append(v.Payments, paid{p.ID, a.AppliedOn, a.Amount.Plain(cur), string(p.Method), viewShares(a.Shares, keeperCode(inv), cur)})
			}
		}
	}
	for _, x := range got.Credits {
		v.Credits = append(v.Credits, credited{x.Date, x.Amount.Plain(cur), x.Reason, viewShares(x.Shares, keeperCode(inv), cur)})
	}
	return c.answer(v, func(w io.Writer) {
		fmt.Fprintf(w, "Invoice %s (%s), %s, due %s: %s, matter %s, %s\n", v.Number, v.Status, v.Date, v.Due, v.ClientName, v.Matter, v.MatterName)
		if !v.Voided.IsZero() {
			fmt.Fprintf(w, "Void on %s: %s\n", v.Voided, v.VoidReason)
		}
		fmt.Fprintln(w)
		table(w, []column{"Line ", "Date", "Who", "Units ", "Rate ", "Amount ", "Text", "Note"}, rows)
		fmt.Fprintln(w)
		printTotals(w, v.Totals)
		for _, p := range v.Payments {
			fmt.Fprintf(w, "%s payment %d (%s): %s\n", p.Date, p.Payment, p.Method, p.Amount)
		}
		for _, x := range v.Credits {
			fmt.Fprintf(w, "%s credit: %s, %s\n", x.Date, x.Amount, x.Reason)
		}
		fmt.Fprintf(w, "Balance %s %s\n", v.Balance, v.Currency)
	})
}
