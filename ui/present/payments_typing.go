package present

import (
	"context"
	"encoding/json"
	"maps"

	"matterbook/ui/words"
)

// payTyping is the key of the receipt that is being entered.
const payTyping = "payment"

// payTyped is what is kept in the book of a receipt until it is posted or given
// up.
type payTyped struct {
	Clients []Choice
	Fields  map[string]string
	How     string
	Hand    map[int64]string `json:",omitempty"` // laid by hand, by invoice
}

// noteTyping keeps what is entered while somebody types on.
func (f *PayForm) noteTyping() { f.typing.Once(f.h.Runner(), keepTyping, f.keepTyping) }

func (f *PayForm) keepTyping() {
	f.typing.Stop()
	if !f.begun() {
		f.forget()
		return
	}
	kept := payTyped{Clients: f.Clients, Fields: map[string]string{}, How: f.How}
	for path, x := range f.fields() {
		kept.Fields[path] = x.Text
	}
	if f.How == LayHand {
		kept.Hand = map[int64]string{}
		for _, r := range f.rows {
			kept.Hand[r.InvoiceID] = r.Pay.Text
		}
		for id, text := range f.hand { // not read yet
			kept.Hand[id] = text
		}
	}
	f.stored = true
	f.h.Keep(payTyping, func(ctx context.Context) error { return f.h.Desk().SetDraftForm(ctx, payTyping, kept) })
}

// forget takes the receipt out of the book's drafts. One of an earlier window
// that was not taken up stays there.
func (f *PayForm) forget() {
	f.typing.Stop()
	if f.stored {
		f.stored = false
		f.h.Keep(payTyping, func(ctx context.Context) error { return f.h.Desk().SetDraftForm(ctx, payTyping, nil) })
	}
}

// restore puts a receipt back that was entered and not posted, once for the life
// of the window.
func (f *PayForm) restore() {
	if f.restored || f.begun() {
		return
	}
	f.restored = true
	Go(f.h.Runner(), func(ctx context.Context) (map[string]string, error) { return f.h.Desk().DraftForms(ctx) },
		func(all map[string]string, err error) {
			var kept payTyped
			if text := all[payTyping]; err != nil || text == "" || f.begun() || json.Unmarshal([]byte(text), &kept) != nil {
				return
			}
			f.stored = true
			for path, x := range f.fields() {
				x.Set(kept.Fields[path])
			}
			f.How, f.hand = kept.How, maps.Clone(kept.Hand)
			f.setClients(kept.Clients)
			f.Focus = f.firstEmpty()
			f.h.Tell(Notice{Tone: Info, Text: words.L("A payment you were entering was not posted; it stands here again."), Action: words.L("Throw it away"), Do: f.Clear})
			f.show()
		})
}
