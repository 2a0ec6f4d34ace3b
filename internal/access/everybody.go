package access

import (
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/arn"
	"github.com/crossgrant/crossgrant/internal/authz"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/source"
)

// DeniesEverybody returns the statements of a bucket policy that deny everybody an
// action on the bucket, whatever the request is. A statement with a condition that
// some request may not meet is none. Without the bucket's name every ARN of a bucket
// is taken for its own.
func DeniesEverybody(d *policy.Document, bucket, action string, table *reference.Table) (list []*policy.Statement) {
	for _, st := range d.All() {
		if st.Effect == policy.Deny && isEverybody(st.Principal) && policy.SpeaksOf(&st.Action, action) &&
			isBucket(&st.Resource, bucket, d.Variables()) && always(st, d.Variables(), anyRequest{action, table}) {
			list = append(list, st)
		}
	}
	return list
}

// isEverybody reports whether an element names everybody and spares nobody.
func isEverybody(p *policy.Principals) bool { return p != nil && !p.Not && p.HasEveryone() }

// isBucket reports whether a Resource element names the bucket itself in every case.
func isBucket(e *policy.Elements, bucket string, variables bool) bool {
	if e.Not {
		return false
	}
	return slices.ContainsFunc(e.Patterns, func(t source.Text) bool {
		pattern, plain := condition.ParseTemplate(t.Value, variables).Plain()
		a, _ := arn.Parse(t.Value)
		switch {
		case !plain:
			return false
		case bucket == "":
			return t.Value == "*" || a.Service == "s3" && !strings.Contains(a.Resource, "/")
		}
		return arn.Compile(pattern).Match(arn.ARN{Partition: a.Partition, Service: "s3", Resource: bucket})
	})
}

// always reports whether the conditions are met whatever is not known of a request.
func always(st *policy.Statement, variables bool, of condition.Context) bool {
	return !slices.ContainsFunc(st.Conditions, func(c policy.Condition) bool {
		test := authz.CompileTest(&c, variables)
		return test.Eval(of) != condition.True
	})
}

// anyRequest is the context of a request of which nothing is known but its action, if
// that: it has the keys that are in every request, and lacks those that the action
// cannot carry.
type anyRequest struct {
	action string
	table  *reference.Table
}

// Lookup implements condition.Context.
func (r anyRequest) Lookup(key string) condition.Value {
	if global, ok := reference.Global(key); ok && global.Present == reference.InEvery {
		return condition.Value{State: condition.PresentUnknown}
	}
	if r.action == "" {
		return condition.Value{State: condition.StateUnknown}
	}
	if carried, known := r.table.Carries(r.action, key); known && !carried {
		return absent
	}
	return condition.Value{State: condition.StateUnknown}
}
