package sqlite

import (
	"matterbook/app/fault"
	"matterbook/app/firm"
)

var codeTable = register("code", "code", "code_set, code, parent, name, ended")

// Codes lists a set in the order it was added; blank: every set. Codes that have
// ended are in it.
func (q *query) Codes(set string) ([]firm.Code, error) {
	var c clause
	if set != "" {
		c.and("code_set = %s", set)
	}
	return list(q, func(row scanner) (k firm.Code, err error) {
		err = row.Scan(&k.Set, &k.Code, &k.Parent, &k.Name, asFlag(&k.Ended))
		return k, err
	}, "SELECT code_set, code, parent, name, ended FROM code"+c.where()+" ORDER BY id", c.args...)
}

// HasCode says whether a code stands in the set, in any case of letters.
func (q *query) HasCode(set, code string) (bool, error) {
	n, err := q.number("SELECT EXISTS (SELECT 1 FROM code WHERE code_set = $1 AND upper(code) = upper($2))", set, code)
	return n == 1, err
}

func codeValues(k firm.Code) []any { return []any{k.Set, k.Code, k.Parent, k.Name, orNull(k.Ended)} }

// AddCode adds a code at the end of its set.
func (t *tx) AddCode(k firm.Code) error {
	_, err := t.insert(codeTable, 0, codeValues(k))
	return err
}

// SetCode saves a code; set and code say which.
func (t *tx) SetCode(k firm.Code) error {
	id, err := t.number("SELECT coalesce((SELECT id FROM code WHERE code_set = $1 AND code = $2), 0)", k.Set, k.Code)
	if err != nil {
		return err
	}
	if id == 0 {
		return fault.NotFound("code", k.Code)
	}
	return t.update(codeTable, id, nil, codeValues(k))
}
