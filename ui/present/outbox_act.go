package present

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/ui/words"
)

// dayFolder is where today's files go.
func (o *Outbox) dayFolder() string { return filepath.Join(o.Folder, o.h.Today().String()) }

// Deliver does for every ticked bill, or for all in view, what its client's rule
// says: prints it, writes a message with it attached, or writes the files for a
// portal; then marks it as sent. What cannot leave stays, with its reason and the
// way to mend it, and keeps nothing else.
func (o *Outbox) Deliver() { o.deliver(o.picked()) }

func (o *Outbox) deliver(rows []app.OutboxRow) {
	groups := o.groups(rows)
	if len(groups) == 0 {
		return
	}
	dir, today := o.dayFolder(), o.h.Today()
	var list []OutcomeRow
	var sent []string
	drafts := 0
	o.h.Working(words.L("Delivering"), func(ctx context.Context, progress func(done, total int, what string)) error {
		for i, g := range groups {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress(i, len(groups), g[0].Client.Name)
			row := OutcomeRow{Item: groupItem(g)}
			if faults := o.groupFaults(g); len(faults) > 0 {
				list = append(list, faults...)
				continue
			}
			done, err := o.h.Desk().DeliverInvoices(ctx, app.DeliverInvoices{Numbers: numbersOf(g), Dir: dir})
			if err == nil && len(done.Print) > 0 {
				err = o.h.PrintNow(ctx, done.Print...)
			}
			if err == nil {
				for _, r := range g {
					on := max(today, r.Date)
					if _, err = o.h.Desk().SendInvoice(ctx, app.SendInvoice{Number: r.Number, On: on, How: string(done.Rule.How)}); err != nil {
						break
					}
				}
			}
			if err != nil {
				row.Text = Words(err)
				row.Fix, row.Do = o.mend(err, g[0], done)
				list = append(list, row)
				continue
			}
			sent = append(sent, numbersOf(g)...)
			row.OK, row.Text = true, deliveredText(done)
			if done.Draft != "" {
				drafts++
				row.Fix, row.Do = words.L("Open the message"), func() { o.h.Show(done.Draft) }
			} else if len(done.Files) > 0 {
				row.Fix, row.Do = words.L("Open the file"), func() { o.h.Show(done.Files[0].Path) }
			}
			list = append(list, row)
		}
		return nil
	}, func(err error) {
		if err != nil && !errors.Is(err, context.Canceled) {
			o.h.Fail(err)
		}
		o.delivered(list, sent, drafts, dir)
	})
}

func (o *Outbox) delivered(list []OutcomeRow, sent []string, drafts int, dir string) {
	x := newOutcome("", list)
	good := len(list) - x.Failed()
	x.Title = words.N(good, "%d delivery made", "%d deliveries made", good)
	if n := x.Failed(); n > 0 {
		x.Title = words.L("%s, %s", words.N(n, "%d could not leave", "%d could not leave", n), words.N(good, "%d delivery made", "%d deliveries made", good))
	}
	if good > 0 {
		x.Actions = append(x.Actions, OutcomeAction{words.L("Open the folder"), func() { o.h.Show(dir) }},
			OutcomeAction{words.L("Draw trust for them…"), func() { startDrawTrust(o, sent) }})
	}
	said := x.Title
	if drafts > 0 {
		said = words.L("%s; %s", said, words.N(drafts, "%d message is to be looked at and sent", "%d messages are to be looked at and sent", drafts))
	}
	o.h.Say("%s", said)
	o.end(x)
}

// groupFaults are the rows of bills that are known not to leave: one bill at
// fault keeps those that would leave in the same file.
func (o *Outbox) groupFaults(g []app.OutboxRow) []OutcomeRow {
	var list []OutcomeRow
	for _, r := range g {
		for _, f := range r.Faults {
			list = append(list, o.faultRow(r, f))
		}
		if len(r.Faults) == 0 && r.Rule.How == firm.ByEmail && r.To == "" {
			list = append(list, OutcomeRow{Item: groupItem([]app.OutboxRow{r}), Text: words.L("The client has no e-mail address to send bills to."),
				Fix: words.L("Write the address"), Do: func() { o.StartRule(r.Client.Code) }})
		}
	}
	return list
}

// mend is the way out of a delivery that failed.
func (o *Outbox) mend(err error, r app.OutboxRow, done app.DeliveredFiles) (fix string, do func()) {
	code := fault.Code(err)
	switch {
	case strings.HasPrefix(code, "email."):
		return words.L("Write the address"), func() { o.StartRule(r.Client.Code) }
	case strings.HasPrefix(code, "print.") && len(done.Print) > 0:
		return words.L("Choose a printer"), o.h.ChoosePrinter
	case code == "folder.make" || strings.HasPrefix(code, "file."):
		return words.L("Choose another folder"), o.startFolder
	}
	return words.L("Open the invoice"), func() { o.h.Open("invoice", r.Number) }
}

func deliveredText(d app.DeliveredFiles) string {
	names := make([]string, len(d.Files))
	for i, f := range d.Files {
		names[i] = filepath.Base(f.Path)
	}
	files := strings.Join(names, ", ")
	switch {
	case len(d.Print) > 0:
		return words.L("Printed and marked as sent: %s.", files)
	case d.Draft != "":
		return words.L("Message to %s written and marked as sent: %s. Look at it and send it.", d.To, files)
	case d.To != "":
		return words.L("Files for %s written and marked as sent: %s. Put them up there.", d.To, files)
	}
	return words.L("Written and marked as sent: %s.", files)
}

// WriteEBills writes the LEDES files of every ticked bill, or of all in view, that
// leaves as an e-bill, without marking anything as sent. Each is tested first.
func (o *Outbox) WriteEBills() {
	var rows []app.OutboxRow
	for _, r := range o.picked() {
		if r.Rule.LEDES {
			rows = append(rows, r)
		}
	}
	if len(rows) == 0 {
		o.h.Say("%s", words.L("None of these bills leaves as an e-bill."))
		return
	}
	dir := o.dayFolder()
	var list []OutcomeRow
	o.h.Working(words.L("Writing e-bills"), func(ctx context.Context, progress func(done, total int, what string)) error {
		for i, g := range o.groups(rows) {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress(i, len(rows), g[0].Number)
			if faults := o.groupFaults(g); len(faults) > 0 {
				list = append(list, faults...)
				continue
			}
			row := OutcomeRow{Item: groupItem(g)}
			files, err := o.h.Desk().WriteEBills(ctx, app.DeliverInvoices{Numbers: numbersOf(g), Dir: dir})
			if err != nil {
				row.Text = Words(err)
				row.Fix, row.Do = o.mend(err, g[0], app.DeliveredFiles{})
			} else {
				row.OK, row.Text = true, filepath.Base(files[0].Path)
				row.Fix, row.Do = words.L("Open the file"), func() { o.h.Show(files[0].Path) }
			}
			list = append(list, row)
		}
		return nil
	}, func(err error) {
		if err != nil && !errors.Is(err, context.Canceled) {
			o.h.Fail(err)
		}
		x := newOutcome("", list)
		good := len(list) - x.Failed()
		x.Title = words.N(good, "%d e-bill file written", "%d e-bill files written", good)
		if n := x.Failed(); n > 0 {
			x.Title = words.L("%s, %s", words.N(n, "%d fault to mend", "%d faults to mend", n), words.N(good, "%d e-bill file written", "%d e-bill files written", good))
		}
		if good > 0 {
			x.Actions = append(x.Actions, OutcomeAction{words.L("Open the folder"), func() { o.h.Show(dir) }})
		}
		o.h.Say("%s", x.Title)
		o.end(x)
	})
}

// StartSent opens the form that notes a delivery that was made by other means.
func (o *Outbox) StartSent() {
	rows := o.List.Picked()
	f := newSideForm(o.h, o, "outbox.sent", words.N(len(rows), "Mark %d bill as sent", "Mark %d bills as sent", len(rows)), words.L("Mark as sent"),
		dateIn("date", words.Mark("Delivered on"), o.h.Today()), choiceIn("how", words.Mark("How"), string(firm.ByMail), wayChoices()...))
	f.Note = words.L("From this day the client has the bill: trust may be drawn for it after the days of the agreement. Nothing is printed or written.")
	f.send = func(f *SideForm) {
		on, way := f.Date("date"), f.Text("how")
		if on.IsZero() {
			f.In("date").Fault = words.L("Write the day of delivery.")
			return
		}
		f.Busy = true
		var list []OutcomeRow
		o.h.Working(words.L("Marking as sent"), func(ctx context.Context, progress func(done, total int, what string)) error {
			for i, r := range rows {
				if err := ctx.Err(); err != nil {
					return err
				}
				progress(i, len(rows), r.Number)
				row := OutcomeRow{OK: true, Item: groupItem([]app.OutboxRow{r}), Text: words.L("Marked as sent."), Fix: words.L("Open the invoice"), Do: func() { o.h.Open("invoice", r.Number) }}
				if _, err := o.h.Desk().SendInvoice(ctx, app.SendInvoice{Number: r.Number, On: on, How: way}); err != nil {
					row.OK, row.Text = false, Words(err)
				}
				list = append(list, row)
			}
			return nil
		}, func(err error) {
			f.Busy = false
			x := newOutcome("", list)
			good := len(list) - x.Failed()
			x.Title = words.N(good, "%d bill marked as sent", "%d bills marked as sent", good)
			o.h.Say("%s", x.Title)
			if x.Failed() > 0 || err != nil {
				o.end(x)
				return
			}
			o.Side = nil
			o.h.Redraw(o)
		})
	}
	o.show(f)
}

func wayChoices() []Choice {
	list := make([]Choice, len(firm.Ways))
	for i, w := range firm.Ways {
		list[i] = Choice{Key: string(w), Text: wayWord(w)}
	}
	return list
}

// StartRule opens the form of how a client's bills leave.
func (o *Outbox) StartRule(client string) {
	f := newDeliveryForm(o.h, o, client, func() { o.closeSide() })
	o.show(f)
}

// newDeliveryForm is the form of a client's delivery rule, for any screen that has
// a place for it; saved is called when it was kept.
func newDeliveryForm(h Host, s Screen, client string, saved func()) *SideForm {
	f := newSideForm(h, s, "delivery", words.L("Delivery of client %s", client), words.L("Save"),
		choiceIn("how", words.Mark("Way"), string(firm.ByMail), wayChoices()...),
		checkIn("pdf", "PDF", true), checkIn("ledes", "LEDES 1998B", false),
		textIn("address", words.Mark("E-mail or portal"), "").hint(words.Mark("Blank: the client's own address")).optional(),
		checkIn("combined", words.Mark("All bills of a day together"), false),
		longIn("note", words.Mark("Note for whoever sends it"), "").optional())
	f.Note = words.L("Printed bills go to the printer, messages are written as drafts with the papers attached, files for a portal are put into the folder.")
	version := int64(0)
	Go(h.Runner(), func(ctx context.Context) (firm.Delivery, error) { return h.Desk().Delivery(ctx, client) },
		func(r firm.Delivery, err error) {
			if err != nil {
				f.Failed(err)
				return
			}
			version = r.RowVersion
			f.In("how").Field.Set(string(r.How))
			f.In("pdf").On, f.In("ledes").On, f.In("combined").On = r.PDF, r.LEDES, r.Combined
			f.In("address").Field.Set(r.Address)
			f.In("note").Field.Set(r.Note)
			h.Redraw(s)
		})
	f.send = func(f *SideForm) {
		how, address, note := f.Text("how"), f.Text("address"), f.Text("note")
		pdf, ledes, combined := f.On("pdf"), f.On("ledes"), f.On("combined")
		req := app.SetDelivery{Request: app.Request{Key: f.Key}, Client: client, Version: version, How: &how, PDF: &pdf, LEDES: &ledes, Address: &address, Note: &note, Combined: &combined}
		sendAct(f, func(ctx context.Context) (firm.Delivery, error) { return h.Desk().SetDelivery(ctx, req) },
			func(firm.Delivery) {
				saved()
				h.Say("%s", words.L("The delivery of client %s is kept.", client))
			})
	}
	return f
}

func (o *Outbox) startFolder() {
	f := newSideForm(o.h, o, "outbox.folder", words.L("Folder of the files"), words.L("Use this folder"),
		textIn("folder", words.Mark("Folder"), o.Folder).hint(words.Mark("Made when it is not there")))
	f.Note = words.L("Each day has a folder of its own in it. What was written once is never replaced by another file.")
	f.send = func(f *SideForm) {
		folder := f.Text("folder")
		if !filepath.IsAbs(folder) {
			f.In("folder").Fault = words.L("Write the whole path of the folder.")
			return
		}
		o.Folder = folder
		o.h.Prefer(outboxFolderKey, folder)
		o.closeSide()
		o.h.Say("%s", words.L("Files are put into %s.", folder))
	}
	o.show(f)
}
