package texts

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"matterbook/assets"
)

// Every text of the window is there in every language, with the same arguments,
// and the tables hold nothing else. MATTERBOOK_TEXTS=FILE writes what is missing,
// as the beginning of a table.
func TestEveryTextIsTranslated(t *testing.T) {
	list, err := Collect("../../..")
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 500 {
		t.Fatalf("only %d texts were found: the collector looks in the wrong place", len(list))
	}
	for tag, data := range assets.Translations() {
		table := map[string]string{}
		dec := json.NewDecoder(bytes.NewReader(data))
		if err := dec.Decode(&table); err != nil {
			t.Fatalf("%s.json: %v", tag, err)
		}
		missing := map[string]string{}
		shown := 0
		for _, x := range list {
			said, ok := table[x.English]
			if !ok {
				missing[x.English] = ""
				if shown++; shown <= 20 {
					t.Errorf("%s: %q (%s) is not translated", tag, x.English, x.Place)
				}
				continue
			}
			if err := SameVerbs(x.English, said); err != nil {
				t.Errorf("%s: %v", tag, err)
			}
			if strings.TrimSpace(said) == "" {
				t.Errorf("%s: %q is translated by nothing", tag, x.English)
			}
		}
		if len(missing) > 20 {
			t.Errorf("%s: %d texts are not translated", tag, len(missing))
		}
		for english := range table {
			if !slices.ContainsFunc(list, func(x Text) bool { return x.English == english }) && !slices.Contains(others, english) {
				t.Errorf("%s: nobody says %q any more: take it out", tag, english)
			}
		}
		if path := os.Getenv("MATTERBOOK_TEXTS"); path != "" {
			out, _ := json.MarshalIndent(missing, "", "\t")
			if err := os.WriteFile(path, out, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// others are said by way of a variable, where no collector finds them.
var others = []string{}

func TestVerbsOfATranslation(t *testing.T) {
	for _, c := range []struct {
		english, said string
		ok            bool
	}{
		{"%s owes %s", "%[2]s wird von %[1]s geschuldet", true},
		{"%d of %d", "%d von %d", true},
		{"%d of %s", "%s von %d", false},
		{"100 %% of %s", "100 %% von %s", true},
		{"%s", "nichts", false},
		{"plain", "einfach", true},
		{"%s", "%s und %s", false},
	} {
		if err := SameVerbs(c.english, c.said); (err == nil) != c.ok {
			t.Errorf("%q by %q: %v", c.english, c.said, err)
		}
	}
}
