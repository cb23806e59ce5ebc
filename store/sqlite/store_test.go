package sqlite

import (
	"context"
	"path/filepath"
	"testing"

	"matterbook/app"
	"matterbook/store/storetest"
)

// newStore is an empty book in a folder of its own.
func newStore(t testing.TB) *Store {
	t.Helper()
	s, err := Create(context.Background(), filepath.Join(t.TempDir(), "new.mbook"), Options{})
	if err != nil {
		t.Fatal(explain(err))
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) app.Store { return newStore(t) })
}
