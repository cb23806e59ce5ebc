package present

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/work"
	"matterbook/ui/words"
)

// TimePaste is a table from a spreadsheet on its way to become time entries: what
// each row is read as, what is wrong with it, and a way to mend it before
// anything is saved. The rows that are right become drafts.
type TimePaste struct {
	// List shows the rows with their state.
	List ShortList[PasteLine]
	// Good and Bad count them.
	Good, Bad int
	// Busy says that the rows are being decided or saved.
	Busy bool

	h       Host
	day     cal.Date
	keeper  string
	lines   []PasteLine
	try     Latest
	changed func()
	done    func(saved int)
	key     string
}

// PasteLine is one row: its fields by name, as they will be sent.
type PasteLine struct {
	No     int64
	Fields map[string]string
	Fault  string
	Path   string // field of the fault
}

// pasteField is a field of a row and the words by which a heading is known as it.
type pasteField struct {
	name, label string
	width, flex float32
	known       []string
}

// pasteFields are the fields of a row in the order of the table.
var pasteFields = []pasteField{
	{"date", words.Mark("Date"), 98, 0, []string{"date", "day", "work date", "datum", "tag"}},
	{"timekeeper", words.Mark("TK"), 60, 0, []string{"tk", "timekeeper", "who", "attorney", "initials", "zeiterfasser", "bearbeiter"}},
	{"matter", words.Mark("Matter"), 100, 0, []string{"matter", "matter number", "matter no", "matter no.", "file", "mandat", "akte"}},
	{"hours", words.Mark("Hours"), 64, 0, []string{"hours", "time", "h", "qty", "duration", "stunden", "zeit"}},
	{"narrative", words.Mark("Narrative"), 240, 1, []string{"narrative", "description", "text", "work", "details", "tätigkeit", "leistung", "beschreibung"}},
	{"task", words.Mark("Task"), 60, 0, []string{"task", "task code"}},
	{"activity", words.Mark("Activity"), 64, 0, []string{"activity", "activity code"}},
}

// otherHeadings are columns of our own lists that a paste does not need.
var otherHeadings = []string{"client", "client and matter", "matter name", "code", "worked", "rate", "amount", "status"}

// NewTimePaste reads the rows. day and keeper are taken where a row names none;
// changed is told when something is to be drawn again, done when entries were
// saved.
func NewTimePaste(h Host, rows [][]string, day cal.Date, keeper string, changed func(), done func(saved int)) *TimePaste {
	p := &TimePaste{h: h, day: day, keeper: keeper, changed: changed, done: done, key: newKey(h.Desk(), "paste")}
	p.List.Run, p.List.Fail = h.Runner(), h.Fail
	p.List.ID = func(l PasteLine) int64 { return l.No }
	p.List.Heads = []Column{{Key: "state", Label: words.Mark("State"), Width: 92, Pills: true}}
	for _, f := range pasteFields {
		p.List.Heads = append(p.List.Heads, Column{Key: f.name, Label: f.label, Width: f.width, Flex: f.flex, Right: f.name == "hours", Editable: true})
	}
	p.List.Heads = append(p.List.Heads, Column{Key: "fault", Label: words.Mark("What is wrong"), Width: 220, Flex: 1})
	p.List.Cells = p.cells
	p.lines = p.read(rows)
	p.show()
	p.Check()
	return p
}

func (p *TimePaste) cells(l PasteLine) []Cell {
	state := Cell{Text: words.L("Ready"), Tone: Good, Pill: true}
	if l.Fault != "" {
		state = Cell{Text: words.L("To mend"), Tone: Bad, Pill: true}
	}
	row := []Cell{state}
	for _, f := range pasteFields {
		text := oneLine(l.Fields[f.name])
		if f.name == "hours" {
			text = words.Number(text)
		}
		row = append(row, Cell{Text: text, Wrong: l.Fault != "" && l.Path == f.name})
	}
	return append(row, Cell{Text: l.Fault, Wrong: l.Fault != ""})
}

// read finds out what the columns are: by their headings, else by what stands in
// them.
func (p *TimePaste) read(rows [][]string) []PasteLine {
	names := headingsOf(rows)
	if names != nil {
		rows = rows[1:]
	} else {
		names = p.guess(rows)
	}
	var lines []PasteLine
	for _, row := range rows {
		l := PasteLine{No: int64(len(lines) + 1), Fields: map[string]string{}}
		blank := true
		for i, text := range row {
			blank = blank && text == ""
			if i >= len(names) || text == "" {
				continue
			}
			switch name := names[i]; name {
			case "":
			case "code":
				for _, c := range strings.Fields(text) {
					if strings.HasPrefix(c, "A") {
						l.Fields["activity"] = c
					} else {
						l.Fields["task"] = c
					}
				}
			case "hours":
				l.Fields[name] = words.Typed(text)
			default:
				l.Fields[name] = text
			}
		}
		if !blank {
			lines = append(lines, l)
		}
	}
	return lines
}

// headingsOf are the fields of the columns when the first row names them; nil
// when it is a row like the others.
func headingsOf(rows [][]string) []string {
	if len(rows) == 0 {
		return nil
	}
	names := make([]string, len(rows[0]))
	known := 0
	for i, text := range rows[0] {
		text = strings.ToLower(strings.TrimSpace(text))
		for _, f := range pasteFields {
			if slices.Contains(f.known, text) || strings.EqualFold(words.Of(f.label), text) {
				names[i] = f.name
				known++
			}
		}
		if names[i] == "" && slices.ContainsFunc(otherHeadings, func(h string) bool { return h == text || strings.EqualFold(words.Of(upper(h)), text) }) {
			known++
			if text == "code" {
				names[i] = "code"
			}
		}
	}
	if known*2 < len(names) || known == 0 {
		return nil
	}
	return names
}

// guess names each column by what stands in it.
func (p *TimePaste) guess(rows [][]string) []string {
	wide := 0
	for _, r := range rows {
		wide = max(wide, len(r))
	}
	names := make([]string, wide)
	taken := map[string]bool{}
	take := func(i int, name string) {
		if names[i] == "" && !taken[name] {
			names[i], taken[name] = name, true
		}
	}
	all := func(i int, f func(string) bool) bool {
		n := 0
		for _, r := range rows {
			if i < len(r) && r[i] != "" {
				if !f(r[i]) {
					return false
				}
				n++
			}
		}
		return n > 0
	}
	keepers := map[string]bool{}
	for _, k := range p.h.Facts().Timekeepers {
		keepers[strings.ToUpper(k.Code)] = true
	}
	longest, length := -1, 0
	for i := range names {
		switch {
		case all(i, func(s string) bool { _, err := p.date(s); return err == nil && len(s) > 3 }):
			take(i, "date")
		case all(i, func(s string) bool { return keepers[strings.ToUpper(s)] }):
			take(i, "timekeeper")
		case all(i, func(s string) bool {
			return len(s) == 4 && s[0] == 'A' && strings.Trim(s[1:], "0123456789") == ""
		}):
			take(i, "activity")
		case all(i, func(s string) bool {
			return len(s) == 4 && s[0] != 'A' && s[0] >= 'B' && s[0] <= 'Z' && strings.Trim(s[1:], "0123456789") == ""
		}):
			take(i, "task")
		case all(i, func(s string) bool {
			q, err := work.ParseHours(words.Typed(s))
			return err == nil && q > 0 && q <= 24*10_000
		}):
			take(i, "hours")
		}
		n := 0
		for _, r := range rows {
			if i < len(r) {
				n += len(r[i])
			}
		}
		if names[i] == "" && n > length {
			longest, length = i, n
		}
	}
	if longest >= 0 && length > 0 {
		// Of two texts the longer is what was done, the other the matter's number.
		if slices.Contains(names[:longest], "") || slices.Contains(names[longest+1:], "") || taken["matter"] {
			take(longest, "narrative")
		} else if wide > 1 && all(longest, func(s string) bool { return !strings.Contains(s, " ") }) {
			take(longest, "matter")
		} else {
			take(longest, "narrative")
		}
	}
	for i := range names {
		take(i, "matter")
	}
	return names
}

// date reads a day as people type it, in the reader's order.
func (p *TimePaste) date(text string) (cal.Date, error) {
	if d, err := cal.Parse(text); err == nil {
		return d, nil
	}
	for _, form := range []string{"2 Jan 2006", "Jan 2, 2006", "2-Jan-06", "2-Jan-2006", "January 2, 2006"} {
		if t, err := time.Parse(form, text); err == nil {
			return cal.Of(t), nil
		}
	}
	return cal.ParseTyped(text, p.day, p.h.Today(), words.In().MonthFirst)
}

// request is the act a row asks for.
func (p *TimePaste) request(l PasteLine) app.AddTime {
	f := l.Fields
	req := app.AddTime{Matter: f["matter"], Timekeeper: f["timekeeper"], Date: f["date"], Hours: f["hours"], Narrative: f["narrative"],
		Task: f["task"], Activity: f["activity"], Draft: true}
	if req.Timekeeper == "" {
		req.Timekeeper = p.keeper
	}
	if req.Date == "" {
		req.Date = p.day.String()
	} else if d, err := p.date(req.Date); err == nil {
		req.Date = d.String()
	}
	return req
}

func (p *TimePaste) requests() []app.AddTime {
	reqs := make([]app.AddTime, len(p.lines))
	for i, l := range p.lines {
		reqs[i] = p.request(l)
	}
	return reqs
}

// Check has every row decided as the act itself would, and keeps nothing.
func (p *TimePaste) Check() {
	if len(p.lines) == 0 {
		return
	}
	p.Busy = true
	ask := app.PasteTime{Rows: p.requests(), DryRun: true}
	Ask(&p.try, p.h.Runner(), func(ctx context.Context) (app.PastedTime, error) { return p.h.Desk().PasteTime(ctx, ask) },
		func(got app.PastedTime, err error) {
			p.Busy = false
			if err != nil {
				p.h.Fail(err)
			} else {
				p.take(got)
			}
			p.show()
		})
}

// take notes what became of each row.
func (p *TimePaste) take(got app.PastedTime) {
	for i, r := range got.Rows {
		l := &p.lines[i]
		l.Fault, l.Path = r.Refused, ""
		if r.Err != nil {
			l.Fault = upper(Words(r.Err))
			var e *fault.Error
			if errors.As(r.Err, &e) && len(e.Faults) > 0 {
				l.Path = e.Faults[0].Path
			} else if place, ok := pastePlaces[fault.Code(r.Err)]; ok {
				l.Path = place
			}
		}
	}
}

// pastePlaces are the fields of refusals that carry no path.
var pastePlaces = map[string]string{"books.closed": "date", "time.future": "date", "time.day_full": "hours", "time.not_own": "timekeeper",
	"timekeeper.not_employed": "timekeeper", "matter.closed": "matter", "matter.missing": "matter", "rate.none": "timekeeper"}

func (p *TimePaste) show() {
	p.Good, p.Bad = 0, 0
	hours := money.Quantity(0)
	for _, l := range p.lines {
		if l.Fault != "" {
			p.Bad++
			continue
		}
		p.Good++
		if q, err := work.ParseHours(l.Fields["hours"]); err == nil {
			hours += q
		}
	}
	// What has to be mended stands first, each in the order of the table.
	lines := slices.Clone(p.lines)
	slices.SortStableFunc(lines, func(a, b PasteLine) int { return rank01(a.Fault == "") - rank01(b.Fault == "") })
	text := words.N(p.Good, "%d row is ready", "%d rows are ready", p.Good)
	if p.Bad > 0 {
		text += ", " + words.L("%d to mend", p.Bad)
	}
	p.List.Show(lines, text, map[string]string{"hours": words.Hours(hours)})
	if p.changed != nil {
		p.changed()
	}
}

// Edit is the text of a field, to be changed.
func (p *TimePaste) Edit(no int64, field string) (text string, ok bool) {
	i := slices.IndexFunc(p.lines, func(l PasteLine) bool { return l.No == no })
	if i < 0 || !slices.ContainsFunc(pasteFields, func(f pasteField) bool { return f.name == field }) {
		return "", false
	}
	if field == "hours" {
		return words.Number(p.lines[i].Fields[field]), true
	}
	return p.lines[i].Fields[field], true
}

// SetField changes a field of a row and has all decided again.
func (p *TimePaste) SetField(no int64, field, text string) {
	for i := range p.lines {
		if l := &p.lines[i]; l.No == no {
			if field == "hours" {
				text = words.Typed(text)
			}
			l.Fields[field] = strings.TrimSpace(text)
		}
	}
	p.Check()
}

// Drop leaves rows out.
func (p *TimePaste) Drop(nos []int64) {
	p.lines = slices.DeleteFunc(p.lines, func(l PasteLine) bool { return slices.Contains(nos, l.No) })
	p.show()
	p.Check()
}

// Len is the number of rows.
func (p *TimePaste) Len() int { return len(p.lines) }

// Save records the rows that are right. Those to mend stay in the table; with none
// left the paste is done.
func (p *TimePaste) Save() {
	if p.Busy || p.Good == 0 {
		return
	}
	p.Busy = true
	p.changed()
	ask := app.PasteTime{Request: app.Request{Key: p.key}, Rows: p.requests()}
	Go(p.h.Runner(), func(ctx context.Context) (app.PastedTime, error) { return p.h.Desk().PasteTime(ctx, ask) },
		func(got app.PastedTime, err error) {
			p.Busy = false
			if err != nil {
				p.h.Fail(err)
				p.changed()
				return
			}
			p.saved(got)
		})
}

func (p *TimePaste) saved(got app.PastedTime) {
	p.take(got)
	var made []app.TimeChange
	var left []PasteLine
	for i, r := range got.Rows {
		if r.Refused == "" {
			made = append(made, app.TimeChange{Became: r.Saved.Entry})
		} else {
			left = append(left, p.lines[i])
		}
	}
	p.lines = left
	if len(made) == 0 { // another window was faster
		p.show()
		return
	}
	p.key = newKey(p.h.Desk(), "paste") // what is left is another intent
	p.h.Undoable(Undo{
		Done: words.N(len(made), "%d row became a draft.", "%d rows became drafts.", len(made)),
		Back: func(ctx context.Context) error {
			_, err := p.h.Desk().UndoTime(ctx, app.UndoTime{Request: app.Request{Key: fmt.Sprint("undo paste ", made[0].Became.ID)}, Changes: made})
			return err
		},
	})
	p.show()
	p.done(len(made))
}
