-- +goose Up
-- +goose StatementBegin
PRAGMA user_version = 2;

-- What the client agreed to spend; NULL: none. A column that is NULL in old rows
-- leaves their seals in the log as they are.
ALTER TABLE matter ADD COLUMN budget_minor INTEGER CHECK (budget_minor > 0);

-- What is written down about a matter. A note may be changed and deleted: the log
-- keeps what it was.
CREATE TABLE matter_note (
  id          INTEGER PRIMARY KEY,
  matter_id   INTEGER NOT NULL REFERENCES matter(id),
  user_id     INTEGER NOT NULL REFERENCES user(id),
  kind        TEXT NOT NULL CHECK (kind IN ('note', 'call', 'email', 'task')),
  noted_on    TEXT NOT NULL CHECK (date(noted_on) IS noted_on),
  text        TEXT NOT NULL CHECK (text <> ''),
  search_key  TEXT NOT NULL, -- the text folded in Go: LIKE knows ASCII only
  due_on      TEXT CHECK (date(due_on) IS due_on),
  done_on     TEXT CHECK (date(done_on) IS done_on),
  created_ms  INTEGER NOT NULL,
  row_version INTEGER NOT NULL,
  CHECK (kind = 'task' OR due_on IS NULL AND done_on IS NULL)
) STRICT;
CREATE INDEX note_by_matter ON matter_note(matter_id, noted_on);
CREATE INDEX note_to_do     ON matter_note(due_on) WHERE kind = 'task' AND done_on IS NULL;

-- Who has to do with a matter. Conflicts of interest are searched here for as
-- long as the book is kept, so a party is ended and never deleted.
CREATE TABLE matter_party (
  id           INTEGER PRIMARY KEY,
  matter_id    INTEGER NOT NULL REFERENCES matter(id),
  role         TEXT NOT NULL CHECK (role IN ('client', 'opposing', 'opposing_counsel', 'co_counsel', 'court', 'judge', 'insurer', 'witness', 'expert', 'related', 'other')),
  name         TEXT NOT NULL CHECK (name <> ''),
  organisation TEXT NOT NULL,
  email        TEXT NOT NULL, phone TEXT NOT NULL, remark TEXT NOT NULL,
  from_date    TEXT CHECK (date(from_date) IS from_date),
  to_date      TEXT CHECK (date(to_date) IS to_date),
  row_version  INTEGER NOT NULL,
  CHECK (to_date >= from_date)
) STRICT;
CREATE INDEX party_by_matter ON matter_party(matter_id);
CREATE TRIGGER party_del BEFORE DELETE ON matter_party BEGIN SELECT RAISE(ABORT, 'M1 a party is ended, never deleted'); END;
-- +goose StatementEnd
