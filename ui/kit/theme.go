package kit

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Mode says which of the two palettes is shown.
type Mode int

// The modes. System follows the desktop's setting.
const (
	System Mode = iota
	Light
	Dark
)

// Density says how much air stands around the text.
type Density int

// Compact shows the most rows and is the house style; Comfortable gives more
// room to the eye and to the mouse.
const (
	Compact Density = iota
	Comfortable
)

// Own size names. They exist only in [Theme]; the kit's widgets ask for them.
const (
	SizeRow     fyne.ThemeSizeName = "kitRow"     // height of a grid row
	SizeHeader  fyne.ThemeSizeName = "kitHeader"  // height of a grid header or footer
	SizeControl fyne.ThemeSizeName = "kitControl" // height of a button, entry, select
	SizeFigure  fyne.ThemeSizeName = "kitFigure"  // text of a big number
	SizeStatus  fyne.ThemeSizeName = "kitStatus"  // height of the status and timer bars
	SizeGap     fyne.ThemeSizeName = "kitGap"     // gap between groups
)

// Theme is the program's own look: two palettes checked for contrast (WCAG 2.1
// AA), dense sizes, and a text scale. It falls back to the toolkit's theme for
// fonts, icons and every name it does not set.
type Theme struct {
	Mode    Mode
	Density Density
	// ScalePercent is the size of all text and controls, 80 to 150; 0 means 100.
	ScalePercent int
}

var _ fyne.Theme = (*Theme)(nil)

// NewTheme returns a theme; a scale outside 80 to 150 per cent is pulled in.
func NewTheme(mode Mode, density Density, scalePercent int) *Theme {
	return &Theme{Mode: mode, Density: density, ScalePercent: scalePercent}
}

// Color looks the name up in the palette of the mode.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	p, base := &light, theme.VariantLight
	if t.Mode == Dark || t.Mode == System && variant == theme.VariantDark {
		p, base = &dark, theme.VariantDark
	}
	if c, ok := (*p)[name]; ok {
		return c
	}
	return theme.DefaultTheme().Color(name, base)
}

// IsDark says which palette the mode shows under the desktop's variant.
func (t *Theme) IsDark(variant fyne.ThemeVariant) bool {
	return t.Mode == Dark || t.Mode == System && variant == theme.VariantDark
}

// Font is the toolkit's bundled Noto Sans; its digits are tabular.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(style) }

// Icon is the toolkit's icon.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Sizes of both densities at 100 per cent. Heights are even, so that lines stay
// sharp at fractional display scales.
var sizes = map[fyne.ThemeSizeName][2]float32{
	theme.SizeNameText:                 {13, 14},
	theme.SizeNameCaptionText:          {11, 12},
	theme.SizeNameSubHeadingText:       {15, 16},
	theme.SizeNameHeadingText:          {18, 20},
	theme.SizeNamePadding:              {3, 4},
	theme.SizeNameInnerPadding:         {6, 7},
	theme.SizeNameLineSpacing:          {2, 3},
	theme.SizeNameInlineIcon:           {16, 18},
	theme.SizeNameScrollBar:            {10, 12},
	theme.SizeNameScrollBarSmall:       {4, 5},
	theme.SizeNameInputRadius:          {4, 4},
	theme.SizeNameButtonRadius:         {4, 4},
	theme.SizeNameSelectionRadius:      {3, 3},
	theme.SizeNameScrollBarRadius:      {4, 4},
	theme.SizeNameCardRadius:           {6, 6},
	theme.SizeNameDialogRadius:         {8, 8},
	theme.SizeNamePopupRadius:          {6, 6},
	theme.SizeNameMenuRadius:           {6, 6},
	theme.SizeNameInputBorder:          {1, 1},
	theme.SizeNameSeparatorThickness:   {1, 1},
	theme.SizeNameSplitThickness:       {1, 1},
	theme.SizeNameModalBlurRadius:      {0, 0},
	theme.SizeNameInnerWindowRadius:    {4, 4},
	theme.SizeNameWindowTitleBarHeight: {26, 28},

	SizeRow:     {24, 30},
	SizeHeader:  {26, 32},
	SizeControl: {30, 34},
	SizeFigure:  {24, 26},
	SizeStatus:  {30, 34},
	SizeGap:     {12, 16},
}

// Line widths, radii and bars keep their size when the text grows.
var unscaled = map[fyne.ThemeSizeName]bool{
	theme.SizeNameInputBorder: true, theme.SizeNameSeparatorThickness: true, theme.SizeNameSplitThickness: true,
	theme.SizeNameInputRadius: true, theme.SizeNameButtonRadius: true, theme.SizeNameSelectionRadius: true,
	theme.SizeNameCardRadius: true, theme.SizeNameDialogRadius: true, theme.SizeNamePopupRadius: true,
	theme.SizeNameMenuRadius: true, theme.SizeNameModalBlurRadius: true,
	theme.SizeNameScrollBar: true, theme.SizeNameScrollBarSmall: true, theme.SizeNameScrollBarRadius: true,
}

// Heights are rounded to even numbers after scaling.
var even = map[fyne.ThemeSizeName]bool{SizeRow: true, SizeHeader: true, SizeControl: true, SizeStatus: true}

// Size gives the size of the density, times the text scale.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	pair, ok := sizes[name]
	if !ok {
		return theme.DefaultTheme().Size(name)
	}
	v := pair[t.Density&1]
	if unscaled[name] {
		return v
	}
	s := float64(v) * float64(t.scale()) / 100
	if even[name] {
		return float32(2 * math.Round(s/2))
	}
	return float32(math.Round(s*2) / 2)
}

func (t *Theme) scale() int {
	if t.ScalePercent == 0 {
		return 100
	}
	return min(max(t.ScalePercent, 80), 150)
}

// themed is what every widget of the toolkit has: its own theme.
type themed interface{ Theme() fyne.Theme }

// colorOf is the colour of the name for the widget now. Under a foreign theme
// the kit's own names come from the kit's palettes.
func colorOf(w themed, name fyne.ThemeColorName) color.Color {
	v := fyne.CurrentApp().Settings().ThemeVariant()
	th := w.Theme()
	if _, own := th.(*Theme); !own {
		if _, kitName := light[name]; kitName {
			return fallback.Color(name, v)
		}
	}
	return th.Color(name, v)
}

var fallback = &Theme{}

// sizeOf is the size of the name for the widget now.
func sizeOf(w themed, name fyne.ThemeSizeName) float32 {
	th := w.Theme()
	if _, own := th.(*Theme); !own {
		if _, kitName := sizes[name]; kitName {
			return fallback.Size(name)
		}
	}
	return th.Size(name)
}

// growth is how much larger than usual the text is: what is measured in letters
// grows with it, and never shrinks below its usual width.
func growth(w themed) float32 { return max(sizeOf(w, theme.SizeNameText)/13, 1) }

// leastTarget is the least side of what can be clicked (WCAG 2.2, 2.5.8).
const leastTarget = 24

// smallControl is the height of a small button or chip.
func smallControl(w themed) float32 { return max(sizeOf(w, SizeControl)-6, leastTarget) }
