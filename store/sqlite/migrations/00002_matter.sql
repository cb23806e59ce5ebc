-- +goose Up
-- +goose StatementBegin
PRAGMA user_version = 2;

-- What the client agreed to spend; NULL: none. A column that is NULL in old rows
-- leaves their seals in the log as they are.
ALTER TABLE matter ADD COLUMN budget_minor INTEGER CHECK (budget_minor > 0);
-- +goose StatementEnd
