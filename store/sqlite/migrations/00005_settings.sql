-- +goose Up
-- +goose StatementBegin
PRAGMA user_version = 5;

CREATE TABLE office (
  id          INTEGER PRIMARY KEY,
  code        TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 20),
  name        TEXT NOT NULL CHECK (name <> ''),
  address1    TEXT NOT NULL, address2 TEXT NOT NULL, city TEXT NOT NULL,
  region      TEXT NOT NULL, postcode TEXT NOT NULL, country TEXT NOT NULL,
  phone       TEXT NOT NULL,
  closed      INTEGER NOT NULL CHECK (closed IN (0, 1)),
  row_version INTEGER NOT NULL
) STRICT;

-- Columns that are NULL in old rows leave the seals of those rows in the log as
-- they are.
ALTER TABLE timekeeper ADD COLUMN office_id INTEGER REFERENCES office(id);
ALTER TABLE matter ADD COLUMN office_id INTEGER REFERENCES office(id);
ALTER TABLE code ADD COLUMN ended INTEGER CHECK (ended = 1);
ALTER TABLE counter ADD COLUMN before INTEGER CHECK (before > 0);
ALTER TABLE firm ADD COLUMN paper_size TEXT CHECK (paper_size = 'a4');
ALTER TABLE firm ADD COLUMN hide_codes INTEGER CHECK (hide_codes = 1);
ALTER TABLE firm ADD COLUMN hide_hours INTEGER CHECK (hide_hours = 1);
ALTER TABLE firm ADD COLUMN hide_rates INTEGER CHECK (hide_rates = 1);
ALTER TABLE firm ADD COLUMN no_slip INTEGER CHECK (no_slip = 1);
ALTER TABLE firm ADD COLUMN foot_text TEXT CHECK (foot_text <> '');
ALTER TABLE firm ADD COLUMN code_set TEXT CHECK (code_set <> '');
-- +goose StatementEnd
