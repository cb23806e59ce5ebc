package sqlite

import (
	"context"
	"testing"

	"matterbook/app/fault"
)

// billLine writes a line of an invoice 90 of a kind and amount; bill90 its head.
func billLine(invoice, id, kind, amount string) string {
	return "INSERT INTO invoice_line (id, invoice_id, line_no, kind, line_date, timekeeper_code, timekeeper_name, ledes_name, class, task, activity, expense, text, worked_e4, units_e4, rate_e4, amount_minor, value_minor, no_charge, trust_paid)" +
		" VALUES (" + id + ", " + invoice + ", " + id + ", '" + kind + "', '2026-06-02', '', '', '', '', '', '', '', '', 0, 0, 0, " + amount + ", 0, 0, '');"
}

func bill90(number, issued, fees, hard, soft, total string) string {
	return "INSERT INTO invoice VALUES (90, '" + number + "', 1, 1, NULL, '" + issued + "', '2026-07-30', '2026-06-01', '2026-06-30', 'USD', " +
		fees + ", 0, " + hard + ", " + soft + ", 0, 0, " + total + ", 0, 0, 0, 0, 'final', NULL, '', NULL, '', '{}');"
}

func TestInvoiceTriggersRefuseWhoeverWrites(t *testing.T) {
	c, _ := openRaw(t, rawBook)
	lines := billLine("90", "90", "fee", "700") + billLine("90", "91", "hard", "200") + billLine("90", "92", "soft", "50")
	try(t, c, []attempt{
		{"a lawful invoice", lines + bill90("2026-0009", "2026-06-30", "700", "200", "50", "950"), "", ""},

		{"number used", billLine("90", "90", "fee", "1") + bill90("2026-0001", "2026-06-30", "1", "0", "0", "1"), "I1", "invoice.duplicate"},
		{"number of a void invoice", billLine("90", "90", "fee", "1") + bill90("2026-0002", "2026-06-30", "1", "0", "0", "1"), "I1", "invoice.duplicate"},
		{"line id used", billLine("90", "1", "fee", "1"), "I1", "invoice.duplicate"},

		{"line added", billLine("1", "90", "fee", "1"), "I2", "invoice.issued"},
		{"line of nothing added", billLine("1", "90", "fee", "0"), "I2", "invoice.issued"},
		{"timekeeper added", "INSERT INTO invoice_timekeeper VALUES (9, 3, 1, '', '', '', 0, 0, 0, 0, 0, 0)", "I2", "invoice.issued"},

		{"line changed", "UPDATE invoice_line SET text = 'Research' WHERE id = 1", "I3", "invoice.issued"},
		{"line deleted", "DELETE FROM invoice_line WHERE id = 1", "I3", "invoice.issued"},
		{"timekeeper changed", "UPDATE invoice_timekeeper SET hours_e4 = 0", "I3", "invoice.issued"},
		{"timekeeper deleted", "DELETE FROM invoice_timekeeper", "I3", "invoice.issued"},
		{"invoice deleted", "DELETE FROM invoice WHERE id = 3", "I3", "invoice.issued"},

		{"issued in the closed books", billLine("90", "90", "fee", "1") + bill90("2026-0009", "2025-12-31", "1", "0", "0", "1"), "I4", "books.closed"},
		{"issued on the first open day", billLine("90", "90", "fee", "1") + bill90("2026-0009", "2026-01-01", "1", "0", "0", "1"), "", ""},

		{"fees differ from the lines", lines + bill90("2026-0009", "2026-06-30", "701", "200", "49", "950"), "I5", "invoice.sum"},
		{"soft costs called hard", lines + bill90("2026-0009", "2026-06-30", "700", "250", "0", "950"), "I5", "invoice.sum"},
		{"no lines", bill90("2026-0009", "2026-06-30", "1", "0", "0", "1"), "I5", "invoice.sum"},

		{"void again", "UPDATE invoice SET void_reason = 'x' WHERE id = 2", "I6", "invoice.void"},
		{"void taken back", "UPDATE invoice SET status = 'final', voided_on = NULL WHERE id = 2", "I6", "invoice.void"},

		{"void with a payment", "UPDATE invoice SET status = 'void', voided_on = '2026-07-01' WHERE id = 1", "I7", "invoice.paid"},
		{"void with a credit only", "INSERT INTO credit VALUES (9, 3, '2026-06-12', 100, 'x', 0); UPDATE invoice SET status = 'void', voided_on = '2026-07-01' WHERE id = 3", "I7", "invoice.paid"},
		{"void before the payment was taken back", "INSERT INTO allocation VALUES (8, 1, 3, '2026-06-10', 100), (9, 1, 3, '2026-06-20', -100); UPDATE invoice SET status = 'void', voided_on = '2026-06-15' WHERE id = 3", "I7", "invoice.paid"},
		{"void after it was taken back", "INSERT INTO allocation VALUES (8, 1, 3, '2026-06-10', 100), (9, 1, 3, '2026-06-20', -100); UPDATE invoice SET status = 'void', voided_on = '2026-06-20' WHERE id = 3", "", ""},
		{"void in the closed books", "UPDATE firm SET closed_through = '2026-06-30'; UPDATE invoice SET status = 'void', voided_on = '2026-06-30' WHERE id = 3", "I4", "books.closed"},
		{"sent", "UPDATE invoice SET status = 'sent', sent_on = '2026-06-02', sent_how = 'mail' WHERE id = 1", "", ""},
		{"void", "UPDATE invoice SET status = 'void', voided_on = '2026-06-02', void_reason = 'wrong' WHERE id = 3", "", ""},
	})
}

// Every column of an issued invoice but those that say how it was sent or
// voided is tried; a column added later is tried too.
func TestNoColumnOfAnIssuedInvoiceChanges(t *testing.T) {
	c, _ := openRaw(t, rawBook)
	free := map[string]bool{"status": true, "sent_on": true, "sent_how": true, "voided_on": true, "void_reason": true}
	values := map[string]string{
		"issued_on": "'2026-05-30'", "due_on": "'2026-08-30'", "period_from": "'2026-04-01'", "period_to": "'2026-06-30'",
		"number": "'2026-0077'", "currency": "'CAD'", "paper": "'[]'", "client_id": "2", "matter_id": "2", "prebill_id": "(SELECT id FROM prebill)",
		"total_minor": "total_minor + 1, fees_minor = fees_minor + 1",
		"fees_minor":  "fees_minor + 1, total_minor = total_minor + 1", "discount_minor": "1, total_minor = total_minor - 1",
		"hard_minor": "hard_minor + 1, total_minor = total_minor + 1", "soft_minor": "1, total_minor = total_minor + 1",
		"tax_minor": "1, total_minor = total_minor + 1", "interest_minor": "1, total_minor = total_minor + 1",
	}
	attempts := []attempt{{"id", "UPDATE invoice SET id = 77 WHERE id = 1", "I3", "invoice.issued"}}
	for _, column := range invoiceTable.columns {
		if free[column] {
			continue
		}
		v, ok := values[column]
		if !ok {
			v = column + " + 1"
		}
		sql := "INSERT INTO prebill VALUES (7, 1, 1, '2026-05-31', '2026-05-31', 'final', '', '', 0, '', '', NULL, NULL, 1, 1, NULL); UPDATE invoice SET " + column + " = " + v + " WHERE id = 1"
		attempts = append(attempts, attempt{column, sql, "I3", "invoice.issued"})
	}
	try(t, c, attempts)
}

// The kept paper of the raw book has a hash that is not that of its bytes, as
// if somebody had exchanged them.
func TestPaperThatIsNotWhatWasSentIsNotHandedOut(t *testing.T) {
	c, _ := openRaw(t, rawBook)
	q := &query{ctx: context.Background(), c: c}
	if p, err := q.Paper(1, "pdf"); fault.Code(err) != "paper.damaged" || p.Bytes != nil {
		t.Errorf("got %d bytes and %v, want paper.damaged", len(p.Bytes), err)
	}
	if _, err := q.Paper(2, "pdf"); fault.Of(err) != fault.Missing {
		t.Errorf("a paper never kept: %v, want Missing", err)
	}
}
