package assets

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"strconv"
)

//go:embed demo/firm.json demo/*.csv
var demo embed.FS

// DemoFirm is the invented firm that a demonstration book is made of. Nobody in
// it exists: telephone numbers are of the range kept for fiction, addresses of
// mail end in example.com.
type DemoFirm struct {
	Firm        DemoOffice       `json:"firm"`
	Timekeepers []DemoTimekeeper `json:"timekeepers"`
	Users       []DemoUser       `json:"users"`
	Clients     []DemoClient     `json:"clients"`

	Narratives []DemoNarrative `json:"-"`
	Costs      []DemoCost      `json:"-"`
	// Words fill blanks of narratives that are not the matter's own: by pool of
	// narratives, then by name of the blank.
	Words map[string]map[string][]string `json:"-"`
	// Names are what names of further people and companies are put together
	// from: kind "first", "last", "company", "trade", "street", "place".
	Names map[string][]string `json:"-"`
}

// DemoOffice is the head of the firm's letter and its settings.
type DemoOffice struct {
	Name        string `json:"name"`
	Address1    string `json:"address1"`
	Address2    string `json:"address2"`
	City        string `json:"city"`
	Region      string `json:"region"`
	Postcode    string `json:"postcode"`
	Country     string `json:"country"`
	Phone       string `json:"phone"`
	Email       string `json:"email"`
	Website     string `json:"website"`
	LEDESFirmID string `json:"ledes_firm_id"`
	Preset      string `json:"preset"`
	PaymentText string `json:"payment_text"`
	TermsText   string `json:"terms_text"`
}

// DemoTimekeeper is a person whose time is billed. Rate holds until the first
// of January of the year shown, NextRate from then on.
type DemoTimekeeper struct {
	Code       string `json:"code"`
	LastName   string `json:"last_name"`
	FirstName  string `json:"first_name"`
	Class      string `json:"class"`
	Rate       string `json:"rate"`
	NextRate   string `json:"next_rate"`
	HoursAYear int    `json:"hours_a_year"`
	StartDate  string `json:"start_date"`
	Email      string `json:"email"`
	Who        string `json:"who"` // P partner, C of counsel, A associate, L paralegal
}

// DemoUser is a person who acts in the program.
type DemoUser struct {
	Code       string `json:"code"`
	Name       string `json:"name"`
	Role       string `json:"role"`
	Timekeeper string `json:"timekeeper"`
}

// DemoClient is a client with its matters, and how it behaves.
type DemoClient struct {
	Code          string       `json:"code"`
	Name          string       `json:"name"`
	Address1      string       `json:"address1"`
	Address2      string       `json:"address2"`
	City          string       `json:"city"`
	Region        string       `json:"region"`
	Postcode      string       `json:"postcode"`
	Email         string       `json:"email"`
	TermsDays     *int         `json:"terms_days"`
	LEDESClientID string       `json:"ledes_client_id"`
	Instructions  string       `json:"instructions"`
	Rates         []DemoRate   `json:"rates"`
	Matters       []DemoMatter `json:"matters"`
	Pays          string       `json:"pays"` // insurer, prompt, ontime, late, part, chronic, nonpayer, nsf, trust, internal
	Send          string       `json:"send"` // mail, email, portal
}

// DemoRate is a rate agreed with a client for a class or a timekeeper, from the
// nth month of the demonstration on (0: from before it).
type DemoRate struct {
	Class      string `json:"class"`
	Timekeeper string `json:"timekeeper"`
	Rate       string `json:"rate"`
	FromMonth  int    `json:"from_month"`
}

// DemoMatter is a matter with everything its narratives speak of.
type DemoMatter struct {
	Code           string   `json:"code"`
	Name           string   `json:"name"`
	Area           string   `json:"area"`
	Pools          []string `json:"pools"`    // whose narratives and costs it draws on
	Opened         int      `json:"opened"`   // days after the first day of the demonstration
	Progress       [2]int   `json:"progress"` // how far it is at the first and last day, in percent
	Closes         int      `json:"closes"`   // in this month of the demonstration; 0: stays open
	Responsible    string   `json:"responsible"`
	Originating    string   `json:"originating"`
	Billing        string   `json:"billing"`
	Team           []string `json:"team"`
	Weight         float64  `json:"weight"` // share of the team's time
	Arrangement    string   `json:"arrangement"`
	Rate           string   `json:"rate"` // one rate for the matter
	CodeSet        string   `json:"code_set"`
	CodesRequired  bool     `json:"codes_required"`
	ClientMatterID string   `json:"client_matter_id"`
	ClaimNo        string   `json:"claim_no"`
	PONumber       string   `json:"po_number"`
	TrustFloor     string   `json:"trust_floor"`
	TrustTarget    string   `json:"trust_target"`
	TrustWaitDays  int      `json:"trust_wait_days"`
	Instructions   string   `json:"instructions"`

	Opponent   string   `json:"opponent"`
	Contact    string   `json:"contact"`
	Judge      string   `json:"judge"`
	Court      string   `json:"court"`
	Counsel    []string `json:"counsel"` // of the other side
	Witnesses  []string `json:"witnesses"`
	Experts    []string `json:"experts"`
	Records    []string `json:"records"` // whose records are asked for
	Agreements []string `json:"agreements"`
	Issues     []string `json:"issues"`
	Documents  []string `json:"documents"`
}

// DemoNarrative is what a timekeeper writes for one act of work, with blanks in
// braces, the codes that are right for it, and how long it takes.
type DemoNarrative struct {
	Pool           string
	Stage          int    // of the matter: 1 early, 2 middle, 3 late, 0 any
	Who            string // letters as in DemoTimekeeper.Who
	Least, Most    int    // tenths of an hour
	Task, Activity string
	Text           string
}

// DemoCost is a cost that matters of a pool have, with blanks like a narrative.
type DemoCost struct {
	Pool, Code, Kind      string // kind: hard, soft
	Who                   string
	Least, Most           int // units
	PriceLeast, PriceMost int // cents for one unit
	Vendor, Text          string
}

// Demo reads the invented firm.
func Demo() (DemoFirm, error) {
	var f DemoFirm
	dec := json.NewDecoder(bytes.NewReader(mustRead(demo, "demo/firm.json")))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		return f, fmt.Errorf("demo/firm.json: %w", err)
	}
	rows, err := readTable(demo, "demo/narratives.csv", "pool", "stage", "who", "least", "most", "task", "activity", "text")
	if err != nil {
		return f, err
	}
	for i, r := range rows {
		n := numbers{name: "demo/narratives.csv", row: i + 1}
		f.Narratives = append(f.Narratives, DemoNarrative{Pool: r[0], Stage: n.scaled(r[1], 1), Who: r[2],
			Least: n.scaled(r[3], 10), Most: n.scaled(r[4], 10), Task: r[5], Activity: r[6], Text: r[7]})
		if n.err != nil {
			return f, n.err
		}
	}
	rows, err = readTable(demo, "demo/expenses.csv", "pool", "code", "kind", "who", "least", "most", "price_least", "price_most", "vendor", "description")
	if err != nil {
		return f, err
	}
	for i, r := range rows {
		n := numbers{name: "demo/expenses.csv", row: i + 1}
		f.Costs = append(f.Costs, DemoCost{Pool: r[0], Code: r[1], Kind: r[2], Who: r[3], Least: n.scaled(r[4], 1), Most: n.scaled(r[5], 1),
			PriceLeast: n.scaled(r[6], 100), PriceMost: n.scaled(r[7], 100), Vendor: r[8], Text: r[9]})
		if n.err != nil {
			return f, n.err
		}
	}
	rows, err = readTable(demo, "demo/words.csv", "pool", "blank", "value")
	if err != nil {
		return f, err
	}
	f.Words = map[string]map[string][]string{}
	for _, r := range rows {
		if f.Words[r[0]] == nil {
			f.Words[r[0]] = map[string][]string{}
		}
		f.Words[r[0]][r[1]] = append(f.Words[r[0]][r[1]], r[2])
	}
	rows, err = readTable(demo, "demo/names.csv", "kind", "value")
	f.Names = map[string][]string{}
	for _, r := range rows {
		f.Names[r[0]] = append(f.Names[r[0]], r[1])
	}
	return f, err
}

// numbers reads figures of a table and keeps the first error, with its row.
type numbers struct {
	name string
	row  int
	err  error
}

// scaled reads "1.25" at scale 100 as 125; what does not come out whole is an error.
func (n *numbers) scaled(text string, scale float64) int {
	v, err := strconv.ParseFloat(text, 64)
	whole := int(v*scale + 0.5)
	if err == nil && (v < 0 || float64(whole)-v*scale > 1e-6 || v*scale-float64(whole) > 1e-6) {
		err = fmt.Errorf("%q is not a figure that fits here", text)
	}
	if err != nil && n.err == nil {
		n.err = fmt.Errorf("%s row %d: %w", n.name, n.row, err)
	}
	return whole
}
