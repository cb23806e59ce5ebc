package report

// Writer puts a table into a file. The rows come in parts, so that a list of any
// length becomes a file without standing in memory. What a [Table] is without
// its rows (title, columns, filter) it was opened with.
type Writer interface {
	// Add writes rows, a cell for each column.
	Add(rows [][]Cell) error
	// Close writes the totals, nil for none, and the end of the file. It does not
	// close what is written to.
	Close(totals []Cell) error
}

// WriteAll writes a table that is whole.
func WriteAll(w Writer, t *Table) error {
	if err := w.Add(t.Rows); err != nil {
		return err
	}
	return w.Close(t.Totals)
}
