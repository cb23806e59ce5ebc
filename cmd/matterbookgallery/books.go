package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/cmd/internal/boot"
	"matterbook/cmd/internal/demo"
)

// The canned books: the same rows for ever, so that two runs can be compared.

// demoDay is the last day of the demo firm, newDay that of the others.
var (
	demoDay = cal.MustParse("2026-10-30")
	newDay  = cal.MustParse("2026-06-18")
)

// bookTime is when the book is looked at: an afternoon on the Pacific coast.
func bookTime(book string) time.Time {
	day := newDay
	if book == "demo" {
		day = demoDay
	}
	return day.Time().Add(23 * time.Hour)
}

func bookPath(folder, book string) string { return filepath.Join(folder, book+".matterbook") }

// makeBooks makes the named books in the folder.
func makeBooks(ctx context.Context, folder string, names []string) error {
	for _, name := range names {
		path := bookPath(folder, name)
		switch name {
		case "demo":
			if _, err := boot.CreateDemo(ctx, path, demo.Options{Entries: 1200, Months: 6, Until: demoDay}); err != nil {
				return fmt.Errorf("the demo book: %w", err)
			}
		case "empty":
			book, err := boot.Create(ctx, path, &cal.Fixed{T: bookTime(name)}, boot.NewBook{Firm: "Dunne & Keller LLP"})
			if err != nil {
				return fmt.Errorf("the new book: %w", err)
			}
			if err := book.Close(); err != nil {
				return err
			}
		case "long":
			if err := makeLong(ctx, path); err != nil {
				return fmt.Errorf("the book of long names: %w", err)
			}
		}
	}
	return nil
}

// long is a name of 80 characters that begins with the words.
func long(words string) string {
	const more = " of the Consolidated Pan-Atlantic Reinsurance and Shipping Underwriters Association plc"
	return strings.TrimSpace((words + more + more)[:80])
}

// makeLong makes a firm whose every name has 80 characters and whose amounts
// run to hundreds of millions: what a screen must bear without a clipped or
// covered figure.
func makeLong(ctx context.Context, path string) (err error) {
	clock := &cal.Fixed{T: bookTime("long")}
	book, err := boot.Create(ctx, path, clock, boot.NewBook{Firm: long("Wolfeschlegelsteinhausen, Featherstonehaugh & Partners")})
	if err != nil {
		return err
	}
	defer func() {
		if e := book.Close(); err == nil {
			err = e
		}
	}()
	d, err := book.SignIn(ctx, "")
	if err != nil {
		return err
	}
	// check stops at the first act that was refused.
	check := func(_ any, e error) {
		if err == nil {
			err = e
		}
	}
	today := newDay
	for i, name := range []string{"Featherstonehaugh-Cholmondeley", "Wolfeschlegelsteinhausenbergerdorff", "Papadimitrakopoulou"} {
		k := app.AddTimekeeper{Code: []string{"FCH", "WSB", "PPD"}[i], FirstName: "Maximiliana Theodora", LastName: name, Class: []string{"PARTNR", "ASSOC", "PARALG"}[i],
			StandardRate: []string{"98,765.50", "12,345.00", "1,234.56"}[i]}
		k.StandardRate = strings.ReplaceAll(k.StandardRate, ",", "")
		check(d.AddTimekeeper(ctx, k))
	}
	keeper := "FCH"
	check(d.SetUser(ctx, app.SetUser{Code: d.User.Code, Timekeeper: &keeper}))
	if err != nil {
		return err
	}
	if d, err = book.SignIn(ctx, ""); err != nil {
		return err
	}
	for i := range 8 {
		code := fmt.Sprintf("CLIENT-2026-%02d", i+1)
		check(d.AddClient(ctx, app.AddClient{Code: code, Name: long(fmt.Sprintf("Trustees %d", i+1)), Instructions: strings.Repeat("Invoices above 5,000,000.00 need the written approval of the general counsel before they are sent. ", 4)}))
		for k := range 3 {
			check(d.AddMatter(ctx, app.AddMatter{Code: fmt.Sprintf("%s-%05d", code, k+1), Client: code, Name: long(fmt.Sprintf("Matter %d in the Liquidation", k+1)), Responsible: []string{"FCH", "WSB"}[k%2], OpenedOn: "2026-01-05"}))
		}
	}
	text := "Attendance at the examination of the joint liquidators regarding the reinsurance treaties of the years 1998 to 2024; review of the underwriting files; correspondence with the Commissioners"
	for i := range 120 {
		day := today.AddDays(-(i / 3) % 45)
		check(d.AddTime(ctx, app.AddTime{Matter: fmt.Sprintf("CLIENT-2026-%02d-%05d", i%8+1, i%3+1), Timekeeper: []string{"FCH", "WSB", "PPD"}[i%3], Date: day.String(),
			Hours: fmt.Sprintf("%d.%d", 3+i%5, i%10), Narrative: text, Draft: i%9 == 0}))
	}
	for i := range 12 {
		check(d.AddExpense(ctx, app.AddExpense{Matter: fmt.Sprintf("CLIENT-2026-%02d-00001", i%8+1), Date: today.AddDays(-50 + i%8).String(), Code: "E112", Kind: "soft", Units: "1",
			UnitPrice: "12345678.90", Description: "Court fees and sealed copies of the register of members of the association, in triplicate"}))
	}
	check(d.AddTrustAccount(ctx, app.AddTrustAccount{Code: "IOLTA-OPERATING-1", Title: long("Client trust account"), Kind: "pooled"}))
	for i := range 6 {
		check(d.PostTrust(ctx, app.PostTrust{Account: "IOLTA-OPERATING-1", Kind: "receipt", Matter: fmt.Sprintf("CLIENT-2026-%02d-00001", i+1), Amount: "123456789.01", Date: today.AddDays(-55 + i).String(),
			Party: long("The Executors"), Purpose: long("Advance for fees and costs"), Instrument: "wire", Reference: "FEDWIRE-2026-0000-8840-1177"}))
	}
	if err != nil {
		return err
	}
	run, err := d.RunPreBills(ctx, app.RunPreBills{Through: today.AddDays(-30)})
	if err != nil {
		return err
	}
	for i, b := range run.Taken {
		if i%2 == 1 {
			continue
		}
		done, e := d.Finalize(ctx, app.Finalize{PreBills: []int64{b.ID}, Date: today.AddDays(-20)})
		check(done, e)
	}
	list, e := d.Invoices(ctx, app.AskInvoices{})
	check(list, e)
	for i, inv := range list {
		if i%3 > 0 {
			check(d.SendInvoice(ctx, app.SendInvoice{Number: inv.Number, How: "mail", On: today.AddDays(-20)}))
		}
	}
	check(d.AddPayment(ctx, app.AddPayment{Client: "CLIENT-2026-01", Amount: "1234567.89", Method: "wire", Reference: "FEDWIRE-2026-0000-8840-1178"}))
	check(d.RunPreBills(ctx, app.RunPreBills{Through: today.AddDays(-1)}))
	return err
}
