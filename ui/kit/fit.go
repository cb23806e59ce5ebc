package kit

import (
	"strings"

	"fyne.io/fyne/v2"
)

const ellipsis = "…"

// fitKey is one question to the cache: a text, the room, and how it is set.
type fitKey struct {
	text  string
	width int32
	size  int32
	bold  bool
}

// fits remembers cut texts: the same names come again and again in a list. It
// is emptied when it grows past fitLimit, so that a day's scrolling cannot fill
// the memory. Only the UI goroutine touches it.
var fits = map[fitKey]string{}

const fitLimit = 20_000

// fitText cuts the text to the width and ends it with an ellipsis. Newlines
// become spaces: a list shows one line.
func fitText(s string, width, size float32, style fyne.TextStyle) string {
	if s == "" || width <= 0 {
		return ""
	}
	k := fitKey{s, int32(width * 4), int32(size * 4), style.Bold}
	if v, ok := fits[k]; ok {
		return v
	}
	if len(fits) >= fitLimit {
		clear(fits)
	}
	v := cut(s, width, size, style)
	fits[k] = v
	return v
}

func cut(s string, width, size float32, style fyne.TextStyle) string {
	if strings.ContainsAny(s, "\n\r\t") {
		s = strings.Join(strings.Fields(s), " ")
	}
	width = max(width, 0)
	// A long narrative is never wider than its first few hundred letters.
	runes := []rune(s)
	if most := int(width/size*6) + 8; len(runes) > most {
		runes = runes[:most]
	} else if textWidth(s, size, style) <= width {
		return s
	}
	lo, hi := 0, len(runes)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if textWidth(strings.TrimRight(string(runes[:mid]), " ")+ellipsis, size, style) <= width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	if lo == 0 {
		if textWidth(ellipsis, size, style) <= width {
			return ellipsis
		}
		return ""
	}
	return strings.TrimRight(string(runes[:lo]), " ") + ellipsis
}

// wrapText breaks the text into lines of the width, at spaces where it can; a
// word longer than the line is cut. At most maxLines lines come back, the last
// with an ellipsis when text is left over; maxLines 0 is no limit.
func wrapText(s string, width, size float32, style fyne.TextStyle, maxLines int) []string {
	var lines []string
	for _, para := range strings.Split(s, "\n") {
		line := ""
		for _, word := range strings.Fields(para) {
			try := word
			if line != "" {
				try = line + " " + word
			}
			if textWidth(try, size, style) <= width {
				line = try
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			for textWidth(word, size, style) > width && len(word) > 1 {
				head := strings.TrimSuffix(cut(word, width, size, style), ellipsis)
				if head == "" || len(head) >= len(word) {
					break
				}
				lines = append(lines, head)
				word = word[len(head):]
			}
			line = word
		}
		lines = append(lines, line)
	}
	if maxLines > 0 && len(lines) > maxLines {
		rest := strings.Join(lines[maxLines-1:], " ")
		lines = append(lines[:maxLines-1:maxLines-1], cut(rest+"     ", width-1, size, style))
	}
	return lines
}

// wrapMemo keeps the last answer of wrapText: the toolkit asks for the least
// size of everything on every frame.
type wrapMemo struct {
	text        string
	width, size float32
	most        int
	lines       []string
}

func (m *wrapMemo) get(text string, width, size float32, most int) []string {
	if m.lines == nil || m.text != text || m.width != width || m.size != size || m.most != most {
		*m = wrapMemo{text, width, size, most, wrapText(text, width, size, fyne.TextStyle{}, most)}
	}
	return m.lines
}
