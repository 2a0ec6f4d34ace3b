package access

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/request"
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

// variable is an unknown fact with its possible values: those of a condition
// key, the readings of a layer whose text is missing, or false and true.
type variable struct {
	label  string // as people are told of it
	fact   string // what is true or false
	key    string
	twin   string // a key that denotes the same
	values []condition.Value
	names  []string // exclusive facts, each or none true: "" stands for none
	layer  authz.LayerName
	stage  int // whose text is missing, where there is no fact
	size   int
	// relaxed: statements hang on it and nothing else, so that there is a most
	// and a least that they can allow whatever it is.
	relaxed bool
	// placed: the fact is about where the object lies.
	placed bool
}

// alone reports whether no value of the variable rules out one of another: tags
// are whatever people write.
func (v *variable) alone() bool { return strings.Contains(v.key, "tag/") || v.key == "" && !v.placed }

// implication is that one fact, or its contrary, entails another, or its contrary.
type implication struct {
	given, then     string
	ifGiven, isThen bool
}

func (w *world) clone() *world {
	return &world{row: slices.Clone(w.row), tried: maps.Clone(w.tried), facts: maps.Clone(w.facts), names: maps.Clone(w.names),
		read: maps.Clone(w.read), side: w.side}
}

func (w *world) comesThrough(endpoint string) bool {
	v := w.tried[endpointKey]
	return v.State == condition.Present && slices.Equal(v.Values, []string{endpoint})
}

// differs reports whether two worlds tell a variable otherwise.
func (w *world) differs(other *world, v *variable) bool {
	switch {
	case v.layer != "" && v.fact == "":
		return w.read[v.stage] != other.read[v.stage]
	case v.names != nil:
		return w.names[v.label] != other.names[v.label]
	}
	key := cmp.Or(v.key, v.fact)
	a, b := w.tried[key], other.tried[key]
	return a.State != b.State || !slices.Equal(a.Values, b.Values) || w.facts[v.fact] != other.facts[v.fact]
}

// frame is one combination of the facts that are not relaxed: readings of
// layers without text, settings, the prefix of a listing.
type frame struct {
	world       *world
	most, least request.Set
}
