package ledes

// What the checker remembers of a file, whatever its length. Beyond these the
// rule concerned goes on with what it remembers, and the result says so.
const (
	invoicesKept    = 1 << 17 // invoices: totals, sums, numbers seen
	lineNumbersKept = 1 << 20 // line numbers of one invoice that are not in sequence
	timekeepersKept = 1 << 14
	ratesKept       = 1 << 17 // pairs of timekeeper and day
)

// table is a hash table of fixed size at most: open addressing, doubled until
// it holds its most. Keys are hashes or exact numbers, never 0.
type table[V any] struct {
	keys []uint64
	vals []V
	n    int
	most int
}

// at finds a key. Found: its value. Not found: the value is new and zero, or
// nil when the table holds its most already.
func (t *table[V]) at(key uint64) (v *V, found bool) {
	if key == 0 {
		key = 1
	}
	if 2*t.n >= len(t.keys) && t.n < t.most {
		t.grow()
	}
	i, found := t.slot(key)
	if found {
		return &t.vals[i], true
	}
	if t.n >= t.most {
		return nil, false
	}
	t.keys[i] = key
	t.n++
	return &t.vals[i], false
}

func (t *table[V]) slot(key uint64) (int, bool) {
	mask := uint64(len(t.keys) - 1)
	for i := (key * 0x9e3779b97f4a7c15) >> 20 & mask; ; i = (i + 1) & mask {
		switch t.keys[i] {
		case key:
			return int(i), true
		case 0:
			return int(i), false
		}
	}
}

func (t *table[V]) grow() {
	old := *t
	size := max(64, 2*len(old.keys))
	t.keys, t.vals = make([]uint64, size), make([]V, size)
	for i, k := range old.keys {
		if k != 0 {
			j, _ := t.slot(k)
			t.keys[j], t.vals[j] = k, old.vals[i]
		}
	}
}

// clear forgets everything and keeps the space.
func (t *table[V]) clear() {
	if t.n > 0 {
		clear(t.keys)
		clear(t.vals)
		t.n = 0
	}
}
