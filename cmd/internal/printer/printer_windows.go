package printer

import (
	"context"
	"slices"
	"strings"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

func printers(context.Context) ([]string, error) {
	const folder = `Software\Microsoft\Windows NT\CurrentVersion\`
	k, err := registry.OpenKey(registry.CURRENT_USER, folder+"PrinterPorts", registry.QUERY_VALUE)
	if err != nil {
		return nil, nil // no printer was ever set up for this user
	}
	defer k.Close()
	names, err := k.ReadValueNames(-1)
	if err != nil {
		return nil, failed("", err)
	}
	slices.Sort(names)
	if w, err := registry.OpenKey(registry.CURRENT_USER, folder+"Windows", registry.QUERY_VALUE); err == nil {
		defer w.Close()
		usual, _, _ := w.GetStringValue("Device") // "NAME,winspool,PORT"
		usual, _, _ = strings.Cut(usual, ",")
		if i := slices.Index(names, usual); i > 0 {
			names = slices.Concat(names[i:i+1], names[:i], names[i+1:])
		}
	}
	return names, nil
}

// print asks the program of PDF files to print, one file at a time: the shell
// knows no job of several files.
func print(ctx context.Context, printer string, files []string) error {
	verb, args := "print", (*uint16)(nil)
	if printer != "" {
		var err error
		verb = "printto"
		if args, err = windows.UTF16PtrFromString(`"` + strings.ReplaceAll(printer, `"`, "") + `"`); err != nil {
			return failed("", err)
		}
	}
	v, err := windows.UTF16PtrFromString(verb)
	if err != nil {
		return failed("", err)
	}
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		file, err := windows.UTF16PtrFromString(f)
		if err != nil {
			return failed("", err)
		}
		if err := windows.ShellExecute(0, v, file, args, nil, windows.SW_HIDE); err != nil {
			return failed("no program of this computer prints PDF files for others ("+err.Error()+")", err)
		}
	}
	return nil
}
