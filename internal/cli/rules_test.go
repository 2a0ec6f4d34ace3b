package cli

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/engine"
)

// TestExplainPrintsEveryPage holds that each rule can be explained in words,
// without marks of Markdown.
func TestExplainPrintsEveryPage(t *testing.T) {
	for _, r := range engine.Embedded() {
		code, out, errors := run("explain", r.ID)
		if code != 0 || errors != "" || !strings.HasPrefix(out, r.ID+"\n\n"+r.Title) {
			t.Errorf("explain %s: exit code %d\n%s%s", r.ID, code, out, errors)
		}
		for _, mark := range []string{"```", "**", "<!--", "\n\n\n", "\n#"} {
			if strings.Contains(out, mark) {
				t.Errorf("explain %s prints %q:\n%s", r.ID, mark, out)
			}
		}
	}
}

func TestRulesAreFoundByName(t *testing.T) {
	for _, row := range []struct {
		name string
		args []string
		code int
		says string
	}{
		{"the last part of an id", []string{"explain", "effect"}, 0, "syntax/effect\n"},
		{"a name of two rules", []string{"explain", "missing-action"}, 0, "syntax/missing-action\n"},
		{"an issue code", []string{"explain", "MISSING_VERSION"}, 0, "syntax/missing-version\n"},
		{"a misspelt id", []string{"explain", "syntax/efect"}, 2, "did you mean syntax/effect?"},
		{"a misspelt name", []string{"explain", "efekt"}, 2, "did you mean syntax/effect?"},
		{"a name like no rule", []string{"explain", "kubernetes-network-policy"}, 2, "see crossgrant rules"},
		{"no name", []string{"explain"}, 2, "explain takes one rule"},
		{"all rules", []string{"rules"}, 0, "syntax/effect "},
		{"a category", []string{"rules", "access"}, 0, "access/wrong-principal "},
		{"an unknown category", []string{"rules", "acess"}, 2, "no category acess; there are access, "},
		{"an unknown format", []string{"rules", "--format", "xml"}, 2, "want text or json"},
		{"a schema", []string{"schema", "facts/document"}, 0, "\"repeated-key\""},
		{"an unknown schema", []string{"schema", "facts/documnt"}, 2, "did you mean facts/document?"},
	} {
		t.Run(row.name, func(t *testing.T) {
			code, out, errors := run(row.args...)
			if code != row.code || !strings.Contains(out+errors, row.says) {
				t.Errorf("exit code %d, want %d and %q in\n%s%s", code, row.code, row.says, out, errors)
			}
		})
	}
}

func TestRulesOfACategoryAsJSON(t *testing.T) {
	_, out, _ := run("rules", "syntax", "--format", "json")
	var list struct{ Rules []ruleJSON }
	if err := json.Unmarshal([]byte(out), &list); err != nil {
		t.Fatal(err)
	}
	want := 0
	for _, r := range engine.Embedded() {
		if r.Category == "syntax" {
			want++
		}
	}
	if len(list.Rules) != want || want == 0 {
		t.Errorf("%d rules, want %d", len(list.Rules), want)
	}
	for _, r := range list.Rules {
		if r.Category != "syntax" || r.Title == "" || r.Severity == "" || len(r.Related) == 0 {
			t.Errorf("%+v", r)
		}
	}
}

// TestEveryCode holds that each check of Access Analyzer has a rule, and that rules say
// from what they know its trigger. AWS's page lists 153 (IAM User Guide, IAM policy
// validation check reference).
func TestEveryCode(t *testing.T) {
	code, out, errors := run("rules", "--format", "json")
	var list struct {
		Rules []struct{ ID, Code, Basis string }
	}
	if code != 0 || errors != "" || json.Unmarshal([]byte(out), &list) != nil {
		t.Fatal(code, errors)
	}
	codes := map[string]bool{}
	for _, r := range list.Rules {
		if r.Code == "" {
			continue
		}
		codes[r.Code] = true
		if r.Basis != "documented" && r.Basis != "inferred" {
			t.Errorf("%s: basis %q", r.ID, r.Basis)
		}
	}
	if len(codes) != 153 {
		t.Errorf("%d codes have a rule", len(codes))
	}
}
