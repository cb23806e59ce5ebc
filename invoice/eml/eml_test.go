package eml_test

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"
	"time"

	"matterbook/app/bill"
	"matterbook/app/fault"
	"matterbook/invoice/eml"
)

func message() bill.Mail {
	return bill.Mail{
		From: "Marlow & Dünne <billing@marlow.example>", To: "Anjali Devi <anjali@devi.example>, ap@devi.example",
		Subject: "Invoice 2026-0007: fällig 18 July 2026", Text: "Dear Ms Devi,\n\nPlease find attached our invoice. 500,00 €.\n" + strings.Repeat("long ", 40),
		At:    time.Date(2026, 6, 18, 12, 0, 0, 0, time.UTC),
		Files: []bill.MailFile{{Name: "2026-0007.pdf", Bytes: bytes.Repeat([]byte("%PDF-1.4\n"), 400)}, {Name: "Überweisung.txt", Bytes: []byte("LEDES1998B[]\r\n")}},
	}
}

// The standard library's own reader gives back what was written.
func TestAMessageIsReadBackAsItWasMeant(t *testing.T) {
	want := message()
	data, err := eml.Draft(want)
	if err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var words mime.WordDecoder
	if got, err := words.DecodeHeader(m.Header.Get("Subject")); err != nil || got != want.Subject {
		t.Errorf("subject %q %v", got, err)
	}
	to, err := m.Header.AddressList("To")
	if err != nil || len(to) != 2 || to[0].Name != "Anjali Devi" || to[1].Address != "ap@devi.example" {
		t.Errorf("to %v %v", to, err)
	}
	from, err := m.Header.AddressList("From")
	if err != nil || from[0].Name != "Marlow & Dünne" {
		t.Errorf("from %v %v", from, err)
	}
	if m.Header.Get("X-Unsent") != "1" {
		t.Error("it would not open as a draft")
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/mixed" {
		t.Fatalf("%s %v", kind, err)
	}
	r := multipart.NewReader(m.Body, params["boundary"])
	text, err := r.NextPart()
	if err != nil {
		t.Fatal(err)
	}
	said, _ := io.ReadAll(text) // quoted-printable is taken off by the reader
	if got := strings.ReplaceAll(string(said), "\r\n", "\n"); got != want.Text {
		t.Errorf("text %q", got)
	}
	for _, f := range want.Files {
		p, err := r.NextPart()
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, p))
		if err != nil || !bytes.Equal(got, f.Bytes) || p.FileName() != f.Name {
			t.Errorf("%s: %d bytes as %q, %v", f.Name, len(got), p.FileName(), err)
		}
	}
	for i, line := range bytes.Split(data, []byte("\r\n")) {
		if len(line) > 998 || bytes.ContainsAny(line, "\r\n") {
			t.Errorf("line %d is no line of a message: %d bytes", i+1, len(line))
		}
	}
	if again, _ := eml.Draft(message()); !bytes.Equal(again, data) {
		t.Error("the same message has other bytes")
	}
}

func TestHostileHeadsAreRefusedOrTamed(t *testing.T) {
	m := message()
	m.Subject = "Bill\r\nBcc: everybody@example.com"
	m.Files[0].Name = "a\"\r\nX: y.pdf"
	data, err := eml.Draft(m)
	if err != nil {
		t.Fatal(err)
	}
	read, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil || read.Header.Get("Bcc") != "" {
		t.Errorf("a head was smuggled in: %v %v", read.Header, err)
	}
	for _, to := range []string{"", "  ", "undisclosed-recipients:;", "nobody", "a@b\r\nBcc: c@d"} {
		m = message()
		m.To = to
		if _, err := eml.Draft(m); fault.Of(err) != fault.Invalid {
			t.Errorf("to %q: %v", to, err)
		}
	}
}
