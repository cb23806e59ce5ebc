package assets

import (
	"embed"
	"path"
	"strings"
)

//go:embed translations/*.json
var translations embed.FS

// Translations are the texts of the window in other languages, JSON by the tag of
// the language: what the code says in English, and how it is said. English needs
// no table.
func Translations() map[string][]byte {
	files, err := translations.ReadDir("translations")
	if err != nil {
		panic(err) // they are embedded
	}
	tables := map[string][]byte{}
	for _, f := range files {
		data, err := translations.ReadFile(path.Join("translations", f.Name()))
		if err != nil {
			panic(err)
		}
		tables[strings.TrimSuffix(f.Name(), ".json")] = data
	}
	return tables
}
