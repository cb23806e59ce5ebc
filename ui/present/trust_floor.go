package present

import (
	"context"
	"os"
	"path/filepath"

	"matterbook/app"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// FloorView lists the matters whose trust is below the floor of their agreement,
// and the requests that were made. All that were not asked yet are ticked.
type FloorView struct {
	t *Trust
	h Host

	Below    ShortList[app.BelowFloor]
	Requests ShortList[app.TrustRequestRow]
	Loaded   bool
	Working  bool
	first    bool

	ask Latest
}

// StartFloor opens the list of matters below their floor.
func (t *Trust) StartFloor() {
	v := &FloorView{t: t, h: t.h, first: true}
	l := &v.Below
	l.bind(t.h, "trust.below")
	l.Heads = []Column{
		{Key: "matter", Label: words.Mark("Matter"), Width: 96, Sortable: true}, {Key: "name", Label: words.Mark("Client and matter"), Width: 220, Min: 120, Flex: 1, Sortable: true},
		{Key: "available", Label: words.Mark("Available"), Width: 98, Right: true, Sortable: true}, {Key: "floor", Label: words.Mark("Floor"), Width: 96, Right: true},
		{Key: "target", Label: words.Mark("Target"), Width: 96, Right: true}, {Key: "ask", Label: words.Mark("To ask for"), Width: 104, Right: true, Sortable: true, Tip: words.Mark("Target less available")},
		{Key: "asked", Label: words.Mark("Asked"), Width: 150, Pills: true},
	}
	l.ID = func(r app.BelowFloor) int64 { return r.Matter.ID }
	l.Cells = func(r app.BelowFloor) []Cell {
		cur := r.Account.Currency
		asked := Cell{}
		if r.Open.ID != 0 {
			asked = Cell{Text: words.L("Asked %s", words.Day(r.Open.On)), Tone: Info, Pill: true}
		}
		return []Cell{{Text: r.Matter.Code}, {Text: r.Client.Name + " – " + r.Matter.Name}, moneyCell(r.Available, cur), muted(moneyCell(r.Floor, cur)), muted(moneyCell(r.Target, cur)), boldCell(r.Amount, cur), asked}
	}
	l.By = map[string]func(a, b app.BelowFloor) int{
		"matter": by(func(r app.BelowFloor) string { return r.Matter.Code }), "name": by(func(r app.BelowFloor) string { return r.Client.Name }),
		"available": by(func(r app.BelowFloor) money.Amount { return r.Available }), "ask": by(func(r app.BelowFloor) money.Amount { return r.Amount }),
	}
	l.Selected = func() { t.h.Redraw(t) }
	l.Nothing = func() Empty {
		return Empty{Symbol: "done", Title: words.L("No matter is below its floor"), Text: words.L("Floor and target are set with the matter. When trust falls below the floor, the matter stands here and a letter asks for what is missing to the target.")}
	}
	l.remember()

	q := &v.Requests
	q.bind(t.h, "trust.requests")
	q.Heads = []Column{
		{Key: "number", Label: words.Mark("Request"), Width: 116, Sortable: true}, {Key: "date", Label: words.Mark("Date"), Width: 98}, {Key: "matter", Label: words.Mark("Matter"), Width: 96, Sortable: true},
		{Key: "name", Label: words.Mark("Client"), Width: 180, Min: 100, Flex: 1}, {Key: "amount", Label: words.Mark("Asked for"), Width: 104, Right: true},
		{Key: "status", Label: words.Mark("State"), Width: 150, Pills: true},
	}
	q.ID = func(r app.TrustRequestRow) int64 { return r.ID }
	q.Cells = func(r app.TrustRequestRow) []Cell {
		state := Cell{Text: words.L("Open"), Tone: Info, Pill: true}
		switch r.Status {
		case app.RequestPaid:
			state = Cell{Text: words.L("Paid %s", words.Day(r.EndedOn)), Tone: Good, Pill: true}
		case app.RequestWithdrawn:
			state = Cell{Text: words.L("Withdrawn %s", words.Day(r.EndedOn)), Tone: Neutral, Pill: true}
		}
		return []Cell{{Text: r.Number}, dateCell(r.On), {Text: r.Matter.Code}, {Text: r.Client.Name}, moneyCell(r.Amount, r.Account.Currency), state}
	}
	q.By = map[string]func(a, b app.TrustRequestRow) int{
		"number": by(func(r app.TrustRequestRow) string { return r.Number }), "matter": by(func(r app.TrustRequestRow) string { return r.Matter.Code }),
	}
	q.Selected = func() { t.h.Redraw(t) }
	q.Nothing = func() Empty {
		return Empty{Symbol: "list", Title: words.L("Nobody was asked yet"), Text: words.L("A request is kept with its number, amount and letter. It is never owed and never aged; a receipt that covers it ends it.")}
	}
	q.remember()
	t.Side, t.Proof, t.Floor = nil, nil, v
	v.load()
	t.h.Redraw(t)
}

type floorRead struct {
	below    []app.BelowFloor
	requests []app.TrustRequestRow
}

func (v *FloorView) load() {
	Ask(&v.ask, v.h.Runner(), func(ctx context.Context) (r floorRead, err error) {
		if r.below, err = v.h.Desk().BelowFloor(ctx, ""); err != nil {
			return r, err
		}
		r.requests, err = v.h.Desk().TrustRequests(ctx, "", false)
		return r, err
	}, func(r floorRead, err error) {
		if err != nil {
			v.h.Fail(err)
			return
		}
		v.Loaded = true
		cur := v.t.Currency()
		var sum, asked money.Amount
		var open []int64
		for _, b := range r.below {
			sum += b.Amount
			if b.Open.ID == 0 {
				open = append(open, b.Matter.ID)
			}
		}
		for _, q := range r.requests {
			if q.Status == app.RequestOpen {
				asked += q.Amount
			}
		}
		v.Below.Show(r.below, words.N(len(r.below), "%d matter below its floor", "%d matters below their floor", len(r.below)), map[string]string{"ask": words.Amount(sum, cur)})
		v.Requests.Show(r.requests, words.N(len(r.requests), "%d request", "%d requests", len(r.requests)), map[string]string{"amount": words.Amount(asked, cur)})
		if !v.first {
			open = nil // what was asked is not asked twice
		}
		v.first = false
		v.Below.Select(open)
		v.h.Redraw(v.t)
	})
}

// Close puts the list away.
func (v *FloorView) Close() {
	v.ask.Drop()
	v.t.Floor = nil
	v.h.Redraw(v.t)
}

// Ticked are the ticked matters nobody has asked yet.
func (v *FloorView) Ticked() []app.BelowFloor {
	var rows []app.BelowFloor
	for _, r := range v.Below.Picked() {
		if r.Open.ID == 0 {
			rows = append(rows, r)
		}
	}
	return rows
}

// Letters makes the requests of the ticked matters and opens their letters as
// one file to print.
func (v *FloorView) Letters() { v.make("letters") }

// Mails makes the requests and writes a draft of a mail for each client.
func (v *FloorView) Mails() { v.make("mail") }

type floorMade struct {
	made    app.TrustRequested
	written []app.RequestWritten
	dir     string
}

func (v *FloorView) make(how string) {
	rows := v.Ticked()
	if len(rows) == 0 || v.Working {
		v.h.Say("%s", words.L("Tick the matters whose clients are to be asked."))
		return
	}
	req := app.RequestTrust{Request: app.Request{Key: newKey(v.h.Desk(), "trust.request")}}
	for _, r := range rows {
		req.Matters = append(req.Matters, r.Matter.Code)
	}
	v.Working = true
	v.h.Redraw(v.t)
	Go(v.h.Runner(), func(ctx context.Context) (m floorMade, err error) {
		if m.dir, err = os.MkdirTemp("", "matterbook-requests-*"); err != nil {
			return m, err
		}
		if m.made, err = v.h.Desk().RequestTrust(ctx, req); err != nil {
			return m, err
		}
		m.written, err = v.h.Desk().WriteTrustRequests(ctx, m.made, how, m.dir)
		return m, err
	}, func(m floorMade, err error) {
		v.Working = false
		if err != nil {
			v.h.Fail(err)
			v.h.Redraw(v.t)
			return
		}
		v.outcome(m, how)
	})
}

// outcome lists what was made, failures first; letters are opened at once.
func (v *FloorView) outcome(m floorMade, how string) {
	var rows []OutcomeRow
	for i, r := range m.made.Requests {
		p := m.made.Papers[i]
		row := OutcomeRow{OK: true, Item: r.Number + ", " + p.MatterCode, Text: words.L("%s asked from %s.", words.Money(r.Amount, p.Currency), p.Client), Fix: words.L("Open the letter"), Do: func() { v.OpenLetter(r.Number) }}
		if how == "mail" {
			w := m.written[i]
			if w.Err != nil {
				row.OK, row.Text = false, words.L("The request is made, and has no mail: %s", Words(w.Err))
			} else {
				row.Fix, row.Do = words.L("Open the draft"), func() { v.h.Show(w.File.Path) }
			}
		}
		rows = append(rows, row)
	}
	o := newOutcome(words.N(len(rows), "%d client asked", "%d clients asked", len(rows)), rows)
	if how == "letters" && len(m.written) == 1 {
		path := m.written[0].File.Path
		o.Actions = []OutcomeAction{{Title: words.L("Print the letters"), Do: func() { v.h.Print(path) }}, {Title: words.L("Open the letters"), Do: func() { v.h.Show(path) }},
			{Title: words.L("Save them"), Do: func() { saveBytes(v.h, words.L("Save the letters"), filepath.Base(path), m.made.Letters) }}}
		v.h.Print(path)
	} else {
		o.Actions = []OutcomeAction{{Title: words.L("Open the folder"), Do: func() { v.h.Show(m.dir) }}}
	}
	o.close = func() { v.t.Outcome = nil; v.h.Redraw(v.t) }
	v.t.Side, v.t.Outcome = nil, o
	v.h.Say("%s", words.N(len(rows), "%d request made.", "%d requests made.", len(rows)))
	v.h.Redraw(v.t)
}

// Picked is the chosen request; ok false for none or several.
func (v *FloorView) Picked() (app.TrustRequestRow, bool) {
	if picked := v.Requests.Picked(); len(picked) == 1 {
		return picked[0], true
	}
	return app.TrustRequestRow{}, false
}

// OpenLetter shows the kept letter of a request.
func (v *FloorView) OpenLetter(number string) {
	type letter struct {
		name  string
		bytes []byte
	}
	Go(v.h.Runner(), func(ctx context.Context) (l letter, err error) {
		l.name, l.bytes, err = v.h.Desk().TrustRequestLetter(ctx, number)
		return l, err
	}, func(l letter, err error) {
		if err != nil {
			v.h.Fail(err)
			return
		}
		openBytes(v.h, l.name, l.bytes)
	})
}

// StartEnd ends the chosen request by hand.
func (v *FloorView) StartEnd() {
	r, ok := v.Picked()
	if !ok || r.Status != app.RequestOpen {
		v.h.Say("%s", words.L("Choose one open request."))
		return
	}
	t := v.t
	f := newSideForm(v.h, t, "trust.request_end", words.L("End request %s", r.Number), words.L("End it"),
		choiceIn("status", words.L("It is"), app.RequestWithdrawn, Choice{Key: app.RequestWithdrawn, Text: words.L("withdrawn")}, Choice{Key: app.RequestPaid, Text: words.L("paid another way")}),
		textIn("reason", words.L("Reason"), ""), dateIn("date", words.L("On"), t.today()))
	f.Focus = "reason"
	f.Note = words.L("A receipt for the matter that covers the amount ends the request by itself.")
	f.send = func(f *SideForm) {
		req := app.EndTrustRequest{Request: app.Request{Key: f.Key}, Number: r.Number, Status: f.Text("status"), Reason: f.Text("reason"), Date: f.Date("date")}
		sendAct(f, func(ctx context.Context) (app.TrustRequest, error) { return v.h.Desk().EndTrustRequest(ctx, req) }, func(app.TrustRequest) {
			t.closeSide()
			v.h.Say("%s", words.L("Request %s is ended.", r.Number))
		})
	}
	t.show(f)
}
