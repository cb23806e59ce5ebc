package demo

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"

	"matterbook/app"
	"matterbook/app/cal"
)

// workPlan says how many entries each person makes on each day.
type workPlan struct {
	days  []cal.Date
	count map[cal.Date][]int // by person
	desk  map[cal.Date]bool  // days whose time is entered by the people themselves
	files [][]cal.Date       // the other days, as they are brought in
	owed  []int              // by person: entries a full day had no room for
}

// planWork shares the entries out over people and days: by how much a person
// works in a year and how long an entry of such a person is, with busy and quiet
// days.
func (m *maker) planWork() {
	m.work.owed = make([]int, len(m.people))
	m.work.count, m.work.desk = map[cal.Date][]int{}, map[cal.Date]bool{}
	r := m.rand("days")
	type slot struct {
		day    cal.Date
		person int
		weight float64
	}
	var slots []slot
	total := 0.0
	pace := make([]float64, len(m.people))
	for i, p := range m.people {
		pace[i] = float64(p.HoursAYear) / m.meanHours(p)
	}
	for d := m.start; d <= m.until; d = d.AddDays(1) {
		if !workday(d) {
			continue
		}
		m.work.days = append(m.work.days, d)
		m.work.count[d] = make([]int, len(m.people))
		for i, p := range m.people {
			if p.on(d) {
				w := pace[i] * (0.55 + 0.9*r.Float64())
				slots = append(slots, slot{d, i, w})
				total += w
			}
		}
	}
	done, sum := 0, 0.0
	for _, s := range slots {
		sum += s.weight
		n := int(sum/total*float64(m.opts.Entries)+1e-9) - done
		m.work.count[s.day][s.person] = n
		done += n
	}
	if n := len(m.work.days); n > 4 && !m.bulk {
		m.work.desk[m.work.days[n-1]], m.work.desk[m.work.days[n-2]] = true, true
	}
	m.planFiles()
}

// fileRows is the most rows one file of time holds.
const fileRows = 50_000

// planFiles brings time in by the week, and always at the end of a month; a
// large firm by the month.
func (m *maker) planFiles() {
	var file []cal.Date
	rows := 0
	for i, d := range m.work.days {
		n := 0
		for _, k := range m.work.count[d] {
			n += k
		}
		if m.work.desk[d] {
			continue
		}
		if rows+n > fileRows && len(file) > 0 {
			m.work.files, file, rows = append(m.work.files, file), nil, 0
		}
		file, rows = append(file, d), rows+n
		last := i+1 == len(m.work.days) || m.work.desk[m.work.days[i+1]]
		if !last {
			next := m.work.days[i+1]
			last = next.Month() != d.Month() || !m.bulk && next.WeekStart() != d.WeekStart()
		}
		if last {
			m.work.files, file, rows = append(m.work.files, file), nil, 0
		}
	}
}

// meanHours is how long an entry of the person is, over the matters of its team.
func (m *maker) meanHours(p *person) float64 {
	sum, n := 0.0, 0.0
	for _, x := range m.matters {
		if x.group != p.group || x.internal {
			continue
		}
		for _, who := range x.team {
			if who != p {
				continue
			}
			for _, t := range x.narrative {
				if t.does(p, x) {
					sum += x.Weight * float64(3*t.Least+t.Most) / 40
					n += x.Weight
				}
			}
		}
	}
	if n == 0 {
		return 1
	}
	return sum / n
}

// planTime puts the files and the days at the desk on the agenda.
func (m *maker) planTime() {
	for _, days := range m.work.files {
		m.on(days[len(days)-1], evening, "time of the week", func() error { return m.importTime(days) })
	}
	for _, d := range m.work.days {
		if m.work.desk[d] {
			m.on(d, evening, "time of the day", func() error { return m.enterTime(d) })
		}
	}
}

// entry is one piece of work.
type entry struct {
	day      cal.Date
	person   *person
	matter   *matter
	hours    string
	text     string
	task     string
	activity string
	billable string
}

// dayOf makes the entries of everybody on a day.
func (m *maker) dayOf(day cal.Date, each func(entry) error) error {
	for i, n := range m.work.count[day] {
		if n == 0 {
			continue
		}
		more := min(m.work.owed[i], 2)
		made, err := m.personDay(m.rand("work", int(day), i), day, m.people[i], n+more, each)
		if err != nil {
			return err
		}
		m.work.owed[i] += n - made
	}
	return nil
}

// longDay is the most tenths of an hour anybody bills on a day.
const longDay = 98

// personDay makes up to n entries of a person on a day.
func (m *maker) personDay(r *rand.Rand, day cal.Date, p *person, n int, each func(entry) error) (made int, err error) {
	mine := m.mattersOf(p, day)
	if len(mine) == 0 {
		return 0, nil
	}
	left := longDay
	for k := range n {
		rest := n - 1 - k // entries still to come need room
		for range 12 {
			x := m.chooseMatter(r, mine, day)
			t, text, tenths, ok := m.act(r, p, x, day, max(left-2*rest, 2))
			if !ok {
				continue
			}
			left -= tenths
			e := entry{day: day, person: p, matter: x, hours: fmt.Sprintf("%d.%d", tenths/10, tenths%10), text: text, task: t.Task, activity: t.Activity, billable: "Y"}
			switch {
			case x.internal:
				e.billable = "N"
			case t.Activity == "A105" && r.IntN(4) == 0 || r.IntN(120) == 0:
				e.billable = "NC"
			}
			if err := each(e); err != nil {
				return made, err
			}
			made++
			break
		}
		if left < 3 {
			break
		}
	}
	return made, nil
}

// mattersOf are the matters a person works on, on a day.
func (m *maker) mattersOf(p *person, day cal.Date) []*matter {
	var list []*matter
	for _, x := range m.groupMatters(p.group) {
		if !x.takes(day) {
			continue
		}
		for _, who := range x.team {
			if who == p {
				list = append(list, x)
			}
		}
	}
	return list
}

func (m *maker) groupMatters(group int) []*matter {
	if m.byGroup == nil {
		m.byGroup = map[int][]*matter{}
		for _, x := range m.matters {
			m.byGroup[x.group] = append(m.byGroup[x.group], x)
		}
	}
	return m.byGroup[group]
}

// chooseMatter weighs matters by their size and how busy their month is.
func (m *maker) chooseMatter(r *rand.Rand, list []*matter, day cal.Date) *matter {
	total := 0.0
	for _, x := range list {
		total += x.busy(day)
	}
	at := r.Float64() * total
	for _, x := range list {
		if at -= x.busy(day); at < 0 {
			return x
		}
	}
	return list[len(list)-1]
}

// busy is the weight of a matter in the month of a day: between a third and
// five thirds of its usual.
func (x *matter) busy(day cal.Date) float64 {
	if x.internal {
		return x.Weight * 0.5
	}
	wave := hash(x.Code + day.MonthStart().String())
	return x.Weight * (1.0/3 + float64(wave%1000)/750)
}

// importTime brings the time of days in as one file.
func (m *maker) importTime(days []cal.Date) error {
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	_ = w.Write([]string{"date", "timekeeper", "matter", "hours", "narrative", "task", "activity", "billable"})
	rows := 0
	for _, d := range days {
		if err := m.ctx.Err(); err != nil {
			return err
		}
		err := m.dayOf(d, func(e entry) error {
			rows++
			return w.Write([]string{e.day.String(), e.person.Code, e.matter.Code, e.hours, e.text, e.task, e.activity, e.billable})
		})
		if err != nil {
			return err
		}
	}
	w.Flush()
	return m.load(billingDesk, "time", fmt.Sprintf("time %s to %s.csv", days[0], days[len(days)-1]), &buf, rows)
}

// load imports a file made here.
func (m *maker) load(user, kind, name string, buf *bytes.Buffer, rows int) error {
	if rows == 0 {
		return nil
	}
	d, err := m.desk(user)
	if err != nil {
		return err
	}
	if err := m.next(); err != nil {
		return err
	}
	_, err = d.Import(m.ctx, app.Import{Kind: kind, Name: name, Data: buf})
	return err
}

// enterTime is a day on which people enter their own time: what they did today
// is a draft until they release it, and some is left over.
func (m *maker) enterTime(day cal.Date) error {
	today := day == m.work.days[len(m.work.days)-1]
	r := m.rand("desk", int(day))
	release := map[*person][]int64{}
	err := m.dayOf(day, func(e entry) error {
		d, err := m.deskOf(e.person)
		if err != nil {
			return err
		}
		if err := m.next(); err != nil {
			return err
		}
		saved, err := d.AddTime(m.ctx, app.AddTime{Matter: e.matter.Code, Timekeeper: e.person.Code, Date: e.day.String(), Hours: e.hours,
			Narrative: e.text, Task: e.task, Activity: e.activity, Billable: e.billable, Draft: true})
		if err != nil {
			return err
		}
		if !today && r.IntN(5) > 0 || today && r.IntN(3) == 0 {
			release[e.person] = append(release[e.person], saved.Entry.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, p := range m.people {
		if len(release[p]) == 0 {
			continue
		}
		d, err := m.deskOf(p)
		if err != nil {
			return err
		}
		if err := m.next(); err != nil {
			return err
		}
		if _, err := d.ReleaseTime(m.ctx, app.MoveTime{IDs: release[p]}); err != nil {
			return err
		}
	}
	return nil
}

// deskOf is the desk of a timekeeper who is a user, else the billing desk.
func (m *maker) deskOf(p *person) (*app.Desk, error) {
	for _, u := range m.data.Users {
		if u.Timekeeper == p.Code {
			return m.desk(u.Code)
		}
	}
	return m.desk(billingDesk)
}
