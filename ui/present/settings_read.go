package present

import (
	"context"

	"matterbook/app"
	"matterbook/app/firm"
	"matterbook/app/work"
)

type settingsData struct {
	firm        firm.Firm
	users       []firm.User
	timekeepers []firm.Timekeeper
	offices     []firm.Office
	rates       []firm.RateRow
	owners      map[string]string // "client 3": "100 Devi"
	codes       []firm.Code
	short       []work.Abbreviation
	numbers     app.Numbering
	book        app.BookInfo
}

// reload reads what the section in view shows.
func (s *Settings) reload() {
	Ask(&s.ask, s.h.Runner(), s.reading(), func(v settingsData, err error) {
		if err != nil {
			s.h.Fail(err)
			return
		}
		s.take(v)
	})
}

func (s *Settings) reading() func(ctx context.Context) (settingsData, error) {
	d, section, user := s.h.Desk(), s.Section, s.h.Desk().User.ID
	return func(ctx context.Context) (v settingsData, err error) {
		if section == SetBook {
			if v.book, err = d.Status(ctx); err != nil {
				return v, err
			}
		}
		return app.Read(ctx, d, func(q app.Query) (settingsData, error) {
			err := readSettings(q, d, section, user, &v)
			return v, err
		})
	}
}

func readSettings(q app.Query, d *app.Desk, section string, user int64, v *settingsData) (err error) {
	if v.firm, err = q.Firm(); err != nil {
		return err
	}
	if v.timekeepers, err = q.Timekeepers(); err != nil {
		return err
	}
	if v.offices, err = q.Offices(); err != nil {
		return err
	}
	switch section {
	case SetUsers:
		v.users, err = q.Users()
	case SetRates:
		v.owners = map[string]string{}
		if v.rates, err = q.RateRows(0, 0); err != nil {
			return err
		}
		for _, r := range v.rates {
			if err := nameOwner(q, r, v.owners); err != nil {
				return err
			}
		}
		v.codes, err = q.Codes("")
	case SetCodes:
		v.codes, err = q.Codes("")
	case SetAbbreviations:
		v.short, err = q.Abbreviations(user)
	case SetNumbers:
		v.numbers, err = app.NumberingOf(q, d.Today())
	}
	return err
}

func (s *Settings) take(v settingsData) {
	s.data, s.Loaded = v, true
	switch s.Section {
	case SetFirm, SetNumbers, SetPapers, SetLook:
		if s.Form == nil || !s.Changed() && !s.Form.Busy {
			s.fill()
		}
	case SetBook:
		s.bookWish()
	default:
		s.fillList()
	}
	if s.begin {
		s.begin = false
		s.Do("settings.add")
	}
	s.h.Redraw(s)
}

// bookWish begins the backup somebody asked for from another page, once there is
// who can do it.
func (s *Settings) bookWish() {
	if s.Section == SetBook && s.want == "backup" && s.Keeper != nil {
		s.want = ""
		s.StartBackup()
	}
}
