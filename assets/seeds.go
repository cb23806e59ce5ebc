package assets

import "fmt"

// Reason is a reason for writing time or money down that a new firm starts
// with.
type Reason struct {
	Code, Text string
	Use        string // when to choose it, shown as a hint
}

// Reasons returns the reasons in the order they are offered.
func Reasons() ([]Reason, error) {
	rows, err := readTable(seeds, "seeds/reasons.csv", "code", "text", "use")
	if err != nil {
		return nil, err
	}
	reasons := make([]Reason, 0, len(rows))
	for _, row := range rows {
		reasons = append(reasons, Reason{Code: row[0], Text: row[1], Use: row[2]})
	}
	return reasons, nil
}

// WorkType is a code for time that no client pays for: the firm's own work,
// breaks and leave, as the payroll export takes it.
type WorkType struct {
	Code, Name     string
	Kind           string // "work", "break" or "leave"
	Paid           bool
	CountsToTarget bool   // towards the timekeeper's yearly target
	EarningsCode   string // the payroll system's code; blank where nothing is paid
	MaxHoursPerDay string // decimal text with two places
}

// WorkTypes returns the non-billable codes a new firm starts with. Whether pro
// bono time counts to the target is the firm's decision: as shipped, none does.
func WorkTypes() ([]WorkType, error) {
	const name = "seeds/worktypes.csv"
	rows, err := readTable(seeds, name,
		"code", "name", "kind", "paid", "counts_to_target", "earnings_code", "max_hours_per_day")
	if err != nil {
		return nil, err
	}
	types := make([]WorkType, 0, len(rows))
	for i, row := range rows {
		paid, errPaid := yesNo(row[3])
		counts, errCounts := yesNo(row[4])
		if errPaid != nil || errCounts != nil {
			return nil, fmt.Errorf("%s row %d: paid and counts_to_target are Y or N", name, i+1)
		}
		types = append(types, WorkType{
			Code: row[0], Name: row[1], Kind: row[2], Paid: paid, CountsToTarget: counts,
			EarningsCode: row[5], MaxHoursPerDay: row[6],
		})
	}
	return types, nil
}

func yesNo(text string) (bool, error) {
	switch text {
	case "Y":
		return true, nil
	case "N":
		return false, nil
	}
	return false, fmt.Errorf("%q is neither Y nor N", text)
}

// Abbreviation is a short form that narratives expand as they are typed. It is
// written in lower case and stands for itself otherwise: "Dr" and "CT" are no
// short forms.
type Abbreviation struct {
	Short, Text string
}

// Abbreviations returns the short forms a new firm starts with, "tc" for
// "telephone conference with".
func Abbreviations() ([]Abbreviation, error) {
	rows, err := readTable(seeds, "seeds/abbreviations.csv", "short", "text")
	if err != nil {
		return nil, err
	}
	list := make([]Abbreviation, 0, len(rows))
	for _, row := range rows {
		list = append(list, Abbreviation{Short: row[0], Text: row[1]})
	}
	return list, nil
}
