// Package billtest holds the worked invoice that the documentation, the papers
// and the tests of several packages share. Its figures were checked by machine.
package billtest

import (
	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/firm"
	"matterbook/app/money"
)

// WorkedInvoice is invoice 2026-0125 of Marlow & Dunne PLLC to Anjali Devi:
// fees 2,094.50, courtesy discount 80.00, expenses 165.90, total 2,180.40, to be
// drawn from 2,565.00 held in trust, with a replenishment of 1,615.40 asked for
// apart. A new value on every call.
func WorkedInvoice() bill.Invoice {
	day := cal.MustParse
	keeper := map[string]bill.Line{
		"RMD": {TimekeeperID: 1, TimekeeperCode: "RMD", TimekeeperName: "Ruth M. Dunne", LEDESName: "Dunne, Ruth M.", Class: "PARTNR", Rate: 3250000},
		"JLK": {TimekeeperID: 2, TimekeeperCode: "JLK", TimekeeperName: "Jonas L. Keller", LEDESName: "Keller, Jonas L.", Class: "ASSOC", Rate: 2400000},
		"PAS": {TimekeeperID: 3, TimekeeperCode: "PAS", TimekeeperName: "Priya A. Shah", LEDESName: "Shah, Priya A.", Class: "PARALG", Rate: 1150000},
	}
	var lines []bill.Line
	fee := func(date, code, task, activity, text string, worked, billed money.Quantity, amount money.Amount) *bill.Line {
		l := keeper[code]
		l.No, l.Kind, l.Date, l.EntryID = len(lines)+1, bill.Fee, day(date), int64(100+len(lines)+1)
		l.Task, l.Activity, l.Text = task, activity, text
		l.Worked, l.Units, l.Amount, l.Value = worked, billed, amount, amount
		lines = append(lines, l)
		return &lines[len(lines)-1]
	}
	cost := func(kind bill.LineKind, date, code, text string, units money.Quantity, rate money.Rate, amount money.Amount) *bill.Line {
		lines = append(lines, bill.Line{No: len(lines) + 1, Kind: kind, Date: day(date), ExpenseID: int64(200 + len(lines) + 1),
			Expense: code, Text: text, Units: units, Rate: rate, Amount: amount, Value: amount})
		return &lines[len(lines)-1]
	}

	fee("2026-06-02", "RMD", "L120", "A104", "Review complaint and lease file; outline defences and counterclaim for return of deposit", 8000, 8000, 26000)
	fee("2026-06-04", "JLK", "L210", "A103", "Draft answer and counterclaim; conform to local rules of Multnomah County Circuit Court", 23000, 23000, 55200)
	fee("2026-06-05", "PAS", "L210", "A111", "Prepare exhibits to answer; arrange filing and payment of the filing fee; calendar deadlines", 11000, 11000, 12650)
	fee("2026-06-09", "RMD", "L160", "A107", "Telephone conference with opposing counsel regarding settlement range and early mediation; memorandum to file", 14000, 14000, 45500)
	nc := fee("2026-06-10", "JLK", "L120", "A105", "Confer with R. Dunne regarding mediation statement", 5000, 5000, 0)
	nc.NoCharge, nc.Value = true, 12000
	fee("2026-06-16", "JLK", "L310", "A103", "Draft first requests for production and interrogatories to landlord", 19000, 15000, 36000)
	fee("2026-06-17", "RMD", "L310", "A104", "Review and revise discovery requests", 4000, 4000, 13000)
	fee("2026-06-17", "JLK", "L160", "A106", "Telephone call with client regarding mediation dates and documents still needed", 4000, 4000, 9600)
	fee("2026-06-17", "PAS", "L310", "A111", "Finalize and serve discovery requests; update service list and calendar responses", 10000, 10000, 11500)

	paid := cost(bill.Hard, "2026-06-05", "E112", "Clerk of Court, filing fee, answer and counterclaim", 10000, 4350000, 0)
	paid.Value, paid.TrustPaid = 43500, "paid from trust 06-05, check 1089"
	cost(bill.Soft, "2026-06-05", "E101", "Copies, exhibits to answer", 840000, 1000, 840)
	cost(bill.Hard, "2026-06-11", "E113", "Process server, service on registered agent", 10000, 950000, 9500)
	cost(bill.Hard, "2026-06-12", "E106", "Online research, landlord-tenant deposit cases", 10000, 625000, 6250)

	return bill.Invoice{
		ID: 125, Number: "2026-0125", Status: bill.Sent, ClientID: 4, MatterID: 7, PreBillID: 31,
		Date: day("2026-06-18"), DueOn: day("2026-07-18"), PeriodFrom: day("2026-06-01"), PeriodTo: day("2026-06-17"),
		Currency: money.USD, SentOn: day("2026-06-18"), SentHow: "mail",
		Lines: lines,
		Timekeepers: []bill.TimekeeperTotal{
			{TimekeeperID: 1, Code: "RMD", Name: "Ruth M. Dunne", Class: "PARTNR", Hours: 26000, Rate: 3250000, Fees: 84500, Discount: 3228},
			{TimekeeperID: 2, Code: "JLK", Name: "Jonas L. Keller", Class: "ASSOC", Hours: 42000, NoChargeHours: 5000, Rate: 2400000, Fees: 100800, Discount: 3850},
			{TimekeeperID: 3, Code: "PAS", Name: "Priya A. Shah", Class: "PARALG", Hours: 21000, Rate: 1150000, Fees: 24150, Discount: 922},
		},
		Totals: bill.Totals{Fees: 209450, Discount: 8000, Hard: 15750, Soft: 840, Total: 218040,
			Hours: 89000, NoChargeHours: 5000, WorkedHours: 98000, WorkedValue: 231050},
		Paper: bill.Paper{
			Firm: bill.PaperFirm{
				Name:    "Marlow & Dunne PLLC",
				Address: firm.Address{Line1: "1200 SW Fifth Avenue, Suite 1400", City: "Portland", Region: "OR", Postcode: "97204", Country: "US"},
				Phone:   "(503) 555-0142", Email: "billing@marlowdunne.example", Website: "marlowdunne.example", LEDESFirmID: "93-0000000",
				PaymentText: "By check, payable to Marlow & Dunne PLLC, with the slip below. By ACH or wire: Cascade Harbor Bank, operating account; call (503) 555-0142 for the account number and never act on changed instructions sent by email.",
				TermsText:   "Payment is due within 30 days of the invoice date. Amounts unpaid after that date may bear simple interest at 9 % a year as agreed in our engagement letter. If you question any charge, please write to us within 30 days; you may ask for arbitration of a fee dispute through the state bar.",
				TermsDays:   30,
			},
			Client: bill.PaperClient{Code: "DEVI", Name: "Anjali Devi",
				Address: firm.Address{Line1: "41 Harbor Street", Line2: "Apt 6", City: "Portland", Region: "OR", Postcode: "97201", Country: "US"},
				Email:   "anjali.devi@mail.example", LEDESClientID: "DEVI"},
			Matter:       bill.PaperMatter{Code: "DEVI-001", Name: "Devi v. Northgate Properties, lease dispute", CodeSet: "litigation", Responsible: "Ruth M. Dunne"},
			Description:  "Professional services through June 17, 2026",
			DiscountText: "Courtesy discount",
			Account:      bill.PaperAccount{AgeBy: "due"},
			Trust: &bill.PaperTrust{
				From: day("2026-06-01"), To: day("2026-06-18"), Opening: 300000,
				Movements: []bill.PaperTrustLine{{Date: day("2026-06-05"), Text: "Clerk of Court, filing fee", Ref: "check 1089", Amount: -43500, Balance: 256500}},
				Balance:   256500, ToApply: 218040, After: 38460, Floor: 150000, Target: 200000, Replenish: 161540,
				ApplyAfter: 7, AccountName: "Client Trust Account (IOLTA)",
			},
			Tasks: []bill.TaskTotal{
				{Code: "L120", Name: "Analysis/Strategy", Hours: 8000, Fees: 26000},
				{Code: "L160", Name: "Settlement/Non-Binding ADR", Hours: 18000, Fees: 55100},
				{Code: "L210", Name: "Pleadings", Hours: 34000, Fees: 67850},
				{Code: "L310", Name: "Written Discovery", Hours: 29000, Fees: 60500},
			},
		},
	}
}
