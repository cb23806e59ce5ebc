package present

import (
	"cmp"
	"context"
	"strings"
	"time"

	"matterbook/app"
	"matterbook/app/work"
	"matterbook/ui/words"
)

// TimerForm is the time entry that is made of a timer. When what was measured is
// in doubt it shows both figures and the shorter one counts until the person
// says otherwise.
type TimerForm struct {
	t  *Timers
	id int64
	x  app.Timing
	// key names the intent: a save that is repeated is answered with the first.
	key string

	Matter    *MatterPick
	Hours     Field // blank: what was measured, by the minimum and increment
	Narrative Field
	Keeper    string // code of whose time it is
	Task      Field
	Activity  Field
	Started   Field // "9:40", for a running timer
	// Count says which time counts: "suggested", "measured".
	Count string
	// Split keeps the time in doubt as a draft of its own, on another matter and with
	// a text of its own where they are given.
	Split      bool
	RestMatter *MatterPick
	RestText   Field
	Kept       bool
	Saving     bool

	keep  Pause
	short work.Abbreviations
	how   Writing
}

func newTimerForm(t *Timers, x app.Timing) *TimerForm {
	f := &TimerForm{t: t, id: x.ID, x: x, key: newKey(t.f.desk, "timer"), Count: "suggested", Kept: x.Kept}
	f.Matter = NewMatterPick(t.f, func() { f.changed() })
	f.Matter.Load(func() { t.f.surface.Changed(PartTimers) })
	f.RestMatter = NewMatterPick(t.f, func() { t.f.surface.Changed(PartTimers) })
	f.RestMatter.Load(func() {})
	if x.MatterCode != "" {
		f.Matter.Put(Choice{Noun: "matter", Key: x.MatterCode, ID: x.MatterID, Text: x.MatterCode + "  " + x.MatterName, More: x.ClientName})
	}
	f.Keeper = cmp.Or(x.TimekeeperCode, t.f.facts.Me.Code)
	f.Narrative.Text, f.Task.Text, f.Activity.Text = x.Narrative, x.Task, x.Activity
	loadPhrases(t.f, func(p phrases) { f.short, f.how = p.short, p.how })
	if x.Running() {
		f.Started.Text = x.StartedAt.In(t.f.desk.Now().Location()).Format("15:04")
	}
	return f
}

// Expand gives the long text of a short form.
func (f *TimerForm) Expand(word string) (string, bool) {
	if strings.TrimSpace(f.Narrative.Text) == word {
		return work.ExpandLast(word, f.short)
	}
	long, ok := work.ExpandLast("x "+word, f.short)
	return strings.TrimPrefix(long, "x "), ok
}

// ID is the timer's.
func (f *TimerForm) ID() int64 { return f.id }

// Running says that the timer runs on while the form is open.
func (f *TimerForm) Running() bool { x, _ := f.t.find(f.id); return x.Running() }

// Reading is what the timer says now.
func (f *TimerForm) Reading() work.Reading {
	if x, ok := f.t.find(f.id); ok {
		return x.Timer.Read(f.t.f.desk.Now())
	}
	return f.x.Reading
}

// Doubt is why both figures are shown, blank when there is no doubt.
func (f *TimerForm) Doubt() string { return f.Reading().Why }

// Clock is the time that would be recorded, as the timer shows it.
func (f *TimerForm) Clock() string {
	r := f.Reading()
	if f.Count == "measured" {
		return work.FormatClock(r.Measured)
	}
	return work.FormatClock(r.Suggested)
}

// SetNarrative takes what was typed. The timer keeps it, so a crash loses no
// more than a few seconds of it.
func (f *TimerForm) SetNarrative(s string) {
	if f.Narrative.Text != s {
		f.Narrative.Set(s)
		f.changed()
	}
}

func (f *TimerForm) changed() {
	f.keep.Once(f.t.f.run, keepTyping, f.store)
	f.t.f.surface.Changed(PartTimers)
}

// store keeps what the form says on the timer itself.
func (f *TimerForm) store() {
	f.keep.Stop()
	matter, narrative, task, activity := f.Matter.Choice.Key, f.Narrative.Text, f.Task.Text, f.Activity.Text
	id, kept := f.id, f.Kept
	f.t.f.Keep("timer", func(ctx context.Context) error {
		_, err := f.t.f.desk.SetTimer(ctx, app.SetTimer{ID: id, Matter: &matter, Narrative: &narrative, Task: &task, Activity: &activity, Kept: &kept})
		return err
	})
}

func (f *TimerForm) leave() {
	if f.keep.Waiting() {
		f.store()
	}
}

// SetKept makes the timer stay as a button.
func (f *TimerForm) SetKept(on bool) {
	if f.Kept != on {
		f.Kept = on
		f.changed()
	}
}

// Keepers are those whose time it may be.
func (f *TimerForm) Keepers() []Choice {
	var list []Choice
	for _, k := range f.t.f.facts.Timekeepers {
		if f.t.f.desk.MayAllTime() || k.ID == f.t.f.facts.Me.ID {
			list = append(list, Choice{Noun: "timekeeper", Key: k.Code, Text: k.Code + "  " + k.Name()})
		}
	}
	return list
}

// SetKeeper says whose time it is.
func (f *TimerForm) SetKeeper(code string) { f.Keeper = code }

// SetSplit keeps the time in doubt as a draft of its own.
func (f *TimerForm) SetSplit(on bool) {
	if f.Split != on {
		f.Split = on
		f.t.f.surface.Changed(PartTimers)
	}
}

// Splits says whether the rest is kept and there is any: then its matter and text
// are asked for.
func (f *TimerForm) Splits() bool {
	r := f.Reading()
	return f.Split && f.Count != "measured" && r.Measured > r.Suggested
}

// Rest is the time in doubt, as the timer shows it.
func (f *TimerForm) Rest() string {
	r := f.Reading()
	return work.FormatClock(r.Measured - r.Suggested)
}

// SetCount says which time counts.
func (f *TimerForm) SetCount(which string) {
	f.Count = which
	f.t.f.surface.Changed(PartTimers)
}

// SetStarted moves the start of the run: "I began at 9:40". The day is the one of
// today, or yesterday when the hour is still to come.
func (f *TimerForm) SetStarted(text string) {
	f.Started.Set(text)
	at, err := time.Parse("15:04", strings.TrimSpace(text))
	if err != nil {
		f.Started.Fault = words.L("Write the time of day, such as 9:40.")
		f.t.f.surface.Changed(PartTimers)
		return
	}
	now := f.t.f.desk.Now()
	start := time.Date(now.Year(), now.Month(), now.Day(), at.Hour(), at.Minute(), 0, 0, now.Location())
	if start.After(now) {
		start = start.AddDate(0, 0, -1)
	}
	Go(f.t.f.run, func(ctx context.Context) (app.Timing, error) {
		return f.t.f.desk.SetTimer(ctx, app.SetTimer{ID: f.id, StartedAt: &start})
	}, func(x app.Timing, err error) {
		if err != nil {
			fs := Fields{"started_at": &f.Started}
			if rest := fs.Place(err); rest != nil {
				f.Started.Fault = Words(rest)
			}
		} else {
			f.t.f.Say("The timer started at %s.", start.Format("15:04"))
		}
		f.t.f.surface.Changed(PartTimers)
	})
}

// Save records the entry and clears the timer.
func (f *TimerForm) Save() {
	if f.Saving {
		return
	}
	f.keep.Stop()
	f.Narrative.Text = f.how.sentence(f.Narrative.Text)
	r := f.Reading()
	seconds := r.Suggested
	if f.Count == "measured" {
		seconds = r.Measured
	}
	req := app.SaveTimer{Request: app.Request{Key: f.key}, ID: f.id, Seconds: &seconds, Hours: strings.TrimSpace(f.Hours.Text),
		Matter: f.Matter.Choice.Key, Timekeeper: f.Keeper, Narrative: f.Narrative.Text, Task: f.Task.Text, Activity: f.Activity.Text}
	req.Rest, req.RestMatter, req.RestNarrative = f.Splits(), f.RestMatter.Choice.Key, strings.TrimSpace(f.RestText.Text)
	kept := f.Kept
	f.Saving = true
	f.t.f.surface.Changed(PartTimers)
	desk := f.t.f.desk
	Go(f.t.f.run, func(ctx context.Context) (app.TimeSaved, error) {
		if kept != f.x.Kept {
			if _, err := desk.SetTimer(ctx, app.SetTimer{ID: f.id, Kept: &kept}); err != nil {
				return app.TimeSaved{}, err
			}
		}
		return desk.SaveTimer(ctx, req)
	}, func(saved app.TimeSaved, err error) {
		f.Saving = false
		if err != nil {
			fs := Fields{"matter": {}, "hours": &f.Hours, "narrative": &f.Narrative, "task": &f.Task, "activity": &f.Activity,
				"rest_matter": {}, "rest_narrative": &f.RestText, "rest_hours": &f.RestText}
			rest := fs.Place(err)
			f.Matter.Fault, f.RestMatter.Fault = fs["matter"].Fault, fs["rest_matter"].Fault
			f.t.f.Fail(rest)
			f.t.f.surface.Changed(PartTimers)
			return
		}
		f.t.form = nil
		f.t.f.Say("Saved: %s h on %s, %s.", words.Hours(saved.Entry.Hours), req.Matter, words.Money(saved.Entry.Amount, saved.Currency))
		f.t.f.surface.Changed(PartTimers)
	})
}

// Discard throws the timer away.
func (f *TimerForm) Discard() {
	f.keep.Stop()
	f.t.Discard(f.id)
}
