package money

import (
	"cmp"
	"math/big"
	"slices"
)

// Split divides total over the weights so that the parts add up to total
// exactly: each share is cut towards zero, then the left-over minor units go to
// the largest remainders, ties to the earlier weight (the primary payer, the
// first timekeeper). 1,234.55 at 70/30 gives 864.19 and 370.36.
//
// Negative weights count as zero. When every weight is zero the first part
// receives everything, so that no cent can vanish; no weights give nil.
func Split(total Amount, weights []int64) []Amount {
	if len(weights) == 0 {
		return nil
	}
	parts := make([]Amount, len(weights))
	sum := new(big.Int)
	for _, w := range weights {
		sum.Add(sum, big.NewInt(max(w, 0)))
	}
	if sum.Sign() == 0 {
		parts[0] = total
		return parts
	}

	sign := Amount(1)
	if total < 0 {
		sign = -1
	}
	whole := new(big.Int).Abs(big.NewInt(int64(total)))
	rest := new(big.Int).Set(whole)
	order := make([]int, len(weights))
	remainders := make([]*big.Int, len(weights))
	for i, w := range weights {
		share, rem := new(big.Int), new(big.Int)
		share.Mul(whole, big.NewInt(max(w, 0)))
		share.QuoRem(share, sum, rem)
		parts[i] = sign * Amount(share.Int64())
		rest.Sub(rest, share)
		order[i], remainders[i] = i, rem
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(remainders[b].Cmp(remainders[a]), cmp.Compare(a, b))
	})
	for i := range int(rest.Int64()) {
		parts[order[i]] += sign
	}
	return parts
}

// SplitEven divides total into n parts that differ by at most one minor unit,
// the larger ones first.
func SplitEven(total Amount, n int) []Amount {
	weights := make([]int64, max(n, 0))
	for i := range weights {
		weights[i] = 1
	}
	return Split(total, weights)
}

// Weights turns amounts into weights for [Split].
func Weights(amounts []Amount) []int64 {
	w := make([]int64, len(amounts))
	for i, a := range amounts {
		w[i] = int64(a)
	}
	return w
}
