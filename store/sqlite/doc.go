// Package sqlite keeps a book in one SQLite file. It is the first home of
// [app.Store]; package store/storetest holds what every home promises.
//
// Start with [Create] or [Open]. The files:
//
//   - settings.go  every engine setting, in one place
//   - open.go      which files are a book, and the clear refusal of what is not
//   - migrate.go   numbered migrations, with a copy of the file before each
//   - conn.go      one connection and its prepared statements; the read helpers
//   - tx.go        Update and View: begin, act, log line, commit, and the truth about a failed commit
//   - table.go     the codec: every row of a business table is written, versioned and sealed here
//   - audit.go     the log and its chain
//   - fault.go     what the engine's error codes mean to a person
//   - verify.go, backup.go, book.go, fts.go
//
// Then one file for each noun: its SQL beside the scan that reads it. The whole
// schema stands in schema.sql. No SQL and no driver error leaves this package,
// and no other package imports the driver.
package sqlite
