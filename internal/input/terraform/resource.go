package terraform

import (
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// Resource is one instance of a resource or a data source.
type Resource struct {
	Address string // module.x.aws_iam_role.r["a"]
	Module  string // module.x; empty for the root
	Type    string
	Name    string
	Index   string // as it stands in brackets, without them; empty if there is none
	Data    bool
	Values  *Value
	// Provider is the key of the provider's configuration: aws, aws.data.
	Provider string
	At       input.Place
	// references are those of its expressions in a plan.
	references *Value
}

// Set is what one plan, one state or one folder of sources describes.
type Set struct {
	// Scope is that of its unknowns.
	Scope     string
	Resources []*Resource
	// Accounts and Regions are those of the configurations of providers, as far as
	// they are known.
	Accounts, Regions map[string]string
	// Follow leads from a value that is known after apply to the attribute that it
	// is; nil where there is nothing to follow.
	Follow func(r *Resource, attribute string) (target *Resource, of string)

	// Later says how policies are known that are not known yet: "known after apply"
	// where it is empty.
	Later string

	// Tells is what tells of the resources, where their sources do not: "a plan".
	Tells string

	// Notate returns how the file of a document is changed that was made out of it; nil
	// where nobody can. The document will be that of this number among Read, which are all
	// that were made of values, in order.
	Notate func(number int, origin source.Origin) source.Notation
	Read   []Read

	// fill completes the statements of a data source.
	fill func(r *Resource)

	kinds   map[string][]*Resource
	records input.Records
	roles   map[string]int // by account and name: their places in the records
	buckets map[string]int // by name
	// policied are the buckets of which a resource of its own says the policy.
	policied map[string]bool
	users    map[string]int
	groups   map[string]int
	used     map[*Resource]bool // data sources whose document stands in a resource
	// mentioned are the addresses of data sources that something is made of.
	mentioned map[string]bool
	open      int // policies that are known after apply
}

// Account returns that of a resource: its provider's, be it unknown.
func (s *Set) Account(r *Resource) string {
	return s.known(s.Accounts, "account", r)
}

// Region returns that of a resource, be it unknown.
func (s *Set) Region(r *Resource) string {
	if own := r.Values.string("region"); own != "" {
		return own
	}
	return s.known(s.Regions, "Region", r)
}

func (s *Set) known(of map[string]string, what string, r *Resource) string {
	if known := of[r.Provider]; known != "" {
		return known
	}
	name := what
	if r.Provider != "aws" && r.Provider != "" {
		name += " of " + r.Provider
	}
	return unknown.Given(s.Scope, name)
}

// partition is that of all ARNs that are not written out: names in one partition
// say nothing about another.
const partition = "aws"

// form says how the name and the ARN of a resource are made: which attribute is
// its name, the service, whether the ARN holds Region and account, what stands
// before the name, and what id is: the name, or the ARN.
type form struct {
	name            string
	service         string
	region, account bool
	before          string
	idIsARN         bool
}

var forms = map[string]form{
	"aws_iam_role": {"name", "iam", false, true, "role", false}, "aws_iam_user": {"name", "iam", false, true, "user", false},
	"aws_iam_group": {"name", "iam", false, true, "group", false}, "aws_iam_policy": {"name", "iam", false, true, "policy", true},
	"aws_iam_instance_profile": {"name", "iam", false, true, "instance-profile", false},
	"aws_s3_bucket":            {"bucket", "s3", false, false, "", false},
	"aws_s3_access_point":      {"name", "s3", true, true, "accesspoint/", false},
	"aws_kms_key":              {"key_id", "kms", true, true, "key/", false},
	"aws_kms_replica_key":      {"key_id", "kms", true, true, "key/", false},
	"aws_kms_external_key":     {"key_id", "kms", true, true, "key/", false},
	"aws_kms_alias":            {"name", "kms", true, true, "", false},
	"aws_lambda_function":      {"function_name", "lambda", true, true, "function:", false},
	"aws_sqs_queue":            {"name", "sqs", true, true, "", false},
	"aws_sns_topic":            {"name", "sns", true, true, "", true},
	"aws_dynamodb_table":       {"name", "dynamodb", true, true, "table/", false},
	"aws_vpc_endpoint":         {"id", "ec2", true, true, "vpc-endpoint/", false},
}

// maxSteps bounds how far one value leads to another.
const maxSteps = 30

// Attribute returns what an attribute of a resource is: as it is written, as AWS
// will make it of what is written, or else an unknown that is equal to itself.
func (s *Set) Attribute(r *Resource, name string) string { return s.attribute(r, name, maxSteps) }

func (s *Set) attribute(r *Resource, name string, steps int) string {
	v := r.Values.Get(name)
	if v != nil && v.Kind == Scalar && !v.Open && v.Text != "" {
		return v.Text
	}
	if v != nil && v.Open && s.Follow == nil {
		return v.Text // what the sources call it is equal to itself
	}
	if steps > 0 && s.Follow != nil {
		if target, of := s.Follow(r, name); target != nil {
			return s.attribute(target, of, steps-1)
		}
	}
	f, ok := forms[r.Type]
	switch {
	case !ok || steps == 0:
	case name == f.name:
		for _, prefix := range []string{"name_prefix", f.name + "_prefix"} {
			if before := r.Values.string(prefix); before != "" {
				return before + unknown.Made(s.Scope, r.Address+"."+name)
			}
		}
	case name == "arn" || name == "id" && f.idIsARN:
		return s.arn(r, f, steps-1)
	case name == "id" && f.name != "id":
		return s.attribute(r, f.name, steps-1)
	}
	if v != nil && v.Open && s.written(r, name) || r.Data {
		return unknown.Given(s.Scope, r.Address+"."+name)
	}
	return unknown.Made(s.Scope, r.Address+"."+name)
}

// written reports whether somebody gave the attribute an expression: it is then no
// name that AWS or the provider makes up.
func (s *Set) written(r *Resource, name string) bool {
	return s.Follow == nil || r.references.Get(name) != nil
}

// Use notes that the document of a data source stands elsewhere, and is not judged
// by itself.
func (s *Set) Use(r *Resource) {
	if s.used == nil {
		s.used = map[*Resource]bool{}
	}
	s.used[r] = true
}

func (s *Set) arn(r *Resource, f form, steps int) string {
	region, account, before := "", "", f.before
	if f.region {
		region = s.Region(r)
	}
	if f.account {
		account = s.Account(r)
	}
	if f.service == "iam" {
		path := r.Values.string("path")
		if path == "" {
			path = "/"
		}
		before += path
	}
	return strings.Join([]string{"arn", partition, f.service, region, account, before + s.attribute(r, f.name, steps)}, ":")
}

// of returns the resources of a type that are managed.
func (s *Set) of(kind string) []*Resource {
	if s.kinds == nil {
		s.kinds = map[string][]*Resource{}
		for _, r := range s.Resources {
			if !r.Data {
				s.kinds[r.Type] = append(s.kinds[r.Type], r)
			}
		}
	}
	return s.kinds[kind]
}
