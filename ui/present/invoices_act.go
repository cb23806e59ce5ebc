package present

import (
	"context"
	"strings"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/ui/words"
)

func (p *InvoicePage) commands() []Command {
	off := func(ok bool, why string) string {
		if ok {
			return ""
		}
		return why
	}
	open := off(p.open(), words.L("Nothing is owed on it."))
	sent := p.Loaded && p.Invoice.Status == bill.Final
	live := p.Loaded && p.Invoice.Status != bill.Void
	return []Command{
		{ID: "invoice.pay", Title: words.L("Enter a payment"), Off: open},
		{ID: "invoice.trust", Title: words.L("Pay from trust"), Off: open},
		{ID: "invoice.send", Title: words.L("Mark as sent"), Off: off(sent, words.L("It was sent already or is void."))},
		{ID: "invoice.write", Title: words.L("Write files"), Off: off(p.Loaded, words.L("The invoice is still being read."))},
		{ID: "invoice.credit", Title: words.L("Credit"), Off: open},
		{ID: "invoice.writeoff", Title: words.L("Write off the balance"), Off: open},
		{ID: "invoice.void", Title: words.L("Void"), Off: off(live, words.L("It is void already."))},
		{ID: "invoice.reprint", Title: words.L("Open the kept PDF"), Off: off(p.Loaded, words.L("The invoice is still being read."))},
		{ID: "invoice.print", Title: words.L("Print the kept PDF"), Off: off(p.Loaded, words.L("The invoice is still being read."))},
		{ID: "why", Title: words.L("Why this total"), Off: off(p.Loaded, words.L("The invoice is still being read."))},
	}
}

func (p *InvoicePage) do(id string) bool {
	if !p.Loaded {
		return false
	}
	for _, c := range p.commands() {
		if c.ID == id && c.Off != "" {
			p.h.Say("%s", c.Off)
			return true
		}
	}
	switch id {
	case "invoice.pay", "new", "pay":
		p.h.Go(PaymentsRoute.Name, "invoice "+p.Number)
	case "invoice.trust":
		p.startTrust()
	case "invoice.send":
		startSend(p.v, []string{p.Number})
	case "invoice.write":
		startWrite(p.v, []string{p.Number})
	case "invoice.credit":
		p.startCredit()
	case "invoice.writeoff":
		p.startWriteOff()
	case "invoice.void":
		p.startVoid()
	case "invoice.reprint", "preview":
		p.OpenPaper("pdf")
	case "invoice.print", "print":
		p.PrintPaper("pdf")
	case "why":
		p.AskWhy(0)
	case "previous":
		p.v.Next(-1)
	case "next":
		p.v.Next(1)
	default:
		return false
	}
	return true
}

func (p *InvoicePage) startVoid() {
	f := newSideForm(p.h, p.v, "invoice.void", words.L("Void invoice %s", p.Number), words.L("Void the invoice"),
		textIn("reason", words.Mark("Reason"), "").hint(words.Mark("Printed with the invoice in the record")), dateIn("date", words.Mark("Void on"), max(p.h.Today(), p.Invoice.Date)))
	f.Danger = true
	f.Note = words.L("Nothing is owed on it any more, its number stays used, and its work is work in progress again.")
	f.send = func(f *SideForm) {
		if f.Text("reason") == "" {
			f.In("reason").Fault = words.L("Say what was wrong with it.")
			f.Focus = "reason"
			return
		}
		p.h.Ask(Question{Title: words.L("Void invoice %s?", p.Number), Text: words.L("This cannot be taken back."), Yes: words.L("Void the invoice"), Danger: true}, func(yes bool) {
			if !yes {
				return
			}
			req := app.VoidInvoice{Request: app.Request{Key: f.Key}, Number: p.Number, Reason: f.Text("reason"), Date: f.Date("date")}
			sendAct(f, func(ctx context.Context) (app.InvoiceVoided, error) { return p.h.Desk().VoidInvoice(ctx, req) },
				func(v app.InvoiceVoided) {
					p.v.closeSide()
					p.h.Say("%s", words.N(v.Returned, "Invoice %s is void; %d item is work in progress again.", "Invoice %s is void; %d items are work in progress again.", p.Number, v.Returned))
				})
		})
	}
	p.v.show(f)
}

func (p *InvoicePage) openFigure() Figure {
	return Figure{Key: "open", Label: words.L("Open on the invoice"), Value: words.Money(p.Standing.Balance(), p.Standing.Currency)}
}

func (p *InvoicePage) startCredit() {
	cur := p.Standing.Currency
	f := newSideForm(p.h, p.v, "invoice.credit", words.L("Credit invoice %s", p.Number), words.L("Write the credit"),
		moneyIn("amount", words.Mark("Amount"), ""), dateIn("date", words.Mark("Date"), p.h.Today()), textIn("reason", words.Mark("Reason"), ""))
	f.Currency = cur
	f.Note = words.L("Gives up fees first, then soft and hard costs. A credit is never taken back: bill again instead.")
	f.In("amount").Figures = []Figure{p.openFigure()}
	f.send = func(f *SideForm) { p.sendCredit(f, f.Text("amount"), f.Text("reason")) }
	p.v.show(f)
}

func (p *InvoicePage) sendCredit(f *SideForm, amount, reason string) {
	cur := p.Standing.Currency
	req := app.AddCredit{Request: app.Request{Key: f.Key}, Invoice: p.Number, Amount: amount, Date: f.Date("date"), Reason: reason}
	sendAct(f, func(ctx context.Context) (app.CreditAdded, error) { return p.h.Desk().AddCredit(ctx, req) },
		func(c app.CreditAdded) {
			p.v.closeSide()
			p.h.Say("%s", words.L("Credited %s on %s; %s is still open.", words.Money(c.Credit.Amount, cur), p.Number, words.Money(c.Balance, cur)))
		})
}

// writeOffs are the usual reasons to give up what is open; they stand in the
// reason of the credit, in English as all that is written into the book.
var writeOffs = []Choice{
	{Key: "bad debt", Text: words.Mark("Bad debt: it cannot be collected")}, {Key: "small balance", Text: words.Mark("Small balance: not worth asking for")},
	{Key: "settlement", Text: words.Mark("Settlement: agreed with the client")}, {Key: "courtesy", Text: words.Mark("Courtesy: client relations")},
}

func (p *InvoicePage) startWriteOff() {
	balance := p.Standing.Balance()
	f := newSideForm(p.h, p.v, "invoice.writeoff", words.L("Write off %s", p.Number), words.L("Write off the balance"),
		&Input{Path: "sum", Kind: NoteInput, Figures: []Figure{p.openFigure()}},
		choiceIn("why", words.Mark("Why"), writeOffs[0].Key, choices(writeOffs)...), dateIn("date", words.Mark("Date"), p.h.Today()),
		textIn("reason", words.Mark("Note"), "").hint(words.Mark("Who agreed, which letter")).optional())
	f.Danger = true
	f.Note = words.L("All that is open is given up: fees first, then soft and hard costs. It counts against collection, and is never taken back.")
	f.send = func(f *SideForm) {
		reason := "Write-off, " + f.Text("why")
		if note := f.Text("reason"); note != "" {
			reason += ": " + note
		}
		p.sendCredit(f, balance.Plain(p.Standing.Currency), reason)
	}
	p.v.show(f)
}

// choices are choices in the language that is spoken.
func choices(list []Choice) []Choice {
	said := make([]Choice, len(list))
	for i, c := range list {
		c.Text = words.Of(c.Text)
		said[i] = c
	}
	return said
}

func (p *InvoicePage) startTrust() {
	cur := p.Standing.Currency
	f := newSideForm(p.h, p.v, "invoice.trust", words.L("Pay %s from trust", p.Number), words.L("Draw from trust"),
		moneyIn("amount", words.Mark("Amount"), "").hint(words.Mark("Blank: as much as is owed and available")), dateIn("date", words.Mark("Date"), p.h.Today()))
	f.Currency = cur
	f.Note = words.L("One act: the transfer out of trust and the payment on the invoice, linked.")
	f.In("amount").Figures = []Figure{p.openFigure(), {Key: "trust", Label: words.L("Available today"), Value: words.Money(p.Trust, cur)}}
	f.send = func(f *SideForm) {
		req := app.ApplyTrust{Request: app.Request{Key: f.Key}, Invoice: p.Number, Amount: f.Text("amount"), Date: f.Date("date")}
		sendAct(f, func(ctx context.Context) (app.TrustApplied, error) { return p.h.Desk().ApplyTrust(ctx, req) },
			func(a app.TrustApplied) {
				p.v.closeSide()
				p.h.Say("%s", words.L("%s drawn from trust for %s, transfer %s; %s is still open.", words.Money(a.Payment.Amount, cur), p.Number, a.Transfer.Reference, words.Money(a.Owed, cur)))
			})
	}
	p.v.show(f)
}

// paperName is how people call a form of an invoice.
func paperName(format string) string {
	if rest, ok := strings.CutPrefix(format, "ledes"); ok {
		return "LEDES " + strings.ToUpper(rest)
	}
	return strings.ToUpper(format)
}

// withPaper gives the kept paper, made and kept when it never was.
func (p *InvoicePage) withPaper(format string, use func(app.Paper)) {
	req := app.WritePaper{Request: app.Request{Key: newKey(p.h.Desk(), "invoice.paper")}, Number: p.Number, Format: format}
	Go(p.h.Runner(), func(ctx context.Context) (app.Paper, error) { return p.h.Desk().InvoicePaper(ctx, req) },
		func(x app.Paper, err error) {
			if err != nil {
				p.h.Fail(err)
				return
			}
			use(x)
		})
}

// PaperFormat is the form of the selected paper, "pdf" when none is.
func (p *InvoicePage) PaperFormat() string {
	if rows := p.Papers.Picked(); len(rows) > 0 {
		return rows[0].Format
	}
	return "pdf"
}

// OpenPaper opens the kept bytes with the program the system has for them.
func (p *InvoicePage) OpenPaper(format string) {
	p.withPaper(format, func(x app.Paper) { openBytes(p.h, x.Name, x.Bytes) })
}

// PrintPaper gives the kept bytes to the printer.
func (p *InvoicePage) PrintPaper(format string) {
	p.withPaper(format, func(x app.Paper) { printBytes(p.h, x.Name, x.Bytes) })
}

// SavePaper asks where the kept bytes are to be written.
func (p *InvoicePage) SavePaper(format string) {
	p.withPaper(format, func(x app.Paper) { saveBytes(p.h, words.L("Save %s", x.Name), x.Name, x.Bytes) })
}

// Fingerprint says of the selected paper what makes it the one that was sent.
func (p *InvoicePage) Fingerprint() string {
	rows := p.Papers.Picked()
	if len(rows) != 1 {
		return words.L("A paper is made once and kept. Opening, saving and printing it again gives the same bytes, which the fingerprint proves.")
	}
	x := rows[0]
	return words.L("%s, kept on %s. SHA-256 %s. Opening, saving and printing it again gives these bytes.", x.Name, p.instant(x.CreatedAt), x.SHA256)
}
