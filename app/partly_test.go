package app_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/fault"
)

// A chain of acts that is stopped says what of it stands, takes the rest when
// it is run again, and skips no number.
func TestAStoppedChainSaysWhatStands(t *testing.T) {
	b := billingDesk(t)
	for i := range 120 {
		code := fmt.Sprintf("M%03d", i)
		must(b.AddMatter(t.Context(), app.AddMatter{Code: code, Client: "DEVI", Name: code}))(t)
		b.time(code, "RMD", "2026-06-02", "0.1", "Review lease")
	}
	stoppedAt := func(n int) (context.Context, func(done, total int)) {
		ctx, stop := context.WithCancel(t.Context())
		return ctx, func(done, _ int) {
			if done >= n {
				stop()
			}
		}
	}
	wantStopped := func(err error, says string) {
		t.Helper()
		var e *fault.Error
		if !errors.As(err, &e) || e.Code != "cancelled" || e.Sort != fault.Conflict || !strings.Contains(e.Message, says) || strings.Contains(e.Message, "nothing was changed") {
			t.Errorf("got %v, want %q", err, says)
		}
	}

	ctx, tell := stoppedAt(1)
	run, err := b.RunPreBills(ctx, app.RunPreBills{Tell: tell})
	made := len(run.Taken)
	if made == 0 || made >= 120 {
		t.Fatalf("%d pre-bills were made before it was stopped", made)
	}
	wantStopped(err, fmt.Sprintf("%d pre-bills were made", made))
	rest := must(b.RunPreBills(t.Context(), app.RunPreBills{}))(t)
	if made+len(rest.Taken) != 120 {
		t.Errorf("%d and then %d pre-bills of 120 matters", made, len(rest.Taken))
	}

	var ids []int64
	for _, p := range append(run.Taken, rest.Taken...) {
		ids = append(ids, p.ID)
	}
	ids = ids[:10]
	ctx, tell = stoppedAt(4)
	first, err := b.Finalize(ctx, app.Finalize{Request: app.Request{Key: "june"}, PreBills: ids, Tell: tell})
	if len(first) != 4 {
		t.Fatalf("%d issued before it was stopped", len(first))
	}
	wantStopped(err, "4 of 10 pre-bills were issued as invoices and stay so.")
	// The same request again issues the rest, and answers with all.
	all := must(b.Finalize(t.Context(), app.Finalize{Request: app.Request{Key: "june"}, PreBills: ids}))(t)
	for i, f := range all {
		if want := fmt.Sprintf("2026-%04d", i+1); f.Number != want || f.PreBill != ids[i] {
			t.Errorf("pre-bill %d is invoice %s, want %s", ids[i], f.Number, want)
		}
	}
	if len(all) != 10 {
		t.Errorf("%d invoices", len(all))
	}

	// Stopped before the first, nothing is changed, and that is what is said.
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := b.RunPreBills(ctx, app.RunPreBills{}); fault.Of(err) != fault.Conflict || !strings.Contains(err.Error(), "nothing was changed") {
		t.Errorf("stopped before the first: %v", err)
	}
}
