package access

import (
	"maps"
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
		for i := range p.Document.Statements {
			st := &p.Document.Statements[i]
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

// settleKeys leaves to each leg on the key what it shares with the variables of the
// query, and makes a fact of what else its decision hangs on.
func (q *query) settleKeys() {
	for i := range q.keys {
		k := &q.keys[i]
		if len(k.shared) == 0 {
			continue
		}
		maps.DeleteFunc(k.shared, func(key string, _ []*condition.Test) bool {
			return !slices.ContainsFunc(q.vars, func(v variable) bool { return v.key == key })
		})
		q.hangsOn(k)
	}
}

// hangsOn adds the fact for what the decision about the key hangs on and shares with
// nothing.
func (q *query) hangsOn(k *keyLeg) {
	rest := slices.DeleteFunc(slices.Clone(k.decision.DependsOn), func(label string) bool {
		_, shared := k.shared[strings.ToLower(label)]
		return shared
	})
	if k.fact = strings.Join(rest, "; "); k.fact != "" && !slices.ContainsFunc(q.vars, func(v variable) bool { return v.fact == k.fact }) {
		q.vars = append(q.vars, variable{label: k.fact, fact: k.fact, size: 2})
	}
}

// in is the decision about the key in a world; told is false if the world does not
// tell all that is shared.
func (k *keyLeg) in(w *world) (v authz.Verdict, told bool) {
	var name strings.Builder
	for _, key := range slices.Sorted(maps.Keys(k.shared)) {
		value, told := w.tried[key]
		if !told {
			return v, false
		}
		name.WriteByte(byte(value.State))
		for _, one := range value.Values {
			name.WriteString(one + "\x00")
		}
		name.WriteByte('\n')
	}
	v, asked := k.tried[name.String()]
	if !asked {
		v = authz.Decide(k.layers, k.with(w)).Verdict
		if k.tried == nil {
			k.tried = map[string]authz.Verdict{}
		}
		k.tried[name.String()] = v
	}
	return v, true
}

// with is the request for the key with the values that a world has of what is shared.
func (k *keyLeg) with(w *world) *authz.Request {
	of := *k.request
	of.Context.Keys = maps.Clone(of.Context.Keys)
	for key := range k.shared {
		if v, told := w.tried[key]; told {
			of.Context.Keys[key] = v
		}
	}
	return &of
}

// sharedTests lists what the legs on the key test of keys that they share.
func (q *query) sharedTests(tests map[string][]*condition.Test, keys []string) []string {
	for i := range q.keys {
		for _, key := range slices.Sorted(maps.Keys(q.keys[i].shared)) {
			if tests[key] == nil {
				keys = append(keys, key)
			}
			tests[key] = append(tests[key], q.keys[i].shared[key]...)
		}
	}
	return keys
}
