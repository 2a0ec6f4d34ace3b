package terraform

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
	"github.com/crossgrant/crossgrant/internal/unknown"
)

func read(t testing.TB, text string) input.Records {
	t.Helper()
	r, err := input.Decode([]input.Format{Format{}}, source.NewFile("plan.json", []byte(text)), input.Hints{})
	if err != nil || r.Format != "terraform" {
		t.Fatalf("%v, %q", err, r.Format)
	}
	return r
}

// change is a resource of a plan: all of it in the changes, as what is known now
// and what is known after apply.
func change(address, after, later string) string {
	parts := strings.Split(address, ".")
	mode := "managed"
	if i := slices.Index(parts, "data"); i >= 0 {
		mode, parts = "data", slices.Delete(parts, i, i+1)
	}
	name := strings.Split(parts[len(parts)-1], "[")[0]
	index := ""
	if _, after, ok := strings.Cut(address, "["); ok {
		index = `"index": ` + strings.TrimSuffix(after, "]") + ", "
	}
	return fmt.Sprintf(`{"address": %q, "mode": %q, %s"type": %q, "name": %q, "change": {"actions": ["create"], "before": null, "after": %s, "after_unknown": %s}}`,
		address, mode, index, parts[len(parts)-2], name, after, later)
}

// planOf is a plan of such changes, with its configuration.
func planOf(configuration string, changes ...string) string {
	return `{"format_version": "1.2", "terraform_version": "1.13.3", "planned_values": {"root_module": {}}, "resource_changes": [` +
		strings.Join(changes, ", ") + `], "configuration": {"root_module": ` + configuration + `}}`
}

// expression is a resource of the configuration of a plan.
func expression(address, expressions string) string {
	parts := strings.Split(address, ".")
	return fmt.Sprintf(`{"address": %q, "type": %q, "expressions": %s}`, address, parts[len(parts)-2], expressions)
}

// seen writes records in a line each, with their unknowns as people see them.
func seen(r input.Records) string {
	var lines []string
	say := func(format string, args ...any) {
		lines = append(lines, unknown.Show(fmt.Sprintf(format, args...)))
	}
	text := func(d *policy.Document) string {
		if d == nil {
			return "nothing"
		}
		return strings.Join(strings.Fields(string(d.Text())), "")
	}
	for _, one := range r.Roles {
		say("role %s trusts %s", one.ARN, text(one.Trust))
		for _, d := range one.Inline {
			say("role %s has %s %s", one.Name, d.Name, text(d.Policy))
		}
		for _, ref := range one.Attached.Value {
			say("role %s attached %s", one.Name, ref.ARN)
		}
		for _, u := range one.Unread {
			say("unread %s", u)
		}
	}
	for _, one := range r.Policies {
		say("policy %s %s", one.ARN, text(one.Document))
	}
	for _, b := range r.Buckets {
		say("bucket %s of %s: policy %s %s, %s, block %s %v, acl %s %d", b.Name, b.Account, b.Policy.State, text(b.Policy.Value),
			b.Ownership.Value, b.PublicAccessBlock.State, b.PublicAccessBlock.Value.BlockPublicPolicy, b.ACL.State, len(b.ACL.Value.Grants))
	}
	for _, k := range r.Keys {
		say("key %s %s", k.ARN, text(k.Policy.Value))
	}
	for _, d := range r.Documents {
		say("document %s %s", d.Name, text(d.Policy))
	}
	for _, n := range r.Notes {
		say("note %s", n)
	}
	return strings.Join(lines, "\n") + "\n"
}

const allow = `{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]}`

// TestPlans holds what is read of plans: what will be, once, with what is known
// after apply as unknowns that are equal to themselves.
func TestPlans(t *testing.T) {
	known := strings.ReplaceAll(allow, `\"`, `"`)
	for name, c := range map[string]struct{ plan, want string }{
		"a bucket and its policy are joined though nobody knows the name": {
			planOf(`{"resources": [`+strings.Join([]string{
				expression("aws_s3_bucket_policy.p", `{"bucket": {"references": ["aws_s3_bucket.b.id", "aws_s3_bucket.b"]}, "policy": {"references": ["data.aws_iam_policy_document.d.json", "data.aws_iam_policy_document.d"]}}`),
				expression("data.aws_iam_policy_document.d", `{"statement": [{"resources": {"references": ["aws_s3_bucket.b.arn", "aws_s3_bucket.b"]}}]}`),
			}, ", ")+`]}`,
				change("aws_s3_bucket.b", `{"bucket_prefix": "data-"}`, `{"bucket": true, "arn": true, "id": true, "policy": true}`),
				change("aws_s3_bucket_policy.p", `{}`, `{"bucket": true, "policy": true}`),
				change("data.aws_iam_policy_document.d", `{"statement": [{"actions": ["s3:GetObject"], "resources": [null], "principals": [{"type": "AWS", "identifiers": ["111122223333"]}]}]}`,
					`{"json": true, "statement": [{"actions": [false], "resources": [true], "principals": [{"identifiers": [false]}]}]}`)),
			`bucket data-${aws_s3_bucket.b.bucket} of ${account}: policy present {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::data-${aws_s3_bucket.b.bucket}${rest}","Principal":{"AWS":"111122223333"}}]}, BucketOwnerEnforced, block present true, acl present 1
`},
		"instances find those of their key, through modules": {
			planOf(`{"module_calls": {"m": {"expressions": {"to": {"references": ["aws_iam_policy.p.arn", "aws_iam_policy.p"]}}, "module": {"resources": [`+
				expression("aws_iam_role_policy_attachment.a", `{"role": {"references": ["aws_iam_role.r", "each.key"]}, "policy_arn": {"references": ["var.to"]}}`)+`]}}}}`,
				change(`aws_iam_policy.p`, `{"name": "p", "path": "/", "policy": "`+allow+`"}`, `{"arn": true, "id": true}`),
				change(`module.m.aws_iam_role.r["a"]`, `{"name": "ra"}`, `{"arn": true, "assume_role_policy": true}`),
				change(`module.m.aws_iam_role.r["b"]`, `{"name": "rb", "path": "/x/"}`, `{"arn": true, "inline_policy": true}`),
				strings.Replace(change(`module.m.aws_iam_role_policy_attachment.a["b"]`, `{}`, `{"role": true, "policy_arn": true}`), `"mode"`, `"module_address": "module.m", "mode"`, 1)),
			`role arn:aws:iam::${account}:role/ra trusts nothing
role arn:aws:iam::${account}:role/x/rb trusts nothing
role rb attached arn:aws:iam::${account}:policy/p
policy arn:aws:iam::${account}:policy/p ` + known + `
note 1 policy is known after apply
`},
		"what is deleted or only was is no part of it": {
			`{"format_version": "1.2", "terraform_version": "1", "planned_values": {"root_module": {"resources": [
				{"address": "aws_iam_policy.p", "mode": "managed", "type": "aws_iam_policy", "name": "p", "values": {"arn": "arn:aws:iam::111122223333:policy/p", "name": "p", "policy": "` + allow + `"}}]}},
			"resource_changes": [
				{"address": "aws_iam_policy.p", "mode": "managed", "type": "aws_iam_policy", "name": "p", "change": {"actions": ["delete", "create"], "before": {"policy": "{\"Statement\": []}"}, "after": {"policy": "` + allow + `"}, "after_unknown": {}}},
				{"address": "aws_iam_policy.q", "mode": "managed", "type": "aws_iam_policy", "name": "q", "change": {"actions": ["delete"], "before": {"policy": "{\"Statement\": []}"}, "after": null, "after_unknown": {}}}],
			"prior_state": {"values": {"root_module": {"resources": [
				{"address": "aws_iam_policy.p", "mode": "managed", "type": "aws_iam_policy", "name": "p", "values": {"policy": "{\"Statement\": []}"}},
				{"address": "data.aws_iam_policy_document.used", "mode": "data", "type": "aws_iam_policy_document", "name": "used", "values": {"json": "` + allow + `"}}]}}},
			"configuration": {"root_module": {"resources": [{"address": "aws_iam_policy.p", "type": "aws_iam_policy", "expressions": {"policy": {"references": ["data.aws_iam_policy_document.used.json", "data.aws_iam_policy_document.used"]}}}]}}}`,
			"policy arn:aws:iam::111122223333:policy/p " + known + "\n"},
		"a new bucket has what AWS gives it, and what others say of it": {
			planOf(`{}`,
				change("aws_s3_bucket.a", `{"bucket": "a"}`, `{}`),
				change("aws_s3_bucket.b", `{"bucket": "b"}`, `{"acl": true}`),
				change("aws_s3_bucket_ownership_controls.b", `{"bucket": "b", "rule": [{"object_ownership": "ObjectWriter"}]}`, `{}`),
				change("aws_s3_bucket_public_access_block.b", `{"bucket": "b", "block_public_acls": true}`, `{}`),
				change("aws_s3_bucket_acl.b", `{"bucket": "b", "acl": "public-read"}`, `{}`)),
			`bucket a of ${account}: policy absent nothing, BucketOwnerEnforced, block present true, acl present 1
bucket b of ${account}: policy absent nothing, ObjectWriter, block present false, acl present 2
`},
		"a key without a policy hands itself over to its account": {
			planOf(`{}`, change("aws_kms_key.k", `{"description": "k"}`, `{"arn": true, "key_id": true, "policy": true}`)),
			`key arn:aws:kms:${Region}:${account}:key/${aws_kms_key.k.key_id} {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::${account}:root"},"Action":"kms:*","Resource":"*"}]}
`},
		"a document of a data source that nothing has is judged by itself": {
			planOf(`{}`, change("data.aws_iam_policy_document.d", `{"statement": [{"effect": "Deny", "not_actions": ["s3:*"], "resources": ["arn:aws:s3:::&{aws:username}/*"], "condition": [{"test": "Bool", "variable": "aws:SecureTransport", "values": ["false"]}]}]}`, `{"json": true}`)),
			`document data.aws_iam_policy_document.d {"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":"s3:*","Resource":"arn:aws:s3:::${aws:username}/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}
`},
	} {
		if got := seen(read(t, c.plan)); got != c.want {
			t.Errorf("%s:\n%swant\n%s", name, got, c.want)
		}
	}
}

// TestStates holds that a state says the same in the notation of terraform show and
// in that of its file, and that fields and versions to come are borne.
func TestStates(t *testing.T) {
	role := `{"arn": "arn:aws:iam::111122223333:role/r", "name": "r", "path": "/", "assume_role_policy": "` + allow + `", "inline_policy": [{"name": "p", "policy": "` + allow + `"}], "new": {"field": [1]}}`
	inline := `{"role": "r", "name": "p", "policy": "` + allow + `"}`
	shown := `{"format_version": "3.0", "terraform_version": "9.9", "values": {"root_module": {"child_modules": [{"address": "module.m", "resources": [
		{"address": "module.m.aws_iam_role.r", "mode": "managed", "type": "aws_iam_role", "name": "r", "values": ` + role + `},
		{"address": "module.m.aws_iam_role_policy.p", "mode": "managed", "type": "aws_iam_role_policy", "name": "p", "values": ` + inline + `}]}]}}}`
	stored := `{"version": 4, "terraform_version": "1.9.0", "serial": 3, "lineage": "x", "outputs": {}, "resources": [
		{"module": "module.m", "mode": "managed", "type": "aws_iam_role", "name": "r", "provider": "p", "instances": [{"attributes": ` + role + `}, {"deposed": "0123", "attributes": ` + role + `}]},
		{"module": "module.m", "mode": "managed", "type": "aws_iam_role_policy", "name": "p", "provider": "p", "instances": [{"attributes": ` + inline + `}]}]}`
	known := strings.ReplaceAll(allow, `\"`, `"`)
	want := "role arn:aws:iam::111122223333:role/r trusts " + known + "\nrole r has p " + known + "\n"
	for name, text := range map[string]string{"shown": shown, "stored": stored} {
		r := read(t, text)
		if got := seen(r); got != want {
			t.Errorf("%s:\n%swant\n%s", name, got, want)
		}
		if name == "shown" && (len(r.Odd) != 1 || r.Odd[0].Found != "format version 3.0") {
			t.Errorf("odd: %v", r.Odd)
		}
	}
}

// TestSources holds how documents of data sources are put together: what overrides
// a statement has its Sid.
func TestSources(t *testing.T) {
	text := func(sid, effect string) string {
		return fmt.Sprintf(`{\"Statement\": [{\"Sid\": \"%s\", \"Effect\": \"%s\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}`, sid, effect)
	}
	r := read(t, planOf(`{}`, change("data.aws_iam_policy_document.d", `{"source_policy_documents": ["`+text("a", "Allow")+`", "`+text("b", "Allow")+`"],
		"statement": [{"sid": "b", "actions": ["s3:GetObject"], "resources": ["*"]}, {"sid": "c", "actions": ["s3:PutObject"], "resources": ["*"]}],
		"override_policy_documents": ["`+text("c", "Deny")+`", "`+text("d", "Deny")+`"]}`, `{"json": true}`)))
	var got []string
	for _, s := range r.Documents[0].Policy.Statements() {
		got = append(got, fmt.Sprint(s.Sid.Value, " ", s.Effect == policy.Deny, " ", s.Action.Patterns[0].Value))
	}
	if want := []string{"a false s3:*", "b false s3:GetObject", "c true s3:*", "d true s3:*"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzPlan(f *testing.F) {
	f.Add(planOf(`{"resources": [`+expression("aws_s3_bucket_policy.p", `{"bucket": {"references": ["aws_s3_bucket.b.id", "aws_s3_bucket.b"]}}`)+`]}`,
		change("aws_s3_bucket.b", `{}`, `{"bucket": true}`), change("aws_s3_bucket_policy.p", `{"policy": "`+allow+`"}`, `{"bucket": true}`)))
	f.Add(planOf(`{"resources": [`+expression("aws_iam_role_policy.p", `{"role": {"references": ["module.m.o"]}}`)+`], "module_calls": {"m": {"module": {"outputs": {"o": {"expression": {"references": ["var.v"]}}}}, "expressions": {"v": {"references": ["module.m.o"]}}}}}`,
		change(`aws_iam_role_policy.p["a"]`, `{"policy": "`+allow+`"}`, `{"role": true}`),
		change("data.aws_iam_policy_document.d", `{"statement": [{"principals": [{"type": "AWS", "identifiers": []}]}]}`, `{"statement": [{"principals": true}]}`)))
	f.Add(`{"version": 4, "terraform_version": "1", "resources": [{"type": "aws_iam_role", "instances": [{"attributes": {"assume_role_policy": "` + allow + `"}}]}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		file := source.NewFile("f.json", []byte(text))
		r, err := input.Decode([]input.Format{Format{}}, file, input.Hints{})
		if err != nil {
			return
		}
		for _, one := range r.Roles {
			if one.At.Span.Start < 0 || one.At.Span.End > len(file.Text) {
				t.Errorf("a role at %v of %d bytes", one.At.Span, len(file.Text))
			}
		}
	})
}
