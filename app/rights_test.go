package app_test

import (
	"context"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/cal"
	"matterbook/app/firm"
)

// What is read of people and money asks for the right to read, as every act asks
// for its own: a role that the table does not name sees nothing.
func TestReadsAskForTheRightToRead(t *testing.T) {
	o := apptest.New(t).Seed()
	nobody := &app.Desk{Book: o.Book, User: firm.User{ID: 99, Code: "eve", Role: "visitor", Active: true}}
	for name, read := range map[string]func(context.Context) error{
		"receivables":  func(ctx context.Context) error { _, err := nobody.ARBoard(ctx, app.AskAR{}); return err },
		"what is owed": func(ctx context.Context) error { _, err := nobody.RemindersDue(ctx, app.AskReminders{}); return err },
		"statement": func(ctx context.Context) error {
			_, err := nobody.Statement(ctx, app.AskStatement{Client: "100"})
			return err
		},
		"reminder": func(ctx context.Context) error {
			_, err := nobody.Reminder(ctx, app.AskReminder{Client: "100"})
			return err
		},
		"payor":           func(ctx context.Context) error { _, err := nobody.Payor(ctx, "100"); return err },
		"deposits":        func(ctx context.Context) error { _, err := nobody.Deposits(ctx, app.DepositFilter{}); return err },
		"undeposited":     func(ctx context.Context) error { _, err := nobody.Undeposited(ctx, cal.Date(0)); return err },
		"below the floor": func(ctx context.Context) error { _, err := nobody.BelowFloor(ctx, ""); return err },
		"trust requests":  func(ctx context.Context) error { _, err := nobody.TrustRequests(ctx, "", false); return err },
		"a letter": func(ctx context.Context) error {
			_, _, err := nobody.TrustRequestLetter(ctx, "TR-2026-0001")
			return err
		},
		"reconciliations": func(ctx context.Context) error { _, err := nobody.Reconciliations(ctx, ""); return err },
		"signed paper":    func(ctx context.Context) error { _, err := nobody.ReconciliationPaper(ctx, 1, ""); return err },
		"trust balances":  func(ctx context.Context) error { _, err := nobody.TrustBalances(ctx, app.AskBalances{}); return err },
		"conflicts": func(ctx context.Context) error {
			_, err := nobody.CheckConflicts(ctx, app.CheckConflicts{Name: "Devi"})
			return err
		},
		"matching": func(ctx context.Context) error {
			_, err := nobody.Matching(ctx, app.AskMatching{Account: "IOLTA"})
			return err
		},
		"e-bills": func(ctx context.Context) error {
			_, err := nobody.WriteEBills(ctx, app.DeliverInvoices{Numbers: []string{"1"}, Dir: t.TempDir()})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) { apptest.Wants(t, read(t.Context()), "user.not_allowed") })
	}
}
