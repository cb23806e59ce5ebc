package assets

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

type noticed struct{ version, licences string }

// noticeList reads the list at the head of the notices: module, version and
// licences, two spaces between.
func noticeList() map[string]noticed {
	list := map[string]noticed{}
	head, _, _ := strings.Cut(ThirdPartyNotices, "\n====")
	for line := range strings.Lines(head) {
		part := strings.Split(strings.TrimSpace(line), "  ")
		if len(part) == 3 {
			list[part[0]] = noticed{version: part[1], licences: part[2]}
		}
	}
	return list
}

// requirements reads the modules and versions of the project's go.mod.
func requirements(t *testing.T) map[string]string {
	t.Helper()
	content, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	versions := map[string]string{}
	for line := range strings.Lines(string(content)) {
		field := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if len(field) >= 2 && strings.Contains(field[0], "/") && strings.HasPrefix(field[1], "v") {
			versions[field[0]] = field[1]
		}
	}
	return versions
}

// importedModules returns, for every required module that our programs import
// directly, one file that does.
func importedModules(t *testing.T, required map[string]string) map[string]string {
	t.Helper()
	importers := map[string]string{}
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if slices.Contains([]string{".git", "bin", "demo", "tools", "testdata"}, entry.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			module := ""
			for candidate := range required {
				within := imported == candidate || strings.HasPrefix(imported, candidate+"/")
				if within && len(candidate) > len(module) {
					module = candidate
				}
			}
			if module != "" {
				importers[module] = name
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return importers
}

func TestEveryModuleWeImportIsInTheNotices(t *testing.T) {
	required := requirements(t)
	importers := importedModules(t, required)
	// This package imports the fonts, so an empty answer means the walk is broken.
	if importers["codeberg.org/go-fonts/liberation"] == "" {
		t.Fatalf("the fonts were not found among the imports %v", importers)
	}
	list := noticeList()
	for module, file := range importers {
		entry, ok := list[module]
		switch {
		// What only tests and end-to-end helpers import is not passed on.
		case slices.Contains([]string{"pgregory.net/rapid", "github.com/google/go-cmp", "github.com/rogpeppe/go-internal"}, module):
		case !ok:
			t.Errorf("%s imports %s, which the notices do not list; run make notices", file, module)
		case entry.version != required[module]:
			t.Errorf("%s is required at %s, the notices say %s; run make notices", module, required[module], entry.version)
		}
	}
}

func TestNoticedLicencesMayBeLinked(t *testing.T) {
	allowed := []string{"MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "MPL-2.0", "OFL-1.1", "ISC",
		"Zlib", "Unlicense", "Public domain", "Bitstream-Vera", "CC-BY-4.0"}
	list := noticeList()
	if len(list) < 20 {
		t.Fatalf("only %d modules in the notices", len(list))
	}
	for module, entry := range list {
		for _, licence := range strings.Split(entry.licences, ", ") {
			if !slices.Contains(allowed, licence) {
				t.Errorf("%s is under %s, which must not be linked", module, licence)
			}
		}
		if !strings.Contains(ThirdPartyNotices, "\n"+module+"\n") {
			t.Errorf("%s is listed without a licence text", module)
		}
	}
	if !strings.Contains(ThirdPartyNotices, "SIL OPEN FONT LICENSE Version 1.1") {
		t.Errorf("the licence text of the fonts is missing")
	}
}
