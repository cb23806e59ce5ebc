package app

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"strings"
	"time"

	"matterbook/app/trust"
)

// TrustRequestMail is the draft of a mail with the letter in it, as a file that
// mail programs open for sending (RFC 5322; X-Unsent is what they take for a
// draft). Nothing is sent by this program.
func TrustRequestMail(p trust.RequestPaper, name string, letter []byte, at time.Time) []byte {
	var b bytes.Buffer
	boundary := "matterbook-" + strings.ToLower(p.Number)
	header := func(key, value string) {
		value = strings.NewReplacer("\r", " ", "\n", " ").Replace(value)
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", key, value)
		}
	}
	header("X-Unsent", "1")
	header("Date", at.UTC().Format(time.RFC1123Z))
	header("To", p.ClientEmail)
	header("From", p.Email)
	header("Subject", mime.QEncoding.Encode("utf-8", fmt.Sprintf("Request %s: trust deposit for %s", p.Number, p.Matter)))
	header("MIME-Version", "1.0")
	header("Content-Type", `multipart/mixed; boundary="`+boundary+`"`)
	fmt.Fprintf(&b, "\r\n--%s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", boundary)
	w := quotedprintable.NewWriter(&b)
	fmt.Fprintf(w, "Dear %s,\r\n\r\nWe hold %s in trust for you in the matter %s. Our agreement asks that at least %s be kept there.\r\n"+
		"Please pay %s into our trust account, so that it stands at %s again. It stays your money until we bill for work.\r\n\r\n"+
		"Our letter is attached.\r\n\r\n%s\r\n", p.Client, p.Available.WithSymbol(p.Currency), p.Matter, p.Floor.WithSymbol(p.Currency),
		p.Amount.WithSymbol(p.Currency), p.Target.WithSymbol(p.Currency), p.Firm)
	_ = w.Close() // a buffer never fails
	fmt.Fprintf(&b, "\r\n--%s\r\nContent-Type: application/pdf; name=\"%s\"\r\nContent-Disposition: attachment; filename=\"%s\"\r\nContent-Transfer-Encoding: base64\r\n\r\n", boundary, name, name)
	text := base64.StdEncoding.EncodeToString(letter)
	for len(text) > 76 {
		b.WriteString(text[:76] + "\r\n")
		text = text[76:]
	}
	fmt.Fprintf(&b, "%s\r\n--%s--\r\n", text, boundary)
	return b.Bytes()
}
