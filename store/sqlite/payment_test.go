package sqlite

import "testing"

func TestPaymentTriggersRefuseWhoeverWrites(t *testing.T) {
	c, _ := openRaw(t, rawBook)
	pay := func(id, on, amount, reverses string) string {
		return "INSERT INTO payment (id, client_id, paid_on, amount_minor, currency, method, reference, note, reverses_id, reason, created_ms) VALUES (" +
			id + ", 1, '" + on + "', " + amount + ", 'USD', 'check', '', '', " + reverses + ", '', 0);"
	}
	lay := func(id, payment, invoice, on, amount string) string {
		return "INSERT INTO allocation VALUES (" + id + ", " + payment + ", " + invoice + ", '" + on + "', " + amount + ");"
	}
	try(t, c, []attempt{
		{"a lawful payment", pay("9", "2026-06-20", "20000", "NULL") + lay("9", "9", "1", "2026-06-20", "20000"), "", ""}, // 500 - 250 - 50 = 200.00
		{"payment id used", pay("1", "2026-06-20", "1", "NULL"), "P1", "payment.duplicate"},
		{"allocation id used", lay("1", "1", "3", "2026-06-20", "1"), "P1", "payment.duplicate"},
		{"credit id used", "INSERT INTO credit VALUES (1, 3, '2026-06-20', 1, 'x', 0)", "P1", "payment.duplicate"},

		{"more taken back than was laid", pay("9", "2026-06-20", "-30000", "1") + lay("9", "9", "1", "2026-06-20", "-25001"), "P2", "allocation.over_reversed"},
		{"a reversal", pay("9", "2026-06-20", "-30000", "1") + lay("9", "9", "1", "2026-06-20", "-25000"), "", ""},

		{"payment changed", "UPDATE payment SET amount_minor = 1 WHERE id = 1", "P3", "payment.posted"},
		{"payment deleted", "DELETE FROM payment WHERE id = 2", "P3", "payment.posted"},
		{"allocation moved", "UPDATE allocation SET invoice_id = 3 WHERE id = 1", "P3", "payment.posted"},
		{"allocation deleted", "DELETE FROM allocation WHERE id = 1", "P3", "payment.posted"},
		{"credit changed", "UPDATE credit SET amount_minor = 1 WHERE id = 1", "P3", "payment.posted"},
		{"credit deleted", "DELETE FROM credit WHERE id = 1", "P3", "payment.posted"},
		{"share changed", "UPDATE share SET timekeeper_id = NULL WHERE id = 1", "P3", "payment.posted"},
		{"share deleted", "DELETE FROM share WHERE id = 1", "P3", "payment.posted"},

		{"paid in the closed books", pay("9", "2025-12-31", "1", "NULL"), "P4", "books.closed"},
		{"applied in the closed books", lay("9", "1", "3", "2025-12-31", "1"), "P4", "books.closed"},
		{"credited in the closed books", "INSERT INTO credit VALUES (9, 3, '2025-12-31', 1, 'x', 0)", "P4", "books.closed"},

		{"laid on a void invoice", lay("9", "1", "2", "2026-06-20", "1"), "P5", "invoice.void"},

		{"one cent more than is owed", pay("9", "2026-06-20", "90000", "NULL") + lay("9", "9", "1", "2026-06-20", "20001"), "P6", "invoice.overpaid"},
		{"a cent too much in two parts", pay("9", "2026-06-20", "90000", "NULL") + lay("8", "9", "1", "2026-06-20", "20000") + lay("9", "9", "1", "2026-06-20", "1"), "P6", "invoice.overpaid"},
		{"credit of more than is owed", "INSERT INTO credit VALUES (9, 1, '2026-06-20', 20001, 'x', 0)", "P6", "invoice.overpaid"},
		{"credit of all that is owed", "INSERT INTO credit VALUES (9, 1, '2026-06-20', 20000, 'x', 0)", "", ""},

		{"one cent more than was paid", lay("9", "1", "3", "2026-06-20", "5001"), "P7", "payment.over_allocated"},
		{"all that was paid", lay("9", "1", "3", "2026-06-20", "5000"), "", ""},
		{"a reversal of more than it reverses", pay("9", "2026-06-20", "-24999", "1") + lay("9", "9", "1", "2026-06-20", "-25000"), "P7", "payment.over_allocated"},
		{"moved by a dated re-allocation", lay("8", "1", "1", "2026-06-20", "-10000") + lay("9", "1", "3", "2026-06-20", "10000"), "", ""},

		{"paper changed", "UPDATE paper SET bytes = x'01'", "P8", "paper.kept"},
		{"paper deleted", "DELETE FROM paper", "P8", "paper.kept"},

		{"dollars on another currency", lay("9", "2", "1", "2026-06-20", "1"), "P9", "payment.currency"},
	})
}
