//go:build e2e

package e2e

import (
	"encoding/json"
	"strings"
	"testing"
)

// A firm begins in the window alone: the firm, its first client and matter, and
// an hour of work on it.
func TestANewFirmRecordsItsFirstHour(t *testing.T) {
	h := NewHome(t)
	d := h.Start()
	d.WaitFocus("welcome.open")
	d.Click("welcome.start")
	d.Fill("firm.name", "Ruiz Law")
	d.Click("firm.first")
	d.Fill("firm.first", "Dana")
	d.Key("Tab")
	d.Fill("firm.last", "Ruiz")
	d.WaitText("firm.code", "DR")
	d.Click("firm.rate")
	d.Fill("firm.rate", "310")
	d.Click("firm.start")
	d.WaitText("today.heading", "Today")

	d.Key("ctrl+5")
	d.WaitFocus("matters.grid")
	d.Shot("matters-of-a-new-firm")
	d.Key("ctrl+n")
	d.WaitText("matters.matter.client", "New client")
	d.Fill("matters.matter.client_name", "Devi, Anjali")
	d.Key("Tab")
	d.WaitFocus("matters.matter.client_code")
	d.Key("Tab")
	d.Fill("matters.matter.name", "Devi v. Harbor Realty")
	d.WaitText("matters.matter.code", "100-01")
	d.WaitText("matters.matter.responsible", "DR")
	d.Key("ctrl+s")
	d.WaitText("status", "Client 100 and matter 100-01 added")
	d.WaitFocus("matters.grid")
	d.Shot("first-matter")

	d.Key("ctrl+1")
	d.WaitFocus("today.matter")
	d.Type("harbor")
	d.WaitText("today.matter", "harbor")
	d.Key("Return") // takes the first match as soon as it is there
	d.WaitText("today.matter", "100-01")
	d.Click("today.narrative")
	d.Fill("today.narrative", "Draft complaint [1.5]")
	d.WaitText("today.preview", "465.00")
	d.Key("Return")
	d.WaitText("status", "Saved as draft: 1.50 h on 100-01")
	d.Key("ctrl+5")
	d.WaitFocus("matters.grid")
	d.Until("the draft on the matter", func() bool { return strings.Contains(d.Find("matters.grid/row:1/col:drafts").Text, "465.00") })
	d.Shot("first-hour")
	d.Quit()

	book := h.File("Ruiz Law.matterbook")
	if list := entries(t, h, book); len(list) != 1 || list[0]["hours"] != "1.50" || list[0]["amount"] != "465.00" {
		t.Errorf("the book has %v", list)
	}
	var checks any
	if err := json.Unmarshal([]byte(h.Ctl("verify", "--book", book, "--json")), &checks); err != nil {
		t.Errorf("verify: %v", err)
	}
}
