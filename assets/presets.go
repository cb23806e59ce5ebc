package assets

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// TrustPreset is what a firm starts from for the trust accounts of one
// jurisdiction. Every figure can be changed by the firm; none is legal advice,
// and Notice must be shown wherever a preset is chosen.
type TrustPreset struct {
	Name     string `json:"name"` // "aba", "us-ca", "gb-ew"
	Title    string `json:"title"`
	Dated    int    `json:"dated"` // the year it was written
	Notice   string `json:"notice"`
	Country  string `json:"country"`  // ISO 3166-1 alpha-2
	Currency string `json:"currency"` // ISO 4217, of the ceilings below

	Reconciliation Reconciliation `json:"reconciliation"`
	Retention      Retention      `json:"retention"`

	// HoldBusinessDays is how many business days after the receipt money counts
	// as collected, by instrument: wire, cash, cashiers, ach, check, foreign.
	// Banks differ; these are cautious starting values.
	HoldBusinessDays map[string]int `json:"hold_business_days"`

	Cushion  Cushion       `json:"cushion"`
	Settings TrustSettings `json:"settings"`
	Notes    []PresetNote  `json:"notes"`
}

// Reconciliation is how often the three-way reconciliation is due. At most one
// of the limits is set; zero means none is known.
type Reconciliation struct {
	Every             string `json:"every"`                           // "monthly" or "five-weeks"
	WithinWorkingDays int    `json:"within_working_days,omitempty"`   // after the period's end
	DueDayOfNextMonth int    `json:"due_day_of_next_month,omitempty"` // 25: by the 25th
}

// Retention is how long trust records are kept. Unconfirmed periods are the
// longer of what sources say.
type Retention struct {
	Years     int    `json:"years"`
	After     string `json:"after"` // what starts the period, in words
	Confirmed bool   `json:"confirmed"`
}

// Cushion is the firm's own money that may stay in a trust account for bank
// charges.
type Cushion struct {
	Ceiling string `json:"ceiling"` // decimal text in the preset's currency
	Over    string `json:"over"`    // "warn": more than the ceiling is shown as an exception
}

// TrustSettings are the rules of a jurisdiction beyond those the program holds
// everywhere (named payee, no cash, bill before fees, no negative ledger).
// Zero or blank means the preset sets no such rule.
type TrustSettings struct {
	TitleWords               []string `json:"title_words"` // one of them belongs in the account's title
	EFTAuthoriser            bool     `json:"eft_authoriser,omitempty"`
	LawyerOnlySignatory      bool     `json:"lawyer_only_signatory,omitempty"`
	TwoPersonEFT             bool     `json:"two_person_eft,omitempty"`
	DepositWithinBankingDays int      `json:"deposit_within_banking_days,omitempty"`
	NotifyReceiptDays        int      `json:"notify_receipt_days,omitempty"`
	DistributeDays           int      `json:"distribute_days,omitempty"`
	UnidentifiedMonths       int      `json:"unidentified_months,omitempty"`
	UnclaimedYears           int      `json:"unclaimed_years,omitempty"`
	CashReceiptCeiling       string   `json:"cash_receipt_ceiling,omitempty"`
	FlatFeeAgreementAbove    string   `json:"flat_fee_agreement_above,omitempty"`
}

// PresetNote is one rule in words. Certainty is "rule" (read in the rule or the
// regulator's own text), "known" (common knowledge of the field) or
// "unverified" (sources differ or are missing: check before relying on it).
type PresetNote struct {
	Certainty string `json:"certainty"`
	Text      string `json:"text"`
}

// DefaultTrustPreset is the preset of a firm that chose none.
const DefaultTrustPreset = "aba"

// TrustPresets returns every preset, the default first, then by name.
func TrustPresets() ([]TrustPreset, error) {
	var first, rest []TrustPreset
	for _, name := range fileNames(presets, "presets/trust") {
		preset, err := decodePreset(name, mustRead(presets, name))
		if err != nil {
			return nil, err
		}
		if preset.Name == DefaultTrustPreset {
			first = append(first, preset)
		} else {
			rest = append(rest, preset)
		}
	}
	return append(first, rest...), nil
}

// TrustPresetNamed returns one preset; ok is false where there is none of that
// name.
func TrustPresetNamed(name string) (preset TrustPreset, ok bool, err error) {
	all, err := TrustPresets()
	if err != nil {
		return TrustPreset{}, false, err
	}
	for _, preset := range all {
		if preset.Name == name {
			return preset, true, nil
		}
	}
	return TrustPreset{}, false, nil
}

func decodePreset(file string, content []byte) (TrustPreset, error) {
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	var preset TrustPreset
	if err := decoder.Decode(&preset); err != nil {
		return TrustPreset{}, fmt.Errorf("%s: %w", file, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return TrustPreset{}, fmt.Errorf("%s: text after the preset", file)
	}
	if !strings.HasSuffix(file, "/"+preset.Name+".json") {
		return TrustPreset{}, fmt.Errorf("%s: the preset is named %q; file and name must agree", file, preset.Name)
	}
	return preset, nil
}
