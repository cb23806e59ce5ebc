package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/report"
)

// ApplyTrustToMany asks that trust pay several invoices, each with as much as is
// owed and available.
type ApplyTrustToMany struct {
	Request
	Invoices []string
	Date     cal.Date // zero: today
	// Tell is told how far it has come; it may be nil.
	Tell func(done, total int) `json:"-"`
}

// TrustDraw is what became of one invoice of a batch.
type TrustDraw struct {
	Invoice string
	Matter  firm.Matter
	Client  firm.Client
	Applied *TrustApplied // nil when nothing was drawn
	Why     error         // why not
}

// ApplyTrustToMany draws trust for each invoice, one act each: killed half way,
// every transfer that was made stands whole with its payment, and the same
// request goes on with the rest. A rule that says no is answered beside its
// invoice; a fault of the machine ends the batch and is the error.
func (d *Desk) ApplyTrustToMany(ctx context.Context, req ApplyTrustToMany) ([]TrustDraw, error) {
	list := []TrustDraw{}
	if err := d.may(mayTrust); err != nil {
		return list, err
	}
	if req.Date.IsZero() {
		req.Date = d.Today()
	}
	// An invoice named twice is drawn for once, and stands on the schedule once: by
	// it the money is moved at the bank.
	numbers := make([]string, 0, len(req.Invoices))
	for _, n := range req.Invoices {
		if n = strings.TrimSpace(n); !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	done := 0
	for i, number := range numbers {
		if err := ctx.Err(); err != nil {
			return list, partly(fault.Wrap(err, "drawing trust"), done, "%d of %d transfers were made and stay.", done, len(numbers))
		}
		r := req.Request
		if r.Key != "" {
			r.Key = fmt.Sprintf("%s/%s", r.Key, number)
		}
		draw := TrustDraw{Invoice: number}
		var err error
		if draw, err = d.namesOfDraw(ctx, draw); err != nil && fault.Of(err) != fault.Missing {
			return list, err
		}
		applied, err := d.ApplyTrust(ctx, ApplyTrust{Request: r, Invoice: number, Date: req.Date})
		switch {
		case err == nil:
			draw.Applied = &applied
			done++
		case fault.Of(err) == fault.Internal:
			return list, partly(err, done, "%d of %d transfers were made and stay.", done, len(numbers))
		default:
			draw.Why = err
		}
		list = append(list, draw)
		if req.Tell != nil {
			req.Tell(i+1, len(numbers))
		}
	}
	return list, nil
}

func (d *Desk) namesOfDraw(ctx context.Context, x TrustDraw) (TrustDraw, error) {
	return read(ctx, d, func(q Query) (TrustDraw, error) {
		inv, err := q.InvoiceByNumber(x.Invoice)
		if err != nil {
			return x, err
		}
		if x.Matter, err = q.Matter(inv.MatterID); err != nil {
			return x, err
		}
		x.Client, err = q.Client(inv.ClientID)
		return x, err
	})
}

// TrustSchedule is the transfers of a batch as a table, to be printed and given
// to whoever moves the money at the bank.
func TrustSchedule(list []TrustDraw, on cal.Date, cur money.Currency) (*report.Table, error) {
	t := report.New("trust-transfers", "Transfers from trust to the firm", cur,
		report.Column{Key: "account", Label: "Account", Type: report.Text}, report.Column{Key: "reference", Label: "Reference", Type: report.Text},
		report.Column{Key: "client", Label: "Client", Type: report.Text}, report.Column{Key: "matter", Label: "Matter", Type: report.Text},
		report.Column{Key: "invoice", Label: "Invoice", Type: report.Text}, report.Column{Key: "amount", Label: "Amount", Type: report.Money, Sum: true},
		report.Column{Key: "left", Label: "Left in trust", Type: report.Money}, report.Column{Key: "owed", Label: "Still owed", Type: report.Money})
	t.AsOf = on
	for _, x := range list {
		if x.Applied == nil || x.Applied.Payment.Currency != cur {
			continue
		}
		a := x.Applied
		t.Add(report.T(a.Account.Code), report.T(a.Transfer.Reference), report.T(x.Client.Name), report.T(x.Matter.Code), report.T(x.Invoice),
			report.M(a.Payment.Amount), report.M(a.Balance.Available()), report.M(a.Owed))
	}
	return t, t.Sum()
}
