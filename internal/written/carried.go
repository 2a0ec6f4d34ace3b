package written

import (
	"maps"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
)

// familiar are actions that people know, to tell of many by.
var familiar = []string{"s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:DeleteObject", "kms:Decrypt", "kms:GenerateDataKey"}

// anyKey stands for the key that a key policy is about, whose Resource is *.
const anyKey = "arn:aws:kms:us-east-1:111122223333:key/*"

// without states of the first entry of the Action element that means several actions of
// a service whose guide tells which of them have which keys, those whose requests never
// have this one. Of * it is the service whose key it is.
func (r *reader) without(k *Key, s *policy.Statement) {
	if s.Action.Not || k.Name["aws:resourcetag"] {
		return
	}
	path := r.policy.StatementPath(s.Index)
	for i, t := range s.Action.Patterns {
		pattern := t.Value
		if pattern == "*" {
			pattern = k.Service + ":*"
		}
		service, name, _ := strings.Cut(pattern, ":")
		if !strings.ContainsAny(name, "*?") || !reference.Guided(service) {
			continue
		}
		if _, one := r.only(pattern); one {
			continue // NeverWith
		}
		lacking, having := map[string]bool{}, 0
		for _, a := range r.table.Actions(pattern) {
			switch carries, known := r.table.Carries(a.FullName(), k.Value); {
			case r.misses(s, a.FullName()), r.policy.Type() == policy.Key && r.table.Takes(a.FullName(), anyKey) == glob.No:
			case known && !carries:
				lacking[a.FullName()] = true
			default:
				having++
			}
		}
		if len(lacking) > 0 {
			k.Without = &Several{At: r.at(s.Action.Path(path, i)), Value: t.Value, All: having == 0, Most: having <= len(lacking), Count: len(lacking), Such: some(lacking)}
			return
		}
	}
}

// some are up to three of the actions, those that people know first.
func some(actions map[string]bool) map[string]bool {
	few := map[string]bool{}
	for _, name := range familiar {
		if actions[name] && len(few) < 3 {
			few[name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(actions)) {
		if len(few) < 3 {
			few[name] = true
		}
	}
	return few
}
