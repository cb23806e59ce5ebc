package firm

import (
	"net/mail"
	"strings"

	"matterbook/app/fault"
)

// Way is how a bill reaches the client.
type Way string

// Ways of delivery, in the words of "invoice send --how".
const (
	ByMail   Way = "mail"   // printed and posted
	ByEmail  Way = "email"  // a message with the files attached
	ByPortal Way = "portal" // put up in the client's e-billing system
	ByHand   Way = "hand"   // printed and handed over
)

// Ways lists them in the order they are offered.
var Ways = []Way{ByMail, ByEmail, ByPortal, ByHand}

// Printed says whether the bill leaves on paper.
func (w Way) Printed() bool { return w == ByMail || w == ByHand }

// Delivery is how a client's bills leave the firm.
type Delivery struct {
	ClientID int64
	How      Way
	PDF      bool   // written as PDF
	LEDES    bool   // written as LEDES 1998B
	Address  string // e-mail addresses with commas, or the name of the portal; blank: the client's own
	Note     string // for whoever sends it
	Combined bool   // all bills of a day in one message, print job or LEDES file
	// RowVersion is 0 while nothing was agreed.
	RowVersion int64
}

// UsualDelivery is the rule of a client with whom nothing was agreed: by mail,
// as PDF.
func UsualDelivery(clientID int64) Delivery {
	return Delivery{ClientID: clientID, How: ByMail, PDF: true}
}

// Formats are the papers of an invoice that the rule asks for.
func (d Delivery) Formats() []string {
	var list []string
	if d.PDF {
		list = append(list, "pdf")
	}
	if d.LEDES {
		list = append(list, "ledes1998b")
	}
	return list
}

// Recipients are the e-mail addresses bills go to: those of the rule, else the
// client's own.
func (d Delivery) Recipients(c Client) string {
	if d.Address != "" {
		return d.Address
	}
	return c.Email
}

// Check tests the rule by itself.
func (d Delivery) Check(check *fault.Check) {
	known := false
	for _, w := range Ways {
		known = known || w == d.How
	}
	if !known {
		check.Add("how", "how.unknown", "%q is no way of delivery. Use one of: mail, email, portal, hand.", string(d.How))
	}
	if !d.PDF && !d.LEDES {
		check.Add("pdf", "delivery.formats", "Choose PDF, LEDES or both.")
	}
	if d.How.Printed() && !d.PDF {
		check.Add("pdf", "delivery.paper", "What is printed is the PDF.")
	}
	check.Text("address", d.Address, 500)
	check.Text("note", d.Note, 1000)
	if d.How == ByEmail && d.Address != "" {
		if _, err := mail.ParseAddressList(d.Address); err != nil || strings.ContainsAny(d.Address, "\r\n") {
			check.Add("address", "email.format", "%q is no list of e-mail addresses. Write them with commas between, such as claims@example.com, ap@example.com.", d.Address)
		}
	}
}
