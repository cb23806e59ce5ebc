package bill

import (
	"slices"
	"strconv"
	"strings"

	"matterbook/app/cal"
	"matterbook/app/money"
)

// ReminderText are the words of a reminder letter. In Subject and Body the marks
// of [ReminderMarks] stand for what is known of the client.
type ReminderText struct {
	Level      int // 1 friendly, 2 firm, 3 final
	FromDays   int // days the oldest invoice is past due
	Subject    string
	Body       string // paragraphs separated by a blank line
	RowVersion int64
}

// ReminderMarks are what a text may name in braces.
var ReminderMarks = []string{"{client}", "{amount}", "{total}", "{count}", "{oldest}", "{days}", "{date}", "{firm}", "{phone}"}

// ReminderLevels names the tones, by level from 1.
var ReminderLevels = [3]string{"Friendly", "Firm", "Final"}

// UsualReminders are the built-in words: polite and factual first; the last one
// names a day and what follows. None threatens to leave a client without
// counsel: withdrawal has rules of its own (Model Rule 1.16).
func UsualReminders() [3]ReminderText {
	return [3]ReminderText{
		{Level: 1, FromDays: 30, Subject: "A reminder of your account", Body: "Dear {client},\n\n" +
			"Our records show {amount} of your account past due; the oldest open invoice is dated {oldest}. Perhaps it was overlooked. The open invoices are listed below.\n\n" +
			"If your payment is already on its way, please disregard this letter, and thank you. If anything on a bill is unclear, please call us: we are glad to go through it with you."},
		{Level: 2, FromDays: 60, Subject: "Your account is past due", Body: "Dear {client},\n\n" +
			"We wrote to you about your account and have not received payment. {amount} is past due, the oldest open invoice by {days} days.\n\n" +
			"Please send payment within ten days of {date}. If you cannot pay the whole amount at once, please call us within that time, so that we can agree on payments you are able to keep. " +
			"If you dispute a charge, please tell us which one and why."},
		{Level: 3, FromDays: 90, Subject: "Final reminder: payment is required", Body: "Dear {client},\n\n" +
			"Despite our reminders {amount} remains unpaid, the oldest open invoice for {days} days past its due date.\n\n" +
			"Please pay the amount past due within seven days of {date}. If we neither receive it nor hear from you by then, we shall have to consider how the account is to be collected " +
			"and whether we can continue our work under the engagement agreement.\n\n" +
			"We would much rather settle this with you: please call us."},
	}
}

// ToneFor picks the text by the age of the oldest invoice past due; false when
// none is called for yet.
func ToneFor(texts []ReminderText, days int) (ReminderText, bool) {
	sorted := slices.Clone(texts)
	slices.SortFunc(sorted, func(a, b ReminderText) int { return a.FromDays - b.FromDays })
	var found ReminderText
	for _, t := range sorted {
		if days >= t.FromDays {
			found = t
		}
	}
	return found, found.Level != 0
}

// Reminder is a letter that asks for what is past due. It makes no charge and
// takes no number.
type Reminder struct {
	Firm     PaperFirm
	Client   PaperClient
	Currency money.Currency
	Date     cal.Date
	Level    int
	Days     int // the oldest invoice past due
	Subject  string
	Body     []string      // paragraphs
	Open     []OpenInvoice // past due, oldest first
	PastDue  money.Amount  // what these come to
	Total    money.Amount  // all that is open, less what is unapplied
}

// Fill puts what is known into the words of a text.
func (r *Reminder) Fill(t ReminderText) {
	oldest := ""
	if len(r.Open) > 0 {
		oldest = r.Open[0].Date.Long()
	}
	words := strings.NewReplacer("{client}", Salutation(r.Client.Name), "{amount}", r.PastDue.WithSymbol(r.Currency), "{total}", r.Total.WithSymbol(r.Currency),
		"{count}", strconv.Itoa(len(r.Open)), "{oldest}", oldest, "{days}", strconv.Itoa(r.Days), "{date}", r.Date.Long(), "{firm}", r.Firm.Name, "{phone}", r.Firm.Phone)
	r.Level, r.Subject, r.Body = t.Level, words.Replace(t.Subject), nil
	for _, p := range strings.Split(words.Replace(strings.ReplaceAll(t.Body, "\r\n", "\n")), "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			r.Body = append(r.Body, p)
		}
	}
}

// Salutation is a client's name as a letter addresses it: "Devi, Anjali" of a
// list becomes "Anjali Devi"; firms keep their name.
func Salutation(name string) string {
	last, first, ok := strings.Cut(name, ", ")
	if !ok || strings.ContainsAny(first, ",.&") || len(strings.Fields(last)) > 2 || len(strings.Fields(first)) > 3 {
		return name
	}
	switch strings.ToLower(first) {
	case "llc", "llp", "lp", "inc", "ltd", "pc", "pllc", "pa", "plc", "gmbh", "ag", "sa", "nv", "bv", "co", "corp", "na", "jr", "sr", "ii", "iii", "trustee", "trustees", "estate of":
		return name
	}
	return first + " " + last
}
