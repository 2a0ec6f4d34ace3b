package facts

import (
	"slices"

	"github.com/crossgrant/crossgrant/internal/access"
	"github.com/crossgrant/crossgrant/internal/condition"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/reference"
	"github.com/crossgrant/crossgrant/internal/s3"
	"github.com/crossgrant/crossgrant/internal/snapshot"
)

// changing are actions by which data, or who gets at them, are changed.
var changing = []string{
	"s3:PutObject", "s3:DeleteObject", "s3:PutObjectAcl", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:DeleteBucket",
}

// everybody reports whether an element stands for everyone, and not for what S3's
// test cannot tell.
func everybody(p *policy.Principals) bool {
	return p != nil && (p.Not || p.HasEveryone())
}

// replacing are the actions by which the policy of a bucket is changed.
var replacing = []string{"s3:PutBucketPolicy", "s3:DeleteBucketPolicy"}

// deniesEverybody states the statements of a bucket policy that deny everybody one of
// the actions by which the policy itself is changed, by action.
func deniesEverybody(d *snapshot.Document, table *reference.Table) Value {
	if d.Policy.Type() != policy.Bucket {
		return nil
	}
	bucket := ""
	if d.Owner().Kind == "bucket" {
		bucket = d.Owner().ID
	}
	var o Object
	for _, action := range replacing {
		var list Array
		for _, st := range access.DeniesEverybody(d.Policy, bucket, action, table) {
			list = append(list, Object{{"at", Place(d.ID(), d.Policy.StatementPath(st.Index))}, {"policy", String(d.Label())}})
		}
		if list != nil {
			o = o.With(action, list)
		}
	}
	if o == nil {
		return nil
	}
	return o
}

// open are the types of policies of which it is told whether they let in anybody.
var open = []policy.Type{policy.Bucket, policy.AccessGrants, policy.Key}

// Public states the statements of a bucket policy, or of one of a key or an S3 Access
// Grants instance, that let in anybody, where
// RestrictPublicBuckets is not known to keep strangers out, and neither does a condition
// that no request meets or a Deny of the policy.
func Public(d *snapshot.Document, table *reference.Table, restricted condition.Truth) Value {
	if !slices.Contains(open, d.Policy.Type()) || restricted == condition.True {
		return nil
	}
	var list Array
	for _, st := range s3.PublicStatements(d.Policy) {
		if !everybody(st.Principal) || access.Refuted(d.Policy, st, table) {
			continue
		}
		at := d.Policy.StatementPath(st.Index)
		o := Object{{"at", Place(d.ID(), st.Principal.Path(at, -1))}}
		var changes []string
		for _, action := range changing {
			if policy.SpeaksOf(&st.Action, action) {
				changes = append(changes, action)
			}
		}
		if changes != nil {
			o = o.With("changes", Strings(changes...))
		}
		if restricted == condition.Unknown {
			o = o.With("block_unknown", Present)
		}
		list = append(list, o)
	}
	if list == nil {
		return nil
	}
	return list
}
