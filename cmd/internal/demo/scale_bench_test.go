package demo_test

import (
	"path/filepath"
	"testing"

	"matterbook/cmd/internal/boot"
	"matterbook/cmd/internal/demo"
)

// BenchmarkYear makes the usual firm; BenchmarkLarge a tenth of a million
// entries, which says what a million takes.
func BenchmarkYear(b *testing.B) { benchmark(b, demo.Options{Seed: 1}) }
func BenchmarkLarge(b *testing.B) {
	benchmark(b, demo.Options{Seed: 1, Entries: 100_000, Matters: 500})
}

func benchmark(b *testing.B, o demo.Options) {
	for b.Loop() {
		counts, err := boot.CreateDemo(b.Context(), filepath.Join(b.TempDir(), "book"), o)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(counts["time_entry"])/b.Elapsed().Seconds(), "entries/s")
	}
}
