package app

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/outfile"
)

func errNoWriter() error {
	return fault.New(fault.Internal, "paper.no_writer", "This program was built without writers of papers.")
}

// DepositPDF is the slip of a deposit as PDF; an open one is marked as a draft.
func (d *Desk) DepositPDF(ctx context.Context, id int64) (PaperFile, error) {
	s, err := d.DepositSlip(ctx, id)
	if err != nil {
		return PaperFile{}, err
	}
	if d.papers == nil {
		return PaperFile{}, errNoWriter()
	}
	data, err := d.papers.DepositPDF(s)
	return PaperFile{Name: outfile.Name("pdf", "deposit", fmt.Sprint(id), s.Date.String()), Bytes: data}, err
}

// DepositCSV is the slip of a deposit as a table: a row a receipt, as it stands
// on the slip.
func (d *Desk) DepositCSV(ctx context.Context, id int64) (PaperFile, error) {
	s, err := d.DepositSlip(ctx, id)
	if err != nil {
		return PaperFile{}, err
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"deposit", "deposited_on", "account", "received_on", "from", "clients", "method", "reference", "amount", "currency"}}
	for _, l := range s.Items {
		rows = append(rows, []string{fmt.Sprint(s.No), s.Date.String(), safeText(s.Account), l.Received.String(), safeText(l.From), strings.Join(l.Clients, " "), string(l.Method),
			safeText(l.Reference), l.Amount.Plain(s.Currency), string(s.Currency)})
	}
	err = w.WriteAll(rows)
	return PaperFile{Name: outfile.Name("csv", "deposit", fmt.Sprint(id), s.Date.String()), Bytes: b.Bytes()}, fault.Wrap(err, "writing the slip of deposit %d", id)
}

// safeText keeps a spreadsheet from taking a text for a formula.
func safeText(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
