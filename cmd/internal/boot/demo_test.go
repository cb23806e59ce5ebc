package boot

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"matterbook/app/fault"
	"matterbook/cmd/internal/demo"
)

func TestADemoThatIsStoppedLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	halfWay := func(done, total int, _ string) {
		if done > total/2 {
			stop()
		}
	}
	_, err := CreateDemo(ctx, filepath.Join(folder, "demo.matterbook"), demo.Options{Seed: 1, Matters: 8, Entries: 200, Months: 2, Progress: halfWay})
	if fault.Of(err) != fault.Conflict || !strings.Contains(err.Error(), "no book was made") {
		t.Errorf("%v", err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
