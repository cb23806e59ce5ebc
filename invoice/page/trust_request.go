package page

import (
	"matterbook/app/bill"
	"matterbook/app/trust"
)

// TrustRequest arranges the letter that asks a client to fill trust up again. It
// bills nothing: the money stays the client's, and the letter says so.
func TrustRequest(q trust.RequestPaper, style Style) Doc {
	s := newSheet(style, "Request "+q.Number, q.Firm, q.Client, q.On, q.Currency, false)
	f := bill.PaperFirm{Name: q.Firm, Address: q.Address, Phone: q.Phone, Email: q.Email, Website: q.Website}
	s.firmHead(f)
	right := s.keyBox("Trust deposit", []key{{"Request no.", q.Number}, {"Date", q.On.Long()}, {"Client–matter", clientMatter(q.ClientCode, q.MatterCode)}, {"Attorney", q.Attorney}})
	left := s.addressee("To", bill.PaperClient{Code: q.ClientCode, Name: q.Client, Address: q.ClientAddress})
	s.y = max(left, right, 236)
	s.ref = Ref{Part: PartMatter}
	s.y += 16
	s.paragraph(s.left, s.width(), Bold, 11, 14, ink, re(q.Matter))
	s.ref = Ref{Part: PartMessage}
	say := func(text string) {
		s.y += 8
		s.paragraph(s.left, s.width(), Regular, 9.5, 14, ink, text)
	}
	say("Under our agreement we hold a deposit for you in trust, and ask you to fill it up when it falls below " + s.money(q.Floor) +
		". On " + q.On.Long() + " " + s.money(q.Available) + " of it is available.")
	say("Please pay the amount shown below into the trust account, so that " + s.money(q.Target) + " is held for you again. The money stays yours. " +
		"We draw on it only for bills that we have sent to you, and pay back to you what is left at the end.")
	s.ref = Ref{Part: PartSummary}
	amount := summaryTotal{"Requested deposit", s.money(q.Amount)}
	s.box([]summaryRow{{"To be held under our agreement", q.Target, false, PartSummary}, {"Less available today", -q.Available, false, PartSummary}}, amount, amount, func(width float64) []line {
		var out []line
		for _, l := range s.wrap(Regular, 8, width, "This is no bill, and nothing is owed for work by it.") {
			out = append(out, line{text: l, color: ink})
		}
		return out
	})
	f.Name = q.Account // checks go to the trust account, never to the firm
	pay := "Please make checks payable to " + q.Account + " and write " + q.Number + " on it."
	// The firm's own payment text names its operating account: a deposit paid there
	// would mix client money with the firm's (ABA Model Rule 1.15(a)).
	s.y += 8
	s.payAndSlip(f, pay, "", []key{{"Request no.", q.Number}, {"Client", q.Client}, {"Client–matter", clientMatter(q.ClientCode, q.MatterCode)}},
		[]slipRow{{"Requested deposit", s.money(q.Amount), "Amount enclosed"}})
	s.ref = Ref{Part: PartFoot}
	s.feet(s.joined([]string{q.Firm, "Request " + q.Number, clientMatter(q.ClientCode, q.MatterCode)}))
	return *s.doc
}

// TrustRequests arranges letters one after the other; each counts its own pages.
func TrustRequests(list []trust.RequestPaper, style Style) Doc {
	var all Doc
	for i, q := range list {
		d := TrustRequest(q, style)
		if i == 0 {
			all = d
			continue
		}
		all.Pages = append(all.Pages, d.Pages...)
		all.Title, all.Subject = "Requests for trust deposits", ""
	}
	return all
}
