package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/cmd/internal/boot"

	"github.com/spf13/cobra"
)

// Exit codes, part of the interface.
const (
	exitDone  = 0
	exitNo    = 1 // the input or a rule says no
	exitUsage = 2
	exitFault = 3 // the program or the machine failed
)

// cli is one run of the program: where it writes, and what the flags common to
// all commands said.
type cli struct {
	in   io.Reader
	out  io.Writer // the answer
	errs io.Writer // progress and errors
	env  func(string) string

	bookPath  string
	as        string
	json      bool
	requestID string

	opened *app.Book
	said   bool // the answer was written, and it was "no": exit 1 without an error text
}

// run is the whole program: it parses args, does one command, and answers with
// the exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer, env func(string) string) int {
	c := &cli{in: in, out: out, errs: errs, env: env}
	c.json = asksForJSON(args)
	root := c.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if c.opened != nil {
		err = errors.Join(err, c.opened.Close())
	}
	return c.finish(err)
}

// asksForJSON finds --json ahead of the flags' own reading, which stops at the
// first it does not know: what is wrong with a command line is said in the form
// that was asked for.
func asksForJSON(args []string) bool {
	for _, a := range args {
		switch a {
		case "--json", "--json=true":
			return true
		case "--":
			return false
		}
	}
	return false
}

// finish writes the error, if any, and gives the exit code for it.
func (c *cli) finish(err error) int {
	if err == nil {
		if c.said {
			return exitNo
		}
		return exitDone
	}
	c.writeError(err)
	var usage *usageError
	if errors.As(err, &usage) {
		return exitUsage
	}
	if fault.Of(err) == fault.Internal {
		return exitFault
	}
	return exitNo
}

func (c *cli) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "matterbookctl",
		Short: "Time, billing and trust of a law firm, on the command line",
		Long: `matterbookctl works on one book: the file that holds a firm's matters, time, bills
and trust money. Name it with --book FILE or in the variable MATTERBOOK_BOOK.

Answers go to standard output, progress and errors to standard error. With --json an
answer is one JSON document: money, hours and rates are strings, dates YYYY-MM-DD.
Exit codes: 0 done, 1 the input or a rule says no, 2 wrong usage, 3 a fault of the
program or the machine. An act that is refused changes nothing.`,
		Version:       boot.Version,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef(cmd, "%q is no command", args[0])
			}
			return usagef(cmd, "say what to do")
		},
		Args: cobra.ArbitraryArgs,
	}
	root.SetOut(c.out)
	root.SetErr(c.errs)
	root.SetIn(c.in)
	flags := root.PersistentFlags()
	flags.StringVar(&c.bookPath, "book", c.env("MATTERBOOK_BOOK"), "the book `FILE` (or the variable MATTERBOOK_BOOK)")
	flags.StringVar(&c.as, "as", "", "the `USER` who acts (default: the first administrator)")
	flags.BoolVar(&c.json, "json", c.json, "answer with one JSON document")
	flags.StringVar(&c.requestID, "request-id", "", "`KEY` of this request: the same key again answers with the first result")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		text, _, _ := strings.Cut(err.Error(), ": strconv.")
		return usagef(cmd, "%s", text)
	})
	root.AddGroup(
		&cobra.Group{ID: "book", Title: "The book:"},
		&cobra.Group{ID: "work", Title: "Clients, matters, time:"},
		&cobra.Group{ID: "bill", Title: "Bills and payments:"},
		&cobra.Group{ID: "trust", Title: "Trust:"},
		&cobra.Group{ID: "file", Title: "Files and reports:"},
	)
	for _, g := range verbs {
		for _, v := range g.verbs {
			cmd := v(c)
			cmd.GroupID = g.group
			wrapUsage(cmd)
			root.AddCommand(cmd)
		}
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	return root
}

// usageError is a wrong command line: exit code 2.
type usageError struct {
	cmd string
	msg string
}

func (e *usageError) Error() string {
	return fmt.Sprintf("%s. See \"%s --help\".", e.msg, e.cmd)
}

func usagef(cmd *cobra.Command, format string, args ...any) error {
	return &usageError{cmd: cmd.CommandPath(), msg: fmt.Sprintf(format, args...)}
}

// wrapUsage makes wrong arguments usage errors, in a command and all below it,
// and refuses an unknown verb of a group ("time ad").
func wrapUsage(cmd *cobra.Command) {
	if inner := cmd.Args; inner != nil {
		cmd.Args = func(cmd *cobra.Command, args []string) error {
			if err := inner(cmd, args); err != nil {
				return usagef(cmd, "%s", err)
			}
			return nil
		}
	}
	if cmd.HasSubCommands() && cmd.RunE == nil && cmd.Run == nil {
		cmd.Args = cobra.ArbitraryArgs
		cmd.RunE = func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef(cmd, "%q is no verb of %q", args[0], cmd.CommandPath())
			}
			return usagef(cmd, "say which: %s", subVerbs(cmd))
		}
	}
	if act := cmd.RunE; act != nil && cmd.Flags().Lookup("limit") != nil {
		cmd.RunE = func(cmd *cobra.Command, args []string) error {
			if n, err := cmd.Flags().GetInt("limit"); err != nil || n < 0 {
				return usagef(cmd, "--limit must be 0 or more")
			}
			return act(cmd, args)
		}
	}
	for _, sub := range cmd.Commands() {
		wrapUsage(sub)
	}
}

func subVerbs(cmd *cobra.Command) string {
	s := ""
	for i, sub := range cmd.Commands() {
		if i > 0 {
			s += ", "
		}
		s += sub.Name()
	}
	return s
}

// clock is the machine's, or stands at MATTERBOOK_NOW (RFC 3339) in tests and
// demonstrations.
func (c *cli) clock() (cal.Clock, error) {
	text := c.env("MATTERBOOK_NOW")
	if text == "" {
		return cal.System{}, nil
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return nil, fault.New(fault.Invalid, "clock.format", "MATTERBOOK_NOW is %q, which is not an instant.", text).
			Advise("Write it as 2026-06-18T09:00:00Z, or unset it.")
	}
	return &cal.Fixed{T: t}, nil
}

// desk opens the book and signs the user in.
func (c *cli) desk(cmd *cobra.Command) (*app.Desk, error) {
	if c.bookPath == "" {
		return nil, usagef(cmd, "say which book: --book FILE or the variable MATTERBOOK_BOOK")
	}
	clock, err := c.clock()
	if err != nil {
		return nil, err
	}
	if c.opened == nil {
		if c.opened, err = open(cmd, c.bookPath, clock); err != nil {
			return nil, err
		}
	}
	return c.opened.SignIn(cmd.Context(), c.as)
}

// reading are the commands that never write.
var reading = []string{
	"status", "verify", "report", "statement", "client list", "client show", "matter list", "matter show", "matter note list", "matter party list", "conflict list", "timekeeper list",
	"rate list", "rate why", "time list", "time why", "timer list", "expense list", "user list", "prebill list", "prebill show",
	"invoice list", "invoice show", "invoice why", "payment list", "trust account list", "trust balance", "trust ledger", "trust reconcile",
}

// open opens the book for what the command does. One that only reads is content
// with a book that cannot be written, or that another program is writing.
func open(cmd *cobra.Command, path string, clock cal.Clock) (*app.Book, error) {
	book, err := boot.Open(cmd.Context(), path, clock)
	_, name, _ := strings.Cut(cmd.CommandPath(), " ")
	if code := fault.Code(err); err != nil && (code == "book.read_only" || code == "book.busy") && slices.Contains(reading, name) {
		return boot.OpenReadOnly(cmd.Context(), path, clock)
	}
	return book, err
}

// request is the part that every act's request shares.
func (c *cli) request() app.Request { return app.Request{Key: c.requestID} }
