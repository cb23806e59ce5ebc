package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// owed is an office with five open invoices: of client 100 325.00 of 2 March and
// 650.00 of 20 April (both 100-01), 975.00 of 1 June (100-02); of client 200
// 240.00 of 15 May and 480.00 of 10 June. Terms are 30 days; today is 18 June.
type owed struct {
	*apptest.Office
	t *testing.T
	n []string // numbers, oldest first
}

func owing(t *testing.T) *owed {
	t.Helper()
	o := &owed{Office: apptest.New(t).Seed(), t: t}
	for _, x := range []struct{ matter, who, hours, day string }{{"100-01", "RMD", "1", "2026-03-02"}, {"100-01", "RMD", "2", "2026-04-20"}, {"200-01", "JLK", "1", "2026-05-15"},
		{"100-02", "RMD", "3", "2026-06-01"}, {"200-01", "JLK", "2", "2026-06-10"}} {
		o.on(x.day)
		req := app.AddTime{Matter: x.matter, Timekeeper: x.who, Date: x.day, Hours: x.hours, Narrative: "Work"}
		if x.matter == "200-01" {
			req.Task, req.Activity = "L120", "A104"
		}
		must(o.AddTime(ctx, req))(t)
		run := must(o.RunPreBills(ctx, app.RunPreBills{Matter: x.matter}))(t)
		o.n = append(o.n, must(o.Finalize(ctx, app.Finalize{PreBills: []int64{run.Taken[0].ID}}))(t)[0].Number)
	}
	o.on("2026-06-18")
	return o
}

func (o *owed) on(day string) { o.Clock.T = cal.MustParse(day).Time().Add(12 * time.Hour) }

func (o *owed) row(b app.ARBoard, code string) app.ARRow {
	o.t.Helper()
	for _, r := range b.Rows {
		if r.Client.Code == code || r.Matter.Code == code || r.Attorney.Code == code {
			return r
		}
	}
	o.t.Fatalf("no row of %s in %+v", code, b.Rows)
	return app.ARRow{}
}

func TestTheBoardAgesByTheDueDate(t *testing.T) {
	o := owing(t)
	b := must(o.ARBoard(ctx, app.AskAR{}))(t)
	// Due 1 April (78 days late), 20 May (29) and 1 July; 14 June (4) and 10 July.
	r := o.row(b, "100")
	if want := (bill.Aging{Current: 97500, D30: 65000, D90: 32500}); r.Aging != want || r.Days != 78 || r.Open != 3 {
		t.Errorf("client 100: %+v, oldest %d days, %d open", r.Aging, r.Days, r.Open)
	}
	r = o.row(b, "200")
	if want := (bill.Aging{Current: 48000, D30: 24000}); r.Aging != want || r.Days != 4 {
		t.Errorf("client 200: %+v, oldest %d days", r.Aging, r.Days)
	}
	if b.Rows[0].Client.Code != "100" {
		t.Error("the longest overdue does not stand first")
	}
}

// The board and the aging report agree to the cent, on any day and however the
// board is grouped.
func TestTheBoardTiesToTheAgingReport(t *testing.T) {
	o := owing(t)
	must(o.AddPayment(ctx, app.AddPayment{Client: "100", Amount: "400.00", Date: cal.MustParse("2026-06-05")}))(t)
	back := must(o.AddPayment(ctx, app.AddPayment{Client: "200", Amount: "300.01", Date: cal.MustParse("2026-06-12")}))(t)
	must(o.AddCredit(ctx, app.AddCredit{Invoice: o.n[3], Amount: "75.25", Reason: "courtesy", Date: cal.MustParse("2026-06-15")}))(t)
	must(o.ReversePayment(ctx, app.ReversePayment{Payment: back.Payment.ID, Reason: "returned", Date: cal.MustParse("2026-06-16")}))(t)
	must(o.AddPayment(ctx, app.AddPayment{Client: "200", Amount: "5000.00", Keep: true, Date: cal.MustParse("2026-06-17")}))(t)
	must(o.VoidInvoice(ctx, app.VoidInvoice{Number: o.n[4], Reason: "wrong matter", Date: cal.MustParse("2026-06-17")}))(t)
	keys := []string{"current", "d30", "d60", "d90", "d120", "over_120"}
	for _, day := range []string{"2026-03-01", "2026-04-30", "2026-06-04", "2026-06-13", "2026-06-15", "2026-06-16", "2026-06-18"} {
		asOf := cal.MustParse(day)
		rep := must(o.Report(ctx, app.AskReport{Name: "aging", AsOf: asOf}))(t)
		for _, by := range []string{app.ARByClient, app.ARByMatter, app.ARByAttorney} {
			b := must(o.ARBoard(ctx, app.AskAR{AsOf: asOf, By: by}))(t)
			var sum [6]money.Amount
			var total, unapplied money.Amount
			for _, r := range b.Rows {
				for i, a := range r.Aging.Buckets() {
					sum[i] += a
				}
				total += r.Aging.Total()
				unapplied += r.Unapplied
			}
			for i, k := range keys {
				if got := money.Amount(rep.Total(k)); sum[i] != got {
					t.Errorf("%s by %s, %s: board %d, report %d", day, by, k, sum[i], got)
				}
			}
			if total != money.Amount(rep.Total("total")) {
				t.Errorf("%s by %s: board %d, report %d", day, by, total, rep.Total("total"))
			}
			if by == app.ARByClient && unapplied != money.Amount(rep.Total("unapplied")) {
				t.Errorf("%s unapplied: board %d, report %d", day, unapplied, rep.Total("unapplied"))
			}
		}
	}
	r := o.row(must(o.ARBoard(ctx, app.AskAR{}))(t), "200")
	if r.Unapplied != 500000 || r.LastOn != cal.MustParse("2026-06-17") || r.LastPaid != 500000 || r.Aging.Total() != 24000 {
		t.Errorf("client 200: %+v", r)
	}
}

func TestANoteAPromiseAndWhatIsNext(t *testing.T) {
	o := owing(t)
	bea := o.As("bea")
	by := cal.MustParse("2026-06-25")
	got := must(bea.AddARNote(ctx, app.AddARNote{Client: "100", With: "A. Devi", Text: "Will pay half by Thursday", PromiseAmount: "500", PromiseBy: by,
		Next: &app.NextAction{On: by.AddDays(1), Action: "Look at the bank", User: "admin"}}))(t)
	if got.Note.Kind != bill.NoteCall || got.Promise.Amount != 50000 || got.Follow.On != by.AddDays(1) {
		t.Errorf("kept %+v", got)
	}
	state := func(day string) (app.ARRow, string) {
		r := o.row(must(o.ARBoard(ctx, app.AskAR{AsOf: cal.MustParse(day)}))(t), "100")
		return r, string(r.State)
	}
	o.on("2026-06-30")
	if _, s := state("2026-06-17"); s != "" {
		t.Errorf("a promise counts before it was made: %s", s)
	}
	if r, s := state("2026-06-25"); s != "open" || r.NextBy != "admin" || r.Contact.Text != "Will pay half by Thursday" {
		t.Errorf("on its day: %s, %+v", s, r)
	}
	if _, s := state("2026-06-26"); s != "broken" {
		t.Errorf("a day late: %s", s)
	}
	must(o.AddPayment(ctx, app.AddPayment{Client: "100", Amount: "499.99", Date: by}))(t)
	if _, s := state("2026-06-26"); s != "broken" {
		t.Errorf("a cent short: %s", s)
	}
	p := must(o.AddPayment(ctx, app.AddPayment{Client: "100", Amount: "0.01", Date: by}))(t)
	if _, s := state("2026-06-26"); s != "kept" {
		t.Errorf("paid in full: %s", s)
	}
	must(o.ReversePayment(ctx, app.ReversePayment{Payment: p.Payment.ID, Reason: "returned"}))(t)
	if _, s := state("2026-06-30"); s != "broken" {
		t.Errorf("when a check comes back: %s", s)
	}
	// A new promise takes the place of the old one; the past stays as it was.
	must(bea.AddARNote(ctx, app.AddARNote{Client: "100", Kind: "email", Text: "By July", PromiseAmount: "700", PromiseBy: cal.MustParse("2026-07-10")}))(t)
	if r, s := state("2026-06-30"); s != "open" || r.Promise.Amount != 70000 || r.Contact.Kind != bill.NoteEmail {
		t.Errorf("the newest: %s %+v", s, r.Promise)
	}
	if _, s := state("2026-06-26"); s != "kept" {
		t.Errorf("as it stood then: %s", s)
	}
	// The next action done; the dispute said and ended.
	why := "Hours of May"
	must(o.AddARNote(ctx, app.AddARNote{Client: "100", Next: &app.NextAction{}, Dispute: &why}))(t)
	if r, _ := state("2026-06-30"); r.Follow.Action != "" || !r.Follow.Disputed || r.Follow.Dispute != why {
		t.Errorf("follow %+v", r.Follow)
	}
	none := ""
	must(o.AddARNote(ctx, app.AddARNote{Client: "100", Dispute: &none, Withdraw: true}))(t)
	if r, s := state("2026-06-30"); r.Follow.Disputed || s != "" {
		t.Errorf("ended: %+v %s", r.Follow, s)
	}
	story := must(o.ARStory(ctx, "100"))(t)
	if len(story.Notes) != 2 || story.Users[story.Notes[1].UserID] != "bea" {
		t.Errorf("story %+v", story)
	}
	o.Sound()
}

func TestNotesAreRefused(t *testing.T) {
	o := owing(t)
	day := cal.MustParse("2026-06-17")
	for name, c := range map[string]struct {
		req  app.AddARNote
		path string
	}{
		"nothing":          {app.AddARNote{}, "text"},
		"kind":             {app.AddARNote{Kind: "shout", Text: "x"}, "kind"},
		"ahead":            {app.AddARNote{Date: cal.MustParse("2026-06-19"), Text: "x"}, "date"},
		"promise amount":   {app.AddARNote{PromiseAmount: "1.x", PromiseBy: day.AddDays(9)}, "promise_amount"},
		"promise negative": {app.AddARNote{PromiseAmount: "-1", PromiseBy: day.AddDays(9)}, "promise_amount"},
		"promise no day":   {app.AddARNote{PromiseAmount: "1"}, "promise_by"},
		"promise before":   {app.AddARNote{PromiseAmount: "1", PromiseBy: day}, "promise_by"},
		"promise no sum":   {app.AddARNote{PromiseBy: day.AddDays(9)}, "promise_amount"},
		"matter":           {app.AddARNote{Text: "x", Matter: "200-01"}, "matter"},
		"no matter":        {app.AddARNote{Text: "x", Matter: "nowhere"}, "matter"},
		"user":             {app.AddARNote{Next: &app.NextAction{Action: "Call", User: "nobody"}}, "next_user"},
		"long":             {app.AddARNote{Text: strings.Repeat("x", 4001)}, "text"},
		"bytes":            {app.AddARNote{Text: "x", With: "\xff"}, "with"},
	} {
		c.req.Client = "100"
		_, err := o.AddARNote(ctx, c.req)
		found := false
		for _, f := range apptest.Faults(err) {
			found = found || f.Path == c.path
		}
		if !found {
			t.Errorf("%s: %v, want a fault at %s", name, err, c.path)
		}
	}
	_, err := o.As("tom").AddARNote(ctx, app.AddARNote{Client: "100", Text: "x"})
	wantRefused(t, err, "user.not_allowed")
	_, err = o.AddARNote(ctx, app.AddARNote{Client: "nobody", Text: "x"})
	wantRefused(t, err, "client.missing")
	if s := must(o.ARStory(ctx, "100"))(t); len(s.Notes) != 0 || s.Follow.ID != 0 {
		t.Errorf("left behind: %+v", s)
	}
}

func TestOneCheckIsSplitOverClientsToTheCent(t *testing.T) {
	o := owing(t)
	req := app.AddReceipt{Request: app.Request{Key: "r1"}, Payor: "Acme Insurance", Clients: []string{"200", "100"}, Amount: "1300.00", Method: "check", Reference: "9001"}
	preview := must(o.PreviewReceipt(ctx, req))(t)
	got := must(o.AddReceipt(ctx, req))(t)
	// Oldest due first over both: 325.00 and 650.00 of 100, 240.00 of 200, and
	// 85.00 of the 975.00 that are due on 1 July.
	if laid, n := got.Laid(); got.Amount() != 130000 || laid != 130000 || n != 4 {
		t.Errorf("posted %d, laid %d on %d", got.Amount(), laid, n)
	}
	if got.Payments[0].Client.Code != "200" || got.Payments[0].Payment.Amount != 24000 || got.Payments[1].Payment.Amount != 106000 || preview.Amount() != got.Amount() {
		t.Errorf("by client: %+v", got.Payments)
	}
	again := must(o.AddReceipt(ctx, req))(t)
	if list := must(o.Payments(ctx, app.AskPayments{}))(t); len(list) != 2 || again.Payments[0].Payment.ID != got.Payments[0].Payment.ID {
		t.Errorf("a double click posted %d payments", len(list))
	}
	// What is left stays with the first client.
	rest := must(o.AddReceipt(ctx, app.AddReceipt{Clients: []string{"200", "100"}, Amount: "2000.00", To: []app.PayTo{{Invoice: o.n[3]}, {Invoice: o.n[4], Amount: "80.00"}}}))(t)
	if rest.Payments[0].Payment.Amount != 111000 || rest.Payments[0].Unapplied() != 103000 || rest.Payments[1].Payment.Amount != 89000 {
		t.Errorf("left: %+v", rest.Payments)
	}
	for name, c := range map[string]struct {
		req  app.AddReceipt
		code string
	}{
		"nobody":       {app.AddReceipt{Amount: "1"}, "payment.invalid"},
		"twice":        {app.AddReceipt{Clients: []string{"100", "100"}, Amount: "1"}, "payment.invalid"},
		"other client": {app.AddReceipt{Clients: []string{"100"}, Amount: "1", To: []app.PayTo{{Invoice: o.n[4]}}}, "payment.other_client"},
		"too much":     {app.AddReceipt{Clients: []string{"200"}, Amount: "1", To: []app.PayTo{{Invoice: o.n[4], Amount: "2"}}}, "payment.over_allocated"},
		"above":        {app.AddReceipt{Clients: []string{"200"}, Amount: "9000", To: []app.PayTo{{Invoice: o.n[4], Amount: "400.01"}}}, "payment.above_balance"},
		"named twice":  {app.AddReceipt{Clients: []string{"200"}, Amount: "9000", To: []app.PayTo{{Invoice: o.n[4], Amount: "1"}, {Invoice: o.n[4], Amount: "1"}}}, "payment.invoice_twice"},
		"keep and lay": {app.AddReceipt{Clients: []string{"200"}, Amount: "1", Keep: true, To: []app.PayTo{{Invoice: o.n[4]}}}, "payment.keep"},
		"trust":        {app.AddReceipt{Clients: []string{"200"}, Amount: "1", Method: "trust"}, "payment.trust"},
		"amount":       {app.AddReceipt{Clients: []string{"200"}, Amount: "1e9"}, "payment.invalid"},
		"payor":        {app.AddReceipt{Clients: []string{"200"}, Amount: "1", Payor: strings.Repeat("x", 201)}, "payment.invalid"},
		"deposit":      {app.AddReceipt{Clients: []string{"200"}, Amount: "1", Deposit: 77}, "deposit.missing"},
	} {
		_, err := o.AddReceipt(ctx, c.req)
		apptest.Wants(t, err, c.code)
		if err == nil {
			t.Error(name)
		}
	}
	_, err := o.As("jlk").AddReceipt(ctx, app.AddReceipt{Clients: []string{"200"}, Amount: "1"})
	wantRefused(t, err, "user.not_allowed")
	if list := must(o.Payments(ctx, app.AskPayments{}))(t); len(list) != 4 {
		t.Errorf("refusals left %d payments", len(list)-4)
	}
	o.Sound()
}

func TestADepositHoldsEachReceiptOnceAndClosesWhenItAgrees(t *testing.T) {
	o := owing(t)
	d := must(o.AddDeposit(ctx, app.AddDeposit{Expected: "1500.00", Account: "Operating 4471"}))(t)
	id := d.Deposit.ID
	got := must(o.AddReceipt(ctx, app.AddReceipt{Payor: "Acme", Clients: []string{"100", "200"}, Amount: "1215.00", Reference: "9001", Deposit: id}))(t)
	cash := must(o.AddPayment(ctx, app.AddPayment{Client: "200", Amount: "285.00", Method: "cash", Keep: true}))(t)
	_, err := o.SetDeposit(ctx, app.SetDeposit{Deposit: id, Close: true})
	e := wantRefused(t, err, "deposit.difference")
	if e.Facts["expected"] != "1500.00" || e.Facts["total"] != "1215.00" {
		t.Errorf("facts %v", e.Facts)
	}
	d = must(o.SetDeposit(ctx, app.SetDeposit{Deposit: id, Add: []int64{cash.Payment.ID}}))(t)
	if d.Difference() != 0 {
		t.Errorf("difference %d", d.Difference())
	}
	_, err = o.AddDeposit(ctx, app.AddDeposit{Payments: []int64{cash.Payment.ID}})
	wantRefused(t, err, "deposit.twice")
	must(o.SetDeposit(ctx, app.SetDeposit{Deposit: id, Close: true}))(t)
	// The check of the group stands on the slip once.
	s := must(o.DepositSlip(ctx, id))(t)
	if len(s.Items) != 2 || s.Items[0].Amount != 121500 || strings.Join(s.Items[0].Clients, " ") != "100 200" || s.Items[0].From != "Acme" || s.Total != 150000 || s.Draft {
		t.Errorf("slip %+v", s)
	}
	csv := must(o.DepositCSV(ctx, id))(t)
	want := "deposit,deposited_on,account,received_on,from,clients,method,reference,amount,currency\n1,2026-06-18,Operating 4471,2026-06-18,Acme,100 200,check,9001,1215.00,USD\n" +
		"1,2026-06-18,Operating 4471,2026-06-18,Castellan LLC,200,cash,,285.00,USD\n"
	if string(csv.Bytes) != want {
		t.Errorf("csv\n%s", csv.Bytes)
	}
	for what, act := range map[string]func() error{
		"add": func() error {
			_, err := o.SetDeposit(ctx, app.SetDeposit{Deposit: id, Remove: []int64{cash.Payment.ID}})
			return err
		},
		"delete": func() error { return o.DeleteDeposit(ctx, app.Request{}, id) },
		"post": func() error {
			_, err := o.AddReceipt(ctx, app.AddReceipt{Clients: []string{"100"}, Amount: "1", Deposit: id})
			return err
		},
	} {
		if err := act(); err == nil {
			t.Errorf("%s on a closed deposit", what)
		}
	}
	// A check that bounces later leaves the deposit as the bank had it.
	must(o.ReversePayment(ctx, app.ReversePayment{Payment: got.Payments[0].Payment.ID, Reason: "returned"}))(t)
	if v := must(o.Deposit(ctx, id))(t); v.Total != 150000 || !v.Deposit.Closed {
		t.Errorf("after the reversal %+v", v.Deposit)
	}
	for name, c := range map[string]struct {
		req  app.AddDeposit
		code string
	}{
		"total":    {app.AddDeposit{Expected: "1.x"}, "amount.format"},
		"negative": {app.AddDeposit{Expected: "-1"}, "amount.positive"},
		"ahead":    {app.AddDeposit{Date: cal.MustParse("2026-06-26")}, "date.ahead"},
		"currency": {app.AddDeposit{Currency: "XYZ"}, "currency.unknown"},
		"account":  {app.AddDeposit{Account: strings.Repeat("x", 101)}, "account.length"},
		"reversed": {app.AddDeposit{Payments: []int64{got.Payments[0].Payment.ID}}, "payment.reversed"},
		"missing":  {app.AddDeposit{Payments: []int64{999}}, "payment.missing"},
		"early":    {app.AddDeposit{Date: cal.MustParse("2026-06-17"), Payments: []int64{cash.Payment.ID}}, "deposit.before_receipt"},
		"empty":    {app.AddDeposit{Close: true}, "deposit.empty"},
	} {
		_, err := o.AddDeposit(ctx, c.req)
		if err == nil {
			t.Error(name)
		}
		apptest.Wants(t, err, c.code)
	}
	o.Sound()
}

// draws makes papers a test can read.
type draws struct{ *sendable }

func (draws) StatementPDF(s bill.Statement) ([]byte, error) {
	return []byte("statement " + s.Closing.Plain(s.Currency)), nil
}
func (draws) ReminderPDF(r bill.Reminder) ([]byte, error) {
	return []byte("reminder " + r.PastDue.Plain(r.Currency)), nil
}
func (draws) MailDraft(m bill.Mail) ([]byte, error) { return []byte(m.To + ": " + m.Subject), nil }

func TestRemindersFollowAgeDisputeAndPromise(t *testing.T) {
	o := owing(t)
	desk := must(app.Open(o.Store(), o.Clock, draws{&sendable{}}).SignIn(ctx, "bea"))(t)
	due := must(desk.RemindersDue(ctx, app.AskReminders{MinDays: 30}))(t)
	if len(due) != 1 || due[0].Client.Code != "100" || due[0].Days != 78 || due[0].PastDue != 97500 || due[0].Count != 2 || due[0].Text.Level != 2 || due[0].Why != "" {
		t.Fatalf("due %+v", due)
	}
	if all := must(desk.RemindersDue(ctx, app.AskReminders{MinDays: 0}))(t); len(all) != 2 || all[1].Text.Level != 1 {
		t.Errorf("all late: %+v", all)
	}
	if none := must(desk.RemindersDue(ctx, app.AskReminders{MinDays: 30, Least: "975.01"}))(t); len(none) != 0 {
		t.Errorf("below the least: %+v", none)
	}
	letter := must(desk.Reminder(ctx, app.AskReminder{Client: "100"}))(t)
	if letter.Level != 2 || len(letter.Open) != 2 || letter.Total != 195000 || !strings.Contains(strings.Join(letter.Body, "\n"), "$975.00 is past due, the oldest open invoice by 78 days") {
		t.Errorf("letter %+v", letter)
	}
	_, err := desk.Reminder(ctx, app.AskReminder{Client: "200", AsOf: cal.MustParse("2026-06-01")})
	wantRefused(t, err, "reminder.nothing_due")
	_, err = desk.Reminder(ctx, app.AskReminder{Client: "100", Level: 4})
	wantRefused(t, err, "reminder.level")

	dir := filepath.Join(t.TempDir(), "letters")
	req := app.SendReminder{Request: app.Request{Key: "run 100"}, AskReminder: app.AskReminder{Client: "100"}, Statement: true, Letter: true, Dir: dir, Mail: true, Note: true}
	done := must(desk.SendReminder(ctx, req))(t)
	if len(done.Files) != 2 || len(done.Print) != 2 || done.Draft != "" {
		t.Errorf("on paper: %+v", done)
	}
	must(desk.SendReminder(ctx, req))(t) // the same run again
	s := must(desk.ARStory(ctx, "100"))(t)
	if len(s.Notes) != 1 || s.Notes[0].Kind != bill.NoteReminder || !strings.Contains(s.Notes[0].Text, "$975.00 past due by up to 78 days, on paper") {
		t.Errorf("noted %+v", s.Notes)
	}
	how, mail := string(firm.ByEmail), "ap@devi.example"
	must(o.SetDelivery(ctx, app.SetDelivery{Client: "100", How: &how, Address: &mail}))(t)
	req.Key = "run 2"
	done = must(desk.SendReminder(ctx, req))(t)
	data, err := os.ReadFile(done.Draft)
	if err != nil || string(data) != "ap@devi.example: Your account is past due, Dunne & Keller LLP" || len(done.Print) != 0 {
		t.Errorf("draft %q %v", data, err)
	}
	// A promise that runs and a dispute leave the client out, with the reason.
	must(desk.AddARNote(ctx, app.AddARNote{Client: "100", PromiseAmount: "975", PromiseBy: cal.MustParse("2026-06-20")}))(t)
	if due := must(desk.RemindersDue(ctx, app.AskReminders{MinDays: 30}))(t); due[0].Why != "$975.00 is promised by 2026-06-20" {
		t.Errorf("promised: %q", due[0].Why)
	}
	o.on("2026-06-21")
	if due := must(desk.RemindersDue(ctx, app.AskReminders{MinDays: 30}))(t); due[0].Why != "" {
		t.Errorf("broken: %q", due[0].Why)
	}
	why := "hours"
	must(desk.AddARNote(ctx, app.AddARNote{Client: "100", Dispute: &why}))(t)
	if due := must(desk.RemindersDue(ctx, app.AskReminders{MinDays: 30}))(t); due[0].Why != "The account is disputed: hours" {
		t.Errorf("disputed: %q", due[0].Why)
	}
	// Words of one's own.
	must(desk.SetReminderText(ctx, app.SetReminderText{Level: 2, FromDays: 40, Subject: "Account of {client}", Body: "Pay {amount}.\n\nPlease."}))(t)
	letter = must(desk.Reminder(ctx, app.AskReminder{Client: "100"}))(t)
	if letter.Subject != "Account of Anjali Devi" || strings.Join(letter.Body, "|") != "Pay $975.00.|Please." {
		t.Errorf("own words: %+v", letter)
	}
	for name, bad := range map[string]app.SetReminderText{"level": {Level: 4, Subject: "x", Body: "x"}, "days": {Level: 1, FromDays: -1, Subject: "x", Body: "x"}, "subject": {Level: 1, Body: "x"},
		"mark": {Level: 1, Subject: "x", Body: "Dear {name}"}, "brace": {Level: 1, Subject: "x", Body: "Dear {client"}} {
		_, err := desk.SetReminderText(ctx, bad)
		if err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	_, err = o.As("jlk").SetReminderText(ctx, app.SetReminderText{Level: 1, Subject: "x", Body: "x"})
	wantRefused(t, err, "user.not_allowed")
	o.Sound()
}

func TestTheHistoryOfAnInvoiceEndsAtWhatItOwes(t *testing.T) {
	o := owing(t)
	must(o.SendInvoice(ctx, app.SendInvoice{Number: o.n[0], How: "mail, email", On: cal.MustParse("2026-03-04")}))(t)
	p := must(o.As("bea").AddPayment(ctx, app.AddPayment{Client: "100", Amount: "300.00", Reference: "4411", Date: cal.MustParse("2026-04-02")}))(t)
	must(o.ReversePayment(ctx, app.ReversePayment{Payment: p.Payment.ID, Reason: "returned unpaid", Date: cal.MustParse("2026-04-09")}))(t)
	must(o.AddCredit(ctx, app.AddCredit{Invoice: o.n[0], Amount: "25.00", Reason: "courtesy", Date: cal.MustParse("2026-05-01")}))(t)
	var told []string
	for _, e := range must(o.InvoiceHistory(ctx, o.n[0]))(t) {
		told = append(told, strings.Join([]string{e.On.String(), e.Kind, e.Amount.Plain(money.USD), e.Balance.Plain(money.USD), e.User}, " "))
	}
	want := []string{"2026-03-02 issued 325.00 325.00 admin", "2026-03-04 sent 0.00 325.00 admin", "2026-04-02 paid -300.00 25.00 bea", "2026-04-09 taken back 300.00 325.00 admin",
		"2026-05-01 credited -25.00 300.00 admin"}
	if strings.Join(told, "\n") != strings.Join(want, "\n") {
		t.Errorf("history\n%s\nwant\n%s", strings.Join(told, "\n"), strings.Join(want, "\n"))
	}
	if _, err := o.InvoiceHistory(ctx, "nowhere"); err == nil {
		t.Error("the history of no invoice")
	}
}

// The papers of two clients never take each other's place in one folder, whatever
// stands in their codes.
func TestPapersOfClientsWithHostileCodes(t *testing.T) {
	o := owing(t)
	desk := must(app.Open(o.Store(), o.Clock, draws{&sendable{}}).SignIn(ctx, o.User.Code))(t)
	dir := t.TempDir()
	paths := map[string]string{}
	for _, code := range []string{"../x", "..\\x", "a b", "a:b"} {
		must(o.AddClient(ctx, app.AddClient{Code: code, Name: "Client " + code}))(t)
		sent := must(desk.SendReminder(ctx, app.SendReminder{AskReminder: app.AskReminder{Client: code}, Statement: true, Dir: dir}))(t)
		for _, p := range []string{sent.Files[0].Path} {
			if filepath.Dir(p) != dir || paths[p] != "" && paths[p] != code {
				t.Errorf("%s of %q: taken by %q", p, code, paths[p])
			}
			paths[p] = code
		}
	}
}

// A deposit is not dated before a receipt that stands in it, nor in the closed
// books.
func TestTheDayOfADeposit(t *testing.T) {
	o := owing(t)
	p := must(o.AddPayment(ctx, app.AddPayment{Client: "100", Amount: "100.00", Date: cal.MustParse("2026-06-05")}))(t)
	v := must(o.AddDeposit(ctx, app.AddDeposit{Date: cal.MustParse("2026-06-08"), Payments: []int64{p.Payment.ID}}))(t)
	early, may := cal.MustParse("2026-06-04"), cal.MustParse("2026-05-29")
	_, err := o.SetDeposit(ctx, app.SetDeposit{Deposit: v.Deposit.ID, Date: &early})
	wantRefused(t, err, "deposit.before_receipt")
	must(o.SetDeposit(ctx, app.SetDeposit{Deposit: v.Deposit.ID, Date: &early, Remove: []int64{p.Payment.ID}}))(t)
	must(o.CloseBooks(ctx, app.CloseBooks{Through: "2026-05-31"}))(t)
	_, err = o.SetDeposit(ctx, app.SetDeposit{Deposit: v.Deposit.ID, Date: &may})
	wantRefused(t, err, "books.closed")
	_, err = o.AddDeposit(ctx, app.AddDeposit{Date: may})
	wantRefused(t, err, "books.closed")
}
