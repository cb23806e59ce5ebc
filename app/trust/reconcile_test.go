package trust_test

import (
	"testing"

	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/trust"
)

// The account of Marlow & Dunne in June 2026, as a worked example prints it:
// matters 1 Alvarez, 2 Bramble, 3 Castellan, 4 Devi, 5 Ekstrom, 0 the cushion.
func june() []trust.Txn {
	post := func(id int64, on string, kind trust.Kind, matter int64, amount money.Amount, bank string) trust.Txn {
		t := trust.Txn{ID: id, PostedOn: day(on), Kind: kind, Bank: amount, Splits: []trust.Split{{LedgerID: matter + 10, MatterID: matter, Amount: amount}}}
		if bank != "" {
			t.ClearedOn = day(bank)
		}
		return t
	}
	return []trust.Txn{
		post(1, "2026-05-01", trust.Receipt, 2, 466075, "2026-05-02"), // Bramble: 4,210.75 after check 1088
		post(2, "2026-05-01", trust.Receipt, 4, 300000, "2026-05-02"),
		post(3, "2026-05-01", trust.Receipt, 5, 1250000, "2026-05-02"),
		post(4, "2026-05-01", trust.Cushion, 0, 20000, "2026-05-01"),
		post(5, "2026-05-28", trust.Check, 2, -45000, ""), // 1088, outstanding
		post(6, "2026-06-03", trust.Receipt, 3, 750000, "2026-06-04"),
		post(7, "2026-06-05", trust.Check, 4, -43500, "2026-06-10"),
		post(8, "2026-06-09", trust.Receipt, 1, 8500000, "2026-06-09"),
		post(9, "2026-06-12", trust.Charge, 0, -1800, "2026-06-12"),
		post(10, "2026-06-15", trust.Transfer, 3, -327500, "2026-06-15"),
		post(11, "2026-06-22", trust.Check, 1, -1432000, ""),
		post(12, "2026-06-22", trust.Check, 1, -4050000, "2026-06-26"),
		post(13, "2026-06-22", trust.Transfer, 1, -3018000, "2026-06-22"),
		post(14, "2026-06-24", trust.Receipt, 4, 150000, "2026-06-25"),
		post(15, "2026-06-25", trust.Transfer, 4, -218040, "2026-06-25"),
		post(16, "2026-06-26", trust.Check, 2, -127500, ""),
		post(17, "2026-06-30", trust.Receipt, 5, 625000, ""),
	}
}

func TestReconcileReproducesTheWorkedMonth(t *testing.T) {
	r := trust.Reconcile(trust.Account{Code: "IOLTA"}, day("2026-06-01"), day("2026-06-30"), 3777235, june())
	for name, c := range map[string]struct{ got, want money.Amount }{
		"adjusted bank":   {r.Adjusted, 2797735},
		"journal opening": {r.JournalOpening, 1991075},
		"receipts":        {r.Receipts, 10025000},
		"payments":        {r.Payments, 9218340},
		"journal":         {r.Journal, 2797735},
		"ledgers":         {r.LedgersTotal, 2797735},
	} {
		if c.got != c.want {
			t.Errorf("%s %d, want %d", name, c.got, c.want)
		}
	}
	if !r.Balanced() || r.ReceiptCount != 4 || r.PaymentCount != 8 || len(r.InTransit) != 1 || len(r.Outstanding) != 3 {
		t.Errorf("balanced %v, %d receipts, %d payments, %d in transit, %d outstanding", r.Balanced(), r.ReceiptCount, r.PaymentCount, len(r.InTransit), len(r.Outstanding))
	}
	if r.Outstanding[0].Days != 33 || r.Outstanding[1].Days != 8 || r.Outstanding[2].Days != 4 {
		t.Errorf("days outstanding %+v", r.Outstanding)
	}
	lowest := map[int64][2]money.Amount{} // matter: closing, lowest
	for _, l := range r.Ledgers {
		lowest[l.MatterID] = [2]money.Amount{l.Closing, l.Lowest}
	}
	for matter, want := range map[int64][2]money.Amount{1: {0, 0}, 2: {293575, 293575}, 3: {422500, 0}, 4: {188460, 188460}, 5: {1875000, 1250000}, 0: {18200, 18200}} {
		if lowest[matter] != want {
			t.Errorf("matter %d closing and lowest %v, want %v", matter, lowest[matter], want)
		}
	}
	if r.Ledgers[len(r.Ledgers)-1].MatterID != 0 {
		t.Error("the cushion stands last")
	}
}

func TestReconcileShowsABankError(t *testing.T) {
	r := trust.Reconcile(trust.Account{}, day("2026-06-01"), day("2026-06-30"), 3777235-450000, june()) // 1091 read as 45,000.00
	if r.Balanced() || r.BankLessJournal() != -450000 || r.JournalLessLedgers() != 0 {
		t.Errorf("differences %d %d", r.BankLessJournal(), r.JournalLessLedgers())
	}
}

func TestAVoidedCheckIsNotUnderWay(t *testing.T) {
	txns := june()
	void := txns[15].Mirror(trust.VoidItem, day("2026-07-03"), "wrong payee")
	void.ID = 18
	txns = append(txns, void)
	if r := trust.Reconcile(trust.Account{}, day("2026-06-01"), day("2026-06-30"), 3777235, txns); len(r.Outstanding) != 3 || !r.Balanced() {
		t.Error("the void of 3 July changed the report of June")
	}
	r := trust.Reconcile(trust.Account{}, day("2026-07-01"), day("2026-07-31"), 3777235+625000-45000-1432000, clearAll(txns, 15, 17))
	if len(r.Outstanding) != 0 || len(r.InTransit) != 0 || !r.Balanced() || r.Journal != 2797735+127500 {
		t.Errorf("July: %+v", r)
	}
}

// clearAll clears what is open in July but for the given places.
func clearAll(txns []trust.Txn, but ...int) []trust.Txn {
	for i := range txns {
		if txns[i].ClearedOn.IsZero() && i != but[0] && i != but[1] {
			txns[i].ClearedOn = cal.MustParse("2026-07-02")
		}
	}
	return txns
}
