package cli

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/report"
)

// TestDeepNesting holds that whatever is read in levels has a limit of them, which
// is said: a recursion without one ends in a stack that no error can come from.
func TestDeepNesting(t *testing.T) {
	const n = 3_000_000
	brackets, objects := strings.Repeat("[", n), strings.Repeat(`{"a":`, n)
	folder := lay(t, map[string]string{
		"brackets.json": brackets, "objects.json": objects,
		"closed.json":      brackets + strings.Repeat("]", n),
		"statement.json":   `{"Version":"2012-10-17","Statement":` + brackets + strings.Repeat("]", n) + `}`,
		"condition.json":   `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":` + objects + "1" + strings.Repeat("}", n) + `}}`,
		"in-a-string.json": `{"Policy":"` + brackets + `"}`,
		"cases.jsonl":      `{"role":` + objects + "1" + strings.Repeat("}", n) + "}\n",
		"config.yaml":      "accounts: " + brackets[:100_000],
		"rules/deep.rego":  ownRule("deep", brackets[:100_000]),
		"sound.json":       `{"Version":"2012-10-17","Statement":[]}`,
	})
	at := func(name string) string { return filepath.Join(folder, name) }
	who := []string{"access", "--role", "arn:aws:iam::111122223333:role/r", "--bucket", "b", "--bucket-account", "111122223333"}
	for _, row := range []struct {
		args []string
		want string
	}{
		{[]string{"check", at("brackets.json")}, "nest more than 200 deep"},
		{[]string{"check", at("objects.json")}, "nest more than 200 deep"},
		{[]string{"check", at("closed.json")}, "nest more than 200 deep"},
		{[]string{"check", at("statement.json")}, "nest more than 200 deep"},
		{[]string{"check", at("condition.json")}, "nest more than 200 deep"},
		{[]string{"check", "--type", "bucket", at("in-a-string.json")}, ""},
		{[]string{"decide", at("cases.jsonl")}, "nest more than 200 deep"},
		{append(who, "--session-policy", at("statement.json"), at("sound.json")), "nest more than 200 deep"},
		{append(who, "--error", at("condition.json"), at("sound.json")), "--error: "},
		{[]string{"check", "--config", at("config.yaml"), at("sound.json")}, "at most 16 levels"},
		{[]string{"check", "--rules", at("rules"), at("sound.json")}, "deep.rego:10: "},
	} {
		code, out, errors := run(row.args...)
		if text := out + errors; code != exitInput && row.want != "" || code > exitInput || !strings.Contains(text, row.want) {
			t.Errorf("%s: exit code %d, %.300s", row.args, code, text)
		}
	}
}

// TestTheSameBytesOnAnyMachine holds that the number of processors changes
// nothing of what is printed.
func TestTheSameBytesOnAnyMachine(t *testing.T) {
	var roles []string
	for i := range 3000 {
		roles = append(roles, fmt.Sprintf(`{"RoleName":"r%d","Path":"/","Arn":"arn:aws:iam::111122223333:role/r%d","AssumeRolePolicyDocument":`+
			`{"Version":"2012-10-17","Statement":[]},"Tags":%d,"RolePolicyList":[{"PolicyName":"p","PolicyDocument":%s}],"AttachedManagedPolicies":[]}`,
			i, i, i%7, []string{readsB, `"REDACTED"`, strings.Replace(readsB, "Allow", "allow", 1)}[i%3]))
	}
	files := map[string]string{"111122223333/account.json": `{"RoleDetailList":[` + strings.Join(roles, ",\n") + `]}`}
	for i := range 40 {
		files[fmt.Sprintf("loose/%d.json", i)] = []string{strings.Replace(readsB, "Effect", "effect", 1), `{"a":`, `{}`, `"x"`}[i%4]
	}
	folder := lay(t, files)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, format := range append(report.Formats(), "--patch") {
		first := ""
		for i, n := range []int{1, 2, 7, 16} {
			runtime.GOMAXPROCS(n)
			args := []string{"check", "--verbose", "--format", format, folder}
			if format == "--patch" {
				args = []string{"check", "--patch", folder}
			}
			code, out, errors := run(args...)
			text := fmt.Sprint(code, out, errors)
			if i == 0 {
				first = text
			} else if text != first {
				t.Errorf("%s on %d processors differs from one", format, n)
			}
		}
	}
}
