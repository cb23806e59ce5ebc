package app_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"matterbook/app"
	"matterbook/app/apptest"
	"matterbook/app/fault"
	"matterbook/app/work"
)

func load(t testing.TB, d *app.Desk, kind, csv string, f func(*app.Import)) (app.ImportResult, error) {
	t.Helper()
	req := app.Import{Kind: kind, Name: kind + ".csv", Data: strings.NewReader(csv)}
	if f != nil {
		f(&req)
	}
	return d.Import(ctx, req)
}

// A firm in files, in the order of the contract.
var firmInFiles = []struct{ kind, csv string }{
	{"timekeepers", "\xef\xbb\xbfcode,last_name,first_name,class,standard_rate,email,hr_id,start_date,end_date\n" +
		"RMD,Dunne,Ruth M.,partnr,325.00,rmd@example.com,1007,2019-09-01,\nJLK,Keller,\"Jonas \"\"Jo\"\" L.\",ASSOC,240,,,,\n"},
	{"clients", "name,code,address1,city,terms_days,currency\r\n\"Devi, Anjali\",100,41 Harbor St,Portland,30,USD\r\nCastellan LLC,200,,,,\r\n"},
	{"matters", "code,client,name,opened_on,status,practice_area,responsible,originating,billing,fee_arrangement,fee_amount,client_matter_id,claim_no,po_number,trust_floor,trust_target\n" +
		"100-01,100,Devi v. Harbor Realty,2026-01-05,open,Litigation,RMD,RMD,JLK,hourly,,H-1,C-2,P-3,1500.00,2000.00\n200-01,200,General,,,,,,,flat,950.00,,,,,\n"},
	{"rates", "scope,key,timekeeper,class,activity,rate,from,to\nfirm,,,ASSOC,,230,,\nmatter,100-01,JLK,,,225.5,2026-01-01,\nclient,200,,,A106,199.0001,,2026-12-31\n"},
	{"time", "date,timekeeper,matter,hours,narrative,task,activity,billable,rate,ext_id\n" +
		"2026-06-02,RMD,100-01,0.8,\"Review complaint; \"\"so called\"\" notice,\nplan answer.\",L120,A104,Y,,T1\n" +
		"2026-06-04,JLK,100-01,2.25,Draft answer.,,,NC,,T2\n2026-06-05,JLK,200-01,1:30,Call.,,A106,,,\n2026-06-05,RMD,200-01,0.5,Own meeting.,,,N,,T4\n"},
	{"expenses", "date,matter,code,units,unit_price,description,kind,vendor,timekeeper,ext_id\n" +
		"2026-06-05,100-01,E112,1,435.00,Filing fee,hard,Clerk of Court,,X1\n2026-06-06,100-01,E101,84,0.10,Copies,soft,,JLK,\n"},
}

func TestAFirmInFiles(t *testing.T) {
	o := apptest.New(t)
	for _, f := range firmInFiles {
		dry, err := load(t, o.Desk, f.kind, f.csv, func(r *app.Import) { r.DryRun = true })
		if err != nil || !dry.DryRun || dry.Imported != dry.Read || dry.Read == 0 {
			t.Fatalf("%s, dry: %+v %v", f.kind, dry, err)
		}
		r, err := load(t, o.Desk, f.kind, f.csv, nil)
		if err != nil || r.Imported != r.Read || r.Read != dry.Read || r.Skipped != 0 {
			t.Fatalf("%s: %+v %v", f.kind, r, err)
		}
	}
	rows, err := o.ListTime(ctx, app.ListTime{Oldest: true}, app.Page{})
	if err != nil || len(rows) != 4 {
		t.Fatal(len(rows), err)
	}
	for i, want := range []string{"0.80 325.00 260.00 Y", "2.25 225.50 0.00 NC", "1.50 199.0001 298.50 Y", "0.50 325.00 0.00 N"} {
		r := rows[i]
		if got := fmt.Sprintf("%s %s %s %s", r.Hours.Plain(), r.Rate.Plain(), r.Amount.Plain(r.Currency), r.Billable); got != want || r.Status != work.Released {
			t.Errorf("row %d: %s, want %s", i, got, want)
		}
	}
	if rows[0].Narrative != "Review complaint; \"so called\" notice,\nplan answer." {
		t.Errorf("%q", rows[0].Narrative)
	}
	m, err := o.Matter(ctx, "100-01")
	if err != nil || m.TrustTarget != 200000 || m.ClaimNo != "C-2" || m.BillingID == 0 {
		t.Errorf("%+v %v", m, err)
	}
	x, err := o.ListExpenses(ctx, app.ListTime{}, app.Page{})
	if err != nil || len(x) != 2 || x[0].Amount+x[1].Amount != 43500+840 {
		t.Errorf("%+v %v", x, err)
	}
	o.Sound()
}

// P19: the same file again changes nothing and says so, whether its rows are
// known by a code, an ext_id, or nothing at all.
func TestTheSameFileAgainChangesNothing(t *testing.T) {
	o := apptest.New(t)
	for _, f := range firmInFiles {
		if _, err := load(t, o.Desk, f.kind, f.csv, nil); err != nil {
			t.Fatal(err)
		}
	}
	before, err := o.Status(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range firmInFiles {
		r, err := load(t, o.Desk, f.kind, f.csv, nil)
		if err != nil || r.Imported != 0 || r.Skipped != r.Read {
			t.Errorf("%s: %+v %v", f.kind, r, err)
		}
	}
	after, err := o.Status(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range after.Counts {
		if before.Counts[i] != c && !strings.Contains(c.Noun, "audit") && !strings.Contains(c.Noun, "act") {
			t.Errorf("%s: %d, then %d", c.Noun, before.Counts[i].N, c.N)
		}
	}
	// A row that says otherwise is a conflict, never a change.
	r, err := load(t, o.Desk, "clients", "code,name\n100,Somebody else\n", nil)
	apptest.Wants(t, err, "import.rejected")
	if len(r.Rejected) != 1 || r.Rejected[0].Code != "client.differs" || r.Rejected[0].Line != 2 {
		t.Errorf("%+v", r)
	}
	// Only what the file says is compared.
	if r, err := load(t, o.Desk, "clients", "code,name\n100,\"Devi, Anjali\"\n", nil); err != nil || r.Skipped != 1 {
		t.Errorf("%+v %v", r, err)
	}
}

const badTime = "date,timekeeper,matter,hours,narrative,ext_id\n" +
	"2026-06-02,RMD,100-01,0.8,Good.,T1\n" +
	"2026-06-31,RMD,100-01,0.8,Bad day.,T2\n" +
	"2026-06-02,XXX,999,x,,T3\n" +
	"2026-06-02,RMD,100-01\n" +
	"\n" +
	"2026-06-02,RMD,100-01,23.5,\"Too\nmuch.\",T4\n" +
	"2026-06-03,RMD,100-01,0.8,Good.,T1\n" +
	"2026-06-02,RMD,100-01,0.8,Good.,T1\n" +
	"2026-06-04,RMD,100-01,0.3,Good.,T5\n"

func TestEveryBadRowIsReportedAtOnceAndNothingIsKept(t *testing.T) {
	o := apptest.New(t).Seed()
	r, err := load(t, o.Desk, "time", badTime, nil)
	apptest.Wants(t, err, "import.rejected")
	if fault.Of(err) != fault.Invalid || r.Read != 8 || r.Imported != 0 || r.BadRows != 5 || r.Skipped != 1 {
		t.Fatalf("%+v %v", r, err)
	}
	want := []string{"3 date date.format", "4 matter matter.missing", "5  row.fields", "7 hours time.day_full", "9 ext_id ext_id.twice"}
	for i, b := range r.Rejected {
		if got := fmt.Sprintf("%d %s %s", b.Line, b.Path, b.Code); got != want[i] {
			t.Errorf("%q, want %q (%s)", got, want[i], b.Message)
		}
	}
	for _, word := range []string{"999", "XXX", "narrative"} {
		if !strings.Contains(r.Rejected[1].Message, word) {
			t.Errorf("a row with several faults names each: %s", r.Rejected[1].Message)
		}
	}
	if faults := apptest.Faults(err); len(faults) != 5 || faults[0].Line != 3 {
		t.Errorf("%+v", faults)
	}
	if sums, err := o.TimeTotals(ctx, app.ListTime{}); err != nil || sums.N != 0 {
		t.Errorf("%d entries were kept, %v", sums.N, err)
	}
}

func TestGoodRowsAreKeptWhenAsked(t *testing.T) {
	o := apptest.New(t).Seed()
	r, err := load(t, o.Desk, "time", badTime, func(r *app.Import) { r.SkipBad = true })
	if err != nil || r.Imported != 2 || r.BadRows != 5 || r.Read != r.Imported+r.Skipped+r.BadRows {
		t.Fatalf("%+v %v", r, err)
	}
	var rejects bytes.Buffer
	if err := r.WriteRejects(&rejects); err != nil {
		t.Fatal(err)
	}
	if head, _, _ := strings.Cut(rejects.String(), "\n"); head != "date,timekeeper,matter,hours,narrative,ext_id,import_error" || strings.Count(rejects.String(), "T") < 3 {
		t.Errorf("%s", rejects.String())
	}
	// The file of rejects, mended, goes in as it is.
	mended := strings.NewReplacer("2026-06-31", "2026-06-30", "XXX,999,x,,T3", "RMD,100-01,1,Mended.,T3", "23.5", "2.5",
		"2026-06-03,RMD,100-01,0.8,Good.,T1", "2026-06-03,RMD,100-01,0.8,Good.,T6").Replace(rejects.String())
	r, err = load(t, o.Desk, "time", mended, func(r *app.Import) { r.SkipBad = true })
	if err != nil || r.Imported != 4 || r.BadRows != 1 {
		t.Errorf("%+v %v\n%s", r, err, mended)
	}
	o.Sound()
}

func TestFilesThatAreNoneOfOurs(t *testing.T) {
	o := apptest.New(t).Seed()
	head := "code,name\n"
	for name, c := range map[string]struct {
		csv, code string
		line      int
	}{
		"empty":            {"", "import.empty", 0},
		"only a mark":      {"\xef\xbb\xbf", "import.empty", 0},
		"unknown column":   {"code,name,colour\n", "column.unknown", 1},
		"column twice":     {"code,name,Code\n", "column.twice", 1},
		"column missing":   {"code\n1\n", "column.missing", 1},
		"nameless column":  {"code,name,\n", "column.blank", 1},
		"semicolons":       {"code;name\n1;x\n", "column.unknown", 1},
		"not UTF-8":        {head + "1,Andr\xe9\n", "import.encoding", 2},
		"UTF-16":           {"\xff\xfec\x00", "import.encoding", 1},
		"NUL":              {head + "1,ok\n2,a\x00b\n", "import.nul", 3},
		"stray quote":      {head + "1,a \"b\" c\n", "import.quotes", 2},
		"open quote":       {head + "1,\"a\n2,b\n", "import.quotes", 2},
		"old line ends":    {"code,name\r1,a\r2,b\r", "import.line_ends", 1},
		"endless line":     {head + "1," + strings.Repeat("x", 1<<20+1), "import.line_length", 2},
		"too many columns": {strings.Repeat("x,", 300) + "\n", "import.columns", 1},
		"too many rows":    {head + strings.Repeat("1,a\n", 200_001), "import.too_many", 200_002},
	} {
		_, err := load(t, o.Desk, "clients", c.csv, nil)
		faults := apptest.Faults(err)
		if fault.Of(err) != fault.Invalid || len(faults) == 0 || faults[0].Code != c.code || faults[0].Line != c.line {
			t.Errorf("%s: %.200v %.200v", name, err, faults)
		}
	}
	_, err := load(t, o.Desk, "songs", head, nil)
	apptest.Wants(t, err, "import.kind")
	_, err = load(t, o.Desk, "clients", head, func(r *app.Import) { r.Comma = 'x' })
	apptest.Wants(t, err, "import.comma")
	_, err = load(t, o.Desk, "clients", "code;name\n", nil)
	if !strings.Contains(err.Error(), `--comma ";"`) {
		t.Errorf("the hint must name the separator: %v", err)
	}
	if r, err := load(t, o.Desk, "clients", " Name ; CODE\nA;1\n", func(r *app.Import) { r.Comma = ';' }); err != nil || r.Imported != 1 {
		t.Errorf("%+v %v", r, err)
	}
	if r, err := load(t, o.Desk, "clients", head, nil); err != nil || r.Read != 0 {
		t.Errorf("a file without rows: %+v %v", r, err)
	}
	r, err := load(t, o.Desk, "clients", head+"2,"+strings.Repeat("x", 33<<10)+"\n", nil)
	apptest.Wants(t, err, "import.rejected")
	if len(r.Rejected) != 1 || r.Rejected[0].Code != "field.length" || r.Rejected[0].Path != "name" {
		t.Errorf("%+v", r.Rejected)
	}
}

func TestHostileTextGoesInAsTextOrNotAtAll(t *testing.T) {
	o := apptest.New(t).Seed()
	for _, s := range []string{"=HYPERLINK(\"x\")", "a|b[]c", "'; DROP TABLE client; --", "😀 \u202eevil\u202c", "<script>", "%s%n", strings.Repeat("é", 15000)} {
		csv := "date,timekeeper,matter,hours,narrative\n2026-06-02,RMD,100-01,0.1,\"" + strings.ReplaceAll(s, `"`, `""`) + "\"\n"
		if r, err := load(t, o.Desk, "time", csv, nil); err != nil || r.Imported != 1 {
			t.Errorf("%.30q: %+v %v", s, r, err)
			continue
		}
		rows, err := o.ListTime(ctx, app.ListTime{}, app.Page{Limit: 1})
		if err != nil || rows[0].Narrative != work.CleanNarrative(s) {
			t.Errorf("%.30q became %.30q (%v)", s, rows[0].Narrative, err)
		}
	}
	o.Sound()
}

func TestARepeatedImportRequest(t *testing.T) {
	o := apptest.New(t)
	csv := "code,name\n1,A\n"
	first, err := load(t, o.Desk, "clients", csv, func(r *app.Import) { r.Key = "k" })
	if err != nil || first.Imported != 1 {
		t.Fatal(first, err)
	}
	again, err := load(t, o.Desk, "clients", csv, func(r *app.Import) { r.Key = "k" })
	if err != nil || again.Imported != 1 {
		t.Errorf("the same key answers with the first result: %+v %v", again, err)
	}
}

// A hundred thousand entries in a few seconds, with every rule applied.
func BenchmarkImportTime(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		o := apptest.New(b).Seed()
		csv := timeFile(100_000)
		b.StartTimer()
		r, err := o.Import(ctx, app.Import{Kind: "time", Data: strings.NewReader(csv)})
		if err != nil || r.Imported != 100_000 {
			b.Fatal(r.Imported, err)
		}
	}
}

// timeFile makes entries that fill days of 24 hours by tenths, over years.
func timeFile(n int) string {
	var s strings.Builder
	s.WriteString("date,timekeeper,matter,hours,narrative,task,activity,ext_id\n")
	tks := []string{"RMD", "PAS"}
	for i := range n {
		day := i / (2 * 40)
		fmt.Fprintf(&s, "%04d-%02d-%02d,%s,%s,0.%d,\"Work no. %d on the matter, with counsel.\",L120,A104,T%d\n",
			2020+day/336, 1+day/28%12, 1+day%28, tks[i%2], []string{"100-01", "100-02"}[i%2], 1+i%5, i, i)
	}
	return s.String()
}

func TestImportKindsDescribeThemselves(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range app.ImportKinds() {
		seen[k.Name] = true
		required := 0
		for _, c := range k.Columns {
			if c.Required {
				required++
			}
		}
		if required == 0 {
			t.Errorf("%s requires nothing", k.Name)
		}
	}
	for _, k := range []string{"timekeepers", "clients", "matters", "rates", "time", "expenses"} {
		if !seen[k] {
			t.Errorf("%s is missing", k)
		}
	}
}

func FuzzImportTime(f *testing.F) {
	f.Add([]byte(badTime))
	f.Add([]byte(firmInFiles[4].csv))
	f.Add([]byte("date,timekeeper\n\"\n"))
	o := apptest.New(f).Seed()
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := o.Import(ctx, app.Import{Kind: "time", Data: bytes.NewReader(data), DryRun: true})
		if fault.Of(err) == fault.Internal {
			t.Fatalf("%v", err)
		}
		if err == nil && r.Read != r.Imported+r.Skipped+r.BadRows {
			t.Fatalf("%+v", r)
		}
	})
}

func TestAStoppedImportKeepsNothingAndBlamesNoRow(t *testing.T) {
	o := apptest.New(t).Seed()
	stopped, stop := context.WithCancel(ctx)
	csv := timeFile(50)
	kept := o.Listen(func(app.Event) { t.Error("an act was told that was not saved") })
	defer kept()
	r, err := o.Import(stopped, app.Import{Kind: "time", Data: &stopAfter{strings.NewReader(csv), stop}})
	if err == nil || r.Imported != 0 || r.BadRows != 0 {
		t.Errorf("%+v %v", r, err)
	}
	if sums, err := o.TimeTotals(ctx, app.ListTime{}); err != nil || sums.N != 0 {
		t.Error(sums.N, err)
	}
}

// stopAfter calls stop when the file is read to its end.
type stopAfter struct {
	r    io.Reader
	stop func()
}

func (s *stopAfter) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil {
		s.stop()
	}
	return n, err
}
