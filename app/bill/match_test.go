package bill

import (
	"slices"
	"testing"

	"matterbook/app/money"
)

func TestMatchFindsWhatComesToTheAmountExactly(t *testing.T) {
	open := []money.Amount{90000, 165000, 20000, 45050, 31}
	for _, c := range []struct {
		name   string
		amount money.Amount
		want   []int
	}{
		{"one alone", 20000, []int{2}},
		{"from the oldest on", 255000, []int{0, 1}},
		{"two apart", 110000, []int{0, 2}},
		{"three apart", 110031, []int{0, 2, 4}},
		{"all", 320081, []int{0, 1, 2, 3, 4}},
		{"none by a cent", 110001, nil},
		{"nothing", 0, nil},
		{"below zero", -20000, nil},
	} {
		if got := Match(c.amount, open); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	many := slices.Repeat([]money.Amount{100, 200}, 50)
	if got := Match(900, many); !slices.Equal(got, []int{0, 1, 2, 3, 4, 5}) {
		t.Errorf("many: %v", got)
	}
	if got := Match(500, many); got != nil {
		t.Errorf("many invoices are not tried in every combination: %v", got)
	}
}
