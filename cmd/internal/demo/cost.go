package demo

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"matterbook/app/cal"
	"matterbook/assets"
)

// cost is a template of a cost a matter can have.
type cost struct {
	*assets.DemoCost
	blanks, vendorBlanks []string
}

func (m *maker) costsFor(x *matter) []*cost {
	var list []*cost
	for i := range m.data.Costs {
		t := &m.data.Costs[i]
		c := &cost{t, blanksOf(t.Text), blanksOf(t.Vendor)}
		if slices.Contains(x.Pools, t.Pool) && m.fillable(x, append(slices.Clone(c.blanks), c.vendorBlanks...)) {
			list = append(list, c)
		}
	}
	return list
}

// costsPer is how many costs come on a hundred entries of time.
const costsPer = 12

// importCosts brings the costs of a month in, as the cost recovery and the
// vendors' bills of a month are: the copies counted, the rest on its day.
func (m *maker) importCosts(first, last cal.Date) error {
	last = min(last, m.until)
	r := m.rand("costs", int(first))
	var days []cal.Date
	for d := first; d <= last; d = d.AddDays(1) {
		if workday(d) {
			days = append(days, d)
		}
	}
	var with []*matter
	weight := 0.0
	for _, x := range m.matters {
		if !x.internal && len(x.costs) > 0 && len(days) > 0 && x.opened <= days[0] && x.takes(days[0]) {
			with = append(with, x)
			weight += x.Weight
		}
	}
	if len(with) == 0 {
		return nil
	}
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	_ = w.Write([]string{"date", "matter", "code", "units", "unit_price", "description", "kind", "vendor", "timekeeper"})
	rows, sum, done := 0, 0.0, 0
	month := float64(m.opts.Entries) * costsPer / 100 / float64(m.opts.Months)
	for _, x := range with {
		sum += x.Weight
		n := int(sum/weight*month) - done
		done += n
		used := map[string]bool{}
		for range n {
			c := pick(r, x.costs)
			text := m.fill(r, x, c.Text, c.blanks, x.team[0])
			day := pick(r, days)
			if used[text] || !x.takes(day) {
				continue
			}
			used[text] = true
			units := c.Least + r.IntN(c.Most-c.Least+1)
			price := c.PriceLeast + r.IntN(c.PriceMost-c.PriceLeast+1)
			if c.PriceMost > 20_000 {
				price = price / 500 * 500 // large bills are round
				price = max(price, c.PriceLeast)
			}
			who := ""
			for _, p := range x.team {
				if c.Who != "" && strings.Contains(c.Who, p.Who) && p.on(day) {
					who = p.Code
				}
			}
			_ = w.Write([]string{day.String(), x.Code, c.Code, fmt.Sprint(units), cents(int64(price)), text, c.Kind,
				m.fill(r, x, c.Vendor, c.vendorBlanks, x.team[0]), who})
			rows++
		}
	}
	w.Flush()
	return m.load(billingDesk, "expenses", fmt.Sprintf("costs %04d-%02d.csv", first.Year(), first.Month()), &buf, rows)
}

// cents writes minor units as people do: "1234.50".
func cents(n int64) string { return fmt.Sprintf("%d.%02d", n/100, n%100) }
