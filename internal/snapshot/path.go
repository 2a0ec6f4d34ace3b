package snapshot

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
)

// findPath gives a role its ARN of which no file says the path: the one ARN that
// bucket policies have for its account and name. Where they have several, or a
// pattern that some path fits and "/" does not, the path stays open.
func (b *Builder) findPath(r *Role) {
	const start = "arn:aws:iam::"
	r.ARN = start + r.Account + ":role/" + r.Name
	var named []string
	other := false
	anyPath := glob.Join(glob.Literal(start+r.Account+":role/"), glob.Parse("*"), glob.Literal("/"+r.Name))
	for _, value := range b.principals() {
		if strings.ContainsAny(value, "*?") {
			pattern := glob.Parse(value)
			other = other || !pattern.Match(r.ARN) && glob.Overlaps(pattern, anyPath)
		} else if a, ok := arn.Parse(value); ok && a.Account == r.Account {
			if _, name, ok := a.RoleName(); ok && name == r.Name && !slices.Contains(named, value) {
				named = append(named, value)
			}
		}
	}
	switch {
	case other || len(named) > 1:
		r.PathOpen = true
	case len(named) == 1:
		r.ARN = named[0]
		if a, ok := arn.Parse(r.ARN); ok {
			r.Path, _, _ = a.RoleName()
		}
	}
}

// principals are the values by which bucket policies may name a role.
func (b *Builder) principals() []string {
	if b.named != nil {
		return b.named
	}
	b.named = []string{}
	for _, k := range b.s.buckets {
		if d := k.Bucket.Policy.Value; d != nil {
			b.named = append(b.named, principalsOf(d)...)
		}
	}
	slices.Sort(b.named)
	b.named = slices.Compact(b.named)
	return b.named
}

func principalsOf(d *policy.Document) (list []string) {
	for i := range d.Statements {
		st := &d.Statements[i]
		if st.Principal != nil {
			for _, e := range st.Principal.Entries {
				if e.Kind == "AWS" {
					list = append(list, e.Value.Value)
				}
			}
		}
		for _, c := range st.Conditions {
			if strings.EqualFold(c.Key.Value, "aws:PrincipalArn") {
				for _, v := range c.Values {
					list = append(list, v.Value)
				}
			}
		}
	}
	return list
}
