package present_test

import (
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/ui/present"
)

func (s *seat) matters() *present.Matters {
	s.t.Helper()
	s.frame.Go("matters", "")
	return s.frame.ScreenOf("matters").(*present.Matters)
}

func sitAtMatters(t *testing.T, o *apptest.Office, user string) (*seat, *present.Matters) {
	t.Helper()
	s := sit(t, o, user, present.TodayRoute.Any(), present.TimeRoute.Any(), present.MattersRoute.Any(), present.ClientsRoute.Any(), present.SettingsRoute.Any())
	return s, s.matters()
}

// sent sends the form and fails when it stays open.
func sent(t *testing.T, m *present.Matters) {
	t.Helper()
	m.Side.Send()
	if m.Side != nil {
		t.Fatalf("%s: %q %v", m.Side.ID, m.Side.Fault, faults(m.Side))
	}
}

// choose takes the first client that the text finds.
func choose(t *testing.T, m *present.Matters, text string) {
	t.Helper()
	found, err := m.Side.In("client").Find(ctx, text)
	noErr(t, err)
	m.Side.Choose("client", found[0])
}

func TestANewFirmAddsItsFirstMatter(t *testing.T) {
	s, _ := sitAtMatters(t, apptest.New(t), "admin")
	s.frame.Go("today", "")
	ask := s.today().List.Empty()
	if ask.Action != "Add a timekeeper" {
		t.Fatalf("the day sheet teaches: %+v", ask)
	}
	ask.Do()
	if at := s.frame.Place().Route; at != "settings" {
		t.Fatalf("the day sheet leads to %s", at)
	}

	// Somebody whose time is billed.
	people := s.frame.ScreenOf("settings").(*present.Settings)
	if people.Side == nil || people.Side.ID != "settings.timekeeper" {
		t.Fatalf("settings begin with %+v", people.Side)
	}
	people.Side.Set("first_name", "Dana")
	people.Side.Set("last_name", "Ruiz")
	if code := people.Side.Text("code"); code != "DR" {
		t.Errorf("the code proposed is %q", code)
	}
	people.Side.Set("standard_rate", "310.00")
	people.Side.Set("start_date", "2026-01-01")
	people.Side.Send()
	if people.Side != nil {
		t.Fatalf("%q %v", people.Side.Fault, faults(people.Side))
	}
	s.said("Timekeeper DR added")

	m := s.matters()
	e := m.List.Nothing()
	if e.Action != "New matter" || !strings.Contains(e.Title, "first client and matter") {
		t.Fatalf("the empty list teaches: %+v", e)
	}

	s.frame.Go("today", "")
	if k := s.today().Keeper(); k.Code != "DR" {
		t.Errorf("the day sheet is of %q", k.Code)
	}
	if ask = s.today().List.Empty(); ask.Action != "Add a client and matter" {
		t.Errorf("the day sheet teaches: %+v", ask)
	}
	m = s.matters()

	// The client and the matter in one form.
	e.Do()
	f := m.Side
	if f.In("client_name").Hidden || f.Text("client_code") != "100" || f.Text("code") != "100-01" || f.Text("responsible") != "DR" {
		t.Fatalf("the form proposes client %q, matter %q, %q", f.Text("client_code"), f.Text("code"), f.Text("responsible"))
	}
	f.Send()
	if f.In("name").Fault == "" || f.In("client_name").Fault == "" {
		t.Fatalf("names are asked for at their fields: %v", faults(f))
	}
	f.Set("client_name", "Devi, Anjali")
	f.Set("name", "Devi v. Harbor Realty")
	sent(t, m)
	s.said("Client 100 and matter 100-01 added")
	if r, ok := m.Matter(); !ok || r.Code != "100-01" || r.Client.Name != "Devi, Anjali" {
		t.Errorf("selected: %+v %v", r, ok)
	}

	// The day sheet finds it at once, and what is entered shows.
	m.Do("matters.time")
	today := s.today()
	if today.Form.Matter.Choice.Key != "100-01" {
		t.Fatalf("the day sheet has %+v", today.Form.Matter.Choice)
	}
	today.Form.Matter.Pick(present.Choice{})
	s.pick(today.Form.Matter, "harbor")
	today.SetReleaseAtOnce(true)
	today.Form.SetHours("1.5")
	today.Form.SetNarrative("Draft complaint")
	today.Form.Save()
	m = s.matters()
	if got := cells(t, &m.List, 0); got["wip"] != "465.00" || got["drafts"] != "–" {
		t.Errorf("1.5 h at 310.00 shows as %v (%s)", got, s.frame.Status().Text)
	}
	if text, totals := m.List.Totals(); text != "1 matter" || totals["wip"] != "465.00" {
		t.Errorf("totals %q %v", text, totals)
	}
	s.office.Sound()
}

func TestMattersAreProposedAndFaultsStandAtTheirFields(t *testing.T) {
	s, m := sitAtMatters(t, apptest.New(t).Seed(), "bea")
	m.List.Select([]int64{m.List.AllIDs()[0]})
	m.StartMatter()
	f := m.Side
	if f.In("client").Choice.Key != "100" || f.Text("code") != "100-03" {
		t.Fatalf("beside 100-02 the form proposes %q for client %q", f.Text("code"), f.In("client").Choice.Key)
	}
	if first := f.In("client").Offer()[0]; first.Text != "New client" {
		t.Errorf("offered first: %+v", first)
	}
	choose(t, m, "castellan")
	if f.Text("code") != "200-02" {
		t.Errorf("for client 200 the code is %q", f.Text("code"))
	}
	for _, x := range []struct{ path, bad, good string }{
		{"code", "100-01", "200-02"}, {"code", "a|b", "200-02"}, {"name", "", "Supply agreement"}, {"trust_floor", "ten", "1000"}, {"trust_target", "500", "2500"},
		{"trust_wait_days", "soon", "10"},
	} {
		f.Set("name", "Supply agreement")
		f.Set(x.path, x.bad)
		f.Send()
		if m.Side == nil || f.In(x.path).Fault == "" {
			t.Fatalf("%s %q was taken: %v %q", x.path, x.bad, faults(f), f.Fault)
		}
		f.Set(x.path, x.good)
	}
	f.Set("code_set", "litigation")
	f.Tick("codes_required", true)
	sent(t, m)
	r, ok := m.Matter()
	if !ok || r.Code != "200-02" || r.TrustFloor != 100000 || r.TrustTarget != 250000 || r.TrustWaitDays != 10 || r.CodeSet != "litigation" || !r.CodesRequired {
		t.Fatalf("added: %+v", r.Matter)
	}

	// A client whose code is taken: nothing was added.
	m.StartMatter()
	m.Side.Choose("client", m.Side.In("client").Offer()[0])
	if m.Side.Text("client_code") != "300" || m.Side.Text("code") != "300-01" {
		t.Errorf("proposed %q %q", m.Side.Text("client_code"), m.Side.Text("code"))
	}
	m.Side.Set("client_code", "100")
	m.Side.Set("client_name", "Brightwater")
	m.Side.Set("name", "Lease")
	m.Side.Send()
	if m.Side == nil || m.Side.In("client_code").Fault == "" {
		t.Fatalf("client 100 twice: %v", faults(m.Side))
	}
	// The client is good, the matter's code is not: neither is added.
	m.Side.Set("client_code", "300")
	m.Side.Set("code", "100-01")
	m.Side.Send()
	if m.Side == nil || m.Side.In("code").Fault == "" || m.Side.In("client_name").Hidden {
		t.Fatalf("matter 100-01 twice: %v", faults(m.Side))
	}
	if list, err := s.office.Clients(ctx, app.ClientFilter{}); err != nil || len(list) != 2 {
		t.Fatalf("%d clients, %v", len(list), err)
	}
	m.Side.Set("code", "300-01")
	sent(t, m)
	s.office.Sound()
}

func TestMattersAreSearchedChangedAndClosed(t *testing.T) {
	o := apptest.New(t).Seed()
	add(t, o, app.AddTime{Matter: "100-01", Hours: "1.0"})
	_, err := o.AddTrustAccount(ctx, app.AddTrustAccount{Code: "IOLTA", Title: "Client trust account", Kind: "pooled"})
	noErr(t, err)
	_, err = o.PostTrust(ctx, app.PostTrust{Account: "IOLTA", Matter: "200-01", Date: "2026-06-01", Kind: "receipt", Amount: "5000.00", Party: "Castellan", Purpose: "Retainer", Instrument: "wire"})
	noErr(t, err)
	s, m := sitAtMatters(t, o, "admin")
	if got := cells(t, &m.List, 0); got["wip"] != "325.00" || got["trust"] != "–" || got["who"] != "RMD" || got["status"] != "Open" {
		t.Errorf("100-01: %v", got)
	}
	if got := cells(t, &m.List, 2); got["trust"] != "5,000.00" {
		t.Errorf("200-01: %v", got)
	}
	m.SetSearch("devi harbor")
	if m.List.Len() != 1 {
		t.Fatalf("found %d", m.List.Len())
	}
	m.SetSearch("")

	// Trust money stands in the way of closing; work does not, but is told.
	m.List.Select([]int64{m.List.AllIDs()[2]})
	m.StartClose()
	if !strings.Contains(m.Side.Note, "5,000.00") {
		t.Errorf("note %q", m.Side.Note)
	}
	m.Side.Send()
	if m.Side == nil || !strings.Contains(m.Side.Fault, "trust") {
		t.Fatal("a matter with trust money was closed")
	}
	m.Escape()
	m.List.Select([]int64{m.List.AllIDs()[0]})
	m.Do("matters.close")
	m.Side.Set("on", "2026-06-19")
	m.Side.Send()
	if m.Side == nil || m.Side.In("on").Fault == "" {
		t.Fatal("closed tomorrow")
	}
	m.Side.Set("on", "2026-06-18")
	sent(t, m)
	s.notice("Unbilled work is left: fees 325.00")
	if m.List.Len() != 2 {
		t.Errorf("%d open matters are listed", m.List.Len())
	}
	m.SetOnly(nil)
	if got := cells(t, &m.List, 0); got["status"] != "Closed" {
		t.Errorf("closed: %v", got)
	}
	m.List.Select([]int64{m.List.AllIDs()[0]})
	m.Do("matters.close")
	s.said("Matter 100-01 is closed")
	m.Do("matters.reopen")
	s.said("Matter 100-01 is open again")

	// A change keeps what was not touched.
	m.EditMatter()
	if m.Side.Text("opened_on") != "2026-01-05" || m.Side.In("client").Choice.Key != "100" {
		t.Errorf("the form shows %q %q", m.Side.Text("opened_on"), m.Side.In("client").Choice.Key)
	}
	m.Side.Set("name", "Devi v. Harbor Realty Inc.")
	choose(t, m, "castellan")
	m.Side.Send()
	if m.Side == nil || !strings.Contains(m.Side.In("client").Fault, "stays with its client") {
		t.Fatalf("worked matter given to another client: %v", faults(m.Side))
	}
	choose(t, m, "devi")
	sent(t, m)
	r, ok := m.Matter()
	if !ok || r.Name != "Devi v. Harbor Realty Inc." || r.OpenedOn.String() != "2026-01-05" || r.ResponsibleID == 0 {
		t.Errorf("saved: %+v", r.Matter)
	}

	// An agreed rate, shown in the matter's form and followed by the next entry.
	m.Do("matters.rate")
	m.Side.Set("who", "timekeeper RMD")
	m.Side.Set("rate", "0")
	m.Side.Send()
	if m.Side == nil || m.Side.In("rate").Fault == "" {
		t.Fatal("a rate of nothing was agreed")
	}
	m.Side.Set("rate", "300.00")
	m.Side.Set("from", "2026-06-01")
	sent(t, m)
	m.EditMatter()
	shown := m.Side.In("rate.1").Figures[0]
	if shown.Label != "Rate of this matter, RMD" || !strings.HasPrefix(shown.Value, "300.00  from") {
		t.Errorf("the form shows %+v", shown)
	}
	m.Escape()
	if saved := add(t, o, app.AddTime{Matter: "100-01", Hours: "1.0"}); saved.Entry.Amount != 30000 {
		t.Errorf("the next hour costs %d", saved.Entry.Amount)
	}

	o.Sound()
}

func TestWhoMayNotSetUpMayRead(t *testing.T) {
	o := apptest.New(t).Seed()
	s, m := sitAtMatters(t, o, "jlk")
	for _, id := range []string{"matters.matter", "matters.rate", "matters.close"} {
		m.List.Select([]int64{m.List.AllIDs()[0]})
		m.Do(id)
		if m.Side != nil {
			t.Fatalf("%s was offered to an attorney", id)
		}
		s.said("may look at")
	}
	m.EditMatter()
	if m.Side == nil || m.Side.Submit != "" || len(m.Side.Inputs) == 0 {
		t.Fatal("an attorney cannot look at a matter")
	}
	for _, in := range m.Side.Inputs {
		if in.Kind != present.NoteInput {
			t.Errorf("%s can be typed into", in.Path)
		}
	}
	m.Side.Send()
	// The billing office sets up matters, not people and rates.
	s, _ = sitAtMatters(t, o, "bea")
	s.frame.Go("settings", "new timekeeper")
	if people := s.frame.ScreenOf("settings").(*present.Settings); people.Section != present.SetTimekeepers || people.Side != nil {
		t.Fatal("billing may add people")
	}
	s.said("may look at this")
}

func TestTheScreenOpensWhatIsAskedFor(t *testing.T) {
	s, m := sitAtMatters(t, apptest.New(t).Seed(), "admin")
	s.frame.Go("matters", "matter 200-01")
	if m.Page == nil || m.Page.Row.Code != "200-01" || m.TakeRow() != m.Page.Row.ID {
		t.Fatalf("opened %+v", m.Page)
	}
	s.frame.Go("matters", "matter 100-01 notes")
	if m.Page.Row.Code != "100-01" || m.Page.Tab != present.MatterNotes {
		t.Errorf("opened %s on %s", m.Page.Row.Code, m.Page.Tab)
	}
	s.frame.Go("matters", "matter 999")
	s.said("There is no matter 999")
	s.frame.Open("timekeeper", "RMD")
	if people := s.frame.ScreenOf("settings").(*present.Settings); s.frame.Place().Route != "settings" || people.Section != present.SetTimekeepers || people.Side == nil || people.Side.Text("code") != "RMD" {
		t.Errorf("a timekeeper opens %+v", s.frame.Place())
	}
	s.matters()
	s.frame.Go("matters", "new matter 200")
	if m.Side == nil || m.Side.ID != "matters.matter" || m.Side.Text("code") != "200-02" {
		t.Errorf("began %+v", m.Side)
	}
}
