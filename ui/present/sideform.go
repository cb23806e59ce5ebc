package present

import (
	"context"
	"errors"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// InputKind says how an input of a [SideForm] is drawn.
type InputKind int

// The kinds of inputs.
const (
	TextInput   InputKind = iota
	LongInput             // text of several lines
	MoneyInput            // an amount as typed
	DateInput             // Text is YYYY-MM-DD or blank
	ChoiceInput           // Text is the Key of one of Choices
	MatterInput           // Matter is the one picked
	CheckInput            // On
	NoteInput             // no input: a line of explanation
	FindInput             // Choice is the one picked of what Find finds
	KeyInput              // Text is a chord as it is kept, "Ctrl+K"
	SecretInput           // text whose letters are hidden
	ListInput             // no input: Figures one beneath the other
)

// Input is one field of a SideForm.
type Input struct {
	Field
	Path    string // as faults name it
	Label   string
	Hint    string
	Kind    InputKind
	Choices []Choice
	Matter  *MatterPick
	On      bool
	Hidden  bool
	// Plain numbers of a MoneyInput are shown as typed, not as an amount.
	Plain bool
	// Optional inputs are passed over when Enter goes on to the next empty one.
	Optional bool
	// Find finds the choices of a FindInput, in the background; Offer are those
	// shown before anything is typed.
	Find   func(ctx context.Context, text string) ([]Choice, error)
	Offer  func() []Choice
	Choice Choice
	// Figures stand beneath the input: what the ledger holds, what is owed.
	Figures []Figure
	// Check looks at the text after a pause in typing and when the keyboard leaves
	// it; nil checks amounts only. What needs the book is found when the form is sent.
	Check func(text string) error
}

// SideForm is a form beside a list. It never covers what it is about: the rows
// stay in view and can be looked up while it is filled.
type SideForm struct {
	ID     string // prefix of the names of its widgets, "trust.receive"
	Title  string
	Submit string // the act, "Post the receipt"; blank: there is nothing to send
	Note   string // a sentence that teaches, above the inputs
	Danger bool   // it cannot be taken back
	Inputs []*Input
	// Busy says that the act is on its way: nothing can be sent twice.
	Busy bool
	// Fault is what has no field.
	Fault string
	// Key names the intent: a second click is answered with the first result.
	Key string
	// Drawn is set by the page each time it draws the form.
	Drawn bool
	// Currency of the amounts, for writing them out.
	Currency money.Currency

	h       Host
	screen  Screen
	send    func(f *SideForm)
	edited  func(f *SideForm, path string)
	places  map[string]string // path of the input by the code of a refusal
	onClose func()
	base    map[string]typedIn // before anybody typed; nil until begin
	kept    *formDraft         // typed before and never sent
	stored  bool               // the book holds what is typed now
	done    bool               // sent or given up
	start   Pause
	pause   Pause
	pausing Pause // before a text is checked
	strip   *Strip
	// Focus is the input that wants the keyboard; the page takes it once.
	Focus string
}

// places of refusals that carry no path, for every form that has the input.
var usualPlaces = map[string]string{
	"trust.insufficient": "amount", "trust.more_than_owed": "amount", "trust.nothing_owed": "amount", "trust.check_used": "reference",
	"trust.period_closed": "date", "books.closed": "date", "date.before": "date", "date.ahead": "date", "date.early": "date",
	"trust.too_early": "date", "trust.currency": "account", "account.required": "account", "reason.required": "reason",
	"credit.above_balance": "amount", "amount.format": "amount", "amount.positive": "amount", "invoice.date_ahead": "date",
	"invoice.before_work": "date", "invoice.sent_before": "date", "invoice.sent_ahead": "date", "invoice.void_date": "date",
	"how.unknown": "how", "prebill.same_matter": "matter", "matter.missing": "matter", "timekeeper.missing": "attorney",
	"trust.invoice_not_sent": "invoice", "trust.invoice_void": "invoice", "invoice.missing": "invoice", "trust.no_ledger": "invoice",
}

func newSideForm(h Host, s Screen, id, title, submit string, inputs ...*Input) *SideForm {
	f := &SideForm{ID: id, Title: title, Submit: submit, Inputs: inputs, h: h, screen: s, Key: newKey(h.Desk(), id), Currency: h.Facts().Currency()}
	for _, in := range inputs {
		if in.Kind == MatterInput && in.Matter == nil {
			in.Matter = NewMatterPick(h, func() { f.picked(in) })
			in.Matter.Load(func() { h.Redraw(s) })
		}
	}
	for _, in := range inputs {
		if in.Kind != NoteInput {
			f.Focus = in.Path
			break
		}
	}
	f.start.Restart(h.Runner(), 0, f.begin)
	if fr, ok := h.(*Frame); ok {
		fr.form = f
	}
	return f
}

func (f *SideForm) picked(in *Input) {
	f.begin()
	in.Text, in.Fault = in.Matter.Choice.Key, ""
	f.tell(in.Path)
	f.showMoney(in)
}

// showMoney puts what the matter has and owes beneath it, in a form that moves
// money.
func (f *SideForm) showMoney(in *Input) {
	moves := false
	for _, x := range f.Inputs {
		moves = moves || x.Kind == MoneyInput
	}
	if !moves {
		return
	}
	if f.strip == nil {
		f.strip = NewStrip(f.h, func() {
			in.Figures = nil
			for _, x := range f.strip.Figures {
				if x.Key == "wip" || x.Key == "ar" || x.Key == "trust" {
					in.Figures = append(in.Figures, x)
				}
			}
			f.h.Redraw(f.screen)
		})
	}
	f.strip.Show(in.Matter.Choice.ID)
}

func (f *SideForm) tell(path string) {
	f.Fault = ""
	if f.edited != nil {
		f.edited(f, path)
	}
	f.noteTyping()
	f.h.Redraw(f.screen)
}

// In is the input of a path, nil for none.
func (f *SideForm) In(path string) *Input {
	for _, in := range f.Inputs {
		if in.Path == path {
			return in
		}
	}
	return nil
}

// Text is what stands in an input, trimmed.
func (f *SideForm) Text(path string) string {
	if in := f.In(path); in != nil && !in.Hidden {
		return strings.TrimSpace(in.Text)
	}
	return ""
}

// Date is the day in an input; zero for none.
func (f *SideForm) Date(path string) cal.Date {
	d, err := cal.Parse(f.Text(path))
	if err != nil {
		return 0
	}
	return d
}

// On says whether a box is ticked.
func (f *SideForm) On(path string) bool {
	in := f.In(path)
	return in != nil && in.On && !in.Hidden
}

// Set takes what was typed or chosen.
func (f *SideForm) Set(path, text string) {
	in := f.In(path)
	if in == nil || in.Text == text {
		return
	}
	f.begin()
	in.Field.Set(text)
	f.tell(path)
	f.pausing.Restart(f.h.Runner(), checkTyping, func() { f.checked(in) })
}

// Tick takes a box.
func (f *SideForm) Tick(path string, on bool) {
	if in := f.In(path); in != nil && in.On != on {
		f.begin()
		in.On, in.Fault = on, ""
		f.tell(path)
	}
}

// Choose takes what was picked of a FindInput, none with the zero Choice.
func (f *SideForm) Choose(path string, c Choice) {
	if in := f.In(path); in != nil && in.Choice != c {
		f.begin()
		in.Choice = c
		in.Field.Set(c.Key)
		f.tell(path)
	}
}

// look turns the form into one to be read: what stands in it, and why nothing
// can be changed.
func (f *SideForm) look(why string) {
	var seen []*Input
	for _, in := range f.Inputs {
		text := in.Text
		switch {
		case in.Kind == NoteInput || in.Kind == ListInput:
			seen = append(seen, in)
			continue
		case in.Kind == CheckInput:
			if text = words.L("No"); in.On {
				text = words.L("Yes")
			}
		case in.Kind == FindInput:
			text = in.Choice.Text
		case in.Kind == ChoiceInput:
			for _, c := range in.Choices {
				if c.Key == in.Text {
					text = c.Text
				}
			}
		case in.Kind == DateInput:
			if d, err := cal.Parse(in.Text); err == nil {
				text = words.Date(d)
			}
		}
		if in.Hidden || strings.TrimSpace(text) == "" {
			continue
		}
		seen = append(seen, &Input{Path: in.Path, Kind: NoteInput, Figures: []Figure{{Key: in.Path, Label: in.Label, Value: text}}})
	}
	f.Inputs, f.Note, f.Submit, f.send, f.Focus = seen, why, "", nil, ""
}

// Put fills a matter in without telling that somebody picked it.
func (f *SideForm) Put(path string, c Choice) {
	if in := f.In(path); in != nil && in.Matter != nil {
		in.Matter.Put(c)
		in.Text = c.Key
	}
}

// Send begins the act.
func (f *SideForm) Send() {
	if f.Busy || f.send == nil {
		return
	}
	f.Fault = ""
	for _, in := range f.Inputs {
		in.Fault = ""
	}
	f.begin()
	f.pausing.Stop()
	f.send(f)
	if !f.Busy && !f.failed() {
		f.finish()
	}
	f.h.Redraw(f.screen)
}

// failed says whether anything stands against the form.
func (f *SideForm) failed() bool {
	if f.Fault != "" {
		return true
	}
	for _, in := range f.Inputs {
		if in.Fault != "" || in.Matter != nil && in.Matter.Fault != "" {
			return true
		}
	}
	return false
}

// Close gives the form up, and what was typed with it.
func (f *SideForm) Close() {
	if f.kept != nil && !f.Changed() { // an offer nobody has looked at stays
		f.kept, f.done = nil, true
	}
	f.finish()
	if f.onClose != nil {
		f.onClose()
	}
	f.h.Redraw(f.screen)
}

// Failed puts an error where it belongs: each fault at its field, a refusal at
// the field it speaks of, the rest above the button.
func (f *SideForm) Failed(err error) {
	f.Busy = false
	switch {
	case err == nil, errors.Is(err, context.Canceled):
	default:
		f.place(err)
	}
	f.h.Redraw(f.screen)
}

func (f *SideForm) place(err error) {
	fields := Fields{}
	for _, in := range f.Inputs {
		if !in.Hidden && in.Kind != NoteInput && in.Kind != ListInput {
			fields[in.Path] = &in.Field
		}
	}
	if _, known := fields["date"]; !known {
		if d, ok := fields["on"]; ok {
			fields["date"] = d
		}
	}
	var e *fault.Error
	if errors.As(err, &e) && len(e.Faults) > 0 {
		if rest := fields.Place(err); rest != nil {
			f.Fault = Words(rest)
		}
		f.focusFault()
		return
	}
	path := f.places[fault.Code(err)]
	if path == "" {
		path = usualPlaces[fault.Code(err)]
	}
	if in, ok := fields[path]; ok {
		in.Fault = refusal(err, f.Currency)
		f.focusFault()
		return
	}
	f.Fault = Words(err)
}

// refusal says a refusal with the figures behind it, where it carries them.
func refusal(err error, cur money.Currency) string {
	var e *fault.Error
	if !errors.As(err, &e) || e.Facts["book"] == "" {
		return Words(err)
	}
	figure := func(key string) string {
		a, err := money.ParseAmount(e.Facts[key], cur)
		if err != nil {
			return e.Facts[key]
		}
		return words.Amount(a, cur)
	}
	text := words.L("Only %s is available: book %s, uncleared %s, held %s.", figure("available"), figure("book"), figure("uncleared"), figure("held"))
	if low := e.Facts["lowest"]; low != "" && low != e.Facts["book"] {
		on := e.Facts["lowest_on"]
		if d, err := cal.Parse(on); err == nil {
			on = words.Date(d)
		}
		text += " " + words.L("The ledger falls to %s on %s.", figure("lowest"), on)
	}
	return text
}

func (f *SideForm) focusFault() {
	for _, in := range f.Inputs {
		if in.Fault != "" {
			f.Focus = in.Path
			return
		}
	}
}

// TakeFocus is the input that wants the keyboard, once.
func (f *SideForm) TakeFocus() string {
	path := f.Focus
	f.Focus = ""
	return path
}

// sendAct runs the act of a form in the background; done is called when it was saved.
func sendAct[T any](f *SideForm, act func(ctx context.Context) (T, error), done func(T)) {
	f.Busy = true
	Go(f.h.Runner(), act, func(v T, err error) {
		f.Busy = false
		if err != nil {
			f.Failed(err)
			return
		}
		f.finish()
		done(v)
		f.h.Redraw(f.screen)
	})
}

func textIn(path, label, text string) *Input {
	return &Input{Path: path, Label: label, Field: Field{Text: text}}
}

func moneyIn(path, label, text string) *Input {
	return &Input{Path: path, Label: label, Kind: MoneyInput, Field: Field{Text: text}}
}

func dateIn(path, label string, day cal.Date) *Input {
	return &Input{Path: path, Label: label, Kind: DateInput, Field: Field{Text: day.String()}}
}

func matterIn(path, label string) *Input {
	return &Input{Path: path, Label: label, Kind: MatterInput}
}

func checkIn(path, label string, on bool) *Input {
	return &Input{Path: path, Label: label, Kind: CheckInput, On: on}
}

func choiceIn(path, label, key string, choices ...Choice) *Input {
	return &Input{Path: path, Label: label, Kind: ChoiceInput, Choices: choices, Field: Field{Text: key}}
}

func longIn(path, label, text string) *Input {
	return &Input{Path: path, Label: label, Kind: LongInput, Field: Field{Text: text}}
}

func (in *Input) optional() *Input { in.Optional = true; return in }

func (in *Input) hint(hint string) *Input { in.Hint = hint; return in }
