package access

import (
	"maps"
	"slices"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
)

// world is one combination of unknown facts.
type world struct {
	row   []int // the value of each variable, by index; untold is none
	tried map[string]condition.Value
	facts map[string]bool
	// names are the true ones of exclusive facts, by label; none may be true.
	names map[string]string
	read  map[int]int // by stage
	side  side
}

const untold = -1

// side says how a statement counts that hangs on facts which the world does
// not tell.
type side uint8

// In a world that tells all facts there is no such statement. At most allows
// what some values of the others allow, at least what all of them do.
const (
	exactly side = iota
	atMost
	atLeast
)

const (
	readSilent = iota
	readGrants
	readDenies
)

// worlds enumerates the combinations of the variables that are told; the others
// are left open. ok is false if there are too many.
func (q *query) worlds(told func(*variable) bool) (list []world, ok bool) {
	total := q.cases(told)
	if total > maxCases {
		return nil, false
	}
	var at []int
	row := make([]int, len(q.vars))
	for i := range q.vars {
		if row[i] = untold; told(&q.vars[i]) {
			row[i] = 0
			at = append(at, i)
		}
	}
	for range total {
		w := world{row: slices.Clone(row), tried: map[string]condition.Value{}, facts: map[string]bool{},
			names: map[string]string{}, read: map[int]int{}}
		for _, i := range at {
			q.tell(&w, i, row[i])
		}
		if q.consistent(&w) {
			list = append(list, w)
		}
		for _, i := range at {
			if row[i]++; row[i] < q.vars[i].size {
				break
			}
			row[i] = 0
		}
	}
	return list, true
}

// cases counts the combinations of the variables that are told, up to one more than
// maxCases.
func (q *query) cases(told func(*variable) bool) int {
	total := 1
	for i := range q.vars {
		if told(&q.vars[i]) {
			if total *= q.vars[i].size; total > maxCases {
				return maxCases + 1
			}
		}
	}
	return total
}

// every tells all variables.
func every(*variable) bool { return true }

// tell sets a variable of a world to one of its values.
func (q *query) tell(w *world, i, value int) {
	w.row[i] = value
	switch v := &q.vars[i]; {
	case v.layer != "" && v.fact == "":
		w.read[v.stage] = value
	case v.names != nil:
		w.names[v.label] = v.names[value]
	case v.key != "":
		w.tried[v.key] = v.values[value]
		if v.twin != "" {
			w.tried[v.twin] = authz.Epoch(v.values[value])
		}
	default:
		w.facts[v.fact] = value == 1
	}
}

// consistent reports whether what a world tells can be so in one request.
func (q *query) consistent(w *world) bool {
	impossible := func(i implication) bool { return !i.possible(w) }
	return authz.Consistent(w.tried) && q.begins(w.tried[prefixKey]) && q.oneEndpoint(w) && !slices.ContainsFunc(q.implications, impossible)
}

func (w *world) clone() *world {
	return &world{row: slices.Clone(w.row), tried: maps.Clone(w.tried), facts: maps.Clone(w.facts), names: maps.Clone(w.names),
		read: maps.Clone(w.read), side: w.side}
}
