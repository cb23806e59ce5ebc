package present

import (
	"context"

	"matterbook/app"
	"matterbook/app/report"
)

// BookKeeper is what can be done with the file of the open book; package cmd
// hands it in, because sealing a copy is nobody else's business.
type BookKeeper interface {
	// Backup writes a checked copy of the book to a file that does not exist,
	// encrypted when a passphrase is given. A sealed copy is opened again and
	// compared before it counts.
	Backup(ctx context.Context, d *app.Desk, path, passphrase string) (BackupMade, error)
}

// BackupMade is what a backup came to.
type BackupMade struct {
	Path   string
	Bytes  int64
	SHA256 string // hex
	Sealed bool
}

// TableWriter writes a table as a paper with the firm's name above it.
type TableWriter func(t *report.Table, firm string) ([]byte, error)
