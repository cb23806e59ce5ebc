package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"matterbook/cmd/internal/boot"
)

// crashLog keeps what is needed to find a fault of the program: where it
// happened, never what was on the screen. Files are the owner's alone.
type crashLog struct {
	folder string
}

func newCrashLog(folder string) *crashLog { return &crashLog{folder: filepath.Join(folder, "crashes")} }

// write keeps a panic and gives its incident number. The words of the panic are
// kept only when they are the runtime's own: others might hold a client's text.
func (c *crashLog) write(what any, stack []byte) (number string) {
	number = time.Now().UTC().Format("20060102-150405")
	kind := fmt.Sprintf("%T", what)
	if e, ok := what.(runtime.Error); ok {
		kind = e.Error()
	}
	text := fmt.Sprintf("Matterbook %s, %s %s/%s\nincident %s\n%s\n\n%s", boot.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH, number, kind, stack)
	if err := os.MkdirAll(c.folder, 0o700); err != nil {
		return number
	}
	for i := range 100 {
		name := number
		if i > 0 {
			name = fmt.Sprintf("%s-%d", number, i)
		}
		f, err := os.OpenFile(filepath.Join(c.folder, name+".txt"), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if os.IsExist(err) {
			continue
		}
		if err == nil {
			_, _ = f.WriteString(text)
			_ = f.Close()
		}
		return name
	}
	return number
}

// last is the newest incident not told yet; it is told once.
func (c *crashLog) last() string {
	found, err := os.ReadDir(c.folder)
	if err != nil {
		return ""
	}
	newest := ""
	for _, e := range found {
		if name, ok := strings.CutSuffix(e.Name(), ".txt"); ok && name > newest {
			newest = name
		}
	}
	told := filepath.Join(c.folder, "told")
	if b, err := os.ReadFile(told); err == nil && strings.TrimSpace(string(b)) >= newest {
		return ""
	}
	if newest != "" {
		_ = os.WriteFile(told, []byte(newest), 0o600)
	}
	return newest
}
