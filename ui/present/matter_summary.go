package present

import (
	"fmt"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// FactGroup is a few facts under a heading, each with its label.
type FactGroup struct {
	Title string
	Facts []Figure
	Text  string // in place of facts: a card of instructions
}

// NextThing is something that should be done on a matter, with the way to do it.
type NextThing struct {
	Key    string // of the act, for tests
	Text   string
	Tone   Tone
	Action string
	Do     func()
}

// MatterSummaryView is the first tab of a matter's page.
type MatterSummaryView struct {
	Groups []FactGroup
	Next   []NextThing
	Aging  []Figure // of its receivables
	Budget BudgetView
}

// BudgetView is what is used of a budget. Used is in whole per cent; Set is false
// where none is agreed.
type BudgetView struct {
	Set  bool
	Used int
	Text string
	Tone Tone
}

func fact(key, label, value string) Figure { return Figure{Key: key, Label: label, Value: value} }

// told leaves out what is blank.
func told(facts ...Figure) []Figure {
	return slices.DeleteFunc(facts, func(f Figure) bool { return strings.TrimSpace(f.Value) == "" })
}

func (p *MatterPage) summary() MatterSummaryView {
	r, cur := p.Row, p.Row.Client.Currency
	who := func(t firm.Timekeeper) string {
		if t.ID == 0 {
			return ""
		}
		return t.Code + "  " + t.Name()
	}
	billing := who(r.Billing)
	if r.BillingID == 0 && r.ResponsibleID != 0 {
		billing = words.L("As responsible")
	}
	fees := words.Of(feeWords[r.Arrangement])
	if r.FeeAmount != 0 {
		fees += ", " + words.Money(r.FeeAmount, cur)
	}
	rule := firm.TimeRuleFor(p.h.Facts().Firm, r.Client, r.Matter)
	codes := ""
	if r.CodeSet != "" {
		codes = codeSetWord(r.CodeSet)
		if r.CodesRequired {
			codes = words.L("%s, required", codes)
		}
	}
	var v MatterSummaryView
	v.Groups = []FactGroup{
		{Title: words.L("Matter"), Facts: told(
			fact("client", words.L("Client"), r.Client.Code+"  "+r.Client.Name), fact("area", words.L("Practice area"), r.PracticeArea),
			fact("opened", words.L("Opened"), words.Date(r.OpenedOn)), fact("closed", words.L("Closed"), words.Date(r.ClosedOn)),
			fact("number", words.L("Number at the client"), r.ClientMatterID), fact("claim", words.L("Claim number"), r.ClaimNo), fact("po", words.L("Purchase order"), r.PONumber))},
		{Title: words.L("People"), Facts: told(fact("responsible", words.L("Responsible"), who(r.Responsible)), fact("billing", words.L("Billing"), billing), fact("originating", words.L("Originating"), who(r.Originating)))},
		{Title: words.L("Fees"), Facts: append(told(fact("fees", words.L("Arrangement"), fees), fact("codes", words.L("Task codes"), codes),
			fact("rule", words.L("Time is billed in"), words.L("steps of %s h, at least %s h", words.Short(rule.Increment), words.Short(rule.Minimum)))), p.m.rateFigures(p.facts.rates)...)},
	}
	if parties := p.partyFacts(); len(parties) > 0 {
		v.Groups = append(v.Groups, FactGroup{Title: words.L("Parties"), Facts: parties})
	}
	for _, x := range []FactGroup{{Title: words.L("Instructions of the client"), Text: r.Client.Instructions}, {Title: words.L("Instructions for this matter"), Text: r.Instructions}} {
		if x.Text != "" {
			v.Groups = append(v.Groups, x)
		}
	}
	v.Budget = p.budget()
	v.Aging = p.aging()
	v.Next = p.nextThings(v.Budget)
	return v
}

// partyFacts are the parties that are still there, in short.
func (p *MatterPage) partyFacts() []Figure {
	var list []Figure
	for _, x := range p.facts.parties {
		if !x.To.IsZero() && x.To < p.h.Today() {
			continue
		}
		name := x.Name
		if x.Organisation != "" {
			name += ", " + x.Organisation
		}
		list = append(list, fact("party", partyWord(x.Role), name))
	}
	const most = 6
	if n := len(list) - most; n > 1 {
		list = append(list[:most], fact("party", words.L("And"), words.L("%d more", n)))
	}
	return list
}

// budget is what is used: billed without tax and interest, and work in progress.
func (p *MatterPage) budget() BudgetView {
	r, cur := p.Row, p.Row.Client.Currency
	if r.Budget == 0 {
		return BudgetView{}
	}
	used := p.facts.billed + r.WIP
	b := BudgetView{Set: true, Tone: Good}
	if share, err := money.Ratio(used, r.Budget); err == nil {
		b.Used = int(int64(share) / (int64(money.Percent(1_000_000))))
	}
	b.Text = words.L("%s of %s used: %s billed, %s in progress", words.Amount(used, cur), words.Money(r.Budget, cur), words.Amount(p.facts.billed, cur), words.Amount(r.WIP, cur))
	switch {
	case used > r.Budget:
		b.Tone = Bad
	case b.Used >= 80:
		b.Tone = Warn
	}
	return b
}

func (p *MatterPage) aging() []Figure {
	cur := p.Row.Client.Currency
	if len(p.facts.open) == 0 {
		return nil
	}
	a := bill.Age(p.facts.open, p.h.Facts().Firm.AgeBy, p.h.Today())
	var list []Figure
	for i, sum := range a.Buckets() {
		f := Figure{Key: fmt.Sprint("age.", i), Label: words.Of(agingWords[i]), Value: words.Amount(sum, cur)}
		if sum != 0 && i > 0 {
			f.Tone = Warn
		}
		if sum != 0 && i > 2 {
			f.Tone = Bad
		}
		if sum == 0 {
			f.Value = "–"
		}
		list = append(list, f)
	}
	return list
}

var agingWords = [6]string{words.Mark("Current"), words.Mark("1–30 days"), words.Mark("31–60 days"), words.Mark("61–90 days"), words.Mark("91–120 days"), words.Mark("Over 120 days")}

// nextThings is what should be done, the most urgent first.
func (p *MatterPage) nextThings(b BudgetView) []NextThing {
	r, cur, today := p.Row, p.Row.Client.Currency, p.h.Today()
	var list []NextThing
	add := func(key string, tone Tone, text, action string, do func()) {
		list = append(list, NextThing{Key: key, Tone: tone, Text: text, Action: action, Do: do})
	}
	for _, n := range openTasks(p.facts.notes) {
		text, tone := oneLine(n.Text), Info
		switch {
		case n.Due.IsZero():
		case n.Due < today:
			text, tone = words.L("Was due on %s: %s", words.Date(n.Due), text), Bad
		case n.Due == today:
			text, tone = words.L("Due today: %s", text), Warn
		default:
			text = words.L("Due on %s: %s", words.Date(n.Due), text)
		}
		add("task", tone, text, words.L("Done"), func() { p.setDone(n, true) })
	}
	if p.Row.Status == firm.MatterOpen && belowFloor(r) {
		ask := max(r.TrustTarget, r.TrustFloor) - firstSum(r.Trust)
		add("trust", Warn, words.L("Trust is below the floor of %s: ask for %s.", words.Amount(r.TrustFloor, cur), words.Money(ask, cur)), words.L("Trust"), func() { p.SetTab(MatterTrust) })
	}
	late := money.Amount(0)
	for _, s := range p.facts.open {
		if s.DueOn < today {
			late += s.Balance()
		}
	}
	if late != 0 {
		add("late", Bad, words.L("%s is past due.", words.Money(late, cur)), words.L("Bills"), func() { p.SetTab(MatterBills) })
	}
	for _, x := range p.facts.bills {
		if x.PreBill.ID == 0 {
			continue
		}
		text := words.L("Pre-bill %d of %s is open.", x.PreBill.ID, words.Money(x.Amount, x.Currency))
		switch x.PreBill.Status {
		case bill.PreBillReview:
			text = words.L("Pre-bill %d of %s is with %s.", x.PreBill.ID, words.Money(x.Amount, x.Currency), x.PreBill.Holder)
		case bill.PreBillApproved:
			text = words.L("Pre-bill %d of %s is approved and can be issued.", x.PreBill.ID, words.Money(x.Amount, x.Currency))
		}
		id := x.ID
		add("prebill", Info, text, words.Sense("Open", "act"), func() { p.OpenBill(id) })
	}
	if n := int(p.facts.drafts); n > 0 {
		add("drafts", Info, words.N(n, "%d time entry is a draft: no bill takes it until it is released.", "%d time entries are drafts: no bill takes them until they are released.", n), words.L("Time"), func() { p.SetTab(MatterTime) })
	}
	if b.Set && b.Tone != Good {
		text := words.L("%d %% of the budget is used.", b.Used)
		if b.Tone == Bad {
			text = words.L("The budget of %s is exceeded.", words.Money(r.Budget, cur))
		}
		add("budget", b.Tone, text, "", nil)
	}
	if quiet(r, today) {
		text := words.L("Nothing was recorded since %s.", words.Date(max(r.Active, r.OpenedOn)))
		if r.Active.IsZero() && r.OpenedOn.IsZero() {
			text = words.L("Nothing was ever recorded.")
		}
		add("quiet", Neutral, text, words.L("Close the matter"), func() { p.m.Do("matters.close") })
	}
	return list
}

// ClientShort names the client, cut to what the head of the page has room for.
func (p *MatterPage) ClientShort() string {
	name := []rune(p.Row.Client.Name)
	const room = 26
	if len(name) > room {
		name = append(slices.Clone(name[:room-1]), '…')
	}
	return p.Row.Client.Code + "  " + string(name)
}

// HeadLine is what stands before the money of the matter: who works on it, how it
// is paid, and when something last happened.
func (p *MatterPage) HeadLine() string {
	r := p.Row
	who := words.L("Nobody is responsible")
	if r.ResponsibleID != 0 {
		who = words.L("Responsible %s", r.Responsible.Code)
		if r.BillingID != 0 && r.BillingID != r.ResponsibleID {
			who = words.L("Responsible %s, billing %s", r.Responsible.Code, r.Billing.Code)
		}
	}
	line := who + " · " + words.Of(feeWords[r.Arrangement])
	if !r.Active.IsZero() {
		line += " · " + words.L("last activity %s", words.Date(r.Active))
	}
	return line
}

// Status is the state of the matter as a pill.
func (p *MatterPage) Status() Cell { return matterStatus(p.Row) }

// Held says that one of the selected expenses is kept off bills.
func (p *MatterPage) Held() bool {
	return slices.ContainsFunc(p.Expenses.Picked(), func(x app.ExpenseRow) bool { return x.HoldReason != "" })
}

// NoteIsTask says whether the selected note can be ticked off.
func (p *MatterPage) NoteIsTask() bool {
	n, ok := p.Note()
	return ok && n.Kind == firm.TaskNote
}

// NoteText is the whole text of the selected note.
func (p *MatterPage) NoteText() string {
	n, ok := p.Note()
	if !ok {
		return ""
	}
	return n.Text
}
