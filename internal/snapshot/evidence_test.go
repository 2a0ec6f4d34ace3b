package snapshot

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/crossgrant/crossgrant/internal/glob"
)

// TestRolesOfAPattern holds that the roles whose ARNs begin as a pattern does are all
// that it can cover, against looking at every role.
func TestRolesOfAPattern(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	for range 200 {
		s := &Snapshot{}
		for range random.IntN(40) {
			arn := fmt.Sprintf("arn:aws:iam::%s:role/%s%s", pick("111122223333", "444455556666"), pick("", "team/", "a/b/"), pick("app", "apple", "ap", "${Name}", "z"))
			s.Roles = append(s.Roles, &Role{RoleName: RoleName{ARN: arn}})
		}
		slices.SortStableFunc(s.Roles, func(x, y *Role) int { return cmp.Compare(x.ARN, y.ARN) })
		text := pick("arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:role/*app", "arn:aws:iam::111122223333:role/app*", "arn:aws:iam::444455556666:role/team/a?p*", "*", "arn:aws:iam::999900001111:role/x*")
		pattern := glob.Parse(text)
		covers := func(r *Role) bool { return pattern.Match(r.ARN) }
		var want []*Role
		for _, r := range s.Roles {
			if covers(r) {
				want = append(want, r)
			}
		}
		if got := s.rolesFrom(pattern.Prefix(), covers); !slices.Equal(got, want) {
			t.Fatalf("%s: %d roles of %d, want %d", text, len(got), len(s.Roles), len(want))
		}
	}
}
