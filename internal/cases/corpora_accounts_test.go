package cases

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestAccountDecisions holds the decisions of another evaluator's tests: whether
// a role of an account export may call an action, and which roles may.
func TestAccountDecisions(t *testing.T) {
	l := newLabels(t)
	for _, c := range corpus(t, "iamspy/cases.jsonl") {
		query, name := c["query"].([]any), fmt.Sprint(text(c["id"]), ", line ", at(c, "source", "line"))
		for _, export := range c["gaads"].(map[string]any) {
			for _, r := range at(export, "RoleDetailList").([]any) {
				label, action, on := "denied", text(query[0]), text(query[len(query)-1])
				switch who, _ := c["expect"].([]any); {
				case len(query) == 3:
					if action = text(query[1]); text(query[0]) != text(at(r, "Arn")) {
						continue
					}
					if c["expect"] == true {
						label = "allowed"
					}
				case slices.Contains(who, at(r, "Arn")):
					label = "allowed"
				}
				changes, _ := json.Marshal(map[string]any{
					"role":    exported(r.(map[string]any), at(export, "Policies").([]any)),
					"bucket":  named(c["resource_policies"], on),
					"org":     map[string]any{"scps": levels(c["scps"], strings.Split(text(at(r, "Arn")), ":")[4])},
					"request": map[string]any{"mode": "closed", "context": map[string]any{}, "action": action, "resource": on},
				})
				l.hold(name+" "+text(at(r, "RoleName")), labelled, call(t, name, string(changes)), label, "")
			}
		}
	}
	l.log()
}

// exported turns a role of an account export into the role of a case.
func exported(r map[string]any, managed []any) map[string]any {
	document := func(arn any) any {
		for _, p := range managed {
			if at(p, "Arn") == arn {
				return at(p, "PolicyVersionList", 0, "Document")
			}
		}
		return nil
	}
	policies := []any{}
	for _, p := range r["RolePolicyList"].([]any) {
		policies = append(policies, map[string]any{"name": at(p, "PolicyName"), "document": at(p, "PolicyDocument")})
	}
	for _, p := range r["AttachedManagedPolicies"].([]any) {
		policies = append(policies, map[string]any{"name": at(p, "PolicyName"), "document": document(at(p, "PolicyArn"))})
	}
	out := map[string]any{"arn": r["Arn"], "id": r["RoleId"], "policies": policies, "tags": map[string]any{}}
	if boundary := at(r, "PermissionsBoundary", "PermissionsBoundaryArn"); boundary != nil {
		out["boundary"] = document(boundary)
	}
	return out
}

// named finds the resource-based policy of a resource.
func named(files any, resource string) any {
	for _, list := range files.(map[string]any) {
		for _, p := range list.([]any) {
			if at(p, "Resource") == resource {
				return map[string]any{"name": resource[strings.LastIndex(resource, ":")+1:], "account": at(p, "Account"), "policy": at(p, "Policy")}
			}
		}
	}
	return nil
}

// levels lays out the SCPs on the way from the root to an account; the
// management account has none (Organizations User Guide).
func levels(files any, account string) (list []any) {
	for _, name := range slices.Sorted(maps.Keys(files.(map[string]any))) {
		root := at(files, name)
		if strings.Split(text(at(root, "Arn")), ":")[4] == account {
			continue
		}
		down(root, account, &list)
	}
	return list
}

func down(unit any, account string, list *[]any) bool {
	found := at(unit, "Id") == account
	children, _ := at(unit, "Children").([]any)
	for _, child := range children {
		found = down(child, account, list) || found
	}
	if found {
		var policies []any
		for _, p := range at(unit, "Policies").([]any) {
			policies = append(policies, at(p, "Content"))
		}
		*list = append(*list, map[string]any{"level": at(unit, "Name"), "policies": policies})
	}
	return found
}

// TestRecordedDecisions holds answers that AWS gave: to a caller who expects the
// bucket to be another account's, and that a service-linked role can be made
// for the service that its test names, which then has to be able to become it.
func TestRecordedDecisions(t *testing.T) {
	l := newLabels(t)
	for _, c := range corpus(t, "localstack-snapshots/cases.jsonl") {
		id := text(c["id"])
		if _, service, ok := strings.Cut(id, "TestIAMServiceRoles::test_service_role_lifecycle"); ok {
			role := at(c, "content", "describe-response", "Role")
			name := strings.ReplaceAll(text(at(role, "Arn")), "<partition>", "aws")
			raw, _ := json.Marshal(map[string]any{
				"role": map[string]any{"arn": name, "policies": []any{}, "trust": at(role, "AssumeRolePolicyDocument")},
				"request": map[string]any{"kind": "trust", "mode": "closed", "context": map[string]any{}, "caller_policies": []any{},
					"action": "sts:AssumeRole", "resource": name, "principal": service[strings.Index(service, "[")+1 : len(service)-1]},
			})
			l.hold(id, implied, call(t, id, string(raw)), "allowed", "")
		}
		if strings.HasSuffix(id, "TestS3::test_get_bucket_policy") {
			raw, _ := json.Marshal(at(c, "content", "get-bucket-policy", "Policy"))
			document := strings.ReplaceAll(string(raw), "<resource:1>", "arn:aws:s3:::examplebucket/*")
			for _, row := range []struct{ expects, answer, label string }{
				{"", "get-bucket-policy", "allowed 200"},
				{"444455556666", "get-bucket-policy-with-expected-bucket-owner", "allowed 200"},
				{"000000000000", "get-bucket-policy-with-expected-bucket-owner-error", "denied 403"},
			} {
				status := fmt.Sprint(at(c, "content", row.answer, "ResponseMetadata", "HTTPStatusCode"))
				if !strings.HasSuffix(row.label, status) {
					t.Errorf("%s: %s is recorded with %s", id, row.answer, status)
				}
				sent := "{}"
				if row.expects != "" {
					sent = fmt.Sprintf(`{"x-amz-expected-bucket-owner":%q}`, row.expects)
				}
				l.hold(id+" "+row.answer, labelled, call(t, id, owner, api("GetBucketPolicy", ""),
					`{"bucket":{"policy":`+document+`},"request":{"headers":`+sent+`}}`), row.label, "")
			}
		}
	}
	l.log()
}

// strangers are decisions on recorded resource policies that a filter for access
// from other accounts is tested with: a caller whom the policy's account does
// not know, with all permissions of its own.
var strangers = []struct{ file, member, caller, action, resource, label, documented string }{
	{"sns.GetTopicAttributes/test_cross_account_sns__sns.GetTopicAttributes_1", "Attributes.Policy", "", "sns:Publish", "arn:aws:sns:us-west-2:644160558196:c7n-cross-check", "allowed", ""},
	{"sns.GetTopicAttributes/test_cross_account_sns__sns.GetTopicAttributes_2", "Attributes.Policy", "", "sns:Publish", "arn:aws:sns:us-west-2:644160558196:dynamodb", "denied", ""},
	{"glue.GetResourcePolicy/test_glue_catalog_cross_account__glue.GetResourcePolicy_1", "PolicyInJson", "123123456789", "glue:CreateTable", "arn:aws:glue:us-east-1:644160558196:catalog", "allowed", ""},
	{"dynamodb.GetResourcePolicy/test_dynamodb_cross_account_filter__dynamodb.GetResourcePolicy_1", "Policy", "210987654321", "dynamodb:BatchGetItem", "arn:aws:dynamodb:us-east-1:123456789012:table/c7n-cross-account", "allowed", ""},
	{"controlplane.payment-cryptography.GetResourcePolicy/test_pmtcrypt_key_cross_account_same__controlplane.payment-cryptography.GetResourcePolicy_1", "Policy", "", "payment-cryptography:GetKey", "arn:aws:payment-cryptography:us-east-1:644160558196:key/ltn2kegms2cvxmhe", "denied", ""},
	{"sqs.GetQueueAttributes/test_sqs_analyzer_finding__sqs.GetQueueAttributes_1", "Attributes.Policy", "", "sqs:SendMessage", "arn:aws:sqs:us-east-1:644160558196:public-test", "allowed", ""},
}

// TestStrangers holds what the names of such tests say.
func TestStrangers(t *testing.T) {
	if _, err := os.Stat(corpora); err != nil {
		t.Skip("no corpora beside this checkout")
	}
	l := newLabels(t)
	for _, row := range strangers {
		raw, err := os.ReadFile(filepath.Join(corpora, "c7n-recorded", row.file+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var answer any
		if err := json.Unmarshal(raw, &answer); err != nil {
			t.Fatal(err)
		}
		for _, member := range strings.Split(row.member, ".") {
			answer = at(answer, member)
		}
		caller := row.caller
		if caller == "" {
			caller = "111122223333"
		}
		account := strings.Split(row.resource, ":")[4]
		l.hold(row.file, implied, call(t, row.file, fmt.Sprintf(`{"role":{"arn":"arn:aws:iam::%s:role/stranger","tags":{},"policies":[{"name":"all",
			"document":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}}]},
			"bucket":{"account":%q,"policy":%s},"request":{"mode":"closed","context":{},"action":%q,"resource":%q}}`,
			caller, account, text(answer), row.action, row.resource)), row.label, row.documented)
	}
	l.log()
}
