//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// screens are all of the window's, in the order of its navigation: the key of
// each, its English name there, what only it has once its rows are there, and
// what Escape closes before the screen is left.
var screens = []struct{ route, key, title, has, open string }{
	{"today", "ctrl+1", "Today", "today.grid/row", ""},
	{"week", "ctrl+shift+w", "Week", "week.grid/row", ""},
	{"time", "ctrl+2", "Time", "time.grid/row", ""},
	{"matters", "ctrl+5", "Matters", "matters.grid/row", ""},
	{"clients", "ctrl+6", "Clients", "clients.grid/row", ""},
	{"billing", "ctrl+3", "Pre-bills", "billing.queue/row", ""},
	{"outbox", "ctrl+shift+o", "Outbox", "outbox.list/row", ""},
	{"invoices", "ctrl+7", "Invoices", "invoices.grid/row", ""},
	{"payments", "ctrl+8", "Payments", "payment.client", ""},
	{"receivables", "ctrl+shift+a", "Receivables", "receivables.grid/row", ""},
	{"trust", "ctrl+4", "Trust", "trust.ledgers/row", ""},
	{"dashboard", "ctrl+shift+d", "Dashboard", "dashboard.lockup", ""},
	{"reports", "ctrl+9", "Reports", "reports.list", ""},
	{"audit", "ctrl+shift+l", "Audit log", "audit.grid/row", "audit.jump"},
	{"settings", "ctrl+comma", "Settings", "settings.sections", ""},
	{"help", "F1", "Help", "help.topics", ""},
}

// Every screen is reached by its key from wherever one is, has the focus
// somewhere, and is left again by Back and by Escape, the way one came.
func TestEveryScreenByItsKey(t *testing.T) {
	h := NewHome(t)
	d := h.Start(h.busyFirm())
	d.WaitFocus("today.matter")
	for i, s := range screens {
		d.Key(s.key)
		d.WaitText("nav", s.title)
		d.waitRow(s.has)
		d.Until("a focus on "+s.title, func() bool { return d.Focused().Type != "" })
		if s.open != "" {
			d.Wait(s.open)
		}
		d.Shot(fmt.Sprintf("screen-%02d-%s", i+1, s.route))
	}
	for i := len(screens) - 2; i >= 0; i-- {
		back := "alt+Left"
		if i%2 == 0 {
			back = "Escape"
		}
		if open := screens[i+1].open; open != "" {
			d.Wait(open)
			d.Key(back)
			d.Until(open+" to be closed", func() bool { return !d.Find(open).Visible })
		}
		d.Key(back)
		d.WaitText("nav", screens[i].title)
		d.waitRow(screens[i].has)
	}
	d.Quit()
}

// The language of the window is chosen by keys in the settings: it changes at
// once, the place stays, and another start still speaks it.
func TestGermanAndBackByKeys(t *testing.T) {
	h := NewHome(t)
	book := h.busyFirm()
	d := h.Start(book)
	d.WaitText("nav/item:today", "Today")
	d.WaitFocus("today.matter")
	d.chooseLanguage("d", "Deutsch")
	d.WaitText("nav/item:today", "Heute")
	d.WaitText("nav/item:time", "Zeit")
	d.Wait("settings.look.language") // where it was chosen
	d.WaitText("status/item:book", "Dunne")
	d.Shot("german-settings")
	d.Key("ctrl+1")
	d.WaitText("today.now", "Heute")
	d.Shot("german-today")
	d.Quit()

	d = h.Start(book)
	d.WaitText("nav/item:today", "Heute")
	for i, s := range screens {
		d.Key(s.key)
		d.waitRow(s.has)
		d.Shot(fmt.Sprintf("german-%02d-%s", i+1, s.route))
	}
	d.chooseLanguage("e", "English")
	d.WaitText("nav/item:today", "Today")
	d.Key("ctrl+1")
	d.WaitText("today.now", "Today")
	d.Quit()
}

// chooseLanguage goes to the looks of the window in the settings and chooses by
// the first letter, with keys only.
func (d *Driver) chooseLanguage(letter, name string) {
	d.t.Helper()
	d.Key("ctrl+comma")
	d.WaitFocus("settings.sections")
	for at, look := "", d.Wait("settings.sections/item:look").Text; at != look; {
		d.Until("the next part of the settings", func() bool { return d.Find("settings.sections").Text != at })
		if at = d.Find("settings.sections").Text; at != look {
			d.Key("Down")
		}
	}
	d.Wait("settings.look.language")
	for n := 0; !d.Find("settings.look.language").Focused; n++ {
		if n == 20 {
			d.t.Fatalf("Tab does not come to the language\n%s", d.state())
		}
		d.Key("Tab")
	}
	d.Key(letter, "Return")
	d.WaitText("settings.look.language", name)
}

// waitRow waits until a widget can be seen, or of "invoices.grid/row" any row.
func (d *Driver) waitRow(id string) {
	d.t.Helper()
	if !strings.HasSuffix(id, "/row") {
		d.Wait(id)
		return
	}
	d.Until(id, func() bool {
		for n := range 64 { // rows are named by what they show, in the order it was made
			if b := d.Find(fmt.Sprintf("%s:%d", id, n)); b.OK && b.Visible {
				return true
			}
		}
		return false
	})
}

// busyFirm has something on every screen: work of today, a pre-bill, an invoice
// that is late, one to be sent, a payment, money in trust.
func (h *Home) busyFirm() string {
	h.t.Helper()
	book := h.Firm()
	h.bills(book)
	today := time.Now().UTC().Format(time.DateOnly)
	for _, m := range []string{"100-01", "100-02", "200-01"} {
		h.Ctl("time", "add", "--book", book, "--matter", m, "--timekeeper", "RMD", "--date", today, "--hours", "1.4", "--text", "Confer with counsel re mediation")
		h.Ctl("time", "add", "--book", book, "--matter", m, "--timekeeper", "JLK", "--date", today, "--hours", "0.8", "--text", "Draft answer and counterclaim")
	}
	h.Ctl("prebill", "run", "--book", book, "--client", "100")
	h.Ctl("trust", "account", "add", "--book", book, "--code", "IOLTA", "--title", "Dunne & Keller Client Trust Account", "--last4", "4471")
	h.Ctl("trust", "receive", "--book", book, "--account", "IOLTA", "--matter", "100-01", "--amount", "2500", "--date", "2026-06-01", "--party", "Anjali Devi", "--instrument", "wire", "--purpose", "Advance")
	return book
}
