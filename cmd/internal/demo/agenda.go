package demo

import (
	"container/heap"
	"fmt"

	"matterbook/app/cal"
	"matterbook/app/fault"
)

// agenda is what is to happen, by day and within a day by hour.
type agenda struct {
	events eventHeap
	seq    int
	day    cal.Date
	second int // of the working day on which the next act happens
}

type event struct {
	day  cal.Date
	hour hour
	seq  int
	what string
	do   func() error
}

// hour orders the work of a day.
type hour int

const (
	morning   hour = iota // money that came with the mail, the bank's list
	forenoon              // bills
	afternoon             // trust
	evening               // time of the day
)

type eventHeap []event

func (h eventHeap) Len() int { return len(h) }
func (h eventHeap) Less(i, j int) bool {
	a, b := h[i], h[j]
	if a.day != b.day {
		return a.day < b.day
	}
	if a.hour != b.hour {
		return a.hour < b.hour
	}
	return a.seq < b.seq
}
func (h eventHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *eventHeap) Push(x any)   { *h = append(*h, x.(event)) }
func (h *eventHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}

// on puts an event on the next working day from day; what falls after the last
// day never happens.
func (m *maker) on(day cal.Date, h hour, what string, do func() error) {
	day = nextWorkday(max(day, m.agenda.day))
	if day > m.until {
		return
	}
	m.agenda.seq++
	heap.Push(&m.agenda.events, event{day, h, m.agenda.seq, what, do})
}

// runAgenda lives through the days.
func (m *maker) runAgenda() error {
	total := m.until.Sub(m.start) + 1
	for m.agenda.events.Len() > 0 {
		e := heap.Pop(&m.agenda.events).(event)
		if e.day != m.agenda.day {
			m.agenda.day, m.agenda.second = e.day, 0
			m.opts.Progress(max(e.day.Sub(m.start), 0), total, e.day.Short())
		}
		m.agenda.second = max(m.agenda.second, int(e.hour)*7200)
		m.tick()
		if err := e.do(); err != nil {
			return fault.Wrap(err, "demonstration, %s, %s", e.day, e.what)
		}
	}
	m.opts.Progress(total, total, "done")
	return nil
}

// tick moves the clock to the next act, and stops when the context has ended.
func (m *maker) tick() {
	m.agenda.second += 20
	m.clock.T = at(m.agenda.day, m.agenda.second)
}

// next is tick for the acts within an event; it answers with why to stop.
func (m *maker) next() error {
	m.tick()
	return m.ctx.Err()
}

// planAgenda lays out what is known from the first day.
func (m *maker) planAgenda() error {
	m.agenda.day = m.start
	m.planTime()
	m.planTrust()
	for month := 0; month < m.opts.Months; month++ {
		first := m.start.AddMonths(month)
		m.planBills(month, first, first.MonthEnd())
		m.on(first.AddMonths(1).AddDays(19), afternoon, "close of the books", func() error { return m.closeBooks(first) })
		if !m.bulk {
			m.planClosings(month, first)
		}
	}
	return nil
}

// holidays of the firm, by month and day; those on a fixed weekday are found.
func holiday(d cal.Date) bool {
	md := fmt.Sprintf("%02d-%02d", d.Month(), d.Day())
	switch md {
	case "01-01", "06-19", "07-04", "11-11", "12-24", "12-25", "12-31":
		return true
	}
	week := (d.Day()-1)/7 + 1
	last := d.AddDays(7).Month() != d.Month()
	switch wd := int(d.Weekday()); {
	case wd == 1 && week == 3 && (d.Month() == 1 || d.Month() == 2): // King, Presidents
		return true
	case wd == 1 && last && d.Month() == 5: // Memorial Day
		return true
	case wd == 1 && week == 1 && d.Month() == 9: // Labor Day
		return true
	case wd == 4 && week == 4 && d.Month() == 11: // Thanksgiving
		return true
	case wd == 5 && d.Month() == 11 && (d.AddDays(-1).Day()-1)/7+1 == 4: // the day after
		return true
	}
	return false
}

func workday(d cal.Date) bool {
	wd := int(d.Weekday())
	return wd != 0 && wd != 6 && !holiday(d)
}

func nextWorkday(d cal.Date) cal.Date {
	for !workday(d) {
		d = d.AddDays(1)
	}
	return d
}

// workdays is the day so many working days after day.
func workdays(day cal.Date, n int) cal.Date {
	for ; n > 0; n-- {
		day = nextWorkday(day.AddDays(1))
	}
	return nextWorkday(day)
}
