package kit

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// luminance and contrast follow WCAG 2.1, "relative luminance" and "contrast ratio".
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	lin := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.03928 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(r) + 0.7152*lin(g) + 0.0722*lin(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

func TestContrastFormula(t *testing.T) {
	// Worked values of the WCAG text: black on white is 21, #777777 on white 4.48.
	if c := contrast(color.Black, color.White); math.Abs(c-21) > 0.01 {
		t.Errorf("black on white %.2f", c)
	}
	if c := contrast(rgb(0x777777), color.White); math.Abs(c-4.48) > 0.01 {
		t.Errorf("#777 on white %.2f", c)
	}
}

func TestTextReachesAAOnEveryGroundItStandsOn(t *testing.T) {
	rows := []fyne.ThemeColorName{ColorRow, ColorRowAlt, ColorRowHover, ColorRowSelected, ColorRowQuiet}
	bars := []fyne.ThemeColorName{theme.ColorNameBackground, ColorSurface, theme.ColorNameOverlayBackground, theme.ColorNameMenuBackground}
	type rule struct {
		text    fyne.ThemeColorName
		grounds []fyne.ThemeColorName
		least   float64
	}
	all := append(append([]fyne.ThemeColorName{}, rows...), bars...)
	rules := []rule{
		{theme.ColorNameForeground, append(all, ColorHeader, theme.ColorNameInputBackground, theme.ColorNameButton, ColorQuietHover), 4.5},
		{ColorMuted, append(all, ColorHeader), 4.5},
		{ColorNegative, all, 4.5},
		{ColorHeaderText, []fyne.ThemeColorName{ColorHeader}, 4.5},
		{theme.ColorNamePlaceHolder, []fyne.ThemeColorName{theme.ColorNameInputBackground}, 4.5},
		{theme.ColorNameError, []fyne.ThemeColorName{theme.ColorNameBackground, ColorSurface, theme.ColorNameOverlayBackground}, 4.5},
		{theme.ColorNameHyperlink, []fyne.ThemeColorName{theme.ColorNameBackground, ColorSurface}, 4.5},
		{theme.ColorNameForegroundOnPrimary, []fyne.ThemeColorName{theme.ColorNamePrimary}, 4.5},
		{theme.ColorNameForegroundOnError, []fyne.ThemeColorName{theme.ColorNameError}, 4.5},
		{theme.ColorNameForegroundOnSuccess, []fyne.ThemeColorName{theme.ColorNameSuccess}, 4.5},
		{theme.ColorNameForegroundOnWarning, []fyne.ThemeColorName{theme.ColorNameWarning}, 4.5},
		{ColorSideText, []fyne.ThemeColorName{ColorSide, ColorSideHover}, 4.5},
		{ColorSideMuted, []fyne.ThemeColorName{ColorSide}, 4.5},
		{ColorSideBright, []fyne.ThemeColorName{ColorSideActive, ColorSideBadge, ColorSideAlert}, 4.5},
		{ColorTipText, []fyne.ThemeColorName{ColorTip}, 4.5},
		// Parts of controls need 3:1 (WCAG 1.4.11).
		{theme.ColorNameInputBorder, []fyne.ThemeColorName{theme.ColorNameBackground, theme.ColorNameInputBackground}, 3},
		{ColorRing, bars, 3},
		{ColorSideAccent, []fyne.ThemeColorName{ColorSideActive, ColorSide}, 3},
	}
	for tone := Neutral; tone <= Bad; tone++ {
		rules = append(rules, rule{tone.Text(), append([]fyne.ThemeColorName{tone.Ground()}, all...), 4.5})
		rules = append(rules, rule{theme.ColorNameForeground, []fyne.ThemeColorName{tone.Ground()}, 4.5})
	}
	for i := range seriesNames {
		rules = append(rules, rule{seriesNames[i], []fyne.ThemeColorName{theme.ColorNameBackground, ColorSurface}, 3})
	}
	for _, mode := range []Mode{Light, Dark} {
		th := NewTheme(mode, Compact, 100)
		for _, r := range rules {
			for _, ground := range r.grounds {
				c := contrast(th.Color(r.text, 0), th.Color(ground, 0))
				if c < r.least {
					t.Errorf("mode %d: %s on %s is %.2f, needs %.1f", mode, r.text, ground, c, r.least)
				}
			}
		}
	}
}

func TestBothPalettesNameTheSameColours(t *testing.T) {
	for name := range light {
		if _, ok := dark[name]; !ok {
			t.Errorf("dark palette lacks %s", name)
		}
	}
	if len(light) != len(dark) {
		t.Errorf("light has %d names, dark %d", len(light), len(dark))
	}
	for _, m := range []Mode{Light, Dark, System} {
		test.AssertAllColorNamesDefined(t, NewTheme(m, Compact, 100), fmt.Sprint(m))
	}
}

func TestSizesScaleAndStayEven(t *testing.T) {
	for _, d := range []Density{Compact, Comfortable} {
		for pct := 80; pct <= 150; pct += 5 {
			th := NewTheme(Light, d, pct)
			for name := range even {
				if v := th.Size(name); int(v)%2 != 0 || v != float32(int(v)) {
					t.Errorf("%s at %d%% is %v, not even", name, pct, v)
				}
			}
			if th.Size(SizeRow) < th.Size(theme.SizeNameText)*1.5 {
				t.Errorf("a row at %d%% is too low for its text", pct)
			}
		}
	}
	if NewTheme(Light, Compact, 10).Size(theme.SizeNameText) != NewTheme(Light, Compact, 80).Size(theme.SizeNameText) {
		t.Error("a scale below 80 must be pulled in")
	}
	if got := NewTheme(Light, Compact, 150).Size(theme.SizeNameText); got != 19.5 {
		t.Errorf("text at 150%% is %v", got)
	}
	if NewTheme(Light, Compact, 0).Size(SizeRow) != 24 || NewTheme(Light, Comfortable, 0).Size(SizeRow) != 30 {
		t.Error("row heights at 100%")
	}
}

func TestModeWinsOverTheDesktopVariant(t *testing.T) {
	if !NewTheme(System, Compact, 0).IsDark(theme.VariantDark) || NewTheme(Light, Compact, 0).IsDark(theme.VariantDark) || !NewTheme(Dark, Compact, 0).IsDark(theme.VariantLight) {
		t.Error("modes")
	}
}
