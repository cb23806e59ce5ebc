package present

import (
	"strings"

	"matterbook/app/cal"
	"matterbook/ui/words"
)

// typedDay is a day as an editor in a cell begins with: where the locale has a
// form of figures alone that form, else the one of files.
func typedDay(d cal.Date) string {
	if words.In().MonthFirst {
		return d.String()
	}
	return words.Date(d)
}

// typedMarkup reads line commands as they are typed in the reader's country and
// gives them as the acts read them: "6 h 1,5 reason" becomes "6 h 1.5 reason".
// Lists of lines ("3,5") and reasons stay as they are.
func typedMarkup(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		at := 0 // where the word after the verb begins
		for n := range 3 {
			at += len(line[at:]) - len(strings.TrimLeft(line[at:], " \t"))
			end := len(line)
			if k := strings.IndexAny(line[at:], " \t"); k >= 0 {
				end = at + k
			}
			word := line[at:end]
			if n == 2 {
				lines[i] = line[:at] + words.Typed(word) + line[end:]
				break
			}
			if n == 1 && (len(word) != 1 || !strings.Contains("hura", strings.ToLower(word))) {
				break // takes no figure
			}
			at = end
		}
	}
	return strings.Join(lines, "\n")
}

// numbersTyped splits what is typed of numbers of invoices, each with an amount
// after "=" or without, at blanks, commas and semicolons. Where the comma is the
// decimal sign, one in an amount with a figure or two behind it is not between
// two numbers: "2026-0125=50,00, 2026-0126".
func numbersTyped(text string) []string {
	var list []string
	begin, amount := 0, false
	take := func(end int) {
		if end > begin {
			list = append(list, text[begin:end])
		}
		begin, amount = end+1, false
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '=':
			amount = true
		case c == ',' && amount && words.In().Decimal == "," && decimals(text[i+1:]):
			amount = false // the next one is between numbers
		case strings.IndexByte(" ,;\n\r\t", c) >= 0:
			take(i)
		}
	}
	take(len(text))
	return list
}

// decimals says whether the text begins with one figure or two and then ends or
// goes on with something else.
func decimals(text string) bool {
	n := len(text) - len(strings.TrimLeft(text, "0123456789"))
	return n == 1 || n == 2
}
