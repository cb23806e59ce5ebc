package app

import (
	"context"
	"slices"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// AddTrustAccount asks for a new trust account. Texts are as the import columns
// give them.
type AddTrustAccount struct {
	Request
	Code, Title    string
	Kind           string // pooled, separate
	Bank, Last4    string
	Currency       string // blank: the firm's
	Preset         string // jurisdiction profile, blank: the firm's
	CushionCeiling string // blank: the profile's, else 200.00
}

// AddTrustAccount adds a trust account. Only the last four digits of its number
// are kept.
func (d *Desk) AddTrustAccount(ctx context.Context, req AddTrustAccount) (trust.Account, error) {
	return change(ctx, d, spec{act: "trust_account.add", right: maySetUp, object: "trust account " + req.Code, req: req.Request},
		func(tx Tx) (trust.Account, error) { return addTrustAccount(tx, d, req) })
}

func addTrustAccount(tx Tx, d *Desk, req AddTrustAccount) (trust.Account, error) {
	f, err := tx.Firm()
	if err != nil {
		return trust.Account{}, err
	}
	a := trust.Account{
		Code: strings.TrimSpace(req.Code), Title: strings.TrimSpace(req.Title), Kind: trust.AccountKind(strings.TrimSpace(req.Kind)),
		Bank: strings.TrimSpace(req.Bank), Last4: strings.TrimSpace(req.Last4), Currency: f.Currency,
	}
	var check fault.Check
	if a.Preset = strings.TrimSpace(req.Preset); a.Preset == "" {
		a.Preset = f.Preset
	} else if known := d.presets(); len(known) > 0 && !slices.Contains(known, a.Preset) {
		check.Add("preset", "preset.unknown", "%q is no jurisdiction profile: write one of %s.", a.Preset, strings.Join(known, ", "))
	}
	checkCode(&check, "code", a.Code)
	check.Require("title", a.Title)
	if a.Kind != trust.Pooled && a.Kind != trust.Separate {
		check.Add("kind", "kind.unknown", "%q is not a kind of trust account: write pooled or separate.", req.Kind)
	}
	if len(a.Last4) > 4 || strings.Trim(a.Last4, "0123456789") != "" {
		check.Add("number_last4", "number_last4.format", "number_last4 takes at most the last four digits; the whole number is never kept.")
	}
	if req.Currency != "" {
		cur, err := money.ParseCurrency(req.Currency)
		check.Err("currency", "currency.unknown", err)
		a.Currency = cur
	}
	profile := d.profile(a.Preset)
	a.CushionCeiling, a.HoldDays = profile.CushionCeiling, profile.HoldDays
	if req.CushionCeiling != "" {
		a.CushionCeiling, err = money.ParseAmount(req.CushionCeiling, a.Currency)
		check.Err("cushion_ceiling", "cushion_ceiling.format", err)
	}
	if err := check.Result("trust_account.invalid", "The trust account"); err != nil {
		return trust.Account{}, err
	}
	return a, tx.AddTrustAccount(&a)
}

// Profile is what a jurisdiction preset says of a trust account. It is a
// starting point the firm checks with its bar, not a statement of law.
type Profile struct {
	Code           string
	Name           string
	HoldDays       trust.HoldDays
	CushionCeiling money.Amount
	Note           string
}

// UseProfiles hands in the jurisdiction presets a new trust account may start from.
func (b *Book) UseProfiles(profiles []Profile) { b.profiles = profiles }

// Profiles lists them.
func (b *Book) Profiles() []Profile { return b.profiles }

func (b *Book) presets() []string {
	codes := make([]string, len(b.profiles))
	for i, p := range b.profiles {
		codes[i] = p.Code
	}
	return codes
}

func (b *Book) profile(code string) Profile {
	for _, p := range b.profiles {
		if p.Code == code {
			return p
		}
	}
	return Profile{Code: code, HoldDays: trust.CautiousHoldDays, CushionCeiling: 200_00}
}
