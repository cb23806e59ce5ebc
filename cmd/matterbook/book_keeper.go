package main

import (
	"context"
	"runtime"
	"runtime/debug"

	"matterbook/app"
	"matterbook/app/report"
	"matterbook/cmd/internal/boot"
	"matterbook/ui/present"
	"matterbook/ui/words"
)

// programFacts say what the program is made of and where its log is.
func programFacts() [][2]string {
	toolkit := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, d := range info.Deps {
			if d.Path == "fyne.io/fyne/v2" {
				toolkit = "Fyne " + d.Version
			}
		}
	}
	facts := [][2]string{{words.Mark("Version"), boot.Version}, {words.Mark("Built with"), runtime.Version() + ", " + runtime.GOOS + "/" + runtime.GOARCH}}
	if toolkit != "" {
		facts = append(facts, [2]string{words.Mark("Window toolkit"), toolkit})
	}
	return append(facts, [2]string{words.Mark("Folder of the incident log"), stateFolder()}, [2]string{words.Mark("Licence"), "MIT"})
}

func tablePDF(t *report.Table, firm string) ([]byte, error) { return boot.WriteReport(t, firm, "pdf") }

// bookKeeper hands the sealing of copies to the window.
type bookKeeper struct{}

func (bookKeeper) Backup(ctx context.Context, d *app.Desk, path, passphrase string) (present.BackupMade, error) {
	b, err := boot.MakeBackup(ctx, d, path, passphrase)
	return present.BackupMade{Path: b.Path, Bytes: b.Bytes, SHA256: b.SHA256, Sealed: b.Sealed}, err
}
