package app

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"matterbook/app/fault"
	"matterbook/app/firm"
)

// AddMatter asks for a new matter. Codes and figures are texts as the import
// columns give them.
type AddMatter struct {
	Request
	Code, Client, Name                string
	OpenedOn                          string
	Status                            string // blank: open
	PracticeArea                      string
	Responsible, Originating, Billing string // codes of timekeepers
	FeeArrangement, FeeAmount         string // blank: hourly
	ClientMatterID, ClaimNo, PONumber string
	CodeSet                           string // task set, blank: none asked
	CodesRequired                     bool
	TrustFloor, TrustTarget           string
	Budget                            string // blank: none
	TrustWaitDays                     int
	TimeRule                          firm.TimeRule
	Instructions                      string
	// Like is the code of a matter that gives what is left blank: practice area,
	// people, fee arrangement, codes, trust floor and target, rounding and
	// instructions. Budget, numbers at the client and agreed rates are its own.
	Like string
	// NewClient is added together with the matter, in place of Client: both or
	// none. Its faults stand at "client.code", "client.name".
	NewClient *AddClient
	Office    string // code; blank: none
}

// AddMatter adds a matter of a client. Invalid when a field is wrong, all at
// once; Missing when the client or a timekeeper is not there; Conflict
// ("matter.duplicate") when the code is taken.
func (d *Desk) AddMatter(ctx context.Context, req AddMatter) (firm.Matter, error) {
	return change(ctx, d, spec{act: "matter.add", right: mayMatters, object: "matter " + req.Code, req: req.Request}, func(tx Tx) (firm.Matter, error) {
		l := newLookup(tx, d.Today())
		if req.NewClient != nil {
			c, err := addClient(tx, *req.NewClient)
			if err != nil {
				return firm.Matter{}, newClientFaults(l, err, req)
			}
			req.Client = c.Code
		}
		if strings.TrimSpace(req.Like) != "" {
			like, err := l.Matter(req.Like)
			if err != nil {
				return firm.Matter{}, at("like", err)
			}
			if req, err = likeMatter(l, req, like); err != nil {
				return firm.Matter{}, err
			}
		}
		m, err := decideMatter(l, firm.Matter{}, req)
		if err != nil {
			return firm.Matter{}, err
		}
		return m, tx.AddMatter(&m)
	})
}

// at gives an error the field it speaks of.
func at(path string, err error) error {
	var check checks
	check.Fail(path, err)
	return check.Result("matter.invalid", "The matter")
}

// newClientFaults joins what is wrong with the client to what is wrong with the
// matter.
func newClientFaults(l *lookup, err error, req AddMatter) error {
	var e, of *fault.Error
	if !errors.As(err, &e) || len(e.Faults) == 0 {
		return err
	}
	all := *e
	all.Code, all.Faults = "matter.invalid", nil
	for _, x := range e.Faults {
		x.Path = "client." + x.Path
		all.Faults = append(all.Faults, x)
	}
	req.Client, req.NewClient = "", nil
	if _, err := decideMatter(l, firm.Matter{}, req); errors.As(err, &of) {
		for _, x := range of.Faults {
			if x.Path != "client" {
				all.Faults = append(all.Faults, x)
			}
		}
	}
	return &all
}

// likeMatter fills what a request leaves blank from another matter. Amounts are
// taken over only into the same currency.
func likeMatter(l *lookup, req AddMatter, like *matterFacts) (AddMatter, error) {
	from, err := matterRequest(l, like)
	if err != nil {
		return req, err
	}
	if c, err := l.Client(req.Client); err != nil || c.Currency != like.Client.Currency {
		from.FeeAmount, from.TrustFloor, from.TrustTarget = "", "", "" // a client that is not there is told later
	}
	if req.FeeArrangement != "" && !strings.EqualFold(req.FeeArrangement, from.FeeArrangement) {
		from.FeeAmount = ""
	}
	for _, f := range []struct {
		to   *string
		from string
	}{
		{&req.PracticeArea, from.PracticeArea}, {&req.Responsible, from.Responsible}, {&req.Originating, from.Originating}, {&req.Billing, from.Billing},
		{&req.FeeArrangement, from.FeeArrangement}, {&req.FeeAmount, from.FeeAmount}, {&req.TrustFloor, from.TrustFloor}, {&req.TrustTarget, from.TrustTarget},
		{&req.Instructions, from.Instructions},
	} {
		*f.to = cmp.Or(strings.TrimSpace(*f.to), f.from)
	}
	if strings.TrimSpace(req.CodeSet) == "" {
		req.CodeSet, req.CodesRequired = from.CodeSet, from.CodesRequired
	}
	if req.TrustWaitDays == 0 {
		req.TrustWaitDays = from.TrustWaitDays
	}
	if req.TimeRule == (firm.TimeRule{}) {
		req.TimeRule = from.TimeRule
	}
	return req, nil
}

// decideMatter makes the matter of a request. m is what it was before; zero for
// a new one.
func decideMatter(l *lookup, m firm.Matter, req AddMatter) (firm.Matter, error) {
	var check checks
	m.Code, m.Name, m.PracticeArea = strings.TrimSpace(req.Code), strings.TrimSpace(req.Name), strings.TrimSpace(req.PracticeArea)
	m.OpenedOn = check.date("opened_on", req.OpenedOn, false)
	m.Status = firm.MatterStatus(cmp.Or(strings.ToLower(strings.TrimSpace(req.Status)), string(firm.MatterOpen)))
	m.Arrangement = firm.Arrangement(cmp.Or(strings.ToLower(strings.TrimSpace(req.FeeArrangement)), string(firm.Hourly)))
	m.ClientMatterID, m.ClaimNo, m.PONumber = strings.TrimSpace(req.ClientMatterID), strings.TrimSpace(req.ClaimNo), strings.TrimSpace(req.PONumber)
	m.CodeSet, m.CodesRequired = strings.TrimSpace(req.CodeSet), req.CodesRequired
	m.TrustWaitDays, m.TimeRule, m.Instructions = req.TrustWaitDays, req.TimeRule, strings.TrimSpace(req.Instructions)

	if strings.TrimSpace(req.Client) == "" {
		check.Require("client", "")
	} else if c, err := l.Client(req.Client); !check.Fail("client", err) {
		if c.Archived && m.ClientID != c.ID {
			check.Fail("client", fault.Refuse("client.archived", "Client %s is archived and takes no new matters.", c.Code).
				Advise("Take the client out of the archive first."))
		}
		m.ClientID = c.ID
		m.FeeAmount = check.amount("fee_amount", req.FeeAmount, c.Currency)
		m.TrustFloor = check.amount("trust_floor", req.TrustFloor, c.Currency)
		m.TrustTarget = check.amount("trust_target", req.TrustTarget, c.Currency)
		m.Budget = check.amount("budget", req.Budget, c.Currency)
	}
	var err error
	m.ResponsibleID, err = l.TimekeeperID(req.Responsible)
	check.Fail("responsible", err)
	m.OriginatingID, err = l.TimekeeperID(req.Originating)
	check.Fail("originating", err)
	m.BillingID, err = l.TimekeeperID(req.Billing)
	check.Fail("billing", err)
	if m.CodeSet != "" {
		if err := l.loadSets(); err != nil {
			return m, err
		}
		if _, ok := l.sets[m.CodeSet]; !ok {
			check.Add("code_set", "code_set.unknown", "code_set %q is not a code set of this book.", m.CodeSet)
		}
	}
	m.OfficeID = check.officeID(l.q, req.Office, m.OfficeID)
	if m.Status == firm.MatterOpen {
		m.ClosedOn = 0
	}
	m.Check(&check.Check)
	return m, check.Result("matter.invalid", "The matter")
}
