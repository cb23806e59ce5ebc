package app

import "matterbook/app/firm"

// FirmQuery reads the firm, its people, clients, matters, rates and codes.
// Lists come sorted by code unless they say otherwise.
type FirmQuery interface {
	Firm() (firm.Firm, error)

	Users() ([]firm.User, error)
	User(id int64) (firm.User, error)
	UserByCode(code string) (firm.User, error)

	Client(id int64) (firm.Client, error)
	ClientByCode(code string) (firm.Client, error)
	Clients(f ClientFilter) ([]firm.Client, error)

	// Delivery is how the client's bills leave the firm; Missing where nothing was
	// agreed (see [firm.UsualDelivery]).
	Delivery(clientID int64) (firm.Delivery, error)
	// Deliveries are all that were agreed, by client.
	Deliveries() ([]firm.Delivery, error)

	Matter(id int64) (firm.Matter, error)
	MatterByCode(code string) (firm.Matter, error)
	Matters(f MatterFilter) ([]firm.Matter, error)

	Timekeeper(id int64) (firm.Timekeeper, error)
	TimekeeperByCode(code string) (firm.Timekeeper, error)
	Timekeepers() ([]firm.Timekeeper, error)

	// WorkWeeks are the hours expected by day of the week: of timekeepers by id,
	// before all that of everybody else (timekeeper 0) when it was set.
	WorkWeeks() ([]firm.WorkWeek, error)
	Offices() ([]firm.Office, error)
	Office(id int64) (firm.Office, error)
	OfficeByCode(code string) (firm.Office, error)

	// RateRows are the rows of the matter, of its client and of the firm; with
	// both zero, every row.
	RateRows(matterID, clientID int64) ([]firm.RateRow, error)

	// Codes lists a set in its own order; a blank set lists every set.
	Codes(set string) ([]firm.Code, error)
	// Counted is the last number a series has given out, and how many of its
	// numbers another program gave out before this book; zero for a series that
	// has not begun.
	Counted(series string) (last, before int64, err error)
	// HasCode says whether the code stands in the set (case does not matter).
	HasCode(set, code string) (bool, error)

	// Preference is what a user's window keeps under a key as JSON, "" for none.
	Preference(userID int64, key string) (string, error)
	// DraftForm is unsaved typing of a form as JSON, "" for none.
	DraftForm(userID int64, form string) (string, error)
	// DraftForms lists the forms with unsaved typing.
	DraftForms(userID int64) (map[string]string, error)
}

// ClientFilter limits a list of clients.
type ClientFilter struct {
	Text     string // part of code or name, case and accents ignored
	Archived bool   // archived ones too
	Limit    int    // 0: all
}

// MatterFilter limits a list of matters.
type MatterFilter struct {
	ClientID      int64
	ResponsibleID int64
	BillingID     int64
	Text          string // part of code, name, client's code or name
	OpenOnly      bool
	Limit         int
}

// FirmTx writes them. Add sets the ID of what it is given. Set checks the row
// version it was read with and answers Conflict when somebody saved before.
type FirmTx interface {
	SetFirm(*firm.Firm) error
	AddUser(*firm.User) error
	SetUser(*firm.User) error
	AddClient(*firm.Client) error
	SetClient(*firm.Client) error
	// SetDelivery adds the rule of a client (row version 0) or saves it.
	SetDelivery(*firm.Delivery) error
	AddMatter(*firm.Matter) error
	SetMatter(*firm.Matter) error
	AddTimekeeper(*firm.Timekeeper) error
	SetTimekeeper(*firm.Timekeeper) error
	SetWorkWeek(firm.WorkWeek) error
	DeleteWorkWeek(timekeeperID int64) error // nothing when there is none
	AddRateRow(*firm.RateRow) error
	SetRateRow(*firm.RateRow) error
	DeleteRateRow(id int64) error
	AddCode(firm.Code) error
	SetCode(firm.Code) error
	AddOffice(*firm.Office) error
	SetOffice(*firm.Office) error
	// StartCounter begins a series after a number.
	StartCounter(series string, before int64) error
	SetPreference(userID int64, key, json string) error
	SetDraftForm(userID int64, form, json string) error // blank json deletes
}
