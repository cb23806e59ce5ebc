package boot

import (
	"bytes"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/app/trust"
	"matterbook/invoice/eml"
	"matterbook/invoice/ledes"
	"matterbook/invoice/page"
	"matterbook/invoice/pdf"
)

// papers are the writers of what leaves the firm.
type papers struct{}

var (
	_ app.Papers      = papers{}
	_ app.TrustPapers = papers{}
)

func (papers) InvoicePDF(inv bill.Invoice) ([]byte, error) {
	b, _, err := pdf.Invoice(inv, page.Style{})
	return b, err
}

func (papers) StatementPDF(st bill.Statement) ([]byte, error) {
	b, _, err := pdf.Statement(st, page.Style{})
	return b, err
}

func (papers) MailDraft(m bill.Mail) ([]byte, error) { return eml.Draft(m) }
func (papers) ProofPDF(p trust.ProofPaper) ([]byte, error) {
	b, _, err := pdf.Proof(p, page.Style{})
	return b, err
}

func (papers) RequestPDF(list ...trust.RequestPaper) ([]byte, error) {
	b, _, err := pdf.TrustRequests(list, page.Style{})
	return b, err
}

func (papers) DepositPDF(d bill.DepositSlip) ([]byte, error) {
	b, _, err := pdf.DepositSlip(d, page.Style{})
	return b, err
}

func (papers) ReminderPDF(r bill.Reminder) ([]byte, error) {
	b, _, err := pdf.Reminder(r, page.Style{})
	return b, err
}

func (papers) LEDES1998B(inv bill.Invoice) ([]byte, error) {
	var b bytes.Buffer
	if _, err := ledes.Write(&b, ledes.Options{}, inv); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
