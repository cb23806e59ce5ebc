package app_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/store/sqlite"
)

// fullDisk runs every act and fails to save it.
type fullDisk struct{ app.Store }

var errFull = fault.New(fault.Internal, "disk.full", "The disk is full.")

func (s fullDisk) Update(ctx context.Context, act app.Act, fn func(app.Tx) error) error {
	return s.Store.Update(ctx, act, func(tx app.Tx) error { return errors.Join(fn(tx), errFull) })
}

func TestAnImportThatCouldNotBeSavedCountsNothing(t *testing.T) {
	clock := &cal.Fixed{T: time.Date(2026, 6, 30, 12, 0, 0, 0, time.UTC)}
	s, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "firm.matterbook"), sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if _, err := app.Init(t.Context(), s, clock, app.InitFirm{Name: "X"}); err != nil {
		t.Fatal(err)
	}
	d := must(app.Open(fullDisk{s}, clock, nil).SignIn(t.Context(), ""))(t)
	got, err := d.Import(t.Context(), app.Import{Kind: "clients", Data: strings.NewReader("code,name\nA,B\n")})
	if !errors.Is(err, errFull) || got.Kind != "" || got.Read != 0 || got.Imported != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}
