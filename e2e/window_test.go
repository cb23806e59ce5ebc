//go:build e2e

package e2e

import (
	"encoding/json"
	"image"
	"os"
	"strings"
	"testing"
)

func TestFirstRunStartsAFirm(t *testing.T) {
	h := NewHome(t)
	d := h.Start()
	d.WaitFocus("welcome.open")
	d.Shot("welcome")
	d.Key("Tab")
	d.WaitFocus("welcome.start")
	d.Key("Return")
	for _, x := range []struct{ id, text string }{
		{"firm.name", "Ruiz Law"}, {"firm.line1", "41 Harbor St"}, {"firm.city", "Portland"}, {"firm.region", "OR"}, {"firm.postcode", "97201"}, {"firm.taxid", "93-1234567"},
	} {
		d.Fill(x.id, x.text)
		d.Key("Tab")
	}
	d.WaitFocus("firm.currency")
	d.Key("Tab")
	d.Fill("firm.first", "Dana")
	d.Key("Tab")
	d.Fill("firm.last", "Ruiz")
	d.WaitText("firm.code", "DR")
	d.Click("firm.rate")
	d.Fill("firm.rate", "310")
	d.Click("firm.trust")
	d.Wait("firm.title")
	d.Shot("start-a-firm")
	d.Click("firm.start")
	d.WaitText("today.heading", "Today")
	d.WaitText("status/item:book", "Ruiz Law")
	d.Shot("today-of-a-new-firm")
	d.Quit()

	var found []string
	for _, name := range files(t, h.Path) {
		if strings.HasSuffix(name, ".matterbook") {
			found = append(found, name)
		}
	}
	if len(found) != 1 || found[0] != "Ruiz Law.matterbook" {
		t.Fatalf("the new firm's book is %v", found)
	}
	if out := h.Ctl("verify", "--book", h.File(found[0])); !strings.Contains(out, "ok") && !strings.Contains(out, "OK") {
		t.Errorf("the book does not verify: %s", out)
	}

	// The next start offers it.
	d = h.Start()
	d.WaitText("welcome.recent", "Ruiz Law")
	d.Click("welcome.recent")
	d.WaitText("today.heading", "Today")
	d.Quit()
}

func files(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// entries are the time entries of a book, by the command line.
func entries(t *testing.T, h *Home, book string) []map[string]any {
	t.Helper()
	out := h.Ctl("time", "list", "--book", book, "--json")
	var list []map[string]any
	if err := json.Unmarshal([]byte(out), &list); err == nil {
		return list
	}
	var wrapped struct {
		Entries []map[string]any `json:"entries"`
	}
	if err := json.Unmarshal([]byte(out), &wrapped); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return wrapped.Entries
}

func TestTimeByKeyboardOnly(t *testing.T) {
	h := NewHome(t)
	book := h.Firm()
	d := h.Start(book)
	d.WaitFocus("today.matter")
	d.Type("harbor")
	d.WaitText("today.matter", "harbor")
	d.Key("Return") // takes the first match as soon as it is there
	d.WaitText("today.matter", "100-01")
	d.WaitFocus("today.narrative")
	d.Type("tc J. Doe re costs [.2]; review draft [.5]")
	d.WaitText("today.narrative", "review draft [.5]")
	d.WaitText("today.hours", "0.7")
	d.WaitText("today.preview", "0.70 h")
	d.Shot("entry-half-typed")
	d.Key("Return")
	d.WaitText("status", "Saved as draft: 0.70 h on 100-01")
	d.WaitText("today.grid/footer", "1 entry")
	d.Key("F3")
	d.WaitText("today.narrative", "J. Doe")
	d.Key("ctrl+shift+e")
	d.WaitText("status", "Released: 1 entry")
	d.Shot("entry-released")
	d.Quit()

	list := entries(t, h, book)
	if len(list) != 1 {
		t.Fatalf("%d entries in the book: %v", len(list), list)
	}
	e := list[0]
	if text, _ := e["narrative"].(string); !strings.HasPrefix(text, "Telephone") || e["hours"] != "0.70" || e["status"] != "released" {
		t.Errorf("the book has %v", e)
	}
}

func TestTypingAndTimerSurviveAKill(t *testing.T) {
	h := NewHome(t)
	book := h.Firm()
	d := h.Start(book)
	d.WaitFocus("today.matter")
	d.Type("200-01")
	d.Key("Return")
	d.WaitText("today.matter", "Castellan")
	d.Key("F5")
	d.WaitText("timers", "200-01")
	d.Until("the clock to run", func() bool {
		text := d.Find("timers").Text
		return strings.Contains(text, "200-01") && !strings.HasPrefix(text, "0:00:00")
	})
	d.Click("today.narrative")
	d.Fill("today.narrative", "Half a thought about")
	d.Until("the typing to be kept", func() bool { return kept(h, book) })
	d.Kill()

	d = h.Start(book)
	d.WaitText("today.narrative", "Half a thought about")
	d.WaitText("notice", "not saved")
	d.Until("the timer to run on", func() bool {
		text := d.Find("timers").Text
		return strings.Contains(text, "200-01") && !strings.HasPrefix(text, "0:00:00")
	})
	d.Shot("after-a-kill")
	d.Key("F5")
	d.Wait("timer.save")
	d.WaitFocus("timer.narrative")
	d.Fill("timer.narrative", "Call with general counsel")
	d.Shot("timer-stopped")
	d.Click("timer.save")
	d.WaitText("status", "Saved: 0.10 h on 200-01")
	d.Quit()
	if list := entries(t, h, book); len(list) != 1 || list[0]["hours"] != "0.10" {
		t.Errorf("the book has %v", list)
	}
	h.Ctl("verify", "--book", book)
}

// kept says whether unsaved typing stands in the book. The window must be closed
// or killed to be sure of it otherwise, so the file itself is asked.
func kept(h *Home, book string) bool {
	b, err := os.ReadFile(book)
	return err == nil && strings.Contains(string(b), "Half a thought about")
}

func TestThemeSwitches(t *testing.T) {
	h := NewHome(t)
	d := h.Start(h.Firm())
	d.WaitText("today.heading", "Today")
	for _, x := range []struct {
		say  string
		dark bool
	}{{"dark theme", true}, {"light theme", false}, {"dark theme", true}} {
		d.Key("ctrl+k")
		d.WaitFocus("find")
		d.Type(x.say)
		d.WaitText("find", x.say)
		d.Key("Return")
		d.Until(x.say, func() bool { return dark(d.Shot("theme")) == x.dark })
		d.Shot(strings.ReplaceAll(x.say, " ", "-"))
	}
	d.Key("ctrl+2")
	d.Wait("time.grid")
	d.Shot("time-dark")
	d.Key("ctrl+k")
	d.WaitFocus("find")
	d.Shot("finder")
	d.Key("Escape")
	d.Key("F1")
	d.Shot("keys")
	d.Key("Escape")
	d.Key("alt+Left")
	d.WaitText("today.heading", "Today")
	d.Quit()
}

// dark says whether the middle of the picture is.
func dark(img image.Image) bool {
	b := img.Bounds()
	sum, n := 0, 0
	for x := b.Dx() / 4; x < b.Dx()*3/4; x += 7 {
		for y := b.Dy() / 4; y < b.Dy()*3/4; y += 7 {
			r, g, bl, _ := img.At(x, y).RGBA()
			sum += int(r+g+bl) / 3 >> 8
			n++
		}
	}
	return n > 0 && sum/n < 128
}
