package present

// Column describes a column of a list.
type Column struct {
	Key      string // name in preferences, tests and sort
	Label    string
	Width    float32 // at 100 % text size
	Min      float32 // least width, 0 for the usual one
	Flex     float32 // share of the room that is left over
	Right    bool    // figures stand at the right
	Sortable bool
	Editable bool
	Pills    bool // cells may be pills
	Icons    bool // cells may have a symbol
	Hidden   bool // not shown unless the person asks
	Tip      string
}

// Cell is one field of a row, ready to be drawn.
type Cell struct {
	Text     string
	Tone     Tone // colour of the text, or of the pill
	Pill     bool
	Bold     bool
	Muted    bool
	Negative bool   // negative money
	Struck   bool   // crossed out: taken back, written off
	Wrong    bool   // the row has a fault; this cell says which
	Symbol   string // drawn before the text

	// Raw is what a figure or a day is, for files: a [Sum], cal.Date,
	// money.Quantity, money.Rate, money.Percent or int. Nil: the text is all there is.
	Raw any
}

// Empty is what a list says when it has no rows.
type Empty struct {
	Symbol string
	Title  string
	Text   string // teaches what would stand here and how it comes
	Action string // words of the one button
	Do     func()
}

// Table is a list as it is drawn. [List] is the one that reads pages; a package
// test can make a small one by hand.
type Table interface {
	Columns() []Column
	Len() int
	// Row gives a row, ok false when it is still being read; then Need asks for it.
	Row(i int) (id int64, cells []Cell, ok bool)
	Need(first, last int)
	// IDs are the IDs of rows first to last, both included.
	IDs(first, last int) []int64
	// IndexOf is where the row stands, -1 for nowhere.
	IndexOf(id int64) int

	SortedBy() (key string, desc bool)
	SortBy(key string, desc bool)
	// Select says what the person has selected.
	Select(ids []int64)
	// Totals are shown at the foot: a text, and figures under their columns by key.
	Totals() (text string, byColumn map[string]string)
	Empty() Empty
	// Look is the JSON of widths and order of the columns, as the drawer gave it.
	Look() []byte
	SetLook([]byte)
	// OnChange is told when the rows are others (reload), or more of them have come.
	OnChange(func(reload bool))
}

// Spot is where a person is in a list: the row at the top of what is in view and
// the row under the cursor, by ID, and the number of the top row for when it is
// gone.
type Spot struct {
	Top int64 `json:"top,omitempty"`
	Row int   `json:"row,omitempty"`
	At  int64 `json:"at,omitempty"`
}

// Spotter is a list that remembers where the person was, over the end of the
// program too.
type Spotter interface {
	// TakeSpot is the place to go back to, once, when the list has been read.
	TakeSpot() (Spot, bool)
	SetSpot(Spot)
}

// Copier is a list that can copy rows it has not read yet.
type Copier interface {
	CopyRows(h Host, ids []int64, at []int, headings []string)
}
