package main

import (
	"fmt"
	"io"
	"strconv"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/invoice/ledes"

	"github.com/spf13/cobra"
)

type whyStepView struct {
	At     string `json:"at"`
	User   string `json:"user"`
	Act    string `json:"act"`
	Reason string `json:"reason"`
}

func viewSteps(steps []app.WhyStep) []whyStepView {
	views := []whyStepView{}
	for _, s := range steps {
		views = append(views, whyStepView{instant(s.At), s.User, s.Act, s.Reason})
	}
	return views
}

type whyLineView struct {
	invoiceLineView
	Entry         int64         `json:"entry,omitempty"`
	ExpenseID     int64         `json:"expense_id,omitempty"`
	RateWhy       string        `json:"rate_why"`
	Priced        string        `json:"priced"`
	Was           figuresView   `json:"was"`
	WriteDown     string        `json:"write_down"`
	Reason        string        `json:"reason"`
	DiscountShare string        `json:"discount_share"`
	Steps         []whyStepView `json:"steps"`
}

func (c *cli) invoiceWhyVerb() *cobra.Command {
	return &cobra.Command{
		Use: "why NUMBER [LINE]", Short: "Where every cent comes from: entry, rate and its rule, edits, rounding, discount", Args: cobra.RangeArgs(1, 2),
		Example: "  matterbookctl invoice why 2026-0125\n  matterbookctl invoice why 2026-0125 6",
		RunE: func(cmd *cobra.Command, args []string) error {
			line := 0
			if len(args) == 2 {
				n, err := strconv.Atoi(args[1])
				if err != nil || n <= 0 {
					return usagef(cmd, "%q is not a number of a line", args[1])
				}
				line = n
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			why, err := d.Why(cmd.Context(), args[0], line)
			if err != nil {
				return err
			}
			return c.answerInvoiceWhy(why)
		},
	}
}

func (c *cli) answerInvoiceWhy(why app.InvoiceWhy) error {
	cur := why.Invoice.Currency
	v := struct {
		Number string        `json:"number"`
		Sum    string        `json:"sum"`
		Lines  []whyLineView `json:"lines"`
		Steps  []whyStepView `json:"steps"`
	}{why.Invoice.Number, why.Sum, []whyLineView{}, viewSteps(why.Steps)}
	for _, l := range why.Lines {
		x := whyLineView{invoiceLineView: viewLine(l.Line, cur), RateWhy: l.RateWhy, Priced: l.Priced, Was: viewFigures(l.Was, cur),
			WriteDown: l.Down.Plain(cur), Reason: l.Reason, DiscountShare: l.DiscountShare.Plain(cur), Steps: viewSteps(l.Steps)}
		if l.Entry != nil {
			x.Entry = l.Entry.ID
		}
		if l.Expense != nil {
			x.ExpenseID = l.Expense.ID
		}
		v.Lines = append(v.Lines, x)
	}
	return c.answer(v, func(w io.Writer) {
		fmt.Fprintf(w, "Invoice %s: %s\n", v.Number, v.Sum)
		for i, x := range v.Lines {
			fmt.Fprintf(w, "\nLine %d, %s %s: %s\n", x.Line, x.Date, x.Timekeeper+x.Expense, oneLine(x.Text, 90))
			fmt.Fprintf(w, "  %s\n  rate %s\n", x.Priced, x.RateWhy)
			if x.Entry != 0 {
				fmt.Fprintf(w, "  time entry %d: %s h worked, came with %s h at %s = %s\n", x.Entry, x.Worked, x.Was.Units, x.Was.Rate, x.Was.Amount)
			} else {
				fmt.Fprintf(w, "  expense %d: came with %s at %s = %s\n", x.ExpenseID, x.Was.Units, x.Was.Rate, x.Was.Amount)
			}
			if why.Lines[i].Down != 0 {
				fmt.Fprintf(w, "  written down by %s: %s\n", x.WriteDown, x.Reason)
			}
			if why.Lines[i].DiscountShare != 0 {
				fmt.Fprintf(w, "  bears %s of the discount\n", x.DiscountShare)
			}
			for _, s := range x.Steps {
				fmt.Fprintf(w, "  %s %s by %s: %s\n", s.At, s.Act, s.User, s.Reason)
			}
		}
		fmt.Fprintln(w)
		for _, s := range v.Steps {
			fmt.Fprintf(w, "%s %s by %s %s\n", s.At, s.Act, s.User, s.Reason)
		}
	})
}

func (c *cli) invoiceSendVerb() *cobra.Command {
	var on, how string
	cmd := &cobra.Command{
		Use: "send NUMBER", Short: "Keep the day and way an invoice was delivered", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl invoice send 2026-0125 --on 2026-06-18 --how mail",
		RunE: func(cmd *cobra.Command, args []string) error {
			day, err := dayFlag(cmd, "on", on)
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			inv, err := d.SendInvoice(cmd.Context(), app.SendInvoice{Request: c.request(), Number: args[0], On: day, How: how})
			if err != nil {
				return err
			}
			v := struct {
				Number string             `json:"number"`
				Status bill.InvoiceStatus `json:"status"`
				On     cal.Date           `json:"sent_on"`
				How    string             `json:"sent_how"`
			}{inv.Number, inv.Status, inv.SentOn, inv.SentHow}
			return c.answer(v, func(w io.Writer) { fmt.Fprintf(w, "Invoice %s was sent on %s (%s)\n", v.Number, v.On, v.How) })
		},
	}
	cmd.Flags().StringVar(&on, "on", "", "`DATE` of delivery (default: today)")
	cmd.Flags().StringVar(&how, "how", "", "mail, email, portal or hand; several with commas between")
	return cmd
}

func (c *cli) invoiceVoidVerb() *cobra.Command {
	var reason, date string
	cmd := &cobra.Command{
		Use: "void NUMBER", Short: "Take an invoice back; its number stays used, its work is work in progress again", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl invoice void 2026-0125 --reason \"wrong matter\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			day, err := dayFlag(cmd, "date", date)
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			done, err := d.VoidInvoice(cmd.Context(), app.VoidInvoice{Request: c.request(), Number: args[0], Reason: reason, Date: day})
			if err != nil {
				return err
			}
			v := struct {
				Number   string   `json:"number"`
				Status   string   `json:"status"`
				On       cal.Date `json:"voided_on"`
				Reason   string   `json:"reason"`
				Returned int      `json:"returned"`
			}{done.Invoice.Number, string(done.Invoice.Status), done.Invoice.VoidedOn, done.Invoice.VoidReason, done.Returned}
			return c.answer(v, func(w io.Writer) {
				fmt.Fprintf(w, "Invoice %s is void as of %s; %d items are work in progress again\n", v.Number, v.On, v.Returned)
			})
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", "why")
	cmd.Flags().StringVar(&date, "date", "", "`DATE` of the void (default: today)")
	return cmd
}

func (c *cli) invoiceCreditVerb() *cobra.Command {
	var req app.AddCredit
	var date string
	cmd := &cobra.Command{
		Use: "credit NUMBER", Short: "Reduce what is owed on an invoice", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl invoice credit 2026-0125 --amount 100.00 --reason \"duplicate effort\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			var err error
			if req.Date, err = dayFlag(cmd, "date", date); err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request, req.Invoice = c.request(), args[0]
			done, err := d.AddCredit(cmd.Context(), req)
			if err != nil {
				return err
			}
			inv, err := d.Invoice(cmd.Context(), done.Number)
			if err != nil {
				return err
			}
			cur := inv.Invoice.Currency
			v := struct {
				Number  string      `json:"number"`
				Credit  int64       `json:"credit"`
				Date    cal.Date    `json:"date"`
				Amount  string      `json:"amount"`
				Reason  string      `json:"reason"`
				Shares  []shareView `json:"shares"`
				Balance string      `json:"balance"`
			}{done.Number, done.Credit.ID, done.Credit.Date, done.Credit.Amount.Plain(cur), done.Credit.Reason, viewShares(done.Credit.Shares, keeperCode(inv.Invoice), cur), done.Balance.Plain(cur)}
			return c.answer(v, func(w io.Writer) {
				fmt.Fprintf(w, "Credit of %s on invoice %s; it owes %s\n", v.Amount, v.Number, v.Balance)
			})
		},
	}
	cmd.Flags().StringVar(&req.Amount, "amount", "", "`AMOUNT`, at most what is owed")
	cmd.Flags().StringVar(&req.Reason, "reason", "", "why")
	cmd.Flags().StringVar(&date, "date", "", "`DATE` of the credit (default: today)")
	return cmd
}

type fileView struct {
	Path   string `json:"path"`
	Format string `json:"format"`
	Number string `json:"number,omitempty"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// writtenView is an invoice's file, and what of a LEDES file is not word for word
// as on the bill.
type writtenView struct {
	fileView
	Lost    int            `json:"lost"`
	Changes []ledes.Change `json:"changes"`
	Notes   []ledes.Note   `json:"notes"`
}

func (c *cli) invoiceWriteVerb() *cobra.Command {
	var formats []string
	var out string
	cmd := &cobra.Command{
		Use: "write NUMBER...", Short: "Write issued invoices as files; the same bytes every time", Args: cobra.MinimumNArgs(1),
		Example: "  matterbookctl invoice write 2026-0125 2026-0126 --format pdf,ledes1998b --out bills",
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			files, err := d.WriteInvoices(cmd.Context(), app.WriteInvoices{Numbers: args, Formats: formats, Dir: out})
			if err != nil {
				return err
			}
			views := []writtenView{}
			for _, f := range files {
				v := writtenView{fileView: fileView{f.File.Path, f.Format, f.Number, f.File.Bytes, f.File.SHA256}}
				if err := v.compare(cmd, d); err != nil {
					return err
				}
				views = append(views, v)
			}
			return c.answer(map[string][]writtenView{"files": views}, func(w io.Writer) {
				for _, f := range views {
					fmt.Fprintf(w, "%s  %s\n", f.SHA256, f.Path)
					f.printChanges(c.errs)
				}
			})
		},
	}
	cmd.Flags().StringSliceVar(&formats, "format", []string{"pdf"}, "`FORMAT,...`: pdf, ledes1998b, ...")
	cmd.Flags().StringVar(&out, "out", ".", "`DIR` to write into")
	return cmd
}

// compare says how the texts of a LEDES file differ from those of its bill: the
// format has characters of its own, and lengths.
func (v *writtenView) compare(cmd *cobra.Command, d *app.Desk) error {
	v.Changes, v.Notes = []ledes.Change{}, []ledes.Note{}
	format := ledes.FormatByWord(v.Format)
	if format == nil {
		return nil
	}
	inv, err := d.Invoice(cmd.Context(), v.Number)
	if err != nil {
		return err
	}
	r, err := ledes.Write(io.Discard, ledes.Options{Format: format}, inv.Invoice)
	if err == nil {
		v.Lost, v.Changes, v.Notes = r.Lost, r.Changes, r.Notes
	}
	return err
}

// changesShown is how many lost or cut texts are printed for people.
const changesShown = 10

func (v writtenView) printChanges(w io.Writer) {
	if v.Lost > 0 {
		fmt.Fprintf(w, "note: %s: %d characters have no counterpart in the file and became question marks\n", v.Path, v.Lost)
	}
	replaced, shown := 0, 0
	for _, x := range v.Changes {
		if x.What == "replaced" || shown == changesShown {
			replaced++
			continue
		}
		shown++
		place := x.Field
		if x.Line != "" {
			place = "line " + x.Line + ", " + x.Field
		}
		fmt.Fprintf(w, "note: %s: %s: %s is %s\n", v.Path, place, x.From, x.What)
	}
	if replaced > 0 {
		fmt.Fprintf(w, "note: %s: %d more texts are spelt with the file's own characters; --json lists them\n", v.Path, replaced)
	}
	for _, n := range v.Notes {
		fmt.Fprintf(w, "note: %s: %s\n", v.Path, n.Message)
	}
}

// codeOf names timekeepers whose invoice is not at hand.
func codeOf(d *app.Desk, cmd *cobra.Command) (func(int64) string, error) {
	list, err := d.Timekeepers(cmd.Context())
	if err != nil {
		return nil, err
	}
	codes := map[int64]string{}
	for _, t := range list {
		codes[t.ID] = t.Code
	}
	return func(id int64) string { return codes[id] }, nil
}
