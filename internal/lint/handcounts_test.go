package lint

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCountsByHand holds that one recorded file or folder of each kind has as many roles,
// buckets, documents and pairs as people counted who read it. Texts that are the same
// count once; of roles that were recorded twice, with two texts, both do.
func TestCountsByHand(t *testing.T) {
	if _, err := os.Stat(corpora); err != nil {
		t.Skip("no corpora beside this checkout")
	}
	for _, c := range []struct {
		path                             string
		roles, buckets, documents, pairs int
	}{
		// A role without its name, with a policy of its own; those of a group and of a
		// user; a managed one.
		{"tfplan/checkov__resources_plan_with_iam_policies_tfplan.json", 1, 0, 5, 0},
		// Two buckets, one of which has a policy.
		{"tfplan/regula__cloudtrail_inputs_issue355_infra.json", 0, 2, 1, 0},
		// A role with a policy that names no bucket, and two buckets with policies.
		{"cfn-lint-templates/quickstart__nist_application.yaml", 1, 2, 4, 0},
		{"cfn-lint-templates/quickstart__iam.json", 4, 0, 9, 0},
		// Two roles that SAM made for functions, with two policies each.
		{"cfn-sam-translator/function_with_event_dest_s3_bucket.json", 2, 0, 6, 0},
		// One role that empties both buckets, and one that has to do with the first.
		{"cfn-solutions-constructs/integ.fars3-new-resources__fars3-new-resources.template.json", 4, 2, 9, 3},
		{"cdk-snapshots/integ.bucket.inventory.template.json", 0, 1, 1, 0},
		{"c7n-recorded/iam.GetRole", 13, 0, 19, 0},
		{"c7n-recorded/s3.GetBucketPolicy", 0, 5, 6, 0},
		{"gaad/aws-cli__get-account-authorization-details.json", 1, 0, 6, 0},
		{"gaad/cloudsplaining__example.json", 78, 0, 201, 0},
		// Lines of cases: the template, or the document, of one of them.
		{"checkov-cfn/cases.jsonl checkov-cfn/CloudsplainingIAMGroup", 0, 0, 8, 0},
		{"cfn_nag/cases.jsonl cfn_nag/cfn_nag_s3_bucket_policy/s3_bucket_with_wildcards.json", 0, 3, 3, 0},
		{"aws-config-rules/cases.jsonl aws-config-rules/IAM_GROUP_NO_POLICY_FULL_STAR_test/test_non_compliant_managed", 0, 0, 1, 0},
	} {
		t.Run(c.path, func(t *testing.T) {
			w := load(t, Options{}, recorded(t, c.path))
			pairs, _ := w.Pairs()
			got := [4]int{len(w.Roles), len(w.Buckets), len(w.Documents), len(pairs)}
			if want := [4]int{c.roles, c.buckets, c.documents, c.pairs}; got != want {
				t.Errorf("roles, buckets, documents, pairs: %d, people counted %d", got, want)
			}
			for _, err := range w.Errors {
				t.Error(err)
			}
		})
	}
}

// recorded is the path of a recorded file, or a folder with the files of one case.
func recorded(t *testing.T, name string) string {
	t.Helper()
	lines, id, ofCase := strings.Cut(name, " ")
	path := filepath.Join(corpora, lines)
	if !ofCase {
		return path
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	dir := t.TempDir()
	scanner := bufio.NewScanner(file)
	scanner.Buffer(nil, 1<<22)
	for scanner.Scan() {
		var one struct {
			ID        string
			Text      string                               `json:"template_text"`
			Templates []struct{ Path, Text string }        `json:"templates"`
			Documents []struct{ Document json.RawMessage } `json:"documents"`
		}
		if err := json.Unmarshal(scanner.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		if one.ID != id {
			continue
		}
		put := func(name string, text []byte) {
			if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if one.Text != "" {
			put("template"+filepath.Ext(id), []byte(one.Text))
		}
		for _, f := range one.Templates {
			put(filepath.Base(f.Path), []byte(f.Text))
		}
		for _, d := range one.Documents {
			put("policy.json", d.Document)
		}
		return dir
	}
	t.Fatalf("no case %s", id)
	return ""
}
