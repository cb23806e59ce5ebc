package present

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/report"
	"matterbook/ui/words"
)

const helpName = "help"

// HelpRoute explains the program.
var HelpRoute = Route[*Help]{Name: helpName, Title: words.Mark("Help"), Group: words.Mark("Firm"), Icon: "help", Opens: []string{"help"}, New: newHelp}

// Topics that are made from what the window knows, not from texts.
const (
	topicKeys     = "keys"
	topicAbout    = "about"
	topicLicences = "licences"
)

// HelpSource is what the window hands in: the texts, its keys, what it is made of.
type HelpSource struct {
	// Texts are the topics in a language by name.
	Texts func(language string) map[string]string
	Keys  Keyboard
	// Notices are the licences of everything linked in.
	Notices string
	// Facts are label and value: versions, folders.
	Facts [][2]string
	// PDF writes a table as a paper; nil where nothing is written.
	PDF TableWriter
}

// Help is the screen: topics at the left, one of them at the right.
type Help struct {
	h      Host
	source HelpSource
	Topics []HelpTopic // all, in their order
	Topic  string
	Search Field
	// Lines are the licence texts, narrowed by the search.
	Lines ShortList[NoticeLine]

	want     string
	schema   int
	language string
	ask      Latest
}

// NoticeLine is a line of the licence texts.
type NoticeLine struct {
	ID   int64
	Text string
}

func newHelp(h Host) *Help {
	p := &Help{h: h}
	l := &p.Lines
	l.bind(h, "help.licences")
	l.Heads = []Column{{Key: "text", Label: words.Mark("Licences of what is linked in"), Width: 400, Flex: 1}}
	l.ID = func(n NoticeLine) int64 { return n.ID }
	l.Cells = func(n NoticeLine) []Cell { return []Cell{{Text: n.Text}} }
	l.Nothing = func() Empty {
		return Empty{Symbol: "search", Title: words.L("Nothing fits"), Text: words.L("No line holds all these words.")}
	}
	return p
}

// Equip hands in the texts; the topics are made of them.
func (p *Help) Equip(s HelpSource) {
	p.source = s
	p.build()
	p.land()
}

// build makes the topics in the language that is spoken, with the keys as they
// are now.
func (p *Help) build() {
	if p.source.Texts == nil {
		return
	}
	p.language = words.In().Tag
	keys := map[string]string{}
	if p.source.Keys != nil {
		for _, k := range p.source.Keys.KeyRows() {
			keys[k.ID] = orWord(k.Key, k.Twin)
		}
	}
	texts := p.source.Texts(p.language)
	p.Topics = nil
	for id, text := range texts {
		p.Topics = append(p.Topics, parseTopic(id, text, func(action string) string { return keys[action] }))
	}
	if len(p.Topics) == 0 {
		return
	}
	sortTopics(p.Topics)
	// The topics made here stand in the groups of the texts around them.
	steps, program := p.Topics[0].Group, p.Topics[len(p.Topics)-1].Group
	p.Topics = append(p.Topics, p.keysTopic(steps), p.aboutTopic(program),
		HelpTopic{ID: topicLicences, Title: words.L("Licences"), Group: program, Order: "93", find: firm.Fold(words.L("Licences"))})
	sortTopics(p.Topics)
	if p.Topic == topicLicences {
		p.fillLines()
	}
}

// keysTopic is every action with its keys, by group, as the user has them.
func (p *Help) keysTopic(among string) HelpTopic {
	t := HelpTopic{ID: topicKeys, Title: words.L("All keys on one page"), Group: among, Order: "09"}
	group := ""
	find := []string{t.Title}
	for _, k := range p.keyRows() {
		if k.group != group {
			group = k.group
			t.Blocks = append(t.Blocks, HelpBlock{Kind: HelpHead, Text: group})
		}
		t.Blocks = append(t.Blocks, HelpBlock{Kind: HelpKey, Mark: k.keys, Text: k.what})
		find = append(find, k.keys, k.what)
	}
	t.find = firm.Fold(strings.Join(find, " "))
	return t
}

type keyLine struct{ group, keys, what string }

// keyRows are the actions with their keys, then the keys of fields and lists,
// which no user changes.
func (p *Help) keyRows() []keyLine {
	var rows []keyLine
	if p.source.Keys != nil {
		for _, k := range p.source.Keys.KeyRows() {
			keys := k.Key
			switch {
			case keys == "":
				keys = k.Twin
			case k.Twin != "":
				keys = words.L("%s or %s", k.Key, k.Twin)
			}
			if keys != "" {
				rows = append(rows, keyLine{k.Group, keys, k.Title})
			}
		}
	}
	fields, lists := words.L("In fields"), words.L("In lists")
	return append(rows,
		keyLine{fields, words.L("Tab, Enter"), words.L("Next field; Enter as the settings say")},
		keyLine{fields, words.L("Space"), words.L("Expands an abbreviation")},
		keyLine{fields, "t  y  +  -", words.L("Today, yesterday, a day on or back")},
		keyLine{fields, "m  h", words.L("First, last day of the month")},
		keyLine{fields, words.L(".3   18m   1:15"), words.L("Ways to write hours")},
		keyLine{fields, "[.2]", words.L("Times in a narrative add up")},
		keyLine{fields, words.L("Alt+Down"), words.L("Opens the list or the calendar")},
		keyLine{fields, words.L("Esc"), words.L("Leaves, goes back")},
		keyLine{lists, words.L("Enter"), words.L("Opens the line")},
		keyLine{lists, words.L("Space, Shift+Up, Shift+Down"), words.L("Selects lines")},
		keyLine{lists, words.L("Shift+F10"), words.L("What can be done with the line")},
		keyLine{lists, words.L("Home, End, PgUp, PgDn"), words.L("Moves through the list")})
}

func (p *Help) aboutTopic(group string) HelpTopic {
	t := HelpTopic{ID: topicAbout, Title: words.L("About Matterbook"), Group: group, Order: "92"}
	t.Blocks = append(t.Blocks, HelpBlock{Kind: HelpText, Text: words.L("Time, bills and client money of a law firm, in one file the firm owns. No server, no account, no network.")})
	facts := p.source.Facts
	if p.schema > 0 {
		facts = append(facts[:len(facts):len(facts)], [2]string{words.Mark("Form of the book"), words.L("version %d", p.schema)})
	}
	for _, f := range facts {
		t.Blocks = append(t.Blocks, HelpBlock{Kind: HelpKey, Mark: words.Of(f[0]), Text: f[1]})
	}
	t.Blocks = append(t.Blocks, HelpBlock{Kind: HelpHead, Text: words.L("When something goes wrong")},
		HelpBlock{Kind: HelpText, Text: words.L("A fault of the program is written to a file with an incident number in the folder above. It holds no text of the firm. What was saved is safe, what was typed is offered again.")})
	t.find = firm.Fold(t.Title)
	return t
}

// Title implements Screen.
func (p *Help) Title() string { return words.L("Help") }

// Open implements Screen: "topic today" shows the topic of a screen or of a
// name; blank what was read last, at first the first hour of the user's role.
func (p *Help) Open(arg string) {
	noun, key, _ := strings.Cut(arg, " ")
	if noun == "topic" || noun == "help" {
		p.want = key
	}
	if p.source.Texts != nil && p.language != words.In().Tag {
		p.build()
	}
	if p.source.Keys != nil {
		p.build() // the keys may be others by now
	}
	p.land()
	Ask(&p.ask, p.h.Runner(), func(ctx context.Context) (app.BookInfo, error) { return p.h.Desk().Status(ctx) }, func(b app.BookInfo, err error) {
		if err == nil && b.Schema != p.schema {
			p.schema = b.Schema
			p.build()
			p.h.Redraw(p)
		}
	})
}

// firstHours are the topics people begin with, by role.
var firstHours = map[firm.Role]string{firm.Attorney: "first-attorney", firm.Billing: "first-billing", firm.Admin: "first-admin", firm.Trust: "first-admin", firm.Auditor: "first-partner"}

func (p *Help) land() {
	if len(p.Topics) == 0 {
		return
	}
	want := p.want
	p.want = ""
	topic := ""
	for _, t := range p.Topics {
		if t.ID == want && want != "" {
			topic = t.ID
		}
		for _, r := range t.Routes {
			if r == want && topic == "" {
				topic = t.ID
			}
		}
	}
	switch {
	case topic != "":
		p.choose(topic)
	case p.Topic == "":
		p.choose(orWord(firstHours[p.h.Desk().User.Role], "first-attorney"))
	}
	p.h.Redraw(p)
}

// Choose shows a topic.
func (p *Help) Choose(topic string) {
	p.choose(topic)
	p.h.Redraw(p)
}

func (p *Help) choose(topic string) {
	p.Topic = topic
	if topic == topicLicences {
		p.fillLines()
	}
}

// Current is the topic in view.
func (p *Help) Current() HelpTopic {
	for _, t := range p.Topics {
		if t.ID == p.Topic {
			return t
		}
	}
	return HelpTopic{}
}

// Found are the topics that hold every word of the search.
func (p *Help) Found() []HelpTopic {
	find := strings.Fields(firm.Fold(p.Search.Text))
	var list []HelpTopic
	for _, t := range p.Topics {
		if hasAll(t.find, find) || t.ID == topicLicences && len(find) > 0 && hasAll(strings.ToLower(p.source.Notices), find) {
			list = append(list, t)
		}
	}
	return list
}

// SetSearch narrows the topics; the first that fits is shown.
func (p *Help) SetSearch(text string) {
	p.Search.Set(text)
	found := p.Found()
	here := false
	for _, t := range found {
		here = here || t.ID == p.Topic
	}
	if !here && len(found) > 0 {
		p.choose(found[0].ID)
	}
	if p.Topic == topicLicences {
		p.fillLines()
	}
	p.h.Redraw(p)
}

func (p *Help) fillLines() {
	find := strings.Fields(strings.ToLower(p.Search.Text))
	var lines []NoticeLine
	for i, text := range strings.Split(p.source.Notices, "\n") {
		if len(find) == 0 || hasAll(strings.ToLower(text), find) {
			lines = append(lines, NoticeLine{int64(i + 1), text})
		}
	}
	p.Lines.Show(lines, words.N(len(lines), "%d line", "%d lines", len(lines)), nil)
}

// Heard implements Screen.
func (p *Help) Heard(app.Event) {}

// Leave implements Screen.
func (p *Help) Leave() { p.ask.Drop() }

// Escape implements Backer.
func (p *Help) Escape() bool {
	if p.Search.Text == "" {
		return false
	}
	p.SetSearch("")
	return true
}

// Acts implements Acter.
func (p *Help) Acts() []string {
	if p.Topic == topicKeys && p.source.PDF != nil {
		return []string{"search", "print", "export"}
	}
	return []string{"search"}
}

// Commands implements Doer.
func (p *Help) Commands() []Command {
	list := []Command{{ID: "help.keys", Title: words.L("All keys on one page")}}
	off := ""
	if p.source.PDF == nil {
		off = words.L("This window was started without the means to write papers.")
	}
	return append(list, Command{ID: "help.print", Title: words.L("Print the keys"), Off: off}, Command{ID: "help.save", Title: words.L("Save the keys as PDF…"), Off: off})
}

// Do implements Doer. Printing is for the page of keys.
func (p *Help) Do(id string) bool {
	for _, c := range p.Commands() {
		if c.ID == id && c.Off != "" {
			p.h.Say("%s", c.Off)
			return true
		}
	}
	switch id {
	case "help.keys":
		p.Choose(topicKeys)
	case "help.print", "print":
		p.Choose(topicKeys)
		p.writeKeys(filepath.Join(os.TempDir(), fmt.Sprintf("matterbook-keys-%d.pdf", os.Getpid())), func(path string) { p.h.Print(path) })
	case "help.save", "export":
		p.Choose(topicKeys)
		p.h.AskFile(FileQuestion{Title: words.L("Save the keys as PDF"), Save: true, Name: "Matterbook keys.pdf", Kinds: []string{"pdf"}}, func(path string) {
			p.writeKeys(path, func(path string) {
				p.h.Tell(Notice{Tone: Good, Text: words.L("The keys are written to %s.", path), Action: words.Sense("Open", "act"), Do: func() { p.h.Show(path) }})
			})
		})
	default:
		return false
	}
	return true
}

// KeysTable is the page of keys as a table of two columns, so that it stands on
// one sheet.
func (p *Help) KeysTable() *report.Table {
	text := func(key, label string) report.Column { return report.Column{Key: key, Label: label, Type: report.Text} }
	t := report.New("keys", words.L("Keys of Matterbook"), "", text("what1", words.L("Action")), text("keys1", words.L("Keys")), text("what2", words.L("Action")), text("keys2", words.L("Keys")))
	var cells [][2]string
	group := ""
	for _, k := range p.keyRows() {
		if k.group != group {
			group = k.group
			cells = append(cells, [2]string{"— " + group + " —", ""})
		}
		cells = append(cells, [2]string{k.what, k.keys})
	}
	half := (len(cells) + 1) / 2
	for i := range half {
		a, b := cells[i], [2]string{}
		if i+half < len(cells) {
			b = cells[i+half]
		}
		t.Add(report.T(a[0]), report.T(a[1]), report.T(b[0]), report.T(b[1]))
	}
	t.AsOf = p.h.Today()
	return t
}

func (p *Help) writeKeys(path string, done func(path string)) {
	table, name := p.KeysTable(), p.h.Facts().Firm.Name
	Go(p.h.Runner(), func(context.Context) (string, error) {
		data, err := p.source.PDF(table, name)
		if err != nil {
			return "", err
		}
		return path, fault.Wrap(os.WriteFile(path, data, 0o600), "writing %s", path)
	}, func(path string, err error) {
		if err != nil {
			p.h.Fail(err)
			return
		}
		done(path)
	})
}
