package sqlite

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/work"
)

const killEnv = "MATTERBOOK_TEST_SAVE_INTO"

// TestKilled kills a program that saves, at random moments. What it was told is
// saved is there, no act is half done, and the book opens at once.
func TestKilled(t *testing.T) {
	if path := os.Getenv(killEnv); path != "" {
		saveForEver(t, path)
		return
	}
	path := filepath.Join(t.TempDir(), "b.mbook")
	s, err := Create(ctx, path, Options{})
	if err == nil {
		err = errors.Join(s.Update(ctx, testAct, fillSmall), s.Close())
	}
	if err != nil {
		t.Fatal(explain(err))
	}
	r := rand.New(rand.NewPCG(9, 9))
	saved := int64(0)
	for range 12 {
		told := killOnce(t, path, time.Duration(5+r.IntN(60))*time.Millisecond)
		s, err := Open(ctx, path, Options{Wait: time.Second})
		if err != nil {
			t.Fatal(explain(err))
		}
		var n int64
		err = s.View(ctx, func(q app.Query) error {
			totals, err := q.EntryTotals(app.EntryFilter{})
			n = totals.N
			return err
		})
		if err != nil {
			t.Fatal(explain(err))
		}
		// Each act adds three entries; the last one may have been saved unheard.
		if acts := n / 3; n%3 != 0 || acts < saved+told || acts > saved+told+1 {
			t.Fatalf("%d entries after %d acts and %d more that were told to be saved", n, saved, told)
		}
		saved = n / 3
		allOK(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if saved < 12 {
		t.Errorf("only %d acts were saved: the test proves little", saved)
	}
}

// killOnce starts the program, lets it save, kills it, and counts what it was
// told to be saved.
func killOnce(t *testing.T, path string, after time.Duration) (told int64) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
	cmd.Env = append(os.Environ(), killEnv+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if told == 0 && lines.Text() == "ready" {
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
		if strings.HasPrefix(lines.Text(), "saved") {
			told++
		}
	}
	_ = cmd.Wait() // it was killed
	return told
}

func saveForEver(t *testing.T, path string) {
	s, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(explain(err))
	}
	fmt.Println("ready")
	for {
		err := s.Update(ctx, testAct, func(tx app.Tx) error {
			for range 3 {
				e := work.Entry{Date: cal.MustParse("2026-05-04"), TimekeeperID: 1, MatterID: 1, Narrative: "Review lease", Billable: work.Yes, Status: work.Draft}
				if err := tx.AddEntry(&e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(explain(err))
		}
		fmt.Println("saved")
	}
}
