package present

import (
	"context"
	"encoding/json"
	"time"

	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// What is typed into a form is kept in the book until the form is sent or given
// up with Cancel. Closed by Escape, by another screen, by a power cut, it is
// offered when the same form is opened again.

// typedIn is what a form holds, by the path of the input.
type typedIn struct {
	Text   string  `json:"text,omitempty"`
	On     bool    `json:"on,omitempty"`
	Choice *Choice `json:"choice,omitempty"`
}

// formDraft is the unfinished typing of a form as the book keeps it.
type formDraft struct {
	Day cal.Date `json:"day"`
	// Base are the texts the form began with: another matter's form does not take
	// the typing of this one.
	Base   map[string]string  `json:"base"`
	Values map[string]typedIn `json:"values"`
}

const (
	// checkTyping is the pause after which a text is looked at: nobody is told of a
	// fault in the middle of a word.
	checkTyping = 900 * time.Millisecond
	formKeyHead = "form."
)

func (f *SideForm) draftKey() string { return formKeyHead + f.ID }

// begin notes what the form holds before anybody types, and asks for what was
// typed before. It comes after the screen has filled the form.
func (f *SideForm) begin() {
	f.start.Stop()
	if f.base != nil {
		return
	}
	f.base = f.values()
	if f.Submit == "" {
		return
	}
	Go(f.h.Runner(), func(ctx context.Context) (map[string]string, error) { return f.h.Desk().DraftForms(ctx) },
		func(kept map[string]string, err error) {
			text := kept[f.draftKey()]
			if err != nil || text == "" || f.done || f.Changed() {
				return
			}
			var d formDraft
			if json.Unmarshal([]byte(text), &d) != nil || len(d.Values) == 0 {
				return // an older window's form
			}
			for path, began := range f.texts() {
				if d.Base[path] != began {
					return
				}
			}
			f.kept = &d
			f.h.Redraw(f.screen)
		})
}

// values is everything in the form.
func (f *SideForm) values() map[string]typedIn {
	all := map[string]typedIn{}
	for _, in := range f.Inputs {
		if in.Kind == NoteInput {
			continue
		}
		v := typedIn{Text: in.Text, On: in.On}
		switch {
		case in.Matter != nil && in.Matter.Choice.Key != "":
			c := in.Matter.Choice
			v.Text, v.Choice = c.Key, &c
		case in.Choice.Key != "":
			c := in.Choice
			v.Choice = &c
		}
		all[in.Path] = v
	}
	return all
}

// texts are the texts by which a form for one thing is told from the same form
// for another; days pass, so they do not count.
func (f *SideForm) texts() map[string]string {
	texts := map[string]string{"": f.Title}
	for _, in := range f.Inputs {
		switch in.Kind {
		case TextInput, LongInput, MatterInput, FindInput:
			texts[in.Path] = f.base[in.Path].Text
		}
	}
	return texts
}

func (v typedIn) same(w typedIn) bool {
	a, b := "", ""
	if v.Choice != nil {
		a = v.Choice.Key
	}
	if w.Choice != nil {
		b = w.Choice.Key
	}
	return v.Text == w.Text && v.On == w.On && a == b
}

// Changed says whether the person has typed or chosen anything.
func (f *SideForm) Changed() bool {
	if f.base == nil {
		return false
	}
	for path, v := range f.values() {
		if !v.same(f.base[path]) {
			return true
		}
	}
	return false
}

// Kept says of what was typed into the form before and never sent; "" for nothing.
func (f *SideForm) Kept() string {
	if f.kept == nil {
		return ""
	}
	if f.kept.Day == f.h.Today() {
		return words.L("You began this form today and did not finish it.")
	}
	return words.L("You began this form on %s and did not finish it.", words.Date(f.kept.Day))
}

// TakeKept puts back what was typed before.
func (f *SideForm) TakeKept() {
	if f.kept == nil {
		return
	}
	values := f.kept.Values
	f.kept = nil
	f.put(values)
	f.h.Redraw(f.screen)
}

// DropKept forgets it.
func (f *SideForm) DropKept() {
	f.kept = nil
	f.forget()
	f.h.Redraw(f.screen)
}

// Restore puts back what stood in the form when it was opened.
func (f *SideForm) Restore() {
	if f.base == nil || f.Busy {
		return
	}
	f.put(f.base)
	f.pause.Stop()
	f.forget()
	f.h.Say("%s", words.L("What stood in the form is back."))
	f.h.Redraw(f.screen)
}

// put fills the form in the order of its inputs, so that what depends on others
// comes after them.
func (f *SideForm) put(values map[string]typedIn) {
	for _, in := range f.Inputs {
		v, ok := values[in.Path]
		if !ok || in.Kind == NoteInput {
			continue
		}
		choice := Choice{}
		if v.Choice != nil {
			choice = *v.Choice
		}
		switch {
		case in.Matter != nil:
			if in.Matter.Choice != choice {
				in.Matter.Put(choice)
				in.Field.Set(choice.Key)
				f.tell(in.Path)
			}
		case in.Kind == FindInput:
			f.Choose(in.Path, choice)
		case in.Kind == CheckInput:
			f.Tick(in.Path, v.On)
		default:
			f.Set(in.Path, v.Text)
		}
	}
}

// noteTyping keeps what is typed after the pause in which nobody types.
func (f *SideForm) noteTyping() {
	if f.done || f.Submit == "" {
		return
	}
	f.pause.Restart(f.h.Runner(), keepTyping, f.keep)
}

func (f *SideForm) keep() {
	f.pause.Stop()
	if f.done || f.base == nil || f.Submit == "" {
		return
	}
	if !f.Changed() {
		if f.stored {
			f.forget()
		}
		return
	}
	d := formDraft{Day: f.h.Today(), Base: f.texts(), Values: map[string]typedIn{}}
	for path, v := range f.values() {
		if !v.same(f.base[path]) {
			d.Values[path] = v
		}
	}
	f.stored = true
	key := f.draftKey()
	f.h.Keep(key, func(ctx context.Context) error { return f.h.Desk().SetDraftForm(ctx, key, d) })
}

// forget takes the typing out of the book.
func (f *SideForm) forget() {
	f.stored = false
	key := f.draftKey()
	f.h.Keep(key, func(ctx context.Context) error { return f.h.Desk().SetDraftForm(ctx, key, nil) })
}

// finish ends the form: nothing of it is kept.
func (f *SideForm) finish() {
	f.pause.Stop()
	f.start.Stop()
	if !f.done && (f.stored || f.kept != nil || f.Changed()) {
		f.forget()
	}
	f.done = true
}

// Escaped tells the form that it was closed without being sent or given up: what
// was typed stays in the book. The words say so; blank when nothing was typed.
func (f *SideForm) Escaped() string {
	if f.done || !f.Changed() {
		return ""
	}
	f.keep()
	return words.L("What you typed is kept. It is offered when you open “%s” again.", f.Title)
}

// Left looks at a text whose input the keyboard has left.
func (f *SideForm) Left(path string) {
	if in := f.In(path); in != nil {
		f.checked(in)
	}
}

// checked looks at what is typed, as far as the form alone can tell.
func (f *SideForm) checked(in *Input) {
	if f.done || f.Busy || in.Fault != "" || in.Text == "" || in.Hidden {
		return
	}
	check := in.Check
	if check == nil && in.Kind == MoneyInput && !in.Plain {
		check = func(text string) error { _, err := money.ParseAmount(text, f.Currency); return err }
	}
	if check == nil {
		return
	}
	if err := check(in.Text); err != nil {
		in.Fault = upper(Words(err))
		f.h.Redraw(f.screen)
	}
}
