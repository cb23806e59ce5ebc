package app

import "context"

// Status describes the book: counts, size, schema, last backup.
func (d *Desk) Status(ctx context.Context) (BookInfo, error) {
	if err := d.may(mayRead); err != nil {
		return BookInfo{}, err
	}
	return d.store.Book(ctx)
}

// Verify walks everything that must hold and says which row is wrong. tell is
// called before each check and may be nil.
func (d *Desk) Verify(ctx context.Context, tell func(check string)) ([]Check, error) {
	if err := d.may(mayKeepBook); err != nil {
		return nil, err
	}
	return d.store.Verify(ctx, tell)
}

// Backup writes a checked copy of the book to a file that does not exist.
func (d *Desk) Backup(ctx context.Context, path string) error {
	if err := d.may(mayKeepBook); err != nil {
		return err
	}
	return d.store.Backup(ctx, path)
}
