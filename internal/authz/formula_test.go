package authz

import (
	"math/rand/v2"
	"testing"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/request"
)

// fill makes a tally whose every part comes from next.
func fill[T Algebra[T]](t Formula[T], next func() T) Formula[T] {
	for _, part := range []*T{&t.Deny, &t.Identity, &t.Own, &t.Limits,
		&t.Resource.ByAccount, &t.Resource.ByRole, &t.Resource.Direct, &t.Point.ByAccount, &t.Point.ByRole, &t.Point.Direct,
		&t.Foreign, &t.Released, &t.Delegated, &t.Served} {
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
		k := Kind(r.IntN(int(OwnSide) + 1))
		same, samePoint, through := r.IntN(2) == 0, r.IntN(2) == 0, r.IntN(2) == 0
		only := request.All()
		name := 'a'
		var facts []bool
		sets := fill(Formula[request.Set]{Kind: k, Same: same, SamePoint: samePoint, Through: through}, func() request.Set {
			fact, is := request.Fact(string(name)), r.IntN(5) > 0
			if name++; is {
				only = only.And(fact)
			} else {
				only = only.And(fact.Not())
			}
			facts = append(facts, is)
			return fact
		})
		truths := fill(Formula[condition.Truth]{Kind: k, Same: same, SamePoint: samePoint, Through: through, Never: condition.False},
			func() condition.Truth {
				is := facts[0]
				facts = facts[1:]
				return truth(is)
			})
		found := request.Search{Budget: 1 << 12}.Find(sets.Grant().And(only), request.Set{})
		want := truths.Grant() == condition.True
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
