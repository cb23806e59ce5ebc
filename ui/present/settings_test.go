package present_test

import (
	"context"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/fault"
	"matterbook/ui/present"
)

// settings sits a user down before the settings of the office.
func settings(t *testing.T, o *apptest.Office, user, arg string) (*seat, *present.Settings) {
	t.Helper()
	s := sit(t, o, user, present.SettingsRoute.Any(), present.TodayRoute.Any())
	s.frame.Go("settings", arg)
	m := s.frame.ScreenOf("settings").(*present.Settings)
	m.Equip(&keyboard{}, keeper{})
	return s, m
}

type keeper struct{ err error }

func (k keeper) Backup(_ context.Context, _ *app.Desk, path, pass string) (present.BackupMade, error) {
	return present.BackupMade{Path: path, Bytes: 4096, SHA256: "ab12", Sealed: pass != ""}, k.err
}

// keyboard knows two actions; Ctrl+N is taken.
type keyboard struct{ key string }

func (k *keyboard) KeyRows() []present.KeyRow {
	now := k.key
	if now == "" {
		now = "F5"
	}
	return []present.KeyRow{{ID: "new", Title: "New", Group: "Records", Key: "Ctrl+N", KeyChord: "Ctrl+N", UsualKey: "Ctrl+N"},
		{ID: "timer", Title: "Timer", Group: "Work", Key: now, KeyChord: now, UsualKey: "F5", Changed: k.key != ""}}
}

func (k *keyboard) Bind(id, key, twin string) error {
	if key == "Ctrl+N" || id != "timer" {
		return fault.New(fault.Conflict, "key", "Ctrl+N is the key of New.")
	}
	k.key = key
	return nil
}

func (k *keyboard) ResetKeys(string) error { k.key = ""; return nil }

func TestTheFirmIsSavedBySections(t *testing.T) {
	o := apptest.New(t).Seed()
	s, m := settings(t, o, "admin", "")
	f := m.Form
	if f == nil || f.Text("name") != "Dunne & Keller LLP" || m.Changed() {
		t.Fatalf("the form is %+v", f)
	}
	// What is wrong is said while one types, at its field alone.
	f.Set("email", "nobody")
	f.Set("increment", "0.3")
	f.Set("terms_days", "soon")
	for _, path := range []string{"email", "increment", "terms_days"} {
		if f.In(path).Fault == "" {
			t.Errorf("%s says nothing", path)
		}
	}
	if f.In("name").Fault != "" || !m.Changed() {
		t.Error("an untouched field is at fault, or nothing is changed")
	}
	f.Set("email", "office@example.com")
	if f.In("email").Fault != "" || f.In("increment").Fault == "" {
		t.Error("a mended field still complains, or another one forgot")
	}
	m.Do("save")
	if got, _ := o.Firm(ctx); got.Email != "" || f.In("increment").Fault == "" {
		t.Error("a form with a fault was saved")
	}
	f.Set("increment", "0.25")
	f.Set("minimum", "0.25")
	f.Set("terms_days", "14")
	f.Set("city", "Salem")
	m.Do("save")
	got, err := o.Firm(ctx)
	if err != nil || got.Email != "office@example.com" || got.TimeRule.Increment != 2500 || got.TermsDays != 14 || got.Address.City != "Salem" {
		t.Errorf("saved %+v %v", got, err)
	}
	if m.Changed() {
		t.Error("the form still counts as changed")
	}
	s.said("The firm is saved.")

	// Somebody else's save is seen; what is typed here is not lost.
	phone := "503"
	if _, err := o.SetFirm(ctx, app.SetFirm{Phone: &phone}); err != nil {
		t.Fatal(err)
	}
	s.frame.Do("reload")
	if m.Form.Text("phone") != "503" {
		t.Errorf("the telephone is %q", m.Form.Text("phone"))
	}
	m.Form.Set("phone", "504")
	other := "505"
	if _, err := o.SetFirm(ctx, app.SetFirm{Phone: &other}); err != nil {
		t.Fatal(err)
	}
	s.frame.Do("reload")
	if m.Form.Text("phone") != "504" {
		t.Error("typing was thrown away")
	}
	if !m.Escape() || m.Changed() {
		t.Error("Escape does not give up the change")
	}
}

func TestSettingsOfOneWhoMayOnlyRead(t *testing.T) {
	o := apptest.New(t).Seed()
	_, m := settings(t, o, "jlk", "")
	if m.ReadOnly() == "" || m.Form.Submit != "" {
		t.Error("an attorney may change the firm")
	}
	for _, c := range m.Commands() {
		if c.ID == "settings.users" && c.Off != "" {
			t.Error("the section cannot be looked at")
		}
	}
	m.Choose(present.SetUsers)
	m.Do("new")
	if m.Side != nil {
		t.Error("an attorney may add a user")
	}
	m.List(present.SetUsers).Rows()[0].Open()
	if m.Side == nil || m.Side.Submit != "" || m.Side.Note == "" {
		t.Errorf("the form of a user: %+v", m.Side)
	}
	m.Choose(present.SetLook)
	if m.ReadOnly() != "" || m.Form == nil {
		t.Error("the appearance is everybody's")
	}
}

func TestAppearanceHoldsAtOnce(t *testing.T) {
	s, m := settings(t, apptest.New(t).Seed(), "jlk", "setting look")
	m.Form.Set("theme", "dark")
	m.Form.Set("scale", "120")
	m.Form.Set("language", "de")
	m.Form.Tick("enter", true)
	if got, want := s.frame.Look(), (present.Look{Theme: "dark", Density: "compact", Scale: 120, Language: "de", EnterMovesOn: true}); got != want {
		t.Errorf("the look is %+v", got)
	}
	if m.Changed() {
		t.Error("there is nothing to be saved here")
	}
}

func TestUsersSayWhatTheyMay(t *testing.T) {
	o := apptest.New(t).Seed()
	s, m := settings(t, o, "admin", "user bea")
	if m.Section != present.SetUsers || m.Side == nil || m.Side.Text("name") != "Bea Billing" {
		t.Fatalf("section %s, form %+v", m.Section, m.Side)
	}
	may := func(what string) string {
		for _, f := range m.Side.In("may").Figures {
			if f.Label == what {
				return f.Value
			}
		}
		return "not listed"
	}
	if may("Post payments") != "yes" || may("Post to trust") != "no" {
		t.Errorf("billing: payments %s, trust %s", may("Post payments"), may("Post to trust"))
	}
	m.Side.Set("role", "trust")
	if may("Post payments") != "no" || may("Post to trust") != "yes" {
		t.Error("another role may the same")
	}
	m.Side.Set("role", "attorney")
	m.Side.Send()
	if f := m.Side; f == nil || f.In("timekeeper").Fault == "" {
		t.Error("an attorney without a timekeeper was saved")
	}
	m.Side.Set("role", "auditor")
	m.Side.Send()
	s.said("User bea saved.")
	if got, _ := o.Users(ctx); !strings.Contains(string(got[2].Role), "auditor") {
		t.Errorf("%+v", got)
	}
	// The last administrator stays one; the refusal stands at the role.
	m.List(present.SetUsers).Rows()[0].Open()
	m.Side.Set("role", "billing")
	m.Side.Send()
	if m.Side == nil || m.Side.In("role").Fault == "" {
		t.Error("the book has no administrator any more")
	}
}

func TestRatesAndWhichOneWins(t *testing.T) {
	o := apptest.New(t).Seed()
	s, m := settings(t, o, "admin", "setting rates")
	m.Do("new")
	f := m.Side
	f.Set("scope", "client")
	f.Set("rate", "-5")
	if f.In("rate").Fault == "" || f.In("client").Hidden {
		t.Error("a rate below nothing, or no field for the client")
	}
	found, err := f.In("client").Find(ctx, "100")
	noErr(t, err)
	f.Choose("client", found[0])
	f.Set("who", "timekeeper RMD")
	f.Set("rate", "300.00")
	f.Send()
	if l := m.List(present.SetRates); m.Side != nil || l.Len() != 1 || len(l.Selection()) != 1 {
		t.Fatalf("%d rates", m.List(present.SetRates).Len())
	}
	s.said("Rate 300.00 agreed")

	m.StartWhich()
	s.pick(m.Side.In("matter").Matter, "100-01")
	m.Side.Set("timekeeper", "RMD")
	if a := m.Side.In("answer").Figures; len(a) == 0 || a[0].Value != "300.00" {
		t.Errorf("the answer is %+v", a)
	}
	won := ""
	for _, x := range m.Side.In("order").Figures {
		if x.Value != "" {
			won = x.Label
		}
	}
	if won != "6. Client rate for this timekeeper" {
		t.Errorf("%q wins", won)
	}
	// The same again is refused at the day, and the old one can be ended.
	m.Do("settings.add")
	m.Side.Set("scope", "client")
	m.Side.Choose("client", found[0])
	m.Side.Set("who", "timekeeper RMD")
	m.Side.Set("rate", "310")
	m.Side.Tick("supersede", false)
	m.Side.Send()
	if m.Side == nil || m.Side.In("from").Fault == "" {
		t.Error("two rates hold on one day")
	}
	m.Escape()
	m.List(present.SetRates).Rows()[0].Open()
	m.Side.Set("to", "2020-01-01")
	if m.Side.In("to").Fault == "" {
		t.Error("a rate ends before it begins")
	}
	m.Side.Tick("delete", true)
	m.Side.Send()
	if n := m.List(present.SetRates).Len(); n != 0 {
		t.Errorf("%d rates are left", n)
	}
}

func TestCodesAbbreviationsOfficesAndTimekeepers(t *testing.T) {
	o := apptest.New(t).Seed()
	_, m := settings(t, o, "admin", "setting codes")
	m.SetSet("activity")
	n := m.List(present.SetCodes).Len()
	m.Do("new")
	m.Side.Set("code", "A|1")
	if m.Side.In("code").Fault == "" {
		t.Error("a code that no file can hold")
	}
	m.Side.Set("code", "Z900")
	m.Side.Set("name", "Our own")
	m.Side.Send()
	if m.Side != nil || m.List(present.SetCodes).Len() != n+1 {
		t.Fatalf("not added: %+v", m.Side)
	}
	for _, r := range m.List(present.SetCodes).Rows() {
		if r.Key == "Z900" {
			r.Open()
		}
	}
	m.Side.Tick("ended", true)
	m.Side.Send()
	if got, _ := o.Codes(ctx, "activity"); !got[len(got)-1].Ended {
		t.Error("the code has not ended")
	}

	m.Choose(present.SetAbbreviations)
	m.Do("new")
	m.Side.Set("short", "two words")
	if m.Side.In("short").Fault == "" {
		t.Error("Space expands one word")
	}
	m.Side.Set("short", "zz")
	m.Side.Send()
	if m.Side.In("text").Fault == "" {
		t.Error("an abbreviation of nothing")
	}
	m.Side.Set("text", "Review of the lease")
	m.Side.Send()
	if l := m.List(present.SetAbbreviations); m.Side != nil || len(l.Picked()) != 1 || l.Picked()[0].Key != "zz" {
		t.Errorf("picked %+v", l.Picked())
	}

	m.Choose(present.SetOffices)
	m.Do("new")
	m.Side.Set("code", "PDX")
	m.Side.Set("name", "Portland")
	m.Side.Send()
	m.Choose(present.SetTimekeepers)
	m.Do("new")
	m.Side.Set("first_name", "Ada")
	m.Side.Set("last_name", "Quill")
	if m.Side.Text("code") != "AQ" {
		t.Errorf("the code proposed is %q", m.Side.Text("code"))
	}
	m.Side.Set("standard_rate", "x")
	if m.Side.In("standard_rate").Fault == "" {
		t.Error("x is no rate")
	}
	m.Side.Set("standard_rate", "250")
	m.Side.Set("office", "PDX")
	m.Side.Set("hr_id", "77")
	m.Side.Send()
	keepers, err := o.Timekeepers(ctx)
	noErr(t, err)
	if k := keepers[0]; m.Side != nil || k.Code != "AQ" || k.OfficeID == 0 || k.HRID != "77" {
		t.Errorf("%+v", keepers)
	}
	o.Sound()
}

func TestNumbersAndPapers(t *testing.T) {
	o := apptest.New(t).Seed()
	s, m := settings(t, o, "admin", "setting numbers")
	f := m.Form
	f.Set("invoice_series", "{YY}{NNN}")
	f.Set("next", "41")
	if got := f.In("preview").Figures[0].Value; got != "26041" {
		t.Errorf("the preview says %s", got)
	}
	f.Set("invoice_series", "{YY}")
	if f.In("invoice_series").Fault == "" || f.In("preview").Figures[0].Value != "…" {
		t.Error("a pattern without a counter")
	}
	f.Set("invoice_series", "{YY}{NNN}")
	m.Do("save")
	s.said("the next invoice is 26041")
	m.Choose(present.SetPapers)
	m.Form.Set("paper_size", "a4")
	m.Form.Tick("show_rates", false)
	m.Form.Set("payment_text", "To our account")
	m.Do("save")
	got, err := o.Firm(ctx)
	if err != nil || got.Paper.Size != "a4" || !got.Paper.HideRates || got.Paper.HideHours || got.PaymentText != "To our account" {
		t.Errorf("%+v %v", got, err)
	}
}

func TestKeysAreChangedInTheSettings(t *testing.T) {
	_, m := settings(t, apptest.New(t).Seed(), "jlk", "setting keys")
	l := m.List(present.SetKeys)
	if l.Len() != 2 {
		t.Fatalf("%d actions", l.Len())
	}
	l.Rows()[1].Open()
	m.Side.Set("key", "Ctrl+N")
	if in := m.Side.In("key"); !strings.Contains(in.Fault, "New") || in.Text != "F5" {
		t.Errorf("a key that is taken: %+v", in.Field)
	}
	m.Side.Set("key", "Ctrl+B")
	if got := cells(t, l, 1); got["key"] != "Ctrl+B" || got["state"] != "Your own" {
		t.Errorf("the list says %v", got)
	}
	m.ResetKeys()
	if got := cells(t, l, 1); got["key"] != "F5" || got["state"] != "" {
		t.Errorf("after the reset %v", got)
	}
}

func TestTheBookIsBackedUpProvedAndClosed(t *testing.T) {
	o := apptest.New(t).Seed()
	s, m := settings(t, o, "admin", "book backup")
	if m.Section != present.SetBook || m.Side == nil {
		t.Fatal("no backup was begun")
	}
	s.surface.Path = "/media/usb/copy.age"
	m.Side.Set("pass", "secret")
	m.Side.Set("again", "secr")
	if f := m.Side.In("again").Fault; f != "" {
		t.Errorf("half of it is typed, and it says %q", f)
	}
	m.Side.Send()
	if m.Side == nil || m.Side.In("again").Fault == "" {
		t.Fatal("a passphrase that was typed wrong seals the copy")
	}
	m.Side.Set("again", "secret")
	m.Side.Send()
	if m.Outcome == nil || m.Outcome.Failed() != 0 || !strings.Contains(m.Outcome.Rows[0].Text, "encrypted") || !strings.Contains(m.Outcome.Rows[0].Text, "ab12") {
		t.Fatalf("the outcome is %+v", m.Outcome)
	}
	m.Equip(&keyboard{}, keeper{err: fault.New(fault.Conflict, "file.exists", "There is a file already.")})
	m.StartBackup()
	m.Side.Send()
	if m.Outcome.Failed() != 1 || !strings.Contains(m.Outcome.Rows[0].Text, "There is a file already.") {
		t.Errorf("a backup that failed: %+v", m.Outcome.Rows)
	}

	m.Verify()
	if m.Outcome.Failed() != 0 || len(m.Outcome.Rows) < 5 {
		t.Errorf("the checks are %+v", m.Outcome.Rows)
	}
	s.said("The book is sound")

	m.StartClose()
	m.Side.Set("through", "2026-12-31")
	if m.Side.In("through").Fault == "" {
		t.Error("a day that is not over can be closed")
	}
	m.Side.Set("through", "2026-05-31")
	m.Side.Send()
	if got, _ := o.Firm(ctx); !got.ClosedThrough.IsZero() || len(s.surface.Questions) != 1 {
		t.Error("closed without an answer")
	}
	s.surface.Yes = true
	m.Side.Send()
	if got, _ := o.Firm(ctx); got.ClosedThrough.String() != "2026-05-31" {
		t.Errorf("closed through %s", got.ClosedThrough)
	}
	m.StartClose()
	m.Side.Set("through", "2026-04-30")
	if m.Side.In("reason").Hidden {
		t.Error("nobody asks why")
	}
	m.Side.Send()
	if m.Side == nil || m.Side.In("reason").Fault == "" {
		t.Error("a closed period was opened without a reason")
	}

	_, m = settings(t, o, "bea", "setting book")
	m.Do("settings.backup")
	if m.Side != nil || m.ReadOnly() == "" {
		t.Error("billing may back up")
	}
}
