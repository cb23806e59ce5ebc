package sqlite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"matterbook/app/cal"
	"matterbook/app/fault"
)

func TestBackup(t *testing.T) {
	dir := t.TempDir()
	at := time.Date(2026, 6, 18, 9, 30, 0, 0, time.UTC)
	if err := fullBook(t, filepath.Join(dir, "b.mbook")).Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(ctx, filepath.Join(dir, "b.mbook"), Options{Clock: &cal.Fixed{T: at}})
	if err != nil {
		t.Fatal(explain(err))
	}
	defer s.Close()
	if info, _ := s.Book(ctx); !info.LastBackup.IsZero() {
		t.Error("a book without backup has a last one")
	}
	out := t.TempDir()
	path := filepath.Join(out, "copy é?#.mbook")
	if err := s.Backup(ctx, path); err != nil {
		t.Fatal(explain(err))
	}
	if names, _ := os.ReadDir(out); len(names) != 1 {
		t.Errorf("left over: %v", names)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	book, _ := s.Book(ctx)
	if !book.LastBackup.Equal(at) {
		t.Errorf("last backup %v, want %v", book.LastBackup, at)
	}
	copied, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(explain(err))
	}
	allOK(t, copied)
	other, _ := copied.Book(ctx)
	if other.Head != book.Head || fmt.Sprint(other.Counts) != fmt.Sprint(book.Counts) {
		t.Error("the copy is another book")
	}
	if err := addClient(copied, "900"); err != nil {
		t.Errorf("the copy cannot be worked on: %v", explain(err))
	}
	if hasClient(t, s, "900") {
		t.Error("the copy writes into the book")
	}
	_ = copied.Close()

	before, _ := os.ReadFile(path)
	if err := s.Backup(ctx, path); fault.Code(err) != "backup.exists" || fault.Of(err) != fault.Conflict {
		t.Errorf("overwriting: %v", err)
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("an old backup was overwritten")
	}
	if err := s.Backup(ctx, s.path); fault.Code(err) != "backup.exists" {
		t.Errorf("onto the book itself: %v", err)
	}
	if err := s.Backup(ctx, filepath.Join(out, "no", "folder")); fault.Code(err) != "backup.folder" || !strings.Contains(err.Error(), "no") {
		t.Errorf("into no folder: %v", err)
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.Backup(stopped, filepath.Join(out, "stopped")); err == nil {
		t.Error("a cancelled backup was made")
	}
	if names, _ := os.ReadDir(out); len(names) != 1 {
		t.Errorf("left over after refusals: %v", names)
	}
}

// A damaged book gives no backup that looks good.
func TestBackupOfADamagedBook(t *testing.T) {
	path := filepath.Join(t.TempDir(), "b.mbook")
	if err := fullBook(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	data, _ := os.ReadFile(path)
	root := rootPage(t, path, "client")
	clear(data[(root-1)*4096 : root*4096])
	write(t, path, string(data))
	s, err := Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(explain(err))
	}
	defer s.Close()
	out := filepath.Join(t.TempDir(), "copy.mbook")
	if err := s.Backup(ctx, out); err == nil {
		t.Error("a backup was made of a book with a page gone")
	}
	if names, _ := os.ReadDir(filepath.Dir(out)); len(names) != 0 {
		t.Errorf("left over: %v", names)
	}
}

func rootPage(t *testing.T, path, table string) (page int64) {
	t.Helper()
	c, err := dial(ctx, dsn(path, reading, time.Second))
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	q := &query{ctx: ctx, c: c}
	if page, err = q.number("SELECT rootpage FROM sqlite_schema WHERE name = $1", table); err != nil || page == 0 {
		t.Fatal(err)
	}
	return page
}

// A backup while somebody saves is one state of the book, whole.
func TestBackupWhileSaving(t *testing.T) {
	s := newStore(t)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			default:
			}
			if err := addClient(s, fmt.Sprint(n)); err != nil {
				t.Error(explain(err))
				return
			}
		}
	})
	for i := range 5 {
		path := filepath.Join(t.TempDir(), fmt.Sprint(i))
		if err := s.Backup(ctx, path); err != nil {
			t.Error(explain(err))
			break
		}
		copied, err := Open(ctx, path, Options{ReadOnly: true})
		if err != nil {
			t.Error(explain(err))
			break
		}
		allOK(t, copied)
		_ = copied.Close()
	}
	close(stop)
	wg.Wait()
}
