package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"

	"matterbook/cmd/internal/boot"
	"matterbook/cmd/internal/demo"

	"github.com/spf13/cobra"
)

func (c *cli) demoVerb() *cobra.Command {
	var o demo.Options
	var until string
	cmd := &cobra.Command{
		Use: "demo", Short: "Make a new book of an invented firm with a year of work", Args: cobra.NoArgs,
		Long: `demo makes a new book of an invented law firm: its people, clients and matters, a
year of time and costs, bills, payments and trust money, made by the same acts as
real use. The same seed and sizes give the same content. A file that exists is
never overwritten, and a demonstration that fails or is stopped leaves no file.`,
		Example: "  matterbookctl demo --book demo.matterbook\n  matterbookctl demo --book large.matterbook --entries 1000000 --matters 5000",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if c.bookPath == "" {
				return usagef(cmd, "say which book to make: --book FILE or the variable MATTERBOOK_BOOK")
			}
			day, err := dayFlag(cmd, "until", until)
			if err != nil {
				return err
			}
			o.Until = day
			if onTerminal(c.errs) {
				o.Progress = func(done, total int, what string) {
					fmt.Fprintf(c.errs, "\r%3d %%  %-20s", 100*done/max(total, 1), what)
				}
				defer fmt.Fprintln(c.errs)
			}
			counts, err := boot.CreateDemo(cmd.Context(), c.bookPath, o)
			if err != nil {
				return err
			}
			v := struct {
				Book   string           `json:"book"`
				Counts map[string]int64 `json:"counts"`
			}{c.bookPath, counts}
			return c.answer(v, func(w io.Writer) {
				fmt.Fprintf(w, "%s made\n", v.Book)
				var rows [][]string
				for _, noun := range slices.Sorted(maps.Keys(counts)) {
					rows = append(rows, []string{noun, strconv.FormatInt(counts[noun], 10)})
				}
				table(w, []column{"Noun", "Count "}, rows)
			})
		},
	}
	f := cmd.Flags()
	f.Uint64Var(&o.Seed, "seed", 1, "another `N` gives another year")
	f.IntVar(&o.Matters, "matters", 0, "`N` matters (default: 31)")
	f.IntVar(&o.Entries, "entries", 0, "about `N` time entries (default: 10000)")
	f.IntVar(&o.Months, "months", 0, "`N` months (default: 12)")
	f.StringVar(&until, "until", "", "last `DATE` (default: 2026-10-30, so that the content depends on no clock)")
	return cmd
}

// onTerminal says whether somebody watches: progress is shown to people only.
func onTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
