package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// share finds the keys on which an open decision about the key hangs and that say
// the same of S3's request and of the one which S3 makes to KMS: a role's tag has
// one value, whichever of the two asks for it.
func (k *keyLeg) share() {
	tests, named := k.tests()
	k.shared = map[string][]*condition.Test{}
	for _, label := range k.decision.DependsOn {
		key := strings.ToLower(label)
		apart := func(t *condition.Test) bool {
			return len(t.Needs()) > 0 || t.Open(&k.request.Context) != "" || t.Family() == 0
		}
		if of := tests[key]; len(of) > 0 && authz.SameForwarded(key) && authz.Twin(key) == "" && !named[key] && !slices.ContainsFunc(of, apart) {
			k.shared[key] = of
		}
	}
}

// tests lists what policies test of the request for the key, by condition key, and
// the keys that policy variables name.
func (k *keyLeg) tests() (tests map[string][]*condition.Test, named map[string]bool) {
	tests, named = map[string][]*condition.Test{}, map[string]bool{}
	for _, p := range k.policies() {
		variables := p.Document.Variables()
		for _, st := range p.Document.All() {
			if !policy.SpeaksOf(&st.Action, k.leg.Action) {
				continue
			}
			for _, t := range st.Resource.Patterns {
				for _, key := range condition.ParseTemplate(t.Value, variables).Keys() {
					named[strings.ToLower(key)] = true
				}
			}
			for j := range st.Conditions {
				t := authz.CompileTest(&st.Conditions[j], variables)
				for _, key := range t.Needs() {
					named[key] = true
				}
				tests[t.Key()] = append(tests[t.Key()], &t)
			}
		}
	}
	return tests, named
}

// policies lists those that have a say about the key.
func (k *keyLeg) policies() (list []*authz.Policy) {
	for t, layer := range k.layers.All() {
		if t.Name == authz.KMS || t.Weight != authz.CanGrant && t.Side != authz.Network || t.Side == authz.Callers {
			list = append(list, layer.Policies...)
		}
	}
	return list
}
