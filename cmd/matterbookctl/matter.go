package main

import (
	"fmt"
	"io"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"

	"github.com/spf13/cobra"
)

func (c *cli) matterVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "matter", Short: "Matters: add, set, list, show, close, open again; their notes and parties"}
	cmd.AddCommand(c.matterAddVerb(), c.matterSetVerb(), c.matterListVerb(), c.matterShowVerb(), c.matterCloseVerb(), c.matterOpenVerb(), c.noteVerb(), c.partyVerb())
	return cmd
}

type matterView struct {
	Code           string            `json:"code"`
	Client         string            `json:"client"`
	Name           string            `json:"name"`
	OpenedOn       cal.Date          `json:"opened_on"`
	ClosedOn       cal.Date          `json:"closed_on"`
	Status         firm.MatterStatus `json:"status"`
	PracticeArea   string            `json:"practice_area"`
	Responsible    string            `json:"responsible"`
	Originating    string            `json:"originating"`
	Billing        string            `json:"billing"`
	FeeArrangement firm.Arrangement  `json:"fee_arrangement"`
	FeeAmount      string            `json:"fee_amount"`
	ClientMatterID string            `json:"client_matter_id"`
	ClaimNo        string            `json:"claim_no"`
	PONumber       string            `json:"po_number"`
	CodeSet        string            `json:"code_set"`
	CodesRequired  bool              `json:"codes_required"`
	TrustFloor     string            `json:"trust_floor"`
	TrustTarget    string            `json:"trust_target"`
	Budget         string            `json:"budget"`
	Currency       money.Currency    `json:"currency"`
}

// viewMatters names clients and timekeepers by their codes.
func (c *cli) viewMatters(cmd *cobra.Command, d *app.Desk, list []firm.Matter) ([]matterView, error) {
	clients, err := d.Clients(cmd.Context(), app.ClientFilter{Archived: true})
	if err != nil {
		return nil, err
	}
	keepers, err := d.Timekeepers(cmd.Context())
	if err != nil {
		return nil, err
	}
	client, who := map[int64]firm.Client{}, map[int64]string{}
	for _, f := range clients {
		client[f.ID] = f
	}
	for _, k := range keepers {
		who[k.ID] = k.Code
	}
	views := make([]matterView, len(list))
	for i, m := range list {
		cur := client[m.ClientID].Currency
		views[i] = matterView{
			Code: m.Code, Client: client[m.ClientID].Code, Name: m.Name, OpenedOn: m.OpenedOn, ClosedOn: m.ClosedOn, Status: m.Status,
			PracticeArea: m.PracticeArea, Responsible: who[m.ResponsibleID], Originating: who[m.OriginatingID], Billing: who[m.BillingID],
			FeeArrangement: m.Arrangement, FeeAmount: m.FeeAmount.Plain(cur), ClientMatterID: m.ClientMatterID, ClaimNo: m.ClaimNo,
			PONumber: m.PONumber, CodeSet: m.CodeSet, CodesRequired: m.CodesRequired, TrustFloor: m.TrustFloor.Plain(cur),
			TrustTarget: m.TrustTarget.Plain(cur), Budget: budgetText(m.Budget, cur), Currency: cur,
		}
	}
	return views, nil
}

// budgetText is blank where none is agreed: zero would say that nothing may be spent.
func budgetText(a money.Amount, cur money.Currency) string {
	if a == 0 {
		return ""
	}
	return a.Plain(cur)
}

func printMatters(w io.Writer, list []matterView) {
	rows := make([][]string, len(list))
	for i, m := range list {
		rows[i] = []string{m.Code, m.Client, oneLine(m.Name, 50), string(m.Status), m.Responsible, string(m.FeeArrangement)}
	}
	table(w, []column{"Code", "Client", "Name", "Status", "Resp.", "Fee"}, rows)
}

func (c *cli) answerMatter(cmd *cobra.Command, d *app.Desk, m firm.Matter, text func(w io.Writer, v matterView)) error {
	views, err := c.viewMatters(cmd, d, []firm.Matter{m})
	if err != nil {
		return err
	}
	return c.answer(views[0], func(w io.Writer) { text(w, views[0]) })
}

func (c *cli) matterAddVerb() *cobra.Command {
	var req app.AddMatter
	var minimum, increment string
	cmd := &cobra.Command{
		Use: "add", Short: "Open a matter for a client", Args: cobra.NoArgs,
		Example: "  matterbookctl matter add --code 100-01 --client 100 --name \"Castellan v. Harbor Realty\" --responsible RMD --trust-floor 1500.00 --trust-target 2000.00",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			if !cmd.Flags().Changed("opened-on") {
				req.OpenedOn = d.Today().String()
			}
			if req.TimeRule.Minimum, err = hoursFlag(cmd, "minimum", minimum); err != nil {
				return err
			}
			if req.TimeRule.Increment, err = hoursFlag(cmd, "increment", increment); err != nil {
				return err
			}
			m, err := d.AddMatter(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerMatter(cmd, d, m, func(w io.Writer, v matterView) {
				fmt.Fprintf(w, "Matter %s of client %s: %s\n", v.Code, v.Client, v.Name)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Code, "code", "", "`CODE`, at most 20 characters")
	f.StringVar(&req.Client, "client", "", "client `CODE`")
	f.StringVar(&req.Name, "name", "", "name as printed")
	f.StringVar(&req.OpenedOn, "opened-on", "", "`DATE` (default: today)")
	f.StringVar(&req.PracticeArea, "practice-area", "", "practice area")
	f.StringVar(&req.Responsible, "responsible", "", "`CODE` of the responsible timekeeper")
	f.StringVar(&req.Originating, "originating", "", "`CODE` of the originating timekeeper")
	f.StringVar(&req.Billing, "billing", "", "`CODE` of the billing timekeeper")
	f.StringVar(&req.FeeArrangement, "fee-arrangement", "", "hourly, flat, contingent, blended or capped")
	f.StringVar(&req.FeeAmount, "fee-amount", "", "flat fee or cap, an `AMOUNT`")
	f.StringVar(&req.ClientMatterID, "client-matter-id", "", "the client's own number")
	f.StringVar(&req.ClaimNo, "claim-no", "", "claim number")
	f.StringVar(&req.PONumber, "po-number", "", "purchase order")
	f.StringVar(&req.CodeSet, "code-set", "", "task code set, \"litigation\"")
	f.BoolVar(&req.CodesRequired, "codes-required", false, "task and activity must be given on time")
	f.StringVar(&req.TrustFloor, "trust-floor", "", "ask for more below this `AMOUNT`")
	f.StringVar(&req.TrustTarget, "trust-target", "", "and fill up to this `AMOUNT`")
	f.StringVar(&req.Budget, "budget", "", "`AMOUNT` the client agreed to spend on fees and costs")
	f.IntVar(&req.TrustWaitDays, "trust-wait-days", 0, "days between a bill and drawing trust for it")
	f.StringVar(&req.Like, "like", "", "`CODE` of the matter that gives what is left out: people, fees, codes, trust floor and target, instructions")
	f.StringVar(&minimum, "minimum", "", "least `HOURS` of an entry (default: the client's, else the firm's)")
	f.StringVar(&increment, "increment", "", "step in `HOURS` that time is rounded up to, 0.1 or 0.25")
	f.StringVar(&req.Instructions, "instructions", "", "billing instructions")
	f.StringVar(&req.Office, "office", "", "`CODE` of the office whose address the bills carry")
	return cmd
}

// hoursFlag reads a flag of hours; blank is none.
func hoursFlag(cmd *cobra.Command, name, text string) (money.Quantity, error) {
	if text == "" {
		return 0, nil
	}
	q, err := money.ParseQuantity(text)
	if err != nil {
		return 0, usagef(cmd, "--%s: %s", name, err)
	}
	return q, nil
}

func (c *cli) matterListVerb() *cobra.Command {
	var filter app.MatterFilter
	var client string
	cmd := &cobra.Command{
		Use: "list", Short: "List matters", Args: cobra.NoArgs,
		Example: "  matterbookctl matter list --client 100 --open",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			if client != "" {
				f, err := d.Client(cmd.Context(), client)
				if err != nil {
					return err
				}
				filter.ClientID = f.ID
			}
			list, err := d.Matters(cmd.Context(), filter)
			if err != nil {
				return err
			}
			views, err := c.viewMatters(cmd, d, list)
			if err != nil {
				return err
			}
			return c.answer(map[string][]matterView{"matters": views}, func(w io.Writer) { printMatters(w, views) })
		},
	}
	cmd.Flags().StringVar(&client, "client", "", "client `CODE`")
	cmd.Flags().StringVar(&filter.Text, "search", "", "part of code or name of matter or client")
	cmd.Flags().BoolVar(&filter.OpenOnly, "open", false, "open ones only")
	cmd.Flags().IntVar(&filter.Limit, "limit", 0, "at most `N`")
	return cmd
}

func (c *cli) matterShowVerb() *cobra.Command {
	return &cobra.Command{
		Use: "show CODE", Short: "Show a matter", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl matter show 100-01",
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			m, err := d.Matter(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return c.answerMatter(cmd, d, m, func(w io.Writer, v matterView) {
				for _, l := range [][2]string{
					{"Matter", v.Code}, {"Name", v.Name}, {"Client", v.Client}, {"Status", string(v.Status)}, {"Opened", v.OpenedOn.String()},
					{"Closed", v.ClosedOn.String()}, {"Responsible", v.Responsible}, {"Originating", v.Originating}, {"Billing", v.Billing},
					{"Fee", string(v.FeeArrangement) + " " + v.FeeAmount}, {"Client's number", v.ClientMatterID}, {"Claim", v.ClaimNo},
					{"Purchase order", v.PONumber}, {"Codes", v.CodeSet}, {"Trust floor", v.TrustFloor}, {"Trust target", v.TrustTarget}, {"Budget", v.Budget},
				} {
					if l[1] != "" {
						fmt.Fprintf(w, "%-16s %s\n", l[0], l[1])
					}
				}
			})
		},
	}
}

func (c *cli) matterCloseVerb() *cobra.Command {
	var req app.CloseMatter
	cmd := &cobra.Command{
		Use: "close CODE", Short: "Close a matter to new work", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl matter close 100-01 --on 2026-06-30",
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request, req.Code = c.request(), args[0]
			closed, err := d.CloseMatter(cmd.Context(), req)
			if err != nil {
				return err
			}
			views, err := c.viewMatters(cmd, d, []firm.Matter{closed.Matter})
			if err != nil {
				return err
			}
			v := struct {
				matterView
				Warnings []string `json:"warnings"`
			}{views[0], append([]string{}, closed.Warnings...)}
			return c.answer(v, func(w io.Writer) {
				fmt.Fprintf(w, "Matter %s is closed on %s\n", v.Code, v.ClosedOn)
				for _, warning := range v.Warnings {
					fmt.Fprintln(w, warning)
				}
			})
		},
	}
	cmd.Flags().StringVar(&req.On, "on", "", "`DATE` (default: today)")
	return cmd
}

func (c *cli) matterOpenVerb() *cobra.Command {
	return &cobra.Command{
		Use: "open CODE", Short: "Open a closed matter again", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl matter open 100-01",
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			m, err := d.OpenMatter(cmd.Context(), app.OpenMatter{Request: c.request(), Code: args[0]})
			if err != nil {
				return err
			}
			return c.answerMatter(cmd, d, m, func(w io.Writer, v matterView) { fmt.Fprintf(w, "Matter %s is open\n", v.Code) })
		},
	}
}
