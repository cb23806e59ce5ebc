-- +goose Up
-- +goose StatementBegin
PRAGMA user_version = 7;

-- The hours expected on each day of the week. timekeeper_id NULL: of everybody
-- without a row of their own.
CREATE TABLE work_week (
  id            INTEGER PRIMARY KEY,
  timekeeper_id INTEGER REFERENCES timekeeper(id),
  monday_e4     INTEGER NOT NULL CHECK (monday_e4 BETWEEN 0 AND 240000),
  tuesday_e4    INTEGER NOT NULL CHECK (tuesday_e4 BETWEEN 0 AND 240000),
  wednesday_e4  INTEGER NOT NULL CHECK (wednesday_e4 BETWEEN 0 AND 240000),
  thursday_e4   INTEGER NOT NULL CHECK (thursday_e4 BETWEEN 0 AND 240000),
  friday_e4     INTEGER NOT NULL CHECK (friday_e4 BETWEEN 0 AND 240000),
  saturday_e4   INTEGER NOT NULL CHECK (saturday_e4 BETWEEN 0 AND 240000),
  sunday_e4     INTEGER NOT NULL CHECK (sunday_e4 BETWEEN 0 AND 240000)
) STRICT;
CREATE UNIQUE INDEX work_week_of ON work_week(coalesce(timekeeper_id, 0));
-- +goose StatementEnd
