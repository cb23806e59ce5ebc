package page

import (
	"fmt"
	"sync"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Metrics measures text.
type Metrics interface {
	// Width is the advance of the text in points at a type size.
	Width(face Face, size float64, text string) float64
	// Has says whether every face can draw the rune.
	Has(r rune) bool
}

// FontBytes are the TrueType files of the faces (Liberation Sans, OFL-1.1). The
// slices are shared: a caller that may write to them takes a copy.
func FontBytes(face Face) []byte {
	if face == Bold {
		return liberationsansbold.TTF
	}
	return liberationsansregular.TTF
}

// Liberation measures with the embedded Liberation Sans. Kerning is left out,
// as in the files written from it.
func Liberation() Metrics { return liberation() }

// advances holds, for each rune of the basic plane, 1 + the advance in
// thousandths of the type size; 0 for a rune the face lacks.
type advances [1 << 16]uint16

type fontMetrics struct{ faces [2]*advances }

var liberation = sync.OnceValue(func() *fontMetrics {
	var m fontMetrics
	for _, face := range []Face{Regular, Bold} {
		a, err := measure(FontBytes(face))
		if err != nil {
			panic("embedded font: " + err.Error()) // the bytes are part of the program
		}
		m.faces[face] = a
	}
	return &m
})

func measure(ttf []byte) (*advances, error) {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		return nil, err
	}
	var a advances
	var buf sfnt.Buffer
	upem := fixed.Int26_6(f.UnitsPerEm())
	for r := range rune(len(a)) {
		g, err := f.GlyphIndex(&buf, r)
		if err != nil || g == 0 {
			continue
		}
		w, err := f.GlyphAdvance(&buf, g, upem, font.HintingNone)
		if err != nil || w < 0 {
			return nil, fmt.Errorf("advance of %U: %v", r, err)
		}
		a[r] = 1 + uint16((int(w)*1000+int(upem)/2)/int(upem))
	}
	return &a, nil
}

func (m *fontMetrics) Has(r rune) bool {
	return r >= 0 && int(r) < len(m.faces[0]) && m.faces[Regular][r] > 0 && m.faces[Bold][r] > 0
}

func (m *fontMetrics) Width(face Face, size float64, text string) float64 {
	a, total := m.faces[face], 0
	for _, r := range text {
		if int(r) < len(a) && a[r] > 0 {
			total += int(a[r]) - 1
		}
	}
	return float64(total) * size / 1000
}
