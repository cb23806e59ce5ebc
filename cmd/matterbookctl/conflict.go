package main

import (
	"fmt"
	"io"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"

	"github.com/spf13/cobra"
)

func (c *cli) conflictVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "conflict", Short: "Conflicts of interest: check a name, list the searches made"}
	cmd.AddCommand(c.conflictCheckVerb(), c.conflictListVerb())
	return cmd
}

type conflictView struct {
	Where      firm.NamePlace `json:"where"`
	Closeness  string         `json:"closeness"`
	Name       string         `json:"name"`
	Role       string         `json:"role"`
	Client     string         `json:"client"`
	ClientName string         `json:"client_name"`
	Matter     string         `json:"matter"`
	MatterName string         `json:"matter_name"`
	From       cal.Date       `json:"from"`
	To         cal.Date       `json:"to"`
	Count      int64          `json:"count"`
	Text       string         `json:"text"`
}

var closeness = map[firm.Closeness]string{firm.SameName: "same", firm.Begins: "begins", firm.PartName: "part", firm.NearName: "near"}

func (c *cli) conflictCheckVerb() *cobra.Command {
	return &cobra.Command{
		Use: "check NAME", Short: "Search a name among all whom the firm has to do with", Args: cobra.MinimumNArgs(1),
		Long:    "Searches clients, matters, parties, who paid into trust or was paid out of it, vendors,\npeople of the firm, former names, and the words of narratives, costs and notes. Accents,\ncase and the order of words are ignored, near spellings are found. The log keeps the search.",
		Example: "  matterbookctl conflict check Harbor Realty",
		RunE: func(cmd *cobra.Command, args []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			r, err := d.CheckConflicts(cmd.Context(), app.CheckConflicts{Request: c.request(), Name: strings.Join(args, " ")})
			if err != nil {
				return err
			}
			v := struct {
				Name  string         `json:"name"`
				Count int64          `json:"count"`
				Found []conflictView `json:"found"`
			}{r.Name, int64(len(r.Found)) + r.More, make([]conflictView, len(r.Found))}
			rows := make([][]string, len(r.Found))
			for i, f := range r.Found {
				x := conflictView{Where: f.Where, Closeness: closeness[f.Closeness], Name: f.Name, Role: f.More, Client: f.ClientCode, ClientName: f.ClientName,
					Matter: f.MatterCode, MatterName: f.MatterName, From: f.From, To: f.To, Count: f.Count, Text: f.Text}
				v.Found[i] = x
				text := x.Name
				if x.Text != "" {
					text = x.Text
				}
				rows[i] = []string{x.Closeness, string(x.Where), oneLine(text, 50), oneLine(x.Role, 24), x.Client, x.Matter, x.To.String()}
			}
			return c.answer(v, func(w io.Writer) {
				if len(rows) == 0 {
					fmt.Fprintf(w, "%q stands nowhere in this book.\n", v.Name)
					return
				}
				table(w, []column{"Fit", "Where", "Name or text", "Role", "Client", "Matter", "Last"}, rows)
				if r.More > 0 {
					fmt.Fprintf(w, "and %d more narratives\n", r.More)
				}
			})
		},
	}
}

func (c *cli) conflictListVerb() *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use: "list", Short: "List the searches for conflicts that were made", Args: cobra.NoArgs,
		Example: "  matterbookctl conflict list --limit 20",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			list, err := d.ConflictRuns(cmd.Context(), limit)
			if err != nil {
				return err
			}
			type view struct {
				At    string `json:"at"`
				User  string `json:"user"`
				Name  string `json:"name"`
				Found string `json:"found"`
			}
			views, rows := make([]view, len(list)), make([][]string, len(list))
			for i, l := range list {
				v := view{l.At.Format("2006-01-02T15:04:05Z"), l.User, strings.TrimPrefix(l.Object, "name "), l.Reason}
				views[i], rows[i] = v, []string{v.At, v.User, oneLine(v.Name, 60), v.Found}
			}
			return c.answer(map[string][]view{"searches": views}, func(w io.Writer) { table(w, []column{"At", "By", "Name", "Result"}, rows) })
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 0, "at most `N`")
	return cmd
}
