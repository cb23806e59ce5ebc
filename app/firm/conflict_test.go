package firm

import "testing"

// Names are found however they are spelt, in any order of their words; what
// only looks alike is not.
func TestNamesAreFoundHoweverTheyAreSpelt(t *testing.T) {
	for _, c := range []struct {
		search, name string
		want         Closeness
	}{
		{"Harbor Realty", "Harbor Realty Inc.", SameName},
		{"Harbor Realty LLC", "HARBOR REALTY, INC", SameName},
		{"Anjali Devi", "Devi, Anjali", SameName},
		{"Muller", "Müller & Söhne GmbH", SameName},
		{"Société Générale", "societe generale", SameName},
		{"O'Neil", "ONeil Brothers", SameName},
		{"O’Neil", "O'Neil", SameName},
		{"Lodz", "Łódź Co", SameName},
		{"Castell", "Castellan LLC", Begins},
		{"Castelan", "Castellan LLC", NearName},
		{"Catsellan", "Castellan", NearName},
		{"Brightwatre plc", "Brightwater plc", NearName},
		{"Harbor Realty Holdings", "Harbor Realty", PartName},
		{"Harbor Realty Holdings", "Harbor", PartName},
		{"Ann Harbor", "Ann", NoMatch},
		{"Devi", "David", NoMatch},
		{"Harbor", "Arbor Realty", NoMatch},
		{"Anjali Devi", "Devi, Ravi", NoMatch},
		{"LLC", "Castellan LLC", NoMatch},
		{"LLC", "LLC", SameName},
		{"", "Castellan", NoMatch},
		{"...", "Castellan", NoMatch},
		{"Castellan", "", NoMatch},
	} {
		if got := Matches(Names(c.search), c.name); got != c.want {
			t.Errorf("%q in %q: %d, want %d", c.search, c.name, got, c.want)
		}
	}
}

// A change of more letters than a slip of the pen is another name.
func TestNearSpellingsHaveALimit(t *testing.T) {
	for _, c := range []struct {
		a, b string
		most int
		want bool
	}{
		{"keller", "kellar", 1, true}, {"keller", "kelle", 1, true}, {"keller", "kellers", 1, true}, {"keller", "kelelr", 1, true},
		{"keller", "heller", 1, false}, {"keller", "kallar", 1, false}, {"keller", "kellersen", 2, false}, {"castellan", "castelann", 2, true},
		{"ééééé", "éééée", 1, true},
	} {
		if near(c.a, c.b, c.most) != c.want || near(c.b, c.a, c.most) != c.want {
			t.Errorf("%q and %q within %d: want %v", c.a, c.b, c.most, c.want)
		}
	}
}
