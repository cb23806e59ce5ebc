package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/outfile"

	"github.com/spf13/cobra"
)

func (c *cli) depositVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "deposit", Short: "Receipts that go to the bank together: begin, fill, close, list, slip"}
	cmd.AddCommand(c.depositAddVerb(), c.depositSetVerb(), c.depositListVerb(), c.depositShowVerb(), c.depositDeleteVerb())
	return cmd
}

type depositItemView struct {
	Payment   int64              `json:"payment"`
	Client    string             `json:"client"`
	Payor     string             `json:"payor"`
	Date      cal.Date           `json:"date"`
	Method    bill.PaymentMethod `json:"method"`
	Reference string             `json:"reference"`
	Amount    string             `json:"amount"`
}

type depositResult struct {
	Deposit    int64             `json:"deposit"`
	Date       cal.Date          `json:"date"`
	Account    string            `json:"account"`
	Currency   string            `json:"currency"`
	Status     string            `json:"status"`
	Expected   string            `json:"expected"`
	Total      string            `json:"total"`
	Difference string            `json:"difference"`
	Note       string            `json:"note"`
	Receipts   []depositItemView `json:"receipts"`
	Files      []fileView        `json:"files"`
}

func viewDeposit(d app.DepositView) depositResult {
	cur, status := d.Deposit.Currency, "open"
	if d.Deposit.Closed {
		status = "closed"
	}
	v := depositResult{d.Deposit.ID, d.Deposit.Date, d.Deposit.Account, string(cur), status, d.Deposit.Expected.Plain(cur), d.Total.Plain(cur), d.Difference().Plain(cur),
		d.Deposit.Note, []depositItemView{}, []fileView{}}
	for _, p := range d.Payments {
		x := p.Payment
		v.Receipts = append(v.Receipts, depositItemView{x.ID, p.Client.Code, d.Payors[x.ID], x.Date, x.Method, x.Reference, x.Amount.Plain(x.Currency)})
	}
	return v
}

func (c *cli) answerDeposit(v depositResult) error {
	return c.answer(v, func(w io.Writer) {
		for _, f := range v.Files {
			fmt.Fprintf(w, "%s  %s\n", f.SHA256, f.Path)
		}
		fmt.Fprintf(w, "Deposit %d of %s, %s: %s of %s %s, %s missing, %s\n", v.Deposit, v.Date, v.Account, v.Total, v.Expected, v.Currency, v.Difference, v.Status)
		rows := [][]string{}
		for _, r := range v.Receipts {
			from := r.Client
			if r.Payor != "" {
				from = r.Payor + " for " + r.Client
			}
			rows = append(rows, []string{fmt.Sprint(r.Payment), r.Date.String(), from, string(r.Method), r.Reference, r.Amount})
		}
		if len(rows) > 0 {
			table(w, []column{"Payment ", "Received", "From", "By", "Reference", "Amount "}, rows)
		}
	})
}

func numbers(cmd *cobra.Command, args []string) ([]int64, error) {
	var ids []int64
	for _, a := range args {
		id, err := paymentNumber(cmd, a)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func (c *cli) depositAddVerb() *cobra.Command {
	var req app.AddDeposit
	var date string
	cmd := &cobra.Command{
		Use: "add [PAYMENT...]", Short: "Begin a deposit, with its total as counted and the payments it holds",
		Example: "  matterbookctl payment deposit add --expected 1500.00 --account \"Operating 4471\"\n  matterbookctl payment deposit add 12 13 14 --close",
		RunE: func(cmd *cobra.Command, args []string) error {
			var err error
			if req.Date, err = dayFlag(cmd, "date", date); err != nil {
				return err
			}
			if req.Payments, err = numbers(cmd, args); err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			v, err := d.AddDeposit(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerDeposit(viewDeposit(v))
		},
	}
	f := cmd.Flags()
	f.StringVar(&date, "date", "", "`DATE` it goes to the bank (default: today)")
	f.StringVar(&req.Account, "account", "", "the bank account as the firm calls it")
	f.StringVar(&req.Currency, "currency", "", "`CODE` (default: the book's)")
	f.StringVar(&req.Expected, "expected", "", "total `AMOUNT` as counted; with --close the sum of the payments when it is not given")
	f.StringVar(&req.Note, "note", "", "internal note")
	f.BoolVar(&req.Close, "close", false, "close it at once")
	return cmd
}

func (c *cli) depositSetVerb() *cobra.Command {
	var date, account, expected, note string
	var add, remove []string
	var shut bool
	cmd := &cobra.Command{
		Use: "set N", Short: "Change an open deposit: what is in it, its total; or close it", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl payment deposit set 3 --add 15,16 --remove 12\n  matterbookctl payment deposit set 3 --close",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := depositNumber(cmd, args[0])
			if err != nil {
				return err
			}
			req := app.SetDeposit{Request: c.request(), Deposit: id, Close: shut}
			if req.Add, err = numbers(cmd, add); err != nil {
				return err
			}
			if req.Remove, err = numbers(cmd, remove); err != nil {
				return err
			}
			if cmd.Flags().Changed("date") {
				day, err := dayFlag(cmd, "date", date)
				if err != nil {
					return err
				}
				req.Date = &day
			}
			for name, to := range map[string]**string{"account": &req.Account, "expected": &req.Expected, "note": &req.Note} {
				if cmd.Flags().Changed(name) {
					*to = map[string]*string{"account": &account, "expected": &expected, "note": &note}[name]
				}
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			v, err := d.SetDeposit(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerDeposit(viewDeposit(v))
		},
	}
	f := cmd.Flags()
	f.StringSliceVar(&add, "add", nil, "`PAYMENT,...` to put in")
	f.StringSliceVar(&remove, "remove", nil, "`PAYMENT,...` to take out")
	f.StringVar(&date, "date", "", "`DATE` it goes to the bank")
	f.StringVar(&account, "account", "", "the bank account")
	f.StringVar(&expected, "expected", "", "total `AMOUNT` as counted")
	f.StringVar(&note, "note", "", "internal note")
	f.BoolVar(&shut, "close", false, "close it: the receipts must come to the expected total")
	return cmd
}

func depositNumber(cmd *cobra.Command, s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 {
		return 0, usagef(cmd, "%q is not a number of a deposit", s)
	}
	return n, nil
}

func (c *cli) depositListVerb() *cobra.Command {
	var f app.DepositFilter
	var from, to string
	var waiting bool
	cmd := &cobra.Command{
		Use: "list", Short: "Deposits, newest first; or the receipts that stand in none", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if f.From, err = dayFlag(cmd, "from", from); err != nil {
				return err
			}
			if f.To, err = dayFlag(cmd, "to", to); err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			if waiting {
				v, err := d.Undeposited(cmd.Context(), f.From)
				if err != nil {
					return err
				}
				receipts := viewDeposit(v).Receipts
				return c.answer(map[string][]depositItemView{"receipts": receipts}, func(w io.Writer) {
					rows := [][]string{}
					for _, r := range receipts {
						rows = append(rows, []string{fmt.Sprint(r.Payment), r.Date.String(), r.Client, string(r.Method), r.Reference, r.Amount})
					}
					table(w, []column{"Payment ", "Received", "Client", "By", "Reference", "Amount "}, rows)
				})
			}
			list, err := d.Deposits(cmd.Context(), f)
			if err != nil {
				return err
			}
			views, rows := []depositResult{}, [][]string{}
			for _, x := range list {
				v := viewDeposit(x)
				views = append(views, v)
				rows = append(rows, []string{fmt.Sprint(v.Deposit), v.Date.String(), v.Account, fmt.Sprint(len(v.Receipts)), v.Total, v.Expected, v.Difference, v.Status})
			}
			return c.answer(map[string][]depositResult{"deposits": views}, func(w io.Writer) {
				table(w, []column{"Deposit ", "Date", "Account", "Receipts ", "Total ", "Expected ", "Difference ", "Status"}, rows)
			})
		},
	}
	fl := cmd.Flags()
	fl.BoolVar(&f.Open, "open", false, "not closed yet")
	fl.BoolVar(&waiting, "waiting", false, "the receipts that stand in no deposit")
	fl.StringVar(&from, "from", "", "first `DATE`")
	fl.StringVar(&to, "to", "", "last `DATE`")
	fl.IntVar(&f.Limit, "limit", 0, "at most so many (default: all)")
	return cmd
}

func (c *cli) depositShowVerb() *cobra.Command {
	var formats []string
	var out string
	cmd := &cobra.Command{
		Use: "show N", Short: "A deposit with its receipts, and its slip as a file", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl payment deposit show 3 --format pdf,csv --out slips",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := depositNumber(cmd, args[0])
			if err != nil {
				return err
			}
			for _, x := range formats {
				if !slices.Contains([]string{"pdf", "csv"}, x) {
					return usagef(cmd, "--format takes pdf and csv, not %q", x)
				}
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			shown, err := d.Deposit(cmd.Context(), id)
			if err != nil {
				return err
			}
			v := viewDeposit(shown)
			for _, x := range formats {
				paper := d.DepositPDF
				if x == "csv" {
					paper = d.DepositCSV
				}
				p, err := paper(cmd.Context(), id)
				if err != nil {
					return err
				}
				f, err := outfile.Write(out, p.Name, p.Bytes, outfile.Replace)
				if err != nil {
					return err
				}
				v.Files = append(v.Files, fileView{f.Path, x, "", f.Bytes, f.SHA256})
			}
			return c.answerDeposit(v)
		},
	}
	cmd.Flags().StringSliceVar(&formats, "format", nil, "`FORMAT,...`: pdf, csv")
	cmd.Flags().StringVar(&out, "out", ".", "`DIR` to write into")
	return cmd
}

func (c *cli) depositDeleteVerb() *cobra.Command {
	return &cobra.Command{
		Use: "delete N", Short: "Give an open deposit up; its receipts wait for another", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl payment deposit delete 3",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := depositNumber(cmd, args[0])
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			if err := d.DeleteDeposit(cmd.Context(), c.request(), id); err != nil {
				return err
			}
			return c.answer(map[string]int64{"deleted": id}, func(w io.Writer) { fmt.Fprintf(w, "Deposit %d is given up\n", id) })
		},
	}
}

// paymentReceiptVerb posts one check for several clients.
func (c *cli) paymentReceiptVerb() *cobra.Command {
	var req app.AddReceipt
	var date, rule string
	var to []string
	cmd := &cobra.Command{
		Use: "receipt", Short: "Post one check or wire that pays several matters or clients", Args: cobra.NoArgs,
		Example: "  matterbookctl payment receipt --client DEVI --client CAST --amount 2500.00 --payor \"Acme Insurance\" --reference 9001\n" +
			"  matterbookctl payment receipt --client DEVI --amount 900.00 --to 2026-0125 --deposit 3",
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
			done, err := d.AddReceipt(cmd.Context(), req)
			if err != nil {
				return err
			}
			code, err := codeOf(d, cmd)
			if err != nil {
				return err
			}
			views := []paymentView{}
			for _, p := range done.Payments {
				views = append(views, viewPayment(p, code))
			}
			return c.answer(map[string]any{"payments": views, "deposit": done.Deposit}, func(w io.Writer) {
				for _, v := range views {
					fmt.Fprintf(w, "Payment %d of %s, %s: %s %s\n", v.ID, v.Client, v.Date, v.Amount, v.Currency)
					for _, a := range v.Allocations {
						fmt.Fprintf(w, "  invoice %s: %s\n", a.Invoice, a.Amount)
					}
					if v.Unapplied != "0.00" {
						fmt.Fprintf(w, "  stays as credit: %s\n", v.Unapplied)
					}
				}
			})
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&req.Clients, "client", nil, "client `CODE`; repeat for a check that pays a group; what is left stays with the first")
	f.StringVar(&req.Amount, "amount", "", "positive `AMOUNT`")
	f.StringVar(&date, "date", "", "`DATE` it was received (default: today)")
	f.StringVar(&req.Method, "method", "", "check, wire, ach, card or cash (default: check)")
	f.StringVar(&req.Payor, "payor", "", "who sent it, when it was not the client")
	f.StringVar(&req.Reference, "reference", "", "check number, wire id")
	f.StringVar(&req.Note, "note", "", "internal note")
	f.BoolVar(&req.Keep, "keep", false, "lay nothing on invoices")
	f.Int64Var(&req.Deposit, "deposit", 0, "open deposit `N` it goes to the bank with")
	toFlags(cmd, &to, &rule)
	return cmd
}
