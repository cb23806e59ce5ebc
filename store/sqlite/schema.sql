-- The whole schema of a book as it stands today. A test compares it with a
-- freshly migrated database, so it is documentation that cannot lie.
--
-- Money is integer minor units (_minor), hours and units _e4, rates _e4,
-- percentages _e6; days are TEXT YYYY-MM-DD, instants integer Unix
-- milliseconds UTC (_ms). 0 or '' stands for "none" only where a comment says
-- so; otherwise NULL does.

PRAGMA application_id = 0x4D425542; -- "MBUB"
PRAGMA user_version = 7;

-- ---------------------------------------------------------------- the firm --

CREATE TABLE firm (
  id              INTEGER PRIMARY KEY CHECK (id = 1),
  name            TEXT NOT NULL CHECK (name <> ''),
  address1        TEXT NOT NULL, address2 TEXT NOT NULL, city TEXT NOT NULL,
  region          TEXT NOT NULL, postcode TEXT NOT NULL, country TEXT NOT NULL,
  phone           TEXT NOT NULL, email TEXT NOT NULL, website TEXT NOT NULL,
  ledes_firm_id   TEXT NOT NULL,
  currency        TEXT NOT NULL CHECK (length(currency) = 3),
  preset          TEXT NOT NULL,
  minimum_e4      INTEGER NOT NULL CHECK (minimum_e4 >= 0),
  increment_e4    INTEGER NOT NULL CHECK (increment_e4 >= 0),
  terms_days      INTEGER NOT NULL CHECK (terms_days BETWEEN 0 AND 3650),
  invoice_series  TEXT NOT NULL,
  age_by          TEXT NOT NULL CHECK (age_by IN ('due', 'invoice')),
  closed_through  TEXT CHECK (date(closed_through) IS closed_through),
  payment_text    TEXT NOT NULL, terms_text TEXT NOT NULL,
  row_version     INTEGER NOT NULL
, paper_size TEXT CHECK (paper_size = 'a4'), hide_codes INTEGER CHECK (hide_codes = 1), hide_hours INTEGER CHECK (hide_hours = 1), hide_rates INTEGER CHECK (hide_rates = 1), no_slip INTEGER CHECK (no_slip = 1), foot_text TEXT CHECK (foot_text <> ''), code_set TEXT CHECK (code_set <> '')) STRICT; -- as the migrations wrote them; NULL: letter, shown, none

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

CREATE TABLE timekeeper (
  id          INTEGER PRIMARY KEY,
  code        TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 20),
  last_name   TEXT NOT NULL, first_name TEXT NOT NULL,
  class       TEXT NOT NULL CHECK (class <> ''),
  standard_rate_e4 INTEGER NOT NULL CHECK (standard_rate_e4 >= 0),
  email       TEXT NOT NULL, hr_id TEXT NOT NULL,
  start_date  TEXT CHECK (date(start_date) IS start_date),
  end_date    TEXT CHECK (date(end_date) IS end_date),
  row_version INTEGER NOT NULL
, office_id INTEGER REFERENCES office(id)) STRICT;

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

CREATE TABLE user (
  id            INTEGER PRIMARY KEY,
  code          TEXT NOT NULL UNIQUE CHECK (code <> ''),
  name          TEXT NOT NULL,
  role          TEXT NOT NULL CHECK (role IN ('admin', 'billing', 'attorney', 'trust', 'auditor')),
  timekeeper_id INTEGER REFERENCES timekeeper(id),
  active        INTEGER NOT NULL CHECK (active IN (0, 1)),
  row_version   INTEGER NOT NULL
) STRICT;

CREATE TABLE client (
  id              INTEGER PRIMARY KEY,
  code            TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 20),
  name            TEXT NOT NULL CHECK (name <> ''),
  sort_key        TEXT NOT NULL, -- code and name folded in Go: LIKE knows ASCII only
  address1        TEXT NOT NULL, address2 TEXT NOT NULL, city TEXT NOT NULL,
  region          TEXT NOT NULL, postcode TEXT NOT NULL, country TEXT NOT NULL,
  email           TEXT NOT NULL,
  terms_days      INTEGER NOT NULL CHECK (terms_days BETWEEN -1 AND 3650), -- -1: the firm's
  currency        TEXT NOT NULL CHECK (length(currency) = 3),
  ledes_client_id TEXT NOT NULL,
  minimum_e4      INTEGER NOT NULL CHECK (minimum_e4 >= 0),
  increment_e4    INTEGER NOT NULL CHECK (increment_e4 >= 0),
  instructions    TEXT NOT NULL,
  archived        INTEGER NOT NULL CHECK (archived IN (0, 1)),
  row_version     INTEGER NOT NULL
) STRICT;

CREATE TABLE matter (
  id               INTEGER PRIMARY KEY,
  code             TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 20),
  client_id        INTEGER NOT NULL REFERENCES client(id),
  name             TEXT NOT NULL CHECK (name <> ''),
  sort_key         TEXT NOT NULL,
  opened_on        TEXT CHECK (date(opened_on) IS opened_on),
  closed_on        TEXT CHECK (date(closed_on) IS closed_on),
  status           TEXT NOT NULL CHECK (status IN ('open', 'closed')),
  practice_area    TEXT NOT NULL,
  responsible_id   INTEGER REFERENCES timekeeper(id),
  originating_id   INTEGER REFERENCES timekeeper(id),
  billing_id       INTEGER REFERENCES timekeeper(id),
  fee_arrangement  TEXT NOT NULL CHECK (fee_arrangement IN ('hourly', 'flat', 'contingent', 'blended', 'capped')),
  fee_minor        INTEGER NOT NULL CHECK (fee_minor >= 0),
  client_matter_id TEXT NOT NULL, claim_no TEXT NOT NULL, po_number TEXT NOT NULL,
  code_set         TEXT NOT NULL, -- '': no task codes
  codes_required   INTEGER NOT NULL CHECK (codes_required IN (0, 1)),
  trust_floor_minor  INTEGER NOT NULL CHECK (trust_floor_minor >= 0),
  trust_target_minor INTEGER NOT NULL CHECK (trust_target_minor >= 0),
  trust_wait_days  INTEGER NOT NULL CHECK (trust_wait_days BETWEEN 0 AND 3650),
  minimum_e4       INTEGER NOT NULL CHECK (minimum_e4 >= 0),
  increment_e4     INTEGER NOT NULL CHECK (increment_e4 >= 0),
  instructions     TEXT NOT NULL,
  row_version      INTEGER NOT NULL
, budget_minor INTEGER CHECK (budget_minor > 0), office_id INTEGER REFERENCES office(id)) STRICT; -- as the migration wrote it; NULL: no budget
CREATE INDEX matter_by_client ON matter(client_id, code);

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

CREATE TABLE rate (
  id            INTEGER PRIMARY KEY,
  scope         TEXT NOT NULL CHECK (scope IN ('firm', 'client', 'matter')),
  client_id     INTEGER REFERENCES client(id),
  matter_id     INTEGER REFERENCES matter(id),
  timekeeper_id INTEGER REFERENCES timekeeper(id),
  class         TEXT NOT NULL, activity TEXT NOT NULL, -- '': everybody, everything
  rate_e4       INTEGER NOT NULL CHECK (rate_e4 > 0),
  from_date     TEXT CHECK (date(from_date) IS from_date),
  to_date       TEXT CHECK (date(to_date) IS to_date),
  row_version   INTEGER NOT NULL,
  CHECK ((client_id IS NOT NULL) = (scope = 'client') AND (matter_id IS NOT NULL) = (scope = 'matter'))
) STRICT;
CREATE INDEX rate_by_matter ON rate(matter_id) WHERE matter_id IS NOT NULL;
CREATE INDEX rate_by_client ON rate(client_id) WHERE client_id IS NOT NULL;

CREATE TABLE code (
  id       INTEGER PRIMARY KEY, -- the order of the set
  code_set TEXT NOT NULL,
  code     TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 20),
  parent   TEXT NOT NULL,
  name     TEXT NOT NULL, ended INTEGER CHECK (ended = 1),
  UNIQUE (code_set, code)
) STRICT;

-- ---------------------------------------------------------------- the work --

CREATE TABLE prebill (
  id              INTEGER PRIMARY KEY,
  matter_id       INTEGER NOT NULL REFERENCES matter(id),
  client_id       INTEGER NOT NULL REFERENCES client(id),
  through         TEXT NOT NULL CHECK (date(through) IS through),
  created_on      TEXT NOT NULL CHECK (date(created_on) IS created_on),
  status          TEXT NOT NULL CHECK (status IN ('open', 'review', 'approved', 'final', 'discarded')),
  holder          TEXT NOT NULL, note TEXT NOT NULL,
  discount_minor  INTEGER NOT NULL CHECK (discount_minor >= 0),
  discount_text   TEXT NOT NULL, message TEXT NOT NULL,
  approved_by     INTEGER REFERENCES user(id),
  approved_ms     INTEGER,
  invoice_id      INTEGER REFERENCES invoice(id),
  row_version     INTEGER NOT NULL
, held TEXT CHECK (held <> '')) STRICT; -- as the migration wrote it; why it waits, NULL: it does not
CREATE UNIQUE INDEX prebill_one_live ON prebill(matter_id) WHERE status IN ('open', 'review', 'approved');
CREATE INDEX prebill_by_matter ON prebill(matter_id);

-- OR, not IN, in these two tables: the engine builds a list of three or more as a
-- table anew for every row that is written, a fifth of the work of an import.
CREATE TABLE time_entry (
  id             INTEGER PRIMARY KEY,
  worked_on      TEXT NOT NULL CHECK (date(worked_on) IS worked_on),
  timekeeper_id  INTEGER NOT NULL REFERENCES timekeeper(id),
  matter_id      INTEGER NOT NULL REFERENCES matter(id),
  worked_seconds INTEGER NOT NULL CHECK (worked_seconds >= 0),
  worked_e4      INTEGER NOT NULL CHECK (worked_e4 >= 0),
  hours_e4       INTEGER NOT NULL CHECK (hours_e4 BETWEEN 0 AND 240000),
  narrative      TEXT NOT NULL, note TEXT NOT NULL,
  task           TEXT NOT NULL, activity TEXT NOT NULL,
  billable       TEXT NOT NULL CHECK (billable = 'Y' OR billable = 'N' OR billable = 'NC'),
  standard_rate_e4 INTEGER NOT NULL, rate_e4 INTEGER NOT NULL CHECK (rate_e4 >= 0),
  rate_rule      INTEGER NOT NULL,
  rate_id        INTEGER, -- the rate row that won; not a key, the row may be gone
  amount_minor   INTEGER NOT NULL,
  status         TEXT NOT NULL CHECK (status = 'draft' OR status = 'released' OR status = 'on_prebill' OR status = 'billed' OR status = 'written_off' OR status = 'no_charge'),
  prebill_id     INTEGER REFERENCES prebill(id),
  invoice_id     INTEGER REFERENCES invoice(id),
  hold_reason    TEXT NOT NULL,
  hold_until     TEXT CHECK (date(hold_until) IS hold_until),
  why_off        TEXT NOT NULL,
  ext_id         TEXT,
  created_ms     INTEGER NOT NULL,
  row_version    INTEGER NOT NULL,
  CHECK ((prebill_id IS NOT NULL) = (status = 'on_prebill')),
  CHECK ((invoice_id IS NOT NULL) = (status IN ('billed', 'no_charge')))
) STRICT;
CREATE INDEX entry_by_date       ON time_entry(worked_on);
CREATE INDEX entry_by_timekeeper ON time_entry(timekeeper_id, worked_on, status, hours_e4, amount_minor, worked_e4);
CREATE INDEX entry_by_matter     ON time_entry(matter_id, worked_on, status, hours_e4, amount_minor, worked_e4);
CREATE INDEX entry_wip           ON time_entry(matter_id, worked_on, amount_minor, hours_e4, status, billable) WHERE (status = 'draft' OR status = 'released' OR status = 'on_prebill') AND billable <> 'N';
CREATE INDEX entry_by_status     ON time_entry(status, worked_on);
CREATE INDEX entry_by_prebill    ON time_entry(prebill_id) WHERE prebill_id IS NOT NULL;
CREATE INDEX entry_by_invoice    ON time_entry(invoice_id) WHERE invoice_id IS NOT NULL;
CREATE UNIQUE INDEX entry_by_ext ON time_entry(ext_id) WHERE ext_id IS NOT NULL;

-- The words of the narratives. Their key is the day (YYYYMMDD) above 32 bits of
-- id: hits come in the order of the list and no entry is looked up to sort them.
-- Kept current by the store at the end of each transaction, in one statement
-- per batch: a trigger per row costs thirty times as much.
CREATE VIEW entry_words AS SELECT CAST(replace(worked_on, '-', '') AS INTEGER) << 32 | id AS id, narrative FROM time_entry;
CREATE VIRTUAL TABLE entry_fts USING fts5(narrative, content='entry_words', content_rowid='id', tokenize='unicode61 remove_diacritics 2');

CREATE TABLE expense (
  id             INTEGER PRIMARY KEY,
  incurred_on    TEXT NOT NULL CHECK (date(incurred_on) IS incurred_on),
  matter_id      INTEGER NOT NULL REFERENCES matter(id),
  timekeeper_id  INTEGER REFERENCES timekeeper(id),
  kind           TEXT NOT NULL CHECK (kind IN ('hard', 'soft')),
  code           TEXT NOT NULL,
  units_e4       INTEGER NOT NULL,
  unit_price_e4  INTEGER NOT NULL,
  amount_minor   INTEGER NOT NULL,
  description    TEXT NOT NULL, vendor TEXT NOT NULL,
  billable       TEXT NOT NULL CHECK (billable = 'Y' OR billable = 'N' OR billable = 'NC'),
  trust_txn_id   INTEGER REFERENCES trust_txn(id),
  status         TEXT NOT NULL CHECK (status = 'draft' OR status = 'released' OR status = 'on_prebill' OR status = 'billed' OR status = 'written_off' OR status = 'no_charge'),
  prebill_id     INTEGER REFERENCES prebill(id),
  invoice_id     INTEGER REFERENCES invoice(id),
  hold_reason    TEXT NOT NULL,
  hold_until     TEXT CHECK (date(hold_until) IS hold_until),
  why_off        TEXT NOT NULL,
  ext_id         TEXT,
  created_ms     INTEGER NOT NULL,
  row_version    INTEGER NOT NULL,
  CHECK ((prebill_id IS NOT NULL) = (status = 'on_prebill')),
  CHECK ((invoice_id IS NOT NULL) = (status IN ('billed', 'no_charge')))
) STRICT;
CREATE INDEX expense_by_date   ON expense(incurred_on);
CREATE INDEX expense_by_matter ON expense(matter_id, incurred_on, status, amount_minor);
CREATE INDEX expense_wip       ON expense(matter_id, incurred_on, amount_minor, status, billable, trust_txn_id) WHERE (status = 'draft' OR status = 'released' OR status = 'on_prebill') AND billable <> 'N';
CREATE INDEX expense_by_prebill ON expense(prebill_id) WHERE prebill_id IS NOT NULL;
CREATE INDEX expense_by_invoice ON expense(invoice_id) WHERE invoice_id IS NOT NULL;
CREATE UNIQUE INDEX expense_by_ext ON expense(ext_id) WHERE ext_id IS NOT NULL;

CREATE TABLE timer ( -- measuring, not yet work: its rows are not in the log, the acts are
  id             INTEGER PRIMARY KEY,
  user_id        INTEGER NOT NULL REFERENCES user(id),
  timekeeper_id  INTEGER REFERENCES timekeeper(id),
  matter_id      INTEGER REFERENCES matter(id),
  narrative      TEXT NOT NULL, task TEXT NOT NULL, activity TEXT NOT NULL,
  banked_seconds INTEGER NOT NULL CHECK (banked_seconds >= 0),
  started_ms     INTEGER,
  seen_ms        INTEGER,
  worked_on      TEXT CHECK (date(worked_on) IS worked_on),
  away_seconds   INTEGER NOT NULL CHECK (away_seconds >= 0),
  flag           TEXT NOT NULL CHECK (flag IN ('', 'away', 'clock')),
  kept           INTEGER NOT NULL CHECK (kept IN (0, 1)),
  position       INTEGER NOT NULL,
  row_version    INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX timer_one_runs ON timer(user_id) WHERE started_ms IS NOT NULL;

CREATE TABLE abbreviation (
  id      INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL, -- 0: the firm's
  short   TEXT NOT NULL CHECK (short <> ''),
  text    TEXT NOT NULL,
  UNIQUE (user_id, short)
) STRICT;

-- --------------------------------------------------------------- the bills --

CREATE TABLE prebill_line (
  id            INTEGER PRIMARY KEY,
  prebill_id    INTEGER NOT NULL REFERENCES prebill(id),
  line_no       INTEGER NOT NULL CHECK (line_no > 0),
  kind          TEXT NOT NULL CHECK (kind IN ('fee', 'hard', 'soft')),
  line_date     TEXT NOT NULL CHECK (date(line_date) IS line_date),
  entry_id      INTEGER REFERENCES time_entry(id),
  expense_id    INTEGER REFERENCES expense(id),
  timekeeper_id INTEGER REFERENCES timekeeper(id),
  task TEXT NOT NULL, activity TEXT NOT NULL, expense TEXT NOT NULL,
  worked_e4     INTEGER NOT NULL,
  trust_paid    TEXT NOT NULL,
  was_units_e4  INTEGER NOT NULL, was_rate_e4 INTEGER NOT NULL, was_minor INTEGER NOT NULL, was_text TEXT NOT NULL,
  now_units_e4  INTEGER NOT NULL, now_rate_e4 INTEGER NOT NULL, now_minor INTEGER NOT NULL, now_text TEXT NOT NULL,
  action        TEXT NOT NULL CHECK (action IN ('', 'no_charge', 'hold', 'write_off', 'transferred')),
  reason        TEXT NOT NULL,
  moved_to      INTEGER REFERENCES matter(id),
  edited_by     INTEGER REFERENCES user(id),
  edited_ms     INTEGER,
  UNIQUE (prebill_id, line_no),
  CHECK ((entry_id IS NULL) <> (expense_id IS NULL))
) STRICT;

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

CREATE TABLE invoice (
  id           INTEGER PRIMARY KEY,
  number       TEXT NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 20),
  client_id    INTEGER NOT NULL REFERENCES client(id),
  matter_id    INTEGER NOT NULL REFERENCES matter(id),
  prebill_id   INTEGER REFERENCES prebill(id),
  issued_on    TEXT NOT NULL CHECK (date(issued_on) IS issued_on),
  due_on       TEXT NOT NULL CHECK (date(due_on) IS due_on),
  period_from  TEXT NOT NULL CHECK (date(period_from) IS period_from),
  period_to    TEXT NOT NULL CHECK (date(period_to) IS period_to),
  currency     TEXT NOT NULL CHECK (length(currency) = 3),
  fees_minor     INTEGER NOT NULL, discount_minor INTEGER NOT NULL,
  hard_minor     INTEGER NOT NULL, soft_minor     INTEGER NOT NULL,
  tax_minor      INTEGER NOT NULL, interest_minor INTEGER NOT NULL,
  total_minor    INTEGER NOT NULL,
  hours_e4       INTEGER NOT NULL, no_charge_e4 INTEGER NOT NULL, worked_e4 INTEGER NOT NULL,
  worked_minor   INTEGER NOT NULL,
  status       TEXT NOT NULL CHECK (status IN ('final', 'sent', 'void')),
  sent_on      TEXT CHECK (date(sent_on) IS sent_on),
  sent_how     TEXT NOT NULL,
  voided_on    TEXT CHECK (date(voided_on) IS voided_on),
  void_reason  TEXT NOT NULL,
  -- Names, addresses and texts as they were. Long, so it stands last: lists
  -- read the columns before it without walking its pages.
  paper        TEXT NOT NULL CHECK (json_valid(paper)),
  CHECK (total_minor = fees_minor - discount_minor + hard_minor + soft_minor + tax_minor + interest_minor),
  CHECK ((voided_on IS NOT NULL) = (status = 'void')),
  CHECK (voided_on >= issued_on),
  CHECK (status <> 'sent' OR sent_on IS NOT NULL)
) STRICT;
CREATE INDEX invoice_unsent ON invoice(issued_on) WHERE status = 'final';
CREATE INDEX invoice_by_client ON invoice(client_id, issued_on);
CREATE INDEX invoice_by_matter ON invoice(matter_id, issued_on);
CREATE INDEX invoice_by_date   ON invoice(issued_on, total_minor, voided_on, due_on, client_id, matter_id);

CREATE TABLE invoice_line (
  id            INTEGER PRIMARY KEY,
  invoice_id    INTEGER NOT NULL REFERENCES invoice(id) DEFERRABLE INITIALLY DEFERRED,
  line_no       INTEGER NOT NULL CHECK (line_no > 0),
  kind          TEXT NOT NULL CHECK (kind IN ('fee', 'hard', 'soft')),
  line_date     TEXT NOT NULL CHECK (date(line_date) IS line_date),
  entry_id      INTEGER REFERENCES time_entry(id),
  expense_id    INTEGER REFERENCES expense(id),
  timekeeper_id INTEGER REFERENCES timekeeper(id),
  timekeeper_code TEXT NOT NULL, timekeeper_name TEXT NOT NULL, ledes_name TEXT NOT NULL, class TEXT NOT NULL,
  task TEXT NOT NULL, activity TEXT NOT NULL, expense TEXT NOT NULL,
  text          TEXT NOT NULL,
  worked_e4     INTEGER NOT NULL, units_e4 INTEGER NOT NULL, rate_e4 INTEGER NOT NULL,
  amount_minor  INTEGER NOT NULL, value_minor INTEGER NOT NULL,
  no_charge     INTEGER NOT NULL CHECK (no_charge IN (0, 1)),
  trust_paid    TEXT NOT NULL,
  UNIQUE (invoice_id, line_no)
) STRICT;

CREATE TABLE invoice_timekeeper (
  id            INTEGER PRIMARY KEY,
  invoice_id    INTEGER NOT NULL REFERENCES invoice(id) DEFERRABLE INITIALLY DEFERRED,
  timekeeper_id INTEGER NOT NULL REFERENCES timekeeper(id),
  code TEXT NOT NULL, name TEXT NOT NULL, class TEXT NOT NULL,
  hours_e4 INTEGER NOT NULL, no_charge_e4 INTEGER NOT NULL,
  rate_e4 INTEGER NOT NULL, mixed INTEGER NOT NULL CHECK (mixed IN (0, 1)),
  fees_minor INTEGER NOT NULL, discount_minor INTEGER NOT NULL,
  UNIQUE (invoice_id, timekeeper_id)
) STRICT;

CREATE TABLE payment (
  id           INTEGER PRIMARY KEY,
  client_id    INTEGER NOT NULL REFERENCES client(id),
  paid_on      TEXT NOT NULL CHECK (date(paid_on) IS paid_on),
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
  currency     TEXT NOT NULL CHECK (length(currency) = 3),
  method       TEXT NOT NULL CHECK (method IN ('check', 'wire', 'ach', 'card', 'cash', 'trust')),
  reference    TEXT NOT NULL, note TEXT NOT NULL,
  trust_txn_id INTEGER REFERENCES trust_txn(id), -- the transfer that paid it, posted before
  reverses_id  INTEGER UNIQUE REFERENCES payment(id),
  reason       TEXT NOT NULL,
  ext_id       TEXT,
  created_ms   INTEGER NOT NULL,
  CHECK ((amount_minor < 0) = (reverses_id IS NOT NULL))
) STRICT;
CREATE INDEX payment_by_client ON payment(client_id, paid_on, amount_minor);
CREATE INDEX payment_by_date   ON payment(paid_on);
CREATE UNIQUE INDEX payment_by_trust ON payment(trust_txn_id) WHERE trust_txn_id IS NOT NULL; -- the transfer's side of the link
CREATE UNIQUE INDEX payment_by_ext ON payment(ext_id) WHERE ext_id IS NOT NULL;

CREATE TABLE allocation (
  id           INTEGER PRIMARY KEY,
  payment_id   INTEGER NOT NULL REFERENCES payment(id),
  invoice_id   INTEGER NOT NULL REFERENCES invoice(id),
  applied_on   TEXT NOT NULL CHECK (date(applied_on) IS applied_on),
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0)
) STRICT;
CREATE INDEX allocation_by_invoice ON allocation(invoice_id, applied_on, amount_minor);
CREATE INDEX allocation_by_payment ON allocation(payment_id, applied_on, amount_minor);

CREATE TABLE credit (
  id           INTEGER PRIMARY KEY,
  invoice_id   INTEGER NOT NULL REFERENCES invoice(id),
  credited_on  TEXT NOT NULL CHECK (date(credited_on) IS credited_on),
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  reason       TEXT NOT NULL CHECK (reason <> ''),
  created_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX credit_by_invoice ON credit(invoice_id, credited_on, amount_minor);

CREATE TABLE share (
  id            INTEGER PRIMARY KEY,
  allocation_id INTEGER REFERENCES allocation(id),
  credit_id     INTEGER REFERENCES credit(id),
  invoice_id    INTEGER NOT NULL REFERENCES invoice(id),
  part          TEXT NOT NULL CHECK (part IN ('interest', 'tax', 'hard', 'soft', 'fees')),
  timekeeper_id INTEGER REFERENCES timekeeper(id),
  amount_minor  INTEGER NOT NULL CHECK (amount_minor <> 0),
  CHECK ((allocation_id IS NULL) <> (credit_id IS NULL))
) STRICT;
CREATE INDEX share_by_invoice ON share(invoice_id, part, timekeeper_id, amount_minor);
CREATE INDEX share_by_allocation ON share(allocation_id) WHERE allocation_id IS NOT NULL;

CREATE TABLE paper (
  id         INTEGER PRIMARY KEY,
  invoice_id INTEGER NOT NULL REFERENCES invoice(id),
  format     TEXT NOT NULL,
  name       TEXT NOT NULL,
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  created_ms INTEGER NOT NULL,
  bytes      BLOB NOT NULL,
  UNIQUE (invoice_id, format)
) STRICT;

-- ------------------------------------------------- deposits and collection --

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

-- --------------------------------------------------------------- the trust --

CREATE TABLE trust_account (
  id             INTEGER PRIMARY KEY,
  code           TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 20),
  title          TEXT NOT NULL CHECK (title <> ''),
  kind           TEXT NOT NULL CHECK (kind IN ('pooled', 'separate')),
  bank TEXT NOT NULL, last4 TEXT NOT NULL CHECK (length(last4) <= 4),
  currency       TEXT NOT NULL CHECK (length(currency) = 3),
  preset         TEXT NOT NULL,
  cushion_ceiling_minor INTEGER NOT NULL CHECK (cushion_ceiling_minor >= 0),
  hold_days      TEXT NOT NULL CHECK (json_valid(hold_days)), -- banking days by instrument
  closed_through TEXT CHECK (date(closed_through) IS closed_through),
  row_version    INTEGER NOT NULL
) STRICT;

CREATE TABLE trust_ledger (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES trust_account(id),
  matter_id  INTEGER REFERENCES matter(id), -- NULL: the firm's cushion
  UNIQUE (account_id, matter_id)
) STRICT;
CREATE UNIQUE INDEX trust_ledger_cushion ON trust_ledger(account_id) WHERE matter_id IS NULL;
CREATE INDEX trust_ledger_by_matter ON trust_ledger(matter_id) WHERE matter_id IS NOT NULL;

-- Splits first, header last: inserting the header seals the transaction. The
-- deferred key makes an unsealed split impossible to commit.
CREATE TABLE trust_txn (
  id            INTEGER PRIMARY KEY,
  account_id    INTEGER NOT NULL REFERENCES trust_account(id),
  posted_on     TEXT NOT NULL CHECK (date(posted_on) IS posted_on),
  kind          TEXT NOT NULL CHECK (kind IN ('receipt', 'check', 'eft', 'transfer', 'charge', 'interest', 'cushion', 'void', 'reversal')),
  bank_minor    INTEGER NOT NULL,
  party         TEXT NOT NULL CHECK (party <> ''),
  purpose       TEXT NOT NULL CHECK (purpose <> ''),
  instrument    TEXT NOT NULL, reference TEXT NOT NULL,
  available_on  TEXT CHECK (date(available_on) IS available_on),
  authorised_by TEXT NOT NULL,
  invoice_id    INTEGER REFERENCES invoice(id),
  reverses_id   INTEGER UNIQUE REFERENCES trust_txn(id),
  reason        TEXT NOT NULL,
  ext_id        TEXT,
  user_id       INTEGER NOT NULL REFERENCES user(id),
  created_ms    INTEGER NOT NULL
) STRICT;
CREATE INDEX trust_txn_by_account ON trust_txn(account_id, posted_on, bank_minor);
CREATE INDEX trust_txn_by_date ON trust_txn(posted_on);
CREATE INDEX trust_txn_collected ON trust_txn(available_on, posted_on) WHERE available_on IS NOT NULL;
CREATE UNIQUE INDEX trust_txn_by_ext ON trust_txn(ext_id) WHERE ext_id IS NOT NULL;
CREATE UNIQUE INDEX trust_txn_check ON trust_txn(account_id, reference) WHERE kind = 'check' AND reference <> '';
CREATE INDEX trust_txn_by_invoice ON trust_txn(invoice_id) WHERE invoice_id IS NOT NULL;

CREATE TABLE trust_split (
  id           INTEGER PRIMARY KEY,
  txn_id       INTEGER NOT NULL REFERENCES trust_txn(id) DEFERRABLE INITIALLY DEFERRED,
  ledger_id    INTEGER NOT NULL REFERENCES trust_ledger(id),
  posted_on    TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0)
) STRICT;
CREATE INDEX trust_split_by_txn    ON trust_split(txn_id);
CREATE INDEX trust_split_by_ledger ON trust_split(ledger_id, posted_on, amount_minor);

CREATE TABLE trust_cleared (
  txn_id     INTEGER PRIMARY KEY REFERENCES trust_txn(id),
  cleared_on TEXT NOT NULL CHECK (date(cleared_on) IS cleared_on)
) STRICT;

CREATE TABLE trust_hold (
  id             INTEGER PRIMARY KEY,
  ledger_id      INTEGER NOT NULL REFERENCES trust_ledger(id),
  amount_minor   INTEGER NOT NULL CHECK (amount_minor > 0),
  reason         TEXT NOT NULL CHECK (reason <> ''),
  claimant       TEXT NOT NULL,
  from_date      TEXT NOT NULL CHECK (date(from_date) IS from_date),
  released_on    TEXT CHECK (date(released_on) IS released_on),
  release_reason TEXT NOT NULL,
  row_version    INTEGER NOT NULL
) STRICT;
CREATE INDEX trust_hold_by_ledger ON trust_hold(ledger_id, released_on, amount_minor);

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

-- --------------------------------------------------------------- the book ---

CREATE TABLE counter (
  id     INTEGER PRIMARY KEY,
  series TEXT NOT NULL UNIQUE,
  last   INTEGER NOT NULL CHECK (last >= 0)
, before INTEGER CHECK (before > 0)) STRICT; -- before: numbers another program had given out; NULL: none

CREATE TABLE preference ( -- a window's memory; not business, not in the log
  user_id INTEGER NOT NULL REFERENCES user(id), key TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft_form ( -- unsaved typing; not business, not in the log
  user_id INTEGER NOT NULL REFERENCES user(id), form TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (user_id, form)
) STRICT, WITHOUT ROWID;

CREATE TABLE request (
  key        TEXT PRIMARY KEY,
  answer     BLOB NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE stamp ( -- when the program last did something to the whole book; not in the log
  name  TEXT PRIMARY KEY,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One line an act, one row a change. Changes first, line last: the line seals
-- the act. The hash of a line covers the line before,
-- its own fields and the seals of its changes; the seal of a change covers
-- every column of the row as it became. So the present content of every
-- business row can be proved from the chain.
CREATE TABLE audit (
  seq    INTEGER PRIMARY KEY,
  at_ms  INTEGER NOT NULL,
  zone   TEXT NOT NULL,
  user   TEXT NOT NULL,
  act    TEXT NOT NULL CHECK (act <> ''),
  object TEXT NOT NULL,
  reason TEXT NOT NULL,
  changes INTEGER NOT NULL,
  hash   BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE audit_change (
  seq    INTEGER NOT NULL REFERENCES audit(seq) DEFERRABLE INITIALLY DEFERRED,
  n      INTEGER NOT NULL, -- 1.. within the act
  tbl    TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before TEXT,             -- the columns that were replaced, as JSON; NULL: the row is new
  seal   BLOB,             -- NULL: the row was deleted
  PRIMARY KEY (seq, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_change_by_row ON audit_change(tbl, row_id);

-- ----------------------------------------------------- the database says no --

-- Trust: a posted split or transaction never changes.
CREATE TRIGGER trust_split_new BEFORE INSERT ON trust_split BEGIN
  SELECT RAISE(ABORT, 'T1 trust split exists') WHERE EXISTS (SELECT 1 FROM trust_split WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'T2 trust transaction is sealed') WHERE EXISTS (SELECT 1 FROM trust_txn WHERE id = NEW.txn_id);
END;
CREATE TRIGGER trust_split_set BEFORE UPDATE ON trust_split BEGIN SELECT RAISE(ABORT, 'T3 posted trust entries never change'); END;
CREATE TRIGGER trust_split_del BEFORE DELETE ON trust_split BEGIN SELECT RAISE(ABORT, 'T3 posted trust entries never change'); END;
CREATE TRIGGER trust_txn_new BEFORE INSERT ON trust_txn BEGIN
  SELECT RAISE(ABORT, 'T1 trust transaction exists') WHERE EXISTS (SELECT 1 FROM trust_txn WHERE id = NEW.id);
  -- INSERT OR REPLACE would delete the row that has the same unique value.
  SELECT RAISE(ABORT, 'T1 trust transaction is reversed already') WHERE EXISTS (SELECT 1 FROM trust_txn WHERE reverses_id = NEW.reverses_id);
  SELECT RAISE(ABORT, 'T1 trust transaction is imported already') WHERE EXISTS (SELECT 1 FROM trust_txn WHERE ext_id = NEW.ext_id);
  SELECT RAISE(ABORT, 'T1 trust check number is used') WHERE NEW.kind = 'check' AND NEW.reference <> '' AND EXISTS (
    SELECT 1 FROM trust_txn WHERE account_id = NEW.account_id AND reference = NEW.reference AND kind = 'check' AND reference <> '');
  SELECT RAISE(ABORT, 'T4 trust period is closed')
   WHERE NEW.posted_on <= (SELECT closed_through FROM trust_account WHERE id = NEW.account_id);
END;
CREATE TRIGGER trust_txn_set BEFORE UPDATE ON trust_txn BEGIN SELECT RAISE(ABORT, 'T3 posted trust entries never change'); END;
CREATE TRIGGER trust_txn_del BEFORE DELETE ON trust_txn BEGIN SELECT RAISE(ABORT, 'T3 posted trust entries never change'); END;
CREATE TRIGGER trust_txn_seal AFTER INSERT ON trust_txn BEGIN
  SELECT RAISE(ABORT, 'T5 trust splits do not add up to the bank amount')
   WHERE NEW.bank_minor IS NOT (SELECT sum(amount_minor) FROM trust_split WHERE txn_id = NEW.id);
  SELECT RAISE(ABORT, 'T6 trust split of another account or date')
   WHERE EXISTS (SELECT 1 FROM trust_split s JOIN trust_ledger l ON l.id = s.ledger_id
                 WHERE s.txn_id = NEW.id AND (l.account_id <> NEW.account_id OR s.posted_on <> NEW.posted_on));
  -- On no date below zero: a back-dated payment is tested on every later day.
  -- Whole days are compared, so receipts of a day count before its payments;
  -- days before the posting cannot have changed.
  SELECT RAISE(ABORT, 'T7 trust ledger below zero')
   WHERE EXISTS (SELECT 1 FROM trust_split n WHERE n.txn_id = NEW.id AND n.amount_minor < 0 AND
     (SELECT coalesce(sum(b.amount_minor), 0) FROM trust_split b
       WHERE b.ledger_id = n.ledger_id AND b.posted_on < NEW.posted_on)
     + (SELECT min(later.moved) FROM (
          SELECT sum(sum(s.amount_minor)) OVER (ORDER BY s.posted_on) AS moved
          FROM trust_split s WHERE s.ledger_id = n.ledger_id AND s.posted_on >= NEW.posted_on
          GROUP BY s.posted_on) AS later) < 0);
END;
-- What the bank cleared in a reconciled period stays as it was reconciled.
CREATE TRIGGER trust_cleared_new BEFORE INSERT ON trust_cleared BEGIN
  SELECT RAISE(ABORT, 'T1 trust item is cleared already') WHERE EXISTS (SELECT 1 FROM trust_cleared WHERE txn_id = NEW.txn_id);
  SELECT RAISE(ABORT, 'T4 trust period is closed') WHERE EXISTS (
    SELECT 1 FROM trust_txn t JOIN trust_account a ON a.id = t.account_id
    WHERE t.id = NEW.txn_id AND NEW.cleared_on <= a.closed_through);
END;
CREATE TRIGGER trust_cleared_set BEFORE UPDATE ON trust_cleared BEGIN
  SELECT RAISE(ABORT, 'T4 trust period is closed') WHERE EXISTS (
    SELECT 1 FROM trust_txn t JOIN trust_account a ON a.id = t.account_id
    WHERE t.id IN (OLD.txn_id, NEW.txn_id) AND min(OLD.cleared_on, NEW.cleared_on) <= a.closed_through);
END;
CREATE TRIGGER trust_cleared_del BEFORE DELETE ON trust_cleared BEGIN
  SELECT RAISE(ABORT, 'T4 trust period is closed') WHERE EXISTS (
    SELECT 1 FROM trust_txn t JOIN trust_account a ON a.id = t.account_id
    WHERE t.id = OLD.txn_id AND OLD.cleared_on <= a.closed_through);
END;
CREATE TRIGGER trust_hold_set BEFORE UPDATE ON trust_hold BEGIN
  SELECT RAISE(ABORT, 'T8 holds are released, not changed')
   WHERE NEW.id IS NOT OLD.id OR NEW.ledger_id IS NOT OLD.ledger_id OR NEW.amount_minor IS NOT OLD.amount_minor
      OR NEW.reason IS NOT OLD.reason OR NEW.claimant IS NOT OLD.claimant OR NEW.from_date IS NOT OLD.from_date
      OR OLD.released_on IS NOT NULL;
END;
CREATE TRIGGER trust_hold_new BEFORE INSERT ON trust_hold BEGIN
  SELECT RAISE(ABORT, 'T1 hold exists') WHERE EXISTS (SELECT 1 FROM trust_hold WHERE id = NEW.id);
END;
CREATE TRIGGER trust_hold_del BEFORE DELETE ON trust_hold BEGIN SELECT RAISE(ABORT, 'T8 holds are released, not deleted'); END;
CREATE TRIGGER trust_ledger_new BEFORE INSERT ON trust_ledger BEGIN
  SELECT RAISE(ABORT, 'T1 trust ledger exists') WHERE EXISTS (SELECT 1 FROM trust_ledger
    WHERE id = NEW.id OR (account_id = NEW.account_id AND matter_id IS NEW.matter_id));
END;
CREATE TRIGGER trust_ledger_set BEFORE UPDATE ON trust_ledger BEGIN SELECT RAISE(ABORT, 'T3 trust ledgers never change'); END;
CREATE TRIGGER trust_ledger_del BEFORE DELETE ON trust_ledger BEGIN SELECT RAISE(ABORT, 'T3 trust ledgers never change'); END;
CREATE TRIGGER trust_account_new BEFORE INSERT ON trust_account BEGIN
  SELECT RAISE(ABORT, 'T1 trust account exists') WHERE EXISTS (SELECT 1 FROM trust_account WHERE id = NEW.id);
END;
CREATE TRIGGER trust_account_set BEFORE UPDATE ON trust_account
 WHEN (NEW.kind <> OLD.kind OR NEW.currency <> OLD.currency) BEGIN
  SELECT RAISE(ABORT, 'T9 kind and currency of a used trust account never change')
   WHERE EXISTS (SELECT 1 FROM trust_txn WHERE account_id = OLD.id);
END;
CREATE TRIGGER trust_account_del BEFORE DELETE ON trust_account BEGIN SELECT RAISE(ABORT, 'T9 trust accounts are not deleted'); END;

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

-- Invoices: lines first, header last, as with trust. Only the way it was sent
-- or voided may be written on an issued invoice.
CREATE TRIGGER invoice_line_new BEFORE INSERT ON invoice_line BEGIN
  SELECT RAISE(ABORT, 'I1 invoice line exists') WHERE EXISTS (SELECT 1 FROM invoice_line WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'I2 invoice is issued') WHERE EXISTS (SELECT 1 FROM invoice WHERE id = NEW.invoice_id);
END;
CREATE TRIGGER invoice_line_set BEFORE UPDATE ON invoice_line BEGIN SELECT RAISE(ABORT, 'I3 issued invoices never change'); END;
CREATE TRIGGER invoice_line_del BEFORE DELETE ON invoice_line BEGIN SELECT RAISE(ABORT, 'I3 issued invoices never change'); END;
CREATE TRIGGER invoice_timekeeper_new BEFORE INSERT ON invoice_timekeeper BEGIN
  SELECT RAISE(ABORT, 'I1 invoice timekeeper exists') WHERE EXISTS (SELECT 1 FROM invoice_timekeeper WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'I2 invoice is issued') WHERE EXISTS (SELECT 1 FROM invoice WHERE id = NEW.invoice_id);
END;
CREATE TRIGGER invoice_timekeeper_set BEFORE UPDATE ON invoice_timekeeper BEGIN SELECT RAISE(ABORT, 'I3 issued invoices never change'); END;
CREATE TRIGGER invoice_timekeeper_del BEFORE DELETE ON invoice_timekeeper BEGIN SELECT RAISE(ABORT, 'I3 issued invoices never change'); END;
CREATE TRIGGER invoice_new BEFORE INSERT ON invoice BEGIN
  SELECT RAISE(ABORT, 'I1 invoice exists') WHERE EXISTS (SELECT 1 FROM invoice WHERE id = NEW.id OR number = NEW.number);
  SELECT RAISE(ABORT, 'I4 books are closed') WHERE NEW.issued_on <= (SELECT closed_through FROM firm);
  SELECT RAISE(ABORT, 'I5 invoice lines do not add up to the totals')
   WHERE NEW.fees_minor IS NOT (SELECT coalesce(sum(amount_minor), 0) FROM invoice_line WHERE invoice_id = NEW.id AND kind = 'fee')
      OR NEW.hard_minor IS NOT (SELECT coalesce(sum(amount_minor), 0) FROM invoice_line WHERE invoice_id = NEW.id AND kind = 'hard')
      OR NEW.soft_minor IS NOT (SELECT coalesce(sum(amount_minor), 0) FROM invoice_line WHERE invoice_id = NEW.id AND kind = 'soft');
END;
CREATE TRIGGER invoice_set BEFORE UPDATE ON invoice BEGIN
  SELECT RAISE(ABORT, 'I3 issued invoices never change')
   WHERE NEW.id IS NOT OLD.id OR NEW.number IS NOT OLD.number OR NEW.client_id IS NOT OLD.client_id
      OR NEW.matter_id IS NOT OLD.matter_id OR NEW.prebill_id IS NOT OLD.prebill_id
      OR NEW.issued_on IS NOT OLD.issued_on OR NEW.due_on IS NOT OLD.due_on
      OR NEW.period_from IS NOT OLD.period_from OR NEW.period_to IS NOT OLD.period_to
      OR NEW.currency IS NOT OLD.currency OR NEW.fees_minor IS NOT OLD.fees_minor
      OR NEW.discount_minor IS NOT OLD.discount_minor OR NEW.hard_minor IS NOT OLD.hard_minor
      OR NEW.soft_minor IS NOT OLD.soft_minor OR NEW.tax_minor IS NOT OLD.tax_minor
      OR NEW.interest_minor IS NOT OLD.interest_minor OR NEW.total_minor IS NOT OLD.total_minor
      OR NEW.hours_e4 IS NOT OLD.hours_e4 OR NEW.no_charge_e4 IS NOT OLD.no_charge_e4
      OR NEW.worked_e4 IS NOT OLD.worked_e4 OR NEW.worked_minor IS NOT OLD.worked_minor
      OR NEW.paper IS NOT OLD.paper;
  SELECT RAISE(ABORT, 'I6 a void invoice stays void') WHERE OLD.status = 'void';
  -- Not today, and not on the day of the void either: a statement as of that
  -- day would show money on a void invoice.
  SELECT RAISE(ABORT, 'I7 an invoice with money on it cannot be void')
   WHERE NEW.status = 'void' AND (
     (SELECT coalesce(sum(amount_minor), 0) FROM allocation WHERE invoice_id = OLD.id) <> 0
     OR EXISTS (SELECT 1 FROM allocation WHERE invoice_id = OLD.id AND applied_on > NEW.voided_on)
     OR EXISTS (SELECT 1 FROM credit WHERE invoice_id = OLD.id));
  SELECT RAISE(ABORT, 'I4 books are closed')
   WHERE NEW.status = 'void' AND NEW.voided_on <= (SELECT closed_through FROM firm);
END;
CREATE TRIGGER invoice_del BEFORE DELETE ON invoice BEGIN SELECT RAISE(ABORT, 'I3 issued invoices never change'); END;

-- Payments, allocations, credits, shares, papers.
CREATE TRIGGER payment_new BEFORE INSERT ON payment BEGIN
  SELECT RAISE(ABORT, 'P1 payment exists') WHERE EXISTS (SELECT 1 FROM payment WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'P1 payment is reversed already') WHERE EXISTS (SELECT 1 FROM payment WHERE reverses_id = NEW.reverses_id);
  SELECT RAISE(ABORT, 'P1 payment is imported already') WHERE EXISTS (SELECT 1 FROM payment WHERE ext_id = NEW.ext_id);
  SELECT RAISE(ABORT, 'P4 books are closed') WHERE NEW.paid_on <= (SELECT closed_through FROM firm);
END;
CREATE TRIGGER payment_set BEFORE UPDATE ON payment BEGIN SELECT RAISE(ABORT, 'P3 payments never change'); END;
CREATE TRIGGER payment_del BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'P3 payments never change'); END;
CREATE TRIGGER allocation_new BEFORE INSERT ON allocation BEGIN
  SELECT RAISE(ABORT, 'P1 allocation exists') WHERE EXISTS (SELECT 1 FROM allocation WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'P4 books are closed') WHERE NEW.applied_on <= (SELECT closed_through FROM firm);
  SELECT RAISE(ABORT, 'P5 allocation to a void invoice')
   WHERE NEW.amount_minor > 0 AND (SELECT status FROM invoice WHERE id = NEW.invoice_id) = 'void';
  SELECT RAISE(ABORT, 'P9 payment and invoice are of different currencies')
   WHERE (SELECT currency FROM invoice WHERE id = NEW.invoice_id) <> (SELECT currency FROM payment WHERE id = NEW.payment_id);
END;
CREATE TRIGGER allocation_sum AFTER INSERT ON allocation WHEN NEW.amount_minor > 0 BEGIN
  SELECT RAISE(ABORT, 'P6 more is laid on the invoice than it owes')
   WHERE (SELECT sum(amount_minor) FROM allocation WHERE invoice_id = NEW.invoice_id)
       + (SELECT coalesce(sum(amount_minor), 0) FROM credit WHERE invoice_id = NEW.invoice_id)
       > (SELECT total_minor FROM invoice WHERE id = NEW.invoice_id);
  SELECT RAISE(ABORT, 'P7 more is allocated than was paid')
   WHERE (SELECT sum(amount_minor) FROM allocation WHERE payment_id = NEW.payment_id)
       > (SELECT amount_minor FROM payment WHERE id = NEW.payment_id);
END;
CREATE TRIGGER allocation_back AFTER INSERT ON allocation WHEN NEW.amount_minor < 0 BEGIN
  SELECT RAISE(ABORT, 'P2 more is taken back than was laid on the invoice')
   WHERE (SELECT sum(amount_minor) FROM allocation WHERE invoice_id = NEW.invoice_id) < 0;
  SELECT RAISE(ABORT, 'P7 more is allocated than was paid')
   WHERE (SELECT sum(amount_minor) FROM allocation WHERE payment_id = NEW.payment_id)
       < (SELECT min(amount_minor, 0) FROM payment WHERE id = NEW.payment_id);
END;
CREATE TRIGGER allocation_set BEFORE UPDATE ON allocation BEGIN SELECT RAISE(ABORT, 'P3 payments never change'); END;
CREATE TRIGGER allocation_del BEFORE DELETE ON allocation BEGIN SELECT RAISE(ABORT, 'P3 payments never change'); END;
CREATE TRIGGER credit_new BEFORE INSERT ON credit BEGIN
  SELECT RAISE(ABORT, 'P1 credit exists') WHERE EXISTS (SELECT 1 FROM credit WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'P4 books are closed') WHERE NEW.credited_on <= (SELECT closed_through FROM firm);
  SELECT RAISE(ABORT, 'P6 more is laid on the invoice than it owes')
   WHERE (SELECT coalesce(sum(amount_minor), 0) FROM allocation WHERE invoice_id = NEW.invoice_id)
       + (SELECT coalesce(sum(amount_minor), 0) FROM credit WHERE invoice_id = NEW.invoice_id) + NEW.amount_minor
       > (SELECT total_minor FROM invoice WHERE id = NEW.invoice_id);
END;
CREATE TRIGGER credit_set BEFORE UPDATE ON credit BEGIN SELECT RAISE(ABORT, 'P3 credits never change'); END;
CREATE TRIGGER credit_del BEFORE DELETE ON credit BEGIN SELECT RAISE(ABORT, 'P3 credits never change'); END;
CREATE TRIGGER share_new BEFORE INSERT ON share BEGIN
  SELECT RAISE(ABORT, 'P1 share exists') WHERE EXISTS (SELECT 1 FROM share WHERE id = NEW.id);
END;
CREATE TRIGGER share_set BEFORE UPDATE ON share BEGIN SELECT RAISE(ABORT, 'P3 payments never change'); END;
CREATE TRIGGER share_del BEFORE DELETE ON share BEGIN SELECT RAISE(ABORT, 'P3 payments never change'); END;
CREATE TRIGGER paper_new BEFORE INSERT ON paper BEGIN
  SELECT RAISE(ABORT, 'P8 kept papers never change') WHERE EXISTS (SELECT 1 FROM paper
    WHERE id = NEW.id OR (invoice_id = NEW.invoice_id AND format = NEW.format));
END;
CREATE TRIGGER paper_set BEFORE UPDATE ON paper BEGIN SELECT RAISE(ABORT, 'P8 kept papers never change'); END;
CREATE TRIGGER paper_del BEFORE DELETE ON paper BEGIN SELECT RAISE(ABORT, 'P8 kept papers never change'); END;

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

-- Work that stands on an issued invoice: only a void of that invoice frees it.
CREATE TRIGGER entry_new BEFORE INSERT ON time_entry BEGIN
  SELECT RAISE(ABORT, 'W1 work exists') WHERE EXISTS (SELECT 1 FROM time_entry WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'W3 billed work never changes')
   WHERE NEW.ext_id IS NOT NULL AND EXISTS (SELECT 1 FROM time_entry WHERE ext_id = NEW.ext_id AND invoice_id IS NOT NULL);
END;
CREATE TRIGGER entry_set BEFORE UPDATE ON time_entry WHEN OLD.invoice_id IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'W3 billed work never changes')
   WHERE (SELECT status FROM invoice WHERE id = OLD.invoice_id) <> 'void';
END;
CREATE TRIGGER entry_del BEFORE DELETE ON time_entry BEGIN
  SELECT RAISE(ABORT, 'W4 only drafts are deleted') WHERE OLD.status <> 'draft';
END;
CREATE TRIGGER expense_new BEFORE INSERT ON expense BEGIN
  SELECT RAISE(ABORT, 'W1 work exists') WHERE EXISTS (SELECT 1 FROM expense WHERE id = NEW.id);
  SELECT RAISE(ABORT, 'W3 billed work never changes')
   WHERE NEW.ext_id IS NOT NULL AND EXISTS (SELECT 1 FROM expense WHERE ext_id = NEW.ext_id AND invoice_id IS NOT NULL);
END;
CREATE TRIGGER expense_set BEFORE UPDATE ON expense WHEN OLD.invoice_id IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'W3 billed work never changes')
   WHERE (SELECT status FROM invoice WHERE id = OLD.invoice_id) <> 'void';
END;
CREATE TRIGGER expense_del BEFORE DELETE ON expense BEGIN
  SELECT RAISE(ABORT, 'W4 only drafts are deleted') WHERE OLD.status <> 'draft';
END;

-- The log.
CREATE TRIGGER prebill_comment_new BEFORE INSERT ON prebill_comment BEGIN
  SELECT RAISE(ABORT, 'I8 a comment stays as it was said') WHERE EXISTS (SELECT 1 FROM prebill_comment WHERE id = NEW.id);
END;
CREATE TRIGGER prebill_comment_set BEFORE UPDATE ON prebill_comment BEGIN
  SELECT RAISE(ABORT, 'I8 a comment stays as it was said')
   WHERE NEW.id IS NOT OLD.id OR NEW.prebill_id IS NOT OLD.prebill_id OR NEW.line_no IS NOT OLD.line_no OR NEW.user_id IS NOT OLD.user_id
      OR NEW.text IS NOT OLD.text OR NEW.made_ms IS NOT OLD.made_ms;
END;
CREATE TRIGGER prebill_comment_del BEFORE DELETE ON prebill_comment BEGIN SELECT RAISE(ABORT, 'I8 a comment stays as it was said'); END;
CREATE TRIGGER audit_new BEFORE INSERT ON audit BEGIN
  SELECT RAISE(ABORT, 'A1 audit line exists') WHERE EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq);
  SELECT RAISE(ABORT, 'A2 audit lines follow each other') WHERE NEW.seq <> 1 + (SELECT coalesce(max(seq), 0) FROM audit);
END;
CREATE TRIGGER audit_set BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'A3 the log never changes'); END;
CREATE TRIGGER audit_del BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'A3 the log never changes'); END;
CREATE TRIGGER audit_change_new BEFORE INSERT ON audit_change BEGIN
  SELECT RAISE(ABORT, 'A4 audit line is sealed') WHERE EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq);
END;
CREATE TRIGGER audit_change_set BEFORE UPDATE ON audit_change BEGIN SELECT RAISE(ABORT, 'A3 the log never changes'); END;
CREATE TRIGGER audit_change_del BEFORE DELETE ON audit_change BEGIN SELECT RAISE(ABORT, 'A3 the log never changes'); END;

-- A party: conflicts are searched among those who left as well.
CREATE TRIGGER party_del BEFORE DELETE ON matter_party BEGIN SELECT RAISE(ABORT, 'M1 a party is ended, never deleted'); END;
