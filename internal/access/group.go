package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/request"
)

// group is the worlds in which the same statements are active, and where the
// operation is allowed in them.
type group struct {
	worlds []*world
	where  request.Set
	// favour is how much its worlds are on the side of the request.
	favour int
}

// groups puts worlds with the same active statements together; of gives the
// group of each world.
func (q *query) groups(worlds []world) (list []*group, of []int) {
	index := map[string]int{}
	for i := range worlds {
		w := &worlds[i]
		key := q.signature(w)
		n, ok := index[key]
		if !ok {
			n = len(list)
			index[key] = n
			list = append(list, &group{where: q.among(w), favour: q.favour(w)})
		}
		list[n].worlds = append(list[n].worlds, w)
		of = append(of, n)
	}
	return list, of
}

// classes puts the groups together that differ in the prefix only, so that
// what is left to tell apart are unknown facts.
func (q *query) classes(groups []*group) map[string][]*group {
	prefix := q.prefixIndex()
	classes := map[string][]*group{}
	for _, g := range groups {
		for _, w := range g.worlds {
			key := rowKey(w.row, prefix)
			if !slices.Contains(classes[key], g) {
				classes[key] = append(classes[key], g)
			}
		}
	}
	return classes
}

func rowKey(row []int, without int) string {
	var b strings.Builder
	for i, v := range row {
		if i != without {
			b.WriteByte(byte(v))
			b.WriteByte(byte(v >> 8))
		}
	}
	return b.String()
}
