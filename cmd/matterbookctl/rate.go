package main

import (
	"fmt"
	"io"
	"strconv"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"

	"github.com/spf13/cobra"
)

func (c *cli) rateVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "rate", Short: "Agreed rates: add, list, end, and why a rate applies"}
	cmd.AddCommand(c.rateAddVerb(), c.rateListVerb(), c.rateEndVerb(), c.rateWhyVerb())
	return cmd
}

type rateView struct {
	ID         int64          `json:"id"`
	Scope      firm.RateScope `json:"scope"`
	Key        string         `json:"key"`
	Timekeeper string         `json:"timekeeper"`
	Class      string         `json:"class"`
	Activity   string         `json:"activity"`
	Rate       string         `json:"rate"`
	From       cal.Date       `json:"from"`
	To         cal.Date       `json:"to"`
}

// viewRates names what the rows hold for by codes.
func (c *cli) viewRates(cmd *cobra.Command, d *app.Desk, rows []firm.RateRow) ([]rateView, error) {
	return app.Read(cmd.Context(), d, func(q app.Query) ([]rateView, error) {
		views := make([]rateView, len(rows))
		for i, r := range rows {
			v := rateView{ID: r.ID, Scope: r.Scope, Class: r.Class, Activity: r.Activity, Rate: r.Rate.Plain(), From: r.From, To: r.To}
			switch r.Scope {
			case firm.ScopeClient:
				f, err := q.Client(r.ScopeID)
				if err != nil {
					return nil, err
				}
				v.Key = f.Code
			case firm.ScopeMatter:
				m, err := q.Matter(r.ScopeID)
				if err != nil {
					return nil, err
				}
				v.Key = m.Code
			}
			if r.TimekeeperID != 0 {
				k, err := q.Timekeeper(r.TimekeeperID)
				if err != nil {
					return nil, err
				}
				v.Timekeeper = k.Code
			}
			views[i] = v
		}
		return views, nil
	})
}

func (c *cli) answerRate(cmd *cobra.Command, d *app.Desk, r firm.RateRow) error {
	views, err := c.viewRates(cmd, d, []firm.RateRow{r})
	if err != nil {
		return err
	}
	return c.answer(views[0], func(w io.Writer) { fmt.Fprintf(w, "Rate %d: %s\n", r.ID, r) })
}

func (c *cli) rateAddVerb() *cobra.Command {
	var req app.AddRate
	cmd := &cobra.Command{
		Use: "add", Short: "Add an agreed rate", Args: cobra.NoArgs,
		Example: "  matterbookctl rate add --scope matter --key 100-01 --timekeeper RMD --rate 310.00 --from 2026-07-01 --supersede",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			r, err := d.AddRate(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerRate(cmd, d, r)
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Scope, "scope", "", "firm, client or matter")
	f.StringVar(&req.Key, "key", "", "`CODE` of the client or matter")
	f.StringVar(&req.Timekeeper, "timekeeper", "", "timekeeper `CODE` (default: everybody)")
	f.StringVar(&req.Class, "class", "", "LEDES class (default: every class)")
	f.StringVar(&req.Activity, "activity", "", "task or activity `CODE` (default: all work)")
	f.StringVar(&req.Rate, "rate", "", "`RATE` by the hour")
	f.StringVar(&req.From, "from", "", "first work `DATE` it holds for")
	f.StringVar(&req.To, "to", "", "last work `DATE`")
	f.BoolVar(&req.Supersede, "supersede", false, "end the rate with the same limits on the day before")
	return cmd
}

func (c *cli) rateListVerb() *cobra.Command {
	var matter string
	cmd := &cobra.Command{
		Use: "list", Short: "List rates; of a matter with those of its client and the firm", Args: cobra.NoArgs,
		Example: "  matterbookctl rate list --matter 100-01",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.Rates(cmd.Context(), matter)
			if err != nil {
				return err
			}
			views, err := c.viewRates(cmd, d, list)
			if err != nil {
				return err
			}
			rows := make([][]string, len(views))
			for i, r := range views {
				rows[i] = []string{strconv.FormatInt(r.ID, 10), string(r.Scope), r.Key, r.Timekeeper, r.Class, r.Activity, r.Rate, r.From.String(), r.To.String()}
			}
			return c.answer(map[string][]rateView{"rates": views}, func(w io.Writer) {
				table(w, []column{"No. ", "Scope", "Key", "Tkpr", "Class", "Activity", "Rate ", "From", "To"}, rows)
			})
		},
	}
	cmd.Flags().StringVar(&matter, "matter", "", "matter `CODE`")
	return cmd
}

func (c *cli) rateEndVerb() *cobra.Command {
	var on string
	cmd := &cobra.Command{
		Use: "end RATE", Short: "End a rate on a day", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl rate end 3 --on 2026-12-31",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := entryNumber(cmd, args[0])
			if err != nil {
				return err
			}
			if on == "" {
				return usagef(cmd, "say the last day: --on DATE")
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			r, err := d.SetRate(cmd.Context(), app.SetRate{Request: c.request(), ID: id, To: &on})
			if err != nil {
				return err
			}
			return c.answerRate(cmd, d, r)
		},
	}
	cmd.Flags().StringVar(&on, "on", "", "last work `DATE` it holds for")
	return cmd
}

func (c *cli) rateWhyVerb() *cobra.Command {
	var req app.WhyRate
	cmd := &cobra.Command{
		Use: "why", Short: "Say which rate work would get, and by which rule", Args: cobra.NoArgs,
		Example: "  matterbookctl rate why --matter 100-01 --timekeeper RMD --date 2026-06-18",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			a, err := d.WhyRate(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerRateWhy(a)
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Matter, "matter", "", "matter `CODE`")
	f.StringVar(&req.Timekeeper, "timekeeper", "", "timekeeper `CODE`")
	f.StringVar(&req.Date, "date", "", "`DATE` of the work (default: today)")
	f.StringVar(&req.Task, "task", "", "task `CODE`")
	f.StringVar(&req.Activity, "activity", "", "activity `CODE`")
	return cmd
}

func (c *cli) answerRateWhy(a app.RateAnswer) error {
	v := struct {
		Rate     string   `json:"rate"`
		Standard string   `json:"standard_rate"`
		Rule     int      `json:"rate_rule"`
		RateID   int64    `json:"rate_id"`
		Date     cal.Date `json:"date"`
		Why      string   `json:"why"`
	}{a.Rate.Plain(), a.Standard.Plain(), int(a.Rule), a.RowID, a.On, a.Why}
	return c.answer(v, func(w io.Writer) { fmt.Fprintln(w, a.Why) })
}
