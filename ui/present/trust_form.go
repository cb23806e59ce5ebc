package present

import (
	"context"
	"fmt"

	"matterbook/app"
	"matterbook/app/trust"
	"matterbook/ui/words"
)

func instrumentChoices() []Choice {
	return []Choice{{Key: "check", Text: words.L("Check")}, {Key: "cashiers", Text: words.L("Cashier's or certified check")}, {Key: "wire", Text: words.L("Wire")},
		{Key: "ach", Text: words.L("ACH")}, {Key: "cash", Text: words.L("Cash")}}
}

// matterInput is the matter of a trust form, filled with the chosen ledger's.
func (t *Trust) matterInput() *Input {
	return matterIn("matter", words.L("Matter")).hint(words.L("Trust money always belongs to a matter"))
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
		amount.Figures = balanceFigures(r.Book, r.Uncleared, r.Held, r.Available(), cur, words.L("Available %s", words.Day(on)))
		if r.Lowest < r.Book {
			amount.Figures[3].Tip = words.L("The ledger falls to %s on %s; an earlier payment may not take more than that leaves.", words.Amount(r.Lowest, cur), words.Date(r.LowestOn))
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
	text := say + ", " + words.Money(p.Txn.Bank.Abs(), cur)
	if len(p.Balances) == 1 {
		b := p.Balances[0]
		t.Ledger = b.LedgerID
		text += ". " + words.L("The ledger holds %s, %s available.", words.Money(b.Book, cur), words.Money(b.Available(), cur))
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
	f := newSideForm(t.h, t, "trust.receipt", words.L("Receive money"), words.L("Post the receipt"), t.matterInput(),
		moneyIn("amount", words.L("Amount"), ""), dateIn("date", words.L("Received on"), t.today()), textIn("party", words.L("From"), "").hint(words.L("Who paid it in")),
		textIn("purpose", words.L("For"), "").hint(words.L("Advance for fees, settlement, filing costs")), choiceIn("instrument", words.L("Came by"), "check", instrumentChoices()...),
		textIn("reference", words.L("Reference"), "").hint(words.L("Deposit slip or wire number")),
		&Input{Path: "available_on", Label: words.L("Collected on"), Kind: DateInput, Hint: words.L("Blank: by the hold days of the account")})
	f.send = func(f *SideForm) { t.post(f, string(trust.Receipt), words.L("Received")) }
	t.begin(f)
}

// StartPayment pays money out of a ledger by check or electronic transfer.
func (t *Trust) StartPayment() {
	if t.Account == "" {
		t.StartAccount()
		return
	}
	f := newSideForm(t.h, t, "trust.payment", words.L("Pay out"), words.L("Post the payment"),
		choiceIn("how", words.Sense("By", "way"), "check", Choice{Key: "check", Text: words.L("Check")}, Choice{Key: "eft", Text: words.L("Electronic transfer")}), t.matterInput(),
		moneyIn("amount", words.L("Amount"), ""), dateIn("date", words.L("Dated"), t.today()), textIn("party", words.L("To"), "").hint(words.L("A named payee, never cash")),
		textIn("purpose", words.L("For"), ""), textIn("reference", words.L("Check number"), ""),
		textIn("authorised_by", words.L("Authorised by"), "").hint(words.L("The lawyer who authorised the transfer")))
	f.Focus = "matter"
	f.Note = words.L("Fees and costs of the firm are not paid here: they are drawn against an invoice.")
	f.send = func(f *SideForm) {
		word := words.L("Check %s to %s posted", f.Text("reference"), f.Text("party"))
		if f.Text("how") == string(trust.EFT) {
			word = words.L("Transfer to %s posted", f.Text("party"))
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
	if ref.Label = words.L("Check number"); !by.Hidden {
		ref.Label = words.L("Confirmation number")
	}
}

// StartCharge posts what the bank took for itself: always from the firm's
// cushion.
func (t *Trust) StartCharge() {
	f := newSideForm(t.h, t, "trust.charge", words.L("Bank charge"), words.L("Post the charge"), moneyIn("amount", words.L("Amount"), ""), dateIn("date", words.L("Charged on"), t.today()),
		textIn("party", words.L("Bank"), t.account().Bank), textIn("purpose", words.L("For"), "Bank charge"))
	f.Note = words.L("Comes out of the firm's cushion, never out of a client's money.")
	f.send = func(f *SideForm) { t.post(f, string(trust.Charge), words.L("Charge posted")) }
	t.begin(f)
}

// StartCushion moves the firm's own money in or out.
func (t *Trust) StartCushion() {
	f := newSideForm(t.h, t, "trust.cushion", words.L("Firm's cushion"), words.L("Post"),
		choiceIn("direction", words.L("Direction"), "in", Choice{Key: "in", Text: words.L("Pay in")}, Choice{Key: "out", Text: words.L("Take out")}),
		moneyIn("amount", words.L("Amount"), ""), dateIn("date", words.L("Date"), t.today()), textIn("party", words.L("Firm"), t.h.Facts().Firm.Name), textIn("purpose", words.L("For"), "Cushion for bank charges"))
	f.Focus = "amount"
	f.Note = words.L("Only as much of the firm's own money as bank charges need; the ceiling of this account is %s.", words.Money(t.account().CushionCeiling, t.Currency()))
	f.send = func(f *SideForm) { t.post(f, string(trust.Cushion), words.L("Cushion posted")) }
	t.begin(f)
}

// StartHold sets money of the chosen ledger aside.
func (t *Trust) StartHold() {
	f := newSideForm(t.h, t, "trust.hold", words.L("Hold money"), words.L("Hold"), t.matterInput(), moneyIn("amount", words.L("Amount"), ""), dateIn("date", words.L("From"), t.today()),
		textIn("reason", words.L("Reason"), "").hint(words.L("Dispute, lien, court order, undertaking")), textIn("claimant", words.L("Claimed by"), ""))
	f.Note = words.L("It stays on the ledger and cannot be paid out until the hold is released.")
	f.send = func(f *SideForm) {
		req := app.HoldTrust{Request: app.Request{Key: f.Key}, Account: t.Account, Matter: f.Text("matter"), Amount: f.Text("amount"), Reason: f.Text("reason"),
			Claimant: f.Text("claimant"), From: f.Date("date")}
		if req.Matter == "" {
			f.In("matter").Fault = words.L("Choose the matter.")
			return
		}
		sendAct(f, func(ctx context.Context) (trust.Hold, error) { return t.h.Desk().HoldTrust(ctx, req) }, func(h trust.Hold) {
			t.closeSide()
			t.h.Say("%s", words.L("%s held: %s.", words.Money(h.Amount, t.Currency()), h.Reason))
		})
	}
	t.begin(f)
}

// StartRelease ends a hold of the chosen ledger.
func (t *Trust) StartRelease() {
	if len(t.Holds) == 0 {
		t.h.Say("%s", words.L("Nothing is held on this ledger."))
		return
	}
	var holds []Choice
	for _, h := range t.Holds {
		holds = append(holds, Choice{Key: fmt.Sprint(h.ID), Text: words.Amount(h.Amount, t.Currency()) + "  " + h.Reason})
	}
	f := newSideForm(t.h, t, "trust.release", words.L("Release a hold"), words.L("Release"), choiceIn("hold", words.Sense("Hold", "noun"), holds[0].Key, holds...),
		textIn("reason", words.L("On whose authority"), "").hint(words.L("Agreement, order, letter of the claimant")), dateIn("date", words.L("Released on"), t.today()))
	f.Focus = "reason"
	f.send = func(f *SideForm) {
		var id int64
		if _, err := fmt.Sscan(f.Text("hold"), &id); err != nil {
			return
		}
		req := app.ReleaseHold{Request: app.Request{Key: f.Key}, Hold: id, Reason: f.Text("reason"), On: f.Date("date")}
		sendAct(f, func(ctx context.Context) (trust.Hold, error) { return t.h.Desk().ReleaseHold(ctx, req) }, func(h trust.Hold) {
			t.closeSide()
			t.h.Say("%s", words.L("%s released.", words.Money(h.Amount, t.Currency())))
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
		t.h.Say("%s", words.L("Select one entry of the card first."))
		return
	}
	t.reverse(trust.Txn{ID: e.TxnID, Kind: e.Kind, PostedOn: e.PostedOn, Party: e.Party, Bank: e.Amount, Reference: e.Reference, ClearedOn: e.ClearedOn}, "")
}

// startReverse takes any entry back, found by its number; note says why.
func (t *Trust) startReverse(id int64, note string) {
	Go(t.h.Runner(), func(ctx context.Context) (trust.Txn, error) {
		return app.Read(ctx, t.h.Desk(), func(q app.Query) (trust.Txn, error) { return q.TrustTxn(id) })
	}, func(x trust.Txn, err error) {
		if err != nil {
			t.h.Fail(err)
			return
		}
		t.reverse(x, note)
	})
}

func (t *Trust) reverse(e trust.Txn, note string) {
	void := e.Kind == trust.Check && e.ClearedOn.IsZero()
	amount := words.Money(e.Bank.Abs(), t.Currency())
	title, submit := words.L("Reverse entry %d of %s", e.ID, words.Date(e.PostedOn)), words.L("Reverse it")
	if void {
		title, submit = words.L("Void check %s", e.Reference), words.L("Void the check")
	}
	f := newSideForm(t.h, t, "trust.reverse", title, submit, &Input{Path: "what", Kind: NoteInput, Figures: []Figure{
		{Key: "amount", Label: kindWord(e.Kind), Value: amount}, {Key: "party", Label: words.L("Party"), Value: e.Party}}},
		textIn("reason", words.L("Reason"), "").hint(words.L("Printed with both entries")), dateIn("date", words.L("Dated"), max(t.today(), e.PostedOn)))
	f.Danger = true
	if f.Note = note; note == "" {
		f.Note = words.L("The entry stays; its mirror is posted on this date and linked to it.")
	}
	if e.Kind == trust.Transfer {
		f.Note += " " + words.L("The payment it made on the invoice is taken back with it.")
	}
	f.send = func(f *SideForm) {
		req := app.ReverseTrust{Request: app.Request{Key: f.Key}, Entry: e.ID, Date: f.Date("date"), Reason: f.Text("reason")}
		if req.Reason == "" {
			f.In("reason").Fault = words.L("Say why; the reason is printed with it.")
			f.Focus = "reason"
			return
		}
		t.h.Ask(Question{Title: title + "?", Text: words.L("%s, %s. The mirror cannot be taken back; the right entry is posted anew.", amount, e.Party), Yes: submit, Danger: true}, func(yes bool) {
			if !yes {
				return
			}
			sendAct(f, func(ctx context.Context) (app.TrustPosted, error) {
				if void {
					return t.h.Desk().VoidTrust(ctx, req)
				}
				return t.h.Desk().ReverseTrust(ctx, req)
			}, func(p app.TrustPosted) { t.posted(p, words.L("%s posted", kindWord(p.Txn.Kind))) })
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
		t.h.Say("%s", words.L("Select entries the bank has not cleared yet."))
		return
	}
	title := words.N(len(open), "Mark %d entry as cleared", "Mark %d entries as cleared", len(open))
	f := newSideForm(t.h, t, "trust.clear", title, words.L("Mark as cleared"), dateIn("date", words.L("On the bank's statement"), t.today()))
	f.Note = words.L("A receipt that cleared counts as collected from that day.")
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
			t.h.Say("%s", words.N(n, "%[1]d entry marked as cleared on %[2]s.", "%[1]d entries marked as cleared on %[2]s.", n, words.Date(on)))
		})
	}
	t.show(f)
}

// StartAccount adds a trust account.
func (t *Trust) StartAccount() {
	presets := []Choice{{Key: "", Text: words.L("As the firm")}}
	for _, p := range t.h.Desk().Profiles() {
		presets = append(presets, Choice{Key: p.Code, Text: p.Name})
	}
	f := newSideForm(t.h, t, "trust.account", words.L("Add a trust account"), words.L("Add the account"), textIn("code", words.L("Short name"), "IOLTA").hint(words.L("Used in lists and imports")),
		textIn("title", words.L("Legal title"), "").hint(words.L("As the bank has it, with Trust, Escrow or IOLTA in it")),
		choiceIn("kind", words.L("Kind"), "pooled", Choice{Key: "pooled", Text: words.L("Pooled, for many clients")}, Choice{Key: "separate", Text: words.L("Separate, for one client")}),
		textIn("bank", words.L("Bank"), ""), textIn("number_last4", words.L("Last four digits"), "").hint(words.L("The whole number is never kept")),
		choiceIn("preset", words.L("Rules of"), "", presets...), moneyIn("cushion_ceiling", words.L("Ceiling of the firm's cushion"), "").hint(words.L("Blank: as the rules say, else 200.00")))
	f.Focus = "title"
	f.edited = func(f *SideForm, path string) {
		if path == "title" {
			in := f.In("title")
			if in.Hint = words.Of(trust.TitleWarning(in.Text)); in.Hint == "" || in.Text == "" {
				in.Hint = words.L("As the bank has it, with Trust, Escrow or IOLTA in it")
			}
		}
	}
	f.send = func(f *SideForm) {
		req := app.AddTrustAccount{Request: app.Request{Key: f.Key}, Code: f.Text("code"), Title: f.Text("title"), Kind: f.Text("kind"), Bank: f.Text("bank"),
			Last4: f.Text("number_last4"), Preset: f.Text("preset"), CushionCeiling: f.Text("cushion_ceiling")}
		sendAct(f, func(ctx context.Context) (trust.Account, error) { return t.h.Desk().AddTrustAccount(ctx, req) }, func(a trust.Account) {
			t.closeSide()
			t.Account = a.Code
			t.h.Say("%s", words.L("Trust account %s added.", a.Code))
			t.reload()
		})
	}
	t.show(f)
}
