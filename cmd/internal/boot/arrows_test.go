package boot_test

import (
	"go/build"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// arrow is one row of the house's plan: who may import whom inside this module,
// which outside modules belong to it alone, and why.
type arrow struct {
	from string   // package or folder (with /...)
	may  []string // packages or folders of ours
	why  string
}

// The first row that names a package holds for it.
var arrows = []arrow{
	{"app/money", nil, "quantities stand below everything"},
	{"app/cal", nil, "days stand below everything"},
	{"app/fault", nil, "error sorts stand below everything"},
	{"app/outfile", []string{"app/fault"}, "the one door through which files leave"},
	{"app/firm", []string{"app/money", "app/cal", "app/fault"}, "who the firm is knows nothing of what it does"},
	{"app/work", []string{"app/firm", "app/money", "app/cal", "app/fault"}, "time belongs to matters and timekeepers"},
	{"app/bill/billtest", []string{"app/bill", "app/firm", "app/work", "app/money", "app/cal"}, "worked examples shared by tests"},
	{"app/bill", []string{"app/work", "app/firm", "app/money", "app/cal", "app/fault"}, "bills are made of work; trust is introduced by app"},
	{"app/trust", []string{"app/firm", "app/money", "app/cal", "app/fault"}, "client money must not depend on what is billed"},
	{"app/report", []string{"app/bill", "app/trust", "app/work", "app/firm", "app/money", "app/cal", "app/fault"}, "a report reads every noun and changes none"},
	{"app/apptest", []string{"app/...", "store/sqlite", "assets"}, "tests of acts run on the real store"},
	{"app/benchtest", nil, "measuring needs nothing of ours"},
	{"app", []string{"app/..."}, "app knows the nouns and points at nobody else"},
	{"store/storetest", []string{"app/..."}, "the promise every store keeps"},
	{"store/...", []string{"app/..."}, "a store serves app; nobody above knows the driver"},
	{"invoice/page", []string{"app/...", "!app"}, "pages are arranged from finished values, without a PDF library"},
	{"invoice/pdf", []string{"invoice/page", "app/...", "!app"}, "the only painter of PDF"},
	{"invoice/...", []string{"app/...", "!app", "assets"}, "papers and files are made from finished values and never load"},
	{"ui/words", []string{"app/money", "app/cal", "app/fault"}, "a language knows quantities and days, not screens"},
	{"ui/kit", []string{"ui/words", "app/money", "app/cal", "app/work"}, "widgets know quantities, not the firm"},
	{"ui/present", []string{"ui/words", "app/..."}, "what a screen shows is plain Go, without the toolkit"},
	{"ui/page", []string{"ui/present", "ui/kit", "ui/words", "invoice/page", "app/money", "app/cal", "app/bill"}, "pages draw what present says"},
	{"ui/...", []string{"ui/...", "app/...", "invoice/page"}, "the window's own parts"},
	{"assets", nil, "what is embedded imports nothing of ours"},
	{"cmd/...", []string{"..."}, "cmd starts the program and wires everything"},
	{"e2e", []string{"..."}, "drives the built program from outside"},
}

// outside names modules that only one folder may import, so that each can be
// replaced in one place.
var outside = []arrow{
	{"modernc.org/sqlite", []string{"store/sqlite"}, "one driver, one package"},
	{"github.com/pressly/goose", []string{"store/sqlite"}, "migrations belong to the store"},
	{"github.com/jung-kurt/gofpdf", []string{"invoice/pdf"}, "an archived library stays behind one door"},
	{"github.com/xuri/excelize", []string{"invoice/sheet"}, "one package writes spreadsheets"},
	{"fyne.io/fyne/v2/app", []string{"cmd/matterbook"}, "everything else must build without a display"},
	{"fyne.io/fyne/v2/driver/desktop", []string{"ui/kit", "cmd/matterbook", "cmd/matterbookgallery", "ui/page"}, "interfaces of the desktop driver, for widgets"},
	{"fyne.io/", []string{"ui/kit", "ui/page", "cmd/matterbook", "cmd/matterbookgallery"}, "what a screen shows is tested without the toolkit"},
	{"filippo.io/age", []string{"cmd/internal/boot"}, "encrypted backups are made in one place"},
	{"github.com/spf13/cobra", []string{"cmd/matterbookctl"}, "the command line's own"},
	{"database/sql", []string{"store/sqlite"}, "no SQL above the store"},
}

const module = "matterbook"

func covers(pattern, pkg string) bool {
	if pattern == "..." {
		return true
	}
	if folder, all := strings.CutSuffix(pattern, "/..."); all {
		return pkg == folder || strings.HasPrefix(pkg, folder+"/")
	}
	return pkg == pattern
}

func TestArrowsOfTheHouse(t *testing.T) {
	used := map[string]bool{}
	for pkg, imports := range packages(t) {
		i := slices.IndexFunc(arrows, func(a arrow) bool { return covers(a.from, pkg) })
		if i < 0 {
			t.Errorf("package %s has no place in the plan: add a row that says what it may import, and why", pkg)
			continue
		}
		used[arrows[i].from] = true
		for _, imp := range imports {
			ours, inside := strings.CutPrefix(imp, module+"/")
			if !inside {
				for _, o := range outside {
					used[o.from] = used[o.from] || strings.HasPrefix(imp, o.from)
				}
				o := slices.IndexFunc(outside, func(o arrow) bool { return strings.HasPrefix(imp, o.from) })
				if o >= 0 && !slices.ContainsFunc(outside[o].may, func(p string) bool { return covers(p, pkg) || covers(p+"/...", pkg) }) {
					t.Errorf("%s imports %s, which only %v may: %s", pkg, imp, outside[o].may, outside[o].why)
				}
				continue
			}
			allowed := slices.ContainsFunc(arrows[i].may, func(p string) bool { return covers(p, ours) }) &&
				!slices.Contains(arrows[i].may, "!"+ours)
			if !allowed && ours != pkg {
				t.Errorf("%s imports %s, which it may not: %s", pkg, ours, arrows[i].why)
			}
		}
	}
	for _, row := range slices.Concat(arrows, outside) {
		if !used[row.from] {
			t.Errorf("the row of %s holds for nothing any more: delete it", row.from)
		}
	}
	for _, forbidden := range [][2]string{{"app/bill", "app/trust"}, {"app/trust", "app/bill"}, {"app/firm", "app/work"}} {
		i := slices.IndexFunc(arrows, func(a arrow) bool { return covers(a.from, forbidden[0]) })
		if slices.ContainsFunc(arrows[i].may, func(p string) bool { return covers(p, forbidden[1]) }) {
			t.Errorf("the plan itself lets %s import %s", forbidden[0], forbidden[1])
		}
	}
}

// packages lists every package of the module with what its program files
// import, for every build tag and system, so that no file hides.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	root, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !d.IsDir() {
			return nil
		}
		if name := d.Name(); path != root && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata" || name == "demo" || name == "bin" || name == "dist" || name == "tools") {
			return fs.SkipDir
		}
		ctx := build.Default
		ctx.UseAllFiles = true
		p, err := ctx.ImportDir(path, 0)
		if _, none := err.(*build.NoGoError); none {
			return nil
		}
		if _, several := err.(*build.MultiplePackageError); several || err == nil || len(p.Imports) > 0 {
			rel, _ := filepath.Rel(root, path)
			if len(p.GoFiles)+len(p.CgoFiles)+len(p.IgnoredGoFiles) > 0 {
				found[filepath.ToSlash(rel)] = p.Imports
			}
			return nil
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 5 {
		t.Fatalf("only %d packages found under %s", len(found), root)
	}
	return found
}
