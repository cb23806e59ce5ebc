package present

import (
	"context"
	"encoding/json"
)

// Look is how a user wants the window.
type Look struct {
	Theme   string `json:"theme"`   // "system", "light", "dark"
	Density string `json:"density"` // "compact", "comfortable"
	Scale   int    `json:"scale"`   // per cent, 80 to 150
	// Narrow shows only the symbols of the side navigation.
	Narrow bool `json:"narrow,omitempty"`
	// EnterMovesOn makes Enter leave a field for the next one, as Tab does.
	EnterMovesOn bool `json:"enter_moves_on,omitempty"`
	// Language is the tag of the language the window speaks, "de"; blank is the
	// system's.
	Language string `json:"language,omitempty"`
}

// Prefer implements Host.
func (f *Frame) Prefer(key string, v any) {
	kept, err := json.Marshal(v) // now: the caller may change v later
	if err != nil {
		f.Fail(err)
		return
	}
	f.Keep("preference "+key, func(ctx context.Context) error { return f.desk.SetPreference(ctx, key, json.RawMessage(kept)) })
}

// keeping is the saves of one key: one on its way, at most one behind it.
type keeping struct {
	next func(ctx context.Context) error
}

// Keep implements Host. A window's memory that cannot be kept is no reason to
// stop anybody's work, so an error is only said.
func (f *Frame) Keep(key string, save func(ctx context.Context) error) {
	if k, busy := f.keeps[key]; busy {
		k.next = save
		return
	}
	k := &keeping{}
	f.keeps[key] = k
	Go(f.run, func(ctx context.Context) (struct{}, error) { return struct{}{}, save(ctx) }, func(_ struct{}, err error) {
		delete(f.keeps, key)
		if err != nil && !f.closed {
			f.Say("What the window keeps could not be saved: %s", Words(err))
		}
		if k.next != nil {
			f.Keep(key, k.next)
			return
		}
		f.leaving()
	})
}

// leaving tells whoever closes the window that nothing is on its way any more.
func (f *Frame) leaving() {
	if f.closed && len(f.keeps) == 0 && f.left != nil {
		left := f.left
		f.left = nil
		left()
	}
}

// Look is how the user wants the window.
func (f *Frame) Look() Look { return f.look }

// SetLook changes it and keeps it for the user.
func (f *Frame) SetLook(change func(*Look)) {
	l := f.look
	change(&l)
	l.Scale = min(max(l.Scale, 80), 150)
	if l == f.look {
		return
	}
	f.look = l
	f.surface.Changed(PartLook)
	f.Prefer(lookKey, l)
}
