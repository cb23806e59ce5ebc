package present

import "matterbook/ui/words"

// Commands implements Doer.
func (t *Trust) Commands() []Command {
	no := ""
	if t.Account == "" {
		no = words.L("Add a trust account first.")
	}
	ledger, entry, held := no, no, no
	if r, ok := t.row(); no == "" && (!ok || r.MatterID == 0) {
		ledger = words.L("Choose the ledger of a matter first.")
	}
	if _, ok := t.Entry(); no == "" && !ok {
		entry = words.L("Select one entry of the card first.")
	}
	if no == "" && len(t.Holds) == 0 {
		held = words.L("Nothing is held on this ledger.")
	}
	list := []Command{
		{ID: "trust.receipt", Title: words.Mark("Receive money"), Off: no}, {ID: "trust.payment", Title: words.Mark("Pay out"), Off: no}, {ID: "trust.apply", Title: words.Mark("Pay an invoice from trust"), Off: ledger},
		{ID: "trust.hold", Title: words.Mark("Hold money"), Off: ledger}, {ID: "trust.release", Title: words.Mark("Release a hold"), Off: held},
		{ID: "trust.clear", Title: words.Mark("Mark as cleared"), Off: no}, {ID: "trust.reverse", Title: words.Mark("Void or reverse"), Off: entry},
		{ID: "trust.charge", Title: words.Mark("Bank charge"), Off: no}, {ID: "trust.cushion", Title: words.Mark("Firm's cushion"), Off: no},
		{ID: "trust.reconcile", Title: words.Mark("Reconcile"), Off: no}, {ID: "trust.below", Title: words.Mark("Ask for trust deposits"), Off: no}, {ID: "trust.account", Title: words.Mark("Add a trust account")},
	}
	if p := t.Proof; p != nil {
		list = append(list, p.commands()...)
	}
	if v := t.Floor; v != nil {
		list = append(list, v.commands()...)
	}
	return list
}

func (p *Proof) commands() []Command {
	busy := ""
	if p.Working {
		busy = words.L("Something is still on its way.")
	}
	proposals, tie := busy, busy
	if busy == "" && p.Proposed() == 0 {
		proposals = words.L("Nothing is proposed.")
	}
	if _, ready := p.Chosen(); busy == "" && !ready {
		tie = words.L("Tick a line of the bank and the entries it is, until both sides agree.")
	}
	slips := busy
	if busy == "" && (p.Result == nil || len(p.Result.BankErrors) == 0) {
		slips = words.L("No slip of the bank is noted.")
	}
	untie := busy
	if busy == "" && len(p.tied()) == 0 {
		untie = words.L("Show what is matched, and tick what is to be taken back.")
	}
	signed, review, reopen := words.L("Choose a reconciliation that was signed."), "", ""
	if r, ok := p.Signed(); ok {
		signed = ""
		if !r.ReviewByMe {
			review = words.L("It was reviewed, or you signed it yourself: somebody else reviews it.")
		}
		if !r.Newest {
			reopen = words.L("Only the newest one can be reopened.")
		} else if r.ReopenBy != 0 && !r.AgreeByMe {
			reopen = words.L("You asked for it yourself: somebody else must agree.")
		}
	} else {
		review, reopen = signed, signed
	}
	return []Command{
		{ID: "trust.import", Title: words.Mark("Import a bank statement"), Off: busy}, {ID: "trust.match", Title: words.Mark("Match what is sure"), Off: busy},
		{ID: "trust.accept", Title: words.Mark("Take all proposals"), Off: proposals}, {ID: "trust.tie", Title: words.Mark("Match what is ticked"), Off: tie},
		{ID: "trust.untie", Title: words.Mark("Take matches back"), Off: untie}, {ID: "trust.mend", Title: words.Mark("Mend"), Off: busy},
		{ID: "trust.slip", Title: words.Mark("Note a slip of the bank"), Off: busy}, {ID: "trust.slips_done", Title: words.Mark("The bank has corrected its slips"), Off: slips},
		{ID: "trust.sign", Title: words.Mark("Sign and close"), Off: p.CanSign()}, {ID: "trust.paper", Title: words.Mark("Open the report"), Off: signed},
		{ID: "trust.review", Title: words.Mark("Review and sign"), Off: review}, {ID: "trust.reopen", Title: words.Mark("Reopen"), Off: reopen},
	}
}

func (v *FloorView) commands() []Command {
	none := ""
	if len(v.Ticked()) == 0 {
		none = words.L("Tick the matters whose clients are to be asked.")
	}
	one := ""
	if r, ok := v.Picked(); !ok {
		one = words.L("Choose one request.")
	} else if r.Status != "open" {
		one = words.L("The request is ended.")
	}
	letter := ""
	if _, ok := v.Picked(); !ok {
		letter = words.L("Choose one request.")
	}
	return []Command{{ID: "trust.letters", Title: words.Mark("Print letters"), Off: none}, {ID: "trust.mails", Title: words.Mark("Draft mails"), Off: none},
		{ID: "trust.letter", Title: words.Mark("Open the letter"), Off: letter}, {ID: "trust.request_end", Title: words.Mark("End the request"), Off: one}}
}

// Do implements Doer.
func (t *Trust) Do(id string) bool {
	if id == "new" {
		if id = "trust.receipt"; t.Account == "" {
			id = "trust.account"
		}
	}
	for _, c := range t.Commands() {
		if c.ID == id && c.Off != "" {
			t.h.Say("%s", c.Off)
			return true
		}
	}
	acts := map[string]func(){
		"trust.receipt": t.StartReceipt, "trust.payment": t.StartPayment, "trust.apply": t.StartApply, "trust.hold": t.StartHold, "trust.release": t.StartRelease,
		"trust.clear": t.StartClear, "trust.reverse": t.StartReverse, "trust.charge": t.StartCharge, "trust.cushion": t.StartCushion,
		"trust.reconcile": t.StartProof, "trust.account": t.StartAccount, "trust.below": t.StartFloor,
	}
	if p := t.Proof; p != nil {
		for id, do := range map[string]func(){"trust.import": p.Import, "trust.match": p.Match, "trust.accept": p.AcceptAll, "trust.tie": p.Tie, "trust.untie": p.Untie,
			"trust.mend": p.Mend, "trust.slip": p.StartSlip, "trust.slips_done": p.DropSlips, "trust.sign": p.Sign, "trust.paper": p.OpenPaper, "trust.review": p.Review, "trust.reopen": p.Reopen} {
			acts[id] = do
		}
	}
	if v := t.Floor; v != nil {
		for id, do := range map[string]func(){"trust.letters": v.Letters, "trust.mails": v.Mails, "trust.request_end": v.StartEnd,
			"trust.letter": func() {
				if r, ok := v.Picked(); ok {
					v.OpenLetter(r.Number)
				}
			}} {
			acts[id] = do
		}
	}
	do, ok := acts[id]
	if ok {
		do()
	}
	return ok
}
