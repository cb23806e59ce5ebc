package assets

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every language explains the same things: the same topics, the same parts, the
// same keys.
func TestHelpIsCompleteInEveryLanguage(t *testing.T) {
	english := fileNames(help, "help/en")
	if len(english) < 20 {
		t.Fatalf("only %d topics", len(english))
	}
	action := regexp.MustCompile(`\{[a-z.]+\}|(?m)^@[a-z.]+`)
	for _, tag := range []string{"de"} {
		for _, name := range english {
			en := string(mustRead(help, name))
			other := strings.Replace(name, "/en/", "/"+tag+"/", 1)
			content, err := help.ReadFile(other)
			if err != nil {
				t.Errorf("%s is missing", other)
				continue
			}
			said := string(content)
			keys := func(s string) []string { k := action.FindAllString(s, -1); slices.Sort(k); return k }
			if !slices.Equal(keys(en), keys(said)) {
				t.Errorf("%s shows the keys %v, %s %v", other, keys(said), name, keys(en))
			}
			for _, mark := range []string{"\n## ", "\n- ", "\n1. ", "\n2. ", "\n> "} {
				if a, b := strings.Count(en, mark), strings.Count(said, mark); a != b {
					t.Errorf("%s has %d of %q, %s %d", other, b, mark, name, a)
				}
			}
			if said == en {
				t.Errorf("%s is not translated", other)
			}
		}
		if n := len(fileNames(help, "help/"+tag)); n != len(english) {
			t.Errorf("%d topics in %s, %d in English", n, tag, len(english))
		}
	}
	if got := Help("xx"); got["today"] == "" || got["today"] != string(mustRead(help, "help/en/today.md")) {
		t.Error("an unknown language is not English")
	}
}
