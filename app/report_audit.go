package app

import (
	"slices"
	"time"

	"matterbook/app/report"
)

// auditReport is the log of a period, oldest first: who did what, when and why.
// Its days are those of the firm's clock; the instants are UTC. The hash seals
// an act with all before it, which is what verifying the book walks.
func auditReport(r *reporter) (*report.Table, error) {
	t := r.periodTable(report.Column{Key: "seq", Label: "No.", Type: report.Count}, report.Column{Key: "at", Label: "At (UTC)", Type: report.Text}, report.Column{Key: "user", Label: "User", Type: report.Text},
		report.Column{Key: "act", Label: "Act", Type: report.Text}, report.Column{Key: "object", Label: "Object", Type: report.Text},
		report.Column{Key: "reason", Label: "Reason", Type: report.Text}, report.Column{Key: "hash", Label: "Hash", Type: report.Text})
	zone := r.now.Location()
	start := func(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, zone) }
	first := start(r.from.Year(), r.from.Month(), r.from.Day())
	next := r.to.AddDays(1)
	lines, err := r.q.AuditLines(AuditFilter{From: first, To: start(next.Year(), next.Month(), next.Day()).Add(-time.Millisecond)}, Page{})
	if err != nil {
		return nil, err
	}
	for _, l := range slices.Backward(lines) {
		t.Add(report.N(int(l.Seq)), report.T(l.At.UTC().Format("2006-01-02T15:04:05.000Z")), report.T(l.User), report.T(l.Act), report.T(l.Object), report.T(l.Reason), report.T(l.Hash))
	}
	return t, nil
}
