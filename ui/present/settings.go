package present

import (
	"errors"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/ui/words"
)

const settingsName = "settings"

// SettingsRoute is where the firm, its people, its lists, this window and the
// book are set up.
var SettingsRoute = Route[*Settings]{
	Name: settingsName, Title: words.Mark("Settings"), Group: words.Mark("Firm"), Icon: "settings", Key: "Ctrl+Comma",
	Opens: []string{"setting", "user", "office", "rate", "code", "timekeeper"}, New: newSettings,
}

// The sections of the screen.
const (
	SetFirm          = "firm"
	SetOffices       = "offices"
	SetNumbers       = "numbers"
	SetPapers        = "papers"
	SetUsers         = "users"
	SetTimekeepers   = "timekeepers"
	SetRates         = "rates"
	SetCodes         = "codes"
	SetAbbreviations = "abbreviations"
	SetLook          = "look"
	SetKeys          = "keys"
	SetBook          = "book"
)

// SettingsSection is a part of the settings.
type SettingsSection struct {
	ID, Title, Group, Text string // marked; said by [Settings.Sections]
}

var settingsSections = []SettingsSection{
	{SetFirm, words.Mark("Firm"), words.Mark("The firm"), words.Mark("What is printed on every bill, and the rules that hold unless a client or matter says otherwise.")},
	{SetOffices, words.Mark("Offices"), words.Mark("The firm"), words.Mark("Places where the firm works. A bill of a matter carries the address of the matter's office.")},
	{SetNumbers, words.Mark("Invoice numbers"), words.Mark("The firm"), words.Mark("Numbers are given when an invoice is issued, without a gap; a void invoice keeps its number.")},
	{SetPapers, words.Mark("Invoices and papers"), words.Mark("The firm"), words.Mark("What the paper shows. An invoice keeps what was chosen on the day it was issued.")},
	{SetUsers, words.Mark("Users"), words.Mark("People and prices"), words.Mark("Who may act in this book, and what each role may do.")},
	{SetTimekeepers, words.Mark("Timekeepers"), words.Mark("People and prices"), words.Mark("People whose time is billed.")},
	{SetRates, words.Mark("Rates"), words.Mark("People and prices"), words.Mark("Agreed rates. Where none is agreed, the timekeeper's standard rate holds.")},
	{SetCodes, words.Mark("Code sets"), words.Mark("Lists"), words.Mark("The UTBMS codes of tasks, activities and expenses, and the firm's own. A code that has ended is not offered any more.")},
	{SetAbbreviations, words.Mark("Abbreviations"), words.Mark("Lists"), words.Mark("Short forms for narratives: type one and press Space. Your own win over the firm's.")},
	{SetLook, words.Mark("Appearance"), words.Mark("This window"), words.Mark("How the window looks for you. It changes at once.")},
	{SetKeys, words.Mark("Keys"), words.Mark("This window"), words.Mark("Every action and its keys. Choose an action, then press the new key.")},
	{SetBook, words.Mark("Book file"), words.Mark("The file"), words.Mark("The one file that holds everything: back it up, prove it, close its months.")},
}

// Settings is the screen.
type Settings struct {
	h       Host
	Section string
	Loaded  bool

	// Form is the form of a section that is one; its rows are laid out by Groups.
	Form   *SideForm
	Groups []FormGroup
	was    map[string]string // what stood in the form when it was filled

	lists map[string]*SettingsList
	// Side is the form beside the list in view.
	Side *SideForm
	// Outcome is what proving or backing up came to.
	Outcome *Outcome
	// Keyboard and Keeper are the window's, handed in by the page; nil hides what
	// needs them.
	Keyboard Keyboard
	Keeper   BookKeeper
	// Set is the code set whose codes are shown.
	Set    string
	Search Field

	data  settingsData
	shown bool
	want  string // key of the row to be opened once the rows are there
	begin bool   // a new timekeeper is to be begun then
	jump  int64
	ask   Latest
	quiz  Latest
	check Latest
}

// FormGroup is a part of a form: a title, a sentence, and rows of fields side by
// side, each row the paths of its inputs separated by blanks.
type FormGroup struct {
	Title, Text string
	Rows        []string
}

func newSettings(h Host) *Settings {
	return &Settings{h: h, Section: SetFirm, lists: map[string]*SettingsList{}}
}

// Equip hands in what only the window has: its keys, and what can be done with
// the file. nil hides what needs it.
func (s *Settings) Equip(k Keyboard, b BookKeeper) {
	s.Keyboard, s.Keeper = k, b
	if s.Loaded {
		s.fillList()
		s.bookWish()
	}
}

// Title implements Screen.
func (s *Settings) Title() string { return words.L("Settings") }

// Sections lists the parts, in the reader's language.
func (s *Settings) Sections() []SettingsSection {
	list := make([]SettingsSection, len(settingsSections))
	for i, x := range settingsSections {
		list[i] = SettingsSection{x.ID, words.Of(x.Title), words.Of(x.Group), words.Of(x.Text)}
	}
	return list
}

// Current is the part in view.
func (s *Settings) Current() SettingsSection {
	for _, x := range s.Sections() {
		if x.ID == s.Section {
			return x
		}
	}
	return SettingsSection{}
}

// Open implements Screen: "setting rates" shows a section, "user bea" and "office
// PDX" one row, "new timekeeper" begins one, "book backup" begins a backup.
func (s *Settings) Open(arg string) {
	s.shown = true
	noun, key, _ := strings.Cut(arg, " ")
	switch noun {
	case "setting":
		s.Section = key
	case "user":
		s.Section, s.want = SetUsers, key
	case "timekeeper":
		s.Section, s.want = SetTimekeepers, key
	case "office":
		s.Section, s.want = SetOffices, key
	case "new":
		s.Section, s.begin = SetTimekeepers, key == "timekeeper"
	case "rate":
		s.Section = SetRates
	case "code":
		s.Section = SetCodes
	case "book":
		s.Section, s.want = SetBook, key
	}
	if s.Current().ID == "" {
		s.Section = SetFirm
	}
	if noun != "" {
		s.leaveSection()
	}
	s.reload()
}

// Leave implements Screen.
func (s *Settings) Leave() {
	s.shown = false
	s.ask.Drop()
	s.quiz.Drop()
	s.check.Drop()
}

// Heard implements Screen.
func (s *Settings) Heard(e app.Event) {
	if !s.shown {
		return
	}
	switch e.Noun {
	case "", "firm", "user", "timekeeper", "office", "rate", "code", "abbreviation", "invoice", "client", "matter":
		s.reload()
	}
}

// Escape implements Backer: it closes what stands beside the list, then gives up
// what was changed in a form.
func (s *Settings) Escape() bool {
	switch {
	case s.Outcome != nil:
		s.Outcome = nil
	case s.Side != nil:
		s.closeSide()
	case s.Form != nil && s.Changed():
		s.Undo()
	default:
		return false
	}
	s.h.Redraw(s)
	return true
}

// Choose shows a section.
func (s *Settings) Choose(section string) {
	if s.Section == section {
		return
	}
	s.Section = section
	s.leaveSection()
	s.reload()
	s.h.Redraw(s)
}

func (s *Settings) leaveSection() {
	s.Form, s.Groups, s.was = nil, nil, nil
	s.Search = Field{}
	s.Outcome = nil
	s.closeSide()
}

func (s *Settings) closeSide() {
	s.Side = nil
	s.quiz.Drop()
}

func (s *Settings) show(f *SideForm) {
	f.onClose = s.closeSide
	s.Side, s.Outcome = f, nil
	s.h.Redraw(s)
}

// why says why the user may not change a section, "" when he or she may.
func (s *Settings) why() string {
	d := s.h.Desk()
	switch s.Section {
	case SetLook, SetKeys:
		return ""
	case SetAbbreviations:
		if !d.MayOwnTime() {
			return words.L("The role %s may look at this, not change it.", words.Of(roleWords[d.User.Role]))
		}
		return ""
	case SetBook:
		if !d.MayKeepBook() {
			return words.L("The role %s may not back up or prove the book.", words.Of(roleWords[d.User.Role]))
		}
		return ""
	}
	if !d.MaySetUp() {
		return words.L("The role %s may look at this, not change it.", words.Of(roleWords[d.User.Role]))
	}
	return ""
}

// ReadOnly is the reason why nothing can be changed here, blank when it can.
func (s *Settings) ReadOnly() string { return s.why() }

// fill makes the form of the section anew.
func (s *Settings) fill() {
	switch s.Section {
	case SetFirm:
		s.firmForm()
	case SetNumbers:
		s.numberForm()
	case SetPapers:
		s.paperForm()
	case SetLook:
		s.lookForm()
	}
	if s.Form == nil {
		return
	}
	s.Form.Focus = ""
	s.was = typed(s.Form)
	if why := s.why(); why != "" {
		s.Form.look("")
	}
}

// typed is what stands in a form.
func typed(f *SideForm) map[string]string {
	m := map[string]string{}
	for _, in := range f.Inputs {
		m[in.Path] = in.Text
		if in.Kind == CheckInput && in.On {
			m[in.Path] = "on"
		}
	}
	return m
}

// Changed says that something in the form is not saved yet.
func (s *Settings) Changed() bool {
	if s.Form == nil || s.Section == SetLook || s.why() != "" {
		return false
	}
	for path, text := range typed(s.Form) {
		if s.was[path] != text {
			return true
		}
	}
	return false
}

// Undo puts back what is saved.
func (s *Settings) Undo() {
	s.fill()
	s.h.Redraw(s)
}

// validate puts at each field that was touched what would be refused of it, so
// that it is said while one types. Fields nobody has touched say nothing yet.
func validate(f *SideForm, path string, check func() error) {
	fields := Fields{}
	for _, in := range f.Inputs {
		if in.Path == path || in.Fault != "" {
			in.Fault = ""
			fields[in.Path] = &in.Field
		}
	}
	if err := check(); err != nil {
		_ = fields.Place(err) // the rest is said when it is saved
	}
}

// together makes one error of the faults of several, nil of none.
func together(errs ...error) error {
	var all *fault.Error
	for _, err := range errs {
		var e *fault.Error
		switch {
		case err == nil:
		case !errors.As(err, &e):
			return err
		case all == nil:
			x := *e
			all = &x
		default:
			all.Faults = append(slices.Clone(all.Faults), e.Faults...)
		}
	}
	if all == nil {
		return nil
	}
	return all
}

// SetSearch narrows the list in view.
func (s *Settings) SetSearch(text string) {
	s.Search.Set(text)
	s.fillList()
	s.h.Redraw(s)
}

// TakeRow is the row the page puts its cursor on, once; 0 for none.
func (s *Settings) TakeRow() int64 {
	id := s.jump
	s.jump = 0
	return id
}
