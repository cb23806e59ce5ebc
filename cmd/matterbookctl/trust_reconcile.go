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
		Statement   string          `json:"statement"`
		InTransit   []openItemView  `json:"in_transit"`
		Outstanding []openItemView  `json:"outstanding"`
		Errors      []bankErrorView `json:"bank_errors"`
		Adjusted    string          `json:"adjusted"`
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
	NotInBooks []bankLineView `json:"not_in_books"`
	Status     string         `json:"status"`
	Closed     *closedView    `json:"closed,omitempty"`
	Exceptions []string       `json:"exceptions"`
	Hints      []string       `json:"hints"`
}

// closedView is what signing answers.
type closedView struct {
	Number  int64    `json:"number"`
	Through cal.Date `json:"closed_through"`
	By      string   `json:"prepared_by"`
	File    string   `json:"file"` // name of the kept report
	SHA256  string   `json:"sha256"`
}

type bankErrorView struct {
	Amount     string   `json:"amount"`
	Text       string   `json:"text"`
	ReportedOn cal.Date `json:"reported_on"`
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
	v.Bank.Errors = []bankErrorView{}
	for _, e := range r.BankErrors {
		v.Bank.Errors = append(v.Bank.Errors, bankErrorView{e.Amount.Plain(cur), e.Text, e.ReportedOn})
	}
	v.NotInBooks = []bankLineView{}
	for _, l := range r.NotInBooks {
		v.NotInBooks = append(v.NotInBooks, bankLineView{l.ID, l.On, l.Amount.Plain(cur), l.Reference, l.Description})
	}
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
	var asOf, from, format, out, explanation string
	var doClose bool
	var slips []string
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
			if ask.BankErrors, err = bankErrorFlags(cmd, slips); err != nil {
				return err
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
			if doClose {
				ask.AsOf = r.AsOf
				closed, err := d.CloseTrust(cmd.Context(), app.CloseTrust{Request: c.request(), AskReconcile: ask, Explanation: explanation})
				if err != nil {
					return err
				}
				v.Status, c.said = closed.Paper.Status, false
				v.Closed = &closedView{closed.ID, closed.AsOf, closed.Paper.PreparedBy, closed.Name, closed.Hash}
				if format == "pdf" {
					kept, err := d.ReconciliationPaper(cmd.Context(), closed.ID, "")
					if err != nil {
						return err
					}
					return c.writeReconciliation(kept.Bytes, v.Status, out)
				}
			}
			if format == "pdf" {
				paper, err := d.ProofPaper(cmd.Context(), ask)
				if err != nil {
					return err
				}
				bytes, _, err := pdf.Proof(paper, page.Style{})
				if err != nil {
					return err
				}
				return c.writeReconciliation(bytes, v.Status, out)
			}
			return c.answer(v, func(w io.Writer) { printReconciliation(w, v) })
		},
	}
	f := cmd.Flags()
	f.StringVar(&ask.Account, "account", "", "trust account `CODE`")
	f.StringVar(&asOf, "as-of", "", "`DATE` of the statement")
	f.StringVar(&from, "from", "", "first `DATE` of the period (default: after the last closed one, else the month's first)")
	f.StringVar(&ask.Statement, "statement-balance", "", "closing `BALANCE` on the bank's statement (default: what the cleared entries add up to)")
	f.BoolVar(&doClose, "close", false, "sign it: the report is kept and the period is frozen")
	f.StringVar(&explanation, "explanation", "", "of a difference: who clears it, and by when")
	f.StringArrayVar(&slips, "bank-error", nil, "slip of the bank that it has still to correct: \"AMOUNT TEXT\", or none (default: those of the last reconciliation)")
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
	for _, e := range v.Bank.Errors {
		rows = append(rows, []string{"slip of the bank: " + e.Text, e.Amount})
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
	if c := v.Closed; c != nil {
		fmt.Fprintf(w, "Signed by %s as reconciliation %d; closed through %s. Somebody else reviews it: trust review %d\n", c.By, c.Number, c.Through, c.Number)
	}
}

// writeReconciliation writes the report.
func (c *cli) writeReconciliation(bytes []byte, status, out string) error {
	file, err := outfile.Write(filepath.Dir(out), filepath.Base(out), bytes, outfile.Replace)
	if err != nil {
		return err
	}
	return c.answer(map[string]any{"file": file.Path, "sha256": file.SHA256, "status": status}, func(w io.Writer) {
		fmt.Fprintf(w, "%s: %s\n", file.Path, status)
	})
}
