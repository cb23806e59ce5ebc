package bill

import "time"

// Mail is a message with papers attached, to be looked at and sent by a person.
type Mail struct {
	From, To string // addresses as people write them, several with commas between
	Subject  string
	Text     string
	At       time.Time
	Files    []MailFile
}

// MailFile is one attached file.
type MailFile struct {
	Name  string
	Bytes []byte
}
