package main

import (
	"fmt"
	"io"
	"path/filepath"

	"matterbook/app"
	"matterbook/app/cal"
	"matterbook/app/money"
	"matterbook/app/outfile"
	"matterbook/app/trust"
	"matterbook/invoice/page"
	"matterbook/invoice/pdf"

	"github.com/spf13/cobra"
)

type openItemView struct {
	Entry     int64      `json:"entry"`
	Date      cal.Date   `json:"date"`
	Kind      trust.Kind `json:"kind"`
	Reference string     `json:"reference"`
	Party     string     `json:"party"`
	Matter    string     `json:"matter"`
	Amount    string     `json:"amount"`
	Days      int        `json:"days"`
}

type ledgerProofView struct {
	Matter  string `json:"matter"`
	Opening string `json:"opening"`
	In      string `json:"in"`
	Out     string `json:"out"`
	Closing string `json:"closing"`
	Lowest  string `json:"lowest"`
}

type reconciliationView struct {
	Account string   `json:"account"`
	From    cal.Date `json:"from"`
	AsOf    cal.Date `json:"as_of"`
	Bank    struct {
		Statement   string         `json:"statement"`
		InTransit   []openItemView `json:"in_transit"`
		Outstanding []openItemView `json:"outstanding"`
		Adjusted    string         `json:"adjusted"`
	} `json:"bank"`
	Journal struct {
		Opening       string `json:"opening"`
		Receipts      string `json:"receipts"`
		ReceiptCount  int    `json:"receipt_count"`
		Payments      string `json:"payments"`
		PaymentsCount int    `json:"payment_count"`
		Balance       string `json:"balance"`
	} `json:"journal"`
	Ledgers      []ledgerProofView `json:"ledgers"`
	LedgersTotal string            `json:"ledgers_total"`
	Differences  struct {
		BankJournal    string `json:"bank_journal"`
		JournalLedgers string `json:"journal_ledgers"`
		BankLedgers    string `json:"bank_ledgers"`
	} `json:"differences"`
	Status     string   `json:"status"`
	Exceptions []string `json:"exceptions"`
	Hints      []string `json:"hints"`
}

func viewReconciliation(r app.Reconciled) reconciliationView {
	cur := r.Account.Currency
	v := reconciliationView{Account: r.Account.Code, From: r.From, AsOf: r.AsOf, Ledgers: []ledgerProofView{},
		LedgersTotal: r.LedgersTotal.Plain(cur), Status: "DIFFERENCE", Exceptions: append([]string{}, r.Exceptions...), Hints: append([]string{}, r.Hints...)}
	if r.Balanced() {
		v.Status = "BALANCED"
	}
	v.Bank.Statement, v.Bank.Adjusted = r.Statement.Plain(cur), r.Adjusted.Plain(cur)
	v.Bank.InTransit, v.Bank.Outstanding = viewOpenItems(r, r.InTransit, cur), viewOpenItems(r, r.Outstanding, cur)
	v.Journal.Opening, v.Journal.Balance = r.JournalOpening.Plain(cur), r.Journal.Plain(cur)
	v.Journal.Receipts, v.Journal.ReceiptCount = r.Receipts.Plain(cur), r.ReceiptCount
	v.Journal.Payments, v.Journal.PaymentsCount = r.Payments.Plain(cur), r.PaymentCount
	v.Differences.BankJournal = r.BankLessJournal().Plain(cur)
	v.Differences.JournalLedgers = r.JournalLessLedgers().Plain(cur)
	v.Differences.BankLedgers = r.BankLessLedgers().Plain(cur)
	for _, l := range r.Ledgers {
		v.Ledgers = append(v.Ledgers, ledgerProofView{r.Matters[l.MatterID].Code, l.Opening.Plain(cur), l.In.Plain(cur), l.Out.Plain(cur), l.Closing.Plain(cur), l.Lowest.Plain(cur)})
	}
	return v
}

func viewOpenItems(r app.Reconciled, items []trust.OpenItem, cur money.Currency) []openItemView {
	views := []openItemView{}
	for _, o := range items {
		views = append(views, openItemView{o.TxnID, o.Date, o.Kind, o.Reference, o.Party, r.Matters[o.MatterID].Code, o.Amount.Plain(cur), o.Days})
	}
	return views
}

func (c *cli) trustReconcileVerb() *cobra.Command {
	var ask app.AskReconcile
	var asOf, from, format, out string
	cmd := &cobra.Command{
		Use: "reconcile", Short: "Prove an account three ways: bank, journal, clients' ledgers", Args: cobra.NoArgs,
		Example: "  matterbookctl trust reconcile --account IOLTA --as-of 2026-06-30 --statement-balance 37772.35",
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if ask.AsOf, err = dayFlag(cmd, "as-of", asOf); err != nil {
				return err
			}
			if ask.From, err = dayFlag(cmd, "from", from); err != nil {
				return err
			}
			switch format {
			case "text", "":
			case "json":
				c.json = true
			case "pdf":
				if out == "" {
					return usagef(cmd, "a PDF needs --out FILE")
				}
			default:
				return usagef(cmd, "--format takes text, json or pdf, not %q", format)
			}
			d, err := c.desk(cmd)
			if err != nil {
				return err
			}
			r, err := d.Reconcile(cmd.Context(), ask)
			if err != nil {
				return err
			}
			v := viewReconciliation(r)
			c.said = !r.Balanced()
			if format == "pdf" {
				return c.writeReconciliation(cmd, d, r, v.Status, out)
			}
			return c.answer(v, func(w io.Writer) { printReconciliation(w, v) })
		},
	}
	f := cmd.Flags()
	f.StringVar(&ask.Account, "account", "", "trust account `CODE`")
	f.StringVar(&asOf, "as-of", "", "`DATE` of the statement")
	f.StringVar(&from, "from", "", "first `DATE` of the period (default: after the last closed one, else the month's first)")
	f.StringVar(&ask.Statement, "statement-balance", "", "closing `BALANCE` on the bank's statement (default: what the cleared entries add up to)")
	f.StringVar(&format, "format", "", "text, json or pdf")
	f.StringVar(&out, "out", "", "`FILE` of the PDF")
	return cmd
}

func printReconciliation(w io.Writer, v reconciliationView) {
	fmt.Fprintf(w, "Trust account %s, %s to %s\n\n", v.Account, v.From, v.AsOf)
	rows := [][]string{{"Closing balance per bank", v.Bank.Statement}}
	for _, o := range v.Bank.InTransit {
		rows = append(rows, []string{fmt.Sprintf("add in transit: %s %s, %s (%d days)", o.Date, o.Party, o.Reference, o.Days), o.Amount})
	}
	for _, o := range v.Bank.Outstanding {
		rows = append(rows, []string{fmt.Sprintf("less outstanding: %s %s, %s (%d days)", o.Date, o.Party, o.Reference, o.Days), "-" + o.Amount})
	}
	rows = append(rows, []string{"Adjusted bank balance", v.Bank.Adjusted}, []string{"Journal balance", v.Journal.Balance}, []string{"Sum of ledgers", v.LedgersTotal})
	table(w, []column{"Proof", "Amount "}, rows)
	fmt.Fprintln(w)
	rows = nil
	for _, l := range v.Ledgers {
		name := l.Matter
		if name == "" {
			name = "(firm)"
		}
		rows = append(rows, []string{name, l.Opening, l.In, l.Out, l.Closing, l.Lowest})
	}
	table(w, []column{"Ledger", "Opening ", "In ", "Out ", "Closing ", "Lowest "}, rows)
	fmt.Fprintf(w, "\n%s: bank - journal %s, journal - ledgers %s\n", v.Status, v.Differences.BankJournal, v.Differences.JournalLedgers)
	for _, x := range append(v.Exceptions, v.Hints...) {
		fmt.Fprintf(w, "  %s\n", x)
	}
}

// writeReconciliation prints the proof: bank, journal, ledgers, and what a
// reviewer should see.
func (c *cli) writeReconciliation(cmd *cobra.Command, d *app.Desk, r app.Reconciled, status, out string) error {
	f, err := d.Firm(cmd.Context())
	if err != nil {
		return err
	}
	bytes, _, err := pdf.Table(reconciliationPaper(f.Name, r, status), page.Style{})
	if err != nil {
		return err
	}
	file, err := outfile.Write(filepath.Dir(out), filepath.Base(out), bytes, outfile.Replace)
	if err != nil {
		return err
	}
	return c.answer(map[string]any{"file": file.Path, "sha256": file.SHA256, "status": status}, func(w io.Writer) {
		fmt.Fprintf(w, "%s: %s\n", file.Path, status)
	})
}

func reconciliationPaper(firmName string, r app.Reconciled, status string) page.Report {
	cur := r.Account.Currency
	paper := page.Report{
		Firm: firmName, Title: "Three-way reconciliation of trust account " + r.Account.Code, Date: r.AsOf,
		Subtitle: fmt.Sprintf("%s: %s to %s: %s", r.Account.Title, r.From.Long(), r.AsOf.Long(), status),
		Columns: []page.Column{{Label: "", Weight: 1}, {Label: "Opening", Right: true}, {Label: "In", Right: true},
			{Label: "Out", Right: true}, {Label: "Balance", Right: true}, {Label: "Lowest", Right: true}},
	}
	row := func(strong bool, text string, cells ...string) {
		paper.Rows = append(paper.Rows, page.Row{Cells: append([]string{text}, cells...), Strong: strong})
	}
	amount := func(a money.Amount) []string { return []string{"", "", "", a.Format(cur)} }
	row(true, "Bank")
	row(false, "Closing balance on the statement", amount(r.Statement)...)
	for _, o := range r.InTransit {
		row(false, fmt.Sprintf("In transit: %s, %s %s, %d days", o.Date.Short(), o.Party, o.Reference, o.Days), amount(o.Amount)...)
	}
	for _, o := range r.Outstanding {
		row(false, fmt.Sprintf("Outstanding: %s, %s %s, %d days", o.Date.Short(), o.Party, o.Reference, o.Days), amount(-o.Amount)...)
	}
	row(true, "Adjusted bank balance", amount(r.Adjusted)...)
	row(true, "Journal")
	row(false, fmt.Sprintf("%d receipts, %d payments", r.ReceiptCount, r.PaymentCount),
		r.JournalOpening.Format(cur), r.Receipts.Format(cur), r.Payments.Format(cur), r.Journal.Format(cur))
	row(true, "Clients' ledgers")
	for _, l := range r.Ledgers {
		name := "The firm's cushion"
		if m, ok := r.Matters[l.MatterID]; ok {
			name = m.Code + "  " + r.Clients[m.ClientID].Name
		}
		row(false, name, l.Opening.Format(cur), l.In.Format(cur), l.Out.Format(cur), l.Closing.Format(cur), l.Lowest.Format(cur))
	}
	row(true, "Sum of ledgers", amount(r.LedgersTotal)...)
	paper.Totals = []string{"Bank less journal; journal less ledgers", "", "", r.BankLessJournal().Format(cur), r.JournalLessLedgers().Format(cur)}
	paper.Remarks = append(append(paper.Remarks, r.Exceptions...), r.Hints...)
	paper.Remarks = append(paper.Remarks, "Prepared by ______________________  Date ____________        Reviewed by ______________________  Date ____________")
	return paper
}
