package assets

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestDefaultTrustPreset(t *testing.T) {
	preset, ok, err := TrustPresetNamed(DefaultTrustPreset)
	if err != nil || !ok {
		t.Fatalf("the default preset: found %v, %v", ok, err)
	}
	if preset.Reconciliation.Every != "monthly" {
		t.Errorf("reconciled %q, want monthly", preset.Reconciliation.Every)
	}
	if preset.Retention.Years != 5 || !strings.HasPrefix(preset.Retention.After, "termination") {
		t.Errorf("kept %+v, want 5 years after termination", preset.Retention)
	}
	for instrument, days := range map[string]int{
		"wire": 0, "cash": 1, "cashiers": 1, "ach": 3, "check": 7, "foreign": 20,
	} {
		if got, ok := preset.HoldBusinessDays[instrument]; !ok || got != days {
			t.Errorf("%s is held %d business days (known: %v), want %d", instrument, got, ok, days)
		}
	}
	if preset.Cushion != (Cushion{Ceiling: "200.00", Over: "warn"}) {
		t.Errorf("cushion %+v", preset.Cushion)
	}
}

func TestTrustPresets(t *testing.T) {
	all, err := TrustPresets()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	decimal := regexp.MustCompile(`^[0-9]+\.[0-9]{2}$`)
	for _, preset := range all {
		names = append(names, preset.Name)
		if preset.Notice != "Check with your bar; preset dated 2026." || preset.Dated != 2026 {
			t.Errorf("%s: notice %q, dated %d", preset.Name, preset.Notice, preset.Dated)
		}
		if preset.Title == "" || len(preset.Country) != 2 || len(preset.Currency) != 3 || len(preset.Settings.TitleWords) == 0 {
			t.Errorf("%s: title %q, country %q, currency %q, title words %v", preset.Name,
				preset.Title, preset.Country, preset.Currency, preset.Settings.TitleWords)
		}
		if !slices.Contains([]string{"monthly", "five-weeks"}, preset.Reconciliation.Every) {
			t.Errorf("%s: reconciled %q", preset.Name, preset.Reconciliation.Every)
		}
		// No source names a shorter period than five years.
		if preset.Retention.Years < 5 || preset.Retention.After == "" {
			t.Errorf("%s: retention %+v", preset.Name, preset.Retention)
		}
		if len(preset.HoldBusinessDays) != 6 {
			t.Errorf("%s: hold days %v", preset.Name, preset.HoldBusinessDays)
		}
		if !decimal.MatchString(preset.Cushion.Ceiling) || preset.Cushion.Over != "warn" {
			t.Errorf("%s: cushion %+v", preset.Name, preset.Cushion)
		}
		unverified := false
		for _, note := range preset.Notes {
			if !slices.Contains([]string{"rule", "known", "unverified"}, note.Certainty) || note.Text == "" {
				t.Errorf("%s: note %+v", preset.Name, note)
			}
			if strings.Contains(strings.ToLower(note.Text), "complies with") {
				t.Errorf("%s claims compliance: %q", preset.Name, note.Text)
			}
			unverified = unverified || note.Certainty == "unverified"
		}
		if !preset.Retention.Confirmed && !unverified {
			t.Errorf("%s: the retention period is unconfirmed, but no note says so", preset.Name)
		}
	}
	want := strings.Fields("aba au ca-bc ca-nl ca-on gb-ew us-az us-ca us-fl us-ia us-il us-nj us-ny us-or us-tx us-wa")
	if !slices.Equal(names, want) {
		t.Errorf("presets %v, want %v", names, want)
	}
}

func TestJurisdictionSettings(t *testing.T) {
	named := func(name string) TrustPreset {
		t.Helper()
		preset, ok, err := TrustPresetNamed(name)
		if err != nil || !ok {
			t.Fatalf("%s: found %v, %v", name, ok, err)
		}
		return preset
	}
	if s := named("us-ca").Settings; s.NotifyReceiptDays != 14 || s.DistributeDays != 45 || s.FlatFeeAgreementAbove != "1000.00" {
		t.Errorf("California %+v", s)
	}
	if p := named("us-ny"); p.Retention.Years != 7 || !p.Settings.LawyerOnlySignatory {
		t.Errorf("New York %+v", p)
	}
	if s := named("us-il").Settings; s.UnidentifiedMonths != 12 || !s.EFTAuthoriser {
		t.Errorf("Illinois %+v", s)
	}
	if p := named("ca-on"); p.Reconciliation.DueDayOfNextMonth != 25 || !p.Settings.TwoPersonEFT || p.Retention.Years != 10 {
		t.Errorf("Ontario %+v", p)
	}
	if p := named("gb-ew"); p.Reconciliation.Every != "five-weeks" || p.Currency != "GBP" || p.Retention.Years != 6 {
		t.Errorf("England and Wales %+v", p)
	}
	if _, ok, err := TrustPresetNamed("atlantis"); ok || err != nil {
		t.Errorf("a preset that does not exist: found %v, %v", ok, err)
	}
}

func TestPresetWithASlipIsRefused(t *testing.T) {
	for name, content := range map[string]string{
		"unknown key": `{"name": "x", "retension": {}}`,
		"two presets": `{"name": "x"} {"name": "x"}`,
		"other name":  `{"name": "y"}`,
		"no JSON":     `name = x`,
	} {
		if _, err := decodePreset("presets/trust/x.json", []byte(content)); err == nil || !strings.Contains(err.Error(), "x.json") {
			t.Errorf("%s: error %v, want one that names the file", name, err)
		}
	}
	if _, err := decodePreset("presets/trust/x.json", []byte(`{"name": "x"}`)); err != nil {
		t.Errorf("a sound preset: %v", err)
	}
}
