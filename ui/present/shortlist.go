package present

import (
	"cmp"
	"context"
	"slices"
)

// ShortList is a List whose rows are all there: queues and ledgers of hundreds,
// sorted here. What the user did to it is kept under a key.
type ShortList[R any] struct {
	List[R]
	// By compares rows by the key of a sortable column; equal rows keep the order
	// they came in.
	By map[string]func(a, b R) int

	h      Host
	key    string
	rows   []R
	text   string
	totals map[string]string
}

// bind ties the list to its host and the key of its memory.
func (l *ShortList[R]) bind(h Host, key string) {
	l.h, l.key = h, key
	l.Run = h.Runner()
	l.Fail = h.Fail
	l.Keep = func() {
		h.Prefer(key, l.Memory())
		l.again()
	}
	l.KeepSpot = func() { h.Prefer(key, l.Memory()) }
}

// remember reads what the user did to the list before.
func (l *ShortList[R]) remember() {
	Go(l.h.Runner(), func(ctx context.Context) (ListMemory, error) {
		var m ListMemory
		err := l.h.Desk().Preference(ctx, l.key, &m)
		return m, err
	}, func(m ListMemory, err error) {
		if err != nil {
			return // the usual order and widths hold
		}
		l.Remember(m)
		l.again()
	})
}

// Show takes the rows, the words at the foot and the totals by column.
func (l *ShortList[R]) Show(rows []R, text string, totals map[string]string) {
	l.rows, l.text, l.totals = rows, text, totals
	l.put()
}

func (l *ShortList[R]) again() {
	if l.Loaded() {
		l.put()
	}
}

func (l *ShortList[R]) put() {
	rows := slices.Clone(l.rows)
	o := l.Order()
	if compare := l.By[o.By]; compare != nil {
		slices.SortStableFunc(rows, func(a, b R) int {
			if o.Desc {
				return compare(b, a)
			}
			return compare(a, b)
		})
	}
	l.Set(rows, l.text, l.totals)
}

// Rows are all rows, unsorted.
func (l *ShortList[R]) Rows() []R { return l.rows }

// Picked are the rows of the selection, in the order shown.
func (l *ShortList[R]) Picked() []R {
	var picked []R
	for _, r := range l.Values() {
		if slices.Contains(l.Selection(), l.ID(r)) {
			picked = append(picked, r)
		}
	}
	return picked
}

func by[R any, K cmp.Ordered](key func(R) K) func(a, b R) int {
	return func(a, b R) int { return cmp.Compare(key(a), key(b)) }
}
