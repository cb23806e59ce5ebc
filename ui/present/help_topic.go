package present

import (
	"cmp"
	"slices"
	"strings"

	"matterbook/app/firm"
)

// BlockKind says how a part of a help topic is drawn.
type BlockKind int

// The kinds of blocks.
const (
	HelpText   BlockKind = iota
	HelpHead             // a heading inside the topic
	HelpBullet           // one of a list
	HelpStep             // one of numbered steps; Mark is the number
	HelpKey              // Mark is the key, Text what it does
	HelpNote             // what must not be overlooked
)

// HelpBlock is one part of a topic.
type HelpBlock struct {
	Kind BlockKind
	Mark string
	Text string
}

// HelpTopic is one page of the help.
type HelpTopic struct {
	ID     string
	Title  string
	Group  string
	Order  string // places it among the others
	Routes []string
	Blocks []HelpBlock
	find   string
}

// parseTopic reads a topic from its text. The first lines name it:
//
//	# Title
//	group: Screens
//	order: 20
//	screens: today week
//
// Then paragraphs, separated by blank lines; "## " begins a heading, "- " a
// list, "1. " a step, "> " a note, and "@action" a line that shows the keys the
// action has now. "{action}" inside a text is replaced by its key. keys gives
// the keys of an action, "" for none.
func parseTopic(id, text string, keys func(action string) string) HelpTopic {
	t := HelpTopic{ID: id, Title: id}
	var prose []string
	flush := func() {
		if len(prose) > 0 {
			t.Blocks = append(t.Blocks, HelpBlock{Kind: HelpText, Text: strings.Join(prose, " ")})
			prose = nil
		}
	}
	head := true
	for _, line := range strings.Split(strings.ReplaceAll(text, "\r", ""), "\n") {
		line = strings.TrimSpace(line)
		if head {
			switch name, value, ok := strings.Cut(line, ":"); {
			case strings.HasPrefix(line, "# "):
				t.Title = strings.TrimPrefix(line, "# ")
				continue
			case ok && name == "group":
				t.Group = strings.TrimSpace(value)
				continue
			case ok && name == "order":
				t.Order = strings.TrimSpace(value)
				continue
			case ok && name == "screens":
				t.Routes = strings.Fields(value)
				continue
			case line == "":
				continue
			}
			head = false
		}
		line = putKeys(line, keys)
		add := func(kind BlockKind, mark, text string) {
			flush()
			t.Blocks = append(t.Blocks, HelpBlock{Kind: kind, Mark: mark, Text: strings.TrimSpace(text)})
		}
		number, rest, step := strings.Cut(line, ". ")
		switch {
		case line == "":
			flush()
		case strings.HasPrefix(line, "## "):
			add(HelpHead, "", line[3:])
		case strings.HasPrefix(line, "- "):
			add(HelpBullet, "", line[2:])
		case strings.HasPrefix(line, "> "):
			add(HelpNote, "", line[2:])
		case strings.HasPrefix(line, "@"):
			action, text, _ := strings.Cut(line[1:], " ")
			if mark := keys(action); mark != "" {
				add(HelpKey, mark, text)
			}
		case step && number != "" && strings.Trim(number, "0123456789") == "":
			add(HelpStep, number, rest)
		default:
			prose = append(prose, line)
		}
	}
	flush()
	all := []string{t.Title}
	for _, b := range t.Blocks {
		all = append(all, b.Mark, b.Text)
	}
	t.find = firm.Fold(strings.Join(all, " "))
	return t
}

// putKeys puts the keys of actions in place of their names in braces. Braces
// that hold no action stay: patterns of invoice numbers are written with them.
func putKeys(line string, keys func(string) string) string {
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(line, "{")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		name, rest, closed := strings.Cut(after, "}")
		if k := keys(name); closed && k != "" {
			b.WriteString(k)
			line = rest
			continue
		}
		b.WriteByte('{')
		line = after
	}
}

func sortTopics(list []HelpTopic) {
	slices.SortStableFunc(list, func(a, b HelpTopic) int { return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Title, b.Title)) })
}
