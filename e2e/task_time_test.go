//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Task 1: one time entry on a known matter, by keys alone: matter, text, hours.
// The fourth field, the day, stands there already.
func TestTaskRecordOneTimeEntry(t *testing.T) {
	h := NewHome(t)
	book := h.Firm()
	d := h.Start(book)
	d.WaitFocus("today.matter")
	k := d.Task(1, "Record one time entry, known matter", 4)
	d.Type("lease")
	d.WaitText("today.matter", "lease")
	k.Fill("", "Return") // the matter, typed above while the list was awaited
	d.WaitText("today.matter", "100-02")
	d.WaitFocus("today.narrative")
	k.Fill("rv draft lease; mark up", "Return")
	d.WaitFocus("today.hours")
	k.Fill(".4", "Return")
	d.WaitText("status", "Saved as draft: 0.40 h on 100-02")
	k.Done()
	d.Shot("task-01")
	d.Quit()
	list := entries(t, h, book)
	if len(list) != 1 || list[0]["hours"] != "0.40" || list[0]["matter"] != "100-02" || list[0]["narrative"] != "Review draft lease; mark up" {
		t.Errorf("the book has %v", list)
	}
}

// Tasks 2 and 3: start the timer of a frequent client, stop it, save with a text.
func TestTaskTimerOfAFrequentClient(t *testing.T) {
	h := NewHome(t)
	book := h.Firm()
	h.Ctl("timer", "start", "--book", book, "--matter", "100-01", "--timekeeper", "RMD", "--kept")
	h.Ctl("timer", "stop", "--book", book, "1")
	d := h.Start(book)
	d.WaitFocus("today.matter")
	d.Wait("timers/kept:1")
	start := d.Task(2, "Start timer for a frequent client", 1)
	start.Click("timers/kept:1")
	d.Until("the timer to run", func() bool {
		text := d.Find("timers").Text
		return strings.Contains(text, "100-01") && !strings.HasPrefix(text, "0:00:00")
	})
	start.Done()
	stop := d.Task(3, "Stop timer and save with text", 3)
	stop.Key("F5")
	d.WaitFocus("timer.narrative")
	stop.Fill("tc client re hearing", "Return")
	d.WaitText("status", "Saved: 0.10 h on 100-01")
	stop.Done()
	d.Wait("timers/kept:1") // the button stays
	d.Shot("task-03")
	d.Quit()
	list := entries(t, h, book)
	if len(list) != 1 || list[0]["matter"] != "100-01" || !strings.HasPrefix(fmt.Sprint(list[0]["narrative"]), "Telephone") {
		t.Errorf("the book has %v", list)
	}
}

// Task 4: yesterday is filled from a list of earlier work, two keys an item.
func TestTaskFillYesterday(t *testing.T) {
	h := NewHome(t)
	book := h.Firm()
	earlier := time.Now().UTC().AddDate(0, 0, -4).Format(time.DateOnly)
	yesterday := time.Now().UTC().AddDate(0, 0, -1).Format(time.DateOnly)
	for _, text := range []string{"Attend trial", "Prepare witness", "Draft closing"} {
		h.Ctl("time", "add", "--book", book, "--matter", "100-01", "--timekeeper", "JLK", "--date", earlier, "--hours", "1.5", "--text", text)
	}
	d := h.Start(book)
	d.WaitFocus("today.matter")
	d.Key("alt+Up")
	d.WaitText("today.heading", "Yesterday")
	d.Key("ctrl+alt+y")
	d.WaitFocus("today.earlier.grid")
	d.WaitText("today.earlier.grid", "Draft closing")
	const items = 3
	k := d.Task(4, "Fill yesterday's day from the list, three items", 2*items)
	for i := range items {
		if i > 0 {
			k.Key("Down")
		}
		k.Key("Return")
		d.WaitText("status", "Duplicated as draft")
		n := i + 1
		d.Until(fmt.Sprintf("%d entries of yesterday", n), func() bool { return strings.HasPrefix(d.Find("today.grid/footer").Text, fmt.Sprint(n)) })
	}
	k.Done()
	d.Shot("task-04")
	d.Quit()
	n := 0
	for _, e := range entries(t, h, book) {
		if e["date"] == yesterday && e["status"] == "draft" {
			n++
		}
	}
	if n != items {
		t.Errorf("%d entries of yesterday, want %d", n, items)
	}
}
