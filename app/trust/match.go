package trust

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"matterbook/app/cal"
	"matterbook/app/money"
)

// How far apart book and bank may lie. A check is paid when its payee brings it;
// everything else reaches the bank within days; and a book that is kept a few
// days late still tells of the same money.
const (
	checkWindow = 180 // days a check is good for (Uniform Commercial Code 4-404)
	itemWindow  = 10
	lateWindow  = 3  // days the book may be later than the bank
	sureWindow  = 5  // days within which an amount that stands alone is taken as found
	daySize     = 10 // receipts of a day of which some may be one deposit: 1,024 ways
)

// Proposal is a match the program found. Sure ones rest on a number or on an
// amount that nothing else could be; the others wait for a person.
type Proposal struct {
	Lines  []int64
	Txns   []int64
	Total  money.Amount
	Score  int // 0 to 100
	Reason string
	Sure   bool
}

// FindMatches ties lines of the bank to open items of the book: amount, number
// and day, then one credit against the receipts of one deposit. Nothing is used
// twice, the sums of each proposal agree, and the order of what is handed in
// does not matter. Sure ones come first.
func FindMatches(lines []BankLine, items []Item) []Proposal {
	m := newMatcher(lines, items)
	m.pairs()
	m.deposits()
	m.rest()
	slices.SortStableFunc(m.found, func(a, b Proposal) int {
		if a.Sure != b.Sure {
			if a.Sure {
				return -1
			}
			return 1
		}
		return cmp.Compare(m.lineAt[a.Lines[0]], m.lineAt[b.Lines[0]])
	})
	return m.found
}

type matcher struct {
	lines    []BankLine
	items    []Item
	numbers  []string // check number of each line, "" for none
	words    [][]string
	byAmount map[money.Amount][]int // items
	lineUsed []bool
	itemUsed []bool
	lineAt   map[int64]int
	found    []Proposal
}

func newMatcher(lines []BankLine, items []Item) *matcher {
	m := &matcher{lines: slices.Clone(lines), items: slices.Clone(items), byAmount: map[money.Amount][]int{}, lineAt: map[int64]int{}}
	slices.SortFunc(m.lines, func(a, b BankLine) int { return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.ID, b.ID)) })
	slices.SortFunc(m.items, func(a, b Item) int { return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.TxnID, b.TxnID)) })
	for i, it := range m.items {
		m.byAmount[it.Amount] = append(m.byAmount[it.Amount], i)
	}
	m.numbers = make([]string, len(m.lines))
	m.words = make([][]string, len(m.lines))
	for i, l := range m.lines {
		m.lineAt[l.ID] = i
		m.numbers[i] = checkNumber(l)
		m.words[i] = namesIn(l.Description + " " + l.Reference)
	}
	m.lineUsed, m.itemUsed = make([]bool, len(m.lines)), make([]bool, len(m.items))
	return m
}

// checkNumber is the number of the check that a line tells of, "" for none: its
// reference when that is all digits, or the digits after "check" in its words.
func checkNumber(l BankLine) string {
	if l.Amount > 0 {
		return ""
	}
	if n := digitsOf(strings.TrimPrefix(l.Reference, "#")); n != "" {
		return n
	}
	fields := strings.FieldsFunc(strings.ToLower(l.Description), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, f := range fields {
		switch f {
		case "check", "chk", "ck", "cheque", "chq":
			for _, next := range fields[i+1 : min(i+3, len(fields))] {
				if n := digitsOf(next); n != "" {
					return n
				}
			}
		}
	}
	return ""
}

// digitsOf is a number of one to nine digits without its leading zeros.
func digitsOf(s string) string {
	s = strings.TrimLeft(strings.TrimSpace(s), "0")
	if s == "" || len(s) > 9 || strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) >= 0 {
		return ""
	}
	return s
}

// namesIn are the words of a text that may name somebody: letters, four or more.
func namesIn(text string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(w) >= 4 && !slices.Contains(commonWords, w) {
			words = append(words, w)
		}
	}
	return words
}

var commonWords = []string{"check", "deposit", "wire", "transfer", "payment", "online", "from", "trust", "account", "bank", "incoming", "outgoing",
	"credit", "debit", "advance", "client", "settlement", "fees", "invoice", "mobile", "remote", "service", "charge", "with", "corp", "company"}

func sameReference(l BankLine, it Item) bool {
	r := strings.ToLower(strings.TrimSpace(it.Reference))
	if r == "" {
		return false
	}
	ref := strings.ToLower(strings.TrimSpace(l.Reference))
	if ref != "" && (ref == r || digitsOf(ref) != "" && digitsOf(ref) == digitsOf(r)) {
		return true
	}
	return hasWord(strings.ToLower(l.Description), r)
}

// hasWord says whether the text holds the word and not only inside another.
func hasWord(text, word string) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], word)
		if at < 0 {
			return false
		}
		at += from
		end := at + len(word)
		if (at == 0 || !alnum(text[at-1])) && (end == len(text) || !alnum(text[end])) {
			return true
		}
		from = at + 1
	}
}

func alnum(b byte) bool { return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' }

// gap is how many days the bank is after the book; ok false when it is too far.
func gap(l BankLine, it Item) (days int, ok bool) {
	days = l.On.Sub(it.On)
	limit := itemWindow
	if it.Kind == Check {
		limit = checkWindow
	}
	return days, days >= -lateWindow && days <= limit
}

// candidate weighs one line against one item of the same amount.
type candidate struct {
	line, item int
	score      int
	days       int
	number     bool
}

func (m *matcher) weigh(i, j int) (candidate, bool) {
	l, it := m.lines[i], m.items[j]
	days, ok := gap(l, it)
	if !ok {
		return candidate{}, false
	}
	c := candidate{line: i, item: j, days: days, score: 50}
	if it.Kind == Check {
		if n, own := m.numbers[i], digitsOf(it.Reference); n != "" && own != "" {
			if n != own {
				return candidate{}, false // another check of the same amount
			}
			c.number = true
		}
	}
	if c.number || sameReference(l, it) {
		c.number = true
		c.score += 40
	}
	far := days
	if far < 0 {
		far = -far * 2
	}
	c.score -= min(far, 20)
	for _, w := range namesIn(it.Party + " " + it.Purpose) {
		if slices.Contains(m.words[i], w) {
			c.score += 10
			break
		}
	}
	return c, true
}

// pairs takes what is sure: a number, or the only item the line could be while
// the line is the only one the item could be.
func (m *matcher) pairs() {
	for _, byNumber := range []bool{true, false} {
		all := m.candidates()
		perLine, perItem := map[int]int{}, map[int]int{}
		for _, c := range all {
			if !byNumber || c.number {
				perLine[c.line]++
				perItem[c.item]++
			}
		}
		for _, c := range all {
			if byNumber && !c.number || perLine[c.line] != 1 || perItem[c.item] != 1 {
				continue
			}
			if far := max(c.days, -c.days); !byNumber && far > sureWindow {
				continue // it stands alone, but far off: a person looks
			}
			if byNumber {
				m.take(c, true, "Same amount and number%s", apart(c.days))
				continue
			}
			c.score = min(c.score+25, 95)
			m.take(c, true, "The only entry of this amount%s", apart(c.days))
		}
	}
}

func apart(days int) string {
	switch {
	case days == 0:
		return ", same day"
	case days == 1:
		return ", a day later at the bank"
	case days > 1:
		return fmt.Sprintf(", %d days later at the bank", days)
	case days == -1:
		return ", a day earlier at the bank"
	}
	return fmt.Sprintf(", %d days earlier at the bank", -days)
}

// candidates are all pairs still possible, best first.
func (m *matcher) candidates() []candidate {
	var all []candidate
	for i, l := range m.lines {
		if m.lineUsed[i] {
			continue
		}
		same := m.byAmount[l.Amount]
		from, _ := slices.BinarySearchFunc(same, l.On.AddDays(-checkWindow), func(j int, day cal.Date) int { return m.items[j].On.Compare(day) })
		for _, j := range same[from:] {
			if m.items[j].On > l.On.AddDays(lateWindow) {
				break
			}
			if m.itemUsed[j] {
				continue
			}
			if c, ok := m.weigh(i, j); ok {
				all = append(all, c)
			}
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(max(a.days, -a.days), max(b.days, -b.days)), cmp.Compare(a.line, b.line), cmp.Compare(a.item, b.item))
	})
	return all
}

func (m *matcher) take(c candidate, sure bool, reason string, args ...any) {
	if m.lineUsed[c.line] || m.itemUsed[c.item] {
		return
	}
	m.lineUsed[c.line], m.itemUsed[c.item] = true, true
	l := m.lines[c.line]
	m.found = append(m.found, Proposal{Lines: []int64{l.ID}, Txns: []int64{m.items[c.item].TxnID}, Total: l.Amount,
		Score: max(min(c.score, 100), 1), Reason: fmt.Sprintf(reason, args...), Sure: sure})
}

// deposits ties one credit of the bank to the receipts of one deposit: those
// with the same deposit number, or all of one day, or some of one day.
func (m *matcher) deposits() {
	byDay, byRef := map[cal.Date][]int{}, map[string][]int{}
	for j, it := range m.items {
		if m.itemUsed[j] || it.Amount <= 0 || it.Kind != Receipt {
			continue
		}
		byDay[it.On] = append(byDay[it.On], j)
		if r := strings.ToLower(strings.TrimSpace(it.Reference)); r != "" {
			byRef[r] = append(byRef[r], j)
		}
	}
	for i, l := range m.lines {
		if m.lineUsed[i] || l.Amount <= 0 {
			continue
		}
		m.deposit(i, byDay, byRef)
	}
}

func (m *matcher) deposit(i int, byDay map[cal.Date][]int, byRef map[string][]int) {
	l := m.lines[i]
	type group struct {
		items  []int
		score  int
		reason string
		sure   bool
	}
	var best []group
	for days := 0; days <= itemWindow; days++ {
		on := l.On.AddDays(-days)
		free := m.free(byDay[on], l.Amount)
		if len(free) < 2 {
			continue
		}
		refs := map[string]bool{}
		for _, j := range free {
			r := strings.ToLower(strings.TrimSpace(m.items[j].Reference))
			if r == "" || refs[r] {
				continue
			}
			refs[r] = true
			same := m.free(byRef[r], l.Amount)
			if len(same) > 1 && m.sum(same) == l.Amount && m.near(same, l) {
				best = append(best, group{same, 92 - days, fmt.Sprintf("The %d receipts of deposit %s", len(same), m.items[j].Reference), true})
			}
		}
		if m.sum(free) == l.Amount {
			best = append(best, group{free, 85 - days, fmt.Sprintf("All %d receipts of %s", len(free), on.Short()), days <= sureWindow})
			continue
		}
		if some := m.subset(free, l.Amount); some != nil {
			best = append(best, group{some, 60 - days, fmt.Sprintf("%d of the receipts of %s add up to it", len(some), on.Short()), false})
		}
	}
	if len(best) == 0 {
		return
	}
	slices.SortStableFunc(best, func(a, b group) int { return cmp.Compare(b.score, a.score) })
	g := best[0]
	p := Proposal{Lines: []int64{l.ID}, Total: l.Amount, Score: g.score, Reason: g.reason, Sure: g.sure}
	for _, j := range g.items {
		m.itemUsed[j] = true
		p.Txns = append(p.Txns, m.items[j].TxnID)
	}
	m.lineUsed[i] = true
	m.found = append(m.found, p)
}

// free are the items not used that are part of the sum at most.
func (m *matcher) free(items []int, most money.Amount) []int {
	var free []int
	for _, j := range items {
		if !m.itemUsed[j] && m.items[j].Amount <= most {
			free = append(free, j)
		}
	}
	return free
}

func (m *matcher) near(items []int, l BankLine) bool {
	for _, j := range items {
		if _, ok := gap(l, m.items[j]); !ok {
			return false
		}
	}
	return true
}

func (m *matcher) sum(items []int) (sum money.Amount) {
	for _, j := range items {
		sum += m.items[j].Amount
	}
	return sum
}

// subset finds the one set of two or more items that adds up to the amount; nil
// when there is none, when there are several, or when there are too many to try.
func (m *matcher) subset(items []int, want money.Amount) []int {
	if len(items) > daySize {
		return nil
	}
	var found []int
	times := 0
	for bits := 1; bits < 1<<len(items) && times < 2; bits++ {
		var sum money.Amount
		n := 0
		for k, j := range items {
			if bits>>k&1 == 1 {
				sum += m.items[j].Amount
				n++
			}
		}
		if n < 2 || sum != want {
			continue
		}
		times++
		found = found[:0]
		for k, j := range items {
			if bits>>k&1 == 1 {
				found = append(found, j)
			}
		}
	}
	if times != 1 {
		return nil
	}
	return slices.Clone(found)
}

// rest proposes the best of what could be several things.
func (m *matcher) rest() {
	all := m.candidates()
	perLine := map[int]int{}
	for _, c := range all {
		perLine[c.line]++
	}
	for _, c := range all {
		switch perLine[c.line] {
		case 1:
			m.take(c, false, "Same amount%s", apart(c.days))
		case 2:
			m.take(c, false, "Same amount%s; one more entry has it too", apart(c.days))
		default:
			m.take(c, false, "Same amount%s; other entries have it too", apart(c.days))
		}
	}
}
