package main

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"matterbookctl": func() {
			os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
		},
	})
}

// TestScripts runs the command line as people and scripts do. The clock stands
// at noon of 30 June 2026; a script may set MATTERBOOK_NOW to another.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("MATTERBOOK_NOW", "2026-06-30T12:00:00Z")
			e.Setenv("TZ", "UTC")
			e.Setenv("HOME", e.WorkDir)
			return nil
		},
	})
}

// TestEveryCommandSaysWhatItDoes keeps the help complete: a short text on each,
// and an example on each that acts.
func TestEveryCommandSaysWhatItDoes(t *testing.T) {
	c := &cli{in: strings.NewReader(""), out: os.Stdout, errs: os.Stderr, env: func(string) string { return "" }}
	cmds := c.root().Commands()
	for len(cmds) > 0 {
		cmd := cmds[0]
		cmds = append(cmds[1:], cmd.Commands()...)
		if cmd.Name() == "help" || cmd.Name() == "completion" {
			continue
		}
		if cmd.Short == "" {
			t.Errorf("%s has no text in help", cmd.CommandPath())
		}
		if !cmd.HasSubCommands() && cmd.Example == "" && cmd.Name() != "list" {
			t.Errorf("%s has no example", cmd.CommandPath())
		}
	}
}
