package present

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
)

const folderKey = "billing.folder"

// StartWrite opens the form that writes invoices as files into a folder.
func (b *Billing) StartWrite(numbers []string) {
	folder := b.lastFolder
	if folder == "" {
		if home, err := os.UserHomeDir(); err == nil {
			folder = filepath.Join(home, "Documents")
		}
	}
	f := newSideForm(b.h, b, "billing.write", "Write "+countInvoices(numbers), "Write the files",
		textIn("folder", "Folder", folder).hint("Made when it is not there"),
		checkIn("pdf", "PDF", true), checkIn("ledes1998b", "LEDES 1998B", false))
	f.Note = "What is written is kept with the invoice, byte for byte: writing it again gives the same paper. A file of the same name with other content is never replaced."
	if b.lastFolder == "" {
		Go(b.h.Runner(), func(ctx context.Context) (string, error) {
			var kept string
			err := b.h.Desk().Preference(ctx, folderKey, &kept)
			return kept, err
		}, func(kept string, err error) {
			if err == nil && kept != "" && f.Text("folder") == folder {
				b.lastFolder = kept
				f.In("folder").Field.Set(kept)
				b.h.Redraw(b)
			}
		})
	}
	f.send = func(f *SideForm) { b.sendWrite(f, numbers) }
	b.show(f)
}

func (b *Billing) sendWrite(f *SideForm, numbers []string) {
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
		f.In("folder").Fault = "Name the folder."
		return
	case !filepath.IsAbs(folder):
		f.In("folder").Fault = "Write the whole path of the folder."
		return
	case len(formats) == 0:
		f.Fault = "Choose PDF, LEDES or both."
		return
	}
	b.lastFolder = folder
	b.h.Prefer(folderKey, folder)
	b.eachInvoice(f, "Writing files", "written to "+folder, numbers, func(ctx context.Context, number string) (string, error) {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return "", fault.New(fault.Invalid, "folder.make", "The folder %s cannot be made: %v.", folder, err).Advise("Choose a folder you may write to.").Because(err)
		}
		files, err := b.h.Desk().WriteInvoices(ctx, app.WriteInvoices{Numbers: []string{number}, Formats: formats, Dir: folder})
		var names []string
		for _, f := range files {
			names = append(names, filepath.Base(f.File.Path))
		}
		return strings.Join(names, ", "), err
	})
}
