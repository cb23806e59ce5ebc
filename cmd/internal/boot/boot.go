// Package boot wires the program: which store keeps the book, which writers
// make its papers, what a new book starts with, how a backup is sealed. Both
// programs start here, so the window and the command line cannot differ.
package boot

import (
	"context"
	"errors"
	"os"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/store/sqlite"
)

// Version of the program, set when it is built for release.
var Version = "0.1.0-dev"

// Open opens the book at path for writing. See [sqlite.Open] for what is refused.
func Open(ctx context.Context, path string, clock cal.Clock) (*app.Book, error) {
	s, err := sqlite.Open(ctx, path, sqlite.Options{Clock: clock})
	if err != nil {
		return nil, err
	}
	return wire(s, clock)
}

// OpenReadOnly opens the book without the means to write.
func OpenReadOnly(ctx context.Context, path string, clock cal.Clock) (*app.Book, error) {
	s, err := sqlite.Open(ctx, path, sqlite.Options{Clock: clock, ReadOnly: true})
	if err != nil {
		return nil, err
	}
	return wire(s, clock)
}

// Migrate opens the book, which brings its schema up to date, and says what was
// done.
func Migrate(ctx context.Context, path string, clock cal.Clock) (m sqlite.Migration, err error) {
	s, err := sqlite.Open(ctx, path, sqlite.Options{Clock: clock})
	if err != nil {
		return m, err
	}
	m = s.Migrated
	if m.To == 0 {
		info, err := s.Book(ctx)
		if err != nil {
			return m, err
		}
		m.From, m.To = info.Schema, info.Schema
	}
	return m, s.Close()
}

func wire(s *sqlite.Store, clock cal.Clock) (*app.Book, error) {
	book := app.Open(s, clock, papers{})
	profiles, err := trustProfiles()
	if err != nil {
		return nil, err
	}
	book.UseProfiles(profiles)
	return book, nil
}

// NewBook says whose book is made.
type NewBook struct {
	Firm        string
	Currency    string
	Preset      string
	LEDESFirmID string
}

// Create makes a new book with the firm, its first administrator "admin", the
// built-in code sets and the usual abbreviations. A file that exists is refused;
// what fails leaves no file.
func Create(ctx context.Context, path string, clock cal.Clock, ask NewBook) (book *app.Book, err error) {
	if err := knownPreset(ask.Preset); err != nil {
		return nil, err
	}
	codes, err := seedCodes()
	if err != nil {
		return nil, err
	}
	short, err := seedAbbreviations()
	if err != nil {
		return nil, err
	}
	s, err := sqlite.Create(ctx, path, sqlite.Options{Clock: clock})
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close(), os.Remove(path))
		}
	}()
	_, err = app.Init(ctx, s, clock, app.InitFirm{Name: ask.Firm, Currency: ask.Currency, Preset: ask.Preset,
		LEDESFirmID: ask.LEDESFirmID, Codes: codes, Abbreviations: short})
	if err != nil {
		return nil, err
	}
	return wire(s, clock)
}
