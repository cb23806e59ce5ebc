package main

import (
	"fmt"
	"io"
	"strconv"

	"matterbook/app"
	"matterbook/cmd/internal/boot"

	"github.com/spf13/cobra"
)

func (c *cli) statusVerb() *cobra.Command {
	return &cobra.Command{
		Use: "status", Short: "What is in the book", Args: cobra.NoArgs,
		Example: "  matterbookctl status --book firm.matterbook --json",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			info, err := d.Status(cmd.Context())
			if err != nil {
				return err
			}
			v := struct {
				Book          string           `json:"book"`
				Bytes         int64            `json:"bytes"`
				SchemaVersion int              `json:"schema_version"`
				LastBackup    string           `json:"last_backup"`
				Head          string           `json:"head"`
				Counts        map[string]int64 `json:"counts"`
				OpenPeriods   []openPeriod     `json:"open_periods"`
			}{info.Path, info.Bytes, info.Schema, instant(info.LastBackup), info.Head, map[string]int64{}, []openPeriod{}}
			for _, n := range info.Counts {
				v.Counts[n.Noun] = n.N
			}
			if v.OpenPeriods, err = openPeriods(cmd, d); err != nil {
				return err
			}
			return c.answer(v, func(w io.Writer) {
				fmt.Fprintf(w, "%s, %d bytes, schema %d\n", v.Book, v.Bytes, v.SchemaVersion)
				backup := v.LastBackup
				if backup == "" {
					backup = "never"
				}
				fmt.Fprintf(w, "Last backup: %s\n", backup)
				for _, p := range v.OpenPeriods {
					since := "the beginning"
					if p.ClosedThrough != "" {
						since = "the day after " + p.ClosedThrough
					}
					fmt.Fprintf(w, "Open: %s since %s\n", p.Of, since)
				}
				rows := make([][]string, len(info.Counts))
				for i, n := range info.Counts {
					rows[i] = []string{n.Noun, strconv.FormatInt(n.N, 10)}
				}
				table(w, []column{"Noun", "Count "}, rows)
			})
		},
	}
}

// openPeriod says from when facts may still be dated.
type openPeriod struct {
	Of            string `json:"of"` // "books" or "trust CODE"
	ClosedThrough string `json:"closed_through"`
}

func openPeriods(cmd *cobra.Command, d *app.Desk) ([]openPeriod, error) {
	f, err := d.Firm(cmd.Context())
	if err != nil {
		return nil, err
	}
	periods := []openPeriod{{"books", f.ClosedThrough.String()}}
	accounts, err := d.TrustAccounts(cmd.Context())
	if err != nil {
		return nil, err
	}
	for _, a := range accounts {
		periods = append(periods, openPeriod{"trust " + a.Code, a.ClosedThrough.String()})
	}
	return periods, nil
}

type checkView struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
}

// answerChecks prints checks and says no when one failed.
func (c *cli) answerChecks(checks []app.Check, more map[string]any) error {
	views, ok := []checkView{}, true
	for _, k := range checks {
		views = append(views, checkView(k))
		ok = ok && k.OK
	}
	v := map[string]any{"ok": ok, "checks": views}
	for k, x := range more {
		v[k] = x
	}
	c.said = !ok
	return c.answer(v, func(w io.Writer) {
		rows := make([][]string, len(views))
		for i, k := range views {
			word := "ok"
			if !k.OK {
				word = "FAILS"
			}
			rows[i] = []string{word, k.Name, k.Detail}
		}
		table(w, []column{"", "Check", "Detail"}, rows)
	})
}

func (c *cli) verifyVerb() *cobra.Command {
	return &cobra.Command{
		Use: "verify", Short: "Prove the book: the file, the log, trust, receivables, numbers", Args: cobra.NoArgs,
		Example: "  matterbookctl verify --book firm.matterbook",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			checks, err := d.Verify(cmd.Context(), nil)
			if err != nil {
				return err
			}
			return c.answerChecks(checks, nil)
		},
	}
}

func (c *cli) backupVerb() *cobra.Command {
	var passFile string
	cmd := &cobra.Command{
		Use: "backup FILE", Short: "Write a checked copy of the book, encrypted if a passphrase is given", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl backup /media/usb/firm-2026-06-30.age --passphrase-file pass.txt",
		RunE: func(cmd *cobra.Command, args []string) error {
			pass, err := passphrase(passFile)
			if err != nil {
				return err
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			b, err := boot.MakeBackup(cmd.Context(), d, args[0], pass)
			if err != nil {
				return err
			}
			v := map[string]any{"path": b.Path, "bytes": b.Bytes, "sha256": b.SHA256, "encrypted": b.Sealed}
			return c.answer(v, func(w io.Writer) { fmt.Fprintf(w, "%s, %d bytes, sha256 %s\n", b.Path, b.Bytes, b.SHA256) })
		},
	}
	cmd.Flags().StringVar(&passFile, "passphrase-file", "", "`FILE` whose first line is the passphrase")
	return cmd
}

func (c *cli) restoreVerb() *cobra.Command {
	var passFile, to string
	cmd := &cobra.Command{
		Use: "restore FILE", Short: "Make a new book of a backup, verified before it takes its name", Args: cobra.ExactArgs(1),
		Example: "  matterbookctl restore firm-2026-06-30.age --to restored.matterbook --passphrase-file pass.txt",
		RunE: func(cmd *cobra.Command, args []string) error {
			if to == "" {
				return usagef(cmd, "say where to: --to NEWBOOK")
			}
			pass, err := passphrase(passFile)
			if err != nil {
				return err
			}
			clock, err := c.clock()
			if err != nil {
				return err
			}
			checks, err := boot.Restore(cmd.Context(), args[0], to, pass, clock)
			if err != nil {
				return err
			}
			return c.answerChecks(checks, map[string]any{"book": to})
		},
	}
	cmd.Flags().StringVar(&to, "to", "", "the new book `FILE`")
	cmd.Flags().StringVar(&passFile, "passphrase-file", "", "`FILE` whose first line is the passphrase")
	return cmd
}

func passphrase(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	return boot.ReadPassphrase(file)
}

func (c *cli) migrateVerb() *cobra.Command {
	return &cobra.Command{
		Use: "migrate", Short: "Bring an older book up to this version; a copy is made before", Args: cobra.NoArgs,
		Example: "  matterbookctl migrate --book firm.matterbook",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if c.bookPath == "" {
				return usagef(cmd, "say which book: --book FILE or the variable MATTERBOOK_BOOK")
			}
			clock, err := c.clock()
			if err != nil {
				return err
			}
			m, err := boot.Migrate(cmd.Context(), c.bookPath, clock)
			if err != nil {
				return err
			}
			v := map[string]any{"from": m.From, "to": m.To, "copy": m.Copy}
			return c.answer(v, func(w io.Writer) {
				if m.From == m.To {
					fmt.Fprintf(w, "The book is at version %d; nothing was to be done.\n", m.To)
					return
				}
				fmt.Fprintf(w, "From version %d to %d; the copy made before is %s\n", m.From, m.To, m.Copy)
			})
		},
	}
}

func (c *cli) initVerb() *cobra.Command {
	var ask boot.NewBook
	cmd := &cobra.Command{
		Use: "init", Short: "Make a new, empty book for a firm", Args: cobra.NoArgs,
		Example: "  matterbookctl init --book firm.matterbook --firm \"Marlow & Dunne PLLC\" --ledes-firm-id 12-3456789",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if c.bookPath == "" {
				return usagef(cmd, "say which book: --book FILE or the variable MATTERBOOK_BOOK")
			}
			if ask.Firm == "" {
				return usagef(cmd, "say whose book it is: --firm NAME")
			}
			clock, err := c.clock()
			if err != nil {
				return err
			}
			if c.opened, err = boot.Create(cmd.Context(), c.bookPath, clock, ask); err != nil {
				return err
			}
			d, err := c.opened.SignIn(cmd.Context(), "")
			if err != nil {
				return err
			}
			info, err := d.Status(cmd.Context())
			if err != nil {
				return err
			}
			return c.answer(map[string]any{"book": info.Path, "schema_version": info.Schema, "user": d.User.Code}, func(w io.Writer) {
				fmt.Fprintf(w, "%s is ready; you are its administrator %q.\n", info.Path, d.User.Code)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&ask.Firm, "firm", "", "`NAME` of the firm")
	f.StringVar(&ask.Currency, "currency", "USD", "`CODE` of its currency")
	f.StringVar(&ask.Preset, "preset", "aba", "jurisdiction `PROFILE` its trust accounts start from; an unknown one lists them")
	f.StringVar(&ask.LEDESFirmID, "ledes-firm-id", "", "`ID` in LEDES files, in the United States the federal tax id")
	return cmd
}
