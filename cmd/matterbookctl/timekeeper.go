package main

import (
	"fmt"
	"io"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"

	"github.com/spf13/cobra"
)

func (c *cli) timekeeperVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "timekeeper", Short: "Timekeepers: add, list, hours expected"}
	cmd.AddCommand(c.timekeeperAddVerb(), c.timekeeperListVerb(), c.timekeeperWeekVerb())
	return cmd
}

type timekeeperView struct {
	Code         string   `json:"code"`
	LastName     string   `json:"last_name"`
	FirstName    string   `json:"first_name"`
	Class        string   `json:"class"`
	StandardRate string   `json:"standard_rate"`
	Email        string   `json:"email"`
	HRID         string   `json:"hr_id"`
	StartDate    cal.Date `json:"start_date"`
	EndDate      cal.Date `json:"end_date"`
}

func viewTimekeeper(k firm.Timekeeper) timekeeperView {
	return timekeeperView{k.Code, k.LastName, k.FirstName, k.Class, k.StandardRate.Plain(), k.Email, k.HRID, k.StartDate, k.EndDate}
}

func (c *cli) timekeeperAddVerb() *cobra.Command {
	var req app.AddTimekeeper
	cmd := &cobra.Command{
		Use: "add", Short: "Add a person whose time is billed", Args: cobra.NoArgs,
		Example: "  matterbookctl timekeeper add --code RMD --last-name Dunne --first-name Ruth --class PARTNR --standard-rate 325.00",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			k, err := d.AddTimekeeper(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answer(viewTimekeeper(k), func(w io.Writer) {
				fmt.Fprintf(w, "Timekeeper %s: %s, %s, %s\n", k.Code, k.Name(), k.Class, k.StandardRate.Plain())
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Code, "code", "", "`CODE`, at most 20 characters")
	f.StringVar(&req.LastName, "last-name", "", "last name")
	f.StringVar(&req.FirstName, "first-name", "", "first name")
	f.StringVar(&req.Class, "class", "", "LEDES class, PARTNR or ASSOC")
	f.StringVar(&req.StandardRate, "standard-rate", "", "`RATE` where no other is agreed")
	f.StringVar(&req.Email, "email", "", "e-mail address")
	f.StringVar(&req.HRID, "hr-id", "", "number in the payroll system")
	f.StringVar(&req.StartDate, "start-date", "", "first `DATE` of work")
	f.StringVar(&req.EndDate, "end-date", "", "last `DATE` of work")
	f.StringVar(&req.Office, "office", "", "office `CODE`")
	return cmd
}

func (c *cli) timekeeperListVerb() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List timekeepers", Args: cobra.NoArgs,
		Example: "  matterbookctl timekeeper list",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.Timekeepers(cmd.Context())
			if err != nil {
				return err
			}
			views, rows := make([]timekeeperView, len(list)), make([][]string, len(list))
			for i, k := range list {
				views[i] = viewTimekeeper(k)
				rows[i] = []string{k.Code, k.Name(), k.Class, k.StandardRate.Plain(), k.StartDate.String(), k.EndDate.String()}
			}
			return c.answer(map[string][]timekeeperView{"timekeepers": views}, func(w io.Writer) {
				table(w, []column{"Code", "Name", "Class", "Rate ", "From", "To"}, rows)
			})
		},
	}
}
