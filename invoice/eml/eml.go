// Package eml writes a message with its files as a draft: the form every mail
// program opens (RFC 5322, MIME). Nothing is sent from here; a person looks at
// the draft and sends it.
//
// The same value gives the same bytes: the boundary is made of the content.
package eml

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"path/filepath"
	"strings"
	"time"

	"matterbook/app/bill"
	"matterbook/app/fault"
)

// Draft writes a message. Invalid ("email.format") when an address cannot be
// read; every fault at once.
func Draft(m bill.Mail) ([]byte, error) {
	var check fault.Check
	to := addresses(&check, "to", m.To)
	from := addresses(&check, "from", m.From)
	if to == "" && check.OK() { // blank, or a group of nobody
		check.Add("to", "email.missing", "There is no address to write to.")
	}
	if err := check.Result("email.invalid", "The message"); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	head := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", name, value)
		}
	}
	head("From", from)
	head("To", to)
	head("Subject", mime.QEncoding.Encode("utf-8", oneLine(m.Subject)))
	if !m.At.IsZero() {
		head("Date", m.At.Format(time.RFC1123Z))
	}
	head("MIME-Version", "1.0")
	head("X-Unsent", "1") // mail programs open it as a draft
	w := multipart.NewWriter(&b)
	if err := w.SetBoundary(boundary(m)); err != nil {
		return nil, fault.Wrap(err, "writing a message")
	}
	head("Content-Type", mime.FormatMediaType("multipart/mixed", map[string]string{"boundary": w.Boundary()}))
	b.WriteString("\r\n")
	if err := parts(w, m); err != nil {
		return nil, fault.Wrap(err, "writing a message")
	}
	return b.Bytes(), nil
}

func parts(w *multipart.Writer, m bill.Mail) error {
	text, err := w.CreatePart(textproto.MIMEHeader{"Content-Type": {"text/plain; charset=utf-8"}, "Content-Transfer-Encoding": {"quoted-printable"}})
	if err != nil {
		return err
	}
	q := quotedprintable.NewWriter(text)
	if _, err := q.Write([]byte(strings.ReplaceAll(m.Text, "\n", "\r\n"))); err != nil {
		return err
	}
	if err := q.Close(); err != nil {
		return err
	}
	for _, f := range m.Files {
		kind := "application/octet-stream"
		switch strings.ToLower(filepath.Ext(f.Name)) {
		case ".pdf":
			kind = "application/pdf"
		case ".txt":
			kind = "text/plain"
		}
		name := map[string]string{"filename": oneLine(f.Name)}
		part, err := w.CreatePart(textproto.MIMEHeader{
			"Content-Type":              {mime.FormatMediaType(kind, map[string]string{"name": oneLine(f.Name)})},
			"Content-Disposition":       {mime.FormatMediaType("attachment", name)},
			"Content-Transfer-Encoding": {"base64"},
		})
		if err != nil {
			return err
		}
		coded := base64.StdEncoding.EncodeToString(f.Bytes)
		for len(coded) > 0 {
			n := min(len(coded), 76)
			if _, err := part.Write([]byte(coded[:n] + "\r\n")); err != nil {
				return err
			}
			coded = coded[n:]
		}
	}
	return w.Close()
}

// addresses writes a list of addresses anew, so that nothing typed reaches the
// head as it is.
func addresses(check *fault.Check, path, typed string) string {
	if strings.TrimSpace(typed) == "" {
		return ""
	}
	list, err := mail.ParseAddressList(typed)
	if err != nil {
		check.Add(path, "email.format", "%q is no list of e-mail addresses.", typed)
		return ""
	}
	texts := make([]string, len(list))
	for i, a := range list {
		texts[i] = a.String()
	}
	return strings.Join(texts, ",\r\n ")
}

func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)
}

func boundary(m bill.Mail) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%s\n%s\n", m.From, m.To, m.Subject, m.Text)
	for _, f := range m.Files {
		fmt.Fprintf(h, "%s %d\n", f.Name, len(f.Bytes))
		h.Write(f.Bytes)
	}
	return "matterbook-" + hex.EncodeToString(h.Sum(nil))[:32]
}
