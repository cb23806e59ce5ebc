package sqlite

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"matterbook/app/fault"
)

// Codes of SQLite; the low byte is the sort, the rest says more.
const (
	codeError      = 1
	codeBusy       = 5
	codeLocked     = 6
	codeReadOnly   = 8
	codeInterrupt  = 9
	codeIO         = 10
	codeCorrupt    = 11
	codeFull       = 13
	codeCantOpen   = 14
	codeConstraint = 19
	codeNotADB     = 26

	codeCheck        = 275  // CHECK failed
	codeForeignKey   = 787  // the row pointed at does not exist, or is pointed at
	codeNotNull      = 1299 // a column that must not be NULL
	codePrimaryKey   = 1555
	codeTrigger      = 1811 // RAISE in a trigger
	codeUnique       = 2067
	codeDataType     = 3091 // wrong type in a STRICT table
	codeIOWrite      = 778
	codeMoved        = 1032 // the file was moved under the program
	codeNeedsRecover = 776  // a reader found a journal that must be rolled back
)

// extended is the driver's code inside an error, 0 for none.
func extended(err error) int {
	var e interface{ Code() int }
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}

func primary(err error) int { return extended(err) & 0xff }

// translate turns an error of the driver into one a person can act on. Errors
// that are of package fault already pass through; nil stays nil.
func translate(err error, doing string) error {
	var known *fault.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return fault.New(fault.Conflict, "cancelled", "This was stopped before it was done; nothing was changed.").Because(err)
	}
	code := extended(err)
	if code == codeTrigger {
		return refused(err)
	}
	if code == codeError && missesTable(err) {
		code = codeCorrupt // every statement is tried in a test: the table was there
	}
	if make, ok := meanings[code]; ok {
		return make(doing).Because(err)
	}
	if make, ok := meanings[code&0xff]; ok {
		return make(doing).Because(err)
	}
	return fault.Wrap(err, "%s", doing)
}

var meanings = map[int]func(doing string) *fault.Error{
	codeBusy: func(doing string) *fault.Error {
		return fault.New(fault.Conflict, "book.busy", "Another program holds the book, so %s had to give up after waiting.", doing).
			Advise("Wait until the other window or command is done, or close it, then try again. Nothing was changed.")
	},
	codeLocked: func(doing string) *fault.Error {
		return fault.New(fault.Conflict, "book.busy", "Another read of this program holds the book, so %s had to give up.", doing).
			Advise("Try again. Nothing was changed.")
	},
	codeInterrupt: func(string) *fault.Error {
		return fault.New(fault.Conflict, "cancelled", "This was stopped before it was done; nothing was changed.")
	},
	codeReadOnly: func(string) *fault.Error {
		return fault.Refuse("book.read_only", "The book's file or folder does not allow writing.").
			Advise("Open it for reading only, or copy it to a folder you may write to.")
	},
	codeNeedsRecover: func(string) *fault.Error {
		return fault.Refuse("book.needs_recovery", "The book was left in the middle of a change by a program that stopped, and must be put right before it can be read.").
			Advise("Copy the book together with the file of the same name ending in -journal to a folder you may write to, and open it there.")
	},
	codeMoved: func(string) *fault.Error { return movedFault("") },
	codeFull:  diskFull,
	codeIOWrite: func(doing string) *fault.Error {
		return diskFull(doing)
	},
	codeIO: func(doing string) *fault.Error {
		return fault.New(fault.Internal, "disk.failed", "The disk reported an error while %s.", doing).
			Advise("Nothing was changed. Look whether the disk is connected and healthy, then make a backup.")
	},
	codeCantOpen: func(string) *fault.Error {
		return fault.Refuse("book.cannot_open", "The book's file cannot be opened, or its folder does not allow the journal file beside it.").
			Advise("Check that the folder is there and that you may write to it.")
	},
	codeCorrupt: func(doing string) *fault.Error {
		return fault.New(fault.Invalid, "book.damaged", "The book's file is damaged: it could not be read while %s.", doing).
			Advise("Do not work on with it. Close the program, copy the file aside, and restore the newest backup.")
	},
	codeNotADB: func(string) *fault.Error {
		return fault.New(fault.Invalid, "book.foreign", "This file is not a Matterbook book: it is no SQLite database, or its head is damaged.").
			Advise("Choose a book, or restore the newest backup.")
	},
	codeForeignKey: func(string) *fault.Error {
		return fault.Refuse("reference", "This points at something that does not exist in the book, or something else still points at it.").
			Advise("Look at the list again; nothing was changed.")
	},
	codeCheck: func(string) *fault.Error {
		return fault.New(fault.Invalid, "value.range", "A value lies outside what the book can keep.").
			Advise("Check the figures and dates; nothing was changed.")
	},
	codeNotNull: func(string) *fault.Error {
		return fault.New(fault.Invalid, "value.missing", "A value the book must have is missing.").
			Advise("Nothing was changed.")
	},
	codeDataType: func(string) *fault.Error {
		return fault.New(fault.Internal, "internal", "A value of the wrong type reached the book; nothing was changed.")
	},
	codePrimaryKey: duplicate,
	codeUnique:     duplicate,
}

func diskFull(doing string) *fault.Error {
	return fault.New(fault.Internal, "disk.full", "The disk is full (or a quota is reached), so %s failed. Nothing of it was kept, and everything saved before is safe.", doing).
		Advise("Free some space and do it again; the program need not be started anew.")
}

func duplicate(string) *fault.Error {
	return fault.New(fault.Conflict, "duplicate", "This is in the book already.")
}

// refusal is what a trigger of the schema means.
type refusal struct {
	sort fault.Sort
	code string
	text string
	hint string
}

// refusals by the first word of the message of RAISE in schema.sql.
var refusals = map[string]refusal{
	"T1": {fault.Conflict, "trust.duplicate", "This trust entry is in the book already.", "Look at the ledger; a check number or an entry is never used twice."},
	"T2": {fault.Refused, "trust.posted", "The trust transaction is posted; nothing can be added to it.", "Post another transaction."},
	"T3": {fault.Refused, "trust.posted", "A posted trust entry is never changed or deleted.", "Reverse it, with a reason, and post it right."},
	"T4": {fault.Refused, "trust.period_closed", "The trust account is reconciled and closed through that day.", "Post it on a later day."},
	"T5": {fault.Refused, "trust.split_sum", "The parts of the trust transaction do not add up to the amount at the bank.", "Correct the parts."},
	"T6": {fault.Refused, "trust.split_foreign", "A part of the trust transaction belongs to another account or day.", "Post one transaction for each account."},
	"T7": {fault.Refused, "trust.below_zero", "The client's trust ledger would be below zero on some day. One client's money never pays for another.", "Pay no more than is there on that day and on every later day."},
	"T8": {fault.Refused, "trust.hold_kept", "A hold is released once, never changed or deleted.", "Release it, with a reason, and set the right amount aside anew."},
	"T9": {fault.Refused, "trust.account_used", "A trust account that was used keeps its kind and currency, and is never deleted.", "Open another account."},

	"B0": {fault.Refused, "reconciliation.live", "A closed period is opened only by reopening its reconciliation, with two people and a reason.", "Ask for the reconciliation to be reopened."},
	"B1": {fault.Conflict, "bank.duplicate", "This is in the book already.", "Look at the list; a line of the bank, an entry or a statement is used once."},
	"B2": {fault.Refused, "bank.kept", "The bank's file was read; nothing can be added to it.", "Import another file."},
	"B3": {fault.Refused, "bank.kept", "What the bank said is kept as it came.", "Import what the bank corrected as a file of its own."},
	"B4": {fault.Refused, "bank.lines", "The lines are not those of the bank's file.", "Nothing was kept; this is a fault of the program, please report it."},
	"B5": {fault.Refused, "match.sum", "The lines of the bank and the entries of the book are not the same money.", "Choose lines and entries that add up to the same."},
	"B6": {fault.Refused, "match.kept", "A match is taken back as a whole, never changed.", "Take it back and match anew."},
	"B7": {fault.Refused, "reconciliation.kept", "A signed reconciliation stays as it was, with the figures of the books.", "Reopen the newest one, with two people and a reason."},
	"B8": {fault.Refused, "reconciliation.two_people", "Another person than the one who began it must do this.", "Ask somebody else who may."},
	"B9": {fault.Refused, "trust.paper_kept", "What was printed or asked for is kept as it was.", "Make a new one."},

	"I1": {fault.Conflict, "invoice.duplicate", "An invoice with this number is in the book already.", "Look at the list of invoices."},
	"I2": {fault.Refused, "invoice.issued", "The invoice is issued; nothing can be added to it.", "Credit it, or void it and bill again."},
	"I3": {fault.Refused, "invoice.issued", "An issued invoice is never changed or deleted.", "Credit it, or void it and bill again."},
	"I4": {fault.Refused, "books.closed", "The books are closed through that day.", "Date it later."},
	"I5": {fault.Refused, "invoice.sum", "The lines of the invoice do not add up to its totals.", "Nothing was issued; this is a fault of the program, please report it."},
	"I6": {fault.Refused, "invoice.void", "A void invoice stays void.", "Bill the work again on a new invoice."},
	"I7": {fault.Refused, "invoice.paid", "An invoice with money or credits on it cannot be void.", "Reverse the payment first."},
	"I8": {fault.Refused, "comment.kept", "A comment is settled, never changed or deleted.", "Write another one."},

	"P1": {fault.Conflict, "payment.duplicate", "This payment is in the book already.", "Look at the list of payments."},
	"P2": {fault.Refused, "allocation.over_reversed", "More would be taken back from the invoice than was laid on it.", "Take back no more than was laid on it."},
	"P3": {fault.Refused, "payment.posted", "A posted payment or credit is never changed or deleted.", "Reverse it, with a reason."},
	"P4": {fault.Refused, "books.closed", "The books are closed through that day.", "Date it later."},
	"P5": {fault.Refused, "invoice.void", "The invoice is void; no money can be laid on it.", "Lay it on another invoice."},
	"P6": {fault.Refused, "invoice.overpaid", "More would be laid on the invoice than it owes.", "Lay less on it; the rest stays as the client's credit."},
	"P7": {fault.Refused, "payment.over_allocated", "More would be laid on invoices than was paid.", "Lay less on them."},
	"P8": {fault.Refused, "paper.kept", "What was sent is kept byte for byte and never changes.", "Write a new paper."},
	"P9": {fault.Refused, "payment.currency", "The payment and the invoice are of different currencies.", "Lay it on an invoice of the same currency."},

	"D1": {fault.Conflict, "deposit.duplicate", "This deposit is in the book already.", "Look at the list of deposits."},
	"D2": {fault.Refused, "deposit.closed", "A closed deposit never changes: it is what the bank was given.", "Put the receipt into another deposit."},
	"D3": {fault.Refused, "deposit.difference", "The receipts of the deposit do not come to its expected total.", "Add or take out a receipt, or correct the expected total."},
	"D4": {fault.Refused, "deposit.twice", "The receipt stands in a deposit already.", "Take it out of the other deposit first, while that is open."},
	"D5": {fault.Refused, "deposit.not_bankable", "Only money received in the currency of the deposit goes to the bank with it; a reversal or a draw from trust does not.", "Choose another receipt."},

	"R1": {fault.Conflict, "ar.duplicate", "This note or promise is in the book already.", "Look at the notes of the client."},
	"R2": {fault.Refused, "ar.kept", "A note of what was said is never changed or deleted.", "Write another note that puts it right."},
	"R3": {fault.Refused, "ar.promise_kept", "A promise is withdrawn, never changed or deleted.", "Withdraw it and note the new one."},

	"W1": {fault.Conflict, "entry.duplicate", "This work is in the book already.", "Look at the list of time and expenses."},
	"W3": {fault.Refused, "entry.billed", "Work that stands on an issued invoice never changes.", "Void the invoice first, or credit it."},
	"W4": {fault.Refused, "entry.not_draft", "Only drafts are deleted.", "Write the work off, with a reason."},

	"M1": {fault.Refused, "party.kept", "A party of a matter is ended, never deleted: conflicts are searched among those who left as well.", "Set its last day."},

	"A1": {fault.Refused, "audit.kept", "The log is only ever added to.", "Nothing was changed."},
	"A2": {fault.Refused, "audit.kept", "The log is only ever added to.", "Nothing was changed."},
	"A3": {fault.Refused, "audit.kept", "The log is only ever added to.", "Nothing was changed."},
	"A4": {fault.Refused, "audit.kept", "The log is only ever added to.", "Nothing was changed."},
}

var raised = regexp.MustCompile(`\b([TIPWAMDRB][0-9]) [a-z]`)

func refused(err error) error {
	if m := raised.FindStringSubmatch(err.Error()); m != nil {
		if r, ok := refusals[m[1]]; ok {
			return fault.New(r.sort, r.code, "%s", r.text).Advise("%s", r.hint).Because(err)
		}
	}
	return fault.Refuse("refused", "The book refuses this: %s.", err).Because(err)
}

var doubled = regexp.MustCompile(`UNIQUE constraint failed: (\w+)\.(\w+)((?:, \w+\.\w+)*)`)

// translate is translate with the noun of the table, and for a doubled value
// which one.
func (t *table) translate(err error, values []any) error {
	if code := extended(err); code == codeUnique || code == codePrimaryKey {
		e := fault.New(fault.Conflict, t.noun+".duplicate", "This %s is in the book already.", t.words()).
			Advise("Choose another, or look at the one that is there.").Because(err)
		if m := doubled.FindStringSubmatch(err.Error()); m != nil && m[3] == "" {
			for i, c := range t.columns {
				if c == m[2] && i < len(values) {
					e.Message = fmt.Sprintf("There is a %s with %s %q in the book already.", t.words(), strings.ReplaceAll(c, "_", " "), fmt.Sprint(values[i]))
					e.With(c, fmt.Sprint(values[i]))
				}
			}
		}
		return e
	}
	return translate(err, "saving the "+t.words())
}

// missesTable says that a statement named a table that is not there.
func missesTable(err error) bool { return strings.Contains(err.Error(), "no such table") }
