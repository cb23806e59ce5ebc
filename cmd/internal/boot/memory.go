package boot

import (
	"os"
	"runtime/debug"
)

// What the collector is told. Making a PDF leaves much behind: with twice the
// usual heap or more before a collection a bill costs a third less time. The
// limit is soft and keeps the window's share small: near it the collector works
// more often, as it would have without the first.
const (
	collectAt  = 400       // per cent of what lives
	memorySoft = 192 << 20 // bytes of the program's own heap
)

// SetMemory tells the collector how to trade memory for time. What the user set
// with GOGC and GOMEMLIMIT holds.
func SetMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memorySoft)
	}
}
