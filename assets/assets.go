// Package assets holds what is embedded in the programs: the icon, the symbols
// of the window's navigation, the fonts of the PDFs, the UTBMS code sets, the
// trust presets, the lists a new firm starts with, and the licences of
// everything linked.
//
// The files stand beside this package and can be read and corrected without
// reading Go: CSV in utbms and seeds, one JSON file per trust preset. A loader
// refuses a file that has an unknown column or key, so a slip in one of them
// fails the tests and never reaches a firm.
//
// The package imports nothing of ours: whoever starts a new book turns these
// plain values into the book's own types.
package assets

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// IconPNG is the program's icon, 512 by 512 pixels.
//
//go:embed icon.png
var IconPNG []byte

// IconSVG is the drawing IconPNG was made from.
//
//go:embed icon.svg
var IconSVG []byte

//go:embed icons/nav/*.svg
var symbols embed.FS

//go:embed utbms/*.csv
var utbms embed.FS

//go:embed seeds/*.csv
var seeds embed.FS

//go:embed presets/trust/*.json
var presets embed.FS

// Symbols returns the one-colour SVG symbols of the window, 24 by 24, by name
// ("today", "time", "trust"...). Each has a single path filled "#000000", which
// the toolkit replaces by the colour of the theme.
func Symbols() map[string][]byte {
	found := make(map[string][]byte)
	for _, name := range fileNames(symbols, "icons/nav") {
		found[strings.TrimSuffix(path.Base(name), ".svg")] = mustRead(symbols, name)
	}
	return found
}

// fileNames lists the files of an embedded folder, sorted.
func fileNames(files embed.FS, folder string) []string {
	entries, err := fs.ReadDir(files, folder)
	if err != nil {
		panic(err) // the folder is named in a go:embed line of this package
	}
	names := make([]string, 0, len(entries))
	for _, entry := range entries {
		names = append(names, path.Join(folder, entry.Name()))
	}
	return names
}

// mustRead reads an embedded file whose name is known to exist.
func mustRead(files embed.FS, name string) []byte {
	content, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return content
}

// readTable reads an embedded CSV file with exactly the given header row and
// returns the rows below it. An error names the file and the line.
func readTable(files embed.FS, name string, header ...string) ([][]string, error) {
	reader := csv.NewReader(bytes.NewReader(mustRead(files, name)))
	reader.FieldsPerRecord = len(header)
	rows, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], header) {
		return nil, fmt.Errorf("%s: the header row must be %s", name, strings.Join(header, ","))
	}
	return rows[1:], nil
}
