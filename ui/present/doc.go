// Package present is what the window shows and does, without drawing it: fields
// as text, rows, what is enabled, what is said. It knows no toolkit, starts no
// goroutine and has no clock of its own, so a test reads a screen as a person
// would and presses the same buttons.
//
// Start with [Frame], the window around every screen. A screen is one file here:
// a type with [Screen]'s methods and a [Route] that names it; package page draws
// it in one file more, and one line there puts both into the window.
//
// Everything here runs on one goroutine, the window's. Reads and acts go
// through [Frame.Runner] with [Go] and come back to it; an answer that comes too
// late is dropped by the screen that asked (see [Latest]).
package present
