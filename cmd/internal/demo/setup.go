package demo

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/firm"
)

// setUp enters who there is: the firm, its people, clients, matters and rates.
// What the first group has is entered act by act, the rest comes in files.
func (m *maker) setUp() error {
	m.agenda.day = cal.Today(m.clock)
	for _, step := range []func() error{m.setFirm, m.addPeople, m.addUsers, m.addClients, m.addMatters, m.addRates, m.addTrustAccounts} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// admin is the administrator's desk, and the clock one act on.
func (m *maker) admin() (*app.Desk, error) {
	if err := m.next(); err != nil {
		return nil, err
	}
	return m.desk("")
}

// as is a user's desk, and the clock one act on.
func (m *maker) as(user string) (*app.Desk, error) {
	if err := m.next(); err != nil {
		return nil, err
	}
	return m.desk(user)
}

func (m *maker) setFirm() error {
	d, err := m.admin()
	if err != nil {
		return err
	}
	f := m.data.Firm
	if _, err = d.SetFirm(m.ctx, app.SetFirm{
		Address: &firm.Address{Line1: f.Address1, Line2: f.Address2, City: f.City, Region: f.Region, Postcode: f.Postcode, Country: f.Country},
		Phone:   &f.Phone, Email: &f.Email, Website: &f.Website, PaymentText: &f.PaymentText, TermsText: &f.TermsText,
	}); err != nil {
		return err
	}
	name := "Grace Lindqvist"
	_, err = d.SetUser(m.ctx, app.SetUser{Code: d.User.Code, Name: &name})
	return err
}

// raise is the first of January of the demonstration, on which rates rise; zero
// when there is none.
func (m *maker) raise() cal.Date {
	day := cal.MustParse(fmt.Sprintf("%04d-01-01", m.start.Year()+1))
	if day > m.until {
		return 0
	}
	return day
}

func (p *person) firstRate(m *maker) string {
	if p.group > 0 || m.raise().IsZero() {
		return p.NextRate
	}
	return p.Rate
}

func (m *maker) addPeople() error {
	f := newFile("code", "last_name", "first_name", "class", "standard_rate", "email", "hr_id", "start_date")
	for i, p := range m.people {
		hr := fmt.Sprintf("%04d", 1001+i)
		if p.group > 0 {
			f.row(p.Code, p.LastName, p.FirstName, p.Class, p.firstRate(m), p.Email, hr, p.StartDate)
			continue
		}
		d, err := m.admin()
		if err != nil {
			return err
		}
		if _, err := d.AddTimekeeper(m.ctx, app.AddTimekeeper{Code: p.Code, LastName: p.LastName, FirstName: p.FirstName, Class: p.Class,
			StandardRate: p.firstRate(m), Email: p.Email, HRID: hr, StartDate: p.StartDate}); err != nil {
			return err
		}
	}
	return f.load(m, "", "timekeepers")
}

func (m *maker) addUsers() error {
	for _, u := range m.data.Users {
		d, err := m.admin()
		if err != nil {
			return err
		}
		if _, err := d.AddUser(m.ctx, app.AddUser{Code: u.Code, Name: u.Name, Role: u.Role, Timekeeper: u.Timekeeper}); err != nil {
			return err
		}
	}
	return nil
}

// written says whether a client is one of those written by hand.
func (c *client) written(m *maker) bool {
	for i := range m.data.Clients {
		if m.data.Clients[i].Code == c.Code {
			return true
		}
	}
	return false
}

func (m *maker) addClients() error {
	f := newFile("code", "name", "address1", "address2", "city", "region", "postcode", "email", "terms_days", "ledes_client_id")
	for _, c := range m.clients {
		if !c.written(m) {
			terms := ""
			if c.TermsDays != nil {
				terms = fmt.Sprint(*c.TermsDays)
			}
			f.row(c.Code, c.Name, c.Address1, c.Address2, c.City, c.Region, c.Postcode, c.Email, terms, c.LEDESClientID)
			continue
		}
		d, err := m.admin()
		if err != nil {
			return err
		}
		if _, err := d.AddClient(m.ctx, app.AddClient{Code: c.Code, Name: c.Name, Email: c.Email, TermsDays: c.TermsDays, LEDESClientID: c.LEDESClientID,
			Address:      firm.Address{Line1: c.Address1, Line2: c.Address2, City: c.City, Region: c.Region, Postcode: c.Postcode},
			Instructions: c.Instructions}); err != nil {
			return err
		}
	}
	return f.load(m, "", "clients")
}

func (m *maker) addMatters() error {
	f := newFile("code", "client", "name", "opened_on", "practice_area", "responsible", "originating", "billing", "fee_arrangement", "client_matter_id", "claim_no")
	for _, x := range m.matters {
		arrangement := x.Arrangement
		if arrangement == "" {
			arrangement = "hourly"
		}
		if !x.client.written(m) {
			f.row(x.Code, x.client.Code, x.Name, x.opened.String(), x.Area, x.Responsible, x.Originating, x.Billing, arrangement, x.ClientMatterID, x.ClaimNo)
			continue
		}
		if x.opened > m.agenda.day { // entered on the day it is opened
			x := x
			m.on(x.opened, morning, "opening of "+x.Code, func() error { return m.addMatter(x, arrangement) })
			// Work of that day comes in later, so the day itself may be a holiday.
			x.opened = nextWorkday(x.opened)
			continue
		}
		if err := m.addMatter(x, arrangement); err != nil {
			return err
		}
	}
	return f.load(m, "", "matters")
}

func (m *maker) addMatter(x *matter, arrangement string) error {
	d, err := m.admin()
	if err != nil {
		return err
	}
	if _, err = d.AddMatter(m.ctx, app.AddMatter{Code: x.Code, Client: x.client.Code, Name: x.Name, OpenedOn: x.opened.String(), PracticeArea: x.Area,
		Responsible: x.Responsible, Originating: x.Originating, Billing: x.Billing, FeeArrangement: arrangement,
		ClientMatterID: x.ClientMatterID, ClaimNo: x.ClaimNo, PONumber: x.PONumber, CodeSet: x.CodeSet, CodesRequired: x.CodesRequired,
		TrustFloor: x.TrustFloor, TrustTarget: x.TrustTarget, TrustWaitDays: x.TrustWaitDays, Instructions: x.Instructions}); err != nil {
		return err
	}
	if err := m.addParties(d, x); err != nil || x.Rate == "" {
		return err
	}
	_, err = d.AddRate(m.ctx, app.AddRate{Scope: "matter", Key: x.Code, Rate: x.Rate})
	return err
}

// addParties names those whom the narratives of a matter speak of.
func (m *maker) addParties(d *app.Desk, x *matter) error {
	add := func(role firm.PartyRole, names ...string) error {
		for _, name := range names {
			// "driver Emil Kostov" is Emil Kostov, whatever a narrative calls him.
			name = strings.TrimLeftFunc(name, func(r rune) bool { return !unicode.IsUpper(r) })
			if name == "" {
				continue
			}
			if _, err := d.AddParty(m.ctx, app.AddParty{Matter: x.Code, Role: string(role), Name: name, From: x.opened.String()}); err != nil {
				return err
			}
		}
		return nil
	}
	return errors.Join(add(firm.Opposing, x.Opponent), add(firm.OpposingCounsel, x.Counsel...), add(firm.Court, x.Court), add(firm.Judge, x.Judge),
		add(firm.Witness, x.Witnesses...), add(firm.Expert, x.Experts...))
}

// addRates enters what is agreed: the standard rates until and from the first
// of January, and the rates of clients.
func (m *maker) addRates() error {
	raise := m.raise()
	f := newFile("scope", "key", "timekeeper", "class", "rate", "from", "to")
	if !raise.IsZero() {
		for _, p := range m.people {
			if p.group > 0 {
				continue // the rest of a large firm has one rate throughout
			}
			f.row("firm", "", p.Code, "", p.Rate, "", raise.AddDays(-1).String())
			f.row("firm", "", p.Code, "", p.NextRate, raise.String(), "")
		}
		m.on(raise, morning, "new standard rates", m.raiseRates)
	}
	for _, c := range m.clients {
		if !c.written(m) {
			continue
		}
		for i, r := range c.Rates {
			from, to := "", ""
			if r.FromMonth > 0 {
				if raise.IsZero() {
					continue
				}
				from = raise.String()
			} else if i+1 < len(c.Rates) && c.Rates[i+1].FromMonth > 0 && c.Rates[i+1].Class == r.Class && !raise.IsZero() {
				to = raise.AddDays(-1).String()
			}
			f.row("client", c.Code, r.Timekeeper, r.Class, r.Rate, from, to)
		}
	}
	return f.load(m, "", "rates")
}

// raiseRates writes the new standard rate on each timekeeper, so that it shows
// what holds now; the rates of both years stand in the rate table.
func (m *maker) raiseRates() error {
	for _, p := range m.people {
		if p.group > 0 {
			continue
		}
		d, err := m.admin()
		if err != nil {
			return err
		}
		if _, err := d.SetTimekeeper(m.ctx, app.SetTimekeeper{Code: p.Code, StandardRate: &p.NextRate}); err != nil {
			return err
		}
	}
	return nil
}

// closeBooks closes the month before the one whose bills have just gone out.
func (m *maker) closeBooks(first cal.Date) error {
	through := first.AddDays(-1)
	if through < m.start {
		return nil
	}
	d, err := m.admin()
	if err != nil {
		return err
	}
	_, err = d.CloseBooks(m.ctx, app.CloseBooks{Through: through.String()})
	return err
}

// file is a CSV file being written.
type file struct {
	buf  bytes.Buffer
	w    *csv.Writer
	rows int
}

func newFile(header ...string) *file {
	f := &file{}
	f.w = csv.NewWriter(&f.buf)
	_ = f.w.Write(header) // a buffer takes everything
	return f
}

func (f *file) row(fields ...string) {
	_ = f.w.Write(fields)
	f.rows++
}

// load imports it; blank user is the administrator.
func (f *file) load(m *maker, user, kind string) error {
	f.w.Flush()
	return m.load(user, kind, kind+".csv", &f.buf, f.rows)
}
