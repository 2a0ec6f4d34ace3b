package reference

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/glob"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Field says of a Region or an account in the ARNs of resources whether it is filled
// in, by the forms of the Service Authorization Reference (Resource types).
type Field uint8

const (
	FieldUnknown Field = iota // the reference has no form of such an ARN
	FieldEmpty
	FieldFilled
	FieldEither // some forms have it
)

// Shape is what the reference says of resources whose ARNs are like a pattern.
type Shape struct {
	// Fits says whether the part behind the account is like that of some resource type.
	Fits glob.Answer
	// Region and Account are those of the types that fit or, where none does, of all.
	Region, Account Field
	// Types are the names of the types that fit, sorted.
	Types []string
}

// Shape compares a pattern of ARNs, as the Resource element has it, with the forms of all
// resource types whose ARNs are of its service. Variables stand for any text. It is
// unknown of what is not in six parts, and of services without a form.
func (t *Table) Shape(pattern string) Shape {
	p, ok := arn.Parse(widest(pattern))
	if !ok || p.Resource == "" || strings.ContainsAny(p.Service, "*?") {
		return Shape{}
	}
	var fit, all Shape
	resource := glob.Parse(p.Resource)
	for _, f := range t.formsOf(p.Service) {
		all.add(f.ARN)
		if f.fits(p.Resource, resource) {
			fit.add(f.ARN)
			fit.Types = append(fit.Types, f.of)
		}
	}
	switch {
	case all.Region == FieldUnknown:
		return Shape{}
	case fit.Types == nil:
		all.Fits = glob.No
		if mayRunOver(p) {
			all.Fits = glob.Unknown
		}
		return all
	}
	fit.Fits = glob.Yes
	slices.Sort(fit.Types)
	fit.Types = slices.Compact(fit.Types)
	return fit
}

// form is a form of the ARNs of a resource type.
type form struct {
	arn.ARN
	of       string // the type's name
	resource glob.Pattern
}

func newForm(f arn.ARN, of string) form { return form{f, of, glob.Parse(widest(f.Resource))} }

// formsOf returns the forms of the ARNs of a service.
func (t *Table) formsOf(service string) []form {
	if known, ok := t.forms.Load(service); ok {
		return known.([]form)
	}
	var list []form
	for _, r := range t.typesOf(service) {
		for text := range strings.SplitSeq(r.ARN, ", ") {
			if f, ok := arn.Parse(text); ok && f.Service == service {
				list = append(list, newForm(f, r.Name))
			}
		}
	}
	if list != nil {
		t.forms.Store(service, list)
	}
	return list
}

// fits reports what the function of that name does about the part behind the account.
func (f *form) fits(text string, pattern glob.Pattern) bool {
	return !onlyBuckets(f.Resource, text) && glob.Overlaps(pattern, f.resource)
}

func (s *Shape) add(form arn.ARN) {
	s.Region, s.Account = s.Region.with(form.Region), s.Account.with(form.Account)
}

func (f Field) with(part string) Field {
	now := FieldFilled
	if part == "" {
		now = FieldEmpty
	}
	if f == FieldUnknown || f == now {
		return now
	}
	return FieldEither
}

// Takes reports whether a request for the action can name a resource that the pattern of
// ARNs matches: s3:GetObject takes no bucket, and s3:ListAllMyBuckets nothing but *. It
// is unknown of actions that the reference does not have. A yes is no promise that such
// a resource exists (Service Authorization Reference, Actions, column Resource types).
func (t *Table) Takes(action, pattern string) glob.Answer {
	a, ok := t.Action(action)
	if !ok {
		return glob.Unknown
	}
	pattern = widest(pattern)
	if strings.Trim(pattern, "*") == "" {
		return glob.Yes
	}
	if len(a.Resources) == 0 {
		return glob.No
	}
	for _, r := range a.Resources {
		for form := range strings.SplitSeq(r.Type.ARN, ", ") {
			if reaches(pattern, form) {
				return glob.Yes
			}
		}
	}
	return glob.No
}

// reaches reports whether some ARN of the form is matched by the pattern.
func reaches(pattern, form string) bool {
	f, ok := arn.Parse(form)
	if !ok {
		return true
	}
	p, ok := arn.Parse(pattern)
	if ok && fits(f.Partition, p.Partition) && fits(f.Service, p.Service) && fits(f.Region, p.Region) &&
		fits(f.Account, p.Account) && fits(f.Resource, p.Resource) {
		return true
	}
	if ok && !mayRunOver(p) {
		return false
	}
	// A placeholder for the partition must not run over the service.
	if partition, rest, ok := strings.Cut(strings.TrimPrefix(pattern, "arn:"), ":"); ok && !strings.ContainsAny(partition, "*?") {
		pattern, form = rest, strings.Join([]string{f.Service, f.Region, f.Account, f.Resource}, ":")
	}
	return fits(form, pattern)
}

// fits reports whether a text of the form, or of one part of it, is matched by the
// pattern. A placeholder stands for any text, that of S3's bucket names for one without
// a slash: else an object's ARN would be like a bucket's.
func fits(form, pattern string) bool {
	if onlyBuckets(form, pattern) {
		return false
	}
	switch open := strings.ContainsAny(form, "{<"); {
	case pattern == "*":
		return true
	case !open && !strings.ContainsAny(form, "*?") && !strings.ContainsAny(pattern, "*?"):
		return form == pattern
	case strings.HasPrefix(form, "${") && strings.IndexByte(form, '}') == len(form)-1:
		return true
	}
	return glob.Overlaps(glob.Parse(pattern), glob.Parse(widest(form)))
}

// onlyBuckets reports whether the form is that of bucket names and the pattern one with a
// slash.
func onlyBuckets(form, pattern string) bool {
	return (form == "arn:${Partition}:s3:::${BucketName}" || form == "${BucketName}") && strings.Contains(pattern, "/")
}

// mayRunOver reports whether a * ends one of the parts before the last: it may run over
// the colon (IAM User Guide, Resource: "arn:aws:s3:*" and its like).
func mayRunOver(p arn.ARN) bool {
	return slices.ContainsFunc([]string{p.Partition, p.Service, p.Region, p.Account},
		func(part string) bool { return strings.HasSuffix(part, "*") })
}

// widest writes a * for each ${placeholder}, <placeholder> or {placeholder} of a form,
// and for each variable or unknown value of a pattern.
func widest(s string) string {
	s = unknown.Widest(s)
	for _, mark := range [...]struct{ open, close string }{{"${", "}"}, {"{", "}"}} {
		var b strings.Builder
		for {
			before, after, ok := strings.Cut(s, mark.open)
			_, rest, closed := strings.Cut(after, mark.close)
			if !ok || !closed {
				break
			}
			b.WriteString(before)
			b.WriteByte('*')
			s = rest
		}
		s = b.String() + s
	}
	return s
}
