package main

import (
	"fmt"
	"io"

	"matterbook/app"
	"matterbook/app/cal"

	"github.com/spf13/cobra"
)

func (c *cli) timekeeperWeekVerb() *cobra.Command {
	var req app.SetWorkWeek
	cmd := &cobra.Command{
		Use: "week", Short: "Say how many hours are expected on the days of a week, of one timekeeper or of everybody", Args: cobra.NoArgs,
		Example: "  matterbookctl timekeeper week --hours 7.5\n  matterbookctl timekeeper week --timekeeper PAS --hours 4,,4,,4,,",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			w, err := d.SetWorkWeek(cmd.Context(), req)
			if err != nil {
				return err
			}
			v := struct {
				Timekeeper string   `json:"timekeeper"`
				Hours      []string `json:"hours"`
			}{Timekeeper: req.Timekeeper}
			for _, h := range w.Hours {
				v.Hours = append(v.Hours, hours(h))
			}
			return c.answer(v, func(w io.Writer) {
				fmt.Fprintf(w, "Monday to Sunday: %s hours\n", v.Hours)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Timekeeper, "timekeeper", "", "`CODE`; without it: everybody who has no week of their own")
	f.StringSliceVar(&req.Hours, "hours", nil, "`HOURS` Monday to Sunday, separated by commas; one figure holds Monday to Friday")
	f.BoolVar(&req.Usual, "usual", false, "give up what was said before")
	return cmd
}

type missingView struct {
	Timekeeper string   `json:"timekeeper"`
	Date       cal.Date `json:"date"`
	Recorded   string   `json:"recorded"`
	Expected   string   `json:"expected"`
	Missing    string   `json:"missing"`
}

func (c *cli) timeMissingVerb() *cobra.Command {
	var req app.AskMissing
	cmd := &cobra.Command{
		Use: "missing", Short: "List the days with fewer hours than expected", Args: cobra.NoArgs,
		Example: "  matterbookctl time missing --from 2026-06-01 --to 2026-06-30",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.MissingTime(cmd.Context(), req)
			if err != nil {
				return err
			}
			views, rows := []missingView{}, [][]string{}
			for _, k := range list {
				for _, day := range k.Days {
					if day.Missing() == 0 {
						continue
					}
					v := missingView{k.Timekeeper.Code, day.Date, hours(day.Recorded), hours(day.Expected), hours(day.Missing())}
					views = append(views, v)
					rows = append(rows, []string{v.Timekeeper, v.Date.String(), v.Recorded, v.Expected, v.Missing})
				}
			}
			return c.answer(views, func(w io.Writer) {
				table(w, []column{"Tkpr", "Date", "Recorded ", "Expected ", "Missing "}, rows)
			})
		},
	}
	cmd.Flags().StringVar(&req.From, "from", "", "first `DATE`; without it: the first of this month")
	cmd.Flags().StringVar(&req.To, "to", "", "last `DATE`; without it: today")
	return cmd
}
