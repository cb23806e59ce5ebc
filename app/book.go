// Package app is what the program can do: one file an act, each read top to
// bottom as authorise, load, decide, save, tell. The window and the command
// line fill the same request structs and call the same methods.
//
// Start with [Open] on a [Store], then [Book.SignIn] for a [Desk]: a book in
// the hands of one user. Acts that change the book are methods of Desk and run
// through [change]; reads are methods of Desk that run through [Desk.view].
// Decisions stand in the packages below (firm, work, bill, trust); this one
// introduces them to each other.
package app

import (
	"context"
	"encoding/json"
	"io"
	"sync"
	"time"

	"matterbook/app/bill"
	"matterbook/app/cal"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/report"
	"matterbook/app/trust"
)

// Book is one firm's file, open.
type Book struct {
	store    Store
	clock    cal.Clock
	papers   Papers
	profiles []Profile

	mu        sync.Mutex
	listeners map[int]func(Event)
	nextID    int
}

// Papers writes what leaves the firm. It is handed in, so that app knows no
// file format. Each answer is the whole file; the same value gives the same bytes.
type Papers interface {
	InvoicePDF(bill.Invoice) ([]byte, error)
	StatementPDF(bill.Statement) ([]byte, error)
	DepositPDF(bill.DepositSlip) ([]byte, error)
	ReminderPDF(bill.Reminder) ([]byte, error)
	// LEDES1998B writes one invoice and reads it back with the strict reader
	// before it answers.
	LEDES1998B(bill.Invoice) ([]byte, error)
	// Table opens a writer of a list or report in a format, "csv", "xlsx" or "pdf":
	// t is the table without its rows, firm stands above a PDF.
	Table(w io.Writer, t *report.Table, firm, format string) (report.Writer, error)
	// MailDraft writes a message with its files, to be sent by a person.
	MailDraft(bill.Mail) ([]byte, error)
}

// Open makes a Book of a store. The clock decides "today" and the instants of
// the log; papers may be nil where nothing is printed.
func Open(s Store, clock cal.Clock, papers Papers) *Book {
	return &Book{store: s, clock: clock, papers: papers, listeners: map[int]func(Event){}}
}

// Store gives the store to what keeps the book as a whole: backup, verify.
func (b *Book) Store() Store { return b.store }

// Today is the civil day of the book's clock.
func (b *Book) Today() cal.Date { return cal.Today(b.clock) }

// Now is the instant of the book's clock.
func (b *Book) Now() time.Time { return b.clock.Now() }

// Close releases the file.
func (b *Book) Close() error { return b.store.Close() }

// Event says that an act was saved. Screens that show what it names look again.
type Event struct {
	Act  string // "time.add"
	Noun string // what changed, the part before the dot
}

// Listen calls f after each act that was saved, on the goroutine that saved it.
// The answer stops it.
func (b *Book) Listen(f func(Event)) (stop func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	id := b.nextID
	b.nextID++
	b.listeners[id] = f
	return func() { b.mu.Lock(); delete(b.listeners, id); b.mu.Unlock() }
}

func (b *Book) tell(e Event) {
	b.mu.Lock()
	fs := make([]func(Event), 0, len(b.listeners))
	for _, f := range b.listeners {
		fs = append(fs, f)
	}
	b.mu.Unlock()
	for _, f := range fs {
		f(e)
	}
}

// Desk is a book in the hands of one user. Every act checks what the user may.
type Desk struct {
	*Book
	User firm.User
}

// SignIn finds the user by code; blank is the book's first active administrator.
// Missing when there is no such user, Refused when the user is not active.
func (b *Book) SignIn(ctx context.Context, code string) (*Desk, error) {
	var user firm.User
	err := b.store.View(ctx, func(q Query) error {
		if code != "" {
			u, err := q.UserByCode(code)
			user = u
			return err
		}
		users, err := q.Users()
		if err != nil {
			return err
		}
		for _, u := range users {
			if u.Active && u.Role == firm.Admin && (user.ID == 0 || u.ID < user.ID) {
				user = u
			}
		}
		if user.ID == 0 {
			return fault.NotFound("user", "administrator")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if !user.Active {
		return nil, fault.Refuse("user.inactive", "The user %q is no longer active.", user.Code).
			Advise("Sign in as another user, or ask an administrator to make the user active again.")
	}
	return &Desk{Book: b, User: user}, nil
}

// Request is the part every request that changes the book shares. The form or
// the command line fills it.
type Request struct {
	// Key is one intent: the same key again answers with the first result and changes
	// nothing (a double click, a retried script). Blank: no protection.
	Key string
}

// spec names an act for the log and says who may do it.
type spec struct {
	act    string // "time.add"
	right  right
	object string
	reason string
	req    Request
}

// change runs one act: it checks the right, opens the one transaction,
// answers a repeated request with its first answer, keeps the answer, and tells
// the listeners after the commit. fn may run twice and has no effect but
// through tx.
func change[T any](ctx context.Context, d *Desk, s spec, fn func(tx Tx) (T, error)) (T, error) {
	var answer, zero T
	if err := d.may(s.right); err != nil {
		return zero, err
	}
	act := Act{Name: s.act, UserID: d.User.ID, User: d.User.Code, At: d.Now(), Object: s.object, Reason: s.reason, RequestID: s.req.Key}
	repeated := false
	err := d.store.Update(ctx, act, func(tx Tx) error {
		repeated = false
		if s.req.Key != "" {
			kept, found, err := tx.Answer(s.act + " " + s.req.Key)
			if err != nil {
				return err
			}
			if found {
				repeated = true
				answer = zero
				return fault.Wrap(json.Unmarshal(kept, &answer), "reading the answer kept for request %s", s.req.Key)
			}
		}
		var err error
		if answer, err = fn(tx); err != nil {
			return err
		}
		if s.req.Key == "" {
			return nil
		}
		kept, err := json.Marshal(answer)
		if err != nil {
			return fault.Wrap(err, "keeping the answer of request %s", s.req.Key)
		}
		return tx.KeepAnswer(s.act+" "+s.req.Key, kept)
	})
	if err != nil {
		return zero, err
	}
	if !repeated {
		d.tell(Event{Act: s.act, Noun: noun(s.act)})
	}
	return answer, nil
}

func noun(act string) string {
	for i := range len(act) {
		if act[i] == '.' {
			return act[:i]
		}
	}
	return act
}

// view runs reads on one snapshot, for whoever may read the book.
func view[T any](ctx context.Context, d *Desk, fn func(q Query) (T, error)) (T, error) {
	var answer T
	if err := d.may(mayRead); err != nil {
		return answer, err
	}
	err := d.store.View(ctx, func(q Query) error {
		var err error
		answer, err = fn(q)
		return err
	})
	return answer, err
}

// closed refuses a date inside the closed books.
func closed(f firm.Firm, day cal.Date, what string) error {
	if day > f.ClosedThrough {
		return nil
	}
	return fault.Refuse("books.closed", "The books are closed through %s, so %s cannot be dated %s.", f.ClosedThrough, fault.Word(what), day).
		Advise("Date it after %s.", f.ClosedThrough).With("closed_through", f.ClosedThrough.String())
}

// closedFigures refuses to change the matter or the amount of work that is dated
// inside the closed books: their reports were handed on.
func closedFigures(l *lookup, day cal.Date, what string) error {
	f, err := l.Firm()
	if err != nil {
		return err
	}
	if day > f.ClosedThrough {
		return nil
	}
	return fault.Refuse("books.closed", "The books are closed through %s, so the %s of %s keeps its matter and its amount.", f.ClosedThrough, what, day).
		Advise("Write it off and record it anew after that day, or ask an administrator to open the books again.").With("closed_through", f.ClosedThrough.String())
}

// closedTrust refuses a date inside a reconciled period of a trust account.
func closedTrust(a trust.Account, day cal.Date) error {
	if day > a.ClosedThrough {
		return nil
	}
	return fault.Refuse("trust.period_closed", "Trust account %s is reconciled and closed through %s, so nothing can be posted on %s.", a.Code, a.ClosedThrough, day).
		Advise("Post it after %s.", a.ClosedThrough).With("closed_through", a.ClosedThrough.String())
}
