package terraform

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// corpora is the folder of recorded documents, where a checkout has one beside it.
const corpora = "../../../../shared/corpora/tfplan"

// TestCorpora holds that every recorded plan is read, and that one of them has what
// people counted in it: 2 roles of which each has a trust policy, 3 inline policies
// of roles, 1 managed policy, a user and a group with a policy each.
func TestCorpora(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(corpora, "*__*.json"))
	if err != nil || len(names) == 0 {
		t.Skip("no corpora beside this checkout")
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := input.Decode([]input.Format{Format{}}, source.NewFile(name, text), input.Hints{})
		if err != nil || r.Format != "terraform" || len(r.Odd)+len(r.Lost) > 0 {
			t.Errorf("%s: %v, %q, %v", name, err, r.Format, r.Odd)
			continue
		}
		inline := 0
		for _, role := range r.Roles {
			inline += len(role.Inline)
			if role.Trust != nil {
				for _, p := range role.Trust.Problems() {
					if p.Kind == policy.NotJSON {
						t.Errorf("%s: trust policy of %s: %v", name, role.Name, p)
					}
				}
			}
		}
		if filepath.Base(name) != "terraform-iam-policy-validator__test_identity_policies_test_plan.json" {
			continue
		}
		if len(r.Roles) != 2 || r.Roles[0].Trust == nil || r.Roles[1].Trust == nil || inline != 3 || len(r.Policies) != 1 ||
			len(r.Users) != 1 || len(r.Users[0].Inline) != 1 || len(r.Groups) != 1 || len(r.Groups[0].Inline) != 1 || len(r.Documents) != 0 {
			t.Errorf("%s: %s", name, seen(r))
		}
	}
}
