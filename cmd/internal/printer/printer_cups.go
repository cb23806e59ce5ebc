//go:build !windows

package printer

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"runtime"
	"slices"
	"strings"
)

const noCUPS = "Install the package cups-client, or open the file and print it from there."

// run gives what a program of the system says, on standard output or as the
// reason of its failure.
func run(ctx context.Context, name string, args ...string) (string, error) {
	c := exec.CommandContext(ctx, name, args...)
	c.Env = append(c.Environ(), "LC_ALL=C")
	var out, bad bytes.Buffer
	c.Stdout, c.Stderr = &out, &bad
	err := c.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return "", missing(name, noCUPS)
	case err != nil:
		return bad.String(), err
	}
	return out.String(), nil
}

func printers(ctx context.Context) ([]string, error) {
	out, err := run(ctx, "lpstat", "-e")
	if err != nil {
		if strings.Contains(strings.ToLower(out), "no destinations") {
			return nil, nil
		}
		if out == "" {
			return nil, err
		}
		return nil, failed(out, err)
	}
	names := strings.Fields(out) // names of CUPS have no spaces
	said, err := run(ctx, "lpstat", "-d")
	if _, usual, ok := strings.Cut(said, "destination:"); err == nil && ok {
		if i := slices.Index(names, strings.TrimSpace(usual)); i > 0 {
			names = slices.Concat(names[i:i+1], names[:i], names[i+1:])
		}
	}
	return names, nil
}

func print(ctx context.Context, printer string, files []string) error {
	program, flag := "lp", "-d"
	if runtime.GOOS == "darwin" {
		program, flag = "lpr", "-P"
	}
	var args []string
	if printer != "" {
		args = append(args, flag, printer)
	}
	said, err := run(ctx, program, append(args, files...)...)
	switch {
	case err == nil:
		return nil
	case said == "" && ctx.Err() == nil && !isExit(err):
		return err
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return failed(said, err)
}

func isExit(err error) bool {
	var e *exec.ExitError
	return errors.As(err, &e)
}
