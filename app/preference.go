package app

import (
	"context"
	"encoding/json"

	"matterbook/app/fault"
)

// Read runs the reads of one screen on one snapshot, so that its figures agree
// with each other. It checks that the user may read the book.
func Read[T any](ctx context.Context, d *Desk, fn func(q Query) (T, error)) (T, error) {
	return read(ctx, d, fn)
}

// Preference gives what the user's window kept under a key as JSON into v; v
// stays as it is when nothing was kept, or when what was kept can no longer be
// read: a window must open with any memory.
func (d *Desk) Preference(ctx context.Context, key string, v any) error {
	kept, err := view(ctx, d, func(q Query) (string, error) { return q.Preference(d.User.ID, key) })
	if err != nil || kept == "" {
		return err
	}
	_ = json.Unmarshal([]byte(kept), v) // an older window's form; its defaults hold
	return nil
}

// SetPreference keeps v as JSON under a key, for this user. It leaves no line in
// the log: it is a window's memory and no business.
func (d *Desk) SetPreference(ctx context.Context, key string, v any) error {
	kept, err := json.Marshal(v)
	if err != nil {
		return fault.Wrap(err, "keeping the preference %s", key)
	}
	return d.store.Update(ctx, Act{}, func(tx Tx) error { return tx.SetPreference(d.User.ID, key, string(kept)) })
}

// DraftForms gives the unsaved typing of the user by form, as JSON.
func (d *Desk) DraftForms(ctx context.Context) (map[string]string, error) {
	return view(ctx, d, func(q Query) (map[string]string, error) { return q.DraftForms(d.User.ID) })
}

// SetDraftForm keeps unsaved typing of a form, so that a crash loses no more
// than a few seconds of it; nil takes it away. Like a preference it leaves no
// line in the log.
func (d *Desk) SetDraftForm(ctx context.Context, form string, v any) error {
	kept := ""
	if v != nil {
		b, err := json.Marshal(v)
		if err != nil {
			return fault.Wrap(err, "keeping the typing of %s", form)
		}
		kept = string(b)
	}
	return d.store.Update(ctx, Act{}, func(tx Tx) error { return tx.SetDraftForm(d.User.ID, form, kept) })
}
