// Package ledes writes, reads and checks e-bills in the formats of the LEDES
// Oversight Committee.
//
//   - [Write] turns finished invoices into the bytes of a file and reads its own
//     output again before the first byte leaves.
//   - [Reader], [ReadInvoices] take a file strictly: anything out of order is
//     refused with its line.
//   - [Check] takes any file, however broken, and lists what a receiver will
//     refuse (level E) or may dislike (level W), with the ids B01 to B32.
//   - [Detect] tells the format from the first bytes; [Manual] prints the table.
//
// A format is a table ([Format]): one list of fields gives the header, the
// order and limits of writing, the reading, the checks and the manual. LEDES
// 1998B is the table that stands; formats that carry tax and currency join as
// further tables.
//
// The file has no currency, no tax, no quoting and no escaping. So the writer
// replaces what cannot stand in a value and lists every replacement in its
// [Report]; identifiers are never altered or cut, because a receiver compares
// them character by character: an identifier that does not fit is refused.
//
// No floating point number is used: values are integers of four decimals
// ([Fixed4]), products and sums are taken in 128 bits.
package ledes
