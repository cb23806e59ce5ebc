package main

import (
	"context"

	"matterbook/app"
	"matterbook/cmd/internal/boot"
	"matterbook/ui/present"
)

// bookKeeper hands the sealing of copies to the window.
type bookKeeper struct{}

func (bookKeeper) Backup(ctx context.Context, d *app.Desk, path, passphrase string) (present.BackupMade, error) {
	b, err := boot.MakeBackup(ctx, d, path, passphrase)
	return present.BackupMade{Path: b.Path, Bytes: b.Bytes, SHA256: b.SHA256, Sealed: b.Sealed}, err
}
