package present

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"matterbook/app"
	"matterbook/app/fault"
	"matterbook/app/firm"
	"matterbook/app/money"
	"matterbook/ui/words"
)

// Ending is the ending of a book's file.
const Ending = "matterbook"

// Books is what the program can do with whole books; package cmd hands it in.
type Books struct {
	// Open opens a book for a user; blank is its first administrator.
	Open func(ctx context.Context, path, user string) (*app.Desk, error)
	// Create makes a book with a firm and its first administrator.
	Create func(ctx context.Context, path string, ask NewFirm) (*app.Desk, error)
	// Demo makes the book of an invented firm.
	Demo func(ctx context.Context, path string, progress func(done, total int, what string)) error
	// Recent is the list of books opened last.
	Recent Recents
	// Folder is where a new book is put unless the person says otherwise.
	Folder string
}

// NewFirm is what a new book begins with.
type NewFirm struct {
	Firm, Currency, Preset, LEDESFirmID string
}

// Welcome is what is shown while no book is open: open one, start a firm, or try
// the invented one.
type Welcome struct {
	run     Runner
	books   Books
	changed func()
	opened  func(*app.Desk, Recent)

	// Mode is "home", "firm" (the form) or "working".
	Mode   string
	Recent []Recent
	Notice Notice
	Form   *FirmForm
	Work   *Work
}

// NewWelcome shows the way in. opened is called with the book that was opened.
func NewWelcome(run Runner, books Books, changed func(), opened func(*app.Desk, Recent)) *Welcome {
	w := &Welcome{run: run, books: books, changed: changed, opened: opened, Mode: "home"}
	w.Form = newFirmForm(w)
	w.Recent = books.Recent.List()
	return w
}

// Open opens a book.
func (w *Welcome) Open(path, user string) {
	if w.Work != nil {
		return
	}
	w.Notice = Notice{}
	w.work(words.L("Opening %s", filepath.Base(path)), func(ctx context.Context, _ func(int, int, string)) (*app.Desk, error) {
		return w.books.Open(ctx, path, user)
	}, func(d *app.Desk, err error) {
		if err != nil {
			n := Notice{Tone: Bad, Text: Words(err)}
			if (Recent{Path: path}).Gone() {
				n.Action, n.Do = words.L("Take it off the list"), func() { w.Forget(path) }
			}
			w.home(n)
			return
		}
		w.enter(d, path, user)
	})
}

func (w *Welcome) home(n Notice) {
	w.Mode, w.Notice = "home", n
	w.Recent = w.books.Recent.List()
	w.changed()
}

// Forget takes a book off the list; its file is not touched.
func (w *Welcome) Forget(path string) {
	if err := w.books.Recent.Remove(path); err != nil {
		w.home(Notice{Tone: Warn, Text: Words(err)})
		return
	}
	w.home(Notice{})
}

// enter notes the book and goes in.
func (w *Welcome) enter(d *app.Desk, path, user string) {
	Go(w.run, func(ctx context.Context) (Recent, error) {
		r := Recent{Path: path, User: user}
		f, err := d.Firm(ctx)
		if err != nil {
			return r, err
		}
		r.Firm = f.Name
		if abs, err := filepath.Abs(path); err == nil {
			r.Path = abs
		}
		_ = w.books.Recent.Add(r) // a list that cannot be written stops nobody's work
		return r, nil
	}, func(r Recent, err error) {
		if err != nil {
			w.home(Notice{Tone: Bad, Text: Words(errors.Join(err, d.Close()))})
			return
		}
		w.opened(d, r)
	})
}

// work runs one long step at a time, with a way to cancel it.
func (w *Welcome) work(title string, do func(ctx context.Context, progress func(int, int, string)) (*app.Desk, error), done func(*app.Desk, error)) {
	x := &Work{Title: title}
	w.Work, w.Mode = x, "working"
	finished := false
	cancel := Go(w.run, func(ctx context.Context) (*app.Desk, error) {
		return do(ctx, func(n, total int, what string) {
			w.run.Later(func() {
				if w.Work == x {
					x.Done, x.Total, x.What = n, total, what
					w.changed()
				}
			})
		})
	}, func(d *app.Desk, err error) {
		finished = true
		w.Work = nil
		done(d, err)
	})
	if !finished {
		x.Cancel = cancel
		w.changed()
	}
}

// StartFirm shows the form of a new firm.
func (w *Welcome) StartFirm() {
	w.Mode, w.Notice = "firm", Notice{}
	w.changed()
}

// Back goes back from the form.
func (w *Welcome) Back() bool {
	if w.Mode != "firm" {
		return false
	}
	w.home(Notice{})
	return true
}

// Demo makes the invented firm's book and opens it. Cancelled, it leaves no file.
func (w *Welcome) Demo(path string) {
	if w.Work != nil {
		return
	}
	w.work(words.L("Making the demo firm: a year of its time, bills and trust money"), func(ctx context.Context, progress func(int, int, string)) (*app.Desk, error) {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, fault.New(fault.Invalid, "book.folder", "The folder %s cannot be made: %v.", filepath.Dir(path), err)
		}
		if err := w.books.Demo(ctx, path, progress); err != nil {
			return nil, err
		}
		return w.books.Open(ctx, path, "")
	}, func(d *app.Desk, err error) {
		switch {
		case errors.Is(err, context.Canceled):
			w.home(Notice{Tone: Info, Text: words.L("Cancelled; no file was left.")})
		case err != nil:
			w.home(Notice{Tone: Bad, Text: Words(err)})
		default:
			w.enter(d, path, "")
		}
	})
}

// DemoPath is a free name for the demo firm's book.
func (w *Welcome) DemoPath() string { return freePath(w.books.Folder, words.L("Matterbook demo firm")) }

func freePath(folder, name string) string {
	for i := 1; ; i++ {
		path := filepath.Join(folder, name+"."+Ending)
		if i > 1 {
			path = filepath.Join(folder, name+" "+money.Quantity(int64(i)*money.QuantityScale).Short()+"."+Ending)
		}
		if _, err := os.Lstat(path); err != nil {
			return path
		}
	}
}

// nextKey says that the firm was just started: the window then says what comes
// next.
const nextKey = "welcome.next"

// tellNext leads a new firm to its first matter.
func (f *Frame) tellNext() {
	n := Notice{Tone: Info, Text: words.L("The firm is started. Next comes its first matter; then time can be entered on it.")}
	if f.hasRoute(mattersName) {
		n.Action, n.Do = words.L("Add the first matter"), func() { f.Go(mattersName, "new matter") }
	}
	f.Tell(n)
	f.Prefer(nextKey, false)
}

// FirmForm is the little a firm must say to begin: who it is, who works, and,
// if it holds client money, where.
type FirmForm struct {
	w *Welcome

	Firm, Line1, City, Region, Postcode Field
	TaxID                               Field
	Currency                            string
	First, Last, Code, Class, Rate      Field
	Trust                               bool
	TrustTitle, TrustBank, TrustLast4   Field
	Path                                Field
	pathTyped, codeTyped                bool
}

func newFirmForm(w *Welcome) *FirmForm {
	f := &FirmForm{w: w, Currency: string(money.USD)}
	f.Class.Text = "PARTNR"
	f.TrustTitle.Text = "Client trust account (IOLTA)"
	f.Path.Text = freePath(w.books.Folder, words.L("My firm"))
	return f
}

// SetFirm takes the name; the file is named after it until somebody names it.
func (f *FirmForm) SetFirm(name string) {
	f.Firm.Set(name)
	if !f.pathTyped {
		f.Path.Set(freePath(f.w.books.Folder, safeName(name)))
	}
	f.w.changed()
}

// SetPath takes where the book is kept.
func (f *FirmForm) SetPath(path string) {
	if f.Path.Text != path {
		f.Path.Set(path)
		f.pathTyped = true
	}
}

// SetName takes the first timekeeper's name; the code is the initials until
// somebody types one.
func (f *FirmForm) SetName(first, last string) {
	f.First.Set(first)
	f.Last.Set(last)
	if f.codeTyped {
		return
	}
	code := ""
	for _, word := range strings.Fields(first + " " + last) {
		code += strings.ToUpper(string([]rune(word)[0]))
	}
	f.Code.Set(code)
	f.w.changed()
}

// SetCode takes the code.
func (f *FirmForm) SetCode(code string) {
	if f.Code.Text != code {
		f.Code.Set(code)
		f.codeTyped = strings.TrimSpace(code) != ""
	}
}

// SetTrust says whether the firm holds client money.
func (f *FirmForm) SetTrust(on bool) {
	f.Trust = on
	f.w.changed()
}

// safeName keeps what every file system takes.
func safeName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return -1
		}
		return r
	}, s)
	if s = strings.Trim(s, " ."); s == "" {
		return words.L("My firm")
	}
	return string([]rune(s)[:min(len([]rune(s)), 60)])
}

func (f *FirmForm) fields() Fields {
	return Fields{"name": &f.Firm, "ledes_firm_id": &f.TaxID, "first_name": &f.First, "last_name": &f.Last, "code": &f.Code, "class": &f.Class,
		"standard_rate": &f.Rate, "title": &f.TrustTitle, "bank": &f.TrustBank, "number_last4": &f.TrustLast4, "path": &f.Path,
		"address": &f.Line1, "address1": &f.Line1, "city": &f.City, "region": &f.Region, "postcode": &f.Postcode}
}

// FirstFault is the first field that is wrong, in the order of the form.
func (f *FirmForm) FirstFault() string {
	return f.fields().First("name", "address1", "city", "region", "postcode", "ledes_firm_id", "first_name", "last_name", "code", "class", "standard_rate", "title", "number_last4", "path")
}

// check finds what can be said before a file is made.
func (f *FirmForm) check() bool {
	fs := f.fields()
	fs.Clear()
	need := func(x *Field, what string) {
		if strings.TrimSpace(x.Text) == "" {
			x.Fault = what
		}
	}
	need(&f.Firm, words.L("The firm needs a name; it is printed on every bill."))
	need(&f.Last, words.L("Who works here first? The name is printed on bills."))
	need(&f.Code, words.L("A short code, such as the initials."))
	need(&f.Rate, words.L("The price of an hour, such as %s.", words.Number("325.00")))
	if f.Rate.Fault == "" {
		if _, err := money.ParseRate(words.Typed(f.Rate.Text)); err != nil {
			f.Rate.Fault = Words(err)
		}
	}
	if f.Trust {
		need(&f.TrustTitle, words.L("The title of the account, as the bank has it."))
	}
	switch path := strings.TrimSpace(f.Path.Text); {
	case path == "" || strings.HasSuffix(path, string(filepath.Separator)):
		f.Path.Fault = words.L("Where shall the book be kept?")
	default:
		if _, err := os.Lstat(path); err == nil {
			f.Path.Fault = words.L("There is a file of this name already; choose another name.")
		}
	}
	return f.FirstFault() == ""
}

// Start makes the book with all of it, or nothing.
func (f *FirmForm) Start() {
	if f.w.Work != nil {
		return
	}
	if !f.check() {
		f.w.changed()
		return
	}
	path := strings.TrimSpace(f.Path.Text)
	if filepath.Ext(path) == "" {
		path += "." + Ending
	}
	made := false
	f.w.Notice = Notice{}
	f.w.work(words.L("Making the book of %s", f.Firm.Text), func(ctx context.Context, _ func(int, int, string)) (*app.Desk, error) {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, fault.New(fault.Invalid, "book.folder", "The folder %s cannot be made: %v.", filepath.Dir(path), err)
		}
		d, err := f.w.books.Create(ctx, path, NewFirm{Firm: strings.TrimSpace(f.Firm.Text), Currency: f.Currency, LEDESFirmID: strings.TrimSpace(f.TaxID.Text)})
		if err != nil {
			return nil, err
		}
		made = true
		if err := f.fill(ctx, d); err != nil {
			return nil, errors.Join(err, d.Close(), os.Remove(path))
		}
		// The administrator is a timekeeper now: sign in again to be one.
		again, err := d.SignIn(ctx, "")
		if err != nil {
			return nil, errors.Join(err, d.Close(), os.Remove(path))
		}
		return again, nil
	}, func(d *app.Desk, err error) {
		if err != nil {
			f.w.Mode = "firm"
			rest := f.fields().Place(err)
			if rest != nil {
				f.w.Notice = Notice{Tone: Bad, Text: Words(rest)}
				if made {
					f.w.Notice.Text = words.L("%s No file was left.", f.w.Notice.Text)
				}
			}
			f.w.changed()
			return
		}
		f.w.enter(d, path, "")
	})
}

// fill does the acts of a new firm: its address, its first timekeeper, its trust
// account.
func (f *FirmForm) fill(ctx context.Context, d *app.Desk) error {
	address := firm.Address{Line1: f.Line1.Text, City: f.City.Text, Region: f.Region.Text, Postcode: f.Postcode.Text}
	if address != (firm.Address{}) {
		if _, err := d.SetFirm(ctx, app.SetFirm{Address: &address}); err != nil {
			return err
		}
	}
	k, err := d.AddTimekeeper(ctx, app.AddTimekeeper{Code: f.Code.Text, FirstName: f.First.Text, LastName: f.Last.Text, Class: f.Class.Text, StandardRate: words.Typed(f.Rate.Text)})
	if err != nil {
		return err
	}
	name := k.Name()
	if _, err := d.SetUser(ctx, app.SetUser{Code: d.User.Code, Timekeeper: &k.Code, Name: &name}); err != nil {
		return err
	}
	if err := d.SetPreference(ctx, nextKey, true); err != nil {
		return err
	}
	if !f.Trust {
		return nil
	}
	_, err = d.AddTrustAccount(ctx, app.AddTrustAccount{Code: "TRUST", Title: f.TrustTitle.Text, Kind: "pooled", Bank: f.TrustBank.Text, Last4: f.TrustLast4.Text, Currency: f.Currency})
	return err
}
