package assets

import (
	"strings"
	"testing"
)

// Rows, phases or headings, and tasks as the published lists count them.
func TestUTBMSCounts(t *testing.T) {
	tests := []struct {
		set                   string
		rows, headings, tasks int
	}{
		{"litigation", 34, 5, 29},
		{"counseling", 4, 4, 0},
		{"project", 16, 8, 8},
		{"bankruptcy", 25, 4, 21},
		{"ediscovery", 34, 9, 25},
		{"patent", 50, 7, 43},
		{"trademark", 41, 7, 34},
		{"uk-j", 54, 13, 41},
		{"m-and-a", 20, 11, 9},
		{"activity", 13, 1, 12}, // A100 to A112
		{"expense", 25, 1, 24},
		{"expense-ip", 7, 0, 7},
		{"expense-2013", 68, 68, 0},
	}
	byName := map[string]CodeSet{}
	for _, set := range CodeSets() {
		byName[set.Name] = set
	}
	if len(byName) != len(tests) {
		t.Errorf("%d sets, want %d", len(byName), len(tests))
	}
	for _, test := range tests {
		set, ok := byName[test.set]
		if !ok {
			t.Errorf("no set %q", test.set)
			continue
		}
		codes, err := set.Codes()
		if err != nil {
			t.Fatal(err)
		}
		headings := 0
		for _, code := range codes {
			if code.Parent == "" {
				headings++
			}
		}
		if len(codes) != test.rows || headings != test.headings || len(codes)-headings != test.tasks {
			t.Errorf("%s: %d rows, %d headings, %d tasks; want %d, %d, %d", test.set,
				len(codes), headings, len(codes)-headings, test.rows, test.headings, test.tasks)
		}
	}
}

func TestUTBMSCodesAreUniqueAndHangTogether(t *testing.T) {
	codes, err := UTBMS()
	if err != nil {
		t.Fatal(err)
	}
	if len(codes) != 323 {
		t.Errorf("%d built-in codes, want 323", len(codes))
	}
	known := map[string]bool{}
	for _, code := range codes {
		key := code.Set + " " + code.Code
		if known[key] {
			t.Errorf("%s stands twice", key)
		}
		known[key] = true
		if len(code.Code) > 20 {
			t.Errorf("%s is longer than the 20 characters LEDES 1998B allows", key)
		}
	}
	for _, code := range codes {
		parentSet := code.Set
		if parentSet == "expense-ip" {
			parentSet = "expense" // E125 to E131 continue the heading E100
		}
		if code.Parent != "" && !known[parentSet+" "+code.Parent] {
			t.Errorf("%s %s stands under %s, which is no code of its set", code.Set, code.Code, code.Parent)
		}
	}
}

// Codes that programs are known to get wrong.
func TestUTBMSNames(t *testing.T) {
	codes, err := UTBMS()
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, code := range codes {
		names[code.Code] = code.Name
	}
	for code, want := range map[string]string{
		"A102": "Research",
		"A103": "Draft/revise",
		"A104": "Review/analyze",
		"A112": "Billable Travel Time",
		"E101": "Copying",
		"E110": "Out-of-town travel",
		"E112": "Court fees",
		"L110": "Fact Investigation/Development",
		"L250": "Other Written Motions and Submissions",
		"L330": "Depositions",
		"B110": "Case Administration",
		"P280": "Other",
	} {
		if names[code] != want {
			t.Errorf("%s is %q, want %q", code, names[code], want)
		}
	}
	for _, invented := range []string{"A113", "A126", "L270", "L280", "L480", "X101"} {
		if name, ok := names[invented]; ok {
			t.Errorf("%s (%s) must not be built in", invented, name)
		}
	}
}

func TestTimekeeperClasses(t *testing.T) {
	classes, err := TimekeeperClasses()
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	current := map[string]string{}
	for _, class := range classes {
		count[class.Set]++
		if class.Set == "class-2014" {
			if _, dup := current[class.Code]; dup {
				t.Errorf("%s stands twice", class.Code)
			}
			current[class.Code] = class.Name
		}
		if strings.HasPrefix(class.Name, "(") {
			t.Errorf("%s is named %q", class.Code, class.Name)
		}
	}
	if count["class-2014"] != 51 || count["class-old"] != 7 || len(classes) != 58 {
		t.Errorf("classes per set %v, want 51 of 2014 and 7 older ones", count)
	}
	for _, class := range classes {
		if class.Set == "class-old" && current[class.Parent] == "" {
			t.Errorf("%s points to %q, which is no class of 2014", class.Code, class.Parent)
		}
	}
	if current["PARTNR"] != "Partner" || current["ASSOC"] != "Associate" || current["PARALG"] != "Paralegal" {
		t.Errorf("partner, associate and paralegal are named %q, %q, %q",
			current["PARTNR"], current["ASSOC"], current["PARALG"])
	}
}
