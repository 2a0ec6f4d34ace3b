package input

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// Bare returns the records of a candidate that is a policy document and
// nothing else.
func (c Candidate) Bare() Records {
	r := Reader{Candidate: c}
	of := c.Hints.documentType()
	doc := policy.Parse(source.Origin{File: c.File, Span: c.Body}, of)
	if of == "" {
		r.Records.Guessed = doc.Type()
	}
	r.Own(Document{Name: c.File.Name, Policy: doc}, Place{c.File, c.Body})
	if c.Hints.Bucket == "" && c.Hints.Bare.Said == "" {
		r.Records.Stack(c.File.Name)
	}
	return r.Records
}

// Attached reads the policy document of a resource, as the Get calls of many
// services return it in a string. Where neither the user nor the path tells
// its type it is guessed; but an identity policy it is not.
func (r *Reader) Attached(v gjson.Result, name string) {
	of := r.Hints.documentType()
	doc := r.Document(v, of)
	if doc.Type() == "" || of == "" && doc.Type() == policy.Identity {
		doc = r.Document(v, resourceType(doc))
	}
	r.Own(Document{Name: name, Policy: doc}, r.Place(v))
}

func resourceType(doc *policy.Document) policy.Type {
	if bucketNamed(doc) != "" {
		return policy.Bucket
	}
	return policy.Resource
}

// Own gives a document to the bucket, role, key, access point or managed policy
// that the path or the document itself names; a document without such an owner stands alone.
func (r *Reader) Own(d Document, at Place) {
	h := r.Hints
	if h.Bare.Said != "" && r.ownBare(d, at) {
		return
	}
	bucket := h.Bucket
	if bucket == "" {
		bucket = bucketNamed(d.Policy)
	}
	var point AccessPoint
	if d.Policy.Type() == policy.AccessPoint {
		point = r.accessPoint(d.Policy)
	}
	stated := Setting[*policy.Document]{State: Present, Value: d.Policy, At: at}
	switch of := d.Policy.Type(); {
	case of == policy.Bucket && bucket != "":
		r.Records.Buckets = append(r.Records.Buckets, Bucket{Account: h.Account, Name: bucket, At: at, Policy: stated})
	case of == policy.Trust && h.Role != "":
		r.Records.Roles = append(r.Records.Roles, Role{Account: h.Account, Name: h.Role, At: at, Trust: d.Policy})
	case of == policy.Identity && h.Role != "" && h.Policy != "":
		d.Name = h.Policy
		r.Records.Roles = append(r.Records.Roles, Role{Account: h.Account, Name: h.Role, At: at,
			Inline: []Document{d}})
	case of == policy.Identity && h.Policy != "" && h.User == "" && h.Group == "":
		r.Records.Policies = append(r.Records.Policies, ManagedPolicy{Account: h.Account, Name: h.Policy, At: at,
			Document: d.Policy})
	case of == policy.Key && h.Key != "":
		k := Key{Account: h.Account, At: at, Policy: stated}
		k.ID, k.Region, _ = strings.Cut(h.Key, "@")
		r.Records.Keys = append(r.Records.Keys, k)
	case of == policy.AccessPoint && point.Name != "":
		point.At, point.Policy = at, stated
		r.Records.AccessPoints = append(r.Records.AccessPoints, point)
	case h.Bare.Said == "" && h.User+h.Group == "" && r.ownBare(d, at):
	default:
		r.Records.Documents = append(r.Records.Documents, d)
	}
}

// bucketNamed returns the one bucket that the Resource elements of a document
// name.
func bucketNamed(doc *policy.Document) string { return named(doc, bucketOf) }

// named returns the one thing that the Resource elements of a document name, of
// each of which the function tells the name. Patterns that name none, for a
// wildcard, a variable or a placeholder stands in the name, are passed over.
func named(doc *policy.Document, of func(arn string) string) (name string) {
	for _, st := range doc.All() {
		resource := &st.Resource
		if resource.Not {
			continue
		}
		for _, pattern := range resource.Patterns {
			one := of(pattern.Value)
			if one == "" || one == name {
				continue
			}
			if name != "" {
				return ""
			}
			name = one
		}
	}
	return strings.Clone(name)
}

const bucketCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_"

// bucketOf returns the bucket of the ARN of a bucket or of objects.
func bucketOf(arn string) string {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || parts[2] != "s3" || parts[3] != "" || parts[4] != "" {
		return ""
	}
	name, _, _ := strings.Cut(parts[5], "/")
	if strings.Trim(name, bucketCharacters) != "" {
		return ""
	}
	return name
}

// accessPoint returns the access point that the path or else the document
// names.
func (r *Reader) accessPoint(doc *policy.Document) AccessPoint {
	if h := r.Hints; h.AccessPoint != "" {
		return AccessPoint{Account: h.Account, Region: h.Region, Name: h.AccessPoint}
	}
	parts := strings.SplitN(named(doc, accessPointOf), ":", 6)
	if len(parts) != 6 {
		return AccessPoint{}
	}
	return AccessPoint{Account: parts[4], Region: parts[3], Name: strings.TrimPrefix(parts[5], accessPointPrefix),
		ARN: strings.Join(parts, ":")}
}

const accessPointPrefix = "accesspoint/"

// accessPointOf returns the ARN of an access point out of its own or that of
// objects behind it. A Multi-Region Access Point is none: it has no Region.
func accessPointOf(arn string) string {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || parts[2] != "s3" || parts[3] == "" || !accountID(parts[4]) {
		return ""
	}
	rest, ok := strings.CutPrefix(parts[5], accessPointPrefix)
	name, _, _ := strings.Cut(rest, "/")
	if !ok || name == "" || strings.Trim(parts[3]+name, bucketCharacters) != "" {
		return ""
	}
	return strings.Join(parts[:5], ":") + ":" + accessPointPrefix + name
}
