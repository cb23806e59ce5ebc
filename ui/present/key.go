package present

import (
	"crypto/rand"
	"fmt"

	"matterbook/app"
)

// newKey names one intent of the person, so that a double click or a repeated
// save after an error is answered with the first result.
func newKey(d *app.Desk, what string) string {
	return fmt.Sprintf("%s %s %s", d.User.Code, what, rand.Text())
}
