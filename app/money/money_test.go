package money_test

import (
	"errors"
	"math"
	"testing"

	"matterbook/app/money"

	"pgregory.net/rapid"
)

func TestTimesRoundsHalfAwayFromZeroOnce(t *testing.T) {
	for _, c := range []struct {
		rate, hours, want string
		cur               money.Currency
	}{
		{"212.15", "0.3", "63.65", money.USD}, // billing practice: bankers' rounding would give 63.64
		{"285.00", "1.7", "484.50", money.USD},
		{"275.55", "0.3", "82.67", money.USD},
		{"0.10", "84", "8.40", money.USD},
		{"0.12", "148", "17.76", money.USD},
		{"212.15", "-0.3", "-63.65", money.USD},
		{"1000", "0.0005", "1", money.JPY},
		{"1.0005", "1", "1.001", "KWD"},
		{"0.0001", "0.0001", "0.00", money.USD},
	} {
		r, err := money.ParseRate(c.rate)
		if err != nil {
			t.Fatal(err)
		}
		q, err := money.ParseQuantity(c.hours)
		if err != nil {
			t.Fatal(err)
		}
		got, err := r.Times(q, c.cur)
		if err != nil || got.Plain(c.cur) != c.want {
			t.Errorf("%s x %s = %s (%v), want %s", c.rate, c.hours, got.Plain(c.cur), err, c.want)
		}
	}
}

func TestOverflowIsAnErrorNeverAWrappedNumber(t *testing.T) {
	if _, err := money.Rate(math.MaxInt64).Times(money.Quantity(math.MaxInt64), money.USD); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("Times: %v", err)
	}
	if _, err := money.Amount(math.MaxInt64).Add(1); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("Add: %v", err)
	}
	if _, err := money.Amount(math.MinInt64).Sub(1); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("Sub: %v", err)
	}
	if _, err := money.Sum(math.MaxInt64, 1, -1); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("Sum: %v", err)
	}
	if _, err := money.Percent(math.MaxInt64).Of(math.MaxInt64); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("Of: %v", err)
	}
	if _, err := money.ParseAmount("92233720368547758.08", money.USD); err == nil {
		t.Error("one cent above the largest amount was accepted")
	}
}

func TestPercentAndRatio(t *testing.T) {
	p, _ := money.ParsePercent("9.975 %")
	if got, _ := p.Of(114000); got != 11372 { // 1,140.00 at QST 9.975 % = 113.715
		t.Errorf("QST = %d", got)
	}
	// Worked invoice: billing realization 2,014.50 / 2,310.50 = 87.19 %.
	r, _ := money.Ratio(201450, 231050)
	if r/10_000 != 8718 && r/10_000 != 8719 {
		t.Errorf("ratio %s", r.Plain())
	}
	if z, err := money.Ratio(5, 0); z != 0 || err != nil {
		t.Errorf("ratio to nothing = %v, %v", z, err)
	}
}

func TestSplitWorkedExamples(t *testing.T) {
	for name, c := range map[string]struct {
		total   money.Amount
		weights []int64
		want    []money.Amount
	}{
		"70/30, the odd cent to the larger remainder": {123455, []int64{70, 30}, []money.Amount{86419, 37036}},
		"three payers of 100.00":                      {10000, []int64{1, 1, 1}, []money.Amount{3334, 3333, 3333}},
		"discount over three timekeepers":             {8000, []int64{84500, 100800, 24150}, []money.Amount{3228, 3850, 922}},
		"negative total":                              {-10000, []int64{1, 1, 1}, []money.Amount{-3334, -3333, -3333}},
		"no weight at all loses nothing":              {77, []int64{0, 0}, []money.Amount{77, 0}},
		"850.00 over two timekeepers":                 {85000, []int64{91000, 49000}, []money.Amount{55250, 29750}},
	} {
		got := money.Split(c.total, c.weights)
		for i := range c.want {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", name, got, c.want)
				break
			}
		}
	}
	if money.Split(5, nil) != nil {
		t.Error("no weights must give no parts")
	}
}

func TestSplitSumsToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := money.Amount(rapid.Int64Range(-math.MaxInt64, math.MaxInt64).Draw(t, "total"))
		weights := rapid.SliceOfN(rapid.Int64Range(0, math.MaxInt64), 1, 12).Draw(t, "weights")
		sum := money.Amount(0)
		for _, p := range money.Split(total, weights) {
			if p != 0 && (p < 0) != (total < 0) {
				t.Fatalf("a part of %d has the other sign: %d", total, p)
			}
			sum += p
		}
		if sum != total {
			t.Fatalf("parts add up to %d, not %d", sum, total)
		}
	})
}

func TestParseAndPrintReturnTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-math.MaxInt64, math.MaxInt64).Draw(t, "n")
		cur := rapid.SampledFrom([]money.Currency{money.USD, money.JPY, "KWD"}).Draw(t, "cur")
		for _, text := range []string{money.Amount(n).Plain(cur), money.Amount(n).Format(cur)} {
			if back, err := money.ParseAmount(text, cur); err != nil || back != money.Amount(n) {
				t.Fatalf("%s reads as %d (%v), want %d", text, back, err, n)
			}
		}
		if back, err := money.ParseRate(money.Rate(n).Plain()); err != nil || back != money.Rate(n) {
			t.Fatalf("rate %d: %v %v", n, back, err)
		}
		if back, err := money.ParseQuantity(money.Quantity(n).Tenths()); err != nil || back != money.Quantity(n) {
			t.Fatalf("quantity %d: %v %v", n, back, err)
		}
		if back, err := money.ParsePercent(money.Percent(n).Plain()); err != nil || back != money.Percent(n) {
			t.Fatalf("percent %d: %v %v", n, back, err)
		}
	})
}

func TestParseRefusesWhatItWouldHaveToGuess(t *testing.T) {
	for _, s := range []string{"", "-", ".", "1e5", "1.234", "1,2", "1,23.00", "1234,567", "0x10", "--1", "NaN", "1 000", "١٢", "1.2.3", "(5.00)"} {
		if v, err := money.ParseAmount(s, money.USD); err == nil {
			t.Errorf("%q was read as %d", s, v)
		}
	}
	if _, err := money.ParseAmount("0.5", money.JPY); err == nil {
		t.Error("half a yen was accepted")
	}
	if _, err := money.ParseCurrency("XXQ"); err == nil {
		t.Error("an unknown currency was accepted")
	}
}

func TestFormats(t *testing.T) {
	for got, want := range map[string]string{
		money.Amount(-8000).WithSymbol(money.USD):    "-$80.00",
		money.Amount(123456789).Format(money.USD):    "1,234,567.89",
		money.Amount(-5).Plain(money.USD):            "-0.05",
		money.Rate(3250000).Plain():                  "325.00",
		money.Rate(1250).Plain():                     "0.125",
		money.Quantity(17000).Plain():                "1.70",
		money.Quantity(17000).Tenths():               "1.7",
		money.Quantity(1480000).Short():              "148",
		money.Amount(1500).Format(money.JPY):         "1,500",
		money.Percent(12500000).Plain():              "12.5",
		money.Amount(math.MaxInt64).Plain(money.USD): "92233720368547758.07",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestRateOfGivesTheAverageRate(t *testing.T) {
	r, err := money.RateOf(100800, 42000, money.USD) // JLK in the worked invoice: 4.2 h, 1,008.00
	if err != nil || r.Plain() != "240.00" {
		t.Errorf("%s %v", r.Plain(), err)
	}
}

func FuzzParseAmount(f *testing.F) {
	for _, s := range []string{"1,234.50", "-0.01", "$12", "", "+.5", "9223372036854775807"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := money.ParseAmount(s, money.USD)
		if err != nil {
			return
		}
		if back, err := money.ParseAmount(a.Plain(money.USD), money.USD); err != nil || back != a {
			t.Fatalf("%q -> %d -> %d %v", s, a, back, err)
		}
	})
}
