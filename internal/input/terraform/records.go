package terraform

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

// reading is a type of resources with what reads it.
type reading struct {
	of   string
	read func(*Set, *Resource)
}

// readings are the types that are read, in the order in which they are: what is
// attached comes behind what it is attached to.
func readings() []reading {
	return []reading{
		{"aws_iam_role", (*Set).role}, {"aws_iam_user", (*Set).user}, {"aws_iam_group", (*Set).group},
		{"aws_iam_policy", (*Set).managedPolicy},
		{"aws_iam_role_policy", (*Set).rolePolicy}, {"aws_iam_user_policy", (*Set).userPolicy}, {"aws_iam_group_policy", (*Set).groupPolicy},
		{"aws_iam_role_policy_attachment", (*Set).attachment}, {"aws_iam_user_policy_attachment", (*Set).attachment},
		{"aws_iam_group_policy_attachment", (*Set).attachment}, {"aws_iam_policy_attachment", (*Set).attachment},
		{"aws_iam_group_membership", (*Set).membership}, {"aws_iam_user_group_membership", (*Set).membership},
		{"aws_s3_bucket", (*Set).bucket}, {"aws_s3_bucket_policy", (*Set).bucketPolicy},
		{"aws_s3_bucket_ownership_controls", (*Set).ownership}, {"aws_s3_bucket_acl", (*Set).bucketACL},
		{"aws_s3_bucket_public_access_block", (*Set).bucketBlock}, {"aws_s3_account_public_access_block", (*Set).accountBlock},
		{"aws_s3_bucket_server_side_encryption_configuration", (*Set).encryption}, {"aws_s3_bucket_versioning", (*Set).versioning},
		{"aws_s3_bucket_request_payment_configuration", (*Set).payer}, {"aws_s3_bucket_abac", (*Set).abac},
		{"aws_s3_access_point", (*Set).accessPoint}, {"aws_s3control_access_point_policy", (*Set).accessPointPolicy},
		{"aws_kms_key", (*Set).key}, {"aws_kms_replica_key", (*Set).key}, {"aws_kms_external_key", (*Set).key},
		{"aws_kms_key_policy", (*Set).keyPolicy}, {"aws_kms_grant", (*Set).keyGrant}, {"aws_kms_alias", (*Set).alias},
		{"aws_vpc_endpoint", (*Set).endpoint}, {"aws_vpc_endpoint_policy", (*Set).endpointPolicy},
		{"aws_organizations_policy", (*Set).organizationPolicy}, {"aws_organizations_policy_attachment", (*Set).organizationAttachment},
		{"aws_organizations_organizational_unit", (*Set).organizationMember}, {"aws_organizations_account", (*Set).organizationMember},
	}
}

// loose are the attributes that hold policies of types that are judged as
// documents alone.
var loose = map[string]struct {
	attribute string
	of        policy.Type
}{
	"aws_sns_topic": {"policy", policy.Resource}, "aws_sns_topic_policy": {"policy", policy.Resource},
	"aws_sqs_queue": {"policy", policy.Resource}, "aws_sqs_queue_policy": {"policy", policy.Resource},
	"aws_secretsmanager_secret": {"policy", policy.Resource}, "aws_secretsmanager_secret_policy": {"policy", policy.Resource},
	"aws_ecr_repository_policy": {"policy", policy.Resource}, "aws_ecr_registry_policy": {"policy", policy.Resource},
	"aws_cloudwatch_log_resource_policy": {"policy_document", policy.Resource}, "aws_cloudwatch_log_destination_policy": {"access_policy", policy.Resource},
	"aws_efs_file_system_policy": {"policy", policy.Resource}, "aws_backup_vault_policy": {"policy", policy.Resource},
	"aws_opensearch_domain": {"access_policies", policy.Resource}, "aws_opensearch_domain_policy": {"access_policies", policy.Resource},
	"aws_elasticsearch_domain": {"access_policies", policy.Resource}, "aws_elasticsearch_domain_policy": {"access_policies", policy.Resource},
	"aws_api_gateway_rest_api": {"policy", policy.Resource}, "aws_api_gateway_rest_api_policy": {"policy", policy.Resource},
	"aws_glacier_vault": {"access_policy", policy.Resource}, "aws_glue_resource_policy": {"policy", policy.Resource},
	"aws_dynamodb_resource_policy": {"policy", policy.Resource}, "aws_kinesis_resource_policy": {"policy", policy.Resource},
	"aws_s3control_object_lambda_access_point_policy":      {"policy", policy.Resource},
	"aws_s3control_access_grants_instance_resource_policy": {"policy", policy.AccessGrants},
	"aws_s3tables_table_bucket_policy":                     {"resource_policy", policy.Resource}, "aws_s3tables_table_policy": {"resource_policy", policy.Resource},
	"aws_ssoadmin_permission_set_inline_policy": {"inline_policy", policy.Identity},
}

// reads reports whether the policies of resources of a type are read.
func reads(kind string) bool {
	_, ok := loose[kind]
	return ok || strings.HasPrefix(kind, "aws_") && slices.ContainsFunc(readings(), func(r reading) bool { return r.of == kind })
}

// Records turns the resources into the records that an export of them would give.
func (s *Set) Records() input.Records {
	s.roles, s.buckets, s.users, s.groups = map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	for _, one := range readings() {
		for _, r := range s.of(one.of) {
			one.read(s, r)
		}
	}
	for _, r := range s.Resources {
		if at, ok := loose[r.Type]; ok && !r.Data && r.Values.Get(at.attribute) != nil {
			s.alone(r, at.attribute, at.of)
		}
	}
	s.sources()
	s.records.Whole = true
	if s.open > 0 {
		what := fmt.Sprintf("%d policies are %s", s.open, s.later())
		if s.open == 1 {
			what = "1 policy is " + s.later()
		}
		s.records.Notes = append(s.records.Notes, what)
	}
	return s.records
}

func (s *Set) later() string { return cmp.Or(s.Later, "known after apply") }

// sources judges the documents of data sources that stand in no resource.
func (s *Set) sources() {
	for _, r := range s.Resources {
		if r.Type != "aws_iam_policy_document" || !r.Data || s.used[r] || s.mentioned[unindexed(r.Address)] && document(r.Values.Get("json"), "") != nil {
			continue
		}
		if doc := s.data(r, ""); doc != nil {
			s.records.Documents = append(s.records.Documents, input.Document{Name: r.Address, Address: r.Address, Policy: doc})
		}
	}
}

// policy reads the document in an attribute. One that is known after apply may be
// that of a data source. Where it is nil and something stands there, open counts it.
func (s *Set) policy(r *Resource, v *Value, attribute string, of policy.Type) *policy.Document {
	if v == nil || v.Kind == Null || v.Kind == Scalar && v.Text == "" {
		return nil
	}
	if doc := s.document(r, v, of); doc != nil {
		return doc
	}
	target, name := r, attribute
	for range maxSteps {
		if s.Follow == nil {
			break
		}
		if target, name = s.Follow(target, name); target == nil {
			break
		}
		if target.Type == "aws_iam_policy_document" && target.Data && (name == "json" || name == "minified_json") {
			if doc := s.data(target, of); doc != nil {
				s.Use(target)
				return doc
			}
		} else if doc := s.document(target, target.Values.Get(name), of); doc != nil {
			return doc
		}
	}
	s.open++
	return nil
}

// data is the document of a data source.
func (s *Set) data(r *Resource, of policy.Type) *policy.Document {
	if doc := s.document(r, r.Values.Get("json"), of); doc != nil {
		return doc
	}
	if s.fill != nil {
		s.fill(r)
	}
	if v := PolicyDocument(r.Values, r.At); v != nil && len(v.Get("Statement").each()) > 0 {
		return s.document(r, v, of)
	}
	return nil
}

// own returns the setting of the policy in an attribute of the resource that it
// belongs to; ok is false where nobody wrote one, and AWS or the provider says what
// there is.
func (s *Set) own(r *Resource, of policy.Type) (set input.Setting[*policy.Document], ok bool) {
	v := r.Values.Get("policy")
	if v == nil || v.Kind == Scalar && (v.Text == "" || v.Text == "{}") || v.Open && !s.written(r, "policy") {
		return set, false
	}
	return written(s.policy(r, v, "policy", of), v.At), true
}

// put gives the policy of a resource of its own to what it belongs to; where that
// stands elsewhere, the policy is judged by itself.
func (s *Set) put(r *Resource, of policy.Type, on *input.Setting[*policy.Document]) {
	if on == nil {
		s.alone(r, "policy", of)
		return
	}
	*on = written(s.policy(r, r.Values.Get("policy"), "policy", of), r.At)
}

// alone adds a document that is judged by itself.
func (s *Set) alone(r *Resource, attribute string, of policy.Type) {
	if doc := s.policy(r, r.Values.Get(attribute), attribute, of); doc != nil {
		s.records.Documents = append(s.records.Documents, input.Document{Name: r.Address, Address: r.Address, Policy: doc})
	}
}

func setting[T any](state input.State, value T, at input.Place) input.Setting[T] {
	return input.Setting[T]{State: state, Value: value, At: at}
}

// stated is a setting that is there, or not known yet.
func stated(v *Value, at input.Place) input.Setting[string] {
	if v == nil || v.Open || v.Text == "" || unknown.In(v.Text) {
		return setting(input.NotExported, "", placeOf(v, at))
	}
	return setting(input.Present, v.Text, v.At)
}

func written(doc *policy.Document, at input.Place) input.Setting[*policy.Document] {
	if doc == nil {
		return setting[*policy.Document](input.NotExported, nil, at)
	}
	return setting(input.Present, doc, at)
}

func tags(v *Value) (list []input.Tag) {
	list = []input.Tag{}
	if v == nil || v.Kind != Mapping {
		return list
	}
	for _, m := range v.Members {
		list = append(list, input.Tag{Key: m.Name, Value: m.Value.Text})
	}
	return list
}

// tagged returns the tags that a resource will have, with those that its provider
// gives to all.
func tagged(r *Resource) input.Setting[[]input.Tag] {
	all := r.Values.Get("tags_all")
	if all == nil {
		all = r.Values.Get("tags")
	}
	if all != nil && (all.Open || slices.ContainsFunc(all.Members, func(m Member) bool { return m.Value.Open })) {
		return setting[[]input.Tag](input.NotExported, nil, all.At)
	}
	return setting(input.Present, tags(all), r.At)
}
