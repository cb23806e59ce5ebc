package present

import (
	"regexp"

	"matterbook/ui/words"
)

// What a check of the book finds is written there in English, with figures in
// it; these are the sentences of checks that hold, said in [CheckSaid].
var _ = []string{
	words.Mark("every page and index was read"), words.Mark("every reference points at a row"), words.Mark("%s tables, indexes and triggers are as they were made"),
	words.Mark("%s acts with %s changes follow each other"), words.Mark("%s rows are as the log says"), words.Mark("%s transactions equal their parts"),
	words.Mark("%s ledgers were never below zero"), words.Mark("%s accounts: the journal equals the sum of the ledgers"),
	words.Mark("%s matches are the same money on both sides, %s reconciliations stand as signed"), words.Mark("%s invoices equal their lines and owe no less than nothing"),
	words.Mark("%s payments and their shares add up"), words.Mark("%s series without a gap"), words.Mark("%s narratives are in the index of words"),
	// the checks
	words.Mark("engine"), words.Mark("references"), words.Mark("schema"), words.Mark("log"), words.Mark("seals"), words.Mark("trust transactions"), words.Mark("trust ledgers"),
	words.Mark("trust accounts"), words.Mark("bank"), words.Mark("invoices"), words.Mark("payments"), words.Mark("invoice numbers"), words.Mark("search"),
}

var figures = regexp.MustCompile(`\d+`)

// CheckSaid says a sentence of a check in the reader's language; one that is not
// known stands as the book wrote it.
func CheckSaid(text string) string {
	key := figures.ReplaceAllString(text, "%s")
	if words.Of(key) == key {
		return words.Of(text)
	}
	var args []any
	for _, n := range figures.FindAllString(text, -1) {
		args = append(args, n)
	}
	return words.L(key, args...)
}
