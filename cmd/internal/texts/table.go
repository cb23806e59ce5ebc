package texts

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// verb is a verb of package fmt, with the number of its argument where it has one.
var verb = regexp.MustCompile(`%(?:\[(\d+)\])?[-+# 0]*\d*(?:\.\d+)?([a-zA-Z%])`)

// SameVerbs says why a translation cannot take the place of a text: it must use
// the same arguments, each with the same verb, in any order.
func SameVerbs(english, said string) error {
	want, got := verbs(english), verbs(said)
	if !slices.Equal(want, got) {
		return fmt.Errorf("%q has the verbs %v, its translation %q has %v", english, want, said, got)
	}
	return nil
}

// verbs are the arguments a text uses, as "1d", in the order of the arguments.
func verbs(text string) []string {
	var list []string
	next := 1
	for _, m := range verb.FindAllStringSubmatch(text, -1) {
		if m[2] == "%" {
			continue
		}
		n := next
		if m[1] != "" {
			n, _ = strconv.Atoi(m[1])
		}
		next = n + 1
		list = append(list, strconv.Itoa(n)+m[2])
	}
	slices.Sort(list)
	return list
}
