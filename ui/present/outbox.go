package present

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"matterbook/app"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// OutboxRoute is the print and send queue.
var OutboxRoute = Route[*Outbox]{
	Name: "outbox", Title: words.Mark("Outbox"), Group: words.Mark("Billing"), Icon: "outbox", Key: "Ctrl+Shift+O",
	New: newOutbox,
}

// Outbox lists every invoice that is issued and that its client does not have,
// each with the way it leaves: printed, as a message, or as a file for a portal.
type Outbox struct {
	h      Host
	List   ShortList[app.OutboxRow]
	Search Field
	Only   []string // ways, and OutboxFaults; none: all
	rows   []app.OutboxRow
	ask    Latest

	Side    *SideForm
	Outcome *Outcome
	Folder  string // where files are put
}

// OutboxFaults is the filter of bills that cannot leave as they are.
const OutboxFaults = "faults"

const outboxFolderKey = "outbox.folder"

func newOutbox(h Host) *Outbox {
	o := &Outbox{h: h}
	l := &o.List
	l.bind(h, "outbox.list")
	l.Heads = []Column{
		{Key: "number", Label: words.Mark("Number"), Width: 92, Sortable: true},
		{Key: "date", Label: words.Mark("Date"), Width: 94, Sortable: true},
		{Key: "name", Label: words.Mark("Client and matter"), Width: 220, Min: 120, Flex: 1, Sortable: true},
		{Key: "total", Label: words.Mark("Total"), Width: 96, Right: true, Sortable: true},
		{Key: "how", Label: words.Mark("Way"), Width: 78, Pills: true, Sortable: true},
		{Key: "what", Label: words.Mark("What leaves"), Width: 130, Min: 90, Flex: 0.3},
		{Key: "to", Label: words.Mark("To"), Width: 170, Min: 90, Flex: 0.6, Sortable: true, Icons: true, Tip: words.Mark("Addresses, the portal or the town; the mark says that there is a note")},
		{Key: "check", Label: words.Mark("Test"), Width: 92, Pills: true, Tip: words.Mark("E-bills are tested as their receiver would")},
	}
	l.ID = func(r app.OutboxRow) int64 { return r.InvoiceID }
	l.Cells = o.cells
	l.By = map[string]func(a, b app.OutboxRow) int{
		"number": by(func(r app.OutboxRow) string { return r.Number }), "date": func(a, b app.OutboxRow) int { return a.Date.Compare(b.Date) },
		"name":  by(func(r app.OutboxRow) string { return r.Client.Name + r.Matter.Name }),
		"total": by(func(r app.OutboxRow) money.Amount { return r.Total }),
		"how":   by(func(r app.OutboxRow) int { return slices.Index(firm.Ways, r.Rule.How) }), "to": by(func(r app.OutboxRow) string { return r.To }),
	}
	l.Selected = func() { o.h.Redraw(o) }
	l.Nothing = o.nothing
	l.remember()
	if home, err := os.UserHomeDir(); err == nil {
		o.Folder = filepath.Join(home, "Documents", "Matterbook outbox")
	}
	Go(h.Runner(), func(ctx context.Context) (string, error) {
		var kept string
		err := h.Desk().Preference(ctx, outboxFolderKey, &kept)
		return kept, err
	}, func(kept string, err error) {
		if err == nil && kept != "" {
			o.Folder = kept
			o.h.Redraw(o)
		}
	})
	return o
}

// Title implements Screen.
func (o *Outbox) Title() string { return words.L("Outbox") }

// Open implements Screen: "client 200" opens how that client's bills leave.
func (o *Outbox) Open(arg string) {
	if noun, code, _ := strings.Cut(arg, " "); noun == "client" && code != "" {
		o.StartRule(code)
	}
	o.reload()
}

// Leave implements Screen.
func (o *Outbox) Leave() { o.ask.Drop() }

// Heard implements Screen.
func (o *Outbox) Heard(e app.Event) {
	switch e.Noun {
	case "", "invoice", "delivery", "client", "matter", "firm", "payment", "trust", "credit":
		o.reload()
	}
}

// Escape implements Backer.
func (o *Outbox) Escape() bool {
	switch {
	case o.Side != nil:
		o.Side = nil
	case o.Outcome != nil:
		o.Outcome = nil
	default:
		return false
	}
	o.h.Redraw(o)
	return true
}

// Shown implements Lister.
func (o *Outbox) Shown() []Shown {
	return []Shown{{Name: "outbox", Title: words.Mark("Outbox"), List: &o.List, Filter: filterText(append(slices.Clone(o.Only), searched(o.Search.Text))...)}}
}

func (o *Outbox) reload() {
	Ask(&o.ask, o.h.Runner(), func(ctx context.Context) ([]app.OutboxRow, error) { return o.h.Desk().Outbox(ctx) },
		func(rows []app.OutboxRow, err error) {
			if err != nil {
				o.h.Fail(err)
				return
			}
			o.rows = rows
			o.h.Badge(OutboxRoute.Name, len(rows))
			o.filter()
		})
}

// FolderShown is the folder of the files, its beginning cut off when it is long.
func (o *Outbox) FolderShown() string {
	const longest = 56
	if r := []rune(o.Folder); len(r) > longest {
		return "…" + string(r[len(r)-longest:])
	}
	return o.Folder
}

// wayWord is a way as people say it.
func wayWord(w firm.Way) string {
	switch w {
	case firm.ByEmail:
		return words.L("E-mail")
	case firm.ByPortal:
		return words.L("Portal")
	case firm.ByHand:
		return words.L("By hand")
	}
	return words.L("Mail")
}

// OutboxWays are the filters of the queue.
func OutboxWays() []Choice {
	return append(wayChoices(), Choice{Key: OutboxFaults, Text: words.L("At fault")})
}

var wayTone = map[firm.Way]Tone{firm.ByMail: Neutral, firm.ByEmail: Info, firm.ByPortal: Info, firm.ByHand: Neutral}

// whatLeaves names the papers of a rule.
func whatLeaves(r firm.Delivery) string {
	var list []string
	if r.How.Printed() {
		list = append(list, words.L("Print"))
	} else if r.PDF {
		list = append(list, "PDF")
	}
	if r.LEDES {
		list = append(list, "LEDES 1998B")
	}
	if r.How == firm.ByEmail {
		list = append(list, words.L("message"))
	}
	return strings.Join(list, ", ")
}

func (o *Outbox) cells(r app.OutboxRow) []Cell {
	to := Cell{Text: r.To}
	switch {
	case r.To == "" && r.Rule.How == firm.ByEmail:
		to = Cell{Text: words.L("no address"), Tone: Bad, Wrong: true}
	case r.To == "":
		to = Cell{Text: "–", Muted: true}
	}
	if r.Rule.Note != "" {
		to.Symbol = "info"
	}
	check := Cell{Text: "–", Muted: true}
	switch {
	case len(r.Faults) > 0:
		check = Cell{Text: words.N(len(r.Faults), "%d fault", "%d faults", len(r.Faults)), Tone: Bad, Pill: true}
	case r.Rule.LEDES:
		check = Cell{Text: words.L("Sound"), Tone: Good, Pill: true}
	}
	return []Cell{{Text: r.Number}, dateCell(r.Date), {Text: r.Client.Name + " – " + r.Matter.Name}, boldCell(r.Total, r.Currency),
		{Text: wayWord(r.Rule.How), Tone: wayTone[r.Rule.How], Pill: true}, {Text: whatLeaves(r.Rule)}, to, check}
}

func (o *Outbox) nothing() Empty {
	if len(o.rows) > 0 {
		return Empty{Symbol: "search", Title: words.L("No bill fits"), Text: words.L("None of the bills that wait has these words and ways."),
			Action: words.L("Show all"), Do: func() { o.Only = nil; o.SetSearch("") }}
	}
	return Empty{Symbol: "outbox", Title: words.L("Everything is delivered"),
		Text:   words.L("An invoice waits here from its number to its delivery. Each client's rule says whether it is printed, sent as a message or put up in a portal; one act does it for all."),
		Action: words.L("Go to the pre-bills"), Do: func() { o.h.Go(BillingRoute.Name, "") }}
}

// SetSearch narrows the list.
func (o *Outbox) SetSearch(text string) {
	o.Search.Set(text)
	o.filter()
}

// SetOnly shows some ways only.
func (o *Outbox) SetOnly(only []string) {
	o.Only = only
	o.filter()
}

// CountOf is how many bills leave in a way, or have faults.
func (o *Outbox) CountOf(way string) int {
	n := 0
	for _, r := range o.rows {
		if o.fits(r, []string{way}) {
			n++
		}
	}
	return n
}

func (o *Outbox) fits(r app.OutboxRow, only []string) bool {
	return len(only) == 0 || slices.Contains(only, string(r.Rule.How)) || slices.Contains(only, OutboxFaults) && o.wrong(r)
}

func (o *Outbox) wrong(r app.OutboxRow) bool {
	return len(r.Faults) > 0 || r.Rule.How == firm.ByEmail && r.To == ""
}

func (o *Outbox) filter() {
	typed := strings.Fields(strings.ToLower(o.Search.Text))
	var rows []app.OutboxRow
	sums := map[money.Currency]money.Amount{}
	for _, r := range o.rows {
		text := strings.ToLower(strings.Join([]string{r.Number, r.Client.Code, r.Client.Name, r.Matter.Code, r.Matter.Name, r.To}, " "))
		if slices.ContainsFunc(typed, func(w string) bool { return !strings.Contains(text, w) }) || !o.fits(r, o.Only) {
			continue
		}
		rows = append(rows, r)
		sums[r.Currency] += r.Total
	}
	totals := map[string]string{}
	for cur, sum := range sums {
		if len(sums) == 1 {
			totals["total"] = words.Amount(sum, cur)
		}
	}
	o.List.Show(rows, words.N(len(rows), "%d bill", "%d bills", len(rows)), totals)
	o.h.Redraw(o)
}

// picked are the rows of an act on many: those that were ticked, or every row in
// view while no more than the one under the cursor is selected.
func (o *Outbox) picked() []app.OutboxRow {
	if rows := o.List.Picked(); len(rows) > 1 {
		return rows
	}
	return o.List.Values()
}

// DeliverWord names the main act with what it takes.
func (o *Outbox) DeliverWord() string {
	n := len(o.picked())
	if len(o.List.Picked()) > 1 {
		return words.L("Deliver these %d", n)
	}
	if n < 2 {
		return words.L("Deliver")
	}
	return words.L("Deliver all %d", n)
}

// one is the row the cursor is on or the one that is ticked.
func (o *Outbox) one() (app.OutboxRow, bool) {
	if rows := o.List.Picked(); len(rows) > 0 {
		return rows[0], true
	}
	return app.OutboxRow{}, false
}

// Commands implements Doer.
func (o *Outbox) Commands() []Command {
	none, one, bills := "", "", ""
	if len(o.rows) == 0 {
		none = words.L("Nothing waits.")
		bills = none
	} else if !slices.ContainsFunc(o.rows, func(r app.OutboxRow) bool { return r.Rule.LEDES }) {
		bills = words.L("No bill that waits leaves as an e-bill.")
	}
	if _, ok := o.one(); !ok {
		one = words.L("Select a bill first.")
	}
	return []Command{
		{ID: "outbox.deliver", Title: words.Mark("Deliver by each client's way"), Off: none},
		{ID: "outbox.deliver.selected", Title: words.Mark("Deliver the selected bill"), Off: one},
		{ID: "outbox.ebills", Title: words.Mark("Write the e-bill files"), Off: bills},
		{ID: "outbox.sent", Title: words.Mark("Mark as sent…"), Off: one},
		{ID: "outbox.rule", Title: words.Mark("Delivery of this client…"), Off: one},
		{ID: "outbox.open", Title: words.Mark("Open the invoice"), Off: one},
		{ID: "outbox.folder", Title: words.Mark("Folder of the files…")},
	}
}

// Do implements Doer.
func (o *Outbox) Do(id string) bool {
	for _, c := range o.Commands() {
		if c.ID == id && c.Off != "" {
			o.h.Say("%s", c.Off)
			return true
		}
	}
	switch id {
	case "outbox.deliver":
		o.Deliver()
	case "outbox.deliver.selected":
		o.deliver(o.List.Picked())
	case "outbox.ebills":
		o.WriteEBills()
	case "outbox.sent":
		o.StartSent()
	case "outbox.rule":
		r, _ := o.one()
		o.StartRule(r.Client.Code)
	case "outbox.open":
		r, _ := o.one()
		o.h.Open("invoice", r.Number)
	case "outbox.folder":
		o.startFolder()
	default:
		return false
	}
	return true
}

// Activate opens what stands against a bill, else the bill itself.
func (o *Outbox) Activate(id int64) {
	r, ok := o.List.Value(id)
	if !ok {
		return
	}
	if len(r.Faults) == 0 {
		o.h.Open("invoice", r.Number)
		return
	}
	rows := make([]OutcomeRow, len(r.Faults))
	for i, f := range r.Faults {
		rows[i] = o.faultRow(r, f)
	}
	o.end(newOutcome(words.N(len(rows), "%d fault keeps invoice %s from leaving as an e-bill", "%d faults keep invoice %s from leaving as an e-bill", len(rows), r.Number), rows))
}

// faultRow is one fault of an e-bill with the way to where it is mended.
func (o *Outbox) faultRow(r app.OutboxRow, f app.EBillFault) OutcomeRow {
	row := OutcomeRow{Item: r.Number + "  " + r.Client.Name, Text: f.Text, Word: words.L("Fault"), Tone: Bad}
	if f.Line != 0 {
		row.Item = words.L("%s, line %d", r.Number, f.Line)
	}
	row.Fix, row.Do = mendOf(o.h, f, func() {
		if f.Line != 0 {
			o.h.Open("invoice", fmt.Sprintf("%s line %d", r.Number, f.Line))
			return
		}
		o.h.Open("invoice", r.Number)
	})
	return row
}

// mendOf is the way to where a fault of an e-bill is mended; bill opens the bill.
func mendOf(h Host, f app.EBillFault, bill func()) (fix string, do func()) {
	switch f.Noun {
	case "firm":
		return words.L("Open the settings"), func() { h.Go("settings", "firm") }
	case "client":
		return words.L("Open client %s", f.Key), func() { h.Open("client", f.Key) }
	case "matter":
		return words.L("Open matter %s", f.Key), func() { h.Open("matter", f.Key) }
	}
	if f.Line != 0 {
		return words.L("Open line %d", f.Line), bill
	}
	return words.L("Open the bill"), bill
}

func (o *Outbox) host() Host      { return o.h }
func (o *Outbox) folder() *string { return &o.Folder }
func (o *Outbox) closeSide()      { o.Side = nil }

func (o *Outbox) show(f *SideForm) {
	f.onClose = o.closeSide
	o.Side, o.Outcome = f, nil
	o.h.Redraw(o)
}

func (o *Outbox) end(x *Outcome) {
	x.close = func() { o.Outcome = nil; o.h.Redraw(o) }
	o.Side, o.Outcome = nil, x
	o.h.Redraw(o)
}

// groups puts together what leaves together: all bills of a client when its rule
// says so, else each by itself.
func (o *Outbox) groups(rows []app.OutboxRow) [][]app.OutboxRow {
	var list [][]app.OutboxRow
	at := map[int64]int{}
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b app.OutboxRow) int {
		return cmp.Or(cmp.Compare(a.Client.Code, b.Client.Code), cmp.Compare(a.Number, b.Number))
	})
	for _, r := range rows {
		if i, ok := at[r.ClientID]; ok && r.Rule.Combined {
			list[i] = append(list[i], r)
			continue
		}
		at[r.ClientID] = len(list)
		list = append(list, []app.OutboxRow{r})
	}
	return list
}

func numbersOf(rows []app.OutboxRow) []string {
	list := make([]string, len(rows))
	for i, r := range rows {
		list[i] = r.Number
	}
	return list
}

func groupItem(rows []app.OutboxRow) string {
	if len(rows) == 1 {
		return rows[0].Number + "  " + rows[0].Client.Name
	}
	return fmt.Sprintf("%s … %s  %s", rows[0].Number, rows[len(rows)-1].Number, rows[0].Client.Name)
}
