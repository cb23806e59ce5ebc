package present

import (
	"context"
	"errors"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/work"
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
	{SetBook, words.Mark("Book"), words.Mark("The file"), words.Mark("The one file that holds everything: back it up, prove it, close its months.")},
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

type settingsData struct {
	firm        firm.Firm
	users       []firm.User
	timekeepers []firm.Timekeeper
	offices     []firm.Office
	rates       []firm.RateRow
	owners      map[string]string // "client 3": "100 Devi"
	codes       []firm.Code
	short       []work.Abbreviation
	numbers     app.Numbering
	book        app.BookInfo
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

// reload reads what the section in view shows.
func (s *Settings) reload() {
	Ask(&s.ask, s.h.Runner(), s.reading(), func(v settingsData, err error) {
		if err != nil {
			s.h.Fail(err)
			return
		}
		s.take(v)
	})
}

func (s *Settings) reading() func(ctx context.Context) (settingsData, error) {
	d, section, user := s.h.Desk(), s.Section, s.h.Desk().User.ID
	return func(ctx context.Context) (v settingsData, err error) {
		if section == SetBook {
			if v.book, err = d.Status(ctx); err != nil {
				return v, err
			}
		}
		return app.Read(ctx, d, func(q app.Query) (settingsData, error) {
			err := readSettings(q, d, section, user, &v)
			return v, err
		})
	}
}

func readSettings(q app.Query, d *app.Desk, section string, user int64, v *settingsData) (err error) {
	if v.firm, err = q.Firm(); err != nil {
		return err
	}
	if v.timekeepers, err = q.Timekeepers(); err != nil {
		return err
	}
	if v.offices, err = q.Offices(); err != nil {
		return err
	}
	switch section {
	case SetUsers:
		v.users, err = q.Users()
	case SetRates:
		v.owners = map[string]string{}
		if v.rates, err = q.RateRows(0, 0); err != nil {
			return err
		}
		for _, r := range v.rates {
			if err := nameOwner(q, r, v.owners); err != nil {
				return err
			}
		}
		v.codes, err = q.Codes("")
	case SetCodes:
		v.codes, err = q.Codes("")
	case SetAbbreviations:
		v.short, err = q.Abbreviations(user)
	case SetNumbers:
		v.numbers, err = app.NumberingOf(q, d.Today())
	}
	return err
}

func (s *Settings) take(v settingsData) {
	s.data, s.Loaded = v, true
	switch s.Section {
	case SetFirm, SetNumbers, SetPapers, SetLook:
		if s.Form == nil || !s.Changed() && !s.Form.Busy {
			s.fill()
		}
	case SetBook:
		s.bookWish()
	default:
		s.fillList()
	}
	if s.begin {
		s.begin = false
		s.Do("settings.add")
	}
	s.h.Redraw(s)
}

// bookWish begins the backup somebody asked for from another page, once there is
// who can do it.
func (s *Settings) bookWish() {
	if s.Section == SetBook && s.want == "backup" && s.Keeper != nil {
		s.want = ""
		s.StartBackup()
	}
}

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

// Acts implements Acter.
func (s *Settings) Acts() []string {
	acts := []string{}
	if s.list() != nil {
		acts = append(acts, "search", "edit")
		if s.Section != SetKeys && s.why() == "" {
			acts = append(acts, "new")
		}
	}
	if s.Side != nil && s.Side.Submit != "" || s.Changed() {
		acts = append(acts, "save")
	}
	return acts
}

// Commands implements Doer.
func (s *Settings) Commands() []Command {
	off := s.why()
	list := []Command{}
	for _, x := range settingsSections {
		list = append(list, Command{ID: "settings." + x.ID, Title: words.L("Settings: %s", words.Of(x.Title))})
	}
	add := func(section, id, title string) {
		if s.Section == section {
			list = append(list, Command{ID: id, Title: title, Off: off})
		}
	}
	add(SetUsers, "settings.add", words.L("New user"))
	add(SetTimekeepers, "settings.add", words.L("New timekeeper"))
	add(SetOffices, "settings.add", words.L("New office"))
	add(SetRates, "settings.add", words.L("New rate"))
	add(SetRates, "settings.which", words.L("Which rate wins"))
	add(SetCodes, "settings.add", words.L("New code"))
	add(SetAbbreviations, "settings.add", words.L("New abbreviation"))
	add(SetKeys, "settings.keys.reset", words.L("Give every action its usual keys"))
	add(SetBook, "settings.backup", words.L("Back up the book"))
	add(SetBook, "settings.verify", words.L("Prove the book"))
	add(SetBook, "settings.folder", words.L("Open the folder of the book"))
	add(SetBook, "settings.close", words.L("Close the books"))
	for i := range list { // what needs another right than the section
		switch list[i].ID {
		case "settings.folder", "settings.which":
			list[i].Off = ""
		case "settings.close":
			list[i].Off = ""
			if !s.h.Desk().MaySetUp() {
				list[i].Off = words.L("The role %s may not close the books.", words.Of(roleWords[s.h.Desk().User.Role]))
			}
		}
	}
	return list
}

// Do implements Doer.
func (s *Settings) Do(id string) bool {
	switch id {
	case "new":
		if s.list() == nil {
			return false
		}
		id = "settings.add"
	case "save":
		switch {
		case s.Side != nil && s.Side.Submit != "":
			s.Side.Send()
		case s.Changed():
			s.Form.Send()
		default:
			return false
		}
		return true
	case "edit":
		if l := s.list(); l != nil {
			l.OpenSelected()
			return true
		}
		return false
	}
	for _, c := range s.Commands() {
		if c.ID == id && c.Off != "" {
			s.h.Say("%s", c.Off)
			return true
		}
	}
	if section, ok := strings.CutPrefix(id, "settings."); ok {
		for _, x := range settingsSections {
			if x.ID == section {
				s.Choose(section)
				return true
			}
		}
	}
	switch id {
	case "settings.add":
		return s.add()
	case "settings.which":
		s.StartWhich()
	case "settings.keys.reset":
		s.ResetKeys()
	case "settings.backup":
		s.StartBackup()
	case "settings.verify":
		s.Verify()
	case "settings.folder":
		s.OpenFolder()
	case "settings.close":
		s.StartClose()
	default:
		return false
	}
	return true
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
