package access

import (
	"fmt"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/request"
)

const (
	readsGrant = "grants"
	readsDeny  = "denies"
)

func readingOf(at int) string { return fmt.Sprintf("the reading of stage %d", at) }

// reading is the requests for which the missing text of a stage grants, and denies.
func (s *inSets) reading(at int) (grants, denies request.Set) {
	is := func(what string) request.Set { return request.Text(readingOf(at), glob.Literal(what)) }
	return is(readsGrant), is(readsDeny)
}

// usable is the requests for which the key lets itself be used, whichever object they
// are about.
func (s *inSets) usable(k *keyLeg) request.Set {
	switch v := k.decision.Verdict; {
	case len(k.shared) > 0:
		return s.key(k)
	case k.where != nil || v == authz.Allowed:
		return request.All()
	case v.Denied():
		return request.Set{}
	}
	return s.fact(k.fact)
}
