package authz

import (
	"math/rand/v2"
	"testing"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/request"
)

// fill makes a tally whose every part comes from next.
func fill[T algebra[T]](t tally[T], next func() T) tally[T] {
	for _, part := range []*T{&t.deny, &t.identity, &t.boundary, &t.session, &t.endpoint, &t.behind, &t.levels,
		&t.resource.byAccount, &t.resource.byRole, &t.resource.direct, &t.point.byAccount, &t.point.byRole, &t.point.direct,
		&t.foreign, &t.released, &t.delegated, &t.served} {
		*part = next()
	}
	return t
}

// TestFormulaOverSets holds that the formula says the same of sets of requests as
// of one request: where each part is a fact, a request with just the facts that are
// so is in the set of what is granted where the truth of it is true.
func TestFormulaOverSets(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var granted int
	for range 3000 {
		k := kind(r.IntN(int(ownSide) + 1))
		same, samePoint, through := r.IntN(2) == 0, r.IntN(2) == 0, r.IntN(2) == 0
		only := request.All()
		name := 'a'
		var facts []bool
		sets := fill(tally[request.Set]{kind: k, same: same, samePoint: samePoint, through: through}, func() request.Set {
			fact, is := request.Fact(string(name)), r.IntN(5) > 0
			if name++; is {
				only = only.And(fact)
			} else {
				only = only.And(fact.Not())
			}
			facts = append(facts, is)
			return fact
		})
		truths := fill(tally[condition.Truth]{kind: k, same: same, samePoint: samePoint, through: through, never: condition.False},
			func() condition.Truth {
				is := facts[0]
				facts = facts[1:]
				return truth(is)
			})
		found := request.Search{Budget: 1 << 12}.Find(sets.grant().And(only), request.Set{})
		want := truths.grant() == condition.True
		if want {
			granted++
		}
		if found.Answer == request.Unknown || want != (found.Answer == request.Found) {
			t.Fatalf("%+v: %s %v", truths, found.Answer, found.Why)
		}
	}
	if granted < 300 {
		t.Errorf("only %d of 3000 are granted", granted)
	}
}
