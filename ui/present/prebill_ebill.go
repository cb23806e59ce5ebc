package present

import (
	"context"

	"matterbook/app"
	"matterbook/ui/words"
)

// eBillFaults tests a pre-bill as its receiver would, where the client's bills
// leave as e-bills.
func eBillFaults(ctx context.Context, d *app.Desk, v app.PreBillView) ([]app.EBillFault, error) {
	rule, err := d.Delivery(ctx, v.Client.Code)
	if err != nil || !rule.LEDES {
		return nil, err
	}
	found, err := d.CheckPreBillsForEBilling(ctx, []int64{v.PreBill.ID})
	return found[v.PreBill.ID], err
}

// EBillWord says that the receiver would refuse it; blank when it would not.
func (p *PreBill) EBillWord() string {
	if len(p.Faults) == 0 || p.Gone {
		return ""
	}
	return words.N(len(p.Faults), "%d fault keeps it from being an e-bill: %s", "%d faults keep it from being an e-bill, first: %s", len(p.Faults), p.Faults[0].Text)
}

// ShowFaults lists them, each with the way to where it is mended.
func (p *PreBill) ShowFaults() {
	rows := make([]OutcomeRow, len(p.Faults))
	for i, f := range p.Faults {
		rows[i] = OutcomeRow{Item: p.View.Matter.Code, Text: f.Text, Word: words.L("Fault"), Tone: Bad}
		if f.Line != 0 {
			rows[i].Item = words.L("Line %d", f.Line)
		}
		rows[i].Fix, rows[i].Do = mendOf(p.h, f, func() {
			p.GoTo = f.Line
			p.h.Redraw(p.b)
		})
	}
	p.b.end(newOutcome(words.N(len(rows), "%d fault as an e-bill", "%d faults as an e-bill", len(rows)), rows))
}
