package app

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/outfile"
)

// DeliverInvoices asks for the files by which invoices of one client leave.
type DeliverInvoices struct {
	Numbers []string
	Dir     string // folder, made when it is not there
}

// DeliveredFiles is what was made of invoices of one client.
type DeliveredFiles struct {
	Rule  firm.Delivery
	To    string
	Files []outfile.File // everything that was written
	Print []string       // paths of what is to be printed, in order
	Draft string         // path of the message to be sent, blank for none
}

// DeliverInvoices writes what the client's rule asks for into a folder: the
// papers kept in the book, for printing, for a portal, or attached to a message
// that a person sends. The invoices are not marked as sent by it: that is
// [Desk.SendInvoice], once they have left.
//
// An invoice that cannot be an e-bill stops all of them with every fault named,
// before the first file is written.
func (d *Desk) DeliverInvoices(ctx context.Context, req DeliverInvoices) (DeliveredFiles, error) {
	var done DeliveredFiles
	if err := d.may(mayInvoice); err != nil {
		return done, err
	}
	g, err := read(ctx, d, func(q Query) (deliverGroup, error) { return loadDeliver(q, req.Numbers) })
	if err != nil {
		return done, err
	}
	done.Rule, done.To = g.rule, g.rule.Address
	if g.rule.How == firm.ByEmail {
		if done.To = g.rule.Recipients(g.client); done.To == "" {
			return done, fault.New(fault.Invalid, "email.missing", "Client %s has no e-mail address to send bills to.", g.client.Code).
				Advise("Write it into the client's delivery rule.")
		}
	}
	var wanted []WritePaper
	for _, format := range g.rule.Formats() {
		for _, inv := range g.invoices {
			wanted = append(wanted, WritePaper{Number: inv.Number, Format: format})
		}
	}
	papers, err := d.makePapers(ctx, wanted)
	if err != nil {
		return done, err
	}
	papers = joinEBills(papers, g.rule.Combined)
	if done.Files, err = writePapers(papers, req.Dir); err != nil {
		return done, err
	}
	for i, p := range papers {
		if g.rule.How.Printed() && p.Format == "pdf" {
			done.Print = append(done.Print, done.Files[i].Path)
		}
	}
	if g.rule.How == firm.ByEmail {
		return done, d.draftMail(ctx, &done, g, papers, req.Dir)
	}
	return done, nil
}

// WriteEBills writes the e-bill files of invoices of one client into a folder, as
// one file where the rule says so. They are not marked as sent by it.
func (d *Desk) WriteEBills(ctx context.Context, req DeliverInvoices) ([]outfile.File, error) {
	g, err := read(ctx, d, func(q Query) (deliverGroup, error) { return loadDeliver(q, req.Numbers) })
	if err != nil {
		return nil, err
	}
	wanted := make([]WritePaper, len(g.invoices))
	for i, inv := range g.invoices {
		wanted[i] = WritePaper{Number: inv.Number, Format: "ledes1998b"}
	}
	papers, err := d.makePapers(ctx, wanted)
	if err != nil {
		return nil, err
	}
	return writePapers(joinEBills(papers, g.rule.Combined), req.Dir)
}

// writePapers puts papers into a folder, which is made when it is not there.
func writePapers(papers []Paper, dir string) ([]outfile.File, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fault.New(fault.Invalid, "folder.make", "The folder %s cannot be made: %v.", dir, err).Advise("Choose a folder you may write to.").Because(err)
	}
	files := make([]outfile.File, len(papers))
	for i, p := range papers {
		var err error
		if files[i], err = outfile.Write(dir, p.Name, p.Bytes, outfile.Keep); err != nil {
			return files[:i], err
		}
	}
	return files, nil
}

// deliverGroup are invoices of one client that leave together.
type deliverGroup struct {
	firm     firm.Firm
	client   firm.Client
	rule     firm.Delivery
	invoices []bill.Invoice
}

func loadDeliver(q Query, numbers []string) (deliverGroup, error) {
	var g deliverGroup
	var err error
	if g.firm, err = q.Firm(); err != nil {
		return g, err
	}
	if len(numbers) == 0 {
		return g, fault.New(fault.Invalid, "invoice.required", "Say which invoices are to be delivered.")
	}
	for _, n := range numbers {
		inv, err := q.InvoiceByNumber(n)
		switch {
		case err != nil:
			return g, err
		case inv.Status == bill.Void:
			return g, fault.Refuse("invoice.void", "Invoice %s is void and is not sent.", inv.Number)
		case len(g.invoices) > 0 && inv.ClientID != g.invoices[0].ClientID:
			return g, fault.New(fault.Invalid, "deliver.clients", "Invoices %s and %s are of different clients and do not leave together.", g.invoices[0].Number, inv.Number)
		}
		g.invoices = append(g.invoices, inv)
	}
	if g.client, err = q.Client(g.invoices[0].ClientID); err != nil {
		return g, err
	}
	g.rule, err = deliveryOf(q, g.client.ID)
	return g, err
}

// joinEBills puts the e-bills of several invoices into one file when the rule
// says so: the marker and the header once, then the rows as each was kept.
func joinEBills(papers []Paper, combined bool) []Paper {
	var list, bills []Paper
	for _, p := range papers {
		if p.Format == "ledes1998b" {
			bills = append(bills, p)
		} else {
			list = append(list, p)
		}
	}
	if !combined || len(bills) < 2 {
		return append(list, bills...)
	}
	joined := bills[0]
	joined.Bytes = bytes.Clone(joined.Bytes)
	last := ""
	for _, p := range bills[1:] {
		_, rest, _ := bytes.Cut(p.Bytes, []byte("\n"))
		_, rows, _ := bytes.Cut(rest, []byte("\n"))
		joined.Bytes = append(joined.Bytes, rows...)
		last = p.Name
	}
	joined.Name = strings.TrimSuffix(joined.Name, "-LEDES1998B.txt") + "_to_" + last
	return append(list, joined)
}

// draftMail writes the message with its papers attached.
func (d *Desk) draftMail(_ context.Context, done *DeliveredFiles, g deliverGroup, papers []Paper, dir string) error {
	m := bill.Mail{From: g.firm.Email, To: done.To, At: d.Now(), Subject: mailSubject(g), Text: mailText(g)}
	for _, p := range papers {
		m.Files = append(m.Files, bill.MailFile{Name: p.Name, Bytes: p.Bytes})
	}
	data, err := d.papers.MailDraft(m)
	if err != nil {
		return err
	}
	f, err := outfile.Write(dir, outfile.Name("eml", "mail", g.client.Code, g.invoices[0].Number), data, outfile.Replace)
	if err != nil {
		return err
	}
	done.Files = append(done.Files, f)
	done.Draft = filepath.Clean(f.Path)
	return nil
}

func mailSubject(g deliverGroup) string {
	if len(g.invoices) == 1 {
		return fmt.Sprintf("Invoice %s of %s", g.invoices[0].Number, g.firm.Name)
	}
	return fmt.Sprintf("%d invoices of %s", len(g.invoices), g.firm.Name)
}

func mailText(g deliverGroup) string {
	var b strings.Builder
	b.WriteString("Dear Sir or Madam,\n\n")
	if len(g.invoices) == 1 {
		b.WriteString("Please find attached our invoice:\n\n")
	} else {
		b.WriteString("Please find attached our invoices:\n\n")
	}
	for _, inv := range g.invoices {
		fmt.Fprintf(&b, "  %s  of %s, %s: %s, due %s\n", inv.Number, inv.Date.Long(), inv.Paper.Matter.Name, inv.Totals.Total.WithSymbol(inv.Currency), inv.DueOn.Long())
	}
	fmt.Fprintf(&b, "\nKind regards\n%s\n", g.firm.Name)
	if g.firm.Phone != "" {
		fmt.Fprintf(&b, "%s\n", g.firm.Phone)
	}
	return b.String()
}
