package present

import (
	"context"

	"matterbook/app/work"
)

// Writing is how a user wants narratives written when they are saved.
type Writing struct {
	Capital bool `json:"capital,omitempty"` // a capital letter at the beginning
	Stop    bool `json:"stop,omitempty"`    // a full stop at the end
}

// WritingKey is the preference that holds it.
const WritingKey = "writing"

// sentence is a narrative as the user wants it.
func (w Writing) sentence(s string) string { return work.Sentence(s, w.Capital, w.Stop) }

// phrases are what a narrative is written with: the abbreviations, and how it is
// to look.
type phrases struct {
	short work.Abbreviations
	how   Writing
}

// loadPhrases reads them; without them nothing expands, and nothing is lost.
func loadPhrases(h Host, done func(phrases)) {
	Go(h.Runner(), func(ctx context.Context) (p phrases, err error) {
		list, err := h.Desk().Abbreviations(ctx)
		if err != nil {
			return p, err
		}
		p.short = work.NewAbbreviations(list)
		return p, h.Desk().Preference(ctx, WritingKey, &p.how)
	}, func(p phrases, err error) {
		h.Fail(err)
		if err == nil {
			done(p)
		}
	})
}
