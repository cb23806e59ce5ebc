package main

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/work"

	"github.com/spf13/cobra"
)

func (c *cli) timeVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "time", Short: "Time entries: add, change, find, release, write off, transfer, re-rate"}
	cmd.AddCommand(c.timeAddVerb(), c.timeListVerb(), c.timeSetVerb(), c.timeWhyVerb(),
		c.timeMoveVerb("release", "Make drafts work in progress", (*app.Desk).ReleaseTime),
		c.timeMoveVerb("unrelease", "Make work in progress drafts again", (*app.Desk).UnreleaseTime),
		c.timeMoveVerb("write-off", "Take work out of what is to be billed", (*app.Desk).WriteOffTime),
		c.timeMoveVerb("take-back", "Take a write-off back", (*app.Desk).TakeBackTime),
		c.timeDeleteVerb(), c.timeTransferVerb(), c.timeReRateVerb(), c.timeMissingVerb())
	return cmd
}

type entryView struct {
	ID           int64         `json:"id"`
	Date         cal.Date      `json:"date"`
	Timekeeper   string        `json:"timekeeper"`
	Client       string        `json:"client"`
	Matter       string        `json:"matter"`
	Hours        string        `json:"hours"`
	Worked       string        `json:"worked"`
	Narrative    string        `json:"narrative"`
	Note         string        `json:"note"`
	Task         string        `json:"task"`
	Activity     string        `json:"activity"`
	Billable     work.Billable `json:"billable"`
	Rate         string        `json:"rate"`
	StandardRate string        `json:"standard_rate"`
	RateRule     int           `json:"rate_rule"`
	Amount       string        `json:"amount"`
	Currency     string        `json:"currency"`
	Status       work.Status   `json:"status"`
	HoldReason   string        `json:"hold_reason"`
	WhyOff       string        `json:"why_off"`
	ExtID        string        `json:"ext_id"`
	Why          string        `json:"why,omitempty"`
}

func viewEntry(r app.TimeRow) entryView {
	return entryView{
		ID: r.ID, Date: r.Date, Timekeeper: r.TimekeeperCode, Client: r.ClientCode, Matter: r.MatterCode, Hours: hours(r.Hours), Worked: hours(r.Worked),
		Narrative: r.Narrative, Note: r.Note, Task: r.Task, Activity: r.Activity, Billable: r.Billable, Rate: r.Rate.Plain(),
		StandardRate: r.StandardRate.Plain(), RateRule: int(r.RateRule), Amount: r.Amount.Plain(r.Currency), Currency: string(r.Currency),
		Status: r.Status, HoldReason: r.HoldReason, WhyOff: r.WhyOff, ExtID: r.ExtID,
	}
}

// answerEntry prints a saved entry with the rule that gave its rate.
func (c *cli) answerEntry(cmd *cobra.Command, d *app.Desk, saved app.TimeSaved) error {
	rows, err := app.Read(cmd.Context(), d, func(q app.Query) ([]app.EntryRow, error) { return q.EntryRowsByID([]int64{saved.Entry.ID}) })
	if err != nil {
		return err
	}
	row := app.TimeRow{EntryRow: app.EntryRow{Entry: saved.Entry}, Currency: saved.Currency}
	if len(rows) == 1 {
		row.EntryRow = rows[0]
	}
	v := viewEntry(row)
	v.Why = saved.Why
	return c.answer(v, func(w io.Writer) {
		fmt.Fprintf(w, "Entry %d: %s, %s, matter %s: %s h, %s %s (%s)\n", v.ID, v.Date, v.Timekeeper, v.Matter, v.Hours, v.Amount, v.Currency, v.Status)
		fmt.Fprintf(w, "Rate %s\n", v.Why)
	})
}

func (c *cli) timeAddVerb() *cobra.Command {
	var req app.AddTime
	cmd := &cobra.Command{
		Use: "add", Short: "Record time on a matter", Args: cobra.NoArgs,
		Example: "  matterbookctl time add --matter 100-01 --timekeeper RMD --date 2026-06-02 --hours 0.8 --text \"Review complaint; plan answer.\"",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			saved, err := d.AddTime(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerEntry(cmd, d, saved)
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Matter, "matter", "", "matter `CODE`")
	f.StringVar(&req.Timekeeper, "timekeeper", "", "`CODE` of whose time it is (default: the user's own)")
	f.StringVar(&req.Date, "date", "", "`DATE` of the work, YYYY-MM-DD")
	f.StringVar(&req.Hours, "hours", "", "`HOURS`: 1.5, 1:30, 90m, 1h30 (default: the brackets in the text, \"call [.2]\")")
	f.StringVar(&req.Narrative, "text", "", "what the client reads")
	f.StringVar(&req.Task, "task", "", "UTBMS task `CODE`")
	f.StringVar(&req.Activity, "activity", "", "UTBMS activity `CODE`")
	f.StringVar(&req.Billable, "billable", "", "Y, N (the firm's own) or NC (on the bill at no charge)")
	f.StringVar(&req.Rate, "rate", "", "`RATE` by the hour (default: by the rate tables)")
	f.StringVar(&req.Note, "note", "", "internal note, never printed")
	f.StringVar(&req.ExtID, "ext-id", "", "the entry's `ID` where it comes from")
	f.BoolVar(&req.Draft, "draft", false, "keep it as a draft, not yet work in progress")
	return cmd
}

// listFlags binds what every list of work is limited by.
func listFlags(cmd *cobra.Command, req *app.ListTime) {
	f := cmd.Flags()
	f.StringVar(&req.Client, "client", "", "client `CODE`")
	f.StringVar(&req.Matter, "matter", "", "matter `CODE`")
	f.StringVar(&req.Timekeeper, "timekeeper", "", "timekeeper `CODE`")
	f.StringVar(&req.From, "from", "", "first `DATE`")
	f.StringVar(&req.To, "to", "", "last `DATE`")
}

func (c *cli) timeListVerb() *cobra.Command {
	var req app.ListTime
	cmd := &cobra.Command{
		Use: "list", Short: "List time entries, newest first, with their sums", Args: cobra.NoArgs,
		Example: "  matterbookctl time list --matter 100-01 --from 2026-06-01 --search \"motion dismiss\"",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			rows, err := d.ListTime(cmd.Context(), req, app.Page{})
			if err != nil {
				return err
			}
			sums, err := d.TimeTotals(cmd.Context(), req)
			if err != nil {
				return err
			}
			entries := make([]entryView, len(rows))
			for i, r := range rows {
				entries[i] = viewEntry(r)
			}
			v := struct {
				Entries []entryView    `json:"entries"`
				Totals  timeTotalsView `json:"totals"`
			}{entries, viewTimeTotals(sums)}
			return c.answer(v, func(w io.Writer) { printEntries(w, entries, v.Totals) })
		},
	}
	listFlags(cmd, &req)
	f := cmd.Flags()
	f.StringVar(&req.Status, "status", "", "draft, released, on_prebill, billed, written_off or no_charge")
	f.StringVar(&req.Search, "search", "", "words of the narrative, all of them")
	f.BoolVar(&req.Oldest, "oldest", false, "oldest first")
	f.IntVar(&req.Limit, "limit", 0, "at most `N` entries (default: all); the sums are of all")
	return cmd
}

type timeTotalsView struct {
	Count    int64  `json:"count"`
	Worked   string `json:"worked"`
	Hours    string `json:"hours"`
	Amount   string `json:"amount"` // blank when clients are billed in several currencies
	Currency string `json:"currency"`
}

func viewTimeTotals(t app.TimeTotals) timeTotalsView {
	v := timeTotalsView{Count: t.N, Worked: hours(t.Worked), Hours: hours(t.Hours), Currency: string(t.Currency)}
	if !t.Mixed {
		v.Amount = t.Amount.Plain(t.Currency)
	}
	return v
}

func printEntries(w io.Writer, entries []entryView, t timeTotalsView) {
	rows := make([][]string, len(entries))
	for i, e := range entries {
		rows[i] = []string{strconv.FormatInt(e.ID, 10), e.Date.String(), e.Timekeeper, e.Matter, e.Hours, e.Rate, e.Amount, string(e.Billable), string(e.Status), oneLine(e.Narrative, 60)}
	}
	table(w, []column{"No. ", "Date", "Tkpr", "Matter", "Hours ", "Rate ", "Amount ", "Bill", "Status", "Narrative"}, rows)
	fmt.Fprintf(w, "%d entries, %s hours, %s %s\n", t.Count, t.Hours, t.Amount, t.Currency)
}

// changed gives the value of a flag that was given, nil for one that was not.
func changed(cmd *cobra.Command, name string, value *string) *string {
	if cmd.Flags().Changed(name) {
		return value
	}
	return nil
}

func (c *cli) timeSetVerb() *cobra.Command {
	var v app.AddTime
	var reason string
	cmd := &cobra.Command{
		Use: "set ENTRY", Short: "Change an entry that is not on a bill", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl time set 41 --hours 0.6 --reason \"typing error\"",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := entryNumber(cmd, args[0])
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			saved, err := d.SetTime(cmd.Context(), app.SetTime{
				Request: c.request(), ID: id, Reason: reason, Matter: changed(cmd, "matter", &v.Matter), Timekeeper: changed(cmd, "timekeeper", &v.Timekeeper),
				Date: changed(cmd, "date", &v.Date), Hours: changed(cmd, "hours", &v.Hours), Narrative: changed(cmd, "text", &v.Narrative),
				Note: changed(cmd, "note", &v.Note), Task: changed(cmd, "task", &v.Task), Activity: changed(cmd, "activity", &v.Activity),
				Billable: changed(cmd, "billable", &v.Billable), Rate: changed(cmd, "rate", &v.Rate),
			})
			if err != nil {
				return err
			}
			return c.answerEntry(cmd, d, saved)
		},
	}
	f := cmd.Flags()
	f.StringVar(&v.Matter, "matter", "", "matter `CODE`")
	f.StringVar(&v.Timekeeper, "timekeeper", "", "timekeeper `CODE`")
	f.StringVar(&v.Date, "date", "", "`DATE` of the work")
	f.StringVar(&v.Hours, "hours", "", "`HOURS`")
	f.StringVar(&v.Narrative, "text", "", "what the client reads")
	f.StringVar(&v.Note, "note", "", "internal note")
	f.StringVar(&v.Task, "task", "", "task `CODE`")
	f.StringVar(&v.Activity, "activity", "", "activity `CODE`")
	f.StringVar(&v.Billable, "billable", "", "Y, N or NC")
	f.StringVar(&v.Rate, "rate", "", "`RATE`; blank gives up a typed one")
	f.StringVar(&reason, "reason", "", "why, for the log")
	return cmd
}

func (c *cli) timeWhyVerb() *cobra.Command {
	return &cobra.Command{
		Use: "why ENTRY", Short: "Say which rule gave an entry its rate", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl time why 41",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := entryNumber(cmd, args[0])
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			a, err := d.WhyEntry(cmd.Context(), id)
			if err != nil {
				return err
			}
			return c.answerRateWhy(a)
		},
	}
}

type movedView struct {
	Failed []notMovedView `json:"failed"`
	Done   []int64        `json:"done"`
}

type notMovedView struct {
	ID      int64  `json:"id"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// answerMoved prints what a move of many did, failures first.
func (c *cli) answerMoved(m app.Moved) error {
	v := movedView{Failed: []notMovedView{}, Done: m.Done}
	for _, n := range m.Not {
		v.Failed = append(v.Failed, notMovedView(n))
	}
	c.said = len(m.Not) > 0
	return c.answer(v, func(w io.Writer) {
		for _, n := range v.Failed {
			fmt.Fprintf(w, "%d stays: %s (%s)\n", n.ID, n.Message, n.Code)
		}
		fmt.Fprintf(w, "%d done, %d not\n", len(v.Done), len(v.Failed))
	})
}

func entryNumbers(cmd *cobra.Command, args []string) ([]int64, error) {
	ids := make([]int64, len(args))
	for i, a := range args {
		var err error
		if ids[i], err = entryNumber(cmd, a); err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// moveTime is an act that moves many entries.
type moveTime = func(*app.Desk, context.Context, app.MoveTime) (app.Moved, error)

func (c *cli) timeMoveVerb(word, short string, act moveTime) *cobra.Command {
	var req app.MoveTime
	cmd := &cobra.Command{
		Use: word + " ENTRY...", Short: short, Args: cobra.MinimumNArgs(1),
		Example: "  matterbookctl time " + word + " 41 42 --reason \"duplicate effort\"",
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if req.IDs, err = entryNumbers(cmd, args); err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			m, err := act(d, cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerMoved(m)
		},
	}
	cmd.Flags().StringVar(&req.Reason, "reason", "", "why, kept with the work and in the log")
	return cmd
}

func (c *cli) timeDeleteVerb() *cobra.Command {
	return &cobra.Command{
		Use: "delete ENTRY", Short: "Delete a draft", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl time delete 41",
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := entryNumber(cmd, args[0])
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			e, err := d.DeleteTime(cmd.Context(), app.DeleteTime{Request: c.request(), ID: id})
			if err != nil {
				return err
			}
			return c.answer(map[string]int64{"deleted": e.ID}, func(w io.Writer) { fmt.Fprintf(w, "Draft %d is deleted\n", e.ID) })
		},
	}
}

func (c *cli) timeTransferVerb() *cobra.Command {
	var req app.TransferTime
	cmd := &cobra.Command{
		Use: "transfer ENTRY...", Short: "Move unbilled entries to another matter", Args: cobra.MinimumNArgs(1),
		Example: "  matterbookctl time transfer 41 42 --to 100-02 --rerate --reason \"wrong matter\"",
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			if req.IDs, err = entryNumbers(cmd, args); err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			m, err := d.TransferTime(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerMoved(m)
		},
	}
	cmd.Flags().StringVar(&req.To, "to", "", "matter `CODE`")
	cmd.Flags().BoolVar(&req.ReRate, "rerate", false, "look the rate up for the new matter")
	cmd.Flags().StringVar(&req.Reason, "reason", "", "why")
	return cmd
}

type reRateLineView struct {
	ID           int64    `json:"id"`
	Date         cal.Date `json:"date"`
	Matter       string   `json:"matter"`
	Timekeeper   string   `json:"timekeeper"`
	Hours        string   `json:"hours"`
	Currency     string   `json:"currency"`
	RateBefore   string   `json:"rate_before"`
	RateAfter    string   `json:"rate_after"`
	AmountBefore string   `json:"amount_before"`
	AmountAfter  string   `json:"amount_after"`
	Why          string   `json:"why"`
}

type currencyTotalView struct {
	Currency money.Currency `json:"currency"`
	Amount   string         `json:"amount"`
}

func (c *cli) timeReRateVerb() *cobra.Command {
	var req app.ReRateTime
	cmd := &cobra.Command{
		Use: "rerate", Short: "Show what today's rate tables would make of unbilled entries; with --confirm do it", Args: cobra.NoArgs,
		Example: "  matterbookctl time rerate --matter 100-01\n  matterbookctl time rerate --matter 100-01 --reason \"rate agreement\" --confirm 4be1c09d5a7733e2",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			act := d.PlanReRate
			if req.Confirm != "" {
				act = d.ReRate
			}
			plan, err := act(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerPlan(plan, req.Confirm != "")
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Client, "client", "", "client `CODE`")
	f.StringVar(&req.Matter, "matter", "", "matter `CODE`")
	f.StringVar(&req.Timekeeper, "timekeeper", "", "timekeeper `CODE`")
	f.StringVar(&req.From, "from", "", "first `DATE`")
	f.StringVar(&req.To, "to", "", "last `DATE`")
	f.BoolVar(&req.Typed, "typed", false, "rates typed by hand, too")
	f.StringVar(&req.Reason, "reason", "", "why")
	f.StringVar(&req.Confirm, "confirm", "", "`MARK` of the plan that was shown")
	return cmd
}

func (c *cli) answerPlan(p app.ReRatePlan, done bool) error {
	v := struct {
		Done   bool                `json:"done"`
		Lines  []reRateLineView    `json:"lines"`
		Same   int                 `json:"same"`
		Failed []notMovedView      `json:"failed"`
		Before []currencyTotalView `json:"before"`
		After  []currencyTotalView `json:"after"`
		Mark   string              `json:"mark"`
	}{done, []reRateLineView{}, p.Same, []notMovedView{}, []currencyTotalView{}, []currencyTotalView{}, p.Mark}
	for _, l := range p.Lines {
		v.Lines = append(v.Lines, reRateLineView{l.ID, l.Date, l.Matter, l.Timekeeper, hours(l.Hours), string(l.Currency), l.RateBefore.Plain(),
			l.RateAfter.Plain(), l.AmountBefore.Plain(l.Currency), l.AmountAfter.Plain(l.Currency), l.Why})
	}
	for _, n := range p.Not {
		v.Failed = append(v.Failed, notMovedView(n))
	}
	for i := range p.Before {
		v.Before = append(v.Before, currencyTotalView{p.Before[i].Currency, p.Before[i].Amount.Plain(p.Before[i].Currency)})
		v.After = append(v.After, currencyTotalView{p.After[i].Currency, p.After[i].Amount.Plain(p.After[i].Currency)})
	}
	return c.answer(v, func(w io.Writer) {
		for _, n := range v.Failed {
			fmt.Fprintf(w, "%d stays: %s (%s)\n", n.ID, n.Message, n.Code)
		}
		rows := make([][]string, len(v.Lines))
		for i, l := range v.Lines {
			rows[i] = []string{strconv.FormatInt(l.ID, 10), l.Date.String(), l.Timekeeper, l.Matter, l.Hours, l.RateBefore, l.RateAfter, l.AmountBefore, l.AmountAfter}
		}
		table(w, []column{"No. ", "Date", "Tkpr", "Matter", "Hours ", "Rate ", "New ", "Amount ", "New "}, rows)
		for i := range v.Before {
			fmt.Fprintf(w, "%s before %s, after %s\n", v.Before[i].Currency, v.Before[i].Amount, v.After[i].Amount)
		}
		if !done {
			fmt.Fprintf(w, "Nothing is changed yet. To do it: --confirm %s --reason WHY\n", v.Mark)
		}
	})
}
