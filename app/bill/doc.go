// Package bill decides what is billed and what is owed: pre-bills and their
// edits, invoices and their totals, payments and how they are allocated,
// aging, statements.
//
// Every rule is a pure function on values: [Compute] adds up a bill,
// [Allocate] divides a payment, [Aging.Add] ages a balance. Amounts are
// rounded where a line is priced (money.Rate.Times) and nowhere else; totals
// only add. Rules follow common practice in the United States; where a firm
// may choose, the choice is a field.
//
// The package knows nothing of trust accounts: package app introduces them.
package bill
