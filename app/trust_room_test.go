package app_test

import (
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
)

func TestTheRoomOfALedgerIsWhatAPaymentIsTestedAgainst(t *testing.T) {
	d := trustDesk(t)
	postAll(t, d, juneMonth)
	ctx := t.Context()
	for _, c := range []struct {
		matter, on      string
		available, book int64
	}{
		{"DEVI", "2026-06-30", 38460, 188460},  // the check of the 24th is not collected
		{"DEVI", "2026-06-02", 188460, 300000}, // 25 June bears no more
		{"ALVAREZ", "2026-06-30", 0, 0},        // all paid out
		{"", "2026-06-30", 18200, 18200},       // the cushion
		{"BRAMBLE", "2026-06-30", 293575, 293575},
	} {
		r, err := d.TrustRoom(ctx, "IOLTA", c.matter, cal.MustParse(c.on))
		if err != nil || int64(r.Available()) != c.available || int64(r.Book) != c.book {
			t.Errorf("%q on %s: %+v %v, want available %d of %d", c.matter, c.on, r.Room, err, c.available, c.book)
		}
	}
	if _, err := d.AddMatter(ctx, app.AddMatter{Code: "NEW", Client: "C1", Name: "New"}); err != nil {
		t.Fatal(err)
	}
	if r, err := d.TrustRoom(ctx, "IOLTA", "NEW", 0); err != nil || !r.New || r.Available() != 0 {
		t.Errorf("a matter without a ledger: %+v %v", r, err)
	}
	if _, err := d.TrustRoom(ctx, "IOLTA", "NOBODY", 0); fault.Of(err) != fault.Missing {
		t.Errorf("no such matter: %v", err)
	}
}
