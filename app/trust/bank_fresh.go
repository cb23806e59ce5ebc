package trust

import (
	"fmt"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/money"
)

// FreshLines are the lines of a statement that are not in the book yet, tested
// against the files that are. Where the spans of two files overlap they must say
// the same: each line that was there, and no other; on the last day of a file that
// ends earlier more may have come since. Balances follow from the last one known.
func FreshLines(st BankStatement, files []BankFile, kept []BankLine, closedThrough cal.Date, cur money.Currency) ([]BankLine, error) {
	var check fault.Check
	covered := func(on cal.Date) (whole, any bool) {
		for _, f := range files {
			if on >= f.From && on <= f.To {
				any = true
				whole = whole || on < f.To || f.To >= st.To
			}
		}
		return whole, any
	}
	byID, same := map[string]BankLine{}, map[string][]int64{}
	for _, l := range kept {
		if l.BankID != "" {
			byID[l.BankID] = l
		}
		same[likeness(l)] = append(same[likeness(l)], l.ID)
	}
	found := map[int64]bool{}
	var fresh []BankLine
	for _, l := range st.Lines {
		if old, ok := byID[l.BankID]; ok && l.BankID != "" {
			found[old.ID] = true
			if old.On != l.On || old.Amount != l.Amount {
				check.AddLine(l.No, "", "bank.overlap", "The bank's movement %s is in the book with %s on %s; this file says %s on %s.", clipText(l.BankID, 40),
					old.Amount.Format(cur), old.On, l.Amount.Format(cur), l.On)
			}
			continue
		}
		if ids := same[likeness(l)]; len(ids) > 0 && (l.BankID == "" || byID[l.BankID].ID == 0) {
			if _, any := covered(l.On); any {
				found[ids[0]] = true
				same[likeness(l)] = ids[1:]
				continue
			}
		}
		if whole, _ := covered(l.On); whole {
			check.AddLine(l.No, "", "bank.overlap", "%s on %s is not in the file of the same days that was imported before; the two do not agree.", l.Amount.Format(cur), l.On)
			continue
		}
		if l.On <= closedThrough {
			check.AddLine(l.No, "date", "trust.period_closed", "%s lies in the period that is reconciled and closed through %s.", l.On, closedThrough)
			continue
		}
		fresh = append(fresh, l)
	}
	for _, l := range kept {
		if !found[l.ID] && l.On >= st.From && l.On <= st.To {
			check.AddLine(firstAfter(st.Lines, l.On), "", "bank.overlap", "%s on %s was imported before and is missing in this file; the two do not agree.", l.Amount.Format(cur), l.On)
		}
	}
	if check.OK() {
		follows(&check, st, files, cur)
	}
	return fresh, lineFaults(check.Faults())
}

// likeness is what two tellings of one movement share.
func likeness(l BankLine) string {
	return fmt.Sprintf("%s|%d|%s", l.On, l.Amount, l.Reference)
}

func firstAfter(lines []BankLine, on cal.Date) int {
	for _, l := range lines {
		if l.On >= on {
			return l.No
		}
	}
	return 1
}

// follows tests that the statement begins where the last one ended.
func follows(check *fault.Check, st BankStatement, files []BankFile, cur money.Currency) {
	if len(st.Lines) == 0 || !st.Lines[0].HasBalance {
		return
	}
	opening := st.Lines[0].Balance - st.Lines[0].Amount
	for _, f := range files {
		if f.HasClosing && f.To.AddDays(1) == st.From && f.Closing != opening {
			check.AddLine(st.Lines[0].No, "balance", "bank.balance", "The statement begins with %s; the one before ended with %s on %s. Movements between them are missing.",
				opening.Format(cur), f.Closing.Format(cur), f.To)
		}
	}
}
