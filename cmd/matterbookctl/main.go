// Command matterbookctl does on the command line what the window does: the
// same acts on the same book, for scripts and for those who prefer to type.
//
// It is pure Go and opens no window. The words of its commands, flags, JSON
// keys and exit codes are a published interface: more may be added, none is
// renamed. "matterbookctl help VERB" prints each with an example.
package main

import (
	"context"
	"os"
	"os/signal"

	"matterbook/cmd/internal/boot"
)

func main() {
	boot.SetMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv)
	stop()
	os.Exit(code)
}
