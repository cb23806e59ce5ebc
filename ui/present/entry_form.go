package present

import (
	"context"
	"strings"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
	"matterbook/ui/words"
)

// EntryForm is a time entry being typed: a new one, or one that is changed. It
// shows beforehand what the entry will come to and why.
type EntryForm struct {
	h       Host
	changed func()
	saved   func(app.TimeSaved)

	Matter     *MatterPick
	Timekeeper Field // code
	Date       Field // as YYYY-MM-DD
	Hours      Field
	Narrative  Field
	Task       Field
	Activity   Field
	Billable   string // Y, N, NC
	Rate       Field  // blank: by the rate tables
	Note       Field
	// Draft keeps the entry out of work in progress until it is released.
	Draft  bool
	Saving bool

	old        app.TimeRow // the entry that is changed, ID 0 for a new one
	key        string
	hoursTyped bool
	short      work.Abbreviations
	how        Writing
	matter     firm.Matter
	client     firm.Client
	facts      Latest
	why        Latest
	answer     app.RateAnswer
	whyNot     string
}

func newEntryForm(h Host, changed func(), saved func(app.TimeSaved)) *EntryForm {
	f := &EntryForm{h: h, changed: changed, saved: saved, Billable: string(work.Yes), key: newKey(h.Desk(), "time"), short: work.Abbreviations{}}
	f.Matter = NewMatterPick(h, func() { f.matterPicked() })
	f.Timekeeper.Text = h.Facts().Me.Code
	f.Date.Text = h.Today().String()
	return f
}

// ID is the entry that is changed, 0 for a new one.
func (f *EntryForm) ID() int64 { return f.old.ID }

// loadWords reads the abbreviations, and how the user wants narratives written.
func (f *EntryForm) loadWords() {
	loadPhrases(f.h, func(p phrases) {
		f.short, f.how = p.short, p.how
		f.changed()
	})
}

// Writing is how narratives are written when they are saved.
func (f *EntryForm) Writing() Writing { return f.how }

// SetWriting changes it for this user, from now on.
func (f *EntryForm) SetWriting(change func(*Writing)) {
	change(&f.how)
	f.h.Prefer(WritingKey, f.how)
	f.changed()
}

// edit shows an entry to be changed.
func (f *EntryForm) edit(r app.TimeRow) {
	f.old, f.key = r, newKey(f.h.Desk(), "time")
	f.Matter.Put(Choice{Noun: "matter", Key: r.MatterCode, ID: r.MatterID, Text: r.MatterCode + "  " + r.MatterName, More: r.ClientName})
	f.Timekeeper, f.Date = Field{Text: r.TimekeeperCode}, Field{Text: r.Date.String()}
	f.Hours, f.Narrative = Field{Text: r.Hours.Plain()}, Field{Text: r.Narrative}
	f.Task, f.Activity, f.Note = Field{Text: r.Task}, Field{Text: r.Activity}, Field{Text: r.Note}
	f.Billable, f.Rate = string(r.Billable), Field{}
	if r.RateRule == firm.RateTyped {
		f.Rate.Text = r.Rate.Plain()
	}
	f.hoursTyped = true
	f.readMatter()
}

// Edited says whether something differs from the entry that is changed, or
// whether anything worth keeping is typed into a new one.
func (f *EntryForm) Edited() bool {
	if f.old.ID == 0 {
		return strings.TrimSpace(f.Hours.Text+f.Narrative.Text+f.Note.Text+f.Rate.Text) != ""
	}
	return len(f.changes()) > 0
}

// Locked is why the entry cannot be changed, blank when it can.
func (f *EntryForm) Locked() string {
	if f.old.ID == 0 {
		return ""
	}
	if err := f.old.Status.Editable("time entry"); err != nil {
		return Words(err)
	}
	return ""
}

// Released says that the entry is work in progress already.
func (f *EntryForm) Released() bool { return f.old.Status == work.Released }

func (f *EntryForm) matterPicked() {
	f.readMatter()
	f.changed()
}

// readMatter reads what the codes, the rounding and the rate hang on.
func (f *EntryForm) readMatter() {
	id := f.Matter.Choice.ID
	if id == 0 {
		f.facts.Drop()
		f.matter, f.client = firm.Matter{}, firm.Client{}
		f.askWhy()
		return
	}
	type both struct {
		m firm.Matter
		c firm.Client
	}
	Ask(&f.facts, f.h.Runner(), func(ctx context.Context) (both, error) {
		return app.Read(ctx, f.h.Desk(), func(q app.Query) (b both, err error) {
			if b.m, err = q.Matter(id); err == nil {
				b.c, err = q.Client(b.m.ClientID)
			}
			return b, err
		})
	}, func(b both, err error) {
		if err != nil {
			f.h.Fail(err)
			return
		}
		f.matter, f.client = b.m, b.c
		f.askWhy()
		f.changed()
	})
}

// WantsCodes says whether task and activity are asked for on this matter.
func (f *EntryForm) WantsCodes() bool {
	return f.matter.CodeSet != "" || f.matter.CodesRequired || f.Task.Text != "" || f.Activity.Text != ""
}

// CodesRequired says whether they must be given.
func (f *EntryForm) CodesRequired() bool { return f.matter.CodesRequired }

// Tasks are the codes of the matter's set; phases are headings with no code of
// their own below them.
func (f *EntryForm) Tasks() []Choice { return codeChoices(f.h.Facts().CodesOf(f.matter.CodeSet)) }

// Activities are the codes of the activity set.
func (f *EntryForm) Activities() []Choice { return codeChoices(f.h.Facts().CodesOf("activity")) }

func codeChoices(codes []firm.Code) []Choice {
	heading := map[string]bool{}
	for _, c := range codes {
		heading[c.Parent] = true
	}
	var list []Choice
	for _, c := range codes {
		if !heading[c.Code] {
			list = append(list, Choice{Noun: "code", Key: c.Code, Text: c.Code + "  " + c.Name})
		}
	}
	return list
}

// Instructions of matter and client, shown beside the form.
func (f *EntryForm) Instructions() string {
	return strings.TrimSpace(f.matter.Instructions + "\n" + f.client.Instructions)
}

// SetHours takes what was typed; from then on brackets in the narrative no
// longer change the hours. Emptied, they do again.
func (f *EntryForm) SetHours(text string) {
	if f.Hours.Text == text {
		return
	}
	f.Hours.Set(text)
	f.hoursTyped = strings.TrimSpace(text) != ""
	if !f.hoursTyped {
		f.sumBrackets()
	}
	f.changed()
}

// SetNarrative takes what was typed and sums the times in brackets.
func (f *EntryForm) SetNarrative(text string) {
	if f.Narrative.Text == text {
		return
	}
	f.Narrative.Set(text)
	if !f.hoursTyped {
		f.sumBrackets()
	}
	f.changed()
}

func (f *EntryForm) sumBrackets() {
	if sum, n := work.BracketHours(f.Narrative.Text); n > 0 {
		f.Hours.Set(sum.Tenths())
	} else {
		f.Hours.Set("")
	}
}

// FromBrackets says that the hours are the sum of times in the narrative.
func (f *EntryForm) FromBrackets() bool { return !f.hoursTyped && f.Hours.Text != "" }

// Expand gives the long text of a short form; at the start of the narrative it
// gets a capital letter.
func (f *EntryForm) Expand(word string) (string, bool) {
	before := f.Narrative.Text
	if strings.TrimSpace(before) == word {
		return work.ExpandLast(word, f.short)
	}
	long, ok := work.ExpandLast("x "+word, f.short)
	return strings.TrimPrefix(long, "x "), ok
}

// SetDate, SetTimekeeper, SetTask, SetActivity and SetBillable may change the
// rate, so it is asked for again.
func (f *EntryForm) SetDate(iso string) { f.setAsked(&f.Date, iso) }

// SetTimekeeper says whose work it is.
func (f *EntryForm) SetTimekeeper(code string) { f.setAsked(&f.Timekeeper, code) }

// SetTask takes the task code.
func (f *EntryForm) SetTask(code string) { f.setAsked(&f.Task, code) }

// SetActivity takes the activity code.
func (f *EntryForm) SetActivity(code string) { f.setAsked(&f.Activity, code) }

// SetBillable takes Y, N or NC.
func (f *EntryForm) SetBillable(b string) {
	if f.Billable != b {
		f.Billable = b
		f.changed()
	}
}

// SetRate takes a rate for this entry alone; blank gives the tables their say.
func (f *EntryForm) SetRate(text string) {
	if f.Rate.Text != text {
		f.Rate.Set(text)
		f.changed()
	}
}

// SetNote takes the internal note.
func (f *EntryForm) SetNote(text string) {
	if f.Note.Text != text {
		f.Note.Set(text)
		f.changed()
	}
}

func (f *EntryForm) setAsked(field *Field, text string) {
	if field.Text != text {
		field.Set(text)
		f.askWhy()
		f.changed()
	}
}

// askWhy asks which rate the work gets.
func (f *EntryForm) askWhy() {
	f.answer, f.whyNot = app.RateAnswer{}, ""
	if f.matter.ID == 0 || f.Timekeeper.Text == "" {
		f.why.Drop()
		return
	}
	req := app.WhyRate{Matter: f.matter.Code, Timekeeper: f.Timekeeper.Text, Date: f.Date.Text, Task: f.Task.Text, Activity: f.Activity.Text}
	Ask(&f.why, f.h.Runner(), func(ctx context.Context) (app.RateAnswer, error) { return f.h.Desk().WhyRate(ctx, req) },
		func(a app.RateAnswer, err error) {
			f.answer = a
			if err != nil && fault.Of(err) != fault.Invalid { // a date half typed is no news
				f.whyNot = Words(err)
			}
			f.changed()
		})
}

// Preview is what the entry will come to: "0.70 h x 325.00 = 227.50", and why
// the rate is what it is.
func (f *EntryForm) Preview() (text, why string, tone Tone) {
	if f.whyNot != "" && strings.TrimSpace(f.Rate.Text) == "" && f.Billable != string(work.NonBillable) {
		return "", f.whyNot, Warn
	}
	if f.matter.ID == 0 {
		return "", "", Neutral
	}
	cur := f.client.Currency
	rate := f.answer.Rate
	why = rateSaid(strings.TrimPrefix(f.answer.Why, rate.Plain()+": "))
	if typed := strings.TrimSpace(f.Rate.Text); typed != "" {
		r, err := money.ParseRate(typed)
		if err != nil {
			return "", Words(err), Warn
		}
		rate, why = r, words.L("typed for this entry")
	}
	if why == "" { // the rate is still being looked up
		return "", "", Neutral
	}
	hours, err := work.ParseHours(f.Hours.Text)
	if err != nil || hours == 0 {
		return words.L("Rate %s", words.Rate(rate)), why, Neutral
	}
	if f.old.ID == 0 || hours != f.old.Hours {
		hours = work.RoundHours(hours, firm.TimeRuleFor(f.h.Facts().Firm, f.client, f.matter))
	}
	amount, err := rate.Times(hours, cur)
	if err != nil {
		return "", Words(err), Bad
	}
	text = words.L("%s h × %s = %s", words.Hours(hours), words.Rate(rate), words.Money(amount, cur))
	if f.FromBrackets() {
		text = words.L("%s, from the text", text)
	}
	switch work.Billable(f.Billable) {
	case work.NonBillable:
		text, why = words.L("%s h, never billed", words.Hours(hours)), ""
	case work.AtNoCharge:
		text = words.L("%s, shown at no charge", text)
	}
	return text, why, Neutral
}

func (f *EntryForm) fields() Fields {
	return Fields{"matter": {Text: f.Matter.Choice.Key}, "timekeeper": &f.Timekeeper, "date": &f.Date, "hours": &f.Hours,
		"narrative": &f.Narrative, "task": &f.Task, "activity": &f.Activity, "rate": &f.Rate, "note": &f.Note}
}

// FirstFault is the path of the first field that is wrong.
func (f *EntryForm) FirstFault() string {
	fs := f.fields()
	fs["matter"].Fault = f.Matter.Fault
	return fs.First("matter", "hours", "narrative", "task", "activity", "date", "timekeeper", "rate", "note")
}

// changes are the fields of an entry that differ from what it is.
func (f *EntryForm) changes() map[string]string {
	o, m := f.old, map[string]string{}
	for path, now := range map[string][2]string{
		"matter": {o.MatterCode, f.Matter.Choice.Key}, "timekeeper": {o.TimekeeperCode, f.Timekeeper.Text}, "date": {o.Date.String(), f.Date.Text},
		"narrative": {o.Narrative, f.Narrative.Text}, "task": {o.Task, strings.TrimSpace(f.Task.Text)}, "activity": {o.Activity, strings.TrimSpace(f.Activity.Text)},
		"billable": {string(o.Billable), f.Billable}, "note": {o.Note, f.Note.Text},
	} {
		if now[0] != now[1] {
			m[path] = now[1]
		}
	}
	if q, err := work.ParseHours(f.Hours.Text); err != nil || q != o.Hours {
		m["hours"] = f.Hours.Text
	}
	was := ""
	if o.RateRule == firm.RateTyped {
		was = o.Rate.Plain()
	}
	if rate := strings.TrimSpace(f.Rate.Text); rate != was {
		m["rate"] = rate
	}
	return m
}

// Save records the entry, or the changes of it. Faults come to their fields.
func (f *EntryForm) Save() {
	if f.Saving {
		return
	}
	f.fields().Clear()
	f.Matter.Fault = ""
	f.Narrative.Text = f.how.sentence(f.Narrative.Text)
	work := f.adding()
	if f.old.ID != 0 {
		ch := f.changes()
		if len(ch) == 0 {
			f.h.Say("Nothing was changed.")
			return
		}
		work = f.setting(ch)
	}
	f.Saving = true
	f.changed()
	Go(f.h.Runner(), work, func(s app.TimeSaved, err error) {
		f.Saving = false
		if err != nil {
			fs := f.fields()
			rest := fs.Place(err)
			f.Matter.Fault = fs["matter"].Fault
			f.h.Fail(rest)
			f.changed()
			return
		}
		f.key = newKey(f.h.Desk(), "time")
		f.saved(s)
	})
}

func (f *EntryForm) adding() func(context.Context) (app.TimeSaved, error) {
	req := app.AddTime{
		Request: app.Request{Key: f.key}, Matter: f.Matter.Choice.Key, Timekeeper: f.Timekeeper.Text, Date: f.Date.Text, Hours: f.Hours.Text,
		Narrative: f.Narrative.Text, Task: f.Task.Text, Activity: f.Activity.Text, Billable: f.Billable, Rate: f.Rate.Text, Note: f.Note.Text, Draft: f.Draft,
	}
	return func(ctx context.Context) (app.TimeSaved, error) { return f.h.Desk().AddTime(ctx, req) }
}

func (f *EntryForm) setting(ch map[string]string) func(context.Context) (app.TimeSaved, error) {
	req := app.SetTime{Request: app.Request{Key: f.key}, ID: f.old.ID, Version: f.old.RowVersion}
	for path, to := range map[string]**string{"matter": &req.Matter, "timekeeper": &req.Timekeeper, "date": &req.Date, "hours": &req.Hours,
		"narrative": &req.Narrative, "note": &req.Note, "task": &req.Task, "activity": &req.Activity, "billable": &req.Billable, "rate": &req.Rate} {
		if v, ok := ch[path]; ok {
			*to = &v
		}
	}
	return func(ctx context.Context) (app.TimeSaved, error) { return f.h.Desk().SetTime(ctx, req) }
}

// clear empties the form for the next entry; matter, day and person stay.
func (f *EntryForm) clear() {
	f.old, f.hoursTyped = app.TimeRow{}, false
	f.Hours, f.Narrative, f.Task, f.Activity, f.Rate, f.Note = Field{}, Field{}, Field{}, Field{}, Field{}, Field{}
	f.Billable, f.key = string(work.Yes), newKey(f.h.Desk(), "time")
	f.askWhy()
}

// typing is what is kept of a form while it is typed.
type typing struct {
	Matter                     Choice
	Date, Hours, Narrative     string
	Task, Activity, Rate, Note string
	Billable                   string
	HoursTyped                 bool
}

func (f *EntryForm) typing() typing {
	return typing{f.Matter.Choice, f.Date.Text, f.Hours.Text, f.Narrative.Text, f.Task.Text, f.Activity.Text, f.Rate.Text, f.Note.Text, f.Billable, f.hoursTyped}
}

func (f *EntryForm) restore(t typing) {
	f.Matter.Put(t.Matter)
	f.Date, f.Hours, f.Narrative = Field{Text: t.Date}, Field{Text: t.Hours}, Field{Text: t.Narrative}
	f.Task, f.Activity, f.Rate, f.Note = Field{Text: t.Task}, Field{Text: t.Activity}, Field{Text: t.Rate}, Field{Text: t.Note}
	f.Billable, f.hoursTyped = t.Billable, t.HoursTyped
	if _, err := cal.Parse(t.Date); err != nil {
		f.Date.Text = f.h.Today().String()
	}
	f.readMatter()
}
