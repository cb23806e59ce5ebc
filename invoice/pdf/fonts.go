package pdf

import (
	"bytes"
	"strings"
	"sync"

	"github.com/jung-kurt/gofpdf"

	"matterbook/invoice/page"
)

// The library reads the whole of a font for each document, which costs more
// than all the rest. Nearly every paper is written in the characters of Western
// and Central Europe, so those are cut out once and papers that need no others
// start from the small fonts. Which fonts a paper starts from follows from its
// text alone, so its bytes repeat.
var common = sync.OnceValue(func() [2][]byte {
	var set strings.Builder
	for r := rune(' '); r < 0x180; r++ {
		if inCommon(r) {
			set.WriteRune(r)
		}
	}
	set.WriteString(punctuation)
	var cut [2][]byte
	for _, face := range []page.Face{page.Regular, page.Bold} {
		cut[face] = gofpdf.UTF8CutFont(bytes.Clone(page.FontBytes(face)), set.String())
	}
	return cut
})

const punctuation = "–—‘’‚“”„†‡•…‰‹›€™−□"

func inCommon(r rune) bool {
	return r >= ' ' && r < 0x7f || r >= 0xa0 && r < 0x180
}

// fontsFor returns fonts of the document's own: the library pads tables in
// place, so documents that are written at the same time must not share them.
func fontsFor(doc page.Doc) [2][]byte {
	var fonts [2][]byte
	small := onlyCommon(doc)
	for _, face := range []page.Face{page.Regular, page.Bold} {
		if small {
			fonts[face] = bytes.Clone(common()[face])
		} else {
			fonts[face] = bytes.Clone(page.FontBytes(face))
		}
	}
	return fonts
}

func onlyCommon(doc page.Doc) bool {
	for _, p := range doc.Pages {
		for _, it := range p.Items {
			for _, r := range it.Text {
				if !inCommon(r) && !strings.ContainsRune(punctuation, r) {
					return false
				}
			}
		}
	}
	return true
}
