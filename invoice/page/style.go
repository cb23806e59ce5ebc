package page

// Size is the size of the sheet.
type Size uint8

// Sheet sizes.
const (
	Letter Size = iota // 8.5 x 11 inches
	A4
)

func (s Size) points() (width, height float64) {
	if s == A4 {
		return 595.28, 841.89
	}
	return 612, 792
}

// Style is how a firm's papers look. The zero value is a good one: US Letter,
// navy as the one accent.
type Style struct {
	Size   Size
	Accent Color // headings, the firm's name, the amount due; zero is navy

	Copy   bool // a reprint: COPY stands behind the text
	Review bool // a pre-bill for its reviewer: line numbers, worked hours, a margin to write in, a sign-off

	Metrics Metrics // nil: the embedded fonts
}

// The colours beside the accent.
var (
	ink      = Color{0x1c, 0x20, 0x26}
	grey     = Color{0x68, 0x70, 0x7c}
	hairline = Color{0xdb, 0xdf, 0xe5}
	midline  = Color{0x9a, 0xa2, 0xad}
	tint     = Color{0xf4, 0xf6, 0xf8}
	ghost    = Color{0xec, 0xee, 0xf1} // marks behind the text
	navy     = Color{0x1d, 0x36, 0x5c}
)

// Type sizes and spacing, in points.
const (
	sizeBody  = 8.5
	leadBody  = 11.5
	sizeLabel = 7
	sizeTiny  = 6.5
	leadTiny  = 8.5
	sizeHead  = 11
	padRow    = 3.6 // above and below the text of a table row
	gapCol    = 10  // between columns
	gapPart   = 20  // between parts of a paper

	marginSide = 63 // the left edge of an envelope window, so that no address is cut
	marginTop  = 48
	marginFoot = 58 // the foot stands inside it

	// The least widths of the last three columns, so that hours, rates and amounts
	// stand under each other from table to table.
	wideHours  = 30
	wideRate   = 38
	wideAmount = 50
)

func (st Style) withDefaults() Style {
	if st.Accent == (Color{}) {
		st.Accent = navy
	}
	if st.Metrics == nil {
		st.Metrics = Liberation()
	}
	return st
}
