package ledes

import (
	"bytes"
	"fmt"
	"io"
)

// lineMax is the longest line that is taken, in bytes; a longer one is a
// broken or hostile file.
const lineMax = 1 << 20

type lineEnd uint8

const (
	endNone lineEnd = iota // the last line of a file without a final line end
	endCRLF
	endLF
	endCR
)

func (e lineEnd) String() string { return [...]string{"nothing", "CRLF", "LF", "CR"}[e] }

// lineScanner cuts a stream into lines that end in CRLF, LF or a lone CR. It
// keeps at most one line beyond its buffer, whatever the length of the file.
type lineScanner struct {
	src        io.Reader
	buf        []byte
	start, end int // the unread part of buf
	lf         int // place of the next LF in buf, -1 when none is known
	lfFrom     int // no LF stands before here
	eof        bool
	err        error

	number  int     // of the line given last, from 1
	ended   lineEnd // how it ended
	tooLong bool    // it was over lineMax; its text is not given
	skipped bool    // part of the line at hand was thrown away already
}

func newLineScanner(r io.Reader) *lineScanner {
	return &lineScanner{src: r, buf: make([]byte, 128<<10), lf: -1}
}

// peek gives up to n first bytes without taking them.
func (s *lineScanner) peek(n int) []byte {
	for s.end-s.start < n && !s.eof {
		s.fill()
	}
	return s.buf[s.start:min(s.end, s.start+n)]
}

// skip takes n bytes that peek has shown.
func (s *lineScanner) skip(n int) {
	s.start += n
	s.lfFrom = max(s.lfFrom, s.start)
}

// fill reads more, moving or growing the buffer as needed.
func (s *lineScanner) fill() {
	if s.start > 0 {
		copy(s.buf, s.buf[s.start:s.end])
		s.end -= s.start
		s.lfFrom = max(0, s.lfFrom-s.start)
		s.lf = -1 // none is known: it would have ended a line
		s.start = 0
	}
	if s.end == len(s.buf) {
		grown := make([]byte, 2*len(s.buf))
		copy(grown, s.buf[:s.end])
		s.buf = grown
	}
	for range 100 {
		n, err := s.src.Read(s.buf[s.end:])
		s.end += n
		if err != nil {
			s.eof = true
			if err != io.EOF {
				s.err = err
			}
			return
		}
		if n > 0 {
			return
		}
	}
	s.eof, s.err = true, io.ErrNoProgress
}

// next gives the next line without its end; the bytes hold until the next
// call. False: no line is left, or err is set.
func (s *lineScanner) next() ([]byte, bool) {
	for {
		if s.lf < s.start {
			s.lf = -1
			from := max(s.start, s.lfFrom)
			if i := bytes.IndexByte(s.buf[from:s.end], '\n'); i >= 0 {
				s.lf = from + i
				s.lfFrom = s.lf
			} else {
				s.lfFrom = s.end
			}
		}
		limit := s.lf
		if limit < 0 {
			limit = s.end
		}
		cr := bytes.IndexByte(s.buf[s.start:limit], '\r')
		switch {
		case cr >= 0 && s.start+cr+1 == s.end && !s.eof:
			// The LF of this CR may stand in what is not read yet.
		case cr >= 0 && s.start+cr+1 < s.end && s.buf[s.start+cr+1] == '\n':
			return s.take(cr, 2, endCRLF)
		case cr >= 0:
			return s.take(cr, 1, endCR)
		case s.lf >= 0:
			return s.take(s.lf-s.start, 1, endLF)
		case s.eof:
			if s.start == s.end && !s.skipped {
				return nil, false
			}
			return s.take(s.end-s.start, 0, endNone)
		case s.end-s.start > lineMax:
			s.skipped = true
			s.start = s.end
		}
		s.fill()
	}
}

func (s *lineScanner) take(length, sep int, ended lineEnd) ([]byte, bool) {
	line := s.buf[s.start : s.start+length]
	s.start += length + sep
	s.number++
	s.ended = ended
	s.tooLong = s.skipped || length > lineMax
	s.skipped = false
	if s.tooLong {
		line = nil
	}
	return line, true
}

// rowScanner splits a line into its values and notes which of them hold bytes
// that need a look. It allocates nothing.
type rowScanner struct {
	body   []byte // the line without its terminator
	closed bool   // the line ended in []
	count  int    // values found, also beyond those kept
	bounds [maxFields + 2]int32
	marks  byte // classes of all bytes of the line, pipes left out
}

// maxFields is more than any flat format has.
const maxFields = 64

// split takes a line apart. The first from bytes, which hold the first fields
// values with their pipes, are known to be as in the row before: their bounds
// stand and their bytes are not looked at again.
func (r *rowScanner) split(line []byte, from, fields int) {
	n := len(line)
	r.closed = n >= 2 && line[n-1] == ']' && line[n-2] == '['
	if r.closed {
		line = line[:n-2]
	}
	r.body = line
	count, marks := fields, byte(0)
	r.bounds[0] = -1
	for i := from; i < len(line); i++ {
		class := classOf[line[i]]
		if class == 0 {
			continue
		}
		if class == classPipe {
			count++
			if count <= maxFields {
				r.bounds[count] = int32(i)
			}
			continue
		}
		marks |= class
	}
	r.marks = marks
	count++
	r.count = count
	r.bounds[min(count, maxFields+1)] = int32(len(line))
}

// value is the i-th value from 0; i must be below min(count, maxFields).
func (r *rowScanner) value(i int) []byte {
	return r.body[r.bounds[i]+1 : r.bounds[i+1]]
}

// quote shows a short value of a file in a message.
func quote(b []byte) string {
	const most = 40
	if len(b) > most {
		return fmt.Sprintf("%q...", b[:most])
	}
	return fmt.Sprintf("%q", b)
}
