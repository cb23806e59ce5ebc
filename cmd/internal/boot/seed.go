package boot

import (
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/trust"
	"matterbook/app/work"
	"matterbook/assets"
)

// trustProfiles turns the jurisdiction presets into what a new trust account
// starts from.
func trustProfiles() ([]app.Profile, error) {
	presets, err := assets.TrustPresets()
	if err != nil {
		return nil, fault.Wrap(err, "reading the trust presets")
	}
	var profiles []app.Profile
	for _, p := range presets {
		ceiling, err := money.ParseAmount(p.Cushion.Ceiling, money.Currency(p.Currency))
		if err != nil {
			return nil, fault.Wrap(err, "reading the trust preset %s", p.Name)
		}
		days := trust.HoldDays{}
		for by, n := range p.HoldBusinessDays {
			days[trust.Instrument(by)] = n
		}
		profiles = append(profiles, app.Profile{Code: p.Name, Name: p.Title, HoldDays: days, CushionCeiling: ceiling, Note: p.Notice})
	}
	return profiles, nil
}

// knownPreset refuses a jurisdiction profile the program does not have; blank is
// the default one.
func knownPreset(name string) error {
	presets, err := assets.TrustPresets()
	if err != nil {
		return fault.Wrap(err, "reading the trust presets")
	}
	var names []string
	for _, p := range presets {
		names = append(names, p.Name)
	}
	if name = strings.TrimSpace(name); name == "" || slices.Contains(names, name) {
		return nil
	}
	return fault.New(fault.Invalid, "preset.unknown", "%q is no jurisdiction profile.", name).Advise("Use one of: %s.", strings.Join(names, ", "))
}

func seedCodes() ([]firm.Code, error) {
	published, err := assets.UTBMS()
	if err != nil {
		return nil, fault.Wrap(err, "reading the code sets")
	}
	codes := make([]firm.Code, len(published))
	for i, c := range published {
		codes[i] = firm.Code{Set: c.Set, Code: c.Code, Parent: c.Parent, Name: c.Name}
	}
	return codes, nil
}

func seedAbbreviations() ([]work.Abbreviation, error) {
	usual, err := assets.Abbreviations()
	if err != nil {
		return nil, fault.Wrap(err, "reading the abbreviations")
	}
	short := make([]work.Abbreviation, len(usual))
	for i, a := range usual {
		short[i] = work.Abbreviation{Short: a.Short, Text: a.Text}
	}
	return short, nil
}
