package page

import (
	"encoding/json"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"matterbook/ui/present"
	"matterbook/ui/words"
)

// ours is before each of our texts among the toolkit's, which are keys as well:
// "Open" means one thing in a file dialog and another on a matter.
const ours = "matterbook."

// toolkitTexts are the toolkit's own texts that a person of this program meets.
var toolkitTexts = []string{"Cut", "Copy", "Paste", "Select all", "Undo", "Redo", "Quit", "Cancel", "OK", "Yes", "No", "File", "Open", "Save", "Error"}

// localeOf is the locale of a tag such as "de" or "de-AT"; English when none is
// known. A blank tag is the system's.
func localeOf(tag string) words.Locale {
	if tag == "" {
		tag = lang.SystemLocale().LanguageString()
	}
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	for _, l := range words.Locales() {
		if l.Tag == base {
			return l
		}
	}
	return words.English
}

// setLanguage makes the window speak the language of a tag; true says that it
// spoke another one before. What is drawn already keeps its words until it is
// drawn anew.
//
// The toolkit chooses a table by the language of the system. So that a person
// may choose another, the table of the chosen language is handed to the toolkit
// as the system's own.
func (sh *Shell) setLanguage(tag string) (changed bool) {
	l := localeOf(tag)
	if l.Tag == words.In().Tag {
		return false
	}
	table := map[string]string{}
	if text, ok := sh.opt.Translations[l.Tag]; ok {
		if err := json.Unmarshal(text, &table); err != nil {
			fyne.LogError("the texts of "+l.Name+" cannot be read", err)
			return false
		}
	}
	if err := lang.AddTranslationsForLocale(toolkitTable(table), lang.SystemLocale()); err != nil {
		fyne.LogError("the texts of "+l.Name+" are refused", err)
		return false
	}
	if l.Tag == words.English.Tag {
		words.Use(l, nil)
		return true
	}
	// Asked once for all, here: the toolkit's tables may not be read beside this
	// goroutine, and work in the background says texts as well.
	for text, said := range table {
		table[text] = lang.X(ours+text, said)
	}
	words.Use(l, func(text string) string {
		if said, ok := table[text]; ok {
			return said
		}
		return text
	})
	return true
}

// toolkitTable is a table in the toolkit's form: our texts under keys of our
// own, and its own in the same language.
func toolkitTable(table map[string]string) []byte {
	all := map[string]string{}
	for text, said := range table {
		all[ours+text] = said
	}
	for _, text := range toolkitTexts {
		if all[text] = text; table[text] != "" {
			all[text] = table[text]
		}
	}
	data, err := json.Marshal(all)
	if err != nil {
		panic(err) // a map of texts
	}
	return data
}

// redress draws the book's window anew, in the language that is spoken now. The
// frame and its screens stay: place, filters and what is typed are theirs.
func (sh *Shell) redress() {
	old := sh.window
	if old == nil {
		return
	}
	w := sh.ShowBook(func(present.Surface) *present.Frame { return old.frame })
	old.frame.Redress(w)
}
