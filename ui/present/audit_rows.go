package present

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// AuditRow is one row of the book that an act changed, in words.
type AuditRow struct {
	Title  string // "Time entry 12"
	What   string // "new", "changed", "deleted"
	Tone   Tone
	Values []AuditValue
}

// AuditValue is one field of it. A new row has no Before, a deleted one no After.
type AuditValue struct{ Label, Before, After string }

// auditChanges is how many changes of an act are shown; an import has thousands.
const auditChanges = 60

func readChanges(q app.Query, seq int64) ([]AuditRow, error) {
	changes, err := q.FirstChanges(seq, auditChanges)
	if err != nil {
		return nil, err
	}
	n, err := auditNamesOf(q)
	if err != nil {
		return nil, err
	}
	rows := make([]AuditRow, len(changes))
	for i, c := range changes {
		rows[i] = n.row(c)
	}
	return rows, nil
}

// auditNames turns ids into what people call them.
type auditNames struct {
	currency money.Currency
	of       map[string]map[int64]string // column to id to name
}

func auditNamesOf(q app.Query) (*auditNames, error) {
	f, err := q.Firm()
	if err != nil {
		return nil, err
	}
	n := &auditNames{currency: f.Currency, of: map[string]map[int64]string{}}
	put := func(columns []string, id int64, name string) {
		for _, c := range columns {
			if n.of[c] == nil {
				n.of[c] = map[int64]string{}
			}
			n.of[c][id] = name
		}
	}
	clients, err := q.Clients(app.ClientFilter{Archived: true})
	if err != nil {
		return nil, err
	}
	for _, c := range clients {
		put([]string{"client_id"}, c.ID, c.Code+" "+c.Name)
	}
	matters, err := q.Matters(app.MatterFilter{})
	if err != nil {
		return nil, err
	}
	for _, m := range matters {
		put([]string{"matter_id"}, m.ID, m.Code+" "+m.Name)
	}
	people, err := q.Timekeepers()
	if err != nil {
		return nil, err
	}
	for _, k := range people {
		put([]string{"timekeeper_id", "responsible_id", "originating_id", "billing_id"}, k.ID, k.Code+" "+k.Name())
	}
	users, err := q.Users()
	if err != nil {
		return nil, err
	}
	for _, u := range users {
		put([]string{"user_id", "approved_by", "author_id", "next_user_id", "prepared_by", "reviewed_by", "reopened_by"}, u.ID, u.Code+" "+u.Name)
	}
	accounts, err := q.TrustAccounts()
	if err != nil {
		return nil, err
	}
	for _, a := range accounts {
		put([]string{"account_id"}, a.ID, a.Code+" "+a.Title)
	}
	return n, nil
}

func (n *auditNames) row(c app.AuditChange) AuditRow {
	r := AuditRow{Title: words.L("%s %d", tableWords(c.Table), c.RowID), What: words.L("changed"), Tone: Info}
	before, after := n.fields(c.Before), n.fields(c.After)
	cur := n.currency
	for _, f := range slices.Concat(after, before) {
		var code string
		if f.column == "currency" && json.Unmarshal(f.raw, &code) == nil && money.Currency(code).Known() {
			cur = money.Currency(code)
		}
	}
	say := func(list []auditField, column string) string {
		for _, f := range list {
			if f.column == column {
				return n.value(f, cur)
			}
		}
		return ""
	}
	switch {
	case c.Before == "":
		r.What, r.Tone = words.L("new"), Good
	case c.After == "":
		r.What, r.Tone = words.L("deleted"), Bad
	}
	from := before
	if c.Before == "" {
		from = after
	}
	for _, f := range from {
		if hiddenColumn(f.column) {
			continue
		}
		v := AuditValue{Label: columnWords(f.column), Before: say(before, f.column), After: say(after, f.column)}
		if c.Before == "" && v.After == "" || c.After == "" && v.Before == "" || v.Before == v.After {
			continue // empty fields of a new row say nothing
		}
		r.Values = append(r.Values, v)
	}
	return r
}

type auditField struct {
	column string
	raw    json.RawMessage
}

// fields reads the JSON of a row in its order; what cannot be read is left out.
func (n *auditNames) fields(text string) []auditField {
	if text == "" {
		return nil
	}
	d := json.NewDecoder(strings.NewReader(text))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	var list []auditField
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return list
		}
		var raw json.RawMessage
		if d.Decode(&raw) != nil {
			return list
		}
		name, _ := key.(string)
		list = append(list, auditField{name, raw})
	}
	return list
}

// hiddenColumn says that a column is of the machine, not of people.
func hiddenColumn(c string) bool {
	return c == "row_version" || strings.HasSuffix(c, "_key") || c == "created_ms" || c == "bytes" || c == "paper" || c == "rate_rule" || c == "rate_id" || c == "data"
}

// value writes a field for people: its unit stands at the end of its column's name.
func (n *auditNames) value(f auditField, cur money.Currency) string {
	if string(f.raw) == "null" {
		return ""
	}
	var text string
	if json.Unmarshal(f.raw, &text) == nil {
		if d, err := cal.Parse(text); err == nil && len(text) == len("2026-06-18") {
			return words.Date(d)
		}
		if said := valueWords[f.column+"="+text]; said != "" {
			return words.Of(said)
		}
		return oneLine(text)
	}
	var whole int64
	if json.Unmarshal(f.raw, &whole) != nil {
		return string(f.raw)
	}
	switch c := f.column; {
	case n.of[c] != nil:
		if name := n.of[c][whole]; name != "" {
			return name
		}
		return fmt.Sprint(whole)
	case strings.HasSuffix(c, "_minor"):
		return words.Money(money.Amount(whole), cur)
	case strings.HasSuffix(c, "rate_e4"), c == "unit_price_e4":
		return words.Rate(money.Rate(whole))
	case strings.HasSuffix(c, "_e4"):
		return words.Hours(money.Quantity(whole))
	case strings.HasSuffix(c, "_e6"):
		return words.Percent(money.Percent(whole))
	case strings.HasSuffix(c, "_ms"):
		t := time.UnixMilli(whole).UTC()
		return words.L("%s %s UTC", words.Date(cal.Of(t)), t.Format("15:04:05"))
	case yesNo[c]:
		if whole == 0 {
			return words.L("no")
		}
		return words.L("yes")
	}
	return fmt.Sprint(whole)
}
