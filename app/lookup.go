package app

import (
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// lookup keeps what the acts of one transaction look up by code, so that an
// import of a hundred thousand rows asks once for each matter, not once for
// each row. It lives no longer than its transaction; acts that change a noun
// call forget.
type lookup struct {
	q     Query
	today cal.Date

	firm    *firm.Firm
	matters map[string]*matterFacts
	clients map[string]firm.Client
	keepers map[string]firm.Timekeeper
	sets    map[string]map[string]firm.Code
	setList []string
	rates   []firm.RateRow
	ratesOK bool
	ratesBy map[rateOwner][]firm.RateRow
	days    map[dayKey]map[cal.Date]money.Quantity
}

// dayKey is a month of a timekeeper.
type dayKey struct {
	timekeeper int64
	month      cal.Date
}

// matterFacts are a matter with all that pricing its work needs.
type matterFacts struct {
	Matter firm.Matter
	Client firm.Client
	Rates  [][]firm.RateRow // of the matter, its client and the firm
}

func newLookup(q Query, today cal.Date) *lookup {
	return &lookup{
		q: q, today: today,
		matters: map[string]*matterFacts{}, clients: map[string]firm.Client{}, keepers: map[string]firm.Timekeeper{},
		days: map[dayKey]map[cal.Date]money.Quantity{},
	}
}

func (l *lookup) Firm() (firm.Firm, error) {
	if l.firm == nil {
		f, err := l.q.Firm()
		if err != nil {
			return firm.Firm{}, err
		}
		l.firm = &f
	}
	return *l.firm, nil
}

func (l *lookup) Client(code string) (firm.Client, error) {
	code = strings.TrimSpace(code)
	if c, ok := l.clients[code]; ok {
		return c, nil
	}
	c, err := l.q.ClientByCode(code)
	if err == nil {
		l.clients[code] = c
	}
	return c, err
}

func (l *lookup) Matter(code string) (*matterFacts, error) {
	code = strings.TrimSpace(code)
	if m, ok := l.matters[code]; ok {
		return m, nil
	}
	m, err := l.q.MatterByCode(code)
	if err != nil {
		return nil, err
	}
	return l.keepMatter(m)
}

func (l *lookup) MatterByID(id int64) (*matterFacts, error) {
	for _, m := range l.matters {
		if m.Matter.ID == id {
			return m, nil
		}
	}
	m, err := l.q.Matter(id)
	if err != nil {
		return nil, err
	}
	return l.keepMatter(m)
}

func (l *lookup) keepMatter(m firm.Matter) (*matterFacts, error) {
	c, err := l.q.Client(m.ClientID)
	if err != nil {
		return nil, err
	}
	rows, err := l.ratesOf(m)
	if err != nil {
		return nil, err
	}
	facts := &matterFacts{Matter: m, Client: c, Rates: rows}
	l.matters[m.Code] = facts
	return facts, nil
}

func (l *lookup) Timekeeper(code string) (firm.Timekeeper, error) {
	code = strings.TrimSpace(code)
	if t, ok := l.keepers[code]; ok {
		return t, nil
	}
	t, err := l.q.TimekeeperByCode(code)
	if err == nil {
		l.keepers[code] = t
	}
	return t, err
}

// TimekeeperID is the id of a code; blank is none.
func (l *lookup) TimekeeperID(code string) (int64, error) {
	if strings.TrimSpace(code) == "" {
		return 0, nil
	}
	t, err := l.Timekeeper(code)
	return t.ID, err
}

// loadSets reads every code set once.
func (l *lookup) loadSets() error {
	if l.sets != nil {
		return nil
	}
	codes, err := l.q.Codes("")
	if err != nil {
		return err
	}
	l.sets = map[string]map[string]firm.Code{}
	for _, c := range codes {
		if l.sets[c.Set] == nil {
			l.sets[c.Set] = map[string]firm.Code{}
			l.setList = append(l.setList, c.Set)
		}
		l.sets[c.Set][c.Code] = c
	}
	return nil
}

// Names of the sets that are no task sets.
const (
	activitySet   = "activity"
	expensePrefix = "expense"
)

// code finds a code in the first of the sets that has it.
func (l *lookup) code(code string, sets ...string) (firm.Code, bool) {
	for _, s := range sets {
		if c, ok := l.sets[s][code]; ok {
			return c, true
		}
	}
	return firm.Code{}, false
}

// taskSets are the sets a task code of the matter may come from: the matter's
// own, or any task set when the matter names none.
func (l *lookup) taskSets(m firm.Matter) []string {
	if m.CodeSet != "" {
		return []string{m.CodeSet}
	}
	var sets []string
	for _, s := range l.setList {
		if s != activitySet && !strings.HasPrefix(s, expensePrefix) {
			sets = append(sets, s)
		}
	}
	return sets
}

func (l *lookup) expenseSets(m firm.Matter) []string {
	var sets []string
	for _, s := range l.setList {
		if strings.HasPrefix(s, expensePrefix) {
			sets = append(sets, s)
		}
	}
	if m.CodeSet != "" {
		sets = append(sets, m.CodeSet)
	}
	return sets
}

// checkTask, checkActivity and checkExpense note a code that stands in no set
// it may come from. Blank codes pass.
func (l *lookup) checkTask(c *checks, m firm.Matter, code string) {
	if code == "" {
		return
	}
	sets := l.taskSets(m)
	if found, ok := l.code(code, sets...); ok {
		if found.Ended {
			c.Add("task", "code.ended", "task %q has ended; choose another one.", code)
		}
		return
	}
	where := "any task set of this book"
	if m.CodeSet != "" {
		where = "the set " + m.CodeSet + " of matter " + m.Code
	}
	c.Add("task", "task.unknown", "task %q stands not in %s.", code, where)
}

func (l *lookup) checkActivity(c *checks, m firm.Matter, code string) {
	if code == "" {
		return
	}
	found, ok := l.code(code, activitySet, m.CodeSet)
	switch {
	case ok && found.Ended:
		c.Add("activity", "code.ended", "activity %q has ended; choose another one.", code)
	case !ok:
		c.Add("activity", "activity.unknown", "activity %q is not one of the activity codes of this book (A101 and so on).", code)
	case found.Set == activitySet && found.Parent == "" && l.hasChildren(found):
		c.Add("activity", "activity.heading", "activity %q is a heading; bills take the codes below it.", code)
	}
}

func (l *lookup) checkExpense(c *checks, m firm.Matter, code string) {
	if code == "" {
		c.Require("code", code)
		return
	}
	found, ok := l.code(code, l.expenseSets(m)...)
	switch {
	case ok && found.Ended:
		c.Add("code", "code.ended", "code %q has ended; choose another one.", code)
	case !ok:
		c.Add("code", "code.unknown", "code %q is not one of the expense codes of this book (E101 and so on).", code)
	case found.Parent == "" && l.hasChildren(found):
		c.Add("code", "code.heading", "code %q is a heading; bills take the codes below it.", code)
	}
}

func (l *lookup) hasChildren(c firm.Code) bool {
	for _, other := range l.sets[c.Set] {
		if other.Parent == c.Code {
			return true
		}
	}
	return false
}

// DayHours is what the timekeeper has on a day already.
func (l *lookup) DayHours(timekeeper int64, day cal.Date) (money.Quantity, error) {
	month, err := l.month(timekeeper, day)
	return month[day], err
}

func (l *lookup) month(timekeeper int64, day cal.Date) (map[cal.Date]money.Quantity, error) {
	key := dayKey{timekeeper, day.MonthStart()}
	if m, ok := l.days[key]; ok {
		return m, nil
	}
	m, err := l.q.DayHours(timekeeper, day.MonthStart(), day.MonthEnd())
	if err != nil {
		return nil, err
	}
	if m == nil {
		m = map[cal.Date]money.Quantity{}
	}
	l.days[key] = m
	return m, nil
}

// addHours notes hours saved in this transaction.
func (l *lookup) addHours(timekeeper int64, day cal.Date, hours money.Quantity) {
	if m, ok := l.days[dayKey{timekeeper, day.MonthStart()}]; ok {
		m[day] += hours
	}
}

// manyMatters is from how many matters on the rates of all are read at once, so
// that a long import does not read and keep the firm's own rows for each matter.
const manyMatters = 20

func (l *lookup) ratesOf(m firm.Matter) ([][]firm.RateRow, error) {
	if len(l.matters) < manyMatters {
		rows, err := l.q.RateRows(m.ID, m.ClientID)
		return [][]firm.RateRow{rows}, err
	}
	rows, err := l.RateRows()
	if err != nil {
		return nil, err
	}
	if l.ratesBy == nil {
		l.ratesBy = map[rateOwner][]firm.RateRow{}
		for _, r := range rows {
			k := rateOwner{r.Scope, r.ScopeID}
			l.ratesBy[k] = append(l.ratesBy[k], r)
		}
	}
	return [][]firm.RateRow{l.ratesBy[rateOwner{firm.ScopeMatter, m.ID}], l.ratesBy[rateOwner{firm.ScopeClient, m.ClientID}], l.ratesBy[rateOwner{Scope: firm.ScopeFirm}]}, nil
}

// rateOwner is whose rates they are.
type rateOwner struct {
	Scope firm.RateScope
	ID    int64
}

// RateRows are all rows of the book.
func (l *lookup) RateRows() ([]firm.RateRow, error) {
	if !l.ratesOK {
		rows, err := l.q.RateRows(0, 0)
		if err != nil {
			return nil, err
		}
		l.rates, l.ratesOK = rows, true
	}
	return l.rates, nil
}

// quote finds the rate of work, or refuses: a rate is never silently zero.
func quote(f firm.Firm, m *matterFacts, ask firm.RateAsk) (firm.Quote, error) {
	ask.Foreign = m.Client.Currency != f.Currency
	if q, ok := firm.FindRate(ask, m.Rates...); ok {
		return q, nil
	}
	e := fault.Refuse("rate.none", "No rate is agreed for %s on matter %s for work of %s.", ask.Timekeeper.Code, m.Matter.Code, ask.On)
	if ask.Foreign {
		return firm.Quote{}, e.Advise("The client is billed in %s, so the firm's own rates in %s do not hold: agree a rate with the client or for the matter.", m.Client.Currency, f.Currency)
	}
	return firm.Quote{}, e.Advise("Give the timekeeper a standard rate, add a rate row, or type the rate.")
}
