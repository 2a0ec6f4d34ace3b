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
		r.Records.Guessed = doc.Type
	}
	r.Own(Document{Name: c.File.Name, Policy: doc}, Place{c.File, c.Body})
	return r.Records
}

// Attached reads the policy document of a resource, as the Get calls of many
// services return it in a string. Where neither the user nor the path tells
// its type it is guessed; but an identity policy it is not.
func (r *Reader) Attached(v gjson.Result, name string) {
	of := r.Hints.documentType()
	doc := r.Document(v, of)
	if doc.Type == "" || of == "" && doc.Type == policy.Identity {
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

// Own gives a document to the bucket, role, key or managed policy that the path or
// the document itself names; a document without such an owner stands alone.
func (r *Reader) Own(d Document, at Place) {
	h := r.Hints
	bucket := h.Bucket
	if bucket == "" {
		bucket = bucketNamed(d.Policy)
	}
	switch of := d.Policy.Type; {
	case of == policy.Bucket && bucket != "":
		r.Records.Buckets = append(r.Records.Buckets, Bucket{Account: h.Account, Name: bucket, At: at,
			Policy: Setting[*policy.Document]{State: Present, Value: d.Policy, At: at}})
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
		k := Key{Account: h.Account, At: at, Policy: Setting[*policy.Document]{State: Present, Value: d.Policy, At: at}}
		k.ID, k.Region, _ = strings.Cut(h.Key, "@")
		r.Records.Keys = append(r.Records.Keys, k)
	default:
		r.Records.Documents = append(r.Records.Documents, d)
	}
}

// bucketNamed returns the one bucket that the Resource elements of a document
// name. Patterns that name none, for a wildcard, a variable or a placeholder
// stands in the name, are passed over.
func bucketNamed(doc *policy.Document) (name string) {
	for i := range doc.Statements {
		resource := &doc.Statements[i].Resource
		if resource.Not {
			continue
		}
		for _, pattern := range resource.Patterns {
			bucket := bucketOf(pattern.Value)
			if bucket == "" || bucket == name {
				continue
			}
			if name != "" {
				return ""
			}
			name = bucket
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
