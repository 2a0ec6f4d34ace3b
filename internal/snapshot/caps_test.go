package snapshot

import (
	"slices"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// TestCaps holds which documents only limit: a boundary that is attached to somebody,
// too, grants him what it allows.
func TestCaps(t *testing.T) {
	wide := input.PolicyRef{Name: "wide", ARN: "arn:aws:iam::111122223333:policy/wide"}
	bound := role("arn:aws:iam::111122223333:role/app")
	bound.Boundary = input.Setting[input.PolicyRef]{State: input.Present, Value: wide}
	holder := input.Identity{ARN: "arn:aws:iam::111122223333:user/u", Name: "u", Account: "111122223333", Attached: []input.PolicyRef{wide}}
	for name, row := range map[string]struct {
		users []input.Identity
		want  bool
	}{
		"a boundary":                      {nil, true},
		"a boundary that a user has, too": {[]input.Identity{holder}, false},
	} {
		s := build(input.Records{Roles: []input.Role{bound}, Users: row.users,
			Policies: []input.ManagedPolicy{{Account: "111122223333", Name: "wide", ARN: wide.ARN, Document: document(policy.Identity, "")}}}, Options{})
		i := slices.IndexFunc(s.Documents, func(d *Document) bool { return d.ID() == wide.ARN })
		if i < 0 || s.Documents[i].Caps != row.want {
			t.Errorf("%s: document %d of %d, want caps %v", name, i, len(s.Documents), row.want)
		}
	}
	session := build(input.Records{}, Options{Session: document(policy.Identity, "")})
	if !session.Session.Caps {
		t.Error("a session policy grants nothing")
	}
}
