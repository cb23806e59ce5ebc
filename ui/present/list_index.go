package present

// idIndex finds where an ID stands in a list. IDs of a book are rows counted from
// one, so that a table by ID takes four bytes a row where a map takes forty; IDs
// that lie far apart take the map.
type idIndex struct {
	places []int32 // by ID, one more than the place; 0 is none
	sparse map[int64]int
}

func newIDIndex(ids []int64) *idIndex {
	least, most := int64(0), int64(0)
	for _, id := range ids {
		least, most = min(least, id), max(most, id)
	}
	x := &idIndex{}
	if least >= 0 && most <= int64(8*len(ids)+1024) {
		x.places = make([]int32, most+1)
		for i, id := range ids {
			x.places[id] = int32(i + 1)
		}
		return x
	}
	x.sparse = make(map[int64]int, len(ids))
	for i, id := range ids {
		x.sparse[id] = i
	}
	return x
}

// of is the place of the ID, -1 for none.
func (x *idIndex) of(id int64) int {
	if x.sparse != nil {
		if i, ok := x.sparse[id]; ok {
			return i
		}
		return -1
	}
	if id < 0 || id >= int64(len(x.places)) {
		return -1
	}
	return int(x.places[id]) - 1
}
