package app

import (
	"cmp"
	"context"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// InitFirm asks for the first content of an empty book.
type InitFirm struct {
	Name          string
	Currency      string // blank: USD
	Preset        string // blank: aba
	LEDESFirmID   string
	AdminCode     string // blank: admin
	AdminName     string // blank: Administrator
	Codes         []firm.Code
	Abbreviations []work.Abbreviation
}

// Init fills an empty book: the firm, its first administrator, the code sets
// and the abbreviations a new firm starts with. Conflict ("firm.exists") when
// the book has a firm already; nothing is overwritten.
func Init(ctx context.Context, s Store, clock cal.Clock, req InitFirm) (firm.Firm, error) {
	f, admin, err := decideFirm(req)
	if err != nil {
		return firm.Firm{}, err
	}
	act := Act{Name: "firm.init", User: admin.Code, At: clock.Now(), Object: "firm " + f.Name}
	err = s.Update(ctx, act, func(tx Tx) error {
		f, admin := f, admin
		if old, err := tx.Firm(); err == nil {
			return fault.New(fault.Conflict, "firm.exists", "This book belongs to %q already; nothing was changed.", old.Name).
				Advise("Name another file for a new book.")
		} else if fault.Of(err) != fault.Missing {
			return err
		}
		if err := tx.SetFirm(&f); err != nil {
			return err
		}
		if err := tx.AddUser(&admin); err != nil {
			return err
		}
		for _, c := range req.Codes {
			if err := tx.AddCode(c); err != nil {
				return err
			}
		}
		for _, a := range req.Abbreviations {
			if err := tx.SetAbbreviation(a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return firm.Firm{}, err
	}
	err = s.View(ctx, func(q Query) error { f, err = q.Firm(); return err })
	return f, err
}

func decideFirm(req InitFirm) (firm.Firm, firm.User, error) {
	var check checks
	f := firm.Firm{
		Name: strings.TrimSpace(req.Name), Preset: cmp.Or(strings.TrimSpace(req.Preset), "aba"), LEDESFirmID: strings.TrimSpace(req.LEDESFirmID),
		TimeRule: firm.TimeRule{Minimum: money.Hour / 10, Increment: money.Hour / 10}, TermsDays: 30,
		InvoiceSeries: bill.DefaultPattern, AgeBy: firm.AgeByDue, Currency: money.USD,
	}
	if req.Currency != "" {
		cur, err := money.ParseCurrency(req.Currency)
		check.Err("currency", "currency.unknown", err)
		if err == nil {
			f.Currency = cur
		}
	}
	f.Check(&check.Check)
	admin := firm.User{
		Code: cmp.Or(strings.TrimSpace(req.AdminCode), "admin"), Name: cmp.Or(strings.TrimSpace(req.AdminName), "Administrator"),
		Role: firm.Admin, Active: true,
	}
	admin.Check(&check.Check)
	return f, admin, check.Result("firm.invalid", "The firm")
}
