package present

import (
	"regexp"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// The rules of a rate, as the book writes them into its answers; said in
// [rateSaid].
var _ = []string{
	words.Mark("typed on the entry"), words.Mark("matter rate for this activity"), words.Mark("matter rate for this timekeeper"), words.Mark("matter rate for this class"), words.Mark("single rate of the matter"),
	words.Mark("client rate for this timekeeper"), words.Mark("client rate for this class"), words.Mark("single rate of the client"), words.Mark("firm rate for this activity"),
	words.Mark("timekeeper's standard rate"), words.Mark("firm rate for this class"), words.Mark("firm's default rate"),
	words.Mark("unit price of the expense, as paid"), words.Mark("unit price of the expense, the firm's own service"),
}

// rateForm takes an answer of the book to "why this rate" apart: the rate, the
// rule and its number, since when, for which day, what was agreed from when and
// what the reviewer billed.
var rateForm = regexp.MustCompile(`^(?:([\d.,]+): )?([^(;]+?)(?: \(rule (\d+)\))?(?:, since (\d{4}-\d\d-\d\d))?(?:, looked up for (\d{4}-\d\d-\d\d))?(?: \(agreed from (\d{4}-\d\d-\d\d)\))?(?:; billed at ([\d.,]+) by the reviewer)?$`)

// rateSaid says why a rate holds, which the book answers in English.
func rateSaid(why string) string {
	m := rateForm.FindStringSubmatch(why)
	if m == nil || words.In().Tag == words.English.Tag {
		return words.Of(why)
	}
	day := func(text string) string {
		d, err := cal.Parse(text)
		if err != nil {
			return text
		}
		return words.Date(d)
	}
	said := words.Of(m[2])
	if m[1] != "" {
		said = words.Number(m[1]) + ": " + said
	}
	if m[3] != "" {
		said += " " + words.L("(rule %s)", m[3])
	}
	if m[4] != "" {
		said += ", " + words.L("since %s", day(m[4]))
	}
	if m[5] != "" {
		said += ", " + words.L("looked up for %s", day(m[5]))
	}
	if m[6] != "" {
		said += " " + words.L("(agreed from %s)", day(m[6]))
	}
	if m[7] != "" {
		said += "; " + words.L("billed at %s by the reviewer", words.Number(m[7]))
	}
	return said
}

// pricedSaid says how a line of an invoice was priced.
func pricedSaid(x app.LineWhy, cur money.Currency) string {
	l := x.Line
	text := words.L("%s units × %s = %s", words.Short(l.Units), words.Rate(l.Rate), words.Amount(l.Value, cur))
	if l.Kind == bill.Fee {
		text = words.L("%s h × %s = %s", words.Short(l.Units), words.Rate(l.Rate), words.Amount(l.Value, cur))
	}
	switch {
	case l.TrustPaid != "":
		return words.L("%s, %s: nothing due", text, l.TrustPaid)
	case l.NoCharge:
		return words.L("%s, at no charge: 0", text)
	case l.Amount != l.Value:
		return words.L("%s, charged %s", text, words.Amount(l.Amount, cur))
	}
	return text
}
