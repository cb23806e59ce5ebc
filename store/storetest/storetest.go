// Package storetest is the promise every store keeps: one suite, noun by noun,
// that a store runs against itself.
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, func(t *testing.T) app.Store { ... an empty book ... })
//	}
//
// The suite speaks only through [app.Store]. What belongs to one kind of file
// alone (tampering, locks, copies) is tested beside that store.
package storetest

import (
	"testing"

	"matterbook/app"
)

// Run runs the whole suite. open gives a new, empty book each time; the suite
// does not close it.
func Run(t *testing.T, open func(t *testing.T) app.Store) {
	t.Run("acts", func(t *testing.T) { acts(t, open) })
	t.Run("log", func(t *testing.T) { logs(t, open) })
	t.Run("firm", func(t *testing.T) { firms(t, open) })
	t.Run("matters", func(t *testing.T) { matters(t, open) })
	t.Run("work", func(t *testing.T) { works(t, open) })
	t.Run("entries", func(t *testing.T) { entries(t, open) })
	t.Run("bill", func(t *testing.T) { bills(t, open) })
	t.Run("trust", func(t *testing.T) { trusts(t, open) })
	t.Run("bank", func(t *testing.T) { banks(t, open) })
}
