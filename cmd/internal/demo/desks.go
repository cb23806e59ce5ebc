package demo

import (
	"time"

	"matterbook/app"
)

// leaveOnDesks leaves timers as they stand on an afternoon: stopped, with time
// on them, so that nothing depends on when the book is opened.
func (m *maker) leaveOnDesks() error {
	if m.bulk {
		return nil
	}
	for i, t := range []struct {
		user, matter, keeper, text, task, activity string
		minutes                                    int
	}{
		{"", "1001-02", "RMD", "Telephone conference with Rebecca Thiel regarding cause of the collision", "L120", "A107", 23},
		{"", "1008-01", "TJM", "", "", "", 0},
		{"dunne", "1004-01", "", "E-mail to Ms. Devi regarding settlement proposal on spousal maintenance", "L160", "A106", 9},
		{"kessler", "1019-01", "", "Review settlement documents", "L160", "A104", 41},
	} {
		x := m.byCode[t.matter]
		if x == nil || !x.takes(m.until) {
			continue
		}
		d, err := m.as(t.user)
		if err != nil {
			return err
		}
		timer, err := d.StartTimer(m.ctx, app.StartTimer{Matter: t.matter, Timekeeper: t.keeper, Narrative: t.text, Task: t.task, Activity: t.activity, Kept: i < 3})
		if err != nil {
			return err
		}
		m.clock.Advance(time.Duration(t.minutes) * time.Minute)
		if _, err := d.StopTimer(m.ctx, app.StopTimer{ID: timer.ID}); err != nil {
			return err
		}
	}
	return nil
}
