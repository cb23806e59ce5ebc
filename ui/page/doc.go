// Package page draws what package present says, with the widgets of package kit.
//
// A screen is one file here: a function that takes the [Window] and the screen
// of package present and gives a [Page]. The list in routes.go puts both into
// the window. Pages hold no figures and decide nothing: widgets tell the screen
// what was typed, Draw shows what the screen holds.
//
// Names of widgets ("today.hours") are given with kit.ID and are a contract
// with the tests of the real window; each page keeps to its own prefix, the
// route's name.
package page
