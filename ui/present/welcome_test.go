package present_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/store/sqlite"
	"matterbook/ui/present"
	"matterbook/ui/present/presenttest"
)

type door struct {
	*present.Welcome
	opened *app.Desk
	note   present.Recent
	folder string
}

func welcome(t *testing.T) *door {
	t.Helper()
	d := &door{folder: t.TempDir()}
	clock := &cal.Fixed{T: apptest.Noon}
	books := present.Books{
		Recent: present.Recents{Path: filepath.Join(d.folder, "config", "books.json")}, Folder: filepath.Join(d.folder, "Documents"),
		Open: func(ctx context.Context, path, user string) (*app.Desk, error) {
			s, err := sqlite.Open(ctx, path, sqlite.Options{Clock: clock})
			if err != nil {
				return nil, err
			}
			return app.Open(s, clock, nil).SignIn(ctx, user)
		},
		Create: func(ctx context.Context, path string, ask present.NewFirm) (*app.Desk, error) {
			s, err := sqlite.Create(ctx, path, sqlite.Options{Clock: clock})
			if err != nil {
				return nil, err
			}
			if _, err := app.Init(ctx, s, clock, app.InitFirm{Name: ask.Firm, Currency: ask.Currency, LEDESFirmID: ask.LEDESFirmID}); err != nil {
				s.Close()
				os.Remove(path)
				return nil, err
			}
			return app.Open(s, clock, nil).SignIn(ctx, "")
		},
		Demo: func(_ context.Context, path string, progress func(int, int, string)) error {
			progress(1, 2, "time")
			return fault.New(fault.Internal, "demo.failed", "The demo firm could not be made.")
		},
	}
	d.Welcome = present.NewWelcome(&presenttest.Runner{}, books, func() {}, func(desk *app.Desk, r present.Recent) { d.opened, d.note = desk, r })
	t.Cleanup(func() {
		if d.opened != nil {
			d.opened.Close()
		}
	})
	return d
}

func fill(f *present.FirmForm) {
	f.SetFirm("Ruiz / Law: LLP")
	f.Line1.Set("41 Harbor St")
	f.SetName("Dana Maria", "Ruiz")
	f.Rate.Set("310")
	f.SetTrust(true)
	f.TrustLast4.Set("0042")
}

func TestFirmIsStartedWithAllItSaid(t *testing.T) {
	d := welcome(t)
	d.StartFirm()
	f := d.Form
	fill(f)
	if f.Code.Text != "DMR" || filepath.Base(f.Path.Text) != "Ruiz  Law LLP.matterbook" {
		t.Errorf("code %q, file %q", f.Code.Text, f.Path.Text)
	}
	f.Start()
	if d.opened == nil {
		t.Fatalf("not started: %q, first fault %q", d.Notice.Text, f.FirstFault())
	}
	firm, err := d.opened.Firm(ctx)
	noErr(t, err)
	keepers, err := d.opened.Timekeepers(ctx)
	noErr(t, err)
	accounts, err := d.opened.TrustAccounts(ctx)
	noErr(t, err)
	if firm.Name != "Ruiz / Law: LLP" || firm.Address.Line1 != "41 Harbor St" || len(keepers) != 1 || keepers[0].StandardRate.Plain() != "310.00" || len(accounts) != 1 || accounts[0].Last4 != "0042" {
		t.Errorf("%+v, %+v, %+v", firm, keepers, accounts)
	}
	if d.opened.User.TimekeeperID != keepers[0].ID || d.opened.User.Name != "Dana Maria Ruiz" {
		t.Errorf("the administrator is %+v, not the timekeeper", d.opened.User)
	}
	// The window says what comes next, once.
	for i, want := range []string{"Add the first matter", ""} {
		f := present.NewFrame(d.opened, &presenttest.Runner{}, &presenttest.Surface{}, []present.AnyRoute{present.TodayRoute.Any(), present.MattersRoute.Any()})
		f.Start(func(err error) { noErr(t, err) })
		if n := f.Notice(); n.Action != want {
			t.Errorf("start %d offers %q, want %q", i+1, n.Action, want)
		} else if n.Do != nil {
			if n.Do(); f.Place().Route != "matters" {
				t.Errorf("it leads to %s", f.Place().Route)
			}
		}
		f.Close()
	}
	if list := (present.Recents{Path: filepath.Join(d.folder, "config", "books.json")}).List(); len(list) != 1 || list[0].Firm != "Ruiz / Law: LLP" || list[0].Path != f.Path.Text {
		t.Errorf("the list of books is %+v", list)
	}
}

func TestWrongFormLeavesNoFile(t *testing.T) {
	d := welcome(t)
	d.StartFirm()
	d.Form.Start()
	if d.Form.Firm.Fault == "" || d.Form.Rate.Fault == "" || d.Form.FirstFault() != "name" {
		t.Errorf("faults %q %q", d.Form.Firm.Fault, d.Form.Rate.Fault)
	}
	fill(d.Form)
	d.Form.TrustLast4.Set("12345678") // the whole number is never kept
	d.Form.Start()
	if d.Mode != "firm" || d.Form.TrustLast4.Fault == "" {
		t.Errorf("mode %q, fault %q, notice %q", d.Mode, d.Form.TrustLast4.Fault, d.Notice.Text)
	}
	if _, err := os.Stat(d.Form.Path.Text); err == nil {
		t.Error("a half-made book is left behind")
	}
	d.Form.TrustLast4.Set("5678")
	d.Form.Start()
	if d.opened == nil {
		t.Errorf("mended, it is still refused: %q", d.Notice.Text)
	}
}

func TestAFileIsNeverOverwritten(t *testing.T) {
	d := welcome(t)
	fill(d.Form)
	noErr(t, os.MkdirAll(filepath.Dir(d.Form.Path.Text), 0o700))
	noErr(t, os.WriteFile(d.Form.Path.Text, []byte("mine"), 0o600))
	d.Form.Start()
	if d.Form.Path.Fault == "" || d.opened != nil {
		t.Error("an existing file is taken")
	}
}

func TestMissingBookIsSaidAndCanBeForgotten(t *testing.T) {
	d := welcome(t)
	gone := filepath.Join(d.folder, "gone.matterbook")
	list := present.Recents{Path: filepath.Join(d.folder, "config", "books.json")}
	noErr(t, list.Add(present.Recent{Path: gone, Firm: "Gone"}))
	d.Open(gone, "")
	if d.Mode != "home" || d.Notice.Text == "" || d.Notice.Do == nil {
		t.Fatalf("said %+v", d.Notice)
	}
	d.Notice.Do()
	if len(list.List()) != 0 || len(d.Recent) != 0 {
		t.Errorf("still listed: %v", list.List())
	}
}

func TestFailedDemoComesHomeWithTheReason(t *testing.T) {
	d := welcome(t)
	d.Demo(d.DemoPath())
	if d.Mode != "home" || !contains(d.Notice.Text, "could not be made") {
		t.Errorf("mode %q, said %q", d.Mode, d.Notice.Text)
	}
}

func TestRecentsSurviveGarbageAndStayShort(t *testing.T) {
	r := present.Recents{Path: filepath.Join(t.TempDir(), "books.json")}
	noErr(t, os.WriteFile(r.Path, []byte("{half"), 0o600))
	if r.List() != nil {
		t.Error("garbage is read as a list")
	}
	for _, n := range "abcdefghijkl" {
		noErr(t, r.Add(present.Recent{Path: "/" + string(n)}))
	}
	noErr(t, r.Add(present.Recent{Path: "/k"}))
	list := r.List()
	if len(list) != 8 || list[0].Path != "/k" || list[1].Path != "/l" {
		t.Errorf("the list is %v", list)
	}
}

func TestFileIsPickedByTyping(t *testing.T) {
	dir := t.TempDir()
	noErr(t, os.MkdirAll(filepath.Join(dir, "Books"), 0o700))
	for _, n := range []string{"Alpha.matterbook", "Alpine.matterbook", "notes.txt", ".hidden.matterbook"} {
		noErr(t, os.WriteFile(filepath.Join(dir, "Books", n), nil, 0o600))
	}
	q := present.FileQuestion{Kinds: []string{"matterbook"}}
	p := present.NewFilePick(&presenttest.Runner{}, q, dir, func() {})
	p.SetPath(filepath.Join(dir, "Bo"))
	if !p.Complete() || len(p.Entries) != 2 {
		t.Fatalf("in %q there are %v", p.Path.Text, p.Entries)
	}
	p.SetPath(p.Path.Text + "al")
	if !p.Complete() || filepath.Base(p.Path.Text) != "Alp" {
		t.Errorf("completed to %q", p.Path.Text)
	}
	if _, err := p.Done(); err == nil || p.Path.Fault == "" {
		t.Error("half a name is a file")
	}
	if !p.Choose(p.Entries[1]) {
		t.Error("a file is taken for a folder")
	}
	if got, err := p.Done(); err != nil || filepath.Base(got) != "Alpine.matterbook" {
		t.Errorf("%q, %v", got, err)
	}
	p.Up()
	if len(p.Entries) != 1 || !p.Entries[0].Folder {
		t.Errorf("above there are %v", p.Entries)
	}

	save := present.NewFilePick(&presenttest.Runner{}, present.FileQuestion{Save: true, Name: "Alpha.matterbook", Kinds: []string{"matterbook"}}, filepath.Join(dir, "Books"), func() {})
	if _, err := save.Done(); err == nil {
		t.Error("a present file would be overwritten")
	}
	save.SetPath(filepath.Join(dir, "Books", "New"))
	if got, err := save.Done(); err != nil || filepath.Base(got) != "New.matterbook" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestFoldersUsedBeforeAreOfferedFirst(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("HOME", dir)
	for _, name := range []string{"Documents", "Bills", "Old"} {
		noErr(t, os.Mkdir(filepath.Join(dir, name), 0o700))
	}
	bills, old := filepath.Join(dir, "Bills"), filepath.Join(dir, "Old")
	used := present.UseFolder(present.UseFolder(present.UseFolder(nil, old), bills), old)
	if len(used) != 2 || used[0] != old {
		t.Errorf("used %v", used)
	}
	var keys []string
	for _, c := range present.Folders(append(used, filepath.Join(dir, "gone"))) {
		keys = append(keys, c.Key)
	}
	if want := []string{old, bills, dir, filepath.Join(dir, "Documents")}; !slices.Equal(keys, want) {
		t.Errorf("offered %v, want %v", keys, want)
	}
	p := present.NewFilePick(&presenttest.Runner{}, present.FileQuestion{Save: true, Name: "list.csv"}, dir, func() {})
	p.Enter(bills)
	if p.Path.Text != filepath.Join(bills, "list.csv") {
		t.Errorf("the proposed name is lost: %s", p.Path.Text)
	}
}
