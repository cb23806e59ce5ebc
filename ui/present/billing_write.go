package present

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/ui/words"
)

const folderKey = "billing.folder"

// startWrite opens the form that writes invoices as files into a folder.
func startWrite(s invoiceScreen, numbers []string) {
	folder := *s.folder()
	if folder == "" {
		if home, err := os.UserHomeDir(); err == nil {
			folder = filepath.Join(home, "Documents")
		}
	}
	f := newSideForm(s.host(), s, "invoice.write", words.N(len(numbers), "Write invoice %[1]s", "Write %[2]d invoices", numbers[0], len(numbers)), words.L("Write the files"),
		textIn("folder", words.Mark("Folder"), folder).hint(words.Mark("Made when it is not there")),
		checkIn("pdf", "PDF", true), checkIn("ledes1998b", "LEDES 1998B", false))
	f.Note = words.L("What is written is kept with the invoice, byte for byte: writing it again gives the same paper. A file of the same name with other content is never replaced.")
	if *s.folder() == "" {
		Go(s.host().Runner(), func(ctx context.Context) (string, error) {
			var kept string
			err := s.host().Desk().Preference(ctx, folderKey, &kept)
			return kept, err
		}, func(kept string, err error) {
			if err == nil && kept != "" && f.Text("folder") == folder {
				*s.folder() = kept
				f.In("folder").Field.Set(kept)
				s.host().Redraw(s)
			}
		})
	}
	f.send = func(f *SideForm) { sendWrite(s, f, numbers) }
	s.show(f)
}

func sendWrite(s invoiceScreen, f *SideForm, numbers []string) {
	folder := f.Text("folder")
	if rest, ok := strings.CutPrefix(folder, "~"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			folder = home + rest
		}
	}
	var formats []string
	for _, format := range app.PaperFormats {
		if f.On(format) {
			formats = append(formats, format)
		}
	}
	switch {
	case folder == "":
		f.In("folder").Fault = words.L("Name the folder.")
		return
	case !filepath.IsAbs(folder):
		f.In("folder").Fault = words.L("Write the whole path of the folder.")
		return
	case len(formats) == 0:
		f.Fault = words.L("Choose PDF, LEDES or both.")
		return
	}
	*s.folder() = folder
	s.host().Prefer(folderKey, folder)
	done := func(n, all int) string { return words.L("%d of %d written to %s", n, all, folder) }
	eachInvoice(s, f, words.L("Writing files"), done, numbers, func(ctx context.Context, number string) (string, error) {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return "", fault.New(fault.Invalid, "folder.make", "The folder %s cannot be made: %v.", folder, err).Advise("Choose a folder you may write to.").Because(err)
		}
		files, err := s.host().Desk().WriteInvoices(ctx, app.WriteInvoices{Numbers: []string{number}, Formats: formats, Dir: folder})
		var names []string
		for _, f := range files {
			names = append(names, filepath.Base(f.File.Path))
		}
		return strings.Join(names, ", "), err
	})
}
