package present

import (
	"strings"

	"matterbook/ui/words"
)

// The words of the log. What has none here is said as the log has it, with
// spaces: an act or a column that is younger than this table.

// auditActs say what was done.
var auditActs = map[string]string{
	"ar.note":               words.Mark("Note on receivables"),
	"ar.promise":            words.Mark("Promise of payment"),
	"ar.follow":             words.Mark("Next action on receivables"),
	"bank.match":            words.Mark("Bank statement matched"),
	"bank.tie":              words.Mark("Bank lines tied to trust entries"),
	"bank.untie":            words.Mark("Tie of bank lines taken back"),
	"deposit.add":           words.Mark("Deposit begun"),
	"deposit.set":           words.Mark("Deposit changed"),
	"deposit.close":         words.Mark("Deposit closed"),
	"deposit.delete":        words.Mark("Deposit given up"),
	"reminder.set":          words.Mark("Words of reminders changed"),
	"reminder.mark":         words.Mark("Reminders made"),
	"time.paste":            words.Mark("Time pasted"),
	"trust.close":           words.Mark("Trust account reconciled"),
	"trust.reopen":          words.Mark("Reconciliation opened again"),
	"trust.review":          words.Mark("Reconciliation reviewed"),
	"trust.request":         words.Mark("Trust money asked for"),
	"trust.request_end":     words.Mark("Request for trust money ended"),
	"time.add":              words.Mark("Time recorded"),
	"time.set":              words.Mark("Time changed"),
	"time.delete":           words.Mark("Time deleted"),
	"time.release":          words.Mark("Time released"),
	"time.unrelease":        words.Mark("Release of time taken back"),
	"time.transfer":         words.Mark("Time moved to another matter"),
	"time.rerate":           words.Mark("Rates of time looked up anew"),
	"time.write_off":        words.Mark("Time written off"),
	"time.split":            words.Mark("Time split"),
	"time.combine":          words.Mark("Time combined"),
	"time.hold":             words.Mark("Time put on hold"),
	"time.unhold":           words.Mark("Hold on time taken back"),
	"time.undo":             words.Mark("Change of time taken back"),
	"time.restore":          words.Mark("Write-off of time taken back"),
	"timer.start":           words.Mark("Timer started"),
	"timer.stop":            words.Mark("Timer stopped"),
	"timer.set":             words.Mark("Timer changed"),
	"timer.save":            words.Mark("Timer saved as time"),
	"timer.discard":         words.Mark("Timer discarded"),
	"expense.add":           words.Mark("Cost recorded"),
	"expense.set":           words.Mark("Cost changed"),
	"expense.delete":        words.Mark("Cost deleted"),
	"expense.release":       words.Mark("Costs released"),
	"expense.unrelease":     words.Mark("Release of costs taken back"),
	"expense.transfer":      words.Mark("Costs moved to another matter"),
	"expense.write_off":     words.Mark("Costs written off"),
	"prebill.run":           words.Mark("Pre-bills run"),
	"prebill.edit":          words.Mark("Pre-bill line changed"),
	"prebill.markup":        words.Mark("Pre-bill marked up"),
	"prebill.set":           words.Mark("Pre-bill changed"),
	"prebill.approve":       words.Mark("Pre-bill approved"),
	"prebill.unapprove":     words.Mark("Approval of a pre-bill taken back"),
	"prebill.discard":       words.Mark("Pre-bill discarded"),
	"prebill.comment":       words.Mark("Comment on a pre-bill"),
	"prebill.late":          words.Mark("Late work added to a pre-bill"),
	"prebill.hold":          words.Mark("Pre-bill put on hold"),
	"prebill.settle":        words.Mark("Comment on a pre-bill settled"),
	"prebill.replace":       words.Mark("Pre-bill line replaced"),
	"invoice.finalize":      words.Mark("Invoice issued"),
	"invoice.send":          words.Mark("Invoice sent"),
	"invoice.void":          words.Mark("Invoice voided"),
	"invoice.credit":        words.Mark("Credit given"),
	"invoice.paper":         words.Mark("Paper of an invoice kept"),
	"payment.add":           words.Mark("Payment posted"),
	"payment.allocate":      words.Mark("Payment laid on invoices"),
	"payment.reverse":       words.Mark("Payment taken back"),
	"trust.receipt":         words.Mark("Trust money received"),
	"trust.check":           words.Mark("Trust check written"),
	"trust.eft":             words.Mark("Trust money sent"),
	"trust.charge":          words.Mark("Bank charge on trust"),
	"trust.interest":        words.Mark("Interest on trust"),
	"trust.cushion":         words.Mark("Cushion in trust changed"),
	"trust.transfer":        words.Mark("Trust money moved to the firm"),
	"trust.apply":           words.Mark("Trust money applied to an invoice"),
	"trust.void":            words.Mark("Trust entry voided"),
	"trust.reverse":         words.Mark("Trust entry reversed"),
	"trust.hold":            words.Mark("Trust money held"),
	"trust.release":         words.Mark("Hold on trust money released"),
	"trust.clear":           words.Mark("Trust entry cleared by the bank"),
	"trust_account.add":     words.Mark("Trust account added"),
	"trust_account.set":     words.Mark("Trust account changed"),
	"trust_account.close":   words.Mark("Trust account reconciled and closed"),
	"client.add":            words.Mark("Client added"),
	"client.set":            words.Mark("Client changed"),
	"matter.add":            words.Mark("Matter added"),
	"matter.set":            words.Mark("Matter changed"),
	"matter.close":          words.Mark("Matter closed"),
	"matter.open":           words.Mark("Matter opened again"),
	"note.add":              words.Mark("Note added"),
	"note.set":              words.Mark("Note changed"),
	"note.delete":           words.Mark("Note deleted"),
	"party.add":             words.Mark("Party added"),
	"party.set":             words.Mark("Party changed"),
	"conflict.check":        words.Mark("Conflicts searched"),
	"rate.add":              words.Mark("Rate added"),
	"rate.set":              words.Mark("Rate changed"),
	"rate.delete":           words.Mark("Rate deleted"),
	"timekeeper.add":        words.Mark("Timekeeper added"),
	"timekeeper.set":        words.Mark("Timekeeper changed"),
	"user.add":              words.Mark("User added"),
	"user.set":              words.Mark("User changed"),
	"code.add":              words.Mark("Code added"),
	"code.set":              words.Mark("Code changed"),
	"abbreviation.set":      words.Mark("Abbreviation changed"),
	"firm.init":             words.Mark("Book begun"),
	"firm.set":              words.Mark("Firm changed"),
	"firm.close":            words.Mark("Books closed or opened"),
	"firm.number":           words.Mark("Numbering changed"),
	"office.add":            words.Mark("Office added"),
	"office.set":            words.Mark("Office changed"),
	"work_week.set":         words.Mark("Work week changed"),
	"delivery.set":          words.Mark("Delivery of a client's bills changed"),
	"import.time":           words.Mark("Time imported"),
	"import.expenses":       words.Mark("Costs imported"),
	"import.clients":        words.Mark("Clients imported"),
	"import.matters":        words.Mark("Matters imported"),
	"import.timekeepers":    words.Mark("Timekeepers imported"),
	"import.rates":          words.Mark("Rates imported"),
	"import.payments":       words.Mark("Payments imported"),
	"import.trust":          words.Mark("Trust entries imported"),
	"import.trust-accounts": words.Mark("Trust accounts imported"),
	"import.bank":           words.Mark("Bank statement imported"),
}

// auditTables name a row of a table.
var auditTables = map[string]string{
	"payment_payor":              words.Mark("Payor of a payment"),
	"deposit":                    words.Mark("Deposit"),
	"deposit_item":               words.Mark("Payment in a deposit"),
	"ar_note":                    words.Mark("Note on receivables"),
	"ar_promise":                 words.Mark("Promise of payment"),
	"ar_follow":                  words.Mark("Next action"),
	"reminder_text":              words.Mark("Words of a reminder"),
	"bank_file":                  words.Mark("Bank file"),
	"bank_line":                  words.Mark("Line of the bank"),
	"bank_match":                 words.Mark("Match"),
	"bank_match_part":            words.Mark("Part of a match"),
	"bank_mapping":               words.Mark("Columns of a bank file"),
	"trust_reconciliation":       words.Mark("Reconciliation"),
	"trust_reconciliation_paper": words.Mark("Paper of a reconciliation"),
	"trust_request":              words.Mark("Request for trust money"),
	"trust_request_paper":        words.Mark("Paper of a request"),
	"firm":                       words.Mark("Firm"),
	"office":                     words.Mark("Office"),
	"timekeeper":                 words.Mark("Timekeeper"),
	"work_week":                  words.Mark("Work week"),
	"user":                       words.Mark("User"),
	"client":                     words.Mark("Client"),
	"matter":                     words.Mark("Matter"),
	"matter_note":                words.Mark("Note"),
	"matter_party":               words.Mark("Party"),
	"rate":                       words.Mark("Rate"),
	"code":                       words.Mark("Code"),
	"prebill":                    words.Mark("Pre-bill"),
	"time_entry":                 words.Mark("Time entry"),
	"expense":                    words.Mark("Cost"),
	"timer":                      words.Mark("Timer"),
	"abbreviation":               words.Mark("Abbreviation"),
	"prebill_line":               words.Mark("Pre-bill line"),
	"delivery":                   words.Mark("Delivery"),
	"prebill_comment":            words.Mark("Comment"),
	"invoice":                    words.Mark("Invoice"),
	"invoice_line":               words.Mark("Invoice line"),
	"invoice_timekeeper":         words.Mark("Timekeeper on the invoice"),
	"payment":                    words.Mark("Payment"),
	"allocation":                 words.Mark("Amount laid on an invoice"),
	"credit":                     words.Mark("Credit"),
	"share":                      words.Mark("Share by part"),
	"paper":                      words.Mark("Paper"),
	"trust_account":              words.Mark("Trust account"),
	"trust_ledger":               words.Mark("Trust ledger"),
	"trust_txn":                  words.Mark("Trust entry"),
	"trust_split":                words.Mark("Part of a trust entry"),
	"trust_cleared":              words.Mark("Clearing"),
	"trust_hold":                 words.Mark("Hold"),
	"counter":                    words.Mark("Counter of numbers"),
}

// auditColumns name a field.
var auditColumns = map[string]string{
	"payor":                 words.Mark("Payor"),
	"deposit_id":            words.Mark("Deposit"),
	"deposited_on":          words.Mark("Date"),
	"account":               words.Mark("Account"),
	"expected_minor":        words.Mark("Expected"),
	"body":                  words.Mark("Text"),
	"made_on":               words.Mark("Made on"),
	"promised_on":           words.Mark("Promised for"),
	"withdrawn_on":          words.Mark("Withdrawn"),
	"next_on":               words.Mark("Next on"),
	"next_action":           words.Mark("Next action"),
	"next_user_id":          words.Mark("Who"),
	"disputed":              words.Mark("Disputed"),
	"dispute":               words.Mark("Dispute"),
	"subject":               words.Mark("Subject"),
	"from_days":             words.Mark("From days late"),
	"line_count":            words.Mark("Lines"),
	"closing_minor":         words.Mark("Closing balance"),
	"on_date":               words.Mark("Date"),
	"balance_minor":         words.Mark("Balance"),
	"score":                 words.Mark("Certainty"),
	"how":                   words.Mark("How"),
	"file_id":               words.Mark("Bank file"),
	"line_id":               words.Mark("Line of the bank"),
	"match_id":              words.Mark("Match"),
	"as_of":                 words.Mark("As of"),
	"statement_minor":       words.Mark("Statement"),
	"adjusted_minor":        words.Mark("Adjusted balance"),
	"explanation":           words.Mark("Explanation"),
	"prepared_by":           words.Mark("Prepared by"),
	"reviewed_by":           words.Mark("Reviewed by"),
	"available_minor":       words.Mark("Available"),
	"floor_minor":           words.Mark("Floor"),
	"target_minor":          words.Mark("Target"),
	"ended_on":              words.Mark("Ended"),
	"end_reason":            words.Mark("Why it ended"),
	"through":               words.Mark("Through"),
	"line_no":               words.Mark("Line"),
	"line_date":             words.Mark("Date"),
	"code":                  words.Mark("Code"),
	"name":                  words.Mark("Name"),
	"client_id":             words.Mark("Client"),
	"matter_id":             words.Mark("Matter"),
	"timekeeper_id":         words.Mark("Timekeeper"),
	"user_id":               words.Mark("User"),
	"invoice_id":            words.Mark("Invoice"),
	"prebill_id":            words.Mark("Pre-bill"),
	"account_id":            words.Mark("Trust account"),
	"ledger_id":             words.Mark("Trust ledger"),
	"payment_id":            words.Mark("Payment"),
	"txn_id":                words.Mark("Trust entry"),
	"entry_id":              words.Mark("Time entry"),
	"expense_id":            words.Mark("Cost"),
	"worked_on":             words.Mark("Date"),
	"incurred_on":           words.Mark("Date"),
	"worked_seconds":        words.Mark("Seconds measured"),
	"worked_e4":             words.Mark("Hours worked"),
	"hours_e4":              words.Mark("Hours billed"),
	"narrative":             words.Mark("Narrative"),
	"note":                  words.Mark("Note"),
	"task":                  words.Mark("Task"),
	"activity":              words.Mark("Activity"),
	"billable":              words.Mark("Billable"),
	"standard_rate_e4":      words.Mark("Standard rate"),
	"rate_e4":               words.Mark("Rate"),
	"amount_minor":          words.Mark("Amount"),
	"status":                words.Mark("Status"),
	"hold_reason":           words.Mark("Why it is held"),
	"hold_until":            words.Mark("Held until"),
	"why_off":               words.Mark("Why it was written off"),
	"ext_id":                words.Mark("Number in the import"),
	"kind":                  words.Mark("Kind"),
	"units_e4":              words.Mark("Units"),
	"unit_price_e4":         words.Mark("Price of a unit"),
	"description":           words.Mark("Description"),
	"vendor":                words.Mark("Vendor"),
	"address1":              words.Mark("Address"),
	"address2":              words.Mark("Address, second line"),
	"city":                  words.Mark("City"),
	"region":                words.Mark("State"),
	"postcode":              words.Mark("Post code"),
	"country":               words.Mark("Country"),
	"phone":                 words.Mark("Phone"),
	"email":                 words.Mark("E-mail"),
	"website":               words.Mark("Website"),
	"currency":              words.Mark("Currency"),
	"terms_days":            words.Mark("Days to pay"),
	"archived":              words.Mark("Archived"),
	"opened_on":             words.Mark("Opened"),
	"closed_on":             words.Mark("Closed"),
	"practice_area":         words.Mark("Practice area"),
	"responsible_id":        words.Mark("Responsible"),
	"originating_id":        words.Mark("Originating"),
	"billing_id":            words.Mark("Billing attorney"),
	"fee_arrangement":       words.Mark("Fee arrangement"),
	"fee_minor":             words.Mark("Fee"),
	"client_matter_id":      words.Mark("Client's own number"),
	"claim_no":              words.Mark("Claim number"),
	"po_number":             words.Mark("Purchase order"),
	"code_set":              words.Mark("Set of codes"),
	"codes_required":        words.Mark("Codes are asked"),
	"trust_floor_minor":     words.Mark("Trust floor"),
	"trust_target_minor":    words.Mark("Trust target"),
	"trust_wait_days":       words.Mark("Days before trust is drawn"),
	"minimum_e4":            words.Mark("Least time"),
	"increment_e4":          words.Mark("Time is rounded up to"),
	"instructions":          words.Mark("Instructions"),
	"budget_minor":          words.Mark("Budget"),
	"last_name":             words.Mark("Last name"),
	"first_name":            words.Mark("First name"),
	"class":                 words.Mark("Class"),
	"hr_id":                 words.Mark("Number in payroll"),
	"start_date":            words.Mark("From"),
	"end_date":              words.Mark("Until"),
	"role":                  words.Mark("Role"),
	"active":                words.Mark("Active"),
	"scope":                 words.Mark("Holds for"),
	"from_date":             words.Mark("From"),
	"to_date":               words.Mark("Until"),
	"through_on":            words.Mark("Through"),
	"created_on":            words.Mark("Run on"),
	"holder":                words.Mark("With"),
	"discount_minor":        words.Mark("Discount"),
	"discount_text":         words.Mark("Words of the discount"),
	"message":               words.Mark("Message"),
	"approved_by":           words.Mark("Approved by"),
	"approved_ms":           words.Mark("Approved"),
	"number":                words.Mark("Number"),
	"issued_on":             words.Mark("Dated"),
	"due_on":                words.Mark("Due"),
	"period_from":           words.Mark("Work from"),
	"period_to":             words.Mark("Work through"),
	"fees_minor":            words.Mark("Fees"),
	"hard_minor":            words.Mark("Hard costs"),
	"soft_minor":            words.Mark("Soft costs"),
	"tax_minor":             words.Mark("Tax"),
	"interest_minor":        words.Mark("Interest"),
	"total_minor":           words.Mark("Total"),
	"no_charge_e4":          words.Mark("Hours at no charge"),
	"worked_minor":          words.Mark("Worked value"),
	"sent_on":               words.Mark("Sent"),
	"sent_how":              words.Mark("Sent by"),
	"voided_on":             words.Mark("Voided"),
	"void_reason":           words.Mark("Why it was voided"),
	"mixed":                 words.Mark("Several rates"),
	"paid_on":               words.Mark("Date"),
	"method":                words.Mark("Method"),
	"reference":             words.Mark("Reference"),
	"trust_txn_id":          words.Mark("Trust entry"),
	"reverses_id":           words.Mark("Takes back"),
	"reason":                words.Mark("Reason"),
	"applied_on":            words.Mark("Laid on"),
	"credited_on":           words.Mark("Date"),
	"part":                  words.Mark("Part"),
	"title":                 words.Mark("Title"),
	"bank":                  words.Mark("Bank"),
	"posted_on":             words.Mark("Posted"),
	"available_on":          words.Mark("Counts as collected"),
	"cleared_on":            words.Mark("Cleared"),
	"party":                 words.Mark("Payor or payee"),
	"purpose":               words.Mark("Purpose"),
	"instrument":            words.Mark("Instrument"),
	"authorised_by":         words.Mark("Authorised by"),
	"claimant":              words.Mark("Claimant"),
	"held_on":               words.Mark("Held from"),
	"released_on":           words.Mark("Released"),
	"bank_minor":            words.Mark("At the bank"),
	"series":                words.Mark("Series"),
	"last":                  words.Mark("Last number"),
	"before":                words.Mark("Text before the number"),
	"text":                  words.Mark("Text"),
	"noted_on":              words.Mark("Date"),
	"done_on":               words.Mark("Done"),
	"organisation":          words.Mark("Organisation"),
	"remark":                words.Mark("Remark"),
	"line":                  words.Mark("Line"),
	"no":                    words.Mark("Line"),
	"action":                words.Mark("What was done with it"),
	"format":                words.Mark("Format"),
	"sha256":                words.Mark("Fingerprint"),
	"short":                 words.Mark("Abbreviation"),
	"parent":                words.Mark("Above it"),
	"ended":                 words.Mark("Ended"),
	"closed":                words.Mark("Closed"),
	"cushion_ceiling_minor": words.Mark("Ceiling of the cushion"),
	"closed_through":        words.Mark("Closed through"),
	"preset":                words.Mark("Rules"),
}

// valueWords say the words of the book in a field.
var valueWords = map[string]string{
	"status=draft":       words.Mark("draft"),
	"status=released":    words.Mark("released"),
	"status=on_prebill":  words.Mark("on a pre-bill"),
	"status=billed":      words.Mark("billed"),
	"status=written_off": words.Mark("written off"),
	"status=no_charge":   words.Mark("no charge"),
	"billable=Y":         words.Mark("yes"),
	"billable=N":         words.Mark("no"),
	"billable=NC":        words.Mark("at no charge"),
	"status=open":        words.Mark("open"),
	"status=closed":      words.Mark("closed"),
	"status=final":       words.Mark("final"),
	"status=sent":        words.Mark("sent"),
	"status=void":        words.Mark("void"),
	"kind=hard":          words.Mark("hard cost"),
	"kind=soft":          words.Mark("soft cost"),
}

// yesNo are fields that are 0 or 1.
var yesNo = map[string]bool{"disputed": true, "withdrawn": true, "archived": true, "active": true, "codes_required": true, "mixed": true, "ended": true, "closed": true, "interest_bearing": true}

func actWords(act string) string {
	if w, ok := auditActs[act]; ok {
		return words.Of(w)
	}
	return strings.NewReplacer(".", ": ", "_", " ").Replace(act)
}

func tableWords(table string) string {
	if w, ok := auditTables[table]; ok {
		return words.Of(w)
	}
	return upper(strings.ReplaceAll(table, "_", " "))
}

// columnWords names a field; the unit at the end of a column's name is no part of
// its name.
func columnWords(column string) string {
	if w, ok := auditColumns[column]; ok {
		return words.Of(w)
	}
	for _, unit := range []string{"_minor", "_e4", "_e6", "_ms", "_id", "_on"} {
		column = strings.TrimSuffix(column, unit)
	}
	return upper(strings.ReplaceAll(column, "_", " "))
}

// auditNouns are the words that name a thing in the log, where they are not those
// of its table.
var auditNouns = map[string]string{
	"pre-bill": words.Mark("Pre-bill"), "trust entry": words.Mark("Trust entry"), "trust account": words.Mark("Trust account"), "trust ledger": words.Mark("Trust ledger"),
	"time entry": words.Mark("Time entry"), "time": words.Mark("Time entry"), "hold": words.Mark("Hold"), "books": words.Mark("Books"),
}

// cutObject parts the noun of an object from its key: "trust account", "IOLTA".
func cutObject(object string) (noun, key string) {
	one, rest, _ := strings.Cut(object, " ")
	if two, last, ok := strings.Cut(rest, " "); ok && auditNouns[one+" "+two] != "" {
		return one + " " + two, last
	}
	return one, rest
}

// objectWords is what an act was done to: the noun in the reader's language, its
// key as it is.
func objectWords(object string) string {
	noun, key := cutObject(object)
	word := auditNouns[noun]
	if word == "" {
		word = auditTables[noun]
	}
	switch {
	case key == "":
		return object // a file's name, or a word
	case word == "":
		return upper(object)
	}
	return words.Of(word) + " " + key
}

// objectLead is the noun that a screen opens, and its key.
func objectLead(object string) (noun, key string) {
	switch noun, key = cutObject(object); noun {
	case "pre-bill":
		return "prebill", key
	case "time entry":
		return "time", key
	case "trust entry", "trust account", "trust ledger":
		return "trust", key
	}
	return noun, key
}
