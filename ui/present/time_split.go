package present

import (
	"context"
	"errors"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/money"
	"matterbook/app/work"
	"matterbook/ui/words"
)

// TimeSplit is one part of an entry that is divided.
type TimeSplit struct {
	Matter *MatterPick // none: the entry's own
	Share  Field       // hours, or per cent
	Hours  Field       // carries the fault of the hours
	Text   Field       // blank: the entry's own
}

func (a *TimeAct) newPart() *TimeSplit {
	p := &TimeSplit{Matter: NewMatterPick(a.t.h, func() { a.t.h.Redraw(a.t) })}
	p.Matter.Load(func() { a.t.h.Redraw(a.t) })
	return p
}

// AddPart makes room for one part more.
func (a *TimeAct) AddPart() {
	if len(a.Parts) < 10 {
		a.Parts = append(a.Parts, a.newPart())
		a.t.h.Redraw(a.t)
	}
}

// SetShare takes the hours or per cent of a part.
func (a *TimeAct) SetShare(i int, text string) {
	a.Parts[i].Hours.Fault = ""
	a.set(&a.Parts[i].Share, text)
}

// SetPartText takes the text of a part.
func (a *TimeAct) SetPartText(i int, text string) { a.set(&a.Parts[i].Text, text) }

// SetPercent divides by per cent instead of by hours. Several entries are divided
// by per cent alone.
func (a *TimeAct) SetPercent(on bool) {
	if on = on || len(a.IDs) > 1; a.Percent != on {
		a.Percent = on
		for _, p := range a.Parts {
			p.Share, p.Hours = Field{}, Field{}
		}
		a.t.h.Redraw(a.t)
	}
}

// sum are the hours to divide.
func (a *TimeAct) sum() money.Quantity {
	sum := money.Quantity(0)
	for _, r := range a.rows {
		sum += r.Hours
	}
	return sum
}

// rest is what the parts leave of the hours, or of 100 per cent (in ten-thousandths);
// ok false while a part cannot be read.
func (a *TimeAct) rest() (left money.Quantity, ok bool) {
	left = a.sum()
	if a.Percent {
		left = 100 * money.Hour
	}
	for _, p := range a.Parts {
		if p.Share.Text == "" {
			continue
		}
		q, err := a.share(p)
		if err != nil {
			return left, false
		}
		left -= q
	}
	return left, true
}

// share reads a part: hours, or per cent in ten-thousandths.
func (a *TimeAct) share(p *TimeSplit) (money.Quantity, error) {
	if !a.Percent {
		return work.ParseHours(p.Share.Text)
	}
	q, err := money.ParseQuantity(p.Share.Text)
	if err == nil && (q <= 0 || q > 100*money.Hour) {
		err = errors.New(words.L("A share lies between 0 and 100 per cent."))
	}
	return q, err
}

func (a *TimeAct) splitAdvice() string {
	if len(a.rows) == 0 {
		return words.L("Reading the entries…")
	}
	left, ok := a.rest()
	switch {
	case !ok:
		return words.L("%s h are divided.", words.Hours(a.sum()))
	case left == 0:
		return words.L("%s h are divided. Nothing is left over.", words.Hours(a.sum()))
	case a.Percent:
		return words.L("%s h are divided. %s per cent are left.", words.Hours(a.sum()), words.Short(left))
	}
	return words.L("%s h are divided. %s h are left.", words.Hours(a.sum()), words.Hours(left))
}

// FillRest gives what is left to the part.
func (a *TimeAct) FillRest(i int) {
	a.Parts[i].Share = Field{}
	if left, ok := a.rest(); ok && left > 0 {
		text := left.Plain()
		if a.Percent {
			text = left.Short()
		}
		a.SetShare(i, text)
	}
	a.t.h.Redraw(a.t)
}

// splitting is the division as it will run, one entry after another.
func (a *TimeAct) splitting() (mv moving, ok bool) {
	var shares []int64
	ok = true
	for _, p := range a.Parts {
		q, err := a.share(p)
		if err != nil || q == 0 {
			p.Hours.Fault = words.L("Say how much goes here.")
			if err != nil && p.Share.Text != "" {
				p.Hours.Fault = Words(err)
			}
			ok = false
		}
		shares = append(shares, int64(q))
	}
	if left, _ := a.rest(); ok && left != 0 {
		a.Fault = words.L("The parts must come to the whole: %s h.", words.Hours(a.sum()))
		if a.Percent {
			a.Fault = words.L("The parts must come to 100 per cent.")
		}
		ok = false
	}
	if !ok {
		return mv, false
	}
	d, rows := a.t.h.Desk(), a.rows
	var reqs []app.SplitTime
	for _, r := range rows {
		req := app.SplitTime{Request: app.Request{Key: a.key + " " + words.Count(int(r.ID))}, ID: r.ID}
		for i, q := range divided(r.Hours, shares) {
			req.Parts = append(req.Parts, app.TimePart{Hours: q.Plain(), Matter: a.Parts[i].Matter.Choice.Key, Narrative: a.Parts[i].Text.Text})
		}
		reqs = append(reqs, req)
	}
	var made []int64
	mv.do = func(ctx context.Context) (m app.Moved, err error) {
		made = nil
		for _, req := range reqs {
			parts, err := d.SplitTime(ctx, req)
			switch {
			case err == nil:
				m.Done = append(m.Done, req.ID)
				for _, p := range parts[1:] {
					made = append(made, p.ID)
				}
			case fault.Of(err) == fault.Internal || len(reqs) == 1:
				return m, err
			default:
				m.Not = append(m.Not, app.NotMoved{ID: req.ID, Code: fault.Code(err), Message: Words(err)})
			}
		}
		return m, nil
	}
	mv.made = func() []int64 { return made }
	mv.said = func(n int) string { return words.L("Divided into %d parts: %s.", len(shares), entriesWord(n)) }
	return mv, true
}

// divided shares hours by weights; hundredths stay whole where the hours are, and
// nothing is lost.
func divided(hours money.Quantity, weights []int64) []money.Quantity {
	const hundredth = money.Hour / 100
	unit := money.Quantity(1)
	if hours%hundredth == 0 {
		unit = hundredth
	}
	parts := make([]money.Quantity, len(weights))
	for i, part := range money.Split(money.Amount(hours/unit), weights) {
		parts[i] = money.Quantity(part) * unit
	}
	return parts
}
