package bill

import "matterbook/app/money"

// matchMost is how many open invoices are tried in every combination; with more
// only runs from the oldest and single ones are.
const matchMost = 20

// Match finds open balances, given oldest first, that come to the amount exactly:
// one alone, then all from the oldest on, then the fewest that do. It answers
// their places, nil for none.
func Match(amount money.Amount, open []money.Amount) []int {
	if amount <= 0 {
		return nil
	}
	for i, o := range open {
		if o == amount {
			return []int{i}
		}
	}
	var run []int
	left := amount
	for i, o := range open {
		if left -= o; left < 0 {
			break
		}
		run = append(run, i)
		if left == 0 {
			return run
		}
	}
	if len(open) > matchMost {
		return nil
	}
	for n := 2; n <= len(open); n++ {
		if list := choose(amount, open, n, 0); list != nil {
			return list
		}
	}
	return nil
}

// choose finds n balances from a place on that come to the amount.
func choose(amount money.Amount, open []money.Amount, n, from int) []int {
	if n == 0 {
		if amount == 0 {
			return []int{}
		}
		return nil
	}
	for i := from; i+n <= len(open); i++ {
		if open[i] > amount {
			continue
		}
		if rest := choose(amount-open[i], open, n-1, i+1); rest != nil {
			return append([]int{i}, rest...)
		}
	}
	return nil
}
