-- +goose Up
-- +goose StatementBegin
-- How each client's bills leave the firm, what is said about a pre-bill while it
-- is reviewed, and pre-bills that wait.

PRAGMA user_version = 3;

-- NULL: it does not wait. A column that is NULL in old rows leaves their seals in
-- the log as they are.
ALTER TABLE prebill ADD COLUMN held TEXT CHECK (held <> '');

CREATE TABLE delivery ( -- how a client's bills leave the firm; no row: by mail, as PDF
  client_id   INTEGER PRIMARY KEY REFERENCES client(id),
  how         TEXT NOT NULL CHECK (how IN ('mail', 'email', 'portal', 'hand')),
  pdf         INTEGER NOT NULL CHECK (pdf IN (0, 1)),
  ledes1998b  INTEGER NOT NULL CHECK (ledes1998b IN (0, 1)),
  address     TEXT NOT NULL, -- e-mail addresses, or the name of the portal; '': the client's own
  note        TEXT NOT NULL, -- for whoever sends it
  combined    INTEGER NOT NULL CHECK (combined IN (0, 1)), -- all bills of a day in one message, job or file
  row_version INTEGER NOT NULL,
  CHECK (pdf + ledes1998b > 0)
) STRICT;

CREATE TABLE prebill_comment (
  id          INTEGER PRIMARY KEY,
  prebill_id  INTEGER NOT NULL REFERENCES prebill(id),
  line_no     INTEGER NOT NULL CHECK (line_no >= 0), -- 0: the bill as a whole
  user_id     INTEGER NOT NULL REFERENCES user(id),
  text        TEXT NOT NULL CHECK (text <> ''),
  made_ms     INTEGER NOT NULL,
  resolved_by INTEGER REFERENCES user(id),
  resolved_ms INTEGER,
  row_version INTEGER NOT NULL,
  CHECK ((resolved_by IS NULL) = (resolved_ms IS NULL))
) STRICT;
CREATE INDEX prebill_comment_by_prebill ON prebill_comment(prebill_id);

CREATE INDEX invoice_unsent ON invoice(issued_on) WHERE status = 'final';

CREATE TRIGGER prebill_comment_new BEFORE INSERT ON prebill_comment BEGIN
  SELECT RAISE(ABORT, 'I8 a comment stays as it was said') WHERE EXISTS (SELECT 1 FROM prebill_comment WHERE id = NEW.id);
END;
CREATE TRIGGER prebill_comment_set BEFORE UPDATE ON prebill_comment BEGIN
  SELECT RAISE(ABORT, 'I8 a comment stays as it was said')
   WHERE NEW.id IS NOT OLD.id OR NEW.prebill_id IS NOT OLD.prebill_id OR NEW.line_no IS NOT OLD.line_no OR NEW.user_id IS NOT OLD.user_id
      OR NEW.text IS NOT OLD.text OR NEW.made_ms IS NOT OLD.made_ms;
END;
CREATE TRIGGER prebill_comment_del BEFORE DELETE ON prebill_comment BEGIN SELECT RAISE(ABORT, 'I8 a comment stays as it was said'); END;
-- +goose StatementEnd
