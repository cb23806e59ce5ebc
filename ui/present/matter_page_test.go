package present_test

import (
	"slices"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/firm"
	"matterbook/app/work"
	"matterbook/ui/present"
)

func matterPage(t *testing.T, s *seat, code, tab string) *present.MatterPage {
	t.Helper()
	s.frame.Go("matters", strings.TrimSpace("matter "+code+" "+tab))
	p := s.frame.ScreenOf("matters").(*present.Matters).Page
	if p == nil || p.Row.Code != code {
		t.Fatalf("matter %s is not open", code)
	}
	return p
}

func next(p *present.MatterPage) map[string]string {
	m := map[string]string{}
	for _, n := range p.Summary.Next {
		m[n.Key] = n.Text
	}
	return m
}

// The summary says what a matter is and what comes next; each thing leads to
// where it is done.
func TestTheSummarySaysWhatComesNext(t *testing.T) {
	o := paying(t)
	floor, target, budget := "6000", "8000", "600"
	_, err := o.SetMatter(ctx, app.SetMatter{Code: "200-01", TrustFloor: &floor, TrustTarget: &target})
	noErr(t, err)
	_, err = o.SetMatter(ctx, app.SetMatter{Code: "100-02", Budget: &budget})
	noErr(t, err)
	add(t, o, app.AddTime{Matter: "100-02", Hours: "0.1", Draft: true})
	for _, n := range []app.AddNote{{Matter: "100-02", Kind: "task", Due: "2026-06-17", Text: "Late"}, {Matter: "100-02", Kind: "task", Text: "Some day"}, {Matter: "100-02", Kind: "task", Due: "2026-06-18", Text: "Now"}, {Matter: "100-02", Text: "no task"}} {
		_, err := o.AddNote(ctx, n)
		noErr(t, err)
	}
	s, _ := sitAtMatters(t, o, "admin")
	p := matterPage(t, s, "100-02", "")
	var tasks []string
	for _, n := range p.Summary.Next {
		if n.Key == "task" {
			tasks = append(tasks, n.Text)
		}
	}
	if got := strings.Join(tasks, " | "); got != "Was due on 17 Jun 2026: Late | Due today: Now | Some day" {
		t.Errorf("tasks: %s", got)
	}
	if got := next(p); !strings.HasPrefix(got["drafts"], "1 time entry is a draft") || !strings.Contains(got["budget"], "94 %") || got["trust"] != "" {
		t.Errorf("next: %v", got)
	}
	if b := p.Summary.Budget; !b.Set || b.Used != 94 || b.Tone != present.Warn || !strings.HasPrefix(b.Text, "565.00 of $600.00 used") {
		t.Errorf("budget %+v", b)
	}
	if a := p.Summary.Aging; len(a) != 6 || a[0].Value != "400.00" || a[1].Value != "–" {
		t.Errorf("aging %+v", a)
	}
	// A task is ticked off from here, and undo takes it back.
	p.Summary.Next[0].Do()
	if got := next(p); got["task"] == "" || strings.Contains(p.Summary.Next[0].Text, "Late") {
		t.Errorf("after Done: %v", p.Summary.Next)
	}
	s.frame.Undo()
	if !strings.Contains(p.Summary.Next[0].Text, "Late") {
		t.Error("undo does not bring the task back")
	}
	p = matterPage(t, s, "200-01", "")
	if got := next(p)["trust"]; got != "Trust is below the floor of 6,000.00: ask for $3,000.00." {
		t.Errorf("trust: %q", got)
	}
	if p.Summary.Budget.Set {
		t.Error("a matter without a budget shows one")
	}
}

func TestThePageStepsThroughTheListAndKeepsItsTab(t *testing.T) {
	s, m := sitAtMatters(t, paying(t), "admin")
	m.List.SortBy("code", true)
	p := matterPage(t, s, "200-01", "")
	p.SetTab(present.MatterBills)
	if m.Place() != "1 of 3" {
		t.Errorf("place %q", m.Place())
	}
	m.Do("previous")
	s.said("This is the first matter of the list")
	m.Do("next")
	if m.Page != p || p.Row.Code != "100-02" || p.Tab != present.MatterBills || p.Bills.Len() != 1 {
		t.Fatalf("next: %s on %s with %d bills", p.Row.Code, p.Tab, p.Bills.Len())
	}
	if got := cells(t, &p.Bills, 0); got["balance"] != "400.00" || got["paid"] != "165.00" {
		t.Errorf("bill %v", got)
	}
	m.Do("choose") // Alt+Down where no chooser has the focus
	if p.Row.Code != "100-01" || p.Bills.Len() != 0 {
		t.Errorf("next: %s with %d bills", p.Row.Code, p.Bills.Len())
	}
	m.Escape()
	if r, ok := m.Matter(); m.Page != nil || !ok || r.Code != "100-01" || m.TakeRow() != r.ID {
		t.Error("the list does not stand on the matter that was open")
	}
	// The next window opens on the same tab.
	_, m = sitAtMatters(t, s.office, "admin")
	m.OpenPage(m.List.AllIDs()[0], "")
	if m.Page.Tab != present.MatterBills {
		t.Errorf("the tab is %s", m.Page.Tab)
	}
}

func TestNotesOfAMatter(t *testing.T) {
	o := apptest.New(t).Seed()
	s, m := sitAtMatters(t, o, "bea")
	p := matterPage(t, s, "100-01", present.MatterNotes)
	if e := p.Notes.Nothing(); e.Action != "Write a note" {
		t.Errorf("the empty list teaches %+v", e)
	}
	m.Do("new")
	if !m.Side.In("due").Hidden {
		t.Error("a plain note has a due day")
	}
	m.Side.Send()
	if m.Side == nil || m.Side.In("text").Fault == "" {
		t.Fatalf("an empty note was kept: %v", faults(m.Side))
	}
	m.Side.Set("kind", "task")
	m.Side.Set("text", "Call Łódź\nabout the survey")
	m.Side.Set("due", "2026-06-17")
	m.Side.Send()
	if m.Side != nil {
		t.Fatalf("not kept: %v", faults(m.Side))
	}
	if n, ok := p.Note(); !ok || n.Author.Code != "bea" || !strings.HasSuffix(p.NoteText(), "about the survey") {
		t.Errorf("selected %+v", n)
	}
	if got := cells(t, &p.Notes, 0); got["text"] != "Call Łódź about the survey" || got["due"] != "17 Jun 2026" || got["kind"] != "Task" {
		t.Errorf("note %v", got)
	}
	p.SetSearch("lodz")
	if p.Notes.Len() != 1 {
		t.Error("accents are not ignored")
	}
	p.SetSearch("zzz")
	p.Notes.Nothing().Do()
	if p.Notes.Len() != 1 {
		t.Error("the search is not taken back")
	}
	p.Notes.Select(p.Notes.AllIDs())
	m.Do("note.done")
	if n, _ := p.Note(); n.Open() {
		t.Error("the task is still open")
	}
	m.Do("delete")
	s.notice("The note is deleted")
	if p.Notes.Len() != 0 {
		t.Error("the note is still there")
	}
	s.frame.Undo()
	if p.Notes.Len() != 1 {
		t.Error("undo does not bring the note back")
	}

	// Another author's note is read, not changed; a task of it may be ticked off.
	s, m = sitAtMatters(t, o, "jlk")
	p = matterPage(t, s, "100-01", present.MatterNotes)
	p.Notes.Select(p.Notes.AllIDs())
	m.Do("edit")
	if m.Side == nil || m.Side.Submit != "" || !strings.Contains(m.Side.Note, "Bea Billing wrote this") {
		t.Fatalf("another's note: %+v", m.Side)
	}
	m.Escape()
	m.Do("delete")
	s.said("Bea Billing wrote this")
	m.Do("note.done")
	if n, _ := p.Note(); !n.Open() {
		t.Error("the tick is not taken back")
	}
	o.Sound()

	s, m = sitAtMatters(t, o, "amy")
	matterPage(t, s, "100-01", present.MatterNotes)
	m.Do("new")
	if m.Side != nil {
		t.Error("an auditor may write notes")
	}
}

func TestPartiesOfAMatter(t *testing.T) {
	o := apptest.New(t).Seed()
	s, m := sitAtMatters(t, o, "jlk")
	p := matterPage(t, s, "100-01", present.MatterParties)
	p.Parties.Nothing().Do()
	m.Side.Set("email", "nobody")
	m.Side.Send()
	if m.Side == nil || m.Side.In("name").Fault == "" || m.Side.In("email").Fault == "" {
		t.Fatalf("faults %v", faults(m.Side))
	}
	m.Side.Set("name", "Harbor Realty Inc.")
	m.Side.Set("email", "")
	m.Side.Send()
	x, ok := p.Party()
	if m.Side != nil || !ok || x.Role != firm.Opposing {
		t.Fatalf("added %+v", x)
	}
	m.Do("party.end")
	m.Side.Set("to", "2026-06-10")
	m.Side.Send()
	if x, _ := p.Party(); m.Side != nil || x.To.String() != "2026-06-10" || p.Parties.Len() != 1 {
		t.Fatalf("ended %+v", x)
	}
	for _, c := range m.Commands() {
		if c.ID == "party.end" && !strings.Contains(c.Off, "left on 10 Jun 2026") {
			t.Errorf("ended twice: %q", c.Off)
		}
	}
	m.Do("edit")
	m.Side.Set("from", "2026-06-11")
	m.Side.Send()
	if m.Side == nil || m.Side.In("to").Fault == "" {
		t.Fatalf("it left before it came: %v", faults(m.Side))
	}
	o.Sound()
}

func TestExpensesOfAMatter(t *testing.T) {
	o := apptest.New(t).Seed()
	s, m := sitAtMatters(t, o, "bea")
	p := matterPage(t, s, "100-01", present.MatterExpenses)
	m.Do("new")
	f := m.Side
	found, err := f.In("code").Find(ctx, "court fee")
	noErr(t, err)
	if len(found) != 1 || found[0].Key != "E112" {
		t.Fatalf("the words find %+v", found)
	}
	f.Choose("code", found[0])
	f.Set("units", "2,5,x")
	if f.In("units").Fault == "" {
		t.Error("units that are no number are not told")
	}
	f.Set("units", "3")
	f.Set("unit_price", "0.335")
	if x := f.In("unit_price").Figures; len(x) < 4 || x[0].Value != "$1.01" || x[1].Key != "wip" {
		t.Errorf("beneath the price: %+v", x)
	}
	f.Send()
	if m.Side == nil || f.In("description").Fault == "" {
		t.Fatalf("without a description: %v", faults(f))
	}
	f.Set("description", "Filing fee")
	f.Set("vendor", "County Court")
	f.Tick("draft", true)
	f.Send()
	x, ok := p.Expense()
	if m.Side != nil || !ok || x.Amount != 101 || x.Status != work.Draft || x.Vendor != "County Court" {
		t.Fatalf("entered %+v", x)
	}
	off := func(id string) string {
		i := slices.IndexFunc(m.Commands(), func(c present.Command) bool { return c.ID == id })
		if i < 0 {
			return "not offered"
		}
		return m.Commands()[i].Off
	}
	if off("expense.release") != "" || off("expense.take_back") == "" || off("expense.delete") != "" {
		t.Error("what can be done with a draft")
	}
	m.Do("expense.release")
	s.notice("Released: 1 expense.")
	if x, _ := p.Expense(); x.Status != work.Released || off("expense.delete") == "" {
		t.Errorf("released %s", x.Status)
	}
	s.frame.Undo()
	if x, _ := p.Expense(); x.Status != work.Draft {
		t.Error("undo does not make it a draft")
	}
	m.Do("expense.release")
	m.Do("expense.hold")
	m.Side.Send()
	if m.Side == nil || m.Side.In("reason").Fault == "" {
		t.Fatalf("held without a reason: %v %q", faults(m.Side), m.Side.Fault)
	}
	m.Side.Set("reason", "Client asks")
	m.Side.Send()
	if x, _ := p.Expense(); x.HoldReason != "Client asks" || cells(t, &p.Expenses, 0)["status"] != "On hold" || off("expense.unhold") != "" {
		t.Errorf("held %+v", x)
	}
	m.Do("expense.unhold")
	m.Do("expense.write_off")
	m.Side.Set("reason", "Too small")
	m.Side.Send()
	if x, _ := p.Expense(); x.Status != work.WrittenOff || x.WhyOff != "Too small" {
		t.Errorf("written off %+v", x)
	}
	m.Do("edit")
	if m.Side == nil || m.Side.Submit != "" {
		t.Error("a written-off expense can be changed")
	}
	m.Escape()
	m.Do("expense.take_back")
	m.Side.Set("reason", "Error")
	m.Side.Send()
	m.Do("edit")
	m.Side.Set("units", "4")
	m.Side.Send()
	if x, _ := p.Expense(); x.Amount != 134 || x.Description != "Filing fee" {
		t.Errorf("changed %+v", x)
	}
	s.frame.Undo()
	if x, _ := p.Expense(); x.Amount != 101 {
		t.Errorf("undo leaves %d", x.Amount)
	}
	o.Sound()

	_, m = sitAtMatters(t, o, "jlk")
	m.OpenPage(m.List.AllIDs()[0], present.MatterExpenses)
	m.Do("new")
	if m.Side != nil {
		t.Error("an attorney may enter expenses")
	}
}

func TestMattersAreFilteredByChips(t *testing.T) {
	o := paying(t)
	floor, jlk := "6000", "JLK"
	_, err := o.SetMatter(ctx, app.SetMatter{Code: "200-01", TrustFloor: &floor})
	noErr(t, err)
	_, err = o.SetMatter(ctx, app.SetMatter{Code: "100-02", Billing: &jlk})
	noErr(t, err)
	_, err = o.CloseMatter(ctx, app.CloseMatter{Code: "100-01"})
	noErr(t, err)
	_, m := sitAtMatters(t, o, "jlk")
	for _, x := range []struct {
		chips []string
		want  string
	}{{[]string{present.OnlyOpen}, "100-02 200-01"}, {[]string{present.OnlyClosed}, "100-01"}, {nil, "100-01 100-02 200-01"}, {[]string{present.OnlyMine}, "100-02"},
		{[]string{present.OnlyBelowFloor}, "200-01"}, {[]string{present.OnlyQuiet}, "200-01"}, {[]string{present.OnlyOpen, present.OnlyMine, present.OnlyQuiet}, ""}} {
		m.SetOnly(x.chips)
		var codes []string
		for i := range m.List.Len() {
			codes = append(codes, cells(t, &m.List, i)["code"])
		}
		if got := strings.Join(codes, " "); got != x.want {
			t.Errorf("%v shows %q, want %q", x.chips, got, x.want)
		}
	}
	// The chips are the user's, and hold in the next window.
	m.SetOnly([]string{present.OnlyMine})
	if _, m = sitAtMatters(t, o, "jlk"); m.List.Len() != 1 {
		t.Errorf("the next window shows %d", m.List.Len())
	}
	if _, m = sitAtMatters(t, o, "bea"); m.List.Len() != 2 {
		t.Errorf("another user sees %d", m.List.Len())
	}
}

// A matter set up like another takes its people, fees and codes; what is its own
// stays blank.
func TestAMatterIsSetUpLikeAnother(t *testing.T) {
	o := apptest.New(t).Seed()
	jlk, floor, budget, text, area := "JLK", "1500", "9000", "No travel.", "Litigation"
	_, err := o.SetMatter(ctx, app.SetMatter{Code: "200-01", Responsible: &jlk, TrustFloor: &floor, Budget: &budget, Instructions: &text, PracticeArea: &area})
	noErr(t, err)
	s, m := sitAtMatters(t, o, "bea")
	m.StartMatter()
	f := m.Side
	shown := 0
	for _, in := range f.Inputs {
		if !in.Hidden && in.Kind != present.CheckInput && in.Path != "code" {
			shown++
		}
	}
	if shown > 6 {
		t.Errorf("%d fields are asked for", shown)
	}
	choose(t, m, "devi")
	if offered := f.In("like").Offer(); !strings.HasPrefix(offered[0].Key, "100-") {
		t.Errorf("offered first: %+v", offered[0])
	}
	found, err := f.In("like").Find(ctx, "castellan")
	noErr(t, err)
	f.Choose("like", found[0])
	if f.Text("responsible") != "JLK" || f.Text("code_set") != "litigation" {
		t.Errorf("taken over: %q %q", f.Text("responsible"), f.Text("code_set"))
	}
	f.Set("name", "Lease of 2027")
	sent(t, m)
	s.said("Matter 100-03 added")
	r, _ := m.Matter()
	if !r.CodesRequired || r.TrustFloor != 150000 || r.Instructions != "No travel." || r.PracticeArea != "Litigation" || r.Budget != 0 {
		t.Errorf("added %+v", r.Matter)
	}
	o.Sound()
}
