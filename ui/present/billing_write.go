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
	f.Note = "What is written is kept with the invoice, byte for byte: writing it again gives the same paper. A file of the same name in the folder is replaced."
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
		var names []string
		for _, format := range formats {
			p, err := b.h.Desk().InvoicePaper(ctx, app.WritePaper{Number: number, Format: format})
			if err != nil {
				return "", err
			}
			if err := writeWhole(folder, p.Name, p.Bytes); err != nil {
				return "", err
			}
			names = append(names, p.Name)
		}
		return strings.Join(names, ", "), nil
	})
}

// writeWhole writes a file that is either there whole or not at all: it gets
// its name only when every byte is on the disk.
func writeWhole(folder, name string, data []byte) (err error) {
	failed := func(err error) error {
		return fault.New(fault.Invalid, "file.write", "%s could not be written: %v.", filepath.Join(folder, name), err).
			Advise("Choose a folder you may write to, with room on its disk.").Because(err)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return failed(err)
	}
	tmp, err := os.CreateTemp(folder, "."+name+".*")
	if err != nil {
		return failed(err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(tmp.Name()) // nothing half written stays
		}
	}()
	_, werr := tmp.Write(data)
	if werr == nil {
		werr = tmp.Sync()
	}
	if cerr := tmp.Close(); werr == nil {
		werr = cerr
	}
	if werr != nil {
		return failed(werr)
	}
	if err := os.Chmod(tmp.Name(), 0o644); err != nil {
		return failed(err)
	}
	if err := os.Rename(tmp.Name(), filepath.Join(folder, name)); err != nil {
		return failed(err)
	}
	return nil
}
