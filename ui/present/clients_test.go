package present_test

import (
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/cal"
	"matterbook/ui/present"
)

func sitAtClients(t *testing.T, o *apptest.Office, user string) (*seat, *present.Clients) {
	t.Helper()
	s, _ := sitAtMatters(t, o, user)
	s.frame.Go("clients", "")
	return s, s.frame.ScreenOf("clients").(*present.Clients)
}

// paying is the small firm with money on its matters: client 100 owes 350.00 of
// an invoice of 500.00, client 200 has 5,000.00 in trust.
func paying(t *testing.T) *apptest.Office {
	t.Helper()
	o := apptest.New(t).Seed()
	add(t, o, app.AddTime{Matter: "100-02", Hours: "1.0"})
	add(t, o, app.AddTime{Matter: "100-02", Timekeeper: "JLK", Hours: "1.0"}) // 325.00 + 240.00
	run, err := o.RunPreBills(ctx, app.RunPreBills{Matter: "100-02", Through: o.Today()})
	noErr(t, err)
	_, err = o.Finalize(ctx, app.Finalize{PreBills: []int64{run.Taken[0].ID}, Date: o.Today()})
	noErr(t, err)
	_, err = o.AddPayment(ctx, app.AddPayment{Client: "100", Date: cal.MustParse("2026-06-18"), Amount: "165.00", Method: "check", Reference: "1"})
	noErr(t, err)
	_, err = o.AddTrustAccount(ctx, app.AddTrustAccount{Code: "IOLTA", Title: "Client trust account", Kind: "pooled"})
	noErr(t, err)
	_, err = o.PostTrust(ctx, app.PostTrust{Account: "IOLTA", Matter: "200-01", Date: "2026-06-01", Kind: "receipt", Amount: "5000.00", Party: "Castellan", Purpose: "Retainer", Instrument: "wire"})
	noErr(t, err)
	return o
}

func TestTheRegisterOfClientsIsFilteredAndItsCardFollows(t *testing.T) {
	o := paying(t)
	s, c := sitAtClients(t, o, "admin")
	if got := cells(t, &c.List, 0); got["code"] != "100" || got["open"] != "2" || got["owed"] != "400.00" || got["paid"] != "18 Jun 2026" || got["trust"] != "–" {
		t.Errorf("client 100: %v", got)
	}
	if c.Card.Row.Code != "100" || c.Card.Matters.Len() != 2 || c.Card.Bills.Len() != 1 || c.Card.Payments.Len() != 1 {
		t.Fatalf("the card: %s with %d matters, %d bills, %d payments", c.Card.Row.Code, c.Card.Matters.Len(), c.Card.Bills.Len(), c.Card.Payments.Len())
	}
	if got := cells(t, &c.Card.Bills, 0); got["total"] != "565.00" || got["balance"] != "400.00" || got["status"] != "Part paid" {
		t.Errorf("its bill: %v", got)
	}
	if got := cells(t, &c.Card.Payments, 0); got["amount"] != "165.00" || got["rest"] != "–" {
		t.Errorf("its payment: %v", got)
	}
	for _, x := range []struct {
		chips []string
		want  string
	}{{nil, "100 200"}, {[]string{present.OnlyOwing}, "100"}, {[]string{present.OnlyTrust}, "200"}, {[]string{present.OnlyOwing, present.OnlyTrust}, ""}, {[]string{present.OnlyArchived}, ""}, {[]string{present.OnlyActive}, "100 200"}} {
		c.SetOnly(x.chips)
		var codes []string
		for i := range c.List.Len() {
			codes = append(codes, cells(t, &c.List, i)["code"])
		}
		if got := strings.Join(codes, " "); got != x.want {
			t.Errorf("%v shows %q, want %q", x.chips, got, x.want)
		}
	}
	c.SetSearch("CASTEL")
	if c.List.Len() != 1 {
		t.Errorf("found %d", c.List.Len())
	}
	c.SetSearch("")

	// What the card lists is opened where it belongs.
	m := s.frame.ScreenOf("matters").(*present.Matters)
	c.Card.Activate(c.Card.Matters.AllIDs()[1])
	if s.frame.Place().Route != "matters" || m.Page == nil || m.Page.Row.Code != "100-02" {
		t.Fatalf("Enter on a matter of the card leads to %+v", s.frame.Place())
	}
	// Back leads to the card it came from.
	if !s.frame.Back() || s.frame.Place().Route != "clients" || m.Page != nil {
		t.Errorf("back leads to %+v", s.frame.Place())
	}
}

func TestAClientIsAddedChangedAndArchived(t *testing.T) {
	o := apptest.New(t).Seed()
	s, c := sitAtClients(t, o, "bea")
	c.Do("new")
	f := c.Side
	if f.Text("code") != "300" || !f.In("currency").Hidden {
		t.Fatalf("the form proposes %q", f.Text("code"))
	}
	// Faults stand at their fields while one types, before anything is sent.
	f.Set("code", "100")
	if f.In("code").Fault == "" {
		t.Error("a taken code is not told")
	}
	f.Set("code", "300")
	f.Set("terms_days", "x")
	if f.In("code").Fault != "" || f.In("terms_days").Fault == "" {
		t.Errorf("faults %v", faults(f))
	}
	f.Set("terms_days", "")
	f.Set("name", "castellan llc")
	if !strings.Contains(f.In("name").Hint, "Client 200 is called Castellan LLC") {
		t.Errorf("a client of that name is not told: %q", f.In("name").Hint)
	}
	f.Set("name", "Brightwater plc")
	// A fault in a folded field unfolds it.
	f.In("currency").Text = "XXX"
	f.Send()
	if c.Side == nil || f.In("currency").Hidden || f.In("currency").Fault == "" || f.Focus != "currency" {
		t.Fatalf("currency XXX: %v", faults(f))
	}
	f.Set("currency", "USD")
	f.Set("increment", "0.25")
	f.Send()
	if c.Side != nil {
		t.Fatalf("not added: %q %v", c.Side.Fault, faults(c.Side))
	}
	s.said("Client 300 added")
	if r, ok := c.Client(); !ok || r.Code != "300" || r.TimeRule.Increment != 2500 {
		t.Errorf("selected %+v", r.Client)
	}

	c.Do("clients.archive")
	s.notice("Client 300 is archived.")
	if c.List.Len() != 2 {
		t.Errorf("%d active clients", c.List.Len())
	}
	s.frame.Undo()
	if c.List.Len() != 3 {
		t.Errorf("%d active clients after undo", c.List.Len())
	}
	s.frame.Go("clients", "client 100")
	c.EditClient()
	c.Side.Tick("archived", true)
	c.Side.Send()
	if c.Side == nil || !strings.Contains(c.Side.In("archived").Fault+c.Side.Fault, "open matters") {
		t.Fatalf("archived with open matters: %v", faults(c.Side))
	}
	c.Side.Tick("archived", false)
	c.Side.Set("terms_days", "14")
	c.Side.Send()
	if r, _ := c.Client(); c.Side != nil || r.TermsDays != 14 || r.Code != "100" {
		t.Errorf("saved %+v", r.Client)
	}
	c.Do("clients.matter")
	m := s.frame.ScreenOf("matters").(*present.Matters)
	if s.frame.Place().Route != "matters" || m.Side == nil || m.Side.In("client").Choice.Key != "100" || m.Side.Text("code") != "100-03" {
		t.Errorf("a new matter of the client: %+v", m.Side)
	}
	o.Sound()

	s, c = sitAtClients(t, o, "jlk")
	c.Do("new")
	if c.Side != nil {
		t.Error("an attorney may add clients")
	}
	s.said("may look at")
	c.EditClient()
	if c.Side == nil || c.Side.Submit != "" {
		t.Error("an attorney cannot read a client")
	}
}

func TestANameIsCheckedForConflicts(t *testing.T) {
	o := apptest.New(t).Seed()
	_, err := o.AddParty(ctx, app.AddParty{Matter: "200-01", Role: "opposing_counsel", Name: "Ann Ellison", Organisation: "Ellison & Moss LLP"})
	noErr(t, err)
	s, _ := sitAtMatters(t, o, "jlk")
	s.frame.Go("today", "")
	if !s.frame.Do("conflicts") {
		t.Fatal("the command is not offered everywhere")
	}
	c := s.frame.ScreenOf("clients").(*present.Clients)
	x := c.Conflicts
	if c.Tab != present.TabConflicts || !x.TakeFocus() {
		t.Fatal("the name does not have the keyboard")
	}
	if e := x.Found.Empty(); !strings.Contains(e.Title, "before you take a matter on") {
		t.Errorf("the empty list teaches %+v", e)
	}
	x.SetName(" - ")
	x.Check()
	if x.Name.Fault == "" || x.Runs.Len() != 0 {
		t.Error("nothing was searched, and it is not told")
	}
	x.SetName("ELLISON")
	x.Check()
	if x.Found.Len() != 2 || x.Tone != present.Bad || !strings.Contains(x.Said, "2 names are the same") {
		t.Fatalf("%d found: %s", x.Found.Len(), x.Said)
	}
	if got := cells(t, &x.Found, 0); got["fit"] != "Same" || got["role"] != "Opposing counsel" || got["client"] != "200  Castellan LLC" || !strings.HasPrefix(got["matter"], "200-01") {
		t.Errorf("found %v", got)
	}
	if got := cells(t, &x.Runs, 0); got["user"] != "jlk" || got["name"] != "ELLISON" || got["found"] != "2" {
		t.Errorf("the run: %v", got)
	}
	shown := c.Shown()[0]
	if shown.List != present.Table(&x.Found) || strings.Join(shown.Filter, "; ") != "name ELLISON; by Jonas Keller" {
		t.Errorf("printed: %+v", shown.Filter)
	}
	x.Activate(x.Found.AllIDs()[0])
	m := s.frame.ScreenOf("matters").(*present.Matters)
	if m.Page == nil || m.Page.Row.Code != "200-01" || m.Page.Tab != present.MatterParties {
		t.Fatal("Enter does not open the party")
	}
	s.frame.Back()
	if s.frame.Place().Route != "clients" || c.Tab != present.TabConflicts || x.Found.Len() != 2 {
		t.Error("back does not lead to what was found")
	}
	x.SetName("Nobody Anywhere")
	x.Check()
	if x.Found.Len() != 0 || x.Tone != present.Good || !strings.Contains(x.Found.Nothing().Title, "stands nowhere") {
		t.Errorf("nobody: %s", x.Said)
	}
	x.Again(x.Runs.AllIDs()[1])
	if x.Found.Len() != 2 {
		t.Error("an earlier search is not made again")
	}
	o.Sound()
}
