// Package page arranges papers: invoices, pre-bills, statements of account and
// report tables. It decides where every word and line stands and knows nothing
// of how they are put on paper: package pdf paints a [Doc] into a file, a window
// may paint the same [Doc] on a canvas, and a click on an [Item] leads through
// its [Ref] back to the line that it shows.
//
// Start with [Invoice], [Statement] or [Table]. Each takes a finished value and
// a [Style] and returns a [Doc]. No amount of a bill is computed here: what is
// printed is what is stored. A statement adds up the rows it lists, nothing more.
//
// Lengths are in points (1/72 inch), from the top left corner of the page
// downwards. Widths come from the embedded fonts through [Metrics], rounded to
// thousandths of the type size just as a PDF states them, so that what is right
// aligned here is right aligned on paper.
//
// Text from outside is cleaned before it is measured: controls, direction
// overrides and tag characters are dropped, what the font cannot draw becomes
// [Substitute], and every such change is listed in [Notes].
package page
