package present

import (
	"context"

	"matterbook/app"
	"matterbook/app/bill"
	"matterbook/ui/words"
)

// invoiceScreen is a screen from which issued invoices are sent and written: the
// forms and outcomes stand beside what it shows.
type invoiceScreen interface {
	Screen
	host() Host
	show(*SideForm)
	end(*Outcome)
	closeSide()
	folder() *string // last written to
}

// startSend opens the form that notes how and when invoices were delivered.
func startSend(s invoiceScreen, numbers []string) {
	how := []Choice{}
	for _, h := range app.SentHow {
		how = append(how, Choice{Key: h, Text: upper(words.Of(sentHow[h]))})
	}
	f := newSideForm(s.host(), s, "invoice.send", words.N(len(numbers), "Mark invoice %[1]s as sent", "Mark %[2]d invoices as sent", numbers[0], len(numbers)), words.L("Mark as sent"),
		dateIn("date", words.Mark("Delivered on"), s.host().Today()), choiceIn("how", words.Mark("How"), "mail", how...))
	f.Note = words.L("From this day the client has the bill: trust may be drawn for it after the days of the agreement.")
	f.send = func(f *SideForm) {
		on, way := f.Date("date"), f.Text("how")
		if on.IsZero() {
			f.In("date").Fault = words.L("Write the day of delivery.")
			return
		}
		done := func(n, all int) string { return words.L("%d of %d marked as sent", n, all) }
		eachInvoice(s, f, words.L("Marking as sent"), done, numbers, func(ctx context.Context, number string) (string, error) {
			_, err := s.host().Desk().SendInvoice(ctx, app.SendInvoice{Number: number, On: on, How: way})
			return words.L("Sent on %s by %s", words.Date(on), words.Of(sentHow[way])), err
		})
	}
	s.show(f)
}

// eachInvoice runs an act over invoices with its progress, and shows what it came
// to, failures first. done says the count of those that went well.
func eachInvoice(s invoiceScreen, f *SideForm, title string, done func(n, all int) string, numbers []string, act func(ctx context.Context, number string) (string, error)) {
	f.Busy = true
	var list []OutcomeRow
	var first error
	s.host().Working(title, func(ctx context.Context, progress func(done, total int, what string)) error {
		for i, n := range numbers {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress(i, len(numbers), n)
			text, err := act(ctx, n)
			row := OutcomeRow{OK: err == nil, Item: words.L("Invoice %s", n), Text: text, Fix: words.Sense("Open", "act"), Do: func() { s.host().Open("invoice", n) }}
			if err != nil {
				row.Text = Words(err)
				if first == nil {
					first = err
				}
			}
			list = append(list, row)
		}
		return nil
	}, func(err error) {
		f.Busy = false
		if err == nil && len(numbers) == 1 && first != nil {
			f.Failed(first)
			return
		}
		o := newOutcome("", list)
		o.Title = done(len(list)-o.Failed(), len(numbers))
		s.host().Say("%s", o.Title)
		if o.Failed() == 0 && err == nil && len(numbers) == 1 {
			s.closeSide()
			s.host().Say("%s: %s", list[0].Item, list[0].Text)
			s.host().Redraw(s)
			return
		}
		s.end(o)
	})
}

// invoiceStatus is the pill of an invoice: its state as people say it.
func invoiceStatus(s bill.Standing) Cell {
	c := Cell{Text: upper(words.Of(invoiceWords[s.Word()])), Pill: true, Tone: Neutral}
	switch s.Word() {
	case "final", "sent":
		c.Tone = Info
	case "part paid":
		c.Tone = Warn
	case "paid":
		c.Tone = Good
	case "void":
		c.Tone = Bad
	}
	return c
}

// invoiceWords are the states of an invoice by [bill.Standing.Word].
var invoiceWords = map[string]string{"final": words.Mark("not sent"), "sent": words.Mark("sent"), "part paid": words.Mark("part paid"),
	"paid": words.Mark("paid"), "credited": words.Mark("credited"), "void": words.Mark("void")}
