// Package benchtest serves benchmarks: it reports the processor's time beside
// the clock's, names the target a figure is held against, and says where the
// large books to measure on are kept. Nothing fails on time; build/bench.sh
// reads what is reported here and prints the table.
package benchtest

import (
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// Folder is where books for measurements are kept between runs: the variable
// MATTERBOOK_BENCH_DIR, else a folder of the user's cache.
func Folder(tb testing.TB) string {
	tb.Helper()
	dir := os.Getenv("MATTERBOOK_BENCH_DIR")
	if dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			tb.Fatal(err)
		}
		dir = filepath.Join(cache, "matterbook-bench")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		tb.Fatal(err)
	}
	return dir
}

// Book is the large demonstration book that build/bench.sh makes with
// "matterbookctl demo" and names in MATTERBOOK_BENCH_BOOK. A benchmark without
// it is skipped.
func Book(tb testing.TB) string {
	tb.Helper()
	path := os.Getenv("MATTERBOOK_BENCH_BOOK")
	if path == "" {
		tb.Skip("make bench makes the large book first and names it in MATTERBOOK_BENCH_BOOK")
	}
	return path
}

// Copy gives a copy of a file that may be written.
func Copy(tb testing.TB, path string) string {
	tb.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	to := filepath.Join(tb.TempDir(), filepath.Base(path))
	if err := os.WriteFile(to, data, 0o600); err != nil {
		tb.Fatal(err)
	}
	data = nil
	runtime.GC()
	return to
}

// Meter measures one benchmark.
type Meter struct {
	b      *testing.B
	target time.Duration
	began  time.Duration
	away   time.Duration
	left   time.Duration
}

// Start begins to count the processor's time. A target above zero is the time
// that one round shall not take.
func Start(b *testing.B, target time.Duration) *Meter {
	return &Meter{b: b, target: target, began: cpu()}
}

// Stop leaves out what follows, with the benchmark's own timer.
func (m *Meter) Stop() { m.b.StopTimer(); m.left = cpu() }

// Go counts again.
func (m *Meter) Go() { m.away += cpu() - m.left; m.b.StartTimer() }

// End reports the processor's time of a round, user and system, of all threads.
func (m *Meter) End() {
	m.b.Helper()
	m.b.ReportMetric(float64(cpu()-m.began-m.away)/1e6/float64(m.b.N), "cpu-ms/op")
	if m.target > 0 {
		m.b.ReportMetric(float64(m.target)/1e6, "target-ms")
	}
}

// Rate reports how many of unit ("invoices/s") were done, n a round, and the
// target.
func Rate(b *testing.B, n int, unit string, target float64) {
	b.Helper()
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), unit)
	b.ReportMetric(target, "target-"+unit)
}

// Forget gives unused memory back and begins to look for the most anew, so that
// what other benchmarks of the process took is not counted.
func Forget() {
	debug.FreeOSMemory()
	forgetPeak()
}

// Memory reports what the program holds: live values on the heap, and what the
// system has given it.
func Memory(b *testing.B, target float64) {
	b.Helper()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MB")
	b.ReportMetric(resident(m), "resident-MB")
	b.ReportMetric(target, "target-resident-MB")
}
