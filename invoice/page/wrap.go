package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wrap breaks clean text into lines no wider than width: at spaces, after
// hyphens and slashes inside words that do not fit, and between letters only
// where a single piece is wider than the line. Line breaks in the text are kept,
// runs of empty lines become one. It returns at least one line.
func wrap(m Metrics, face Face, size, width float64, text string) []string {
	var lines []string
	for i, para := range strings.Split(text, "\n") {
		para = strings.Trim(para, " ")
		if para == "" {
			if i > 0 && len(lines) > 0 && lines[len(lines)-1] != "" {
				lines = append(lines, "")
			}
			continue
		}
		lines = wrapLine(lines, m, face, size, width, para)
	}
	for len(lines) > 1 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	if len(lines) == 0 {
		return []string{""}
	}
	return lines
}

// slack takes up the last bit of floating point additions.
const slack = 1e-6

func wrapLine(lines []string, m Metrics, face Face, size, width float64, para string) []string {
	space := m.Width(face, size, " ")
	start, end, used := 0, 0, 0.0 // the line so far is para[start:end], used points wide
	for pos := 0; pos < len(para); {
		if para[pos] == ' ' {
			pos++
			continue
		}
		stop := pos + strings.IndexByte(para[pos:]+" ", ' ')
		word := para[pos:stop]
		w := m.Width(face, size, word)
		gap := space * float64(pos-end)
		switch {
		case end > start && used+gap+w <= width+slack:
			used += gap + w
			end, pos = stop, stop
		case end > start:
			lines = append(lines, para[start:end])
			start, end, used = pos, pos, 0
		case w <= width+slack:
			start, end, used, pos = pos, stop, w, stop
		default:
			cut := pos + breakWord(m, face, size, width, word)
			lines = append(lines, para[pos:cut])
			start, end, used, pos = cut, cut, 0, cut
		}
	}
	if end > start {
		lines = append(lines, para[start:end])
	}
	return lines
}

// breakWord is how many bytes of a word that is too wide go on the line: up to
// the last hyphen or slash that fits, else as many letters as fit, at least one.
// An accent stays with its letter.
func breakWord(m Metrics, face Face, size, width float64, word string) int {
	used, fits, nice := 0.0, 0, 0
	for i, r := range word {
		used += m.Width(face, size, string(r))
		if used > width+slack && fits > 0 && !unicode.Is(unicode.Mn, r) {
			break
		}
		fits = i + utf8.RuneLen(r)
		if (r == '-' || r == '/' || r == '–' || r == '—') && i > 0 && fits < len(word) {
			nice = fits
		}
	}
	if nice > 0 && fits < len(word) {
		return nice
	}
	return fits
}
