package authz

import (
	"slices"
	"strings"
	"sync"

	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/glob"
)

// Knowledge is what is known of a request beyond who makes it: all that settles
// condition keys. What is left out is not known.
type Knowledge struct {
	// Tags of the role, by key as written. SessionTags tells whether somebody may
	// pass session tags, which replace the role's; only where nobody does a tag
	// that the role lacks is absent.
	Tags        map[string]string
	SessionTags condition.Truth
	Owner       string // account of the resource
	Region      string // of the bucket
	// OrgID is the organization of the caller's account; NoOrg says that the
	// account is in none.
	OrgID string
	NoOrg bool
	// OrgPath is where that account stands in it: o-a/r-b/ou-c/.
	OrgPath string
	// OwnerOrgID and OwnerOrgPath are the same of the resource's account; of the
	// caller's own account nobody has to say it twice.
	OwnerOrgID, OwnerOrgPath string

	// Action is what is asked, and Operation the S3 API operation that asks it.
	Action, Operation string
	// Direct: the caller makes the request itself. Forwarded is the service that
	// makes it with the caller's credentials instead, s3.amazonaws.com.
	Direct    bool
	Forwarded string
	// ForwardedFirst is the service that passed the request on before that one; empty
	// if there is none.
	ForwardedFirst string
	// ToBucket: the request goes to a bucket by its name, PointARN is the access
	// point to which it goes instead; both empty where that is not known.
	ToBucket                            bool
	PointARN, PointAccount, PointOrigin string
	// Endpoint is the VPC endpoint through which the request comes, EndpointVPC
	// and EndpointAccount what is known of it.
	Endpoint, EndpointVPC, EndpointAccount string
	// NoBucketTags: attribute-based access control is off for the bucket.
	NoBucketTags bool
}

var (
	absent  = condition.Value{State: condition.Absent}
	present = condition.Value{State: condition.PresentUnknown}
)

// Known returns the values, by key in lower case, of the condition keys that
// follow from the caller and from what is known; keys that such a caller's call
// never carries are absent.
func Known(c *Caller, k Knowledge) map[string]condition.Value {
	keys := make(map[string]condition.Value, len(derivations))
	Tell(keys, c, &k)
	TellOperation(keys, c, &k)
	return keys
}

// Tell adds what Known returns to what is known of a call, but for TellOperation.
func Tell(keys map[string]condition.Value, c *Caller, k *Knowledge) {
	tell(keys, c, k, 0, len(derivations)-len(ofOperation))
	for key, value := range k.Tags {
		v := One(value)
		if k.SessionTags == condition.True {
			v = present
		}
		keys[lower("aws:PrincipalTag/"+key)] = v
	}
}

// TellOperation adds what hangs on the operation.
func TellOperation(keys map[string]condition.Value, c *Caller, k *Knowledge) {
	tell(keys, c, k, len(derivations)-len(ofOperation), len(derivations))
}

// tell adds what some rows of the table derive.
func tell(keys map[string]condition.Value, c *Caller, k *Knowledge, from, to int) {
	names := derived()
	for i := from; i < to; i++ {
		d := &derivations[i]
		if strings.HasSuffix(d.key, "/") {
			continue
		}
		if v, ok := d.of(c, k); ok {
			keys[names[i]] = v
		}
	}
}

// derived are the keys of the derivations in lower case.
var derived = sync.OnceValue(func() []string {
	names := make([]string, len(derivations))
	for i := range derivations {
		names[i] = lower(derivations[i].key)
	}
	return names
})

// Lacks reports whether a key, in lower case, is one of those of which only the
// beginning is fixed, and known to be absent unless Known lists it.
func (k *Knowledge) Lacks(c *Caller, key string) bool {
	for i := range derivations {
		d := &derivations[i]
		if strings.HasSuffix(d.key, "/") && d.settles(key) {
			v, ok := d.of(c, k)
			return ok && v.State == condition.Absent
		}
	}
	return false
}

// Forward makes the context of a call to S3 that of the request which a service
// passes on with the caller's credentials: what speaks of S3's resource and of
// the way to S3 goes, and what k says comes.
func Forward(keys map[string]condition.Value, c *Caller, k Knowledge) {
	called := derivations[len(ofCaller):]
	for key := range keys {
		if strings.HasPrefix(key, "s3:") || slices.ContainsFunc(called, func(d derivation) bool { return d.settles(key) }) {
			delete(keys, key)
		}
	}
	for key, v := range Known(c, k) {
		if _, listed := keys[key]; !listed {
			keys[key] = v
		}
	}
}

// passedOn are keys of whoever calls that nothing derives (IAM User Guide, AWS global
// condition context keys).
var passedOn = []string{"aws:sourceidentity", "aws:federatedprovider", "aws:multifactorauthpresent", "aws:multifactorauthage", "aws:assumedroot"}

// SameForwarded reports whether a condition key, in lower case, holds in the request
// which a service passes on what it holds in the caller's own.
func SameForwarded(key string) bool {
	return slices.Contains(passedOn, key) || slices.ContainsFunc(ofCaller, func(d derivation) bool { return d.settles(key) })
}

// One returns what is known of a key that is present with one value.
func One(value string) condition.Value {
	return condition.Value{State: condition.Present, Values: []string{value}}
}

// among returns what is known of a multivalued key with these values.
func among(values ...string) condition.Value {
	return condition.Value{State: condition.Present, Values: values, Set: true}
}

// some returns what is known of a key that is present with one value that
// begins so.
func some(prefix string) condition.Value {
	within := glob.Join(glob.Literal(prefix), glob.Parse("?*"))
	return condition.Value{State: condition.PresentUnknown, Within: &within}
}
