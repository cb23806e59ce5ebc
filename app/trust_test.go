package app_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/trust"
	"matterbook/store/sqlite"
)

// trustDesk is a fresh book with one pooled account and the matters of the
// worked month of June 2026.
func trustDesk(t *testing.T) *app.Desk {
	t.Helper()
	d := openDesk(t, filepath.Join(t.TempDir(), "firm.matterbook"), true)
	ctx := t.Context()
	if _, err := d.AddClient(ctx, app.AddClient{Code: "C1", Name: "Everybody"}); err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"ALVAREZ", "BRAMBLE", "CASTELLAN", "DEVI", "EKSTROM"} {
		if _, err := d.AddMatter(ctx, app.AddMatter{Code: code, Client: "C1", Name: code}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.AddTrustAccount(ctx, app.AddTrustAccount{Code: "IOLTA", Title: "Client Trust Account (IOLTA)", Kind: "pooled", Last4: "4471"}); err != nil {
		t.Fatal(err)
	}
	return d
}

func openDesk(t *testing.T, path string, fresh bool) *app.Desk {
	t.Helper()
	ctx := t.Context()
	clock := &cal.Fixed{T: time.Date(2026, 6, 30, 12, 0, 0, 0, time.UTC)}
	open := sqlite.Open
	if fresh {
		open = sqlite.Create
	}
	s, err := open(ctx, path, sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if fresh {
		if _, err := app.Init(ctx, s, clock, app.InitFirm{Name: "Marlow & Dunne PLLC"}); err != nil {
			t.Fatal(err)
		}
	}
	d, err := app.Open(s, clock, nil).SignIn(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

type posting struct {
	date, kind, matter, amount, ref, instrument string
}

// juneMonth is the journal of the worked example, with the balances of 31 May
// brought in as receipts.
var juneMonth = []posting{
	{"2026-05-01", "receipt", "BRAMBLE", "4660.75", "", "wire"},
	{"2026-05-01", "receipt", "DEVI", "3000.00", "", "wire"},
	{"2026-05-01", "receipt", "EKSTROM", "12500.00", "", "wire"},
	{"2026-05-01", "cushion", "", "200.00", "", ""},
	{"2026-05-28", "check", "BRAMBLE", "450.00", "1088", ""},
	{"2026-06-03", "receipt", "CASTELLAN", "7500.00", "dep 612", "check"},
	{"2026-06-05", "check", "DEVI", "435.00", "1089", ""},
	{"2026-06-09", "receipt", "ALVAREZ", "85000.00", "wire in", "wire"},
	{"2026-06-12", "charge", "", "18.00", "", ""},
	{"2026-06-15", "eft", "CASTELLAN", "3275.00", "T-0031", ""},
	{"2026-06-22", "check", "ALVAREZ", "14320.00", "1090", ""},
	{"2026-06-22", "check", "ALVAREZ", "40500.00", "1091", ""},
	{"2026-06-22", "eft", "ALVAREZ", "30180.00", "T-0032", ""},
	{"2026-06-24", "receipt", "DEVI", "1500.00", "dep 613", "check"},
	{"2026-06-25", "eft", "DEVI", "2180.40", "T-0033", ""},
	{"2026-06-26", "check", "BRAMBLE", "1275.00", "1092", ""},
	{"2026-06-30", "receipt", "EKSTROM", "6250.00", "dep 614", "check"},
}

func post(ctx context.Context, d *app.Desk, p posting) (app.TrustPosted, error) {
	return d.PostTrust(ctx, app.PostTrust{Account: "IOLTA", Kind: p.kind, Matter: p.matter, Amount: p.amount, Date: p.date,
		Party: "Somebody", Purpose: "As agreed", Reference: p.ref, Instrument: p.instrument, AuthorisedBy: "R. M. Dunne"})
}

func postAll(t *testing.T, d *app.Desk, ps []posting) map[string]int64 {
	t.Helper()
	ids := map[string]int64{}
	for _, p := range ps {
		posted, err := post(t.Context(), d, p)
		if err != nil {
			t.Fatalf("%+v: %v", p, err)
		}
		ids[p.ref] = posted.Txn.ID
	}
	return ids
}

func balances(t *testing.T, d *app.Desk, asOf string) map[string]trust.Balance {
	t.Helper()
	var day cal.Date
	if asOf != "" {
		day = cal.MustParse(asOf)
	}
	rows, err := d.TrustBalances(t.Context(), app.AskBalances{Account: "IOLTA", AsOf: day})
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]trust.Balance{}
	for _, r := range rows {
		m[r.Matter.Code] = r.Balance
	}
	return m
}

func wantRefused(t *testing.T, err error, code string) *fault.Error {
	t.Helper()
	var e *fault.Error
	if !errors.As(err, &e) || e.Code != code {
		t.Fatalf("got %v (%s), want %s", err, fault.Code(err), code)
	}
	return e
}

func TestTheWorkedMonthOfTrust(t *testing.T) {
	d := trustDesk(t)
	postAll(t, d, juneMonth)
	b := balances(t, d, "2026-06-30")
	for matter, want := range map[string]int64{"ALVAREZ": 0, "BRAMBLE": 293575, "CASTELLAN": 422500, "DEVI": 188460, "EKSTROM": 1875000, "": 18200} {
		if got := int64(b[matter].Book); got != want {
			t.Errorf("%q book %d, want %d", matter, got, want)
		}
	}
	if b["DEVI"].Uncleared != 150000 || b["DEVI"].Available() != 38460 {
		t.Errorf("Devi on 30 June: %+v; the check of the 24th is not collected", b["DEVI"])
	}
	may := balances(t, d, "2026-05-31")
	if may["DEVI"].Book != 300000 || may["BRAMBLE"].Book != 421075 || may["CASTELLAN"].Book != 0 {
		t.Errorf("31 May: %+v", may)
	}
}

func TestTrustNeverGoesBelowZeroOnAnyDate(t *testing.T) {
	d := trustDesk(t)
	postAll(t, d, juneMonth[:9])
	// Castellan's transfer posted to Devi: the pooled total is ample, hers is not.
	_, err := post(t.Context(), d, posting{"2026-06-15", "eft", "DEVI", "3275.00", "T-0031", ""})
	if e := wantRefused(t, err, "trust.insufficient"); e.Facts["available"] != "2565.00" {
		t.Errorf("available %s, want 2565.00", e.Facts["available"])
	}
	postAll(t, d, juneMonth[9:])
	// Back-dated to 2 June, 1,884.60 is the most; one cent more would be below
	// zero on 25 June.
	back := posting{"2026-06-02", "check", "DEVI", "1884.61", "1093", ""}
	e := wantRefused(t, func() error { _, err := post(t.Context(), d, back); return err }(), "trust.insufficient")
	if e.Facts["available"] != "1884.60" || e.Facts["lowest_on"] != "2026-06-25" {
		t.Errorf("facts %v", e.Facts)
	}
	back.amount = "1884.60"
	if _, err := post(t.Context(), d, back); err != nil {
		t.Error(err)
	}
}

func TestTrustEntriesAreRefusedForWhatTheyLack(t *testing.T) {
	d := trustDesk(t)
	ctx := t.Context()
	postAll(t, d, juneMonth[:5])
	ok := app.PostTrust{Account: "IOLTA", Kind: "check", Matter: "DEVI", Amount: "1.00", Date: "2026-06-05", Party: "Clerk of Court", Purpose: "Fee", Reference: "1089"}
	for name, c := range map[string]struct {
		change func(*app.PostTrust)
		path   string
	}{
		"a payee must be named":            {func(p *app.PostTrust) { p.Party = "Cash" }, "party"},
		"a purpose must be given":          {func(p *app.PostTrust) { p.Purpose = " " }, "purpose"},
		"a check has a number":             {func(p *app.PostTrust) { p.Reference = "" }, "reference"},
		"an eft has an authoriser":         {func(p *app.PostTrust) { p.Kind = "eft" }, "authorised_by"},
		"the amount is positive":           {func(p *app.PostTrust) { p.Amount = "-1.00" }, "amount"},
		"the amount has two decimals":      {func(p *app.PostTrust) { p.Amount = "1.005" }, "amount"},
		"the day exists":                   {func(p *app.PostTrust) { p.Date = "2026-06-31" }, "date"},
		"trust money belongs to a matter":  {func(p *app.PostTrust) { p.Matter = "" }, "matter"},
		"the matter exists":                {func(p *app.PostTrust) { p.Matter = "NOBODY" }, "matter"},
		"a transfer needs an invoice":      {func(p *app.PostTrust) { p.Kind = "transfer" }, "kind"},
		"pooled interest is nobody's here": {func(p *app.PostTrust) { p.Kind = "interest" }, "kind"},
		"a charge is the firm's":           {func(p *app.PostTrust) { p.Kind = "charge" }, "matter"},
		"the parts add up": {func(p *app.PostTrust) {
			p.Matter, p.Splits = "", []app.TrustSplit{{Matter: "DEVI", Amount: "0.40"}, {Matter: "EKSTROM", Amount: "0.50"}}
		}, "amount"},
	} {
		req := ok
		c.change(&req)
		_, err := d.PostTrust(ctx, req)
		var e *fault.Error
		if !errors.As(err, &e) || e.Sort != fault.Invalid || len(e.Faults) == 0 || e.Faults[0].Path != c.path {
			t.Errorf("%s: %v", name, err)
		}
	}
	bad := ok
	bad.Party, bad.Purpose, bad.Amount = "", "", "x"
	var e *fault.Error
	if _, err := d.PostTrust(ctx, bad); !errors.As(err, &e) || len(e.Faults) != 3 {
		t.Errorf("all faults at once: %v", err)
	}
	if b := balances(t, d, ""); b["DEVI"].Book != 300000 {
		t.Errorf("a refused entry changed the ledger: %+v", b["DEVI"])
	}
	used := ok
	used.Reference = "1088"
	_, err := d.PostTrust(ctx, used)
	wantRefused(t, err, "trust.check_used")
}

func TestReceiptOverSeveralMatters(t *testing.T) {
	d := trustDesk(t)
	posted, err := d.PostTrust(t.Context(), app.PostTrust{Account: "IOLTA", Kind: "receipt", Amount: "100.00", Date: "2026-06-01", Party: "Both", Purpose: "Advance",
		Instrument: "wire", Splits: []app.TrustSplit{{Matter: "DEVI", Amount: "70.00"}, {Matter: "EKSTROM", Amount: "30.00"}}})
	if err != nil || len(posted.Balances) != 2 || posted.Txn.Bank != 10000 {
		t.Fatalf("%+v %v", posted, err)
	}
	if b := balances(t, d, ""); b["DEVI"].Available() != 7000 || b["EKSTROM"].Available() != 3000 {
		t.Errorf("%+v", b)
	}
}

func TestHoldsKeepMoneyFromBeingPaidOut(t *testing.T) {
	d := trustDesk(t)
	ctx := t.Context()
	postAll(t, d, juneMonth[:5])
	h, err := d.HoldTrust(ctx, app.HoldTrust{Account: "IOLTA", Matter: "DEVI", Amount: "2500.00", Reason: "Fee dispute", From: cal.MustParse("2026-06-01")})
	if err != nil {
		t.Fatal(err)
	}
	_, err = post(ctx, d, posting{"2026-06-05", "check", "DEVI", "500.01", "1089", ""})
	wantRefused(t, err, "trust.insufficient")
	if _, err := d.HoldTrust(ctx, app.HoldTrust{Account: "IOLTA", Matter: "DEVI", Amount: "500.01", Reason: "More"}); fault.Code(err) != "trust.insufficient" {
		t.Errorf("held twice: %v", err)
	}
	if _, err := d.ReleaseHold(ctx, app.ReleaseHold{Hold: h.ID}); fault.Of(err) != fault.Invalid {
		t.Errorf("released without a reason: %v", err)
	}
	if _, err := d.ReleaseHold(ctx, app.ReleaseHold{Hold: h.ID, Reason: "Settled", On: cal.MustParse("2026-06-04")}); err != nil {
		t.Fatal(err)
	}
	if _, err := post(ctx, d, posting{"2026-06-05", "check", "DEVI", "500.01", "1089", ""}); err != nil {
		t.Error(err)
	}
	_, err = d.ReleaseHold(ctx, app.ReleaseHold{Hold: h.ID, Reason: "Again"})
	wantRefused(t, err, "trust.released")
}

func TestVoidsAndReversals(t *testing.T) {
	d := trustDesk(t)
	ctx := t.Context()
	ids := postAll(t, d, juneMonth)
	day := cal.MustParse
	if _, err := d.ClearTrust(ctx, app.ClearTrust{Entry: ids["1091"], On: day("2026-06-26")}); err != nil {
		t.Fatal(err)
	}
	_, err := d.VoidTrust(ctx, app.ReverseTrust{Entry: ids["1091"], Date: day("2026-07-03"), Reason: "Lost"})
	wantRefused(t, err, "trust.cleared")
	_, err = d.VoidTrust(ctx, app.ReverseTrust{Entry: ids["dep 614"], Date: day("2026-07-03"), Reason: "Lost"})
	wantRefused(t, err, "trust.not_a_check")
	if _, err = d.VoidTrust(ctx, app.ReverseTrust{Entry: ids["1092"], Date: day("2026-07-03"), Reason: "Wrong payee"}); err != nil {
		t.Fatal(err)
	}
	if b := balances(t, d, "2026-06-30"); b["BRAMBLE"].Book != 293575 {
		t.Error("the void of July changed June")
	}
	if b := balances(t, d, "2026-07-03"); b["BRAMBLE"].Book != 293575+127500 {
		t.Errorf("the money is Bramble's again: %+v", b["BRAMBLE"])
	}
	_, err = d.VoidTrust(ctx, app.ReverseTrust{Entry: ids["1092"], Date: day("2026-07-04"), Reason: "Again"})
	wantRefused(t, err, "trust.reversed")
	// A receipt that was paid out already cannot be taken back.
	_, err = d.ReverseTrust(ctx, app.ReverseTrust{Entry: ids["wire in"], Date: day("2026-06-30"), Reason: "Bounced"})
	wantRefused(t, err, "trust.insufficient")
	// One that was never collected can.
	if _, err := d.ReverseTrust(ctx, app.ReverseTrust{Entry: ids["dep 614"], Date: day("2026-06-30"), Reason: "Returned by the bank"}); err != nil {
		t.Error(err)
	}
	if b := balances(t, d, "2026-06-30"); b["EKSTROM"].Book != 1250000 || b["EKSTROM"].Uncleared != 0 {
		t.Errorf("Ekstrom %+v", b["EKSTROM"])
	}
	if _, err := d.ReverseTrust(ctx, app.ReverseTrust{Entry: ids["1088"], Date: day("2026-07-01")}); fault.Of(err) != fault.Invalid {
		t.Errorf("reversed without a reason: %v", err)
	}
}

func TestTheReconciliationOfTheWorkedMonth(t *testing.T) {
	d := trustDesk(t)
	ids := postAll(t, d, juneMonth)
	for ref, on := range map[string]string{"dep 612": "2026-06-04", "1089": "2026-06-10", "wire in": "2026-06-09", "T-0031": "2026-06-15",
		"1091": "2026-06-26", "T-0032": "2026-06-22", "dep 613": "2026-06-25", "T-0033": "2026-06-25"} {
		if _, err := d.ClearTrust(t.Context(), app.ClearTrust{Entry: ids[ref], On: cal.MustParse(on)}); err != nil {
			t.Fatal(err)
		}
	}
	txns, err := d.TrustTxns(t.Context(), app.TrustFilter{}, app.Page{})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range txns { // the openings and the charge have no reference
		if x.Reference == "" {
			if _, err := d.ClearTrust(t.Context(), app.ClearTrust{Entry: x.ID, On: x.PostedOn}); err != nil {
				t.Fatal(err)
			}
		}
	}
	r, err := d.Reconcile(t.Context(), app.AskReconcile{Account: "IOLTA", AsOf: cal.MustParse("2026-06-30"), Statement: "37772.35"})
	if err != nil {
		t.Fatal(err)
	}
	if !r.Balanced() || r.Adjusted != 2797735 || r.Journal != 2797735 || r.LedgersTotal != 2797735 || len(r.Outstanding) != 3 || len(r.InTransit) != 1 {
		t.Errorf("%+v", r.Reconciliation)
	}
}

func TestOnlyTheRightRolePostsTrust(t *testing.T) {
	d := trustDesk(t)
	d.User.Role = firm.Billing
	_, err := post(t.Context(), d, juneMonth[0])
	wantRefused(t, err, "user.not_allowed")
}

func TestTwoProgramsNeverOverdrawALedger(t *testing.T) {
	path := filepath.Join(t.TempDir(), "firm.matterbook")
	one := openDesk(t, path, true)
	ctx := t.Context()
	if _, err := one.AddClient(ctx, app.AddClient{Code: "C1", Name: "Everybody"}); err != nil {
		t.Fatal(err)
	}
	if _, err := one.AddMatter(ctx, app.AddMatter{Code: "DEVI", Client: "C1", Name: "Devi"}); err != nil {
		t.Fatal(err)
	}
	if _, err := one.AddTrustAccount(ctx, app.AddTrustAccount{Code: "IOLTA", Title: "Trust", Kind: "pooled"}); err != nil {
		t.Fatal(err)
	}
	if _, err := post(ctx, one, posting{"2026-06-01", "receipt", "DEVI", "10.00", "", "wire"}); err != nil {
		t.Fatal(err)
	}
	two := openDesk(t, path, false)
	done := make(chan int)
	for _, d := range []*app.Desk{one, two} {
		go func() {
			paid := 0
			for range 15 {
				if _, err := post(ctx, d, posting{"2026-06-05", "eft", "DEVI", "1.00", "", ""}); err == nil {
					paid++
				}
			}
			done <- paid
		}()
	}
	if paid := <-done + <-done; paid != 10 {
		t.Errorf("%d of 30 payments of 1.00 went out of 10.00", paid)
	}
	if b := balances(t, one, ""); b["DEVI"].Book != 0 {
		t.Errorf("%+v", b["DEVI"])
	}
}

func TestARepeatedRequestPostsOnce(t *testing.T) {
	d := trustDesk(t)
	req := app.PostTrust{Request: app.Request{Key: "click-1"}, Account: "IOLTA", Kind: "receipt", Matter: "DEVI", Amount: "5.00",
		Date: "2026-06-01", Party: "Devi", Purpose: "Advance", Instrument: "wire"}
	first, err := d.PostTrust(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.PostTrust(t.Context(), req)
	if err != nil || again.Txn.ID != first.Txn.ID {
		t.Errorf("%v %v", again, err)
	}
	if b := balances(t, d, ""); b["DEVI"].Book != 500 {
		t.Errorf("posted twice: %+v", b["DEVI"])
	}
}
