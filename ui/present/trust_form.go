package present

import (
	"context"
	"fmt"
	"strings"

	"matterbook/app"
	"matterbook/app/trust"
)

var instrumentChoices = []Choice{{Key: "check", Text: "Check"}, {Key: "cashiers", Text: "Cashier's or certified check"}, {Key: "wire", Text: "Wire"},
	{Key: "ach", Text: "ACH"}, {Key: "cash", Text: "Cash"}}

// matterInput is the matter of a trust form, filled with the chosen ledger's.
func (t *Trust) matterInput() *Input {
	return matterIn("matter", "Matter").hint("Trust money always belongs to a matter")
}

// begin opens a trust form: it follows the chosen ledger and shows beneath the
// amount what the ledger holds on the day.
func (t *Trust) begin(f *SideForm) {
	f.Currency = t.Currency()
	f.edited = func(f *SideForm, path string) {
		if path == "matter" || path == "date" || path == "direction" {
			t.showRoom(f)
		}
		if path == "how" {
			t.howChanged(f)
		}
	}
	if in := f.In("matter"); in != nil {
		in.Matter.Open = false
		if r, ok := t.row(); ok && r.MatterID != 0 {
			f.Put("matter", Choice{Noun: "matter", Key: r.Matter.Code, ID: r.MatterID, Text: r.Matter.Code + "  " + r.Matter.Name, More: r.Client.Name})
			f.Focus = "amount"
		}
	}
	t.howChanged(f)
	t.show(f)
	t.showRoom(f)
}

// follow brings an open form to the ledger that was chosen while it is open and
// nothing was typed into it yet.
func (t *Trust) follow() {
	f := t.Side
	in, amount := f.In("matter"), f.In("amount")
	if in == nil || amount == nil || amount.Text != "" {
		return
	}
	if r, ok := t.row(); ok && r.MatterID != 0 {
		f.Put("matter", Choice{Noun: "matter", Key: r.Matter.Code, ID: r.MatterID, Text: r.Matter.Code + "  " + r.Matter.Name, More: r.Client.Name})
		t.showRoom(f)
	}
}

// showRoom asks what the ledger holds on the day of the form.
func (t *Trust) showRoom(f *SideForm) {
	amount := f.In("amount")
	if amount == nil || t.Account == "" {
		return
	}
	matter := f.Text("matter")
	if f.In("matter") != nil && matter == "" {
		t.room.Drop()
		amount.Figures = nil
		return
	}
	account, on, cur := t.Account, f.Date("date"), t.Currency()
	if on.IsZero() {
		on = t.today()
	}
	Ask(&t.room, t.h.Runner(), func(ctx context.Context) (app.LedgerRoom, error) {
		return t.h.Desk().TrustRoom(ctx, account, matter, on)
	}, func(r app.LedgerRoom, err error) {
		if err != nil {
			amount.Figures = nil
			f.Failed(err)
			return
		}
		amount.Figures = balanceFigures(r.Book, r.Uncleared, r.Held, r.Available(), cur, "Available "+on.Time().Format("02 Jan"))
		if r.Lowest < r.Book {
			amount.Figures[3].Tip = fmt.Sprintf("The ledger falls to %s on %s; an earlier payment may not take more than that leaves.", r.Lowest.Format(cur), r.LowestOn.Short())
		}
		if r.Available() == 0 {
			amount.Figures[3].Tone = Bad
		}
		t.h.Redraw(t)
	})
}

// post fills a request from what every trust entry has.
func (t *Trust) post(f *SideForm, kind string, say string) {
	req := app.PostTrust{Request: app.Request{Key: f.Key}, Account: t.Account, Kind: kind, Matter: f.Text("matter"), Amount: f.Text("amount"), Date: f.Text("date"),
		Party: f.Text("party"), Purpose: f.Text("purpose"), Instrument: f.Text("instrument"), Reference: f.Text("reference"), AvailableOn: f.Text("available_on"),
		AuthorisedBy: f.Text("authorised_by"), Withdraw: f.Text("direction") == "out"}
	sendAct(f, func(ctx context.Context) (app.TrustPosted, error) { return t.h.Desk().PostTrust(ctx, req) }, func(p app.TrustPosted) {
		t.posted(p, say)
	})
}

func (t *Trust) posted(p app.TrustPosted, say string) {
	t.closeSide()
	cur := t.Currency()
	text := fmt.Sprintf("%s, %s", say, p.Txn.Bank.Abs().WithSymbol(cur))
	if len(p.Balances) == 1 {
		b := p.Balances[0]
		t.Ledger = b.LedgerID
		text += fmt.Sprintf(". The ledger holds %s, %s available.", b.Book.WithSymbol(cur), b.Available().WithSymbol(cur))
	}
	t.h.Say("%s", text)
	t.reload()
}

// StartReceipt receives money for a matter.
func (t *Trust) StartReceipt() {
	if t.Account == "" {
		t.StartAccount()
		return
	}
	f := newSideForm(t.h, t, "trust.receipt", "Receive money", "Post the receipt", t.matterInput(),
		moneyIn("amount", "Amount", ""), dateIn("date", "Received on", t.today()), textIn("party", "From", "").hint("Who paid it in"),
		textIn("purpose", "For", "").hint("Advance for fees, settlement, filing costs"), choiceIn("instrument", "Came by", "check", instrumentChoices...),
		textIn("reference", "Reference", "").hint("Deposit slip or wire number"),
		&Input{Path: "available_on", Label: "Collected on", Kind: DateInput, Hint: "Blank: by the hold days of the account"})
	f.send = func(f *SideForm) { t.post(f, string(trust.Receipt), "Received") }
	t.begin(f)
}

// StartPayment pays money out of a ledger by check or electronic transfer.
func (t *Trust) StartPayment() {
	if t.Account == "" {
		t.StartAccount()
		return
	}
	f := newSideForm(t.h, t, "trust.payment", "Pay out", "Post the payment",
		choiceIn("how", "By", "check", Choice{Key: "check", Text: "Check"}, Choice{Key: "eft", Text: "Electronic transfer"}), t.matterInput(),
		moneyIn("amount", "Amount", ""), dateIn("date", "Dated", t.today()), textIn("party", "To", "").hint("A named payee, never cash"),
		textIn("purpose", "For", ""), textIn("reference", "Check number", ""),
		textIn("authorised_by", "Authorised by", "").hint("The lawyer who authorised the transfer"))
	f.Focus = "matter"
	f.Note = "Fees and costs of the firm are not paid here: they are drawn against an invoice."
	f.send = func(f *SideForm) {
		word := "Check " + f.Text("reference") + " to " + f.Text("party") + " posted"
		if f.Text("how") == string(trust.EFT) {
			word = "Transfer to " + f.Text("party") + " posted"
		}
		t.post(f, f.Text("how"), word)
	}
	t.begin(f)
}

// howChanged shows what only some ways of paying need.
func (t *Trust) howChanged(f *SideForm) {
	how, ref, by := f.In("how"), f.In("reference"), f.In("authorised_by")
	if how == nil || by == nil {
		return
	}
	by.Hidden = how.Text != string(trust.EFT)
	if ref.Label = "Check number"; !by.Hidden {
		ref.Label = "Confirmation number"
	}
}

// StartCharge posts what the bank took for itself: always from the firm's
// cushion.
func (t *Trust) StartCharge() {
	f := newSideForm(t.h, t, "trust.charge", "Bank charge", "Post the charge", moneyIn("amount", "Amount", ""), dateIn("date", "Charged on", t.today()),
		textIn("party", "Bank", t.account().Bank), textIn("purpose", "For", "Bank charge"))
	f.Note = "Comes out of the firm's cushion, never out of a client's money."
	f.send = func(f *SideForm) { t.post(f, string(trust.Charge), "Charge posted") }
	t.begin(f)
}

// StartCushion moves the firm's own money in or out.
func (t *Trust) StartCushion() {
	f := newSideForm(t.h, t, "trust.cushion", "Firm's cushion", "Post",
		choiceIn("direction", "Direction", "in", Choice{Key: "in", Text: "Pay in"}, Choice{Key: "out", Text: "Take out"}),
		moneyIn("amount", "Amount", ""), dateIn("date", "Date", t.today()), textIn("party", "Firm", t.h.Facts().Firm.Name), textIn("purpose", "For", "Cushion for bank charges"))
	f.Focus = "amount"
	f.Note = "Only as much of the firm's own money as bank charges need; the ceiling of this account is " + t.account().CushionCeiling.WithSymbol(t.Currency()) + "."
	f.send = func(f *SideForm) { t.post(f, string(trust.Cushion), "Cushion posted") }
	t.begin(f)
}

// StartHold sets money of the chosen ledger aside.
func (t *Trust) StartHold() {
	f := newSideForm(t.h, t, "trust.hold", "Hold money", "Hold", t.matterInput(), moneyIn("amount", "Amount", ""), dateIn("date", "From", t.today()),
		textIn("reason", "Reason", "").hint("Dispute, lien, court order, undertaking"), textIn("claimant", "Claimed by", ""))
	f.Note = "It stays on the ledger and cannot be paid out until the hold is released."
	f.send = func(f *SideForm) {
		req := app.HoldTrust{Request: app.Request{Key: f.Key}, Account: t.Account, Matter: f.Text("matter"), Amount: f.Text("amount"), Reason: f.Text("reason"),
			Claimant: f.Text("claimant"), From: f.Date("date")}
		if req.Matter == "" {
			f.In("matter").Fault = "Choose the matter."
			return
		}
		sendAct(f, func(ctx context.Context) (trust.Hold, error) { return t.h.Desk().HoldTrust(ctx, req) }, func(h trust.Hold) {
			t.closeSide()
			t.h.Say("%s held: %s.", h.Amount.WithSymbol(t.Currency()), h.Reason)
		})
	}
	t.begin(f)
}

// StartRelease ends a hold of the chosen ledger.
func (t *Trust) StartRelease() {
	if len(t.Holds) == 0 {
		t.h.Say("Nothing is held on this ledger.")
		return
	}
	var holds []Choice
	for _, h := range t.Holds {
		holds = append(holds, Choice{Key: fmt.Sprint(h.ID), Text: h.Amount.Format(t.Currency()) + "  " + h.Reason})
	}
	f := newSideForm(t.h, t, "trust.release", "Release a hold", "Release", choiceIn("hold", "Hold", holds[0].Key, holds...),
		textIn("reason", "On whose authority", "").hint("Agreement, order, letter of the claimant"), dateIn("date", "Released on", t.today()))
	f.Focus = "reason"
	f.send = func(f *SideForm) {
		var id int64
		if _, err := fmt.Sscan(f.Text("hold"), &id); err != nil {
			return
		}
		req := app.ReleaseHold{Request: app.Request{Key: f.Key}, Hold: id, Reason: f.Text("reason"), On: f.Date("date")}
		sendAct(f, func(ctx context.Context) (trust.Hold, error) { return t.h.Desk().ReleaseHold(ctx, req) }, func(h trust.Hold) {
			t.closeSide()
			t.h.Say("%s released.", h.Amount.WithSymbol(t.Currency()))
		})
	}
	t.show(f)
}

// Entry is the entry of the card that was selected; ok is false for none or
// several.
func (t *Trust) Entry() (trust.LedgerLine, bool) {
	picked := t.Lines.Picked()
	if len(picked) != 1 {
		return trust.LedgerLine{}, false
	}
	return picked[0], true
}

// StartReverse takes the selected entry back by its mirror: a check the bank has
// not paid is voided, anything else reversed.
func (t *Trust) StartReverse() {
	e, ok := t.Entry()
	if !ok {
		t.h.Say("Select one entry of the card first.")
		return
	}
	void := e.Kind == trust.Check && e.ClearedOn.IsZero()
	title, submit := "Reverse the "+strings.ToLower(kindWords[e.Kind])+" of "+e.PostedOn.Short(), "Reverse it"
	if void {
		title, submit = "Void check "+e.Reference, "Void the check"
	}
	f := newSideForm(t.h, t, "trust.reverse", title, submit, &Input{Path: "what", Kind: NoteInput, Figures: []Figure{
		{Key: "amount", Label: kindWords[e.Kind], Value: e.Amount.Abs().WithSymbol(t.Currency())}, {Key: "party", Label: "Party", Value: e.Party}}},
		textIn("reason", "Reason", "").hint("Printed with both entries"), dateIn("date", "Dated", max(t.today(), e.PostedOn)))
	f.Danger = true
	f.Note = "The entry stays; its mirror is posted on this date and linked to it."
	if e.Kind == trust.Transfer {
		f.Note += " The payment it made on the invoice is taken back with it."
	}
	f.send = func(f *SideForm) {
		req := app.ReverseTrust{Request: app.Request{Key: f.Key}, Entry: e.TxnID, Date: f.Date("date"), Reason: f.Text("reason")}
		if req.Reason == "" {
			f.In("reason").Fault = "Say why; the reason is printed with it."
			f.Focus = "reason"
			return
		}
		t.h.Ask(Question{Title: title + "?", Text: e.Amount.Abs().WithSymbol(t.Currency()) + ", " + e.Party + ". The mirror cannot be taken back; the right entry is posted anew.", Yes: submit, Danger: true}, func(yes bool) {
			if !yes {
				return
			}
			sendAct(f, func(ctx context.Context) (app.TrustPosted, error) {
				if void {
					return t.h.Desk().VoidTrust(ctx, req)
				}
				return t.h.Desk().ReverseTrust(ctx, req)
			}, func(p app.TrustPosted) { t.posted(p, kindWords[p.Txn.Kind]+" posted") })
		})
	}
	t.show(f)
}

// StartClear notes the day the bank cleared the selected entries.
func (t *Trust) StartClear() {
	var open []trust.LedgerLine
	for _, l := range t.Lines.Picked() {
		if l.ClearedOn.IsZero() {
			open = append(open, l)
		}
	}
	if len(open) == 0 {
		t.h.Say("Select entries the bank has not cleared yet.")
		return
	}
	title := "Mark one entry as cleared"
	if len(open) > 1 {
		title = fmt.Sprintf("Mark %d entries as cleared", len(open))
	}
	f := newSideForm(t.h, t, "trust.clear", title, "Mark as cleared", dateIn("date", "On the bank's statement", t.today()))
	f.Note = "A receipt that cleared counts as collected from that day."
	f.send = func(f *SideForm) {
		on := f.Date("date")
		sendAct(f, func(ctx context.Context) (int, error) {
			for i, l := range open {
				if _, err := t.h.Desk().ClearTrust(ctx, app.ClearTrust{Entry: l.TxnID, On: on}); err != nil {
					return i, err
				}
			}
			return len(open), nil
		}, func(n int) {
			t.closeSide()
			t.h.Say("%d entries marked as cleared on %s.", n, on.Short())
		})
	}
	t.show(f)
}

// StartAccount adds a trust account.
func (t *Trust) StartAccount() {
	presets := []Choice{{Key: "", Text: "As the firm"}}
	for _, p := range t.h.Desk().Profiles() {
		presets = append(presets, Choice{Key: p.Code, Text: p.Name})
	}
	f := newSideForm(t.h, t, "trust.account", "Add a trust account", "Add the account", textIn("code", "Short name", "IOLTA").hint("Used in lists and imports"),
		textIn("title", "Legal title", "").hint("As the bank has it, with Trust, Escrow or IOLTA in it"),
		choiceIn("kind", "Kind", "pooled", Choice{Key: "pooled", Text: "Pooled, for many clients"}, Choice{Key: "separate", Text: "Separate, for one client"}),
		textIn("bank", "Bank", ""), textIn("number_last4", "Last four digits", "").hint("The whole number is never kept"),
		choiceIn("preset", "Rules of", "", presets...), moneyIn("cushion_ceiling", "Ceiling of the firm's cushion", "").hint("Blank: as the rules say, else 200.00"))
	f.Focus = "title"
	f.edited = func(f *SideForm, path string) {
		if path == "title" {
			in := f.In("title")
			if in.Hint = trust.TitleWarning(in.Text); in.Hint == "" || in.Text == "" {
				in.Hint = "As the bank has it, with Trust, Escrow or IOLTA in it"
			}
		}
	}
	f.send = func(f *SideForm) {
		req := app.AddTrustAccount{Request: app.Request{Key: f.Key}, Code: f.Text("code"), Title: f.Text("title"), Kind: f.Text("kind"), Bank: f.Text("bank"),
			Last4: f.Text("number_last4"), Preset: f.Text("preset"), CushionCeiling: f.Text("cushion_ceiling")}
		sendAct(f, func(ctx context.Context) (trust.Account, error) { return t.h.Desk().AddTrustAccount(ctx, req) }, func(a trust.Account) {
			t.closeSide()
			t.Account = a.Code
			t.h.Say("Trust account %s added.", a.Code)
			t.reload()
		})
	}
	t.show(f)
}
