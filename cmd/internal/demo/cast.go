package demo

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"matterbook/app/cal"
	"matterbook/assets"
)

// person is a timekeeper.
type person struct {
	assets.DemoTimekeeper
	group int
	away  [][2]cal.Date // vacations
}

func (p *person) name() string { return p.FirstName + " " + p.LastName }

// on says whether the person works on the day.
func (p *person) on(day cal.Date) bool {
	for _, v := range p.away {
		if day >= v[0] && day <= v[1] {
			return false
		}
	}
	return workday(day)
}

// client is a client with how it pays.
type client struct {
	assets.DemoClient
	bills int // issued to it so far
}

// matter is a matter with its people.
type matter struct {
	assets.DemoMatter
	client    *client
	group     int
	team      []*person
	opened    cal.Date
	closed    cal.Date // zero: stays open
	internal  bool
	narrative []*narrative // those whose blanks the matter can fill
	costs     []*cost
	seen      recent
	attended  map[*narrative]cal.Date // when a sort of event was last attended
	issued    int
}

// takes says whether work may be dated the day.
func (x *matter) takes(day cal.Date) bool {
	return day >= x.opened && (x.closed.IsZero() || day <= x.closed)
}

// stage is how far the matter is on a day: 1 early, 2 middle, 3 late.
func (x *matter) stage(day, start, until cal.Date) int {
	from := max(start, x.opened)
	to := until
	if !x.closed.IsZero() {
		to = x.closed
	}
	span := max(to.Sub(from), 1)
	at := x.Progress[0] + (x.Progress[1]-x.Progress[0])*min(max(day.Sub(from), 0), span)/span
	return min(at/34+1, 3)
}

// perDay is how many entries a timekeeper makes on a working day, which says
// how many timekeepers a number of entries needs.
const perDay = 6

// makeCast says who there is: the firm as written, or, for a larger one, as
// many practice groups like it as the entries need people.
func (m *maker) makeCast() {
	days := 0
	for d := m.start; d <= m.until; d = d.AddDays(1) {
		if workday(d) {
			days++
		}
	}
	base := len(m.data.Timekeepers)
	groups := max(int(math.Round(float64(m.opts.Entries)/float64(base*perDay*max(days, 1)))), 1)
	var written []assets.DemoClient
	n := 0
	for _, c := range m.data.Clients {
		written = append(written, c)
		n += len(c.Matters)
	}
	internal := written[len(written)-1]
	written = written[:len(written)-1]
	n -= len(internal.Matters)
	if m.opts.Matters == 0 {
		m.opts.Matters = n
	}
	m.bulk = m.opts.Matters > 200 || m.opts.Entries > 50_000

	for g := range groups {
		m.addGroup(g)
	}
	m.byCode = map[string]*matter{}
	left := m.opts.Matters
	for _, c := range written {
		if left == 0 {
			break
		}
		if len(c.Matters) > left {
			c.Matters = c.Matters[:left]
		}
		left -= len(c.Matters)
		m.addClient(c, 0)
	}
	r := m.rand("more clients")
	for i := 0; left > 0; i++ {
		c := m.anotherClient(r, i, written)
		if len(c.Matters) > left {
			c.Matters = c.Matters[:left]
		}
		left -= len(c.Matters)
		m.addClient(c, i%groups)
	}
	for g := range groups {
		if g > 0 {
			internal.Code = fmt.Sprintf("9%03d", g)
			for i := range internal.Matters {
				one := internal.Matters[i]
				one.Code = fmt.Sprintf("%s-%02d", internal.Code, i+1)
				internal.Matters = []assets.DemoMatter{one}
			}
		}
		m.addClient(internal, g)
	}
}

// addGroup adds eight people: those written, or others like them.
func (m *maker) addGroup(g int) {
	r := m.rand("people", g)
	for i, t := range m.data.Timekeepers {
		if g > 0 {
			t.Code = fmt.Sprintf("%s%03d", t.Code, g)
			t.FirstName, t.LastName = pick(r, m.data.Names["first"]), pick(r, m.data.Names["last"])
			t.Email = fmt.Sprintf("%s.%s%d@example.com", strings.ToLower(t.FirstName), strings.ToLower(t.LastName), g)
		}
		p := &person{DemoTimekeeper: t, group: g}
		m.vacations(p, m.rand("vacations", g, i))
		m.people = append(m.people, p)
	}
}

// vacations gives two weeks in summer, one in winter or spring, and single days.
func (m *maker) vacations(p *person, r *rand.Rand) {
	for year := m.start.Year(); year <= m.until.Year(); year++ {
		first := cal.MustParse(fmt.Sprintf("%04d-01-01", year))
		summer := first.AddDays(165 + r.IntN(75))
		other := first.AddDays(35 + r.IntN(90))
		p.away = append(p.away, [2]cal.Date{summer, summer.AddDays(10 + r.IntN(4))}, [2]cal.Date{other, other.AddDays(4 + r.IntN(3))})
		for range 6 {
			day := first.AddDays(r.IntN(365))
			p.away = append(p.away, [2]cal.Date{day, day})
		}
	}
}

func (m *maker) addClient(c assets.DemoClient, group int) {
	cl := &client{DemoClient: c}
	m.clients = append(m.clients, cl)
	people := m.people[group*len(m.data.Timekeepers):]
	byCode := map[string]*person{}
	for i, t := range m.data.Timekeepers {
		byCode[t.Code] = people[i]
	}
	for _, x := range c.Matters {
		mt := &matter{DemoMatter: x, client: cl, group: group, opened: m.start.AddDays(x.Opened), internal: c.Pays == "internal",
			attended: map[*narrative]cal.Date{}}
		if x.Opened > 0 && mt.opened > m.until.AddDays(-20) || mt.opened > m.until {
			// A short demonstration begins when everything is under way.
			mt.opened = m.start.AddDays(-x.Opened % 90)
		}
		for _, code := range x.Team {
			mt.team = append(mt.team, byCode[code])
		}
		mt.Responsible, mt.Originating, mt.Billing = byCode[x.Responsible].Code, byCode[x.Originating].Code, byCode[x.Billing].Code
		if m.bulk && group < bulkGroups {
			mt.Billing = bulkAttorney
		}
		if x.Closes > 0 && x.Closes < m.opts.Months && !m.bulk {
			mt.closed = m.start.AddMonths(x.Closes).AddDays(-1)
		}
		mt.narrative, mt.costs = m.narrativesFor(mt), m.costsFor(mt)
		m.matters = append(m.matters, mt)
		m.byCode[mt.Code] = mt
	}
}

// anotherClient makes a client like one of those written, with other names.
func (m *maker) anotherClient(r *rand.Rand, i int, written []assets.DemoClient) assets.DemoClient {
	c := written[r.IntN(len(written))]
	names := m.data.Names
	person := func() string { return pick(r, names["first"]) + " " + pick(r, names["last"]) }
	company := func() string {
		return pick(r, names["company"]) + " " + pick(r, names["company"]) + " " + pick(r, names["trade"])
	}
	old := c.Name
	c.Code = fmt.Sprintf("%d", 2000+i)
	if i >= 7000 {
		c.Code = fmt.Sprintf("%d", 13000+i)
	}
	if c.Pays == "trust" {
		c.Name = person()
	} else {
		c.Name = company()
	}
	place := strings.Split(pick(r, names["place"]), ",")
	c.Address1, c.Address2 = fmt.Sprintf("%d %s", 100+r.IntN(8900), pick(r, names["street"])), ""
	c.City, c.Region, c.Postcode = place[0], place[1], place[2]
	c.Email = "client" + c.Code + "@example.com"
	c.Rates = nil
	var matters []assets.DemoMatter
	for j, x := range c.Matters {
		x.Code = fmt.Sprintf("%s-%02d", c.Code, j+1)
		rival := company()
		x.Name = strings.ReplaceAll(x.Name, old, c.Name)
		if x.Opponent != "" {
			x.Opponent = rival
		}
		x.Name = renamed(x.Name, c.Name, rival, person())
		if x.ClientMatterID != "" {
			x.ClientMatterID = fmt.Sprintf("M-%s-%03d", c.Code, j+1)
		}
		if x.ClaimNo != "" {
			x.ClaimNo = fmt.Sprintf("CL-%07d", r.IntN(10_000_000))
		}
		for k := range x.Counsel {
			x.Counsel = append([]string(nil), x.Counsel...)
			x.Counsel[k] = person()
		}
		for k := range x.Witnesses {
			x.Witnesses = append([]string(nil), x.Witnesses...)
			x.Witnesses[k] = person()
		}
		x.Contact = person()
		x.Opened, x.Closes = -300+r.IntN(330), 0
		x.TrustFloor, x.TrustTarget = "", ""
		matters = append(matters, x)
	}
	c.Matters = matters
	if c.Pays == "nsf" || c.Pays == "chronic" || c.Pays == "nonpayer" {
		c.Pays = pick(r, []string{"ontime", "late", "part"})
	}
	return c
}

// renamed gives a matter the names of its own people.
func renamed(name, client, rival, somebody string) string {
	last := client[strings.LastIndex(client, " ")+1:]
	switch {
	case strings.Contains(name, " v. "):
		return client + " v. " + rival
	case strings.HasPrefix(name, "In re "):
		return "In re " + rival
	case strings.HasPrefix(name, "Marriage of "):
		return "Marriage of " + last
	case strings.HasPrefix(name, "Probate of "):
		return "Probate of " + somebody
	case strings.HasPrefix(name, "Registration of "):
		return "Registration of " + strings.ToUpper(rival[:strings.Index(rival, " ")])
	case strings.Contains(name, "parenting plan"):
		return last + " parenting plan modification"
	}
	return name
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }
