package written

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
)

// keyOf states a condition key as it is written, and what AWS says of it.
func (r *reader) keyOf(s *policy.Statement, c *policy.Condition) *Key {
	name := c.Key.Value
	k := &Key{Value: name, Name: set(keyName(name))}
	prefix, rest, colon := strings.Cut(name, ":")
	if !colon || prefix == "" || rest == "" {
		k.Malformed = !open(name)
		return k
	}
	if claimed := issuerOf(s, prefix); claimed {
		k.Issuer, k.Claim = strings.ToLower(prefix), set(strings.ToLower(rest))
	}
	if family, tag, tagged := strings.Cut(rest, "/"); tagged && tag == "" && strings.HasSuffix(strings.ToLower(family), "tag") {
		k.NoTag = true
		return k
	}
	if instead := reference.Withdrawn(name); instead != nil {
		k.Instead = set(instead...)
		return k
	}
	if better := reference.Deprecated(name); better != nil {
		k.Better = set(better...)
	}
	k.SetBy = r.setBy(name)
	if global, ok := reference.Global(name); ok {
		k.Global = true
		k.describe(global.ConditionKey)
		k.OfPrincipal = global.Group == "principal"
		k.CallerChooses, k.AlwaysPresent = global.FromCaller, global.Present == reference.InEvery
		k.OfServiceSource, k.Sensitive = global.FromService, global.Identifier
		k.Lacks = lacking(s, reference.Partners(name))
		r.never(k, s, global.NeverOfServices)
		r.unsupported(k, s)
		r.carriers(k, s)
		if global.PerAction {
			r.without(k, s)
		}
		return k
	}
	known, ok := r.table.ConditionKey(name)
	if service, exists := r.table.Service(prefix); exists {
		k.Service = service.Prefix
	}
	if ok {
		k.describe(known)
		k.OneOrSeveral = reference.OneOrSeveral(name)
		r.carriers(k, s)
		r.without(k, s)
	}
	return k
}

// setBy is the action that callers lack who are to set the values of a key.
func (r *reader) setBy(key string) string {
	action := reference.SetBy(key)
	if action == "" || r.policy.Type() != policy.Trust {
		return ""
	}
	for _, s := range r.policy.All() {
		if s.Effect == policy.Allow && policy.SpeaksOf(&s.Action, action) {
			return ""
		}
	}
	return action
}

func (k *Key) describe(known reference.ConditionKey) {
	k.Multi, k.Single = known.Multi, !known.Multi
	if known.Type != 0 {
		k.Type = set(known.Type.String())
	}
}

// lacking are the keys of which one has to stand beside the key in the statement, where
// none does.
func lacking(s *policy.Statement, beside []string) map[string]bool {
	for i := range s.Conditions {
		for _, key := range beside {
			if keyName(s.Conditions[i].Key.Value) == strings.ToLower(key) {
				return nil
			}
		}
	}
	if beside == nil {
		return nil
	}
	return set(beside...)
}

// issuerOf reports whether some principal of the statement is an identity provider of that
// host.
func issuerOf(s *policy.Statement, host string) bool {
	if s.Principal == nil {
		return false
	}
	for _, e := range s.Principal.Entries {
		name := e.Value.Value
		if _, behind, ok := strings.Cut(name, ":oidc-provider/"); ok {
			name = behind
		}
		if e.Kind == "Federated" && strings.EqualFold(name, host) {
			return true
		}
	}
	return false
}

// never states which service principals of the statement never have the key.
func (r *reader) never(k *Key, s *policy.Statement, is bool) {
	if !is || s.Principal == nil {
		return
	}
	path := r.policy.StatementPath(s.Index)
	for i, e := range s.Principal.Entries {
		if e.Kind == "Service" {
			k.NeverOf = append(k.NeverOf, &Said{At: r.at(s.Principal.Path(path, i)), Value: e.Value.Value})
		}
	}
}

// unsupported states the services of the statement's actions whose requests never have
// the key, where AWS keeps a list of those that have.
func (r *reader) unsupported(k *Key, s *policy.Statement) {
	if s.Action.Not {
		return
	}
	for _, t := range s.Action.Patterns {
		service, _, ok := strings.Cut(strings.ToLower(t.Value), ":")
		if !ok || open(service) {
			continue
		}
		if has, limited := reference.InRequestsOf(t.Value, k.Value); limited && !has {
			if k.UnsupportedBy == nil {
				k.UnsupportedBy = map[string]bool{}
			}
			k.UnsupportedBy[service] = true
		}
	}
}

// carriers states which actions of the statement, of those that an entry
// alone means, never carry the key, and by which services' actions tags are not regarded.
func (r *reader) carriers(k *Key, s *policy.Statement) {
	if s.Action.Not {
		return
	}
	path := r.policy.StatementPath(s.Index)
	for i, t := range s.Action.Patterns {
		action, ok := r.only(t.Value)
		if !ok {
			continue
		}
		if carries, known := r.table.Carries(action.FullName(), k.Value); known && !carries {
			if !k.Global && !r.table.CarriedBySome(k.Value) {
				return // of no action the reference tells that it carries the key
			}
			k.NeverWith = append(k.NeverWith, &Without{At: r.at(s.Action.Path(path, i)), Value: t.Value, Guided: reference.Guided(action.Service)})
			if k.Name["aws:resourcetag"] {
				prefix, _, _ := strings.Cut(strings.ToLower(t.Value), ":")
				if k.NoTagsIn == nil {
					k.NoTagsIn = map[string]bool{}
				}
				k.NoTagsIn[prefix] = true
			}
		}
	}
}

// keyName is the key in small letters; of a key of tags without the tag's key.
func keyName(name string) string {
	head, _, _ := strings.Cut(strings.ToLower(name), "/")
	return head
}
