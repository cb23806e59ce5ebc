// Package demo makes a book of an invented law firm, for demonstrations, tests
// and measurements: a year of time, costs, bills, payments and trust money.
//
// Everything is done by the acts of package app, the ones the window and the
// command line use, by users with the rights for them, on a clock that is moved
// through the year. So the book holds what real use would leave, its log too,
// and a rule the program keeps cannot be broken by the demonstration. The same
// options give the same content to the byte, because every choice follows from
// the seed and every instant from the clock.
//
// [Make] reads top to bottom: who there is (cast.go), what happens when
// (agenda.go), then day by day work (work.go, narrative.go, cost.go), bills
// (bill.go), payments (pay.go) and trust (trust.go).
package demo

import (
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"time"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/assets"
)

// Options say how large a firm is made; zero fields take the defaults.
type Options struct {
	Seed    uint64
	Matters int      // of clients; 0: 31
	Entries int      // of time; 0: 10,000
	Months  int      // 0: 12
	Until   cal.Date // last day; zero: 30 October 2026, so that the content depends on no clock

	// Progress is told how far the work has come; it may be nil.
	Progress func(done, total int, what string)
}

// Defaults of Options.
var (
	defaultUntil   = cal.MustParse("2026-10-30")
	defaultEntries = 10_000
	defaultMonths  = 12
)

// Start is the first day of the demonstration.
func (o Options) Start() cal.Date {
	o = o.full()
	return o.Until.MonthStart().AddMonths(1 - o.Months)
}

func (o Options) full() Options {
	if o.Entries == 0 {
		o.Entries = defaultEntries
	}
	if o.Months == 0 {
		o.Months = defaultMonths
	}
	if o.Until.IsZero() {
		o.Until = defaultUntil
	}
	return o
}

// Check says what is wrong with the options.
func (o Options) Check() error {
	o = o.full()
	var check fault.Check
	within := func(path string, n, least, most int) {
		if n < least || n > most {
			check.Add(path, path+".range", "%s must lie between %d and %d.", path, least, most)
		}
	}
	if o.Matters != 0 {
		within("matters", o.Matters, 5, 50_000)
	}
	within("entries", o.Entries, 100, 5_000_000)
	within("months", o.Months, 1, 36)
	if o.Until < cal.MustParse("2005-01-31") || o.Until > cal.MustParse("2099-12-31") {
		check.Add("until", "until.range", "until must lie between 2005-01-31 and 2099-12-31.")
	}
	return check.Result("demo.invalid", "The demonstration")
}

// Counts are what was made, by noun.
type Counts map[string]int64

// Name is the firm the demonstration is about, and what its book is made with.
func Name() (name, preset, ledesFirmID string, err error) {
	d, err := assets.Demo()
	return d.Firm.Name, d.Firm.Preset, d.Firm.LEDESFirmID, err
}

// Clock is the clock a demonstration book is made on; it stands on the last
// working day before the first.
func Clock(o Options) *cal.Fixed {
	day := o.Start().AddDays(-1)
	for !workday(day) {
		day = day.AddDays(-1)
	}
	return &cal.Fixed{T: at(day, 0)}
}

// Make fills a new book with the firm. The clock is the book's own, from
// [Clock]. A context that ends stops it between two acts; what was made until
// then is no whole firm, so the caller takes the file away.
func Make(ctx context.Context, book *app.Book, clock *cal.Fixed, o Options) (Counts, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	o = o.full()
	data, err := assets.Demo()
	if err != nil {
		return nil, fault.Wrap(err, "reading the demonstration firm")
	}
	m := &maker{ctx: ctx, opts: o, book: book, clock: clock, data: data, start: o.Start(), until: o.Until,
		desks: map[string]*app.Desk{}, ledgers: map[ledgerKey]*ledger{}}
	if o.Progress == nil {
		m.opts.Progress = func(int, int, string) {}
	}
	m.makeCast()
	m.planWork()
	steps := []func() error{m.setUp, m.planAgenda, m.runAgenda, m.leaveOnDesks}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	admin, err := m.desk("")
	if err != nil {
		return nil, err
	}
	info, err := admin.Status(ctx)
	if err != nil {
		return nil, err
	}
	counts := Counts{}
	for _, c := range info.Counts {
		counts[c.Noun] = c.N
	}
	return counts, nil
}

// maker is one run.
type maker struct {
	ctx   context.Context
	opts  Options
	book  *app.Book
	clock *cal.Fixed
	data  assets.DemoFirm

	start, until cal.Date

	people  []*person
	clients []*client
	matters []*matter // of all clients, the firm's own last
	byCode  map[string]*matter
	bulk    bool // a large firm: most of it is imported and not billed

	work   workPlan
	agenda agenda
	bills  []*invoice

	ledgers  map[ledgerKey]*ledger
	uncleard []*posted // trust entries the bank has not shown yet
	checkNo  map[string]int
	deposit  int

	desks   map[string]*app.Desk
	byGroup map[int][]*matter
}

// rand is a source of choices of its own for each purpose, so that a change of
// one part leaves the others as they were.
func (m *maker) rand(purpose string, more ...any) *rand.Rand {
	h := fnv.New64a()
	fmt.Fprint(h, purpose, more)
	return rand.New(rand.NewPCG(m.opts.Seed, h.Sum64()))
}

// desk signs a user in; blank is the administrator.
func (m *maker) desk(user string) (*app.Desk, error) {
	if d := m.desks[user]; d != nil {
		return d, nil
	}
	d, err := m.book.SignIn(m.ctx, user)
	if err == nil {
		m.desks[user] = d
	}
	return d, err
}

// The users that do what the demonstration does.
const (
	billingDesk = "mholt"
	trustDesk   = "nfarrow"
)

// at is an instant of a working day: 8 in the morning of the Pacific coast and
// so many seconds.
func at(day cal.Date, seconds int) time.Time {
	return day.Time().Add(16*time.Hour + time.Duration(min(seconds, 8*3600-1))*time.Second)
}
