package present

// KeyMemory are the keys a user has given to actions in place of the usual
// ones: key and twin by the action's ID.
type KeyMemory map[string][2]string

// Keys are the user's own.
func (f *Frame) Keys() KeyMemory { return f.keys }

// SetKeys keeps other keys for the user. The window reads them at once.
func (f *Frame) SetKeys(k KeyMemory) {
	f.keys = k
	f.surface.Changed(PartLook)
	f.Prefer(keysKey, k)
}

// KeyRow is an action and its keys, as the settings and the help show them.
type KeyRow struct {
	ID, Title, Group    string // Title and Group in the reader's language
	Key, Twin           string // as on the reader's keyboard
	UsualKey, UsualTwin string
	KeyChord, TwinChord string // in the form that is kept
	Changed             bool
}

// Keyboard is the window's table of keys; the page of the settings hands it in.
type Keyboard interface {
	// KeyRows lists the actions by group.
	KeyRows() []KeyRow
	// Bind gives an action keys, in the form that is kept; the error names what is
	// in the way.
	Bind(id, key, twin string) error
	// ResetKeys gives an action its usual keys; a blank ID gives all theirs.
	ResetKeys(id string) error
}
