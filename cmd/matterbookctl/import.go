package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"matterbook/app"
	"matterbook/app/fault"

	"github.com/spf13/cobra"
)

type importView struct {
	Kind     string         `json:"kind"`
	Read     int            `json:"read"`
	Imported int            `json:"imported"`
	Skipped  int            `json:"skipped"`
	BadRows  int            `json:"bad_rows"`
	DryRun   bool           `json:"dry_run"`
	Rejected []rejectedView `json:"rejected"`
}

type rejectedView struct {
	Line    int    `json:"line"`
	Path    string `json:"path"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (c *cli) importVerb() *cobra.Command {
	var req app.Import
	var comma, rejects string
	cmd := &cobra.Command{
		Use: "import KIND FILE", Short: "Read a file into the book: all of it, or nothing", Args: cobra.ExactArgs(2),
		Long: importHelp(),
		Example: "  matterbookctl import time june.csv --dry-run\n  matterbookctl import time june.csv --skip-bad --rejects bad.csv\n" +
			"  matterbookctl import clients clients.csv --comma ';'",
		RunE: func(cmd *cobra.Command, args []string) error {
			if utf8.RuneCountInString(comma) != 1 {
				return usagef(cmd, "--comma takes one character, not %q", comma)
			}
			req.Comma, _ = utf8.DecodeRuneInString(comma)
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			file, err := c.openInput(args[1])
			if err != nil {
				return err
			}
			defer file.Close()
			req.Request, req.Kind, req.Name, req.Data = c.request(), args[0], filepath.Base(args[1]), file
			if args[1] == "-" {
				req.Name = "standard input"
			}
			result, err := d.Import(cmd.Context(), req)
			if result.Kind == "" {
				return err
			}
			if rejects != "" && result.BadRows > 0 {
				err = errors.Join(err, writeRejects(rejects, result))
			}
			return errors.Join(c.answerImport(result), err)
		},
	}
	f := cmd.Flags()
	f.BoolVar(&req.DryRun, "dry-run", false, "do everything and keep nothing")
	f.BoolVar(&req.SkipBad, "skip-bad", false, "keep the good rows though others are bad")
	f.StringVar(&rejects, "rejects", "", "write the bad rows to this new `FILE`, with the reason; mended, it can be imported as it is")
	f.StringVar(&comma, "comma", ",", "what stands between fields: , or ;")
	f.StringVar(&req.Account, "account", "", "trust account `CODE`, for the kind bank")
	f.StringVar(&req.Mapping, "map", "", "how the bank writes its CSV, remembered for the account: \"date=Posting Date,amount=Amount,dates=mdy\"")
	return cmd
}

func importHelp() string {
	var b strings.Builder
	b.WriteString("Reads CSV: UTF-8, one header row, columns in any order, quotes as in RFC 4180, dates\n" +
		"YYYY-MM-DD. Unknown columns are refused. A row imported before (same ext_id, or the\n" +
		"same line of the same file) is skipped and counted. With one bad row nothing is kept,\n" +
		"unless --skip-bad is given. FILE - is standard input.\n\nThe kinds and their columns (* required):\n")
	for _, k := range app.ImportKinds() {
		fmt.Fprintf(&b, "\n%s\n", k.Name)
		for _, col := range k.Columns {
			name := col.Name
			if col.Required {
				name += "*"
			}
			text := col.Text
			if col.Example != "" {
				if text != "" {
					text += ": "
				}
				text += col.Example
			}
			fmt.Fprintf(&b, "  %-18s %s\n", name, text)
		}
	}
	return b.String()
}

// openInput opens a file to read; "-" is standard input.
func (c *cli) openInput(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(c.in), nil
	}
	f, err := os.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.New(fault.Missing, "file.missing", "There is no file %s.", name).Advise("Look at the name and the folder.")
	case err != nil:
		return nil, fault.New(fault.Invalid, "file.open", "The file %s cannot be opened: %s.", name, err).Because(err)
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, errors.Join(fault.New(fault.Invalid, "file.folder", "%s is a folder, not a file.", name), f.Close())
	}
	return f, nil
}

// writeRejects writes the bad rows into a new file; one that exists is never
// overwritten, the input least of all.
func writeRejects(name string, result app.ImportResult) (err error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fault.New(fault.Refused, "file.exists", "There is a file %s already, so the bad rows were not written.", name).Advise("Name a new file.")
	}
	if err != nil {
		return fault.New(fault.Invalid, "file.create", "The file %s cannot be made: %s.", name, err).Because(err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return fault.Wrap(result.WriteRejects(f), "writing the bad rows to %s", name)
}

func (c *cli) answerImport(r app.ImportResult) error {
	v := importView{Kind: r.Kind, Read: r.Read, Imported: r.Imported, Skipped: r.Skipped, BadRows: r.BadRows, DryRun: r.DryRun, Rejected: []rejectedView{}}
	for _, bad := range r.Rejected {
		v.Rejected = append(v.Rejected, rejectedView(bad))
	}
	return c.answer(v, func(w io.Writer) {
		what := "imported"
		if v.DryRun {
			what = "would be imported"
		}
		fmt.Fprintf(w, "%s: %d rows read, %d %s, %d imported before, %d bad\n", v.Kind, v.Read, v.Imported, what, v.Skipped, v.BadRows)
		if v.BadRows > 0 && v.Imported > 0 {
			for _, bad := range v.Rejected {
				fmt.Fprintf(w, "line %d: %s (%s)\n", bad.Line, bad.Message, bad.Code)
			}
		}
	})
}
