package cli

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/crossgrant/crossgrant/rules"
)

// TestInput holds that a stock Open Policy Agent, given what input prints, finds
// with the same rules what check finds: of documents, pairs, the snapshot and
// the configuration.
func TestInput(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"policy.json": `{"Version":"2012-10-17","Statement":{"Effect":"allow","Action":"s3:GetObject","Resource":"<&>","Action":"x"}}`,
		"topic.json": `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223334:role/r"},` +
			`"Action":"sns:Publish","Resource":"arn:aws:sns:us-east-1:111122223333:t"}]}`,
		".crossgrant.yaml": "expect:\n  - role: arn:aws:iam::111122223333:role/compute/cluster\n    bucket: results-bucket\n    can: [read, write]\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	paths := []string{cluster, filepath.Join(dir, "policy.json"), filepath.Join(dir, "topic.json"),
		"--config", filepath.Join(dir, ".crossgrant.yaml")}
	code, lines, errs := run(append([]string{"input"}, paths...)...)
	if code != 0 || errs != "" {
		t.Fatalf("input: exit code %d\n%s", code, errs)
	}
	query := prepare(t)
	got, kinds := map[string]int{}, map[string]bool{}
	for line := range strings.Lines(lines) {
		var subject struct {
			Kind, ID string
			Input    any
		}
		if err := json.Unmarshal([]byte(line), &subject); err != nil {
			t.Fatalf("%v\n%s", err, line)
		}
		kinds[subject.Kind] = true
		set, err := query.Eval(t.Context(), rego.EvalInput(subject.Input))
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range set[0].Expressions[0].Value.([]any) {
			found := row.([]any)
			message, _ := found[2].(string)
			got[found[0].(string)+"/"+found[1].(string)+": "+subject.ID+": "+message]++
		}
	}
	want := findings(t, append([]string{"check", "--format", "json", "--severity", "suggestion"}, paths...)...)
	if !maps.Equal(got, want) || len(want) < 6 {
		t.Errorf("by the input\n%s\nby check\n%s", listing(got), listing(want))
	}
	if kinds := slices.Sorted(maps.Keys(kinds)); !slices.Equal(kinds, []string{"access", "bucket", "document", "role", "snapshot"}) {
		t.Errorf("subjects of %s", kinds)
	}
}

// prepare compiles the rules as opa eval does.
func prepare(t *testing.T) rego.PreparedEvalQuery {
	t.Helper()
	modules, err := rules.Modules()
	if err != nil {
		t.Fatal(err)
	}
	options := []func(*rego.Rego){
		rego.Query(`[[category, id, found.message] | some category, id; some found in data.rules[category][id].findings]`)}
	for name, text := range modules {
		options = append(options, rego.Module(name, text))
	}
	query, err := rego.New(options...).PrepareForEval(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return query
}

// findings runs check and counts what it finds, by rule, subject and message.
func findings(t *testing.T, args ...string) map[string]int {
	t.Helper()
	_, out, errs := run(args...)
	var report struct {
		Findings []struct {
			Rule, Message string
			Subject       struct{ ID string }
		}
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatalf("%v\n%s", err, errs)
	}
	counts := map[string]int{}
	for _, f := range report.Findings {
		counts[f.Rule+": "+f.Subject.ID+": "+f.Message]++
	}
	return counts
}

func listing(counts map[string]int) string {
	return strings.Join(slices.Sorted(maps.Keys(counts)), "\n")
}

// TestInputOfOneSubject holds what --subject prints.
func TestInputOfOneSubject(t *testing.T) {
	for _, row := range []struct {
		name, id string
		code     int
		says     string
	}{
		{"a pair", "arn:aws:iam::111122223333:role/compute/cluster -> results-bucket", 0, "{\n  \"kind\": \"access\""},
		{"the snapshot", "snapshot", 0, "{\n  \"kind\": \"snapshot\""},
		{"a misspelt one", "snapshto", 2, `did you mean "snapshot"?`},
		{"a part of one", "-> results-bucket", 2, `did you mean "arn:aws:iam::111122223333:role/compute/cluster -> results-bucket"?`},
		{"none", "arn:aws:sqs:eu-west-1:999999999999:nothing-of-this-kind", 2, "without --subject all are listed"},
	} {
		t.Run(row.name, func(t *testing.T) {
			code, out, errs := run("input", "--subject", row.id, cluster)
			if code != row.code || !strings.Contains(out+errs, row.says) {
				t.Errorf("exit code %d, want %d and %q in\n%s%s", code, row.code, row.says, out, errs)
			}
		})
	}
}
