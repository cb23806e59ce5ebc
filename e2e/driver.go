//go:build e2e

// Package e2e drives the real window on a virtual display as a person does:
// keys and clicks through the X server, looking through the window's own hook
// (where a widget stands, what it says). build/e2e.sh builds the programs,
// starts the display and runs it.
//
// A test starts a [Driver], presses keys, and waits for what must come. There
// are no coordinates and no fixed pauses in a test.
package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Patience is how long anything may take before a test gives up.
const Patience = 20 * time.Second

// Home is the home folder of one person in a test: books, settings, windows.
type Home struct {
	t    testing.TB
	Path string
}

// NewHome is empty.
func NewHome(t testing.TB) *Home {
	t.Helper()
	for _, v := range []string{"DISPLAY", "MATTERBOOK_E2E_WINDOW", "MATTERBOOK_E2E_CTL"} {
		if os.Getenv(v) == "" {
			t.Fatalf("%s is not set; run build/e2e.sh", v)
		}
	}
	return &Home{t: t, Path: t.TempDir()}
}

// File is a path in the home folder.
func (h *Home) File(name string) string { return filepath.Join(h.Path, name) }

// Write makes a file.
func (h *Home) Write(name, text string) string {
	h.t.Helper()
	if err := os.WriteFile(h.File(name), []byte(text), 0o600); err != nil {
		h.t.Fatal(err)
	}
	return h.File(name)
}

func (h *Home) env(extra ...string) []string {
	var env []string
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		switch name {
		case "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DOCUMENTS_DIR", "MATTERBOOK_BOOK":
		default:
			env = append(env, v)
		}
	}
	return append(append(env, "HOME="+h.Path), extra...)
}

// Ctl runs the command line on a book and gives its standard output.
func (h *Home) Ctl(args ...string) string {
	h.t.Helper()
	cmd := exec.Command(os.Getenv("MATTERBOOK_E2E_CTL"), args...)
	cmd.Env, cmd.Dir = h.env(), h.Path
	var wrong bytes.Buffer
	cmd.Stderr = &wrong
	out, err := cmd.Output()
	if err != nil {
		h.t.Fatalf("matterbookctl %s: %v\n%s%s", strings.Join(args, " "), err, wrong.String(), out)
	}
	return string(out)
}

// Firm makes a book with three timekeepers, two clients and three matters, and
// gives its path.
func (h *Home) Firm() string {
	h.t.Helper()
	book := h.File("firm.matterbook")
	h.Ctl("init", "--book", book, "--firm", "Dunne & Keller LLP", "--ledes-firm-id", "93-1234567")
	for kind, rows := range map[string]string{
		"timekeepers": "code,last_name,first_name,class,standard_rate\nRMD,Dunne,Ruth M.,PARTNR,325.00\nJLK,Keller,Jonas L.,ASSOC,240.00\n",
		"clients":     "code,name\n100,\"Devi, Anjali\"\n200,Castellan LLC\n",
	} {
		h.Ctl("import", kind, h.Write(kind+".csv", rows), "--book", book)
	}
	h.Ctl("import", "matters", h.Write("matters.csv", "code,client,name,responsible\n100-01,100,Devi v. Harbor Realty,RMD\n100-02,100,Lease advice,RMD\n200-01,200,Castellan: general,RMD\n"), "--book", book)
	return book
}

// Driver is a window that runs.
type Driver struct {
	t      testing.TB
	home   *Home
	cmd    *exec.Cmd
	conn   net.Conn
	lines  *bufio.Scanner
	window string // of the X server
	said   *bytes.Buffer
	ended  chan struct{}
}

// Start opens a window and waits until it is there.
func (h *Home) Start(args ...string) *Driver {
	h.t.Helper()
	// Paths of sockets are short by law of the system.
	folder, err := os.MkdirTemp("", "mb")
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { os.RemoveAll(folder) })
	socket := filepath.Join(folder, "s")
	d := &Driver{t: h.t, home: h, said: &bytes.Buffer{}, ended: make(chan struct{})}
	d.cmd = exec.Command(os.Getenv("MATTERBOOK_E2E_WINDOW"), args...)
	d.cmd.Env, d.cmd.Dir = h.env("MATTERBOOK_E2E_SOCKET="+socket), h.Path
	d.cmd.Stdout, d.cmd.Stderr = d.said, d.said
	if err := d.cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	go func() { d.cmd.Wait(); close(d.ended) }()
	h.t.Cleanup(d.Kill)
	d.poll("the window's hook", func() bool {
		d.conn, err = net.Dial("unix", socket)
		return err == nil
	})
	d.lines = bufio.NewScanner(d.conn)
	d.lines.Buffer(nil, 1<<20)
	d.poll("a window named Matterbook", func() bool {
		out, err := exec.Command("xdotool", "search", "--onlyvisible", "--pid", fmt.Sprint(d.cmd.Process.Pid), "--name", "^Matterbook$").Output()
		d.window, _, _ = strings.Cut(strings.TrimSpace(string(out)), "\n")
		return err == nil && d.window != ""
	})
	d.x("windowfocus", d.window)
	return d
}

// poll asks until it is so.
func (d *Driver) poll(what string, ok func() bool) {
	d.t.Helper()
	for end := time.Now().Add(Patience); ; {
		if ok() {
			return
		}
		select {
		case <-d.ended:
			d.t.Fatalf("the window closed while waiting for %s\n%s", what, d.said)
		case <-time.After(25 * time.Millisecond):
		}
		if time.Now().After(end) {
			d.t.Fatalf("waited %v in vain for %s\n%s", Patience, what, d.state())
		}
	}
}

func (d *Driver) x(args ...string) {
	d.t.Helper()
	if out, err := exec.Command("xdotool", args...).CombinedOutput(); err != nil {
		d.t.Fatalf("xdotool %v: %v\n%s", args, err, out)
	}
}

// Box is a widget on the screen.
type Box struct {
	OK      bool   `json:"ok"`
	Error   string `json:"error"`
	ID      string `json:"id"`
	Type    string `json:"type"`
	Text    string `json:"text"`
	Visible bool   `json:"visible"`
	Enabled bool   `json:"enabled"`
	Focused bool   `json:"focused"`
	X       int    `json:"x"`
	Y       int    `json:"y"`
	Width   int    `json:"width"`
	Height  int    `json:"height"`
	Tree    []Box  `json:"tree"`
}

func (d *Driver) ask(verb, id, text string) Box {
	d.t.Helper()
	var b Box
	q, _ := json.Marshal(map[string]string{"verb": verb, "id": id, "text": text})
	if _, err := d.conn.Write(append(q, '\n')); err != nil {
		d.t.Fatalf("the window does not answer: %v\n%s", err, d.said)
	}
	if !d.lines.Scan() {
		d.t.Fatalf("the window closed\n%s", d.said)
	}
	if err := json.Unmarshal(d.lines.Bytes(), &b); err != nil {
		d.t.Fatal(err)
	}
	return b
}

// Find is a widget by name, "today.hours" or "today.grid/row:7/col:hours".
func (d *Driver) Find(id string) Box { return d.ask("find", id, "") }

// Focused is what has the focus.
func (d *Driver) Focused() Box { return d.ask("focused", "", "") }

// state lists what can be seen, for the message of a failed test.
func (d *Driver) state() string {
	var b strings.Builder
	for _, x := range d.ask("tree", "", "").Tree {
		fmt.Fprintf(&b, "  %-28s %q focused=%v\n", x.ID, x.Text, x.Focused)
	}
	return b.String() + d.said.String()
}

// Wait waits until the widget can be seen.
func (d *Driver) Wait(id string) Box {
	d.t.Helper()
	var b Box
	d.poll(id, func() bool { b = d.Find(id); return b.OK && b.Visible && b.Width > 0 })
	return b
}

// WaitText waits until the widget says something that holds the text.
func (d *Driver) WaitText(id, text string) Box {
	d.t.Helper()
	var b Box
	d.poll(fmt.Sprintf("%s to say %q", id, text), func() bool { b = d.Find(id); return b.OK && b.Visible && strings.Contains(b.Text, text) })
	return b
}

// WaitFocus waits until the widget has the focus.
func (d *Driver) WaitFocus(id string) {
	d.t.Helper()
	d.poll("the focus on "+id, func() bool { return d.Find(id).Focused })
}

// Until waits for anything else.
func (d *Driver) Until(what string, ok func() bool) {
	d.t.Helper()
	d.poll(what, ok)
}

// Click clicks the middle of a widget.
func (d *Driver) Click(id string) {
	d.t.Helper()
	b := d.Wait(id)
	d.x("mousemove", "--window", d.window, fmt.Sprint(b.X+b.Width/2), fmt.Sprint(b.Y+b.Height/2), "click", "1")
}

// Key presses keys one after the other: "Tab", "ctrl+k", "F5", "Return".
func (d *Driver) Key(keys ...string) {
	d.t.Helper()
	d.x(append([]string{"key", "--clearmodifiers", "--delay", "40"}, keys...)...)
}

// Type types text.
func (d *Driver) Type(text string) {
	d.t.Helper()
	d.x("type", "--delay", "25", "--clearmodifiers", text)
}

// Fill types into the field that has the focus and waits until it is there.
func (d *Driver) Fill(id, text string) {
	d.t.Helper()
	d.WaitFocus(id)
	d.Type(text)
	d.WaitText(id, text)
}

// Shot keeps a picture of the window in the folder of the screenshots.
func (d *Driver) Shot(name string) image.Image {
	d.t.Helper()
	folder := os.Getenv("MATTERBOOK_E2E_SHOTS")
	if folder == "" {
		folder = d.t.TempDir()
	}
	path := filepath.Join(folder, name+".png")
	if out, err := exec.Command("import", "-window", d.window, path).CombinedOutput(); err != nil {
		d.t.Fatalf("import: %v\n%s", err, out)
	}
	f, err := os.Open(path)
	if err != nil {
		d.t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		d.t.Fatal(err)
	}
	return img
}

// Kill ends the window as a crash of the machine would.
func (d *Driver) Kill() {
	if d.cmd.Process != nil {
		d.cmd.Process.Signal(syscall.SIGKILL)
	}
	<-d.ended
}

// Quit closes the window by its key and waits until the program has ended.
func (d *Driver) Quit() {
	d.t.Helper()
	d.Key("ctrl+q")
	select {
	case <-d.ended:
	case <-time.After(Patience):
		d.t.Fatalf("the program does not end\n%s", d.said)
	}
	if code := d.cmd.ProcessState.ExitCode(); code != 0 {
		d.t.Errorf("exit code %d\n%s", code, d.said)
	}
}
