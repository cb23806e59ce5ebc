package present

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"matterbook/app"
	"matterbook/app/outfile"
	"matterbook/ui/words"
)

// openBytes writes a paper into a folder of its own among the temporary files
// and opens it with the program the system has for it.
func openBytes(h Host, name string, data []byte) { withFile(h, name, data, h.Show) }

// printBytes gives a paper to the printer.
func printBytes(h Host, name string, data []byte) {
	withFile(h, name, data, func(path string) { h.Print(path) })
}

func withFile(h Host, name string, data []byte, use func(path string)) {
	Go(h.Runner(), func(context.Context) (string, error) {
		dir, err := os.MkdirTemp("", "matterbook-*")
		if err != nil {
			return "", err
		}
		f, err := outfile.Write(dir, name, data, outfile.Replace)
		return f.Path, err
	}, func(path string, err error) {
		if err != nil {
			h.Fail(err)
			return
		}
		use(path)
	})
}

// saveBytes asks where a paper is to be written, and writes it there. A file of
// the same name with other bytes is never replaced.
func saveBytes(h Host, title, name string, data []byte) {
	ext := strings.TrimPrefix(filepath.Ext(name), ".")
	h.AskFile(FileQuestion{Title: title, Save: true, Name: name, Kinds: []string{ext}}, func(path string) {
		Go(h.Runner(), func(context.Context) (outfile.File, error) {
			return outfile.Write(filepath.Dir(path), filepath.Base(path), data, outfile.Keep)
		}, func(f outfile.File, err error) {
			if err != nil {
				h.Fail(err)
				return
			}
			h.Say("%s", words.L("Written to %s.", f.Path))
		})
	})
}

// IndexFold finds words on a page in any case of letters; length is how many
// bytes they have there.
func IndexFold(text, find string) (at, length int) { return app.IndexFold(text, find, false) }
