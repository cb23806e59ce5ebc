package cal

import "time"

// Clock is handed to everything that must know the time, so that a test can
// set it, step it back, or let it sleep.
type Clock interface {
	// Now is the present instant; its location is the firm's time zone.
	Now() time.Time
}

// System is the clock of the machine in its local time zone.
type System struct{}

// Now is the present instant.
func (System) Now() time.Time { return time.Now() }

// Fixed is a clock that stands still until it is moved.
type Fixed struct{ T time.Time }

// Now is the set instant.
func (f *Fixed) Now() time.Time { return f.T }

// Advance moves the clock; a negative step sets it back.
func (f *Fixed) Advance(d time.Duration) { f.T = f.T.Add(d) }

// Today is the civil day of the clock.
func Today(c Clock) Date { return Of(c.Now()) }
