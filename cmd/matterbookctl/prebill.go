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

func (c *cli) preBillVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "prebill", Short: "Pre-bills: run, review, edit, approve, discard"}
	cmd.AddCommand(c.preBillRunVerb(), c.preBillListVerb(), c.preBillShowVerb(), c.preBillEditVerb(), c.preBillMarkupVerb(), c.preBillSetVerb(),
		c.preBillApproveVerb(), c.preBillUnapproveVerb(), c.preBillLateVerb(), c.preBillDiscardVerb(), c.preBillWriteVerb(), c.preBillHoldVerb())
	return cmd
}

func preBillNumber(cmd *cobra.Command, s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 {
		return 0, usagef(cmd, "%q is not a number of a pre-bill", s)
	}
	return n, nil
}

type takenView struct {
	PreBill  int64  `json:"prebill"`
	Client   string `json:"client"`
	Matter   string `json:"matter"`
	Lines    int    `json:"lines"`
	Hours    string `json:"hours"`
	Fees     string `json:"fees"`
	Costs    string `json:"costs"`
	Currency string `json:"currency"`
	Drafts   int    `json:"drafts_left"`
	Held     int    `json:"held_left"`
}

type skippedView struct {
	Client  string `json:"client"`
	Matter  string `json:"matter"`
	Reason  string `json:"reason"`
	PreBill int64  `json:"prebill,omitempty"`
	Late    int    `json:"late,omitempty"`
}

func (c *cli) preBillRunVerb() *cobra.Command {
	var req app.RunPreBills
	var through string
	var preview bool
	cmd := &cobra.Command{
		Use: "run", Short: "Take released work onto pre-bills, one for each matter", Args: cobra.NoArgs,
		Example: "  matterbookctl prebill run --through 2026-06-30\n  matterbookctl prebill run --matter 100-01\n  matterbookctl prebill run --attorney RMD",
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if req.Through, err = dayFlag(cmd, "through", through); err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			do := d.RunPreBills
			if preview {
				do = d.PreviewPreBills
			}
			run, err := do(cmd.Context(), req)
			if err != nil {
				return err
			}
			v := struct {
				Taken   []takenView   `json:"taken"`
				Skipped []skippedView `json:"skipped"`
			}{[]takenView{}, []skippedView{}}
			for _, t := range run.Taken {
				v.Taken = append(v.Taken, takenView{t.ID, t.Client, t.Matter, t.Lines, hours(t.Hours), t.Fees.Plain(t.Currency), t.Costs.Plain(t.Currency), string(t.Currency), t.Drafts, t.Held})
			}
			for _, s := range run.Skipped {
				v.Skipped = append(v.Skipped, skippedView{s.Client, s.Matter, s.Reason, s.PreBill, s.Late})
			}
			return c.answer(v, func(w io.Writer) {
				rows := [][]string{}
				for _, t := range v.Taken {
					rows = append(rows, []string{fmt.Sprint(t.PreBill), t.Client, t.Matter, fmt.Sprint(t.Lines), t.Hours, t.Fees, t.Costs, t.Currency})
				}
				if len(rows) > 0 {
					table(w, []column{"Pre-bill ", "Client", "Matter", "Lines ", "Hours ", "Fees ", "Costs ", "Currency"}, rows)
					fmt.Fprintln(w)
				}
				idle := 0
				for _, s := range v.Skipped {
					if s.Reason == "no unbilled work" {
						idle++
						continue
					}
					fmt.Fprintf(w, "skipped %s: %s\n", s.Matter, s.Reason)
				}
				if idle > 0 {
					fmt.Fprintf(w, "skipped %d matters without unbilled work\n", idle)
				}
				made := "made"
				if preview {
					made = "would be made"
				}
				fmt.Fprintf(w, "%d pre-bills %s, %d matters skipped\n", len(v.Taken), made, len(v.Skipped))
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Matter, "matter", "", "only the matter `CODE`")
	f.StringVar(&req.Client, "client", "", "only matters of the client `CODE`")
	f.StringVar(&req.Attorney, "attorney", "", "only matters whose billing or responsible attorney is the timekeeper `CODE`")
	cmd.Flags().StringVar(&req.Practice, "practice", "", "practice `AREA`")
	cmd.Flags().StringVar(&req.Threshold, "threshold", "", "only matters whose work is worth this `AMOUNT` or more")
	cmd.Flags().BoolVar(&preview, "preview", false, "say what the run would do, and do nothing")
	f.StringVar(&through, "through", "", "last `DATE` of work that is taken (default: today)")
	return cmd
}

type preBillView struct {
	PreBill  int64              `json:"prebill"`
	Status   bill.PreBillStatus `json:"status"`
	Client   string             `json:"client"`
	Matter   string             `json:"matter"`
	Through  cal.Date           `json:"through"`
	Created  cal.Date           `json:"created_on"`
	Holder   string             `json:"holder"`
	Currency string             `json:"currency"`
	Lines    int                `json:"line_count"`
	Edited   int                `json:"edited"`
	Hours    string             `json:"hours"`
	Fees     string             `json:"fees"`
	Discount string             `json:"discount"`
	Costs    string             `json:"costs"`
	Total    string             `json:"total"`
}

func (c *cli) preBillListVerb() *cobra.Command {
	var all bool
	var limit int
	cmd := &cobra.Command{
		Use: "list", Short: "Pre-bills that are not finished, newest first", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.PreBills(cmd.Context(), app.PreBillFilter{Live: !all, Limit: limit})
			if err != nil {
				return err
			}
			views, rows := []preBillView{}, [][]string{}
			for _, p := range list {
				v := preBillView{p.ID, p.Status, p.Client, p.Matter, p.Through, p.CreatedOn, p.Holder, string(p.Currency), p.Lines, p.Edited,
					hours(p.Hours), p.Fees.Plain(p.Currency), p.Discount.Plain(p.Currency), p.Costs.Plain(p.Currency), p.Total.Plain(p.Currency)}
				views = append(views, v)
				rows = append(rows, []string{fmt.Sprint(v.PreBill), string(v.Status), v.Client, v.Matter, v.Through.String(), v.Hours, v.Fees, v.Discount, v.Costs, v.Total, v.Holder})
			}
			return c.answer(map[string][]preBillView{"prebills": views}, func(w io.Writer) {
				table(w, []column{"Pre-bill ", "Status", "Client", "Matter", "Through", "Hours ", "Fees ", "Discount ", "Costs ", "Total ", "With"}, rows)
			})
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "finished and discarded ones too")
	cmd.Flags().IntVar(&limit, "limit", 0, "at most so many (default: all)")
	return cmd
}

type figuresView struct {
	Units  string `json:"units"`
	Rate   string `json:"rate"`
	Amount string `json:"amount"`
	Text   string `json:"text"`
}

func viewFigures(f bill.LineFigures, cur money.Currency) figuresView {
	return figuresView{f.Units.Plain(), f.Rate.Plain(), f.Amount.Plain(cur), f.Text}
}

type preBillLineView struct {
	Line       int             `json:"line"`
	Kind       bill.LineKind   `json:"kind"`
	Date       cal.Date        `json:"date"`
	Timekeeper string          `json:"timekeeper"`
	Task       string          `json:"task"`
	Activity   string          `json:"activity"`
	Expense    string          `json:"expense"`
	Worked     string          `json:"worked"`
	TrustPaid  string          `json:"trust_paid"`
	Was        figuresView     `json:"was"`
	Now        figuresView     `json:"now"`
	Action     bill.LineAction `json:"action"`
	Charged    string          `json:"charged"` // what it adds to the bill
	Reason     string          `json:"reason"`
	WriteDown  string          `json:"write_down"`
}

func viewPreBillLine(l bill.PreBillLine, keeper string, cur money.Currency) preBillLineView {
	return preBillLineView{l.No, l.Kind, l.Date, keeper, l.Task, l.Activity, l.Expense, l.Worked.Plain(), l.TrustPaid,
		viewFigures(l.Was, cur), viewFigures(l.Now, cur), l.Action, l.Charged().Plain(cur), l.Reason, l.WriteDown().Plain(cur)}
}

// note says in words what was done to the line, and why.
func (l preBillLineView) note() string {
	words := []string{}
	switch l.Action {
	case bill.LineKept:
	case bill.LineNoCharge:
		words = append(words, "no charge, value "+l.Now.Amount)
	default:
		words = append(words, strings.ReplaceAll(string(l.Action), "_", " "))
	}
	if l.Reason != "" {
		words = append(words, l.Reason)
	}
	if l.TrustPaid != "" {
		words = append(words, l.TrustPaid)
	}
	return strings.Join(words, ": ")
}

func (c *cli) preBillShowVerb() *cobra.Command {
	return &cobra.Command{
		Use: "show N", Short: "A pre-bill with its lines, totals and the matter's money", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl prebill show 31",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := preBillNumber(cmd, args[0])
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			p, err := d.PreBill(cmd.Context(), id)
			if err != nil {
				return err
			}
			return c.answerPreBill(p)
		},
	}
}

func (c *cli) answerPreBill(p app.PreBillView) error {
	cur := p.Client.Currency
	v := struct {
		PreBill      int64              `json:"prebill"`
		Status       bill.PreBillStatus `json:"status"`
		Client       string             `json:"client"`
		Matter       string             `json:"matter"`
		Through      cal.Date           `json:"through"`
		Holder       string             `json:"holder"`
		Note         string             `json:"note"`
		Message      string             `json:"message"`
		DiscountText string             `json:"discount_text"`
		ApprovedBy   string             `json:"approved_by"`
		ApprovedAt   string             `json:"approved_at"`
		Invoice      string             `json:"invoice"`
		Currency     string             `json:"currency"`
		Problem      string             `json:"problem"`
		Totals       totalsOfBill       `json:"totals"`
		Lines        []preBillLineView  `json:"lines"`
		Late         int                `json:"late"`
		LateAmount   string             `json:"late_amount"`
		Drafts       int                `json:"drafts"`
		Money        map[string]string  `json:"money"`
	}{p.PreBill.ID, p.PreBill.Status, p.Client.Code, p.Matter.Code, p.PreBill.Through, p.PreBill.Holder, p.PreBill.Note, p.PreBill.Message, p.PreBill.DiscountText,
		p.ApprovedBy, instant(p.PreBill.ApprovedAt), p.Invoice, string(cur), "", viewBillTotals(p.Computed.Totals, cur), []preBillLineView{}, p.Late, p.LateAmount.Plain(cur), p.Drafts,
		map[string]string{"wip": p.Strip.WIP.Plain(cur), "on_prebill": p.Strip.OnPreBill.Plain(cur), "receivable": p.Strip.AR.Plain(cur),
			"unapplied": p.Strip.Unapplied.Plain(cur), "trust_available": p.Strip.Trust.Plain(cur)}}
	if p.Problem != nil {
		v.Problem = p.Problem.Error()
	}
	for _, l := range p.Lines {
		v.Lines = append(v.Lines, viewPreBillLine(l, p.People[l.TimekeeperID].Code, cur))
	}
	return c.answer(v, func(w io.Writer) {
		fmt.Fprintf(w, "Pre-bill %d, %s: matter %s, %s, through %s\n", v.PreBill, v.Status, p.Matter.Code, p.Matter.Name, v.Through)
		if v.ApprovedBy != "" {
			fmt.Fprintf(w, "Approved by %s, %s\n", v.ApprovedBy, v.ApprovedAt)
		}
		if p.Client.Instructions != "" {
			fmt.Fprintf(w, "Instructions: %s\n", oneLine(p.Client.Instructions, 200))
		}
		fmt.Fprintln(w)
		var rows [][]string
		for _, l := range v.Lines {
			note := l.note()
			rows = append(rows, []string{fmt.Sprint(l.Line), l.Date.String(), strings.TrimSpace(l.Timekeeper + " " + l.Expense), l.Worked, l.Now.Units, l.Now.Rate, l.Charged, oneLine(l.Now.Text, 50), note})
		}
		table(w, []column{"Line ", "Date", "Who", "Worked ", "Billed ", "Rate ", "Amount ", "Text", "Note"}, rows)
		fmt.Fprintln(w)
		if v.Problem != "" {
			fmt.Fprintf(w, "It cannot be billed as it stands: %s\n", v.Problem)
		} else {
			printTotals(w, v.Totals)
		}
		fmt.Fprintf(w, "Work in progress %s, receivable %s, credit %s, trust available %s\n", v.Money["wip"], v.Money["receivable"], v.Money["unapplied"], v.Money["trust_available"])
		if v.Late > 0 {
			fmt.Fprintf(w, "%d later items (%s) can be added: prebill late %d\n", v.Late, v.LateAmount, v.PreBill)
		}
	})
}
