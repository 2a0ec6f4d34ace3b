package input

import (
	"iter"

	"github.com/crossgrant/crossgrant/internal/policy"
)

// Texts yields the policy documents of which exports have many.
func (r *Records) Texts() iter.Seq[*policy.Document] {
	return func(yield func(*policy.Document) bool) {
		some := func(d *policy.Document) bool { return d == nil || yield(d) }
		all := func(list []Document) bool {
			for i := range list {
				if !some(list[i].Policy) {
					return false
				}
			}
			return true
		}
		for i := range r.Roles {
			if !some(r.Roles[i].Trust) || !all(r.Roles[i].Inline) {
				return
			}
		}
		for _, list := range [][]Identity{r.Users, r.Groups} {
			for i := range list {
				if !all(list[i].Inline) {
					return
				}
			}
		}
		for i := range r.Policies {
			if !some(r.Policies[i].Document) {
				return
			}
		}
		for i := range r.Buckets {
			if !some(r.Buckets[i].Policy.Value) {
				return
			}
		}
		_ = all(r.Documents)
	}
}
