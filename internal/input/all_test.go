package input_test

import (
	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/input/authorization"
	"github.com/crossgrant/crossgrant/internal/input/awsconfig"
	"github.com/crossgrant/crossgrant/internal/input/document"
	"github.com/crossgrant/crossgrant/internal/input/ec2"
	"github.com/crossgrant/crossgrant/internal/input/failure"
	"github.com/crossgrant/crossgrant/internal/input/iam"
	"github.com/crossgrant/crossgrant/internal/input/kms"
	"github.com/crossgrant/crossgrant/internal/input/organizations"
	"github.com/crossgrant/crossgrant/internal/input/resource"
	"github.com/crossgrant/crossgrant/internal/input/s3"
	"github.com/crossgrant/crossgrant/internal/input/silent"
	"github.com/crossgrant/crossgrant/internal/input/table"
	"github.com/crossgrant/crossgrant/internal/policy"
)

var formats = []input.Format{
	authorization.Format{}, awsconfig.Format{}, table.Format{}, organizations.Format{}, iam.Format{}, s3.Format{}, kms.Format{}, ec2.Format{}, resource.Format{},
	document.Format{}, failure.Format{}, silent.Format{},
}

// documents returns every policy document of the records.
func documents(r input.Records) []*policy.Document {
	var list []*policy.Document
	add := func(documents []input.Document) {
		for _, d := range documents {
			list = append(list, d.Policy)
		}
	}
	add(r.Documents)
	for _, role := range r.Roles {
		if role.Trust != nil {
			list = append(list, role.Trust)
		}
		add(role.Inline)
	}
	for _, identity := range append(r.Users[:len(r.Users):len(r.Users)], r.Groups...) {
		add(identity.Inline)
	}
	for _, p := range r.Policies {
		if p.Document != nil {
			list = append(list, p.Document)
		}
	}
	for _, k := range r.Keys {
		if k.Policy.Value != nil {
			list = append(list, k.Policy.Value)
		}
	}
	for _, p := range r.OrgPolicies {
		list = append(list, p.Document)
	}
	for _, e := range r.Endpoints {
		if e.Policy.Value != nil {
			list = append(list, e.Policy.Value)
		}
	}
	for _, p := range r.AccessPoints {
		if p.Policy.Value != nil {
			list = append(list, p.Policy.Value)
		}
	}
	for _, b := range r.Buckets {
		if b.Policy.Value != nil {
			list = append(list, b.Policy.Value)
		}
	}
	return list
}
