package present

import (
	"strconv"
	"strings"

	"matterbook/app/firm"
	"matterbook/ui/words"
)

// SettingRow is a line of a list of the settings.
type SettingRow struct {
	ID    int64
	Key   string // code of what it is, as the finder opens it
	Cells []Cell
	Sort  []string // by column, what the line is sorted by
	Find  string   // folded text that the search looks in
	Open  func()
}

// SettingsList is the list of a section.
type SettingsList struct {
	ShortList[SettingRow]
}

// OpenSelected opens the row that is selected.
func (l *SettingsList) OpenSelected() {
	if rows := l.Picked(); len(rows) == 1 && rows[0].Open != nil {
		rows[0].Open()
		return
	}
	l.h.Say("%s", words.L("Select a line first."))
}

// List is the list of a section, nil for a section that is a form.
func (s *Settings) List(section string) *SettingsList {
	heads := settingsHeads[section]
	if heads == nil {
		return nil
	}
	if l, ok := s.lists[section]; ok {
		return l
	}
	l := &SettingsList{}
	s.lists[section] = l
	l.bind(s.h, "settings."+section)
	l.Heads = heads
	l.ID = func(r SettingRow) int64 { return r.ID }
	l.Cells = func(r SettingRow) []Cell { return r.Cells }
	l.By = map[string]func(a, b SettingRow) int{}
	for i, h := range heads {
		if h.Sortable {
			l.By[h.Key] = by(func(r SettingRow) string { return r.Sort[i] })
		}
	}
	l.Selected = func() { s.h.Redraw(s) }
	l.Nothing = func() Empty { return s.nothing(section) }
	l.remember()
	return l
}

func (s *Settings) list() *SettingsList { return s.List(s.Section) }

var settingsHeads = map[string][]Column{
	SetOffices: {{Key: "code", Label: words.Mark("Code"), Width: 90, Sortable: true}, {Key: "name", Label: words.Mark("Name"), Width: 180, Min: 100, Flex: 1, Sortable: true},
		{Key: "address", Label: words.Mark("Address"), Width: 240, Min: 100, Flex: 1.4}, {Key: "phone", Label: words.Mark("Telephone"), Width: 130}, {Key: "state", Label: words.Mark("State"), Width: 80, Pills: true, Sortable: true}},
	SetUsers: {{Key: "code", Label: words.Mark("Code"), Width: 90, Sortable: true}, {Key: "name", Label: words.Mark("Name"), Width: 200, Min: 110, Flex: 1, Sortable: true},
		{Key: "role", Label: words.Mark("Role"), Width: 170, Sortable: true}, {Key: "timekeeper", Label: words.Mark("Timekeeper"), Width: 120, Sortable: true}, {Key: "state", Label: words.Mark("State"), Width: 90, Pills: true, Sortable: true}},
	SetTimekeepers: {{Key: "code", Label: words.Mark("Code"), Width: 80, Sortable: true}, {Key: "name", Label: words.Mark("Name"), Width: 180, Min: 100, Flex: 1, Sortable: true},
		{Key: "class", Label: words.Mark("Class"), Width: 100, Sortable: true}, {Key: "rate", Label: words.Mark("Standard rate"), Width: 110, Right: true, Sortable: true},
		{Key: "office", Label: words.Mark("Office"), Width: 80, Sortable: true}, {Key: "from", Label: words.Mark("From"), Width: 94, Sortable: true}, {Key: "until", Label: words.Mark("Until"), Width: 94, Sortable: true},
		{Key: "hr", Label: words.Mark("Payroll no."), Width: 90, Hidden: true, Sortable: true}},
	SetRates: {{Key: "for", Label: words.Mark("Holds for"), Width: 210, Min: 110, Flex: 1.2, Sortable: true}, {Key: "who", Label: words.Mark("Work of"), Width: 150, Min: 80, Flex: 0.8, Sortable: true},
		{Key: "activity", Label: words.Mark("Activity"), Width: 76, Sortable: true}, {Key: "rate", Label: words.Mark("Rate"), Width: 90, Right: true, Sortable: true},
		{Key: "from", Label: words.Mark("From"), Width: 94, Sortable: true}, {Key: "until", Label: words.Mark("Until"), Width: 94, Sortable: true}},
	SetCodes: {{Key: "code", Label: words.Mark("Code"), Width: 90, Sortable: true}, {Key: "name", Label: words.Mark("Name"), Width: 300, Min: 140, Flex: 1, Sortable: true},
		{Key: "parent", Label: words.Mark("Heading"), Width: 90, Sortable: true}, {Key: "state", Label: words.Mark("State"), Width: 80, Pills: true, Sortable: true}},
	SetAbbreviations: {{Key: "short", Label: words.Mark("Short"), Width: 90, Sortable: true}, {Key: "text", Label: words.Mark("Text"), Width: 360, Min: 140, Flex: 1, Sortable: true},
		{Key: "whose", Label: words.Mark("Whose"), Width: 110, Sortable: true}},
	SetKeys: {{Key: "group", Label: words.Mark("Group"), Width: 104, Sortable: true}, {Key: "title", Label: words.Mark("Action"), Width: 200, Min: 120, Flex: 1, Sortable: true},
		{Key: "key", Label: words.Mark("Key"), Width: 112}, {Key: "twin", Label: words.Mark("Second key"), Width: 112}, {Key: "state", Label: words.Mark("State"), Width: 90, Pills: true, Sortable: true}},
}

// row makes a line of texts; cells that are no text are set by the caller.
func row(id int64, key string, open func(), texts ...string) SettingRow {
	r := SettingRow{ID: id, Key: key, Open: open, Find: strings.ToLower(strings.Join(texts, " "))}
	for _, t := range texts {
		r.Cells = append(r.Cells, Cell{Text: t})
		r.Sort = append(r.Sort, strings.ToLower(t))
	}
	return r
}

// state makes the last cell a pill.
func (r SettingRow) state(word string, tone Tone) SettingRow {
	i := len(r.Cells) - 1
	r.Cells[i] = Cell{Text: word, Tone: tone, Pill: word != ""}
	r.Sort[i] = word
	return r
}

// fillList puts the rows of the section into its list.
func (s *Settings) fillList() {
	l := s.list()
	if l == nil {
		return
	}
	var rows []SettingRow
	switch s.Section {
	case SetOffices:
		rows = s.officeRows()
	case SetUsers:
		rows = s.userRows()
	case SetTimekeepers:
		rows = s.timekeeperRows()
	case SetRates:
		rows = s.rateRows()
	case SetCodes:
		rows = s.codeRows()
	case SetAbbreviations:
		rows = s.shortRows()
	case SetKeys:
		rows = s.keyRows()
	}
	find := strings.Fields(strings.ToLower(s.Search.Text))
	shown := rows[:0:0]
	for _, r := range rows {
		if hasAll(r.Find, find) {
			shown = append(shown, r)
		}
	}
	l.Show(shown, words.N(len(shown), "%d line", "%d lines", len(shown)), nil)
	if s.want == "" {
		return
	}
	for _, r := range shown {
		if r.Key == s.want {
			l.Select([]int64{r.ID})
			s.jump = r.ID
			if r.Open != nil {
				r.Open()
			}
		}
	}
	s.want = ""
}

// saved tells what was done and selects it once the list has been read again.
func (s *Settings) saved(key, said string) {
	s.closeSide()
	s.h.Say("%s", said)
	Ask(&s.ask, s.h.Runner(), s.reading(), func(v settingsData, err error) {
		if err != nil {
			s.h.Fail(err)
			return
		}
		s.take(v)
		for _, r := range s.list().Rows() {
			if r.Key == key {
				s.list().Select([]int64{r.ID})
				s.jump = r.ID
			}
		}
		s.h.Redraw(s)
	})
}

// nothing teaches what would stand in an empty list.
func (s *Settings) nothing(section string) Empty {
	if s.Search.Text != "" {
		return Empty{Symbol: "search", Title: words.L("Nothing fits"), Text: words.L("No line holds all these words.")}
	}
	add := func() { s.Do("settings.add") }
	if s.why() != "" {
		add = nil
	}
	e := Empty{Symbol: "settings", Do: add}
	switch section {
	case SetOffices:
		e.Symbol, e.Title, e.Text, e.Action = "clients", words.L("One place"), words.L("A firm with several places adds them here; bills of their matters carry their address."), words.L("Add an office")
	case SetRates:
		e.Title, e.Text, e.Action = words.L("No agreed rates"), words.L("The standard rate of each timekeeper holds. A rate agreed with a client or for a matter is added here."), words.L("Agree a rate")
	case SetTimekeepers:
		e.Symbol, e.Title, e.Text, e.Action = "clients", words.L("Nobody yet"), words.L("Time is entered for timekeepers: whoever works on matters, with a price for an hour."), words.L("Add a timekeeper")
	case SetAbbreviations:
		e.Title, e.Text, e.Action = words.L("No abbreviations"), words.L("Typing tc and Space can become “Telephone conference with”."), words.L("Add one")
	case SetCodes:
		e.Title, e.Text, e.Action = words.L("No codes"), words.L("This set has no codes."), words.L("Add a code")
	default:
		e.Title = words.L("Nothing here")
	}
	if add == nil {
		e.Action = ""
	}
	return e
}

// add begins a new row of the list in view.
func (s *Settings) add() bool {
	switch s.Section {
	case SetOffices:
		s.startOffice(firm.Office{})
	case SetUsers:
		s.startUser(firm.User{Active: true, Role: firm.Billing})
	case SetTimekeepers:
		s.startTimekeeper(firm.Timekeeper{Class: "ASSOC"})
	case SetRates:
		s.startRate()
	case SetCodes:
		s.startCode(firm.Code{Set: s.set()})
	case SetAbbreviations:
		s.startShort("", "", false)
	default:
		return false
	}
	return true
}

// AddTitle is the words of the button that adds a row, "" where none is added.
func (s *Settings) AddTitle() string {
	return map[string]string{SetOffices: words.L("New office"), SetUsers: words.L("New user"), SetTimekeepers: words.L("New timekeeper"), SetRates: words.L("New rate"),
		SetCodes: words.L("New code"), SetAbbreviations: words.L("New abbreviation")}[s.Section]
}

// sortKey makes figures sort as such.
func sortKey(n int64) string { return leftPad(strconv.FormatInt(n, 10), 20) }

func leftPad(s string, n int) string {
	if len(s) >= n {
		return s
	}
	return strings.Repeat("0", n-len(s)) + s
}
