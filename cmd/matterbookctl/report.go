package main

import (
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/outfile"
	"matterbook/app/report"
	"matterbook/cmd/internal/boot"

	"github.com/spf13/cobra"
)

func reportHelp() string {
	var b strings.Builder
	b.WriteString("Reports are made from one moment of the book and read the same stored figures as every\nscreen and paper. NAME is one of:\n\n")
	for _, r := range app.Reports() {
		fmt.Fprintf(&b, "  %-22s %s\n", r.Name, r.Title)
	}
	return b.String()
}

func (c *cli) reportVerb() *cobra.Command {
	var ask app.AskReport
	var asOf, from, to, format, out string
	cmd := &cobra.Command{
		Use: "report NAME", Short: "A report as text, CSV, JSON, XLSX or PDF", Args: cobra.ExactArgs(1), Long: reportHelp(),
		Example: "  matterbookctl report aging --as-of 2026-06-30\n  matterbookctl report wip --format xlsx --out wip.xlsx\n  matterbookctl report invoice-register --from 2026-06-01 --to 2026-06-30 --format csv",
		RunE: func(cmd *cobra.Command, args []string) error {
			ask.Name = args[0]
			for name, x := range map[string]struct {
				text string
				to   *cal.Date
			}{"as-of": {asOf, &ask.AsOf}, "from": {from, &ask.From}, "to": {to, &ask.To}} {
				var err error
				if *x.to, err = dayFlag(cmd, name, x.text); err != nil {
					return err
				}
			}
			if format == "" {
				format = strings.TrimPrefix(filepath.Ext(out), ".")
			}
			switch {
			case format == "" && c.json:
				format = "json"
			case format == "" || format == "txt":
				format = "text"
			case format != "text" && !slices.Contains(boot.ReportFormats, format):
				return usagef(cmd, "--format takes text, csv, json, xlsx or pdf, not %q", format)
			}
			if out == "" && (format == "xlsx" || format == "pdf") {
				return usagef(cmd, "say where the %s goes: --out FILE", format)
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			t, err := d.Report(cmd.Context(), ask)
			if err != nil {
				return err
			}
			return c.answerReport(cmd, d, t, format, out)
		},
	}
	f := cmd.Flags()
	f.StringVar(&asOf, "as-of", "", "`DATE` of the report (default: today)")
	f.StringVar(&from, "from", "", "first `DATE` (default: first of the month)")
	f.StringVar(&to, "to", "", "last `DATE` (default: today)")
	f.StringVar(&ask.Client, "client", "", "only the client `CODE`")
	f.StringVar(&ask.Matter, "matter", "", "only the matter `CODE`")
	f.StringVar(&ask.Timekeeper, "timekeeper", "", "only the timekeeper `CODE`")
	f.StringVar(&ask.Responsible, "responsible", "", "only the matters of the responsible timekeeper `CODE`")
	f.StringVar(&ask.Account, "account", "", "only the trust account `CODE`")
	f.StringVar(&ask.Currency, "currency", "", "`CODE` of the currency (default: the firm's)")
	f.StringVar(&format, "format", "", "text, csv, json, xlsx or pdf (default: by the ending of --out, else text)")
	f.StringVar(&out, "out", "", "`FILE` to write (default: print)")
	return cmd
}

func (c *cli) answerReport(cmd *cobra.Command, d *app.Desk, t *report.Table, format, out string) error {
	if out == "" {
		switch format {
		case "text":
			printReport(c.out, t)
			return nil
		case "json":
			enc := json.NewEncoder(c.out)
			enc.SetIndent("", "  ")
			enc.SetEscapeHTML(false)
			return fault.Wrap(enc.Encode(t), "writing the report")
		}
	}
	f, err := d.Firm(cmd.Context())
	if err != nil {
		return err
	}
	var data []byte
	if format == "text" {
		var b strings.Builder
		printReport(&b, t)
		data = []byte(b.String())
	} else if data, err = boot.WriteReport(t, f.Name, format); err != nil {
		return err
	}
	if out == "" {
		_, err := c.out.Write(data)
		return fault.Wrap(err, "writing the report")
	}
	file, err := outfile.Write(filepath.Dir(out), filepath.Base(out), data, outfile.Replace)
	if err != nil {
		return err
	}
	return c.answer(fileView{file.Path, format, "", file.Bytes, file.SHA256}, func(w io.Writer) { fmt.Fprintf(w, "%s: %d rows\n", file.Path, len(t.Rows)) })
}

func printReport(w io.Writer, t *report.Table) {
	fmt.Fprintf(w, "%s, %s", t.Title, t.Subtitle())
	if slices.ContainsFunc(t.Columns, func(c report.Column) bool { return c.Type == report.Money }) {
		fmt.Fprintf(w, ", in %s", t.Currency)
	}
	fmt.Fprint(w, "\n\n")
	columns := make([]column, len(t.Columns))
	for i, c := range t.Columns {
		if columns[i] = column(c.Label); c.Type.Figures() {
			columns[i] += " "
		}
	}
	texts := func(cells []report.Cell) []string {
		row := make([]string, len(cells))
		for i, c := range cells {
			row[i] = oneLine(t.Format(i, c), 60)
		}
		return row
	}
	var rows [][]string
	for _, r := range t.Rows {
		rows = append(rows, texts(r))
	}
	if len(t.Rows) > 1 && slices.ContainsFunc(t.Totals, func(c report.Cell) bool { return !c.Blank }) {
		rows = append(rows, texts(t.Totals))
	}
	table(w, columns, rows)
	for _, n := range t.Notes {
		fmt.Fprintf(w, "\n%s\n", n)
	}
}
