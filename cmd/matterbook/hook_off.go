//go:build !e2e

package main

import "fyne.io/fyne/v2"

// hook is the door for tests of the real window; this build has none.
func hook(fyne.Window) {}
