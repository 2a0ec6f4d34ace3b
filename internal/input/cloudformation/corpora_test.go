package cloudformation

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/crossgrant/crossgrant/internal/input"
	"github.com/crossgrant/crossgrant/internal/policy"
	"github.com/crossgrant/crossgrant/internal/source"
)

// corpora is the folder of recorded documents, where a checkout has one beside it.
const corpora = "../../../../shared/corpora"

// TestCorpora holds that every recorded template is read without an error, with as
// many bucket policies as people counted in it, and that nothing of a policy's
// grammar is wrong for a function that stands in it.
func TestCorpora(t *testing.T) {
	if _, err := os.Stat(corpora); err != nil {
		t.Skip("no corpora beside this checkout")
	}
	files, policies := 0, 0
	for _, folder := range []string{"cfn-lint-templates", "cfn-sam-translator", "cfn-solutions-constructs", "cdk-snapshots"} {
		counted := counts(t, filepath.Join(corpora, folder, "MANIFEST.jsonl"))
		names, err := filepath.Glob(filepath.Join(corpora, folder, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			base := filepath.Base(name)
			if !bytes.Contains(text, []byte("Resources")) || slices.Contains([]string{"SOURCE.json", "MANIFEST.jsonl", "LICENSE"}, base) {
				continue
			}
			r, err := input.Decode([]input.Format{Format{}}, source.NewFile(name, text), input.Hints{})
			if err != nil || r.Format == "" || len(r.Lost) > 0 {
				t.Errorf("%s: %v, %q, %v", name, err, r.Format, r.Lost)
			}
			n := 0
			for _, b := range r.Buckets {
				if b.Policy.State == input.Present {
					n++
					wellFormed(t, name, b.Policy.Value)
				}
			}
			for _, role := range r.Roles {
				for _, d := range role.Inline {
					wellFormed(t, name, d.Policy)
				}
			}
			if want, ok := counted[base]; ok && n != want {
				t.Errorf("%s: %d bucket policies, people counted %d", name, n, want)
			}
			files, policies = files+1, policies+n
		}
	}
	if files < 150 || policies < 100 {
		t.Errorf("%d templates with %d bucket policies", files, policies)
	}
	t.Logf("%d templates with %d bucket policies", files, policies)
}

// wellFormed holds that a document is no problem but for what its author left out.
func wellFormed(t *testing.T, name string, d *policy.Document) {
	for _, p := range d.Problems() {
		if !slices.Contains([]policy.Kind{policy.NoVersion, policy.NoPrincipal}, p.Kind) {
			t.Errorf("%s: %s %s at %s", name, p.Kind, p.Found, p.Path)
		}
	}
}

// counts are the bucket policies of each file, as its corpus lists them.
func counts(t *testing.T, name string) map[string]int {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	of := map[string]int{}
	lines := bufio.NewScanner(strings.NewReader(string(text)))
	for lines.Scan() {
		var one struct {
			File     string
			Policies *int `json:"bucket_policies"`
		}
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		if one.Policies != nil {
			of[one.File] = *one.Policies
		}
	}
	return of
}
