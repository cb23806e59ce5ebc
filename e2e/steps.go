//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
)

// Task counts what a person does for one of the fifteen tasks that billing
// programs are compared by. A step is one deliberate act: a click, a key or
// chord, or a field filled (with the key that leaves it). Looking and waiting
// are free, so a test waits with the [Driver] itself.
type Task struct {
	d      *Driver
	no     int
	name   string
	target int
	steps  int
}

// Task begins to count. target is the number of steps of the best we want.
func (d *Driver) Task(no int, name string, target int) *Task {
	return &Task{d: d, no: no, name: name, target: target}
}

// Click is one step.
func (k *Task) Click(id string) {
	k.steps++
	k.d.Click(id)
}

// Key presses one key or chord: one step.
func (k *Task) Key(chord string) {
	k.steps++
	k.d.Key(chord)
}

// Fill types into the field that has the focus and leaves it by a key ("Tab",
// "Return", "" to stay): one step.
func (k *Task) Fill(text, leave string) {
	k.steps++
	k.d.Type(text)
	if leave != "" {
		k.d.Key(leave)
	}
}

// Done writes the count beside the target into the table of the run, and fails
// when the task took more steps than wanted.
func (k *Task) Done() {
	k.d.t.Helper()
	verdict := "met"
	if k.steps > k.target {
		verdict = "MISSED"
		k.d.t.Errorf("task %d, %s: %d steps; wanted %d", k.no, k.name, k.steps, k.target)
	}
	line := fmt.Sprintf("%02d\t%s\t%d\t%d\t%s\n", k.no, k.name, k.steps, k.target, verdict)
	f, err := os.OpenFile(filepath.Join(os.Getenv("MATTERBOOK_E2E_SHOTS"), "steps.tsv"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		k.d.t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(line); err != nil {
		k.d.t.Fatal(err)
	}
}
