package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/outfile"

	"github.com/spf13/cobra"
)

type movementView struct {
	Date    cal.Date `json:"date"`
	Kind    string   `json:"kind"`
	Ref     string   `json:"reference"`
	Matter  string   `json:"matter"`
	Text    string   `json:"text"`
	Amount  string   `json:"amount"`
	Balance string   `json:"balance"`
}

type openView struct {
	Invoice string   `json:"invoice"`
	Matter  string   `json:"matter"`
	Date    cal.Date `json:"date"`
	Due     cal.Date `json:"due_on"`
	Total   string   `json:"total"`
	Paid    string   `json:"paid"`
	Balance string   `json:"balance"`
}

type agingView struct {
	By      string `json:"by"`
	Current string `json:"current"`
	D30     string `json:"d30"`
	D60     string `json:"d60"`
	D90     string `json:"d90"`
	D120    string `json:"d120"`
	Over    string `json:"over_120"`
}

func viewAging(a bill.Aging, by string, cur money.Currency) agingView {
	return agingView{by, a.Current.Plain(cur), a.D30.Plain(cur), a.D60.Plain(cur), a.D90.Plain(cur), a.D120.Plain(cur), a.Over.Plain(cur)}
}

type statementView struct {
	Client    string         `json:"client"`
	Name      string         `json:"name"`
	From      cal.Date       `json:"from"`
	AsOf      cal.Date       `json:"as_of"`
	Currency  string         `json:"currency"`
	Opening   string         `json:"opening"`
	Movements []movementView `json:"movements"`
	Closing   string         `json:"closing"`
	Open      []openView     `json:"open"`
	Aging     agingView      `json:"aging"`
	Unapplied string         `json:"unapplied"`
	TrustHeld string         `json:"trust_held"`
	Files     []fileView     `json:"files"`
}

func viewStatement(s bill.Statement) statementView {
	cur := s.Currency
	v := statementView{s.Client.Code, s.Client.Name, s.From, s.AsOf, string(cur), s.Opening.Plain(cur), []movementView{}, s.Closing.Plain(cur), []openView{},
		viewAging(s.Aging, s.AgeBy, cur), s.Unapplied.Plain(cur), s.TrustHeld.Plain(cur), []fileView{}}
	for _, m := range s.Movements {
		v.Movements = append(v.Movements, movementView{m.Date, m.Kind, m.Ref, m.Matter, m.Text, m.Amount.Plain(cur), m.Balance.Plain(cur)})
	}
	for _, o := range s.Open {
		v.Open = append(v.Open, openView{o.Number, o.Matter, o.Date, o.DueOn, o.Total.Plain(cur), o.Paid.Plain(cur), o.Balance.Plain(cur)})
	}
	return v
}

func printStatement(w io.Writer, v statementView) {
	fmt.Fprintf(w, "Statement of account: %s (%s), as of %s, in %s\n\n", v.Name, v.Client, v.AsOf, v.Currency)
	rows := [][]string{}
	if !v.From.IsZero() {
		rows = append(rows, []string{v.From.String(), "", "Balance before", "", v.Opening})
	}
	for _, m := range v.Movements {
		rows = append(rows, []string{m.Date.String(), m.Matter, oneLine(m.Text, 60), m.Amount, m.Balance})
	}
	table(w, []column{"Date", "Matter", "Text", "Amount ", "Balance "}, rows)
	fmt.Fprintf(w, "\nBalance %s; unapplied credit %s; held in trust, no part of the balance, %s\n", v.Closing, v.Unapplied, v.TrustHeld)
	if len(v.Open) == 0 {
		return
	}
	rows = nil
	for _, o := range v.Open {
		rows = append(rows, []string{o.Invoice, o.Matter, o.Date.String(), o.Due.String(), o.Total, o.Paid, o.Balance})
	}
	fmt.Fprintln(w)
	table(w, []column{"Open invoice", "Matter", "Date", "Due", "Total ", "Paid ", "Balance "}, rows)
	fmt.Fprintf(w, "\nBy %s date: current %s, 1–30 %s, 31–60 %s, 61–90 %s, 91–120 %s, over 120 %s\n", v.Aging.By, v.Aging.Current, v.Aging.D30, v.Aging.D60, v.Aging.D90, v.Aging.D120, v.Aging.Over)
}

func (c *cli) statementVerb() *cobra.Command {
	var ask app.AskStatement
	var asOf, from, out string
	var formats, clients []string
	var open bool
	cmd := &cobra.Command{
		Use: "statement", Short: "Statements of account, as of any day: of one client, or of many into a folder", Args: cobra.NoArgs,
		Example: "  matterbookctl statement --client DEVI --as-of 2026-06-30\n  matterbookctl statement --client DEVI --as-of 2026-06-30 --format pdf,json --out statements\n" +
			"  matterbookctl statement --all-open --format pdf --out statements",
		RunE: func(cmd *cobra.Command, _ []string) error {
			var err error
			if ask.AsOf, err = dayFlag(cmd, "as-of", asOf); err != nil {
				return err
			}
			if ask.From, err = dayFlag(cmd, "from", from); err != nil {
				return err
			}
			for _, f := range formats {
				if !slices.Contains([]string{"pdf", "text", "json"}, f) {
					return usagef(cmd, "--format takes pdf, text and json, not %q", f)
				}
			}
			many := open || len(clients) > 1
			if many && out == "" {
				return usagef(cmd, "statements of many clients are written into a folder: name it with --out")
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			if open {
				if clients, err = owingClients(cmd, d, ask.AsOf, clients); err != nil {
					return err
				}
			}
			if !many {
				clients = append(clients, "")[:1]
			}
			if err := fileEach(clients); err != nil {
				return err
			}
			views := []statementView{}
			for _, code := range clients {
				ask.Client = code
				v, err := c.statementOf(cmd, d, ask, formats, out)
				if err != nil {
					return err
				}
				views = append(views, v)
			}
			if !many {
				return c.answer(views[0], func(w io.Writer) { tellStatement(w, views[0], formats, out) })
			}
			return c.answer(map[string][]statementView{"statements": views}, func(w io.Writer) {
				for _, v := range views {
					for _, f := range v.Files {
						fmt.Fprintf(w, "%s  %s\n", f.SHA256, f.Path)
					}
				}
				fmt.Fprintf(w, "%d statements\n", len(views))
			})
		},
	}
	f := cmd.Flags()
	f.StringSliceVar(&clients, "client", nil, "client `CODE`, or several with commas between")
	f.BoolVar(&open, "all-open", false, "every client with anything open")
	f.StringVar(&asOf, "as-of", "", "`DATE` (default: today)")
	f.StringVar(&from, "from", "", "first `DATE` of the movements (default: all)")
	f.StringSliceVar(&formats, "format", []string{"text"}, "`FORMAT,...`: pdf, text, json")
	f.StringVar(&out, "out", "", "`DIR` to write into (default: print; a PDF goes into the current folder)")
	return cmd
}

// owingClients are the clients with anything open on a day, besides those named.
func owingClients(cmd *cobra.Command, d *app.Desk, asOf cal.Date, named []string) ([]string, error) {
	b, err := d.ARBoard(cmd.Context(), app.AskAR{AsOf: asOf})
	if err != nil {
		return nil, err
	}
	for _, r := range b.Rows {
		if r.Aging.Total() != 0 && !slices.Contains(named, r.Client.Code) {
			named = append(named, r.Client.Code)
		}
	}
	slices.Sort(named)
	return slices.Compact(named), nil
}

// fileEach refuses clients whose papers would share a name in one folder: codes
// may hold what names of files may not, and some systems know no capitals there.
func fileEach(clients []string) error {
	owner := map[string]string{}
	for _, code := range clients {
		name := outfile.Name("pdf", "statement", code)
		if first, taken := owner[strings.ToLower(name)]; taken {
			return fault.Refuse("statement.file_shared", "The statements of clients %q and %q would share the file %s; nothing was written.", first, code, name).
				Advise("Write one of them by itself into another folder.")
		}
		owner[strings.ToLower(name)] = code
	}
	return nil
}

func (c *cli) statementOf(cmd *cobra.Command, d *app.Desk, ask app.AskStatement, formats []string, out string) (statementView, error) {
	s, err := d.Statement(cmd.Context(), ask)
	if err != nil {
		return statementView{}, err
	}
	v := viewStatement(s)
	if out == "" && slices.Equal(formats, []string{"json"}) {
		c.json = true
	}
	if out != "" || slices.Contains(formats, "pdf") {
		v.Files, err = c.writeStatement(cmd, d, ask, s, formats, out)
	}
	return v, err
}

func tellStatement(w io.Writer, v statementView, formats []string, out string) {
	for _, f := range v.Files {
		fmt.Fprintf(w, "%s  %s\n", f.SHA256, f.Path)
	}
	if len(v.Files) == 0 || out == "" && slices.Contains(formats, "text") {
		printStatement(w, v)
	}
}

func (c *cli) writeStatement(cmd *cobra.Command, d *app.Desk, ask app.AskStatement, s bill.Statement, formats []string, out string) ([]fileView, error) {
	files := []fileView{}
	dir := out
	if dir == "" {
		dir = "."
	}
	for _, format := range formats {
		var f outfile.File
		var err error
		switch {
		case format == "pdf":
			_, f, err = d.WriteStatement(cmd.Context(), ask, dir)
		case out == "":
			continue
		default:
			var b bytes.Buffer
			ext := "txt"
			if format == "json" {
				ext = "json"
				enc := json.NewEncoder(&b)
				enc.SetIndent("", "  ")
				err = fault.Wrap(enc.Encode(viewStatement(s)), "writing the statement")
			} else {
				printStatement(&b, viewStatement(s))
			}
			if err == nil {
				f, err = outfile.Write(dir, outfile.Name(ext, "statement", s.Client.Code, s.AsOf.String()), b.Bytes(), outfile.Replace)
			}
		}
		if err != nil {
			return nil, err
		}
		files = append(files, fileView{f.Path, strings.TrimSpace(format), "", f.Bytes, f.SHA256})
	}
	return files, nil
}
