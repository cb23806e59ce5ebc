package app

import (
	"context"
	"fmt"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/app/outfile"
	"matterbook/app/trust"
)

// RequestWritten is what became of one letter: a file, or why there is none.
type RequestWritten struct {
	Number string
	Matter string
	File   outfile.File
	Err    error
}

// WriteTrustRequests writes letters to a folder: all of them as one PDF to print
// ("letters"), or a draft of a mail each ("mail") with its letter attached. What
// fails for one client stops no other.
func (d *Desk) WriteTrustRequests(ctx context.Context, made TrustRequested, how, dir string) ([]RequestWritten, error) {
	switch {
	case len(made.Papers) == 0:
		return nil, fault.New(fault.Invalid, "trust_request.none", "There is no letter to write.")
	case how == "letters":
		name := outfile.Name("pdf", "trust-requests", made.Papers[0].On.String(), made.Papers[0].Number)
		file, err := outfile.Write(dir, name, made.Letters, outfile.Replace)
		if err != nil {
			return nil, err
		}
		return []RequestWritten{{Number: made.Papers[0].Number, File: file}}, nil
	case how != "mail":
		return nil, fault.New(fault.Invalid, "how.unknown", "Letters are written as letters or as mail, not as %q.", how)
	}
	written := make([]RequestWritten, len(made.Papers))
	for i, p := range made.Papers {
		w := &written[i]
		w.Number, w.Matter = p.Number, p.MatterCode
		if w.Err = ctx.Err(); w.Err == nil {
			w.File, w.Err = d.writeRequestMail(ctx, p, dir)
		}
	}
	return written, nil
}

func (d *Desk) writeRequestMail(ctx context.Context, p trust.RequestPaper, dir string) (outfile.File, error) {
	if strings.TrimSpace(p.ClientEmail) == "" {
		return outfile.File{}, fault.Refuse("email.missing", "Client %s has no e-mail address.", p.Client).Advise("Print the letter, or note the address with the client.")
	}
	name, letter, err := d.TrustRequestLetter(ctx, p.Number)
	if err != nil {
		return outfile.File{}, err
	}
	if d.papers == nil {
		return outfile.File{}, fault.New(fault.Internal, "paper.no_writer", "This program was built without writers of papers.")
	}
	data, err := d.papers.MailDraft(bill.Mail{From: p.Email, To: p.ClientEmail, At: d.Now().UTC(),
		Subject: fmt.Sprintf("Request %s: trust deposit for %s", p.Number, p.Matter), Text: requestText(p), Files: []bill.MailFile{{Name: name, Bytes: letter}}})
	if err != nil {
		return outfile.File{}, err
	}
	return outfile.Write(dir, outfile.Name("eml", strings.ToLower(p.Number), p.ClientCode), data, outfile.Replace)
}

func requestText(p trust.RequestPaper) string {
	return fmt.Sprintf("Dear %s,\n\nUnder our agreement we hold a deposit for you in trust in the matter %s, and ask you to fill it up when it falls below %s. Today %s of it is available.\n\n"+
		"Please pay %s into our trust account, so that %s is held for you again. It stays your money; this is no bill.\n\nOur letter is attached.\n\n%s\n",
		p.Client, p.Matter, p.Floor.WithSymbol(p.Currency), p.Available.WithSymbol(p.Currency), p.Amount.WithSymbol(p.Currency), p.Target.WithSymbol(p.Currency), p.Firm)
}
