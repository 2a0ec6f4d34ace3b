package cli

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/reference"
)

// newer writes the table of a day to come: S3 with one more action, and little else.
func newer(t *testing.T, dir string) string {
	t.Helper()
	table := reference.Embedded()
	var list []*reference.Service
	for _, prefix := range []string{"iam", "kms", "s3", "sts"} {
		s, _ := table.Service(prefix)
		list = append(list, s)
	}
	s3 := *list[2]
	at, _ := slices.BinarySearchFunc(s3.Actions, "GetObjectDream", func(a reference.Action, name string) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(name))
	})
	s3.Actions = slices.Insert(slices.Clone(s3.Actions), at, reference.Action{Service: "s3", Name: "GetObjectDream", Level: reference.Read})
	list[2] = &s3
	data, err := reference.PackServices(reference.Source{Package: "dreams", Version: "1", Date: "2031-02-03"}, list)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "services.bin")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestAReferenceOfOnesOwn(t *testing.T) {
	dir := t.TempDir()
	table := newer(t, dir)
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	policy := write("policy.json", `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObjectDream","s3:GetObjectDraem"],"Resource":"*"}]}`)
	own := filepath.Join(dir, "rules")
	if err := os.Mkdir(own, 0o700); err != nil {
		t.Fatal(err)
	}
	write("rules/mine.rego", `# METADATA
# title: Who dreams
# custom:
#   severity: error
#   subject: document
package rules.team["mine"]

import data.lib.finding

findings contains finding.at(statement.allows["s3:GetObjectDream"], "somebody dreams") if some statement in input.statements
`)
	broken, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	half := write("half.bin", string(broken[:len(broken)/2]))
	for _, row := range []struct {
		args []string
		code int
		want []string // what the output has
		not  []string
	}{
		{[]string{"check", "--severity", "suggestion", policy}, 1, []string{"no action s3:GetObjectDream in the reference data\n", "by the service reference of " + reference.Embedded().Source().Date}, nil},
		{[]string{"check", "--reference", table, policy}, 1,
			[]string{"no action s3:GetObjectDraem; did you mean s3:GetObjectDream?", "by the service reference of 2031-02-03"}, []string{"no action s3:GetObjectDream in the reference data\n"}},
		{[]string{"check", "--format", "json", "--reference", table, policy}, 1, []string{`"reference": "2031-02-03"`}, nil},
		{[]string{"input", "--ask", "s3:GetObjectDream", policy}, 2, []string{"no action s3:GetObjectDream"}, nil},
		{[]string{"input", "--reference", table, "--ask", "s3:getobjectdream", policy}, 0, []string{`"s3:GetObjectDream"`}, nil},
		{[]string{"check", "--rules", own, policy}, 2, []string{`allows["s3:GetObjectDream"] is read, which is no action of AWS`}, nil},
		{[]string{"check", "--rules", own, "--reference", table, policy}, 1, []string{"somebody dreams"}, nil},
		{[]string{"version", "--reference", table}, 0, []string{"service reference of 2031-02-03"}, nil},
		{[]string{"check", "--reference", policy, policy}, 2, []string{"policy.json is no service reference: the first line"}, nil},
		{[]string{"check", "--reference", half, policy}, 2, []string{"half.bin is no service reference"}, nil},
		{[]string{"check", "--reference", filepath.Join(dir, "none"), policy}, 2, []string{"--reference:"}, nil},
		{[]string{"check", "--reference", table, "--output", table, policy}, 2, []string{"services.bin"}, nil},
	} {
		code, out, errors := run(row.args...)
		said := out + errors
		if code != row.code {
			t.Errorf("%q: exit code %d, want %d: %s", row.args, code, row.code, said)
		}
		for _, want := range row.want {
			if !strings.Contains(said, want) {
				t.Errorf("%q: lacks %q: %s", row.args, want, said)
			}
		}
		for _, not := range row.not {
			if strings.Contains(said, not) {
				t.Errorf("%q: has %q: %s", row.args, not, said)
			}
		}
	}
	if after, err := os.ReadFile(table); err != nil || !bytes.Equal(after, broken) {
		t.Error("the reference was written over")
	}
}

// Whoever opens the embedded table below the command line passes over --reference. What
// is held against no file of the user's may: the words that redaction keeps, the checks
// of rules and cases that carry their own request.
func TestTheReferenceIsChosenOnce(t *testing.T) {
	may := []string{"cli/reference.go", "snapshot/build.go", "lint/run.go", "engine/engine.go", "cases/context.go", "report/vocabulary.go"}
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := os.ReadFile(name)
		rest := filepath.ToSlash(strings.TrimPrefix(name, ".."+string(filepath.Separator)))
		if err == nil && bytes.Contains(text, []byte("reference.Embedded")) && !slices.Contains(may, rest) {
			t.Errorf("%s: takes the embedded reference, whatever the user said", rest)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
