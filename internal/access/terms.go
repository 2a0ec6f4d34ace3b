package access

import (
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/region"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// terms are what a question comes to in an algebra: the keys of objects in one world, or
// the requests of all worlds.
type terms[T authz.Algebra[T]] interface {
	whole() T
	union(parts []T) T
	// hopeless reports that nothing is left, as far as that is seen at once.
	hopeless(T) bool

	region(region.Region) T // what is about the objects of a region
	told(fact string) T     // what a fact is true for; false where no variable stands for it
	usable(k *keyLeg) T     // what the key lets itself be used for, whichever object it is
	onWay(at int) T         // what comes through a stage
	reading(at int) (grants, denies T)
	// clause is what a clause's statement matches; false if that is nothing.
	clause(c *clause) (T, bool)
}

func everyLeg(s3.Leg) bool { return true }

// setting is what a setting is on for, with the fact that tells it where it is not known.
func setting[T authz.Algebra[T]](in terms[T], t condition.Truth, fact string) T {
	switch t {
	case condition.True:
		return in.whole()
	case condition.False:
		return in.whole().Not()
	}
	return in.told(fact)
}
