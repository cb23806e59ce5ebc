// Command notices writes the third-party notices that go with the programs:
// every module linked on any platform, its version and licence, and the
// licence texts themselves, which BSD, MIT, Apache and OFL all ask to be
// passed on with a binary.
//
// Usage, from the tools folder:
//
//	go run ./notices -dir .. -out ../assets/licenses/THIRD-PARTY.txt
package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

type module struct {
	path, version, dir string
	licences           []string
}

type text struct {
	content string
	users   []string
}

// platforms the programs are made for; the modules linked differ a little.
var platforms = []string{"linux", "windows", "darwin"}

func main() {
	log.SetFlags(0)
	dir := flag.String("dir", "..", "folder of the go.mod")
	packages := flag.String("packages", "./cmd/...", "the programs")
	out := flag.String("out", "../assets/licenses/THIRD-PARTY.txt", "file to write")
	flag.Parse()

	modules, err := linked(*dir, *packages)
	if err != nil {
		log.Fatal(err)
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		log.Fatal(err)
	}
	modules = append(modules, module{
		path: "Go standard library and runtime", version: runtime.Version(), dir: strings.TrimSpace(string(goroot)),
	})

	var texts []*text
	for i := range modules {
		if err := collect(&modules[i], &texts); err != nil {
			log.Fatal(err)
		}
	}
	if err := os.WriteFile(*out, page(modules, texts), 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s: %d modules, %d licence texts\n", *out, len(modules), len(texts))
}

// linked returns the modules that the packages import on any platform.
func linked(dir, packages string) ([]module, error) {
	found := map[string]module{}
	for _, platform := range platforms {
		list := exec.Command("go", "list", "-deps", "-tags", "migrated_fynedo,no_animations",
			"-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}", packages)
		list.Dir = dir
		list.Env = append(os.Environ(), "GOOS="+platform, "GOARCH=amd64", "CGO_ENABLED=1")
		list.Stderr = os.Stderr
		lines, err := list.Output()
		if err != nil {
			return nil, fmt.Errorf("go list for %s: %w", platform, err)
		}
		for line := range strings.Lines(string(lines)) {
			part := strings.Split(strings.TrimSpace(line), "\t")
			if len(part) == 3 {
				found[part[0]] = module{path: part[0], version: part[1], dir: part[2]}
			}
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s imports no module", packages)
	}
	modules := make([]module, 0, len(found))
	for _, m := range found {
		modules = append(modules, m)
	}
	slices.SortFunc(modules, func(a, b module) int { return cmp.Compare(a.path, b.path) })
	return modules, nil
}

var (
	licenceFile = regexp.MustCompile(`(?i)^((un)?licen[cs]e|copying|notice)([-_.].*)?$`)
	// A list of what a module itself carries: passed on whole, names no licence of its own.
	composite = regexp.MustCompile(`(?i)3rd-party|third-party`)
	// The licence of a picture in a module's documentation.
	unused    = regexp.MustCompile(`(?i)logo`)
	notLinked = regexp.MustCompile(`^(testdata|examples?|cmd|docs?|\..*|_.*)$`)
)

// collect finds the licence files of a module: at its root, and beside what it
// carries from others (fonts, C sources).
func collect(m *module, texts *[]*text) error {
	depth := strings.Count(m.dir, string(filepath.Separator))
	standard := !strings.Contains(m.path, "/")
	err := filepath.WalkDir(m.dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			below := strings.Count(name, string(filepath.Separator)) > depth
			if below && (standard || notLinked.MatchString(entry.Name())) {
				return filepath.SkipDir
			}
			return nil
		}
		if !licenceFile.MatchString(entry.Name()) || strings.HasSuffix(entry.Name(), ".go") || unused.MatchString(entry.Name()) {
			return nil
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if composite.MatchString(entry.Name()) {
			keep(texts, m.path, string(content))
			return nil
		}
		licence := classify(string(content))
		if licence == "" {
			return fmt.Errorf("%s: no licence recognised in %s; add it to classify", m.path, name)
		}
		if !slices.Contains(m.licences, licence) {
			m.licences = append(m.licences, licence)
		}
		keep(texts, m.path, string(content))
		return nil
	})
	if err != nil {
		return err
	}
	if len(m.licences) == 0 {
		return fmt.Errorf("%s has no licence file in %s", m.path, m.dir)
	}
	slices.Sort(m.licences)
	return nil
}

// keep stores a text once, however many modules carry it.
func keep(texts *[]*text, user, content string) {
	var lines []string
	for line := range strings.Lines(strings.ToValidUTF8(strings.TrimPrefix(content, "\ufeff"), "?")) {
		lines = append(lines, strings.TrimRight(line, " \t\r\n\f"))
	}
	content = strings.Trim(strings.Join(lines, "\n"), "\n")
	for _, known := range *texts {
		if sha256.Sum256([]byte(known.content)) == sha256.Sum256([]byte(content)) {
			if !slices.Contains(known.users, user) {
				known.users = append(known.users, user)
			}
			return
		}
	}
	*texts = append(*texts, &text{content: content, users: []string{user}})
}

// classify names a licence text by the sentence that makes it one.
func classify(content string) string {
	words := strings.ToLower(strings.Join(strings.Fields(content), " "))
	for _, known := range []struct{ sentence, licence string }{
		{"gnu affero general public license", "AGPL"},
		{"gnu general public license", "GPL"},
		{"gnu lesser general public license", "LGPL"},
		{"mozilla public license", "MPL-2.0"},
		{"sil open font license", "OFL-1.1"},
		{"creative commons attribution", "CC-BY-4.0"},
		{"bitstream vera", "Bitstream-Vera"},
		{"apache license version 2.0", "Apache-2.0"},
		{"apache license, version 2.0", "Apache-2.0"},
		{"free and unencumbered software", "Unlicense"},
		{"the author disclaims copyright", "Public domain"},
		{"dedicated to the public domain", "Public domain"},
		{"origin of this software must not be misrepresented", "Zlib"},
		{"without written agreement and without license or royalty fees", "MIT-Modern-Variant"},
		{"permission is hereby granted, free of charge", "MIT"},
		{"permission to use, copy, modify, and/or distribute this software for any purpose", "ISC"},
		{"permission to use, copy, modify, and distribute this software for any purpose", "ISC"},
		{"endorse or promote products derived", "BSD-3-Clause"},
		{"redistribution and use in source and binary forms", "BSD-2-Clause"},
	} {
		if strings.Contains(words, known.sentence) {
			return known.licence
		}
	}
	return ""
}

func page(modules []module, texts []*text) []byte {
	var b bytes.Buffer
	b.WriteString("THIRD-PARTY NOTICES\n\n" +
		"Matterbook is distributed under the MIT licence (file LICENSE). Its programs contain the work of\n" +
		"others, listed here with the licences they are passed on under. The texts follow the list, each\n" +
		"once, under the names of the modules that carry it.\n\n" +
		"Fonts in PDFs: Liberation Sans, SIL Open Font License 1.1, Reserved Font Name Liberation; the files\n" +
		"are embedded unmodified (module codeberg.org/go-fonts/liberation).\n\n" +
		"Written by tools/notices; run \"make notices\" after a change of modules.\n\n")
	for _, m := range modules {
		fmt.Fprintf(&b, "%s  %s  %s\n", m.path, m.version, strings.Join(m.licences, ", "))
	}
	for _, t := range texts {
		rule := strings.Repeat("=", 80)
		fmt.Fprintf(&b, "\n%s\n%s\n%s\n\n%s\n", rule, strings.Join(t.users, "\n"), rule, t.content)
	}
	return b.Bytes()
}
