package written

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

func (r *reader) resources(s *policy.Statement, path source.Path) *Resources {
	e := &s.Resource
	if !e.Present() {
		return nil
	}
	made := &Resources{At: r.at(e.Path(path, -1)), Not: e.Not, Everything: e.Not}
	made.Empty = len(e.Patterns) == 0 && !r.wrongType(made.At.Path)
	cover := coverageOf(e.Patterns, as)
	for i, t := range e.Patterns {
		one := r.resource(t.Value)
		one.At = r.at(e.Path(path, i))
		if t.Value == "" && r.wrongType(one.At.Path) {
			one.NoARN = false // it is no text at all
		}
		if by := cover.of(i); by >= 0 {
			one.CoveredBy = &Said{At: r.at(e.Path(path, by)), Value: e.Patterns[by].Value}
		}
		made.Everything = made.Everything || one.Everything
		made.Entries = append(made.Entries, one)
	}
	return made
}

// every reports that an entry covers all ARNs of a service of that form, in its
// partition at least.
func every(entry, service, form string) bool {
	a, ok := arn.Parse(entry)
	if !ok {
		return glob.Covers(glob.Parse(entry), glob.Parse("arn:aws:"+service+form))
	}
	if a.Service != service && !wild(a.Service) {
		return false
	}
	if wild(a.Partition) {
		a.Partition = "aws"
	}
	return glob.Covers(glob.Parse(entry), glob.Parse("arn:"+a.Partition+":"+service+form))
}

// wrongType reports that a value has another JSON type than the grammar asks for.
func (r *reader) wrongType(at source.Path) bool {
	return slices.ContainsFunc(r.policy.Problems(), func(p policy.Problem) bool {
		return p.Kind == policy.WrongType && slices.Equal(p.Path, at)
	})
}

func (r *reader) resource(entry string) *Resource {
	one := &Resource{Value: entry, Wildcard: wild(entry), Everything: entry == "*"}
	if one.Wildcard {
		one.EveryObject, one.EveryKey = every(entry, "s3", ":::*/*"), every(entry, "kms", ":*:*:key/*")
	}
	if one.Everything && r.policy.Type() == policy.Bucket {
		// S3 takes no policy about every resource (recorded answers of Access Analyzer).
		one.Foreign = string(policy.Bucket)
	}
	if one.Everything || strings.HasPrefix(entry, "${") {
		return one
	}
	if !strings.HasPrefix(entry, "arn:") {
		if unknown.In(entry) {
			return one
		}
		one.NoARN = !strings.HasPrefix(entry, "*") && !r.shortened(entry)
		return one
	}
	a, ok := arn.Parse(entry)
	if !ok {
		if one.Parts = strings.Count(entry, ":") + 1; one.Parts == 6 {
			one.Parts, one.ARN = 0, r.arn(a) // all of them are empty
		}
		return one
	}
	one.ARN = r.arn(a)
	if bucket, _, object, ok := a.Bucket(); ok {
		one.Bucket, one.Objects = !object, object
		if r.policy.Type() == policy.Bucket && r.document.Owner().Kind == "bucket" && r.document.Owner().ID != "" &&
			!wild(bucket) && !strings.Contains(bucket, "${") && bucket != r.document.Owner().ID && !unknown.GivenIn(bucket+r.document.Owner().ID) {
			one.OtherThan = r.document.Owner().ID
		}
	}
	if r.misplaced(a) {
		one.Foreign = string(r.policy.Type())
	}
	return one
}

// shortened reports that the policy of an API of API Gateway says execute-api:/STAGE/METHOD/PATH
// for the ARN of itself (API Gateway Developer Guide, Resource policy examples).
func (r *reader) shortened(entry string) bool {
	return r.policy.Type() == policy.Resource && strings.HasPrefix(entry, "execute-api:/")
}

// misplaced reports that a policy of the document's type cannot be about the resource.
func (r *reader) misplaced(a arn.ARN) bool {
	if wild(a.Service) || unknown.In(a.Service+a.Region) || strings.Contains(a.Service, "${") {
		return false
	}
	switch r.policy.Type() {
	case policy.Bucket:
		if r.directory() {
			return a.Service != "s3express"
		}
		return a.Service != "s3" || a.Region != "" || a.Account != ""
	case policy.AccessPoint:
		return a.Service != "s3" || !strings.HasPrefix(a.Resource, "accesspoint") && !wild(a.Resource)
	case policy.AccessGrants:
		return a.Service != "s3" || !strings.HasPrefix(a.Resource, "access-grants") && !wild(a.Resource)
	case policy.Key:
		return a.Service != "kms"
	}
	return false
}

// directory reports that the policy is one of a directory bucket.
func (r *reader) directory() bool {
	if r.document.Owner().Kind == "bucket" && s3.IsDirectory(r.document.Owner().ID) {
		return true
	}
	for _, st := range r.policy.All() {
		for _, t := range st.Resource.Patterns {
			if a, ok := arn.Parse(t.Value); ok && a.Service == "s3express" {
				return true
			}
		}
	}
	return false
}
