package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// exampleRules are the worked example of the README.
const exampleRules = "../../testdata/own-rules"

// TestOwnRulesAreTested holds what crossgrant test says of a folder of rules, and with
// which exit code: each row spoils one file of the example.
func TestOwnRulesAreTested(t *testing.T) {
	const rule, test, cases = "our-organization.rego", "our-organization_test.rego", "our-organization.txtar"
	for name, row := range map[string]struct {
		file, before, after string
		code                int
		says                string
	}{
		"sound":                   {"", "", "", 0, "1 rule, 2 tests, 4 cases: 0 failed\n"},
		"a test that fails":       {test, "path == [", "path != [", 1, "FAIL our-organization_test.rego:14: test_no_condition\n  our-organization_test.rego:16: found.at.path != "},
		"one of two of a name":    {test, "test_our_organization", "test_no_condition", 0, "2 tests, "},
		"a test that stops":       {test, "count(rule.findings) == 0", "1 / count(rule.findings) == 0", 1, "divide by zero"},
		"a test that is none":     {test, "test_no_condition if", "test_no_condition[1] if", 2, "our-organization_test.rego:14: want test_NAME if { ... }"},
		"a case that fires":       {cases, "silent-with-a-condition/policy", "silent-with-a-condition/other", 0, "0 failed"},
		"a case that is not":      {rule, `"o-a1b2c3d4e5"`, `"o-b1b2c3d4e5"`, 1, ": case silent-with-a-deny: team/our-organization has a finding\n  error[team/our"},
		"a case that is silent":   {rule, `== "bucket"`, `== "key"`, 1, ":3: case fires-without-a-condition: team/our-organization has no finding\n"},
		"another text":            {rule, "is allowed to", "is open to", 1, "it prints something else; test --update writes it\n  --- want\n  +++ printed\n"},
		"an input that is broken": {cases, "\n{\n", "\n{{\n", 1, ": case fires-without-a-condition: team/our-organization has no finding"},
		"cases of no rule":        {cases + " as other.txtar", "", "", 2, "other.txtar: no rule below . is named so"},
		"a case that writes":      {cases, "--type bucket", "--type bucket --output=x", 2, "a case takes no --output=x"},
		"a case that leaves":      {cases, "fires-without-a-condition/policy", "fires-without-a-condition/../../policy", 2, "outside of its case"},
		"a slip of syntax":        {rule, "some statement in", "some statement", 2, "our-organization.rego:2"},
		"a fact that is none":     {rule, "statement.refuted", "statement.refutd", 2, "our-organization.rego:24: rego_type_error"},
		"a package of no rule":    {rule, "package rules.", "package rule.", 2, "our-organization.rego: no rule is here"},
		"no rules":                {rule + " as x.txt", "", "", 2, ".: the folder holds no .rego file"},
	} {
		t.Run(name, func(t *testing.T) {
			// Rule, test and cases stand below a folder of the category.
			folder := filepath.Join(t.TempDir(), "team")
			file, as, _ := strings.Cut(row.file, " as ")
			for _, f := range []string{rule, test, cases} {
				text, err := os.ReadFile(filepath.Join(exampleRules, "team", "our-organization", f))
				if err != nil {
					t.Fatal(err)
				}
				to := f
				if f == file {
					if as != "" {
						to = as
					}
					if !strings.Contains(string(text), row.before) {
						t.Fatalf("no %q in %s", row.before, f)
					}
					text = []byte(strings.Replace(string(text), row.before, row.after, 1))
				}
				put(t, filepath.Join(folder, "our-organization", to), string(text))
			}
			if name == "no rules" {
				if err := os.Remove(filepath.Join(folder, "our-organization", test)); err != nil {
					t.Fatal(err)
				}
			}
			t.Chdir(filepath.Join(folder, "our-organization"))
			code, out, errors := run("test", "../../team/our-organization")
			if dots := strings.ReplaceAll(out+errors, "../../team/our-organization", "."); code != row.code || !strings.Contains(strings.ReplaceAll(dots, "./", ""), row.says) {
				t.Errorf("exit code %d, want %d and %q in\n%s%s", code, row.code, row.says, out, errors)
			}
		})
	}
}

// TestUpdateWritesTheCases holds that a new rule passes crossgrant test anywhere, that
// --update writes what the cases print, and that what is written is held to.
func TestUpdateWritesTheCases(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, args := range [][]string{{"new", "rule", "team/plain"}, {"test"}, {"test", "--update"}, {"test"}, {"rules", "--rules", ".", "team"}} {
		if code, out, errors := run(args...); code != 0 || errors != "" {
			t.Fatalf("%v: exit code %d\n%s%s", args, code, out, errors)
		}
	}
	text, err := os.ReadFile("testdata/rules/team/plain.txtar")
	if err != nil || !strings.Contains(string(text), "warning[team/plain]: the identity policy has no Version") {
		t.Errorf("%v\n%s", err, text)
	}
	code, out, _ := run("explain", "--rules", ".", "plain")
	if code != 0 || !strings.HasPrefix(out, "team/plain\n\n") || !strings.Contains(out, "warning[team/plain]: ") {
		t.Errorf("explain: exit code %d\n%s", code, out)
	}
}

// TestOwnRulesAreNamed holds the commands that take names of rules to those of a folder.
func TestOwnRulesAreNamed(t *testing.T) {
	for _, row := range []struct {
		args string
		code int
		says string
	}{
		{"rules --rules " + exampleRules, 0, "\nteam/our-organization "},
		{"rules team --format json --rules " + exampleRules, 0, `"id": "team/our-organization"`},
		{"explain our-organization --rules " + exampleRules, 0, "Objects are read from outside of our organization."},
		{"explain our-organisation --rules " + exampleRules, 2, "did you mean team/our-organization?"},
		{"explain our-organization", 2, "no rule our-organization"},
		{"rules --rules nowhere", 2, "crossgrant: nowhere: no such file or directory"},
		{"test nowhere", 2, "crossgrant: nowhere: no such file or directory"},
		{"test a b", 2, "test takes one folder"},
		{"check --select team/our-organization --rules " + exampleRules + " " + exampleRules, 2, "the folder holds no JSON"},
	} {
		if code, out, errors := run(strings.Fields(row.args)...); code != row.code || !strings.Contains(out+errors, row.says) {
			t.Errorf("%s: exit code %d, want %d and %q in\n%s%s", row.args, code, row.code, row.says, out, errors)
		}
	}
}
