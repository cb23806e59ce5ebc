package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"matterbook/app/fault"
	"matterbook/invoice/ledes"

	"github.com/spf13/cobra"
)

func (c *cli) ledesVerb() *cobra.Command {
	cmd := &cobra.Command{Use: "ledes", Short: "E-billing files: check, and the format's manual"}
	cmd.AddCommand(c.ledesCheckVerb(), c.ledesManualVerb())
	return cmd
}

type ledesFileView struct {
	File string `json:"file"`
	ledes.Result
}

func (c *cli) ledesCheckVerb() *cobra.Command {
	var receiver, tolerance string
	cmd := &cobra.Command{
		Use: "check FILE...", Short: "Find what a receiver will refuse, before it does; needs no book", Args: cobra.MinimumNArgs(1),
		Example: "  matterbookctl ledes check out/2026-0125.txt --json",
		RunE: func(cmd *cobra.Command, args []string) error {
			opts, err := c.checkOptions(cmd, receiver, tolerance)
			if err != nil {
				return err
			}
			v := struct {
				Files []ledesFileView `json:"files"`
			}{[]ledesFileView{}}
			for _, name := range args {
				r, err := checkFile(name, opts)
				if err != nil {
					return err
				}
				v.Files = append(v.Files, ledesFileView{name, r})
				c.said = c.said || !r.OK
			}
			return c.answer(v, func(w io.Writer) {
				for _, f := range v.Files {
					printFindings(w, f)
				}
			})
		},
	}
	cmd.Flags().StringVar(&receiver, "receiver", "", "limits of a receiver: "+receiverWords())
	cmd.Flags().StringVar(&tolerance, "tolerance", "0.005", "how far a line total may be from units x cost + adjustment")
	return cmd
}

func (c *cli) checkOptions(cmd *cobra.Command, receiver, tolerance string) (ledes.CheckOptions, error) {
	clock, err := c.clock()
	if err != nil {
		return ledes.CheckOptions{}, err
	}
	opts := ledes.CheckOptions{Today: today(clock)}
	if opts.Tolerance, err = ledes.ParseTolerance(tolerance); err != nil {
		return opts, usagef(cmd, "--tolerance takes an amount such as 0.005, not %q", tolerance)
	}
	if receiver == "" {
		return opts, nil
	}
	for _, r := range ledes.Receivers() {
		if r.Word == receiver {
			opts.Receiver = &r
			return opts, nil
		}
	}
	return opts, usagef(cmd, "--receiver knows %s, not %q", receiverWords(), receiver)
}

func receiverWords() string {
	var words []string
	for _, r := range ledes.Receivers() {
		words = append(words, r.Word)
	}
	return strings.Join(words, ", ")
}

func checkFile(name string, opts ledes.CheckOptions) (ledes.Result, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return ledes.Result{}, fault.New(fault.Missing, "file.missing", "There is no file %s.", name)
	}
	if err != nil {
		return ledes.Result{}, fault.New(fault.Invalid, "file.cannot_read", "The file %s cannot be read: %v.", name, err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return ledes.Result{}, fault.New(fault.Invalid, "file.folder", "%s is a folder, not a file.", name).Advise("Name the files in it.")
	}
	return ledes.Check(f, opts)
}

func printFindings(w io.Writer, f ledesFileView) {
	verdict := "ok"
	if !f.OK {
		verdict = "will be refused"
	}
	fmt.Fprintf(w, "%s: %s, %d rows, %d invoices, %d errors, %d warnings: %s\n", f.File, f.Format, f.Rows, f.Invoices, f.Errors, f.Warnings, verdict)
	rows := make([][]string, len(f.Findings))
	for i, x := range f.Findings {
		rows[i] = []string{"  " + x.ID, string(x.Level), strconv.Itoa(x.Line), x.Field, x.Message}
	}
	if len(rows) > 0 {
		table(w, []column{"  Id", "Level", "Line ", "Field", "Finding"}, rows)
	}
	for _, l := range f.Limits {
		fmt.Fprintf(w, "  note: %s\n", l)
	}
}

func (c *cli) ledesManualVerb() *cobra.Command {
	return &cobra.Command{
		Use: "manual [FORMAT]", Short: "Print a format's fields as the program writes and checks them", Args: cobra.MaximumNArgs(1),
		Example: "  matterbookctl ledes manual ledes1998b",
		RunE: func(cmd *cobra.Command, args []string) error {
			f := ledes.Format1998B
			if len(args) == 1 {
				if f = ledes.FormatByWord(args[0]); f == nil {
					return usagef(cmd, "%q is not a format", args[0])
				}
			}
			fmt.Fprint(c.out, ledes.Manual(f))
			return nil
		},
	}
}
