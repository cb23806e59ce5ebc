package app

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"matterbook/app/bill"
	"matterbook/app/fault"
)

// ReplaceInPreBill asks that words be replaced in the texts of lines.
type ReplaceInPreBill struct {
	Request
	PreBill   int64
	Find      string
	With      string
	Lines     []int // none: every line
	MatchCase bool
	Words     bool // whole words only
}

// ReplaceInPreBill changes the texts of all lines that have the words, in one
// act. The answer is what was changed; nothing found is refused ("replace.none").
func (d *Desk) ReplaceInPreBill(ctx context.Context, req ReplaceInPreBill) ([]PreBillEdit, error) {
	s := spec{act: "prebill.replace", right: mayApprove, object: preBillObject(req.PreBill), req: req.Request}
	return change(ctx, d, s, func(tx Tx) ([]PreBillEdit, error) {
		b, err := reviewedBill(tx, d, req.PreBill)
		if err != nil {
			return nil, err
		}
		var check fault.Check
		check.Require("find", req.Find)
		check.Text("find", req.Find, 200)
		check.Text("with", req.With, 500)
		if err := check.Result("replace.invalid", "The replacement"); err != nil {
			return nil, err
		}
		edits := []PreBillEdit{}
		for _, no := range linesToReplace(b, req) {
			i, err := b.find(no)
			if err != nil {
				return nil, err
			}
			text, n := Replaced(b.lines[i].Now.Text, req.Find, req.With, req.MatchCase, req.Words)
			if n == 0 {
				continue
			}
			edit, err := b.edit(tx, d, no, bill.Change{Text: &text}, "", false)
			if err != nil {
				return nil, err
			}
			edits = append(edits, edit)
		}
		if len(edits) == 0 {
			return nil, fault.Refuse("replace.none", "No text of pre-bill %d has %q.", req.PreBill, req.Find).Advise("Look for fewer letters.")
		}
		return edits, tx.SetPreBill(&b.pre)
	})
}

func linesToReplace(b aPreBill, req ReplaceInPreBill) []int {
	if len(req.Lines) > 0 {
		return req.Lines
	}
	var list []int
	for _, l := range b.lines {
		if l.Action != bill.LineTransferred {
			list = append(list, l.No)
		}
	}
	return list
}

// Replaced is a text with words replaced, and how often.
func Replaced(text, find, with string, matchCase, words bool) (string, int) {
	if find == "" {
		return text, 0
	}
	var b strings.Builder
	n := 0
	for rest := text; ; {
		i, length := IndexFold(rest, find, matchCase)
		if i < 0 {
			b.WriteString(rest)
			return b.String(), n
		}
		before, _ := utf8.DecodeLastRuneInString(text[:len(text)-len(rest)+i])
		after, _ := utf8.DecodeRuneInString(rest[i+length:])
		b.WriteString(rest[:i])
		if words && (inWord(before) || inWord(after)) {
			b.WriteString(rest[i : i+length])
		} else {
			b.WriteString(with)
			n++
		}
		rest = rest[i+length:]
	}
}

func inWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// IndexFold finds a part of a text, in any case of letters when wanted; length
// is how many bytes it has there.
func IndexFold(text, find string, matchCase bool) (at, length int) {
	if matchCase {
		return strings.Index(text, find), len(find)
	}
	count := utf8.RuneCountInString(find)
	for i := range text {
		end := i
		for range count {
			if end >= len(text) {
				return -1, 0
			}
			_, size := utf8.DecodeRuneInString(text[end:])
			end += size
		}
		if strings.EqualFold(text[i:end], find) {
			return i, end - i
		}
	}
	return -1, 0
}
