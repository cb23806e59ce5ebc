package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/app/work"
)

// RunPreBills asks for pre-bills of the matters that fit; blank fields do not
// limit.
type RunPreBills struct {
	Request
	Matter, Client string   // codes
	Attorney       string   // code of the billing or responsible timekeeper
	Practice       string   // practice area
	Through        cal.Date // last work date taken; zero: today
	// Threshold is the least worth of unbilled work that is billed, an amount in the
	// client's currency; blank: any.
	Threshold string
	// Only limits a run to some of the matters that fit, by code: those left ticked
	// in the preview.
	Only []string

	// Tell is told how far a long run has come; it may be nil.
	Tell func(done, total int) `json:"-"`
}

// PreBillRun is what a run did with each matter.
type PreBillRun struct {
	Taken   []PreBillTaken
	Skipped []PreBillSkipped
}

// PreBillTaken is a matter whose work was put on a new pre-bill.
type PreBillTaken struct {
	ID         int64
	MatterID   int64
	Matter     string
	MatterName string
	Client     string
	ClientName string
	Currency   money.Currency
	Lines      int
	Hours      money.Quantity
	Fees       money.Amount
	Costs      money.Amount
	Drafts     int // left behind, not released
	Held       int // left behind, held
}

// PreBillSkipped is a matter that got none, and why.
type PreBillSkipped struct {
	MatterID   int64
	Matter     string
	MatterName string
	Client     string
	Reason     string
	PreBill    int64 // the live pre-bill that has its work, 0 for none
	Late       int   // items that could be added to it
}

// runBatch is how many matters one act takes: a run over thousands never keeps
// the book from others for long, and what is done stays done when it is stopped.
const runBatch = 50

// RunPreBills takes the released work of each matter, dated through a day, onto
// a pre-bill. Drafts, held and non-billable work stay; a matter has one live
// pre-bill at most. A long run is a chain of acts of 50 matters each: stopped
// half way, a second run takes the rest.
func (d *Desk) RunPreBills(ctx context.Context, req RunPreBills) (PreBillRun, error) {
	if err := d.may(mayPreBill); err != nil {
		return PreBillRun{}, err
	}
	if req.Through.IsZero() {
		req.Through = d.Today()
	}
	if err := req.check(); err != nil {
		return PreBillRun{}, err
	}
	plan, err := view(ctx, d, func(q Query) (runPlan, error) { return planRun(q, req) })
	if err != nil {
		return PreBillRun{}, err
	}
	run := PreBillRun{Taken: []PreBillTaken{}, Skipped: []PreBillSkipped{}}
	done := 0
	for i, batch := range plan.batches {
		idle := !slices.ContainsFunc(batch, func(m firm.Matter) bool { return plan.busy[m.ID] })
		var got PreBillRun
		if idle && req.Key == "" {
			for _, m := range batch {
				got.Skipped = append(got.Skipped, skip(m, plan.clients[m.ClientID], "no unbilled work"))
			}
		} else if got, err = d.runBatch(ctx, req, i, batch, plan); err != nil {
			return run, partly(err, len(run.Taken), "%d pre-bills were made of %d of %d matters and stay.", len(run.Taken), done, plan.total)
		}
		run.Taken, run.Skipped = append(run.Taken, got.Taken...), append(run.Skipped, got.Skipped...)
		done += len(batch)
		if req.Tell != nil {
			req.Tell(done, plan.total)
		}
	}
	run.sort()
	return run, nil
}

// PreviewPreBills says what a run would do, and saves nothing: the matters it
// would take, with what they come to, and those it would skip, with the reason.
func (d *Desk) PreviewPreBills(ctx context.Context, req RunPreBills) (PreBillRun, error) {
	if err := d.may(mayPreBill); err != nil {
		return PreBillRun{}, err
	}
	if req.Through.IsZero() {
		req.Through = d.Today()
	}
	if err := req.check(); err != nil {
		return PreBillRun{}, err
	}
	return view(ctx, d, func(q Query) (PreBillRun, error) {
		run := PreBillRun{Taken: []PreBillTaken{}, Skipped: []PreBillSkipped{}}
		plan, err := planRun(q, req)
		if err != nil {
			return run, err
		}
		for _, batch := range plan.batches {
			for _, m := range batch {
				if err := ctx.Err(); err != nil {
					return run, err
				}
				c := plan.clients[m.ClientID]
				if !plan.busy[m.ID] {
					run.Skipped = append(run.Skipped, skip(m, c, "no unbilled work"))
					continue
				}
				made, skipped, err := decidePreBill(q, d.Today(), m, c, req)
				if err != nil {
					return run, err
				}
				if skipped != nil {
					run.Skipped = append(run.Skipped, *skipped)
				} else {
					run.Taken = append(run.Taken, made.taken)
				}
			}
		}
		run.sort()
		return run, nil
	})
}

func (run *PreBillRun) sort() {
	slices.SortFunc(run.Taken, func(a, b PreBillTaken) int { return cmp.Compare(a.Matter, b.Matter) })
	slices.SortFunc(run.Skipped, func(a, b PreBillSkipped) int { return cmp.Compare(a.Matter, b.Matter) })
}

func (req RunPreBills) check() error {
	if req.Threshold == "" {
		return nil
	}
	var check fault.Check
	a, err := money.ParseAmount(req.Threshold, money.USD) // the form; what it means is the client's currency
	if err != nil {
		check.Err("threshold", "amount.format", err)
	} else if a < 0 {
		check.Add("threshold", "amount.positive", "The least worth is written as a positive amount.")
	}
	return check.Result("prebill.run_invalid", "The run")
}

// runPlan are the matters of a run in batches. Batches are cut by the ids of
// matters, so that a repeated request finds the same ones.
type runPlan struct {
	batches [][]firm.Matter
	total   int
	busy    map[int64]bool // matters with any unbilled work
	clients map[int64]firm.Client
}

func planRun(q Query, req RunPreBills) (runPlan, error) {
	plan := runPlan{busy: map[int64]bool{}, clients: map[int64]firm.Client{}}
	matters, err := mattersOf(q, req.Matter, req.Client, req.Attorney)
	if err != nil {
		return plan, err
	}
	matters = slices.DeleteFunc(matters, func(m firm.Matter) bool {
		return req.Practice != "" && !strings.EqualFold(m.PracticeArea, req.Practice) || len(req.Only) > 0 && !slices.Contains(req.Only, m.Code)
	})
	slices.SortFunc(matters, func(a, b firm.Matter) int { return cmp.Compare(a.ID, b.ID) })
	for _, m := range matters {
		if n := len(plan.batches); n == 0 || plan.batches[n-1][0].ID/runBatch != m.ID/runBatch {
			plan.batches = append(plan.batches, nil)
		}
		last := &plan.batches[len(plan.batches)-1]
		*last = append(*last, m)
	}
	plan.total = len(matters)
	wip, err := q.WIP(req.Through, true)
	if err != nil {
		return plan, err
	}
	for _, row := range wip {
		plan.busy[row.MatterID] = true
	}
	clients, err := q.Clients(ClientFilter{Archived: true})
	if err != nil {
		return plan, err
	}
	for _, c := range clients {
		plan.clients[c.ID] = c
	}
	return plan, nil
}

// mattersOf finds matters by codes; the attorney is their billing or
// responsible timekeeper.
func mattersOf(q Query, matter, client, attorney string) ([]firm.Matter, error) {
	var list []firm.Matter
	var f MatterFilter
	if client != "" {
		c, err := q.ClientByCode(client)
		if err != nil {
			return nil, err
		}
		f.ClientID = c.ID
	}
	if matter != "" {
		m, err := q.MatterByCode(matter)
		if err != nil {
			return nil, err
		}
		if f.ClientID == 0 || f.ClientID == m.ClientID {
			list = []firm.Matter{m}
		}
	} else {
		var err error
		if list, err = q.Matters(f); err != nil {
			return nil, err
		}
	}
	if attorney == "" {
		return list, nil
	}
	tk, err := q.TimekeeperByCode(attorney)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(list, func(m firm.Matter) bool { return m.BillingID != tk.ID && m.ResponsibleID != tk.ID }), nil
}

func (d *Desk) runBatch(ctx context.Context, req RunPreBills, n int, batch []firm.Matter, plan runPlan) (PreBillRun, error) {
	r := req.Request
	if r.Key != "" {
		r.Key = fmt.Sprintf("%s/%d", r.Key, n)
	}
	object := "matter " + batch[0].Code
	if len(batch) > 1 {
		object = fmt.Sprintf("matters %s to %s", batch[0].Code, batch[len(batch)-1].Code)
	}
	return change(ctx, d, spec{act: "prebill.run", right: mayPreBill, object: object, req: r}, func(tx Tx) (PreBillRun, error) {
		run := PreBillRun{Taken: []PreBillTaken{}, Skipped: []PreBillSkipped{}}
		for _, m := range batch {
			c := plan.clients[m.ClientID]
			if !plan.busy[m.ID] {
				run.Skipped = append(run.Skipped, skip(m, c, "no unbilled work"))
				continue
			}
			taken, skipped, err := preBillFor(tx, d.Today(), m, c, req)
			if err != nil {
				return run, err
			}
			if skipped != nil {
				run.Skipped = append(run.Skipped, *skipped)
			} else {
				run.Taken = append(run.Taken, *taken)
			}
		}
		return run, nil
	})
}

func skip(m firm.Matter, c firm.Client, reason string) PreBillSkipped {
	return PreBillSkipped{MatterID: m.ID, Matter: m.Code, MatterName: m.Name, Client: c.Code, Reason: reason}
}

// preBillFor makes the pre-bill of one matter, or says why there is none.
func preBillFor(tx Tx, today cal.Date, m firm.Matter, c firm.Client, req RunPreBills) (*PreBillTaken, *PreBillSkipped, error) {
	made, skipped, err := decidePreBill(tx, today, m, c, req)
	if err != nil || skipped != nil {
		return nil, skipped, err
	}
	if err := tx.AddPreBill(&made.pre, made.lines); err != nil {
		return nil, nil, err
	}
	if err := putOnPreBill(tx, made.pre.ID, made.work); err != nil {
		return nil, nil, err
	}
	made.taken.ID = made.pre.ID
	return &made.taken, nil, nil
}

// madePreBill is a pre-bill before it is saved.
type madePreBill struct {
	pre   bill.PreBill
	lines []bill.PreBillLine
	work  bill.Taken
	taken PreBillTaken
}

// decidePreBill makes the pre-bill of one matter without saving it, or says why
// there is none: the preview and the run are the same code.
func decidePreBill(q Query, today cal.Date, m firm.Matter, c firm.Client, req RunPreBills) (made madePreBill, skipped *PreBillSkipped, err error) {
	live, err := q.PreBills(PreBillFilter{MatterID: m.ID, Live: true})
	if err != nil {
		return made, nil, err
	}
	no := func(reason string) (madePreBill, *PreBillSkipped, error) {
		s := skip(m, c, reason)
		return made, &s, nil
	}
	t, err := unbilled(q, m.ID, req.Through, today)
	if err != nil {
		return made, nil, err
	}
	switch {
	case len(live) > 0:
		s := skip(m, c, fmt.Sprintf("already on pre-bill %d", live[0].ID))
		if s.PreBill, s.Late = live[0].ID, len(t.Entries)+len(t.Expenses); s.Late > 0 {
			s.Reason += fmt.Sprintf(", %d later items can be added to it", s.Late)
		}
		return made, &s, nil
	case !t.Any():
		return no(t.WhyNot())
	case bill.Unbillable(m) != "":
		return no(bill.Unbillable(m))
	}
	made.work = t
	made.pre = bill.PreBill{MatterID: m.ID, ClientID: m.ClientID, Through: req.Through, CreatedOn: today, Status: bill.PreBillOpen, DiscountText: "Courtesy discount"}
	if made.lines, err = linesOf(q, 0, 0, t, c.Currency); err != nil {
		return made, nil, err
	}
	done := PreBillTaken{MatterID: m.ID, Matter: m.Code, MatterName: m.Name, Client: c.Code, ClientName: c.Name, Currency: c.Currency,
		Lines: len(made.lines), Drafts: t.Drafts, Held: t.Held}
	for _, l := range made.lines {
		if l.Kind == bill.Fee {
			done.Hours += l.Was.Units
			done.Fees += l.Was.Amount
		} else {
			done.Costs += l.Was.Amount
		}
	}
	if req.Threshold != "" {
		least, err := money.ParseAmount(req.Threshold, c.Currency)
		if err != nil {
			return made, nil, err
		}
		if done.Fees+done.Costs < least {
			return no(fmt.Sprintf("below the threshold: %s of at least %s", (done.Fees + done.Costs).Format(c.Currency), least.Format(c.Currency)))
		}
	}
	made.taken = done
	return made, nil, nil
}

// unbilled is the work of a matter that a bill through the day may take.
func unbilled(q Query, matterID int64, through, today cal.Date) (bill.Taken, error) {
	f := EntryFilter{MatterID: matterID, To: through, Statuses: []work.Status{work.Draft, work.Released}, Oldest: true}
	entries, err := q.Entries(f, Page{})
	if err != nil {
		return bill.Taken{}, err
	}
	expenses, err := q.Expenses(f, Page{})
	if err != nil {
		return bill.Taken{}, err
	}
	return bill.Take(entries, expenses, through, today), nil
}

// linesOf makes pre-bill lines, with the words for costs the trust account paid.
func linesOf(q Query, preBillID int64, last int, t bill.Taken, cur money.Currency) ([]bill.PreBillLine, error) {
	paid := map[int64]string{}
	for _, x := range t.Expenses {
		if x.TrustTxnID == 0 {
			continue
		}
		txn, err := q.TrustTxn(x.TrustTxnID)
		if err != nil {
			return nil, err
		}
		how := strings.TrimSpace(string(txn.Kind) + " " + txn.Reference)
		paid[x.TrustTxnID] = fmt.Sprintf("paid from trust %02d-%02d, %s", txn.PostedOn.Month(), txn.PostedOn.Day(), how)
	}
	return bill.NewLines(preBillID, last, t, paid, cur)
}

func putOnPreBill(tx Tx, id int64, t bill.Taken) error {
	for _, e := range t.Entries {
		e.Status, e.PreBillID = work.OnPreBill, id
		if err := tx.SetEntry(&e); err != nil {
			return err
		}
	}
	for _, x := range t.Expenses {
		x.Status, x.PreBillID = work.OnPreBill, id
		if err := tx.SetExpense(&x); err != nil {
			return err
		}
	}
	return nil
}
