package app_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/fault"
)

// evergreen gives DEVI a floor of 1,000.00 and a target of 3,000.00, with 640.00
// in trust, and EKSTROM a floor it is above.
func evergreen(t *testing.T) *app.Desk {
	t.Helper()
	d, _ := two(t)
	for _, m := range []app.AddMatter{{Code: "GREEN", Client: "C1", Name: "Evergreen", TrustFloor: "1000.00", TrustTarget: "3000.00"}, {Code: "FULL", Client: "C1", Name: "Above", TrustFloor: "100.00", TrustTarget: "200.00"}} {
		if _, err := d.AddMatter(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range []posting{{"2026-07-01", "receipt", "GREEN", "640.00", "", "wire"}, {"2026-07-01", "receipt", "FULL", "100.00", "", "wire"}} {
		if _, err := post(t.Context(), d, p); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func TestRequestsBelowTheFloor(t *testing.T) {
	d := evergreen(t)
	ctx := t.Context()
	pay := operatingAccount
	if _, err := d.SetFirm(ctx, app.SetFirm{PaymentText: &pay}); err != nil {
		t.Fatal(err)
	}
	below, err := d.BelowFloor(ctx, "")
	if err != nil || len(below) != 1 || below[0].Matter.Code != "GREEN" || below[0].Available != 64000 || below[0].Amount != 236000 {
		t.Fatalf("%+v %v", below, err)
	}
	for code, want := range map[string]string{"FULL": "trust_request.above", "DEVI": "trust_request.no_floor", "NOBODY": "matter.missing"} {
		if _, err := d.RequestTrust(ctx, app.RequestTrust{Matters: []string{code}}); !strings.Contains(faultCodes(err), want) {
			t.Errorf("%s: %v, want %s", code, err, want)
		}
	}
	made, err := d.RequestTrust(ctx, app.RequestTrust{Request: app.Request{Key: "once"}})
	if err != nil || len(made.Requests) != 1 || made.Requests[0].Number != "TR-2026-0001" || made.Requests[0].Amount != 236000 || string(made.Letters) != "1 letters" {
		t.Fatalf("%+v %v", made, err)
	}
	if again, err := d.RequestTrust(ctx, app.RequestTrust{Request: app.Request{Key: "once"}}); err != nil || again.Requests[0].Number != "TR-2026-0001" {
		t.Errorf("a double click made another: %+v %v", again, err)
	}
	if _, err := d.RequestTrust(ctx, app.RequestTrust{}); fault.Code(err) != "trust_request.none" {
		t.Errorf("asked twice: %v", err)
	}
	if _, err := d.RequestTrust(ctx, app.RequestTrust{Matters: []string{"GREEN"}}); !strings.Contains(faultCodes(err), "trust_request.open") {
		t.Errorf("asked twice: %v", err)
	}
	// A receipt that covers part ends nothing; the rest ends it, by itself.
	state := func() string {
		list, err := d.TrustRequests(ctx, "", false)
		if err != nil {
			t.Fatal(err)
		}
		return list[0].Status
	}
	for _, x := range []struct{ amount, want string }{{"2359.99", app.RequestOpen}, {"0.01", app.RequestPaid}} {
		if _, err := post(ctx, d, posting{"2026-07-03", "receipt", "GREEN", x.amount, "", "wire"}); err != nil {
			t.Fatal(err)
		}
		if got := state(); got != x.want {
			t.Errorf("after %s the request is %s, want %s", x.amount, got, x.want)
		}
	}
	if _, err := d.EndTrustRequest(ctx, app.EndTrustRequest{Number: "TR-2026-0001", Status: app.RequestWithdrawn, Reason: "x"}); fault.Code(err) != "trust_request.ended" {
		t.Errorf("ended twice: %v", err)
	}
	// It was never owed.
	aging, err := app.Read(ctx, d, func(q app.Query) (int, error) { s, err := q.Standings(app.StandingFilter{}); return len(s), err })
	if err != nil || aging != 0 {
		t.Errorf("%d receivables, %v", aging, err)
	}
}

func TestEndingARequestByHand(t *testing.T) {
	d := evergreen(t)
	ctx := t.Context()
	if _, err := d.RequestTrust(ctx, app.RequestTrust{}); err != nil {
		t.Fatal(err)
	}
	_, err := d.EndTrustRequest(ctx, app.EndTrustRequest{Number: "TR-2026-0001", Status: "lost"})
	if !strings.Contains(faultCodes(err), "status.unknown") {
		t.Errorf("%v", err)
	}
	_, err = d.EndTrustRequest(ctx, app.EndTrustRequest{Number: "TR-2026-0001", Status: app.RequestWithdrawn})
	if !strings.Contains(faultCodes(err), "reason.required") {
		t.Errorf("%v", err)
	}
	if r, err := d.EndTrustRequest(ctx, app.EndTrustRequest{Number: "TR-2026-0001", Status: app.RequestWithdrawn, Reason: "Settled"}); err != nil || r.EndReason != "Settled" {
		t.Fatalf("%+v %v", r, err)
	}
	if made, err := d.RequestTrust(ctx, app.RequestTrust{}); err != nil || made.Requests[0].Number != "TR-2026-0002" {
		t.Errorf("after a withdrawal the matter can be asked again: %+v %v", made, err)
	}
}

func TestRequestsByMail(t *testing.T) {
	d := evergreen(t)
	ctx := t.Context()
	made, err := d.RequestTrust(ctx, app.RequestTrust{})
	if err != nil {
		t.Fatal(err)
	}
	written, err := d.WriteTrustRequests(ctx, made, "mail", t.TempDir())
	if err != nil || len(written) != 1 || written[0].Err != nil {
		t.Fatalf("%+v %v", written, err)
	}
	text, err := os.ReadFile(written[0].File.Path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"To: <e@example.com>", "X-Unsent: 1", "TR-2026-0001", "$2,360.00", "this is no bill"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the draft lacks %q:\n%s", want, text)
		}
	}
	made.Papers[0].ClientEmail = ""
	if written, err = d.WriteTrustRequests(ctx, made, "mail", t.TempDir()); err != nil || fault.Code(written[0].Err) != "email.missing" {
		t.Errorf("%+v %v", written, err)
	}
}

// faultCodes are the codes of all that is wrong with a request, in one line.
func faultCodes(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) {
		return fault.Code(err)
	}
	text := e.Code
	for _, f := range e.Faults {
		text += " " + f.Code
	}
	return text
}

// A floor is in the client's currency: money of another currency does not fill it
// up, and nobody is asked to pay into an account of another currency.
func TestFloorsOfAnotherCurrency(t *testing.T) {
	d := evergreen(t)
	ctx := t.Context()
	if _, err := d.AddClient(ctx, app.AddClient{Code: "EUR", Name: "Nordhafen GmbH", Currency: "EUR", Email: "n@example.com"}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddMatter(ctx, app.AddMatter{Code: "NORD", Client: "EUR", Name: "Harbour", TrustFloor: "500.00", TrustTarget: "1000.00"}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.RequestTrust(ctx, app.RequestTrust{Matters: []string{"NORD"}}); err == nil {
		t.Error("dollars were asked for a floor in euros")
	}
	if _, err := d.AddTrustAccount(ctx, app.AddTrustAccount{Code: "ANDER", Title: "Euro trust", Kind: "separate", Currency: "EUR"}); err != nil {
		t.Fatal(err)
	}
	// 800 dollars of the matter are no euros.
	if _, err := post(ctx, d, posting{"2026-07-01", "receipt", "NORD", "800.00", "", "wire"}); err != nil && fault.Of(err) == fault.Internal {
		t.Fatal(err)
	}
	made, err := d.RequestTrust(ctx, app.RequestTrust{Matters: []string{"NORD"}})
	if err != nil || made.Papers[0].Currency != "EUR" || made.Requests[0].Amount != 100000 {
		t.Fatalf("%+v %v", made.Requests, err)
	}
	below, err := d.BelowFloor(ctx, "ANDER")
	if err != nil || len(below) != 1 || below[0].Account.Code != "ANDER" {
		t.Errorf("%+v %v", below, err)
	}
}

// A check that bounced fills nothing up.
func TestAReceiptTakenBackAnswersNoRequest(t *testing.T) {
	d := evergreen(t)
	ctx := t.Context()
	if _, err := d.RequestTrust(ctx, app.RequestTrust{}); err != nil { // for 2,360.00
		t.Fatal(err)
	}
	first, err := post(ctx, d, posting{"2026-07-03", "receipt", "GREEN", "2000.00", "", "wire"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.ReverseTrust(ctx, app.ReverseTrust{Entry: first.Txn.ID, Date: cal.MustParse("2026-07-03"), Reason: "returned unpaid"}); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ amount, want string }{{"360.00", app.RequestOpen}, {"2000.00", app.RequestPaid}} {
		if _, err := post(ctx, d, posting{"2026-07-03", "receipt", "GREEN", x.amount, "", "wire"}); err != nil {
			t.Fatal(err)
		}
		list, err := d.TrustRequests(ctx, "", false)
		if err != nil || list[0].Status != x.want {
			t.Errorf("after %s: %+v %v", x.amount, list, err)
		}
	}
}

// The letters of a repeated request are drawn again and not kept twice.
func TestLettersOfARepeatedRequest(t *testing.T) {
	d := evergreen(t)
	for range 2 {
		made, err := d.RequestTrust(t.Context(), app.RequestTrust{Request: app.Request{Key: "once"}})
		if err != nil || len(made.Requests) != 1 || string(made.Letters) != "1 letters" {
			t.Fatalf("%+v %v", made, err)
		}
	}
}
