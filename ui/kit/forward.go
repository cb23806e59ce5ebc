package kit

import "fyne.io/fyne/v2"

// Forward hands a key that a page's own widget does not use to the dialog around
// it or to the window, as the kit's widgets do.
func Forward(from fyne.CanvasObject, ev *fyne.KeyEvent) bool { return forward(from, ev) }

// ForwardShortcut does the same with a shortcut.
func ForwardShortcut(from fyne.CanvasObject, s fyne.Shortcut) bool { return forwardShortcut(from, s) }
