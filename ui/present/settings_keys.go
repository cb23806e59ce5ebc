package present

import "matterbook/ui/words"

func (s *Settings) keyRows() []SettingRow {
	if s.Keyboard == nil {
		return nil
	}
	var rows []SettingRow
	for i, k := range s.Keyboard.KeyRows() {
		r := row(int64(i+1), k.ID, func() { s.startKey(k.ID) }, k.Group, k.Title, k.Key, k.Twin, "")
		r.Cells[0].Muted = true
		if k.Changed {
			r = r.state(words.L("Your own"), Info)
		}
		rows = append(rows, r)
	}
	return rows
}

// keyOf is the row of an action.
func (s *Settings) keyOf(id string) KeyRow {
	for _, k := range s.Keyboard.KeyRows() {
		if k.ID == id {
			return k
		}
	}
	return KeyRow{}
}

// startKey gives an action other keys: the next chord is taken at once, and what
// stands in the way is named.
func (s *Settings) startKey(id string) {
	if s.Keyboard == nil {
		return
	}
	k := s.keyOf(id)
	usual := k.UsualKey
	if k.UsualTwin != "" {
		usual = words.L("%s or %s", k.UsualKey, k.UsualTwin)
	}
	f := newSideForm(s.h, s, "settings.key", k.Title, words.L("Give it its usual keys"),
		&Input{Path: "key", Label: words.L("Key"), Kind: KeyInput, Field: Field{Text: k.KeyChord}, Hint: words.L("Go into the field and press it; Delete takes it away")},
		&Input{Path: "twin", Label: words.L("Second key"), Kind: KeyInput, Field: Field{Text: k.TwinChord}},
		&Input{Path: "usual", Kind: NoteInput, Figures: []Figure{{Key: "usual", Label: words.L("Usually"), Value: orWord(usual, words.L("No key"))}}})
	f.Note = words.L("The change holds at once, for you, on every computer.")
	if id == "find" || id == "help" {
		f.Note = words.L("The change holds at once, for you, on every computer. Keep a key for this action: it finds all the others.")
	}
	f.edited = func(f *SideForm, path string) {
		key, twin := f.In("key"), f.In("twin")
		if err := s.Keyboard.Bind(id, key.Text, twin.Text); err != nil {
			now := s.keyOf(id)
			key.Text, twin.Text = now.KeyChord, now.TwinChord
			f.In(path).Fault = err.Error()
			return
		}
		key.Fault, twin.Fault = "", ""
		s.fillList()
	}
	f.send = func(f *SideForm) {
		if err := s.Keyboard.ResetKeys(id); err != nil {
			f.Fault = err.Error()
			return
		}
		now := s.keyOf(id)
		f.In("key").Text, f.In("twin").Text = now.KeyChord, now.TwinChord
		s.fillList()
		s.h.Say("%s", words.L("“%s” has its usual keys again.", now.Title))
	}
	f.Focus = "key"
	s.show(f)
}

// ResetKeys gives every action its usual keys.
func (s *Settings) ResetKeys() {
	if s.Keyboard == nil {
		return
	}
	if err := s.Keyboard.ResetKeys(""); err != nil {
		s.h.Fail(err)
		return
	}
	s.closeSide()
	s.fillList()
	s.h.Say("%s", words.L("Every action has its usual keys again."))
	s.h.Redraw(s)
}
