package access

import (
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/request"
	"github.com/crossgrant/crossgrant/internal/s3"
)

// terms are what a question comes to: in one world, where a set tells nothing but which
// objects a request is about, or in all of them.
type terms interface {
	told(fact string) request.Set // what a fact is true for; nothing where no variable stands for it
	usable(k *keyLeg) request.Set // what the key lets itself be used for, whichever object it is
	onWay(at int) request.Set     // what comes through a stage
	clause(c *clause) request.Set // what a clause's statement matches
	reading(at int) (grants, denies request.Set)
}

func everyLeg(s3.Leg) bool { return true }

// setting is what a setting is on for, with the fact that tells it where it is not known.
func setting(in terms, t condition.Truth, fact string) request.Set {
	switch t {
	case condition.True:
		return request.All()
	case condition.False:
		return request.Set{}
	}
	return in.told(fact)
}
