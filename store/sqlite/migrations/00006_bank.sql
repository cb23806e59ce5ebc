-- +goose Up
-- +goose StatementBegin
PRAGMA user_version = 6;

-- ------------------------------------------------------- the bank's side ---

-- Lines first, header last: the header seals what the bank said.
CREATE TABLE bank_file (
  id            INTEGER PRIMARY KEY,
  account_id    INTEGER NOT NULL REFERENCES trust_account(id),
  name          TEXT NOT NULL CHECK (name <> ''),
  sha256        TEXT NOT NULL CHECK (length(sha256) = 64),
  format        TEXT NOT NULL CHECK (format IN ('csv', 'ofx')),
  from_date     TEXT NOT NULL CHECK (date(from_date) IS from_date),
  to_date       TEXT NOT NULL CHECK (date(to_date) IS to_date AND to_date >= from_date),
  line_count    INTEGER NOT NULL CHECK (line_count >= 0), -- new to the book
  closing_minor INTEGER, -- balance at the end of the last day; NULL: the file does not tell
  user_id       INTEGER NOT NULL REFERENCES user(id),
  created_ms    INTEGER NOT NULL,
  UNIQUE (account_id, sha256)
) STRICT;
CREATE INDEX bank_file_by_day ON bank_file(account_id, to_date);

CREATE TABLE bank_line (
  id            INTEGER PRIMARY KEY,
  file_id       INTEGER NOT NULL REFERENCES bank_file(id) DEFERRABLE INITIALLY DEFERRED,
  account_id    INTEGER NOT NULL REFERENCES trust_account(id),
  line_no       INTEGER NOT NULL CHECK (line_no > 0), -- of the file
  on_date       TEXT NOT NULL CHECK (date(on_date) IS on_date),
  amount_minor  INTEGER NOT NULL CHECK (amount_minor <> 0), -- credits positive
  reference     TEXT NOT NULL, description TEXT NOT NULL,
  balance_minor INTEGER, -- NULL: the file does not tell
  bank_id       TEXT NOT NULL -- the bank's own name of the movement, '' for none
) STRICT;
CREATE INDEX bank_line_by_file ON bank_line(file_id);
CREATE INDEX bank_line_by_day ON bank_line(account_id, on_date);
CREATE UNIQUE INDEX bank_line_by_bank_id ON bank_line(account_id, bank_id) WHERE bank_id <> '';

-- Parts first, header last: the header seals that both sides are the same money.
CREATE TABLE bank_match (
  id          INTEGER PRIMARY KEY,
  account_id  INTEGER NOT NULL REFERENCES trust_account(id),
  on_date     TEXT NOT NULL CHECK (date(on_date) IS on_date), -- the last day of any part
  total_minor INTEGER NOT NULL,
  how         TEXT NOT NULL CHECK (how IN ('auto', 'proposal', 'manual')),
  score       INTEGER NOT NULL CHECK (score BETWEEN 0 AND 100),
  reason      TEXT NOT NULL,
  user_id     INTEGER NOT NULL REFERENCES user(id),
  created_ms  INTEGER NOT NULL
) STRICT;
CREATE INDEX bank_match_by_day ON bank_match(account_id, on_date);

CREATE TABLE bank_match_part (
  id       INTEGER PRIMARY KEY,
  match_id INTEGER NOT NULL REFERENCES bank_match(id) DEFERRABLE INITIALLY DEFERRED,
  line_id  INTEGER UNIQUE REFERENCES bank_line(id),
  txn_id   INTEGER UNIQUE REFERENCES trust_txn(id),
  CHECK ((line_id IS NULL) <> (txn_id IS NULL))
) STRICT;
CREATE INDEX bank_match_part_by_match ON bank_match_part(match_id);

CREATE TABLE bank_mapping ( -- how the bank of an account writes its CSV
  account_id  INTEGER PRIMARY KEY REFERENCES trust_account(id),
  mapping     TEXT NOT NULL CHECK (json_valid(mapping)),
  row_version INTEGER NOT NULL
) STRICT;

CREATE TABLE trust_reconciliation (
  id              INTEGER PRIMARY KEY,
  account_id      INTEGER NOT NULL REFERENCES trust_account(id),
  from_date       TEXT NOT NULL CHECK (date(from_date) IS from_date),
  as_of           TEXT NOT NULL CHECK (date(as_of) IS as_of AND as_of >= from_date),
  statement_minor INTEGER NOT NULL,
  adjusted_minor  INTEGER NOT NULL, journal_minor INTEGER NOT NULL, ledgers_minor INTEGER NOT NULL,
  status          TEXT NOT NULL CHECK (status IN ('balanced', 'explained')),
  explanation     TEXT NOT NULL,
  closed_before   TEXT CHECK (date(closed_before) IS closed_before AND closed_before < from_date), -- where the account was closed through
  data            TEXT NOT NULL CHECK (json_valid(data)), -- every figure of the report
  prepared_by     INTEGER NOT NULL REFERENCES user(id), prepared_ms INTEGER NOT NULL,
  reviewed_by     INTEGER REFERENCES user(id), reviewed_ms INTEGER,
  reopen_by       INTEGER REFERENCES user(id), reopen_ms INTEGER, reopen_reason TEXT NOT NULL, -- who asked
  reopened_by     INTEGER REFERENCES user(id), reopened_ms INTEGER, -- who agreed
  row_version     INTEGER NOT NULL,
  CHECK (status <> 'balanced' OR adjusted_minor = journal_minor AND journal_minor = ledgers_minor),
  CHECK (status <> 'explained' OR explanation <> '')
) STRICT;
CREATE UNIQUE INDEX trust_reconciliation_live ON trust_reconciliation(account_id, as_of) WHERE reopened_by IS NULL;

CREATE TABLE trust_reconciliation_paper ( -- what was printed, byte for byte
  id                INTEGER PRIMARY KEY,
  reconciliation_id INTEGER NOT NULL REFERENCES trust_reconciliation(id),
  kind              TEXT NOT NULL CHECK (kind IN ('prepared', 'reviewed', 'superseded')),
  name              TEXT NOT NULL CHECK (name <> ''),
  sha256            TEXT NOT NULL CHECK (length(sha256) = 64),
  created_ms        INTEGER NOT NULL,
  bytes             BLOB NOT NULL,
  UNIQUE (reconciliation_id, kind)
) STRICT;

-- A request to fill trust up again is no receivable: nothing of it is counted
-- as owed or earned.
CREATE TABLE trust_request (
  id              INTEGER PRIMARY KEY,
  number          TEXT NOT NULL UNIQUE CHECK (number <> ''),
  account_id      INTEGER NOT NULL REFERENCES trust_account(id),
  matter_id       INTEGER NOT NULL REFERENCES matter(id),
  on_date         TEXT NOT NULL CHECK (date(on_date) IS on_date),
  available_minor INTEGER NOT NULL CHECK (available_minor >= 0),
  floor_minor     INTEGER NOT NULL CHECK (floor_minor > available_minor),
  target_minor    INTEGER NOT NULL CHECK (target_minor >= floor_minor),
  amount_minor    INTEGER NOT NULL CHECK (amount_minor = target_minor - available_minor),
  status          TEXT NOT NULL CHECK (status IN ('open', 'paid', 'withdrawn')),
  ended_on        TEXT CHECK (date(ended_on) IS ended_on),
  end_reason      TEXT NOT NULL,
  txn_id          INTEGER REFERENCES trust_txn(id), -- the receipt that filled it up
  user_id         INTEGER NOT NULL REFERENCES user(id),
  created_ms      INTEGER NOT NULL,
  row_version     INTEGER NOT NULL,
  CHECK ((status = 'open') = (ended_on IS NULL)),
  CHECK (status <> 'withdrawn' OR end_reason <> '')
) STRICT;
CREATE UNIQUE INDEX trust_request_open ON trust_request(account_id, matter_id) WHERE status = 'open';
CREATE INDEX trust_request_by_matter ON trust_request(matter_id);

CREATE TABLE trust_request_paper ( -- the letter, byte for byte
  request_id INTEGER PRIMARY KEY REFERENCES trust_request(id),
  name       TEXT NOT NULL CHECK (name <> ''),
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes      BLOB NOT NULL
) STRICT;

-- The bank's lines are kept as they came. Lines first, header last.
CREATE TRIGGER bank_line_new BEFORE INSERT ON bank_line BEGIN
  SELECT RAISE(ABORT, 'B1 bank line exists') WHERE EXISTS (SELECT 1 FROM bank_line
    WHERE id = NEW.id OR (NEW.bank_id <> '' AND account_id = NEW.account_id AND bank_id = NEW.bank_id AND bank_id <> ''));
  SELECT RAISE(ABORT, 'B2 bank file is read') WHERE EXISTS (SELECT 1 FROM bank_file WHERE id = NEW.file_id);
END;
CREATE TRIGGER bank_line_set BEFORE UPDATE ON bank_line BEGIN SELECT RAISE(ABORT, 'B3 what the bank said never changes'); END;
CREATE TRIGGER bank_line_del BEFORE DELETE ON bank_line BEGIN SELECT RAISE(ABORT, 'B3 what the bank said never changes'); END;
CREATE TRIGGER bank_file_new BEFORE INSERT ON bank_file BEGIN
  SELECT RAISE(ABORT, 'B1 bank file exists') WHERE EXISTS (SELECT 1 FROM bank_file
    WHERE id = NEW.id OR (account_id = NEW.account_id AND sha256 = NEW.sha256));
END;
CREATE TRIGGER bank_file_seal AFTER INSERT ON bank_file BEGIN
  SELECT RAISE(ABORT, 'B4 bank lines are not those of the file')
   WHERE NEW.line_count <> (SELECT count(*) FROM bank_line WHERE file_id = NEW.id)
      OR EXISTS (SELECT 1 FROM bank_line WHERE file_id = NEW.id AND (account_id <> NEW.account_id OR on_date NOT BETWEEN NEW.from_date AND NEW.to_date));
END;
CREATE TRIGGER bank_file_set BEFORE UPDATE ON bank_file BEGIN SELECT RAISE(ABORT, 'B3 what the bank said never changes'); END;
CREATE TRIGGER bank_file_del BEFORE DELETE ON bank_file BEGIN SELECT RAISE(ABORT, 'B3 what the bank said never changes'); END;

-- A match says that both sides are the same money. It may be taken back as a
-- whole, header first, until its period is closed.
CREATE TRIGGER bank_match_part_new BEFORE INSERT ON bank_match_part BEGIN
  SELECT RAISE(ABORT, 'B1 bank match part exists') WHERE EXISTS (SELECT 1 FROM bank_match_part
    WHERE id = NEW.id OR line_id = NEW.line_id OR txn_id = NEW.txn_id);
  SELECT RAISE(ABORT, 'B6 bank match is sealed') WHERE EXISTS (SELECT 1 FROM bank_match WHERE id = NEW.match_id);
END;
CREATE TRIGGER bank_match_part_set BEFORE UPDATE ON bank_match_part BEGIN SELECT RAISE(ABORT, 'B6 a match is taken back, never changed'); END;
CREATE TRIGGER bank_match_part_del BEFORE DELETE ON bank_match_part BEGIN
  SELECT RAISE(ABORT, 'B6 a match is taken back as a whole') WHERE EXISTS (SELECT 1 FROM bank_match WHERE id = OLD.match_id);
END;
CREATE TRIGGER bank_match_new BEFORE INSERT ON bank_match BEGIN
  SELECT RAISE(ABORT, 'B1 bank match exists') WHERE EXISTS (SELECT 1 FROM bank_match WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'T4 trust period is closed')
   WHERE NEW.on_date <= (SELECT closed_through FROM trust_account WHERE id = NEW.account_id);
END;
CREATE TRIGGER bank_match_seal AFTER INSERT ON bank_match BEGIN
  SELECT RAISE(ABORT, 'B5 bank match does not add up')
   WHERE NEW.total_minor IS NOT (SELECT sum(l.amount_minor) FROM bank_match_part p JOIN bank_line l ON l.id = p.line_id WHERE p.match_id = NEW.id)
      OR NEW.total_minor <> (SELECT coalesce(sum(t.bank_minor), 0) FROM bank_match_part p JOIN trust_txn t ON t.id = p.txn_id WHERE p.match_id = NEW.id)
      OR EXISTS (SELECT 1 FROM bank_match_part p JOIN bank_line l ON l.id = p.line_id WHERE p.match_id = NEW.id AND (l.account_id <> NEW.account_id OR l.on_date > NEW.on_date))
      OR EXISTS (SELECT 1 FROM bank_match_part p JOIN trust_txn t ON t.id = p.txn_id WHERE p.match_id = NEW.id AND (t.account_id <> NEW.account_id OR t.posted_on > NEW.on_date));
END;
CREATE TRIGGER bank_match_set BEFORE UPDATE ON bank_match BEGIN SELECT RAISE(ABORT, 'B6 a match is taken back, never changed'); END;
CREATE TRIGGER bank_match_del BEFORE DELETE ON bank_match BEGIN
  SELECT RAISE(ABORT, 'T4 trust period is closed')
   WHERE OLD.on_date <= (SELECT closed_through FROM trust_account WHERE id = OLD.account_id);
END;

-- A reconciliation is signed once by one person, reviewed and reopened by
-- another; its figures stay, and those of the books are the true ones.
CREATE TRIGGER trust_reconciliation_new BEFORE INSERT ON trust_reconciliation BEGIN
  SELECT RAISE(ABORT, 'B1 reconciliation exists') WHERE EXISTS (SELECT 1 FROM trust_reconciliation
    WHERE id = NEW.id OR (account_id = NEW.account_id AND as_of = NEW.as_of AND reopened_by IS NULL));
  SELECT RAISE(ABORT, 'T4 trust period is closed')
   WHERE NEW.from_date <= (SELECT closed_through FROM trust_account WHERE id = NEW.account_id);
  SELECT RAISE(ABORT, 'B7 the figures of a reconciliation are those of the books')
   WHERE NEW.journal_minor <> (SELECT coalesce(sum(bank_minor), 0) FROM trust_txn WHERE account_id = NEW.account_id AND posted_on <= NEW.as_of)
      OR NEW.ledgers_minor <> (SELECT coalesce(sum(s.amount_minor), 0) FROM trust_ledger l JOIN trust_split s ON s.ledger_id = l.id
                               WHERE l.account_id = NEW.account_id AND s.posted_on <= NEW.as_of)
      OR NEW.reviewed_by IS NOT NULL OR NEW.reopen_by IS NOT NULL OR NEW.reopened_by IS NOT NULL;
END;
CREATE TRIGGER trust_reconciliation_set BEFORE UPDATE ON trust_reconciliation BEGIN
  SELECT RAISE(ABORT, 'B7 a signed reconciliation never changes')
   WHERE NEW.id IS NOT OLD.id OR NEW.account_id IS NOT OLD.account_id OR NEW.from_date IS NOT OLD.from_date OR NEW.as_of IS NOT OLD.as_of
      OR NEW.statement_minor IS NOT OLD.statement_minor OR NEW.adjusted_minor IS NOT OLD.adjusted_minor OR NEW.journal_minor IS NOT OLD.journal_minor
      OR NEW.ledgers_minor IS NOT OLD.ledgers_minor OR NEW.status IS NOT OLD.status OR NEW.explanation IS NOT OLD.explanation
      OR NEW.closed_before IS NOT OLD.closed_before OR NEW.data IS NOT OLD.data
      OR NEW.prepared_by IS NOT OLD.prepared_by OR NEW.prepared_ms IS NOT OLD.prepared_ms
      OR (OLD.reviewed_by IS NOT NULL AND (NEW.reviewed_by IS NOT OLD.reviewed_by OR NEW.reviewed_ms IS NOT OLD.reviewed_ms))
      OR OLD.reopened_by IS NOT NULL
      OR (NEW.reopened_by IS NOT NULL AND EXISTS (SELECT 1 FROM trust_reconciliation r WHERE r.account_id = OLD.account_id AND r.as_of > OLD.as_of AND r.reopened_by IS NULL));
  SELECT RAISE(ABORT, 'B8 another person reviews and reopens')
   WHERE NEW.reviewed_by = NEW.prepared_by
      OR (NEW.reopened_by IS NOT NULL AND (OLD.reopen_by IS NULL OR NEW.reopen_by IS NOT OLD.reopen_by OR NEW.reopened_by = OLD.reopen_by
          OR NEW.reopen_reason IS NOT OLD.reopen_reason OR NEW.reopen_reason = ''));
END;
CREATE TRIGGER trust_reconciliation_del BEFORE DELETE ON trust_reconciliation BEGIN SELECT RAISE(ABORT, 'B7 a signed reconciliation never changes'); END;
CREATE TRIGGER trust_account_reopen BEFORE UPDATE ON trust_account
 WHEN OLD.closed_through IS NOT NULL AND (NEW.closed_through IS NULL OR NEW.closed_through < OLD.closed_through) BEGIN
  SELECT RAISE(ABORT, 'B0 a closed period is opened by its reconciliation')
   WHERE NOT EXISTS (SELECT 1 FROM trust_reconciliation WHERE account_id = OLD.id AND as_of = OLD.closed_through AND reopened_by IS NOT NULL
                     AND closed_before IS NEW.closed_through)
      OR EXISTS (SELECT 1 FROM trust_reconciliation WHERE account_id = OLD.id AND as_of = OLD.closed_through AND reopened_by IS NULL);
END;
CREATE TRIGGER trust_reconciliation_paper_new BEFORE INSERT ON trust_reconciliation_paper BEGIN
  SELECT RAISE(ABORT, 'B9 a printed paper is kept') WHERE EXISTS (SELECT 1 FROM trust_reconciliation_paper
    WHERE id = NEW.id OR (reconciliation_id = NEW.reconciliation_id AND kind = NEW.kind));
END;
CREATE TRIGGER trust_reconciliation_paper_set BEFORE UPDATE ON trust_reconciliation_paper BEGIN SELECT RAISE(ABORT, 'B9 a printed paper is kept'); END;
CREATE TRIGGER trust_reconciliation_paper_del BEFORE DELETE ON trust_reconciliation_paper BEGIN SELECT RAISE(ABORT, 'B9 a printed paper is kept'); END;

-- A request is paid or withdrawn once; nothing else of it changes.
CREATE TRIGGER trust_request_new BEFORE INSERT ON trust_request BEGIN
  SELECT RAISE(ABORT, 'B1 request exists') WHERE EXISTS (SELECT 1 FROM trust_request
    WHERE id = NEW.id OR number = NEW.number OR (status = 'open' AND account_id = NEW.account_id AND matter_id = NEW.matter_id));
END;
CREATE TRIGGER trust_request_set BEFORE UPDATE ON trust_request BEGIN
  SELECT RAISE(ABORT, 'B9 a request is ended once, never changed')
   WHERE NEW.id IS NOT OLD.id OR NEW.number IS NOT OLD.number OR NEW.account_id IS NOT OLD.account_id OR NEW.matter_id IS NOT OLD.matter_id
      OR NEW.on_date IS NOT OLD.on_date OR NEW.available_minor IS NOT OLD.available_minor OR NEW.floor_minor IS NOT OLD.floor_minor
      OR NEW.target_minor IS NOT OLD.target_minor OR NEW.amount_minor IS NOT OLD.amount_minor OR NEW.user_id IS NOT OLD.user_id
      OR NEW.created_ms IS NOT OLD.created_ms OR OLD.status <> 'open';
END;
CREATE TRIGGER trust_request_del BEFORE DELETE ON trust_request BEGIN SELECT RAISE(ABORT, 'B9 a request is ended once, never changed'); END;
CREATE TRIGGER trust_request_paper_new BEFORE INSERT ON trust_request_paper BEGIN
  SELECT RAISE(ABORT, 'B9 a printed paper is kept') WHERE EXISTS (SELECT 1 FROM trust_request_paper WHERE request_id = NEW.request_id);
END;
CREATE TRIGGER trust_request_paper_set BEFORE UPDATE ON trust_request_paper BEGIN SELECT RAISE(ABORT, 'B9 a printed paper is kept'); END;
CREATE TRIGGER trust_request_paper_del BEFORE DELETE ON trust_request_paper BEGIN SELECT RAISE(ABORT, 'B9 a printed paper is kept'); END;
-- +goose StatementEnd
