package assets

import (
	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansbolditalic"
	"codeberg.org/go-fonts/liberation/liberationsansitalic"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
)

// Faces of the font the PDFs are set in: Liberation Sans, a metric twin of
// Arial, under the SIL Open Font License 1.1 with a reserved name, so the files
// are embedded unmodified.
const (
	Regular    = "regular"
	Bold       = "bold"
	Italic     = "italic"
	BoldItalic = "bold-italic"
)

// Font returns a face as TrueType bytes, or nil for a name that is not one of
// the faces above. The bytes are shared: callers must not change them.
func Font(name string) []byte {
	switch name {
	case Regular:
		return liberationsansregular.TTF
	case Bold:
		return liberationsansbold.TTF
	case Italic:
		return liberationsansitalic.TTF
	case BoldItalic:
		return liberationsansbolditalic.TTF
	}
	return nil
}
