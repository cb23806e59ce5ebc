-- +goose Up
-- +goose StatementBegin
-- Deposits at the bank, and what is said and promised about receivables.
PRAGMA user_version = 4;

-- From whom the money came, where it is not the client itself: an insurer, a
-- payor whose one check pays for several clients.
CREATE TABLE payment_payor (
  id         INTEGER PRIMARY KEY,
  payment_id INTEGER NOT NULL UNIQUE REFERENCES payment(id),
  payor      TEXT NOT NULL CHECK (payor <> '')
) STRICT;

-- Receipts as they go to the bank together. The expected total is counted first,
-- from the papers in hand; a deposit is closed when its receipts come to it.
CREATE TABLE deposit (
  id             INTEGER PRIMARY KEY,
  deposited_on   TEXT NOT NULL CHECK (date(deposited_on) IS deposited_on),
  account        TEXT NOT NULL, -- the bank account as the firm calls it
  currency       TEXT NOT NULL CHECK (length(currency) = 3),
  expected_minor INTEGER NOT NULL CHECK (expected_minor >= 0), -- 0: not counted yet
  status         TEXT NOT NULL CHECK (status IN ('open', 'closed')),
  note           TEXT NOT NULL,
  created_ms     INTEGER NOT NULL,
  row_version    INTEGER NOT NULL
) STRICT;

CREATE TABLE deposit_item (
  id         INTEGER PRIMARY KEY,
  deposit_id INTEGER NOT NULL REFERENCES deposit(id),
  payment_id INTEGER NOT NULL UNIQUE REFERENCES payment(id)
) STRICT;
CREATE INDEX deposit_item_by_deposit ON deposit_item(deposit_id, payment_id);

-- What was said with a client about what is owed.
CREATE TABLE ar_note (
  id         INTEGER PRIMARY KEY,
  client_id  INTEGER NOT NULL REFERENCES client(id),
  matter_id  INTEGER REFERENCES matter(id),
  noted_on   TEXT NOT NULL CHECK (date(noted_on) IS noted_on),
  kind       TEXT NOT NULL CHECK (kind IN ('call', 'email', 'letter', 'meeting', 'statement', 'reminder', 'note')),
  party      TEXT NOT NULL, -- with whom
  body       TEXT NOT NULL CHECK (body <> ''),
  user_id    INTEGER NOT NULL REFERENCES user(id),
  created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX ar_note_by_client ON ar_note(client_id, noted_on, id);

-- What a client promised to pay and by when; whether it was kept is read from
-- the payments.
CREATE TABLE ar_promise (
  id           INTEGER PRIMARY KEY,
  client_id    INTEGER NOT NULL REFERENCES client(id),
  made_on      TEXT NOT NULL CHECK (date(made_on) IS made_on),
  promised_on  TEXT NOT NULL CHECK (date(promised_on) IS promised_on),
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  currency     TEXT NOT NULL CHECK (length(currency) = 3),
  withdrawn_on TEXT CHECK (date(withdrawn_on) IS withdrawn_on),
  row_version  INTEGER NOT NULL,
  CHECK (promised_on >= made_on)
) STRICT;
CREATE INDEX ar_promise_by_client ON ar_promise(client_id, made_on);

-- What is to be done next about what a client owes, and by whom.
CREATE TABLE ar_follow (
  id           INTEGER PRIMARY KEY,
  client_id    INTEGER NOT NULL UNIQUE REFERENCES client(id),
  next_on      TEXT CHECK (date(next_on) IS next_on),
  next_action  TEXT NOT NULL,
  next_user_id INTEGER REFERENCES user(id),
  disputed     INTEGER NOT NULL CHECK (disputed IN (0, 1)),
  dispute      TEXT NOT NULL, -- why
  row_version  INTEGER NOT NULL
) STRICT;

-- The words of reminder letters, by how late the oldest invoice is. None: the
-- built-in words hold.
CREATE TABLE reminder_text (
  id          INTEGER PRIMARY KEY CHECK (id BETWEEN 1 AND 3), -- friendly, firm, final
  from_days   INTEGER NOT NULL CHECK (from_days BETWEEN 0 AND 3650),
  subject     TEXT NOT NULL CHECK (subject <> ''),
  body        TEXT NOT NULL CHECK (body <> ''),
  row_version INTEGER NOT NULL
) STRICT;

-- Deposits, and what was said about what is owed.
CREATE TRIGGER payment_payor_new BEFORE INSERT ON payment_payor BEGIN
  SELECT RAISE(ABORT, 'P1 payor exists') WHERE EXISTS (SELECT 1 FROM payment_payor WHERE id = NEW.id OR payment_id = NEW.payment_id);
END;
CREATE TRIGGER payment_payor_set BEFORE UPDATE ON payment_payor BEGIN SELECT RAISE(ABORT, 'P3 payments never change'); END;
CREATE TRIGGER payment_payor_del BEFORE DELETE ON payment_payor BEGIN SELECT RAISE(ABORT, 'P3 payments never change'); END;
CREATE TRIGGER deposit_new BEFORE INSERT ON deposit BEGIN
  SELECT RAISE(ABORT, 'D1 deposit exists') WHERE EXISTS (SELECT 1 FROM deposit WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'D3 a deposit is closed over its receipts') WHERE NEW.status <> 'open';
END;
CREATE TRIGGER deposit_set BEFORE UPDATE ON deposit BEGIN
  SELECT RAISE(ABORT, 'D2 a closed deposit never changes') WHERE OLD.status = 'closed';
  SELECT RAISE(ABORT, 'D5 a deposit keeps the currency of its receipts') WHERE NEW.id IS NOT OLD.id OR NEW.currency IS NOT OLD.currency;
  SELECT RAISE(ABORT, 'D3 the receipts do not come to the expected total') WHERE NEW.status = 'closed' AND NEW.expected_minor <>
    (SELECT coalesce(sum(p.amount_minor), 0) FROM deposit_item i JOIN payment p ON p.id = i.payment_id WHERE i.deposit_id = NEW.id);
  SELECT RAISE(ABORT, 'D3 an empty deposit is not closed') WHERE NEW.status = 'closed'
    AND NOT EXISTS (SELECT 1 FROM deposit_item WHERE deposit_id = NEW.id);
END;
CREATE TRIGGER deposit_del BEFORE DELETE ON deposit BEGIN
  SELECT RAISE(ABORT, 'D2 a closed deposit never changes') WHERE OLD.status = 'closed';
END;
CREATE TRIGGER deposit_item_new BEFORE INSERT ON deposit_item BEGIN
  SELECT RAISE(ABORT, 'D4 receipt is deposited already') WHERE EXISTS (SELECT 1 FROM deposit_item WHERE id = NEW.id OR payment_id = NEW.payment_id);
  SELECT RAISE(ABORT, 'D2 a closed deposit never changes') WHERE (SELECT status FROM deposit WHERE id = NEW.deposit_id) = 'closed';
  SELECT RAISE(ABORT, 'D5 this is no receipt for the bank') WHERE EXISTS (SELECT 1 FROM payment p JOIN deposit d ON d.id = NEW.deposit_id
    WHERE p.id = NEW.payment_id AND (p.amount_minor < 0 OR p.method = 'trust' OR p.currency <> d.currency));
END;
CREATE TRIGGER deposit_item_set BEFORE UPDATE ON deposit_item BEGIN SELECT RAISE(ABORT, 'D2 a receipt is taken out, never changed'); END;
CREATE TRIGGER deposit_item_del BEFORE DELETE ON deposit_item BEGIN
  SELECT RAISE(ABORT, 'D2 a closed deposit never changes') WHERE (SELECT status FROM deposit WHERE id = OLD.deposit_id) = 'closed';
END;
CREATE TRIGGER ar_note_new BEFORE INSERT ON ar_note BEGIN
  SELECT RAISE(ABORT, 'R1 note exists') WHERE EXISTS (SELECT 1 FROM ar_note WHERE id = NEW.id);
END;
CREATE TRIGGER ar_note_set BEFORE UPDATE ON ar_note BEGIN SELECT RAISE(ABORT, 'R2 notes of what was said never change'); END;
CREATE TRIGGER ar_note_del BEFORE DELETE ON ar_note BEGIN SELECT RAISE(ABORT, 'R2 notes of what was said never change'); END;
CREATE TRIGGER ar_promise_new BEFORE INSERT ON ar_promise BEGIN
  SELECT RAISE(ABORT, 'R1 promise exists') WHERE EXISTS (SELECT 1 FROM ar_promise WHERE id = NEW.id);
END;
CREATE TRIGGER ar_promise_set BEFORE UPDATE ON ar_promise BEGIN
  SELECT RAISE(ABORT, 'R3 a promise is withdrawn, never changed') WHERE OLD.withdrawn_on IS NOT NULL OR OLD.id <> NEW.id OR OLD.client_id <> NEW.client_id
    OR OLD.made_on <> NEW.made_on OR OLD.promised_on <> NEW.promised_on OR OLD.amount_minor <> NEW.amount_minor OR OLD.currency <> NEW.currency;
END;
CREATE TRIGGER ar_promise_del BEFORE DELETE ON ar_promise BEGIN SELECT RAISE(ABORT, 'R3 a promise is withdrawn, never changed'); END;
-- +goose StatementEnd
