package cases

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// storage are the decisions that the functional tests of another S3 service
// expect. Their documents stay where they are: @0 and @1 stand for them.
var storage = []struct {
	test, basis string
	as          string // who calls, beside owner
	rest        string // what the case adds
	label       string
	documented  string // what AWS documents, where that differs
}{
	{"s3/test_encryption_sse_c_deny_algo_with_bucket_policy", labelled, owner, put, "explicit_deny 403", ""},
	{"s3/test_bucket_policy", implied, other, listing, "allowed", ""},
	{"s3/test_bucketv2_policy", implied, other, listing, "allowed", ""},
	{"s3/test_bucket_policy_different_tenant", implied, other, listing, "allowed", ""},
	{"s3/test_bucket_policy_another_bucket", implied, other, listing, "allowed", ""},
	// The test's caller may be the root user of the bucket's owner, whom no
	// bucket policy stops (S3 API Reference, DeleteBucketPolicy); roles it does.
	{"s3/test_bucket_policy_deny_self_denied_policy", labelled, owner, api("GetBucketPolicy", ""), "explicit_deny 403", ""},
	{"s3/test_bucket_policy_deny_self_denied_policy", labelled, owner, api("DeleteBucketPolicy", ""), "explicit_deny 403", ""},
	{"s3/test_bucket_policy_deny_self_denied_policy", labelled, owner, api("PutBucketPolicy", ""), "explicit_deny 403", ""},
	{"s3/test_bucket_policy_acl", labelled, other, readable, "explicit_deny 403", ""},
	{"s3/test_bucketv2_policy_acl", labelled, other, readable, "explicit_deny 403", ""},
	{"s3/test_bucket_policy_set_condition_operator_end_with_IfExists", labelled, other,
		`{"bucket":{"policy":"@0"},"request":{"api":"GetObject","context":{"aws:Referer":"http://example.com"}}}`, "implicit_deny 403", ""},
	{"s3/test_bucket_policy_put_obj_acl", labelled, other, headers("x-amz-acl", "public-read"), "explicit_deny 403", ""},
	{"s3/test_bucket_policy_put_obj_grant", labelled, owner,
		`{"bucket":{"policy":"@1","object":{"owner_account":"111122223333","acl":{"Owner":{"ID":"otherid"},
		"Grants":[{"Grantee":{"ID":"otherid"},"Permission":"FULL_CONTROL"}]}}},"request":{"api":"GetObjectAcl","action":"s3:GetObjectAcl"}}`,
		"implicit_deny 403", ""},
	{"s3/test_bucket_policy_put_obj_s3_noenc", labelled, owner, put, "explicit_deny 403", ""},
	{"s3/test_bucket_policy_put_obj_s3_kms", labelled, owner, headers("x-amz-server-side-encryption", "aws:kms"), "explicit_deny 403", ""},
	{"s3/test_bucket_policy_put_obj_kms_noenc", labelled, owner, put, "explicit_deny 403", ""},
	{"s3/test_get_public_block_deny_bucket_policy", labelled, owner,
		`{"bucket":{"policy":"@0"},"request":{"action":"s3:GetBucketPublicAccessBlock","resource":"arn:aws:s3:::examplebucket"}}`, "explicit_deny", ""},
	{"s3/test_multipart_upload_on_a_bucket_with_policy", implied, other, api("CreateMultipartUpload", "key"), "allowed", ""},
	// AWS asks for s3:GetObject, and for s3:ListBucket beside it to say 404; a
	// request for an object carries no s3:prefix (S3 API Reference, HeadObject).
	{"s3/test_head_object_404_with_policy_prefix", implied, other,
		`{"bucket":{"policy":"@0"},"request":{"api":"HeadObject","object_exists":false,"resource":"arn:aws:s3:::examplebucket/public/key"}}`,
		"allowed 404", "implicit_deny 403"},
	{"iam/test_deny_multipart_actions_in_user_policy", labelled, owner, more("ListMultipartUploads", ""), "explicit_deny 403", ""},
	{"iam/test_deny_multipart_actions_in_user_policy", labelled, owner, more("AbortMultipartUpload", "key"), "explicit_deny 403", ""},
	{"iam/test_verify_conflicting_user_policies", labelled, owner, `{"role":{"policies":[{"name":"a","document":"@0"},{"name":"b","document":"@1"}]},
		"request":{"api":"ListObjectsV2","resource":"arn:aws:s3:::examplebucket"}}`, "explicit_deny 403", ""},
	{"iam/test_account_inline_group_policy_allow", labelled, owner, nothing, "implicit_deny", ""},
	{"iam/test_account_inline_group_policy_allow", implied, owner, only("s3:ListBucket", "arn:aws:s3:::examplebucket"), "allowed", ""},
	{"iam/test_cross_account_role_policy_allow", labelled, other, nothing, "implicit_deny", ""},
	{"iam/test_cross_account_role_policy_allow", labelled, other, only("s3:ListBucket", "arn:aws:s3:::examplebucket"), "implicit_deny", ""},
	{"iam/test_account_role_policy_allow_get_role", labelled, owner,
		`{"role":{"policies":[]},"bucket":null,"request":{"action":"iam:GetRole","resource":"arn:aws:iam::444455556666:role/own"}}`, "implicit_deny", ""},
	{"iam/test_account_role_policy_allow_get_role", implied, owner, only("iam:GetRole", "arn:aws:iam::444455556666:role/own"), "allowed", ""},
	{"iam/test_get_account_summary_policy", implied, owner, only("iam:GetAccountSummary", "*"), "allowed", ""},
	{"sts/test_assume_role_allow", implied, owner,
		`{"role":{"policies":[{"name":"p","document":"@1"}]},"request":{"api":"PutObject"}}`, "allowed", ""},
	{"sts/test_assume_role_deny_head_nonexistent", labelled, owner,
		`{"role":{"policies":[{"name":"p","document":"@1"}]},"request":{"api":"HeadObject","object_exists":false}}`, "allowed 403", ""},
	{"sts/test_assume_role_with_web_identity", implied, owner, role("@0", "{}"), "allowed", ""},
	{"sts/test_assume_role_with_web_identity_with_azp", implied, owner, role("@0", "{}"), "allowed", ""},
	{"sts/test_session_policy_check_on_different_buckets", implied, owner, session("test1"), "denied", ""},
	{"sts/test_session_policy_check_on_different_buckets", implied, owner, session("test2"), "denied", ""},
	{"sts/test_session_policy_check_on_same_bucket", implied, owner, session("test1"), "allowed", ""},
	{"sts/test_session_policy_check_put_obj_denial", implied, owner, session("test1"), "denied", ""},
	{"sts/test_swapping_role_policy_and_session_policy", implied, owner, session("test1"), "allowed", ""},
	{"sts/test_session_policy_check_with_deny_effect", implied, owner, session("test1"), "explicit_deny", ""},
	{"sts/test_session_policy_no_bucket_role_policy", implied, owner,
		`{"role":{"policies":[]},"bucket":{"name":"test1"},"request":{"api":"PutObject","resource":"arn:aws:s3:::test1/key","session_policy":"@0"}}`, "denied", ""},
	{"sts/test_assume_role_with_web_identity_with_principal_tag", implied, owner, role("@0", `{"Department":"Engineering"}`), "allowed", ""},
	{"sts/test_assume_role_with_web_identity_for_all_values", implied, owner, role("@0", `{"Department":"Marketing"}`), "allowed", ""},
	{"sts/test_assume_role_with_web_identity_for_all_values_deny", implied, owner, role("@0", `{"Department":"Marketing"}`), "denied", ""},
	{"sts/test_assume_role_with_web_identity_tag_keys_trust_policy", implied, owner, role("@0", `{"Department":"Engineering"}`), "allowed", ""},
	{"sts/test_assume_role_with_web_identity_resource_tag_deny", implied, owner, role("@0", "{}"), "denied", ""},
	{"sts/test_assume_role_with_web_identity_wrong_resource_tag_deny", implied, owner, tagged("WrongResourceTag"), "denied", ""},
	// S3 has no condition key s3:ResourceTag (Service Authorization Reference):
	// no request carries it, so that the statement grants nothing.
	{"sts/test_assume_role_with_web_identity_resource_tag_princ_tag", implied, owner, tagged("Engineering"), "allowed", "implicit_deny"},
}

const (
	put     = `{"bucket":{"policy":"@0"},"request":{"api":"PutObject","action":"s3:PutObject"}}`
	listing = `{"bucket":{"policy":"@0"},"request":{"api":"ListObjectsV2","action":"s3:ListBucket","resource":"arn:aws:s3:::examplebucket"}}`
	nothing = `{"role":{"policies":[]},"request":{"action":"s3:ListBucket","resource":"arn:aws:s3:::examplebucket"}}`
	// readable: every caller with an account may list by the bucket's ACL.
	readable = `{"bucket":{"policy":"@0","acl":{"Owner":{"ID":"ownerid"},"Grants":[{"Permission":"READ",
	 "Grantee":{"URI":"http://acs.amazonaws.com/groups/global/AuthenticatedUsers"}}]}},
	"request":{"api":"ListObjectsV2","action":"s3:ListBucket","resource":"arn:aws:s3:::examplebucket"}}`
)

func resource(key string) string { return strings.TrimSuffix("arn:aws:s3:::examplebucket/"+key, "/") }

func api(name, key string) string {
	return fmt.Sprintf(`{"bucket":{"policy":"@0"},"request":{"api":%q,"resource":%q}}`, name, resource(key))
}

func headers(name, value string) string {
	return fmt.Sprintf(`{"bucket":{"policy":"@0"},"request":{"api":"PutObject","headers":{%q:%q}}}`, name, value)
}

// more adds the document to a role that may do all.
func more(name, key string) string {
	return fmt.Sprintf(`{"role":{"policies":[{"name":"all","document":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}},
	{"name":"p","document":"@0"}]},"request":{"api":%q,"resource":%q}}`, name, resource(key))
}

func only(action, on string) string {
	return fmt.Sprintf(`{"role":{"policies":[{"name":"p","document":"@0"}]},"request":{"action":%q,"resource":%q}}`, action, on)
}

func role(document, tags string) string {
	return fmt.Sprintf(`{"role":{"policies":[{"name":"p","document":%q}],"tags":%s},"request":{"api":"PutObject"}}`, document, tags)
}

func tagged(value string) string {
	return fmt.Sprintf(`{"role":{"policies":[{"name":"p","document":"@0"}],"tags":{"Department":"Engineering"}},
	"request":{"api":"PutObject","context":{"s3:ResourceTag/Department":%q}}}`, value)
}

func session(bucket string) string {
	return fmt.Sprintf(`{"role":{"policies":[{"name":"p","document":"@0"}]},"bucket":{"name":%q},
	"request":{"api":"PutObject","session_policy":"@1","resource":"arn:aws:s3:::%s/key"}}`, bucket, bucket)
}

// TestStorageDecisions holds the decisions that another S3 service tests. Where
// that service is not like AWS, AWS's documentation is held to.
func TestStorageDecisions(t *testing.T) {
	documents := map[string][]any{}
	for _, c := range corpus(t, "ceph-s3-tests/cases.jsonl") {
		for _, d := range at(c, "documents").([]any) {
			name := text(c["id"])
			documents[name] = append(documents[name], at(d, "document"))
		}
	}
	l := newLabels(t)
	for _, row := range storage {
		name := "ceph-s3-tests/test_" + row.test
		if len(documents[name]) == 0 {
			t.Errorf("%s: no such test", name)
			continue
		}
		rest := row.rest
		for i, d := range documents[name] {
			raw, _ := json.Marshal(d)
			rest = strings.ReplaceAll(rest, fmt.Sprintf(`"@%d"`, i), string(raw))
		}
		l.hold(row.test, row.basis, call(t, row.test, owner, row.as, rest), row.label, row.documented)
	}
	for test, label := range map[string]string{
		"s3/test_get_nonpublicpolicy_acl_bucket_policy_status": "private",
		"s3/test_block_public_policy_with_principal":           "private",
	} {
		basis := implied
		if strings.HasSuffix(test, "_status") {
			basis = labelled
		}
		l.hold(test, basis, publicness(documents["ceph-s3-tests/test_"+test][0]), label, "")
	}
	l.log()
}
