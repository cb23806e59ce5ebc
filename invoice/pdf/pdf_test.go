package pdf_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"matterbook/app/bill"
	"matterbook/app/bill/billtest"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/invoice/page"
	"matterbook/invoice/pdf"
)

func write(t testing.TB, inv bill.Invoice) []byte {
	t.Helper()
	out, _, err := pdf.Invoice(inv, page.Style{})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func cyrillic() bill.Invoice {
	inv := billtest.WorkedInvoice()
	inv.Lines[0].Text = "Прочитать дело; Ωμέγα"
	return inv
}

// A reprint is the same file to the byte, whoever else is printing.
func TestSameBytes(t *testing.T) {
	bills := []bill.Invoice{billtest.WorkedInvoice(), cyrillic(), sixtyLines()}
	var want [][]byte
	for _, inv := range bills {
		want = append(want, write(t, inv))
	}
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range bills {
				n := (worker + i) % len(bills)
				got, _, err := pdf.Invoice(bills[n], page.Style{})
				if err != nil || !bytes.Equal(got, want[n]) {
					t.Errorf("worker %d, bill %d: other bytes (%v)", worker, n, err)
				}
			}
		}()
	}
	wg.Wait()
}

func TestFileIsDatedByThePaper(t *testing.T) {
	inv := billtest.WorkedInvoice()
	out := write(t, inv)
	for _, key := range []string{"/CreationDate", "/ModDate"} {
		_, rest, _ := bytes.Cut(out, []byte(key))
		if !bytes.HasPrefix(bytes.TrimLeft(rest, " ("), []byte("D:20260618120000")) {
			t.Errorf("%s is not the day of the invoice: %.30q", key, rest)
		}
	}
	inv.Date = 0 // a broken value still gives a file
	write(t, inv)
}

// A PDF from the firm holds nothing that acts.
func TestNoActiveContent(t *testing.T) {
	inv := billtest.WorkedInvoice()
	inv.Lines[0].Text = "see https://evil.example /JavaScript (app.alert) javascript:alert(1)"
	out := write(t, inv)
	for _, word := range []string{"/JavaScript", "/JS", "/URI", "/Launch", "/Filespec", "/EF", "/OpenAction <<", "/AA", "/Annots", "/AcroForm"} {
		if bytes.Contains(out, []byte(word)) {
			t.Errorf("the file holds %s", word)
		}
	}
	for _, want := range []string{"%PDF-1.", "%%EOF"} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("the file lacks %s", want)
		}
	}
}

func TestNotesReachTheCaller(t *testing.T) {
	inv := billtest.WorkedInvoice()
	inv.Lines[2].Text = "Filed 👍"
	_, notes, err := pdf.Invoice(inv, page.Style{})
	if err != nil || len(notes.Replaced) != 1 || notes.Replaced[0].Rune != '👍' || notes.Replaced[0].Refs[0].Line != 3 {
		t.Errorf("notes %+v, error %v", notes, err)
	}
}

// explode fails as a defect in a library would.
type explode struct{ page.Metrics }

func (explode) Width(page.Face, float64, string) float64 { panic("index out of range") }

func TestPanicIsAnErrorThatNamesThePaper(t *testing.T) {
	out, _, err := pdf.Invoice(billtest.WorkedInvoice(), page.Style{Metrics: explode{page.Liberation()}})
	if out != nil || fault.Of(err) != fault.Internal || fault.Code(err) != "pdf.failed" || !strings.Contains(err.Error(), "2026-0125") {
		t.Errorf("got %d bytes, %v", len(out), err)
	}
}

func TestLibraryErrorNamesThePaper(t *testing.T) {
	doc := page.Invoice(billtest.WorkedInvoice(), page.Style{})
	doc.Pages[0].Items = append(doc.Pages[0].Items, page.Item{Kind: page.Text, Text: "👍", Size: 9})
	if _, err := pdf.Write(doc); fault.Of(err) != fault.Internal || !strings.Contains(err.Error(), "Invoice 2026-0125") {
		t.Errorf("an uncleaned text gave %v", err)
	}
}

// readBack is the text of the file as another program reads it.
func readBack(t *testing.T, file []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed")
	}
	name := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, "-layout", "-enc", "UTF-8", name, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// squeeze makes runs of spaces one.
func squeeze(s string) string {
	var lines []string
	for _, l := range strings.Split(s, "\n") {
		lines = append(lines, strings.Join(strings.Fields(l), " "))
	}
	return strings.Join(lines, "\n")
}

func TestReadBack(t *testing.T) {
	inv := billtest.WorkedInvoice()
	inv.Paper.Client.Name = "Zoë Dvořák-Łukaszewicz"
	inv.Lines[3].Text = "§ 12 ¶ 3: “quoted” — €5 – fi fl"
	text := squeeze(readBack(t, write(t, inv)))
	for _, want := range []string{"Marlow & Dunne PLLC", "Zoë Dvořák-Łukaszewicz", "§ 12 ¶ 3: “quoted” — €5 – fi fl",
		"Total fees (and 0.50 hours at no charge) 8.90 2,094.50", "Courtesy discount -80.00", "Total of this invoice $2,180.40", "Page 1 of 3",
		"JLK Jonas L. Keller Associate 0.50 4.20 240.00 1,008.00", "Expected balance afterwards 384.60"} {
		if !strings.Contains(text, want) {
			t.Errorf("the file lacks %q:\n%s", want, text)
		}
	}
	text = squeeze(readBack(t, write(t, cyrillic())))
	if !strings.Contains(text, "Прочитать дело; Ωμέγα") {
		t.Errorf("the whole fonts are not read back:\n%s", text)
	}
}

func TestStatementAndTable(t *testing.T) {
	w := billtest.WorkedInvoice()
	st := bill.Statement{Firm: w.Paper.Firm, Client: w.Paper.Client, Currency: w.Currency, AsOf: cal.MustParse("2026-06-30")}
	file, _, err := pdf.Statement(st, page.Style{})
	if err != nil || !strings.Contains(readBack(t, file), "No invoice is open.") {
		t.Errorf("statement: %v", err)
	}
	file, _, err = pdf.Table(page.Report{Title: "Aging", Columns: []page.Column{{Label: "Client", Weight: 1}}, Rows: []page.Row{{Cells: []string{"Devi"}}}}, page.Style{})
	if err != nil || !strings.Contains(readBack(t, file), "Devi") {
		t.Errorf("table: %v", err)
	}
}

func FuzzNarrative(f *testing.F) {
	for _, s := range []string{"Draft answer", "👍", "\x00\x1b[0m", "\u202eלא", "(unbalanced \\ ( )", strings.Repeat("W", 3000), "\xff\xfe\xfd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		inv := billtest.WorkedInvoice()
		inv.Lines[0].Text, inv.Paper.Client.Name, inv.Paper.Message = s, s, s
		write(t, inv)
	})
}
