package main

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/work"

	"github.com/spf13/cobra"
)

func (c *cli) timerVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "timer", Short: "Timers: start, stop, save as an entry, discard, list"}
	cmd.AddCommand(c.timerStartVerb(), c.timerStopVerb("stop", "Stop a timer; its time stays on it", "stopped", (*app.Desk).StopTimer),
		c.timerSaveVerb(), c.timerStopVerb("discard", "Throw a timer and its time away", "discarded", (*app.Desk).DiscardTimer), c.timerListVerb())
	return cmd
}

type timerView struct {
	ID         int64    `json:"id"`
	Matter     string   `json:"matter"`
	Timekeeper string   `json:"timekeeper"`
	Narrative  string   `json:"narrative"`
	Date       cal.Date `json:"date"`
	Running    bool     `json:"running"`
	StartedAt  string   `json:"started_at"`
	Seconds    int64    `json:"seconds"`  // that count unless a person says otherwise
	Measured   int64    `json:"measured"` // by the wall clock
	Doubt      string   `json:"doubt"`    // why a person must look, blank for none
	Kept       bool     `json:"kept"`
}

func viewTimer(t app.Timing) timerView {
	return timerView{ID: t.ID, Matter: t.MatterCode, Timekeeper: t.TimekeeperCode, Narrative: t.Narrative, Date: t.Date, Running: t.Running(),
		StartedAt: instant(t.StartedAt), Seconds: t.Suggested, Measured: t.Measured, Doubt: t.Why, Kept: t.Kept}
}

func (c *cli) answerTimer(t app.Timing, what string) error {
	v := viewTimer(t)
	return c.answer(v, func(w io.Writer) {
		fmt.Fprintf(w, "Timer %d %s: %s, matter %s\n", v.ID, what, work.FormatClock(v.Seconds), v.Matter)
		if v.Doubt != "" {
			fmt.Fprintf(w, "%s It measured %s.\n", v.Doubt, work.FormatClock(v.Measured))
		}
	})
}

func (c *cli) timerStartVerb() *cobra.Command {
	var req app.StartTimer
	cmd := &cobra.Command{
		Use: "start [TIMER]", Short: "Start a new timer, or a stopped one by its number; the one that runs is stopped", Args: cobra.MaximumNArgs(1),
		Example: "  matterbookctl timer start --matter 100-01 --text \"Draft answer.\"\n  matterbookctl timer start 2",
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if len(args) == 1 {
				if req.ID, err = entryNumber(cmd, args[0]); err != nil {
					return err
				}
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			t, err := d.StartTimer(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerTimer(t, "runs")
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Matter, "matter", "", "matter `CODE`, may follow later")
	f.StringVar(&req.Timekeeper, "timekeeper", "", "timekeeper `CODE` (default: the user's own)")
	f.StringVar(&req.Narrative, "text", "", "what the client reads")
	f.StringVar(&req.Task, "task", "", "task `CODE`")
	f.StringVar(&req.Activity, "activity", "", "activity `CODE`")
	f.BoolVar(&req.Kept, "kept", false, "stays as a button after its time is saved")
	return cmd
}

// stopTimer is an act that ends the run of a timer.
type stopTimer = func(*app.Desk, context.Context, app.StopTimer) (app.Timing, error)

func (c *cli) timerStopVerb(word, short, what string, act stopTimer) *cobra.Command {
	return &cobra.Command{
		Use: word + " TIMER", Short: short, Args: cobra.ExactArgs(1),
		Example: "  matterbookctl timer " + word + " 2",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := entryNumber(cmd, args[0])
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			t, err := act(d, cmd.Context(), app.StopTimer{Request: c.request(), ID: id})
			if err != nil {
				return err
			}
			return c.answerTimer(t, what)
		},
	}
}

func (c *cli) timerSaveVerb() *cobra.Command {
	var req app.SaveTimer
	var seconds int64
	cmd := &cobra.Command{
		Use: "save TIMER", Short: "Make a time entry of a timer and clear it", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl timer save 2 --text \"Draft answer.\"",
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if req.ID, err = entryNumber(cmd, args[0]); err != nil {
				return err
			}
			if cmd.Flags().Changed("seconds") {
				req.Seconds = &seconds
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			saved, err := d.SaveTimer(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerEntry(cmd, d, saved)
		},
	}
	f := cmd.Flags()
	f.Int64Var(&seconds, "seconds", 0, "the time that counts, where the measured time is in doubt")
	f.StringVar(&req.Hours, "hours", "", "`HOURS` typed instead")
	f.StringVar(&req.Matter, "matter", "", "matter `CODE`")
	f.StringVar(&req.Timekeeper, "timekeeper", "", "timekeeper `CODE`")
	f.StringVar(&req.Date, "date", "", "`DATE` of the work (default: the day it was first started)")
	f.StringVar(&req.Narrative, "text", "", "what the client reads")
	f.StringVar(&req.Task, "task", "", "task `CODE`")
	f.StringVar(&req.Activity, "activity", "", "activity `CODE`")
	f.StringVar(&req.Billable, "billable", "", "Y, N or NC")
	f.BoolVar(&req.Draft, "draft", false, "keep the entry as a draft")
	return cmd
}

func (c *cli) timerListVerb() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List your timers", Args: cobra.NoArgs,
		Example: "  matterbookctl timer list --as jlk",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.Timers(cmd.Context())
			if err != nil {
				return err
			}
			views, rows := make([]timerView, len(list)), make([][]string, len(list))
			for i, t := range list {
				v := viewTimer(t)
				views[i] = v
				state := ""
				if v.Running {
					state = "runs"
				}
				rows[i] = []string{strconv.FormatInt(v.ID, 10), state, work.FormatClock(v.Seconds), v.Timekeeper, v.Matter, oneLine(v.Narrative, 50), v.Doubt}
			}
			return c.answer(map[string][]timerView{"timers": views}, func(w io.Writer) {
				table(w, []column{"No. ", "State", "Time ", "Tkpr", "Matter", "Narrative", "Look at"}, rows)
			})
		},
	}
}
