package assets

import (
	"embed"
	"path"
	"strings"
)

//go:embed help/*/*.md
var help embed.FS

// Help returns the topics of the help in a language ("en", "de") as texts by
// name; English where the language has none. Their form is that of
// present.HelpTopic: a title, a group, then paragraphs, lists and lines of keys.
func Help(language string) map[string]string {
	found := map[string]string{}
	for _, tag := range []string{"en", language} {
		if _, err := help.ReadDir("help/" + tag); err != nil {
			continue
		}
		for _, name := range fileNames(help, "help/"+tag) {
			found[strings.TrimSuffix(path.Base(name), ".md")] = string(mustRead(help, name))
		}
	}
	return found
}
