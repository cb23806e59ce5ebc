//go:build e2e

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"strings"

	"fyne.io/fyne/v2"

	"matterbook/ui/kit"
)

// hook listens on the Unix socket named by MATTERBOOK_E2E_SOCKET and answers one
// JSON line for each JSON line it gets. Tests ask where a widget stands and what
// it says; mouse and keys come from outside, as a person's do.
func hook(win fyne.Window) {
	path := os.Getenv("MATTERBOOK_E2E_SOCKET")
	if path == "" {
		return
	}
	os.Remove(path)
	l, err := net.Listen("unix", path)
	if err != nil {
		fmt.Fprintln(os.Stderr, "e2e:", err)
		return
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go serve(win, c)
		}
	}()
}

type ask struct {
	Verb string `json:"verb"` // find, tree, focus, tap, type, size
	ID   string `json:"id"`
	Text string `json:"text"`
}

type answer struct {
	OK      bool     `json:"ok"`
	Error   string   `json:"error,omitempty"`
	ID      string   `json:"id,omitempty"`
	Type    string   `json:"type,omitempty"`
	Text    string   `json:"text"`
	Visible bool     `json:"visible"`
	Enabled bool     `json:"enabled"`
	Focused bool     `json:"focused"`
	X       int      `json:"x"`
	Y       int      `json:"y"`
	Width   int      `json:"width"`
	Height  int      `json:"height"`
	Tree    []answer `json:"tree,omitempty"`
}

func serve(win fyne.Window, c net.Conn) {
	defer c.Close()
	lines := bufio.NewScanner(c)
	lines.Buffer(nil, 1<<20)
	out := json.NewEncoder(c)
	for lines.Scan() {
		var q ask
		var a answer
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			a.Error = err.Error()
		} else {
			fyne.DoAndWait(func() { a = reply(win, q) })
		}
		if out.Encode(a) != nil {
			return
		}
	}
}

func reply(win fyne.Window, q ask) answer {
	c := win.Canvas()
	switch q.Verb {
	case "size":
		x, y := c.PixelCoordinateForPosition(fyne.NewPos(c.Size().Width, c.Size().Height))
		return answer{OK: true, Width: x, Height: y}
	case "tree":
		a := answer{OK: true}
		for _, name := range kit.Names() {
			if one := find(c, name); one.OK && one.Visible {
				a.Tree = append(a.Tree, one)
			}
		}
		return a
	case "find":
		return find(c, q.ID)
	case "focused":
		f := c.Focused()
		if f == nil {
			return answer{OK: true}
		}
		for _, name := range kit.Names() {
			if one := find(c, name); one.OK && one.Focused {
				return one
			}
		}
		return answer{OK: true, Type: fmt.Sprintf("%T", f)}
	}
	box, ok := kit.Find(c, q.ID)
	if !ok {
		return answer{Error: "no widget " + q.ID}
	}
	switch q.Verb {
	case "focus":
		if f, ok := box.Object.(fyne.Focusable); ok {
			c.Focus(f)
			return find(c, q.ID)
		}
	case "tap":
		if t, ok := box.Object.(fyne.Tappable); ok {
			t.Tapped(&fyne.PointEvent{})
			return find(c, q.ID)
		}
	case "type":
		if f, ok := box.Object.(fyne.Focusable); ok {
			c.Focus(f)
			for _, r := range q.Text {
				f.TypedRune(r)
			}
			return find(c, q.ID)
		}
	}
	return answer{Error: q.Verb + " does not suit " + q.ID}
}

func find(c fyne.Canvas, id string) answer {
	b, ok := kit.Find(c, id)
	if !ok {
		return answer{Error: "no widget " + id}
	}
	return answer{OK: true, ID: id, Type: strings.TrimPrefix(fmt.Sprintf("%T", b.Object), "*"), Text: b.Text, Visible: b.Visible, Enabled: b.Enabled, Focused: b.Focused,
		X: b.X, Y: b.Y, Width: b.Width, Height: b.Height}
}
