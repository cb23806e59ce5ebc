package sqlite

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	driver "modernc.org/sqlite"
)

const (
	// applicationID marks a file as a book: "MBUB" in the header of the file.
	applicationID = 0x4D425542
	// busyWait is how long a statement waits for a lock another program holds.
	busyWait = 5 * time.Second
	// readers is how many reads may run side by side.
	readers = 4
)

// pragmas hold on every connection.
//
// The journal is TRUNCATE with synchronous EXTRA: at rest the whole book is one
// file that may be copied by hand, and no power cut loses a saved entry. (DELETE
// with FULL, the engine's own choice, lost entries in 18 of 100 power cuts;
// WAL leaves saved work in a second file.)
// recursive_triggers makes INSERT OR REPLACE fire the DELETE triggers.
var pragmas = []string{
	"cell_size_check(1)",
	"foreign_keys(1)",
	"fullfsync(1)", // macOS: fsync alone does not reach the disk; nothing elsewhere
	"recursive_triggers(1)",
	"secure_delete(1)",
	"temp_store(2)", // in memory: no privileged text in temporary files
	"trusted_schema(0)",
}

type access int

const (
	reading access = iota // cannot write, whatever the statement says
	writing
	copying // reads the book, writes a copy: VACUUM INTO
)

// dsn is the whole of how a connection is opened.
func dsn(path string, a access, wait time.Duration) string {
	q := url.Values{}
	q.Set("_txlock", "immediate")
	q.Set("_dqs", "0")
	q.Set("_defensive", "1")
	add := func(p string) { q.Add("_pragma", p) }
	add(fmt.Sprintf("busy_timeout(%d)", wait.Milliseconds()))
	for _, p := range pragmas {
		add(p)
	}
	switch a {
	case writing:
		q.Set("mode", "rw")
		add("journal_mode(TRUNCATE)")
		add("synchronous(EXTRA)")
		add("cache_size(-256000)") // only used by large acts, which then write each page once; given back after
	case reading:
		q.Set("mode", "ro")
		add("query_only(1)")
		add("cache_size(-8000)")
	case copying:
		q.Set("mode", "ro")
		add("synchronous(EXTRA)")
	}
	return fileURI(path) + "?" + q.Encode()
}

// fileURI names a file so that ?, # and % in its path stay part of the path.
func fileURI(path string) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/books
	}
	return (&url.URL{Scheme: "file", Path: p}).String()
}

// process settings of the driver, made before the first file is opened. OFD
// locks (Linux) belong to the open file, so that nothing else in this process
// that opens and closes the book can drop them; elsewhere they do not exist.
var setProcess = sync.OnceFunc(func() {
	driver.StrictPragmas(true)
	_, _ = driver.OFDLocking(true)
})
