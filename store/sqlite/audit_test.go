package sqlite

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"testing"

	"pgregory.net/rapid"

	"matterbook/app"
)

// The canonical form never changes: these figures were made once, and every
// book's log rests on them. Each is also made here by hand from the description.
func TestGoldenSealAndLine(t *testing.T) {
	var e encoder
	text := func(b []byte, s string) []byte { return append(binary.AppendUvarint(b, uint64(len(s))), s...) }
	number := func(b []byte, n int64) []byte { return binary.BigEndian.AppendUint64(b, uint64(n)) }

	seal := e.sealOf("client", 7, []string{"code", "archived", "note", "bytes"}, []any{"100", int64(-1), nil, []byte{0, 1}})
	b := text(nil, "matterbook row 1")
	b = number(text(b, "client"), 7)
	b = text(append(text(b, "code"), 't'), "100")
	b = number(append(text(b, "archived"), 'i'), -1)
	b = text(append(text(b, "bytes"), 'b'), "\x00\x01")
	if want := sha256.Sum256(b); !bytes.Equal(seal, want[:]) {
		t.Errorf("seal %x, by hand %x", seal, want)
	}

	digest := sha256.New()
	e.addChange(digest, "client", 7, []byte(`{"code":"99"}`), seal)
	e.addChange(digest, "rate", 3, nil, nil)
	c := number(text(nil, "client"), 7)
	c = append(text(append(c, 1), `{"code":"99"}`), 1)
	c = text(c, string(seal))
	c = append(number(text(c, "rate"), 3), 0, 0)
	changes := sha256.Sum256(c)
	if !bytes.Equal(digest.Sum(nil), changes[:]) {
		t.Errorf("changes %x, by hand %x", digest.Sum(nil), changes)
	}

	l := line{seq: 2, atMS: 1781784600123, zone: "+02:00 CEST", user: "ann", act: "client.set", object: "client 100", reason: "née", changes: 2}
	previous := bytes.Repeat([]byte{0xab}, 32)
	hash := e.lineHash(l, previous, digest.Sum(nil))
	h := text(nil, "matterbook line 1")
	h = number(number(text(h, string(previous)), 2), 1781784600123)
	for _, s := range []string{"+02:00 CEST", "ann", "client.set", "client 100", "née"} {
		h = text(h, s)
	}
	h = text(number(h, 2), string(changes[:]))
	if want := sha256.Sum256(h); !bytes.Equal(hash, want[:]) {
		t.Errorf("line %x, by hand %x", hash, want)
	}
	for what, got := range map[string]string{"GOLDEN_SEAL": hex.EncodeToString(seal), "GOLDEN_LINE": hex.EncodeToString(hash)} {
		if got != golden[what] {
			t.Errorf("%s %s, want %s", what, got, golden[what])
		}
	}
}

var golden = map[string]string{
	"GOLDEN_SEAL": "b179b07fc3627c096f3c99ae4ece684a89f907ce29160b0b3fb30ee8b7698e1a",
	"GOLDEN_LINE": "4df650f9175fad5cf78c6655830d491232b9ebae91700921b1bd250725518ae2",
}

// No two rows encode alike: what moves from one column to the next, or from
// nothing to empty, gives another seal.
func TestSealsDiffer(t *testing.T) {
	value := rapid.OneOf(rapid.Just[any](nil), rapid.Map(rapid.Int64Range(-2, 2), func(n int64) any { return n }),
		rapid.Map(rapid.SampledFrom([]string{"", "a", "ab", "b", "code", "\x00"}), func(s string) any { return s }),
		rapid.Map(rapid.SampledFrom([]string{"", "a", "ab"}), func(s string) any { return []byte(s) }))
	columns := []string{"code", "b", "c"}
	rapid.Check(t, func(t *rapid.T) {
		var e encoder
		x, y := rapid.SliceOfN(value, 3, 3).Draw(t, "x"), rapid.SliceOfN(value, 3, 3).Draw(t, "y")
		equal := same(x[0], y[0]) && same(x[1], y[1]) && same(x[2], y[2])
		if bytes.Equal(e.sealOf("t", 1, columns, x), e.sealOf("t", 1, columns, y)) != equal {
			t.Fatalf("%v and %v", x, y)
		}
	})
}

// The hash of a line depends on everything before it.
func TestHeadCoversTheWholeHistory(t *testing.T) {
	head := func(codes ...string) string {
		s := newStore(t)
		for _, c := range codes {
			if err := addClient(s, c); err != nil {
				t.Fatal(err)
			}
		}
		info, err := s.Book(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return info.Head
	}
	first, again := head("100", "200"), head("100", "200")
	if first != again {
		t.Error("the same acts give another head")
	}
	if first == head("101", "200") {
		t.Error("another first act gives the same head")
	}
}

// Many changes in one act, over the size of a batch, keep their order and number.
func TestManyChangesInOneAct(t *testing.T) {
	for _, n := range []int{flushRows - 1, flushRows, flushRows + 1, 3*flushRows + 5} {
		s := newStore(t)
		err := s.Update(ctx, testAct, func(tx app.Tx) error {
			for range n {
				if _, err := tx.NextNumber("x"); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(explain(err))
		}
		err = s.View(ctx, func(q app.Query) error {
			changes, err := q.AuditChanges(1)
			if len(changes) != n || changes[n-1].RowID != 1 || changes[0].Before != "" {
				t.Errorf("%d changes of %d", len(changes), n)
			}
			return err
		})
		if err != nil {
			t.Fatal(explain(err))
		}
		allOK(t, s)
	}
}
