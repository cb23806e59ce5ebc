package present

import (
	"context"
	"path/filepath"

	"matterbook/app/fault"
	"matterbook/ui/words"
)

// Printer is the printing of the operating system.
type Printer interface {
	// Printers lists the names of the printers, the system's own choice first; none
	// is an empty list.
	Printers(ctx context.Context) ([]string, error)
	// Print gives files to a printer, as one job where the system can; a blank
	// printer is the system's own choice.
	Print(ctx context.Context, printer string, paths ...string) error
}

// Selection is a question answered by one of several choices.
type Selection struct {
	Title, Text string
	Label       string // of the choices
	Yes         string // the act, "Print"
	Choices     []Choice
	Chosen      string // key of the one offered
}

const printerKey = "printer"

// Print implements Host.
func (f *Frame) Print(paths ...string) {
	if len(paths) == 0 {
		return
	}
	f.withPrinter(false, words.L("Print"), func(printer string) { f.sendToPrinter(printer, paths) }, func(err error) { f.notPrinted(err, paths) })
}

// ChoosePrinter implements Host.
func (f *Frame) ChoosePrinter() {
	f.withPrinter(true, words.L("Use this printer"), func(printer string) { f.Say("%s", words.L("Papers are printed on %s.", printer)) }, f.Fail)
}

// PrintNow implements Host.
func (f *Frame) PrintNow(ctx context.Context, paths ...string) error {
	door := f.surface.Printer()
	if door == nil {
		return errNoPrinting()
	}
	printer := f.printerKept(ctx)
	names, err := door.Printers(ctx)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return errNoPrinter()
	}
	for _, n := range names {
		if n == printer {
			return door.Print(ctx, printer, paths...)
		}
	}
	return door.Print(ctx, names[0], paths...)
}

// withPrinter finds the printer: the one used last when it is still there, the
// only one, or the one the person picks.
func (f *Frame) withPrinter(ask bool, yes string, use func(printer string), fail func(error)) {
	door := f.surface.Printer()
	if door == nil {
		fail(errNoPrinting())
		return
	}
	type found struct {
		names []string
		kept  string
	}
	Go(f.run, func(ctx context.Context) (found, error) {
		names, err := door.Printers(ctx)
		return found{names, f.printerKept(ctx)}, err
	}, func(v found, err error) {
		if err == nil && len(v.names) == 0 {
			err = errNoPrinter()
		}
		if err != nil {
			fail(err)
			return
		}
		chosen, known := v.names[0], false
		var choices []Choice
		for _, n := range v.names {
			choices = append(choices, Choice{Key: n, Text: n})
			if n == v.kept {
				chosen, known = n, true
			}
		}
		if !ask && (known || len(v.names) == 1) {
			use(chosen)
			return
		}
		f.surface.Select(Selection{Title: words.L("Which printer?"), Text: words.L("It is used from now on; File, Choose the printer changes it."),
			Label: words.L("Printer"), Yes: yes, Choices: choices, Chosen: chosen}, func(printer string) {
			f.Prefer(printerKey, printer)
			use(printer)
		})
	})
}

func (f *Frame) printerKept(ctx context.Context) (name string) {
	_ = f.desk.Preference(ctx, printerKey, &name) // none remembered: the system's own choice
	return name
}

func (f *Frame) sendToPrinter(printer string, paths []string) {
	Go(f.run, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, f.surface.Printer().Print(ctx, printer, paths...)
	}, func(_ struct{}, err error) {
		if err != nil {
			f.notPrinted(err, paths)
			return
		}
		if len(paths) == 1 {
			f.Say("%s", words.L("%s was given to the printer %s.", filepath.Base(paths[0]), printer))
			return
		}
		f.Say("%s", words.N(len(paths), "%d paper was given to the printer %s.", "%d papers were given to the printer %s.", len(paths), printer))
	})
}

// notPrinted tells why, and offers the file to the program the system has for it.
func (f *Frame) notPrinted(err error, paths []string) {
	if fault.Code(err) == "cancelled" {
		return
	}
	f.Tell(Notice{Tone: Warn, Text: Words(err), Action: words.L("Open the file"), Do: func() { f.Show(paths[0]) }})
}

func errNoPrinting() error {
	return fault.New(fault.Conflict, "print.missing", "This window was started without printing.").Advise("Open the file and print it from there.")
}

func errNoPrinter() error {
	return fault.New(fault.Conflict, "print.none", "No printer is set up on this computer.").
		Advise("Set one up in the settings of the system, or open the file and print it from there.")
}
