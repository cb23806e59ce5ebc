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

func (c *cli) noteVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "note", Short: "Notes of matters: add, set, delete, list"}
	cmd.AddCommand(c.noteAddVerb(), c.noteSetVerb(), c.noteDeleteVerb(), c.noteListVerb())
	return cmd
}

type noteView struct {
	ID     int64         `json:"id"`
	Matter string        `json:"matter"`
	Kind   firm.NoteKind `json:"kind"`
	On     cal.Date      `json:"on"`
	Author string        `json:"author"`
	Text   string        `json:"text"`
	Due    cal.Date      `json:"due"`
	DoneOn cal.Date      `json:"done_on"`
}

// answerNote answers with the note as it stands.
func (c *cli) answerNote(cmd *cobra.Command, d *app.Desk, n firm.Note, done string) error {
	rows, err := app.Read(cmd.Context(), d, func(q app.Query) ([]app.NoteRow, error) { return app.NoteRows(q, app.NoteFilter{MatterID: n.MatterID}) })
	if err != nil {
		return err
	}
	v := noteView{ID: n.ID, Kind: n.Kind, On: n.On, Text: n.Text, Due: n.Due, DoneOn: n.DoneOn}
	for _, r := range rows {
		if r.ID == n.ID {
			v = viewNote(r)
		}
	}
	return c.answer(v, func(w io.Writer) { fmt.Fprintf(w, "Note %d %s\n", v.ID, done) })
}

func viewNote(r app.NoteRow) noteView {
	return noteView{ID: r.ID, Matter: r.MatterCode, Kind: r.Kind, On: r.On, Author: r.Author.Code, Text: r.Text, Due: r.Due, DoneOn: r.DoneOn}
}

func (c *cli) noteAddVerb() *cobra.Command {
	var req app.AddNote
	cmd := &cobra.Command{
		Use: "add", Short: "Write a note about a matter", Args: cobra.NoArgs,
		Example: "  matterbookctl matter note add --matter 100-01 --kind task --due 2026-07-01 --text \"Serve the answer\"",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			req.Request = c.request()
			n, err := d.AddNote(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerNote(cmd, d, n, "written on matter "+req.Matter)
		},
	}
	f := cmd.Flags()
	f.StringVar(&req.Matter, "matter", "", "matter `CODE`")
	f.StringVar(&req.Kind, "kind", "", "note, call, email or task (default: note)")
	f.StringVar(&req.On, "on", "", "the `DATE` it speaks of (default: today)")
	f.StringVar(&req.Text, "text", "", "what is to be remembered")
	f.StringVar(&req.Due, "due", "", "`DATE` by which a task is to be done")
	f.BoolVar(&req.Done, "done", false, "the task is done already")
	return cmd
}

func (c *cli) noteSetVerb() *cobra.Command {
	var done bool
	cmd := &cobra.Command{
		Use: "set ID", Short: "Change a note, or tick a task off", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl matter note set 7 --done",
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			id, err := rowID(cmd, args[0])
			if err != nil {
				return err
			}
			req := app.SetNote{Request: c.request(), ID: id, Kind: given(cmd, "kind"), On: given(cmd, "on"), Text: given(cmd, "text"), Due: given(cmd, "due")}
			if cmd.Flags().Changed("done") {
				req.Done = &done
			}
			n, err := d.SetNote(cmd.Context(), req)
			if err != nil {
				return err
			}
			return c.answerNote(cmd, d, n, "changed")
		},
	}
	f := cmd.Flags()
	f.String("kind", "", "note, call, email or task")
	f.String("on", "", "the `DATE` it speaks of")
	f.String("text", "", "what is to be remembered")
	f.String("due", "", "`DATE` by which a task is to be done; blank takes it away")
	f.BoolVar(&done, "done", false, "the task is done; --done=false: not yet")
	return cmd
}

// rowID reads the number of a row.
func rowID(cmd *cobra.Command, text string) (int64, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id <= 0 {
		return 0, usagef(cmd, "%q is not a number of the list", text)
	}
	return id, nil
}

func (c *cli) noteDeleteVerb() *cobra.Command {
	return &cobra.Command{
		Use: "delete ID", Short: "Delete a note of your own; the log keeps it", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl matter note delete 7",
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			id, err := rowID(cmd, args[0])
			if err != nil {
				return err
			}
			n, err := d.DeleteNote(cmd.Context(), app.DeleteNote{Request: c.request(), ID: id})
			if err != nil {
				return err
			}
			return c.answerNote(cmd, d, n, "deleted")
		},
	}
}

func (c *cli) noteListVerb() *cobra.Command {
	var filter app.NoteFilter
	var matter string
	cmd := &cobra.Command{
		Use: "list", Short: "List notes, newest first", Args: cobra.NoArgs,
		Example: "  matterbookctl matter note list --matter 100-01 --open",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.Notes(cmd.Context(), matter, filter)
			if err != nil {
				return err
			}
			views, rows := make([]noteView, len(list)), make([][]string, len(list))
			for i, r := range list {
				views[i] = viewNote(r)
				state := ""
				switch {
				case !r.DoneOn.IsZero():
					state = "done " + r.DoneOn.String()
				case !r.Due.IsZero():
					state = "due " + r.Due.String()
				case r.Open():
					state = "to do"
				}
				rows[i] = []string{fmt.Sprint(r.ID), r.On.String(), r.MatterCode, string(r.Kind), r.Author.Code, state, oneLine(r.Text, 60)}
			}
			return c.answer(map[string][]noteView{"notes": views}, func(w io.Writer) {
				table(w, []column{"No", "Date", "Matter", "Kind", "By", "State", "Text"}, rows)
			})
		},
	}
	cmd.Flags().StringVar(&matter, "matter", "", "matter `CODE` (default: all)")
	cmd.Flags().BoolVar(&filter.Open, "open", false, "tasks still to do")
	cmd.Flags().StringVar(&filter.Text, "search", "", "words of the text")
	cmd.Flags().IntVar(&filter.Limit, "limit", 0, "at most `N`")
	return cmd
}
