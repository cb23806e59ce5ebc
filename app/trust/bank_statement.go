package trust

import (
	"fmt"
	"slices"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
)

// BankStatement is what a file of a bank says, its lines from the oldest day to
// the newest.
type BankStatement struct {
	Format     string
	Mapping    BankMapping // of a CSV file: as it was read
	Lines      []BankLine
	From, To   cal.Date
	HasClosing bool
	Closing    money.Amount
	Last4      string // of the account the file is of, blank when it does not say
}

// bankYears is how far back a statement may reach: longer than any court rule
// asks that records be kept.
const bankYears = 20

func absurdDay(check *fault.Check, on, today cal.Date, no int) {
	switch {
	case on > today.AddDays(1):
		check.AddLine(no, "date", "date.ahead", "%s is still to come; today is %s. A bank tells what has happened.", on, today)
	case on < today.AddMonths(-12*bankYears):
		check.AddLine(no, "date", "date.old", "%s is more than %d years ago.", on, bankYears)
	}
}

// finish puts the lines in the order of their days and tests what a whole file
// must hold: no line twice, and balances that follow from the amounts.
func (st *BankStatement) finish(check *fault.Check, cur money.Currency) {
	if len(st.Lines) == 0 {
		return
	}
	first, last := st.Lines[0], st.Lines[len(st.Lines)-1]
	if first.On > last.On || first.On == last.On && !runs(st.Lines) && runs(reversed(st.Lines)) {
		slices.Reverse(st.Lines) // newest first, as many banks write
	}
	if !slices.ContainsFunc(st.Lines, func(l BankLine) bool { return l.HasBalance }) {
		slices.SortStableFunc(st.Lines, func(a, b BankLine) int { return a.On.Compare(b.On) })
	}
	seen := map[string]int{}
	for _, l := range st.Lines {
		key := "id " + l.BankID
		if l.BankID == "" {
			key = fmt.Sprintf("%s|%d|%s|%s|%v|%d", l.On, l.Amount, l.Reference, l.Description, l.HasBalance, l.Balance)
		}
		if first, twice := seen[key]; twice {
			check.AddLine(l.No, "", "bank.doubled", "The line says the same as line %d: %s on %s.", first, l.Amount.Format(cur), l.On)
			continue
		}
		seen[key] = l.No
	}
	st.balances(check, cur)
	st.From, st.To = st.Lines[0].On, st.Lines[0].On
	for _, l := range st.Lines {
		st.From, st.To = min(st.From, l.On), max(st.To, l.On)
	}
	if last := st.Lines[len(st.Lines)-1]; last.HasBalance {
		st.HasClosing, st.Closing = true, last.Balance
	}
}

func reversed(lines []BankLine) []BankLine {
	c := slices.Clone(lines)
	slices.Reverse(c)
	return c
}

// runs says whether each balance follows from the one before.
func runs(lines []BankLine) bool {
	for i := 1; i < len(lines); i++ {
		if lines[i].HasBalance && lines[i-1].HasBalance && lines[i-1].Balance+lines[i].Amount != lines[i].Balance {
			return false
		}
	}
	return true
}

func (st *BankStatement) balances(check *fault.Check, cur money.Currency) {
	known := false
	var balance money.Amount
	for _, l := range st.Lines {
		sum, err := balance.Add(l.Amount)
		if err != nil {
			check.AddLine(l.No, "amount", "amount.range", "%s.", err)
			return
		}
		balance = sum
		if !l.HasBalance {
			continue
		}
		if known && balance != l.Balance {
			check.AddLine(l.No, "balance", "bank.balance", "The balance should be %s here: the line before and this amount come to that, not to %s.", balance.Format(cur), l.Balance.Format(cur))
		}
		known, balance = true, l.Balance
	}
}
