package bill

import (
	"strconv"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/work"
)

// Command is one keyed markup of a reviewer: what to do with which lines.
type Command struct {
	Lines  []int
	Change Change
	MoveTo string // matter code, when the line is to be moved
}

// CommandHelp is the grammar of [ParseCommand], for help texts and papers.
const CommandHelp = `LINES VERB [FIGURE] REASON      LINES: 5, or 3,5 or 3-5
  h HOURS REASON     charge these hours: 5 h 1.5 duplicate effort
  u UNITS REASON     charge these units of a cost
  r RATE REASON      charge this rate
  a AMOUNT REASON    charge this amount
  t TEXT             new text for the client
  nc REASON          show at no charge
  hold REASON        leave off this bill, stays work in progress
  wo REASON          write off, never billed
  ok REASON          charge again after nc, hold or wo
  back REASON        as it came, all edits taken back
  mv MATTER REASON   move to another matter`

// ParseCommand reads one line of markup in the grammar of [CommandHelp]. Verbs
// and figures are read in any case; the reason is the rest of the line.
// Invalid ("command.format") names the word that was not understood.
func ParseCommand(s string, cur money.Currency) (Command, error) {
	bad := func(format string, args ...any) (Command, error) {
		return Command{}, fault.New(fault.Invalid, "command.format", format, args...).
			Advise("Write the line number, what to do, and the reason, like: 5 h 1.5 duplicate effort.")
	}
	s = strings.TrimSpace(s)
	number, rest := cutWord(s)
	lines, ok := parseLines(number)
	if !ok {
		return bad("%q is no line number.", number)
	}
	c := Command{Lines: lines}
	verb, rest := cutWord(rest)
	act := func(a LineAction) { c.Change.Action, c.Change.Reason = &a, rest }
	figure := func() (word string) { word, c.Change.Reason = cutWord(rest); return word }
	switch strings.ToLower(verb) {
	case "h":
		q, err := work.ParseHours(figure())
		if err != nil {
			return bad("Line %s: %s.", number, err)
		}
		c.Change.Units = &q
	case "u":
		q, err := money.ParseQuantity(figure())
		if err != nil {
			return bad("Line %s: %s.", number, err)
		}
		c.Change.Units = &q
	case "r":
		r, err := money.ParseRate(figure())
		if err != nil {
			return bad("Line %s: %s.", number, err)
		}
		c.Change.Rate = &r
	case "a":
		a, err := money.ParseAmount(figure(), cur)
		if err != nil {
			return bad("Line %s: %s.", number, err)
		}
		c.Change.Amount = &a
	case "t":
		if rest == "" {
			return bad("Line %s: the new text is missing.", number)
		}
		c.Change.Text = &rest
	case "nc":
		act(LineNoCharge)
	case "hold":
		act(LineHeld)
	case "wo":
		act(LineWrittenOff)
	case "ok":
		act(LineKept)
	case "back":
		c.Change.Back, c.Change.Reason = true, rest
	case "mv":
		if c.MoveTo = figure(); c.MoveTo == "" {
			return bad("Line %s: the matter to move it to is missing.", number)
		}
	case "":
		return bad("Line %s: what is to be done with it?", number)
	default:
		return bad("Line %s: %q is none of h, u, r, a, t, nc, hold, wo, ok, back, mv.", number, verb)
	}
	if c.Change.Text == nil && c.Change.Reason == "" {
		return Command{}, fault.New(fault.Invalid, "reason.required", "Line %s: %q needs a reason.", number, s).
			Advise("Write the reason at the end of the line.")
	}
	return c, nil
}

// ParseCommands reads markup one command a line; blank lines and lines that
// begin with # are passed over. All faults are reported at once, each with its line.
func ParseCommands(text string, cur money.Currency) ([]Command, error) {
	var list []Command
	var check fault.Check
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		c, err := ParseCommand(line, cur)
		if err != nil {
			check.AddLine(i+1, "command", fault.Code(err), "%s", err)
			continue
		}
		list = append(list, c)
	}
	return list, check.Result("command.format", "The markup")
}

func cutWord(s string) (word, rest string) {
	s = strings.TrimSpace(s)
	i := strings.IndexFunc(s, func(r rune) bool { return r == ' ' || r == '\t' })
	if i < 0 {
		return s, ""
	}
	return s[:i], strings.TrimSpace(s[i:])
}

// maxLines is the most lines one command may name.
const maxLines = 1000

// parseLines reads "5", "3,5" and "3-5,9", each line once, in the order written.
func parseLines(s string) ([]int, bool) {
	var lines []int
	seen := map[int]bool{}
	for part := range strings.SplitSeq(s, ",") {
		from, to, span := strings.Cut(part, "-")
		a, ok := lineNumber(from)
		b := a
		if span {
			var okTo bool
			b, okTo = lineNumber(to)
			ok = ok && okTo
		}
		if !ok || b < a || b-a >= maxLines || len(lines) >= maxLines {
			return nil, false
		}
		for n := a; n <= b; n++ {
			if !seen[n] {
				seen[n] = true
				lines = append(lines, n)
			}
		}
	}
	return lines, len(lines) > 0
}

func lineNumber(s string) (int, bool) {
	if s == "" || len(s) > 6 || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n > 0
}
