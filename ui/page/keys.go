package page

import (
	"cmp"
	"slices"

	"matterbook/ui/kit"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

var _ present.Keyboard = (*Window)(nil)

// useKeys takes the keys the user has chosen.
func (sh *Shell) useKeys(k present.KeyMemory) {
	sh.keys.Map.Use(k)
	sh.stage.Listen(sh.win.Canvas())
}

// KeyRows implements present.Keyboard.
func (w *Window) KeyRows() []present.KeyRow {
	all := w.keys.Map.All()
	order := []string{kit.Everywhere, kit.Records, kit.Working, kit.GoTo}
	slices.SortStableFunc(all, func(a, b kit.Accel) int {
		return cmp.Compare(slices.Index(order, a.Group), slices.Index(order, b.Group))
	})
	rows := make([]present.KeyRow, len(all))
	for i, a := range all {
		u, _ := w.keys.Map.Usual(a.ID)
		rows[i] = present.KeyRow{ID: a.ID, Title: a.Name(), Group: words.Of(a.Group), Key: a.Key.Words(), Twin: a.Twin.Words(),
			UsualKey: u.Key.Words(), UsualTwin: u.Twin.Words(), KeyChord: a.Key.String(), TwinChord: a.Twin.String(), Changed: a.Key != u.Key || a.Twin != u.Twin}
	}
	return rows
}

// Bind implements present.Keyboard.
func (w *Window) Bind(id, key, twin string) error {
	k, err := kit.ParseChord(key)
	if err != nil {
		return err
	}
	t, err := kit.ParseChord(twin)
	if err != nil {
		return err
	}
	if err := w.keys.Map.Rebind(id, k, t); err != nil {
		return err
	}
	w.keepKeys()
	return nil
}

// ResetKeys implements present.Keyboard.
func (w *Window) ResetKeys(id string) error {
	if id == "" {
		w.keys.Map.ResetAll()
	} else if err := w.keys.Map.Reset(id); err != nil {
		return err
	}
	w.keepKeys()
	return nil
}

func (w *Window) keepKeys() { w.frame.SetKeys(w.keys.Map.Changes()) }
