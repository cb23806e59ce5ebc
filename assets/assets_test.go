package assets

import (
	"bytes"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestIconIsA512PixelPNG(t *testing.T) {
	picture, err := png.Decode(bytes.NewReader(IconPNG))
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != 512 || size.Y != 512 {
		t.Errorf("icon.png is %v, want 512 by 512", size)
	}
	if _, _, _, alpha := picture.At(0, 0).RGBA(); alpha != 0 {
		t.Errorf("the icon's corner is not transparent")
	}
}

func TestInstalledIconSizes(t *testing.T) {
	for _, edge := range []int{16, 32, 48, 64, 128, 256} {
		name := "icons/matterbook-" + strconv.Itoa(edge) + ".png"
		content, err := os.ReadFile(name)
		if err != nil {
			t.Error(err)
			continue
		}
		picture, err := png.Decode(bytes.NewReader(content))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if size := picture.Bounds().Size(); size.X != edge || size.Y != edge {
			t.Errorf("%s is %v", name, size)
		}
	}
}

// The toolkit recolours a symbol by replacing its fill: a second colour or a
// stroke would keep its own.
func TestSymbolsHaveOneBlackPathOn24By24(t *testing.T) {
	symbols := Symbols()
	for _, name := range []string{
		"today", "time", "billing", "trust", "clients", "matters", "reports", "settings", "payments", "dashboard",
	} {
		if symbols[name] == nil {
			t.Errorf("no symbol %q", name)
		}
	}
	for name, content := range symbols {
		decoder := xml.NewDecoder(bytes.NewReader(content))
		paths := 0
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			element, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			attributes := map[string]string{}
			for _, attribute := range element.Attr {
				attributes[attribute.Name.Local] = attribute.Value
			}
			switch element.Name.Local {
			case "svg":
				if attributes["viewBox"] != "0 0 24 24" {
					t.Errorf("%s: viewBox %q", name, attributes["viewBox"])
				}
			case "path":
				paths++
				if attributes["fill"] != "#000000" || attributes["stroke"] != "" || attributes["d"] == "" {
					t.Errorf("%s: path with attributes %v", name, attributes)
				}
			default:
				t.Errorf("%s: element %s", name, element.Name.Local)
			}
		}
		if paths != 1 {
			t.Errorf("%s: %d paths, want one", name, paths)
		}
	}
}

func TestFontsAreTrueType(t *testing.T) {
	seen := map[string]string{}
	for _, face := range []string{Regular, Bold, Italic, BoldItalic} {
		content := Font(face)
		// A TrueType file opens with version 1.0; gofpdf takes no other outlines.
		if !bytes.HasPrefix(content, []byte{0, 1, 0, 0}) {
			t.Errorf("%s is not a TrueType file", face)
			continue
		}
		if other, dup := seen[string(content)]; dup {
			t.Errorf("%s and %s are the same face", face, other)
		}
		seen[string(content)] = face
	}
	if Font("gothic") != nil {
		t.Errorf("a face that does not exist was answered")
	}
}

func TestReasons(t *testing.T) {
	reasons, err := Reasons()
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, reason := range reasons {
		codes = append(codes, reason.Code)
		if reason.Text == "" || reason.Use == "" {
			t.Errorf("reason %q lacks a text or a hint", reason.Code)
		}
	}
	want := []string{"client-relations", "duplicate-effort", "training", "over-budget",
		"guideline", "error", "rate-agreement", "rounding"}
	if !slices.Equal(codes, want) {
		t.Errorf("reasons %v, want %v", codes, want)
	}
}

func TestWorkTypes(t *testing.T) {
	types, err := WorkTypes()
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, work := range types {
		codes = append(codes, work.Code)
		if work.Paid != (work.EarningsCode != "") {
			t.Errorf("%s: paid is %v but the earnings code is %q", work.Code, work.Paid, work.EarningsCode)
		}
		if !slices.Contains([]string{"work", "break", "leave"}, work.Kind) {
			t.Errorf("%s: kind %q", work.Code, work.Kind)
		}
		if !slices.Contains([]string{"8.00", "24.00"}, work.MaxHoursPerDay) {
			t.Errorf("%s: %s hours a day", work.Code, work.MaxHoursPerDay)
		}
	}
	want := strings.Fields("ADM BD CLE MTG PB RCR MGT KM BRK VAC SICK HOL PARENT JURY BEREAV UNPAID")
	if !slices.Equal(codes, want) {
		t.Errorf("codes %v, want %v", codes, want)
	}
	if types[len(types)-1].Paid {
		t.Errorf("unpaid leave is paid")
	}
}

func TestAbbreviations(t *testing.T) {
	list, err := Abbreviations()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 25 {
		t.Errorf("%d abbreviations, want 25 or more", len(list))
	}
	meaning := map[string]string{}
	for _, a := range list {
		if a.Short == "" || a.Short != strings.ToLower(a.Short) || strings.ContainsAny(a.Short, " \t") {
			t.Errorf("%q cannot be typed as one lower-case word", a.Short)
		}
		if a.Text == "" || strings.TrimSpace(a.Text) != a.Text {
			t.Errorf("%q stands for %q", a.Short, a.Text)
		}
		if earlier, dup := meaning[a.Short]; dup {
			t.Errorf("%q stands for both %q and %q", a.Short, earlier, a.Text)
		}
		meaning[a.Short] = a.Text
	}
	for short, text := range map[string]string{"tc": "telephone conference with", "rv": "review", "dr": "draft"} {
		if meaning[short] != text {
			t.Errorf("%q stands for %q, want %q", short, meaning[short], text)
		}
	}
}
