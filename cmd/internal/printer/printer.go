// Package printer hands files to the printing of the operating system. There is
// no printing in the toolkit: a paper is written as PDF and given to whatever
// the system prints with.
//
//	Linux    lpstat lists, lp prints (CUPS; package cups-client)
//	macOS    lpstat lists, lpr prints (CUPS is part of the system)
//	Windows  the registry lists, the shell's verbs "print" and "printto" print:
//	         the program that opens PDF files does the work
package printer

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"matterbook/app/fault"
)

// System is the printing of this computer.
type System struct{}

// Printers lists the names of the printers, the system's own choice first. None
// is an empty list; an error says that the system cannot be asked, and the remedy.
func (System) Printers(ctx context.Context) ([]string, error) { return printers(ctx) }

// Print gives files to a printer, as one job where the system can; a blank
// printer is the system's own choice. Nothing is printed when a file is not
// there. What the system answers is part of the error.
func (System) Print(ctx context.Context, printer string, paths ...string) error {
	files := make([]string, len(paths))
	for i, p := range paths {
		abs, err := filepath.Abs(p) // a name beginning with "-" is no option
		if err == nil {
			_, err = os.Stat(abs)
		}
		if err != nil {
			return fault.New(fault.Invalid, "print.file", "%s cannot be printed: %v.", p, err).Advise("Write the file again, then print it.")
		}
		files[i] = abs
	}
	if len(files) == 0 {
		return nil
	}
	return print(ctx, printer, files)
}

func failed(said string, err error) error {
	said = strings.TrimSpace(said)
	if said == "" {
		said = err.Error()
	}
	return fault.New(fault.Conflict, "print.failed", "The printing of this computer refused: %s", strings.TrimSuffix(said, ".")+".").
		Advise("See that the printer is on and set up, choose another printer, or open the file and print it from there.").Because(err)
}

func missing(program, remedy string) error {
	return fault.New(fault.Conflict, "print.missing", "This computer has no printing for programs: %q is not installed.", program).Advise("%s", remedy)
}
