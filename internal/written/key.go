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
	if family, tag, tagged := strings.Cut(rest, "/"); tagged && tag == "" && strings.HasSuffix(strings.ToLower(family), "tag") {
		k.NoTag = true
		return k
	}
	if global, ok := reference.Global(name); ok {
		k.Global = true
		k.describe(global.ConditionKey)
		k.OfPrincipal = global.Group == "principal"
		k.CallerChooses, k.AlwaysPresent = chosen[keyName(name)], always[keyName(name)]
		k.Lacks = lacking(s, keyName(name))
		r.carriers(k, s)
		return k
	}
	known, ok := r.table.ConditionKey(name)
	if service, exists := r.table.Service(prefix); exists {
		k.Service = service.Prefix
	}
	if ok {
		k.describe(known)
		r.carriers(k, s)
	}
	return k
}

func (k *Key) describe(known reference.ConditionKey) {
	k.Multi, k.Single = known.Multi, !known.Multi
	if known.Type != 0 {
		k.Type = set(known.Type.String())
	}
}

// chosen are the keys whose value the caller sends (IAM User Guide, AWS global condition
// context keys, "Other global condition keys").
var chosen = map[string]bool{"aws:referer": true, "aws:useragent": true}

// always are the keys that every request has (the same page, "Availability").
var always = map[string]bool{"aws:currenttime": true, "aws:epochtime": true, "aws:securetransport": true, "aws:principalaccount": true,
	"aws:principaltype": true, "aws:requestedregion": true, "aws:viaawsservice": true, "aws:principalisawsservice": true}

// pairs are keys that say who calls only beside one of others (the same page).
var pairs = map[string][]string{
	"aws:vpcsourceip":                  {"aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn"},
	"aws:ec2instancesourceprivateipv4": {"aws:Ec2InstanceSourceVpc"},
}

// lacking are the keys of which one has to stand beside the key in the statement, where
// none does.
func lacking(s *policy.Statement, name string) map[string]bool {
	beside := pairs[name]
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

// carriers states which actions of the statement, of those that are named in full, never
// carry the key, and by which services' actions tags are not regarded.
func (r *reader) carriers(k *Key, s *policy.Statement) {
	if s.Action.Not {
		return
	}
	path := r.policy.StatementPath(s.Index)
	for i, t := range s.Action.Patterns {
		if wild(t.Value) {
			continue
		}
		if carries, known := r.table.Carries(t.Value, k.Value); known && !carries {
			k.NeverWith = append(k.NeverWith, &Said{At: r.at(s.Action.Path(path, i)), Value: t.Value})
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
