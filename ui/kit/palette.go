package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Own colour names. Text colours stand at 4.5:1 or better on every ground they
// are used on (see the contrast test).
const (
	ColorSurface     fyne.ThemeColorName = "kitSurface"     // bars, cards, panes beside the content
	ColorMuted       fyne.ThemeColorName = "kitMuted"       // captions, hints, secondary text
	ColorNegative    fyne.ThemeColorName = "kitNegative"    // negative money
	ColorHeader      fyne.ThemeColorName = "kitHeader"      // ground of grid header and footer
	ColorHeaderText  fyne.ThemeColorName = "kitHeaderText"  // text of the header
	ColorRow         fyne.ThemeColorName = "kitRow"         // ground of a grid row
	ColorRowAlt      fyne.ThemeColorName = "kitRowAlt"      // every second row
	ColorRowHover    fyne.ThemeColorName = "kitRowHover"    // row under the mouse
	ColorRowSelected fyne.ThemeColorName = "kitRowSelected" // selected row, grid has the focus
	ColorRowQuiet    fyne.ThemeColorName = "kitRowQuiet"    // selected row, focus is elsewhere
	ColorRowWait     fyne.ThemeColorName = "kitRowWait"     // pale line of a row still being read
	ColorLine        fyne.ThemeColorName = "kitLine"        // separators
	ColorRing        fyne.ThemeColorName = "kitRing"        // focus ring
	ColorQuietHover  fyne.ThemeColorName = "kitQuietHover"  // quiet button under the mouse
	ColorButtonLine  fyne.ThemeColorName = "kitButtonLine"  // border of a plain button
	ColorTip         fyne.ThemeColorName = "kitTip"         // ground of a tooltip
	ColorTipText     fyne.ThemeColorName = "kitTipText"     // text of a tooltip

	ColorSide       fyne.ThemeColorName = "kitSide"       // side navigation ground
	ColorSideText   fyne.ThemeColorName = "kitSideText"   // its items
	ColorSideMuted  fyne.ThemeColorName = "kitSideMuted"  // its group captions
	ColorSideHover  fyne.ThemeColorName = "kitSideHover"  // item under the mouse
	ColorSideActive fyne.ThemeColorName = "kitSideActive" // active item's ground
	ColorSideBright fyne.ThemeColorName = "kitSideBright" // active item's text
	ColorSideAccent fyne.ThemeColorName = "kitSideAccent" // accent bar
	ColorSideBadge  fyne.ThemeColorName = "kitSideBadge"  // badge ground
	ColorSideAlert  fyne.ThemeColorName = "kitSideAlert"  // badge ground of what is late or wrong

	ColorNeutral       fyne.ThemeColorName = "kitNeutral"
	ColorInfo          fyne.ThemeColorName = "kitInfo"
	ColorGood          fyne.ThemeColorName = "kitGood"
	ColorWarn          fyne.ThemeColorName = "kitWarn"
	ColorBad           fyne.ThemeColorName = "kitBad"
	ColorNeutralGround fyne.ThemeColorName = "kitNeutralGround"
	ColorInfoGround    fyne.ThemeColorName = "kitInfoGround"
	ColorGoodGround    fyne.ThemeColorName = "kitGoodGround"
	ColorWarnGround    fyne.ThemeColorName = "kitWarnGround"
	ColorBadGround     fyne.ThemeColorName = "kitBadGround"

	// Series colours of charts, in this order.
	ColorSeries1 fyne.ThemeColorName = "kitSeries1"
	ColorSeries2 fyne.ThemeColorName = "kitSeries2"
	ColorSeries3 fyne.ThemeColorName = "kitSeries3"
	ColorSeries4 fyne.ThemeColorName = "kitSeries4"
	ColorSeries5 fyne.ThemeColorName = "kitSeries5"
	ColorSeries6 fyne.ThemeColorName = "kitSeries6"
)

// Tone is the feeling of a pill, notice, figure or cell. Colour is never the
// only sign: the text says the same.
type Tone int

// The tones.
const (
	Neutral Tone = iota
	Info
	Good
	Warn
	Bad
)

var toneText = [...]fyne.ThemeColorName{ColorNeutral, ColorInfo, ColorGood, ColorWarn, ColorBad}
var toneGround = [...]fyne.ThemeColorName{ColorNeutralGround, ColorInfoGround, ColorGoodGround, ColorWarnGround, ColorBadGround}

// Text is the name of the tone's text colour.
func (t Tone) Text() fyne.ThemeColorName { return toneText[clampTone(t)] }

// Ground is the name of the tone's pale background colour.
func (t Tone) Ground() fyne.ThemeColorName { return toneGround[clampTone(t)] }

func clampTone(t Tone) Tone {
	if t < Neutral || t > Bad {
		return Neutral
	}
	return t
}

type palette map[fyne.ThemeColorName]color.Color

func rgb(v uint32) color.Color {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

func rgba(v uint32, alpha uint8) color.Color {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: alpha}
}

var light = palette{
	theme.ColorNameBackground:          rgb(0xFFFFFF),
	theme.ColorNameForeground:          rgb(0x19222E),
	theme.ColorNameDisabled:            rgb(0x8A94A2),
	theme.ColorNamePlaceHolder:         rgb(0x667284),
	theme.ColorNameButton:              rgb(0xF4F6F9),
	theme.ColorNameDisabledButton:      rgb(0xF1F3F6),
	theme.ColorNamePrimary:             rgb(0x1D5FC4),
	theme.ColorNameForegroundOnPrimary: rgb(0xFFFFFF),
	theme.ColorNameFocus:               rgba(0x1D5FC4, 0x44),
	theme.ColorNameHover:               rgba(0x19222E, 0x12),
	theme.ColorNamePressed:             rgba(0x19222E, 0x22),
	theme.ColorNameSelection:           rgba(0x1D5FC4, 0x3A),
	theme.ColorNameHyperlink:           rgb(0x1D5FC4),
	theme.ColorNameInputBackground:     rgb(0xFFFFFF),
	theme.ColorNameInputBorder:         rgb(0x8691A1),
	theme.ColorNameSeparator:           rgb(0xDFE4EB),
	theme.ColorNameHeaderBackground:    rgb(0xF1F4F8),
	theme.ColorNameMenuBackground:      rgb(0xFFFFFF),
	theme.ColorNameOverlayBackground:   rgb(0xFFFFFF),
	theme.ColorNameShadow:              rgba(0x101828, 0x55),
	theme.ColorNameScrollBar:           rgba(0x3B4757, 0x8C),
	theme.ColorNameScrollBarBackground: rgba(0x3B4757, 0x10),
	theme.ColorNameError:               rgb(0xB3261E),
	theme.ColorNameForegroundOnError:   rgb(0xFFFFFF),
	theme.ColorNameSuccess:             rgb(0x17703D),
	theme.ColorNameForegroundOnSuccess: rgb(0xFFFFFF),
	theme.ColorNameWarning:             rgb(0x8A5200),
	theme.ColorNameForegroundOnWarning: rgb(0xFFFFFF),

	ColorSurface:     rgb(0xF6F8FB),
	ColorMuted:       rgb(0x566274),
	ColorNegative:    rgb(0xB3261E),
	ColorHeader:      rgb(0xEFF2F7),
	ColorHeaderText:  rgb(0x475467),
	ColorRow:         rgb(0xFFFFFF),
	ColorRowAlt:      rgb(0xF8FAFC),
	ColorRowHover:    rgb(0xEEF3FA),
	ColorRowSelected: rgb(0xD9E6FB),
	ColorRowQuiet:    rgb(0xE6EBF2),
	ColorRowWait:     rgb(0xE9EDF3),
	ColorLine:        rgb(0xDFE4EB),
	ColorRing:        rgb(0x1D5FC4),
	ColorQuietHover:  rgb(0xE9EEF5),
	ColorButtonLine:  rgb(0xC6CEDA),
	ColorTip:         rgb(0x1F2937),
	ColorTipText:     rgb(0xFFFFFF),

	ColorSide:       rgb(0x17212E),
	ColorSideText:   rgb(0xC5CEDA),
	ColorSideMuted:  rgb(0x8D9BAD),
	ColorSideHover:  rgb(0x202D3D),
	ColorSideActive: rgb(0x2A3B52),
	ColorSideBright: rgb(0xFFFFFF),
	ColorSideAccent: rgb(0x5C9BFF),
	ColorSideBadge:  rgb(0x3A4C66),
	ColorSideAlert:  rgb(0xB3372E),

	ColorNeutral:       rgb(0x4A5666),
	ColorInfo:          rgb(0x1A57B5),
	ColorGood:          rgb(0x146C3A),
	ColorWarn:          rgb(0x804B00),
	ColorBad:           rgb(0xAE2019),
	ColorNeutralGround: rgb(0xE1E6ED),
	ColorInfoGround:    rgb(0xCDDFF9),
	ColorGoodGround:    rgb(0xD3EDDD),
	ColorWarnGround:    rgb(0xFBEBCF),
	ColorBadGround:     rgb(0xFBE3E1),

	ColorSeries1: rgb(0x2F6FD0), ColorSeries2: rgb(0x14907A), ColorSeries3: rgb(0xC77B0A),
	ColorSeries4: rgb(0x8250C4), ColorSeries5: rgb(0xC4426B), ColorSeries6: rgb(0x64748B),
}

var dark = palette{
	theme.ColorNameBackground:          rgb(0x14181E),
	theme.ColorNameForeground:          rgb(0xE3E8EF),
	theme.ColorNameDisabled:            rgb(0x6B7685),
	theme.ColorNamePlaceHolder:         rgb(0x8F9BAB),
	theme.ColorNameButton:              rgb(0x232A34),
	theme.ColorNameDisabledButton:      rgb(0x1D232B),
	theme.ColorNamePrimary:             rgb(0x6AA6FF),
	theme.ColorNameForegroundOnPrimary: rgb(0x06182F),
	theme.ColorNameFocus:               rgba(0x6AA6FF, 0x55),
	theme.ColorNameHover:               rgba(0xFFFFFF, 0x12),
	theme.ColorNamePressed:             rgba(0xFFFFFF, 0x22),
	theme.ColorNameSelection:           rgba(0x6AA6FF, 0x50),
	theme.ColorNameHyperlink:           rgb(0x7FB2FF),
	theme.ColorNameInputBackground:     rgb(0x0F1317),
	theme.ColorNameInputBorder:         rgb(0x667385),
	theme.ColorNameSeparator:           rgb(0x2B333D),
	theme.ColorNameHeaderBackground:    rgb(0x1F262F),
	theme.ColorNameMenuBackground:      rgb(0x1E252E),
	theme.ColorNameOverlayBackground:   rgb(0x1B2129),
	theme.ColorNameShadow:              rgba(0x000000, 0x99),
	theme.ColorNameScrollBar:           rgba(0xA9B4C2, 0x80),
	theme.ColorNameScrollBarBackground: rgba(0xA9B4C2, 0x10),
	theme.ColorNameError:               rgb(0xFF8B80),
	theme.ColorNameForegroundOnError:   rgb(0x2B0704),
	theme.ColorNameSuccess:             rgb(0x5FD08F),
	theme.ColorNameForegroundOnSuccess: rgb(0x04200F),
	theme.ColorNameWarning:             rgb(0xF0B849),
	theme.ColorNameForegroundOnWarning: rgb(0x241700),

	ColorSurface:     rgb(0x1A2027),
	ColorMuted:       rgb(0x9AA6B6),
	ColorNegative:    rgb(0xFF8B80),
	ColorHeader:      rgb(0x1F262F),
	ColorHeaderText:  rgb(0xA7B3C2),
	ColorRow:         rgb(0x14181E),
	ColorRowAlt:      rgb(0x181D24),
	ColorRowHover:    rgb(0x202833),
	ColorRowSelected: rgb(0x1E3A61),
	ColorRowQuiet:    rgb(0x28313D),
	ColorRowWait:     rgb(0x232A33),
	ColorLine:        rgb(0x2B333D),
	ColorRing:        rgb(0x6AA6FF),
	ColorQuietHover:  rgb(0x252E39),
	ColorButtonLine:  rgb(0x3A4552),
	ColorTip:         rgb(0xE3E8EF),
	ColorTipText:     rgb(0x14181E),

	ColorSide:       rgb(0x0E1217),
	ColorSideText:   rgb(0xB7C1CE),
	ColorSideMuted:  rgb(0x8591A1),
	ColorSideHover:  rgb(0x181E26),
	ColorSideActive: rgb(0x1F2A38),
	ColorSideBright: rgb(0xFFFFFF),
	ColorSideAccent: rgb(0x6AA6FF),
	ColorSideBadge:  rgb(0x2E3C50),
	ColorSideAlert:  rgb(0xA8362E),

	ColorNeutral:       rgb(0xB4BFCC),
	ColorInfo:          rgb(0x8CBBFF),
	ColorGood:          rgb(0x6BD699),
	ColorWarn:          rgb(0xF2C063),
	ColorBad:           rgb(0xFF9A90),
	ColorNeutralGround: rgb(0x2C343F),
	ColorInfoGround:    rgb(0x1C3050),
	ColorGoodGround:    rgb(0x163527),
	ColorWarnGround:    rgb(0x3B2D12),
	ColorBadGround:     rgb(0x44221F),

	ColorSeries1: rgb(0x6AA6FF), ColorSeries2: rgb(0x4CC3AB), ColorSeries3: rgb(0xE8A948),
	ColorSeries4: rgb(0xB794F0), ColorSeries5: rgb(0xF0839F), ColorSeries6: rgb(0x94A3B8),
}

// seriesNames are the colours of a chart's series in order.
var seriesNames = [...]fyne.ThemeColorName{ColorSeries1, ColorSeries2, ColorSeries3, ColorSeries4, ColorSeries5, ColorSeries6}
