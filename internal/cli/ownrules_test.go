package cli

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/report"
)

// ownRule is a rule of a user about statements without an Effect.
func ownRule(name, finding string) string {
	return fmt.Sprintf("# METADATA\n# title: A rule\n# custom:\n#   severity: error\n#   subject: document\npackage rules.team[%q]\n\n"+
		"import data.lib.finding\n\nfindings contains %s if some problem in input.problems[\"no-effect\"]\n", name, finding)
}

// TestABadRuleOfOnesOwnIsLostAlone holds that what is wrong with one rule is said
// with its file and line, once, whatever the format, that every other finding is
// printed, and that the input is to blame and not the tool.
func TestABadRuleOfOnesOwnIsLostAlone(t *testing.T) {
	for name, row := range map[string]struct{ finding, want string }{
		"an error at run time":     {`finding.at(problem, sprintf("%d", [1 / (count(input.problems) - 1)]))`, `bad.rego:10: rule team/bad: .*divide by zero`},
		"a conflict":               {`finding.at(problem, sprintf("%v", [x]))`, `bad.rego:12: rule team/bad: .*conflicting values`},
		"a finding that is a text": {`"text"`, `bad.rego:10: rule team/bad: a finding is an object, found text`},
		"a finding of nothing":     {`{}`, `bad.rego:10: rule team/bad: message: want a text`},
		"a finding of a number":    {`finding.at(problem, 7)`, `bad.rego:10: rule team/bad: message: want a text, found 7`},
		"a finding of nowhere":     {`{"message": "m", "at": {"document": "nowhere", "path": []}}`, `bad.rego:10: rule team/bad: at: want the place of something`},
		"a place without a path":   {`{"message": "m", "at": object.union(problem.at, {"path": ["Statement", {}]})}`, `bad.rego:10: rule team/bad: path: want names and indexes`},
		"a note of nowhere":        {`object.union(finding.at(problem, "m"), {"related": [{"message": "n"}]})`, `bad.rego:10: rule team/bad: at: want the place`},
		"an edit of two documents": {`object.union(finding.at(problem, "m"), {"fix": {"description": "d", "edits": [{"op": "remove", "at": problem.at}, {"op": "remove", "at": {"document": "x", "path": []}}]}})`,
			`bad.rego:10: rule team/bad: edits: want one document`},
	} {
		t.Run(name, func(t *testing.T) {
			folder := lay(t, map[string]string{
				"rules/bad.rego":  ownRule("bad", row.finding) + "\nx := input.problems[_][_].at\n",
				"rules/good.rego": ownRule("good", `finding.at(problem, "mine")`),
				"a.json":          `{"Version":"2012-10-17","Statement":[{"Action":"s3:*","Resource":"*"}]}`,
				"b.json":          `{"Version":"2012-10-17","Statement":[{"Action":"s3:Get*","Resource":"*"}]}`,
				"c.json":          `{"Version":"2012-10-17","Statement":[{"Action":"s3:Get*","Resource":"*"},{"Action":7}]}`,
			})
			for _, format := range report.Formats() {
				code, out, errors := run("check", "--format", format, "--rules", filepath.Join(folder, "rules"), folder)
				if code != exitInput || strings.Count(out, "team/good") < 2 || !strings.Contains(out, "syntax/missing-effect") {
					t.Errorf("--format %s: exit code %d\n%s%s", format, code, out, errors)
				}
				if format == "json" && !json.Valid([]byte(out)) {
					t.Errorf("not JSON: %s", out)
				}
				if found := regexp.MustCompile(row.want).FindAllString(errors, -1); len(found) != 1 {
					t.Errorf("--format %s: want %q once in\n%s", format, row.want, errors)
				}
			}
		})
	}
}

// TestARuleThatCannotBeCompiledIsWrongInput holds that a mistake in a rule of
// one's own is not taken for a failure of the tool.
func TestARuleThatCannotBeCompiledIsWrongInput(t *testing.T) {
	for name, row := range map[string]struct{ text, want string }{
		"no Rego":        {"package", "bad.rego:1"},
		"no built-in":    {ownRule("bad", `finding.at(problem, http.send({}))`), "bad.rego:10: "},
		"another's rule": {"package rules.syntax.effect\n\nfindings contains 1\n", "bad.rego:1: the rule syntax/effect stands in"},
		"deeply nested":  {ownRule("bad", strings.Repeat("[", 100000)), "bad.rego:10: "},
	} {
		folder := lay(t, map[string]string{"rules/bad.rego": row.text, "a.json": `{"Version":"2012-10-17","Statement":[]}`})
		for _, command := range [][]string{{"check"}, {"input"}, {"access", "--role", "arn:aws:iam::111122223333:role/r", "--bucket", "b", "--bucket-account", "111122223333"}} {
			code, _, errors := run(append(command, "--rules", filepath.Join(folder, "rules"), filepath.Join(folder, "a.json"))...)
			if code != exitInput || command[0] != "access" && !strings.Contains(errors, row.want) {
				t.Errorf("%s, %s: exit code %d, %.300s", name, command[0], code, errors)
			}
		}
	}
}
